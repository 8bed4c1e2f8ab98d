"""Checks of the questions of a pack: what WhatsApp can show and a form can ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sevamitra.catalog.located import Located, Place
from sevamitra.catalog.problems import Problem, nearest

MAX_QUESTIONS = 12
"""More questions than this nobody answers on a phone."""

# WhatsApp: reply buttons (up to 3) and list rows (up to 10), in code points.
MAX_BUTTONS, MAX_BUTTON_TITLE = 3, 20
MAX_ROWS, MAX_ROW_TITLE, MAX_ROW_DESCRIPTION = 10, 24, 72


def question_problems(pack: Located) -> Iterator[Problem]:
    """Yield what is wrong with the questions of a pack that has the right shape."""
    asked = pack.value.get("ask", [])
    if len(asked) > MAX_QUESTIONS:
        what = f"{len(asked)} questions, more than {MAX_QUESTIONS}"
        yield pack.problem(("ask", MAX_QUESTIONS), what, "Ask only what the office cannot do without.")
    for n, question in enumerate(asked):
        earlier = {other["id"]: other for other in asked[:n]}
        yield from _id(pack, n, question, earlier)
        yield from _parts(pack, n, question)
        yield from _bounds(pack, n, question)
        yield from _choices(pack, n, question)
        yield from _when(pack, n, question, earlier)


def _id(pack: Located, n: int, question: dict[str, Any], earlier: dict[str, Any]) -> Iterator[Problem]:
    if question["id"] in earlier:
        yield pack.problem(("ask", n, "id"), f"`{question['id']}` is asked twice", "Rename one of the two.")


def _parts(pack: Located, n: int, question: dict[str, Any]) -> Iterator[Problem]:
    for kind, part in (("choice", "choices"), ("place", "places")):
        if question["kind"] == kind and part not in question:
            yield pack.problem(("ask", n), f"a question of kind {kind} needs `{part}:`", f"Add `{part}:`.")
        if question["kind"] != kind and part in question:
            mend = f"Write `kind: {kind}` or take it out."
            yield pack.problem(("ask", n, part), f"`{part}:` goes only with kind {kind}", mend)


def _bounds(pack: Located, n: int, question: dict[str, Any]) -> Iterator[Problem]:
    low, high = (_comparable(question.get(bound)) for bound in ("min", "max"))
    if low and high and low > high:
        what = f"`max` {question['max']} is less than `min` {question['min']}"
        yield pack.problem(("ask", n, "max"), what, "Swap them.")


def _comparable(bound: Any) -> tuple[str, Any] | None:
    """Return a bound that can be compared: a number or a plain date, not `today+28`."""
    if isinstance(bound, int | float):
        return ("number", bound)
    return ("date", bound) if isinstance(bound, str) and bound[:4].isdigit() else None


def _choices(pack: Located, n: int, question: dict[str, Any]) -> Iterator[Problem]:
    choices, place = question.get("choices", []), ("ask", n, "choices")
    if len(choices) > MAX_ROWS:
        what = f"{len(choices)} choices; a WhatsApp list shows {MAX_ROWS}"
        mend = "Put some together, or make it a question of kind place."
        yield pack.problem((*place, MAX_ROWS), what, mend)
    ids = [choice["id"] for choice in choices]
    buttons = len(choices) <= MAX_BUTTONS
    for c, choice in enumerate(choices):
        if choice["id"] in ids[:c]:
            yield pack.problem((*place, c, "id"), f"the choice `{choice['id']}` stands twice", "Rename one.")
        title = MAX_BUTTON_TITLE if buttons and "description" not in choice else MAX_ROW_TITLE
        yield from _too_long(pack, (*place, c, "title"), choice["title"], title)
        description = choice.get("description", {})
        yield from _too_long(pack, (*place, c, "description"), description, MAX_ROW_DESCRIPTION)


def _too_long(pack: Located, place: Place, texts: dict[str, str], limit: int) -> Iterator[Problem]:
    for language, text in texts.items():
        if len(text) > limit:
            what = f"`{place[-1]}` has {len(text)} characters in `{language}`: {text}"
            yield pack.problem((*place, language), what, f"WhatsApp shows {limit} here. Vowel signs count.")


def _when(pack: Located, n: int, question: dict[str, Any], earlier: dict[str, Any]) -> Iterator[Problem]:
    for name, wanted in question.get("when", {}).items():
        place = ("ask", n, "when", name)
        if name not in earlier:
            mend = f"`when` can name only a question before this one.{nearest(name, earlier)}"
            yield pack.problem(place, f"`{name}` has not been asked before", mend)
            continue
        ids = [choice["id"] for choice in earlier[name].get("choices", [])]
        for value in wanted if isinstance(wanted, list) else [wanted]:
            if ids and value not in ids:
                what = f"`{value}` is no choice of `{name}`"
                yield pack.problem(place, what, f"Its choices: {', '.join(ids)}.{nearest(str(value), ids)}")
