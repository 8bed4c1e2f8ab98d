"""The world around the connector: a small Graph API, a small desk, and a citizen who posts webhooks."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sevamitra.whatsapp import signature
from sevamitra.whatsapp.settings import Secret, Settings

NUMBER, OTHER_NUMBER = "510020003000400", "510020003000401"
APP_SECRET = "civic-test-app-secret"
VERIFY_TOKEN = "parish-lamp-42"
EVENTS_KEY = "e" * 64
CITIZEN, NAME = "919900000222", "Amina W."
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 20
PDF = b"%PDF-1.7\n" + b"paper" * 20


async def until(done: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Wait for something to become true; a test that waits in vain fails here."""
    for _ in range(int(seconds / 0.02)):
        found = done()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("It never came to pass.")


@dataclass
class Graph:
    """Stands in for the Graph API: records what it is asked, answers as it is told."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    uploads: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    answers: list[tuple[int, Any]] = field(default_factory=list)
    media_url: str = ""
    declared_sha256: str = ""
    url: str = ""

    def routes(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/v25.0/{number}/messages", self._messages)
        app.router.add_post("/v25.0/{number}/media", self._upload)
        app.router.add_get("/v25.0/{media}", self._media)
        app.router.add_get("/blob/{media}", self._blob)
        return app

    async def _messages(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer graph-token"
        body = await request.json()
        if body.get("status") == "read":
            self.read.append(body["message_id"])
            return web.json_response({"success": True})
        if self.answers:
            status, answer = self.answers.pop(0)
            if isinstance(answer, str):
                return web.Response(status=status, text=answer, content_type="text/html")
            return web.json_response(answer, status=status)
        self.sent.append(body)
        return web.json_response({"messages": [{"id": f"wamid.OUT{len(self.sent)}"}]})

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        part = form["file"]
        self.uploads.append(
            {
                "name": part.filename,
                "type": form["type"],
                "product": form["messaging_product"],
                "data": part.file.read(),
            }
        )
        return web.json_response({"id": f"90{len(self.uploads)}"})

    async def _media(self, request: web.Request) -> web.Response:
        media_id = request.match_info["media"]
        assert request.query["phone_number_id"] in (NUMBER, OTHER_NUMBER)
        if media_id not in self.files:
            return web.json_response({"error": {"code": 100, "message": "no such object"}}, status=400)
        digest = self.declared_sha256 or hashlib.sha256(self.files[media_id]).hexdigest()
        url = self.media_url or f"{self.url}/blob/{media_id}"
        return web.json_response({"id": media_id, "url": url, "sha256": digest, "file_size": "1"})

    async def _blob(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer graph-token"
        return web.Response(body=self.files[request.match_info["media"]])


@dataclass
class DeskStandIn:
    """Stands in for the desk: keeps files, gives papers; `down` makes it ill."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)
    down: bool = False
    refuses: bool = False
    url: str = ""

    def routes(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/api/files/", self._keep)
        app.router.add_get("/papers/{name}", self._paper)
        return app

    async def _keep(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer desk-token"
        form = await request.post()
        if self.down:
            return web.Response(status=503)
        if self.refuses:
            return web.json_response({"error": {"code": "invalid"}}, status=400)
        part = form["file"]
        data = part.file.read()
        self.kept.append({"citizen": form["citizen"], "name": part.filename, "data": data})
        answer = {"id": f"f{len(self.kept)}", "name": part.filename, "content_type": part.content_type}
        return web.json_response({**answer, "size": len(data), "sha256": "x"}, status=201)

    async def _paper(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer desk-token"
        if self.down:
            return web.Response(status=503)
        if request.match_info["name"] not in self.papers:
            return web.Response(status=404)
        return web.Response(body=self.papers[request.match_info["name"]], content_type="application/pdf")


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    """Serve an application on a free loopback port; return its runner and address."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    return runner, f"http://127.0.0.1:{port}"


def make_settings(
    database_url: str, graph_url: str = "http://127.0.0.1:9", desk_url: str = "http://127.0.0.1:9"
) -> Settings:
    """Return settings for tests: no pause between messages to one person."""
    return Settings(
        api_url=graph_url,
        api_version="v25.0",
        access_token=Secret("graph-token"),
        app_secrets=(Secret(APP_SECRET), Secret("the-next-secret")),
        verify_token=Secret(VERIFY_TOKEN),
        numbers={NUMBER: "mp-jhabua", OTHER_NUMBER: "ap"},
        desk_url=desk_url,
        desk_token=Secret("desk-token"),
        events_key=Secret(EVENTS_KEY),
        database_url=database_url,
        pair_seconds=0,
    )


@dataclass
class FakeDialogue:
    """A dialogue that repeats what it hears, or does what a test gives it to do."""

    turns: list[dict[str, Any]] = field(default_factory=list)
    tracker: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    do: Callable[..., Any] | None = None
    spoken: str | None = "en"
    is_ready: bool = True

    def ready(self) -> bool:
        return self.is_ready

    async def say(
        self, citizen: str, text: str, message_id: str, metadata: dict[str, Any]
    ) -> list[dict[str, Any]]:
        turn = {"citizen": citizen, "text": text, "message_id": message_id, "metadata": metadata}
        self.turns.append(turn)
        responses = await self.do(turn) if self.do else [{"text": f"You said {text}"}]
        self.tracker[message_id] = responses
        return responses

    async def trigger(self, citizen: str, intent: str, entities: dict[str, Any]) -> list[dict[str, Any]]:
        turn = {"citizen": citizen, "intent": intent, "entities": entities}
        self.turns.append(turn)
        return await self.do(turn) if self.do else [{"text": f"News: {intent}"}]

    async def said(self, citizen: str, message_id: str) -> list[dict[str, Any]] | None:
        return self.tracker.get(message_id)

    async def triggered(self, citizen: str, intent: str, since: float) -> list[dict[str, Any]] | None:
        return None

    async def language(self, citizen: str) -> str | None:
        return self.spoken

    async def forget(self, citizen: str) -> None:
        self.forgotten.append(citizen)


def item(
    message_id: str = "wamid.T1", sender: str = CITIZEN, at: int = 1795000001, **content: Any
) -> dict[str, Any]:
    """Return one message item; text "Hello" unless `content` says otherwise."""
    content = content or {"type": "text", "text": {"body": "Hello"}}
    return {"from": sender, "id": message_id, "timestamp": str(at), **content}


def webhook(*items: Any, number: str = NUMBER, statuses: Any = (), contacts: Any = None) -> dict[str, Any]:
    """Wrap message items and statuses as Meta does."""
    if contacts is None:
        contacts = [{"profile": {"name": NAME}, "wa_id": CITIZEN}]
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "910000000100", "phone_number_id": number},
        "contacts": contacts,
    }
    value |= {"messages": list(items)} if items else {}
    value |= {"statuses": list(statuses)} if statuses else {}
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "300111222333444", "changes": [change]}]}


def signed(body: Any, secret: str = APP_SECRET) -> tuple[bytes, dict[str, str]]:
    """Return the raw body and headers of a webhook as Meta would send them."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return raw, {
        "X-Hub-Signature-256": signature.sign(raw, secret.encode()),
        "Content-Type": "application/json",
    }
