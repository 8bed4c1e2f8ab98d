"""From a webhook's JSON to small records: the unknown is ignored, a bad item dropped alone (contract 2)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sevamitra.fields import aadhaar

logger = logging.getLogger(__name__)

ACCOUNT = "whatsapp_business_account"
MILLISECONDS_FROM = 10**12  # courier has seen timestamps in milliseconds
GHOST = 131060
UNFETCHABLE = 131052
SILENT = {"reaction", "ephemeral", "edit", "revoke", "request_welcome"}
IDENTITY_CHANGES = {
    "user_changed_number",
    "customer_changed_number",
    "user_changed_user_id",
    "customer_identity_changed",
}
_ID = re.compile(r"[\x21-\x7e]{1,512}")
_PHONE = re.compile(r"\d{5,20}")
_USER_ID = re.compile(r"[A-Za-z0-9.]{3,160}")


class BadItem(ValueError):
    """One item of a webhook that cannot be used."""


@dataclass(frozen=True)
class Inbound:
    """One message of a citizen, with every Aadhaar number already replaced.

    `kind` is one of ``text tap media location unsupported media_failed``; `sent_at` is UTC epoch seconds.
    At least one of `wa_id` and `user_id` is set.
    """

    number: str
    message_id: str
    wa_id: str | None
    user_id: str | None
    sent_at: float | None
    kind: str
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Status:
    """What became of a message of ours; `callback` is the correlation text that we sent with it."""

    number: str
    wamid: str
    status: str
    code: int | None = None
    callback: str | None = None


@dataclass(frozen=True)
class IdentityChange:
    """A citizen's number or device key changed: what was verified no longer is."""

    number: str
    wa_id: str | None
    user_id: str | None


@dataclass
class Batch:
    """All that one POST held for our numbers."""

    messages: list[Inbound] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    changes: list[IdentityChange] = field(default_factory=list)
    dropped: int = 0


def parse(body: Any, numbers: Mapping[str, str]) -> Batch:
    """Read a verified webhook body.

    Args:
        body: the decoded JSON.
        numbers: our phone number ids; changes for others are dropped.
    """
    batch = Batch()
    if not isinstance(body, Mapping) or body.get("object") != ACCOUNT:
        return batch
    for value in _values(body):
        number = str(_mapping(value.get("metadata")).get("phone_number_id", ""))
        if number in numbers:
            _read_value(batch, number, value)
        else:
            batch.dropped += 1
            logger.warning("Webhook for a phone number id that is not ours: dropped.")
    return batch


def _values(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for entry in _mappings(body.get("entry")):
        for change in _mappings(entry.get("changes")):
            if change.get("field") == "messages" and isinstance(change.get("value"), Mapping):
                yield change["value"]


def _read_value(batch: Batch, number: str, value: Mapping[str, Any]) -> None:
    contacts = _mappings(value.get("contacts"))
    for item in _list(value.get("messages")):
        _guarded(batch, "message", lambda item=item: _read_message(batch, number, item, contacts))
    for item in _list(value.get("statuses")):
        _guarded(batch, "status", lambda item=item: batch.statuses.append(_status(number, item)))
    for error in _mappings(value.get("errors")):
        logger.warning("Webhook reports an error of the account: code %s.", _code(error))


def _guarded(batch: Batch, what: str, read: Any) -> None:
    try:
        read()
    except (BadItem, TypeError, ValueError, AttributeError, KeyError) as error:
        batch.dropped += 1
        # Only the kind of error: its text could quote the citizen.
        logger.warning("A bad %s in a webhook was dropped: %s.", what, type(error).__name__)


def _read_message(batch: Batch, number: str, item: Any, contacts: list[Mapping[str, Any]]) -> None:
    if not isinstance(item, Mapping):
        raise BadItem("not an object")
    kind = item.get("type")
    if item.get("group_id") or kind in SILENT or _first_code(item) == GHOST:
        return
    wa_id, user_id = _sender(item, contacts)
    if kind == "system":
        if _mapping(item.get("system")).get("type") in IDENTITY_CHANGES:
            batch.changes.append(IdentityChange(number, wa_id, user_id))
        return
    read = _content(item)
    if read is None:
        return
    content = dict(read[1])
    name = _profile_name(wa_id, user_id, contacts)
    if name:
        content["profile_name"] = name
    message_id = _identifier(item.get("id"))
    batch.messages.append(Inbound(number, message_id, wa_id, user_id, _when(item), read[0], content))


def _sender(item: Mapping[str, Any], contacts: list[Mapping[str, Any]]) -> tuple[str | None, str | None]:
    """Return phone and user id; since 2026 either may be missing, so the lone contact fills a gap."""
    wa_id, user_id = _text_id(item.get("from"), _PHONE), _text_id(item.get("from_user_id"), _USER_ID)
    contact = _contact(wa_id, user_id, contacts)
    wa_id = wa_id or _text_id(contact.get("wa_id"), _PHONE)
    user_id = user_id or _text_id(contact.get("user_id"), _USER_ID)
    if not wa_id and not user_id:
        raise BadItem("nobody sent it")
    return wa_id, user_id


def _contact(wa_id: str | None, user_id: str | None, contacts: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    for contact in contacts:
        if wa_id and str(contact.get("wa_id", "")) == wa_id or user_id and contact.get("user_id") == user_id:
            return contact
    return contacts[0] if len(contacts) == 1 and not (wa_id or user_id) else {}


def _profile_name(wa_id: str | None, user_id: str | None, contacts: list[Mapping[str, Any]]) -> str:
    return clean(_mapping(_contact(wa_id, user_id, contacts).get("profile")).get("name"))[:100]


def _content(item: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return the connector's kind and the content, or None where nothing should happen."""
    kind = item.get("type")
    if _first_code(item) == UNFETCHABLE:
        return "media_failed", {}
    if kind == "text":
        text = clean(_part(item, "text").get("body"))
        return ("text", {"text": text}) if text.strip() else ("unsupported", {})
    if kind in ("image", "document"):
        return "media", _media(_part(item, kind))
    if kind == "location":
        return "location", {"location": _location(_part(item, "location"))}
    if kind == "button":
        button = _part(item, "button")
        return "tap", _tap(item, button.get("payload"), button.get("text"))
    if kind == "interactive":
        return _interactive(item)
    return "unsupported", {}


def _interactive(item: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    interactive = _part(item, "interactive")
    kind = interactive.get("type")
    if kind not in ("button_reply", "list_reply"):
        logger.warning("An interactive reply of a kind that we never ask for was ignored.")
        return None
    reply = _part(interactive, kind)
    return "tap", _tap(item, reply.get("id"), reply.get("title"))


def _tap(item: Mapping[str, Any], tapped: Any, title: Any) -> dict[str, Any]:
    if not isinstance(tapped, str) and not isinstance(title, str):
        raise BadItem("nothing was tapped")
    context = _mapping(item.get("context")).get("id")
    return {
        "tap": clean(tapped),
        "text": clean(title),
        "context": context if isinstance(context, str) and _ID.fullmatch(context) else None,
    }


def _media(media: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "media_id": _identifier(media.get("id")),
        "sha256": str(media.get("sha256") or ""),
        "filename": clean(media.get("filename")),
        "text": clean(media.get("caption")),
    }


def _location(location: Any) -> dict[str, Any]:
    place: dict[str, Any] = {axis: float(location[axis]) for axis in ("latitude", "longitude")}
    if not (abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180):
        raise BadItem("not on Earth")
    place.update({key: clean(location[key]) for key in ("name", "address") if location.get(key)})
    return place


def _status(number: str, item: Any) -> Status:
    callback = item.get("biz_opaque_callback_data")
    return Status(
        number,
        _identifier(item.get("id")),
        str(item["status"]),
        _first_code(item),
        callback if isinstance(callback, str) else None,
    )


def _when(item: Mapping[str, Any]) -> float | None:
    try:
        seconds = float(int(item["timestamp"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return seconds / 1000 if seconds >= MILLISECONDS_FROM else seconds


def clean(text: Any) -> str:
    """Return a string of a citizen fit to be stored: no Aadhaar number in clear, no half characters."""
    if not isinstance(text, str):
        return ""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")
    return aadhaar.swap(whole)


def _part(item: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    if not isinstance(item.get(key), Mapping):
        raise BadItem("its content is missing")
    part: Mapping[str, Any] = item[key]
    return part


def _identifier(value: Any) -> str:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not _ID.fullmatch(text):
        raise BadItem("no usable id")
    return text


def _text_id(value: Any, pattern: re.Pattern[str]) -> str | None:
    text = str(value).lstrip("+") if isinstance(value, (str, int)) else ""
    return text if pattern.fullmatch(text) else None


def _first_code(item: Mapping[str, Any]) -> int | None:
    return next((_code(error) for error in _mappings(item.get("errors"))), None)


def _code(error: Mapping[str, Any]) -> int | None:
    code = error.get("code")
    return code if isinstance(code, int) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in _list(value) if isinstance(item, Mapping)]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
