"""Signature, settings, error table, pacing, file types: each a table."""

from __future__ import annotations

import base64
import hashlib

import pytest

from sevamitra.whatsapp import errors, media, pacing, settings, signature, trouble
from sevamitra.whatsapp.errors import Act, Told

from .world import JPEG, PDF

SECRET = b"civic-test-app-secret"
ENVIRONMENT = {
    "WHATSAPP_ACCESS_TOKEN": "token-abc",
    "WHATSAPP_APP_SECRET": "secret-one, secret-two",
    "WHATSAPP_VERIFY_TOKEN": "verify-abc",
    "WHATSAPP_NUMBERS": "mp-jhabua=510020003000400, ap=510020003000401",
    "DESK_URL": "http://127.0.0.1:8000/",
}


@pytest.mark.parametrize(
    ("body", "digest"),
    [
        (
            b'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[]}]}',
            "08b7b4a042cc26b4c299dd748e47085e7e48b9ca82bdb57a5e7a4e05636e9393",
        ),
        (rb'{"t":"caf\u00e9 \/ ok"}', "3d7085dd80e6d3dc5be03691f09332b32172a89a69830f718fe0af07858c6cc4"),
        ('{"t":"café / ok"}'.encode(), "9000314ccd2aa1c2cb99c4b30838a1d54a6d7464eff63b1a48fbdb31df881f4f"),
    ],
)
def test_the_contracts_signatures(body, digest):
    assert signature.sign(body, SECRET) == f"sha256={digest}"
    assert signature.verify(body, f"sha256={digest}", [b"another", SECRET])
    assert not signature.verify(body + b" ", f"sha256={digest}", [SECRET])
    assert not signature.verify(body, f"sha256={digest}", [])
    assert not signature.verify(body, digest, [SECRET])


def test_settings_are_read():
    found = settings.load(ENVIRONMENT)
    assert found.numbers == {"510020003000400": "mp-jhabua", "510020003000401": "ap"}
    assert found.api_url == "https://graph.facebook.com" and found.api_version == "v25.0"
    assert found.desk_url == "http://127.0.0.1:8000" and found.pair_seconds == 6
    assert [secret.reveal() for secret in found.app_secrets] == ["secret-one", "secret-two"]
    assert found.database_url.startswith("sqlite:///") and found.database_url.endswith("/var/whatsapp.db")


def test_secrets_never_print():
    printed = repr(settings.load(ENVIRONMENT)) + str(settings.load(ENVIRONMENT).access_token)
    assert "abc" not in printed and "secret-" not in printed


@pytest.mark.parametrize("missing", ENVIRONMENT)
def test_a_missing_setting_stops_the_connector_with_its_name(missing):
    with pytest.raises(settings.SettingsError, match=missing):
        settings.load({key: value for key, value in ENVIRONMENT.items() if key != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WHATSAPP_NUMBERS", "delhi=1"),
        ("WHATSAPP_NUMBERS", "ap=+91 99"),
        ("WHATSAPP_NUMBERS", "ap=1,mp-jhabua=1"),
        ("WHATSAPP_APP_SECRET", ","),
        ("WHATSAPP_API_URL", "graph"),
        ("DESK_URL", "desk:8000"),
        ("DATABASE_URL", "mysql://x"),
        ("WHATSAPP_PAIR_SECONDS", "six"),
        ("WHATSAPP_PAIR_SECONDS", "-1"),
    ],
)
def test_a_senseless_setting_stops_the_connector_with_its_name(name, value):
    with pytest.raises(settings.SettingsError, match=name):
        settings.load({**ENVIRONMENT, name: value})


def test_without_the_installations_secret_nothing_starts(monkeypatch):
    monkeypatch.delenv("SEVAMITRA_SECRET_KEY")
    with pytest.raises(settings.SettingsError, match="SEVAMITRA_SECRET_KEY"):
        settings.load(ENVIRONMENT)


@pytest.mark.parametrize(
    ("given", "wanted"), [("postgres://a/b", "postgresql://a/b"), ("postgresql+psycopg2://a/b",) * 2]
)
def test_the_database_address(given, wanted):
    assert settings.load({**ENVIRONMENT, "DATABASE_URL": given}).database_url == wanted


@pytest.mark.parametrize(
    ("code", "status", "transient", "act"),
    [
        (190, 401, False, Act.HOLD),
        (131031, 403, False, Act.HOLD),
        (131056, 400, False, Act.PAIR),
        (131056, 429, False, Act.PAIR),
        (130429, 400, False, Act.NUMBER),
        (80007, 400, False, Act.NUMBER),
        (131047, 400, False, Act.WINDOW),
        (131000, 500, False, Act.RETRY),
        (131026, 400, False, Act.FINAL),
        (131026, 400, True, Act.FINAL),  # a code that the table knows decides
        (100, 400, False, Act.PLAIN),
        (999999, 400, False, Act.FINAL),
        (999999, 400, True, Act.RETRY),
        (None, 400, False, Act.FINAL),
        (None, 401, False, Act.HOLD),
        (None, 429, False, Act.NUMBER),
        (None, 503, False, Act.RETRY),
        (None, 0, False, Act.RETRY),
    ],
)
def test_what_an_error_means(code, status, transient, act):
    assert errors.rule_of(code, status, transient).act is act


@pytest.mark.parametrize(
    "body", [None, [], "x", {}, {"error": "x"}, {"error": {"code": "190"}}, {"error": {"code": True}}]
)
def test_an_answer_of_any_shape_is_an_error(body):
    error = errors.from_answer(502, body, "7")
    assert (error.rule.act, error.code, error.retry_after) == (Act.RETRY, 0, 7.0)


def test_the_operator_hears_of_what_only_an_operator_can_mend():
    assert all(
        rule.told is Told.OPERATOR for rule in errors.RULES.values() if rule.act in (Act.HOLD, Act.PLAIN)
    )


def run_bursts(moments, pair_seconds=6.0):
    """Ask for a message at each moment; return when each really went."""
    at, count, sent, now = 0.0, 0, [], 0.0
    for moment in moments:
        now = max(now, 1000.0 + moment)
        while True:
            pause, at, count = pacing.next_burst(at, count, now, pair_seconds)
            if not pause:
                break
            now += pause
        sent.append(round(now - 1000.0, 3))
    return sent


@pytest.mark.parametrize(
    ("moments", "sent"),
    [
        ([0], [0]),
        ([0, 7, 14], [0, 7, 14]),
        ([0, 1, 2], [0, 1, 2]),
        ([0, 1, 7], [0, 1, 12.2]),
        ([0, 5.5], [0, 6.2]),
    ],
)
def test_pauses_for_one_person(moments, sent):
    assert run_bursts(moments) == sent


def test_a_burst_ends_at_45_and_is_paid_for():
    sent = run_bursts([0] * 46)
    assert sent[:45] == [0] * 45 and sent[45] == 270.2


def test_no_pause_where_none_is_asked_for():
    assert run_bursts([0] * 100, pair_seconds=0) == [0] * 100


def test_a_number_sends_80_a_second_and_slows_down_when_told():
    pace = pacing.NumberPace()
    pauses = [pace.pause("1", 100.0) for _ in range(81)]
    assert pauses[0] == 0 and pauses[80] == pytest.approx(1.0)
    assert pace.pause("2", 100.0) == 0
    assert [pace.slow_down("1", None, 200.0) for _ in range(3)] == [4.0, 16.0, 64.0]
    assert pace.pause("1", 210.0) == pytest.approx(54.0)
    pace.went_well("1")
    assert pace.slow_down("1", 30.0, 300.0) == 30.0


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (JPEG, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (PDF, "application/pdf"),
        (b"\r\n%PDF-1.4", "application/pdf"),
        (b"PK\x03\x04", None),
        (b"<html>%PDF-", None),
        (b"", None),
    ],
)
def test_the_bytes_tell_the_type(data, kind):
    assert media.content_type(data) == kind


def test_digests_as_hex_and_as_base64():
    digest = hashlib.sha256(JPEG)
    assert media.same_digest(digest.hexdigest(), JPEG) and media.same_digest("", JPEG)
    assert media.same_digest(base64.b64encode(digest.digest()).decode(), JPEG)
    assert not media.same_digest(digest.hexdigest(), PDF)
    assert not media.same_digest("not a digest", JPEG)


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("form A.pdf", "application/pdf", "form A.pdf"),
        ("..\\..\\x.pdf", "application/pdf", "x.pdf"),
        ("/etc/passwd", "application/pdf", "passwd.pdf"),
        ("a\u202efdp.exe", "image/png", "afdp.exe.png"),
        ("", "image/jpeg", "document.jpg"),
        ("...", "image/jpeg", "document.jpg"),
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        ("x" * 300, "image/jpeg", "x" * 100 + ".jpg"),
    ],
)
def test_file_names(name, kind, safe):
    assert media.safe_name(name, kind) == safe


@pytest.mark.parametrize(
    ("said", "citizen", "language"),
    [
        ("नमस्ते", "ap:x", "hi"),
        ("నమస్తే", "mp-jhabua:x", "te"),
        ("hello", "ap:x", "te"),
        ("", "mp-jhabua:x", "hi"),
    ],
)
def test_the_language_of_an_apology(said, citizen, language):
    assert trouble.guess_language(said, citizen) == language
