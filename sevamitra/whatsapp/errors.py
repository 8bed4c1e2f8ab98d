"""What Graph's error codes mean for a queue of messages (contract 5.2), and who is to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .settings import WhatsAppError


class Act(Enum):
    """What to do with the message that met the error."""

    RETRY = "try this message again later"
    PAIR = "slow down for this person only"
    NUMBER = "slow down for the whole number"
    HOLD = "stop sending, keep everything, call the operator"
    WINDOW = "wait until the citizen writes again"
    PLAIN = "our payload is wrong: send it once more as plain text"
    FINAL = "give up on this message"


class Told(Enum):
    """Who has to hear of it."""

    NOBODY = "nobody"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Rule:
    """One row of the table: what to do, who is told, and the meaning in words."""

    act: Act
    told: Told
    meaning: str


_TABLE: tuple[tuple[Act, Told, dict[int, str]], ...] = (
    (
        Act.HOLD,
        Told.OPERATOR,
        {
            0: "cannot authenticate",
            3: "capability missing",
            10: "permission missing",
            33: "number deleted or wrong",
            104: "no access token sent",
            190: "access token expired or invalid",
            368: "blocked for policy",
            131005: "permission missing",
            131031: "account locked",
            131037: "display name not approved",
            131042: "payment problem",
            131044: "payment problem",
            131045: "number not registered rightly",
            131064: "limit reached through template misuse",
            133010: "number not registered",
            134011: "payments terms not accepted",
            **dict.fromkeys(range(200, 300), "permission missing"),
        },
    ),
    (
        Act.RETRY,
        Told.NOBODY,
        {
            1: "unknown fault",
            2: "service down",
            131000: "something went wrong",
            131016: "service unavailable",
            131053: "media could not be fetched or uploaded",
            131057: "maintenance",
            133004: "server unavailable",
        },
    ),
    (Act.PAIR, Told.NOBODY, {131056: "too many messages to one person"}),
    (
        Act.NUMBER,
        Told.OPERATOR,
        {
            4: "app request limit",
            613: "call rate",
            80007: "account rate limit",
            130429: "throughput exceeded",
            131048: "many people blocked or reported us",
        },
    ),
    (Act.WINDOW, Told.NOBODY, {131047: "over 24 hours since the citizen wrote"}),
    (
        Act.PLAIN,
        Told.OPERATOR,
        {
            100: "invalid parameter",
            131008: "parameter missing",
            131009: "parameter invalid",
            131051: "type not supported",
            135000: "unknown problem with parameters",
        },
    ),
    (
        Act.FINAL,
        Told.NOBODY,
        {
            130472: "citizen in an experiment group",
            131026: "not on WhatsApp, old client or blocked",
            131049: "withheld for ecosystem health",
            131050: "citizen stopped marketing",
        },
    ),
    (
        Act.FINAL,
        Told.OPERATOR,
        {
            130497: "country not allowed",
            131021: "sender is recipient",
            131030: "not on the test number's list",
            131062: "user id not accepted for this message",
            137000: "identity key changed",
        },
    ),
)

RULES: Mapping[int, Rule] = {
    code: Rule(act, told, meaning) for act, told, codes in _TABLE for code, meaning in codes.items()
}
UNKNOWN = Rule(Act.FINAL, Told.OPERATOR, "a code that the table does not know")
TRANSIENT = Rule(Act.RETRY, Told.NOBODY, "the server called it passing")
THROTTLED = Rule(Act.NUMBER, Told.OPERATOR, "HTTP 429")
UNREACHABLE = Rule(Act.RETRY, Told.NOBODY, "network or server fault")
REFUSED = Rule(Act.HOLD, Told.OPERATOR, "HTTP 401 without a code")


class GraphError(WhatsAppError):
    """Graph refused a request or could not be reached.

    Attributes:
        rule: what to do about it.
        code: Meta's code, or 0 where there is none.
        retry_after: seconds that the server asked us to wait, or None.
    """

    def __init__(self, rule: Rule, code: int = 0, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(f"WhatsApp did not take it: {rule.meaning} (code {code}, HTTP {status}).")
        self.rule, self.code, self.status, self.retry_after = rule, code, status, retry_after


def rule_of(code: int | None, status: int = 400, transient: bool = False) -> Rule:
    """Return the rule for an error: the code decides, the HTTP status only where there is no known code.

    Args:
        code: Meta's `error.code`, None if the body held none.
        status: the HTTP status, 0 if there was no answer.
        transient: Meta's `is_transient`.
    """
    if code is not None and code in RULES:
        return RULES[code]
    if transient:
        return TRANSIENT
    if status == 429:
        return THROTTLED
    if status == 401:
        return REFUSED
    if status >= 500 or status == 0:
        return UNREACHABLE
    return UNKNOWN


def from_answer(status: int, body: Any, retry_after: str | None = None) -> GraphError:
    """Return the error that an HTTP answer means, whatever its body is.

    Args:
        status: the HTTP status.
        body: the decoded JSON, or None if there was none.
        retry_after: the header of that name.
    """
    error = body.get("error") if isinstance(body, Mapping) else None
    error = error if isinstance(error, Mapping) else {}
    code = error.get("code")
    code = code if isinstance(code, int) and not isinstance(code, bool) else None
    wait = float(retry_after) if retry_after and retry_after.isdecimal() else None
    return GraphError(rule_of(code, status, error.get("is_transient") is True), code or 0, status, wait)
