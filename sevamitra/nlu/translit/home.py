"""Bring a Latin message home to the script of its language, English words left alone."""

import functools
import re
from pathlib import Path

from sevamitra.nlu.translit.model import Transliterator

LANGUAGES = ("hi", "te")
ENGLISH = Path(__file__).parent / "english.txt"
_WORD = re.compile("[a-z]+")


def bring_home(normal: str, language: str | None) -> str:
    """A normalised Latin message in the native letters of its language, hi or te; others unchanged."""
    if language not in LANGUAGES:
        return normal
    return _WORD.sub(lambda found: _home(found[0], language), normal)


def _home(word: str, language: str) -> str:
    return word if word in _english() else _model(language).word(word)


@functools.cache
def _model(language: str) -> Transliterator:
    return Transliterator.load(Path(__file__).parent / f"{language}.npz")


@functools.cache
def _english() -> frozenset[str]:
    return frozenset(ENGLISH.read_text(encoding="utf-8").split())
