"""`caveat pair`, `caveat paired`, `caveat unpair`: who may ask the server."""

from __future__ import annotations

import re

import click

from caveat.cli.options import port_option
from caveat.folders import data_folder
from caveat.pairing.store import PairingStore
from caveat.web import probe


@click.command()
@click.argument("code")
@port_option
def pair(code: str, port: int) -> None:
    """Allow the extension whose panel shows CODE now."""
    digits = re.sub(r"[^0-9]", "", code)
    status, answer = probe.ask(port, "POST", "/api/pairing-requests/approval", {"code": digits})
    if status == 0:
        raise click.ClickException(
            f"Nobody answers on port {port}: start the server with `caveat serve`."
        )
    if status != 200 or answer is None:
        detail = (answer or {}).get("detail") or "Another program answers on the port."
        raise click.ClickException(str(detail))
    click.echo(f"Allowed: {answer['origin']}")


@click.command()
def paired() -> None:
    """List the extensions that may ask."""
    pairings = PairingStore(data_folder()).all()
    if not pairings:
        click.echo("None. Press Caveat's button in the browser, and it asks.")
    for pairing in pairings:
        click.echo(f"{pairing.origin}  since {pairing.since:%Y-%m-%d %H:%M} UTC")


@click.command()
@click.argument("origin")
def unpair(origin: str) -> None:
    """Let the extension ORIGIN (as `caveat paired` writes it) ask no more."""
    if not PairingStore(data_folder()).remove(origin):
        raise click.ClickException(f"{origin} is not paired: see `caveat paired`.")
    click.echo(f"Revoked: {origin}")
