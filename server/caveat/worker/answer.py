"""What goes back to the extension, as it comes out of the worker."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.refusals import CONTENT_TYPE, Problem

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; `fault`: what broke and where, in words that hold nothing of the page.

    `part`: it tells of the opening of the article alone, and the whole answer follows.
    """

    status: int
    content_type: str
    body: bytes
    fault: str | None = None
    part: bool = False


def refusal(problem: Problem, fault: str | None = None) -> Answer:
    """The answer that refuses with `problem`."""
    return Answer(problem.status, CONTENT_TYPE, problem.as_json(), fault)
