"""Names in headlines that Write Every Word With a Capital, which a tagger takes for one long name.

In: the syntax of a document and its names. Out: the names, those in such headlines cut to what the
text names, too: *Ada Brook* Hammers Council Chief.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from caveat.language.en.quotes.people import Name
from caveat.language.en.syntax import Syntax

LONGEST = 30
"""Tokens of a headline; what is longer is a text in capitals."""

FEWEST = 4
"""Words of four letters or more from which it can be told whether all begin with a capital."""

CAPITALISED = 0.8
"""Share of these words that do."""

SHORT = 2
"""Words of a name that may stand in a headline alone."""


def capitalised_blocks(syntax: Syntax) -> frozenset[int]:
    """The numbers of the blocks that are such headlines."""
    words: dict[int, list[str]] = {}
    for block, word in zip(syntax.blocks, syntax.words, strict=True):
        words.setdefault(block, []).append(word)
    found = set()
    for block, all_words in words.items():
        long = [word for word in all_words if len(word) >= FEWEST and word.isalpha()]
        capitals = sum(word[0].isupper() for word in long)
        if FEWEST <= len(long) <= len(all_words) <= LONGEST and capitals >= CAPITALISED * len(long):
            found.add(block)
    return frozenset(found)


def as_in_text(syntax: Syntax, names: Sequence[Name], headlines: frozenset[int]) -> list[Name]:
    """`names`, in headlines cut to what stands in the text, too; what is long is else left out."""
    if not headlines:
        return list(names)
    others = [name for name in names if syntax.blocks[name.first] not in headlines]
    known: dict[tuple[str, ...], Name] = {(name.parts[-1],): name for name in others if name.person}
    known |= {tuple(name.parts): name for name in others}
    found = []
    for name in names:
        if syntax.blocks[name.first] not in headlines or tuple(name.parts) in known:
            found.append(name)
        elif cut := _longest(syntax, name, known):
            found.append(cut)
        elif name.last - name.first <= SHORT:
            found.append(name)
    return found


def _longest(syntax: Syntax, name: Name, known: Mapping[tuple[str, ...], Name]) -> Name | None:
    """The longest known name within a name, the first of equals."""
    for length in range(name.last - name.first - 1, 0, -1):
        for first in range(name.first, name.last - length + 1):
            last = first + length
            if alike := known.get(tuple(syntax.words[first:last])):
                return replace(alike, text=syntax.phrase(first, last), first=first, last=last)
    return None
