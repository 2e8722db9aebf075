"""What the server is set to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from caveat.folders import data_folder

DEFAULT_PORT = 8377
"""Where the extension looks for the server unless its options say otherwise."""

PROTOCOL = 1
"""The version of what extension and server say to one another, in the header `X-Caveat`."""

MAX_REQUEST_BYTES = 16 * 1024 * 1024
"""Larger requests are refused while they are read; the largest news pages are a tenth of it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`port`: the one the server answers on, which the Host header must name.
    `data`: the folder of the pairings."""

    port: int = DEFAULT_PORT
    max_request_bytes: int = MAX_REQUEST_BYTES
    data: Path = field(default_factory=data_folder)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"
