"""The whole of SevaMitra on ports of its own, for tests that talk to it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

import requests

from sevamitra import running, settings, training

ROOT = Path(__file__).parent.parent
PORTS = ("RASA_PORT", "ACTIONS_PORT", "DESK_PORT", "PHONE_PORT")
ANSWER_WITHIN_SECONDS = 20.0
POLL_SECONDS = 0.05


class Stack:
    """Rasa, actions, desk, events and phone as real processes over a folder of their own."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var = var
        self.environment = {key: value for key, value in os.environ.items() if not _is_setting(key)}
        self.environment |= {name: str(_free_port()) for name in PORTS}
        self.environment |= {"SEVAMITRA_VAR": str(var), **environment}
        settings.fill(self.environment, demo=True)
        self.processes: dict[str, subprocess.Popen[str]] = {}
        self.logs: dict[str, TextIO] = {}

    def start(self) -> Stack:
        """Train if needed, migrate, start everything and wait until it is ready."""
        if training.train(ROOT):
            raise RuntimeError("training failed")
        self.manage("migrate", "-v", "0")
        self.manage("demo_officer")
        for name in self.commands():
            self.start_one(name)
        self.wait_until_ready()
        return self

    def commands(self) -> dict[str, str]:
        """Return the command of each process."""
        return _with_environment(self.environment, lambda: running.commands(phone=True))

    def start_one(self, name: str) -> None:
        """Start one process."""
        self.logs[name] = (self.var / f"{name}.log").open("a")
        command = self.commands()[name]
        self.processes[name] = subprocess.Popen(
            ["bash", "-c", command if command.startswith("cd ") else f"exec {command}"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.logs[name],
            stderr=subprocess.STDOUT,
            text=True,
        )

    def stop_one(self, name: str, with_signal: int = signal.SIGTERM) -> None:
        """Stop one process and wait for its end."""
        process = self.processes.pop(name)
        process.send_signal(with_signal)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.logs.pop(name).close()

    def stop(self) -> None:
        """Stop everything."""
        for name in list(self.processes):
            self.stop_one(name)

    def wait_until_ready(self) -> None:
        """Wait until every process answers.

        Raises:
            RuntimeError: with the end of each log.
        """
        if not _with_environment(self.environment, lambda: running.wait_until_ready(phone=True)):
            raise RuntimeError("\n".join(f"--- {name}\n{self.log(name)[-3000:]}" for name in self.processes))

    def log(self, name: str) -> str:
        """Return what a process has printed."""
        return (self.var / f"{name}.log").read_text()

    def manage(self, *arguments: str) -> str:
        """Run a command of the desk's `manage.py` and return what it prints."""
        command = ["desk/.venv/bin/python", "desk/manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def url(self, name: str) -> str:
        """Return the address of `RASA`, `ACTIONS`, `DESK` or `PHONE`."""
        return f"http://127.0.0.1:{self.environment[name + '_PORT']}"

    def sim(self, method: str, path: str, **rest: Any) -> Any:
        """Ask something of the phone's control plane."""
        response = requests.request(method, f"{self.url('PHONE')}/_sim/{path}", timeout=30, **rest)
        response.raise_for_status()
        return response.json()

    def sent(self) -> list[dict[str, Any]]:
        """Return the messages that the bot has sent so far, without read receipts."""
        return [
            one
            for one in self.sim("GET", "sent")
            if one["path"].endswith("/messages") and "status" not in (one["body"] or {})
        ]

    def wait_for(self, count: int, seconds: float = ANSWER_WITHIN_SECONDS) -> list[dict[str, Any]]:
        """Wait until the bot has sent `count` messages in all, and return them.

        Raises:
            AssertionError: it has not in time.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            sent = self.sent()
            if len(sent) >= count:
                return sent
            time.sleep(POLL_SECONDS)
        raise AssertionError(f"{len(self.sent())} messages instead of {count}\n{self.log('rasa')[-4000:]}")


def _is_setting(name: str) -> bool:
    return name in {setting.name for setting in settings.SETTINGS}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _with_environment(environment: Mapping[str, str], call: Any) -> Any:
    """`running` reads the process's environment; lend it the stack's for one call."""
    kept = dict(os.environ)
    os.environ.update(environment)
    try:
        return call()
    finally:
        os.environ.clear()
        os.environ.update(kept)
