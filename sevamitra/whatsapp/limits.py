"""WhatsApp's limits (contract 3), counted in code points, and cutting that keeps letters whole."""

from __future__ import annotations

import re

import grapheme

TEXT = 4096
BODY = 1024  # Meta's page says 4096 for lists, its OpenAPI file 1024
CAPTION = 1024
BUTTONS = 3
BUTTON_TITLE = 20
BUTTON_ID = 256
ROWS = 10
ROW_TITLE = 24
ROW_DESCRIPTION = 72
ROW_ID = 200
LIST_BUTTON = 20
FILENAME = 240

ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[.!?।॥](?=\s|$)|\n")
# Older cluster rules of Unicode part a conjunct after its virama; to a reader it is one letter.
_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d"
_ZWJ = "\u200d"


def cut(text: str, limit: int) -> str:
    """Shorten `text` to at most `limit` code points, ending in "…" if anything had to go.

    The cut falls at the end of a sentence if one ends in the second half, else between words, else between
    letters; never inside a grapheme cluster or a conjunct.
    """
    if len(text) <= limit:
        return text
    end = boundary(text, limit - len(ELLIPSIS))
    return text[: _good_end(text, end)].rstrip() + ELLIPSIS


def boundary(text: str, limit: int) -> int:
    """Return the last place at or before `limit` where `text` may be parted without breaking a letter."""
    position = best = 0
    for length in grapheme.grapheme_lengths(text):
        position += length
        if position > limit:
            break
        if not text[max(0, position - 2) : position].rstrip(_ZWJ).endswith(tuple(_VIRAMAS)):
            best = position
    return best


def _good_end(text: str, end: int) -> int:
    """Return the best place in the second half of `text[:end]`: a sentence's end, else a space."""
    half = end // 2
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, half, end) if match.end() > half]
    if sentences:
        return sentences[-1]
    space = text.rfind(" ", half, end + 1)
    return space if space > 0 else end
