"""The Graph API's endpoints (contract, section 9)."""

from __future__ import annotations

from typing import Any

from aiohttp import BodyPartReader, web

from phone import outgoing, templates
from phone.call import Call, GatewayAnswer, graph, unknown_object
from phone.chats import TYPING
from phone.errors import GraphError
from phone.media import check_upload
from phone.numbers import Number
from phone.validate import check_product, check_read


def routes() -> list[web.RouteDef]:
    """Return the routes, each with and without a version before it."""
    answers = [
        ("POST", "/messages", graph(messages, _message_place)),
        ("POST", "/media", graph(upload, "media")),
        ("GET", "/message_templates", graph(list_templates, "templates")),
        ("POST", "/message_templates", graph(add_template, "templates")),
        ("POST", "/subscribed_apps", graph(subscribe, "subscribed_apps")),
        ("GET", "", graph(show, "media_url")),
        ("DELETE", "", graph(delete, "media_url")),
    ]
    found = [web.route("GET", "/media-blob/{token}", graph(blob, "blob"))]
    for prefix in (r"/{version:v\d+\.\d+}/{id:\d+}", r"/{id:\d+}"):
        found += [web.route(method, prefix + path, handler) for method, path, handler in answers]
    return found


def _message_place(call: Call) -> str:
    return "read" if isinstance(call.body, dict) and "status" in call.body else "messages"


async def messages(call: Call) -> web.Response:
    """Take a message, a read receipt or a typing indicator."""
    number, body = call.number, check_product(call.body)
    if "status" in body:
        return _read(call, number, body)
    chat, message = outgoing.accept(call.phone, number, body)
    call.note = {"id": message.id}
    if call.phone.knobs.status_before_response and not call.fail_later:
        await outgoing.reach(call.phone, chat, message, "sent")
    call.phone.spawn(outgoing.deliver(call.phone, chat, message, call.fail_later))
    return web.json_response(outgoing.answer(chat, message, body))


def _read(call: Call, number: Number, body: dict[str, Any]) -> web.Response:
    check_read(body)
    chat = call.phone.chats.with_message(number, body["message_id"])
    if chat is None:
        raise GraphError(100, "The parameter message_id is no message of this number.", "message_id")
    for message in chat.read_up_to(body["message_id"]):
        call.phone.show(chat, message)
    if "typing_indicator" in body:
        chat.typing_until = call.phone.now() + TYPING
        call.phone.show_typing(chat)
    return web.json_response({"success": True})


async def upload(call: Call) -> web.Response:
    """Take a file to be sent later."""
    number = call.number
    fields, file = await read_multipart(call.request)
    if fields.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required.", "messaging_product")
    if file is None:
        raise GraphError(100, "The parameter file is required.", "media.file")
    data, name, part_type = file
    content_type = fields.get("type") or part_type
    call.body = {**fields, "file": {"filename": name, "content_type": content_type, "size": len(data)}}
    medium = call.phone.media.add(data, content_type, name, call.phone.now(), owner=number.id)
    try:
        check_upload(medium)
    except GraphError:
        call.phone.media.remove(medium.id)
        raise
    call.note = {"id": medium.id}
    return web.json_response({"id": medium.id})


async def read_multipart(request: web.Request) -> tuple[dict[str, str], tuple[bytes, str, str] | None]:
    """Return a form's texts and its file as bytes, name and MIME type; no form: nothing."""
    fields: dict[str, str] = {}
    file = None
    if request.content_type != "multipart/form-data":
        return fields, file
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "file":
            kind = part.headers.get("Content-Type", "application/octet-stream")
            file = bytes(await part.read()), part.filename or "file", kind
        else:
            fields[part.name or ""] = await part.text()
    return fields, file


async def show(call: Call) -> web.Response:
    """Describe a number, or give the address of a medium."""
    number = call.phone.number(call.object_id)
    if number:
        return web.json_response(_number(number, call.request.query.get("fields", "")))
    medium = call.phone.media.get(call.object_id, call.phone.now(), call.request.query.get("phone_number_id"))
    token = call.phone.media.open_url(medium, call.phone.now())
    return web.json_response(
        {
            "messaging_product": "whatsapp",
            "url": f"{call.phone.base_url}/media-blob/{token}",
            "mime_type": medium.mime,
            "sha256": medium.sha256_hex,
            "file_size": str(len(medium.data)),
            "id": medium.id,
        }
    )


def _number(number: Number, fields: str) -> dict[str, Any]:
    everything = {
        "verified_name": number.profile.name,
        "display_phone_number": number.display,
        "quality_rating": "GREEN",
        "throughput": {"level": "STANDARD"},
        "health_status": {"can_send_message": "AVAILABLE"},
        "whatsapp_business_manager_messaging_limit": "TIER_250",
    }
    wanted = [name.strip() for name in fields.split(",") if name.strip()] or list(everything)[:3]
    return {**{name: everything[name] for name in wanted if name in everything}, "id": number.id}


async def delete(call: Call) -> web.Response:
    """Forget a medium."""
    medium = call.phone.media.get(call.object_id, call.phone.now(), call.request.query.get("phone_number_id"))
    call.phone.media.remove(medium.id)
    return web.json_response({"success": True})


async def blob(call: Call) -> web.Response:
    """Hand out a medium's bytes, as long as the address is good."""
    medium = call.phone.media.by_token(call.request.match_info["token"], call.phone.now())
    if medium is None:
        raise GatewayAnswer(web.Response(status=404, text="URL signature expired"))
    return web.Response(body=medium.data, headers={"Content-Type": medium.content_type})


async def list_templates(call: Call) -> web.Response:
    """List the templates."""
    _check_waba(call)
    return web.json_response(
        {
            "data": [
                {
                    "name": one.name,
                    "language": one.language,
                    "status": one.status,
                    "category": one.category,
                    "components": [{"type": "BODY", "text": one.body}],
                }
                for one in call.phone.templates.all()
            ]
        }
    )


async def add_template(call: Call) -> web.Response:
    """Make a template; here it is approved at once, or has the `status` asked for."""
    _check_waba(call)
    template = templates.from_request(call.body or {})
    call.phone.templates.add(template)
    return web.json_response(
        {"id": call.phone.ids.media(), "status": template.status, "category": template.category}
    )


async def subscribe(call: Call) -> web.Response:
    """Subscribe the app to the account's webhooks: it always is."""
    _check_waba(call)
    return web.json_response({"success": True})


def _check_waba(call: Call) -> None:
    if call.object_id != call.phone.settings.waba:
        raise unknown_object(call.object_id)
