"""What `sevamitra services check` prints."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TextIO

from sevamitra.catalog.catalog import Files
from sevamitra.catalog.problems import Problem


def check(root: Path | str, out: TextIO) -> int:
    """Check every pack and department below `root` and write what is wrong to `out`, or `7 services, 7 fine`.

    Returns 0 if all is fine, else 1.
    """
    files = Files(Path(root))
    for problem in sorted(files.problems):
        out.write(f"{problem}\n")
    out.write(summary(files.paths("services"), files.problems) + "\n")
    return 1 if files.problems else 0


def summary(packs: list[str], problems: list[Problem]) -> str:
    """Return how many of the packs are fine, and how many problems there are if any."""
    broken = Counter(problem.file for problem in problems)
    fine = sum(pack not in broken for pack in packs)
    line = f"{len(packs)} services, {fine} fine"
    return f"{line}, {len(problems)} problem{'s' * (len(problems) > 1)}" if problems else line
