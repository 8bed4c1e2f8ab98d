"""Starting every process together and stopping them together."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from honcho.manager import Manager

from sevamitra import training

READY_WITHIN_SECONDS = 120
POLL_SECONDS = 0.5


def up(root: Path, phone: bool) -> int:
    """Train if needed, migrate, start all processes, say when they are ready, and stop them on Ctrl-C.

    Args:
        root: the project.
        phone: whether the simulated phone is started too.

    Returns:
        The exit code of the first process that ended, 0 after Ctrl-C.
    """
    Path(os.environ["SEVAMITRA_VAR"]).mkdir(parents=True, exist_ok=True)
    prepare(root)
    manager = Manager()
    for name, command in commands(phone).items():
        manager.add_process(name, command, cwd=str(root), env=dict(os.environ))
    threading.Thread(target=_announce, args=(phone,), daemon=True).start()
    manager.loop()
    return int(manager.returncode or 0)


def prepare(root: Path) -> None:
    """Train the model and bring the databases up to date.

    Raises:
        SystemExit: training or migrating failed; both have said why.
    """
    manage = ["desk/.venv/bin/python", "desk/manage.py"]
    steps = [[*manage, "migrate", "--verbosity", "0"]]
    if os.environ["SEVAMITRA_DEMO"] == "1":
        steps.append([*manage, "demo_officer"])
    code = training.train(root) or next(filter(None, (subprocess.call(step) for step in steps)), 0)
    if code:
        raise SystemExit(code)


def commands(phone: bool) -> dict[str, str]:
    """Return the command of each process by name."""
    python = sys.executable
    port = os.environ
    found = {
        "rasa": f"{python} -m rasa run --interface 127.0.0.1 --port {port['RASA_PORT']}"
        f" --model models/{training.MODEL}.tar.gz --endpoints endpoints.yml --credentials credentials.yml",
        "actions": f"{python} -m rasa_sdk --actions actions --port {port['ACTIONS_PORT']}",
        "desk": "cd desk && exec .venv/bin/gunicorn --config gunicorn.conf.py config.wsgi",
        "events": "cd desk && exec .venv/bin/python manage.py deliver_events",
    }
    if phone:
        found["phone"] = f"{python} -m phone"
    return found


def health_urls(phone: bool) -> dict[str, str]:
    """Return where each process says that it is ready."""
    port = os.environ
    found = {
        "rasa": f"http://127.0.0.1:{port['RASA_PORT']}/webhooks/whatsapp/",
        "actions": f"http://127.0.0.1:{port['ACTIONS_PORT']}/health",
        "desk": f"http://127.0.0.1:{port['DESK_PORT']}/api/health/",
    }
    if phone:
        found["phone"] = f"http://127.0.0.1:{port['PHONE_PORT']}/"
    return found


def wait_until_ready(phone: bool, seconds: float = READY_WITHIN_SECONDS) -> bool:
    """Wait until every process answers; return whether all did in time."""
    until = time.monotonic() + seconds
    waiting = health_urls(phone)
    while waiting and time.monotonic() < until:
        waiting = {name: url for name, url in waiting.items() if not _answers(url)}
        if waiting:
            time.sleep(POLL_SECONDS)
    return not waiting


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _announce(phone: bool) -> None:
    ready = wait_until_ready(phone)
    sys.stdout.write(_welcome(phone) if ready else "Not everything became ready; the lines above say why.\n")
    sys.stdout.flush()


def _welcome(phone: bool) -> str:
    port = os.environ
    lines = ["", "  SevaMitra is ready.", ""]
    if phone:
        lines += [
            f"  Phone  http://127.0.0.1:{port['PHONE_PORT']}/",
            "         try:  mujhe aay praman patra chahiye",
            "               ఆదాయం సర్టిఫికెట్‌కి ఎంత ఖర్చవుతుంది",
            "               शिकायत करनी है",
        ]
    lines.append(f"  Desk   {port['DESK_URL']}/")
    if phone:
        lines.append(f"         officer: demo   password: {port['DESK_DEMO_PASSWORD']}")
    else:
        lines.append(
            f"  Webhook for Meta: path /webhooks/whatsapp/webhook on port {port['RASA_PORT']}, behind HTTPS"
        )
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", "", ""])
