"""Options that several commands have."""

from __future__ import annotations

import click

from caveat.web.settings import DEFAULT_PORT

port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="The port on 127.0.0.1; the extension's options must name the same.",
)
