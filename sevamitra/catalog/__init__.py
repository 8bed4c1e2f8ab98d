"""The catalogue of services: reads and checks packs and departments, and holds the bot's texts.

>>> catalog = Catalog.load("/path/to/project")
>>> catalog.service("mp_income_certificate").names["en"]
'Income certificate'
"""

from sevamitra.catalog.catalog import Catalog
from sevamitra.catalog.model import (
    LANGUAGES,
    Booking,
    Certificate,
    Department,
    Document,
    Fee,
    Law,
    Officer,
    Said,
    Service,
)
from sevamitra.catalog.problems import CatalogError, Problem, UnknownName
from sevamitra.catalog.texts import Texts

__all__ = [
    "LANGUAGES",
    "Booking",
    "Catalog",
    "CatalogError",
    "Certificate",
    "Department",
    "Document",
    "Fee",
    "Law",
    "Officer",
    "Problem",
    "Said",
    "Service",
    "Texts",
    "UnknownName",
]
