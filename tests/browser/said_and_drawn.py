"""Whether what is drawn on the page is what the server said, character by character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caveat.page.snapshot import page_from_snapshot

from .reader import Highlight
from .relay import Exchange, Json

WITHOUT_GLYPH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters that an article's text leaves out, and a page's does not."""

NOT_CARRIED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What the snapshot cannot carry and replaces by U+FFFD."""


def drawn_text(annotation: Json) -> str:
    """The page text that an annotation says to draw: its `exact` without its gaps."""
    target = annotation["target"]
    start = target["position"]["start"]
    units: bytes = target["quote"]["exact"].encode("utf-16-le")
    for gap in reversed(target.get("gaps") or []):
        units = units[: 2 * (gap["start"] - start)] + units[2 * (gap["end"] - start) :]
    return units.decode("utf-16-le")


def page_text(exchange: Exchange) -> str:
    """The page text of the extension's own snapshot."""
    asked = exchange.asked
    return page_from_snapshot(asked["page"], asked["url"], asked["title"], asked["language"]).text


def as_carried(text: str) -> str:
    """Text of the live page as the snapshot carries it."""
    return NOT_CARRIED.sub("\ufffd", text).replace("\f", " ").replace("\v", " ")


def as_read(text: str) -> str:
    """Text as a reader sees it: one space for any white space, and nothing without a glyph."""
    return " ".join(WITHOUT_GLYPH.sub("", text).split())


def letters(text: str) -> str:
    """Text without any white space: an article has a space where a page only breaks the line."""
    return as_read(text).replace(" ", "")


def assert_drawn_as_said(drawn: Sequence[Highlight], said: Sequence[Json]) -> None:
    """Every annotation of one sort is drawn, on its own words, and nothing else is.

    `drawn` and `said` are of one sort (quotes or risks), whose annotations do not overlap.
    """
    remaining = list(drawn)
    for annotation in sorted(said, key=lambda each: each["target"]["position"]["start"]):
        expected = drawn_text(annotation)
        found = ""
        while remaining and len(found) < len(expected):
            found += as_carried(remaining.pop(0).text)
        assert found == expected
        assert letters(found) == letters(annotation["text"])
    assert not remaining
