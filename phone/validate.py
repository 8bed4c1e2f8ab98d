"""Judges a body sent to `/messages` in the order in which Meta does (contract, section 9)."""

from __future__ import annotations

import re
from typing import Any

from phone.errors import GraphError
from phone.limits import ENVELOPE, KINDS, READ


def check_product(body: Any) -> dict[str, Any]:
    """Return `body` if it is an object for WhatsApp; raises `GraphError` 100."""
    if not isinstance(body, dict):
        raise GraphError(100, "The request body must be a JSON object.", "body")
    if body.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.", "messaging_product")
    return body


def check_read(body: dict[str, Any]) -> None:
    """Raise `GraphError` unless `body` is a good read receipt (with or without typing indicator)."""
    READ.check(body, "body", 100)


def check_message(body: dict[str, Any]) -> str:
    """Return the kind of a good message; raises `GraphError` 131008, 131009 (interactive) or 100."""
    ENVELOPE.check(body, "body", 100)
    kind = body.get("type", "text")
    if body.get(kind) is None:
        raise GraphError(131008, f"The parameter {kind} is required.", kind)
    if others := [other for other in KINDS if other != kind and other in body]:
        raise GraphError(100, f'Unexpected key "{others[0]}" beside type {kind}.', others[0])
    KINDS[kind].check(body[kind], kind, 131009 if kind == "interactive" else 100)
    if kind == "reaction" and "context" in body:
        raise GraphError(100, "A reaction takes no context.", "context")
    _check_recipient(body)
    return str(kind)


def _check_recipient(body: dict[str, Any]) -> None:
    if not body.get("to") and not body.get("recipient"):
        raise GraphError(131008, "The parameter to is required.", "to")
    if body.get("recipient_type") == "group":
        raise GraphError(100, "This number has no groups.", "recipient_type")
    if body.get("to") and not 7 <= len(digits(body["to"])) <= 15:
        raise GraphError(100, "The parameter to is not a phone number.", "to")


def digits(to: str) -> str:
    """Return the digits of a phone number; nothing if it holds more than digits, ``+-()`` and spaces."""
    return re.sub(r"\D", "", to) if re.fullmatch(r"[+\d\s()-]+", to) else ""
