"""The services as the packs declare them: the desk's one door to `sevamitra.catalog`."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from sevamitra.catalog import Catalog
from sevamitra.catalog.model import Service


@cache
def catalog() -> Catalog:
    """Return the catalogue, read once a process.

    Raises:
        CatalogError: a pack is wrong; the desk must not run on a half-read catalogue.
    """
    return Catalog.load(settings.CATALOG_DIR)


@cache
def find(service: str) -> Service | None:
    """Return a service, or None for one that has no pack (any more): what was filed must stay readable."""
    return next((found for found in catalog().services() if found.id == service), None)
