"""Runs the phone: ``python -m phone``."""

from __future__ import annotations

import asyncio
import signal
import sys

from phone.app import serve
from phone.errors import SettingsError
from phone.settings import Settings, from_environment


async def run(settings: Settings) -> None:
    """Serve until told to stop."""
    runner, address = await serve(settings)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    sys.stdout.write(f"The phone is at {address}\n")
    sys.stdout.flush()
    await stop.wait()
    await runner.cleanup()


def main() -> int:
    """Run the phone with the settings of the environment; return the exit code."""
    try:
        settings = from_environment()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    asyncio.run(run(settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
