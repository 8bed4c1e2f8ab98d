"""A project's tree with one small service, to be spoilt by the tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACK = "services/mp-jhabua/lok_seva/mp_demo.yml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The departments and places of the project, with `pack.yml` as its only service."""
    shutil.copytree(ROOT / "departments", tmp_path / "departments")
    shutil.copytree(ROOT / "data" / "lookups", tmp_path / "data" / "lookups")
    pack = tmp_path / PACK
    pack.parent.mkdir(parents=True)
    shutil.copy(HERE / "pack.yml", pack)
    return tmp_path
