"""Words of a sentence that may carry a risk claim, each with what the tree says about it.

In: the syntax of a document and one sentence of it. Out: candidates, one per trigger,
and one per harm that stands by itself. Whether a candidate is a claim
is decided by the ranker; nothing here is thrown away but idioms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.language.en.risks.lexicon import Phrases, lexicon
from caveat.language.en.risks.modality import Modality, modality_of
from caveat.language.en.risks.syntax import Syntax

REACH = 40
"""How many tokens below a trigger are searched for the harm: keeps a hostile sentence linear."""

OPENING_FRAMES = ("risk", "dangerous", "exposed", "endanger", "warn", "fear", "threat")
"""Frames whose words open a claim by themselves; the others need a harm."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a risk may be claimed.

    `trigger`: first token and the one after the last. `frame`: the trigger's frame, "harm" for a
    harm that stands by itself, "modal" for a modal verb, which may govern a harm that no lexicon
    has, "statement" for the main verb of a sentence without any of these. `harm`: the token that
    names the bad outcome, if any.
    """

    frame: str
    trigger: tuple[int, int]
    modality: Modality
    harm: int | None
    categories: frozenset[str]


def candidates(syntax: Syntax, start: int, end: int) -> Iterator[Candidate]:
    """The candidates among tokens `start` to `end` (exclusive), in text order."""
    lexicons = lexicon()
    idiomatic = _covered(syntax, start, end, lexicons.idioms)
    phrases = {
        first: (length, frame)
        for first, (length, frame) in _matches(syntax, start, end, lexicons.frame_phrases).items()
        if frame in OPENING_FRAMES
    }
    index = start
    while index < end:
        if index in phrases:
            length, frame = phrases[index]
            yield _candidate(syntax, frame, index, index + length, start, end)
            index += length
            continue
        key = (syntax.lemmas[index], syntax.parts[index])
        if (key in lexicons.telling or syntax.tags[index] == "MD") and index not in idiomatic:
            yield from _at(syntax, index, start, end)
        index += 1


def main_statement(syntax: Syntax, start: int, end: int) -> Candidate:
    """What a sentence without candidates says, where it is a claim all the same: its main verb, or
    that of what is reported ("An inch more, she said, and the wall is gone")."""
    tokens = [index for index in range(start, end) if not syntax.words[index].isspace()]
    root = next((index for index in tokens if syntax.heads[index] == index), tokens[0])
    reported = [child for child in syntax.children[root][:REACH] if syntax.deps[child] == "ccomp"]
    trigger = reported[0] if reported else root
    return Candidate(
        "statement", (trigger, trigger + 1), modality_of(syntax, trigger), None, frozenset()
    )


def _at(syntax: Syntax, index: int, start: int, end: int) -> Iterator[Candidate]:
    key = (syntax.lemmas[index], syntax.parts[index])
    opened = lexicon().frames.get(key, frozenset()).intersection(OPENING_FRAMES)
    if opened:
        frame = next(frame for frame in OPENING_FRAMES if frame in opened)
        yield _candidate(syntax, frame, index, index + 1, start, end)
    elif harm := harms_of(syntax, index):
        yield Candidate("harm", (index, index + 1), modality_of(syntax, index), index, harm)
    elif syntax.tags[index] == "MD":
        modality = modality_of(syntax, syntax.heads[index])
        yield Candidate("modal", (index, index + 1), modality, None, frozenset())


def _candidate(
    syntax: Syntax, frame: str, first: int, last: int, start: int, end: int
) -> Candidate:
    harm = _harm_below(syntax, first, start, end)
    categories = harms_of(syntax, first if harm is None else harm)
    return Candidate(frame, (first, last), modality_of(syntax, last - 1), harm, categories)


def harms_of(syntax: Syntax, index: int) -> frozenset[str]:
    """Categories of the harm that token `index` names; empty where it names none.

    A harm by itself (*outbreak*), or a good thing going down or a bad one going up: then the
    verb or noun of movement is the harm ("jobs *fall*", but not "deaths fall").
    """
    lexicons = lexicon()
    key = (syntax.lemmas[index], syntax.parts[index])
    roles = lexicons.roles.get(key, frozenset())
    moved = roles & {"down", "up"}
    if moved:
        wanted = "good" if "down" in moved else "bad"
        other = "bad" if "down" in moved else "good"
        around = _things_moved(syntax, index)
        kinds = [
            lexicons.roles.get((syntax.lemmas[i], syntax.parts[i]), frozenset()) for i in around
        ]
        if any(wanted in kind for kind in kinds):
            return lexicons.harms.get(key, frozenset(("economy",)))
        if any(other in kind for kind in kinds):
            return frozenset()
    return lexicons.harms.get(key, frozenset())


def _things_moved(syntax: Syntax, index: int) -> list[int]:
    """What a word moves: object, else subject; for a noun its complement or compound."""
    children = syntax.children[index][:REACH]
    for dep in ("dobj", "nsubj", "nsubjpass"):
        found = [child for child in children if syntax.deps[child] == dep]
        if found and syntax.parts[index] == "VERB":
            return found
    below = [child for child in children if syntax.deps[child] in ("compound", "amod")]
    for child in children:
        if syntax.deps[child] == "prep":
            below += [x for x in syntax.children[child][:REACH] if syntax.deps[x] == "pobj"]
    return below


def _harm_below(syntax: Syntax, index: int, start: int, end: int) -> int | None:
    """The nearest harm below `index`, else below its head; else what it takes away or hurts."""
    for root in (index, syntax.heads[index]):
        queue = [root]
        for node in queue:
            if node != index and start <= node < end and harms_of(syntax, node):
                return node
            queue += syntax.children[node][: REACH - len(queue)]
    moved = _things_moved(syntax, index) if harms_of(syntax, index) else []
    return moved[0] if moved and start <= moved[0] < end else None


def _covered(syntax: Syntax, start: int, end: int, phrases: Phrases) -> set[int]:
    return {
        index
        for first, (length, _) in _matches(syntax, start, end, phrases).items()
        for index in range(first, first + length)
    }


def _matches(syntax: Syntax, start: int, end: int, phrases: Phrases) -> dict[int, tuple[int, str]]:
    """Where phrases begin: first token → (length in tokens, label)."""
    found = {}
    for index in [i for i, word in enumerate(syntax.words[start:end], start) if word in phrases]:
        for words, label in phrases[syntax.words[index]]:
            if tuple(syntax.words[index : min(end, index + len(words))]) == words:
                found[index] = (len(words), label)
                break
    return found
