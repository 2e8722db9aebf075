"""The sample article, for a reader's first try: a page like any other, made up for Caveat."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response

sample = Blueprint("sample", __name__)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""The page brings its style along, and loads and runs nothing."""


@sample.get("/sample")
def article() -> Response:
    """The article as HTML; the extension opens it, and marks it as it would any other."""
    page = files("caveat.web").joinpath("sample-article.html").read_bytes()
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY
    return response
