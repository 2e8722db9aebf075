"""The server's own page, for the reader alone: allow or deny a pairing, see and revoke pairings.

Plain HTML without a script. A form is taken only from this very page: its origin, a secret in the
form, a browser that does not call it another site's, a program of the server's own user.
"""

from __future__ import annotations

import hmac
import json
import secrets
from importlib import resources
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from caveat.pairing.desk import PairingDesk
from caveat.pairing.store import PairingStore
from caveat.web.gate import check_own_user

WORDS: dict[str, dict[str, str]] = json.loads(
    resources.files(__package__).joinpath("words.json").read_text(encoding="utf-8")
)
"""The words of the page, by language."""


def pairing_pages_of(store: PairingStore, desk: PairingDesk) -> Blueprint:
    """The pages under /pairing."""
    pages = Blueprint("pairing", __name__, url_prefix="/pairing", template_folder="templates")
    revoke_secret = secrets.token_urlsafe(32)
    pages.before_request(check_own_user)

    @pages.get("")
    def show() -> str:
        return _page(request.args.get("said", ""))

    @pages.get("/look.css")
    def look() -> Response:
        css = resources.files(__package__).joinpath("look.css").read_text(encoding="utf-8")
        return Response(css, content_type="text/css; charset=utf-8")

    @pages.post("/answer")
    def answer() -> AnyResponse:
        allow = request.form.get("answer") == "allow"
        asked = desk.answer(request.form.get("secret", ""), allow=allow)
        if asked is None:
            return redirect("/pairing?said=gone", 303)
        return redirect(f"/pairing?said={asked.state}", 303)

    @pages.post("/revoke")
    def revoke() -> AnyResponse:
        given = request.form.get("secret", "")
        if not hmac.compare_digest(given.encode(), revoke_secret.encode()):
            return redirect("/pairing?said=gone", 303)
        store.remove(request.form.get("origin", ""))
        return redirect("/pairing?said=revoked", 303)

    def _page(said: str) -> str:
        language = request.accept_languages.best_match(list(WORDS)) or "en"
        words: dict[str, Any] = WORDS[language]
        return render_template(
            "pairing.html",
            language=language,
            words=words,
            said=words.get(f"said_{said}") if said in SAID else None,
            waiting=desk.waiting(),
            pairings=store.all(),
            secret=revoke_secret,
        )

    return pages


SAID = ("allowed", "denied", "gone", "revoked")
"""What the page says after a form has been sent."""
