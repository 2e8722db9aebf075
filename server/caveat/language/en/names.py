"""Names: from the words beside a quote to the fullest name in the article.

A name is a run of proper nouns; a surname stands for the person whose full name the article gives,
a pronoun for the person named last before it, "the Meta CEO" for the person named last if it is
the only one so far. Where that is not plain the mention stands for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from caveat.language.lexicon import load_words

HONORIFICS = load_words("caveat.language.en", "honorifics.txt")
PRONOUNS = frozenset(["he", "she"])
GENITIVES = frozenset(["'s", "’s"])


@dataclass(frozen=True, slots=True)
class Named:
    """A full name and the token at which the article gives it."""

    name: str
    at: int


class Names:
    """The persons that one article names in full."""

    def __init__(self, doc: Doc) -> None:
        self._full = [named for named in _runs_of_proper_nouns(doc) if " " in named.name]

    def fullest(self, mention: Span) -> str | None:
        """The fullest name of `mention`; None for a pronoun that nobody has been named for."""
        if len(mention) == 1 and mention.text.lower() in PRONOUNS:
            return self._last_subject_before(mention)
        if mention[0].lower_ == "the" and _is_role(mention):
            described = {named.name for named in self._full if named.at < mention.start}
            return described.pop() if len(described) == 1 else mention.text
        proper = _name_in(mention)
        if proper:
            return self._with_surname(proper, mention.start) or proper
        return mention.text

    def _with_surname(self, name: str, at: int) -> str | None:
        """The full name that ends with `name`: the last one given before, else the first after."""
        matching = [n for n in self._full if n.name == name or n.name.endswith(f" {name}")]
        before = [n.name for n in matching if n.at <= at]
        return before[-1] if before else (matching[0].name if matching else None)

    def _last_subject_before(self, pronoun: Span) -> str | None:
        for token in reversed(pronoun.doc[: pronoun.start]):
            if token.pos_ == "PROPN" and token.dep_ in ("nsubj", "nsubjpass"):
                name = _name_in(pronoun.doc[token.left_edge.i : token.i + 1])
                full = name and self._with_surname(name, pronoun.start)
                if full:
                    return full
        return None


ROLE_ENDINGS = ("er", "or", "ist", "ent", "man", "woman", "CEO", "chief", "ary", "ian")


def _is_role(mention: Span) -> bool:
    return mention.root.tag_ in ("NN", "NNP") and mention.root.text.endswith(ROLE_ENDINGS)


def _runs_of_proper_nouns(doc: Doc) -> list[Named]:
    found: list[Named] = []
    run: list[Token] = []
    for token in doc:
        if token.pos_ == "PROPN" and not token.is_space:
            run.append(token)
            continue
        if run:
            name = _text(run)
            if name:
                found.append(Named(name, run[0].i))
        run = []
    return found


def _name_in(mention: Span) -> str | None:
    """The last run of proper nouns in a mention, up to its root, honorifics left out."""
    run: list[Token] = []
    for token in mention:
        if token.pos_ == "PROPN":
            run.append(token)
        elif run and token.text in GENITIVES:
            run = []
        elif run:
            break
    return _text(run) or None


def _text(run: list[Token]) -> str:
    while run and run[0].text.rstrip(".") in HONORIFICS:
        run = run[1:]
    return run[0].doc[run[0].i : run[-1].i + 1].text if run else ""
