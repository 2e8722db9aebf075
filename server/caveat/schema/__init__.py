"""The wire, described: JSON Schemas of request, answer and refusal, used by both sides, and the
OpenAPI description of the server, which holds the schemas of its smaller messages itself."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]
"""A JSON object."""

FILES = ("analysis-request", "analysis", "problem")
"""Schemas in files of their own; the others stand in openapi.json."""


def validate(instance: object, name: str) -> None:
    """Check `instance` against the schema `name`. Raises jsonschema.ValidationError."""
    _validator(name).validate(instance)


@cache
def openapi() -> Json:
    """The OpenAPI description of the server, whole."""
    described = _read("openapi")
    for name in FILES:
        text = json.dumps(_read(name)).replace("#/$defs/", f"#/components/schemas/{name}/$defs/")
        schema = json.loads(text)
        del schema["$schema"], schema["$id"]
        described["components"]["schemas"][name] = schema
    return described


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = _read(name) if name in FILES else openapi()["components"]["schemas"][name]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _read(name: str) -> Json:
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    content: Json = json.loads(text)
    return content
