"""The labelled sentences: by reference to articles that are not ours, and with text where they are.

In: the label files of this folder and the folders that hold the articles. Out: documents, each a
parsed text and the labels of its sentences by their start.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from caveat.article.plain import article_from_text
from caveat.domain import Block
from caveat.language.en.parse import parse

FOLDER = Path(__file__).parent
SENTENCES_A_GROUP = 4
"""Single sentences of our own that are held out together; neighbours are often minimal pairs."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the reader said: `claim` True, False, or None where careful readers differ."""

    claim: bool | None
    category: str | None = None
    polarity: str | None = None
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with the labels of its sentences, by start (code points).

    In a news article those without a label are no claims.

    `kind`: "read" (a news article), "article" (one of our own), or "sentence" (one sentence of our
    own).
    `group`: documents of one group are never split between training and test.
    """

    name: str
    group: str
    kind: str
    doc: Doc
    labels: dict[int, Label]


def parse_label(text: str) -> Label:
    """A label as the files write it: "none", "optional", or "category polarity certainty …"."""
    if text in ("none", "optional"):
        return Label(False if text == "none" else None)
    category, polarity, certainty, *optional = text.split()
    return Label(None if optional else True, category, polarity, certainty)


def references(articles: Path, bodies: Path) -> Iterator[Labelled]:
    """The documents of labels.tsv: `articles` holds NAME.txt, `bodies` the others, in JSON."""
    texts = {
        name: entry["articleBody"] for name, entry in json.loads(bodies.read_text("utf-8")).items()
    }
    labels: dict[str, dict[int, Label]] = {}
    for name, *claim in _rows(FOLDER / "labels.tsv"):
        found = labels.setdefault(name, {})
        if claim:
            found[int(claim[0])] = parse_label(claim[1])
    for name, found in labels.items():
        text = texts.get(name) or (articles / f"{name}.txt").read_bytes().decode("utf-8")
        doc = parse(text, article_from_text(text).blocks)
        yield Labelled(name, name, "read", doc, found)


def own() -> Iterator[Labelled]:
    """Our own sentences, one document each, and our own short articles."""
    for number, (label, text) in enumerate(_rows(FOLDER / "own.tsv")):
        doc = parse(text, (Block(0, len(text), "paragraph"),))
        group = f"sentences {number // SENTENCES_A_GROUP}"
        yield Labelled(f"sentence {number}", group, "sentence", doc, {0: parse_label(label)})
    for number, rows in enumerate(_articles(FOLDER / "own_articles.tsv")):
        text, labels, blocks = "", {}, []
        for label, sentence in rows:
            labels[len(text)] = parse_label(label)
            blocks.append(Block(len(text), len(text) + len(sentence), "paragraph"))
            text += sentence + "\n"
        doc = parse(text, tuple(blocks))
        yield Labelled(f"article {number}", f"article {number}", "article", doc, labels)


def _rows(file: Path) -> Iterator[list[str]]:
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _articles(file: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*file.read_text("utf-8").splitlines(), "#"]:
        if not line.startswith("#"):
            rows.append(line.split("\t"))
        elif rows:
            yield rows
            rows = []
