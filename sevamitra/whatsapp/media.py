"""Files in both directions: a citizen's photo to the desk, a paper of the desk to the citizen."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .client import GraphClient, MediaRefused
from .database import Database, insert_new
from .desk import Desk
from .models import media as media_table

MAX_INBOUND = 16 * 1024 * 1024  # bytes; a phone's photo has 1-5 MB, a scanned paper rarely over 10
CACHE_SECONDS = 29 * 86400  # Meta keeps an upload for 30 days
# What the first bytes say; names and declared types are the sender's word only.
_MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))
EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


class UnreadableFile(MediaRefused):
    """A file of a type that we cannot read."""


def content_type(data: bytes) -> str | None:
    """Return the type that the bytes themselves show, or None if it is not one that we read."""
    return next(
        (kind for magic, kind in _MAGIC if data[:1024].lstrip(b"\r\n\t \x00").startswith(magic)), None
    )


def same_digest(declared: str, data: bytes) -> bool:
    """Compare a SHA-256 as Meta writes it (hex in the API, base64 in webhooks); "" fits anything."""
    if not declared:
        return True
    try:
        wanted = bytes.fromhex(declared) if len(declared) == 64 else base64.b64decode(declared, validate=True)
    except (ValueError, binascii.Error):
        return False
    return hmac.compare_digest(wanted, hashlib.sha256(data).digest())


def safe_name(name: str, kind: str) -> str:
    """Return a file name without path, control or direction characters, ending as its type does."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C" and char != '"').strip(". ")[
        :100
    ]
    if not kept:
        return "document" + EXTENSIONS[kind]
    return kept if kept.lower().endswith((EXTENSIONS[kind], ".jpeg")) else kept + EXTENSIONS[kind]


async def fetch(graph: GraphClient, number: str, content: dict[str, Any]) -> tuple[bytes, str]:
    """Return the bytes and true type of a citizen's file.

    Args:
        number: our phone number id.
        content: an inbox row's, with ``media_id`` and ``sha256``.

    Raises:
        GraphError: WhatsApp could not be reached.
        MediaRefused: too large, or changed on the way.
        UnreadableFile: neither photo nor PDF.
    """
    for _ in range(2):  # a wrong digest is worth one more fetch (contract 4)
        known = await graph.media(number, content["media_id"])
        data = await graph.download(str(known.get("url") or ""), MAX_INBOUND)
        declared = content.get("sha256") or str(known.get("sha256") or "")
        if same_digest(declared, data):
            kind = content_type(data)
            if kind is None:
                raise UnreadableFile("The file is neither a photo nor a PDF.")
            return data, kind
    raise MediaRefused("The file is not the one that was sent.")


async def upload(
    graph: GraphClient, database: Database, number: str, data: bytes, name: str, now: float
) -> str:
    """Return Meta's id for these bytes, uploading them only if Meta does not hold them already.

    Raises:
        GraphError: WhatsApp could not be reached or refused.
        UnreadableFile: not a type that we send.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = await database.run(_cached, number, digest, now)
    if known:
        return known
    kind = content_type(data)
    if kind is None:
        raise UnreadableFile("The paper to send is neither a photo nor a PDF.")
    media_id = await graph.upload(number, data, kind, safe_name(name, kind))
    await database.run(_remember, number, digest, media_id, now)
    return media_id


async def with_media(
    graph: GraphClient,
    desk: Desk,
    database: Database,
    number: str,
    payload: dict[str, Any],
    media: dict[str, Any],
    now: float,
) -> dict[str, Any]:
    """Return the payload with its file in place: uploaded if it is the desk's, else as a link.

    Raises:
        GraphError, DeskUnavailable: try again.
        DeskRefused, UnreadableFile: it will never work.
    """
    kind, url = media["kind"], media["url"]
    if kind == "image" and url.startswith("https://") and not desk.owns(url):
        place = {"link": url}
    else:
        data, _ = await desk.fetch(url)
        place = {"id": await upload(graph, database, number, data, media.get("filename", ""), now)}
    if payload["type"] == "interactive":
        header = payload["interactive"]["header"]
        header = {**header, kind: {**header[kind], **place}}
        return {**payload, "interactive": {**payload["interactive"], "header": header}}
    return {**payload, kind: {**payload[kind], **place}}


def _cached(connection: Connection, number: str, digest: str, now: float) -> str | None:
    here = (media_table.c.number == number) & (media_table.c.sha256 == digest)
    connection.execute(sa.delete(media_table).where(media_table.c.uploaded_at < now - CACHE_SECONDS))
    return connection.execute(sa.select(media_table.c.media_id).where(here)).scalar()


def _remember(connection: Connection, number: str, digest: str, media_id: str, now: float) -> None:
    insert_new(connection, media_table, number=number, sha256=digest, media_id=media_id, uploaded_at=now)
