"""The template of every back end: it times, logs and turns library errors into ours."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from typing import Any

import requests

from sevamitra.departments.errors import Unavailable

logger = logging.getLogger(__name__)

# Rasa's conversation lock lives 60 s; a turn may call an office three times.
TIMEOUT_SECONDS = (2, 8)


class BackEnd(ABC):
    """What the bot can ask of an office."""

    name = "office"

    def __init__(self) -> None:
        self.session = requests.Session()

    def call(self, method: str, path: str, **rest: Any) -> requests.Response:
        """Send one request.

        Args:
            method: HTTP method.
            path: path below the office's address.
            rest: further arguments of `requests.Session.request`.

        Raises:
            Unavailable: no connection, no answer in time, or an answer of 500 and above.
        """
        begun = time.monotonic()
        try:
            response = self.session.request(method, self.address(path), timeout=TIMEOUT_SECONDS, **rest)
        except requests.RequestException as error:
            raise Unavailable(f"{self.name} does not answer") from error
        finally:
            logger.info("%s %s took %.0f ms", self.name, method, 1000 * (time.monotonic() - begun))
        if response.status_code >= 500:
            raise Unavailable(f"{self.name} answered {response.status_code}")
        return response

    @abstractmethod
    def address(self, path: str) -> str:
        """Return the whole address of a path."""

    @abstractmethod
    def submit(self, filing: dict[str, Any]) -> dict[str, Any]:
        """File an application, grievance or booking; the same `key` files it once. Return the application."""

    @abstractmethod
    def applications(self, citizen: str) -> list[dict[str, Any]]:
        """Return the citizen's applications, newest first."""

    @abstractmethod
    def application(self, number: str, citizen: str, mobile_last4: str | None = None) -> dict[str, Any]:
        """Return one application, the citizen's own or with a matching second detail."""

    @abstractmethod
    def slots(self, service: str, limit: int) -> list[dict[str, Any]]:
        """Return open slots, the soonest first."""

    @abstractmethod
    def ask_for_help(self, request: dict[str, Any]) -> str:
        """Put the citizen on the list of people to be called; return the request's number."""

    @abstractmethod
    def forget(self, citizen: str) -> dict[str, Any]:
        """Delete what may be deleted of a citizen; return what was deleted and what the law keeps."""
