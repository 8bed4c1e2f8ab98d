"""Whole conversations: what the citizen does, and exactly what goes to the Graph API.

`pytest tests/conversations --update` writes what the bot says now into the files, to be reviewed like prose.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.play import NUMBERS, Conversation
from tests.stack import Stack

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.yml"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_conversation(stack: Stack, path: Path, request: pytest.FixtureRequest) -> None:
    """The conversation goes as the file says."""
    wanted = yaml.safe_load(path.read_text(encoding="utf-8"))
    said = play(stack, path.stem, wanted)
    if request.config.getoption("--update"):
        path.write_text(dump(said), encoding="utf-8")
    else:
        assert said == wanted


def play(stack: Stack, name: str, script: dict[str, Any]) -> dict[str, Any]:
    """Play a script from a clean start and return it with what the bot sent."""
    stack.sim("POST", "reset", json={"run": name.replace("-", "")})
    stack.sim("POST", "rates", json={"model": "off"})
    stack.manage("flush", "--noinput")
    stack.manage("demo_officer")
    conversation = Conversation(stack, NUMBERS[script["number"]], script["citizen"])
    steps = []
    for step in script["steps"]:
        does = {key: value for key, value in step.items() if key != "sent"}
        steps.append({**does, "sent": conversation.do(does)})
    return {**script, "steps": steps}


class _Prose(yaml.SafeDumper):
    """Writes texts of several lines as they read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Prose.add_representer(str, _text)


def dump(script: dict[str, Any]) -> str:
    """Return a script as YAML that reads like a transcript."""
    return yaml.dump(script, Dumper=_Prose, allow_unicode=True, sort_keys=False, width=110)
