"""From the inbox through the dialogue to the Graph API, with a real database and real HTTP."""

from __future__ import annotations

import asyncio
import time

import pytest
import sqlalchemy as sa

from sevamitra.whatsapp import inbox, payloads, trouble
from sevamitra.whatsapp.models import citizens as citizens_table
from sevamitra.whatsapp.models import inbox as inbox_table
from sevamitra.whatsapp.models import outbox as outbox_table

from .world import CITIZEN, NUMBER, OTHER_NUMBER, FakeDialogue, item, until, webhook

NUMBERS = {NUMBER: "mp-jhabua", OTHER_NUMBER: "ap"}


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


async def test_one_citizen_in_order_and_others_at_the_same_time(start, around):
    heard, gate = [], asyncio.Event()

    async def slowly(turn):
        heard.append(turn["text"])
        if turn["text"] == "first":
            await gate.wait()
        return [{"text": turn["text"]}]

    connector = start(FakeDialogue(do=slowly))
    await post(connector, item("wamid.1", text={"body": "first"}, type="text"))
    await until(lambda: heard == ["first"])
    await post(connector, item("wamid.3", at=1795000003, text={"body": "third"}, type="text"))
    await post(connector, item("wamid.2", at=1795000002, text={"body": "second"}, type="text"))
    await post(connector, item("wamid.9", sender="919900000999", text={"body": "other"}, type="text"))
    await until(lambda: "other" in texts(around))
    assert heard == ["first", "other"]
    gate.set()
    await quiet(connector)
    assert [text for text in texts(around) if text != "other"] == ["first", "second", "third"]


async def test_all_responses_of_a_turn_are_one_message(start, around):
    async def much(_turn):
        buttons = [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
        return [{"text": "One."}, {"text": "Two?", "buttons": buttons}, {"custom": {"list_button": "x"}}]

    connector = start(FakeDialogue(do=much))
    await post(connector, item())
    await quiet(connector)
    (sent,) = around.graph.sent
    assert sent["interactive"]["body"]["text"] == "One.\n\nTwo?"
    assert [button["reply"]["id"] for button in sent["interactive"]["action"]["buttons"]] == [
        "/affirm",
        "/deny",
    ]


async def test_a_button_of_another_citizen_is_only_its_title(start, around):
    async def ask(turn):
        return [{"text": "?", "buttons": [{"title": "Yes", "payload": '/inform{"tap": "d:f:v"}'}]}]

    dialogue = FakeDialogue(do=ask)
    connector = start(dialogue)
    await post(connector, item())
    await quiet(connector)
    tap = around.graph.sent[0]["interactive"]["action"]["buttons"][0]["reply"]
    for number, sender in enumerate((CITIZEN, "919900000999"), 1):
        reply = {"type": "button_reply", "button_reply": tap}
        content = {"type": "interactive", "context": {"id": "wamid.OUT1"}, "interactive": reply}
        await post(connector, item(f"wamid.TAP{number}", sender=sender, at=1795000005, **content))
        await quiet(connector)
    assert [turn["text"] for turn in dialogue.turns[1:]] == ['/inform{"tap": "d:f:v"}', "Yes"]


@pytest.mark.parametrize(
    ("known", "said", "number", "language"),
    [
        ("te", "x", NUMBER, "te"),
        (None, "x", NUMBER, "hi"),
        (None, "x", OTHER_NUMBER, "te"),
        (None, "नमस्ते", OTHER_NUMBER, "hi"),
    ],
)
async def test_a_turn_that_says_nothing_is_answered_kindly_once(start, around, known, said, number, language):
    async def nothing(_turn):
        return []

    connector = start(FakeDialogue(do=nothing, spoken=known))
    await post(connector, item(text={"body": said}, type="text"), number=number)
    await quiet(connector)
    assert texts(around) == [trouble.text(language)]


async def test_a_turn_that_breaks_is_tried_again(start, around, monkeypatch):
    monkeypatch.setattr("sevamitra.whatsapp.turns.RETRY_PAUSES", (0, 0))
    tries = []

    async def second_time(turn):
        tries.append(turn)
        if len(tries) < 2:
            raise RuntimeError("the tracker store is away")
        return [{"text": "Here I am."}]

    connector = start(FakeDialogue(do=second_time))
    await post(connector, item())
    await quiet(connector)
    assert texts(around) == ["Here I am."]


async def test_a_turn_that_always_breaks_is_answered_kindly_once_and_not_quoted(
    start, around, monkeypatch, caplog
):
    monkeypatch.setattr("sevamitra.whatsapp.turns.RETRY_PAUSES", (0, 0))

    async def breaks(turn):
        raise ValueError(turn["text"])

    connector = start(FakeDialogue(do=breaks))
    await post(connector, item(text={"body": "my secret"}, type="text"))
    await quiet(connector)
    assert texts(around) == [trouble.text("en")]
    assert "my secret" not in caplog.text


async def test_a_turn_that_takes_too_long_is_answered_kindly(start, around, monkeypatch):
    monkeypatch.setattr("sevamitra.whatsapp.turns.TURN_SECONDS", 0.05)

    async def never(_turn):
        await asyncio.Event().wait()

    connector = start(FakeDialogue(do=never))
    await post(connector, item())
    await quiet(connector)
    assert len(texts(around)) == 1


async def test_a_killed_worker_leaves_nothing_undone_and_nothing_twice(start, around):
    """Ten citizens write; the worker dies with all turns in the middle; the next one answers each once."""
    stuck = asyncio.Event()

    async def hang(_turn):
        await stuck.wait()

    first = start(FakeDialogue(do=hang), lease=0.3)
    senders = [f"9199000001{n:02}" for n in range(10)]
    for sender in senders:
        await post(first, item(f"wamid.{sender}", sender=sender))
    await until(lambda: len(first.dispatcher._dialogue.turns) == 10)
    for task in first._tasks:
        task.cancel()
    await asyncio.gather(*first._tasks, return_exceptions=True)
    assert not around.graph.sent
    dialogue = FakeDialogue()
    second = start(dialogue, lease=0.3)
    await quiet(second)
    assert sorted(body["to"] for body in around.graph.sent) == [f"+{sender}" for sender in senders]
    for sender in senders:
        await post(second, item(f"wamid.{sender}", sender=sender))
    await quiet(second)
    assert len(around.graph.sent) == len(dialogue.turns) == 10


async def test_a_turn_that_the_tracker_knows_is_not_run_again(start, around):
    """The worker died after the tracker was saved and before the reply was in the outbox."""
    first = start(FakeDialogue(is_ready=False))
    await post(first, item())

    def die_in_the_turn(connection):
        (citizen,) = inbox.due(connection, time.time() + 1)
        inbox.take(connection, citizen, "dead worker", 0, time.time())
        inbox.let_go(connection, citizen, "dead worker")

    await first.database.run(die_in_the_turn)
    dialogue = FakeDialogue(tracker={"wamid.T1": [{"text": "From the tracker"}]})
    second = start(dialogue)
    await quiet(second)
    assert texts(around) == ["From the tracker"] and dialogue.turns == []


async def test_a_message_that_kills_the_worker_each_time_ends_dead(start, around):
    first = start(FakeDialogue(is_ready=False))
    await post(first, item(), item("wamid.T2", at=1795000002))

    def die_in_the_turn(connection):
        (citizen,) = inbox.due(connection, time.time() + 1)
        inbox.take(connection, citizen, "dead worker", 0, time.time())
        inbox.let_go(connection, citizen, "dead worker")

    for _ in range(3):
        await first.database.run(die_in_the_turn)
    dialogue = FakeDialogue()
    second = start(dialogue)
    await quiet(second)
    assert [row["state"] for row in await rows(second, inbox_table)] == ["dead", "done"]
    assert texts(around) == [trouble.text("en"), "You said Hello"]


async def test_two_workers_do_not_serve_one_citizen_at_a_time(start, around, database_url):
    running, most = [], []

    async def watched(turn):
        running.append(turn)
        most.append(len(running))
        await asyncio.sleep(0.01)
        running.remove(turn)
        return [{"text": turn["text"]}]

    workers = [start(FakeDialogue(do=watched)) for _ in range(2)]
    for n in range(12):
        text = {"body": str(n)}
        await post(workers[n % 2], item(f"wamid.{n}", at=1795000000 + n, text=text, type="text"))
    await quiet(workers[0])
    assert max(most) == 1 and sorted(texts(around), key=int) == [str(n) for n in range(12)]


async def test_what_cannot_be_read_is_said_once_in_a_burst(start, around):
    dialogue = FakeDialogue()
    connector = start(dialogue)
    for n in range(4):
        await post(connector, item(f"wamid.{n}", type="sticker", sticker={"id": "1"}))
    await quiet(connector)
    assert [turn["text"] for turn in dialogue.turns] == ["/unsupported_message"]


async def test_a_later_turn_comes_when_it_is_due(start, around):
    async def plan(turn):
        if "intent" in turn:
            return [{"text": "Later it is."}]
        orders = [
            {"custom": {"schedule": {"intent": "wake_up", "in_seconds": seconds}}} for seconds in (3600, 0.2)
        ]
        return [{"text": "Now."}, *orders, {"custom": {"schedule": {"intent": "far", "in_seconds": 9999}}}]

    connector = start(FakeDialogue(do=plan))
    await post(connector, item())
    await until(lambda: texts(around) == ["Now.", "Later it is."])
    timers = [row for row in await rows(connector, inbox_table) if row["kind"] == "timer"]
    assert [row["state"] for row in timers] == ["done", "new"]  # the first order for wake_up was replaced


async def test_a_proactive_message_waits_until_the_citizen_writes_again(start, around, monkeypatch):
    dialogue = FakeDialogue()
    connector = start(dialogue)
    await post(connector, item())
    await quiet(connector)
    monkeypatch.setenv("SEVAMITRA_NOW", "2026-11-20T11:10:00+00:00")
    event = {"intent": "application_event", "entities": {}}
    args = (dialogue.turns[0]["citizen"], "e1", event, time.time())
    await connector.database.run(inbox.accept_event, *args)
    connector.dispatcher.wake()
    await until(lambda: _waiting(connector))
    assert len(texts(around)) == 1
    await post(connector, item("wamid.T2", at=1795173000))
    await quiet(connector)
    assert texts(around)[1:] == ["News: application_event", "You said Hello"]


async def _waiting(connector):
    return [row for row in await rows(connector, outbox_table) if row["state"] == "waiting"]


async def test_forgetting_erases_everything_after_the_last_word(start, around, database_url):
    async def goodbye(turn):
        return [{"text": "All gone."}, {"custom": {"forget": True}}] if turn["text"] == "forget me" else []

    dialogue = FakeDialogue(do=goodbye)
    connector = start(dialogue)
    await post(connector, item(text={"body": "forget me"}, type="text"))
    await until(lambda: dialogue.forgotten)
    await quiet(connector)
    assert texts(around) == ["All gone."]
    citizen = dialogue.turns[0]["citizen"]
    assert dialogue.forgotten == [citizen]
    left = str([await rows(connector, table) for table in (citizens_table, outbox_table, inbox_table)])
    assert CITIZEN not in left and citizen not in left and "wamid" not in left and "forget me" not in left
    await post(connector, item(text={"body": "forget me"}, type="text"))  # Meta repeats itself
    await quiet(connector)
    assert len(dialogue.turns) == 1


async def test_what_was_written_after_the_goodbye_belongs_to_somebody_new(start, around):
    async def goodbye(turn):
        if turn["text"] != "forget me":
            return [{"text": "Who are you?"}]
        await post(connector, item("wamid.T2", at=1795000002))
        return [{"text": "All gone."}, {"custom": {"forget": True}}]

    dialogue = FakeDialogue(do=goodbye)
    connector = start(dialogue)
    await post(connector, item(text={"body": "forget me"}, type="text"))
    await quiet(connector)
    assert texts(around) == ["All gone.", "Who are you?"]
    before, after = (turn["citizen"] for turn in dialogue.turns)
    assert dialogue.forgotten == [before] and after != before
