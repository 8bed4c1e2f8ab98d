"""The dispatcher: one message of a citizen at a time, in order; different citizens at the same time."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy.engine import Connection

from . import citizens, inbox, media, outbox, trouble
from .client import GraphClient, MediaRefused
from .compose import Reply, compose, lacks_list_label, text_reply
from .database import Database
from .desk import Desk, DeskRefused, DeskUnavailable
from .erase import erase
from .errors import Act, GraphError
from .inbox import Row
from .settings import WhatsAppError
from .waiting import nap, within

logger = logging.getLogger(__name__)

PARALLEL = 32  # citizens at a time; most of a turn is waiting for the actions server
LEASE_SECONDS = 20.0
TURN_SECONDS = 60.0  # as long as Rasa's lock lives
MAX_ATTEMPTS = 3
RETRY_PAUSES = (1.0, 4.0)
MEDIA_PATIENCE = 120.0  # seconds that a photo waits for the desk
MEDIA_PAUSE = 5.0
IDLE_SECONDS = 1.0
UNSUPPORTED, MEDIA_FAILED, INFORM = "/unsupported_message", "/media_failed", "/inform"
PROACTIVE = ("event", "timer")  # kinds of turn that nobody waits for
_SLASHES = re.compile(r"^[\s/]+")

Responses = list[dict[str, Any]]


class Dialogue(Protocol):
    """What a turn is run in; `dialogue.RasaDialogue` is the real one."""

    def ready(self) -> bool: ...
    async def say(self, citizen: str, text: str, message_id: str, metadata: dict[str, Any]) -> Responses: ...
    async def trigger(self, citizen: str, intent: str, entities: dict[str, Any]) -> Responses: ...
    async def said(self, citizen: str, message_id: str) -> Responses | None: ...
    async def triggered(self, citizen: str, intent: str, since: float) -> Responses | None: ...
    async def language(self, citizen: str) -> str | None: ...
    async def forget(self, citizen: str) -> None: ...


class CannotForget(WhatsAppError):
    """The tracker store is of a kind whose conversations we cannot erase."""


class Later(Exception):
    """This message cannot be handled yet."""


def typed(text: str) -> str:
    """Return what a citizen typed without leading slashes: only our own buttons speak to Rasa in payloads."""
    return _SLASHES.sub("", text).strip()


class Dispatcher:
    """Takes messages from the inbox, runs their turns, and puts the replies into the outbox.

    Args:
        database: where inbox and outbox are.
        dialogue: runs the turns.
        graph: for read receipts and citizens' files.
        desk: where citizens' files go.
        on_reply: called when there is something to send.
        lease: seconds after which another worker may take over from a dead one.
    """

    def __init__(
        self,
        database: Database,
        dialogue: Dialogue,
        graph: GraphClient,
        desk: Desk,
        on_reply: Callable[[], None] = lambda: None,
        lease: float = LEASE_SECONDS,
    ) -> None:
        self._database, self._dialogue, self._graph, self._desk = database, dialogue, graph, desk
        self._on_reply, self._lease = on_reply, lease
        self._worker = uuid.uuid4().hex
        self._wake = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._receipts: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that something new is in the inbox."""
        self._wake.set()

    async def run(self) -> None:
        """Handle messages until cancelled."""
        try:
            while True:
                await self._start_due()
                await nap(self._wake, IDLE_SECONDS)
        finally:
            tasks = [*self._busy.values(), *self._receipts]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _start_due(self) -> None:
        self._wake.clear()
        if not self._dialogue.ready() or len(self._busy) >= PARALLEL:
            return
        try:
            due = await self._database.run(inbox.due, time.time())
        except Exception:
            logger.exception("The inbox cannot be read.")
            return
        for citizen in due:
            if citizen not in self._busy and len(self._busy) < PARALLEL:
                self._busy[citizen] = asyncio.create_task(self._serve(citizen))

    async def _serve(self, citizen: str) -> None:
        """Handle all that one citizen wrote."""
        keeper = asyncio.create_task(self._keep_lease(citizen))
        try:
            while row := await self._take(citizen):
                await self._handle(row)
        except Exception:
            logger.exception("A citizen's messages were left for later.")
            await asyncio.sleep(IDLE_SECONDS)
            await self._database.run(inbox.let_go, citizen, self._worker)
        finally:
            keeper.cancel()
            self._busy.pop(citizen, None)
            self.wake()

    async def _take(self, citizen: str) -> Row | None:
        return await self._database.run(inbox.take, citizen, self._worker, self._lease, time.time())

    async def _keep_lease(self, citizen: str) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            await self._database.run(inbox.extend, citizen, self._worker, self._lease, time.time())

    async def _handle(self, row: Row) -> None:
        if row.attempts > MAX_ATTEMPTS:
            logger.error("Inbox %s was given up after %s attempts.", row.id, MAX_ATTEMPTS)
            await self._close(row, await self._trouble(row), "dead")
        elif row.kind == "forget":
            await self._forget(row)
        else:
            try:
                reply = await self._turn(row)
            except Later:
                await self._database.run(inbox.postpone, row, time.time() + MEDIA_PAUSE)
            else:
                await self._close(row, reply)

    async def _forget(self, row: Row) -> None:
        try:
            await self._dialogue.forget(row.citizen)
        except CannotForget as error:
            logger.error("Inbox %s: %s", row.id, error)
        await self._database.run(erase, row.citizen, time.time())

    async def _turn(self, row: Row) -> Reply:
        if row.kind == "unsupported" and not await self._database.run(
            citizens.may_say_unsupported, row.citizen, row.started_at
        ):
            return Reply()
        proactive = row.kind in PROACTIVE
        if not proactive:
            await self._show_reading(row)
        responses = await self._responses(row)
        if responses is None:
            return await self._trouble(row)
        # Reading the language loads the conversation once more: only where a list needs a label in it.
        reply = compose(responses, await self._language(row) if lacks_list_label(responses) else "en")
        if reply.payload is None and not proactive and not reply.forget:
            logger.error("Inbox %s: the turn said nothing.", row.id)
            return self._with_orders(reply, await self._trouble(row))
        return reply

    @staticmethod
    def _with_orders(empty: Reply, reply: Reply) -> Reply:
        reply.schedules = empty.schedules
        return reply

    async def _responses(self, row: Row) -> Responses | None:
        """Run the turn, again if it breaks; None if it came to nothing each time."""
        for pause in (*RETRY_PAUSES, None):
            try:
                return await within(TURN_SECONDS, self._run(row))
            except Later:
                raise
            except asyncio.TimeoutError:
                logger.error("Inbox %s: the turn took over %s s.", row.id, TURN_SECONDS)
                return None
            except Exception as error:
                # The kind of error only: its text may quote the citizen.
                logger.error("Inbox %s: the turn broke with %s.", row.id, type(error).__name__)
                if pause is not None:
                    await asyncio.sleep(pause)
        return None

    async def _run(self, row: Row) -> Responses:
        again = row.attempts > 1
        if row.kind in PROACTIVE:
            intent, entities = row.content["intent"], row.content.get("entities") or {}
            done = await self._dialogue.triggered(row.citizen, intent, row.started_at) if again else None
            return await self._dialogue.trigger(row.citizen, intent, entities) if done is None else done
        done = await self._dialogue.said(row.citizen, row.message_id) if again else None
        if done is not None:
            return done
        text, metadata = await self._message(row)
        return await self._dialogue.say(row.citizen, text, row.message_id, metadata)

    async def _message(self, row: Row) -> tuple[str, dict[str, Any]]:
        """Return the text and metadata that Rasa gets to see."""
        content = row.content
        metadata: dict[str, Any] = {"jurisdiction": row.citizen.partition(":")[0]}
        if content.get("profile_name"):
            metadata["profile_name"] = content["profile_name"]
        said = typed(content.get("text", ""))
        if row.kind == "tap":
            payload = await self._database.run(
                outbox.payload_of_tap, row.citizen, content["tap"], content["context"]
            )
            return payload or said, metadata
        if row.kind == "location":
            return INFORM, {**metadata, "location": content["location"]}
        if row.kind == "media":
            return await self._file(row, said, metadata)
        if row.kind == "media_failed":
            return MEDIA_FAILED, metadata
        return (said if row.kind == "text" and said else UNSUPPORTED), metadata

    async def _file(self, row: Row, said: str, metadata: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Bring a citizen's file to the desk."""
        try:
            kept = row.content.get("file") or await self._keep_file(row)
        except media.UnreadableFile:
            return UNSUPPORTED, metadata
        except (DeskUnavailable, GraphError) as error:
            final = isinstance(error, GraphError) and error.rule.act in (Act.PLAIN, Act.FINAL)
            if not final and time.time() - row.received_at < MEDIA_PATIENCE:
                raise Later from error
            logger.error("Inbox %s: the file could not be kept: %s", row.id, error)
            return MEDIA_FAILED, metadata
        except (MediaRefused, DeskRefused) as error:
            logger.warning("Inbox %s: the file was refused: %s", row.id, error)
            return MEDIA_FAILED, metadata
        return said or INFORM, {**metadata, "file": kept}

    async def _keep_file(self, row: Row) -> dict[str, Any]:
        number = await self._database.run(_number_of, row.citizen)
        data, kind = await media.fetch(self._graph, number, row.content)
        name = media.safe_name(row.content.get("filename") or "", kind)
        kept = await self._desk.keep(row.citizen, data, name, kind)
        await self._database.run(inbox.keep, row, {**row.content, "file": kept})
        return kept

    async def _show_reading(self, row: Row) -> None:
        task = asyncio.create_task(self._mark_read(row))
        self._receipts.add(task)
        task.add_done_callback(self._receipts.discard)

    async def _mark_read(self, row: Row) -> None:
        try:
            await self._graph.mark_read(await self._database.run(_number_of, row.citizen), row.message_id)
        except Exception as error:
            logger.debug("Inbox %s could not be marked as read: %s", row.id, type(error).__name__)

    async def _trouble(self, row: Row) -> Reply:
        if row.kind in (*PROACTIVE, "forget"):
            return Reply()
        return text_reply(trouble.text(await self._language(row)))

    async def _language(self, row: Row) -> str:
        try:
            known = await self._dialogue.language(row.citizen)
        except Exception:
            known = None
        return known or trouble.guess_language(row.content.get("text", ""), row.citizen)

    async def _close(self, row: Row, reply: Reply, state: str = "done") -> None:
        if await self._database.run(finish, row, reply, state, time.time()):
            self._on_reply()


def finish(connection: Connection, row: Row, reply: Reply, state: str, now: float) -> bool:
    """Close a message and queue its reply and later turns, all or nothing; False if another worker did."""
    if not inbox.close(connection, row, state):
        return False
    for order in reply.schedules:
        inbox.schedule(connection, row.citizen, row.id, str(order["intent"]), float(order["in_seconds"]), now)
    if reply.payload is not None:
        outbox.put(connection, row.citizen, reply, now, row.id, proactive=row.kind in PROACTIVE)
    if reply.forget:
        inbox.order_forget(connection, row.citizen, row.id, now, after_reply=reply.payload is not None)
    return True


def _number_of(connection: Connection, citizen: str) -> str:
    row = citizens.get(connection, citizen)
    return str(row["number"]) if row else ""
