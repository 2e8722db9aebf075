"""`caveat serve`: the server, in this window or in the background."""

from __future__ import annotations

import click

from caveat.cli.options import port_option
from caveat.extension_folder import how_to_load
from caveat.web.settings import Settings


@click.command()
@port_option
@click.option("--background", is_flag=True, help="Log to a file, as the background service does.")
@click.option("--debug", is_flag=True, help="Log traces, too: they may hold words of a page.")
def serve(port: int, background: bool, debug: bool) -> None:
    """Run the server that the extension asks, on this machine only, until Ctrl+C."""
    from caveat.service.log import log_to_file, log_to_terminal
    from caveat.web.serve import AlreadyRunsError, PortTakenError, run_server

    if background:
        log_to_file(debug=debug)
    else:
        log_to_terminal(debug=debug)

    def ready(address: str) -> None:
        click.echo(f"Caveat is ready on {address} (Ctrl+C ends it).")
        if not background:
            click.echo(f"\n{how_to_load()}")

    try:
        run_server(Settings(port=port), ready)
    except AlreadyRunsError as error:
        click.echo(str(error))
    except PortTakenError as error:
        raise click.ClickException(str(error)) from error
