"""Approving makes a certificate, or changes nothing at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from datetime import date
from pathlib import Path

import fontpkg_noto_sans_devanagari
import fontpkg_noto_sans_telugu
import pytest
import uharfbuzz as hb
from conftest import HINDI, andhra_filing, decide, filed, filing, upload
from django.conf import settings

from applications.models import Application, SealedAnswer
from certificates import render
from certificates.issue import page, valid_until
from certificates.models import Certificate
from config.catalog import find
from events.models import Event
from sevamitra import clock
from sevamitra.fields import aadhaar

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "name", "years"), [(filing, "आय-प्रमाण-पत्र", 2029), (andhra_filing, "ఆదాయ-ధ్రువీకరణ-పత్రం", 2030)]
)
def test_approval_makes_certificate_history_and_event(api, officer, make, name, years):
    application = filed(api, make(api))
    assert decide(officer, application.number, "approved").status_code == 302

    certificate = Certificate.objects.get()
    assert certificate.filename == f"{name}-{application.number}.pdf"
    assert certificate.valid_until.year == years
    assert re.fullmatch("[A-Z2-7]{16}", certificate.id)
    assert bytes(certificate.pdf).startswith(b"%PDF-")
    assert b"pdfaid:part>3" in bytes(certificate.pdf)
    event = Event.objects.get()
    assert (event.citizen, event.entities) == (
        application.citizen,
        {"number": application.number, "event": "approved"},
    )
    assert not SealedAnswer.objects.exists(), "the Aadhaar token is not needed after the decision"

    seen = api.get(f"/api/applications/{application.number}/", {"citizen": application.citizen}).json()
    assert seen["state"] == "approved"
    assert [entry["state"] for entry in seen["history"]] == ["submitted", "approved"]
    assert seen["certificate"]["verify_url"] == f"http://desk.test:8000/v/{certificate.id}"
    pdf = api.get(seen["certificate"]["url"].removeprefix("http://desk.test:8000"))
    assert pdf.content == bytes(certificate.pdf)
    assert "filename*=utf-8''" in pdf["Content-Disposition"]


@pytest.mark.parametrize("name", ["முருகன்", "محمد", "🙏 रमेश"])
def test_a_name_without_glyphs_changes_nothing(api, officer, name):
    application = filed(api, filing(api))
    Application.objects.update(answers=HINDI | {"applicant_name": name})
    response = decide(officer, application.number, "approved")
    assert response.status_code == 409
    assert "cannot be printed" in response.content.decode()
    application.refresh_from_db()
    assert application.state == "submitted"
    assert not Certificate.objects.exists() and not Event.objects.exists()
    assert application.history.count() == 1 and application.sealed.count() == 1


@pytest.mark.parametrize("make", [filing, andhra_filing])
def test_long_answers_still_fit(api, officer, make):
    application = filed(api, make(api))
    longest = {"applicant_name": 80, "father_or_husband_name": 80, "address": 300, "district_and_mandal": 100}
    long = {
        key: (f"{value} " * 20)[: longest[key]]
        for key, value in application.answers.items()
        if key in longest
    }
    Application.objects.update(answers=application.answers | long)
    assert decide(officer, application.number, "approved").status_code == 302


def test_what_does_not_fit_on_one_page_is_refused(api, officer):
    application = filed(api, filing(api))
    Application.objects.update(answers=HINDI | {"address": "मोहल्ला " * 600})
    response = decide(officer, application.number, "approved")
    assert response.status_code == 409
    assert "one page" in response.content.decode()
    assert not Certificate.objects.exists()


def test_answers_are_text_never_typst(api, officer):
    application = filed(api, filing(api))
    Application.objects.update(answers=HINDI | {"address": '#read("/etc/passwd") *x* $y$ <b>'})
    assert decide(officer, application.number, "approved").status_code == 302
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-", "-"],
            input=bytes(Certificate.objects.get().pdf),
            capture_output=True,
            check=True,
        ).stdout.decode()
        assert '#read("/etc/passwd") *x* $y$ <b>' in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("make", [filing, andhra_filing])
def test_a_name_is_joined_alike_in_both_languages(api, make):
    """A script set on the English sentence would tear the letters of a Hindi or Telugu name apart."""
    application = filed(api, make(api))
    service = find(application.service)
    certificate = Certificate(application=application, holder="", issued_on=clock.today())
    data = page(application, service, certificate)
    language = data["language"]
    name = [{"text": application.answers["applicant_name"], "strong": True}]
    data |= {"rows": [], "specimen": None}

    without = len(glyphs(data | {"body": {language: [], "en": []}}))
    for sentence in (language, "en"):
        body = {language: [], "en": []} | {sentence: name}
        assert len(glyphs(data | {"body": body})) - without == shaped(name[0]["text"], language)


def glyphs(data: dict) -> list[str]:
    """Return the glyphs that a page shows, in order."""
    render.pdf(data, clock.now())
    return re.findall(r'<use xlink:href="#(g\w+)"', render._own.compiler.compile(format="svg").decode())


def shaped(text: str, language: str) -> int:
    """Return the number of glyphs that HarfBuzz makes of the words of a text."""
    package = {"hi": fontpkg_noto_sans_devanagari, "te": fontpkg_noto_sans_telugu}[language]
    face = hb.Face(hb.Blob.from_file_path(next(Path(package.ROOT).rglob("*.ttf"))))
    font, count = hb.Font(face), 0
    for word in text.split():
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        drawn = (font.get_glyph_extents(glyph.codepoint) for glyph in buffer.glyph_infos)
        count += sum(bool(extents and extents.width) for extents in drawn)
    return count


def test_only_a_demonstration_is_a_specimen(api, settings):
    application = filed(api, filing(api))
    certificate = Certificate(application=application, issued_on=clock.today())
    service = find(application.service)
    assert "Demonstration specimen" in page(application, service, certificate)["specimen"]["line"]["en"]
    settings.DEMO = False
    assert page(application, service, certificate)["specimen"] is None


def test_one_compiler_a_thread(api):
    application = filed(api, filing(api))
    certificate = Certificate(application=application, issued_on=clock.today())
    data = page(application, find(application.service), certificate)
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(render.pdf(data, clock.now()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4 and len(set(made)) == 1, "the same data and moment give the same bytes"


@pytest.mark.parametrize(
    ("issued", "years", "until"),
    [
        (date(2026, 11, 19), 3, date(2029, 11, 19)),
        (date(2028, 2, 29), 3, date(2031, 2, 28)),
        (date(2026, 11, 19), None, None),
    ],
)
def test_validity(issued, years, until):
    assert valid_until(issued, years) == until


def test_sealed_aadhaar_is_ciphertext(api):
    application = filed(api, filing(api))
    sealed = application.sealed.get()
    assert aadhaar.open_token(sealed.token) == "999941057058"
    assert "999941057058" not in sealed.token
    assert application.answers["aadhaar"] == "XXXX XXXX 7058"


def test_the_qr_code_opens_the_public_page(api, officer, client):
    application = filed(api, filing(api))
    decide(officer, application.number, "approved")
    address = Certificate.objects.get().verify_url.removeprefix(settings.DESK_URL)
    assert client.get(address).status_code == 200
    assert upload(api).status_code == 201
