"""From the inbox through the dialogue to the Graph API, with a real database and real HTTP."""

from __future__ import annotations

import asyncio
import time

import pytest
import sqlalchemy as sa

from sevamitra.whatsapp import inbox, outbox, payloads
from sevamitra.whatsapp.models import citizens as citizens_table
from sevamitra.whatsapp.models import inbox as inbox_table
from sevamitra.whatsapp.models import outbox as outbox_table

from .world import CITIZEN, JPEG, NUMBER, OTHER_NUMBER, PDF, FakeDialogue, item, until, webhook

NUMBERS = {NUMBER: "mp-jhabua", OTHER_NUMBER: "ap"}
pytestmark = pytest.mark.asyncio


async def post(connector, *items, **wrapping):
    batch = payloads.parse(webhook(*items, **wrapping), NUMBERS)
    fresh = await connector.database.run(inbox.accept, batch, NUMBERS, time.time())
    connector.dispatcher.wake()
    connector.sender.wake()
    return fresh


async def rows(connector, table):
    return await connector.database.run(
        lambda c: c.execute(sa.select(table).order_by(table.c.id)).mappings().all()
    )


def texts(around):
    return [body["text"]["body"] for body in around.graph.sent if body["type"] == "text"]


async def quiet(connector):
    """Wait until nothing is left to do."""

    async def nothing_left():
        waiting = [row for row in await rows(connector, inbox_table) if row["state"] == "new"]
        unsent = [row for row in await rows(connector, outbox_table) if row["state"] in ("queued", "sending")]
        return not waiting and not unsent

    await until(nothing_left)


async def test_a_text_is_read_answered_and_done(start, around):
    dialogue = FakeDialogue()
    connector = start(dialogue)
    await post(connector, item())
    await until(lambda: around.graph.sent)
    turn = dialogue.turns[0]
    assert turn["text"] == "Hello" and turn["message_id"] == "wamid.T1"
    assert turn["metadata"] == {"jurisdiction": "mp-jhabua", "profile_name": "Amina W."}
    assert turn["citizen"].startswith("mp-jhabua:") and len(turn["citizen"]) == len("mp-jhabua:") + 22
    sent = around.graph.sent[0]
    assert sent["to"] == f"+{CITIZEN}" and sent["text"]["body"] == "You said Hello"
    assert sent["biz_opaque_callback_data"].startswith("outbox=")
    await until(lambda: around.graph.read == ["wamid.T1"])
    await quiet(connector)
    (row,) = await rows(connector, inbox_table)
    assert row["state"] == "done" and row["content"] is None
    (out,) = await rows(connector, outbox_table)
    assert out["state"] == "sent" and out["wamid"] == "wamid.OUT1"


async def test_the_same_message_five_times_gives_one_reply(start, around):
    connector = start()
    fresh = await asyncio.gather(*(post(connector, item()) for _ in range(5)))
    assert sum(fresh) == 1
    await quiet(connector)
    await post(connector, item())
    await quiet(connector)
    assert texts(around) == ["You said Hello"]
