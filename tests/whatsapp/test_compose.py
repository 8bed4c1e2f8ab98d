"""All responses of a turn become one message within WhatsApp's limits."""

from __future__ import annotations

from typing import Any

import pytest

from sevamitra.whatsapp import compose, limits

YES, NO = {"title": "हाँ", "payload": "/affirm"}, {"title": "नहीं", "payload": "/deny"}
PAPER = {"url": "/papers/1", "filename": "c.pdf"}


def buttons(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"title": f"Choice {n}", "payload": f"/c{n}", **more} for n in range(count)]


def shape(reply: compose.Reply) -> str:
    payload = reply.payload
    if payload is None:
        return "nothing"
    return payload["interactive"]["type"] if payload["type"] == "interactive" else payload["type"]


CASES = [
    # name, responses, shape
    ("nothing", [], "nothing"),
    ("blank", [{"text": "  "}], "nothing"),
    ("text", [{"text": "A"}], "text"),
    ("three buttons", [{"text": "A", "buttons": buttons(3)}], "button"),
    ("four buttons", [{"text": "A", "buttons": buttons(4)}], "list"),
    ("buttons of two responses", [{"text": "A", "buttons": [YES]}, {"text": "B", "buttons": [NO]}], "button"),
    ("description", [{"text": "A", "buttons": buttons(2, description="more")}], "list"),
    ("title over 20", [{"text": "A", "buttons": [{"title": "x" * 21, "payload": "/a"}]}], "list"),
    ("equal titles", [{"text": "A", "buttons": [YES, {**YES, "payload": "/other"}]}], "list"),
    ("document", [{"text": "A"}, {"custom": {"document": PAPER}}], "document"),
    ("document with buttons", [{"text": "A", "buttons": [YES]}, {"custom": {"document": PAPER}}], "button"),
    (
        "document with a list",
        [{"text": "A", "buttons": buttons(5)}, {"custom": {"document": PAPER}}],
        "document",
    ),
    ("image of Rasa", [{"text": "A", "image": "https://example.org/a.png"}], "image"),
    ("image of ours", [{"custom": {"image": {"url": "/papers/a.png"}}}], "image"),
    ("location", [{"text": "A"}, {"custom": {"location_request": True}}], "location_request_message"),
    ("only orders", [{"custom": {"forget": True}}], "nothing"),
]


@pytest.mark.parametrize(("name", "responses", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_shape(name, responses, wanted):
    assert shape(compose.compose(responses)) == wanted


@pytest.mark.parametrize(("name", "responses", "wanted"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("filler", ["आवेदन की स्थिति। ", "దరఖాస్తు స్థితి. ", "x"])
def test_every_shape_stays_within_the_limits(name, responses, wanted, filler):
    grown = [
        {
            **response,
            **({"text": response["text"] + filler * 3000} if (response.get("text") or "").strip() else {}),
            "buttons": [
                {
                    **button,
                    "title": button["title"] + filler * 30,
                    "payload": button["payload"] + filler * 300,
                }
                for button in response.get("buttons", [])
            ]
            * 3,
        }
        for response in responses
    ]
    reply = compose.compose([*grown, {"custom": {"list_button": filler * 30}}])
    check_limits(reply)


def check_limits(reply: compose.Reply) -> None:
    if reply.payload is None:
        return
    part = reply.payload[reply.payload["type"]]
    assert len(part.get("caption", "")) <= limits.CAPTION
    if reply.payload["type"] == "text":
        assert 1 <= len(part["body"]) <= limits.TEXT
    if reply.payload["type"] != "interactive":
        return
    assert 1 <= len(part["body"]["text"]) <= limits.BODY
    action = part["action"]
    tapped = [button["reply"] for button in action.get("buttons", [])]
    rows = [row for section in action.get("sections", []) for row in section["rows"]]
    assert len(tapped) <= limits.BUTTONS and len(rows) <= limits.ROWS
    assert len(action.get("button", "")) <= limits.LIST_BUTTON
    for things, title, id_ in (
        (tapped, limits.BUTTON_TITLE, limits.BUTTON_ID),
        (rows, limits.ROW_TITLE, limits.ROW_ID),
    ):
        assert all(1 <= len(thing["title"]) <= title and 1 <= len(thing["id"]) <= id_ for thing in things)
        assert len({thing["id"] for thing in things}) == len(things)
        assert all(thing["id"] in reply.taps for thing in things)
        assert all(len(thing.get("description", "")) <= limits.ROW_DESCRIPTION for thing in things)


def test_texts_are_joined_by_a_blank_line():
    reply = compose.compose([{"text": "A "}, {"text": "B"}])
    assert reply.payload == {"type": "text", "text": {"body": "A\n\nB", "preview_url": False}}


def test_a_row_whose_title_is_too_long_shows_it_whole_below():
    title = "Residence certificate for a student"
    reply = compose.compose([{"text": "A", "buttons": [{"title": title, "payload": "/a"}]}])
    (row,) = reply.payload["interactive"]["action"]["sections"][0]["rows"]
    assert row == {"id": "/a", "title": "Residence certificate…", "description": title}


def test_a_payload_that_is_too_long_comes_back_through_a_short_id():
    payload = '/inform{"tap": "' + "x" * 300 + '"}'
    reply = compose.compose([{"text": "A", "buttons": [{"title": "Yes", "payload": payload}]}])
    (tap,) = reply.taps
    assert (
        len(tap) <= limits.BUTTON_ID
        and reply.taps[tap] == payload
        and not any(char.isdigit() for char in tap)
    )


def test_what_is_cut_is_reported_without_its_words(caplog):
    compose.compose([{"text": "secret " * 1000}])
    assert "A text of 6999 code points was cut to 4096." in caplog.text and "secret" not in caplog.text


def test_orders_are_passed_on():
    order = {"intent": "wake_up", "in_seconds": 60}
    reply = compose.compose([{"text": "A"}, {"custom": {"schedule": order}}, {"custom": {"forget": True}}])
    assert (reply.schedules, reply.forget) == ([order], True)


def test_the_label_of_a_list_is_in_the_citizens_language():
    responses = [{"text": "A", "buttons": buttons(4)}]
    labels = {
        code: compose.compose(responses, code).payload["interactive"]["action"]["button"]
        for code in ("hi", "te", "en")
    }
    assert labels == {"hi": "चुनें", "te": "ఎంచుకోండి", "en": "Choose"}


@pytest.mark.parametrize(
    ("responses", "text"),
    [
        ([{"text": "A"}], "A"),
        ([{"text": "A", "buttons": [YES, NO]}], "A\n• हाँ\n• नहीं"),
        ([{"text": "A", "buttons": buttons(4)}], "A\n• Choice 0\n• Choice 1\n• Choice 2\n• Choice 3"),
        ([{"text": "A"}, {"custom": {"document": PAPER}}], "A"),
        ([{"text": "A"}, {"custom": {"location_request": True}}], "A"),
        ([{"custom": {"document": PAPER}}], "c.pdf"),
    ],
)
def test_any_message_can_be_plain_text(responses, text):
    assert compose.plain(compose.compose(responses).payload)["text"]["body"] == text
