"""What every test of the desk starts from: a secret, a folder of its own, the real catalogue."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application
from officers import accounts
from sevamitra.fields import aadhaar

JHABUA = "mp-jhabua:AAAAAAAAAAAAAAAAAAAAAA"
ANDHRA = "ap:BBBBBBBBBBBBBBBBBBBBBB"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PASSWORD = "a-long-password-9"

HINDI = {
    "applicant_name": "कार्त्तिकेय भूरिया",
    "father_or_husband_name": "रतन सिंह भूरिया",
    "mobile": "9876543210",
    "samagra_member": "123456789",
    "date_of_birth": "1998-07-05",
    "tehsil": "thandla",
    "address": "मकान 12, मुख्य गली, ग्राम खवासा",
    "annual_income": 120000,
    "purpose": "scholarship",
}
TELUGU = {
    "applicant_name": "కృష్ణవేణి శ్రీరామ్",
    "father_or_husband_name": "వెంకటేశ్వర్లు",
    "mobile": "9123456780",
    "date_of_birth": "2001-02-28",
    "district_and_mandal": "గుంటూరు జిల్లా, తెనాలి మండలం",
    "address": "3-45, రామాలయం వీధి, కొలకలూరు గ్రామం",
    "annual_income": 72500,
    "purpose": "admission",
}


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


@pytest.fixture
def api() -> Client:
    """A client with the bot's token."""
    return Client(headers={"Authorization": f"Bearer {settings.API_TOKEN}"})


@pytest.fixture
def officer(db) -> Client:
    """An officer who sees everything, logged in."""
    return logged_in("asha")


def logged_in(name: str, jurisdiction: str = "", department: str = "") -> Client:
    """Create an officer and return his browser."""
    accounts.create(name, PASSWORD, jurisdiction, department)
    browser = Client()
    assert browser.login(username=name, password=PASSWORD)
    return browser


def upload(api: Client, citizen: str = JHABUA, data: bytes = PNG, name: str = "card.png"):
    """Send a paper."""
    return api.post("/api/files/", {"file": SimpleUploadedFile(name, data), "citizen": citizen})


def filing(api: Client, **changes) -> dict:
    """Return an income certificate's filing as the bot sends it, its papers uploaded."""
    citizen = changes.get("citizen", JHABUA)
    papers = {name: upload(api, citizen).json()["id"] for name in ("aadhaar_card", "self_declaration")}
    return {
        "key": "draft-1",
        "citizen": citizen,
        "jurisdiction": "mp-jhabua",
        "service": "mp_income_certificate",
        "action": "apply",
        "language": "hi",
        "answers": HINDI | {"aadhaar": aadhaar.swap("9999 4105 7058")},
        "documents": papers,
    } | changes


def andhra_filing(api: Client, **changes) -> dict:
    """Return the same for Andhra Pradesh."""
    mine = {
        "citizen": ANDHRA,
        "jurisdiction": "ap",
        "service": "ap_income_certificate",
        "language": "te",
        "answers": TELUGU | {"aadhaar": aadhaar.swap("9999 7165 8847")},
    }
    return filing(api, **(mine | changes))


def grievance(**changes) -> dict:
    """Return a grievance's filing."""
    return {
        "key": "grievance-1",
        "citizen": JHABUA,
        "jurisdiction": "mp-jhabua",
        "service": "mp_cm_helpline_181",
        "action": "grievance",
        "language": "hi",
        "answers": {
            "applicant_name": "रमेश",
            "mobile": "9876543210",
            "tehsil": "rama",
            "village_or_ward": "खेड़ा",
            "area": "water",
            "description": "गाँव का हैंडपंप तीन महीने से बंद है।",
        },
        "documents": {},
    } | changes


def booking(slot: str, **changes) -> dict:
    """Return a booking's filing for a slot."""
    return {
        "key": "booking-1",
        "citizen": JHABUA,
        "jurisdiction": "mp-jhabua",
        "service": "mp_jansunwai",
        "action": "book",
        "language": "hi",
        "answers": {
            "applicant_name": "सुनीता डामोर",
            "mobile": "9876543210",
            "village_or_ward": "खवासा",
            "area": "land",
            "subject": "ज़मीन का नामांतरण नहीं हो रहा",
        },
        "documents": {},
        "slot": slot,
    } | changes


def post(api: Client, body: dict):
    """File something."""
    return api.post("/api/applications/", body, content_type="application/json")


def filed(api: Client, body: dict) -> Application:
    """File something and return it from the database."""
    response = post(api, body)
    assert response.status_code == 201, response.content
    return Application.objects.get(number=response.json()["number"])


def decide(browser: Client, number: str, to: str, note: str = ""):
    """Decide on the page, as an officer does."""
    return browser.post(f"/applications/{number}/decide/", {"to": to, "note": note})
