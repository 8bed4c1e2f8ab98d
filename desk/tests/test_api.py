"""The API as the contract has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ANDHRA, HINDI, JHABUA, PNG, booking, decide, filed, filing, grievance, post, upload
from django.core.management import call_command
from django.db import connection

from applications.models import Application
from files.models import StoredFile
from sevamitra.fields import aadhaar

pytestmark = pytest.mark.django_db

APPLICATION = {
    "number", "jurisdiction", "service", "action", "state", "submitted_at", "due_on", "confirmed", "reason",
    "appeal", "slot", "certificate", "history",
}  # fmt: skip


def test_filing_gives_an_application(api):
    response = post(api, filing(api))
    assert response.status_code == 201
    body = response.json()
    assert set(body) == APPLICATION
    assert body["state"] == "submitted" and body["due_on"] == "2026-11-25" and body["confirmed"] is True
    assert body["submitted_at"] == "2026-11-19T06:30:00+00:00"


def test_the_same_key_files_once(api):
    body = filing(api)
    first, second = post(api, body), post(api, body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Application.objects.count() == 1


def test_a_key_of_another_citizen_is_refused(api):
    post(api, grievance())
    stolen = post(api, grievance(citizen="mp-jhabua:CCCCCCCCCCCCCCCCCCCCCC"))
    assert stolen.json() == {"error": {"code": "invalid", "fields": {"key": "taken"}}}


def without(key):
    return {name: value for name, value in HINDI.items() if name != key} | {
        "aadhaar": aadhaar.swap("999941057058")
    }


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"service": "mp_fly_to_the_moon"}, {"service": "unknown"}),
        ({"service": "ap_income_certificate"}, {"service": "unknown"}),
        ({"citizen": ANDHRA}, {"citizen": "other_jurisdiction"}),
        ({"action": "grievance"}, {"action": "not_offered"}),
        ({"action": "dance"}, {"action": "invalid_choice"}),
        ({"language": "fr"}, {"language": "invalid_choice"}),
        ({"slot": "mp_jansunwai-20261201T1100"}, {"slot": "not_offered"}),
        ({"answers": without("mobile")}, {"mobile": "required"}),
        ({"answers": without("") | {"mobile": "12345"}}, {"mobile": "*"}),
        ({"answers": without("") | {"mobile": 9876543210}}, {"mobile": "not_canonical"}),
        ({"answers": without("") | {"mobile": "+91 98765 43210"}}, {"mobile": "not_canonical"}),
        ({"answers": without("") | {"annual_income": "120000"}}, {"annual_income": "not_canonical"}),
        ({"answers": without("") | {"annual_income": -5}}, {"annual_income": "*"}),
        ({"answers": without("") | {"tehsil": "atlantis"}}, {"tehsil": "*"}),
        ({"answers": without("") | {"date_of_birth": "2030-01-01"}}, {"date_of_birth": "future"}),
        ({"answers": without("") | {"aadhaar": "999941057058"}}, {"aadhaar": "*"}),
        ({"answers": without("") | {"aadhaar": aadhaar.swap("9999 4105 7059")}}, {"aadhaar": "*"}),
        ({"answers": without("") | {"purpose": "other"}}, {"purpose_other": "required"}),
        ({"answers": without("") | {"surprise": "x"}}, {"surprise": "unknown"}),
        ({"documents": {}}, {"aadhaar_card": "required", "self_declaration": "required"}),
    ],
)
def test_a_wrong_filing_names_what_is_wrong(api, changes, fields):
    response = post(api, filing(api) | changes)
    assert response.status_code == 400, response.content
    error = response.json()["error"]
    assert error["code"] == "invalid"
    assert set(error["fields"]) == set(fields)
    assert all(wanted in ("*", error["fields"][key]) for key, wanted in fields.items()), error
    assert not Application.objects.exists()


def test_papers_of_another_citizen_are_refused(api):
    body = filing(api)
    body["documents"]["aadhaar_card"] = upload(api, "mp-jhabua:CCCCCCCCCCCCCCCCCCCCCC").json()["id"]
    assert post(api, body).json()["error"]["fields"] == {"aadhaar_card": "unknown_file"}


def test_an_answer_whose_question_was_not_asked_is_dropped(api):
    body = filing(api)
    body["answers"]["purpose_other"] = "कुछ और"
    assert "purpose_other" not in filed(api, body).answers


@pytest.mark.parametrize("said", ["9999 4105 7058", "९९९९ ४१०५ ७०५८", aadhaar.swap("999941057058")])
def test_no_aadhaar_number_in_any_table(api, said):
    body = grievance()
    body["answers"]["description"] = f"मेरा आधार {said} है, राशन नहीं मिल रहा।"
    assert filed(api, body).answers["description"] == "मेरा आधार XXXX XXXX 7058 है, राशन नहीं मिल रहा।"
    filed(api, filing(api))
    asked = {"key": "h", "citizen": JHABUA, "jurisdiction": "mp-jhabua", "language": "hi", "about": said}
    assert api.post("/api/help-requests/", asked, content_type="application/json").status_code == 201
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            everything = str(cursor.fetchall())
        assert "999941057058" not in everything and "9999 4105 7058" not in everything, table


def test_an_application_is_for_its_citizen_or_a_second_detail(api):
    number = filed(api, filing(api)).number
    address = f"/api/applications/{number}/"
    cases = [
        ({"citizen": JHABUA}, 200),
        ({"citizen": ANDHRA}, 403),
        ({}, 403),
        ({"citizen": ANDHRA, "mobile_last4": "3210"}, 200),
        ({"mobile_last4": "9999"}, 403),
        ({"mobile_last4": ""}, 403),
    ]
    for asked, status in cases:
        response = api.get(address, asked)
        assert response.status_code == status, asked
        if status == 403:
            assert response.json() == {"error": {"code": "second_detail_needed"}}
    assert (
        api.get(f"/api/applications/{number.lower().replace('-', ' ')}/", {"citizen": JHABUA}).status_code
        == 200
    )
    missing = api.get("/api/applications/SMJ26-999999-9/", {"citizen": JHABUA})
    assert (missing.status_code, missing.json()) == (404, {"error": {"code": "not_found"}})


def test_second_details_cannot_be_tried_out(api):
    number = filed(api, filing(api)).number
    for guess in range(5):
        assert api.get(f"/api/applications/{number}/", {"mobile_last4": f"{guess:04d}"}).status_code == 403
    assert api.get(f"/api/applications/{number}/", {"mobile_last4": "3210"}).status_code == 403
    assert api.get(f"/api/applications/{number}/", {"citizen": JHABUA}).status_code == 200


def test_list_is_newest_first_and_ones_own(api, monkeypatch):
    filed(api, grievance(key="1"))
    monkeypatch.setenv("SEVAMITRA_NOW", "2026-11-20T06:30:00+00:00")
    filed(api, grievance(key="2"))
    filed(api, grievance(key="3", citizen="mp-jhabua:CCCCCCCCCCCCCCCCCCCCCC"))
    numbers = [one["number"][:12] for one in listed(api, JHABUA)]
    assert numbers == ["SMJ26-000002", "SMJ26-000001"]
    assert listed(api, ANDHRA) == []
    assert api.get("/api/applications/").status_code == 400


def listed(api, citizen):
    return api.get("/api/applications/", {"citizen": citizen}).json()["applications"]


def test_a_rejection_says_why_and_where_to_appeal(api, officer):
    number = filed(api, filing(api)).number
    decide(officer, number, "rejected", "आमदनी का कागज साफ नहीं है।")
    seen = api.get(f"/api/applications/{number}/", {"citizen": JHABUA}).json()
    assert seen["reason"] == "आमदनी का कागज साफ नहीं है।"
    assert seen["appeal"]["days"] == 30 and "SDO" not in seen["appeal"]["officer"]["hi"]
    assert seen["appeal"]["officer"]["en"].startswith("Sub-Divisional Officer")


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (PNG, 201, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"x" * 20, 201, "image/jpeg"),
        (b"%PDF-1.7 x", 201, "application/pdf"),
        (b"OggS x", 201, "audio/ogg"),
        (b"GIF89a", 415, "wrong_type"),
        (b"<html><script>", 415, "wrong_type"),
        (b"", 400, "empty"),
        (PNG + b"x" * 5 * 1024 * 1024, 413, "too_large"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_papers_by_their_bytes(api, data, status, said):
    response = upload(api, data=data, name="../../etc/कार्ड.png")
    assert response.status_code == status
    if status != 201:
        assert response.json()["error"]["code"] == said
        assert not StoredFile.objects.exists()
        return
    body = response.json()
    assert (body["content_type"], body["name"], body["size"]) == (said, "कार्ड.png", len(data))
    back = api.get(f"/api/files/{body['id']}/")
    assert b"".join(back.streaming_content) == data
    assert StoredFile.objects.get().path.stat().st_mode & 0o077 == 0


def test_slots_leave_out_holidays_and_the_past(api, monkeypatch):
    slots = api.get("/api/slots/", {"service": "mp_jansunwai", "limit": 100}).json()["slots"]
    days = sorted({slot["start"][:10] for slot in slots})
    assert days == ["2026-12-01", "2026-12-08", "2026-12-15"], "24 November is Guru Nanak Jayanti"
    assert set(slots[0]) == {"id", "start", "end", "free", "place"}
    assert slots[0]["start"] == "2026-12-01T11:00:00+05:30" and slots[0]["free"] == 1
    monkeypatch.setenv("SEVAMITRA_NOW", "2026-12-01T06:00:00+00:00")
    again = api.get("/api/slots/", {"service": "mp_jansunwai"}).json()["slots"]
    assert again[0]["start"] == "2026-12-01T11:40:00+05:30", "11:30 has begun"
    assert len(again) == 10, "as many as nobody asked for"
    assert api.get("/api/slots/", {"service": "mp_income_certificate"}).status_code == 404


def test_a_seat_is_given_once_and_comes_back_on_rejection(api, officer):
    slot = api.get("/api/slots/", {"service": "mp_jansunwai"}).json()["slots"][0]["id"]
    booked = post(api, booking(slot)).json()
    assert booked["slot"]["id"] == slot and booked["due_on"] is None
    taken = post(api, booking(slot, key="booking-2"))
    assert (taken.status_code, taken.json()) == (409, {"error": {"code": "slot_taken"}})
    assert Application.objects.count() == 1, "nothing is left of the second"
    decide(officer, booked["number"], "rejected", "बैठक नहीं होगी।")
    assert post(api, booking(slot, key="booking-3")).status_code == 201


@pytest.mark.parametrize("slot", ["mp_jansunwai-20261124T1100", "mp_jansunwai-20200107T1100", "x"])
def test_no_seat_in_a_slot_that_is_none(api, slot):
    assert post(api, booking(slot)).status_code == 409


def test_help_is_asked_for_once(api):
    asked = {"key": "h", "citizen": JHABUA, "jurisdiction": "mp-jhabua", "language": "hi", "about": "राशन"}
    first, second = (
        api.post("/api/help-requests/", asked, content_type="application/json") for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


def test_forgetting_a_citizen(api, officer):
    kept = filed(api, filing(api))
    loose = upload(api).json()["id"]
    loose_path = StoredFile.objects.get(id=loose).path
    other = upload(api, ANDHRA).json()["id"]
    decide(officer, kept.number, "rejected", "कारण")
    asked = {"key": "h", "citizen": JHABUA, "jurisdiction": "mp-jhabua", "language": "hi", "about": "राशन"}
    api.post("/api/help-requests/", asked, content_type="application/json")

    with_commit = api.delete(f"/api/citizens/{JHABUA}/")
    body = with_commit.json()
    assert body["deleted"] == {"files": 1, "help_requests": 1, "events": 1}
    assert [one["number"] for one in body["kept"]] == [kept.number]
    assert "रजिस्टर" in body["kept"][0]["why"], "in the language it was filed in"
    assert api.get(f"/api/files/{loose}/").status_code == 404
    assert api.get(f"/api/files/{other}/").status_code == 200
    assert listed(api, JHABUA) == []
    assert api.get(f"/api/applications/{kept.number}/", {"citizen": ""}).status_code == 403
    assert officer.get(f"/applications/{kept.number}/").status_code == 200
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert JHABUA not in str(cursor.fetchall()), table
    assert loose_path.name == loose


@pytest.mark.django_db(transaction=True)
def test_forgotten_papers_leave_the_disk(api):
    path = StoredFile.objects.get(id=upload(api).json()["id"]).path
    assert path.is_file()
    api.delete(f"/api/citizens/{JHABUA}/")
    assert not path.exists()


def test_json_that_is_none(api):
    response = api.post("/api/applications/", "{", content_type="application/json")
    assert response.status_code == 400
    assert json.loads(response.content)["error"]["code"] == "parse_error"


def test_the_committed_openapi_is_up_to_date(tmp_path):
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", file=str(fresh), validate=True, fail_on_warn=True)
    committed = Path(__file__).parent.parent / "openapi.yaml"
    assert fresh.read_text() == committed.read_text(), "run: manage.py spectacular --file openapi.yaml"
