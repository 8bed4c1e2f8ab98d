"""The desk starts only as it should, and its accounts come from commands."""

from __future__ import annotations

import os

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from live import manage

CHECK = (
    "shell",
    "-c",
    "from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.DEMO)",
)


def env(folder, **changes: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SEVAMITRA_", "DESK_"))}
    base = {
        "SEVAMITRA_VAR": str(folder),
        "SEVAMITRA_SECRET_KEY": "x" * 40,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return kept | base | changes


@pytest.mark.parametrize("secret", ["", "short"])
def test_no_start_without_a_secret(tmp_path, secret):
    with pytest.raises(RuntimeError, match="SEVAMITRA_SECRET_KEY"):
        manage(env(tmp_path, SEVAMITRA_SECRET_KEY=secret), "check")


@pytest.mark.parametrize(("demo", "printed"), [("0", "False True False"), ("1", "False False True")])
def test_cookies_are_secure_outside_a_demonstration(tmp_path, demo, printed):
    assert printed in manage(env(tmp_path, SEVAMITRA_DEMO=demo), *CHECK)


def test_no_demo_officer_outside_a_demonstration(tmp_path):
    outside = env(tmp_path)
    manage(outside, "migrate", "-v0")
    with pytest.raises(RuntimeError, match="SEVAMITRA_DEMO"):
        manage(outside, "demo_officer")


@pytest.mark.django_db
def test_demo_officer_can_log_in_again_and_again(client, capsys, settings):
    for _ in range(2):
        call_command("demo_officer")
    assert "name: demo  password: demo-officer" in capsys.readouterr().out
    assert client.post("/login/", {"username": "demo", "password": "demo-officer"}).status_code == 302


@pytest.mark.django_db
def test_officer_gets_a_password_once(client, capsys):
    call_command("officer", "meena", jurisdiction="ap", department="revenue")
    password = capsys.readouterr().out.strip().rsplit(" ", 1)[-1]
    assert client.login(username="meena", password=password)
    posting = User.objects.get().postings.get()
    assert (posting.jurisdiction, posting.department) == ("ap", "revenue")
    with pytest.raises(CommandError, match="exists already"):
        call_command("officer", "meena")


@pytest.mark.django_db
@pytest.mark.parametrize("where", [{"jurisdiction": "goa"}, {"jurisdiction": "ap", "department": "magic"}])
def test_no_officer_of_nowhere(where):
    with pytest.raises(CommandError, match="There is no"):
        call_command("officer", "meena", **where)
    assert not User.objects.exists()
