"""Annotated documents → what the four models of quotes learn from.

In: a PolNeAR document and its parse. Out: cases with their answers, made by the very functions
that make the cases of a page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from polnear import Attribution, Document, Span, documents, overlap
from spacy.tokens import DocBin

from caveat.article.plain import article_from_text
from caveat.domain import Block
from caveat.language.en.parse import load_model, parse
from caveat.language.en.quotes.arcs import arcs_of, case_of, states_of
from caveat.language.en.quotes.speakers import Said, Surroundings
from caveat.language.en.quotes.speech import speech_case
from caveat.language.en.quotes.stretches import Marked, marked_in, numbered, said_of
from caveat.language.en.quotes.turns import Turns, judge, neighbours
from caveat.language.en.syntax import Syntax, read_syntax
from caveat.quotes.model import Case, Model

FEWEST_WORDS = 3
MARKS_AND_STOPS = 4
"""Characters that annotators take in round the words inside marks."""

Example = tuple[Case, bool]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document as it is read, with what annotators found in it."""

    document: Document
    blocks: tuple[Block, ...]
    syntax: Syntax
    marked: tuple[Marked, ...]
    inside: tuple[int, ...]
    content: tuple[bool, ...]


def read_part(part: Path, parses: Path | None) -> Iterator[Annotated]:
    """The documents of a part of the corpus, parsed; `parses`: a file that keeps the parses."""
    found = list(documents(part))
    if parses and parses.exists():
        docs: Iterable[object] = DocBin().from_disk(parses).get_docs(load_model().vocab)
    else:
        made = [parse(d.text, article_from_text(d.text).blocks) for d in found]
        if parses:
            attributes = ["ORTH", "TAG", "HEAD", "DEP", "POS", "LEMMA", "SPACY", "SENT_START"]
            DocBin(attrs=attributes, docs=made).to_disk(parses)
        docs = made
    for document, doc in zip(found, docs, strict=True):
        blocks = article_from_text(document.text).blocks
        syntax = read_syntax(doc, blocks)  # type: ignore[arg-type]
        marked = marked_in(syntax, blocks)
        inside = numbered(marked, len(syntax))
        content = _content(syntax, document)
        yield Annotated(document, blocks, syntax, tuple(marked), tuple(inside), tuple(content))


def _content(syntax: Syntax, document: Document) -> list[bool]:
    letters = bytearray(len(document.text))
    for attribution in document.attributions:
        for start, end in attribution.content:
            letters[start:end] = b"\1" * (end - start)
    return [
        2 * sum(letters[start:end]) >= end - start
        for start, end in zip(syntax.starts, syntax.ends, strict=True)
    ]


def content_examples(annotated: Annotated) -> list[Example]:
    """Each arc with whether its token is content, in the state that its head truly is in."""
    syntax = annotated.syntax
    examples = []
    for arc in arcs_of(syntax, annotated.inside):
        states = states_of(syntax, arc.token)
        state = states[0] if len(states) == 1 else int(annotated.content[syntax.heads[arc.token]])
        if state == 0 and annotated.content[syntax.heads[arc.token]]:
            continue
        examples.append((case_of(arc, state), annotated.content[arc.token]))
    return examples


def speech_examples(
    annotated: Annotated, content: Sequence[float], speakers: Model
) -> list[Example]:
    """Each stretch with whether somebody says it; a short one only if it is a whole piece of it."""
    examples = []
    text = annotated.document.text
    said = [said_of(part) for part in annotated.marked]
    around = Surroundings(annotated.syntax, annotated.inside, content)
    judged = judge(around, said, speakers, in_order=True)
    for part, each in zip(annotated.marked, judged, strict=True):
        if part.laid:
            continue
        span = (part.stretch.start, part.stretch.end)
        attribution = attribution_of(span, annotated.document)
        words = len(text[span[0] : span[1]].split())
        says = attribution is not None
        if attribution is not None and words < FEWEST_WORDS:
            whole = max(attribution.content, key=lambda piece: overlap(span, (piece,)))
            says = span[1] - span[0] + MARKS_AND_STOPS >= whole[1] - whole[0]
        examples.append((speech_case(annotated.syntax, part, content, each.most), says))
    return examples


def attribution_of(span: Span, document: Document) -> Attribution | None:
    """The attribution whose content covers most of `span`, if it covers half."""
    best = max(document.attributions, key=lambda a: overlap(span, a.content), default=None)
    if best is None or 2 * overlap(span, best.content) < span[1] - span[0]:
        return None
    return best


def speaker_examples(annotated: Annotated, content: Sequence[float]) -> list[Example]:
    """Each mention near a quote with whether it is its source."""
    around = Surroundings(annotated.syntax, annotated.inside, content)
    marked = [said_of(part) for part in annotated.marked]
    place = {said: number for number, said in enumerate(marked)}
    examples: list[Example] = []
    for said, source in (*spoken(annotated), *reported(annotated)):
        before, after = neighbours(marked, place[said]) if said.marked else (None, None)
        near = around.mentions.near(said.first, said.last)
        mentions, right = _answers(annotated.syntax, near, source)
        examples += zip(around.cases(said, mentions, before, after), right, strict=True)
    return examples


def turn_examples(annotated: Annotated, content: Sequence[float], speakers: Model) -> list[Example]:
    """The same for quotes inside marks, given who truly spoke before; `speakers` as in `judge`."""
    around = Surroundings(annotated.syntax, annotated.inside, content)
    marked = [said_of(part) for part in annotated.marked]
    judged = {each.said: each for each in judge(around, marked, speakers, in_order=True)}
    said = spoken(annotated)
    turns = Turns(around, [judged[each] for each, _ in said])
    examples: list[Example] = []
    spoke: list[int | None] = []
    for number, (_, source) in enumerate(said):
        mentions, right = _answers(annotated.syntax, turns.mentions(number, spoke), source)
        examples += zip(turns.cases(number, mentions, spoke), right, strict=True)
        spoke.append(next((m for m, holds in zip(mentions, right, strict=True) if holds), None))
    return examples


def _answers(
    syntax: Syntax, mentions: Sequence[int], source: Sequence[Span]
) -> tuple[list[int], list[bool]]:
    """Mentions with whether they are the source's head; other words of it are left out."""
    words, heads = _tokens_of(syntax, source)
    asked = [m for m in mentions if m in heads or m not in words]
    return asked, [m in heads for m in asked]


Saying = tuple[Said, tuple[Span, ...]]
"""What is said, with the spans of its source."""


def spoken(annotated: Annotated) -> list[Saying]:
    """The stretches that somebody says, in order."""
    found = []
    text = annotated.document.text
    for part in annotated.marked:
        span = (part.stretch.start, part.stretch.end)
        attribution = attribution_of(span, annotated.document)
        if attribution is not None and len(text[span[0] : span[1]].split()) >= FEWEST_WORDS:
            found.append((said_of(part), attribution.source))
    return found


def reported(annotated: Annotated) -> list[Saying]:
    """What is said without marks, or mostly without."""
    found = []
    starts = annotated.syntax.starts
    for attribution in annotated.document.attributions:
        for start, end in attribution.content:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            within = sum(map(bool, annotated.inside[first:last]))
            if last - first >= FEWEST_WORDS and 2 * within <= last - first:
                found.append((Said(first, last, False, True), attribution.source))
    return found


def _tokens_of(syntax: Syntax, spans: Sequence[Span]) -> tuple[set[int], set[int]]:
    """The tokens of `spans`, and those whose heads are outside."""
    tokens = {
        token
        for start, end in spans
        for token in range(
            max(0, bisect_right(syntax.starts, start) - 1), bisect_left(syntax.starts, end)
        )
        if syntax.ends[token] > start
    }
    heads = {t for t in tokens if syntax.heads[t] not in tokens or syntax.heads[t] == t}
    return tokens, heads
