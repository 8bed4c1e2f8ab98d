"""Sends the outbox: paced, one message of a citizen at a time, with patience for passing faults."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sevamitra import clock

from . import compose, inbox, media, outbox
from .client import GraphClient
from .database import Database
from .desk import Desk, DeskRefused, DeskUnavailable
from .errors import Act, GraphError, Told
from .models import citizens as citizens_table
from .outbox import Row
from .pacing import NumberPace, next_burst
from .waiting import nap

logger = logging.getLogger(__name__)

PARALLEL = 40
LEASE_SECONDS = 180.0  # longer than all timeouts of one send together
IDLE_SECONDS = 1.0
HOLD_SECONDS = 60.0  # between trials while WhatsApp does not let us send at all


class Sender:
    """Takes replies from the outbox and delivers them to the Graph API.

    Args:
        database: where the outbox is.
        graph: delivers.
        desk: where papers to send come from.
        pair_seconds: pause between messages to one person.
        on_order: called when the sent message leaves something for the dispatcher.
    """

    def __init__(
        self,
        database: Database,
        graph: GraphClient,
        desk: Desk,
        pair_seconds: float,
        on_order: Callable[[], None] = lambda: None,
    ) -> None:
        self._database, self._graph, self._desk = database, graph, desk
        self._pair_seconds, self._on_order = pair_seconds, on_order
        self._wake = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._pace = NumberPace()

    def wake(self) -> None:
        """Say that something new is in the outbox."""
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled."""
        try:
            while True:
                await self._start_due()
                await nap(self._wake, IDLE_SECONDS)
        finally:
            tasks = list(self._busy.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _start_due(self) -> None:
        self._wake.clear()
        if len(self._busy) >= PARALLEL:
            return
        try:
            due = await self._database.run(outbox.oldest_due, time.time())
        except Exception:
            logger.exception("The outbox cannot be read.")
            return
        for row_id in due:
            if row_id not in self._busy and len(self._busy) < PARALLEL:
                self._busy[row_id] = asyncio.create_task(self._serve(row_id))

    async def _serve(self, row_id: int) -> None:
        try:
            row = await self._database.run(
                take, row_id, self._pair_seconds, time.time(), clock.now().timestamp()
            )
            if row is not None:
                await self._deliver(row)
        except Exception:
            logger.exception("Outbox %s was left for later.", row_id)
            await asyncio.sleep(IDLE_SECONDS)
        finally:
            self._busy.pop(row_id, None)
            self.wake()

    async def _deliver(self, row: Row) -> None:
        pause = self._pace.pause(row.number, time.monotonic())
        if pause > IDLE_SECONDS:
            await self._database.run(outbox.retry, row.id, time.time() + pause, 0, counted=False)
            return
        await asyncio.sleep(pause)
        try:
            wamid = await self._graph.send(row.number, await self._message(row))
        except GraphError as error:
            await self._refused(row, error)
        except DeskUnavailable as error:
            await self._again_or(row, str(error), 0, self._without_media)
        except (DeskRefused, media.UnreadableFile) as error:
            logger.error("Outbox %s: the paper cannot be sent: %s", row.id, error)
            await self._without_media(row, 0)
        else:
            self._pace.went_well(row.number)
            if await self._database.run(close, row.id, time.time(), wamid):
                self._on_order()

    async def _message(self, row: Row) -> dict[str, Any]:
        payload = row.payload
        if row.media:
            payload = await media.with_media(
                self._graph, self._desk, self._database, row.number, payload, row.media, time.time()
            )
        address = {"to": f"+{row.wa_id}"} if row.wa_id else {"recipient": row.user_id}
        callback = {"biz_opaque_callback_data": outbox.callback_of(row.id)}
        return {"recipient_type": "individual", **address, **callback, **payload}

    async def _refused(self, row: Row, error: GraphError) -> None:
        level = logging.ERROR if error.rule.told is Told.OPERATOR else logging.WARNING
        logger.log(level, "Outbox %s: %s", row.id, error)
        act = error.rule.act
        if act is Act.HOLD:
            self._pace.hold(row.number, HOLD_SECONDS, time.monotonic())
            await self._database.run(
                outbox.retry, row.id, time.time() + HOLD_SECONDS, error.code, counted=False
            )
        elif act is Act.NUMBER:
            wait = self._pace.slow_down(row.number, error.retry_after, time.monotonic())
            await self._database.run(outbox.retry, row.id, time.time() + wait, error.code, counted=False)
        elif act is Act.WINDOW:
            await self._database.run(outbox.wait, row.id, error.code)
        elif act is Act.PLAIN and row.payload["type"] != "text":
            plain = compose.plain(row.payload)
            await self._database.run(outbox.replace, row.id, plain, time.time(), error.code)
        elif act in (Act.RETRY, Act.PAIR):
            await self._again_or(row, str(error), error.code, self._give_up, error.retry_after)
        else:
            await self._give_up(row, error.code)

    async def _again_or(
        self, row: Row, why: str, code: int, otherwise: Callable[..., Any], retry_after: float | None = None
    ) -> None:
        if row.attempts >= outbox.MAX_ATTEMPTS:
            logger.error("Outbox %s was given up after %s attempts: %s", row.id, row.attempts, why)
            await otherwise(row, code)
            return
        pause = max(outbox.backoff(row.attempts) * random.uniform(1, 1.25), retry_after or 0)  # noqa: S311
        await self._database.run(outbox.retry, row.id, time.time() + pause, code)

    async def _give_up(self, row: Row, code: int) -> None:
        if await self._database.run(close, row.id, time.time(), None, code):
            self._on_order()

    async def _without_media(self, row: Row, code: int) -> None:
        """The words arrive even where the paper does not."""
        plain = compose.plain(row.payload)
        await self._database.run(outbox.replace, row.id, plain, time.time(), code)


def take(
    connection: Connection, row_id: int, pair_seconds: float, now: float, clock_now: float
) -> Row | None:
    """Take a message that may go out now; a closed window or a pause for this person puts it aside.

    Args:
        now: machine time, UTC epoch seconds.
        clock_now: the same by `sevamitra.clock`, which decides about the 24-hour window.
    """
    if outbox.hold_if_window_closed(connection, row_id, clock_now):
        return None
    row = outbox.take(connection, row_id, LEASE_SECONDS, now)
    if row is None:
        return None
    person = citizens_table.c.id == row.citizen
    query = sa.select(citizens_table.c.burst_at, citizens_table.c.burst_count).where(person)
    burst_at, burst_count = connection.execute(query).one()
    pause, at, count = next_burst(burst_at, burst_count, now, pair_seconds)
    if pause:
        outbox.retry(connection, row_id, now + pause, 0, counted=False)
        return None
    connection.execute(sa.update(citizens_table).where(person).values(burst_at=at, burst_count=count))
    return row


def close(connection: Connection, row_id: int, now: float, wamid: str | None, code: int = 0) -> bool:
    """Note that a message is out (`wamid`) or given up; if the citizen is now to be forgotten, order it."""
    if wamid:
        outbox.sent(connection, row_id, wamid, now)
    else:
        outbox.fail(connection, row_id, code)
    citizen = outbox.forgets(connection, row_id)
    return citizen is not None and inbox.forget_now(connection, citizen, now)
