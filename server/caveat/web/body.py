"""The JSON body of a request, if it is one that its schema allows."""

from __future__ import annotations

from flask import request
from jsonschema import ValidationError
from werkzeug.exceptions import BadRequest

from caveat.refusals import BAD_REQUEST, RefusedError, not_understood
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
        raise not_understood(error) from error
    return dict(body)
