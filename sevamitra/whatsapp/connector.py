"""All parts of a running connector, put together and started in one place."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

from . import inbox, outbox
from .client import GraphClient
from .database import Database
from .desk import Desk
from .sender import Sender
from .settings import Settings
from .turns import LEASE_SECONDS, Dialogue, Dispatcher

logger = logging.getLogger(__name__)

CLEAN_SECONDS = 3600


class Connector:
    """Inbox, dispatcher, outbox and sender of one process. Make it inside the running event loop.

    Args:
        settings: what the environment said.
        dialogue: runs the turns.
        lease: seconds after which another worker takes over a dead worker's citizens.
    """

    def __init__(self, settings: Settings, dialogue: Dialogue, lease: float = LEASE_SECONDS) -> None:
        self.settings = settings
        self.database = Database(settings.database_url)
        self.graph, self.desk = GraphClient(settings), Desk(settings)
        self.sender = Sender(
            self.database, self.graph, self.desk, settings.pair_seconds, lambda: self.dispatcher.wake()
        )
        self.dispatcher = Dispatcher(self.database, dialogue, self.graph, self.desk, self.sender.wake, lease)
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Bring the tables up to date; an only worker takes up at once what the last one left."""
        self.database.migrate()
        if self.database.is_sqlite:
            self.database.transact(inbox.break_leases)
            self.database.transact(outbox.break_leases)

    def start(self) -> None:
        """Begin to handle and to send."""
        for work in (self.dispatcher.run(), self.sender.run(), self._clean()):
            self._tasks.append(asyncio.create_task(work))

    async def stop(self) -> None:
        """Stop handling and sending; what is unfinished stays in the database."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.graph.close()
        await self.desk.close()
        self.database.close()

    async def _clean(self) -> None:
        while True:
            with suppress(Exception):
                await self.database.run(inbox.clear_old, time.time())
                await self.database.run(outbox.clear_old, time.time())
            await asyncio.sleep(CLEAN_SECONDS)
