"""How well and how fast messages are understood, on labelled messages that nobody trained on.

    python bench/nlu.py                      # the newest model, on ../shared/understanding/dev.csv
    python bench/nlu.py --stock              # beside Rasa's stock pipeline, trained on the same data (slow)
    python bench/nlu.py --errors errors.csv  # writes what was misunderstood

Measures are those of the label set: intent accuracy; service accuracy at 1 and 3 over messages that name one;
out-of-scope messages taken for something; messages in scope that were refused; CPU time of a parse.
"""

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# One thread: the figure is what one message costs one core.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sevamitra.nlu.parse import Parser, understood  # noqa: E402

DEV = Path("../shared/understanding/dev.csv")
OUT = "out_of_scope"
STOCK = """
recipe: default.v1
assistant_id: stock
language: hi
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  entity_recognition: false
  random_seed: 1
policies: []
"""


@dataclass
class Tally:
    """Shares of right answers, by group of messages."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    all: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, group: str, right: bool) -> None:
        """Count one answer, in its group and over all."""
        for name in (group, "all"):
            self.all[name] += 1
            self.right[name] += right

    def share(self, group: str = "all", of_wrong: bool = False) -> str:
        """The share of right (or wrong) answers in per cent, `-` if there were none to give."""
        if not self.all[group]:
            return "-"
        share = 100 * self.right[group] / self.all[group]
        return f"{100 - share if of_wrong else share:.1f}"


@dataclass
class Measures:
    """All measures of one pipeline."""

    intent: Tally = field(default_factory=Tally)
    first: Tally = field(default_factory=Tally)
    third: Tally = field(default_factory=Tally)
    language: Tally = field(default_factory=Tally)
    outside: Tally = field(default_factory=Tally)
    inside: Tally = field(default_factory=Tally)
    milliseconds: list[float] = field(default_factory=list)

    def add(self, row: dict[str, str], found: dict[str, str]) -> bool:
        """Count one labelled message and what was understood in it; True if all of it was right."""
        group = f"{row['language']}-{row['script']}"
        intent = found["intent"] == row["intent"]
        out, refused = row["intent"] == OUT, found["intent"] == OUT
        self.intent.add(group, intent)
        self.language.add(group, found["language"] == row["language"])
        (self.outside if out else self.inside).add(group, out == refused)
        wanted = row["service_id"].split("|") if row["service_id"] else []
        if not wanted:
            return intent
        first = found["service_1"] in wanted
        self.first.add(group, first)
        self.third.add(group, first or found["service_2"] in wanted or found["service_3"] in wanted)
        return intent and first

    def lines(self) -> Iterator[str]:
        """The report."""
        columns = (self.intent, self.first, self.third, self.language)
        yield f"{'':12}{'messages':>9}{'intent':>8}{'at 1':>8}{'at 3':>8}{'lang.':>8}"
        for group in sorted(self.intent.all, key=lambda name: (name == "all", name)):
            yield f"{group:12}{self.intent.all[group]:9}" + "".join(
                f"{one.share(group):>8}" for one in columns
            )
        refused = self.inside.share(of_wrong=True)
        yield f"out of scope caught {self.outside.share()} %, in scope refused {refused} %"
        milliseconds = sorted(self.milliseconds)
        ninth = milliseconds[len(milliseconds) * 9 // 10]
        yield f"a parse takes {statistics.median(milliseconds):.1f} ms of CPU (median), {ninth:.1f} (9 of 10)"


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 if there is nothing to measure with."""
    options = _options(arguments)
    if not options.messages.exists():
        _say(f"{options.messages} is not here: nothing to measure.")
        return 1
    with options.messages.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parser = Parser(options.model)
    errors = measure("SevaMitra", rows, lambda row: parser.parse(row["text"], row["jurisdiction"]))
    if options.errors:
        _write(options.errors, errors)
    if options.stock:
        with tempfile.TemporaryDirectory() as folder:
            other = Parser(train_stock(Path(folder), options.epochs))
            measure("Rasa's stock pipeline", rows, lambda row: other.parse(row["text"], row["jurisdiction"]))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=Path, default=DEV, help="labelled messages")
    parser.add_argument("--model", type=Path, help="a trained model instead of the newest")
    parser.add_argument("--stock", action="store_true", help="train and measure Rasa's stock pipeline too")
    parser.add_argument("--epochs", type=int, default=50, help="of the stock pipeline's training")
    parser.add_argument("--errors", type=Path, help="a CSV file for what was misunderstood")
    return parser.parse_args(arguments)


Parse = Callable[[dict[str, str]], dict[str, Any]]


def measure(name: str, rows: list[dict[str, str]], parse: Parse) -> list[dict[str, str]]:
    """Parse labelled rows, print the measures, and return the misunderstood ones with what was understood."""
    measures, errors = Measures(), []
    parse(rows[0])  # loads what is loaded late
    for row in rows:
        start = time.process_time()
        parsed = parse(row)
        measures.milliseconds.append(1000 * (time.process_time() - start))
        found = understood(parsed)
        if not measures.add(row, found):
            errors.append({**row, **{f"found_{key}": value for key, value in found.items()}})
    _say(name)
    for line in measures.lines():
        _say("  " + line)
    return errors


def train_stock(folder: Path, epochs: int) -> Path:
    """Train what `rasa init` proposes (without its dialogue part) on our sentences, and return the model."""
    from rasa.model_training import train_nlu

    config = folder / "config.yml"
    config.write_text(STOCK.format(epochs=epochs), encoding="utf-8")
    return Path(str(train_nlu(str(config), "data/nlu", str(folder), fixed_model_name="stock")))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0] if rows else ["text"])
        writer.writeheader()
        writer.writerows(rows)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
