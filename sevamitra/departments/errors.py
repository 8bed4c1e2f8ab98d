"""What can go wrong with an office: a short closed list, each saying whether trying again helps."""

from __future__ import annotations


class DepartmentError(Exception):
    """The office did not do what was asked.

    Attributes:
        retryable: whether the same request may succeed later.
    """

    retryable = False


class Unavailable(DepartmentError):
    """The office's computer does not answer; the same request may succeed later."""

    retryable = True


class NotFound(DepartmentError):
    """The office knows nothing under this number."""


class SecondDetailNeeded(DepartmentError):
    """The application is another person's until a second detail matches (design section 9)."""


class SlotTaken(DepartmentError):
    """Somebody else was faster."""


class Refused(DepartmentError):
    """The office finds the request wrong.

    Attributes:
        fields: field id to error code, for the answers it did not accept.
    """

    def __init__(self, message: str, fields: dict[str, str] | None = None):
        super().__init__(message)
        self.fields = fields or {}
