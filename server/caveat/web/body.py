"""The JSON body of a request, if it is one that its schema allows."""

from __future__ import annotations

from flask import request
from jsonschema import ValidationError
from werkzeug.exceptions import BadRequest

from caveat.refusals import BAD_REQUEST, Problem, RefusedError
from caveat.schema import Json, validate

SMALL_BYTES = 4096
"""Only the request for an analysis is larger."""


def small_body(schema: str) -> Json:
    """The request's body, checked against `schema`. Raises RefusedError."""
    if (request.content_length or 0) > SMALL_BYTES:
        raise RefusedError(BAD_REQUEST)
    try:
        body = request.get_json()
        validate(body, schema)
    except (BadRequest, RecursionError) as error:
        raise RefusedError(BAD_REQUEST) from error
    except ValidationError as error:
        where = "/".join(map(str, error.absolute_path)) or "the request"
        detail = f"The server does not understand {where} of its request: update the extension."
        raise RefusedError(Problem("bad-request", 400, "Bad request", detail)) from error
    return dict(body)
