"""All responses of a turn as one WhatsApp message (contract 3), and what else they ask of the connector."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import limits

logger = logging.getLogger(__name__)

LIST_BUTTON = {"hi": "चुनें", "te": "ఎంచుకోండి", "en": "Choose"}
_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # a short key must not look like a number of a person


@dataclass
class Reply:
    """One message to be sent.

    Attributes:
        payload: Meta's message object without an address; None if there is nothing to send.
        taps: payload by the id that stands on a button or row.
        media: `{kind, url, filename?}` to be uploaded first, or None.
        schedules: later turns, `{intent, in_seconds}`.
        forget: erase the citizen once this is out.
    """

    payload: dict[str, Any] | None = None
    taps: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] | None = None
    schedules: list[dict[str, Any]] = field(default_factory=list)
    forget: bool = False


@dataclass
class _Parts:
    """What the responses of a turn hold together."""

    texts: list[str] = field(default_factory=list)
    buttons: list[Mapping[str, Any]] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)


def compose(responses: Iterable[Mapping[str, Any]], language: str = "en") -> Reply:
    """Merge a turn's responses into one reply.

    Args:
        responses: as Rasa gives them to an output channel.
        language: of the list's label where a response brings none.
    """
    parts, schedules = _Parts(), []
    for response in responses:
        custom = response.get("custom")
        if isinstance(custom, Mapping):
            if "schedule" in custom:
                schedules.append(dict(custom["schedule"]))
            parts.custom.update(custom)
        if response.get("image"):
            parts.custom["image"] = {"url": response["image"]}
        if (response.get("text") or "").strip():
            parts.texts.append(response["text"].strip())
        parts.buttons += [button for button in response.get("buttons") or [] if button.get("title")]
    reply = _message(parts, language)
    reply.schedules = schedules
    reply.forget = bool(parts.custom.get("forget"))
    return reply


def lacks_list_label(responses: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether the reply may be a list that no response brings a label for."""
    made = list(responses)
    labelled = any("list_button" in (response.get("custom") or {}) for response in made)
    return not labelled and any(response.get("buttons") for response in made)


def plain(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return any payload of ours as plain text, for when WhatsApp refuses its form."""
    kind = payload["type"]
    part = payload[kind]
    if kind == "text":
        return dict(payload)
    if kind != "interactive":
        return _text(part.get("caption") or part.get("filename") or "…")
    action = part["action"]
    titles = [button["reply"]["title"] for button in action.get("buttons", [])]
    titles += [row["title"] for section in action.get("sections", []) for row in section["rows"]]
    return _text("\n".join([part["body"]["text"], *(f"• {title}" for title in titles)]))


def text_reply(text: str) -> Reply:
    """Return a reply of nothing but text."""
    return Reply(_text(text))


def _message(parts: _Parts, language: str) -> Reply:
    text = "\n\n".join(parts.texts)
    media = _media(parts.custom)
    buttons = _distinct(parts.buttons)
    if parts.custom.get("location_request") and text:
        return _location_request(_with_titles(text, buttons))
    if buttons and _fit_reply_buttons(buttons):
        return _reply_buttons(text, buttons, media)
    if buttons and not media:
        return _list(text, buttons, parts.custom, language)
    if media:
        return _captioned(_with_titles(text, buttons), media)
    return text_reply(text) if text else Reply()


def _media(custom: Mapping[str, Any]) -> dict[str, str] | None:
    for kind in ("document", "image"):
        found = custom.get(kind)
        if isinstance(found, Mapping) and found.get("url"):
            return {"kind": kind, **{key: str(found[key]) for key in ("url", "filename") if found.get(key)}}
    return None


def _distinct(buttons: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """WhatsApp refuses a message in which two buttons have one id."""
    seen: dict[str, Mapping[str, Any]] = {}
    for button in buttons:
        seen.setdefault(str(button.get("payload") or button["title"]), button)
    return list(seen.values())


def _fit_reply_buttons(buttons: list[Mapping[str, Any]]) -> bool:
    titles = [str(button["title"]) for button in buttons]
    return (
        len(buttons) <= limits.BUTTONS
        and all(len(title) <= limits.BUTTON_TITLE for title in titles)
        and len(set(titles)) == len(titles)
        and not any(button.get("description") for button in buttons)
    )


def _reply_buttons(text: str, buttons: list[Mapping[str, Any]], media: dict[str, str] | None) -> Reply:
    taps = {_tap_id(button, limits.BUTTON_ID): _payload(button) for button in buttons}
    action = {
        "buttons": [
            {"type": "reply", "reply": {"id": tap, "title": str(button["title"])}}
            for tap, button in zip(taps, buttons, strict=True)
        ]
    }
    interactive = {
        "type": "button",
        "body": {"text": _cut(text or "…", limits.BODY, "body")},
        "action": action,
    }
    if media:
        interactive["header"] = {"type": media["kind"], media["kind"]: _named(media)}
    return Reply(_interactive(interactive), taps, media)


def _list(text: str, buttons: list[Mapping[str, Any]], custom: Mapping[str, Any], language: str) -> Reply:
    if len(buttons) > limits.ROWS:
        logger.warning("A list of %d rows was cut to %d.", len(buttons), limits.ROWS)
    shown = buttons[: limits.ROWS]
    taps = {_tap_id(button, limits.ROW_ID): _payload(button) for button in shown}
    rows = [_row(tap, button) for tap, button in zip(taps, shown, strict=True)]
    label = str(custom.get("list_button") or LIST_BUTTON.get(language, LIST_BUTTON["en"]))
    interactive = {
        "type": "list",
        "body": {"text": _cut(text or "…", limits.BODY, "body")},
        "action": {"button": _cut(label, limits.LIST_BUTTON, "list button"), "sections": [{"rows": rows}]},
    }
    return Reply(_interactive(interactive), taps)


def _row(tap: str, button: Mapping[str, Any]) -> dict[str, str]:
    title, description = str(button["title"]), str(button.get("description") or "")
    if len(title) > limits.ROW_TITLE and not description:
        description = title  # the whole of it, where there is room
    row = {"id": tap, "title": _cut(title, limits.ROW_TITLE, "row title")}
    if description:
        row["description"] = _cut(description, limits.ROW_DESCRIPTION, "row description")
    return row


def _captioned(text: str, media: dict[str, str]) -> Reply:
    part = _named(media)
    if text:
        part["caption"] = _cut(text, limits.CAPTION, "caption")
    return Reply({"type": media["kind"], media["kind"]: part}, media=media)


def _named(media: Mapping[str, str]) -> dict[str, str]:
    if media["kind"] != "document":
        return {}
    return {"filename": media.get("filename", "document.pdf")[-limits.FILENAME :]}


def _location_request(text: str) -> Reply:
    body = {"text": _cut(text, limits.BODY, "body")}
    return Reply(
        _interactive({"type": "location_request_message", "body": body, "action": {"name": "send_location"}})
    )


def _with_titles(text: str, buttons: list[Mapping[str, Any]]) -> str:
    """Where a message has no room for buttons, the choices stand in its text: they can be typed."""
    titles = [f"• {button['title']}" for button in buttons]
    return "\n".join(filter(None, [text, *titles]))


def _payload(button: Mapping[str, Any]) -> str:
    return str(button.get("payload") or button["title"])


def _tap_id(button: Mapping[str, Any], limit: int) -> str:
    payload = _payload(button).strip()
    if len(payload) <= limit:
        return payload
    return "~" + hashlib.sha256(payload.encode()).hexdigest()[:32].translate(_LETTERS)


def _interactive(interactive: dict[str, Any]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": interactive}


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": _cut(text, limits.TEXT, "text"), "preview_url": False}}


def _cut(text: str, limit: int, what: str) -> str:
    if len(text) > limit:
        logger.warning("A %s of %d code points was cut to %d.", what, len(text), limit)
    return limits.cut(text, limit)
