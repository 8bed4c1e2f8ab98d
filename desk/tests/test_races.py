"""Many at once, on a real server with SQLite in a file and with PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ANDHRA, booking, grievance
from live import postgres_database, running

AT_ONCE = 16


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with running(folder, f"sqlite:///{folder}/desk.sqlite3") as served:
            yield served
    else:
        with postgres_database() as database, running(folder, database) as served:
            yield served


def together(send, bodies):
    """Send all bodies at once and return the answers."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, bodies))


def post(desk):
    return lambda body: desk.call("POST", "applications/", json=body)


def test_one_key_files_once(desk):
    answers = together(post(desk), [grievance(key="same")] * AT_ONCE)
    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [201]
    assert len({answer.json()["number"] for answer in answers}) == 1


def test_numbers_are_never_given_twice(desk):
    answers = together(post(desk), [grievance(key=f"many-{n}") for n in range(AT_ONCE * 2)])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == AT_ONCE * 2


def test_a_seat_is_given_once(desk):
    slots = desk.call("GET", "slots/?service=mp_jansunwai&limit=2").json()["slots"]
    bodies = [booking(slots[n % 2]["id"], key=f"seat-{n}") for n in range(AT_ONCE)]
    answers = together(post(desk), bodies)
    assert sorted(answer.status_code for answer in answers) == [201] * 2 + [409] * (AT_ONCE - 2)
    left = desk.call("GET", "slots/?service=mp_jansunwai&limit=100").json()["slots"]
    assert not {slot["id"] for slot in slots} & {slot["id"] for slot in left}


def test_help_is_asked_for_once(desk):
    asked = {"key": "help", "citizen": ANDHRA, "jurisdiction": "ap", "language": "te", "about": "రేషన్"}
    answers = together(lambda body: desk.call("POST", "help-requests/", json=body), [asked] * AT_ONCE)
    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [201]
    assert len({answer.json()["number"] for answer in answers}) == 1


def test_migrations_are_complete(desk):
    assert "No changes" in desk.manage("makemigrations", "--check", "--dry-run")
