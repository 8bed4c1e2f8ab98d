"""The Rasa channel: `sevamitra.whatsapp.channel.WhatsAppInput` in `credentials.yml`."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from sevamitra import rasa_patches

from . import citizens, events, inbox, payloads, settings, signature
from .connector import Connector
from .dialogue import CHANNEL, RasaDialogue
from .settings import Settings

logger = logging.getLogger(__name__)

MAX_BODY = 4 * 1024 * 1024  # Meta's payloads reach 3 MB (contract 1.3)
META_SIGNATURE = "X-Hub-Signature-256"

rasa_patches.apply()


class WhatsAppInput(InputChannel):
    """WhatsApp Business Cloud API.

    Args:
        loaded: the connector's settings; read from the environment where Rasa makes the channel.
    """

    def __init__(self, loaded: Settings) -> None:
        self.settings = loaded
        self.connector: Connector | None = None

    @classmethod
    def name(cls) -> str:
        """Return the channel's name; its routes are below `/webhooks/whatsapp`."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WhatsAppInput:
        """Make the channel; `credentials.yml` holds nothing, the environment all.

        Raises:
            SettingsError: a setting is missing; Rasa then does not start.
        """
        return cls(settings.load())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes `webhook` and `events`, and start the connector with the server."""
        routes = Blueprint("whatsapp", strict_slashes=False)

        @routes.listener("before_server_start")
        async def _open(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            self.connector = Connector(self.settings, RasaDialogue(app, on_new_message))
            self.connector.open()

        @routes.listener("after_server_start")
        async def _start(_app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            self._running().start()

        @routes.listener("before_server_stop")
        async def _stop(_app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            await self._running().stop()

        @routes.get("/webhook")
        async def verify(request: Request) -> HTTPResponse:
            return self._verify(request)

        # Streamed, so that a body over the cap is never held whole.
        @routes.post("/webhook", stream=True)
        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request)

        @routes.post("/events", stream=True)
        async def event(request: Request) -> HTTPResponse:
            return await self._event(request)

        routes.add_route(_health, "/", methods=["GET"])
        return routes

    def _running(self) -> Connector:
        if self.connector is None:
            raise RuntimeError("The WhatsApp connector has not been started.")
        return self.connector

    def _verify(self, request: Request) -> HTTPResponse:
        """Answer Meta's GET when the webhook is set up (contract 1.1)."""
        token = request.args.get("hub.verify_token", "")
        right = hmac.compare_digest(token.encode(), self.settings.verify_token.reveal().encode())
        if request.args.get("hub.mode") != "subscribe" or not right:
            return response.text("Forbidden", 403)
        return response.text(request.args.get("hub.challenge", ""))

    async def _receive(self, request: Request) -> HTTPResponse:
        """Store a webhook of Meta's, and say 200 as soon as it is safe on disk."""
        secrets = [secret.reveal().encode() for secret in self.settings.app_secrets]
        body, refusal = await _signed_body(request, META_SIGNATURE, secrets)
        if refusal:
            return refusal
        try:
            batch = payloads.parse(json.loads(body), self.settings.numbers)
        except (ValueError, RecursionError):
            return response.text("Not JSON", 400)
        running = self._running()
        try:
            fresh = await running.database.run(inbox.accept, batch, self.settings.numbers, time.time())
        except SQLAlchemyError:
            # No 200 without a safe copy: Meta will bring it again.
            logger.exception("A webhook could not be stored.")
            return response.text("Try again", 503)
        if fresh or batch.statuses:
            running.dispatcher.wake()
            running.sender.wake()
        return response.text("OK")

    async def _event(self, request: Request) -> HTTPResponse:
        """Store an event of the desk for a citizen's conversation."""
        key = bytes.fromhex(self.settings.events_key.reveal())
        body, refusal = await _signed_body(request, events.SIGNATURE_HEADER, [key])
        if refusal:
            return (
                response.json({"error": {"code": "bad_signature"}}, 401) if refusal.status == 403 else refusal
            )
        try:
            event = events.read(body)
        except events.BadEvent as error:
            return response.json({"error": {"code": "invalid", "message": str(error)}}, 400)
        running = self._running()
        if await running.database.run(citizens.get, event.citizen) is None:
            return response.json({"error": {"code": "not_found"}}, 404)
        content = {"intent": event.intent, "entities": event.entities}
        await running.database.run(inbox.accept_event, event.citizen, event.id, content, time.time())
        running.dispatcher.wake()
        return response.json({"accepted": event.id})


async def _health(_request: Request) -> HTTPResponse:
    return response.json({"status": "ok"})


async def _signed_body(request: Request, header: str, keys: list[bytes]) -> tuple[bytes, HTTPResponse | None]:
    """Return the raw body, or the refusal: too large, unsigned (401) or wrongly signed (403)."""
    body = bytearray()
    while request.stream is not None and (chunk := await request.stream.read()):
        body += chunk
        if len(body) > MAX_BODY:
            return b"", response.text("Too large", 413)
    given = request.headers.get(header)
    if not given:
        logger.error("A request without a signature was refused.")
        return b"", response.text("Unsigned", 401)
    if not signature.verify(bytes(body), given, keys):
        logger.error("A request with a wrong signature was refused.")
        return b"", response.text("Wrong signature", 403)
    return bytes(body), None
