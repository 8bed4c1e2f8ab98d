"""One phone for all tests of this folder, as new for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .live import Bot, Live, Loop, serve_bot


@pytest.fixture(scope="session")
def running() -> Iterator[Live]:
    loop, bot = Loop(), Bot()
    runner = loop.run(serve_bot(bot))
    live = Live(loop, bot)
    yield live
    live.close()
    loop.run(runner.cleanup())
    loop.stop()


@pytest.fixture
def live(running: Live) -> Live:
    running.sim("reset")
    running.sim(
        "webhook-knobs", {"sent_after": 0, "delivered_after": 0, "read_after": 0, "retry_after": [0, 0]}
    )
    running.bot.posts.clear()
    running.bot.statuses.clear()
    running.bot.react = None
    return running
