"""The command line: a module for each group of commands, imported only when it is asked for.

`caveat serve` must not import what `caveat analyze` needs: the server's own process stays small,
and the language model lives in a worker's.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from caveat import __version__

COMMANDS = {
    "analyze": "analyze",
    "serve": "serve",
    "service": "service",
    "pair": "pairing",
    "paired": "pairing",
    "unpair": "pairing",
    "doctor": "doctor",
    "extension": "extension",
}
"""The module of this package that each command stands in."""


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"{__name__}.{COMMANDS[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - for the type checker
        return command


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="caveat")
def main() -> None:
    """Who said what in a news article, and where somebody says that something could go wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
