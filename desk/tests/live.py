"""A desk of its own for a test: a real server, a real database, a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import requests

from sevamitra import keys

DESK = Path(__file__).parent.parent
POSTGRES = os.environ.get("DESK_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")


class Desk:
    """A running desk: `call` it as the bot does."""

    def __init__(self, env: dict[str, str], url: str) -> None:
        self.env, self.url = env, url
        self.headers = {"Authorization": f"Bearer {keys.derive('desk-api').hex()}"}

    def call(self, method: str, path: str, **rest):
        """Send a request with the bot's token."""
        return requests.request(method, f"{self.url}/api/{path}", headers=self.headers, timeout=60, **rest)

    def manage(self, *words: str, **env: str) -> str:
        """Run a management command and return what it prints."""
        return manage(self.env | env, *words)


def manage(env: dict[str, str], *words: str) -> str:
    """Run `manage.py` in an environment and return what it prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=DESK, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


@contextmanager
def running(folder: Path, database: str):
    """Yield a served desk on a free port, its database migrated."""
    port = free_port()
    env = os.environ | {
        "SEVAMITRA_VAR": str(folder),
        "DESK_DATABASE_URL": database,
        "DESK_PORT": str(port),
        "DESK_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    manage(env, "migrate", "-v0")
    with (folder / "gunicorn.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi"], cwd=DESK, env=env, stdout=log, stderr=log
        )
    try:
        desk = Desk(env, env["DESK_URL"])
        wait_for(desk, server)
        yield desk
    finally:
        server.terminate()
        server.wait(20)


def wait_for(desk: Desk, server: subprocess.Popen) -> None:
    """Return when the desk answers; fail if it has died."""
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError("the desk has stopped")
        try:
            desk.call("GET", "health/").raise_for_status()
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError("the desk does not answer")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def postgres_database():
    """Yield the address of a fresh PostgreSQL database; skip, saying so, if there is no server."""
    name = f"desk_test_{os.getpid()}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"NO POSTGRESQL, SO NOT TESTED ON IT: {error}")
    with server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
