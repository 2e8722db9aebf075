"""What the server is set to."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_PORT = 8377
"""Where the extension looks for the server unless its options say otherwise."""

MAX_REQUEST_BYTES = 16 * 1024 * 1024
"""Larger requests are refused while they are read; the largest news pages are a tenth of it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`port`: the one the server answers on, which the Host header must name."""

    port: int = DEFAULT_PORT
    max_request_bytes: int = MAX_REQUEST_BYTES
