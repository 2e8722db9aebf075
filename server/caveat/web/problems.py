"""Every refusal and failure of the application as a problem, and never with a trace."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from caveat.refusals import (
    BAD_REQUEST,
    CONTENT_TYPE,
    INTERNAL,
    NOT_FOUND,
    TOO_LARGE,
    WRONG_METHOD,
    Problem,
    RefusedError,
)

log = logging.getLogger(__name__)

BY_STATUS = {
    problem.status: problem for problem in (BAD_REQUEST, NOT_FOUND, WRONG_METHOD, TOO_LARGE)
}


def register_problems(app: Flask) -> None:
    """Make every refusal and failure of `app` answer with a problem."""

    @app.errorhandler(RefusedError)
    def refused(error: RefusedError) -> Response:
        return _answer(error.problem)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        answer = _answer(problem_of(error.code or 500))
        if error.code == WRONG_METHOD.status:
            answer.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
        return answer

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        log.error("failed: %s at %s", type(error).__name__, place)
        log.debug("the whole of it", exc_info=error)
        return _answer(INTERNAL)


def problem_of(status: int) -> Problem:
    """The problem that says an HTTP status."""
    if status == INTERNAL.status:
        return INTERNAL
    return BY_STATUS.get(status) or Problem(
        "bad-request", status, "Bad request", BAD_REQUEST.detail
    )


def _answer(problem: Problem) -> Response:
    return Response(problem.as_json(), status=problem.status, content_type=CONTENT_TYPE)
