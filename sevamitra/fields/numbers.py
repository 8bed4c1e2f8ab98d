"""Numbers as people write and say them: 1,20,000, डेढ़ लाख, ek lakh bees hazar, లక్షన్నర."""

from __future__ import annotations

import re
from fractions import Fraction

from sevamitra.fields.folding import fold, sound
from sevamitra.fields.lexicon import table, words_of

_NUMBERS: dict[str, int] = table("hindi_numbers") | table("telugu_numbers") | table("english_numbers")
_SCALES: dict[str, int] = table("scales")
_FRACTIONS = {word: Fraction(value) for word, value in table("fractions", str).items()}
_ADDED = {word: Fraction(value) for word, value in table("added_fractions", str).items()}
_JOINERS = words_of("joiners")
_GIVE, _TO_GIVE = {"do", "दो"}, words_of("before_give")  # «kar do» is no two
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TOKEN = re.compile(rf"{_FIGURE.pattern}|[^\s\d.,;:!?()/₹+=|*\-–—।॥]+")
_HALF = re.compile("(?:న్నర|nnara|nara)$")


class NoNumber(ValueError):
    """No number, or more than one, can be read here."""


def one_number(text: str) -> tuple[Fraction, list[str]]:
    """Return the one number in `text` and the words around it.

    Raises:
        NoNumber: there is none, there are several, or it makes no sense as a number.
    """
    phrase: list[Fraction | str] = []
    rest: list[str] = []
    closed, before = False, ""
    for token in _TOKEN.findall(_spread(text)):
        part = None if token in _GIVE and before in _TO_GIVE else _part(token)
        before = token
        if part is None and not (phrase and token in _JOINERS):
            rest.append(token)
            closed = bool(phrase)
        elif closed and part is not None:
            raise NoNumber(text)
        elif part is not None:
            phrase.append(part)
    return _value(phrase), rest


def digits_said(text: str) -> str:
    """Return `text` with single digits said as words put in figures: «nine double eight» gives «9 8 8»."""
    out, times = [], 1
    for token in _TOKEN.findall(fold(text)):
        if token in ("double", "triple", "डबल", "ట్రిపుల్", "డబుల్", "ट्रिपल"):
            times = 3 if token[0] in "tట్ట" else 2
            continue
        number = _NUMBERS.get(token, _NUMBERS.get(sound(token), 10))
        out += [str(number) if number < 10 else token] * times
        times = 1
    return " ".join(out)


def small_number(word: str) -> int | None:
    """Return the number below 100 that one word or figure says, or None."""
    word = fold(word)
    return int(word) if word.isdecimal() and len(word) < 3 else _NUMBERS.get(word, _NUMBERS.get(sound(word)))


def _spread(text: str) -> str:
    text = re.sub(r"(?<=\d)[-/]\s*(?=\D|$)", " ", fold(text))  # the stroke of 500/-
    return re.sub(r"(?<=\d)(?=[^\d.,\s])|(?<=[^\d.,\s])(?=\d)", " ", text)


def _part(token: str) -> Fraction | str | None:
    """A number, the name of a scale or of an added fraction (kept as text), or None for another word."""
    if token[0].isdecimal():
        return Fraction(token.replace(",", ""))
    for word in (token, sound(token)):
        if word in _SCALES or word in _ADDED:
            return word
        if word in _FRACTIONS:
            return _FRACTIONS[word]
        if word in _NUMBERS:
            return Fraction(_NUMBERS[word])
    return _half(token)


def _half(token: str) -> Fraction | str | None:
    stem = _HALF.sub("", token)
    if stem == token:
        return None
    for word in (stem, sound(stem)):
        if word in _NUMBERS:
            return Fraction(_NUMBERS[word]) + Fraction(1, 2)
        if word in _SCALES:
            return Fraction(_SCALES[word] * 3, 2)
    return None


def _value(phrase: list[Fraction | str]) -> Fraction:
    total, current, added, limit = Fraction(0), None, None, None
    for part in phrase:
        if isinstance(part, Fraction):
            current = _joined(current, part)
        elif part in _ADDED:
            if current is not None or added is not None:
                raise NoNumber(part)
            added = _ADDED[part]
        else:
            scale = _SCALES[part]
            if scale == 100 and added is None:
                current = (Fraction(1) if current is None else current) * 100
                continue
            if limit is not None and scale >= limit:
                raise NoNumber(part)
            total += _scaled(current, added) * scale
            current, added, limit = None, None, scale
    if current is None and (added is not None or limit is None):
        raise NoNumber(str(phrase))
    return total + (current or 0) + (added or 0)


def _joined(current: Fraction | None, part: Fraction) -> Fraction:
    """Put «five» behind «twenty» or «hundred», and nothing behind anything else."""
    if current is None:
        return part
    room = 100 if current % 100 == 0 and current else 10 if current % 10 == 0 and current >= 20 else 0
    if 0 < part < room:
        return current + part
    raise NoNumber(f"{current} {part}")


def _scaled(current: Fraction | None, added: Fraction | None) -> Fraction:
    return (Fraction(1) if current is None else current) + (added or 0)
