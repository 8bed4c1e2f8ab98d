"""`manage.py deliver_events`: take queued events to the bot."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from events.queue import deliver_due


class Command(BaseCommand):
    """Deliver what is due, again and again until told to stop."""

    help = "Deliver queued events to the bot."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare `--once` and `--every`."""
        parser.add_argument("--once", action="store_true", help="deliver what is due now, then stop")
        parser.add_argument("--every", type=float, default=1.0, help="seconds between looks at the queue")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or SIGINT."""
        if options["once"]:
            self.stdout.write(f"{deliver_due()} delivered")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.wait(options["every"]):
            close_old_connections()
            deliver_due()
