"""The desk as a back end: the office software for departments without an API of their own."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

import requests

from sevamitra import keys
from sevamitra.departments.backend import BackEnd
from sevamitra.departments.errors import (
    DepartmentError,
    NotFound,
    Refused,
    SecondDetailNeeded,
    SlotTaken,
)


class Desk(BackEnd):
    """Calls the desk's REST API (docs/contracts.md)."""

    name = "desk"

    def __init__(self) -> None:
        super().__init__()
        self.url = os.environ.get("DESK_URL", "http://127.0.0.1:8000").rstrip("/")
        self.session.headers["Authorization"] = f"Bearer {keys.derive('desk-api').hex()}"

    def address(self, path: str) -> str:
        """Return the whole address of a path below `/api/`."""
        return f"{self.url}/api/{path}"

    def ask(self, method: str, path: str, **rest: Any) -> dict[str, Any]:
        """Send one request and return the JSON answer, or raise what its error code means."""
        response = self.call(method, path, **rest)
        if response.ok:
            answer: dict[str, Any] = response.json() if response.content else {}
            return answer
        raise error_of(response)

    def submit(self, filing: dict[str, Any]) -> dict[str, Any]:
        """File an application, grievance or booking."""
        return self.ask("POST", "applications/", json=filing)

    def applications(self, citizen: str) -> list[dict[str, Any]]:
        """Return the citizen's applications, newest first."""
        found: list[dict[str, Any]] = self.ask("GET", "applications/", params={"citizen": citizen})[
            "applications"
        ]
        return found

    def application(self, number: str, citizen: str, mobile_last4: str | None = None) -> dict[str, Any]:
        """Return one application."""
        params = {"citizen": citizen}
        if mobile_last4:
            params["mobile_last4"] = mobile_last4
        return self.ask("GET", f"applications/{quote(number, safe='')}/", params=params)

    def slots(self, service: str, limit: int) -> list[dict[str, Any]]:
        """Return open slots."""
        found: list[dict[str, Any]] = self.ask("GET", "slots/", params={"service": service, "limit": limit})[
            "slots"
        ]
        return found

    def ask_for_help(self, request: dict[str, Any]) -> str:
        """Ask for a person."""
        return str(self.ask("POST", "help-requests/", json=request)["number"])

    def forget(self, citizen: str) -> dict[str, Any]:
        """Delete what may be deleted."""
        return self.ask("DELETE", f"citizens/{quote(citizen, safe='')}/")


ERRORS: dict[str, type[DepartmentError]] = {
    "not_found": NotFound,
    "second_detail_needed": SecondDetailNeeded,
    "slot_taken": SlotTaken,
}


def error_of(response: requests.Response) -> DepartmentError:
    """Return the error that an unsuccessful answer of the desk means."""
    try:
        error = response.json().get("error", {})
    except ValueError:
        error = {}
    code = error.get("code", "")
    if code in ERRORS:
        return ERRORS[code](f"the desk says {code}")
    if response.status_code == 404:
        return NotFound("the desk knows nothing there")
    return Refused(f"the desk refused ({response.status_code} {code})", error.get("fields"))
