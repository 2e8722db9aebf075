"""The two things that the extension asks: an analysis of a page, and whether this is Caveat."""

from __future__ import annotations

import threading

from flask import Blueprint, Response, json, request
from jsonschema import ValidationError

from caveat import __version__
from caveat.annotations.wire import Json, to_wire
from caveat.language.reading import LANGUAGES
from caveat.page.snapshot import page_from_snapshot
from caveat.pipeline import analyze_page
from caveat.schema import validate
from caveat.web.problems import Problem, RefusedError

api = Blueprint("api", __name__, url_prefix="/api")

NOT_JSON = Problem(
    "not-json", 415, "Not JSON", "Send the request as application/json: update the extension."
)
UNKNOWN_LANGUAGE = Problem(
    "unknown-language",
    422,
    "Unknown language",
    f"Caveat does not read this article's language yet, only {', '.join(LANGUAGES)}.",
)

one_at_a_time = threading.Lock()
"""spaCy's shared vocabulary grows while it reads, which is not made for two threads at once."""


@api.get("/health")
def health() -> Json:
    """Who answers on this port, and nothing else."""
    return {"name": "caveat", "version": __version__}


@api.post("/analyses")
def create_analysis() -> Response:
    """Analyse the page of the request's snapshot; the answer is the contract's analysis."""
    asked = _request_body()
    page = page_from_snapshot(asked["page"], asked["url"], asked["title"], asked["language"])
    with one_at_a_time:
        analysis = analyze_page(page)
    if not analysis.languages:
        raise RefusedError(UNKNOWN_LANGUAGE)
    # Flask's jsonify would sort the keys and escape every character that is not ASCII.
    body = json.dumps(to_wire(analysis, page), ensure_ascii=False, sort_keys=False)
    return Response(body, content_type="application/json")


def _request_body() -> Json:
    if request.mimetype != "application/json":
        raise RefusedError(NOT_JSON)
    asked = request.get_json()
    try:
        validate(asked, "analysis-request")
    except ValidationError as error:
        where = "/".join(map(str, error.absolute_path)) or "the request"
        detail = f"The server does not understand {where} of its request: update the extension."
        raise RefusedError(Problem("bad-request", 400, "Bad request", detail)) from error
    return dict(asked)
