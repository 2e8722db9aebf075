"""How well quotes are found: counted over documents, as F1.

direct: stretches of three words or more inside double marks, of which half is annotated content,
found at IoU 0.5. joint: found, and the speaker's mention overlaps the annotated source. content:
characters other than white space that are in any quote, against those in any annotated content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from polnear import Document, Span, overlap

from caveat.domain import Quote

EDGE = "“”\"„«»‘’',.:;!?—-– \t\u00a0\n"
FEWEST_WORDS = 3
SHOWN = 90
"""Characters of a miss that are printed."""


@dataclass(frozen=True, slots=True)
class Miss:
    """What is not right: a stretch inside marks, or words without marks.

    `kind`: "missed", "not speech", "no speaker", "wrong speaker"; "report missed", "no report".
    """

    kind: str
    document: str
    text: str
    wanted: tuple[str, ...]
    found: str | None


@dataclass(slots=True)
class Score:
    """Running counts; `misses` in the order of the documents."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    right: int = 0
    content: list[int] = field(default_factory=lambda: [0, 0, 0])
    misses: list[Miss] = field(default_factory=list)

    def add(self, document: Document, quotes: Sequence[Quote]) -> None:
        """Count one document."""
        text = document.text
        known = document.attributions
        wanted = []
        for span in _marked(text):
            best = max(known, key=lambda a: overlap(span, a.content), default=None)
            if best and 2 * overlap(span, best.content) >= span[1] - span[0]:
                wanted.append((span, best.source))
        got = list(_predicted(text, quotes))
        self.gold += len(wanted)
        self.predicted += len(got)
        free = dict(enumerate(got))
        for span, source in wanted:
            at = max(free, key=lambda n: _iou(span, free[n][0]), default=None)
            if at is None or _iou(span, free[at][0]) < 0.5:
                self._miss("missed", document, span, source, None)
                continue
            self.found += 1
            mention = free.pop(at)[1]
            if not source or (mention and overlap(mention, source)):
                self.right += 1
            else:
                kind = "wrong speaker" if mention else "no speaker"
                self._miss(kind, document, span, source, mention)
        for span, mention in free.values():
            self._miss("not speech", document, span, (), mention)
        self._count_content(document, quotes)

    def _miss(
        self,
        kind: str,
        document: Document,
        span: Span,
        source: Sequence[Span],
        mention: Span | None,
    ) -> None:
        text = document.text
        found = text[mention[0] : mention[1]] if mention else None
        wanted = tuple(text[start:end] for start, end in source)
        self.misses.append(Miss(kind, document.name, text[span[0] : span[1]], wanted, found))

    def _count_content(self, document: Document, quotes: Sequence[Quote]) -> None:
        text = document.text
        spans = [(quote.start, quote.end) for quote in quotes]
        contents = [(s, a.source) for a in document.attributions for s in a.content]
        want = _letters(text, [span for span, _ in contents])
        got = _letters(text, spans)
        for span, source in contents:
            if not _is_half(text, span, got):
                self._miss("report missed", document, span, source, None)
        for quote, span in zip(quotes, spans, strict=True):
            if quote.kind == "indirect" and not _is_half(text, span, want):
                where = quote.speaker.mention if quote.speaker else None
                mention = (where.start, where.end) if where else None
                self._miss("no report", document, span, (), mention)
        for number, count in enumerate((len(want & got), len(got), len(want))):
            self.content[number] += count

    def __str__(self) -> str:
        direct = _f1(self.found, self.predicted, self.gold)
        _, _, joint = _f1(self.right, self.predicted, self.gold)
        return (
            f"direct {_said(direct)} · joint F1 {joint:.3f} · content {_said(_f1(*self.content))}"
        )


def _marked(text: str) -> list[Span]:
    found = []
    for line in re.finditer(r"[^\n]+", text):
        opened = None
        for at in range(*line.span()):
            mark = text[at]
            if mark in "“„«" or (mark == '"' and opened is None):
                opened = at + 1
            elif mark in '”»"' and opened is not None:
                found.append((opened, at))
                opened = None
        if opened is not None:
            found.append((opened, line.end()))
    return [s for s in (_trimmed(text, *span) for span in found) if _is_long(text, s)]


def _predicted(text: str, quotes: Sequence[Quote]) -> Iterator[tuple[Span, Span | None]]:
    """Stretches inside marks of direct and mixed quotes, with the mention of the speaker."""
    marked = _marked(text)
    for quote in quotes:
        where = quote.speaker.mention if quote.speaker else None
        mention = (where.start, where.end) if where else None
        whole = (quote.start, quote.end)
        if quote.kind == "direct":
            parts = [_trimmed(text, *whole)]
        elif quote.kind == "mixed":
            parts = [s for s in marked if 2 * overlap(s, (whole,)) >= s[1] - s[0]]
        else:
            parts = []
        for part in parts:
            if _is_long(text, part):
                yield part, mention


def _is_long(text: str, span: Span) -> bool:
    return len(text[span[0] : span[1]].split()) >= FEWEST_WORDS


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def _is_half(text: str, span: Span, letters: set[int]) -> bool:
    """Whether at least half of a span is among `letters`."""
    own = _letters(text, [span])
    return 2 * len(own & letters) >= len(own)


def _letters(text: str, spans: Sequence[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


def _iou(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]) or 1)


def _f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return precision, recall, (2 * precision * recall / both if both else 0.0)


def _said(figures: tuple[float, float, float]) -> str:
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*figures)


def print_misses(misses: Sequence[Miss], each: int) -> None:
    """How many of each kind, and the first `each` of them with what was wanted and found."""
    for kind, count in Counter(miss.kind for miss in misses).most_common():
        print(f"\n{kind}: {count}")
        for miss in [miss for miss in misses if miss.kind == kind][:each]:
            text = " ".join(miss.text.split())
            shown = text if len(text) <= SHOWN else f"{text[: SHOWN // 2]} … {text[-SHOWN // 2 :]}"
            print(f"  {miss.document}: {shown!r}; wanted {list(miss.wanted)}, found {miss.found!r}")
