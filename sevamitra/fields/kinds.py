"""The shape of a kind of answer; the table of them all is in `registry`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sevamitra.fields import aadhaar
from sevamitra.fields.folding import clean
from sevamitra.fields.spec import FieldError, FieldSpec, Json, Option, Reply

Fit = Literal["sure", "maybe", "no"]
WORDS_OF_A_PLAIN_ANSWER = 8


def shown_plain(spec: FieldSpec, value: Json, language: str) -> str:
    """Show the value as it is, an Aadhaar number in it masked."""
    return aadhaar.mask(str(value))


def no_options(spec: FieldSpec, language: str) -> list[Option]:
    """Offer nothing to tap."""
    return []


def fit_by_reading(read: Callable[[FieldSpec, Reply], Json], spec: FieldSpec, text: str) -> Fit:
    """Return how well a text answers, by whether it can be read; many words around the answer leave doubt."""
    try:
        read(spec, Reply(text=text))
    except FieldError as error:
        return "no" if error.code in ("unclear", "need_text") else "maybe"
    return "sure" if len(text.split()) <= WORDS_OF_A_PLAIN_ANSWER else "maybe"


@dataclass(frozen=True)
class Kind:
    """How one kind of answer is read, shown and offered.

    `read` gets the spec and a reply and returns the value or raises `FieldError`; `fit` is for the kinds
    whose every text would be read, the others fit when they can be read; `accepts` says it to developers.
    """

    name: str
    read: Callable[[FieldSpec, Reply], Json]
    accepts: str
    show: Callable[[FieldSpec, Json, str], str] = shown_plain
    options: Callable[[FieldSpec, str], list[Option]] = no_options
    fit: Callable[[FieldSpec, str], Fit] | None = None


def text_of(reply: Reply) -> str:
    """Return what was written or tapped, cleaned.

    Raises:
        FieldError: `need_text`, nothing was written.
    """
    text = clean(reply.tap if reply.tap is not None else reply.text or "")
    if not text:
        raise FieldError("need_text")
    return text


def with_digits(text: str) -> str:
    """Return `text` with those numbers opened that only look like Aadhaar: their check digit does not fit."""

    def opened(found: str) -> str:
        return found if ":ok:" in found else aadhaar.open_token(found)

    try:
        return aadhaar.TOKEN.sub(lambda found: opened(found.group()), text)
    except aadhaar.BadToken as error:
        raise FieldError("unclear") from error


def between(value: float, low: float | str | None, high: float | str | None) -> None:
    """Check a number against its bounds.

    Raises:
        FieldError: `too_small` (values: min) or `too_large` (values: max).
    """
    if low is not None and value < float(low):
        raise FieldError("too_small", min=low)
    if high is not None and value > float(high):
        raise FieldError("too_large", max=high)
