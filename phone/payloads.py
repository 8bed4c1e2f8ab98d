"""Webhook bodies as Meta writes them (contract, sections 1 and 2)."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from phone.chats import Chat, Message
from phone.errors import status_error
from phone.knobs import Knobs
from phone.numbers import Citizen, Number

KEPT = {"from", "from_user_id", "id", "timestamp"}


@dataclass(frozen=True)
class Update:
    """One item of `messages` or `statuses` (`array`), with the contact that goes beside it."""

    number: Number
    array: str
    item: dict[str, Any]
    contact: dict[str, Any] | None = None


def message_update(chat: Chat, message: Message, knobs: Knobs, further: dict[str, Any]) -> Update:
    """Return the update for what a citizen sent; `further`: keys beside its own, e.g. `group_id`."""
    item: dict[str, Any] = {
        "from": chat.citizen.wa_id,
        "from_user_id": chat.citizen.user_id,
        "id": message.id,
        "timestamp": _timestamp(message.at, knobs),
        "type": message.type,
        **further,
    }
    if message.content is not None:
        item[message.type] = message.content
    if message.context:
        item["context"] = {"from": chat.number.display, "id": message.context}
    if message.error:
        item["errors"] = [message.error]
    if knobs.bsuid_only:
        del item["from"]
    contact = None if message.type == "system" else _contact(chat.citizen, knobs)
    return Update(chat.number, "messages", _odd(item, knobs), contact)


def ghost_of(update: Update) -> Update:
    """Return the `unsupported` that Meta sometimes sends before the real message of the same id."""
    return replace(
        update,
        item={
            **{key: value for key, value in update.item.items() if key in KEPT},
            "type": "unsupported",
            "unsupported": {"type": "unknown"},
            "errors": [status_error(131060, "Message is unavailable.")],
        },
    )


def status_update(chat: Chat, message: Message, status: str, at: datetime, knobs: Knobs) -> Update:
    """Return the update that tells that a message was sent, delivered, read or failed."""
    item: dict[str, Any] = {"id": message.id, "status": status, "timestamp": _timestamp(at, knobs)}
    if knobs.bsuid_only:
        item["recipient_user_id"] = chat.citizen.user_id
    else:
        item["recipient_id"] = chat.citizen.wa_id
    if message.callback is not None:
        item["biz_opaque_callback_data"] = message.callback
    if status in ("sent", "delivered"):
        category = "utility" if message.type == "template" else "service"
        item["pricing"] = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": category}
    if status == "failed":
        item["errors"] = [message.error]
    contact = None if status == "failed" else _contact(chat.citizen, knobs)
    return Update(chat.number, "statuses", _odd(item, knobs), contact)


def envelope(updates: list[Update], waba: str) -> dict[str, Any]:
    """Return one POST for several updates: a change for each number, messages and statuses apart."""
    changes: dict[tuple[str, str], dict[str, Any]] = {}
    for update in updates:
        value = changes.setdefault(
            (update.number.id, update.array),
            {
                "messaging_product": "whatsapp",
                "metadata": {
                    "display_phone_number": update.number.display,
                    "phone_number_id": update.number.id,
                },
            },
        )
        if update.contact and update.contact not in value.setdefault("contacts", []):
            value["contacts"].append(update.contact)
        value.setdefault(update.array, []).append(update.item)
    for value in changes.values():
        if not value.get("contacts"):
            value.pop("contacts", None)
    entry = {"id": waba, "changes": [{"value": value, "field": "messages"} for value in changes.values()]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def encode(body: dict[str, Any]) -> bytes:
    r"""Return the bytes as Meta sends them: ``\u`` and ``\/`` escapes, so that only raw bytes verify."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def signature(secret: str, body: bytes) -> str:
    """Return the value of `X-Hub-Signature-256` for a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _contact(citizen: Citizen, knobs: Knobs) -> dict[str, Any]:
    if knobs.bsuid_only:
        profile = {"name": citizen.name, "username": f"citizen.{citizen.user_id[-6:]}"}
        return {"profile": profile, "user_id": citizen.user_id}
    return {"profile": {"name": citizen.name}, "wa_id": citizen.wa_id, "user_id": citizen.user_id}


def _timestamp(at: datetime, knobs: Knobs) -> str:
    return str(int(at.timestamp() * (1000 if knobs.milliseconds else 1)))


def _odd(item: dict[str, Any], knobs: Knobs) -> dict[str, Any]:
    return {**item, "field_of_tomorrow": {"value": 1}} if knobs.extra_fields else item
