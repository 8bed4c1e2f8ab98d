"""What tests and the page ask of the phone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .live import JHABUA, KAMLA, Live, outbound

BUTTONS = {
    "type": "button",
    "body": {"text": "शुरू करें?"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": "/affirm", "title": "हाँ"}},
            {"type": "reply", "reply": {"id": "/deny", "title": "नहीं"}},
        ]
    },
}
LIST = {
    "type": "list",
    "body": {"text": "कौन सी तहसील?"},
    "action": {
        "button": "चुनें",
        "sections": [
            {
                "title": "झाबुआ",
                "rows": [
                    {"id": "t:1", "title": "मेघनगर", "description": "झाबुआ ज़िला"},
                    {"id": "t:2", "title": "थांदला"},
                ],
            }
        ],
    },
}
PLACE = {"latitude": 22.7677, "longitude": 74.5905}
PERSON = [{"name": {"formatted_name": "Ward Office"}, "phones": [{"phone": "+91 181"}]}]

SENT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("text", {"type": "text", "text": {"body": "हाँ"}}, {"type": "text", "text": {"body": "हाँ"}}),
    ("short text", {"type": "text", "text": "हाँ"}, {"type": "text", "text": {"body": "हाँ"}}),
    ("location", {"type": "location", "location": PLACE}, {"type": "location", "location": PLACE}),
    ("contacts", {"type": "contacts", "contacts": PERSON}, {"type": "contacts", "contacts": PERSON}),
    (
        "reaction",
        {"type": "reaction", "reaction": {"message_id": "wamid.1", "emoji": "👍"}},
        {"type": "reaction", "reaction": {"message_id": "wamid.1", "emoji": "👍"}},
    ),
    (
        "unsupported",
        {"type": "unsupported", "unsupported": {"type": "poll_creation"}},
        {"type": "unsupported", "unsupported": {"type": "poll_creation"}},
    ),
    (
        "system",
        {"type": "system", "system": {"type": "user_changed_number", "wa_id": "919999000999"}},
        {"type": "system", "system": {"type": "user_changed_number", "wa_id": "919999000999"}},
    ),
    (
        "template button",
        {"type": "button", "button": {"payload": "stop", "text": "Stop"}},
        {"type": "button", "button": {"payload": "stop", "text": "Stop"}},
    ),
    (
        "type of tomorrow",
        {"type": "hologram", "hologram": {"x": 1}},
        {"type": "hologram", "hologram": {"x": 1}},
    ),
    (
        "group message",
        {"type": "text", "text": "x", "group_id": "g1"},
        {"type": "text", "group_id": "g1"},
    ),
    (
        "forwarded",
        {"type": "text", "text": "x", "context": {"forwarded": True}},
        {"type": "text", "context": {"forwarded": True}},
    ),
]


@pytest.mark.parametrize(("name", "sent", "expected"), SENT, ids=[one[0] for one in SENT])
def test_what_a_citizen_sends_arrives(
    live: Live, name: str, sent: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert live.say(sent)["status"] == 200
    item = live.bot.items("messages")[0]
    assert {key: item.get(key) for key in expected} == expected
    assert ("contacts" in live.bot.values()[0]) is (sent["type"] != "system")


def test_an_unsupported_message_carries_its_error(live: Live) -> None:
    live.say({"type": "unsupported"})
    assert live.bot.items("messages")[0]["errors"][0]["code"] == 131051


@pytest.mark.parametrize("wanted", [{"id": "/deny"}, {"title": "नहीं"}])
def test_a_button_is_tapped_by_its_id_or_title(live: Live, wanted: dict[str, str]) -> None:
    wamid = live.graph(outbound("interactive", BUTTONS)).json()["messages"][0]["id"]
    live.say({"type": "button_reply", "button_reply": wanted})
    item = live.bot.items("messages")[0]
    assert item["interactive"] == {"type": "button_reply", "button_reply": {"id": "/deny", "title": "नहीं"}}
    assert item["context"]["id"] == wamid


@pytest.mark.parametrize(
    ("row", "reply"),
    [
        ("t:1", {"id": "t:1", "title": "मेघनगर", "description": "झाबुआ ज़िला"}),
        ("t:2", {"id": "t:2", "title": "थांदला"}),
    ],
)
def test_a_row_is_chosen_by_its_id(live: Live, row: str, reply: dict[str, str]) -> None:
    live.graph(outbound("interactive", LIST))
    live.say({"type": "list_reply", "id": row})
    interactive = live.bot.items("messages")[0]["interactive"]
    assert interactive == {"type": "list_reply", "list_reply": reply}


def test_an_old_button_can_be_tapped_by_naming_its_message(live: Live) -> None:
    old, new = [live.graph(outbound("interactive", BUTTONS)).json()["messages"][0]["id"] for _ in range(2)]
    tap = {"type": "button_reply", "button_reply": {"id": "/affirm"}}
    live.say(tap)
    live.say(tap | {"context": {"id": old}})
    assert [one["context"]["id"] for one in live.bot.items("messages")] == [new, old]


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("no message", {"from": KAMLA, "number": JHABUA}),
    ("unknown number", {"from": KAMLA, "number": "1", "message": {"type": "text", "text": "x"}}),
    ("no type", {"from": KAMLA, "number": JHABUA, "message": {}}),
    ("empty text", {"from": KAMLA, "number": JHABUA, "message": {"type": "text", "text": ""}}),
    ("no such button", {"from": KAMLA, "number": JHABUA, "message": {"type": "button_reply", "id": "/x"}}),
    ("no such row", {"from": KAMLA, "number": JHABUA, "message": {"type": "list_reply", "id": "/affirm"}}),
    ("no such file", {"from": KAMLA, "number": JHABUA, "message": {"type": "image", "image": {"id": "9"}}}),
    ("half a place", {"from": KAMLA, "number": JHABUA, "message": {"type": "location", "location": {}}}),
]


@pytest.mark.parametrize(("name", "body"), WRONG, ids=[one[0] for one in WRONG])
def test_what_makes_no_sense_is_refused_in_words(live: Live, name: str, body: dict[str, Any]) -> None:
    live.graph(outbound("interactive", BUTTONS))
    answer = live.http.post("/_sim/send", json=body)
    assert answer.status_code == 400 and answer.json()["error"].endswith(".")
    assert live.bot.items("messages") == []
    assert len(live.chat()) == 1


def test_reset_forgets_all_and_restarts_ids(live: Live) -> None:
    first = live.say()["id"]
    live.sim("clock", {"advance_seconds": 100})
    live.sim("faults", {"code": 131000})
    live.sim("reset")
    assert live.chat() == [] and live.sim("sent", method="GET") == []
    assert live.sim("clock", method="GET")["offset_seconds"] == 0
    assert live.sim("faults", method="GET") == []
    assert live.say()["id"] == first == "wamid.SIM00000001"


def test_ids_can_be_kept_apart_from_those_before(live: Live) -> None:
    live.sim("reset", {"run": "B2"})
    assert live.say()["id"] == "wamid.SIMB200000001"
    assert live.http.post("/_sim/reset", json={"run": "é"}).status_code == 400


def test_emptying_a_chat_goes_on_with_the_ids(live: Live) -> None:
    live.say()
    live.sim("chat", method="DELETE", wa_id=KAMLA, number=JHABUA)
    assert live.chat() == []
    assert live.say()["id"] == "wamid.SIM00000002"


def test_new_citizens_have_numbers_and_user_ids_of_their_own(live: Live) -> None:
    first, second = [live.sim("citizens", {"name": "New"}) for _ in range(2)]
    assert first["wa_id"] != second["wa_id"] and first["user_id"] != second["user_id"]
    assert len(live.sim("setup", method="GET")["citizens"]) == 4


def test_the_clock_moves_as_told(live: Live) -> None:
    live.sim("clock", {"at": "2027-01-01T00:00:00+05:30"})
    assert live.sim("clock", method="GET")["now"].startswith("2026-12-31T18:30:")
    assert live.sim("clock", {"offset_seconds": -60})["offset_seconds"] == -60
    for wrong in ({}, {"at": "tomorrow"}, {"advance_seconds": "x"}):
        assert live.http.post("/_sim/clock", json=wrong).status_code == 400


def test_events_tell_the_page_what_happens(live: Live) -> None:
    with live.http.stream("GET", "/_sim/events") as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith(": here")
        live.say("नमस्ते")
        line = next(line for line in lines if line.startswith("data:"))
        event = json.loads(line[5:])
    assert (event["type"], event["number"], event["wa_id"]) == ("message", JHABUA, KAMLA)
    assert event["message"]["content"] == {"body": "नमस्ते"}


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://example.org"}, {"Host": "example.org"}, {"Host": "example.org:80"}]
)
def test_other_sites_cannot_reach_the_phone(live: Live, headers: dict[str, str]) -> None:
    assert live.http.get("/_sim/sent", headers=headers).status_code == 403
