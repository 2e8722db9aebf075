"""A spaCy Doc as plain lists, read once, for rules that look at every token several times.

In: a tagged and parsed Doc with its blocks. Out: one list an attribute, indexed by token. Asking
spaCy's objects for each attribute each time would cost more than the rules themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from caveat.domain import Block

TEXTS, TREE = "caveat.texts", "caveat.tree"
"""Where a document's `user_data` keeps what was read from its tokens."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """Token attributes of a whole document.

    `heads`, `children`, `left` and `right` (first and last token of a token's subtree) are token
    numbers; `order` has all tokens, each after its head; `starts` and `ends` are code points;
    `sentences` and `blocks` number the sentence and the block that a token stands in; `first` holds
    each sentence's first token.
    """

    text: str
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    order: list[int]
    left: list[int]
    right: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    first: list[int]
    blocks: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def phrase(self, start: int, end: int) -> str:
        """The text of tokens `start` to `end` (exclusive)."""
        return self.text[self.starts[start] : self.ends[end - 1]]


def texts_of(doc: Doc, attributes: Sequence[str]) -> list[list[str]]:
    """For each of spaCy's `attributes` ("LEMMA", "TAG" …) the text that it has at each token.

    Kept with `doc`: quotes and risks ask for much the same.
    """
    known: dict[str, list[str]] = doc.user_data.setdefault(TEXTS, {})
    strings = doc.vocab.strings
    for attribute in attributes:
        if attribute not in known:
            column = doc.to_array(attribute).tolist()
            text_of = {number: strings[number] for number in set(column)}
            known[attribute] = [text_of[number] for number in column]
    return [known[attribute] for attribute in attributes]


def tree_of(doc: Doc) -> tuple[list[int], list[list[int]]]:
    """The head of each token, its own number for a root, and the children of each; kept, too."""
    tree: tuple[list[int], list[list[int]]] | None = doc.user_data.get(TREE)
    if tree is None:
        heads = (doc.to_array("HEAD").astype("int64") + range(len(doc))).tolist()
        children: list[list[int]] = [[] for _ in heads]
        for token, head in enumerate(heads):
            if head != token:
                children[head].append(token)
        tree = doc.user_data[TREE] = heads, children
    return tree


def read_syntax(doc: Doc, blocks: Sequence[Block]) -> Syntax:
    """The attributes of all tokens; lemmas in lower case. Linear in the length of the document."""
    words, lemmas, tags, deps = texts_of(doc, ("ORTH", "LEMMA", "TAG", "DEP"))
    heads, children = tree_of(doc)
    where = doc.to_array(["IDX", "LENGTH", "SENT_START"]).astype("int64").T
    starts = where[0].tolist()
    sentences = ((where[2] == 1).cumsum() - 1).tolist()
    block_starts = [block.start for block in blocks]
    order = [token for token, head in enumerate(heads) if head == token]
    for token in order:
        order += children[token]
    left, right = _edges(heads, order)
    return Syntax(
        text=doc.text,
        words=words,
        lower=[word.lower() for word in words],
        lemmas=[lemma.lower() for lemma in lemmas],
        tags=tags,
        deps=deps,
        heads=heads,
        children=children,
        order=order,
        left=left,
        right=right,
        starts=starts,
        ends=(where[0] + where[1]).tolist(),
        sentences=sentences,
        first=(where[2] == 1).nonzero()[0].tolist(),
        blocks=[bisect_right(block_starts, start) - 1 for start in starts],
    )


def _edges(heads: list[int], order: list[int]) -> tuple[list[int], list[int]]:
    """First and last token of every subtree, from the leaves up."""
    left = list(range(len(heads)))
    right = list(range(len(heads)))
    for token in reversed(order):
        head = heads[token]
        left[head] = min(left[head], left[token])
        right[head] = max(right[head], right[token])
    return left, right
