"""Sends webhooks: signed, and again and again until they are answered with 200."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import aiohttp

from phone.payloads import Update, encode, envelope, ghost_of, signature

if TYPE_CHECKING:
    from phone.state import Phone

Done = Callable[[], None]
Held = list[tuple[Update, Done]]


class Sender:
    """The way from the phone to the bot."""

    def __init__(self, phone: Phone, session: aiohttp.ClientSession) -> None:
        self._phone, self._session = phone, session
        self.forget()

    def forget(self) -> None:
        """Drop what waits to be batched or reordered."""
        self._messages: Held = []
        self._statuses: Held = []

    async def message(self, update: Update, done: Done) -> int | None:
        """Send what a citizen wrote; `done` runs once it is answered with 200.

        Returns the status of the first attempt, 0 if nobody answered, nothing if it waits for others.
        """
        knobs = self._phone.knobs
        if knobs.ghost:
            await self._post([(ghost_of(update), _nothing)])
        self._messages.append((update, done))
        if len(self._messages) < max(knobs.batch, knobs.reorder):
            return None
        return await self.release()

    async def status(self, update: Update) -> None:
        """Send a status, or let it wait for others if it is to go in a batch."""
        self._statuses.append((update, _nothing))
        if len(self._statuses) >= self._phone.knobs.batch_statuses:
            held, self._statuses = self._statuses, []
            await self._post(held)

    async def release(self) -> int | None:
        """Send what waits to be batched or reordered; return the status of the last POST."""
        held, self._messages = self._messages, []
        if self._phone.knobs.reorder > 1:
            return [await self._post([one]) for one in reversed(held)][-1] if held else None
        statuses, self._statuses = self._statuses, []
        if statuses:
            await self._post(statuses)
        return await self._post(held) if held else None

    async def _post(self, held: Held) -> int:
        body = encode(envelope([update for update, _ in held], self._phone.settings.waba))
        copies = 1 + self._phone.knobs.concurrent
        status = (await asyncio.gather(*[self._attempt(body) for _ in range(copies)]))[0]
        for _ in range(self._phone.knobs.duplicates):
            await self._attempt(body)
        if status == 200:
            _finish(held)
        else:
            self._phone.spawn(self._retry(body, held))
        return status

    async def _retry(self, body: bytes, held: Held) -> None:
        for pause in self._phone.knobs.retry_after:
            await asyncio.sleep(pause)
            self._phone.stats.retry()
            if await self._attempt(body) == 200:
                _finish(held)
                return

    async def _attempt(self, body: bytes) -> int:
        started = time.monotonic()
        timeout = aiohttp.ClientTimeout(total=self._phone.knobs.timeout)
        url, headers = self._phone.settings.webhook_url, self._headers(body)
        try:
            async with self._session.post(url, data=body, headers=headers, timeout=timeout) as response:
                await response.read()
                status = response.status
        except (aiohttp.ClientError, asyncio.TimeoutError):
            status = 0
        self._phone.stats.webhook(status, time.monotonic() - started)
        return status

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "User-Agent": "facebookexternalua"}
        kind = self._phone.knobs.signature
        if kind != "missing":
            secret = self._phone.settings.secret + ("?" if kind == "wrong" else "")
            headers["X-Hub-Signature-256"] = signature(secret, body)
        return headers


def _finish(held: Held) -> None:
    for _, done in held:
        done()


def _nothing() -> None:
    """What there is to do when a status has arrived."""
