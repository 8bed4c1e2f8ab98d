"""What is wrong with a file of the catalogue, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file.

    `file` is relative to the project's root, `line` counts from 1, `what` is wrong, `mend` says what to do.
    """

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}\n    {self.mend}"


class CatalogError(Exception):
    """The catalogue cannot be used as it is; `problems` holds every mistake, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownName(KeyError):
    """The catalogue has no service, department or text of this name."""

    def __str__(self) -> str:
        return str(self.args[0])


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean …?` for a mistyped `word`, or nothing if no `known` word is near."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean `{matches[0]}`?" if matches else ""
