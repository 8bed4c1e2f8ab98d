"""The two calls of the desk's API that the connector needs: keep a citizen's file, fetch a paper to send."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from .settings import Settings, WhatsAppError

TIMEOUT = aiohttp.ClientTimeout(total=30, connect=3)
MAX_DOCUMENT = 16 * 1024 * 1024


class DeskUnavailable(WhatsAppError):
    """The desk cannot be reached or is ill: worth trying again."""


class DeskRefused(WhatsAppError):
    """The desk said no, or the address is not the desk's: trying again changes nothing."""


class Desk:
    """Talks to the desk with one session.

    Args:
        settings: for the desk's address and our token.
    """

    def __init__(self, settings: Settings) -> None:
        self._url = settings.desk_url
        headers = {"Authorization": f"Bearer {settings.desk_token.reveal()}"}
        self._session = aiohttp.ClientSession(timeout=TIMEOUT, headers=headers)

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()

    def owns(self, url: str) -> bool:
        """Tell whether an address is the desk's own, so that our token may go there."""
        ours, theirs = urlsplit(self._url), urlsplit(urljoin(self._url + "/", url))
        return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)

    async def keep(self, citizen: str, data: bytes, filename: str, content_type: str) -> dict[str, Any]:
        """Store a citizen's file and return its field value, ``{id, name, content_type, size}``.

        Raises:
            DeskUnavailable: try again.
            DeskRefused: the desk does not want this file.
        """
        form = aiohttp.FormData(quote_fields=False)  # else a Hindi name would arrive percent-encoded
        form.add_field("citizen", citizen)
        form.add_field("file", data, filename=filename, content_type=content_type)
        status, answer = await self._call("POST", "/api/files/", form)
        if status != 201:
            raise DeskRefused(f"The desk refused a file (HTTP {status}).")
        return {key: answer.get(key) for key in ("id", "name", "content_type", "size")}

    async def fetch(self, url: str) -> tuple[bytes, str]:
        """Return the bytes and type of a paper of the desk.

        Raises:
            DeskUnavailable: try again.
            DeskRefused: not there, too large, or not the desk's address.
        """
        if not self.owns(url):
            raise DeskRefused("The address of the paper is not the desk's.")
        try:
            async with self._session.get(urljoin(self._url + "/", url), allow_redirects=False) as response:
                _check(response.status)
                data = await response.content.read(MAX_DOCUMENT + 1)
                while len(data) <= MAX_DOCUMENT and (more := await response.content.read(65536)):
                    data += more
                if len(data) > MAX_DOCUMENT:
                    raise DeskRefused("The paper is too large to send.")
                return data, response.content_type
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise DeskUnavailable("The desk cannot be reached.") from error

    async def _call(self, method: str, path: str, form: aiohttp.FormData) -> tuple[int, dict[str, Any]]:
        try:
            async with self._session.request(method, self._url + path, data=form) as response:
                _check(response.status)
                return response.status, await response.json(content_type=None)
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise DeskUnavailable("The desk cannot be reached.") from error


def _check(status: int) -> None:
    # 401 and 403 are a wrong key on one side: an operator can mend that while we try again.
    if status >= 500 or status in (401, 403, 408, 429):
        raise DeskUnavailable(f"The desk is ill (HTTP {status}).")
    if status >= 300:
        raise DeskRefused(f"The desk said no (HTTP {status}).")
