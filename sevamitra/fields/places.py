"""Lists of places: `data/lookups/places/<name>.yml`, each place with its names and spellings."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from sevamitra.fields.lexicon import HERE, load_yaml
from sevamitra.fields.spec import Choice

_NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")


class NoSuchPlaces(LookupError):
    """A form names a list of places that the installation does not have."""


@cache
def load(name: str) -> tuple[Choice, ...]:
    """Return the places of one list, such as ``mp-jhabua/tehsils``, in the list's order.

    Raises:
        NoSuchPlaces: there is no such list below `data/lookups/places` (or `SEVAMITRA_DATA`).
    """
    path = _root() / "lookups" / "places" / f"{name}.yml"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NoSuchPlaces(f"There is no list of places {name!r}: looked for {path}.")
    return tuple(Choice.from_dict(place) for place in load_yaml(path))


def _root() -> Path:
    return Path(os.environ.get("SEVAMITRA_DATA") or HERE.parents[1] / "data")
