"""What a mention is by itself, whatever it may say: its cue, what else hangs on that, its kind.

In: the syntax of a document and a mention's head token. Out: the part of a case that is the same
for every quote, so that it is made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.language.en.quotes.mentions import cue_of
from caveat.language.en.quotes.sources import plausibility
from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import word_numbers, word_set

TAG = word_numbers("NN NNS NNP NNPS PRP WP DT CD WDT JJ")
VERB_TAG = word_numbers("VBD VBZ VBP VB VBN VBG NN NNS NNP IN JJ MD")
ROLE = word_numbers(
    "nsubj nsubjpass pobj dobj ROOT appos poss attr npadvmod conj dep ccomp dative agent relcl oprd"
)
LINK = word_numbers(
    "ccomp dobj pobj xcomp nsubj advcl parataxis prep acl attr oprd dep appos intj conj ROOT"
)
OTHER_LINK = 20
PRONOUN = word_numbers("he she they it i we you who that this which him her them his")
CARRYING = word_set("xcomp conj advcl acl dobj prep ccomp")
"""Relations by which a cue hands its content on: *issued* a statement *saying* "…"."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """`cue`: the word that would report what the mention says; `head`: what the cue hangs on.

    Of the tokens that hang on the cue: `reported` clauses outside marks, words `quoted` (and the
    head, if it is), and those `carrying` content on. `numbers` and `keys` are as in a case.
    """

    cue: int
    head: int
    reported: tuple[int, ...]
    quoted: tuple[int, ...]
    carrying: tuple[int, ...]
    numbers: tuple[float, ...]
    keys: tuple[str, ...]


def reporter_of(
    syntax: Syntax, inside: Sequence[int], content: Sequence[float], mention: int
) -> Reporter:
    """The facts of one mention."""
    cue = cue_of(syntax, mention)
    head = syntax.heads[cue]
    relations = [(child, syntax.deps[child]) for child in syntax.children[cue]]
    present = {relation for _, relation in relations}
    numbers = (
        TAG.get(syntax.tags[mention], 0),
        ROLE.get(syntax.deps[mention], 0),
        PRONOUN.get(syntax.lower[mention], 0),
        VERB_TAG.get(syntax.tags[cue], 0),
        ROLE.get(syntax.deps[cue], 0),
        link_number(syntax.deps[cue]),
        "dobj" in present,
        "neg" in present,
        "aux" in present or "auxpass" in present,
        mention > cue,
        syntax.right[mention] - syntax.left[mention],
        syntax.words[mention][0].isupper(),
        content[mention],
        content[cue],
        plausibility(syntax, mention, cue),
    )
    role = syntax.deps[mention]
    name = syntax.tags[mention] in ("NNP", "NNPS")
    following = syntax.lower[cue + 1] if cue + 1 < len(syntax) else ""
    quoted = [child for child, _ in relations if inside[child]]
    return Reporter(
        cue,
        head,
        tuple(child for child, relation in relations if relation == "ccomp" and not inside[child]),
        tuple([*quoted, head] if inside[head] else quoted),
        tuple(child for child, relation in relations if relation in CARRYING),
        numbers,
        (
            syntax.lemmas[cue],
            f"{syntax.lemmas[cue]} {role}",
            "a name" if name else syntax.lemmas[mention],
            f"{following} {syntax.tags[cue]}",
        ),
    )


def link_number(relation: str | None) -> int:
    """A relation between quote and cue as a model sees it; 0 for none."""
    return 0 if relation is None else LINK.get(relation, OTHER_LINK)
