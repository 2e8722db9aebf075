"""Who says a quote: of the mentions around it, the one that a trained model finds most likely.

In: tokens of a quote, the mentions near it, and the quotes before and after. Out: a case for each
mention. What counts is how mention and cue stand to the quote: linked by the parse ("said" → the
clause inside the marks), beside it, or nearer to another quote. Each quote is judged by itself;
`turns` then looks at all of them in their order. The model is learned from the sources in
PolNeAR's train part (Newell, Margolin & Ruths 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from caveat.language.en.quotes.mentions import SUBJECTS, Mentions
from caveat.language.en.quotes.reporters import Reporter, link_number, reporter_of
from caveat.language.en.syntax import Syntax
from caveat.quotes.model import Case

CLOSING = frozenset(['"', "”", "’", "'", "''", "»"])
FARTHEST = 60
FAR_STOPS = 9
NEAR_WORDS = 4
LINKED = 80
"""Tokens of a quote that are searched for a link to the outside."""


@dataclass(frozen=True, slots=True)
class Said:
    """A quote as its speaker's model sees it: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    marked: bool
    closed: bool


class Surroundings:
    """A document as speakers are looked for in it: counts of words, stops and marks outside."""

    def __init__(self, syntax: Syntax, inside: Sequence[int], content: Sequence[float]) -> None:
        """By token: the number of the stretch that it is in, or 0; how likely it is content."""
        self.syntax = syntax
        self.inside = inside
        self.content = content
        self._reporters: dict[int, Reporter] = {}
        self.mentions = Mentions(syntax, inside)
        outside = [
            (word[0].isalnum(), word in ".?!") if not within else (False, False)
            for word, within in zip(syntax.words, inside, strict=True)
        ]
        self._words = [0, *accumulate(int(word) for word, _ in outside)]
        self._stops = [0, *accumulate(int(stop) for _, stop in outside)]
        opening = [
            within > 0 and within != before
            for within, before in zip(inside, (0, *inside), strict=False)
        ]
        self._openings = [0, *accumulate(int(opens) for opens in opening)]

    def cases(
        self, said: Said, mentions: Sequence[int], before: Said | None, after: Said | None
    ) -> list[Case]:
        """A case for each of `mentions`; `before` and `after`: the quotes next to it."""
        links = self._links(said)
        outer = max((self.content[token] for token in links), default=0.0)
        shared = (outer, *self.quote(said), *self.gap(before, said), *self.gap(said, after))
        reporting = [self._reports(said, mention, links) for mention in mentions]
        reports = sum(reporting)
        sides = self._ranks(said, mentions)
        return [
            Case(
                (
                    *self._pair(said, mention, links, before, after),
                    report,
                    min(FAR_STOPS, reports - report),
                    min(FAR_STOPS, side),
                    *shared,
                ),
                (*self._reporter(mention).keys, self._pattern(said, mention)),
            )
            for mention, report, side in zip(mentions, reporting, sides, strict=True)
        ]

    def _reports(self, said: Said, mention: int, links: dict[int, str]) -> bool:
        """Whether a mention is subject of a verb that the quote hangs on, or that hangs on it."""
        if self.syntax.deps[mention] not in SUBJECTS:
            return False
        cue = self.syntax.heads[mention]
        return cue in links or said.first <= self.syntax.heads[cue] < said.last

    def _ranks(self, said: Said, mentions: Sequence[int]) -> list[int]:
        """How many mentions stand between each and the quote."""
        before = sum(mention < said.first for mention in mentions)
        return [
            before - 1 - number if number < before else number - before
            for number in range(len(mentions))
        ]

    def _links(self, said: Said) -> dict[int, str]:
        """Tokens outside that words of the quote hang on, with the relation."""
        syntax = self.syntax
        return {
            syntax.heads[token]: syntax.deps[token]
            for token in range(said.first, min(said.last, said.first + LINKED))
            if not said.first <= syntax.heads[token] < said.last
        }

    def _pair(
        self,
        said: Said,
        mention: int,
        links: dict[int, str],
        before: Said | None,
        next_: Said | None,
    ) -> tuple[float, ...]:
        """Mention, cue and quote: where they stand to each other, in text and in tree."""
        syntax = self.syntax
        reporter = self._reporter(mention)
        cue, head = reporter.cue, reporter.head
        after = mention >= said.last
        handed = next((child for child in reporter.carrying if child in links), None)
        quoted = reporter.quoted
        between = (said.last, mention) if after else (mention, said.first)
        return (
            after,
            0 if cue < said.first else 1 if cue < said.last else 2,
            min(FARTHEST, self.words(said, mention)),
            min(FARTHEST, self.words(said, cue)),
            min(FAR_STOPS, self._distance(self._stops, said, mention)),
            syntax.blocks[said.first] - syntax.blocks[mention],
            link_number(links.get(cue)),
            cue != head and said.first <= head < said.last,
            link_number(links.get(head)),
            link_number(links[handed]) if handed is not None else 0,
            syntax.sentences[mention] == syntax.sentences[said.first],
            syntax.sentences[mention] == syntax.sentences[said.last - 1],
            min(FAR_STOPS, self._openings[between[1]] - self._openings[between[0]]),
            any(not said.first <= child < said.last for child in reporter.reported),
            any(not said.first <= token < said.last for token in quoted),
            said.last <= cue < mention,
            _place(mention, said, before),
            self._words_to(mention, before),
            self._words_to(mention, next_),
            *reporter.numbers,
        )

    def _reporter(self, mention: int) -> Reporter:
        known = self._reporters.get(mention)
        if known is None:
            known = reporter_of(self.syntax, self.inside, self.content, mention)
            self._reporters[mention] = known
        return known

    def words(self, said: Said, token: int) -> int:
        """Words outside marks between a quote and a token."""
        return self._distance(self._words, said, token)

    def _words_to(self, mention: int, other: Said | None) -> int:
        """Words between a mention and another quote of its block; -1 where there is none."""
        blocks = self.syntax.blocks
        if other is None or blocks[other.first] != blocks[mention]:
            return -1
        return min(FARTHEST, self.words(other, mention))

    def _distance(self, counts: Sequence[int], said: Said, token: int) -> int:
        """What stands between a quote and a token outside it, by a running count."""
        if token >= said.last:
            return counts[token] - counts[said.last]
        return counts[said.first] - counts[token] if token < said.first else 0

    def quote(self, said: Said) -> tuple[float, ...]:
        """The quote itself: its edges, its length, what touches it."""
        syntax = self.syntax
        block = syntax.blocks[said.first]
        at = said.first - 1
        while at >= 0 and syntax.blocks[at] == block and not _is_word_or_stop(syntax.words[at]):
            at -= 1
        before = syntax.words[at] if at >= 0 and syntax.blocks[at] == block else ""
        at = said.last
        while at < len(syntax) and syntax.blocks[at] == block and syntax.words[at] in CLOSING:
            at += 1
        after = syntax.words[at] if at < len(syntax) and syntax.blocks[at] == block else ""
        last = syntax.words[said.last - 1][-1]
        return (
            0 if not before else {":": 1, ",": 2, ".": 3, "?": 3, "!": 3}.get(before, 4),
            {",": 1, ".": 2, "?": 3, "!": 3, "—": 4, "-": 4, "…": 4}.get(last, 0),
            0 if not after else {",": 1, ".": 2, "?": 2, "!": 2}.get(after, 3 + after.islower()),
            min(FARTHEST, said.last - said.first),
            said.marked,
            syntax.words[said.first][0].isupper(),
            self.mentions.count(block),
        )

    def gap(self, one: Said | None, other: Said | None) -> tuple[float, ...]:
        """Two quotes in order: blocks, words and stops between, and whether the first is open."""
        if one is None or other is None:
            return (-1, -1, -1, -1)
        blocks = self.syntax.blocks
        return (
            min(FAR_STOPS, blocks[other.first] - blocks[one.first]),
            min(FARTHEST, max(0, self._words[other.first] - self._words[one.last])),
            min(FAR_STOPS, max(0, self._stops[other.first] - self._stops[one.last])),
            not one.closed,
        )

    def _pattern(self, said: Said, mention: int) -> str:
        """The words between quote and mention, where they are few, and the one behind it.

        What a parse is most often wrong about stands here as plain words: ", Brook answers.".
        """
        syntax = self.syntax
        if said.first <= mention < said.last:
            return "within"
        if self.words(said, mention) > NEAR_WORDS:
            return "far"
        if mention >= said.last:
            between = range(said.last, syntax.left[mention])
            behind = syntax.lemmas[mention + 1] if mention + 1 < len(syntax) else ""
        else:
            between = range(mention + 1, said.first)
            behind = ""
        words = [
            syntax.lemmas[token]
            for token in between
            if not self.inside[token] and _is_word_or_stop(syntax.words[token])
        ]
        return f"{'>' if mention >= said.last else '<'} {' '.join(words)} | {behind}"


def _place(mention: int, said: Said, before: Said | None) -> int:
    """Where a mention stands: before both quotes, between them, or after."""
    if mention >= said.last:
        return 3
    return 1 if before is not None and mention < before.last else 2


def _is_word_or_stop(word: str) -> bool:
    return word[0].isalnum() or word in ":,.?!"
