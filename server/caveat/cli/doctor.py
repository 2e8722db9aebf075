"""`caveat doctor`: what is wrong, and what to do."""

from __future__ import annotations

import click

from caveat.cli.options import port_option


@click.command()
@port_option
@click.pass_context
def doctor(context: click.Context, port: int) -> None:
    """Check the installation: model, extension, server, service, pairings, files."""
    from caveat.service.checks import checks

    wrong = 0
    for check in checks(port):
        click.echo(f"{'ok   ' if check.good else 'WRONG'}  {check.name:10} {check.found}")
        if not check.good:
            wrong += 1
            click.echo(f"                  → {check.advice}")
    context.exit(1 if wrong else 0)
