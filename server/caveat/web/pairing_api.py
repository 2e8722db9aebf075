"""How an extension comes to be paired: it asks, and is told what the reader has said."""

from __future__ import annotations

from flask import Blueprint

from caveat.pairing.desk import PATIENCE_SECONDS, DeskBusyError, PairingDesk
from caveat.pairing.proof import new_token, server_keys
from caveat.pairing.store import PairingStore
from caveat.refusals import Problem, RefusedError
from caveat.schema import Json
from caveat.web.body import small_body
from caveat.web.gate import check_no_browser, check_own_user, extension_origin

DESK_BUSY = Problem(
    "pairing-busy",
    429,
    "Another pairing waits",
    "Another extension asks to be paired: answer it, or wait two minutes, then try again.",
)
DENIED = Problem("pairing-denied", 403, "Not allowed", "You did not allow this extension to pair.")
EXPIRED = Problem(
    "pairing-expired", 410, "Too late", "The pairing was not answered in time: try again."
)
NO_SUCH_CODE = Problem(
    "pairing-expired",
    404,
    "No such code",
    "No extension waits with this code: look at the code in its panel, or ask again there.",
)


def pairing_api_of(store: PairingStore, desk: PairingDesk) -> Blueprint:
    """The routes under /api that a pairing goes over."""
    api = Blueprint("pairing_api", __name__, url_prefix="/api/pairing-requests")

    @api.post("")
    def ask_to_pair() -> tuple[Json, int]:
        """Put the extension's request before the reader: the code that both sides show."""
        origin = extension_origin()
        small_body("pairing-request")
        check_own_user()
        try:
            asked = desk.ask(origin)
        except DeskBusyError as error:
            raise RefusedError(DESK_BUSY) from error
        return {"handle": asked.handle, "code": asked.code, "seconds": PATIENCE_SECONDS}, 201

    @api.post("/outcome")
    def outcome() -> Json:
        """What the reader has said; once allowed, the token, which is told once."""
        origin = extension_origin()
        state = desk.outcome(small_body("pairing-outcome-request")["handle"], origin)
        if state is None:
            raise RefusedError(EXPIRED)
        if state == "denied":
            raise RefusedError(DENIED)
        if state == "waiting":
            return {"state": "waiting", "token": None}
        token = new_token()
        store.add(origin, server_keys(token))
        return {"state": "allowed", "token": token.hex()}

    @api.post("/withdrawal")
    def withdraw() -> Json:
        """The extension asks no more: the next one need not wait."""
        origin = extension_origin()
        desk.withdraw(small_body("pairing-outcome-request")["handle"], origin)
        return {}

    @api.post("/approval")
    def approve() -> Json:
        """The reader's word from a terminal: `caveat pair CODE`."""
        check_no_browser()
        code = small_body("pairing-approval-request")["code"]
        check_own_user()
        asked = desk.allow_by_code(code)
        if asked is None:
            raise RefusedError(NO_SUCH_CODE)
        return {"origin": asked.origin}

    return api
