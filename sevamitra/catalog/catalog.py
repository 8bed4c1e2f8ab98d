"""The catalogue: every service and department, and the texts of the bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sevamitra.catalog import checks, reader, schema
from sevamitra.catalog.check_links import link_problems
from sevamitra.catalog.located import Located, read
from sevamitra.catalog.model import Department, Service
from sevamitra.catalog.problems import CatalogError, Problem, UnknownName, nearest
from sevamitra.catalog.texts import Texts


@dataclass(frozen=True)
class Catalog:
    """Every service and department below a project's root; made by `Catalog.load`."""

    root: Path
    all_services: tuple[Service, ...]
    departments: tuple[Department, ...]
    _by_id: dict[str, Service] = field(repr=False)

    @classmethod
    def load(cls, root: Path | str = ".") -> Catalog:
        """Read `services/` and `departments/` below `root`.

        Raises `CatalogError` with every problem of every file: a catalogue with a mistake is not loaded.
        """
        files = Files(Path(root))
        if files.problems:
            raise CatalogError(files.problems)
        services = tuple(reader.service(pack) for pack in files.packs)
        departments = tuple(reader.department(file) for file in files.departments)
        return cls(Path(root), services, departments, {service.id: service for service in services})

    def service(self, id: str) -> Service:
        """Return a service by its id; raises `UnknownName`."""
        if id not in self._by_id:
            raise UnknownName(f"There is no service `{id}`.{nearest(id, self._by_id)}")
        return self._by_id[id]

    def services(self, jurisdiction: str | None = None) -> tuple[Service, ...]:
        """Return the services of a jurisdiction, or all if it is None, in the order of their ids."""
        return tuple(one for one in self.all_services if jurisdiction in (None, one.jurisdiction))

    def department(self, jurisdiction: str, id: str) -> Department:
        """Return a department by its jurisdiction and id; raises `UnknownName`."""
        for department in self.departments:
            if (department.jurisdiction, department.id) == (jurisdiction, id):
                return department
        raise UnknownName(f"There is no department `{id}` in {jurisdiction}.")

    @cached_property
    def texts(self) -> Texts:
        """The texts of the bot, from the root's `domain.yml`; raises `CatalogError`."""
        return Texts.load(self.root)


class Files:
    """The files of a catalogue, read and checked; `problems` holds all that is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.departments = self._read("departments", "department", checks.script_problems)
        self.packs = self._read("services", "service", checks.pack_problems)
        self.problems += checks.catalog_problems(self.packs)
        self.problems += [problem for pack in self.packs for problem in link_problems(pack, root)]
        if not self.paths("services"):
            mend = f"Is {root} the project's root?"
            self.problems.append(Problem("services", 1, "there is no service here", mend))

    def paths(self, folder: str) -> list[str]:
        """Return the YAML files of a folder (services, departments), relative to the root, by their name."""
        found = sorted((self.root / folder).rglob("*.y*ml"), key=lambda path: (path.stem, path))
        return [path.relative_to(self.root).as_posix() for path in found]

    def _read(self, folder: str, shape: str, check: Callable[[Located], Iterator[Problem]]) -> list[Located]:
        """Return the files of a folder that have the right shape and place; note every problem."""
        good = []
        for path in self.paths(folder):
            file = self._one(path, shape)
            if file is None:
                continue
            misplaced = list(checks.file_problems(file, folder))
            self.problems += [*misplaced, *check(file)]
            if not misplaced:
                good.append(file)
        return good

    def _one(self, path: str, shape: str) -> Located | None:
        try:
            file = read(self.root / path, self.root)
        except CatalogError as error:
            self.problems += error.problems
            return None
        misshapen = schema.problems(file, shape)
        self.problems += misshapen
        return None if misshapen else file
