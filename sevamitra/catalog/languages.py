"""The scripts of the three languages, told apart by their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sevamitra.catalog.located import Place

OWN_SCRIPT = {"hi": "DEVANAGARI", "te": "TELUGU", "en": "LATIN", "hi-Latn": "LATIN", "te-Latn": "LATIN"}
LETTERS = {
    "DEVANAGARI": re.compile(r"[\u0904-\u0939\u0958-\u0961\u0971-\u097f]"),
    "TELUGU": re.compile(r"[\u0c05-\u0c39\u0c58-\u0c61]"),
    "LATIN": re.compile(r"[A-Za-z]"),
}
SCRIPT_NAMES = {"DEVANAGARI": "Devanagari", "TELUGU": "Telugu", "LATIN": "Latin"}


def scripts(text: str) -> set[str]:
    """Return which of DEVANAGARI, TELUGU and LATIN the letters of a text belong to."""
    return {script for script, letter in LETTERS.items() if letter.search(text)}


def misfit(language: str, text: str) -> str | None:
    """Return what is wrong with the letters of a text in `language` (a key of packs), or None.

    Hindi and Telugu may hold Latin words among their own; a text without letters fits everywhere.
    """
    found, own = scripts(text), OWN_SCRIPT[language]
    if not found:
        return None
    if own not in found:
        return f"has no {SCRIPT_NAMES[own]} letters"
    foreign = found - {own, "LATIN"}
    return f"mixes in {SCRIPT_NAMES[foreign.pop()]} letters" if foreign else None


def texts(value: Any, place: Place = ()) -> Iterator[tuple[Place, str, str]]:
    """Yield every text under a language key anywhere in `value`: its place, its language and itself."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in OWN_SCRIPT and isinstance(inner, str):
                yield (*place, key), key, inner
            elif key in OWN_SCRIPT and isinstance(inner, list):
                yield from (((*place, key, n), key, text) for n, text in enumerate(inner))
            else:
                yield from texts(inner, (*place, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from texts(inner, (*place, n))
