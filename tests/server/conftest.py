"""What the server's tests share: the application under its own host name, and a small article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
from werkzeug.test import TestResponse

from caveat.pairing.proof import extension_proof, message, new_token, server_keys
from caveat.pairing.store import PairingStore
from caveat.web.app import create_app
from caveat.web.settings import Settings
from in_process import InProcess

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
    """A client that asks as the extension does, paired and proving it, unless told otherwise.

    A header that is given as None is not sent.
    """

    token = new_token()

    def open(self, *args: Any, host: str = f"127.0.0.1:{PORT}", **kwargs: Any) -> TestResponse:
        headers = {"Origin": EXTENSION, "X-Caveat": "1", **kwargs.pop("headers", {})}
        if args == ("/api/analyses",) and "X-Caveat-Proof" not in headers:
            headers["X-Caveat-Proof"] = self.proof()
        given = {name: value for name, value in headers.items() if value is not None}
        return super().open(*args, base_url=f"http://{host}", headers=given, **kwargs)

    def proof(self, token: bytes | None = None) -> str:
        """The header that proves, after a handshake, that the extension holds `token`."""
        nonce = new_token()
        answer = self.post("/api/handshakes", json={"nonce": nonce.hex()}).get_json()
        server_nonce = bytes.fromhex(answer["nonce"])
        signed = message(PORT, EXTENSION, nonce, server_nonce)
        return f"{answer['nonce']}.{extension_proof(token or self.token, signed).hex()}"


@pytest.fixture
def store(tmp_path: Path) -> PairingStore:
    """The pairings of the client's server."""
    return PairingStore(tmp_path)


@pytest.fixture
def client(tmp_path: Path, store: PairingStore) -> ExtensionClient:
    store.add(EXTENSION, server_keys(ExtensionClient.token))
    app = create_app(Settings(port=PORT, data=tmp_path), InProcess())
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
