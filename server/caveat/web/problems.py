"""Refusals as problem+json (RFC 9457): a type that the extension knows, a sentence that helps."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask, Response, json
from werkzeug.exceptions import HTTPException

from caveat.article.errors import NoArticleError
from caveat.page.errors import UnreadablePageError

log = logging.getLogger(__name__)

TYPE_PREFIX = "urn:caveat:problem:"


@dataclass(frozen=True, slots=True)
class Problem:
    """`name` as in the extension's messages, HTTP status, and one sentence for the user."""

    name: str
    status: int
    title: str
    detail: str


class RefusedError(Exception):
    """The request is refused with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


BAD_REQUEST = Problem("bad-request", 400, "Bad request", "Reload the page, then press again.")
NOT_FOUND = Problem("not-found", 404, "Not found", "Ask for /api/analyses or /api/health.")
WRONG_METHOD = Problem("wrong-method", 405, "Wrong method", "POST to /api/analyses.")
TOO_LARGE = Problem(
    "too-large",
    413,
    "Page too large",
    "This page is too large to analyse: open the article on a page of its own.",
)
INTERNAL = Problem(
    "internal",
    500,
    "Internal error",
    "The analysis failed: see the server's window for the reason, and report it.",
)
BY_STATUS = {
    problem.status: problem for problem in (BAD_REQUEST, NOT_FOUND, WRONG_METHOD, TOO_LARGE)
}


def register_problems(app: Flask) -> None:
    """Make every refusal and failure of `app` answer with a problem, and never with a trace."""

    @app.errorhandler(RefusedError)
    def refused(error: RefusedError) -> Response:
        return _answer(error.problem)

    @app.errorhandler(UnreadablePageError)
    def unreadable(error: UnreadablePageError) -> Response:
        return _answer(Problem("bad-request", 400, "Unreadable page", str(error)))

    @app.errorhandler(NoArticleError)
    def no_article(error: NoArticleError) -> Response:
        return _answer(Problem("no-article", 422, "No article", str(error)))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        known = BY_STATUS.get(status)
        return _answer(known or Problem("bad-request", status, error.name, BAD_REQUEST.detail))

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        log.error("analysis failed", exc_info=error)
        return _answer(INTERNAL)


def _answer(problem: Problem) -> Response:
    body = {
        "type": TYPE_PREFIX + problem.name,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    return Response(
        json.dumps(body), status=problem.status, content_type="application/problem+json"
    )
