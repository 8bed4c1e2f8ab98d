"""Playing a conversation through the phone: what the citizen does, and what the bot then sends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.stack import ROOT, Stack

FILES = ROOT / "tests" / "files"
NUMBERS = {"mp-jhabua": "100000000000001", "ap": "100000000000002"}
DELIVERED = {"messaging_product", "recipient_type", "to", "biz_opaque_callback_data"}
"""Keys that every request has and that say nothing about the conversation."""


@dataclass
class Conversation:
    """One citizen at one number.

    Attributes:
        stack: the running parts.
        number: phone number id of the bot.
        citizen: the citizen's phone number.
        seen: messages of the bot that were taken note of.
        last: the newest of them, whose buttons can be tapped.
    """

    stack: Stack
    number: str
    citizen: str
    seen: int = 0
    last: dict[str, Any] = field(default_factory=dict)

    def do(self, step: dict[str, Any]) -> list[dict[str, Any]]:
        """Do one step and return what the bot sends after it.

        Args:
            step: one of `say` (text), `tap` (title of a button or row), `photo` or `paper` (file name) with
                perhaps `caption`, `officer` (`approved` or `rejected`) with perhaps `reason`.
        """
        action = next(key for key in ACTIONS if key in step)
        getattr(self, action)(step)
        sent = self.stack.wait_for(self.seen + step.get("replies", 1))
        new, self.seen = sent[self.seen :], len(sent)
        self.last = new[-1] if new else self.last
        return [shown(one["body"]) for one in new]

    def say(self, step: dict[str, Any]) -> None:
        """Type something."""
        self.send({"type": "text", "text": {"body": step["say"]}})

    def tap(self, step: dict[str, Any]) -> None:
        """Tap a button or pick a row of the newest message by its title."""
        kind, reply = choice(self.last["body"], step["tap"])
        self.send({"type": kind, kind: {"id": reply["id"]}})

    def photo(self, step: dict[str, Any]) -> None:
        """Send a photo."""
        self._media("image", "image/jpeg", step["photo"], step)

    def paper(self, step: dict[str, Any]) -> None:
        """Send a PDF."""
        self._media("document", "application/pdf", step["paper"], step)

    def officer(self, step: dict[str, Any]) -> None:
        """Decide the newest application as the demo's officer, through the desk's pages."""
        decide(self.stack, step["officer"], step.get("reason", ""))

    def send(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a message from the phone."""
        body = {"from": self.citizen, "number": self.number, "message": message}
        answer: dict[str, Any] = self.stack.sim("POST", "send", json=body)
        assert answer["status"] == 200, answer
        return answer

    def _media(self, kind: str, content_type: str, name: str, step: dict[str, Any]) -> None:
        data = (FILES / name).read_bytes()
        media = self.stack.sim("POST", "media", files={"file": (name, data, content_type)})["id"]
        body = {"id": media, "mime_type": content_type}
        if kind == "document":
            body["filename"] = name
        if "caption" in step:
            body["caption"] = step["caption"]
        self.send({"type": kind, kind: body})


ACTIONS = ("say", "tap", "photo", "paper", "officer")


def shown(body: dict[str, Any]) -> dict[str, Any]:
    """Return a Graph request as it is kept in a golden file."""
    return {key: value for key, value in body.items() if key not in DELIVERED}


def choice(body: dict[str, Any], title: str) -> tuple[str, dict[str, str]]:
    """Return the reply that tapping a title of an interactive message gives.

    Raises:
        AssertionError: the message offers no such title.
    """
    action = body.get("interactive", {}).get("action", {})
    offered = [("button_reply", one["reply"]) for one in action.get("buttons", [])]
    offered += [("list_reply", row) for section in action.get("sections", []) for row in section["rows"]]
    found = [(kind, reply) for kind, reply in offered if reply["title"] == title]
    assert found, f"no {title!r} among {[reply['title'] for _, reply in offered]}"
    return found[0]


def decide(stack: Stack, decision: str, reason: str) -> None:
    """Log in to the desk as the demo's officer and decide the application at the head of the newest ones."""
    desk = stack.url("DESK")
    with requests.Session() as browser:
        post(browser, f"{desk}/login/", username="demo", password=stack.environment["DESK_DEMO_PASSWORD"])
        number = newest(browser.get(f"{desk}/", timeout=10).text)
        post(browser, f"{desk}/applications/{number}/decide/", to=decision, note=reason)


def newest(page: str) -> str:
    """Return the highest application number on a page."""
    numbers = re.findall(r"/applications/(SM[JA]\d{2}-\d{6}-\d)/", page)
    return max(numbers, key=lambda number: number.split("-")[1])


def post(browser: requests.Session, url: str, **form: str) -> requests.Response:
    """Send a form as a browser does, with the token that protects it."""
    browser.get(url.replace("/decide/", "/"), timeout=10)
    form["csrfmiddlewaretoken"] = browser.cookies["csrftoken"]
    response = browser.post(url, data=form, headers={"Referer": url}, timeout=30)
    assert response.ok, f"{response.status_code}: {response.text[:2000]}"
    return response
