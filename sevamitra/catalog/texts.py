"""The texts of the bot, in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sevamitra.catalog.domain import PLACEHOLDER, localised, read_domain, variations
from sevamitra.catalog.model import LANGUAGES
from sevamitra.catalog.problems import UnknownName, nearest

BRACES = re.compile(r"{{|}}|" + PLACEHOLDER.pattern)


class Texts:
    """The responses of `domain.yml`, by name and language."""

    def __init__(self, responses: Mapping[str, Mapping[str, Any]]) -> None:
        self._responses = {language: localised(responses, language) for language in LANGUAGES}

    @classmethod
    def load(cls, root: Path | str = ".") -> Texts:
        """Read `domain.yml`, or the folder `domain/`, below `root`; raises `CatalogError`."""
        folder = Path(root) / "domain"
        path = folder if folder.is_dir() else Path(root) / "domain.yml"
        return cls(variations(read_domain([path], Path(root))))

    def names(self) -> tuple[str, ...]:
        """Return the names of all responses, e.g. `utter_greet`."""
        return tuple(self._responses["en"])

    def get(self, name: str, language: str, /, **values: object) -> str:
        """Return the text `name` in `language` (hi, te or en) with `{value}` replaced by `values`.

        As in Rasa, `{{` and `}}` stand for single braces.

        Raises `UnknownName` if there is no such response or language, or a value is missing.
        """
        response = self.response(name, language, **values)
        return str(response.get("text", ""))

    def response(self, name: str, language: str, /, **values: object) -> dict[str, Any]:
        """Return the whole response as Rasa sends it: `text`, `buttons`, `custom` …; raises as `get` does."""
        if language not in self._responses:
            raise UnknownName(f"There are no texts in `{language}`.")
        if name not in self._responses[language]:
            raise UnknownName(f"There is no text `{name}`.{nearest(name, self._responses[language])}")
        variation = self._responses[language][name]
        renamed = {("text" if key == "translation" else key): value for key, value in variation.items()}
        return {key: _filled(value, values, name) for key, value in renamed.items()}


def _filled(value: Any, values: Mapping[str, object], name: str) -> Any:
    if isinstance(value, str):
        return BRACES.sub(lambda found: _value(found, values, name), value)
    if isinstance(value, Mapping):
        return {key: _filled(inner, values, name) for key, inner in value.items()}
    return [_filled(inner, values, name) for inner in value] if isinstance(value, list) else value


def _value(found: re.Match[str], values: Mapping[str, object], name: str) -> str:
    key = found[1]
    if key is None:
        return found[0][0]
    if key not in values:
        raise UnknownName(f"The text `{name}` needs the value `{key}`.")
    return str(values[key])
