"""The phone's settings, and starting it as a program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from phone.errors import SettingsError
from phone.settings import from_environment

GOOD = {
    "WHATSAPP_ACCESS_TOKEN": "token",
    "WHATSAPP_APP_SECRET": "new-secret, old-secret",
    "WHATSAPP_NUMBERS": "mp-jhabua=510000000000001,ap=510000000000002",
}


def test_settings_come_from_the_environment() -> None:
    settings = from_environment(GOOD | {"RASA_URL": "http://127.0.0.1:5006/", "PHONE_PORT": "0"})
    assert settings.webhook_url == "http://127.0.0.1:5006/webhooks/whatsapp/webhook"
    assert (settings.secret, settings.port) == ("new-secret", 0)
    assert [(one.jurisdiction, one.id) for one in settings.numbers] == [
        ("mp-jhabua", "510000000000001"),
        ("ap", "510000000000002"),
    ]


def test_secrets_do_not_print() -> None:
    assert "secret" not in repr(from_environment(GOOD)).replace("secret=", "")
    assert "token" not in repr(from_environment(GOOD)).replace("access_token=", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"WHATSAPP_ACCESS_TOKEN": ""},
        {"WHATSAPP_APP_SECRET": " "},
        {"WHATSAPP_NUMBERS": ""},
        {"WHATSAPP_NUMBERS": "ap"},
        {"WHATSAPP_NUMBERS": "ap="},
        {"PHONE_PORT": "http"},
        {"PHONE_PORT": "70000"},
        {"PHONE_PAIR_LIMIT": "none"},
    ],
)
def test_wrong_settings_are_named(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        from_environment(GOOD | wrong)


def test_the_program_says_what_is_missing() -> None:
    done = subprocess.run([sys.executable, "-m", "phone"], env={}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "WHATSAPP_ACCESS_TOKEN" in done.stderr


def test_the_program_starts_and_stops() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "phone"], env=GOOD | {"PHONE_PORT": "0"}, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout and program.stdout.readline().startswith("The phone is at http://127.0.0.1:")
        program.terminate()
        assert program.wait(20) == 0
