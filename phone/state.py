"""All that the phone remembers, in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from aiohttp import web

from phone import view
from phone.chats import Chat, Chats, Message
from phone.events import Hub
from phone.faults import Faults
from phone.ids import Ids
from phone.knobs import Knobs
from phone.media import Store
from phone.numbers import Number, first_citizens
from phone.rates import Rates
from phone.settings import Settings
from phone.stats import Stats
from phone.templates import Templates
from phone.webhooks import Sender
from sevamitra import clock


class Phone:
    """The stand-in's memory and its ways out: webhooks to the bot, events to the page."""

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self.settings, self.session = settings, session
        self.hub = Hub()
        self.base_url = ""
        self._tasks: set[asyncio.Task[None]] = set()
        start = f"{int(clock.now().timestamp()):X}"
        self._begin(start if settings.run is None else settings.run)
        self.sender = Sender(self, session)

    def _begin(self, run: str) -> None:
        self.offset = timedelta()
        self.ids = Ids(run)
        self.chats = Chats(first_citizens())
        self.media = Store(self.ids)
        self.templates = Templates()
        self.rates = Rates(self.settings.pair_limit)
        self.faults = Faults()
        self.knobs = Knobs()
        self.stats = Stats()
        self.log: list[dict[str, Any]] = []

    def reset(self, run: str = "") -> None:
        """Forget everything and restart the ids of run `run`."""
        self.stop()
        self.sender.forget()
        self._begin(run)
        self.hub.emit({"type": "reset"})

    def now(self) -> datetime:
        """Return the phone's time: the common clock plus what it was moved by."""
        return clock.now() + self.offset

    def number(self, phone_number_id: str) -> Number | None:
        """Return the number with this id."""
        return next((one for one in self.settings.numbers if one.id == phone_number_id), None)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something in the background until it is done or the phone is reset."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """End everything in the background."""
        for task in list(self._tasks):
            task.cancel()

    def show(self, chat: Chat, message: Message) -> None:
        """Tell the page of a new or changed bubble."""
        self.hub.emit({"type": "message", **view.key(chat), "message": view.message(self, message)})

    def show_typing(self, chat: Chat) -> None:
        """Tell the page whether the number is typing."""
        self.hub.emit({"type": "typing", **view.key(chat), "typing": chat.is_typing(self.now())})


PHONE: web.AppKey[Phone] = web.AppKey("phone", Phone)
