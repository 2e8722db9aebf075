"""The Flask application: read it top to bottom."""

from __future__ import annotations

from flask import Flask

from caveat.web.api import api
from caveat.web.gate import register_gate
from caveat.web.problems import register_problems
from caveat.web.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to be served."""
    settings = settings or Settings()
    app = Flask("caveat", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    register_gate(app, settings)
    register_problems(app)
    app.register_blueprint(api)
    return app
