"""What the sender does when Graph is not in a good mood, and how statuses are taken."""

from __future__ import annotations

import itertools
import time

import pytest
import sqlalchemy as sa

from sevamitra.whatsapp import citizens, inbox, outbox, payloads, sender
from sevamitra.whatsapp.compose import compose, text_reply
from sevamitra.whatsapp.database import Database
from sevamitra.whatsapp.models import outbox as outbox_table

from .world import CITIZEN, NUMBER, OTHER_NUMBER, item, until, webhook

NUMBERS = {NUMBER: "mp-jhabua", OTHER_NUMBER: "ap"}
BUTTONS = [{"text": "Really?", "buttons": [{"title": "Yes", "payload": "/affirm"}]}]


def refusal(code: int, **more) -> dict:
    return {"error": {"message": f"(#{code}) no", "type": "OAuthException", "code": code, **more}}


async def queue(connector, *replies, wa_id=CITIZEN, number=NUMBER, proactive=False):
    """Queue replies for a citizen who wrote just now."""
    jurisdiction = NUMBERS[number]

    def put(connection):
        citizen = citizens.resolve(connection, jurisdiction, number, wa_id, None, time.time())
        citizens.wrote(connection, citizen, 1795000001)
        for reply in replies:
            outbox.put(connection, citizen, reply, time.time(), proactive=proactive)

    await connector.database.run(put)
    connector.sender.wake()


async def states(connector):
    query = sa.select(outbox_table.c.state, outbox_table.c.code, outbox_table.c.attempts).order_by(
        outbox_table.c.id
    )
    return [tuple(row) for row in await connector.database.run(lambda c: c.execute(query).all())]


async def settled(connector, *wanted):
    async def reached():
        return [state for state, _, _ in await states(connector)] == list(wanted)

    await until(reached)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Waiting is tested in the tables; here it is short."""
    monkeypatch.setattr("sevamitra.whatsapp.outbox.BACKOFF", (0.05,) * 5)
    monkeypatch.setattr("sevamitra.whatsapp.sender.HOLD_SECONDS", 0.1)
    monkeypatch.setattr("sevamitra.whatsapp.pacing.LADDER", (0.1,))


@pytest.mark.parametrize(
    "answer",
    [
        (500, refusal(131000)),
        (503, "<html>Bad gateway</html>"),
        (502, ""),
        (400, refusal(131016)),
        (400, refusal(131056)),
        (429, refusal(131056)),
        (400, refusal(130429)),
        (429, "slow down"),
        (400, refusal(123456, is_transient=True)),
        (401, refusal(190)),
        (200, {"messages": []}),
    ],
)
async def test_passing_faults_are_outlived_in_order(start, around, answer):
    around.graph.answers = [answer, answer]
    connector = start()
    await queue(connector, text_reply("first"), text_reply("second"))
    await settled(connector, "sent", "sent")
    assert [body["text"]["body"] for body in around.graph.sent] == ["first", "second"]
    callbacks = {body["biz_opaque_callback_data"] for body in around.graph.sent}
    assert len(callbacks) == 2


@pytest.mark.parametrize(("code", "state"), [(131026, "failed"), (999999, "failed"), (131047, "waiting")])
async def test_final_refusals_do_not_hold_up_the_next(start, around, code, state):
    around.graph.answers = [(400, refusal(code))]
    connector = start()
    await queue(connector, text_reply("first"), text_reply("second"))
    await settled(connector, state, "sent")
    assert (await states(connector))[0][1] == code


async def test_patience_ends(start, around, caplog):
    around.graph.answers = [(500, refusal(131000))] * outbox.MAX_ATTEMPTS
    connector = start()
    await queue(connector, text_reply("private words"), text_reply("second"))
    await settled(connector, "failed", "sent")
    assert "given up" in caplog.text and "private words" not in caplog.text


async def test_a_wrong_token_holds_everything_and_loses_nothing(start, around):
    around.graph.answers = [(401, refusal(190))] * 10
    connector = start()
    for n in range(3):
        await queue(connector, text_reply(f"{n}"), wa_id=f"91990000010{n}")
    await settled(connector, "sent", "sent", "sent")
    assert all(attempts == 1 for _, _, attempts in await states(connector))


async def test_a_refused_form_goes_out_as_plain_text_once(start, around):
    around.graph.answers = [(400, refusal(131009))]
    connector = start()
    await queue(connector, compose(BUTTONS))
    await settled(connector, "sent")
    assert around.graph.sent[0]["text"]["body"] == "Really?\n• Yes"


async def test_plain_text_that_is_refused_is_given_up(start, around):
    around.graph.answers = [(400, refusal(100))] * 2
    connector = start()
    await queue(connector, compose(BUTTONS))
    await settled(connector, "failed")


async def test_one_number_that_must_slow_down_does_not_slow_the_other(start, around, monkeypatch):
    monkeypatch.setattr("sevamitra.whatsapp.pacing.LADDER", (600.0,))
    around.graph.answers = [(400, refusal(80007))]
    connector = start()
    await queue(connector, text_reply("slow"))
    await settled(connector, "queued")
    await until(lambda: not around.graph.answers)
    await queue(connector, text_reply("fast"), number=OTHER_NUMBER)
    await settled(connector, "queued", "sent")


async def test_a_sender_that_died_while_sending_sends_again(start, around, database_url):
    first = start()
    await first.stop()
    first.stop = _nothing
    database = Database(database_url)

    def die_while_sending(connection):
        citizen = citizens.resolve(connection, "ap", NUMBER, CITIZEN, None, time.time())
        outbox.put(connection, citizen, text_reply("once more"), time.time())
        assert sender.take(connection, outbox.oldest_due(connection, time.time() + 1)[0], 0, time.time(), 0)
        connection.execute(outbox_table.update().values(not_before=time.time() - 1))  # its lease is over

    database.transact(die_while_sending)
    second = start()
    await settled(second, "sent")
    assert around.graph.sent[0]["text"]["body"] == "once more"


async def _nothing():
    return None


def status_item(wamid, status, code=None, callback=None):
    more = {"errors": [{"code": code, "title": "x"}]} if code else {}
    more |= {"biz_opaque_callback_data": callback} if callback else {}
    return {"id": wamid, "status": status, "timestamp": "1795000020", "recipient_id": CITIZEN, **more}


def post_statuses(connection, *items):
    inbox.accept(connection, payloads.parse(webhook(statuses=items), NUMBERS), NUMBERS, time.time())


def one_sent(connection, state="sent", wamid="wamid.OUT9"):
    citizen = citizens.resolve(connection, "mp-jhabua", NUMBER, CITIZEN, None, time.time())
    outbox.put(connection, citizen, text_reply("hello"), time.time())
    connection.execute(outbox_table.update().values(state=state, wamid=wamid, attempts=1))


def state_of(connection):
    return connection.execute(sa.select(outbox_table.c.state)).scalar()


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
def test_statuses_never_go_backwards(database, order):
    database.transact(one_sent)
    reached = []
    for status in order:
        database.transact(post_statuses, status_item("wamid.OUT9", status), status_item("wamid.OUT9", status))
        reached.append(database.transact(state_of))
    ranks = [outbox.RANKS[state] for state in reached]
    assert ranks == sorted(ranks) and reached[-1] == "read"


@pytest.mark.parametrize(
    ("before", "statuses", "after"),
    [
        ("sent", [("failed", 131026)], "failed"),
        ("sent", [("failed", 131047)], "waiting"),
        ("sent", [("failed", 131000)], "queued"),
        ("sent", [("failed", 131042)], "waiting"),
        ("sent", [("failed", None)], "failed"),
        ("delivered", [("failed", 131026)], "delivered"),
        ("sent", [("failed", 131026), ("delivered", None)], "delivered"),
        ("sent", [("failed", 131000), ("failed", 131000)], "queued"),
        ("sent", [("failed", 131000), ("sent", None)], "queued"),
        ("sent", [("played", None)], "read"),
        ("sent", [("deleted", None), ("warning", None)], "sent"),
    ],
)
def test_what_a_status_does(database, before, statuses, after):
    database.transact(one_sent, before)
    for status, code in statuses:
        database.transact(post_statuses, status_item("wamid.OUT9", status, code))
    assert database.transact(state_of) == after


def test_a_status_that_is_faster_than_the_answer_finds_its_message(database):
    database.transact(one_sent, "sending", None)
    row_id = database.transact(lambda c: c.execute(sa.select(outbox_table.c.id)).scalar())
    database.transact(
        post_statuses, status_item("wamid.NEW", "delivered", callback=outbox.callback_of(row_id))
    )
    database.transact(outbox.sent, row_id, "wamid.NEW", time.time())
    assert database.transact(state_of) == "delivered"


@pytest.mark.parametrize(
    "callback", [None, "outbox=", "outbox=x", "outbox=99999", "turn=1", "outbox=" + "9" * 30]
)
def test_a_status_of_an_unknown_message_harms_nobody(database, callback):
    database.transact(one_sent)
    unknown = status_item("wamid.UNKNOWN", "read", callback=callback)
    database.transact(post_statuses, unknown, status_item("wamid.OUT9", "read"))
    assert database.transact(state_of) == "read"


def test_a_thousand_statuses_in_one_webhook(database):
    database.transact(one_sent)
    many = [status_item(f"wamid.{n}", "read") for n in range(999)]
    database.transact(post_statuses, *many, status_item("wamid.OUT9", "read"))
    assert database.transact(state_of) == "read"


def test_messages_come_before_statuses_of_one_webhook(database):
    database.transact(one_sent, "waiting")
    body = webhook(item(at=int(time.time())), statuses=[status_item("wamid.OUT9", "delivered")])
    batch = payloads.parse(body, NUMBERS)
    assert database.transact(inbox.accept, batch, NUMBERS, time.time()) == 1
    assert database.transact(state_of) == "delivered"
