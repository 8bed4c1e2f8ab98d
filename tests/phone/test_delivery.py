"""Accepted is not delivered: what fails later, and why."""

from __future__ import annotations

from typing import Any

import pytest

from .live import AP, JHABUA, KAMLA, Live, outbound, until

TEXT = outbound("text", {"body": "x"})
JPEG, PDF = b"\xff\xd8\xff\xe0 photo", b"%PDF-1.4 paper"
HOUR = 3600


def failed(live: Live) -> int:
    """Wait for a failed status and return its code; the page must show the same."""
    until(lambda: "failed" in [one["status"] for one in live.bot.items("statuses")])
    status = live.bot.items("statuses")[-1]
    assert live.chat()[-1]["error"] == status["errors"][0]
    return int(status["errors"][0]["code"])


def last_status(live: Live) -> str:
    return str(until(lambda: live.chat()[-1]["status"] in ("failed", "read") and live.chat()[-1]["status"]))


@pytest.mark.parametrize(
    ("hours", "status"), [(0, "read"), (23.99, "read"), (24, "failed"), (24.01, "failed"), (100, "failed")]
)
def test_the_window_is_open_for_24_hours(live: Live, hours: float, status: str) -> None:
    live.sim("clock", {"at": "2026-11-21T10:00:00+05:30"})
    live.say()
    live.sim("clock", {"advance_seconds": hours * HOUR})
    assert live.graph(TEXT).status_code == 200
    assert last_status(live) == status


def test_out_of_the_window_the_code_is_131047(live: Live) -> None:
    assert live.graph(TEXT).status_code == 200
    assert failed(live) == 131047
    assert [one["status"] for one in live.bot.items("statuses")] == ["failed"]
    assert "contacts" not in live.bot.values()[-1]


def test_a_new_message_opens_the_window_again(live: Live) -> None:
    live.say()
    live.sim("clock", {"advance_seconds": 25 * HOUR})
    live.say()
    live.graph(TEXT)
    assert last_status(live) == "read"


def test_the_window_is_of_one_number_only(live: Live) -> None:
    live.say(number=AP)
    live.graph(TEXT)
    assert failed(live) == 131047


def test_a_template_goes_out_at_any_time(live: Live) -> None:
    live.sim("templates", {"name": "due", "language": "hi", "body": "आज अंतिम दिन है।"})
    live.graph(outbound("template", {"name": "due", "language": {"code": "hi"}}))
    assert last_status(live) == "read"
    assert live.bot.items("statuses")[0]["pricing"]["category"] == "utility"


def test_who_has_no_whatsapp_gets_nothing(live: Live) -> None:
    live.say()
    live.sim("citizens", {"wa_id": KAMLA, "on_whatsapp": False})
    live.graph(TEXT)
    assert failed(live) == 131026


MEDIA: list[tuple[str, str, bytes, str, dict[str, Any], str]] = [
    ("a photo", "image", JPEG, "image/jpeg", {}, "read"),
    ("a paper", "document", PDF, "application/pdf", {"filename": "a.pdf"}, "read"),
    ("a voice", "audio", b"OggS..", "audio/ogg", {"voice": True}, "read"),
    ("a voice that is mp3", "audio", b"ID3", "audio/mpeg", {"voice": True}, "failed"),
    ("an mp3", "audio", b"ID3", "audio/mpeg", {}, "read"),
    ("a paper sent as photo", "image", PDF, "application/pdf", {}, "failed"),
    ("a photo sent as paper", "document", JPEG, "image/jpeg", {}, "failed"),
    ("a paper that is none", "document", b"<html>", "application/pdf", {}, "failed"),
    ("a photo that is none", "image", b"<html>", "image/jpeg", {}, "failed"),
]


@pytest.mark.parametrize(
    ("name", "kind", "data", "mime", "more", "status"), MEDIA, ids=[one[0] for one in MEDIA]
)
def test_a_medium_must_be_what_it_is_sent_as(
    live: Live, name: str, kind: str, data: bytes, mime: str, more: dict[str, Any], status: str
) -> None:
    live.say()
    media_id = live.upload(data, mime).json()["id"]
    assert live.graph(outbound(kind, {"id": media_id, **more})).status_code == 200
    assert last_status(live) == status
    if status == "failed":
        assert failed(live) == 131053


def test_a_medium_in_a_header_is_checked_too(live: Live) -> None:
    live.say()
    media_id = live.upload(b"<html>", "application/pdf").json()["id"]
    header = {"type": "document", "document": {"id": media_id, "filename": "a.pdf"}}
    action = {"name": "cta_url", "parameters": {"display_text": "Open", "url": "https://example.org"}}
    content = {"type": "cta_url", "header": header, "body": {"text": "x"}, "action": action}
    live.graph(outbound("interactive", content))
    assert failed(live) == 131053


def test_a_link_on_this_machine_is_fetched_and_shown(live: Live) -> None:
    live.say()
    media_id = live.attach(JPEG, "image/jpeg", "map.jpg")
    live.graph(outbound("image", {"link": f"{live.url}/_sim/media/{media_id}"}))
    assert last_status(live) == "read"
    file = live.chat()[-1]["file"]
    assert live.http.get(file["url"]).content == JPEG


@pytest.mark.parametrize(
    "link",
    ["http://example.org/a.png", "/_sim/media/999", "/_sim/setup"],
    ids=["not https", "not there", "no image"],
)
def test_a_link_that_gives_no_image_fails_with_131053(live: Live, link: str) -> None:
    live.say()
    live.graph(outbound("image", {"link": link if link.startswith("http") else live.url + link}))
    assert failed(live) == 131053


@pytest.mark.parametrize("target", ["unknown", "reaction"])
def test_a_reaction_needs_a_message(live: Live, target: str) -> None:
    message = live.say()["id"]
    reaction = live.graph(outbound("reaction", {"message_id": message, "emoji": "✅"})).json()["messages"][0]
    wrong = {"unknown": "wamid.OTHER", "reaction": reaction["id"]}[target]
    live.graph(outbound("reaction", {"message_id": wrong, "emoji": "✅"}))
    assert failed(live) == 131009


def test_statuses_never_go_back(live: Live) -> None:
    live.say()
    live.sim("webhook-knobs", {"status_before_response": True})
    live.graph(TEXT, f"{JHABUA}/messages")
    until(lambda: live.chat()[-1]["status"] == "read")
    assert [one["status"] for one in live.bot.items("statuses")] == ["sent", "delivered", "read"]
