"""Refusals: a problem (RFC 9457) that the extension knows, with a sentence that says what to do."""

from __future__ import annotations

import json
from dataclasses import dataclass

from jsonschema import ValidationError

TYPE_PREFIX = "urn:caveat:problem:"
CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """`name` as in the extension's messages, HTTP status, and one sentence for the user."""

    name: str
    status: int
    title: str
    detail: str

    def as_json(self) -> bytes:
        """The body of the answer."""
        body = {
            "type": TYPE_PREFIX + self.name,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        return json.dumps(body).encode()


class RefusedError(Exception):
    """The request is refused with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def not_understood(error: ValidationError) -> RefusedError:
    """The refusal of a request that its schema does not allow: it says where."""
    where = "/".join(map(str, error.absolute_path)) or "the request"
    detail = f"The server does not understand {where} of its request: update the extension."
    return RefusedError(Problem("bad-request", 400, "Bad request", detail))


BAD_REQUEST = Problem("bad-request", 400, "Bad request", "Reload the page, then press again.")
NOT_FOUND = Problem("not-found", 404, "Not found", "Ask for /api/analyses or /api/health.")
WRONG_METHOD = Problem("wrong-method", 405, "Wrong method", "POST to /api/analyses.")
TOO_LARGE = Problem(
    "too-large",
    413,
    "Page too large",
    "This page is too large to analyse: open the article on a page of its own.",
)
NOT_JSON = Problem(
    "not-json", 415, "Not JSON", "Send the request as application/json: update the extension."
)
INTERNAL = Problem(
    "internal",
    500,
    "Internal error",
    "The analysis failed: see `caveat service logs` or the server's window, and report it.",
)
BUSY = Problem(
    "busy", 503, "Busy", "Other pages are being analysed: wait for them, then press again."
)
TIMED_OUT = Problem(
    "timed-out", 503, "Not in time", "The page took too long, so the analysis was stopped."
)
