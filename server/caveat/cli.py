"""The command line: `caveat serve`, `caveat analyze`, `caveat extension`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from caveat import __version__
from caveat.annotations.report import as_markdown, as_text
from caveat.annotations.wire import Json, to_wire
from caveat.article.errors import NoArticleError
from caveat.extension_folder import extension_folder, how_to_load, write_packages
from caveat.page.errors import UnreadablePageError
from caveat.page.html_file import decode, page_from_html
from caveat.pipeline import Analysis, analyze_page, analyze_text
from caveat.web.settings import DEFAULT_PORT

FORMATS: dict[str, Callable[[Json], str]] = {
    "jsonl": lambda analysis: json.dumps(analysis, ensure_ascii=False) + "\n",
    "json": lambda analysis: json.dumps(analysis, ensure_ascii=False, indent=2) + "\n",
    "markdown": as_markdown,
    "text": as_text,
}


@click.group()
@click.version_option(__version__, prog_name="caveat")
def main() -> None:
    """Who said what in a news article, and where somebody says that something could go wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.pass_context
def analyze(context: click.Context, form: str, files: tuple[str, ...]) -> None:
    """Analyse FILES (.html, .htm, .txt; - for standard input), one result a file, in order."""
    unusable = 0
    for file in files:
        try:
            result = to_wire(_analyze(file))
        except (UnreadablePageError, NoArticleError) as error:
            click.echo(f"caveat: {file}: {error}", err=True)
            result = {**to_wire(analyze_text("")), "problem": str(error)}
            unusable += 1
        click.echo(FORMATS[form](result), nl=False)
    if unusable:
        context.exit(1)


def _analyze(file: str) -> Analysis:
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    suffix = Path(file).suffix.lower()
    is_page = suffix in (".html", ".htm") or (suffix != ".txt" and content.lstrip()[:1] == b"<")
    return (
        analyze_page(page_from_html(content), anyway=True)
        if is_page
        else analyze_text(decode(content))
    )


@main.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="The port on 127.0.0.1; the extension's options must name the same.",
)
def serve(port: int) -> None:
    """Run the server that the extension asks, on this machine only, until Ctrl+C."""
    from caveat.web.serve import PortTakenError, run_server

    def ready(address: str) -> None:
        click.echo(f"Caveat is ready on {address} (Ctrl+C ends it).\n\n{how_to_load()}")

    try:
        run_server(port, ready)
    except PortTakenError as error:
        raise click.ClickException(str(error)) from error


@main.command()
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
