"""Who analyses in the tests' own process, where a test can say what is found and take a hand."""

from __future__ import annotations

from collections.abc import Callable, Generator

from caveat.worker.analysis import answer_to
from caveat.worker.answer import Answer


class InProcess:
    """The worker's part, without a worker."""

    def wake(self) -> None:
        """There is nothing to wake."""

    def answers(
        self,
        body: bytes,
        is_gone: Callable[[], bool],  # noqa: ARG002
        *,
        early: bool,
    ) -> Generator[Answer]:
        parts: list[Answer] = []
        whole = answer_to(body, parts.append if early else None)
        yield from (*parts, whole)
