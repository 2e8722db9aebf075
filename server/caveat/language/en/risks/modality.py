"""What the tree says about a word: may it come, is it denied, is it over.

In: a token. Out: the modality, negation, tense and condition that govern it, gathered on the way up
to its finite clause ("could begin to hurt jobs": *jobs* stands under *could*).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caveat.domain import Certainty
from caveat.language.en.risks.lexicon import lexicon
from caveat.language.en.risks.syntax import NEGATIONS, Syntax

Tense = Literal["past", "perfect", "present", "bare", "none"]

STEPS_UP = 14
"""No clause of a news sentence is deeper; the bound keeps a hostile sentence linear."""

CLAUSE_DEPS = frozenset(("ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj"))
LIGHT_CHILDREN = frozenset(("aux", "auxpass", "neg", "advmod", "det", "mark", "acomp", "preconj"))


@dataclass(frozen=True, slots=True)
class Modality:
    """How a word is put forward; `cue` is the token that makes it possible or likely."""

    certainty: Certainty
    cue: int | None
    negated: bool
    prevented: bool
    tense: Tense
    conditional: bool
    clause: int


def modality_of(syntax: Syntax, index: int) -> Modality:
    """The modality that governs token `index` within its finite clause."""
    frames = lexicon().frames
    certainty: Certainty = "stated"
    cue: int | None = None
    negated = prevented = conditional = False
    tense: Tense = "none"
    node = below = index
    for step in range(STEPS_UP):
        key = (syntax.lemmas[node], syntax.parts[node])
        found = frames.get(key, frozenset())
        if step and ("prevent" in found or _is_overcome(syntax, below, found)):
            prevented = True
        if step and cue is None and "likely" in found and syntax.parts[node] != "AUX":
            certainty, cue = "likely", node
        if step and cue is None and "possible" in found and syntax.parts[node] != "AUX":
            certainty, cue = "possible", node
        for child in syntax.children[node][:STEPS_UP]:
            if syntax.deps[child] not in LIGHT_CHILDREN:
                continue
            word, lemma = syntax.words[child], syntax.lemmas[child]
            if word in NEGATIONS and child != index:
                negated = not negated
            labels = frames.get((lemma, syntax.parts[child]), frozenset())
            if "deny" in labels and child != index and syntax.deps[child] != "det":
                negated = True
            if cue is None and "possible" in labels:
                certainty, cue = "possible", child
            elif cue is None and "likely" in labels:
                certainty, cue = "likely", child
            if syntax.deps[child] == "mark" and "condition" in labels:
                conditional = True
        if tense == "none" and syntax.parts[node] in ("VERB", "AUX"):
            tense = _tense(syntax, node)
        below, head = node, syntax.heads[node]
        if head == node or (
            syntax.deps[node] in CLAUSE_DEPS and not _raised(syntax, node) and tense != "bare"
        ):
            break
        if syntax.deps[node] == "conj" and any(
            syntax.deps[child] in ("nsubj", "nsubjpass") for child in syntax.children[node]
        ):
            break
        node = head
    return Modality(certainty, cue, negated, prevented, tense, conditional, node)


def _is_overcome(syntax: Syntax, below: int, found: frozenset[str]) -> bool:
    """Whether a verb with the frames `found` gets through the harm that hangs `below` it."""
    if "through" in found and syntax.words[below] == "through":
        return True
    return "outlast" in found and syntax.deps[below] == "dobj"


def _tense(syntax: Syntax, verb: int) -> Tense:
    tags = {syntax.tags[verb]}
    lemmas = set()
    for child in syntax.children[verb]:
        if syntax.deps[child] in ("aux", "auxpass"):
            tags.add(syntax.tags[child])
            lemmas.add(syntax.lemmas[child])
    if "MD" in tags or "TO" in tags:
        return "bare"
    if "VBD" in tags:
        return "past"
    if lemmas & {"have", "'ve"} and "VBN" in tags:
        return "perfect"
    if tags & {"VBZ", "VBP"}:
        return "present"
    return "bare"


def _raised(syntax: Syntax, node: int) -> bool:
    """Whether the clause of `node` is the complement of *likely*, *expected*, *possible* …"""
    head = syntax.heads[node]
    found = lexicon().frames.get((syntax.lemmas[head], syntax.parts[head]), frozenset())
    return bool(found & {"likely", "possible", "deny"}) and syntax.deps[node] in ("ccomp", "csubj")
