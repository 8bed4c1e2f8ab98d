"""The phone's web server: Graph API, control plane and page."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path

import aiohttp
from aiohttp import web

from phone import control, graph
from phone.settings import Settings
from phone.state import PHONE, Phone

STATIC = Path(__file__).parent / "static"
MOST_BYTES = 110 * 1024 * 1024
HOSTS = {"127.0.0.1", "localhost", "[::1]"}
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def make_app(settings: Settings) -> web.Application:
    """Return the application; whoever starts it sets `phone.base_url` (see `serve`)."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[_local_only])
    app.cleanup_ctx.append(_phone(settings))
    # aiosignal's types are newer than aiohttp's.
    app.on_shutdown.append(_close_streams)  # type: ignore[arg-type]
    app.add_routes([*control.routes(), *graph.routes(), web.get("/", _page)])
    app.router.add_static("/static", STATIC)
    return app


async def serve(settings: Settings) -> tuple[web.AppRunner, str]:
    """Start listening on 127.0.0.1; return the runner (to clean up) and the address."""
    runner = web.AppRunner(make_app(settings), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", settings.port).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    runner.app[PHONE].base_url = address
    return runner, address


def _phone(settings: Settings) -> Callable[[web.Application], AsyncGenerator[None, None]]:
    async def life(app: web.Application) -> AsyncGenerator[None, None]:
        async with aiohttp.ClientSession() as session:
            app[PHONE] = Phone(settings, session)
            yield
            app[PHONE].stop()

    return life


async def _close_streams(app: web.Application) -> None:
    app[PHONE].hub.close()


@web.middleware
async def _local_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse other sites' pages: the phone has no password because only this machine reaches it."""
    host = request.host.rpartition(":")[0] or request.host
    origin = request.headers.get("Origin")
    if host not in HOSTS or (origin and origin != f"http://{request.host}"):
        raise web.HTTPForbidden(text="Only for this machine.")
    return await handler(request)


async def _page(request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": POLICY})
