"""One shape for the many ways of typing a word: digits, joiners, nasals, Latin spellings, both scripts."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f\u20e3]")
# Nasals before a consonant of their own class are written with a dot as often as with the letter.
_NASALS = [
    re.compile(pattern)
    for pattern in (
        "ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])",
        "ఙ్(?=[క-ఘ])|ఞ్(?=[చ-ఝ])|ణ్(?=[ట-ఢ])|న్(?=[త-ధ])|మ్(?=[ప-భ])",
    )
]
_WORD = re.compile(
    r"\d+(?:\.\d+)?|[^\W\d_](?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0c00-\u0c04\u0c3e-\u0c56])*"
)

_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("n(?=[pbm])|n$", "m"), ("aa+", "a"), ("ee+|ii+", "i"), ("oo+|uu+", "u"), ("ph", "f"), ("w", "v"), ("z", "j"), ("x", "ks"),
        ("ck", "k"), ("c(?!h)", "k"), ("q", "k"), ("chh", "ch"), ("sh|shh", "s"), (r"(.)\1+", r"\1"), ("y$", "i"),
        ("ai$|ay$", "e"),
    )
]  # fmt: skip

# Devanagari by code point; Telugu letters stand 0x300 further on in the same order.
_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवशषसह",
        "k kh g gh n ch ch j jh n t th d dh n t th d dh n n p f b bh m y r r l l l v s s s h".split(),
        strict=True,
    )
)
_VOWELS = dict(zip("अआइईउऊऋऎएऐऒओऔ", "a a i i u u ru e e ai o o au".split(), strict=True))
_SIGNS = dict(zip("ािीुूृॆेैॊोौ", "a i i u u ru e e ai o o au".split(), strict=True))


def ascii_digits(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0-9, the rest unchanged."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def clean(text: str) -> str:
    """Return `text` in composed form, without invisible marks, its white space made single spaces."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """Return `text` for comparing: lower case, ASCII digits, no nukta, one way of writing nasals."""
    text = ascii_digits(clean(text)).casefold()
    text = unicodedata.normalize("NFC", text.replace("\u093c", "")).replace("ँ", "ं")
    for nasal in _NASALS:
        text = nasal.sub(lambda found: "ం" if found.group() > "\u0c00" else "ं", text)
    return text


def words(text: str) -> list[str]:
    """Return the numbers and words of `text`, folded, punctuation left out."""
    return _WORD.findall(fold(text))


def sound(word: str) -> str:
    """Return how a word sounds in rough Latin, one and the same for झाबुआ, ఝాబువా's letters, Jhabua and jhaabua."""
    latin = _latin(fold(word))
    for pattern, replacement in _SOUNDS:
        latin = pattern.sub(replacement, latin)
    return latin


def _latin(text: str) -> str:
    out, bare = [], False  # bare: the last consonant has no vowel yet
    for char in text:
        char = chr(ord(char) - 0x300) if "\u0c00" <= char <= "\u0c7f" else char
        if char in _CONSONANTS:
            out.append(("a" if bare else "") + _CONSONANTS[char])
            bare = True
            continue
        if char in _SIGNS or char == "्":
            out.append(_SIGNS.get(char, ""))
        elif char in _VOWELS:
            out.append(("a" if bare else "") + _VOWELS[char])
        else:
            out.append(("a" if bare and char != " " else "") + {"ं": "n", "ः": "h"}.get(char, char))
        bare = False
    return "".join(out)
