"""A phone for demonstrations and tests.

A strict stand-in for Meta's Graph API, and a page that looks like WhatsApp.

    $ python -m phone        # then open the address it prints
"""
