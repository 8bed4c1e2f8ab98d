"""The webhook through a real Sanic server with Rasa's own way of registering channels."""

from __future__ import annotations

import asyncio
import json
import socket
from types import SimpleNamespace

import aiohttp
import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage, register
from sanic import Sanic

from sevamitra.whatsapp import signature
from sevamitra.whatsapp.channel import MAX_BODY, WhatsAppInput

from .world import EVENTS_KEY, VERIFY_TOKEN, item, make_settings, signed, until, webhook


class Agent:
    """Stands in for Rasa's agent: answers what it hears."""

    def __init__(self) -> None:
        self.heard: list[UserMessage] = []
        self.triggered: list[tuple] = []
        self.tracker_store = SimpleNamespace(
            retrieve=self._no_tracker, retrieve_full_tracker=self._no_tracker
        )
        self.processor = SimpleNamespace(fetch_tracker_and_update_session=self._no_tracker)
        self.lock_store = SimpleNamespace(lock=lambda citizen: asyncio.Lock())

    def is_ready(self) -> bool:
        return True

    async def _no_tracker(self, *_args) -> None:
        return None

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        await message.output_channel.send_response(message.sender_id, {"text": "Part one"})
        await message.output_channel.send_response(message.sender_id, {"text": "Part two"})

    async def trigger_intent(self, intent_name, entities, output_channel, tracker) -> None:
        self.triggered.append((intent_name, entities))
        await output_channel.send_response("", {"text": "It is approved."})


@pytest_asyncio.fixture
async def bot(around, tmp_path, monkeypatch):
    """A Rasa-like server with the WhatsApp channel, on a free port."""
    monkeypatch.setattr(Sanic, "test_mode", True)
    channel = WhatsAppInput(make_settings(f"sqlite:///{tmp_path}/w.db", around.graph.url, around.desk.url))
    app = Sanic(f"test_{tmp_path.name.replace('-', '_')}")
    app.ctx.agent = Agent()
    register([channel], app, route="/webhooks/")
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=sock, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    await server.after_start()
    url = f"http://127.0.0.1:{sock.getsockname()[1]}/webhooks/whatsapp"
    async with aiohttp.ClientSession() as http:
        yield SimpleNamespace(http=http, url=url, agent=app.ctx.agent, graph=around.graph, channel=channel)
    await server.before_stop()
    await server.close()
    await server.after_stop()


async def post(bot, body, headers=None):
    raw, right = signed(body)
    async with bot.http.post(
        f"{bot.url}/webhook", data=raw, headers=right if headers is None else headers
    ) as answer:
        return answer.status


async def quiet(bot):
    """Nothing more arrives once a marker message has been answered."""
    before = len(bot.graph.sent)
    await post(bot, webhook(item("wamid.MARK", text={"body": "mark"}, type="text")))
    await until(lambda: len(bot.graph.sent) > before)
    return [message.text for message in bot.agent.heard]


async def test_a_signed_message_gives_one_reply_of_all_parts(bot):
    assert await post(bot, webhook(item())) == 200
    await until(lambda: bot.graph.sent)
    assert bot.graph.sent[0]["text"]["body"] == "Part one\n\nPart two"
    message = bot.agent.heard[0]
    assert (message.text, message.message_id, message.input_channel) == ("Hello", "wamid.T1", "whatsapp")


async def test_five_posts_of_one_webhook_give_one_reply(bot):
    assert await asyncio.gather(*(post(bot, webhook(item())) for _ in range(5))) == [200] * 5
    await until(lambda: bot.graph.sent)
    assert await quiet(bot) == ["Hello", "mark"]
    assert len(bot.graph.sent) == 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-Hub-Signature-256": "sha256=" + "0" * 64}, 403),
        ({"X-Hub-Signature-256": "sha256=" + "é" * 64}, 403),
        ({"X-Hub-Signature-256": "sha1=abc"}, 403),
        ({"X-Hub-Signature-256": signature.sign(b"another body", b"civic-test-app-secret")}, 403),
    ],
)
async def test_a_forged_message_gives_no_reply(bot, headers, status):
    assert await post(bot, webhook(item()), headers) == status
    assert await quiet(bot) == ["mark"]


async def test_both_secrets_of_a_rotation_are_right(bot):
    raw, headers = signed(webhook(item()), "the-next-secret")
    assert await post(bot, raw, headers) == 200
    await until(lambda: bot.graph.sent)


async def test_a_body_over_the_cap_is_refused(bot):
    assert await post(bot, b" " * (MAX_BODY + 1)) == 413
    assert await quiet(bot) == ["mark"]


async def test_a_body_of_three_megabytes_is_taken(bot):
    body = webhook(item()) | {"padding": "x" * 3_000_000}
    assert await post(bot, body) == 200
    await until(lambda: bot.graph.sent)


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 100_000])
async def test_a_signed_body_that_is_not_json_is_refused(bot, body):
    assert await post(bot, body) == 400


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b"{}", b'{"object": "page", "entry": []}'])
async def test_a_signed_body_of_another_kind_is_taken_and_ignored(bot, body):
    assert await post(bot, body) == 200
    assert await quiet(bot) == ["mark"]


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        (
            {"hub.mode": "subscribe", "hub.challenge": "<b>77</b>", "hub.verify_token": VERIFY_TOKEN},
            200,
            "<b>77</b>",
        ),
        ({"hub.mode": "subscribe", "hub.challenge": "77", "hub.verify_token": "wrong"}, 403, "Forbidden"),
        (
            {"hub.mode": "unsubscribe", "hub.challenge": "77", "hub.verify_token": VERIFY_TOKEN},
            403,
            "Forbidden",
        ),
        ({}, 403, "Forbidden"),
    ],
)
async def test_meta_verifies_the_webhook(bot, query, status, text):
    async with bot.http.get(f"{bot.url}/webhook", params=query) as answer:
        assert (answer.status, await answer.text()) == (status, text)
        assert answer.content_type == "text/plain"


async def post_event(bot, event, key=EVENTS_KEY):
    raw = json.dumps(event).encode()
    headers = {"X-SevaMitra-Signature": signature.sign(raw, bytes.fromhex(key))} if key else {}
    async with bot.http.post(f"{bot.url}/events", data=raw, headers=headers) as answer:
        return answer.status


async def test_an_event_of_the_desk_reaches_the_conversation_once(bot):
    await post(bot, webhook(item()))
    await until(lambda: bot.graph.sent)
    citizen = bot.agent.heard[0].sender_id
    entities = {"number": "SMJ26-000123-4", "event": "approved"}
    event = {"id": "e1", "citizen": citizen, "intent": "application_event", "entities": entities}
    assert await post_event(bot, event) == 200
    assert await post_event(bot, event) == 200
    await until(lambda: len(bot.graph.sent) == 2)
    found = [{"entity": name, "value": value} for name, value in entities.items()]
    assert bot.agent.triggered == [("application_event", found)]
    assert bot.graph.sent[1]["text"]["body"] == "It is approved."
    await quiet(bot)
    assert len(bot.agent.triggered) == 1


@pytest.mark.parametrize(
    ("event", "key", "status"),
    [
        ({"id": "e1", "citizen": "ap:nobody", "intent": "application_event"}, EVENTS_KEY, 404),
        ({"id": "e1", "citizen": "ap:nobody", "intent": "application_event"}, "f" * 64, 401),
        ({"id": "e1", "citizen": "ap:nobody", "intent": "application_event"}, None, 401),
        ({"id": "e1", "intent": "application_event"}, EVENTS_KEY, 400),
        ({"id": "", "citizen": "ap:nobody", "intent": "application_event"}, EVENTS_KEY, 400),
        ({"id": "e1", "citizen": "ap:nobody", "intent": "/restart"}, EVENTS_KEY, 400),
        ({"id": "e1", "citizen": "ap:nobody", "intent": "ok", "entities": [1]}, EVENTS_KEY, 400),
        ([], EVENTS_KEY, 400),
    ],
)
async def test_an_event_that_is_not_right_is_refused(bot, event, key, status):
    assert await post_event(bot, event, key) == status


async def test_messages_wait_until_a_model_is_loaded(bot, monkeypatch):
    monkeypatch.setattr(bot.agent, "is_ready", lambda: False)
    assert await post(bot, webhook(item())) == 200
    await asyncio.sleep(0.1)
    assert not bot.agent.heard
    monkeypatch.setattr(bot.agent, "is_ready", lambda: True)
    await until(lambda: bot.graph.sent)


async def test_a_webhook_that_cannot_be_stored_is_not_acknowledged(bot):
    bot.channel.connector.database.transact(lambda c: c.exec_driver_sql("DROP TABLE whatsapp_inbox"))
    assert await post(bot, webhook(item())) == 503
