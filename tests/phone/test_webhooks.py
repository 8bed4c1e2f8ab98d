"""Webhooks as the bot gets them: form, signature, and everything that goes wrong on the way."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from phone.payloads import encode, signature

from .live import AP, JHABUA, KAMLA, SECRET, Live, outbound, until

TEXT = outbound("text", {"body": "x"})

# The contract's test vectors, section 1.3.
VECTORS = [
    (
        rb'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[]}]}',
        "08b7b4a042cc26b4c299dd748e47085e7e48b9ca82bdb57a5e7a4e05636e9393",
    ),
    (rb'{"t":"caf\u00e9 \/ ok"}', "3d7085dd80e6d3dc5be03691f09332b32172a89a69830f718fe0af07858c6cc4"),
    ('{"t":"café / ok"}'.encode(), "9000314ccd2aa1c2cb99c4b30838a1d54a6d7464eff63b1a48fbdb31df881f4f"),
]


@pytest.mark.parametrize(("body", "digest"), VECTORS)
def test_the_signature_is_the_contracts(body: bytes, digest: str) -> None:
    assert signature("civic-test-app-secret", body) == f"sha256={digest}"


def test_bodies_have_metas_escapes() -> None:
    assert encode({"t": "café / ok"}) == VECTORS[1][0]


def test_a_message_arrives_signed_over_its_raw_bytes(live: Live) -> None:
    assert live.say("नमस्ते / hi") == {"id": "wamid.SIM00000001", "status": 200}
    body, headers = live.bot.posts[0]
    assert headers["X-Hub-Signature-256"] == (
        "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    )
    assert b"\\u0928" in body and b"\\/" in body


def test_the_envelope_is_metas(live: Live) -> None:
    live.say("नमस्ते")
    post = json.loads(live.bot.posts[0][0])
    assert post["object"] == "whatsapp_business_account"
    assert [change["field"] for change in post["entry"][0]["changes"]] == ["messages"]
    value = live.bot.values()[0]
    assert value["metadata"]["phone_number_id"] == JHABUA
    contact, message = value["contacts"][0], value["messages"][0]
    assert (contact["profile"]["name"], contact["wa_id"]) == ("कमला बाई", KAMLA)
    assert message["from"] == KAMLA and message["from_user_id"] == contact["user_id"]
    assert (message["type"], message["text"]) == ("text", {"body": "नमस्ते"})
    assert message["timestamp"].isdigit() and len(message["timestamp"]) == 10


def test_statuses_come_in_order_with_what_was_given_to_remember(live: Live) -> None:
    live.say()
    wamid = live.graph(TEXT | {"biz_opaque_callback_data": "turn=1"}).json()["messages"][0]["id"]
    until(lambda: len(live.bot.items("statuses")) == 3)
    statuses = live.bot.items("statuses")
    assert [one["status"] for one in statuses] == ["sent", "delivered", "read"]
    assert {one["id"] for one in statuses} == {wamid}
    assert {one["recipient_id"] for one in statuses} == {KAMLA}
    assert {one["biz_opaque_callback_data"] for one in statuses} == {"turn=1"}
    assert statuses[0]["pricing"]["category"] == "service"
    assert live.chat()[-1]["status"] == "read"


def test_without_read_receipts_nothing_is_read(live: Live) -> None:
    live.sim("citizens", {"wa_id": KAMLA, "receipts": False})
    live.say()
    live.graph(TEXT)
    until(lambda: live.chat()[-1]["status"] == "delivered")
    live.say()
    assert "read" not in [one["status"] for one in live.bot.items("statuses")]


def test_what_is_not_answered_with_200_comes_again(live: Live) -> None:
    live.bot.statuses = [503, 202, 200]
    assert live.say()["status"] == 503
    until(lambda: len(live.bot.posts) == 3)
    assert len({body for body, _ in live.bot.posts}) == 1
    until(lambda: live.chat()[0]["status"] == "delivered")
    assert live.sim("stats", method="GET")["webhooks"]["retries"] == 2


def test_copies_come_after_and_at_the_same_time(live: Live) -> None:
    live.sim("webhook-knobs", {"duplicates": 2, "concurrent": 3})
    live.say()
    assert len(live.bot.posts) == 6
    assert {one["id"] for one in live.bot.items("messages")} == {"wamid.SIM00000001"}


def test_a_batch_goes_in_one_post(live: Live) -> None:
    live.sim("webhook-knobs", {"batch": 3})
    assert [live.say("एक")["status"], live.say("दो")["status"]] == [None, None]
    assert live.say("మూడు", number=AP)["status"] == 200
    assert len(live.bot.posts) == 1
    assert [len(value["messages"]) for value in live.bot.values()] == [2, 1]
    assert [len(value["contacts"]) for value in live.bot.values()] == [1, 1]


def test_reordered_messages_come_last_first(live: Live) -> None:
    live.sim("webhook-knobs", {"reorder": 3})
    for text in ("एक", "दो", "तीन"):
        live.say(text)
    assert [one["text"]["body"] for one in live.bot.items("messages")] == ["तीन", "दो", "एक"]


def test_what_waits_can_be_released(live: Live) -> None:
    live.sim("webhook-knobs", {"batch": 1000})
    live.say()
    assert live.bot.posts == []
    live.sim("webhook-knobs", {"release": True})
    assert len(live.bot.items("messages")) == 1


def test_many_statuses_go_in_one_post(live: Live) -> None:
    live.say()
    live.sim("rates", {"model": "off", "per_second": 0})
    live.sim("webhook-knobs", {"batch_statuses": 60, "delivered_after": None, "read_after": None})
    for _ in range(60):
        live.graph(TEXT)
    until(lambda: live.bot.items("statuses"))
    assert len(live.bot.items("statuses")) == 60 and len(live.bot.posts) == 2


def test_a_ghost_comes_before_the_real_message_under_its_id(live: Live) -> None:
    live.sim("webhook-knobs", {"ghost": True})
    live.say("नमस्ते")
    ghost, real = live.bot.items("messages")
    assert ghost["id"] == real["id"]
    assert (ghost["type"], ghost["errors"][0]["code"]) == ("unsupported", 131060)
    assert real["text"]["body"] == "नमस्ते" and "text" not in ghost


def test_a_citizen_with_a_user_name_shows_no_phone_number(live: Live) -> None:
    live.sim("webhook-knobs", {"bsuid_only": True})
    live.say()
    live.graph(TEXT)
    until(lambda: live.bot.items("statuses"))
    assert KAMLA.encode() not in live.bot.posts[0][0]
    contact = live.bot.values()[0]["contacts"][0]
    assert live.bot.items("messages")[0]["from_user_id"] == contact["user_id"]
    assert "wa_id" not in contact and contact["profile"]["username"]
    assert live.bot.items("statuses")[0]["recipient_user_id"] == contact["user_id"]


KNOBS: list[tuple[dict[str, Any], Any]] = [
    ({"milliseconds": True}, lambda post, headers: len(post["timestamp"]) == 13),
    ({"extra_fields": True}, lambda post, headers: "field_of_tomorrow" in post),
    ({"signature": "missing"}, lambda post, headers: "X-Hub-Signature-256" not in headers),
    ({"signature": "wrong"}, lambda post, headers: len(headers["X-Hub-Signature-256"]) == 71),
]


@pytest.mark.parametrize(("knob", "holds"), KNOBS, ids=[next(iter(one)) for one, _ in KNOBS])
def test_knobs_change_what_arrives(live: Live, knob: dict[str, Any], holds: Any) -> None:
    live.say()
    live.sim("webhook-knobs", knob)
    live.say()
    before, after = live.bot.items("messages")
    assert not holds(before, live.bot.posts[0][1]) or "signature" in knob
    assert holds(after, live.bot.posts[1][1])


def test_a_wrong_signature_does_not_verify(live: Live) -> None:
    live.sim("webhook-knobs", {"signature": "wrong"})
    live.say()
    body, headers = live.bot.posts[0]
    assert headers["X-Hub-Signature-256"] != signature(SECRET, body)


def test_a_status_may_come_before_the_answer(live: Live) -> None:
    live.say()
    live.sim("webhook-knobs", {"status_before_response": True, "delivered_after": None, "read_after": None})
    wamid = live.graph(TEXT).json()["messages"][0]["id"]
    assert [(one["id"], one["status"]) for one in live.bot.items("statuses")] == [(wamid, "sent")]


def test_delivered_may_be_followed_by_failed(live: Live) -> None:
    live.say()
    live.sim("webhook-knobs", {"delivered_then_failed": True})
    live.graph(TEXT)
    until(lambda: len(live.bot.items("statuses")) == 3)
    assert [one["status"] for one in live.bot.items("statuses")] == ["sent", "delivered", "failed"]


@pytest.mark.parametrize(
    "knobs",
    [{"colour": 1}, {"duplicates": "two"}, {"signature": "odd"}, {"retry_after": [-1]}, {"batch": -1}],
)
def test_a_knob_that_is_none_is_refused(live: Live, knobs: dict[str, Any]) -> None:
    before = live.sim("webhook-knobs", method="GET")
    assert live.http.post("/_sim/webhook-knobs", json=knobs).status_code == 400
    assert live.sim("webhook-knobs", method="GET") == before


def test_the_bots_speed_is_measured(live: Live) -> None:
    live.say()
    webhooks = live.sim("stats", method="GET")["webhooks"]
    assert webhooks["by_status"] == {"200": 1}
    assert webhooks["p99_ms"] >= webhooks["p50_ms"] > 0
