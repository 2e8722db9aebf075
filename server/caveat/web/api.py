"""What the extension asks: whether this is Caveat, a handshake, and an analysis of a page."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from typing import Protocol

from flask import Blueprint, Response, request

from caveat import __version__
from caveat.pairing.challenges import Challenges
from caveat.pairing.proof import is_proof, message, server_proof
from caveat.pairing.store import PairingStore
from caveat.refusals import Problem, RefusedError
from caveat.schema import Json, openapi
from caveat.web.body import small_body
from caveat.web.gate import HEADER, paired
from caveat.web.lines import LINES, as_lines
from caveat.web.settings import Settings
from caveat.worker.analyst import GoneError
from caveat.worker.answer import Answer

log = logging.getLogger(__name__)

WRONG_PROOF = Problem(
    "wrong-proof",
    403,
    "Not the one that paired",
    "The extension could not prove that it has paired: pair it again.",
)
NOBODY_WAITS = 499
"""The status that is written to nobody."""


class Analyses(Protocol):
    """Who analyses: in the server the worker's `Analyst`."""

    def wake(self) -> None:
        """A request will come soon."""

    def answers(
        self, body: bytes, is_gone: Callable[[], bool], *, early: bool
    ) -> Generator[Answer]:
        """The answer to a request, with `early` maybe a part of it before.

        Raises RefusedError and GoneError.
        """


def logged(answers: Generator[Answer]) -> Generator[Answer]:
    """The same answers, each written to the log: how long it took, and what broke."""
    began = time.perf_counter()
    try:
        for answer in answers:
            what = "opening" if answer.part else "analysis"
            log.info("%s: %d in %.0f ms", what, answer.status, 1000 * (time.perf_counter() - began))
            if answer.fault:
                log.error("analysis failed: %s", answer.fault)
            yield answer
    finally:
        answers.close()


def api_of(settings: Settings, store: PairingStore, analyses: Analyses) -> Blueprint:
    """The routes under /api that a paired extension uses."""
    api = Blueprint("api", __name__, url_prefix="/api")
    challenges = Challenges()

    @api.get("/health")
    def health() -> Json:
        """Who answers on this port, and nothing else."""
        return {"name": "caveat", "version": __version__}

    @api.get("/openapi.json")
    def described() -> Json:
        """What can be asked here."""
        return openapi()

    @api.post("/handshakes")
    def shake_hands() -> Json:
        """The server's proof that it is the one that has paired, before it is sent any page."""
        pairing = paired(store)
        nonce = bytes.fromhex(small_body("handshake-request")["nonce"])
        own_nonce = challenges.give(pairing.origin, nonce)
        signed = message(settings.port, pairing.origin, nonce, own_nonce)
        analyses.wake()
        return {"nonce": own_nonce.hex(), "proof": server_proof(pairing.keys, signed).hex()}

    @api.post("/analyses")
    def create_analysis() -> Response:
        """Analyse the page of the request's snapshot; the answer is the contract's analysis.

        Who accepts lines of JSON may get the analysis of a long article's opening in a line before.
        """
        _check_proof()
        is_gone = request.environ.get("waitress.client_disconnected") or (lambda: False)
        early = LINES in request.accept_mimetypes.values()
        answers = logged(analyses.answers(request.get_data(cache=False), is_gone, early=early))
        try:
            first = next(answers)
        except GoneError:
            return Response(status=NOBODY_WAITS)
        if first.part:
            return Response(as_lines(first, answers), content_type=LINES)
        answers.close()
        return Response(first.body, status=first.status, content_type=first.content_type)

    def _check_proof() -> None:
        pairing = paired(store)
        try:
            nonce, proof = map(bytes.fromhex, request.headers.get(f"{HEADER}-Proof", "").split("."))
        except ValueError as error:
            raise RefusedError(WRONG_PROOF) from error
        challenge = challenges.take(nonce, pairing.origin)
        if challenge is None:
            raise RefusedError(WRONG_PROOF)
        signed = message(settings.port, pairing.origin, challenge.extension_nonce, nonce)
        if not is_proof(pairing.keys, signed, proof):
            raise RefusedError(WRONG_PROOF)

    return api
