"""Every example of an inbound message in `cases/inbound.yml`, with the negative cases added to each."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from sevamitra.whatsapp import inbox, outbox, payloads
from sevamitra.whatsapp.compose import Reply
from sevamitra.whatsapp.models import inbox as inbox_table
from sevamitra.whatsapp.models import outbox as outbox_table

from .world import CITIZEN, JPEG, NAME, NUMBER, OTHER_NUMBER, PDF, FakeDialogue, item, until, webhook

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "inbound.yml").read_text(encoding="utf-8"))
NUMBERS = {NUMBER: "mp-jhabua", OTHER_NUMBER: "ap"}
BAD_ITEMS = [
    None,
    7,
    "text",
    [],
    {},
    {"type": "text"},
    {"type": "text", "id": "wamid.BAD", "from": CITIZEN, "text": 3},
]
TYPES_OF_THE_CONTRACT = {
    "text", "interactive", "button", "image", "video", "document", "sticker", "audio", "location", "contacts",
    "reaction", "order", "system", "unsupported", "ephemeral", "edit", "revoke",
}  # fmt: skip


def body_of(case: dict[str, Any]) -> dict[str, Any]:
    message = copy.deepcopy(case["message"])
    part = message.get("image") or {}
    if part.get("sha256") == "jpeg":
        part["sha256"] = base64.b64encode(hashlib.sha256(JPEG).digest()).decode()
    message = {key: value for key, value in {**item(), **message}.items() if value is not None}
    if message["type"] != "text":
        message.pop("text", None)
    body = webhook(message)
    body["entry"][0]["changes"][0]["value"].update(case.get("value", {}))
    return json.loads(json.dumps(body))


def value_of(body: dict[str, Any]) -> dict[str, Any]:
    return body["entry"][0]["changes"][0]["value"]


@pytest.fixture(params=["sqlite"])
def database_url(request, tmp_path):
    """The table is about reading: one kind of database is enough."""
    return f"sqlite:///{tmp_path / 'whatsapp.db'}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
async def test_inbound(case, start, around):
    around.graph.files = {"901": JPEG, "903": PDF, "904": b"PK\x03\x04 a text document"}
    dialogue = FakeDialogue()
    connector = start(dialogue)
    if "sent" in case:
        await connector.database.run(_sent_before, case["sent"])
    batch = payloads.parse(body_of(case), NUMBERS)
    await connector.database.run(inbox.accept, batch, NUMBERS, time.time())
    connector.dispatcher.wake()
    await until(lambda: connector.database.run(_all_handled))
    heard = dialogue.turns
    if case.get("heard") is None and "heard_like" not in case:
        assert heard == []
        return
    (turn,) = heard
    assert re.fullmatch(case.get("heard_like") or re.escape(case["heard"]), turn["text"])
    names = {key: turn["metadata"].pop(key, None) for key in ("jurisdiction", "profile_name")}
    assert names["jurisdiction"] == "mp-jhabua" and "9999" not in str(names)
    assert turn["metadata"] == case.get("metadata", {})
    reply_to = case.get("reply_to", {"to": f"+{CITIZEN}"})
    await until(lambda: around.graph.sent)
    assert {
        key: around.graph.sent[0][key] for key in ("to", "recipient") if key in around.graph.sent[0]
    } == reply_to


def _all_handled(connection) -> bool:
    return not connection.execute(inbox_table.select().where(inbox_table.c.state == "new")).first()


def _sent_before(connection, sent) -> None:
    first = payloads.parse(webhook(item("wamid.T0")), NUMBERS)
    inbox.accept(connection, first, NUMBERS, time.time())
    (citizen,) = inbox.due(connection, time.time() + 1)
    row = inbox.take(connection, citizen, "test", 0, time.time())
    inbox.close(connection, row)
    inbox.let_go(connection, citizen, "test")
    outbox.put(connection, citizen, Reply({"type": "text", "text": {"body": "x"}}, sent["taps"]), time.time())
    connection.execute(outbox_table.update().values(state="sent", wamid=sent["wamid"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_an_unknown_number_is_dropped_with_each_message(case):
    body = body_of(case)
    value_of(body)["metadata"]["phone_number_id"] = "1"
    batch = payloads.parse(body, NUMBERS)
    assert (batch.messages, batch.changes, batch.dropped) == ([], [], 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_bad_items_beside_a_message_are_dropped_alone(case):
    body = body_of(case)
    alone = payloads.parse(body, NUMBERS)
    value_of(body)["messages"] = [*BAD_ITEMS, *value_of(body)["messages"], *BAD_ITEMS]
    value_of(body)["contacts"] = [None, 7, *value_of(body).get("contacts", [])]
    value_of(body)["statuses"] = [None, {}, {"id": "x"}]
    batch = payloads.parse(body, NUMBERS)
    assert [message.kind for message in batch.messages] == [message.kind for message in alone.messages]
    assert batch.changes == alone.changes
    assert batch.dropped == alone.dropped + 2 * len(BAD_ITEMS) + 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_nothing_of_a_message_is_logged(case, caplog):
    caplog.set_level("DEBUG")
    payloads.parse(body_of(case), NUMBERS)
    told = caplog.text
    assert CITIZEN not in told and NAME not in told and "permit" not in told


def test_the_cases_know_every_type_of_the_contract():
    assert {case["message"]["type"] for case in CASES} >= TYPES_OF_THE_CONTRACT


def test_a_batch_is_read_to_its_last_item():
    bodies = [webhook(*(item(f"wamid.{n}-{m}") for m in range(10)), number=NUMBER) for n in range(10)]
    whole = bodies[0]
    for body in bodies[1:5]:
        whole["entry"].append(body["entry"][0])
    for body in bodies[5:]:
        whole["entry"][0]["changes"].append(body["entry"][0]["changes"][0])
    whole["entry"].insert(
        1, {"id": "1", "changes": [{"field": "account_update", "value": {}}, None, {"field": "messages"}]}
    )
    batch = payloads.parse(whole, NUMBERS)
    assert len({message.message_id for message in batch.messages}) == 100


def test_echoes_of_the_business_app_are_ignored():
    body = webhook(item())
    body["entry"][0]["changes"][0]["field"] = "smb_message_echoes"
    assert payloads.parse(body, NUMBERS).messages == []
