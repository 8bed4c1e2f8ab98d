"""Changing the language on request."""

from __future__ import annotations

import re

from sevamitra.dialogue.message import Message
from sevamitra.dialogue.outcome import Outcome
from sevamitra.dialogue.task import Task

NAMES = {
    "hi": r"hindi|हिन्दी|हिंदी|हिन्दि|హిందీ|హింది",
    "te": r"telugu|telgu|तेलुगु|तेलगू|तेलुगू|తెలుగు",
    "en": r"english|angrezi|inglish|अंग्रेज़ी|अंग्रेजी|इंग्लिश|ఇంగ్లీష్|ఇంగ్లీషు|ఆంగ్లం",
}


def named(text: str) -> str | None:
    """Return the language that a message names, if it names exactly one."""
    found = [language for language, pattern in NAMES.items() if re.search(pattern, text, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def changed(task: Task, language: str) -> Outcome:
    """Answer in another language from now on."""
    return Outcome(
        None,
        (Message(text=task.catalog.texts.get("say_language_changed", language)),),
        {"language": language},
    )
