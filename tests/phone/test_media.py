"""Uploads, addresses and blobs."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timezone

import pytest

from phone.errors import GraphError
from phone.media import Medium, check_upload

from .live import AP, JHABUA, TOKEN, Live, outbound

KB, MB = 1024, 1024 * 1024
PDF = b"%PDF-1.4 paper"
MOVING = b"RIFF....WEBPVP8X..........ANIM"
# MIME type, beginning, most bytes
SIZES = [
    ("image/jpeg", b"\xff\xd8\xff", 5 * MB),
    ("image/png", b"\x89PNG\r\n\x1a\n", 5 * MB),
    ("audio/ogg", b"OggS", 16 * MB),
    ("video/mp4", b"....ftyp", 16 * MB),
    ("image/webp", b"RIFF....WEBP", 100 * KB),
    ("image/webp", MOVING, 500 * KB),
    ("application/pdf", b"%PDF", 100 * MB),
]


@pytest.mark.parametrize(("mime", "start", "most"), SIZES, ids=[f"{m}-{s}" for m, _, s in SIZES])
def test_each_kind_has_its_most_bytes(mime: str, start: bytes, most: int) -> None:
    at = datetime(2026, 11, 21, tzinfo=timezone.utc)
    check_upload(Medium("1", start.ljust(most, b"."), mime, "file", at))
    with pytest.raises(GraphError) as refused:
        check_upload(Medium("1", start.ljust(most + 1, b"."), mime, "file", at))
    assert refused.value.code == 131053


def test_too_large_a_file_is_refused_at_the_door(live: Live) -> None:
    photo = b"\xff\xd8\xff".ljust(5 * MB, b".")
    assert live.upload(photo, "image/jpeg").status_code == 200
    refused = live.upload(photo + b".", "image/jpeg")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, 131053)


@pytest.mark.parametrize("mime", ["text/html", "image/gif", "application/zip", "application/octet-stream"])
def test_other_types_are_refused(live: Live, mime: str) -> None:
    assert live.upload(b"x", mime).json()["error"]["code"] == 100


def test_an_empty_file_is_refused(live: Live) -> None:
    assert live.upload(b"", "application/pdf").json()["error"]["code"] == 100


@pytest.mark.parametrize("missing", ["messaging_product", "file"])
def test_the_form_must_be_whole(live: Live, missing: str) -> None:
    data = {"messaging_product": "whatsapp", "type": "application/pdf"}
    files = {"file": ("a.pdf", PDF, "application/pdf")}
    data.pop(missing, None)
    files.pop(missing, None)
    answer = live.http.post(
        f"/v25.0/{JHABUA}/media",
        headers={"Authorization": f"Bearer {TOKEN}"},
        data=data,
        files=files or {"other": b""},
    )
    assert answer.json()["error"]["code"] == 100


def test_a_file_comes_back_by_its_address(live: Live) -> None:
    media_id = live.upload(PDF, "application/pdf", "a.pdf").json()["id"]
    described = live.get(f"/v25.0/{media_id}?phone_number_id={JHABUA}").json()
    assert described["mime_type"] == "application/pdf"
    assert described["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert described["file_size"] == str(len(PDF))
    answer = live.get(described["url"])
    assert answer.content == PDF and answer.headers["Content-Type"] == "application/pdf"


def test_the_address_needs_the_token_and_lasts_five_minutes(live: Live) -> None:
    media_id = live.upload(PDF, "application/pdf").json()["id"]
    url = live.get(f"/v25.0/{media_id}").json()["url"]
    assert live.http.get(url).status_code == 401
    live.sim("clock", {"advance_seconds": 299})
    assert live.get(url).status_code == 200
    live.sim("clock", {"advance_seconds": 1})
    assert live.get(url).status_code == 404
    assert live.get(live.get(f"/v25.0/{media_id}").json()["url"]).status_code == 200


def test_a_file_belongs_to_the_number_that_uploaded_it(live: Live) -> None:
    media_id = live.upload(PDF, "application/pdf").json()["id"]
    assert live.get(f"/v25.0/{media_id}?phone_number_id={AP}").json()["error"]["error_subcode"] == 33
    document = outbound("document", {"id": media_id})
    assert live.graph(document, f"{AP}/messages").json()["error"]["code"] == 100


@pytest.mark.parametrize(("days", "known"), [(29, True), (30, False)])
def test_an_upload_is_known_for_30_days(live: Live, days: int, known: bool) -> None:
    media_id = live.upload(PDF, "application/pdf").json()["id"]
    live.sim("clock", {"advance_seconds": days * 86400})
    assert (live.get(f"/v25.0/{media_id}").status_code == 200) is known
    assert (live.graph(outbound("document", {"id": media_id})).status_code == 200) is known


@pytest.mark.parametrize(("days", "known"), [(6, True), (7, False)])
def test_what_a_citizen_sent_is_known_for_7_days(live: Live, days: int, known: bool) -> None:
    media_id = live.attach(PDF, "application/pdf", "a.pdf")
    live.sim("clock", {"advance_seconds": days * 86400})
    assert (live.get(f"/v25.0/{media_id}").status_code == 200) is known


def test_a_file_can_be_deleted(live: Live) -> None:
    media_id = live.upload(PDF, "application/pdf").json()["id"]
    assert live.get(f"/v25.0/{media_id}", "DELETE").json() == {"success": True}
    assert live.get(f"/v25.0/{media_id}").json()["error"]["code"] == 100


def test_a_citizens_photo_arrives_as_meta_sends_it(live: Live) -> None:
    photo = b"\xff\xd8\xff photo"
    media_id = live.attach(photo, "image/jpeg", "card.jpg")
    live.say({"type": "image", "image": {"id": media_id, "caption": "मेरा कार्ड"}})
    image = live.bot.items("messages")[0]["image"]
    assert image["sha256"] == base64.b64encode(hashlib.sha256(photo).digest()).decode()
    assert (image["mime_type"], image["caption"]) == ("image/jpeg", "मेरा कार्ड")
    assert live.get(image["url"]).content == photo


def test_the_page_gets_files_without_a_token_but_never_as_a_page(live: Live) -> None:
    media_id = live.attach(b"<script>", "text/html", "a.html")
    answer = live.http.get(f"/_sim/media/{media_id}")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
