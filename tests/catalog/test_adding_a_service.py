"""`docs/adding-a-service.md`, followed to the letter, adds a service."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest

from sevamitra.catalog import Catalog
from sevamitra.catalog.report import check

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding-a-service.md").read_text("utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("services", "departments", "data/lookups"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def follow(root: Path) -> Path:
    """Save the page's pack where the page says, and return the file."""
    path = re.search(r"Save this as `(services/\S+\.yml)`", PAGE)
    pack = re.search(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert path and pack
    file = root / path[1]
    file.write_text(pack[1], "utf-8")
    return file


def test_the_service_is_there(copy: Path) -> None:
    file = follow(copy)
    out = io.StringIO()
    assert check(copy, out) == 0, out.getvalue()
    count = len(list((copy / "services").rglob("*.yml")))
    assert out.getvalue() == f"{count} services, {count} fine\n"
    assert Catalog.load(copy).service(file.stem).actions == ("apply", "status", "info")


def test_the_mistake_that_the_page_shows_reads_so(copy: Path) -> None:
    file = follow(copy)
    file.write_text(file.read_text("utf-8").replace("- apply", "- aply", 1), "utf-8")
    out = io.StringIO()
    check(copy, out)
    shown = re.search(r"^    (services/\S+:\d+: .*)\n    (    .*)$", PAGE, re.MULTILINE)
    assert shown
    assert out.getvalue().splitlines()[:2] == [shown[1], shown[2]]


def test_the_page_names_every_key() -> None:
    schema = json.loads((ROOT / "sevamitra/catalog/service.schema.json").read_text("utf-8"))
    own = set(schema["properties"]) | set(schema["$defs"]["question"]["properties"])
    parts = [schema["properties"][part]["properties"] for part in ("law", "fee", "certificate", "booking")]
    keys = own.union(*parts)
    assert sorted(key for key in keys if f"`{key}`" not in PAGE) == []


@pytest.mark.parametrize("target", re.findall(r"^make (\S+)$", PAGE, re.MULTILINE))
def test_the_page_names_targets_that_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_page_names_files_that_exist() -> None:
    for path in re.findall(r"`((?:services|desk|data|departments)/[\w/.-]+)`", PAGE):
        if "mp_domicile" not in path:
            assert (ROOT / path).exists(), path
