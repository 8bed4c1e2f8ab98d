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
    (re.compile(pattern), heard)
    for pattern, heard in (
        ("n(?=[pbm])|n$", "m"), ("aa+", "a"), ("ee+|ii+", "i"), ("oo+|uu+", "u"), ("ph", "f"), ("w", "v"),
        ("z", "j"), ("x", "ks"), ("ck", "k"), ("c(?!h)", "k"), ("q", "k"), ("chh", "ch"), ("sh", "s"),
        (r"(.)\1+", r"\1"), ("y$", "i"), ("[ae]i$", "e"),
    )
]  # fmt: skip

# Devanagari to rough Latin; a Telugu letter stands 0x300 after its Devanagari twin.
_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "ch", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "ऩ": "n", "प": "p", "फ": "f", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ऱ": "r", "ल": "l",
    "ळ": "l", "ऴ": "l", "व": "v", "श": "s", "ष": "s", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ru", "ऎ": "e", "ए": "e", "ऐ": "ai",
    "ऒ": "o", "ओ": "o", "औ": "au",
}  # fmt: skip
_SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ru", "ॆ": "e", "े": "e", "ै": "ai", "ॊ": "o",
    "ो": "o", "ौ": "au", "्": "",
}  # fmt: skip


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
    """Return how a word sounds in rough Latin, the same for झाबुआ, Jhabua and jhaabua."""
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
        if char in _SIGNS:
            out.append(_SIGNS[char])
        elif char in _VOWELS:
            out.append(("a" if bare else "") + _VOWELS[char])
        else:
            out.append(("a" if bare and char != " " else "") + {"ं": "n", "ः": "h"}.get(char, char))
        bare = False
    return "".join(out)
