"""Whether words inside marks are quoted speech, or a title, a nickname, a term, a scare quote.

In: a stretch with its surroundings, which tokens are content, and whether anybody seems to speak.
Out: a case for the model, which has learned from all stretches in PolNeAR's train part which of
them somebody is said to utter.
"""

from __future__ import annotations

from collections.abc import Sequence

from caveat.language.en.quotes.stretches import Marked
from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import word_set
from caveat.quotes.model import Case

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
FIRST_PERSON = word_set("i we you my our your me us i'm we're")
MARKS = {"“": 0, '"': 1, "''": 2, "‘": 3, "'": 4}
REACH = 6
"""Tokens beside a stretch among which a verb of its reporting clause is looked for."""

FEWEST_LETTERS = 4
"""Letters of a word that a title capitalises whatever it is."""

MOST_WORDS = 40
"""A stretch of more words says no more about itself."""


def speech_case(syntax: Syntax, part: Marked, content: Sequence[float], speaker: float) -> Case:
    """What tells quoted speech from other words inside marks.

    `speaker`: how likely the likeliest speaker would be.
    """
    tokens = range(part.first, part.last)
    words = [i for i in tokens if syntax.words[i][0].isalnum()]
    capitals = sum(syntax.words[i][0].isupper() for i in words)
    before, before_mark = neighbour(syntax, part, part.first - 1, -1)
    after, _ = neighbour(syntax, part, part.last, 1)
    top = next((i for i in tokens if not part.first <= syntax.heads[i] < part.last), part.first)
    head = syntax.heads[top]
    block = part.block
    numbers = (
        min(MOST_WORDS, len(words)),
        MARKS.get(part.stretch.mark, 5),
        part.stretch.closed,
        capitals / max(1, len(words)),
        syntax.words[part.first][0].isupper(),
        _ending(syntax.words[part.last - 1]),
        _beside(before),
        _beside(after),
        before_mark,
        sum(syntax.tags[i] in FINITE for i in words),
        sum(syntax.lower[i] in FIRST_PERSON for i in words),
        max(content[i] for i in tokens),
        min(content[i] for i in tokens),
        content[part.first - 1] if before else -1.0,
        content[part.last] if after and part.last < len(content) else -1.0,
        content[head],
        (part.stretch.end - part.stretch.start) / (block.end - block.start),
        syntax.blocks[part.first] == 0,
        speaker,
        is_title(syntax, words),
    )
    keys = (
        before,
        f"{word_at(syntax, part, part.first - before_mark - 2)} {before}",
        f"{syntax.lemmas[head]} {syntax.deps[top]}",
        syntax.tags[top] + " " + syntax.deps[top],
        syntax.lemmas[top],
        _verb(syntax, part, range(part.last, part.last + REACH)),
        _verb(syntax, part, range(part.first - 1, part.first - 1 - REACH, -1)),
    )
    return Case(numbers, keys)


def is_title(syntax: Syntax, words: Sequence[int]) -> bool:
    """Whether words are capitalised as titles are: two or more, all but articles and the like."""
    weighty = [i for i in words if len(syntax.words[i]) >= FEWEST_LETTERS]
    return (
        len(words) > 1 and len(weighty) > 0 and all(syntax.words[i][0].isupper() for i in weighty)
    )


def word_at(syntax: Syntax, part: Marked, at: int) -> str:
    """The word at `at`, if it stands in the block of the stretch."""
    return syntax.lower[at] if at >= 0 and syntax.blocks[at] == syntax.blocks[part.first] else ""


def _verb(syntax: Syntax, part: Marked, tokens: range) -> str:
    """The lemma of the nearest verb among `tokens`, in the block of the stretch."""
    for at in tokens:
        if not 0 <= at < len(syntax) or syntax.blocks[at] != syntax.blocks[part.first]:
            break
        if syntax.tags[at].startswith("VB"):
            return syntax.lemmas[at]
    return ""


def neighbour(syntax: Syntax, part: Marked, at: int, step: int) -> tuple[str, int]:
    """The first word or stop beside a stretch, in its block, and how many marks are passed."""
    passed = 0
    while 0 <= at < len(syntax) and part.block.start <= syntax.starts[at] < part.block.end:
        word = syntax.lower[at]
        if word[0].isalnum() or word[0] in ".,:;?!—-([":
            return word, passed
        passed += 1
        at += step
    return "", passed


def _ending(word: str) -> int:
    return 1 if word[-1] == "," else 2 if word[-1] in ".?!…" else 3 if word[-1] in ":;—-" else 0


def _beside(word: str) -> int:
    """Nothing, a word, a comma, a colon, the end of a sentence, or another mark."""
    if not word:
        return 0
    if word[0].isalnum():
        return 1
    return {",": 2, ":": 3, ".": 4, "?": 4, "!": 4}.get(word, 5)
