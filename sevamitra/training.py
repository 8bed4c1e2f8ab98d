"""Training the model, only when what it is made from has changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

INPUTS = (
    "config.yml",
    "domain.yml",
    "data",
    "services",
    "departments",
    "sevamitra/nlu",
    "sevamitra/catalog",
    "uv.lock",
)
MODEL = "sevamitra"


def fingerprint(root: Path) -> str:
    """Return a digest of everything that goes into the model."""
    digest = hashlib.sha256()
    for name in INPUTS:
        path = root / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(root)).encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def train(root: Path, force: bool = False) -> int:
    """Train unless the newest model was made from just this.

    Args:
        root: the project.
        force: train in any case.

    Returns:
        Rasa's exit code, 0 if there was nothing to do.
    """
    model, mark = root / "models" / f"{MODEL}.tar.gz", root / "models" / f"{MODEL}.sha256"
    now = fingerprint(root)
    if not force and model.exists() and mark.exists() and mark.read_text() == now:
        return 0
    command = [
        sys.executable,
        "-m",
        "rasa",
        "train",
        "--fixed-model-name",
        MODEL,
        *(["--force"] if force else []),
    ]
    code = subprocess.call(command, cwd=root)
    if code == 0:
        mark.write_text(now)
    return code
