"""Reads YAML and remembers on which line each value stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sevamitra.catalog.problems import CatalogError, Problem

Place = tuple[str | int, ...]
"""The way from the top of a document to a value: keys and list positions."""


class Loader(yaml.CSafeLoader):
    """Reads plain words as text: only true, false, null and numbers are more (as in YAML 1.2).

    The YAML 1.1 that PyYAML speaks turns `no` into false, `11:00` into 660 and dates into objects.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


@dataclass(frozen=True)
class Located:
    """A YAML document: its `value` as plain Python, and the line of everything in it."""

    file: str
    value: Any
    lines: Mapping[Place, int]

    def line(self, *place: str | int) -> int:
        """Return the line of a value or, if it is absent, of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, mend: str) -> Problem:
        """Return a problem at a place of this document."""
        return Problem(self.file, self.line(*place), what, mend)


def read(path: Path, root: Path) -> Located:
    """Read a YAML file; problems name it relative to `root`.

    Raises `CatalogError` if the file is missing, is not UTF-8 or YAML, is empty, or has a key twice.
    """
    file = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        problem = Problem(file, 1, "the file cannot be read", f"The system says: {error.strerror}.")
        raise CatalogError([problem]) from error
    except UnicodeDecodeError as error:
        problem = Problem(file, 1, "the file is not UTF-8", "Save it with the encoding UTF-8.")
        raise CatalogError([problem]) from error
    return parse(text, file)


def parse(text: str, file: str) -> Located:
    """Read YAML from text; `file` is the name that problems give. Raises `CatalogError` as `read` does."""
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise CatalogError([Problem(file, 1, "the file is empty", "Fill it or delete it.")])
        lines: dict[Place, int] = {}
        value = _value(loader, node, (), lines, file)
    except yaml.MarkedYAMLError as error:
        raise CatalogError([_broken(error, file)]) from error
    finally:
        loader.dispose()
    return Located(file, value, lines)


def _broken(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    return Problem(
        file,
        mark.line + 1 if mark else 1,
        f"this is not YAML: {error.problem}",
        "Mind the indentation, and put a text that holds `: `, ` #`, `{` or begins with a sign into quotes.",
    )


def _value(loader: Loader, node: yaml.Node, place: Place, lines: dict[Place, int], file: str) -> Any:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, place, lines, file)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*place, n), lines, file) for n, item in enumerate(node.value)]
    return loader.construct_object(node)


def _mapping(
    loader: Loader, node: yaml.MappingNode, place: Place, lines: dict[Place, int], file: str
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        here = (*place, key)
        if key in found:
            what = f"`{key}` stands here a second time (first on line {lines[here]})"
            raise CatalogError([Problem(file, line, what, "Keep one of the two.")])
        lines[here] = line
        found[key] = _value(loader, value_node, here, lines, file)
    return found
