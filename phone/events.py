"""News for the page: server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

KEEP_ALIVE = 15.0


class Hub:
    """Hands every event to every open page."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()

    def emit(self, event: dict[str, Any]) -> None:
        """Tell every page."""
        for listener in self._listeners:
            listener.put_nowait(event)

    def close(self) -> None:
        """End every stream."""
        for listener in self._listeners:
            listener.put_nowait(None)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Answer a request with the events to come, until the page goes."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        listener: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            await response.write(b": here\n\n")
            while (line := await _next_line(listener)) is not None:
                await response.write(line)
        except ConnectionResetError:
            pass
        finally:
            self._listeners.discard(listener)
        return response


async def _next_line(listener: asyncio.Queue[dict[str, Any] | None]) -> bytes | None:
    try:
        event = await asyncio.wait_for(listener.get(), KEEP_ALIVE)
    except asyncio.TimeoutError:
        return b": still here\n\n"
    return None if event is None else f"data: {json.dumps(event)}\n\n".encode()
