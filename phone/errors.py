"""What the stand-in refuses, in Meta's words and codes (contract, section 5.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Meaning:
    """The title of an error code, its HTTP status and whether it comes only later, in a status webhook."""

    title: str
    http: int = 400
    later: bool = False


MEANINGS = {
    0: Meaning("AuthException", 401),
    1: Meaning("API Unknown"),
    2: Meaning("API Service", 503),
    4: Meaning("API Too Many Calls"),
    10: Meaning("Permission Denied", 403),
    33: Meaning("Parameter value is not valid"),
    100: Meaning("Invalid parameter"),
    104: Meaning("An access token is required to request this resource.", 401),
    190: Meaning("Invalid OAuth access token - Cannot parse access token", 401),
    368: Meaning("Temporarily blocked for policies violations", 403),
    2635: Meaning("You are calling a deprecated version of the API"),
    80007: Meaning("Rate limit issues"),
    130429: Meaning("Rate limit hit"),
    130472: Meaning("User's number is part of an experiment", later=True),
    131000: Meaning("Something went wrong", 500),
    131005: Meaning("Access denied", 403),
    131008: Meaning("Required parameter is missing"),
    131009: Meaning("Parameter value is not valid"),
    131016: Meaning("Service unavailable", 500),
    131021: Meaning("Recipient cannot be sender"),
    131026: Meaning("Message undeliverable", later=True),
    131031: Meaning("Account has been locked", 403),
    131042: Meaning("Business eligibility payment issue"),
    131047: Meaning("Re-engagement message", later=True),
    131048: Meaning("Spam rate limit hit"),
    131049: Meaning("This message was not delivered to maintain healthy ecosystem engagement.", later=True),
    131050: Meaning("User has stopped marketing messages", later=True),
    131051: Meaning("Message type unknown"),
    131052: Meaning("Media download error"),
    131053: Meaning("Media upload error", later=True),
    131056: Meaning("(Business Account, Consumer Account) pair rate limit hit"),
    131057: Meaning("Account in maintenance mode", 500),
    131060: Meaning("This message is currently unavailable."),
    131062: Meaning("Business-scoped user ids are not supported for this message"),
    132000: Meaning("Template param count mismatch"),
    132001: Meaning("Template does not exist", 404),
    132012: Meaning("Template parameter format mismatch"),
    132015: Meaning("Template is paused"),
    132016: Meaning("Template is disabled"),
    135000: Meaning("Generic user error"),
    137000: Meaning("Identity key mismatch"),
}


class PhoneError(Exception):
    """Anything the phone refuses; the message is a sentence for people."""


class SettingsError(PhoneError):
    """The environment does not say what the phone needs to start."""


class CommandError(PhoneError):
    """A call to the control plane makes no sense; answered with 400."""


class GraphError(PhoneError):
    """A request that Meta would refuse.

    Args:
        code: Meta's error code.
        details: what is wrong, for `error_data.details`.
        where: the parameter at fault, e.g. ``interactive.body.text``; refusals are counted by it.
        subcode: Meta's `error_subcode`, where one is known.
        http: HTTP status, when it is not the one of Meta's table.
        extra: further keys of the error object, e.g. `is_transient`.
    """

    def __init__(
        self,
        code: int,
        details: str,
        where: str = "",
        *,
        subcode: int | None = None,
        http: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(details)
        self.code, self.details, self.where, self.subcode = code, details, where, subcode
        self.http = http or meaning(code).http
        self.extra = extra or {}

    def body(self, trace: str) -> dict[str, Any]:
        """Return the JSON that the Graph API would answer, with `trace` as its `fbtrace_id`."""
        title = meaning(self.code).title
        error: dict[str, Any] = {
            "message": title if self.code == 190 else f"(#{self.code}) {title}",
            "type": "GraphMethodException" if self.subcode == 33 else "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            **self.extra,
            "fbtrace_id": trace,
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return {"error": error}


def meaning(code: int) -> Meaning:
    """Return what `code` means; a code that is not in the table is an unknown error with HTTP 400."""
    return MEANINGS.get(code, Meaning("Unknown error"))


def status_error(code: int, details: str = "") -> dict[str, Any]:
    """Return the item of `errors[]` that a failed status or an unsupported message carries."""
    title = meaning(code).title
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details or title},
        "href": "/documentation/business-messaging/whatsapp/support/error-codes",
    }
