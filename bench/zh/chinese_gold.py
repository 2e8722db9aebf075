"""Reads an annotated Chinese article: its text, and the quotes and risk claims marked in it.

A file has three parts: fields (`kind: …`), a blank line, the text; then `== quotes` and
`== risks`, each a line an annotation with ` | ` between its columns. Words are found from left to
right in the text; `first … last` stands for all from the first words to the last ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ARTICLES = Path(__file__).parent / "articles"
NOBODY = "-"
SAME = "="


class GoldError(ValueError):
    """A bad line in an annotated article; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quote as a reader marked it; `name` None where the text does not say whose it is.

    `mention` is the words beside the quote that stand for the speaker, None where there are none.
    """

    start: int
    end: int
    kind: str
    name: str | None
    mention: str | None


@dataclass(frozen=True, slots=True)
class GoldRisk:
    """A risk claim as a reader marked it; `holder` None for the article itself."""

    start: int
    end: int
    category: str
    polarity: str
    certainty: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """`fields`: kind of news, script, and set (tuning or held-out)."""

    name: str
    fields: dict[str, str]
    text: str
    quotes: tuple[GoldQuote, ...]
    risks: tuple[GoldRisk, ...]


def gold_articles(part: str | None = None) -> list[GoldArticle]:
    """The annotated articles, or those of one set."""
    articles = [read_gold(path) for path in sorted(ARTICLES.glob("*.txt"))]
    return [article for article in articles if part in (None, article.fields["set"])]


def read_gold(path: Path) -> GoldArticle:
    """The annotated article in `path`. Raises GoldError for a line that does not fit."""
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    body, _, marked = rest.partition("\n== quotes")
    quote_lines, _, risk_lines = marked.partition("\n== risks")
    text = body.strip("\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    quotes = [
        GoldQuote(*span, kind, _nobody(name), _nobody(name if mention == SAME else mention))
        for (kind, name, mention), span in _rows(path, text, quote_lines, 3)
    ]
    risks = [
        GoldRisk(*span, category, polarity, certainty, _nobody(holder))
        for (category, polarity, certainty, holder), span in _rows(path, text, risk_lines, 4)
    ]
    return GoldArticle(path.stem, fields, text, tuple(quotes), tuple(risks))


def _rows(
    path: Path, text: str, lines: str, columns: int
) -> Iterator[tuple[list[str], tuple[int, int]]]:
    at = 0
    for line in lines.splitlines()[1:]:
        if not line:
            continue
        cells = line.split(" | ")
        if len(cells) != columns + 1:
            raise GoldError(f"{path.name}: {columns + 1} columns wanted: {line}")
        first, _, last = cells[columns].partition(" … ")
        start = text.find(first, at)
        end = text.find(last, start + len(first)) + len(last) if last else start + len(first)
        if start < 0 or end < start + len(first):
            raise GoldError(f"{path.name}: not in the text behind the line before: {line}")
        yield cells[:columns], (start, end)
        at = end


def _nobody(name: str) -> str | None:
    return None if name == NOBODY else name
