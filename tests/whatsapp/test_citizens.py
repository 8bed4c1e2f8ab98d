"""Who is who, and tables that are what the migrations make."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sevamitra.whatsapp import citizens, inbox, payloads
from sevamitra.whatsapp.database import Database, insert_new
from sevamitra.whatsapp.models import citizens as citizens_table
from sevamitra.whatsapp.models import media as media_table
from sevamitra.whatsapp.models import metadata

from .world import CITIZEN, NUMBER, OTHER_NUMBER, item, webhook

PHONE, USER, OTHER_USER = CITIZEN, "IN.7001", "IN.7002"
NUMBERS = {NUMBER: "mp-jhabua", OTHER_NUMBER: "ap"}


def resolve(database: Database, wa_id=None, user_id=None, number=NUMBER) -> str:
    return database.transact(citizens.resolve, NUMBERS[number], number, wa_id, user_id, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((PHONE, None), (PHONE, None), True),
        ((PHONE, None), (PHONE, USER), True),
        ((PHONE, USER), (None, USER), True),
        ((PHONE, USER), (PHONE, None), True),
        ((None, USER), (PHONE, USER), True),
        ((PHONE, USER), ("919900000333", USER), True),
        ((PHONE, USER), (PHONE, OTHER_USER), False),  # the phone number has passed to another person
        ((PHONE, None), ("919900000333", None), False),
        ((None, USER), (None, OTHER_USER), False),
    ],
)
def test_who_is_the_same_citizen(database, first, second, same):
    assert (resolve(database, *first) == resolve(database, *second)) is same


def test_a_citizen_id_tells_place_and_nothing_else(database):
    assert re.fullmatch(r"mp-jhabua:[A-Za-z0-9_-]{22}", resolve(database, PHONE))
    assert resolve(database, PHONE, number=OTHER_NUMBER).startswith("ap:")


def test_a_phone_number_that_passed_on_stays_with_the_new_person(database):
    first, second = resolve(database, PHONE, USER), resolve(database, PHONE, OTHER_USER)
    assert resolve(database, PHONE) == second
    assert resolve(database, None, USER) == first


def test_replies_go_where_the_last_message_came_from(database):
    citizen = resolve(database, PHONE, USER)
    resolve(database, None, USER)
    row = database.transact(citizens.get, citizen)
    assert (row["wa_id"], row["user_id"]) == (None, USER)


@pytest.mark.parametrize("kind", sorted(payloads.IDENTITY_CHANGES))
def test_a_changed_identity_is_no_longer_verified(database, kind):
    citizen, other = resolve(database, PHONE), resolve(database, "919900000333")
    database.transact(lambda c: c.execute(sa.update(citizens_table).values(verified_at=5.0)))
    body = webhook(item(type="system", system={"type": kind, "wa_id": "919900000444"}), contacts=[])
    database.transact(inbox.accept, payloads.parse(body, NUMBERS), NUMBERS, 9.0)
    assert database.transact(citizens.get, citizen)["verified_at"] is None
    assert database.transact(citizens.get, other)["verified_at"] == 5.0


def test_the_migrations_make_the_tables_that_the_code_means(database):
    def differences(connection):
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: name in metadata.tables or kind != "table"},
        )
        return compare_metadata(context, metadata)

    assert database.transact(differences) == []


def test_migrating_again_changes_nothing(database):
    resolve(database, PHONE)
    database.migrate()
    assert database.transact(lambda c: len(c.execute(sa.select(citizens_table)).all())) == 1


def test_a_row_is_inserted_once(database):
    row = {"number": NUMBER, "sha256": "a", "media_id": "1", "uploaded_at": 1.0}
    assert [database.transact(insert_new, media_table, **row) for _ in range(2)] == [True, False]


def test_sqlite_survives_a_power_cut(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'w.db'}")
    pragma = {
        name: database.transact(lambda c, name=name: c.exec_driver_sql(f"PRAGMA {name}").scalar())
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    database.close()
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_old_rows_go_and_repeats_are_known_for_eight_days(database):
    day = 86400.0
    batch = payloads.parse(webhook(item()), NUMBERS)
    assert database.transact(inbox.accept, batch, NUMBERS, 0.0) == 1
    database.transact(lambda c: c.exec_driver_sql("UPDATE whatsapp_inbox SET state = 'done'"))
    database.transact(inbox.clear_old, 8 * day)
    assert database.transact(inbox.accept, batch, NUMBERS, 8 * day) == 0
    database.transact(inbox.clear_old, 10 * day)
    assert database.transact(inbox.accept, batch, NUMBERS, 10 * day) == 1
