"""What may be sent, as data: contract, section 3. Every limit of a text is in code points."""

from __future__ import annotations

from typing import Any

from phone.errors import GraphError
from phone.rules import Anything, Degrees, Flag, Items, OneOf, Record, Rule, Text, Variant, refuse_repeats

WEB = r"https?://\S+"
ROWS = 10
BODY, HEADER, FOOTER, CAPTION = 1024, 60, 60, 1024

_BODY = Record({"text": Text(BODY)}, required=("text",))
_FOOTER = Record({"text": Text(FOOTER)}, required=("text",))


def _media(**fields: Rule) -> Record:
    return Record({"id": Text(), "link": Text(pattern=WEB), **fields}, exactly_one=("id", "link"))


_TEXT_HEADER = Record({"type": OneOf(("text",)), "text": Text(HEADER)}, required=("text",))
_HEADER = Variant(
    "type",
    {
        "text": _TEXT_HEADER,
        "image": Record({"type": Anything(), "image": _media()}, required=("image",)),
        "video": Record({"type": Anything(), "video": _media()}, required=("video",)),
        "document": Record(
            {"type": Anything(), "document": _media(filename=Text(240))}, required=("document",)
        ),
    },
)


def _interactive(action: Rule, *, header: Rule | None = _HEADER, footer: bool = True) -> Record:
    fields: dict[str, Rule] = {"type": Anything(), "body": _BODY, "action": action}
    if header:
        fields["header"] = header
    if footer:
        fields["footer"] = _FOOTER
    return Record(fields, required=("body", "action"))


_REPLY = Record({"id": Text(256, trimmed=True), "title": Text(20)}, required=("id", "title"))
_REPLY_BUTTON = Record({"type": OneOf(("reply",)), "reply": _REPLY}, required=("type", "reply"))
_BUTTONS = Record(
    {"buttons": Items(_REPLY_BUTTON, high=3, unique=("reply.id", "reply.title"))}, required=("buttons",)
)


def _check_sections(sections: Any, where: str, bad: int) -> None:
    rows = [row["id"] for section in sections for row in section["rows"]]
    if len(rows) > ROWS:
        raise GraphError(bad, f"Total row count exceeds the maximum of {ROWS}.", f"{where}[].rows")
    refuse_repeats(rows, f"{where}[].rows[].id", bad)
    if len(sections) > 1 and not all("title" in section for section in sections):
        raise GraphError(131008, "A title is required for each of several sections.", f"{where}[].title")


_ROW = Record({"id": Text(200), "title": Text(24), "description": Text(72)}, required=("id", "title"))
_SECTION = Record({"title": Text(24), "rows": Items(_ROW, high=ROWS)}, required=("rows",))
_LIST = Record(
    {
        "button": Text(20),
        "sections": Items(_SECTION, high=10, also=_check_sections),
    },
    required=("button", "sections"),
)
_CTA_URL = Record(
    {
        "name": OneOf(("cta_url",)),
        "parameters": Record(
            {
                "display_text": Text(20),
                "url": Text(pattern=WEB),
            },
            required=("display_text", "url"),
        ),
    },
    required=("name", "parameters"),
)
_FLOW = Record(
    {
        "name": OneOf(("flow",)),
        "parameters": Record(
            {
                "flow_message_version": OneOf(("3",)),
                "flow_id": Text(),
                "flow_name": Text(),
                "flow_cta": Text(30),
                "flow_token": Text(),
                "flow_action": OneOf(("navigate", "data_exchange")),
                "flow_action_payload": Anything(),
                "mode": OneOf(("published", "draft")),
            },
            required=("flow_message_version", "flow_cta"),
            exactly_one=("flow_id", "flow_name"),
        ),
    },
    required=("name", "parameters"),
)


def _named(name: str) -> Record:
    return Record({"name": OneOf((name,))}, required=("name",))


INTERACTIVE = Variant(
    "type",
    {
        "button": _interactive(_BUTTONS),
        "list": _interactive(_LIST, header=Variant("type", {"text": _TEXT_HEADER})),
        "cta_url": _interactive(_CTA_URL),
        "location_request_message": _interactive(_named("send_location"), header=None, footer=False),
        "flow": _interactive(_FLOW),
        "request_contact_info": _interactive(_named("request_contact_info"), header=None, footer=False),
    },
)

_CONTACT = Record(
    {
        "name": Record(
            {
                "formatted_name": Text(),
                "first_name": Text(),
                "last_name": Text(),
                "middle_name": Text(),
                "prefix": Text(),
                "suffix": Text(),
            },
            required=("formatted_name",),
        ),
        **{name: Anything() for name in ("phones", "emails", "addresses", "org", "urls", "birthday")},
    },
    required=("name",),
)

_PARAMETERS: dict[str, Rule] = {
    "text": Text(),
    "currency": Anything(),
    "date_time": Anything(),
    "location": Anything(),
    "image": _media(),
    "video": _media(),
    "document": _media(filename=Text(240)),
    "payload": Text(256),
    "action": Anything(),
}
_PARAMETER = Variant(
    "type",
    {
        kind: Record({"type": Anything(), "parameter_name": Text(), kind: rule}, required=(kind,))
        for kind, rule in _PARAMETERS.items()
    },
)
_COMPONENT = Record(
    {
        "type": OneOf(("header", "body", "button")),
        "sub_type": OneOf(("quick_reply", "url", "flow", "catalog")),
        "index": Anything(),
        "parameters": Items(_PARAMETER, high=100, low=0),
    },
    required=("type",),
)
_TEMPLATE = Record(
    {
        "name": Text(512),
        "language": Record({"code": Text(), "policy": OneOf(("deterministic",))}, required=("code",)),
        "components": Items(_COMPONENT, high=20, low=0),
    },
    required=("name", "language"),
)

KINDS: dict[str, Rule] = {
    "text": Record({"body": Text(4096), "preview_url": Flag()}, required=("body",)),
    "interactive": INTERACTIVE,
    "image": _media(caption=Text(CAPTION)),
    "video": _media(caption=Text(CAPTION)),
    "document": _media(caption=Text(CAPTION), filename=Text(240)),
    "audio": _media(voice=Flag()),
    "sticker": _media(),
    "location": Record(
        {
            "latitude": Degrees(90),
            "longitude": Degrees(180),
            "name": Text(),
            "address": Text(),
        },
        required=("latitude", "longitude"),
    ),
    "contacts": Items(_CONTACT, high=257),
    "reaction": Record({"message_id": Text(), "emoji": Text(16, low=0)}, required=("message_id",)),
    "template": _TEMPLATE,
}

ENVELOPE = Record(
    {
        "messaging_product": OneOf(("whatsapp",)),
        "recipient_type": OneOf(("individual", "group")),
        "to": Text(),
        "recipient": Text(pattern=r"[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}"),
        "type": OneOf(tuple(KINDS)),
        "context": Record({"message_id": Text()}, required=("message_id",)),
        "biz_opaque_callback_data": Text(512),
        "recipient_identity_key_hash": Text(),
        **{kind: Anything() for kind in KINDS},
    },
    required=("messaging_product",),
)

READ = Record(
    {
        "messaging_product": OneOf(("whatsapp",)),
        "status": OneOf(("read",)),
        "message_id": Text(),
        "typing_indicator": Record({"type": OneOf(("text",))}, required=("type",)),
    },
    required=("messaging_product", "message_id"),
)

# Kind of medium → MIME types → most bytes (contract, section 4).
KB, MB = 1024, 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA: dict[str, tuple[frozenset[str], int]] = {
    "image": (frozenset({"image/jpeg", "image/png"}), 5 * MB),
    "audio": (frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"}), 16 * MB),
    "video": (frozenset({"video/mp4", "video/3gpp", "video/3gp"}), 16 * MB),
    "document": (
        frozenset(
            {
                "text/plain",
                "application/pdf",
                "application/msword",
                "application/vnd.ms-excel",
                "application/vnd.ms-powerpoint",
                f"{_OFFICE}wordprocessingml.document",
                f"{_OFFICE}spreadsheetml.sheet",
                f"{_OFFICE}presentationml.presentation",
            }
        ),
        100 * MB,
    ),
    "sticker": (frozenset({"image/webp"}), 500 * KB),
}
STATIC_STICKER = 100 * KB
