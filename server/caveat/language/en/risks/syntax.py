"""A spaCy Doc as plain lists, read once: the rules look at every token several times.

In: a tagged and parsed Doc. Out: one list per attribute, indexed by token. Reading token attributes
through spaCy's objects in the rules themselves would cost more than the rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from caveat.language.en.syntax import texts_of, tree_of

NEGATIONS = frozenset(("no", "not", "n't", "n’t", "never", "neither", "nor", "without", "none"))


@dataclass(frozen=True, slots=True)
class Syntax:
    """Token attributes of a whole document; `heads` and `children` are token indices."""

    words: list[str]
    lemmas: list[str]
    parts: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]


def read_syntax(doc: Doc) -> Syntax:
    """The attributes of all tokens of `doc`; words and lemmas in lower case, PROPN as NOUN."""
    words, lemmas, parts, tags, deps = texts_of(doc, ("LOWER", "LEMMA", "POS", "TAG", "DEP"))
    heads, children = tree_of(doc)
    return Syntax(
        words=[word.replace("’", "'") if "’" in word else word for word in words],
        lemmas=[
            lemma.lower().replace("’", "'") if "’" in lemma else lemma.lower() for lemma in lemmas
        ],
        parts=["NOUN" if part == "PROPN" else part for part in parts],
        tags=tags,
        deps=deps,
        heads=heads,
        children=children,
    )
