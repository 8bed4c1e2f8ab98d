"""The page about kinds is up to date."""

from docs_table import DOCUMENT, written


def test_the_table_of_kinds_is_the_present_one():
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document == written(document), "run: python tests/fields/docs_table.py"
