"""The PolNeAR corpus as it is trained on: texts with their attributions.

In: a part of the corpus, `text/*.txt` and `attributions/*.ann` (brat standoff: Source, Cue and
Content spans joined into attributions). Out: documents, offsets in code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what; each part may be in several pieces, or missing."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its attributions."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def documents(part: Path) -> Iterator[Document]:
    """The documents of a part of the corpus that have attributions, in the order of their names."""
    for path in sorted(part.glob("text/*.txt")):
        standoff = part / "attributions" / f"{path.stem}.ann"
        if standoff.exists():
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            yield Document(path.stem, text, tuple(_attributions(standoff)))


def _attributions(standoff: Path) -> Iterator[Attribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    events = []
    for line in standoff.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            _, space, pieces = rest.partition("\t")[0].partition(" ")
            if space:  # one line of the corpus has lost its offsets
                spans[name] = tuple(_span(piece) for piece in pieces.split(";"))
        elif name.startswith("E"):
            events.append([role.split(":") for role in rest.split() if ":" in role])
    for event in events:
        yield Attribution(
            *(
                tuple(
                    span
                    for role, target in event
                    if role.rstrip("0123456789") == wanted
                    for span in spans.get(target, ())
                )
                for wanted in ("Source", "Cue", "Content")
            )
        )


def _span(piece: str) -> Span:
    start, end = piece.split()
    return int(start), int(end)


def overlap(span: Span, others: tuple[Span, ...]) -> int:
    """Characters that `span` shares with `others`."""
    return sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in others)
