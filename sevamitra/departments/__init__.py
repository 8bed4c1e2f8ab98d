"""The client side of the offices: one declared adapter per kind of back end."""

from sevamitra.departments.backend import BackEnd
from sevamitra.departments.desk import Desk
from sevamitra.departments.errors import (
    DepartmentError,
    NotFound,
    Refused,
    SecondDetailNeeded,
    SlotTaken,
    Unavailable,
)

__all__ = [
    "BackEnd",
    "DepartmentError",
    "Desk",
    "NotFound",
    "Refused",
    "SecondDetailNeeded",
    "SlotTaken",
    "Unavailable",
    "back_end",
]

ADAPTERS: dict[str, type[BackEnd]] = {"desk": Desk}


def back_end(adapter: str) -> BackEnd:
    """Return the back end that a department declares under `back_end: {adapter: …}`.

    Raises:
        DepartmentError: no such adapter exists.
    """
    if adapter not in ADAPTERS:
        raise DepartmentError(f"No adapter is called {adapter!r}; there are: {', '.join(sorted(ADAPTERS))}.")
    return ADAPTERS[adapter]()
