"""Events that our own desk tells a conversation, such as "approved" (docs/contracts.md)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from .payloads import clean
from .settings import WhatsAppError

SIGNATURE_HEADER = "X-SevaMitra-Signature"
_INTENT = re.compile(r"[a-z_][a-z0-9_]{0,63}")


class BadEvent(WhatsAppError):
    """The event is not shaped as agreed."""


@dataclass(frozen=True)
class Event:
    """Something that happened outside the conversation of a citizen."""

    id: str
    citizen: str
    intent: str
    entities: dict[str, Any]


def read(body: bytes) -> Event:
    """Read a verified body.

    Raises:
        BadEvent: not JSON, or a part is missing.
    """
    try:
        found = json.loads(body)
        event = Event(found["id"], found["citizen"], found["intent"], found.get("entities") or {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadEvent("An event has id, citizen, intent and entities.") from error
    texts = (event.id, event.citizen, event.intent)
    if not all(isinstance(text, str) and 0 < len(text) <= 200 for text in texts):
        raise BadEvent("An event's id, citizen and intent are short texts.")
    if not _INTENT.fullmatch(event.intent) or not isinstance(event.entities, dict):
        raise BadEvent("An event's intent is a name, its entities are an object.")
    entities = {
        str(name): clean(value) if isinstance(value, str) else value for name, value in event.entities.items()
    }
    return Event(event.id, event.citizen, event.intent, entities)
