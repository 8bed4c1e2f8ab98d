"""The Graph API as the bot sees it, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from .live import AP, JHABUA, KAMLA, TOKEN, Live, outbound, until

WABA = "300111222333444"
TEXT = outbound("text", {"body": "नमस्ते"})


def test_a_good_message_is_answered_as_meta_answers(live: Live) -> None:
    answer = live.graph(TEXT)
    assert answer.status_code == 200
    assert answer.json() == {
        "messaging_product": "whatsapp",
        "contacts": [{"input": f"+{KAMLA}", "wa_id": KAMLA}],
        "messages": [{"id": "wamid.SIM00000001"}],
    }


def test_a_user_id_is_answered_without_a_phone_number(live: Live) -> None:
    user_id = live.sim("setup", method="GET")["citizens"][0]["user_id"]
    body = {"messaging_product": "whatsapp", "recipient": user_id, "type": "text", "text": {"body": "x"}}
    assert live.graph(body).json()["contacts"] == [{"input": user_id, "user_id": user_id}]
    assert live.chat()[0]["content"] == {"body": "x"}
    assert live.graph(body | {"recipient": "IN.1"}).json()["error"]["code"] == 100


def test_a_number_without_plus_is_taken_for_one_of_the_own_country(live: Live) -> None:
    answer = live.graph(outbound("text", {"body": "x"}, to=KAMLA))
    assert answer.json()["contacts"] == [{"input": KAMLA, "wa_id": f"91{KAMLA}"}]


ORDER: list[tuple[str, str, str | None, Any, int, int]] = [
    ("no token", f"{JHABUA}/messages", None, TEXT, 401, 104),
    ("wrong token", f"{JHABUA}/messages", "wrong", TEXT, 401, 190),
    ("wrong token before unknown number", "999/messages", "wrong", TEXT, 401, 190),
    ("unknown number before a bad body", "999/messages", TOKEN, {}, 400, 100),
    ("no object", f"{JHABUA}/messages", TOKEN, [], 400, 100),
    ("no product", f"{JHABUA}/messages", TOKEN, {"type": "text"}, 400, 100),
    ("missing field", f"{JHABUA}/messages", TOKEN, outbound("text", {}), 400, 131008),
    ("too long", f"{JHABUA}/messages", TOKEN, outbound("text", {"body": "x" * 4097}), 400, 100),
    ("unknown medium", f"{JHABUA}/messages", TOKEN, outbound("image", {"id": "5"}), 400, 100),
    (
        "unknown template",
        f"{JHABUA}/messages",
        TOKEN,
        outbound("template", {"name": "x", "language": {"code": "en"}}),
        404,
        132001,
    ),
]


@pytest.mark.parametrize(("name", "path", "token", "body", "http", "code"), ORDER, ids=[o[0] for o in ORDER])
def test_refusals_come_in_metas_order(
    live: Live, name: str, path: str, token: str | None, body: Any, http: int, code: int
) -> None:
    answer = live.graph(body, path, token)
    assert (answer.status_code, answer.json()["error"]["code"]) == (http, code)
    assert live.chat() == []


def test_an_unknown_object_is_a_graph_method_exception(live: Live) -> None:
    error = live.graph(TEXT, "999/messages").json()["error"]
    assert (error["type"], error["error_subcode"]) == ("GraphMethodException", 33)


def test_a_refusal_says_what_and_where(live: Live) -> None:
    error = live.graph(outbound("text", {"body": ""})).json()["error"]
    assert error["message"] == "(#100) Invalid parameter"
    assert "text.body" in error["error_data"]["details"]
    shapes = live.sim("stats", method="GET")["refused"]
    assert shapes == {"total": 1, "by_shape": [{"code": 100, "where": "text.body", "count": 1}]}


@pytest.mark.parametrize(
    ("version", "http", "code"),
    [
        ("/v21.0", 200, None),
        ("/v26.0", 200, None),
        ("", 200, None),
        ("/v20.0", 400, 2635),
        ("/v27.0", 400, 100),
    ],
)
def test_versions_are_current_or_refused(live: Live, version: str, http: int, code: int | None) -> None:
    answer = live.http.post(
        f"{version}/{JHABUA}/messages", json=TEXT, headers={"Authorization": f"Bearer {TOKEN}"}
    )
    assert (answer.status_code, answer.json().get("error", {}).get("code")) == (http, code)


def test_sender_and_recipient_differ(live: Live) -> None:
    own = live.sim("setup", method="GET")["numbers"][0]["display"]
    assert live.graph(outbound("text", {"body": "x"}, to=f"+{own}")).json()["error"]["code"] == 131021


def test_reading_marks_all_earlier_messages_and_shows_typing(live: Live) -> None:
    first, second, third = [live.say(text)["id"] for text in ("एक", "दो", "तीन")]
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": second}
    answer = live.graph(read | {"typing_indicator": {"type": "text"}})
    assert answer.json() == {"success": True}
    assert [one["status"] for one in live.chat()] == ["read", "read", "delivered"]
    assert live.sim("chat", method="GET", wa_id=KAMLA, number=JHABUA)["typing"]
    live.graph(TEXT)
    assert not live.sim("chat", method="GET", wa_id=KAMLA, number=JHABUA)["typing"]


def test_typing_ends_after_25_seconds(live: Live) -> None:
    message = live.say()["id"]
    live.graph(
        {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": message,
            "typing_indicator": {"type": "text"},
        }
    )
    live.sim("clock", {"advance_seconds": 25})
    assert not live.sim("chat", method="GET", wa_id=KAMLA, number=JHABUA)["typing"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"message_id": "wamid.UNKNOWN"},
        {"status": "delivered"},
        {"typing_indicator": {"type": "voice"}},
        {"typing_indicator": {}},
    ],
)
def test_a_wrong_read_receipt_is_refused(live: Live, wrong: dict[str, Any]) -> None:
    good = {"messaging_product": "whatsapp", "status": "read", "message_id": live.say()["id"]}
    assert live.graph(good | wrong).json()["error"]["code"] in (100, 131008)
    assert live.graph(good, f"{AP}/messages").json()["error"]["code"] == 100


def test_the_number_describes_itself_by_fields(live: Live) -> None:
    path = f"/v25.0/{JHABUA}?fields=quality_rating,throughput,health_status"
    assert live.get(path).json() == {
        "quality_rating": "GREEN",
        "throughput": {"level": "STANDARD"},
        "health_status": {"can_send_message": "AVAILABLE"},
        "id": JHABUA,
    }


def template(text: str = "Case {{1}} is {{2}}.", **more: Any) -> dict[str, Any]:
    return {"name": "case", "language": "en", "components": [{"type": "BODY", "text": text}], **more}


def filled(*texts: str, name: str = "case", **more: str) -> dict[str, Any]:
    parameters = [{"type": "text", "text": text, **more} for text in texts]
    components = [{"type": "body", "parameters": parameters}]
    return outbound("template", {"name": name, "language": {"code": "en"}, "components": components})


def test_a_template_is_made_listed_and_sent(live: Live) -> None:
    assert live.graph(template(), f"{WABA}/message_templates").json()["status"] == "APPROVED"
    listed = live.get(f"/v25.0/{WABA}/message_templates").json()["data"]
    assert [one["name"] for one in listed] == ["case"]
    answer = live.graph(filled("SMJ26-000123-4", "approved"))
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    assert live.chat()[0]["text"] == "Case SMJ26-000123-4 is approved."


TEMPLATES: list[tuple[str, dict[str, Any], dict[str, Any], int]] = [
    ("too few values", template(), filled("a"), 132000),
    ("too many values", template(), filled("a", "b", "c"), 132000),
    ("a line break in a value", template(), filled("a", "b\nc"), 132012),
    ("five spaces in a value", template(), filled("a", "b     c"), 132012),
    ("a name the template lacks", template("Case {{no}}."), filled("a", parameter_name="number"), 132012),
    ("paused", template(status="PAUSED"), filled("a", "b"), 132015),
    ("disabled", template(status="DISABLED"), filled("a", "b"), 132016),
    ("another name", template(), filled("a", "b", name="other"), 132001),
]


@pytest.mark.parametrize(("name", "made", "sent", "code"), TEMPLATES, ids=[one[0] for one in TEMPLATES])
def test_a_template_must_fit(
    live: Live, name: str, made: dict[str, Any], sent: dict[str, Any], code: int
) -> None:
    live.graph(made, f"{WABA}/message_templates")
    assert live.graph(sent).json()["error"]["code"] == code


def test_the_account_is_known_by_its_id(live: Live) -> None:
    assert live.graph({}, f"{WABA}/subscribed_apps").json() == {"success": True}
    assert live.graph({}, "123/subscribed_apps").json()["error"]["code"] == 100


def test_every_request_is_written_down(live: Live) -> None:
    live.graph(TEXT)
    live.graph(outbound("text", {"body": ""}))
    live.upload(b"%PDF-1.4", "application/pdf", "a.pdf")
    sent = live.sim("sent", method="GET")
    assert [(one["status"], one["error_code"]) for one in sent] == [(200, None), (400, 100), (200, None)]
    assert sent[0]["body"] == TEXT
    assert sent[0]["path"] == f"/v25.0/{JHABUA}/messages"
    assert sent[2]["body"]["file"] == {"filename": "a.pdf", "content_type": "application/pdf", "size": 8}


def test_a_reaction_shows_on_its_message(live: Live) -> None:
    message = live.say()["id"]
    live.graph(outbound("reaction", {"message_id": message, "emoji": "🙏"}))
    assert live.chat()[0]["reaction"] == "🙏"
    until(lambda: live.bot.items("statuses"))
    assert [one["status"] for one in live.bot.items("statuses")] == ["sent"]
