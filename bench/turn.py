"""What a turn costs: CPU of rasa and actions, one process each, for a form's answers (`make bench`).

The phone plays citizens who fill in the income certificate's form; CPU is read from the operating system
before and after each turn, whatever else the machine does. The cost of an idle process is taken off.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.conversations.play import NUMBERS, Conversation
from tests.stack import Stack

CITIZENS = 12
LIMIT_MS = 25.0
SETTLE_SECONDS = 0.4
BEGIN = ("मुझे आय प्रमाण पत्र बनवाना है", "हाँ")
NAMES = ("रमेश कुमार डामोर", "मांगीलाल डामोर")
ANSWERS = (*NAMES, "9876543210", "9999 4105 7058", "123456789", "5 जुलाई 1998", "थांदला")


def main() -> int:
    """Print the cost of a turn; return 1 if the median is over the limit."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), WHATSAPP_PAIR_SECONDS="0", PHONE_PAIR_LIMIT="off")
        try:
            stack.start()
            return report(measure(stack))
        finally:
            stack.stop()


def measure(stack: Stack) -> dict[str, list[float]]:
    """Return milliseconds of CPU per turn of each process, idle cost taken off."""
    watched = {name: stack.processes[name].pid for name in ("rasa", "actions")}
    idle = _idle(watched)
    costs: dict[str, list[float]] = {name: [] for name in watched}
    seen = 0
    for index in range(CITIZENS):
        citizen = Conversation(stack, NUMBERS["mp-jhabua"], f"9199991{index:05d}", seen=seen)
        for text in BEGIN:
            citizen.do({"say": text})
        for text in ANSWERS:
            _turn(citizen, text, watched, idle, costs)
        seen = citizen.seen
    return costs


def _turn(
    citizen: Conversation,
    text: str,
    watched: dict[str, int],
    idle: dict[str, float],
    costs: dict[str, list[float]],
) -> None:
    begun, before = time.monotonic(), {name: _cpu(pid) for name, pid in watched.items()}
    citizen.do({"say": text})
    time.sleep(SETTLE_SECONDS)  # sending, statuses and clearing up belong to the turn
    seconds = time.monotonic() - begun
    for name, pid in watched.items():
        costs[name].append(1000 * (_cpu(pid) - before[name] - idle[name] * seconds))


def _idle(watched: dict[str, int], seconds: float = 5.0) -> dict[str, float]:
    before = {name: _cpu(pid) for name, pid in watched.items()}
    time.sleep(seconds)
    return {name: (_cpu(pid) - before[name]) / seconds for name, pid in watched.items()}


def _cpu(pid: int) -> float:
    """Return the seconds that all threads of a process have run, to the nanosecond (Linux)."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # the thread has just ended
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def report(costs: dict[str, list[float]]) -> int:
    """Print medians and the slow end."""
    together = [sum(pair) for pair in zip(*costs.values(), strict=True)]
    print(f"{'CPU ms a form turn':22}{'median':>8}{'p90':>8}{'turns':>8}")
    for name, values in {**costs, "together": together}.items():
        tenth = statistics.quantiles(values, n=10)[-1]
        print(f"{name:22}{statistics.median(values):8.1f}{tenth:8.1f}{len(values):8}")
    median = statistics.median(together)
    print(f"limit {LIMIT_MS:.0f} ms: {'kept' if median <= LIMIT_MS else 'NOT kept'}")
    return 0 if median <= LIMIT_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
