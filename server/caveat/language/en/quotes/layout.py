"""Speech that the layout tells: block quotes, posts, transcripts, interviews, signed quotes.

In: the blocks of a document. Out: their stretches, most without marks, each with who says it as
far as the layout tells that too: a name before a colon, a name behind a dash, or the one who is
interviewed. Where it does not, the speaker is looked for as for any other quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caveat.domain import Block, Span
from caveat.language.lexicon import word_set
from caveat.quotes.marks import Stretch, stretches

NO_MARK = ""
"""The mark of a stretch that has none."""

OPENING = frozenset("“”\"‘'«„")
"""Marks that a paragraph may begin with, one turned the wrong way among them."""

SIGNED = re.compile(
    r"\s{0,4}(?:―|—|–|--|-)\s{0,4}(?P<name>[A-Z@][^\n―—–]{1,60}?)(?:\s{0,4}\([^)\n]{0,40}\).{0,40})?$"
)
"""The end of a block quote: — Ada Brook (@adabrook) May 3, 2026. Every part is bounded, so that a
page of dashes or blanks takes no longer than its length."""

SIGNATURE = re.compile(
    r"\s{0,4}(?:―|—|–|--|-)\s{0,4}(?P<name>[A-Z@][\w.'’@-]{0,30}"
    r"(?: (?:[A-Z][\w.'’-]{0,30}|de|da|von|van|of|the)){0,5}?)"
    r"(?<!\w\w\w\.)\.?(?:\s?[,(][^\n]{0,60})?\s{0,4}$"
)
"""What stands behind a quote in marks that is a paragraph: ” — Ada Brook, Leeds."""

LABELLED = re.compile(
    r"[“\"]?(?P<label>[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,3})"
    r"(?: \([^)\n]{1,40}\))?:\s{1,9}(?=\S)"
)
"""The beginning of a turn in a transcript: RAMOS: …, Q: …, Ada Brook: …"""

SENTENCE_END = frozenset('.?!…—”"’')
"""How most turns of a transcript end, and lines of a list do not."""

ASKING = word_set("Q Question Interviewer INTERVIEWER QUESTION")
ANSWERING = word_set("A Answer ANSWER")
FEWEST_TURNS = 4
"""Turns with labels, by two or more, that make a transcript: a colon alone proves nothing."""

USUAL_WORDS = 4
"""Words of the middling turn, from which it is talk and no table of results."""

MIXED = (0.3, 0.95)
"""Shares of a block quote inside marks between which it is told like any other paragraph."""

FEWEST_QUESTIONS = 3
LONGEST_QUESTION = 60
"""Words of a question that is a paragraph by itself."""

FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|I’ve|I've|we|We|my|My|me|our|Our|us)\b")
YOU = re.compile(r"\byour?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Speech that is a block of its own. `label`: the words that name its speaker, if any do;
    `interviewed`: whether it is whom the article interviews."""

    stretch: Stretch
    block: Block
    label: Span | None = None
    interviewed: bool = False


def laid_out(text: str, blocks: Sequence[Block]) -> list[LaidOut]:
    """Speech told by layout, in order, not overlapping."""
    found = _transcript(text, blocks) or _interview(text, blocks) or _signed(text, blocks)
    taken = {each.block.start for each in found}
    signature: Span | None = None
    for block in reversed(blocks):
        if block.kind != "blockquote" or block.start in taken:
            signature = None
            continue
        signed = SIGNED.search(text, block.start, block.end)
        if signed:
            signature = Span(*signed.span("name"))
        found += _block_quote(text, block, signed.start() if signed else block.end, signature)
    return sorted(found, key=lambda each: each.stretch.start)


def _block_quote(text: str, block: Block, end: int, signature: Span | None) -> Iterator[LaidOut]:
    """The words of a block quote up to `end`, where a signature may begin."""
    start = block.start
    while start < end and (text[start].isspace() or text[start] in OPENING):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '”"’»'):
        end -= 1
    within = sum(part.end - part.start for part in stretches(text, start, end))
    if start < end and not MIXED[0] < within / (end - start) < MIXED[1]:
        yield LaidOut(Stretch(start, end, NO_MARK, True), block, signature)


def _signed(text: str, blocks: Sequence[Block]) -> list[LaidOut]:
    """Paragraphs in marks with a name behind a dash, at their end or as the next paragraph.

    A single paragraph of a name behind a dash may as well be that of the article's author.
    """
    within: list[LaidOut] = []
    beneath: list[LaidOut] = []
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if text[block.start] not in OPENING:
            continue
        quoted = next(iter(stretches(text, block.start, block.end)), None)
        if quoted is None or not quoted.closed or quoted.start - block.start > len(quoted.mark):
            continue
        end = quoted.end + len(quoted.mark)
        signed = SIGNATURE.match(text, end, block.end)
        found = within
        if signed is None and following and not text[end : block.end].strip("\u00a0 ."):
            signed = SIGNATURE.match(text, following.start, following.end)
            found = beneath
        if signed:
            found.append(LaidOut(quoted, block, Span(*signed.span("name"))))
    return [*within, *(beneath if len(beneath) > 1 else [])]


def _transcript(text: str, blocks: Sequence[Block]) -> list[LaidOut]:
    """Blocks that begin with the name of who speaks, and those that carry one on."""
    labels = [LABELLED.match(text, block.start, block.end) for block in blocks]
    said: dict[str, list[int]] = {}
    for block, label in zip(blocks, labels, strict=True):
        if label:
            said.setdefault(label["label"], []).append(len(text[label.end() : block.end].split()))
    turns = {label for label, lengths in said.items() if len(lengths) > 1}
    lengths = sorted(length for label in turns for length in said[label])
    if len(lengths) < FEWEST_TURNS or lengths[len(lengths) // 2] < USUAL_WORDS:
        return []
    if len(turns) < 2 and not turns & ANSWERING:
        return []
    ended = sum(
        text[block.end - 1] in SENTENCE_END
        for block, label in zip(blocks, labels, strict=True)
        if label and label["label"] in turns
    )
    if 2 * ended < len(lengths):
        return []
    found = []
    turn: re.Match[str] | None = None
    for block, label in zip(blocks, labels, strict=True):
        if label and label["label"] in turns:
            turn, start = label, label.end()
        elif turn and turn.group()[0] in OPENING and _carries_on(text, block):
            start = block.start + 1
        else:
            turn = None
            continue
        if turn["label"] not in ASKING:
            answering = turn["label"] in ANSWERING
            where = None if answering else Span(*turn.span("label"))
            found.append(LaidOut(_bare(text, start, block.end), block, where, answering))
    return found


def _carries_on(text: str, block: Block) -> bool:
    """Whether a block goes on with a turn in marks: it opens one again that nothing closes."""
    first = next(iter(stretches(text, block.start, block.end)), None)
    return text[block.start] in OPENING and first is not None and not first.closed


def _bare(text: str, start: int, end: int) -> Stretch:
    """What stands in a block from `start` on, without a mark that closes it."""
    if text[end - 1] in '”"' and not any(mark in '“"' for mark in text[start : end - 1]):
        end -= 1
    return Stretch(start, end, NO_MARK, True)


def _interview(text: str, blocks: Sequence[Block]) -> list[LaidOut]:
    """The answers: what stands between paragraphs that do nothing but ask.

    Most questions say "you", most answers "I" or "we", unlike those that an article asks itself.
    """
    asks = [
        number
        for number, block in enumerate(blocks)
        if text[block.end - 1] == "?"
        and len(text[block.start : block.end].split()) <= LONGEST_QUESTION
        and text[block.start] not in OPENING
    ]
    if len(asks) < FEWEST_QUESTIONS:
        return []
    found: list[LaidOut] = []
    answered = 0
    addressed = sum(
        YOU.search(text, blocks[ask].start, blocks[ask].end) is not None for ask in asks
    )
    for ask, following in zip(asks, [*asks[1:], len(blocks)], strict=True):
        answer = [block for block in blocks[ask + 1 : following] if block.kind != "caption"]
        if following == len(blocks):
            answer = _while_first_person(text, answer)
        answered += bool(answer) and _is_first_person(text, answer[0])
        found += [
            LaidOut(Stretch(block.start, block.end, NO_MARK, True), block, interviewed=True)
            for block in answer
        ]
    return found if 2 * min(answered, addressed) > len(asks) else []


def _while_first_person(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The last answer: behind it comes what the article says of its guest."""
    for number, block in enumerate(blocks):
        if number and not _is_first_person(text, block):
            return list(blocks[:number])
    return list(blocks)


def _is_first_person(text: str, block: Block) -> bool:
    """Whether a block says I or we outside marks."""
    start = block.start
    for part in stretches(text, block.start, block.end):
        if FIRST_PERSON.search(text, start, part.start):
            return True
        start = part.end
    return FIRST_PERSON.search(text, start, block.end) is not None
