"""Kinds with a known set of answers: choice, place, slot."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sevamitra.fields import places
from sevamitra.fields.folding import fold, sound, words
from sevamitra.fields.kinds import Fit, Kind, text_of
from sevamitra.fields.lexicon import table, words_of
from sevamitra.fields.numbers import small_number
from sevamitra.fields.spec import Choice, FieldError, FieldSpec, Json, Option, Reply

MOST_NAMED = 5  # more names in one explanation help nobody
WORDS_AROUND_A_NAME = 2
LONGEST_NAME = 3  # words in which a misspelt name is looked for
MOST_WORDS = 12  # a longer text is no answer with a slip in it

_NUMBER_WORDS = words_of("number_words")
_ORDINALS = table("ordinals")


class _Name(NamedTuple):
    """A title or spelling of a choice, as it is written and as it is heard."""

    id: str
    plain: str
    heard: str


def choices_of(spec: FieldSpec) -> tuple[Choice, ...]:
    """Return what may be chosen: the spec's own choices, or the places of the list that it names."""
    return spec.choices or (places.load(spec.places) if spec.places else ())


def titles(spec: FieldSpec, ids: Iterable[str], language: str) -> str:
    """Return the titles of some choices, for people; an id that is no choice any more stands for itself."""
    known = {choice.id: choice.title[language] for choice in choices_of(spec)}
    return ", ".join(known.get(id_, id_) for id_ in ids)


def skeleton(text: str) -> str:
    """Return the sound of a name without what spellings differ in: झाबुआ and Jhabua are both jbu."""
    heard = (sound(word) for word in words(text))
    return " ".join(h[:1] + h[1:].replace("a", "").replace("h", "").removesuffix("u") for h in heard)


def _names(choices: Iterable[Choice]) -> list[_Name]:
    spelt = ((choice, {choice.id, *choice.title.values(), *choice.spellings}) for choice in choices)
    return [_Name(choice.id, fold(name), skeleton(name)) for choice, names in spelt for name in names]


@cache
def _names_of_places(name: str) -> list[_Name]:
    return _names(places.load(name))


def _names_in(spec: FieldSpec) -> list[_Name]:
    return _names_of_places(spec.places) if spec.places and not spec.choices else _names(spec.choices)


def _read(spec: FieldSpec, reply: Reply) -> Json:
    if reply.tap is not None and any(choice.id == reply.tap for choice in choices_of(spec)):
        return reply.tap
    text = text_of(reply)
    names = _names_in(spec)
    said = _Name("", fold(text), skeleton(text))
    found = _whole(names, said) or _numbered(spec, text) or _within(names, said)
    return _only(found) if found else _nearly(spec, names, said)


def _only(found: list[str]) -> str:
    if len(found) > 1:
        raise FieldError("ambiguous", choices=found[:MOST_NAMED])
    return found[0]


def _whole(names: list[_Name], said: _Name) -> list[str]:
    """Find the choices whose name the text is, letter by letter or else by sound."""
    plain = [name.id for name in names if name.plain == said.plain]
    return _unique(plain or [name.id for name in names if said.heard and name.heard == said.heard])


def _numbered(spec: FieldSpec, text: str) -> list[str]:
    said = [word for word in words(text) if word not in _NUMBER_WORDS]
    if len(said) != 1:
        return []
    choices = choices_of(spec)
    number = _ORDINALS.get(said[0]) or _ORDINALS.get(sound(said[0])) or small_number(said[0])
    if number and number > len(choices) > 0 and said[0].isdecimal():
        raise FieldError("too_large", max=len(choices))
    return [choices[number - 1].id] if number and number <= len(choices) else []


def _within(names: list[_Name], said: _Name) -> list[str]:
    """Find the choices whose name stands in the text, the longest first, or in whose name the text stands."""
    plain, heard = f" {said.plain} ", f" {said.heard} "
    inside = [
        (len(name.heard), name.id)
        for name in names
        if f" {name.plain} " in plain or (len(name.heard) > 2 and f" {name.heard} " in heard)
    ]
    if inside:
        longest = max(inside)[0]
        return _unique(id_ for length, id_ in inside if length == longest)
    return _unique(name.id for name in names if len(said.heard) > 2 and heard in f" {name.heard} ")


def _nearly(spec: FieldSpec, names: list[_Name], said: _Name) -> str:
    """Take a small misspelling; of a place ask back, for a village may be called nearly like a tehsil."""
    parts = _parts(said.heard)
    near = [(_slip(name.heard, parts), name.id) for name in names]
    least = min(near, default=(99, ""))[0]
    if least == 99:
        raise FieldError("unclear")
    found = _unique(id_ for far, id_ in near if far == least)
    if spec.kind == "place" or len(found) > 1:
        raise FieldError("did_you_mean", choices=found[:MOST_NAMED])
    return found[0]


def _parts(said: str) -> dict[str, list[str]]:
    """Return every row of words in the text by its first letter, for a name may stand in a sentence."""
    spoken, parts = said.split()[:MOST_WORDS], [said]
    for length in range(1, LONGEST_NAME + 1):
        parts += [" ".join(spoken[i : i + length]) for i in range(len(spoken) - length + 1)]
    by_letter: dict[str, list[str]] = {}
    for part in parts:
        if len(part) > 2:
            by_letter.setdefault(part[0], []).append(part)
    return by_letter


def _slip(name: str, parts: dict[str, list[str]]) -> int:
    """Return how many letters are wrong where the text comes nearest to a name; 99 if it is not meant."""
    allowed = max(1, len(name) // 4)
    least = min((distance(name, part, allowed) for part in parts.get(name[:1], ())), default=99)
    return least if least <= allowed and len(name) > 2 else 99


def distance(one: str, other: str, allowed: int) -> int:
    """Return Levenshtein's distance, or 99 where the lengths alone differ by more than `allowed`."""
    if abs(len(one) - len(other)) > allowed:
        return 99
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _unique(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _show(spec: FieldSpec, value: Json, language: str) -> str:
    return titles(spec, [str(value)], language)


def _options(spec: FieldSpec, language: str) -> list[Option]:
    return [
        Option(choice.id, choice.title[language], (choice.description or {}).get(language))
        for choice in choices_of(spec)
    ]


def _fit(spec: FieldSpec, text: str) -> Fit:
    try:
        id_ = str(_read(spec, Reply(text=text)))
    except FieldError as error:
        return "no" if error.code in ("unclear", "need_text") else "maybe"
    longest = max((len(name.plain.split()) for name in _names_in(spec) if name.id == id_), default=1)
    return "sure" if len(words(text)) <= longest + WORDS_AROUND_A_NAME else "maybe"


KINDS = [
    Kind("choice", _read, "A tap, a number from 1, a title or nearly one", _show, _options, _fit),
    Kind("place", _read, "A place of the list in `places`, in any spelling", _show, _options, _fit),
    Kind("slot", _read, "A tap or number out of the slots given as choices", _show, _options, _fit),
]
