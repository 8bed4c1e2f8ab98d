"""One call to the Graph API: who may, what goes wrong on demand, what is written down."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from phone.errors import GraphError
from phone.faults import Fault
from phone.numbers import Number
from phone.state import PHONE, Phone

NEWEST, EXPIRED = 26, 20
HTML = "<html><head><title>500</title></head><body><h1>Sorry, something went wrong.</h1></body></html>"


@dataclass
class Call:
    """A call under way.

    Args:
        phone: what it works on.
        request: the HTTP request.
        body: its JSON, or what is worth noting of another body.
        fail_later: code with which an accepted message must fail (from a fault).
        note: further keys for the log, e.g. the id given.
    """

    phone: Phone
    request: web.Request
    body: Any = None
    fail_later: int | None = None
    note: dict[str, Any] | None = None

    @property
    def object_id(self) -> str:
        """The id in the path."""
        return self.request.match_info["id"]

    @property
    def number(self) -> Number:
        """The number in the path; raises `GraphError` 100, subcode 33."""
        number = self.phone.number(self.object_id)
        if number is None:
            raise unknown_object(self.object_id)
        return number


class GatewayAnswer(Exception):
    """An answer that is not the Graph API's own: a gateway's page, a bare 404."""

    def __init__(self, response: web.Response) -> None:
        super().__init__(response.status)
        self.response = response


Handler = Callable[[Call], Awaitable[web.Response]]
Place = str | Callable[[Call], str]


def unknown_object(object_id: str) -> GraphError:
    """Return the refusal for an id that nobody knows."""
    details = f"Unsupported request. Object with ID '{object_id}' does not exist."
    return GraphError(100, details, "id", subcode=33)


def graph(handler: Handler, place: Place) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return an HTTP handler that checks version and token, lets faults happen, and writes the call down."""

    async def serve(request: web.Request) -> web.StreamResponse:
        call = Call(request.app[PHONE], request, await _json(request))
        where = place if isinstance(place, str) else place(call)
        call.phone.stats.request(where)
        fault, response, code = await _respond(call, handler, where)
        broken = fault and fault.kind in ("reset", "accept_then_reset", "accept_then_hang")
        _log(call, None if broken else response.status, code)
        return await _misbehave(request, fault, response)

    return serve


async def _respond(call: Call, handler: Handler, where: str) -> tuple[Fault | None, web.Response, int | None]:
    fault = None
    try:
        _check_version(call.request.match_info.get("version"))
        _check_token(call)
        fault = call.phone.faults.take(where)
        await _before(call, fault)
        return fault, await handler(call), None
    except GatewayAnswer as gateway:
        return fault, gateway.response, None
    except GraphError as error:
        call.phone.stats.refusal(error)
        body = error.body(call.phone.ids.trace())
        return fault, web.json_response(body, status=error.http), error.code


async def _before(call: Call, fault: Fault | None) -> None:
    if fault is None:
        return
    if fault.kind == "error":
        raise fault.error()
    if fault.kind in ("html", "plain", "reset"):
        text, kind = (HTML, "text/html") if fault.kind == "html" else ("Too many requests", "text/plain")
        status = fault.http or (500 if fault.kind == "html" else 429)
        raise GatewayAnswer(web.Response(status=status, text=text, content_type=kind))
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "status":
        call.fail_later = fault.code


async def _misbehave(request: web.Request, fault: Fault | None, response: web.Response) -> web.Response:
    if fault and fault.kind == "accept_then_hang":
        await asyncio.sleep(fault.seconds)
    if fault and fault.kind in ("reset", "accept_then_reset") and request.transport:
        request.transport.abort()
    return response


def _check_version(version: str | None) -> None:
    match = re.fullmatch(r"v(\d+)\.\d+", version) if version else None
    if match and int(match[1]) <= EXPIRED:
        raise GraphError(2635, f"Version {version} has expired; use one up to v{NEWEST}.0.", "version")
    if match and int(match[1]) > NEWEST:
        raise GraphError(100, f"There is no version {version} yet.", "version")


def _check_token(call: Call) -> None:
    scheme, _, token = call.request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise GraphError(104, "No access token was sent.", "Authorization")
    if not hmac.compare_digest(token.strip().encode(), call.phone.settings.access_token.encode()):
        raise GraphError(190, "The access token is not valid.", "Authorization")


async def _json(request: web.Request) -> Any:
    if request.method != "POST" or request.content_type.startswith("multipart/"):
        return None
    try:
        return json.loads(await request.read() or b"null")
    except ValueError:
        return None


def _log(call: Call, status: int | None, code: int | None) -> None:
    call.phone.log.append(
        {
            "at": call.phone.now().isoformat(),
            "method": call.request.method,
            "path": call.request.path,
            "body": call.body,
            "status": status,
            "error_code": code,
            **(call.note or {}),
        }
    )
