"""What officers and the public see, and what they do not."""

from __future__ import annotations

import pytest
from conftest import PASSWORD, andhra_filing, booking, decide, filed, filing, grievance, logged_in, upload
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from applications.models import Application
from certificates.models import Certificate
from certificates.verify import masked_name
from sevamitra.fields import aadhaar

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = {"health", "schema", "verify", "login"}
VALUES = {"number": "SMJ26-000001-0", "id": "x", "paper": 1, "citizen": "mp-jhabua:x"}


def patterns() -> list[URLPattern]:
    return list(get_resolver().url_patterns)


def address(pattern: URLPattern) -> str:
    wanted = pattern.pattern.converters
    return reverse(pattern.name, kwargs={key: VALUES[key] for key in wanted})


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("token", ["", "Bearer wrong", "Basic eDp5"])
def test_every_address_wants_to_know_who_asks(client, pattern, token):
    for method in ("get", "post", "delete", "put"):
        refused_without(pattern, getattr(client, method)(address(pattern), headers={"Authorization": token}))


def refused_without(pattern, response):
    if pattern.name in OPEN_TO_ALL:
        assert response.status_code != 401
    elif pattern.pattern._route.startswith("api/"):
        assert (response.status_code, response.json()) == (401, {"error": {"code": "not_authenticated"}})
    else:
        assert response.status_code == 302 and response["Location"].startswith("/login/")


def test_the_bot_s_token_opens_no_page_and_a_session_no_api(api, officer):
    assert api.get("/").status_code == 302
    assert officer.get("/api/slots/", {"service": "mp_jansunwai"}).status_code == 401


def test_decisions_want_the_csrf_token(api):
    application = filed(api, filing(api))
    logged_in("ravi")
    browser = Client(enforce_csrf_checks=True)
    browser.login(username="ravi", password=PASSWORD)
    assert decide(browser, application.number, "under_process").status_code == 403
    application.refresh_from_db()
    assert application.state == "submitted"


def test_officers_see_their_own_department_only(api):
    mine, other = filed(api, filing(api)), filed(api, andhra_filing(api, key="a"))
    slot = api.get("/api/slots/", {"service": "mp_jansunwai"}).json()["slots"][0]["id"]
    hearing = filed(api, booking(slot))
    browser = logged_in("revenue", "ap", "revenue")
    page = browser.get("/").content.decode()
    assert other.number in page and mine.number not in page
    assert browser.get(f"/applications/{mine.number}/").status_code == 404
    assert decide(browser, mine.number, "approved").status_code == 404
    paper = mine.papers.first()
    assert browser.get(f"/applications/{mine.number}/papers/{paper.pk}/").status_code == 404
    assert browser.get(f"/applications/{other.number}/papers/{paper.pk}/").status_code == 404
    assert hearing.number not in browser.get("/hearings/").content.decode()
    assert logged_in("jhabua", "mp-jhabua").get(f"/applications/{mine.number}/").status_code == 200


def test_the_page_of_an_application(api, officer):
    application = filed(api, filing(api))
    page = officer.get(f"/applications/{application.number}/").content.decode()
    for expected in (
        "कार्त्तिकेय भूरिया",
        "₹1,20,000",
        "XXXX XXXX 7058",
        "थांदला",
        "Approve and issue the certificate",
    ):
        assert expected in page, expected
    assert "aadhaar:7058" not in page
    paper = application.papers.first()
    shown = officer.get(f"/applications/{application.number}/papers/{paper.pk}/")
    assert shown["Content-Type"] == "image/png" and shown["X-Content-Type-Options"] == "nosniff"


def test_answers_cannot_bring_markup(api, officer):
    body = grievance()
    body["answers"]["description"] = "<script>alert(1)</script> पानी नहीं आता"
    page = officer.get(f"/applications/{filed(api, body).number}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_overdue_comes_first(api, officer, monkeypatch):
    calm = filed(api, grievance())
    late = filed(api, filing(api))
    monkeypatch.setenv("SEVAMITRA_NOW", "2026-11-26T06:30:00+00:00")
    page = officer.get("/").content.decode()
    assert page.index(late.number) < page.index(calm.number)
    assert "overdue by 1 day<" in page
    overdue = officer.get("/", {"state": "overdue"}).content.decode()
    assert late.number in overdue and calm.number not in overdue


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"number": "000002"}, {"SMJ26-000002"}),
        ({"number": "smj26 000001"}, set()),
        ({"action": "grievance"}, {"SMJ26-000002"}),
        ({"jurisdiction": "ap"}, {"SMA26-000001"}),
        ({"department": "general_admin"}, {"SMJ26-000001"}),
        ({"state": "approved"}, set()),
        ({"state": "all"}, {"SMJ26-000001", "SMJ26-000002", "SMA26-000001"}),
        ({}, {"SMJ26-000001", "SMJ26-000002", "SMA26-000001"}),
    ],
)
def test_filters(api, officer, asked, found):
    everything = [filed(api, filing(api)), filed(api, grievance()), filed(api, andhra_filing(api, key="a"))]
    page = officer.get("/", asked).content.decode()
    assert {one.number[:12] for one in everything if one.number in page} == found


@pytest.mark.parametrize(
    ("to", "note", "status", "state"),
    [
        ("rejected", "", 409, "submitted"),
        ("rejected", "कारण", 302, "rejected"),
        ("incomplete", " ", 409, "submitted"),
        ("incomplete", "फोटो", 302, "incomplete"),
        ("under_process", "", 302, "under_process"),
        ("closed", "", 409, "submitted"),
        ("nonsense", "", 409, "submitted"),
    ],
)
def test_decisions(api, officer, to, note, status, state):
    application = filed(api, filing(api))
    assert decide(officer, application.number, to, note).status_code == status
    application.refresh_from_db()
    assert application.state == state
    assert application.history.count() == (2 if status == 302 else 1)
    if status == 302:
        assert application.history.last().officer.username == "asha"


def test_a_decision_is_made_once(api, officer):
    application = filed(api, filing(api))
    decide(officer, application.number, "approved")
    assert decide(officer, application.number, "approved").status_code == 409
    assert decide(officer, application.number, "rejected", "x").status_code == 409
    assert Certificate.objects.count() == 1


def test_a_grievance_is_resolved_with_a_reply(api, officer):
    application = filed(api, grievance())
    assert decide(officer, application.number, "approved").status_code == 409, "without a reply it is not"
    decide(officer, application.number, "approved", "हैंडपंप ठीक कर दिया गया है।")
    application.refresh_from_db()
    assert (application.state, application.reason) == ("approved", "हैंडपंप ठीक कर दिया गया है।")
    assert not Certificate.objects.exists()
    decide(officer, application.number, "closed")
    assert Application.objects.get().state == "closed"


def test_a_common_reason_and_own_words_reach_the_citizen(api, officer):
    number = filed(api, filing(api)).number
    page = officer.get(f"/applications/{number}/").content.decode()
    common = "कागज साफ नहीं दिख रहे या अधूरे हैं।"
    assert f"<option>{common}</option>" in page
    form = {"to": "rejected", "common": common, "note": "आधार की फोटो धुंधली है।"}
    officer.post(f"/applications/{number}/decide/", form)
    assert Application.objects.get().reason == f"{common}\nआधार की फोटो धुंधली है।"


def test_logging_in_rightly_is_not_limited(officer):
    right = {"username": "asha", "password": PASSWORD}
    assert [Client().post("/login/", right).status_code for _ in range(12)] == [302] * 12


def test_help_requests_are_ticked_off(api, officer):
    asked = {"key": "h", "citizen": "ap:x", "jurisdiction": "ap", "language": "te", "about": "రేషన్ కార్డు"}
    number = api.post("/api/help-requests/", asked, content_type="application/json").json()["number"]
    assert "రేషన్ కార్డు" in officer.get("/help/").content.decode()
    assert logged_in("jhabua", "mp-jhabua").post(f"/help/{number}/done/").status_code == 404
    assert officer.post(f"/help/{number}/done/").status_code == 302
    assert "Nobody is waiting" in officer.get("/help/").content.decode()


def test_logging_in_is_limited(client, officer):
    tries = [
        client.post("/login/", {"username": "asha", "password": f"wrong{n}"}).status_code for n in range(11)
    ]
    assert tries == [200] * 10 + [429]
    assert client.post("/login/", {"username": "asha", "password": PASSWORD}).status_code == 429


class TestVerify:
    @pytest.fixture
    def certificate(self, api, officer) -> Certificate:
        decide(officer, filed(api, filing(api)).number, "approved")
        return Certificate.objects.get()

    @pytest.mark.parametrize(("language", "word"), [("hi", "मान्य है"), ("te", "చెల్లుతుంది"), ("en", "Valid")])
    def test_valid_in_three_languages_and_masked(self, client, certificate, language, word):
        page = client.get(f"/v/{certificate.id}?lang={language}").content.decode()
        assert f"<h1>{word}</h1>" in page
        assert "का••• भू•••" in page or "कार्त्ति••• भू•••" in page
        for secret in ("कार्त्तिकेय भूरिया", "1,20,000", "9876543210", "7058", "खवासा"):
            assert secret not in page

    def test_typed_by_hand(self, client, certificate):
        typed = f"{certificate.id[:8]} {certificate.id[8:]}".lower()
        assert client.get(f"/v/{typed}").status_code == 200

    def test_expired_the_day_after(self, client, certificate, monkeypatch):
        monkeypatch.setenv("SEVAMITRA_NOW", "2029-11-19T12:00:00+00:00")
        assert "<h1>Valid</h1>" in client.get(f"/v/{certificate.id}?lang=en").content.decode()
        monkeypatch.setenv("SEVAMITRA_NOW", "2029-11-19T18:31:00+00:00")
        assert "<h1>Expired</h1>" in client.get(f"/v/{certificate.id}?lang=en").content.decode()

    def test_revoked(self, client, api, officer, certificate):
        number = certificate.application.number
        assert officer.post(f"/applications/{number}/revoke/", {"note": ""}).status_code == 409
        assert officer.post(f"/applications/{number}/revoke/", {"note": "गलत नाम"}).status_code == 302
        assert "<h1>Revoked</h1>" in client.get(f"/v/{certificate.id}?lang=en").content.decode()
        assert api.get(f"/api/certificates/{number}/").status_code == 404

    @pytest.mark.parametrize("id", ["AAAAAAAAAAAAAAAA", "x", "SMJ26-000001-0", "%00"])
    def test_not_found(self, client, certificate, id):
        response = client.get(f"/v/{id}?lang=en")
        assert response.status_code == 404
        assert "<h1>Not found</h1>" in response.content.decode()

    def test_limited(self, client, certificate):
        codes = [client.get(f"/v/{certificate.id}").status_code for _ in range(61)]
        assert codes == [200] * 60 + [429]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("रमेश मैडा", "र••• मै•••"),
        ("కృష్ణవేణి", "కృ•••"),
        ("Ramesh K", "R••• K•••"),
        ("श्रीराम", "श्री•••"),
        ("", ""),
    ],
)
def test_masked_name(name, masked):
    assert masked_name(name) == masked


def test_pages_load_nothing_from_elsewhere(api, officer):
    filed(api, filing(api))
    response = officer.get("/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "http://" not in response.content.decode() and "https://" not in response.content.decode()
    assert upload(api).status_code == 201 and aadhaar.TOKEN
