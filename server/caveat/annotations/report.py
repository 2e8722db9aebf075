"""An analysis for people: plain text for a terminal, Markdown for notes.

In: the wire object. Out: one string. Quotes and risk claims stand in the order of the article.
"""

from __future__ import annotations

import textwrap

import click

from caveat.annotations.wire import Json

WIDTH = 88
"""Columns of a terminal report: an easy line length that fits nearly every window."""

NOBODY = "speaker unclear"
ARTICLE = "the article"


def as_text(analysis: Json) -> str:
    """A report for a terminal, with ANSI styles (click removes them where nobody sees them)."""
    article = analysis["article"]
    lines = [
        click.style(analysis["source"]["title"] or "Untitled", bold=True),
        click.style(_origin(analysis), dim=True),
    ]
    lines += ["", click.style(_heading("quote", analysis["quotes"]), bold=True, fg="blue")]
    for quote in analysis["quotes"]:
        words = f"“{quote['text']}”" if quote["kind"] == "direct" else quote["text"]
        lines += ["", *_wrapped(words, "★ " if quote["key"] else "  ")]
        lines.append(click.style(f"    — {_speaker(quote)}", fg="blue"))
    lines += ["", click.style(_heading("risk claim", analysis["risks"]), bold=True, fg="red")]
    for risk in analysis["risks"]:
        lines += ["", *_wrapped(risk["text"], "  ")]
        lines.append(click.style(f"    — {_claim(risk)}", fg="red"))
    if not article["text"]:
        lines += ["", "There is no article in this file."]
    return "\n".join(lines) + "\n"


def as_markdown(analysis: Json) -> str:
    """The same as Markdown."""
    lines = [f"# {_escaped(analysis['source']['title'] or 'Untitled')}", "", _origin(analysis)]
    lines += ["", f"## {_heading('quote', analysis['quotes'])}"]
    for quote in analysis["quotes"]:
        words = f"“{quote['text']}”" if quote["kind"] == "direct" else quote["text"]
        key = " ★" if quote["key"] else ""
        lines += ["", f"> {_escaped(words)}", ">", f"> — {_escaped(_speaker(quote))}{key}"]
    lines += ["", f"## {_heading('risk claim', analysis['risks'])}", ""]
    for risk in analysis["risks"]:
        lines.append(f"- {_escaped(risk['text'])}  ")
        lines.append(f"  *{_escaped(_claim(risk))}*")
    return "\n".join(lines) + "\n"


def _origin(analysis: Json) -> str:
    source = analysis["source"]
    said = [source["site_name"], source["byline"], source["published"], source["url"]]
    words = analysis["article"]["word_count"]
    return " · ".join([*filter(None, said), f"{words} words"])


def _heading(noun: str, found: list[Json]) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"


def _speaker(quote: Json) -> str:
    speaker = quote["speaker"]
    if speaker is None or speaker["name"] is None:
        return NOBODY
    return ", ".join(filter(None, [speaker["name"], speaker["description"]]))


def _claim(risk: Json) -> str:
    denied = "denied" if risk["polarity"] == "denied" else risk["certainty"]
    holder = risk["holder"]["name"] if risk["holder"] else ARTICLE
    return f"{risk['category']}, {denied}; says {holder} (“{risk['trigger']['text']}”)"


def _wrapped(words: str, mark: str) -> list[str]:
    """The words wrapped to the width, their first line marked."""
    return textwrap.wrap(
        " ".join(words.split()), WIDTH, initial_indent=f"  {mark}", subsequent_indent="    "
    )


def _escaped(text: str) -> str:
    """`text` on one line, with what Markdown would read as markup escaped."""
    line = " ".join(text.split())
    for mark in "\\`*_[]<>#":
        line = line.replace(mark, f"\\{mark}")
    return line
