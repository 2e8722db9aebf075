"""Waiting for a browser: a probe in, its first true value out, and a failure that says what for.

Never a fixed pause: a probe is asked again until it answers or its time is up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds: what two busy cores need for the slowest step, an analysis in a cold server, tenfold."""

PAUSE = 0.05
"""Seconds between two questions."""


class NeverHappenedError(AssertionError):
    """What a test waited for did not come; the message says what, and what was last seen."""


def wait_until(probe: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
    """The first true value of `probe`. Raises NeverHappenedError after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > deadline:
            raise NeverHappenedError(f"waited {seconds:g} s for {what}; last seen: {value!r}")
        time.sleep(PAUSE)
