"""A sentence as the ranker sees it: which frames stand in it and how, its words, its neighbours.

In: the syntax of a document, a sentence of it, its candidates. Out: names of features that hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from caveat.language.en.risks.candidates import Candidate
from caveat.language.en.risks.lexicon import lexicon
from caveat.language.en.risks.syntax import Syntax
from caveat.language.en.risks.word_kinds import word_kinds

CONTENT = frozenset(("NOUN", "VERB", "ADJ", "ADV", "AUX", "SCONJ"))
PLAIN = CONTENT | frozenset(("ADP", "PART", "PRON", "DET"))
NAMES = frozenset(("NNP", "NNPS"))
PERSONS = frozenset(("i", "you", "we", "he", "she", "they"))


def features_of(syntax: Syntax, start: int, end: int, found: Sequence[Candidate]) -> Iterator[str]:
    """Feature names of the sentence of tokens `start` to `end` (exclusive); some come twice."""
    for candidate in found:
        yield from candidate_features(syntax, candidate)
    yield from _open_harms(found)
    yield from _word_features(syntax, start, end)
    yield from _pair_features(syntax, start, end)
    yield from _tie_features(syntax, found)
    yield from _shape_features(syntax, start, end)


def candidate_features(syntax: Syntax, candidate: Candidate) -> Iterator[str]:
    """What one candidate adds: its frame, and how the tree puts it forward."""
    frame = candidate.frame
    last = candidate.trigger[1] - 1
    modality = candidate.modality
    yield f"frame {frame}"
    yield f"frame {frame} word {syntax.lemmas[last]}"
    yield f"frame {frame} tense {modality.tense}"
    yield f"frame {frame} dep {syntax.deps[last]}"
    if modality.cue is not None:
        cue = syntax.lemmas[modality.cue]
        yield f"frame {frame} {modality.certainty}"
        yield f"frame {frame} cue {cue}"
        yield f"cue {cue} {syntax.lemmas[last]}"
    else:
        yield f"frame {frame} plain"
        yield f"frame {frame} plain {modality.tense}"
    for name, holds in (
        ("negated", modality.negated),
        ("prevented", modality.prevented),
        ("conditional", modality.conditional),
        ("harm", frame != "harm" and candidate.harm is not None),
    ):
        if holds:
            yield f"frame {frame} {name}"
            if modality.cue is not None:
                yield f"frame {frame} {name} {modality.certainty}"
    if candidate.harm is not None:
        yield f"harm {syntax.lemmas[candidate.harm]}"
        for category in candidate.categories:
            yield f"frame {frame} harm {category}"


def _open_harms(found: Sequence[Candidate]) -> Iterator[str]:
    """How many harms and dangers are still open: possible, coming, standing; and how many over."""
    counts = {"open": 0, "standing": 0, "over": 0, "averted": 0}
    for candidate in found:
        modality = candidate.modality
        if candidate.frame == "modal":
            continue
        if modality.prevented or modality.negated:
            counts["averted"] += 1
        elif modality.cue is not None or modality.conditional:
            counts["open"] += 1
        elif modality.tense in ("past", "perfect"):
            counts["over"] += 1
        else:
            counts["standing"] += 1
    for name, count in counts.items():
        if count:
            yield f"harms {name} {min(count, 3)}"
    if counts["over"] and not counts["open"] and not counts["standing"]:
        yield "harms all over"


def _word_features(syntax: Syntax, start: int, end: int) -> Iterator[str]:
    frames, kinds = lexicon().frames, word_kinds()
    for index in range(start, end):
        lemma, part = syntax.lemmas[index], syntax.parts[index]
        if part in CONTENT and syntax.tags[index] not in NAMES:
            yield f"word {lemma}"
            if lemma in kinds:
                yield f"kind {kinds[lemma]}"
            for frame in frames.get((lemma, part), ()):
                yield f"has {frame}"
        if syntax.tags[index] == "MD":
            verb = syntax.lemmas[syntax.heads[index]]
            yield f"modal {verb}"
            yield f"modal kind {kinds.get(verb)}"


def _pair_features(syntax: Syntax, start: int, end: int) -> Iterator[str]:
    """Words that stand together, names and marks left out: "raise concern", "at stake"."""
    within = slice(start, end)
    columns = (syntax.lemmas[within], syntax.parts[within], syntax.tags[within])
    plain = [
        lemma if part in PLAIN and tag not in NAMES else ""
        for lemma, part, tag in zip(*columns, strict=True)
    ]
    for first, second in pairwise(plain):
        if first and second:
            yield f"pair {first} {second}"


def _tie_features(syntax: Syntax, found: Sequence[Candidate]) -> Iterator[str]:
    """What each trigger hangs on and what hangs on it, by kind of word."""
    kinds = word_kinds()
    for candidate in found:
        last, frame = candidate.trigger[1] - 1, candidate.frame
        if frame == "modal":
            continue
        head = syntax.heads[last]
        if head != last and syntax.parts[head] in CONTENT:
            yield f"tie {frame} under {syntax.lemmas[head]}"
            yield f"tie {frame} under kind {kinds.get(syntax.lemmas[head])}"
        for child in syntax.children[last][:8]:
            dep = syntax.deps[child]
            if dep in ("prep", "mark"):
                yield f"tie {frame} {syntax.lemmas[child]}"
            elif dep in ("nsubj", "nsubjpass", "dobj", "amod", "compound", "ccomp", "xcomp"):
                yield f"tie {frame} {dep}"
                name = syntax.tags[child] in NAMES
                kind = "name" if name else kinds.get(syntax.lemmas[child])
                yield f"tie {frame} {dep} kind {kind}"


def _shape_features(syntax: Syntax, start: int, end: int) -> Iterator[str]:
    words = syntax.words[start:end]
    yield f"length {min(5, (end - start) // 8)}"
    if "?" in words:
        yield "question"
    for root in range(start, end):
        if syntax.heads[root] == root:
            yield f"root {syntax.lemmas[root]}"
            yield f"root tag {syntax.tags[root]}"
    for word in PERSONS.intersection(words):
        yield f"person {word}"
    if any(word in ("“", '"', "”") for word in words):
        yield "quoted"
