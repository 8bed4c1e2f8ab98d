"""`manage.py officer NAME`: create an officer's account."""

from __future__ import annotations

import getpass
import secrets
import sys
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from officers.accounts import create


class Command(BaseCommand):
    """Create an officer."""

    help = "Create an officer; asks for a password, or makes one and prints it once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the name and where the officer sits."""
        parser.add_argument("name", help="the name to log in with")
        parser.add_argument("--jurisdiction", default="", help="mp-jhabua or ap; default: every one")
        parser.add_argument("--department", default="", help="department id; default: every one")
        parser.add_argument("--ask", action="store_true", help="ask for the password instead of making one")
        parser.add_argument("--superuser", action="store_true", help="may see and do everything")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account and say how to log in."""
        if User.objects.filter(username=options["name"]).exists():
            raise CommandError(f"An officer called {options['name']} exists already.")
        password = _asked() if options["ask"] else secrets.token_urlsafe(12)
        try:
            create(
                options["name"],
                password,
                options["jurisdiction"],
                options["department"],
                options["superuser"],
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Officer {options['name']} can log in.")
        if not options["ask"]:
            self.stdout.write(f"Password (shown only now): {password}")


def _asked() -> str:
    if not sys.stdin.isatty():
        raise CommandError("There is no terminal to ask for the password; leave --ask out.")
    password = getpass.getpass("Password: ")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password
