"""Checks that what a pack names elsewhere exists: department, lists of places, certificate template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sevamitra.catalog.located import Located
from sevamitra.catalog.problems import Problem, nearest

TEMPLATES = Path("desk/certificates/templates")


def link_problems(pack: Located, root: Path) -> Iterator[Problem]:
    """Yield what a pack of the right shape and place names that does not exist below `root`."""
    jurisdiction = pack.file.split("/")[1]
    yield from _department(pack, root, jurisdiction)
    yield from _places(pack, root)
    if "certificate" in pack.value and (root / TEMPLATES).is_dir():  # absent where only the bot is installed
        yield from _template(pack, root, jurisdiction)


def _department(pack: Located, root: Path, jurisdiction: str) -> Iterator[Problem]:
    folder, name = Path("departments", jurisdiction), pack.value["department"]
    if not (root / folder / f"{name}.yml").is_file():
        what = f"there is no department `{name}` in {jurisdiction}"
        known = [path.stem for path in (root / folder).glob("*.yml")]
        yield pack.problem(("department",), what, f"Add {folder}/{name}.yml.{nearest(name, known)}")


def _places(pack: Located, root: Path) -> Iterator[Problem]:
    for n, question in enumerate(pack.value.get("ask", [])):
        path = f"data/lookups/places/{question.get('places')}.yml"
        if "places" in question and not (root / path).is_file():
            what = f"there is no list of places `{question['places']}`"
            yield pack.problem(("ask", n, "places"), what, f"Add {path}.")


def _template(pack: Located, root: Path, jurisdiction: str) -> Iterator[Problem]:
    name, place = pack.value["certificate"]["template"], ("certificate", "template")
    file = TEMPLATES / f"{name}.yml"
    if not (root / file).is_file():
        known = [path.stem for path in (root / TEMPLATES).glob("*.yml")]
        what = f"there is no certificate template `{name}`"
        yield pack.problem(place, what, f"Add {file}.{nearest(name, known)}")
    elif not re.search(rf"^{jurisdiction}:", (root / file).read_text("utf-8"), re.MULTILINE):
        what = f"the certificate template `{name}` has no words for {jurisdiction}"
        yield pack.problem(place, what, f"Add `{jurisdiction}:` to {file}.")
