"""The kinds of answer that a citizen gives: asking, reading, checking, showing and explaining them.

Nothing here knows Rasa or Django; a value is plain JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sevamitra.fields.dates import show_date
from sevamitra.fields.kinds import Fit, fit_by_reading
from sevamitra.fields.registry import KINDS, NoSuchKind, kind_of
from sevamitra.fields.spec import Choice, FieldError, FieldSpec, Json, Option, Reply
from sevamitra.fields.texts import explain, hint, label, question
from sevamitra.fields.written import asks

__all__ = [
    "KINDS",
    "Choice",
    "FieldError",
    "FieldSpec",
    "NoSuchKind",
    "Option",
    "Reply",
    "asked",
    "explain",
    "fit",
    "hint",
    "label",
    "options",
    "parse",
    "question",
    "show",
    "show_date",
]
LONGEST_REPLY = 4096  # characters of a WhatsApp text


def parse(spec: FieldSpec, reply: Reply) -> Json:
    """Read a reply as the answer to a question.

    Args:
        spec: the question.
        reply: what came back; of text, Aadhaar numbers are tokens already.

    Returns:
        The canonical value as JSON: dates `YYYY-MM-DD`, amounts whole rupees, choices and places their id.

    Raises:
        FieldError: the reply is no answer; `explain` words it.
        NoSuchKind: the spec's kind is unknown.
    """
    if len(reply.text or "") > LONGEST_REPLY:
        raise FieldError("too_long", max=LONGEST_REPLY, length=len(reply.text or ""))
    return kind_of(spec).read(spec, reply)


def show(spec: FieldSpec, value: Any, language: str) -> str:
    """Return a value for people, masked where it must be; nothing for an answer that was skipped."""
    return "" if value is None else kind_of(spec).show(spec, value, language)


def options(spec: FieldSpec, language: str) -> list[Option]:
    """Return what can be tapped instead of typed; empty for most kinds."""
    return kind_of(spec).options(spec, language)


def asked(spec: FieldSpec, answers: Mapping[str, Any]) -> bool:
    """Return whether a question comes up, given the answers so far: its `when` names what they must be."""
    for field, wanted in spec.when.items():
        if answers.get(field) not in (wanted if isinstance(wanted, (list, tuple)) else [wanted]):
            return False
    return True


def fit(spec: FieldSpec, text: str) -> Fit:
    """Return how well a text answers: `sure` it is an answer, `maybe`, or `no`."""
    if len(text) > LONGEST_REPLY:
        return "no"
    kind = kind_of(spec)
    fits = kind.fit(spec, text) if kind.fit else fit_by_reading(kind.read, spec, text)
    return "maybe" if fits == "sure" and asks(text) else fits
