"""Who speaks in turn: the quotes inside marks once more, now in their order.

In: what each mention is worth to each quote by itself (`speakers`). Out: one mention a quote, or
none. A quote without a clause of its own is said by whom the quote before, or the one behind in
the same paragraph, belongs to; two may speak by turns. A second model, learned on what the first
one says of documents that it has not seen, weighs these against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.language.en.quotes.reporters import PRONOUN, TAG
from caveat.language.en.quotes.speakers import Said, Surroundings
from caveat.quotes.model import Case, Model

FARTHEST = 60
MOST_BLOCKS = 9
ABSENT = -1.0
"""In place of a probability, where a mention was not considered for a quote."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A quote with the mentions near it and what the first model gives each."""

    said: Said
    odds: dict[int, float]

    @property
    def most(self) -> float:
        """What the likeliest mention has."""
        return max(self.odds.values(), default=0.0)

    @property
    def best(self) -> int | None:
        """The likeliest mention."""
        return max(self.odds, key=self.odds.__getitem__, default=None)


def judge(
    around: Surroundings, sayings: Sequence[Said], model: Model, *, in_order: bool
) -> list[Judged]:
    """Each of `sayings` by itself; all at once, for that is how a forest is fast.

    `in_order`: they are all stretches of a document, so that each has the next ones as neighbours.
    """
    near = []
    cases: list[Case] = []
    for number, said in enumerate(sayings):
        mentions = around.mentions.near(said.first, said.last)
        before, after = neighbours(sayings, number) if in_order else (None, None)
        near.append(mentions)
        cases += around.cases(said, mentions, before, after)
    likely = iter(model.probabilities(cases))
    return [
        Judged(said, {mention: next(likely) for mention in mentions})
        for said, mentions in zip(sayings, near, strict=True)
    ]


def neighbours(sayings: Sequence[Said], number: int) -> tuple[Said | None, Said | None]:
    """The one before and the one after one of `sayings`."""
    before = sayings[number - 1] if number else None
    return before, sayings[number + 1] if number + 1 < len(sayings) else None


class Turns:
    """The quotes inside marks of one document, in order."""

    def __init__(self, around: Surroundings, judged: Sequence[Judged]) -> None:
        self._around = around
        self._judged = judged

    def speakers(self, model: Model) -> list[tuple[int | None, float]]:
        """The likeliest mention of each quote, with its probability."""
        found: list[tuple[int | None, float]] = []
        spoke: list[int | None] = []
        for number in range(len(self._judged)):
            mentions = self.mentions(number, spoke)
            likely = model.probabilities(self.cases(number, mentions, spoke))
            best = max(range(len(mentions)), key=likely.__getitem__, default=None)
            found.append((None, 0.0) if best is None else (mentions[best], likely[best]))
            spoke.append(found[-1][0])
        return found

    def mentions(self, number: int, spoke: Sequence[int | None]) -> list[int]:
        """The mentions near a quote, and who `spoke` the two quotes before."""
        said = self._judged[number].said
        found = set(self._judged[number].odds)
        found.update(m for m in spoke[-2:] if m is not None and not said.first <= m < said.last)
        return sorted(found)

    def cases(
        self, number: int, mentions: Sequence[int], spoke: Sequence[int | None]
    ) -> list[Case]:
        """A case for each of `mentions`; `spoke`: the speakers of the quotes before."""
        here = self._judged[number]
        before = self._judged[number - 1] if number else None
        after = self._judged[number + 1] if number + 1 < len(self._judged) else None
        ranked = sorted(here.odds.values(), reverse=True)
        shared = (
            *self._around.quote(here.said),
            *self._around.gap(before.said if before else None, here.said),
            *self._around.gap(here.said, after.said if after else None),
            before.most if before else ABSENT,
            after.most if after else ABSENT,
            ranked[0] if ranked else 0.0,
            ranked[1] if len(ranked) > 1 else 0.0,
            self._asks(before),
        )
        return [
            Case((*self._pair(here, before, after, mention, ranked, spoke), *shared), ())
            for mention in mentions
        ]

    def _pair(
        self,
        here: Judged,
        before: Judged | None,
        after: Judged | None,
        mention: int,
        ranked: Sequence[float],
        spoke: Sequence[int | None],
    ) -> tuple[float, ...]:
        syntax = self._around.syntax
        blocks = syntax.blocks
        own = here.odds.get(mention, ABSENT)
        last = spoke[-1] if spoke else None
        return (
            own,
            ranked.index(own) if own in ranked else len(ranked),
            before.odds.get(mention, ABSENT) if before else ABSENT,
            after.odds.get(mention, ABSENT) if after else ABSENT,
            before is not None and before.best == mention,
            after is not None and after.best == mention,
            last == mention,
            len(spoke) > 1 and spoke[-2] == mention,
            last is not None and syntax.words[last] == syntax.words[mention],
            blocks[here.said.first] - blocks[last] if last is not None else ABSENT,
            mention >= here.said.last,
            min(FARTHEST, self._around.words(here.said, mention)),
            max(-MOST_BLOCKS, min(MOST_BLOCKS, blocks[here.said.first] - blocks[mention])),
            TAG.get(syntax.tags[mention], 0),
            PRONOUN.get(syntax.lower[mention], 0),
            self._around.content[mention],
        )

    def _asks(self, before: Judged | None) -> bool:
        return before is not None and self._around.syntax.words[before.said.last - 1] == "?"
