"""`sevamitra …`: what people run by hand."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sevamitra import settings

ROOT = Path(__file__).parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = parser().parse_args(arguments)
    os.chdir(ROOT)
    result: int = parsed.run(parsed)
    return result


def parser() -> argparse.ArgumentParser:
    """Return the commands."""
    root = argparse.ArgumentParser(prog="sevamitra", description="Government services in a WhatsApp chat.")
    commands = root.add_subparsers(required=True, metavar="COMMAND")

    up = commands.add_parser("up", help="start everything and stop it with Ctrl-C")
    up.add_argument("--demo", action="store_true", help="with the phone, and made-up secrets")
    up.set_defaults(run=_up)

    train = commands.add_parser("train", help="train the model if what it is made from has changed")
    train.add_argument("--force", action="store_true", help="train in any case")
    train.set_defaults(run=_train)

    rasa = commands.add_parser("rasa", help="run Rasa's own command line with the demo's settings")
    rasa.add_argument("arguments", nargs=argparse.REMAINDER)
    rasa.set_defaults(run=_rasa)

    parse = commands.add_parser("parse", help="say what each message of a CSV file means")
    parse.add_argument("messages", type=_path, metavar="IN.csv", help="with columns text and jurisdiction")
    parse.add_argument(
        "meanings", type=_path, metavar="OUT.csv", help="written: intent, services, language, values"
    )
    parse.set_defaults(run=_parse)

    services = commands.add_parser("services", help="the service packs").add_subparsers(required=True)
    check = services.add_parser("check", help="check every pack: file, line, what is wrong, how to mend it")
    check.set_defaults(run=_check)

    officer = commands.add_parser("officer", help="officers of the desk").add_subparsers(required=True)
    create = officer.add_parser("create", help="create an officer's account")
    create.add_argument("name")
    create.add_argument("rest", nargs=argparse.REMAINDER, help="e.g. --jurisdiction ap --department revenue")
    create.set_defaults(run=_officer)
    return root


def _path(text: str) -> Path:
    return Path(text).absolute()


def _up(parsed: argparse.Namespace) -> int:
    from sevamitra import running

    load_env_file()
    settings.fill(os.environ, demo=parsed.demo)
    return running.up(ROOT, phone=parsed.demo)


def _train(parsed: argparse.Namespace) -> int:
    from sevamitra import training

    settings.fill(os.environ, demo=True)
    return training.train(ROOT, force=parsed.force)


def _rasa(parsed: argparse.Namespace) -> int:
    settings.fill(os.environ, demo=True)
    return subprocess.call([sys.executable, "-m", "rasa", *parsed.arguments])


def _parse(parsed: argparse.Namespace) -> int:
    settings.fill(os.environ, demo=True)
    from sevamitra.nlu.parse import parse_file

    parse_file(parsed.messages, parsed.meanings)
    return 0


def _check(parsed: argparse.Namespace) -> int:
    from sevamitra.catalog.report import check

    return check(ROOT, sys.stdout)


def _officer(parsed: argparse.Namespace) -> int:
    load_env_file()
    settings.fill(os.environ, demo=os.environ.get("SEVAMITRA_DEMO") == "1")
    manage = ["desk/.venv/bin/python", "desk/manage.py"]
    migrated = subprocess.call([*manage, "migrate", "--verbosity", "0"])
    return migrated or subprocess.call([*manage, "officer", parsed.name, *parsed.rest])


def load_env_file() -> None:
    """Read `.env`, if there is one, into the environment; what is set already wins."""
    file = ROOT / ".env"
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and value and not line.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


if __name__ == "__main__":
    sys.exit(main())
