"""`caveat service`: the server in the background, from login on."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

import click

from caveat.cli.options import port_option
from caveat.extension_folder import how_to_load
from caveat.folders import log_file
from caveat.service.manager import (
    Manager,
    ServiceError,
    manager,
    server_command,
    server_environment,
)
from caveat.web import probe

START_SECONDS = 60.0


@click.group()
def service() -> None:
    """The server in the background: started at login, and again should it fail."""


@service.command()
@port_option
def install(port: int) -> None:
    """Start the server now and at every login."""
    background = _manager()
    try:
        background.install(server_command(port), server_environment())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Installed: {background.definition}")
    _wait_for_answer(port)
    click.echo(how_to_load())


@service.command()
def uninstall() -> None:
    """End the server, and start it no more."""
    _do(lambda background: background.uninstall())
    click.echo("The server does not run in the background any more. Pairings are kept.")


@service.command()
@port_option
def start(port: int) -> None:
    """Start the installed server."""
    _do(lambda background: background.start())
    _wait_for_answer(port)


@service.command()
def stop() -> None:
    """End the server until the next login."""
    _do(lambda background: background.stop())
    click.echo("Ended.")


@service.command()
@port_option
@click.pass_context
def status(context: click.Context, port: int) -> None:
    """What the system says of the service, and whether the server answers."""
    try:
        click.echo(f"Service: {_manager().status()}")
    except (ServiceError, click.ClickException) as error:
        click.echo(f"Service: {error}")
    health = probe.health(port)
    if health is None:
        click.echo(f"Server: does not answer on port {port}. See `caveat doctor`.")
        context.exit(1)
    click.echo(f"Server: {health.get('name')} {health.get('version')} answers on port {port}.")


@service.command()
@click.option("--lines", default=40, show_default=True, help="How many of the last lines.")
def logs(lines: int) -> None:
    """The end of the background server's log. No line holds a page's words or address."""
    file = log_file()
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            last = deque(stream, maxlen=lines)
    except FileNotFoundError:
        raise click.ClickException(
            f"There is no log yet at {file}: `caveat service install`."
        ) from None
    click.echo(f"{file}:\n{''.join(last)}", nl=False)


def _manager() -> Manager:
    try:
        return manager()
    except ServiceError as error:
        raise click.ClickException(str(error)) from error


def _do(what: Callable[[Manager], None]) -> None:
    try:
        what(_manager())
    except ServiceError as error:
        raise click.ClickException(str(error)) from error


def _wait_for_answer(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not probe.is_caveat(port):
        if time.monotonic() > deadline:
            raise click.ClickException(
                "The server was started but does not answer: `caveat service logs`."
            )
        time.sleep(0.1)
    click.echo(f"Caveat answers on http://127.0.0.1:{port}")
