"""Conversations as the page shows them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from phone.chats import Chat, Message
from phone.limits import MEDIA
from phone.numbers import Citizen, Number

if TYPE_CHECKING:
    from phone.state import Phone


def key(chat: Chat) -> dict[str, str]:
    """Return what names a conversation."""
    return {"number": chat.number.id, "wa_id": chat.citizen.wa_id}


def chat_json(phone: Phone, chat: Chat) -> dict[str, Any]:
    """Return a whole conversation."""
    return {
        **key(chat),
        "messages": [message(phone, one) for one in chat.messages],
        "typing": chat.is_typing(phone.now()),
        "window_open": chat.window_open(phone.now()),
    }


def message(phone: Phone, one: Message) -> dict[str, Any]:
    """Return one bubble: the API's object under `content`, and the file behind it under `file`."""
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "by": one.by,
        "type": one.type,
        "content": one.content,
        "status": one.status,
        "context": one.context,
        "error": one.error,
        "reaction": one.reaction,
        "text": one.rendered,
        "file": _file(phone, one),
    }


def number_json(number: Number) -> dict[str, Any]:
    """Return a number with all the page says about it."""
    return {
        "id": number.id,
        "jurisdiction": number.jurisdiction,
        "display": number.display,
        **asdict(number.profile),
    }


def citizen_json(citizen: Citizen) -> dict[str, Any]:
    """Return a citizen."""
    return asdict(citizen)


def _file(phone: Phone, one: Message) -> dict[str, Any] | None:
    medium = phone.media.find(one.file_id or "")
    if medium is None:
        return None
    return {
        "url": f"/_sim/media/{medium.id}",
        "name": medium_of(one).get("filename") or medium.filename,
        "content_type": medium.content_type,
        "size": len(medium.data),
    }


def medium_of(one: Message) -> dict[str, Any]:
    """Return the object that names a message's file (`id` or `link`, `filename`), empty without a file."""
    if one.type in MEDIA:
        return dict(one.content)
    header = one.content.get("header", {}) if one.type == "interactive" else {}
    return dict(header.get(header.get("type"), {})) if header.get("type") in MEDIA else {}
