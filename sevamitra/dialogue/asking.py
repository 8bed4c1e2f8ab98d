"""How a question is put: its words, its progress, what can be tapped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sevamitra import fields
from sevamitra.catalog import Catalog
from sevamitra.catalog.model import LANGUAGES
from sevamitra.clock import IST
from sevamitra.dialogue.draft import Draft
from sevamitra.dialogue.message import Message, Turn, button
from sevamitra.dialogue.steps import REVIEW, SYSTEM, pack_questions
from sevamitra.fields import Choice, FieldSpec, show_date

if TYPE_CHECKING:
    from sevamitra.dialogue.task import Task

SKIP = "-"
SKIP_WORDS = Path(__file__).parents[2] / "data" / "lookups" / "skip.yml"
LIST_ROWS = 10
REVIEW_VALUE_LENGTH = 60
"""Code points of one answer in the review, so that twelve answers fit a message with buttons."""


def with_options(spec: FieldSpec, draft: Draft, language: str) -> FieldSpec:
    """Return a slot question with the times that were offered as its choices."""
    if spec.kind != "slot" or not draft.options:
        return spec
    return spec.with_choices([Choice(str(slot["id"]), _slot_titles(slot["start"])) for slot in draft.options])


def question(task: Task, spec: FieldSpec) -> Message:
    """Return the message that asks a question."""
    if spec.id == REVIEW:
        return review(task, spec)
    language = task.turn.language
    lines = [progress(task, spec), fields.question(spec, language)]
    if not task.draft.errors:
        lines.append(fields.hint(spec, language))
    return _with_list_label(
        task, Message(text="\n".join(line for line in lines if line), buttons=tuple(choices(task, spec)))
    )


def progress(task: Task, spec: FieldSpec) -> str:
    """Return how far the task is, or nothing for questions of our own."""
    if task.service is None or not task.draft.files or spec.id in SYSTEM:
        return ""
    ids = [one.id for one in pack_questions(task.catalog, task.service, task.draft)]
    return task.catalog.texts.get(
        "say_progress", task.turn.language, step=ids.index(spec.id) + 1, steps=len(ids)
    )


def choices(task: Task, spec: FieldSpec) -> list[dict[str, str]]:
    """Return what can be tapped to answer: choices if a list holds them, skipping, help after errors."""
    found = [
        button(option.title, tap(task.draft, spec, option.value), option.description or "")
        for option in fields.options(spec, task.turn.language)
    ]
    if len(found) > LIST_ROWS:
        found = []
    if spec.optional:
        skip = task.catalog.texts.get("say_button_skip", task.turn.language)
        found.append(button(skip, tap(task.draft, spec, SKIP)))
    if task.draft.errors > 1 and len(found) < LIST_ROWS:
        found += buttons(task.catalog, task.turn.language, say_button_person="/talk_to_human")
    return found[:LIST_ROWS]


def review(task: Task, spec: FieldSpec) -> Message:
    """Return everything that was answered, numbered, to be looked over before it is filed."""
    language = task.turn.language
    lines = [
        f"{index}. {fields.label(one, language)}: {_short(one, task.draft.answers[one.id], language)}"
        for index, one in enumerate(reviewed(task), start=1)
    ]
    values = {"service": task.service_name(), "answers": "\n".join(lines)}
    return Message("say_review", values, buttons=tuple(choices(task, spec)))


def reviewed(task: Task) -> list[FieldSpec]:
    """Return the questions that the review shows: the pack's, as far as they were answered."""
    return [
        spec for spec in task.steps if spec.id not in SYSTEM and task.draft.answers.get(spec.id) is not None
    ]


def skips(spec: FieldSpec, turn: Turn, tapped: str | None) -> bool:
    """Tell whether an optional question is skipped, by tap or in words."""
    if not spec.optional:
        return False
    return tapped == SKIP or turn.text.strip(" .!").casefold() in _skip_words() or turn.intent == "deny"


@cache
def _skip_words() -> frozenset[str]:
    return frozenset(word.casefold() for word in yaml.safe_load(SKIP_WORDS.read_text(encoding="utf-8")))


def tap(draft: Draft, spec: FieldSpec, value: Any) -> str:
    """Return the payload of a button that answers a question of this draft."""
    return "/inform" + json.dumps({"tap": f"{draft.id}:{spec.id}:{value}"}, ensure_ascii=False)


def buttons(catalog: Catalog, language: str, **payloads: str) -> tuple[dict[str, str], ...]:
    """Return buttons by the names of their texts, e.g. `say_button_menu="/help"`."""
    return tuple(button(catalog.texts.get(name, language), payload) for name, payload in payloads.items())


def _short(spec: FieldSpec, value: Any, language: str) -> str:
    shown = fields.show(spec, value, language)
    return shown if len(shown) <= REVIEW_VALUE_LENGTH else shown[: REVIEW_VALUE_LENGTH - 1] + "…"


def _slot_titles(start: str) -> dict[str, str]:
    moment = datetime.fromisoformat(start).astimezone(IST)
    day = moment.date().isoformat()
    return {language: f"{show_date(day, language)}, {moment:%H:%M}" for language in LANGUAGES}


def _with_list_label(task: Task, message: Message) -> Message:
    label = task.catalog.texts.get("say_list_button", task.turn.language)
    return replace(message, custom={**message.custom, "list_button": label}) if message.buttons else message
