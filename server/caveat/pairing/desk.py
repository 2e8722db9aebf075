"""The pairing request that waits for the reader's word: one at a time, for two minutes.

The asker knows it by a secret handle; the reader by a short code, which panel and server page show;
the server's page answers it by a form secret of its own, so that an old page answers nothing.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

PATIENCE_SECONDS = 120.0
CODE_DIGITS = 6
WRONG_CODES = 5
"""So many wrong codes end the request: of a million codes a guesser tries five."""

REQUESTS_AN_INTERVAL = 30
INTERVAL_SECONDS = 60.0

State = Literal["waiting", "allowed", "denied"]


class DeskBusyError(RuntimeError):
    """Another extension's request waits, or too many have come."""


@dataclass(slots=True)
class PairingRequest:
    """A request; `expires` by the desk's clock."""

    origin: str
    code: str
    expires: float
    handle: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    form_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    state: State = "waiting"
    wrong_codes: int = 0


class PairingDesk:
    """Where the request waits. Safe to be used by many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._request: PairingRequest | None = None
        self._recent: deque[float] = deque()
        self._lock = threading.Lock()

    def ask(self, origin: str) -> PairingRequest:
        """Put a request on the desk, in the place of the same extension's older one.

        Raises DeskBusyError.
        """
        with self._lock:
            now = self._clock()
            while self._recent and self._recent[0] <= now - INTERVAL_SECONDS:
                self._recent.popleft()
            current = self._current()
            waits = current is not None and current.state == "waiting"
            if len(self._recent) >= REQUESTS_AN_INTERVAL or (
                current is not None and waits and current.origin != origin
            ):
                raise DeskBusyError
            self._recent.append(now)
            code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
            self._request = PairingRequest(origin, code, now + PATIENCE_SECONDS)
            return self._request

    def waiting(self) -> PairingRequest | None:
        """The request that waits for the reader's word."""
        with self._lock:
            current = self._current()
            return current if current and current.state == "waiting" else None

    def answer(self, form_secret: str, *, allow: bool) -> PairingRequest | None:
        """The reader's word on the request whose page has this secret; None where it is gone."""
        with self._lock:
            current = self._current()
            if current is None or current.state != "waiting":
                return None
            if not hmac.compare_digest(current.form_secret.encode(), form_secret.encode()):
                return None
            current.state = "allowed" if allow else "denied"
            return current

    def allow_by_code(self, code: str) -> PairingRequest | None:
        """Allow the request that has this code; None where none has."""
        with self._lock:
            current = self._current()
            if current is None or current.state != "waiting":
                return None
            if not hmac.compare_digest(current.code.encode(), code.encode()):
                current.wrong_codes += 1
                if current.wrong_codes >= WRONG_CODES:
                    current.state = "denied"
                return None
            current.state = "allowed"
            return current

    def outcome(self, handle: str, origin: str) -> State | None:
        """What has become of the asker's request; None where it is gone. An answer is told once."""
        with self._lock:
            current = self._current()
            if current is None or current.origin != origin:
                return None
            if not hmac.compare_digest(current.handle.encode(), handle.encode()):
                return None
            if current.state != "waiting":
                self._request = None
            return current.state

    def withdraw(self, handle: str, origin: str) -> None:
        """The asker does not want to be paired any more."""
        with self._lock:
            current = self._current()
            if current is None or current.origin != origin:
                return
            if hmac.compare_digest(current.handle.encode(), handle.encode()):
                self._request = None

    def _current(self) -> PairingRequest | None:
        if self._request and self._clock() > self._request.expires:
            self._request = None
        return self._request
