"""Waiting that never swallows a cancellation, as `asyncio.wait_for` of Python 3.10 can (bpo-37658)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def nap(wake: asyncio.Event, seconds: float) -> None:
    """Wait until somebody wakes us, or the seconds are over; either way the event is set then."""
    timer = asyncio.get_running_loop().call_later(seconds, wake.set)
    try:
        await wake.wait()
    finally:
        timer.cancel()


async def within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` returns.

    Raises:
        asyncio.TimeoutError: it took longer, and was cancelled.
    """
    task = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    finally:
        task.cancel()
    if not done:
        raise asyncio.TimeoutError
    return task.result()
