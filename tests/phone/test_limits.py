"""Every limit of the contract's section 3, from both sides, in three scripts."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from phone.errors import GraphError
from phone.validate import check_message

from .live import outbound

Body = dict[str, Any]
# One code point each, though Devanagari and Telugu take three bytes.
LETTERS = {"Latin": "a", "Devanagari": "क", "Telugu": "త", "vowel sign": "ి", "emoji": "🙏"}


def button(number: int = 1) -> Body:
    return {"type": "reply", "reply": {"id": f"/b{number}", "title": f"Button {number}"}}


def row(number: int = 1) -> Body:
    return {"id": f"r{number}", "title": f"Row {number}"}


def interactive(kind: str, action: Body, **more: Any) -> Body:
    return outbound("interactive", {"type": kind, "body": {"text": "?"}, "action": action, **more})


BUTTONS = interactive("button", {"buttons": [button()]})
LIST = interactive("list", {"button": "Choose", "sections": [{"title": "A", "rows": [row()]}]})
CTA = interactive(
    "cta_url", {"name": "cta_url", "parameters": {"display_text": "Open", "url": "https://example.org"}}
)
PLACE = interactive("location_request_message", {"name": "send_location"})
CONTACT = interactive("request_contact_info", {"name": "request_contact_info"})
FLOW_PARAMETERS = {"flow_message_version": "3", "flow_id": "7", "flow_cta": "Open"}
FLOW = interactive("flow", {"name": "flow", "parameters": FLOW_PARAMETERS})
TEMPLATE = outbound("template", {"name": "case_update", "language": {"code": "en"}})
PERSON = {"name": {"formatted_name": "Ward Office"}}


def put(body: Body, path: str, value: Any) -> Body:
    """Return a copy of `body` with `value` at a dotted path; numbers are places in lists, `None` removes."""
    changed = copy.deepcopy(body)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    part: Any = changed
    for step in steps:
        part = part.setdefault(step, {}) if isinstance(step, str) else part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return changed


def judge(body: Body) -> int:
    """Return 200, or the code with which the message is refused."""
    try:
        check_message(body)
    except GraphError as error:
        return error.code
    return 200


# place, fewest, most, code, what the text goes into
TEXTS: list[tuple[str, int, int, int, Callable[[str], Body]]] = [
    ("text body", 1, 4096, 100, lambda t: outbound("text", {"body": t})),
    ("button body", 1, 1024, 131009, lambda t: put(BUTTONS, "interactive.body.text", t)),
    (
        "button header",
        1,
        60,
        131009,
        lambda t: put(BUTTONS, "interactive.header", {"type": "text", "text": t}),
    ),
    ("button footer", 1, 60, 131009, lambda t: put(BUTTONS, "interactive.footer", {"text": t})),
    ("button title", 1, 20, 131009, lambda t: put(BUTTONS, "interactive.action.buttons.0.reply.title", t)),
    ("button id", 1, 256, 131009, lambda t: put(BUTTONS, "interactive.action.buttons.0.reply.id", t)),
    ("list body", 1, 1024, 131009, lambda t: put(LIST, "interactive.body.text", t)),
    ("list header", 1, 60, 131009, lambda t: put(LIST, "interactive.header", {"type": "text", "text": t})),
    ("list footer", 1, 60, 131009, lambda t: put(LIST, "interactive.footer", {"text": t})),
    ("list button", 1, 20, 131009, lambda t: put(LIST, "interactive.action.button", t)),
    ("section title", 1, 24, 131009, lambda t: put(LIST, "interactive.action.sections.0.title", t)),
    ("row title", 1, 24, 131009, lambda t: put(LIST, "interactive.action.sections.0.rows.0.title", t)),
    ("row text", 1, 72, 131009, lambda t: put(LIST, "interactive.action.sections.0.rows.0.description", t)),
    ("row id", 1, 200, 131009, lambda t: put(LIST, "interactive.action.sections.0.rows.0.id", t)),
    ("link body", 1, 1024, 131009, lambda t: put(CTA, "interactive.body.text", t)),
    ("link label", 1, 20, 131009, lambda t: put(CTA, "interactive.action.parameters.display_text", t)),
    ("location body", 1, 1024, 131009, lambda t: put(PLACE, "interactive.body.text", t)),
    ("contact body", 1, 1024, 131009, lambda t: put(CONTACT, "interactive.body.text", t)),
    ("flow label", 1, 30, 131009, lambda t: put(FLOW, "interactive.action.parameters.flow_cta", t)),
    ("image caption", 1, 1024, 100, lambda t: outbound("image", {"id": "1", "caption": t})),
    ("video caption", 1, 1024, 100, lambda t: outbound("video", {"id": "1", "caption": t})),
    ("document caption", 1, 1024, 100, lambda t: outbound("document", {"id": "1", "caption": t})),
    ("callback data", 1, 512, 100, lambda t: outbound("text", {"body": "x"}, biz_opaque_callback_data=t)),
]


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
@pytest.mark.parametrize(("place", "low", "high", "code", "make"), TEXTS, ids=[one[0] for one in TEXTS])
def test_texts_are_counted_in_code_points(
    place: str, low: int, high: int, code: int, make: Callable[[str], Body], letter: str
) -> None:
    verdicts = [judge(make(letter * length)) for length in (low - 1, low, high, high + 1)]
    assert verdicts == [code, 200, 200, code]


# place, fewest, most, code, what the list goes into
COUNTS: list[tuple[str, int, int, int, Callable[[int], Body]]] = [
    (
        "buttons",
        1,
        3,
        131009,
        lambda n: put(BUTTONS, "interactive.action.buttons", [button(i) for i in range(n)]),
    ),
    (
        "rows in one section",
        1,
        10,
        131009,
        lambda n: put(LIST, "interactive.action.sections.0.rows", [row(i) for i in range(n)]),
    ),
    (
        "sections",
        1,
        10,
        131009,
        lambda n: put(
            LIST, "interactive.action.sections", [{"title": f"S{i}", "rows": [row(i)]} for i in range(n)]
        ),
    ),
    ("contacts", 1, 257, 100, lambda n: outbound("contacts", [PERSON] * n)),
]


@pytest.mark.parametrize(("place", "low", "high", "code", "make"), COUNTS, ids=[one[0] for one in COUNTS])
def test_lists_have_a_fewest_and_a_most(
    place: str, low: int, high: int, code: int, make: Callable[[int], Body]
) -> None:
    assert [judge(make(n)) for n in (low - 1, low, high, high + 1)] == [code, 200, 200, code]


def sections(*rows: int) -> Body:
    """Return a list message with so many rows in each section."""
    ids = iter(range(100))
    made = [
        {"title": f"S{n}", "rows": [row(next(ids)) for _ in range(count)]} for n, count in enumerate(rows)
    ]
    return put(LIST, "interactive.action.sections", made)


TEXT = outbound("text", {"body": "x"})
CASES: list[tuple[str, int, Body]] = [
    ("a text", 200, TEXT),
    (
        "a text with everything",
        200,
        TEXT | {"context": {"message_id": "wamid.1"}, "recipient_type": "individual"},
    ),
    ("no type means text", 200, put(TEXT, "type", None)),
    ("to a user id", 200, put(TEXT, "to", None) | {"recipient": "IN.123"}),
    ("to nobody", 131008, put(TEXT, "to", None)),
    ("to no number", 100, put(TEXT, "to", "Kamla")),
    ("to too short a number", 100, put(TEXT, "to", "+91999")),
    ("to a group", 100, TEXT | {"recipient_type": "group"}),
    ("a number with signs", 200, put(TEXT, "to", "+91 (99990) 00-101")),
    ("unknown type", 100, {**TEXT, "type": "poll", "poll": {}}),
    ("type without its object", 131008, put(TEXT, "text", None)),
    ("two objects", 100, TEXT | {"image": {"id": "1"}}),
    ("unknown key outside", 100, TEXT | {"contex": {}}),
    ("unknown key in text", 100, put(TEXT, "text.markdown", True)),
    ("text is no object", 100, put(TEXT, "text", "hello")),
    ("body is no text", 100, put(TEXT, "text.body", 5)),
    ("preview is no boolean", 100, put(TEXT, "text.preview_url", "yes")),
    ("no text in the text", 131008, put(TEXT, "text", {"preview_url": True})),
    ("buttons", 200, BUTTONS),
    ("button ids repeat", 131009, put(BUTTONS, "interactive.action.buttons", [button(1), {**button(1)}])),
    (
        "button titles repeat",
        131009,
        put(
            BUTTONS,
            "interactive.action.buttons",
            [button(1), {"type": "reply", "reply": {"id": "/b2", "title": "Button 1"}}],
        ),
    ),
    ("button id with space", 131009, put(BUTTONS, "interactive.action.buttons.0.reply.id", " /b1")),
    ("button without type", 131008, put(BUTTONS, "interactive.action.buttons.0.type", None)),
    ("button without id", 131008, put(BUTTONS, "interactive.action.buttons.0.reply.id", None)),
    ("button of another type", 131009, put(BUTTONS, "interactive.action.buttons.0.type", "url")),
    ("button with description", 100, put(BUTTONS, "interactive.action.buttons.0.reply.description", "x")),
    ("buttons without body", 131008, put(BUTTONS, "interactive.body", None)),
    ("buttons without action", 131008, put(BUTTONS, "interactive.action", None)),
    ("unknown key in interactive", 100, put(BUTTONS, "interactive.buttons", [])),
    ("unknown key in action", 100, put(BUTTONS, "interactive.action.sections", [])),
    ("unknown interactive type", 131009, put(BUTTONS, "interactive.type", "carousel_of_sorts")),
    ("no interactive type", 131008, put(BUTTONS, "interactive.type", None)),
    ("image header", 200, put(BUTTONS, "interactive.header", {"type": "image", "image": {"id": "1"}})),
    (
        "document header",
        200,
        put(
            BUTTONS, "interactive.header", {"type": "document", "document": {"id": "1", "filename": "a.pdf"}}
        ),
    ),
    ("audio header", 131009, put(BUTTONS, "interactive.header", {"type": "audio", "audio": {"id": "1"}})),
    ("header without its object", 131008, put(BUTTONS, "interactive.header", {"type": "image"})),
    ("a list", 200, LIST),
    ("one section needs no title", 200, put(LIST, "interactive.action.sections.0.title", None)),
    (
        "several sections need titles",
        131008,
        put(sections(1, 1), "interactive.action.sections.1.title", None),
    ),
    ("ten rows over sections", 200, sections(5, 5)),
    ("eleven rows over sections", 131009, sections(5, 6)),
    ("an empty section", 131009, sections(1, 0)),
    (
        "row ids repeat over sections",
        131009,
        put(sections(1, 1), "interactive.action.sections.1.rows.0.id", "r0"),
    ),
    ("row titles may repeat", 200, put(sections(2), "interactive.action.sections.0.rows.1.title", "Row 0")),
    (
        "image header on a list",
        131009,
        put(LIST, "interactive.header", {"type": "image", "image": {"id": "1"}}),
    ),
    ("list without button", 131008, put(LIST, "interactive.action.button", None)),
    ("a link", 200, CTA),
    ("a link that is none", 131009, put(CTA, "interactive.action.parameters.url", "tel:181")),
    (
        "a link with image header",
        200,
        put(CTA, "interactive.header", {"type": "image", "image": {"id": "1"}}),
    ),
    ("a location request", 200, PLACE),
    ("a location request with footer", 100, put(PLACE, "interactive.footer", {"text": "x"})),
    ("a location request with header", 100, put(PLACE, "interactive.header", {"type": "text", "text": "x"})),
    ("a location request of another name", 131009, put(PLACE, "interactive.action.name", "ask_location")),
    ("a contact request", 200, CONTACT),
    ("a flow", 200, FLOW),
    (
        "a flow of an old version",
        131009,
        put(FLOW, "interactive.action.parameters.flow_message_version", "2"),
    ),
    ("a flow by id and name", 131008, put(FLOW, "interactive.action.parameters.flow_name", "x")),
    ("an image by link", 200, outbound("image", {"link": "https://example.org/a.png"})),
    ("an image by id and link", 131008, outbound("image", {"id": "1", "link": "https://example.org/a.png"})),
    ("an image by nothing", 131008, outbound("image", {"caption": "x"})),
    ("an image by a path", 100, outbound("image", {"link": "/srv/a.png"})),
    ("an image with a file name", 100, outbound("image", {"id": "1", "filename": "a.png"})),
    ("a document with a file name", 200, outbound("document", {"id": "1", "filename": "आय.pdf"})),
    ("a voice message", 200, outbound("audio", {"id": "1", "voice": True})),
    ("audio with a caption", 100, outbound("audio", {"id": "1", "caption": "x"})),
    ("a sticker", 200, outbound("sticker", {"id": "1"})),
    ("a sticker with a caption", 100, outbound("sticker", {"id": "1", "caption": "x"})),
    ("a place in texts", 200, outbound("location", {"latitude": "22.7", "longitude": "74.5"})),
    ("a place in numbers", 200, outbound("location", {"latitude": -90, "longitude": 180, "name": "x"})),
    ("a place beyond the pole", 100, outbound("location", {"latitude": 90.1, "longitude": 0})),
    ("a place beyond the date line", 100, outbound("location", {"latitude": 0, "longitude": -180.1})),
    ("a place without longitude", 131008, outbound("location", {"latitude": 0})),
    ("a place that is no number", 100, outbound("location", {"latitude": "north", "longitude": 0})),
    ("a contact without a name", 131008, outbound("contacts", [{"phones": []}])),
    ("a reaction", 200, outbound("reaction", {"message_id": "wamid.1", "emoji": "✅"})),
    ("a reaction taken back", 200, outbound("reaction", {"message_id": "wamid.1", "emoji": ""})),
    ("a reaction as an answer", 100, outbound("reaction", {"message_id": "w"}, context={"message_id": "w"})),
    ("a reaction to nothing", 131008, outbound("reaction", {"emoji": "✅"})),
    ("a template", 200, TEMPLATE),
    ("a template without language", 131008, put(TEMPLATE, "template.language", None)),
    ("a template with an odd part", 100, put(TEMPLATE, "template.components", [{"type": "footer"}])),
]


@pytest.mark.parametrize(("name", "code", "body"), CASES, ids=[one[0] for one in CASES])
def test_good_messages_pass_and_bad_ones_get_their_code(name: str, code: int, body: Body) -> None:
    assert judge(body) == code
