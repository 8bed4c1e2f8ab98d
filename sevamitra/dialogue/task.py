"""One step of a task: take the answer, or say what is wrong with it, and ask the next question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sevamitra import fields
from sevamitra.catalog import Catalog, Service
from sevamitra.departments import BackEnd, Unavailable
from sevamitra.dialogue import asking, endings
from sevamitra.dialogue.draft import Draft
from sevamitra.dialogue.interruptions import command_of, interrupts
from sevamitra.dialogue.message import Message, Turn
from sevamitra.dialogue.outcome import Outcome
from sevamitra.dialogue.steps import SYSTEM, steps
from sevamitra.fields import FieldError, FieldSpec

PAUSED_KEPT = 3
ERRORS_BEFORE_HELP = 2
SLOTS_OFFERED = 9


@dataclass(frozen=True)
class Task:
    """A task at one turn.

    Attributes:
        catalog: the services.
        office: gives the back end of a service, or the jurisdiction's own for None.
        turn: what came in.
        draft: what has been answered; its flow is empty while there is no task.
        consented: whether the citizen agreed before that we keep what they send.
        paused: drafts that were left, as slot values, the latest first.
    """

    catalog: Catalog
    office: Callable[[Service | None], BackEnd]
    turn: Turn
    draft: Draft = Draft(id="", flow="")
    consented: bool = False
    paused: tuple[dict[str, Any], ...] = ()

    @property
    def service(self) -> Service | None:
        """The service that the task is about."""
        return self.catalog.service(self.draft.service) if self.draft.service else None

    @property
    def steps(self) -> list[FieldSpec]:
        """The questions of the task as it stands."""
        found = steps(self.catalog, self.draft, self.consented)
        return [asking.with_options(spec, self.draft, self.turn.language) for spec in found]

    def having(self, draft: Draft) -> Task:
        """Return the same turn with another draft."""
        return replace(self, draft=draft)

    # --- asking ---

    def ask(self, *before: Message) -> Outcome:
        """Ask the first question without an answer, or end the task when there is none."""
        spec = next((spec for spec in self.steps if spec.id not in self.draft.answers), None)
        if spec is None:
            return endings.end(self, before)
        try:
            draft = self._offer_times(spec)
        except Unavailable:
            return self.leave(*before, Message("say_department_down_ask"))
        if spec.kind == "slot" and not draft.options:
            return Outcome(None, (*before, Message("say_no_slots")))
        spec = asking.with_options(spec, draft, self.turn.language)
        errors = draft.errors if draft.asked == spec.id else 0
        draft = replace(draft, asked=spec.id, expects=_what_fits(spec), errors=errors)
        return Outcome(draft, (*before, asking.question(self.having(draft), spec)))

    def _offer_times(self, spec: FieldSpec) -> Draft:
        if spec.kind != "slot" or self.service is None:
            return self.draft
        times = self.office(self.service).slots(self.service.id, SLOTS_OFFERED)
        return replace(self.draft, options=times)

    # --- taking an answer ---

    def take(self) -> Outcome | None:
        """Take the turn as the answer to the open question.

        Returns:
            What comes of it, or None if the message is something else, which a rule then answers.
        """
        spec = next((spec for spec in self.steps if spec.id == self.draft.asked), None)
        if spec is None:
            return self.ask()
        tapped = None
        if asking.skips(spec, self.turn, None):
            return self._skip(spec)
        if self.turn.tap:
            draft_id, field_id, tapped = self.turn.tap.split(":", 2)
            if (draft_id, field_id) != (self.draft.id, spec.id):
                return self.ask(Message("say_old_button"))
        else:
            shortcut = endings.review_shortcut(self, spec)
            if shortcut is not None:
                return shortcut
            command = command_of(spec, self.turn)
            if command:
                return getattr(self, command)(spec)
            if interrupts(spec, self.turn):
                return None
        return self._skip(spec) if asking.skips(spec, self.turn, tapped) else self._answer(spec, tapped)

    def _skip(self, spec: FieldSpec) -> Outcome:
        return self.having(self.draft.answer(spec.id, None)).ask()

    def _answer(self, spec: FieldSpec, tapped: str | None) -> Outcome:
        try:
            value = fields.parse(spec, self.turn.reply(tapped))
        except FieldError as error:
            return self._wrong(spec, error)
        return endings.answered(self.having(self.draft.answer(spec.id, value)), spec.id, value)

    def _wrong(self, spec: FieldSpec, error: FieldError) -> Outcome:
        again = self.having(replace(self.draft, errors=self.draft.errors + 1))
        said = [Message(text=fields.explain(spec, error, self.turn.language))]
        if again.draft.errors >= ERRORS_BEFORE_HELP:
            said.append(Message("say_too_many_errors"))
        return again.ask(*said)

    # --- commands inside a task ---

    def leave(self, *said: Message) -> Outcome:
        """Stop here and keep what was answered, if there is something to keep."""
        answered = [key for key in self.draft.answers if key not in SYSTEM]
        if not (self.draft.files and answered):
            return Outcome(None, said or (Message("say_stopped"),))
        kept = replace(self.draft, state="paused", errors=0, expects=None).to_dict()
        others = [one for one in self.paused if one["id"] != self.draft.id]
        sending = [one for one in others if one["state"] == "sending"]
        paused = [kept, *(one for one in others if one["state"] != "sending")][:PAUSED_KEPT] + sending
        told = Message("say_paused", {"service": self.service_name()}, buttons=self._resume_button())
        return Outcome(None, said or (told,), {"paused": paused})

    def cancel(self, spec: FieldSpec) -> Outcome:
        """Leave the task at the citizen's word."""
        return self.leave()

    def back(self, spec: FieldSpec) -> Outcome:
        """Take back the answer before the open question."""
        ids = [one.id for one in self.steps if one.id in self.draft.answers and one.id != spec.id]
        ids = [id_ for id_ in ids if id_ not in SYSTEM]
        if not ids:
            return self.ask(Message("say_first_question"))
        return self.having(self.draft.without(ids[-1], *SYSTEM[1:])).ask()

    def restart(self, spec: FieldSpec) -> Outcome:
        """Begin the same task all over."""
        return self.having(replace(self.draft, answers={}, errors=0)).ask()

    def again(self, spec: FieldSpec) -> Outcome:
        """Ask the open question again."""
        return self.ask()

    def service_name(self) -> str:
        """Return the name of the task's service in the citizen's language."""
        return self.service.names[self.turn.language] if self.service else ""

    def _resume_button(self) -> tuple[dict[str, str], ...]:
        language = self.turn.language
        return asking.buttons(self.catalog, language, say_button_resume="/resume", say_button_menu="/help")


def _what_fits(spec: FieldSpec) -> dict[str, Any]:
    """Return a question without its words: all that tells whether a text answers it."""
    return replace(spec, question=None, hint=None, label=None).to_dict()
