"""waitress, made strict: a deadline for every request, and refusals that the extension knows.

waitress closes a connection that is silent; a client that sends a byte now and then would keep it
for ever, and with enough of them nobody else could connect.
"""

from __future__ import annotations

import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from caveat.refusals import CONTENT_TYPE, Problem
from caveat.web.problems import problem_of

REQUEST_SECONDS = 10.0
"""From the first byte of a request to its last: loopback takes 16 MiB in a hundredth of it."""


class _AsProblem:
    """One of waitress's own errors, answered as a problem."""

    def __init__(self, status: int) -> None:
        self.problem: Problem = problem_of(status)

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # noqa: ARG002
        return (
            f"{self.problem.status} {self.problem.title}",
            [("Content-Type", CONTENT_TYPE)],
            self.problem.as_json(),
        )


class StrictErrorTask(ErrorTask):  # type: ignore[misc]
    """What waitress answers to a request that it does not pass on."""

    def execute(self) -> None:
        self.request.error = _AsProblem(self.request.error.code)
        super().execute()


class StrictChannel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests have to come to their end."""

    error_task_class = StrictErrorTask
    began: float | None = None

    def received(self, data: bytes) -> Any:
        if self.began is None:
            self.began = time.monotonic()
        result = super().received(data)
        if self.request is None:  # it is whole, and the next has not begun
            self.began = None
        return result

    def readable(self) -> Any:
        if self.began is not None and time.monotonic() - self.began > REQUEST_SECONDS:
            self.will_close = True
        return super().readable()
