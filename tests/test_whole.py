"""What must hold of the whole: nothing lost, nothing twice, nothing forged, no Aadhaar in clear."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.conversations.play import NUMBERS, Conversation
from tests.conversations.test_golden import GOLDEN
from tests.proxy import Proxy
from tests.stack import Stack

AADHAAR = ("999941057058", "999971658847")
FORM = ("शिकायत दर्ज करनी है सीएम हेल्पलाइन में", "हाँ", "कमला बाई", "9876543210", "पेटलावद", "बामनिया", "पानी")
STORY = "हमारे फलिये का हैंडपंप एक महीने से बंद है, कोई देखने नहीं आया"


@pytest.fixture(scope="module")
def proxy() -> Iterator[Proxy]:
    """Between the bot and the desk."""
    with Proxy() as running:
        yield running
        running.shutdown()


@pytest.fixture(scope="module")
def live(proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything running, with a clock that goes, and the bot reaching the desk through the proxy."""
    environment = {"WHATSAPP_PAIR_SECONDS": "0", "PHONE_PAIR_LIMIT": "off", "DESK_URL": proxy.url}
    running = Stack(tmp_path_factory.mktemp("live"), **environment)
    proxy.target = running.url("DESK")
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def citizen(live: Stack) -> Conversation:
    """A citizen of Jhabua who has not written yet."""
    number = f"91999{uuid.uuid4().int % 10**7:07d}"
    return Conversation(live, NUMBERS["mp-jhabua"], number, seen=len(live.sent()))


def body_of(citizen: Conversation, text: str, wamid: str) -> bytes:
    """Return a webhook's body as Meta sends it."""
    message = {
        "from": citizen.citizen,
        "id": wamid,
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": text},
    }
    contact = {"profile": {"name": "Kamla"}, "wa_id": citizen.citizen}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "910000000001", "phone_number_id": citizen.number},
        "contacts": [contact],
        "messages": [message],
    }
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def post(live: Stack, body: bytes, secret: str) -> int:
    """Post a webhook signed with a secret; return the answer's status."""
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
    url = f"{live.url('RASA')}/webhooks/whatsapp/webhook"
    return requests.post(url, data=body, headers=headers, timeout=10).status_code


def to(live: Stack, citizen: Conversation) -> list[dict[str, Any]]:
    """Return what the bot has sent to one citizen."""
    return [one["body"] for one in live.sent() if one["body"]["to"].endswith(citizen.citizen)]


def test_a_webhook_posted_five_times_gives_one_reply(live: Stack, citizen: Conversation) -> None:
    body = body_of(citizen, "नमस्ते", "wamid.FIVETIMES")
    statuses = [post(live, body, live.environment["WHATSAPP_APP_SECRET"]) for _ in range(5)]
    assert statuses == [200] * 5
    live.wait_for(citizen.seen + 1)
    time.sleep(1.5)
    assert len(to(live, citizen)) == 1


def test_a_forged_signature_gives_no_reply(live: Stack, citizen: Conversation) -> None:
    assert post(live, body_of(citizen, "नमस्ते", "wamid.FORGED"), "another secret") == 403
    time.sleep(1.5)
    assert to(live, citizen) == []


def test_the_desk_stops_in_the_middle_of_a_submission(live: Stack, citizen: Conversation) -> None:
    for text in (*FORM, STORY, "छोड़ें"):
        citizen.do({"say": text})
    live.stop_one("desk")
    sent = citizen.do({"tap": "जमा करें"})
    assert "सुरक्षित" in json.dumps(sent, ensure_ascii=False)
    live.start_one("desk")
    live.wait_until_ready()
    news = live.wait_for(citizen.seen + 1, seconds=90)[-1]["body"]
    assert "SMJ" in json.dumps(news)
    assert filed(live, "कमला बाई") == 1


def test_the_answer_of_a_submission_is_lost(live: Stack, proxy: Proxy, citizen: Conversation) -> None:
    """The desk has filed it, but nobody hears of it: trying again does not file it twice."""
    before = filed(live, "सीता बाई")
    for text in (*FORM[:2], "सीता बाई", *FORM[3:], STORY, "छोड़ें"):
        citizen.do({"say": text})
    proxy.lose = 1
    sent = citizen.do({"tap": "जमा करें"})
    assert "सुरक्षित" in json.dumps(sent, ensure_ascii=False)
    news = live.wait_for(citizen.seen + 1, seconds=90)[-1]["body"]
    assert "SMJ" in json.dumps(news)
    assert filed(live, "सीता बाई") == before + 1


def test_another_persons_application_needs_a_second_detail(live: Stack, citizen: Conversation) -> None:
    for text in (*FORM, STORY, "छोड़ें"):
        citizen.do({"say": text})
    receipt = json.dumps(citizen.do({"tap": "जमा करें"}))
    number = re.findall(r"SMJ\d{2}-\d{6}-\d", receipt)[0]
    stranger = Conversation(live, NUMBERS["mp-jhabua"], "919999000777", seen=citizen.seen)
    assert "4" in said(stranger.do({"say": f"{number} ka status batao"}))
    assert "कमला" not in said(stranger.do({"say": "1111"}))
    assert number in said(stranger.do({"say": "3210"}))


def test_deleting_ones_data(live: Stack, citizen: Conversation) -> None:
    citizen.do({"say": "नमस्ते"})
    citizen.do({"say": "मेरी जानकारी मिटाओ"})
    citizen.do({"tap": "हाँ"})
    for _ in range(40):
        if citizen.citizen not in everything(live.var / "sevamitra.sqlite3"):
            return
        time.sleep(0.25)
    raise AssertionError("the citizen's number is still there")


def test_no_unvalidated_value_while_the_actions_are_down(live: Stack, citizen: Conversation) -> None:
    for text in FORM[:3]:
        citizen.do({"say": text})
    live.stop_one("actions")
    sent = said(citizen.do({"say": "9876543210"}))
    assert "गड़बड़" in sent
    live.start_one("actions")
    live.wait_until_ready()
    again = said(citizen.do({"say": "9876543210"}))
    assert "तहसील" in again


def said(sent: list[dict[str, Any]]) -> str:
    """Return what was sent as one text."""
    return json.dumps(sent, ensure_ascii=False)


def everything(file: Path) -> str:
    """Return every row of every table of a database as one text."""
    with sqlite3.connect(file) as database:
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        return str([database.execute(f"select * from {name}").fetchall() for name in names])


def filed(live: Stack, name: str) -> int:
    """Return how many applications the desk holds in a name."""
    with sqlite3.connect(live.var / "desk.sqlite3") as database:
        rows = database.execute("select answers from applications_application").fetchall()
    return sum(name in json.dumps(json.loads(row[0]), ensure_ascii=False) for row in rows)


def test_no_aadhaar_number_in_clear_anywhere(stack: Stack) -> None:
    """After every golden conversation, in every file that any process wrote."""
    path = next(path for path in GOLDEN if path.stem == "mp-income-hi")
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    talk = Conversation(stack, NUMBERS[script["number"]], "919999000999", seen=len(stack.sent()))
    for step in script["steps"][:9]:
        talk.do({key: value for key, value in step.items() if key != "sent"})
    found = [str(file) for file in files(stack.var) if holds_aadhaar(file)]
    assert found == []


def files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder."""
    return (file for file in folder.rglob("*") if file.is_file())


def holds_aadhaar(file: Path) -> bool:
    """Tell whether a file holds one of the test numbers, with or without gaps."""
    data = file.read_bytes().replace(b" ", b"").replace(b"-", b"")
    return any(number.encode() in data for number in AADHAAR)
