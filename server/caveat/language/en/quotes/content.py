"""Which words are reported content: what somebody is said to say, think, want or know.

In: the syntax of a document and which tokens stand inside marks. Out: for each token the
probability that it is content. Content is a matter of clauses, so it changes only where a word
hangs on its head: at "said" → "fell" in "he said that prices fell" content is entered, at "fell" →
"says" in "prices fell, he says" it is left. A model judges each such arc; everything else is as
its head is. Probabilities go down the tree from its root: P(word) = P(head) P(stays) +
(1 - P(head)) P(enters). Annotated as in PolNeAR (Newell, Margolin & Ruths 2018), from whose train
part the model is learned.
"""

from __future__ import annotations

from collections.abc import Sequence

from caveat.language.en.quotes.arcs import (
    AT_ROOT,
    LEAVING,
    Facts,
    arc_of,
    case_of,
    head_key,
    marks_before_each,
    may_differ,
)
from caveat.language.en.syntax import Syntax
from caveat.quotes.model import Model

FAINTEST = 0.05
"""A word less likely to be content than this lends nothing to the words that hang on it."""

FAINTEST_ODDS = -3.5
"""Log-odds of entering content by head and relation alone, below which no model is asked: 3 %."""


def content_of(syntax: Syntax, inside: Sequence[int], model: Model) -> list[float]:
    """The probability of each token to be content; `inside` as in `arcs_of`.

    Roots are judged first, then of the other arcs those below content and those in which content
    may be entered: by far the most are neither, and cost a look-up.
    """
    content = [0.0] * len(syntax)
    roots = [token for token, head in enumerate(syntax.heads) if head == token]
    facts: Facts = {}
    before = marks_before_each(inside)
    cases = [case_of(arc_of(syntax, root, inside, before, facts), AT_ROOT) for root in roots]
    for root, probability in zip(roots, model.probabilities(cases), strict=True):
        content[root] = probability
    entering = model.rates[0]
    may_be = [probability >= FAINTEST for probability in content]
    places = []
    cases = []
    for token in syntax.order:
        head = syntax.heads[token]
        if head == token:
            continue
        below = may_be[head]
        if not may_differ(syntax, inside, token):
            may_be[token] = below
            continue
        leaves = below and syntax.deps[token] in LEAVING
        enters = inside[token] or entering[f"0 {head_key(syntax, token)}"] >= FAINTEST_ODDS
        if not leaves and not enters:
            may_be[token] = below
            continue
        may_be[token] = True
        arc = arc_of(syntax, token, inside, before, facts)
        for state in (0, 1) if enters and leaves else (1,) if leaves else (0,):
            places.append((token, state))
            cases.append(case_of(arc, state))
    judged: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for (token, state), probability in zip(places, model.probabilities(cases), strict=True):
        judged[state][token] = probability
    enter, stay = judged
    for token in syntax.order:
        head = syntax.heads[token]
        if head != token:
            above = content[head]
            content[token] = above * stay.get(token, 1.0) + (1 - above) * enter.get(token, 0.0)
    return content
