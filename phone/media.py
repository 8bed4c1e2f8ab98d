"""Photos, papers and recordings: uploads, five-minute addresses, blobs (contract, section 4)."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from phone.errors import GraphError
from phone.ids import Ids
from phone.limits import MEDIA, STATIC_STICKER

URL_LIFE = timedelta(minutes=5)
UPLOAD_LIFE, INBOUND_LIFE = timedelta(days=30), timedelta(days=7)
_BEGINNINGS = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF",
    "application/pdf": b"%PDF",
    "audio/ogg": b"OggS",
}


@dataclass
class Medium:
    """A stored file; `owner` is the phone number id it belongs to, `life` how long its id is good."""

    id: str
    data: bytes
    content_type: str
    filename: str
    at: datetime
    owner: str | None = None
    life: timedelta = UPLOAD_LIFE

    @property
    def mime(self) -> str:
        """The MIME type without parameters."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def honest(self) -> bool:
        """Whether the bytes begin as the MIME type says they should."""
        return self.data.startswith(_BEGINNINGS.get(self.mime, b""))

    @property
    def sha256_base64(self) -> str:
        """The digest as webhooks carry it."""
        return base64.b64encode(hashlib.sha256(self.data).digest()).decode()

    @property
    def sha256_hex(self) -> str:
        """The digest as `GET /{media-id}` carries it."""
        return hashlib.sha256(self.data).hexdigest()


def kind_of(mime: str) -> str:
    """Return the kind a MIME type is sent as; raises `GraphError` 100 if it cannot be sent."""
    for kind, (types, _) in MEDIA.items():
        if mime in types:
            return kind
    raise GraphError(100, f"Param file must be a file of a supported type, not {mime}.", "media.type")


def check_upload(medium: Medium) -> None:
    """Raise `GraphError`: 100 for a MIME type that cannot be sent, 131053 for a file over its limit."""
    limit = MEDIA[kind_of(medium.mime)][1]
    if medium.mime == "image/webp" and b"ANIM" not in medium.data[:64]:
        limit = STATIC_STICKER
    if not medium.data:
        raise GraphError(100, "The file is empty.", "media.file")
    if len(medium.data) > limit:
        details = f"The file has {len(medium.data)} bytes, at most {limit} are allowed."
        raise GraphError(131053, details, "media.size")


def fits(medium: Medium, kind: str, voice: bool = False) -> bool:
    """Return whether a medium can be sent as `kind`: MIME type, size, honest bytes (else 131053 follows)."""
    types, limit = MEDIA[kind]
    right = {"audio/ogg"} if voice else types
    return medium.mime in right and len(medium.data) <= limit and medium.honest


class Store:
    """All files, and the addresses given out for them."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._media: dict[str, Medium] = {}
        self._urls: dict[str, tuple[str, datetime]] = {}

    def add(
        self,
        data: bytes,
        content_type: str,
        filename: str,
        at: datetime,
        *,
        owner: str | None = None,
        life: timedelta = UPLOAD_LIFE,
    ) -> Medium:
        """Keep a file and return it with its new id."""
        medium = Medium(self._ids.media(), data, content_type, filename, at, owner, life)
        self._media[medium.id] = medium
        return medium

    def get(self, media_id: str, now: datetime, owner: str | None = None) -> Medium:
        """Return a file; raises `GraphError` 100 if it is unknown, too old, or another number's."""
        medium = self._media.get(media_id)
        foreign = medium and owner and medium.owner not in (None, owner)
        if medium is None or foreign or now - medium.at >= medium.life:
            details = f"Unsupported request. Object with ID '{media_id}' does not exist."
            raise GraphError(100, details, "media.id", subcode=33)
        return medium

    def find(self, media_id: str) -> Medium | None:
        """Return a file whoever owns it and however old it is."""
        return self._media.get(media_id)

    def remove(self, media_id: str) -> None:
        """Forget a file."""
        self._media.pop(media_id, None)

    def open_url(self, medium: Medium, now: datetime) -> str:
        """Return the token of a new address that is good for five minutes."""
        token = f"{medium.id}-{len(self._urls) + 1}"
        self._urls[token] = (medium.id, now)
        return token

    def by_token(self, token: str, now: datetime) -> Medium | None:
        """Return the file behind an address, or nothing when its five minutes are over."""
        media_id, opened = self._urls.get(token, ("", now))
        return self._media.get(media_id) if now - opened < URL_LIFE else None
