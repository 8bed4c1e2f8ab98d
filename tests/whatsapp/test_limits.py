"""Cutting: at a sentence, never inside a letter."""

from __future__ import annotations

from itertools import accumulate

import grapheme
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sevamitra.whatsapp import limits

CASES = [
    # text, limit, what is left
    ("short", 5, "short"),
    ("longer", 5, "long…"),
    ("One. Two. Three is long.", 12, "One. Two.…"),
    ("आवेदन मिला। अब रुकिए। कल बताएँगे।", 25, "आवेदन मिला। अब रुकिए।…"),
    ("దరఖాస్తు అందింది. రేపు చెప్తాము. ధన్యవాదాలు.", 38, "దరఖాస్తు అందింది. రేపు చెప్తాము.…"),
    ("one two three four", 14, "one two three…"),
    ("श्री", 3, "…"),  # one letter in four code points: nothing whole fits into two
    ("कि", 1, "…"),
    ("మిత్ర", 4, "మి…"),  # త్ర is one letter
    ("सेवा मित्र", 9, "सेवा…"),
    ("क्ष", 2, "…"),
    ("👨‍👩‍👧 family", 4, "…"),
    ("🙏🏽🙏🏽", 3, "🙏🏽…"),
]


@pytest.mark.parametrize(("text", "limit", "left"), CASES)
def test_cut(text, limit, left):
    assert limits.cut(text, limit) == left


@given(st.text(alphabet="कखिी्षत्र అంతమ్రి. ।\n🙏🏽‍abc", max_size=60), st.integers(2, 40))
def test_a_cut_is_short_enough_and_keeps_letters_whole(text, limit):
    cut = limits.cut(text, limit)
    assert len(cut) <= limit
    if cut != text:
        assert cut.endswith("…")
        kept = cut[:-1]
        assert text.startswith(kept)
        assert len(kept) in {0, *accumulate(grapheme.grapheme_lengths(text))}
        assert not kept.endswith(("\u094d", "\u0c4d"))
