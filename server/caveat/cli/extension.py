"""`caveat extension`: where the browser extension lies."""

from __future__ import annotations

from pathlib import Path

import click

from caveat.extension_folder import extension_folder, write_packages


@click.command()
@click.option(
    "--zip",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the two store packages into this folder instead.",
)
def extension(folder: Path | None) -> None:
    """Print the folder to load as the browser extension."""
    if folder is None:
        click.echo(extension_folder())
        return
    for package in write_packages(folder):
        click.echo(package)
