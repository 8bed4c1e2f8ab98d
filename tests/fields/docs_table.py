"""Writes the table in `docs/fields.md` from the kinds and their cases: run it when a kind changes."""

from __future__ import annotations

from pathlib import Path

import yaml

from sevamitra.fields import KINDS
from sevamitra.fields.lexicon import HERE

DOCUMENT = HERE.parents[1] / "docs" / "fields.md"
START, END = "<!-- kinds: written by tests/fields/docs_table.py -->\n", "<!-- end of kinds -->\n"


def table() -> str:
    """Return the table of kinds in Markdown."""
    rows = ["| kind | accepts | for example | value |", "|---|---|---|---|"]
    for name, kind in KINDS.items():
        cases = yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text(encoding="utf-8"))
        case = next((case for case in cases["accepted"] if "said" in case), cases["accepted"][0])
        said = case.get("said", "a photo" if name == "file" else "a location")
        value = case.get("value", f"its token, shown as XXXX XXXX {case.get('last4')}")
        rows.append(f"| `{name}` | {kind.accepts} | {said} | `{value}` |".replace("\n", " "))
    return "\n".join(rows) + "\n"


def written(document: str) -> str:
    """Return the document with the present table in it."""
    before, rest = document.split(START)
    return before + START + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
