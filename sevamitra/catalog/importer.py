"""Rasa's importer: `importers: [{name: sevamitra.catalog.importer.CatalogImporter}]` in `config.yml`.

It reads what Rasa reads, but expands `translation:` into one variation per language, refuses what Rasa would
pass over in silence, and makes a change of the packs a change of the training data.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import rasa.shared.utils.common
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_yaml_to_string

from sevamitra import rasa_patches
from sevamitra.catalog.catalog import Catalog
from sevamitra.catalog.domain import localised, names, read_domain
from sevamitra.catalog.located import Located
from sevamitra.catalog.model import LANGUAGES
from sevamitra.catalog.problems import CatalogError

rasa_patches.apply()

DEFAULT_LANGUAGE = "en"
TRAINED_ON = ("services", "departments", "data/lookups")
"""Folders that the NLU components read for themselves."""


class CannotImport(RasaException):
    """The project's files cannot be trained on; the text lists file, line and remedy."""


class CatalogImporter(RasaFileImporter):
    """Rasa's file importer with translated responses and the service packs.

    The project's root is the folder of `config_file`. Every getter raises `CannotImport` instead of going on
    with an empty domain or half a catalogue.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | list[str] | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._root = Path(config_file).resolve().parent if config_file else Path.cwd()

    @rasa.shared.utils.common.cached_method
    def get_domain(self) -> Domain:
        """Return the domain with one variation of each response per language."""
        files = self._domain_files()
        try:
            return Domain.from_yaml(dump_obj_as_yaml_to_string(merged(files)), files[0].file)
        except RasaException as error:
            raise CannotImport(f"{files[0].file} is no domain that Rasa can read: {error}") from error

    @rasa.shared.utils.common.cached_method
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return Rasa's training data with a lookup table `services` that changes when a pack does."""
        try:
            Catalog.load(self._root)
        except CatalogError as error:
            raise CannotImport(str(error)) from error
        table = {"name": "services", "elements": [digest(self._root)]}
        return super().get_nlu_data(language).merge(TrainingData(lookup_tables=[table]))

    def _domain_files(self) -> list[Located]:
        paths = [self._domain_path] if isinstance(self._domain_path, str) else list(self._domain_path or ())
        if not paths:
            raise CannotImport("No domain file was found. Give the path of domain.yml with --domain.")
        try:
            return read_domain([Path(path).resolve() for path in paths], self._root)
        except CatalogError as error:
            raise CannotImport(str(error)) from error


def digest(root: Path) -> str:
    """Return a digest of every file in `TRAINED_ON` below `root`: names and contents."""
    hashed = hashlib.sha256()
    for folder in TRAINED_ON:
        for path in sorted(path for path in (root / folder).rglob("[!.]*") if path.is_file()):
            hashed.update(f"{path.relative_to(root).as_posix()}\0".encode())
            hashed.update(hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()


def merged(files: list[Located]) -> dict[str, Any]:
    """Return domain files as one domain of Rasa's own format.

    Raises `CannotImport` if texts depend on the language but there is no slot `language` to tell it.
    """
    domain: dict[str, Any] = {}
    for file in files:
        for part, value in file.value.items():
            if isinstance(value, list):
                domain[part] = [*domain.get(part, []), *value]
            elif isinstance(value, dict):
                domain[part] = {**domain.get(part, {}), **value}
            else:
                domain[part] = value
    responses = domain.get("responses", {})
    if responses and "language" not in {slot for file in files for slot, _ in names(file, "slots")}:
        raise CannotImport("The domain has no slot `language`; without it every text would be English.")
    domain["responses"] = {name: expanded(items[0]) for name, items in responses.items()}
    return domain


def expanded(variation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a variation in English, the default, and under a condition in each language that differs."""
    default = _in_language(variation, DEFAULT_LANGUAGE)
    others = {language: _in_language(variation, language) for language in LANGUAGES}
    return [
        {**local, "condition": [{"type": "slot", "name": "language", "value": language}]}
        for language, local in others.items()
        if local != default
    ] + [default]


def _in_language(variation: dict[str, Any], language: str) -> dict[str, Any]:
    local = localised(variation, language)
    return {("text" if key == "translation" else key): value for key, value in local.items()}
