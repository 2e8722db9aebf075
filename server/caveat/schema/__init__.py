"""The wire, described: JSON Schemas of request, answer and refusal, used by both sides."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator


def validate(instance: object, name: str) -> None:
    """Check `instance` against the schema `name`. Raises jsonschema.ValidationError."""
    _validator(name).validate(instance)


@cache
def _validator(name: str) -> Draft202012Validator:
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
