"""Aadhaar numbers as tokens: no part of the system but this one sees the digits.

A token reads ``aadhaar:<last 4 digits>:<kind>:<ciphertext>``. Kind is ``ok`` (check digit fits), ``bad``
(it does not) or ``vid`` (a 16-digit virtual id). The ciphertext is AES-SIV, so one number always has one
token. The check digit is Verhoeff's over numbers whose first digit is 2-9 and that are no palindrome (UIDAI).
"""

from __future__ import annotations

import base64
import re
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from stdnum import verhoeff

from sevamitra import keys

# Base64 of the 16-byte tag and 12 (Aadhaar) or 16 (VID) digits: of fixed length, to stand in running text.
TOKEN = re.compile(r"aadhaar:[0-9]{4}:(?:(?:ok|bad):[A-Za-z0-9_-]{38}|vid:[A-Za-z0-9_-]{43})")

# Whatever people and keyboards put between digits: spaces, dashes, dots, joiners, direction and emoji marks.
_GAP = r"[\s.·•_\-\u00ad\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f\u20e3]"
_RUN = re.compile(rf"\d(?:{_GAP}{{0,4}}\d){{11,}}")
_BLOCK = re.compile(r"\d+")
_OTHERS = re.compile(
    rf"(?P<token>{TOKEN.pattern})"
    rf"|\+{_GAP}?91(?:{_GAP}{{0,2}}\d){{10}}(?!\d)"  # a mobile with its country code
    r"|(?<![A-Za-z])SM[A-Z]\d{2}-\d{6,}-\d(?!\d)",  # our own application numbers
    re.IGNORECASE,
)
_DATE = re.compile(
    r"((?<!\d)(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\2(?:19|20)\d{2}(?!\d)"
    r"|(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d))"
)
# 4-4-4 behind other punctuation is taken for an Aadhaar only when its check digit fits.
_PUNCTUATED = re.compile(r"(?<!\d)[2-9०-९౦-౯２-９]\d{3}\s?([,/:;|*])\s?\d{4}\s?\1\s?\d{4}(?!\d)")
_USUAL_GROUPS = {(12,), (4, 4, 4), (8, 4), (4, 8), (3,) * 4, (2,) * 6, (1,) * 12}


class BadToken(ValueError):
    """This is not an Aadhaar token that we made."""


def swap(text: str) -> str:
    """Return `text` with every Aadhaar-like number replaced by its token; doing it twice changes nothing.

    Digits of any script count, with spaces, dashes, dots or joiners between them. A number with the right
    check digit is always replaced; one without it only where it is grouped like an Aadhaar and is neither a
    mobile with 91 before it nor stuck to Latin letters. Digits inside a longer unbroken number, dates, tokens
    and our application numbers stay. No text makes it fail.

    Raises:
        MissingSecret: the text holds such a number and the installation has no key to hide it with.
    """
    while True:
        swapped = _swap_once(text)
        if swapped == text:
            return text
        text = swapped


def last4(token: str) -> str:
    """Return the last four digits that the token shows.

    Raises:
        BadToken: not shaped like a token.
    """
    return _parts(token)[0]


def mask(text: str) -> str:
    """Return `text` with every token as people may see it: XXXX XXXX 7058."""
    return TOKEN.sub(lambda token: f"XXXX XXXX {last4(token.group())}", text)


def is_valid(token: str) -> bool:
    """Return whether this is a token made here of an Aadhaar number whose check digit fits."""
    try:
        return _parts(token)[1] == "ok" and bool(open_token(token))
    except BadToken:
        return False


def open_token(token: str) -> str:
    """Return the digits behind a token, for the one place that must have them.

    Raises:
        BadToken: not a token, or not made with this installation's key.
    """
    shown, kind, cipher = _parts(token)
    try:
        raw = base64.urlsafe_b64decode(cipher + "=" * (-len(cipher) % 4))
        return _cipher().decrypt(raw, [f"{shown}:{kind}".encode()]).decode()
    except (InvalidTag, ValueError) as error:
        raise BadToken("This Aadhaar token was not made by this installation.") from error


def _parts(token: str) -> tuple[str, str, str]:
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise BadToken("This is not an Aadhaar token.")
    _, shown, kind, cipher = token.split(":")
    return shown, kind, cipher


def _cipher() -> AESSIV:
    return AESSIV(keys.derive("aadhaar", 64))


def _seal(digits: str, kind: str) -> str:
    raw = _cipher().encrypt(digits.encode(), [f"{digits[-4:]}:{kind}".encode()])
    return f"aadhaar:{digits[-4:]}:{kind}:{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"


def _swap_once(text: str) -> str:
    if not _RUN.search(text) and not _PUNCTUATED.search(text):
        return text
    done, at = [], 0
    for other in _OTHERS.finditer(text):
        if other["token"] and not _is_ours(other["token"]):
            continue
        done += [_swap_plain(text[at : other.start()]), other.group()]
        at = other.end()
    return "".join([*done, _swap_plain(text[at:])])


def _is_ours(token: str) -> bool:
    try:
        return bool(open_token(token))
    except BadToken:
        return False


def _swap_plain(text: str) -> str:
    text = _RUN.sub(lambda run: _swap_run(run.group(), _around(run)), text)
    return _PUNCTUATED.sub(_swap_punctuated, text)


def _around(run: re.Match[str]) -> tuple[bool, bool]:
    """Return whether a Latin letter touches the run on its left, on its right."""
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    return before.isascii() and before.isalpha(), after.isascii() and after.isalpha()


def _swap_run(run: str, letters: tuple[bool, bool]) -> str:
    if len(_ascii_digits(run)) == 12:
        return _swap_blocks(run, letters)
    pieces = _DATE.split(run)  # text, date, its separator, text, …
    last = len(pieces) - 1
    for i in range(0, len(pieces), 3):
        pieces[i] = _swap_blocks(pieces[i], (letters[0] and i == 0, letters[1] and i == last))
        if i < last:
            pieces[i + 2] = ""
    return "".join(piece or "" for piece in pieces)


def _swap_blocks(run: str, letters: tuple[bool, bool]) -> str:
    blocks = list(_BLOCK.finditer(run))
    done, at, i = [], 0, 0
    while i < len(blocks):
        size, kind = _number_at(blocks, i, letters)
        if size:
            start, end = blocks[i].start(), blocks[i + size - 1].end()
            glue = (" " if start == 0 and letters[0] else ""), (" " if end == len(run) and letters[1] else "")
            done += [run[at:start], glue[0] + _seal(_ascii_digits(run[start:end]), kind) + glue[1]]
            at = end
        i += size or 1
    return "".join([*done, run[at:]])


def _number_at(blocks: list[re.Match[str]], i: int, letters: tuple[bool, bool]) -> tuple[int, str]:
    """Return how many blocks from the i-th make one number to hide (0: none), and its kind."""
    found, digits = (0, ""), ""
    for j in range(i, min(i + 16, len(blocks))):
        digits += _ascii_digits(blocks[j].group())
        if len(digits) == 12 and digits[0] in "23456789":
            if _fits(digits):
                found = (j - i + 1, "ok")
            elif _looks_meant(blocks, i, j, digits, letters):
                found = (j - i + 1, "bad")
        elif len(digits) == 16 and digits[0] in "23456789" and verhoeff.is_valid(digits):
            return j - i + 1, "vid"
        elif len(digits) > 16:
            break
    return found


def _looks_meant(
    blocks: list[re.Match[str]], i: int, j: int, digits: str, letters: tuple[bool, bool]
) -> bool:
    sizes = tuple(len(block.group()) for block in blocks[i : j + 1])
    if sizes not in _USUAL_GROUPS or re.match("91[6-9]", digits):
        return False
    beside = [len(block.group()) for block in blocks[max(0, i - 1) : i] + blocks[j + 1 : j + 2]]
    touched = (letters[0] and i == 0) or (letters[1] and j == len(blocks) - 1)
    return not touched and (sizes == (12,) or sizes[0] not in beside)


def _swap_punctuated(found: re.Match[str]) -> str:
    digits = _ascii_digits(found.group())
    return _seal(digits, "ok") if digits[0] in "23456789" and _fits(digits) else found.group()


def _fits(digits: str) -> bool:
    return verhoeff.is_valid(digits) and digits != digits[::-1]


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
