"""The draft: what a citizen has answered so far in one task.

It is the value of Rasa's slot `draft`, so the tracker is its store and it outlives restarts.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from typing import Any

FLOWS = ("apply", "grievance", "book", "status", "choose", "delete_data", "language")
FILING = ("apply", "grievance", "book")


@dataclass(frozen=True)
class Draft:
    """One task in progress.

    Attributes:
        id: stable key of the task; also the idempotency key when it is filed.
        flow: one of `FLOWS`.
        service: service id, absent for tasks without one.
        answers: field id to canonical value; `None` marks a question that was skipped.
        asked: id of the field that was asked last.
        expects: the asked field's spec as a mapping, read by the NLU gate.
        errors: wrong answers in a row to the asked field.
        state: ``open``, ``paused`` (left, can be resumed) or ``sending`` (the office could not be reached).
        then: for ``choose``: the intent that goes on once the service is known.
        candidates: for ``choose``: ids of the services to choose from, likeliest first.
        second_detail: for ``status``: whether the office wants a second detail first.
        options: open times offered for the question asked, for ``slot`` questions.
        tries: how often filing was tried in vain.
    """

    id: str
    flow: str
    service: str | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    expects: dict[str, Any] | None = None
    errors: int = 0
    state: str = "open"
    then: str | None = None
    candidates: list[str] = field(default_factory=list)
    second_detail: bool = False
    options: list[dict[str, Any]] = field(default_factory=list)
    tries: int = 0

    @classmethod
    def start(cls, flow: str, citizen: str, message_id: str | None, **rest: Any) -> Draft:
        """Return a new draft whose id follows from the message that began it.

        A message that is handled twice after a crash so begins the same draft, and files one application.
        WhatsApp's message ids are unique; where there is none, the citizen's id stands for it.
        """
        seed = f"{message_id or citizen}|{flow}|{rest.get('service')}"
        return cls(id=hashlib.sha256(seed.encode()).hexdigest()[:20], flow=flow, **rest)

    @classmethod
    def from_dict(cls, data: dict[str, Any] | None) -> Draft | None:
        """Return the draft in a slot value, or None."""
        return cls(**data) if data else None

    def to_dict(self) -> dict[str, Any]:
        """Return the slot value."""
        return asdict(self)

    def answer(self, field_id: str, value: Any) -> Draft:
        """Return the draft with one more answer."""
        return replace(self, answers={**self.answers, field_id: value}, errors=0)

    def without(self, *field_ids: str) -> Draft:
        """Return the draft with some answers taken back."""
        kept = {key: value for key, value in self.answers.items() if key not in field_ids}
        return replace(self, answers=kept, errors=0)

    @property
    def files(self) -> bool:
        """Tell whether this task ends in something filed with an office."""
        return self.flow in FILING
