"""What a turn brings in and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sevamitra.fields import Reply


@dataclass(frozen=True)
class Message:
    """One thing to say: a response of `domain.yml` by name, or a text made here.

    Attributes:
        response: name of a response; its `values` fill its places.
        text: a text made here, instead of `response`.
        buttons: what can be tapped: title, payload and perhaps description.
        custom: what the connector does besides (docs/contracts.md).
    """

    response: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    text: str | None = None
    buttons: tuple[dict[str, str], ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """What came in.

    Attributes:
        citizen: our id of the citizen.
        jurisdiction: `mp-jhabua` or `ap`.
        language: the language to answer in.
        message_id: WhatsApp's id of the message, stable over redelivery.
        intent: what NLU takes the message to mean.
        confidence: of the intent, 0 to 1.
        text: what was written.
        tap: payload of a tapped answer, `<draft id>:<field id>:<value>`.
        file: a paper that came along, as stored with the desk.
        location: a place that came along.
        services: ids of the services meant, likeliest first.
        sure: whether the first of them is meant for certain.
        values: entity to value, as found in the text or sent with a button.
    """

    citizen: str
    jurisdiction: str
    language: str
    message_id: str | None = None
    intent: str = "inform"
    confidence: float = 1.0
    text: str = ""
    tap: str | None = None
    file: Mapping[str, Any] | None = None
    location: Mapping[str, Any] | None = None
    services: tuple[str, ...] = ()
    sure: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)

    def reply(self, tap_value: str | None = None) -> Reply:
        """Return the message as an answer to a question."""
        return Reply(text=self.text, tap=tap_value, file=self.file, location=self.location)


def button(title: str, payload: str, description: str = "") -> dict[str, str]:
    """Return something to tap."""
    return {"title": title, "payload": payload, **({"description": description} if description else {})}
