"""Finds a Chromium for the tests of pages; ``python -m tests.browser`` fetches one if there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "No Chromium: set CHROMIUM to its path, install the package chromium, or run python -m tests.browser."
)


def find() -> str | None:
    """Return the path of a Chromium: the one in `CHROMIUM`, the system's, or Playwright's own."""
    places = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    found = next((place for place in places if place and Path(place).exists()), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser for tests; without one, the test is skipped, and on CI (`CI=true`) it fails."""
    path = find()
    if path is None:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def fetch() -> int:
    """Install a Chromium: the system's package for root, else Playwright's own; return the exit code."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        packages = ["chromium", "fonts-noto-core", "fonts-noto-color-emoji"]
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    else:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(0 if find() or fetch() == 0 else 1)
