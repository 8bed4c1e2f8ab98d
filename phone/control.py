"""The control plane: what tests, demos and the page ask of the phone, below `/_sim/`."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from phone import faults, inbound, view
from phone.chats import Chat
from phone.errors import CommandError
from phone.graph import read_multipart
from phone.knobs import turned
from phone.media import INBOUND_LIFE
from phone.numbers import Number
from phone.rates import MODELS, Rates
from phone.state import PHONE, Phone
from phone.templates import from_request

Body = dict[str, Any]
Handler = Callable[[Phone, web.Request, Body], Awaitable[Any]]


def routes() -> list[web.RouteDef]:
    """Return the routes of the control plane."""
    table: list[tuple[str, str, Handler]] = [
        ("POST", "send", send),
        ("GET", "sent", sent),
        ("POST", "reset", reset),
        ("POST", "media", upload),
        ("GET", "chat", chat),
        ("DELETE", "chat", forget_chat),
        ("GET", "setup", setup),
        ("POST", "citizens", citizen),
        ("GET", "faults", waiting_faults),
        ("POST", "faults", add_faults),
        ("DELETE", "faults", clear_faults),
        ("GET", "clock", show_clock),
        ("POST", "clock", move_clock),
        ("GET", "webhook-knobs", show_knobs),
        ("POST", "webhook-knobs", turn_knobs),
        ("POST", "rates", set_rates),
        ("POST", "templates", seed_template),
        ("GET", "stats", stats),
    ]
    return [
        *[web.route(method, f"/_sim/{name}", _serve(handler)) for method, name, handler in table],
        web.get("/_sim/media/{id}", download),
        web.get("/_sim/events", events),
    ]


def _serve(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def serve(request: web.Request) -> web.Response:
        try:
            return web.json_response(await handler(request.app[PHONE], request, await _body(request)))
        except CommandError as error:
            return web.json_response({"error": str(error)}, status=400)

    return serve


async def _body(request: web.Request) -> Body:
    if request.content_type == "multipart/form-data" or not request.can_read_body:
        return {}
    try:
        body = await request.json()
    except json.JSONDecodeError as error:
        raise CommandError("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise CommandError("The body must be a JSON object.")
    return body


async def send(phone: Phone, request: web.Request, body: Body) -> Body:
    """Let a citizen send a message: `{"from", "number", "message"}`, `name` for a new profile name."""
    if not isinstance(body.get("from"), str) or not isinstance(body.get("message"), dict):
        raise CommandError("Send from (wa_id), number (phone number id) and message.")
    conversation = phone.chats.chat(_number(phone, body.get("number")), body["from"])
    conversation.citizen.name = body.get("name", conversation.citizen.name)
    message, status = await inbound.send(phone, conversation, body["message"])
    return {"id": message.id, "status": status}


async def sent(phone: Phone, request: web.Request, body: Body) -> list[Body]:
    """List every Graph request."""
    return phone.log


async def reset(phone: Phone, request: web.Request, body: Body) -> Body:
    """Forget everything; ids begin again, after `run` if it is given."""
    run = body.get("run", "")
    if not isinstance(run, str) or not (run == "" or (run.isascii() and run.isalnum())):
        raise CommandError("run must be Latin letters and digits.")
    phone.reset(run)
    return {"reset": True}


async def upload(phone: Phone, request: web.Request, body: Body) -> Body:
    """Keep a file for a message to come."""
    _, file = await read_multipart(request)
    if file is None:
        raise CommandError("Send a form with a file.")
    data, name, content_type = file
    return {"id": phone.media.add(data, content_type, name, phone.now(), life=INBOUND_LIFE).id}


async def chat(phone: Phone, request: web.Request, body: Body) -> Body:
    """Show a conversation."""
    return view.chat_json(phone, _chat(phone, request))


async def forget_chat(phone: Phone, request: web.Request, body: Body) -> Body:
    """Empty a conversation on the phone; the bot keeps what it knows, and ids go on."""
    conversation = _chat(phone, request)
    phone.chats.forget(conversation.number, conversation.citizen.wa_id)
    phone.hub.emit({"type": "cleared", **view.key(conversation)})
    return {"cleared": True}


async def setup(phone: Phone, request: web.Request, body: Body) -> Body:
    """Show the numbers and the citizens."""
    return {
        "numbers": [view.number_json(one) for one in phone.settings.numbers],
        "citizens": [view.citizen_json(one) for one in phone.chats.citizens.values()],
    }


async def citizen(phone: Phone, request: web.Request, body: Body) -> Body:
    """Change a citizen, or make a new one when there is no `wa_id`: `name`, `receipts`, `on_whatsapp`."""
    one = phone.chats.citizen(str(body.get("wa_id") or phone.ids.citizen()))
    for key, kind in (("name", str), ("receipts", bool), ("on_whatsapp", bool)):
        if key in body:
            if not isinstance(body[key], kind):
                raise CommandError(f"{key} must be a {kind.__name__}.")
            setattr(one, key, body[key])
    return view.citizen_json(one)


async def waiting_faults(phone: Phone, request: web.Request, body: Body) -> list[Body]:
    """List the faults still to come."""
    return phone.faults.waiting()


async def add_faults(phone: Phone, request: web.Request, body: Body) -> list[Body]:
    """Let something go wrong: see `phone.faults.Fault`."""
    phone.faults.add(faults.from_request(body))
    return phone.faults.waiting()


async def clear_faults(phone: Phone, request: web.Request, body: Body) -> list[Body]:
    """Let nothing go wrong any more."""
    phone.faults.clear()
    return []


async def show_clock(phone: Phone, request: web.Request, body: Body) -> Body:
    """Show the phone's time."""
    return {"now": phone.now().isoformat(), "offset_seconds": phone.offset.total_seconds()}


async def move_clock(phone: Phone, request: web.Request, body: Body) -> Body:
    """Move the phone's time: `advance_seconds`, `offset_seconds` from the true time, or `at` (ISO 8601)."""
    try:
        if "at" in body:
            phone.offset += datetime.fromisoformat(body["at"]) - phone.now()
        elif "offset_seconds" in body:
            phone.offset = timedelta(seconds=body["offset_seconds"])
        else:
            phone.offset += timedelta(seconds=body["advance_seconds"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise CommandError("Give advance_seconds, offset_seconds, or at with an offset from UTC.") from error
    return await show_clock(phone, request, body)


async def show_knobs(phone: Phone, request: web.Request, body: Body) -> Body:
    """Show how webhooks behave."""
    return vars(phone.knobs)


async def turn_knobs(phone: Phone, request: web.Request, body: Body) -> Body:
    """Change how webhooks behave (see `phone.knobs.Knobs`); `release` sends what waits."""
    phone.knobs = turned(phone.knobs, {key: value for key, value in body.items() if key != "release"})
    if body.get("release"):
        await phone.sender.release()
    return vars(phone.knobs)


async def set_rates(phone: Phone, request: web.Request, body: Body) -> Body:
    """Choose the pair limit (`model`: strict, lenient, off) and the number's `per_second` (0: none)."""
    model, per_second = body.get("model", phone.rates.model), body.get("per_second", phone.rates.per_second)
    if model not in (*MODELS, "off") or not isinstance(per_second, int) or per_second < 0:
        raise CommandError("model is strict, lenient or off; per_second a number from 0.")
    phone.rates = Rates(model, per_second)
    return {"model": model, "per_second": per_second}


async def seed_template(phone: Phone, request: web.Request, body: Body) -> Body:
    """Make a template: `name`, `language`, `body`, perhaps `status` and `category`."""
    components = [{"type": "BODY", "text": body.get("body")}]
    try:
        phone.templates.add(from_request({**body, "components": components}))
    except Exception as error:
        raise CommandError("A template needs name, language and body.") from error
    return {"templates": len(phone.templates.all())}


async def stats(phone: Phone, request: web.Request, body: Body) -> Body:
    """Show what was counted."""
    return phone.stats.as_json()


async def download(request: web.Request) -> web.Response:
    """Hand a file to the page, which has no bearer token."""
    medium = request.app[PHONE].media.find(request.match_info["id"])
    if medium is None:
        raise web.HTTPNotFound(text="There is no such file.")
    return web.Response(
        body=medium.data,
        headers={
            "Content-Type": medium.content_type,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        }
        if medium.mime != "application/pdf"
        else {"Content-Type": medium.content_type},
    )


async def events(request: web.Request) -> web.StreamResponse:
    """Stream what happens to the page."""
    return await request.app[PHONE].hub.stream(request)


def _number(phone: Phone, number_id: Any) -> Number:
    number = phone.number(str(number_id))
    if number is None:
        raise CommandError(f"There is no number {number_id}.")
    return number


def _chat(phone: Phone, request: web.Request) -> Chat:
    wa_id = request.query.get("wa_id")
    if not wa_id:
        raise CommandError("Say whose chat: wa_id and number.")
    return phone.chats.chat(_number(phone, request.query.get("number")), wa_id)
