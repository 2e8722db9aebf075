"""What the server's tests share: the application under its own host name, and a small article."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
from werkzeug.test import TestResponse

from caveat.web.app import create_app
from caveat.web.settings import Settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PORT = 8377
EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"

ARTICLE = (
    "<article><h1>Dam repairs will take two years</h1>"
    "<p>The dam above Orrin Falls needs two years of repairs, the river board said on Monday, and"
    " the town below it will have to live with the noise 😀.</p>"
    "<p>“The wall could fail in a wet <em>spring</em>,” said Marta Lindqvist, the board’s chief"
    " engineer. “Nobody should sleep below it.”</p>"
    "<p>Residents, many of whom have lived along the river for decades, were told to keep a bag"
    " packed, to learn the way to the school on the hill, and to listen for the sirens.</p>"
    "</article>"
)


class ExtensionClient(FlaskClient):
    """A client that asks as the extension does, unless told otherwise."""

    def open(self, *args: Any, host: str = f"127.0.0.1:{PORT}", **kwargs: Any) -> TestResponse:
        headers = {"Origin": EXTENSION, "X-Caveat": "1", **kwargs.pop("headers", {})}
        return super().open(*args, base_url=f"http://{host}", headers=headers, **kwargs)


@pytest.fixture
def client() -> ExtensionClient:
    app = create_app(Settings(port=PORT))
    app.test_client_class = ExtensionClient
    client = app.test_client()
    assert isinstance(client, ExtensionClient)
    return client


@pytest.fixture
def snapshot() -> str:
    """A page as the extension sends it."""
    return (
        '<html lang="en"><head><title>Dam repairs</title></head>'
        f'<body><nav><a href="/">Home</a></nav>{ARTICLE}</body></html>'
    )
