"""Reads `domain.yml`, or a folder of domain files, with each text in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sevamitra.catalog import languages
from sevamitra.catalog.located import Located, Place, read
from sevamitra.catalog.model import LANGUAGES
from sevamitra.catalog.problems import CatalogError, Problem, nearest

VARIATION_KEYS = ("translation", "text", "buttons", "custom", "image", "attachment", "metadata")
TRANSLATED = ("translation", "title", "description", "list_button")
"""Keys whose value must be a text in the three languages."""
NAMED = ("intents", "entities", "actions", "slots", "forms", "responses")
"""Parts of a domain in which a name may stand once only."""
PARTS = (*NAMED, "version", "session_config", "e2e_actions", "config")
PLACEHOLDER = re.compile(r"{([A-Za-z_][A-Za-z0-9_]*)}")


def read_domain(paths: list[Path], root: Path) -> list[Located]:
    """Read domain files and, in the order of their names, every YAML file of folders among `paths`.

    Raises `CatalogError` if there is none, if a response lacks a language or has a mistyped key, or if a name
    stands twice.
    """
    found = [file for path in paths for file in (sorted(path.rglob("*.y*ml")) if path.is_dir() else [path])]
    if not found:
        raise CatalogError([Problem(str(paths[0]), 1, "there is no domain file here", "Add domain.yml.")])
    files = [read(path, root) for path in found]
    problems = [problem for file in files for problem in _shape_problems(file)]
    if not problems:
        problems = list(_names_twice(files))
        problems += [problem for file in files for problem in _response_problems(file)]
    if problems:
        raise CatalogError(problems)
    return files


def variations(files: list[Located]) -> dict[str, dict[str, Any]]:
    """Return the one variation of every response by name, still with all its languages."""
    return {name: items[0] for file in files for name, items in file.value.get("responses", {}).items()}


def localised(value: Any, language: str) -> Any:
    """Return `value` with every text of three languages in it replaced by the one in `language`."""
    if isinstance(value, Mapping):
        if set(value) == set(LANGUAGES):
            return value[language]
        return {key: localised(inner, language) for key, inner in value.items()}
    return [localised(inner, language) for inner in value] if isinstance(value, list) else value


def names(file: Located, part: str) -> Iterator[tuple[str, Place]]:
    """Yield the names that a domain file defines in a part (`intents`, `slots` …), and where."""
    value = file.value.get(part) or ()
    for n, entry in enumerate(value):
        name = next(iter(entry)) if isinstance(entry, dict) else str(entry)
        yield name, (part, name) if isinstance(value, dict) else (part, n)


def _shape_problems(file: Located) -> Iterator[Problem]:
    if not isinstance(file.value, dict):
        mend = "It has keys as `version:`, `intents:`, `responses:`."
        yield file.problem((), "this is no domain file", mend)
        return
    for part in file.value:
        if part not in PARTS:
            mend = f"Known keys: {', '.join(PARTS)}.{nearest(part, PARTS)}"
            yield file.problem((part,), f"a domain has no `{part}`", mend)
    for part in NAMED:
        value, wanted = file.value.get(part), dict if part in ("slots", "forms", "responses") else list
        if value is not None and not isinstance(value, wanted):
            mend = "Write `- name` lines." if wanted is list else "Write `name:` lines."
            yield file.problem((part,), f"`{part}` has the wrong shape", mend)


def _names_twice(files: list[Located]) -> Iterator[Problem]:
    for part in NAMED:
        first: dict[str, str] = {}
        for file in files:
            for name, place in names(file, part):
                here = f"{file.file}:{file.line(*place)}"
                if name in first:
                    what = f"`{name}` in `{part}` is already defined at {first[name]}"
                    yield file.problem(place, what, "Keep one: Rasa would silently use either.")
                first.setdefault(name, here)


def _response_problems(file: Located) -> Iterator[Problem]:
    for name, items in (file.value.get("responses") or {}).items():
        place: Place = ("responses", name)
        if not isinstance(items, list) or len(items) != 1 or not isinstance(items[0], dict):
            mend = "Begin it with `- translation:`. One only: we say a thing in one way."
            yield file.problem(place, f"`{name}` must have exactly one variation", mend)
            continue
        yield from _variation_problems(file, (*place, 0), items[0])


def _variation_problems(file: Located, place: Place, item: dict[str, Any]) -> Iterator[Problem]:
    for key in item:
        if key not in VARIATION_KEYS:
            mend = f"Known keys: {', '.join(VARIATION_KEYS)}.{nearest(key, VARIATION_KEYS)}"
            yield file.problem((*place, key), f"`{place[1]}` has the unknown key `{key}`", mend)
    if "text" in item and any(char.isalpha() for char in PLACEHOLDER.sub("", str(item["text"]))):
        mend = "Write `translation:` with hi, te and en. `text:` is for placeholders only."
        yield file.problem((*place, "text"), f"`{place[1]}` says the same in every language", mend)
    yield from _translation_problems(file, place, item)


def _translation_problems(file: Located, place: Place, value: Any) -> Iterator[Problem]:
    """Yield what is wrong with every text of three languages in a variation."""
    if isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _translation_problems(file, (*place, n), inner)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        here = (*place, key)
        if key in TRANSLATED or (isinstance(inner, dict) and set(inner) & set(LANGUAGES)):
            yield from _text_problems(file, here, inner)
        else:
            yield from _translation_problems(file, here, inner)


def _text_problems(file: Located, place: Place, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict):
        mend = "Write hi:, te: and en: below it, each on its own line."
        yield file.problem(place, f"`{place[-1]}` of `{place[1]}` is not in three languages", mend)
        return
    for language in LANGUAGES:
        if not isinstance(value.get(language), str):
            yield file.problem(place, f"`{place[1]}` lacks `{language}`", f"Add `{language}:` with its text.")
        else:
            yield from _wording_problems(file, (*place, language), language, value)
    for key in set(value) - set(LANGUAGES):
        mend = f"Languages: {', '.join(LANGUAGES)}.{nearest(key, LANGUAGES)}"
        yield file.problem((*place, key), f"`{key}` in `{place[1]}` is no language", mend)


def _wording_problems(file: Located, place: Place, language: str, value: dict[str, Any]) -> Iterator[Problem]:
    misfit = languages.misfit(language, PLACEHOLDER.sub("", value[language]))
    if misfit and place[-2] == "translation":
        mend = "Every language is written in its own letters."
        yield file.problem(place, f"`{place[1]}` {misfit} under `{language}`", mend)
    placeholders = {lang: set(PLACEHOLDER.findall(value[lang])) for lang in (language, "en") if lang in value}
    if placeholders[language] != placeholders.get("en", placeholders[language]):
        what = f"`{place[1]}` has other placeholders under `{language}` than under `en`"
        yield file.problem(place, what, "Every language needs the same `{…}`.")
