"""Who may be speaking: the noun phrases beside a quote, each with the word that would report it.

In: the syntax of a document. Out: mentions as head tokens; from a mention its cue and the words
that stand for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import word_set

NOMINAL = word_set("NN NNS NNP NNPS PRP PRP$ WP WDT DT CD JJ")
ONLY_AS_SUBJECT = frozenset(["DT", "CD", "JJ"])
"""*Some* said, *two* said, the *poor* said; elsewhere such words name nobody."""

NO_MENTION = word_set("compound amod nummod det nmod punct advmod predet quantmod case")
SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
OF_A_VERB = SUBJECTS | {"dobj", "dative", "poss", "attr", "ROOT"}

DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:, [^\n—–()]{2,30})?(?: \([A-Z][\w ]{1,20}\) ?[—–-]| ?[—–]) "
)
"""Where a report was written, and by which agency: LEEDS, England (Reuters) - …"""

NEAREST = 16
"""Mentions that are looked at in the block of a quote: bounds hostile text, not news."""

EARLIER = 3
"""Subjects that are looked at in each of the two blocks before."""


class Mentions:
    """The mentions of a document outside marks, by block."""

    def __init__(self, syntax: Syntax, inside: Sequence[int]) -> None:
        self._syntax = syntax
        self._in_block: dict[int, list[int]] = {}
        places = set(datelines(syntax))
        for token, tag in enumerate(syntax.tags):
            if tag not in NOMINAL or inside[token] or not syntax.words[token][0].isalnum():
                continue
            if token in places:
                continue
            if syntax.deps[token] in NO_MENTION and not _is_verb_misread(syntax, inside, token):
                continue
            if tag == "PRP$" and not _owns_words(syntax, inside, token):
                continue
            if tag in ONLY_AS_SUBJECT and syntax.deps[token] not in SUBJECTS:
                continue
            self._in_block.setdefault(syntax.blocks[token], []).append(token)

    def near(self, first: int, last: int) -> list[int]:
        """Mentions that may say tokens `first` to `last`, in order."""
        block = self._syntax.blocks[first]
        here = [m for m in self._in_block.get(block, ()) if not first <= m < last]
        if len(here) > NEAREST:
            here = sorted(here, key=lambda m: min(abs(m - first), abs(m - last)))[:NEAREST]
        found = set(here)
        for before in (block - 1, block - 2):
            found.update(self._subjects(before)[-EARLIER:])
        found.update(self._subjects(block + 1)[:1])
        return sorted(found)

    def _subjects(self, block: int) -> list[int]:
        return [m for m in self._in_block.get(block, ()) if self._syntax.deps[m] in SUBJECTS]

    def count(self, block: int) -> int:
        """How many mentions a block has."""
        return len(self._in_block.get(block, ()))


def datelines(syntax: Syntax) -> Iterator[int]:
    """The tokens of datelines: they are places, and nobody speaks there by that."""
    end = 0
    for token, start in enumerate(syntax.starts):
        if token == 0 or syntax.blocks[token] != syntax.blocks[token - 1]:
            found = DATELINE.match(syntax.text, start)
            end = found.end() if found else 0
        if start < end:
            yield token


def _owns_words(syntax: Syntax, inside: Sequence[int], token: int) -> bool:
    """Whether "his" or "their" stands before a noun of saying: *her* remark that …"""
    return any(
        inside[child] or syntax.deps[child] in ("acl", "ccomp")
        for child in syntax.children[syntax.heads[token]]
    )


def _is_verb_misread(syntax: Syntax, inside: Sequence[int], token: int) -> bool:
    """Whether a name right behind a quote is parsed as part of a noun: “…,” Brook *notes*."""
    head = syntax.heads[token]
    if syntax.tags[token] not in ("NNP", "NNPS") or head != token + 1 or syntax.tags[head] != "NNS":
        return False
    before, behind = syntax.left[token] - 1, head + 1
    if behind < len(syntax) and syntax.words[behind][0].isalnum():
        return False
    return before > 0 and (inside[before] > 0 or inside[before - 1] > 0)


def cue_of(syntax: Syntax, mention: int) -> int:
    """The word that would report what `mention` says: its verb, or "according" before it."""
    head = syntax.heads[mention]
    if syntax.deps[mention] == "pobj":
        above = syntax.heads[head]
        reporting = syntax.lower[above] == "according" or syntax.deps[head] in ("agent", "prep")
        return above if reporting else head
    return head


def words_of(syntax: Syntax, mention: int, inside: Sequence[int]) -> tuple[int, int]:
    """First token and the one after the last of a mention, without what only describes it.

    Appositions, relative clauses and what stands before a comma are left out; "the ministry's
    spokesman for health" keeps what follows at once with a preposition.
    """
    first, last = syntax.left[mention], mention + 1
    for child in syntax.children[mention]:
        if child == last and syntax.deps[child] == "prep" and syntax.right[child] - child < 8:
            last = syntax.right[child] + 1
    for token in range(mention - 1, first - 1, -1):
        if inside[token] or _breaks(syntax, token):
            first = token + 1
            break
    for token in range(mention + 1, last):
        if inside[token] or _breaks(syntax, token):
            last = token
            break
    return first, last


def _breaks(syntax: Syntax, token: int) -> bool:
    """Whether a mention ends at a token; a hyphen within a word is none: Beijing-based analysts."""
    word = syntax.words[token]
    if word == "-" and 0 < token < len(syntax) - 1:
        before, after = syntax.ends[token - 1], syntax.starts[token + 1]
        return before < syntax.starts[token] or syntax.ends[token] < after
    return word in BREAKS or "\n" in word


BREAKS = frozenset(',;:"“”„«»()[]—–-') | {"''", "--"}
