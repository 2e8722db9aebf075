"""Nonces that the server has given out and that are still good: each once, and not for long."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from caveat.pairing.proof import new_token

GOOD_SECONDS = 120.0
"""From the handshake to the analysis; between them lies the extension's walk over the page."""

MOST = 256
"""More are not kept: the oldest go first."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """Who asked, and with which nonce; `expires` by the monotonic clock."""

    origin: str
    extension_nonce: bytes
    expires: float


class Challenges:
    """The handshakes under way. Safe to be used by many threads."""

    def __init__(self) -> None:
        self._open: OrderedDict[bytes, Challenge] = OrderedDict()
        self._lock = threading.Lock()

    def give(self, origin: str, extension_nonce: bytes) -> bytes:
        """A nonce for a handshake with `origin`."""
        nonce = new_token()
        with self._lock:
            now = time.monotonic()
            self._open[nonce] = Challenge(origin, extension_nonce, now + GOOD_SECONDS)
            while len(self._open) > MOST:
                self._open.popitem(last=False)
        return nonce

    def take(self, nonce: bytes, origin: str) -> Challenge | None:
        """The challenge of `nonce`, if it is `origin`'s and good; it is good no more."""
        with self._lock:
            challenge = self._open.pop(nonce, None)
        if challenge is None or challenge.origin != origin:
            return None
        return challenge if time.monotonic() <= challenge.expires else None
