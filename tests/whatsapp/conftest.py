"""Fixtures: databases that are real, servers on loopback, and no way to anywhere else."""

from __future__ import annotations

import os
import socket
import uuid
from types import SimpleNamespace

import pytest
import pytest_asyncio
import sqlalchemy as sa

from sevamitra.whatsapp.connector import Connector
from sevamitra.whatsapp.database import Database

from .world import DeskStandIn, FakeDialogue, Graph, make_settings, serve

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
NOW = "2026-11-18T11:10:00+00:00"  # just after the messages of the tests
SECRET = "a secret of the tests, long enough for a key"


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test may speak to this machine only."""
    connect = socket.socket.connect

    def loopback_only(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", loopback_only)
    monkeypatch.setenv("SEVAMITRA_SECRET_KEY", SECRET)
    monkeypatch.setenv("SEVAMITRA_NOW", NOW)


def postgres_url() -> str:
    """Return the address of a PostgreSQL that answers, or skip the test and say so."""
    engine = sa.create_engine(POSTGRES, connect_args={"connect_timeout": 3})
    try:
        engine.connect().close()
    except sa.exc.OperationalError:
        pytest.skip("NO POSTGRESQL at 127.0.0.1:5432: this test did not run.")
    finally:
        engine.dispose()
    return POSTGRES


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path):
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'whatsapp.db'}"
        return
    base, schema = postgres_url(), f"t{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(base, isolation_level="AUTOCOMMIT")
    engine.execute(f"CREATE SCHEMA {schema}")
    yield f"{base}?options=-csearch_path%3D{schema}"
    engine.execute(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


@pytest.fixture
def database(database_url: str):
    """A migrated database."""
    made = Database(database_url)
    made.migrate()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queues are looked at more often than once a second."""
    monkeypatch.setattr("sevamitra.whatsapp.turns.IDLE_SECONDS", 0.05)
    monkeypatch.setattr("sevamitra.whatsapp.sender.IDLE_SECONDS", 0.05)


@pytest_asyncio.fixture
async def around():
    """A Graph API and a desk on loopback."""
    graph, desk = Graph(), DeskStandIn()
    runner, graph.url = await serve(graph.routes())
    desk_runner, desk.url = await serve(desk.routes())
    yield SimpleNamespace(graph=graph, desk=desk)
    await runner.cleanup()
    await desk_runner.cleanup()


@pytest_asyncio.fixture
async def start(around, database_url):
    """Make connectors that run until the test ends: `start(dialogue)`."""
    running = []

    def begin(dialogue: FakeDialogue | None = None, lease: float = 20.0) -> Connector:
        settings = make_settings(database_url, around.graph.url, around.desk.url)
        connector = Connector(settings, dialogue or FakeDialogue(), lease)
        connector.open()
        connector.start()
        running.append(connector)
        return connector

    yield begin
    for connector in running:
        await connector.stop()
