"""Graph API client with timeouts on every call and a token that goes to nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from .errors import UNREACHABLE, GraphError, from_answer
from .settings import Settings, WhatsAppError

TIMEOUT = aiohttp.ClientTimeout(total=30, connect=5)
MEDIA_TIMEOUT = aiohttp.ClientTimeout(total=90, connect=5, sock_read=30)
USER_AGENT = "SevaMitra/0.1"
# Hosts to which the token may be shown besides the API's own (contract 4, from memory there).
MEDIA_HOSTS = (".fbsbx.com", ".facebook.com", ".whatsapp.net")
MAX_REDIRECTS = 3


class MediaRefused(WhatsAppError):
    """A file that we will not take: too large, changed on the way, or from a foreign host."""


class GraphClient:
    """Talks to the Graph API with one session.

    Args:
        settings: for address, version and token.
    """

    def __init__(self, settings: Settings) -> None:
        self._base = f"{settings.api_url}/{settings.api_version}"
        self._home = urlsplit(settings.api_url)
        self._headers = {"Authorization": f"Bearer {settings.access_token.reveal()}"}
        self._session = aiohttp.ClientSession(
            timeout=TIMEOUT, headers={"User-Agent": USER_AGENT}, cookie_jar=aiohttp.DummyCookieJar()
        )

    async def close(self) -> None:
        """Close the session."""
        await self._session.close()

    async def send(self, number: str, message: Mapping[str, Any]) -> str:
        """Send a message and return its wamid.

        Raises:
            GraphError: refused or unreachable.
        """
        answer = await self._post(f"{number}/messages", {"messaging_product": "whatsapp", **message})
        try:
            return str(answer["messages"][0]["id"])
        except (KeyError, IndexError, TypeError) as error:
            raise GraphError(UNREACHABLE, status=200) from error

    async def mark_read(self, number: str, message_id: str) -> None:
        """Show the two blue ticks and "typing…".

        Raises:
            GraphError: refused or unreachable.
        """
        body = {"status": "read", "message_id": message_id, "typing_indicator": {"type": "text"}}
        await self._post(f"{number}/messages", {"messaging_product": "whatsapp", **body})

    async def upload(self, number: str, data: bytes, content_type: str, filename: str) -> str:
        """Upload a file and return Meta's media id.

        Raises:
            GraphError: refused or unreachable.
        """
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("messaging_product", "whatsapp")
        form.add_field("type", content_type)
        form.add_field("file", data, filename=filename, content_type=content_type)
        answer = await self._call("POST", f"{self._base}/{number}/media", data=form, timeout=MEDIA_TIMEOUT)
        try:
            return str(answer["id"])
        except (KeyError, TypeError) as error:
            raise GraphError(UNREACHABLE, status=200) from error

    async def media(self, number: str, media_id: str) -> dict[str, Any]:
        """Return what Meta knows of a media id: ``url``, ``mime_type``, ``sha256``, ``file_size``.

        Raises:
            GraphError: refused or unreachable.
        """
        answer = await self._call("GET", f"{self._base}/{media_id}", params={"phone_number_id": number})
        return answer if isinstance(answer, dict) else {}

    async def download(self, url: str, limit: int) -> bytes:
        """Fetch a media file with our token.

        Args:
            url: as `media` gave it; it lives for five minutes.
            limit: bytes.

        Raises:
            GraphError: refused or unreachable.
            MediaRefused: too large, or the address leads to a host that may not see our token.
        """
        for _ in range(MAX_REDIRECTS + 1):
            self._check_host(url)
            try:
                async with self._session.get(
                    url, headers=self._headers, timeout=MEDIA_TIMEOUT, allow_redirects=False
                ) as response:
                    if response.status in (301, 302, 303, 307, 308):
                        url = urljoin(url, response.headers.get("Location", ""))
                        continue
                    if response.status != 200:
                        raise from_answer(response.status, None)
                    return await _read(response, limit)
            except (aiohttp.ClientError, asyncio.TimeoutError) as error:
                raise GraphError(UNREACHABLE) from error
        raise MediaRefused("The media address leads from one place to the next without end.")

    def _check_host(self, url: str) -> None:
        parts = urlsplit(url)
        home = (parts.scheme, parts.netloc) == (self._home.scheme, self._home.netloc)
        meta = parts.scheme == "https" and ("." + (parts.hostname or "")).endswith(MEDIA_HOSTS)
        if not home and not meta:
            raise MediaRefused("The media address is not one of WhatsApp's hosts.")

    async def _post(self, path: str, body: Mapping[str, Any]) -> Any:
        return await self._call("POST", f"{self._base}/{path}", json=body)

    async def _call(self, method: str, url: str, **options: Any) -> Any:
        try:
            async with self._session.request(
                method, url, headers=self._headers, allow_redirects=False, **options
            ) as response:
                answer = await _json(response)
                if response.status == 200 and answer is not None:
                    return answer
                raise from_answer(response.status, answer, response.headers.get("Retry-After"))
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise GraphError(UNREACHABLE) from error


async def _json(response: aiohttp.ClientResponse) -> Any:
    """Return the body's JSON or None: a gateway in between may answer with HTML."""
    try:
        return await response.json(content_type=None)
    except ValueError:
        return None


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise MediaRefused("The file is too large.")
    data = bytearray()
    async for chunk in response.content.iter_chunked(65536):
        data += chunk
        if len(data) > limit:
            raise MediaRefused("The file is too large.")
    return bytes(data)
