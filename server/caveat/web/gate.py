"""Who may ask: requests under our own host name, from an extension or from no web page at all.

The Host check stops DNS rebinding; the Origin check stops web pages, which always send one with a
POST. CORS answers name extension origins only.
"""

from __future__ import annotations

import re

from flask import Flask, request
from flask_cors import CORS

from caveat.web.problems import Problem, RefusedError
from caveat.web.settings import Settings

EXTENSION_ORIGIN = r"(?:chrome|moz)-extension://[A-Za-z0-9-]{1,64}"
NOT_FOR_PAGES = Problem(
    "forbidden-origin",
    403,
    "Not for web pages",
    "Only the Caveat extension may ask: press its button on the page.",
)
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


def register_gate(app: Flask, settings: Settings) -> None:
    """Refuse requests from web pages and under foreign host names, before anything is read."""
    CORS(
        app,
        origins=[re.compile(rf"^{EXTENSION_ORIGIN}$")],
        methods=["GET", "POST"],
        allow_headers=["Content-Type", "X-Caveat"],
        send_wildcard=False,
        vary_header=True,
    )
    hosts = {f"{name}:{settings.port}" for name in LOOPBACK_NAMES}

    @app.before_request
    def check() -> None:
        if request.host not in hosts:
            raise RefusedError(
                Problem("wrong-host", 421, "Wrong host", f"Use http://127.0.0.1:{settings.port}.")
            )
        origin = request.headers.get("Origin")
        if origin is not None and not re.fullmatch(EXTENSION_ORIGIN, origin):
            raise RefusedError(NOT_FOR_PAGES)
