"""The Flask application: read it top to bottom."""

from __future__ import annotations

from flask import Flask, Response

from caveat.pairing.desk import PairingDesk
from caveat.pairing.store import PairingStore
from caveat.web.api import Analyses, api_of
from caveat.web.gate import register_gate
from caveat.web.pairing_api import pairing_api_of
from caveat.web.pairing_pages import pairing_pages_of
from caveat.web.problems import register_problems
from caveat.web.sample import sample
from caveat.web.settings import Settings

PROTECTION = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""On every answer: no script, no frame, no guessing of types, nothing kept."""


def create_app(settings: Settings, analyses: Analyses) -> Flask:
    """The application, ready to be served."""
    app = Flask("caveat", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    store = PairingStore(settings.data)
    desk = PairingDesk()
    register_gate(app, settings, store)
    register_problems(app)
    app.register_blueprint(api_of(settings, store, analyses))
    app.register_blueprint(pairing_api_of(store, desk))
    app.register_blueprint(pairing_pages_of(store, desk))
    app.register_blueprint(sample)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in PROTECTION.items():
            response.headers.setdefault(name, value)
        return response

    return app
