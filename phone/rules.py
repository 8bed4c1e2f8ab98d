"""The few kinds of rule of which the tables in `limits` are made.

A rule has `check(value, where, bad)`: it raises a `GraphError` that names the place. `bad` is the code
for a wrong value: 131009 inside `interactive`, 100 elsewhere (contract, section 9). Lengths are code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from phone.errors import GraphError

UNEXPECTED, MISSING = 100, 131008


class Rule(Protocol):
    """Anything that can judge a value."""

    def check(self, value: Any, where: str, bad: int) -> None:
        """Raise `GraphError` if `value` is not allowed at `where`."""


@dataclass(frozen=True)
class Text:
    """A text of `low` to `high` code points; `trimmed`: no space at the ends; `pattern` matches all of it."""

    high: int | None = None
    low: int = 1
    trimmed: bool = False
    pattern: str | None = None

    def check(self, value: Any, where: str, bad: int) -> None:
        if not isinstance(value, str):
            raise GraphError(UNEXPECTED, f"{where} must be a string.", where)
        if len(value) < self.low or (self.high is not None and len(value) > self.high):
            details = f"{where} length invalid. Min length: {self.low}, Max length: {self.high}"
            raise GraphError(bad, details, where)
        if self.trimmed and value != value.strip():
            raise GraphError(bad, f"{where} must not begin or end with a space.", where)
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise GraphError(bad, f"{where} is not valid.", where)


@dataclass(frozen=True)
class OneOf:
    """One of a few texts."""

    values: tuple[str, ...]

    def check(self, value: Any, where: str, bad: int) -> None:
        if value not in self.values:
            raise GraphError(bad, f"{where} must be one of {{{', '.join(self.values)}}}.", where)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: Any, where: str, bad: int) -> None:
        if not isinstance(value, bool):
            raise GraphError(UNEXPECTED, f"{where} must be a boolean.", where)


@dataclass(frozen=True)
class Degrees:
    """A latitude or longitude, as number or text, between -`limit` and `limit`."""

    limit: float

    def check(self, value: Any, where: str, bad: int) -> None:
        try:
            inside = not isinstance(value, bool) and abs(float(value)) <= self.limit
        except (TypeError, ValueError):
            inside = False
        if not inside:
            raise GraphError(bad, f"{where} must be a number between -{self.limit} and {self.limit}.", where)


@dataclass(frozen=True)
class Anything:
    """A value nobody looks into."""

    def check(self, value: Any, where: str, bad: int) -> None:
        """Allow everything."""


@dataclass(frozen=True)
class Record:
    """An object with these fields and no others.

    Args:
        fields: a rule for each field.
        required: fields that must be there.
        exactly_one: fields of which exactly one must be there.
        also: a further check of the whole object, called like `check`.
    """

    fields: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    exactly_one: tuple[str, ...] = ()
    also: Callable[[Any, str, int], None] | None = None

    def check(self, value: Any, where: str, bad: int) -> None:
        if not isinstance(value, dict):
            raise GraphError(UNEXPECTED, f"{where} must be an object.", where)
        self._check_keys(value, where)
        for name, part in value.items():
            self.fields[name].check(part, f"{where}.{name}", bad)
        if self.also:
            self.also(value, where, bad)

    def _check_keys(self, value: dict[str, Any], where: str) -> None:
        for name in value:
            if name not in self.fields:
                details = f'Unexpected key "{name}" on param "{where}".'
                raise GraphError(UNEXPECTED, details, f"{where}.{name}")
        for name in self.required:
            if value.get(name) is None:
                raise GraphError(MISSING, f"The parameter {where}.{name} is required.", f"{where}.{name}")
        if self.exactly_one and sum(name in value for name in self.exactly_one) != 1:
            raise GraphError(MISSING, f"{where} needs exactly one of {', '.join(self.exactly_one)}.", where)


@dataclass(frozen=True)
class Variant:
    """An object whose field `key` says which rule holds for it."""

    key: str
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def check(self, value: Any, where: str, bad: int) -> None:
        if not isinstance(value, dict):
            raise GraphError(UNEXPECTED, f"{where} must be an object.", where)
        if value.get(self.key) is None:
            raise GraphError(MISSING, f"The parameter {where}.{self.key} is required.", f"{where}.{self.key}")
        OneOf(tuple(self.rules)).check(value[self.key], f"{where}.{self.key}", bad)
        self.rules[value[self.key]].check(value, where, bad)


@dataclass(frozen=True)
class Items:
    """A list of `low` to `high` values.

    Args:
        rule: what holds for each.
        unique: dotted paths inside an item whose values may not repeat, e.g. ``reply.id``.
        also: a further check of the whole list, called like `check`.
    """

    rule: Rule
    high: int
    low: int = 1
    unique: tuple[str, ...] = ()
    also: Callable[[Any, str, int], None] | None = None

    def check(self, value: Any, where: str, bad: int) -> None:
        if not isinstance(value, list):
            raise GraphError(UNEXPECTED, f"{where} must be an array.", where)
        if not self.low <= len(value) <= self.high:
            details = f"{where} must have {self.low} to {self.high} items, not {len(value)}."
            raise GraphError(bad, details, where)
        for part in value:
            self.rule.check(part, f"{where}[]", bad)
        for path in self.unique:
            refuse_repeats([_dig(part, path) for part in value], f"{where}[].{path}", bad)
        if self.also:
            self.also(value, where, bad)


def refuse_repeats(values: list[Any], where: str, bad: int) -> None:
    """Raise `GraphError` if a value occurs twice."""
    if len(set(values)) != len(values):
        raise GraphError(bad, f"{where} must be unique.", where)


def _dig(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value[name]
    return value
