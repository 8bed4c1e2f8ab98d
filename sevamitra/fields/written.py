"""Kinds of free text: text, person_name, address."""

from __future__ import annotations

import re

from sevamitra.fields import aadhaar
from sevamitra.fields.folding import fold, words
from sevamitra.fields.kinds import Fit, Kind, text_of
from sevamitra.fields.lexicon import words_of
from sevamitra.fields.spec import FieldError, FieldSpec, Json, Reply

QUESTION_WORDS = words_of("question_words")
COMMAND_WORDS = words_of("command_words")
_SERVICE_WORDS = words_of("service_words")

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0c00-\u0c04\u0c3e-\u0c56 .'’\-/])*")
_LEAD = re.compile(
    r"^(?:(?:mera|meri|hamara|my|applicant'?s?)\s+(?:pura\s+|full\s+)?(?:naam|nam|name)\s*(?:is|hai|:|-)?\s+"
    r"|i am\s+|main\s+(?=\S+ hu)|naa?\s+peru\s*[:-]?\s+|(?:name|naam)\s*[:-]\s*"
    r"|(?:मेरा|हमारा)\s+(?:पूरा\s+)?नाम\s*[:-]?\s+|नाम\s*[:-]\s*|(?:నా|మా)\s+(?:పూర్తి\s+)?పేరు\s*[:-]?\s+|పేరు\s*[:-]\s*)",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"\s+(?:ji|जी|garu|గారు)$", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:hai|hu|hun|hoon|andi|है|हूँ|हूं|అండి)[.।]?$", re.IGNORECASE)


def asks(text: str) -> bool:
    """Return whether the text sounds like a question."""
    return "?" in text or bool(QUESTION_WORDS.intersection(words(text)))


def _read_text(spec: FieldSpec, reply: Reply) -> Json:
    text = text_of(reply)
    _check_length(text, int(spec.min or 1), int(spec.max or 1000))
    if not words(text):
        raise FieldError("unclear")
    return text


def _check_length(text: str, shortest: int, longest: int) -> None:
    shown = aadhaar.mask(text)
    if len(shown) < shortest:
        raise FieldError("too_short", min=shortest)
    if len(shown) > longest:
        raise FieldError("too_long", max=longest, length=len(shown))


def _read_address(spec: FieldSpec, reply: Reply) -> Json:
    text = text_of(reply)
    if len(words(text)) < int(spec.min or 3):
        raise FieldError("too_short")
    _check_length(text, 1, int(spec.max or 300))
    return text


def _read_name(spec: FieldSpec, reply: Reply) -> Json:
    text = _bare_name(text_of(reply))
    if any(char.isdecimal() for char in text):
        raise FieldError("has_digits")
    if not _NAME.fullmatch(text) or len(text.split()) > 8 or fold(text) in COMMAND_WORDS | QUESTION_WORDS:
        raise FieldError("unclear")
    _check_length(text, int(spec.min or 2), int(spec.max or 80))
    return _capitals(text)


def _bare_name(text: str) -> str:
    led = _LEAD.sub("", text)
    bare = (_TAIL.sub("", led) if led != text else text).strip(" .,।-:")
    return _HONORIFIC.sub("", bare)


def _capitals(name: str) -> str:
    """Latin names that came in one case get capitals, as on a certificate; others stay as written."""
    return name.title() if name.islower() or (name.isupper() and len(name) > 4) else name


def _fit_text(spec: FieldSpec, text: str) -> Fit:
    said = words(text)
    return "no" if not said or (len(said) == 1 and said[0] in COMMAND_WORDS) else "maybe"


def _fit_name(spec: FieldSpec, text: str) -> Fit:
    try:
        name = str(_read_name(spec, Reply(text=text)))
    except FieldError:
        return "no"
    said = words(name)
    odd = sum(word in COMMAND_WORDS or word in QUESTION_WORDS for word in said)
    if odd == len(said):
        return "no"
    return "maybe" if odd or len(said) > 4 or _SERVICE_WORDS.intersection(said) else "sure"


KINDS = [
    Kind("text", _read_text, "Any text; `min` and `max` count characters (1 to 1000)", fit=_fit_text),
    Kind("person_name", _read_name, "Letters of any script, no digits, 2 to 80 characters", fit=_fit_name),
    Kind(
        "address", _read_address, "Text of at least `min` words (3), at most `max` characters", fit=_fit_text
    ),
]
