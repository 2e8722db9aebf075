"""How extension and server prove to one another that they have paired, and tell nothing else.

The way is that of SCRAM (RFC 5802), without salt and iterations, which protect weak passwords: the
token is 256 random bits. What the server stores lets it check a proof, and prove itself, but not
make the extension's proof; neither token nor key ever crosses the wire after pairing. Both proofs
are bound to both nonces, the extension's origin and the port that the server listens on, so that a
program on another port that passes everything on proves nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from caveat.web.settings import PROTOCOL

TOKEN_BYTES = 32
NONCE_BYTES = 32


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """What the server keeps of a token: `stored` checks the extension, `server` proves itself."""

    stored: bytes
    server: bytes


def new_token() -> bytes:
    """A token, or a nonce."""
    return secrets.token_bytes(TOKEN_BYTES)


def server_keys(token: bytes) -> ServerKeys:
    """What the server keeps of `token`."""
    return ServerKeys(
        stored=hashlib.sha256(_client_key(token)).digest(),
        server=_mac(token, b"caveat server key"),
    )


def message(port: int, origin: str, extension_nonce: bytes, server_nonce: bytes) -> bytes:
    """What both sides sign."""
    lines = ("caveat", str(PROTOCOL), str(port), origin, extension_nonce.hex(), server_nonce.hex())
    return "\n".join(lines).encode()


def server_proof(keys: ServerKeys, signed: bytes) -> bytes:
    """The server's word that it knows the pairing."""
    return _mac(keys.server, signed)


def is_proof(keys: ServerKeys, signed: bytes, proof: bytes) -> bool:
    """Whether `proof` is that of the extension that holds the token."""
    client_key = _xor(proof, _mac(keys.stored, signed))
    return hmac.compare_digest(hashlib.sha256(client_key).digest(), keys.stored)


def extension_proof(token: bytes, signed: bytes) -> bytes:
    """The extension's word that it holds the token; for the tests, since the extension is not
    written in Python."""
    client_key = _client_key(token)
    stored = hashlib.sha256(client_key).digest()
    return _xor(client_key, _mac(stored, signed))


def _client_key(token: bytes) -> bytes:
    return _mac(token, b"caveat extension key")


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=False))
