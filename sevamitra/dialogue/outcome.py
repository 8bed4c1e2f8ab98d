"""What a step of a task leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sevamitra.dialogue.draft import Draft
from sevamitra.dialogue.message import Message


@dataclass(frozen=True)
class Outcome:
    """What a step leads to.

    Attributes:
        draft: the task as it stands, or None when it is over.
        messages: what is said, in order.
        slots: other slots that change.
    """

    draft: Draft | None
    messages: tuple[Message, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Tell whether a question is open."""
        return self.draft is not None and self.draft.state == "open"
