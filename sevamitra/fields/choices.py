"""Kinds with a known set of answers: yes_no, choice, place, slot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sevamitra.fields import places
from sevamitra.fields.folding import fold, sound, words
from sevamitra.fields.kinds import Fit, Kind, text_of
from sevamitra.fields.lexicon import table, words_of
from sevamitra.fields.numbers import small_number
from sevamitra.fields.spec import Choice, FieldError, FieldSpec, Json, Option, Reply

_YES, _NO, _POLITE = words_of("agree"), words_of("refuse"), words_of("polite")
_NUMBER_WORDS = words_of("number_words")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_ORDINALS = table("ordinals")
TITLES = {"yes": {"hi": "हाँ", "te": "అవును", "en": "Yes"}, "no": {"hi": "नहीं", "te": "కాదు", "en": "No"}}
MOST_NAMED = 5  # more names in one explanation help nobody


def _read_yes_no(spec: FieldSpec, reply: Reply) -> Json:
    text = text_of(reply)
    said = words(text) or _SKIN.sub("", fold(text).replace(" ", ""))
    yes = any(word in _YES and word not in _POLITE for word in said)
    no = any(word in _NO for word in said)
    known = all(word in _YES or word in _NO or word in _POLITE for word in said)
    if not known or (yes and no):
        raise FieldError("unclear")
    return not no


def _show_yes_no(spec: FieldSpec, value: Json, language: str) -> str:
    return TITLES["yes" if value else "no"][language]


def _yes_no_options(spec: FieldSpec, language: str) -> list[Option]:
    return [Option(value, title[language]) for value, title in TITLES.items()]


def choices_of(spec: FieldSpec) -> tuple[Choice, ...]:
    """Return what may be chosen: the spec's own choices, or the places of the list that it names."""
    return spec.choices or (places.load(spec.places) if spec.places else ())


def _read_choice(spec: FieldSpec, reply: Reply) -> Json:
    choices = choices_of(spec)
    if reply.tap is not None and any(choice.id == reply.tap for choice in choices):
        return reply.tap
    text = text_of(reply)
    found = _exact(choices, text) or _numbered(choices, text) or _named_in(choices, text)
    if not found:
        found = _near(choices, text)
        if found and (spec.kind == "place" or len(found) > 1):
            raise FieldError("did_you_mean", choices=found[:MOST_NAMED])
    if len(found) > 1:
        raise FieldError("ambiguous", choices=found[:MOST_NAMED])
    if not found:
        raise FieldError("unclear")
    return found[0]


def _show_choice(spec: FieldSpec, value: Json, language: str) -> str:
    return titles(spec, [str(value)], language)


def titles(spec: FieldSpec, ids: Iterable[str], language: str) -> str:
    """Return the titles of some choices, for people; an id that is no choice any more stands for itself."""
    known = {choice.id: choice.title[language] for choice in choices_of(spec)}
    return ", ".join(known.get(id_, id_) for id_ in ids)


def _choice_options(spec: FieldSpec, language: str) -> list[Option]:
    return [
        Option(choice.id, choice.title[language], (choice.description or {}).get(language))
        for choice in choices_of(spec)
    ]


def _spellings(choice: Choice) -> set[str]:
    return {choice.id, *choice.title.values(), *choice.spellings}


def skeleton(text: str) -> str:
    """Return the sound of a name without the vowels that spellings differ in: झाबुआ and Jhabua both jhbu."""
    out = []
    for word in words(text):
        heard = sound(word)
        out.append(heard[:1] + heard[1:].replace("a", "").removesuffix("u").replace("h", ""))
    return " ".join(out)


@lru_cache(maxsize=8192)
def _known(name: str) -> tuple[str, str]:
    """Return fold and skeleton of a choice's name; kept, unlike those of what citizens write."""
    return fold(name), skeleton(name)


def _exact(choices: tuple[Choice, ...], text: str) -> list[str]:
    for i, wanted in enumerate((fold(text), skeleton(text))):
        found = [
            choice.id for choice in choices if any(_known(name)[i] == wanted for name in _spellings(choice))
        ]
        if found and wanted:
            return found
    return []


def _numbered(choices: tuple[Choice, ...], text: str) -> list[str]:
    said = [word for word in words(text) if word not in _NUMBER_WORDS]
    if len(said) != 1:
        return []
    number = _ORDINALS.get(said[0]) or _ORDINALS.get(sound(said[0])) or small_number(said[0])
    if number and number > len(choices) > 0 and said[0].isdigit():
        raise FieldError("too_large", max=len(choices))
    return [choices[number - 1].id] if number and number <= len(choices) else []


def _named_in(choices: tuple[Choice, ...], text: str) -> list[str]:
    """Find the choices whose name stands in the text, or in whose name the text stands."""
    padded, plain = f" {skeleton(text)} ", f" {fold(text)} "
    named: dict[str, int] = {}
    parts = []
    for choice in choices:
        names = {f" {_known(name)[1]} " for name in _spellings(choice)} - {"  "}
        inside = [len(name) for name in names if len(name) > 4 and name in padded]
        inside += [len(name) for name in _spellings(choice) if f" {_known(name)[0]} " in plain]
        if inside:
            named[choice.id] = max(inside)
        if len(padded) > 4 and any(padded in name for name in names):
            parts.append(choice.id)
    longest = max(named.values(), default=0)
    return [id_ for id_, length in named.items() if length == longest] or parts


def _near(choices: tuple[Choice, ...], text: str) -> list[str]:
    wanted = skeleton(text)
    if len(wanted) < 3:
        return []
    distances = {
        choice.id: min(_distance(wanted, _known(name)[1]) for name in _spellings(choice))
        for choice in choices
    }
    nearest = min(distances.values(), default=99)
    if nearest > max(1, len(wanted) // 4):
        return []
    return [id_ for id_, distance in distances.items() if distance == nearest]


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance; strings too unlike in length are not measured."""
    if abs(len(one) - len(other)) > 3:
        return 99
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _fit_choice(spec: FieldSpec, text: str) -> Fit:
    try:
        _read_choice(spec, Reply(text=text))
    except FieldError as error:
        return "no" if error.code in ("unclear", "need_text") else "maybe"
    choices = choices_of(spec)
    return "sure" if _exact(choices, text) or _numbered(choices, text) or len(words(text)) <= 3 else "maybe"


KINDS = [
    Kind("yes_no", _read_yes_no, "Yes or no in three languages, thumbs", _show_yes_no, _yes_no_options),
    Kind(
        "choice",
        _read_choice,
        "A tap, a number from 1, a title or nearly it",
        _show_choice,
        _choice_options,
        _fit_choice,
    ),
    Kind(
        "place",
        _read_choice,
        "A place of the list in `places`, in any spelling",
        _show_choice,
        _choice_options,
        _fit_choice,
    ),
    Kind(
        "slot",
        _read_choice,
        "A tap or number out of the slots given as choices",
        _show_choice,
        _choice_options,
        _fit_choice,
    ),
]
