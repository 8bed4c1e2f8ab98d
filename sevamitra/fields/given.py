"""Kinds that are not text: file, location."""

from __future__ import annotations

from sevamitra.fields.kinds import Fit, Kind
from sevamitra.fields.spec import FieldError, FieldSpec, Json, Reply

ACCEPTED = ("image/jpeg", "image/png", "image/webp", "application/pdf")
MOST_MEGABYTES = 10


def _read_file(spec: FieldSpec, reply: Reply) -> Json:
    if not reply.file or not reply.file.get("id"):
        raise FieldError("need_file")
    content_type = str(reply.file.get("content_type", "")).split(";")[0].strip().lower()
    if content_type not in (spec.accept or ACCEPTED):
        raise FieldError("wrong_type")
    size, most = int(reply.file.get("size") or 0), float(spec.max or MOST_MEGABYTES)
    if size <= 0:
        raise FieldError("empty_file")
    if size > most * 1024 * 1024:
        raise FieldError("too_large", max=f"{most:g}")
    return {"id": reply.file["id"], "name": _name(reply), "content_type": content_type, "size": size}


def _name(reply: Reply) -> str:
    return str((reply.file or {}).get("name") or "photo")


def _show_file(spec: FieldSpec, value: Json, language: str) -> str:
    assert isinstance(value, dict)
    return f"📎 {value['name']}"


def _read_location(spec: FieldSpec, reply: Reply) -> Json:
    try:
        latitude, longitude = (float((reply.location or {})[key]) for key in ("latitude", "longitude"))
    except (KeyError, TypeError, ValueError) as error:
        raise FieldError("need_location") from error
    if not (6 <= latitude <= 38 and 68 <= longitude <= 98):
        raise FieldError("outside")
    names = {
        key: str((reply.location or {})[key])
        for key in ("name", "address")
        if (reply.location or {}).get(key)
    }
    return {"latitude": round(latitude, 6), "longitude": round(longitude, 6), **names}


def _show_location(spec: FieldSpec, value: Json, language: str) -> str:
    assert isinstance(value, dict)
    return "📍 " + str(
        value.get("name") or value.get("address") or f"{value['latitude']}, {value['longitude']}"
    )


def _fit_nothing(spec: FieldSpec, text: str) -> Fit:
    return "no"


KINDS = [
    Kind("file", _read_file, "A photo or PDF up to `max` megabytes (10)", _show_file, fit=_fit_nothing),
    Kind("location", _read_location, "A WhatsApp location within India", _show_location, fit=_fit_nothing),
]
