"""A phone and a bot on loopback, in a thread of their own; tests speak to them over real HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import httpx
from aiohttp import web

from phone.app import serve
from phone.settings import Settings, parse_numbers

TOKEN, SECRET = "a-test-token", "civic-test-app-secret"
JHABUA, AP = "510000000000001", "510000000000002"
KAMLA, VENKAT = "919999000101", "919999000102"


@dataclass
class Bot:
    """Stands where Rasa does: keeps every webhook and answers as told."""

    posts: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    react: Callable[[dict[str, Any]], Awaitable[None]] | None = None
    url: str = ""

    async def webhook(self, request: web.Request) -> web.Response:
        """Take a webhook; answer with the next of `statuses`, else 200."""
        body = await request.read()
        self.posts.append((body, dict(request.headers)))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200 and self.react:
            await self.react(json.loads(body))
        return web.Response(status=status)

    def values(self) -> list[dict[str, Any]]:
        """Return the `value` of every change received."""
        bodies = [json.loads(body) for body, _ in self.posts]
        return [change["value"] for body in bodies for entry in body["entry"] for change in entry["changes"]]

    def items(self, array: str) -> list[dict[str, Any]]:
        """Return every item of `messages` or `statuses` received, in order."""
        return [item for value in self.values() for item in value.get(array, [])]


class Loop:
    """An event loop in a thread."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine there and wait for its result."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def stop(self) -> None:
        """End the loop."""
        self.loop.call_soon_threadsafe(self.loop.stop)


class Live:
    """A running phone with its bot, as seen from outside."""

    def __init__(self, loop: Loop, bot: Bot) -> None:
        self.loop, self.bot = loop, bot
        numbers = parse_numbers(f"mp-jhabua={JHABUA},ap={AP}")
        settings = Settings(f"{bot.url}/webhooks/whatsapp/webhook", TOKEN, SECRET, numbers, port=0)
        self._runner, self.url = loop.run(serve(settings))
        self.http = httpx.Client(base_url=self.url, timeout=10)

    def close(self) -> None:
        """Stop the phone."""
        self.http.close()
        self.loop.run(self._runner.cleanup())

    def sim(self, name: str, body: dict[str, Any] | None = None, method: str = "POST", **query: str) -> Any:
        """Call the control plane; the answer must be good."""
        response = self.http.request(method, f"/_sim/{name}", params=query, json=body)
        assert response.status_code == 200, response.text
        return response.json()

    def say(self, message: Any = "नमस्ते", *, who: str = KAMLA, number: str = JHABUA) -> dict[str, Any]:
        """Let a citizen send a message, or a plain text."""
        message = {"type": "text", "text": {"body": message}} if isinstance(message, str) else message
        return self.sim("send", {"from": who, "number": number, "message": message})

    def chat(self, who: str = KAMLA, number: str = JHABUA) -> list[dict[str, Any]]:
        """Return the bubbles of a conversation."""
        return self.sim("chat", method="GET", wa_id=who, number=number)["messages"]

    def graph(self, body: Any, path: str = f"{JHABUA}/messages", token: str | None = TOKEN) -> httpx.Response:
        """Call the Graph API as the bot does."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.http.post(f"/v25.0/{path}", json=body, headers=headers)

    def get(self, path: str, method: str = "GET") -> httpx.Response:
        """Read from the Graph API as the bot does; `path` may be a whole address."""
        return self.http.request(method, path, headers={"Authorization": f"Bearer {TOKEN}"})

    def upload(self, data: bytes, mime: str, name: str = "file", number: str = JHABUA) -> httpx.Response:
        """Upload a medium as the bot does."""
        return self.http.post(
            f"/v25.0/{number}/media",
            headers={"Authorization": f"Bearer {TOKEN}"},
            data={"messaging_product": "whatsapp", "type": mime},
            files={"file": (name, data, mime)},
        )

    def attach(self, data: bytes, mime: str, name: str) -> str:
        """Upload a file as the citizen's phone does; return its id."""
        response = self.http.post("/_sim/media", files={"file": (name, data, mime)})
        return str(response.json()["id"])


def outbound(kind: str, content: Any, to: str = f"+{KAMLA}", **more: Any) -> dict[str, Any]:
    """Return the body of a message."""
    return {"messaging_product": "whatsapp", "to": to, "type": kind, kind: content, **more}


def until(holds: Callable[[], Any], seconds: float = 10) -> Any:
    """Wait until something holds and return it; fail if it never does."""
    end = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < end, "This never came to be."
        time.sleep(0.02)
    return value


async def serve_bot(bot: Bot) -> web.AppRunner:
    """Start the bot's webhook on a free port."""
    app = web.Application()
    app.router.add_post("/webhooks/whatsapp/webhook", bot.webhook)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner
