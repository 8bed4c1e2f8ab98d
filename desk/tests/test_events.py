"""Decisions reach the bot, signed, until it says 200."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from conftest import JHABUA, decide, filed, grievance
from django.core.management import call_command

from events.models import Event
from sevamitra import keys

pytestmark = pytest.mark.django_db


class Bot:
    """A listener that keeps what it gets and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, bytes]] = []
        self.answers: list[int] = []
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                bot.got.append((self.path, self.headers["X-SevaMitra-Signature"], body))
                self.send_response(bot.answers.pop(0) if bot.answers else 200)
                self.end_headers()

            def log_message(self, *words: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def bot(settings):
    listening = Bot()
    settings.RASA_URL = f"http://127.0.0.1:{listening.server.server_port}"
    yield listening
    listening.server.shutdown()
    listening.server.server_close()


@pytest.fixture
def decided(api, officer) -> str:
    number = filed(api, grievance()).number
    decide(officer, number, "approved", "हो गया")
    return number


def later(monkeypatch, minutes: int) -> None:
    monkeypatch.setenv(
        "SEVAMITRA_NOW", f"2026-11-19T{6 + minutes // 60:02d}:{30 + minutes % 60:02d}:00+00:00"
    )


def test_the_bot_gets_the_event_signed_and_once(bot, decided):
    for _ in range(2):
        call_command("deliver_events", once=True)
    [(path, signature, body)] = bot.got
    event = Event.objects.get()
    assert path == "/webhooks/whatsapp/events"
    assert json.loads(body) == {
        "id": event.id,
        "citizen": JHABUA,
        "intent": "application_event",
        "entities": {"number": decided, "event": "approved"},
    }
    assert signature == "sha256=" + hmac.new(keys.derive("events"), body, hashlib.sha256).hexdigest()
    assert event.delivered_at


@pytest.mark.parametrize("refusal", [500, 503, 404, 401, 202, 302])
def test_tried_again_with_the_same_id_until_200(bot, decided, monkeypatch, refusal):
    bot.answers = [refusal, refusal]
    call_command("deliver_events", once=True)
    call_command("deliver_events", once=True)
    assert len(bot.got) == 1, "not before its time"
    for minutes in (1, 2, 3):
        later(monkeypatch, minutes)
        call_command("deliver_events", once=True)
    assert len(bot.got) == 3
    assert len({json.loads(body)["id"] for *_, body in bot.got}) == 1
    event = Event.objects.get()
    assert (event.attempts, event.last_error, bool(event.delivered_at)) == (3, "", True)


def test_a_bot_that_is_away_loses_nothing(decided, settings, bot, monkeypatch):
    address, settings.RASA_URL = settings.RASA_URL, "http://127.0.0.1:9"
    call_command("deliver_events", once=True)
    assert Event.objects.get().last_error == "ConnectionError"
    settings.RASA_URL = address
    later(monkeypatch, 1)
    call_command("deliver_events", once=True)
    assert len(bot.got) == 1


def test_given_up_after_a_week(decided, bot, monkeypatch):
    bot.answers = [404]
    monkeypatch.setenv("SEVAMITRA_NOW", "2026-11-27T06:30:00+00:00")
    call_command("deliver_events", once=True)
    call_command("deliver_events", once=True)
    assert len(bot.got) == 1 and Event.objects.get().given_up_at


def test_one_event_s_trouble_does_not_hold_up_the_next(api, officer, bot, decided):
    decide(officer, filed(api, grievance(key="2")).number, "rejected", "कारण")
    bot.answers = [500]
    call_command("deliver_events", once=True)
    assert Event.objects.exclude(delivered_at=None).get().entities["event"] == "rejected"
