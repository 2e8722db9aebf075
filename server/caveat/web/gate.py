"""Who may ask, decided before anything is read.

In this order: our own host name (against DNS rebinding); no request that a browser marks as another
site's; no origin of a web page; on the API, for whatever is more than a question, JSON and our own
header, which no page can send without asking first. An origin proves nothing by itself, since any
program can write one: pairing asks whose program it is, and an analysis asks for a proof.
"""

from __future__ import annotations

import re

from flask import Flask, Response, request
from flask_cors import CORS

from caveat.pairing.peer import is_own_users
from caveat.pairing.store import Pairing, PairingStore
from caveat.refusals import NOT_JSON, Problem, RefusedError
from caveat.web.settings import PROTOCOL, Settings

EXTENSION_ORIGIN = r"(?:chrome|moz)-extension://[A-Za-z0-9-]{1,64}"
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
NOT_ANOTHER_SITES = (None, "none", "same-origin")
"""`Sec-Fetch-Site` of the extension (Chromium says none, Firefox same-origin) and of our own pages;
programs that are no browser send none at all."""

HEADER = "X-Caveat"
API = "/api/"

NOT_FOR_PAGES = Problem(
    "forbidden-origin",
    403,
    "Not for web pages",
    "Only the Caveat extension may ask: press its button on the page.",
)
NOT_OUR_HEADER = Problem(
    "bad-request", 400, "No Caveat header", f"Send the header {HEADER}: {PROTOCOL}."
)
OLD_EXTENSION = Problem(
    "old-extension",
    409,
    "The extension is too old",
    "This server is newer than the browser extension: update the extension.",
)
OLD_SERVER = Problem(
    "old-server",
    409,
    "The server is too old",
    "The browser extension is newer than this server: update the server, then start it again.",
)
ENCODED = Problem("not-json", 415, "Encoded", "Send the request as it is, not compressed.")
NOT_PAIRED = Problem(
    "not-paired",
    403,
    "Not paired",
    "This extension has not paired with this server: press its button and allow it.",
)
NOT_OWN_USER = Problem(
    "forbidden-origin",
    403,
    "Another user",
    "Only programs of the user who runs the server may pair: start it as yourself.",
)


def register_gate(app: Flask, settings: Settings, store: PairingStore) -> None:
    """Refuse whatever is not the extension's or the reader's own, before anything is read."""
    hosts = {f"{name}:{settings.port}" for name in LOOPBACK_NAMES}

    @app.before_request
    def check() -> None:
        if request.host not in hosts:
            raise RefusedError(Problem("wrong-host", 421, "Wrong host", f"Use {settings.address}."))
        if request.headers.get("Sec-Fetch-Site") not in NOT_ANOTHER_SITES:
            raise RefusedError(NOT_FOR_PAGES)
        if request.path.startswith(API):
            _check_api()
        else:
            _check_own_page()

    @app.after_request
    def name_the_paired_alone(response: Response) -> Response:
        # Runs after flask-cors, which knows patterns alone.
        origin = response.headers.get("Access-Control-Allow-Origin")
        if origin is not None and store.find(origin) is None:
            for header in [name for name, _ in response.headers if _is_cors(name)]:
                del response.headers[header]
        return response

    CORS(
        app,
        resources={
            rf"{API}.*": {
                "origins": [re.compile(rf"^{EXTENSION_ORIGIN}$")],
                "methods": ["POST"],
                "allow_headers": ["Content-Type", HEADER, f"{HEADER}-Proof"],
            }
        },
        send_wildcard=False,
        vary_header=True,
    )


def paired(store: PairingStore) -> Pairing:
    """The pairing of the extension that asks. Raises RefusedError where there is none."""
    pairing = store.find(extension_origin())
    if pairing is None:
        raise RefusedError(NOT_PAIRED)
    return pairing


def extension_origin() -> str:
    """The extension that asks. Raises RefusedError where it is none."""
    origin = request.headers.get("Origin", "")
    if not re.fullmatch(EXTENSION_ORIGIN, origin):
        raise RefusedError(NOT_FOR_PAGES)
    return origin


def check_own_user() -> None:
    """Raises RefusedError unless a program of our own user asks."""
    address = request.environ.get("REMOTE_ADDR", "")
    port = int(request.environ.get("REMOTE_PORT") or 0)
    if not is_own_users(address, port):
        raise RefusedError(NOT_OWN_USER)


def check_no_browser() -> None:
    """Raises RefusedError where a browser asks: it names an origin with every POST."""
    if "Origin" in request.headers:
        raise RefusedError(NOT_FOR_PAGES)


def _check_api() -> None:
    origin = request.headers.get("Origin")
    if origin is not None and not re.fullmatch(EXTENSION_ORIGIN, origin):
        raise RefusedError(NOT_FOR_PAGES)
    if request.method != "POST":
        return
    version = request.headers.get(HEADER, "")
    if not re.fullmatch(r"[0-9]{1,6}", version):
        raise RefusedError(NOT_OUR_HEADER)
    if int(version) != PROTOCOL:
        raise RefusedError(OLD_EXTENSION if int(version) < PROTOCOL else OLD_SERVER)
    if request.mimetype != "application/json":
        raise RefusedError(NOT_JSON)
    if "Content-Encoding" in request.headers:
        raise RefusedError(ENCODED)


def _check_own_page() -> None:
    origin = request.headers.get("Origin")
    own = f"http://{request.host}"
    if origin != own and (origin is not None or request.method not in ("GET", "HEAD")):
        raise RefusedError(NOT_FOR_PAGES)


def _is_cors(header: str) -> bool:
    return header.lower().startswith("access-control-")
