"""What is asked (`FieldSpec`), what came back (`Reply`), and what is wrong with it (`FieldError`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

Texts = Mapping[str, str]
Json: TypeAlias = "str | int | float | bool | dict[str, Any] | None"


class FieldError(ValueError):
    """A reply that is no answer: `code` says why, `values` what the explanation needs."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Choice:
    """One answer of several: its id, its title in three languages, other spellings it goes by."""

    id: str
    title: Texts
    description: Texts | None = None
    spellings: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Choice:
        """Build a choice from a pack's `{id, title, description?, spellings?}`; `names` serves as title."""
        title = raw.get("title") or raw["names"]
        return cls(str(raw["id"]), title, raw.get("description"), tuple(map(str, raw.get("spellings") or ())))

    def to_dict(self) -> dict[str, Any]:
        """Return the choice as JSON-able data, empty parts left out."""
        more = {"description": dict(self.description or {}), "spellings": list(self.spellings)}
        return {"id": self.id, "title": dict(self.title)} | {
            key: value for key, value in more.items() if value
        }


@dataclass(frozen=True)
class Option:
    """A button or list row: the value a tap brings back, and what stands on it."""

    value: str
    title: str
    description: str | None = None


@dataclass(frozen=True)
class Reply:
    """What a citizen sent: text, or the value of a tapped option, a stored file, a location."""

    text: str | None = None
    tap: str | None = None
    file: Mapping[str, Any] | None = None
    location: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class FieldSpec:
    """One question of a form.

    `min` and `max` bound a number, a length in characters (address: words; file: megabytes), or a date
    (`YYYY-MM-DD`, `today`, `today+28`, `today-365` in days). `accept` lists a file's content types.
    """

    id: str
    kind: str
    question: Texts | None = None
    hint: Texts | None = None
    label: Texts | None = None
    optional: bool = False
    min: int | float | str | None = None
    max: int | float | str | None = None
    choices: tuple[Choice, ...] = ()
    places: str | None = None
    when: Mapping[str, Any] = field(default_factory=dict)
    accept: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> FieldSpec:
        """Build a spec from an entry of a pack's `ask:` or from `to_dict()`; other keys are ignored."""
        known = {name: raw[name] for name in cls.__dataclass_fields__ if raw.get(name) is not None}
        known["choices"] = tuple(Choice.from_dict(choice) for choice in raw.get("choices") or ())
        known["accept"] = tuple(raw.get("accept") or ())
        for bound in ("min", "max"):
            if bound in known and not isinstance(known[bound], (int, float, str)):
                known[bound] = str(known[bound])  # YAML makes dates of dates
        return cls(**known)

    def to_dict(self) -> dict[str, Any]:
        """Return the spec as JSON-able data, empty parts left out."""
        raw = {name: getattr(self, name) for name in self.__dataclass_fields__}
        raw["choices"] = [choice.to_dict() for choice in self.choices]
        raw["accept"] = list(self.accept)
        return {name: _plain(value) for name, value in raw.items() if value not in (None, [], {}, False)}

    def with_choices(self, choices: Sequence[Choice | Mapping[str, Any]]) -> FieldSpec:
        """Return the same question with choices that are known only now, such as free slots."""
        made = (choice if isinstance(choice, Choice) else Choice.from_dict(choice) for choice in choices)
        return replace(self, choices=tuple(made))


def _plain(value: Any) -> Any:
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, Mapping) else value
