"""A small bot that answers what it is asked for, so that the page has something to show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from .live import TOKEN, Live, outbound

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"
)
BUTTONS = {
    "type": "button",
    "body": {"text": "*आय प्रमाण पत्र*\nक्या आवेदन शुरू करें?"},
    "footer": {"text": "यह प्रदर्शन है"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": "/affirm", "title": "हाँ, शुरू करें"}},
            {"type": "reply", "reply": {"id": "/deny", "title": "अभी नहीं"}},
        ]
    },
}
LIST = {
    "type": "list",
    "body": {"text": "आप किस तहसील में रहते हैं?"},
    "action": {
        "button": "तहसील चुनें",
        "sections": [
            {
                "title": "झाबुआ ज़िला",
                "rows": [
                    {"id": "t:jhabua", "title": "झाबुआ", "description": "ज़िला मुख्यालय"},
                    {"id": "t:meghnagar", "title": "मेघनगर"},
                    {"id": "t:thandla", "title": "थांदला"},
                ],
            }
        ],
    },
}
LOCATION = {
    "type": "location_request_message",
    "body": {"text": "हैंडपंप कहाँ है?"},
    "action": {"name": "send_location"},
}
LINK = {
    "type": "cta_url",
    "body": {"text": "यहाँ जाँचें"},
    "action": {"name": "cta_url", "parameters": {"display_text": "खोलें", "url": "https://example.org/v/1"}},
}
ASKED = {"buttons": BUTTONS, "list": LIST, "location": LOCATION, "link": LINK}


def echo(live: Live) -> Callable[[dict[str, Any]], Awaitable[None]]:
    """Return what the bot does with a webhook: reads it and answers through the Graph API."""

    async def react(post: dict[str, Any]) -> None:
        async with aiohttp.ClientSession(live.url, headers={"Authorization": f"Bearer {TOKEN}"}) as graph:
            for value in (change["value"] for entry in post["entry"] for change in entry["changes"]):
                for message in value.get("messages", []):
                    await _answer(graph, value["metadata"]["phone_number_id"], message)

    return react


async def _answer(graph: aiohttp.ClientSession, number: str, message: dict[str, Any]) -> None:
    path = f"/v25.0/{number}"
    await graph.post(
        f"{path}/messages",
        json={
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": message["id"],
            "typing_indicator": {"type": "text"},
        },
    )
    text = message.get("text", {}).get("body", "")
    if text == "wait":
        return
    if text == "paper":
        kind, content = (
            "document",
            {"id": await _upload(graph, path), "filename": "आय.pdf", "caption": "तैयार है"},
        )
    elif text in ASKED:
        kind, content = "interactive", ASKED[text]
    else:
        kind, content = "text", {"body": f"मिला: {text or message['type']}"}
    body = outbound(kind, content, to=f"+{message['from']}")
    async with graph.post(f"{path}/messages", json=body) as response:
        assert response.status == 200, await response.text()


async def _upload(graph: aiohttp.ClientSession, path: str) -> str:
    form = aiohttp.FormData({"messaging_product": "whatsapp", "type": "application/pdf"})
    form.add_field("file", PDF, filename="a.pdf", content_type="application/pdf")
    async with graph.post(f"{path}/media", data=form) as response:
        return str((await response.json())["id"])
