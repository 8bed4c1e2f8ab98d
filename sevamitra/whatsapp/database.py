"""The connector's database, SQLite or PostgreSQL: every function given to it is one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool

T = TypeVar("T")

TRIES = 3
PART = 500  # values in one statement; SQLite takes 999 at least
POSTGRES_THREADS = 4
MIGRATION_LOCK = 7316_2611  # any number that nothing else in that database locks


class Database:
    """Runs transactions off the event loop.

    Args:
        url: an SQLAlchemy address, ``sqlite:///…`` or ``postgresql://…``.
    """

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else POSTGRES_THREADS, "whatsapp-db")

    def migrate(self) -> None:
        """Bring the tables to the newest form; workers that start together do it one after the other."""
        with self.engine.begin() as connection:
            if not self.is_sqlite:
                connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def transact(self, work: Callable[..., T], *args: Any, **options: Any) -> T:
        """Run ``work(connection, *args, **options)`` in one transaction, again if another was faster."""
        for left in reversed(range(TRIES)):
            try:
                with self.engine.begin() as connection:
                    return work(connection, *args, **options)
            except (IntegrityError, OperationalError):
                if not left:
                    raise
        raise AssertionError("unreachable")

    async def run(self, work: Callable[..., T], *args: Any, **options: Any) -> T:
        """Like `transact`, without holding up the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self.transact(work, *args, **options))

    def close(self) -> None:
        """Finish what is running and let go of the connections."""
        self._threads.shutdown()
        self.engine.dispose()


def insert_new(connection: Connection, table: sa.Table, **values: Any) -> bool:
    """Insert a row unless one with the same unique key stands there; return whether it was inserted."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return connection.execute(insert(table).values(**values).on_conflict_do_nothing()).rowcount == 1


def parts(items: list[T]) -> Iterator[list[T]]:
    """Cut a list into parts that fit into one statement."""
    for start in range(0, len(items), PART):
        yield items[start : start + PART]


def _postgres_engine(url: str) -> sa.engine.Engine:
    return sa.create_engine(url, pool_size=POSTGRES_THREADS, pool_pre_ping=True, future=True)


def _sqlite_engine(url: str) -> sa.engine.Engine:
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 15}, future=True
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(dbapi_connection: Any, _record: Any) -> None:
        # The driver's own transaction handling begins too late for a read that leads to a write.
        dbapi_connection.isolation_level = None
        # FULL: our 200 to Meta means that the message survives a power cut.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            dbapi_connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
