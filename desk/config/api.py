"""What all API calls share: the bot's token and the shape of a refusal."""

from __future__ import annotations

import hmac
from typing import Any

from django.conf import settings
from rest_framework import exceptions, status
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.response import Response


class Bot:
    """The one caller of the API."""

    is_authenticated = True


class BotAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`, the token derived from the installation's secret."""

    def authenticate(self, request: Request) -> tuple[Bot, None]:
        """Return the bot.

        Raises:
            NotAuthenticated: no token or another one.
        """
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        same = hmac.compare_digest(token.strip().encode(), settings.API_TOKEN.encode())
        if scheme.lower() != "bearer" or not same:
            raise exceptions.NotAuthenticated()
        return Bot(), None

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme, so that a refusal is 401 and not 403."""
        return "Bearer"


class DeskError(Exception):
    """A refusal of the desk; `code` is for programs, `fields` says which values are wrong and why."""

    def __init__(self, code: str, status_code: int, fields: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.code, self.status_code, self.fields = code, status_code, fields


class Invalid(DeskError):
    """Values that cannot be taken."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("invalid", status.HTTP_400_BAD_REQUEST, fields)


class NotFound(DeskError):
    """There is no such thing."""

    def __init__(self) -> None:
        super().__init__("not_found", status.HTTP_404_NOT_FOUND)


def error(code: str, status_code: int, fields: dict[str, str] | None = None) -> Response:
    """Return `{"error": {"code", "fields"?}}`."""
    body: dict[str, Any] = {"code": code}
    if fields is not None:
        body["fields"] = fields
    return Response({"error": body}, status=status_code)


def as_error(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception of a view into an answer; None lets Django answer 500."""
    if isinstance(exc, DeskError):
        return error(exc.code, exc.status_code, exc.fields)
    if isinstance(exc, exceptions.ValidationError):
        return error("invalid", exc.status_code, {key: _code(value) for key, value in _items(exc)})
    if isinstance(exc, exceptions.APIException):
        response = error(str(exc.get_codes()), exc.status_code)
        if isinstance(exc, exceptions.NotAuthenticated):
            response["WWW-Authenticate"] = "Bearer"
        return response
    return None


def _items(exc: exceptions.ValidationError) -> list[tuple[str, Any]]:
    codes = exc.get_codes()
    return list(codes.items()) if isinstance(codes, dict) else [("non_field_errors", codes)]


def _code(value: Any) -> str:
    """Return the first code in DRF's nested lists of codes."""
    while isinstance(value, (list, dict)):
        value = next(iter(value.values() if isinstance(value, dict) else value), "invalid")
    return str(value)
