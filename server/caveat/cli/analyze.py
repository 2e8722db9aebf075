"""`caveat analyze`: files in, results out, without a server."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from caveat.annotations.report import as_markdown, as_text
from caveat.annotations.wire import Json, to_wire
from caveat.article.errors import NoArticleError
from caveat.domain import Sensitivity
from caveat.page.errors import UnreadablePageError
from caveat.page.html_file import decode, page_from_html
from caveat.pipeline import Analysis, analyze_page, analyze_text
from caveat.risks.sensitivity import LEVELS

FORMATS: dict[str, Callable[[Json], str]] = {
    "jsonl": lambda analysis: json.dumps(analysis, ensure_ascii=False) + "\n",
    "json": lambda analysis: json.dumps(analysis, ensure_ascii=False, indent=2) + "\n",
    "markdown": as_markdown,
    "text": as_text,
}


@click.command()
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option(
    "--sensitivity",
    type=click.Choice(LEVELS),
    default="balanced",
    show_default=True,
    help="Risk claims: few and sure ones, a balance, or all.",
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.pass_context
def analyze(
    context: click.Context, form: str, sensitivity: Sensitivity, files: tuple[str, ...]
) -> None:
    """Analyse FILES (.html, .htm, .txt; - for standard input), one result a file, in order."""
    unusable = 0
    for file in files:
        try:
            result = to_wire(_analyze(file).shown_at(sensitivity))
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
