"""Who wrote what to whom: the conversations, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from phone.numbers import Citizen, Number

WINDOW = timedelta(hours=24)
TYPING = timedelta(seconds=25)
RANK = {"accepted": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}


@dataclass
class Message:
    """One bubble: by `citizen` or by `number`; `content` is the API's object of that type."""

    id: str
    at: datetime
    by: str
    type: str
    content: Any
    status: str = "accepted"
    context: str | None = None
    callback: str | None = None
    error: dict[str, Any] | None = None
    reaction: str | None = None
    rendered: str | None = None
    file_id: str | None = None

    def reach(self, status: str) -> bool:
        """Move the status forward, never back; return whether it moved."""
        if RANK[status] <= RANK[self.status]:
            return False
        self.status = status
        return True


@dataclass
class Chat:
    """The conversation of one citizen with one number."""

    number: Number
    citizen: Citizen
    messages: list[Message] = field(default_factory=list)
    last_inbound: datetime | None = None
    typing_until: datetime | None = None

    def window_open(self, now: datetime) -> bool:
        """Return whether free-form messages may go out: 24 hours from the citizen's last message."""
        return self.last_inbound is not None and now - self.last_inbound < WINDOW

    def is_typing(self, now: datetime) -> bool:
        """Return whether the number is shown as typing."""
        return self.typing_until is not None and now < self.typing_until

    def find(self, message_id: str) -> Message | None:
        """Return the message with this id."""
        return next((message for message in self.messages if message.id == message_id), None)

    def read_up_to(self, message_id: str) -> list[Message]:
        """Mark the citizen's messages up to this one as read; return those that changed."""
        changed = []
        for message in self.messages:
            if message.by == "citizen" and message.reach("read"):
                changed.append(message)
            if message.id == message_id:
                break
        return changed


class Chats:
    """All conversations, and the citizens in them."""

    def __init__(self, citizens: list[Citizen]) -> None:
        self.citizens = {citizen.wa_id: citizen for citizen in citizens}
        self._chats: dict[tuple[str, str], Chat] = {}

    def citizen(self, wa_id: str) -> Citizen:
        """Return the citizen with this number, making one up if need be."""
        return self.citizens.setdefault(wa_id, Citizen(wa_id, f"+{wa_id}"))

    def by_user_id(self, user_id: str) -> Citizen | None:
        """Return the citizen with this business-scoped user id."""
        return next((one for one in self.citizens.values() if one.user_id == user_id), None)

    def chat(self, number: Number, wa_id: str) -> Chat:
        """Return the conversation of a citizen with a number, empty at first."""
        key = (number.id, wa_id)
        if key not in self._chats:
            self._chats[key] = Chat(number, self.citizen(wa_id))
        return self._chats[key]

    def with_message(self, number: Number, message_id: str) -> Chat | None:
        """Return the number's conversation that holds this message."""
        mine = (chat for chat in self._chats.values() if chat.number.id == number.id)
        return next((chat for chat in mine if chat.find(message_id)), None)

    def forget(self, number: Number, wa_id: str) -> None:
        """Empty one conversation."""
        self._chats.pop((number.id, wa_id), None)
