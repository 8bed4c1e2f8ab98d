"""Understand a file of messages with the newest trained model, without any server.

>>> parse_file(Path("in.csv"), Path("out.csv"))  # doctest: +SKIP
"""

import asyncio
import csv
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.progress import track

# fmt: off
INTENTS = frozenset((
    "apply", "pay", "book", "complain", "appeal", "status", "get_document", "home_delivery",
    "verify_document", "find_scheme", "ask_documents", "ask_fee", "ask_time_limit", "ask_eligibility",
    "ask_how", "ask_office", "ask_about", "greet", "goodbye", "thank", "affirm", "deny", "cancel",
    "go_back", "restart", "resume", "help", "change_language", "talk_to_human", "my_applications",
    "inform", "bot_challenge", "ask_genuine", "privacy", "emergency", "feedback", "out_of_scope",
))
# fmt: on
"""The intents that people and reports speak of."""
OUTWARD = {"start_over": "restart"}
"""Our inner names where Rasa keeps the label for itself (`restart` wipes a session)."""
_INNER = {"start_over": "restart"}  # Rasa keeps the name `restart` for itself
COLUMNS = ("intent", "confidence", "service_1", "service_2", "service_3", "language", "entities")


class ParseError(Exception):
    """A file of messages cannot be understood; the text says why."""


class Parser:
    """A trained model that understands single messages."""

    def __init__(self, model: Path | None = None, models: Path = Path("models")) -> None:
        """Load `model`, or the newest one in the folder `models`.

        Raises:
            ParseError: there is no model yet.
        """
        from rasa.core.agent import Agent
        from rasa.model import get_latest_model
        from rasa.utils.log_utils import configure_structlog

        configure_structlog(logging.WARNING)  # below it, Rasa logs what citizens wrote

        path = model or get_latest_model(models)
        if not path or not Path(path).exists():
            raise ParseError(f"There is no trained model in {models}: train one first.")
        self._agent = Agent.load(path)
        self._loop = asyncio.new_event_loop()

    def parse(self, text: str, jurisdiction: str | None) -> dict[str, Any]:
        """Rasa's parse data of one message sent to the number of a jurisdiction."""
        from rasa.core.channels.channel import UserMessage

        message = UserMessage(
            text, sender_id=f"{jurisdiction}:parse", metadata={"jurisdiction": jurisdiction}
        )
        parsed = self._loop.run_until_complete(self._agent.processor.parse_message(message))
        return dict(parsed)


def parse_file(in_csv: Path, out_csv: Path, model: Path | None = None) -> int:
    """Understand each row of a CSV file with columns `text` and `jurisdiction`, and write what was found.

    Args:
        in_csv: UTF-8; further columns pass through.
        out_csv: gets the columns of `COLUMNS` besides; intents are those of `INTENTS`, entities are JSON.
        model: the newest in `models/` if not given.

    Returns: how many messages there were.

    Raises:
        ParseError: a column or the model is missing.
    """
    with in_csv.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        fields = list(reader.fieldnames or ())
        rows = list(reader)
    for name in ("text", "jurisdiction"):
        if name not in fields:
            raise ParseError(f"{in_csv} has no column '{name}'.")
    parser = Parser(model)
    with out_csv.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, [*(field for field in fields if field not in COLUMNS), *COLUMNS], extrasaction="ignore"
        )
        writer.writeheader()
        for row in track(rows, description="Understanding"):
            writer.writerow(row | understood(parser.parse(row["text"], row["jurisdiction"])))
    return len(rows)


def understood(parsed: dict[str, Any]) -> dict[str, str]:
    """Rasa's parse data as the columns of `COLUMNS`."""
    intent = OUTWARD.get(parsed["intent"]["name"], parsed["intent"]["name"])
    services = [service["id"] for service in parsed.get("services", [])] + [""] * 3
    return {
        # Inner intents never come from typed text; whatever is not in the label set is out of it.
        "intent": intent if intent in INTENTS else "out_of_scope",
        "confidence": f"{parsed['intent']['confidence']:.4f}",
        **{f"service_{i + 1}": services[i] for i in range(3)},
        "language": (parsed.get("language") or {}).get("code") or "",
        "entities": json.dumps(list(_values(parsed)), ensure_ascii=False),
    }


def _values(parsed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entity in parsed.get("entities", []):
        yield {key: entity[key] for key in ("entity", "value", "start", "end") if key in entity}
