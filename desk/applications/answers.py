"""Answers, read by the kinds of `sevamitra.fields`."""

from __future__ import annotations

from typing import Any

from sevamitra import fields
from sevamitra.fields import FieldError, FieldSpec, Reply


def applies(spec: FieldSpec, answers: dict[str, Any]) -> bool:
    """Return whether a question is asked, given the other answers (`when:` of the pack)."""
    return all(
        answers.get(key) in (wanted if isinstance(wanted, (list, tuple)) else (wanted,))
        for key, wanted in spec.when.items()
    )


def checked(spec: FieldSpec, value: Any) -> Any:
    """Return the value if the field's kind reads the very same value out of it.

    Raises:
        FieldError: it does not.
    """
    if fields.parse(spec, reply_of(spec, value)) != value:
        raise FieldError("not_canonical")
    return value


def reply_of(spec: FieldSpec, value: Any) -> Reply:
    """Return the reply that a citizen would have given for a canonical value."""
    if isinstance(value, dict):
        return Reply(file=value) if "content_type" in value else Reply(location=value)
    if isinstance(value, bool):
        return Reply(tap="yes" if value else "no")
    return Reply(tap=str(value)) if spec.kind in ("choice", "place") else Reply(text=str(value))


def shown(spec: FieldSpec | None, value: Any, language: str) -> str:
    """Return an answer as people read it; one whose question is gone from the pack is shown as it is."""
    if spec is None or spec.kind == "aadhaar":
        return str(value)
    return fields.show(spec, value, language)
