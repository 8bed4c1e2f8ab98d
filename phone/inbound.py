"""What a citizen does on the phone, turned into what Meta would send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phone.chats import Chat, Message
from phone.errors import CommandError, status_error
from phone.media import Medium
from phone.payloads import message_update
from phone.state import Phone

Command = dict[str, Any]
BESIDE = ("group_id", "referral", "identity")


async def send(phone: Phone, chat: Chat, command: Command) -> tuple[Message, int | None]:
    """Let a citizen send something; return the message and the status its webhook got.

    Args:
        command: `type` and what belongs to it (`TYPES`; any other type goes as it is);
            `context: {"id"}` answers a message; `group_id`, `referral`, `identity` go beside it.

    Raises:
        CommandError: something is missing, or there is no such button, row or file.
    """
    message = _message(phone, chat, command)
    beside = {key: command[key] for key in BESIDE if key in command}
    update = message_update(chat, message, phone.knobs, beside)
    if "context" in command and "id" not in command["context"]:
        update.item["context"] = command["context"]

    def delivered() -> None:
        if message.reach("delivered"):
            phone.show(chat, message)

    return message, await phone.sender.message(update, delivered)


def _message(phone: Phone, chat: Chat, command: Command) -> Message:
    kind = command.get("type")
    if not isinstance(kind, str):
        raise CommandError("A message needs a type.")
    message = Message(phone.ids.wamid(), phone.now(), "citizen", kind, None, status="sent")
    message.context = command.get("context", {}).get("id")
    TYPES.get(kind, _as_it_is)(phone, chat, command, message)
    chat.messages.append(message)
    chat.last_inbound = message.at
    phone.show(chat, message)
    return message


def _as_it_is(phone: Phone, chat: Chat, command: Command, message: Message) -> None:
    message.content = command.get(message.type)


def _text(phone: Phone, chat: Chat, command: Command, message: Message) -> None:
    text = command.get("text")
    body = text.get("body") if isinstance(text, dict) else text
    if not isinstance(body, str) or not body:
        raise CommandError('A text needs {"text": {"body": "…"}}.')
    message.content = {"body": body}


def _tap(part: str) -> Callable[[Phone, Chat, Command, Message], None]:
    def tap(phone: Phone, chat: Chat, command: Command, message: Message) -> None:
        wanted = command.get(part, command)
        source, option = _find_option(chat, part, wanted, message.context)
        reply = {key: option[key] for key in ("id", "title", "description") if key in option}
        message.type, message.context = "interactive", source.id
        message.content = {"type": part, part: reply}

    return tap


def _find_option(chat: Chat, part: str, wanted: Command, source_id: str | None) -> tuple[Message, Command]:
    for source in reversed(chat.messages):
        if source_id in (None, source.id) and source.by == "number" and source.type == "interactive":
            for option in OPTIONS[part](source.content["action"]):
                if wanted.get("id") == option["id"] or wanted.get("title") == option["title"]:
                    return source, option
    raise CommandError(f"No message in this chat has a {part} {wanted.get('id') or wanted.get('title')!r}.")


def _buttons(action: Command) -> list[Command]:
    return [button["reply"] for button in action.get("buttons", [])]


def _rows(action: Command) -> list[Command]:
    return [row for section in action.get("sections", []) for row in section["rows"]]


OPTIONS: dict[str, Callable[[Command], list[Command]]] = {"button_reply": _buttons, "list_reply": _rows}


def _file(phone: Phone, chat: Chat, command: Command, message: Message) -> None:
    given = command.get(message.type) or {}
    medium = phone.media.find(given.get("id", ""))
    if medium is None:
        raise CommandError(f"Upload the {message.type} to /_sim/media first and give its id.")
    message.file_id = medium.id
    message.content = {**_described(phone, medium), **_extras(message.type, medium), **given}


def _described(phone: Phone, medium: Medium) -> Command:
    described = {"id": medium.id, "mime_type": medium.content_type, "sha256": medium.sha256_base64}
    if phone.knobs.media_url:
        described["url"] = f"{phone.base_url}/media-blob/{phone.media.open_url(medium, phone.now())}"
    return described


def _extras(kind: str, medium: Medium) -> Command:
    extras: dict[str, Command] = {
        "document": {"filename": medium.filename},
        "audio": {"voice": True},
        "sticker": {"animated": False},
    }
    return extras.get(kind, {})


def _needs(*names: str) -> Callable[[Phone, Chat, Command, Message], None]:
    def check(phone: Phone, chat: Chat, command: Command, message: Message) -> None:
        content = command.get(message.type)
        if not isinstance(content, dict) or not all(name in content for name in names):
            raise CommandError(f"A {message.type} needs {', '.join(names)}.")
        message.content = content

    return check


def _reaction(phone: Phone, chat: Chat, command: Command, message: Message) -> None:
    _needs("message_id")(phone, chat, command, message)
    target = chat.find(message.content["message_id"])
    if target:
        target.reaction = message.content.get("emoji") or None
        phone.show(chat, target)


def _unsupported(phone: Phone, chat: Chat, command: Command, message: Message) -> None:
    message.content = command.get("unsupported", {"type": "unknown"})
    message.error = status_error(131051, "Message type is currently not supported.")


TYPES: dict[str, Callable[[Phone, Chat, Command, Message], None]] = {
    "text": _text,
    "button_reply": _tap("button_reply"),
    "list_reply": _tap("list_reply"),
    **{kind: _file for kind in ("image", "document", "audio", "video", "sticker")},
    "location": _needs("latitude", "longitude"),
    "reaction": _reaction,
    "system": _needs("type"),
    "unsupported": _unsupported,
}
