"""What the bot sends: accepted at once, then sent, delivered and read, or failed (contract, section 9)."""

from __future__ import annotations

import asyncio
import ipaddress
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from phone.chats import Chat, Message
from phone.errors import GraphError, status_error
from phone.limits import MEDIA
from phone.media import fits
from phone.numbers import Citizen, Number
from phone.payloads import status_update
from phone.state import Phone
from phone.validate import check_message, digits
from phone.view import medium_of

COUNTRY = "91"
FETCH_SECONDS = 5
DETAILS = {
    131026: "Message undeliverable: the recipient is not on WhatsApp.",
    131047: "More than 24 hours have passed since the recipient last replied.",
    131053: "The media could not be fetched, or it is not what its type says.",
}


def accept(phone: Phone, number: Number, body: dict[str, Any]) -> tuple[Chat, Message]:
    """Check a message in Meta's order, count it and put it into its conversation; raises `GraphError`."""
    kind = check_message(body)
    citizen = _recipient(phone, number, body)
    message = Message("", phone.now(), "number", kind, body[kind])
    message.callback = body.get("biz_opaque_callback_data")
    message.context = body.get("context", {}).get("message_id")
    message.file_id = _known_file(phone, number, medium_of(message))
    if kind == "template":
        message.rendered = phone.templates.render(body[kind])
    phone.rates.take(number.id, citizen.wa_id, phone.now())
    message.id = phone.ids.wamid()
    chat = phone.chats.chat(number, citizen.wa_id)
    _put(phone, chat, message)
    return chat, message


def answer(chat: Chat, message: Message, body: dict[str, Any]) -> dict[str, Any]:
    """Return what Meta answers to an accepted message."""
    contact: dict[str, Any] = {"input": body.get("to") or body["recipient"]}
    if body.get("to"):
        contact["wa_id"] = chat.citizen.wa_id
    if body.get("recipient"):
        contact["user_id"] = chat.citizen.user_id
    sent: dict[str, Any] = {"id": message.id}
    if message.type == "template":
        sent["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [sent]}


async def deliver(phone: Phone, chat: Chat, message: Message, forced: int | None = None) -> None:
    """Bring a message to its end: failed with a code (`forced` or found), or sent, delivered, read."""
    code = forced or await _failure(phone, chat, message)
    if code:
        await asyncio.sleep(phone.knobs.sent_after or 0)
        await _fail(phone, chat, message, code)
        return
    steps = (
        ("sent", phone.knobs.sent_after),
        ("delivered", phone.knobs.delivered_after),
        ("read", phone.knobs.read_after if chat.citizen.receipts else None),
    )
    for status, pause in steps if message.type != "reaction" else steps[:1]:
        if pause is not None:
            await asyncio.sleep(pause)
            await reach(phone, chat, message, status)
        if status == "delivered" and phone.knobs.delivered_then_failed:
            await _fail(phone, chat, message, 131026)


async def reach(phone: Phone, chat: Chat, message: Message, status: str) -> None:
    """Move a message to a status and tell the bot and the page, unless it is there already."""
    if message.reach(status):
        phone.show(chat, message)
        await phone.sender.status(status_update(chat, message, status, phone.now(), phone.knobs))


async def _fail(phone: Phone, chat: Chat, message: Message, code: int) -> None:
    message.error = status_error(code, DETAILS.get(code, ""))
    await reach(phone, chat, message, "failed")


def _recipient(phone: Phone, number: Number, body: dict[str, Any]) -> Citizen:
    if not body.get("to"):
        citizen = phone.chats.by_user_id(body["recipient"])
        if citizen is None:
            raise GraphError(100, "The parameter recipient is no known user id.", "recipient")
        return citizen
    # Without a plus Meta takes the number for one of the sender's own country (contract, section 3.1).
    country = "" if body["to"].strip().startswith("+") else COUNTRY
    wa_id = country + digits(body["to"])
    if wa_id == number.display:
        raise GraphError(131021, "Sender and recipient are the same.", "to")
    return phone.chats.citizen(wa_id)


def _known_file(phone: Phone, number: Number, medium: dict[str, Any]) -> str | None:
    if "id" not in medium:
        return None
    try:
        return phone.media.get(medium["id"], phone.now(), number.id).id
    except GraphError as error:
        details = f"Param id {medium['id']} is not a valid media attachment ID."
        raise GraphError(100, details, "media.id") from error


def _put(phone: Phone, chat: Chat, message: Message) -> None:
    target = chat.find(message.content["message_id"]) if message.type == "reaction" else None
    if target:
        target.reaction = message.content.get("emoji") or None
        phone.show(chat, target)
    chat.messages.append(message)
    chat.typing_until = None
    phone.show_typing(chat)
    phone.show(chat, message)


async def _failure(phone: Phone, chat: Chat, message: Message) -> int | None:
    if not chat.citizen.on_whatsapp:
        return 131026
    if message.type != "template" and not chat.window_open(phone.now()):
        return 131047
    if message.type == "reaction":
        target = chat.find(message.content["message_id"])
        return None if target and target.type != "reaction" else 131009
    return await _file_failure(phone, chat, message)


async def _file_failure(phone: Phone, chat: Chat, message: Message) -> int | None:
    content = medium_of(message)
    if "link" in content:
        message.file_id = await _fetch(phone, content["link"])
        if message.file_id:
            phone.show(chat, message)
    if not content:
        return None
    if message.file_id is None:
        return 131053
    kind = message.type if message.type in MEDIA else message.content["header"]["type"]
    medium = phone.media.get(message.file_id, phone.now())
    return None if fits(medium, kind, bool(content.get("voice"))) else 131053


async def _fetch(phone: Phone, link: str) -> str | None:
    if not _may_fetch(link):
        return None
    timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
    try:
        async with phone.session.get(link, timeout=timeout, allow_redirects=False) as response:
            if response.status != 200:
                return None
            data, name = await response.read(), urlsplit(link).path.rpartition("/")[2]
            return phone.media.add(data, response.content_type, name, phone.now()).id
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return None


def _may_fetch(link: str) -> bool:
    parts = urlsplit(link)
    return parts.scheme == "https" or _is_loopback(parts.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
