"""When a message in a task is not an answer: an answer that fits the question is an answer."""

from __future__ import annotations

from sevamitra import fields
from sevamitra.dialogue.message import Turn
from sevamitra.fields import FieldSpec

COMMANDS = {"cancel": "cancel", "go_back": "back", "start_over": "restart", "resume": "again"}
"""Intents that change the task itself, with the step of the task that they mean."""

ANSWERS = {"inform", "affirm", "deny", "out_of_scope", "nlu_fallback"}
"""Intents that never interrupt: at worst they are wrong answers."""

ALWAYS = {"application_event", "retry_submission", "unsupported_message", "media_failed"}
"""Sent by our own parts, never by the citizen as an answer."""

CERTAIN = 1.0
"""Of a tapped button, and of the words that our own texts teach (data/lookups/commands.yml)."""

EMERGENCY_CONFIDENCE = 0.5
CONFIDENCE = {"text": 0.85, "person_name": 0.8, "address": 0.7}
OTHER_CONFIDENCE = 0.55
LONGEST_INTERRUPTION_OF_A_STORY = 8
"""Words: a complaint's own words may ask and beg; only a short clear message interrupts them."""


def command_of(spec: FieldSpec, turn: Turn) -> str | None:
    """Return the task's step that a command means, or None if the message is no command."""
    if turn.intent not in COMMANDS or turn.file or turn.location or not _clear(spec, turn):
        return None
    return COMMANDS[turn.intent]


def interrupts(spec: FieldSpec, turn: Turn) -> bool:
    """Tell whether the message asks for something else than the open question."""
    if turn.intent in ALWAYS:
        return True
    if turn.file or turn.location or turn.intent in ANSWERS or turn.intent in COMMANDS:
        return False
    if turn.intent == "emergency":
        return turn.confidence >= EMERGENCY_CONFIDENCE
    return _clear(spec, turn)


def _clear(spec: FieldSpec, turn: Turn) -> bool:
    if not turn.text or turn.confidence == CERTAIN:
        return True
    if fields.fit(spec, turn.text) == "sure":
        return False
    if spec.kind == "text" and len(turn.text.split()) > LONGEST_INTERRUPTION_OF_A_STORY:
        return False
    return turn.confidence >= CONFIDENCE.get(spec.kind, OTHER_CONFIDENCE)
