"""The places in a parse where reported content may begin or end, as the model of content sees them.

In: the syntax of a document and which tokens stand inside marks. Out: arcs, each a token with what
is known of it and of its head; a case for a model is an arc with the state of the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import word_numbers, word_set
from caveat.quotes.model import Case

ENTERING = word_set(
    "ROOT ccomp dobj pobj prep xcomp nsubj advcl nsubjpass conj pcomp acl oprd attr dep parataxis"
    " intj csubj acomp appos relcl"
)
"""Relations in which content is entered in at least 1.5 % of cases; others follow their head."""

LEAVING = word_set("ccomp prep advcl conj acl appos relcl dep parataxis")
"""Relations in which content is left in at least 3 % of cases."""

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj", "csubjpass", "expl"])
RELATION = {relation: number for number, relation in enumerate(sorted(ENTERING))}
TAG = word_numbers("VBD VBZ VBP VB VBN VBG NN NNS NNP NNPS JJ IN PRP MD RB CD WP DT")
INTRODUCING = word_set("that whether if how what why to as because when who which while but after")
DASHES = frozenset(["-", "--", "—", "–"])
FARTHEST = 30
LONGEST = 60
"""Distances and lengths in tokens beyond these are alike."""

AT_ROOT = 2
"""The state of the "head" of a root, beside 0 (not content) and 1 (content)."""


Facts = dict[int, tuple[float, ...]]
"""What is known of each verb, once it has been asked for."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A token that may differ from its head, and what is known of the two.

    `numbers` and `keys` are as in a case, without the state of the head.
    """

    token: int
    numbers: tuple[float, ...]
    keys: tuple[str, ...]


def states_of(syntax: Syntax, token: int) -> tuple[int, ...]:
    """The states of a token's head in which a model judges the arc between them."""
    if syntax.heads[token] == token:
        return (AT_ROOT,)
    return (0, 1) if syntax.deps[token] in LEAVING else (0,)


def case_of(arc: Arc, state: int) -> Case:
    """An arc as the model sees it; words count apart for each state."""
    return Case((state, *arc.numbers), tuple(f"{state} {key}" for key in arc.keys))


def arcs_of(syntax: Syntax, inside: Sequence[int]) -> list[Arc]:
    """The arcs to judge. `inside`: for each token the number of its stretch inside marks, or 0.

    Within one stretch there are none: what is inside marks is content as a whole or not at all.
    """
    facts: Facts = {}
    before = marks_before_each(inside)
    return [
        arc_of(syntax, token, inside, before, facts)
        for token in range(len(syntax))
        if may_differ(syntax, inside, token)
    ]


def may_differ(syntax: Syntax, inside: Sequence[int], token: int) -> bool:
    """Whether a token may be content where its head is not, or the other way round."""
    if syntax.deps[token] not in ENTERING:
        return False
    head = syntax.heads[token]
    return not inside[token] or inside[token] != inside[head] or head == token


def marks_before_each(inside: Sequence[int]) -> list[int]:
    """How many tokens inside marks stand before each token."""
    return [0, *accumulate(int(number > 0) for number in inside)]


def arc_of(
    syntax: Syntax,
    token: int,
    inside: Sequence[int],
    marks_before: Sequence[int],
    facts: Facts,
) -> Arc:
    """One arc; `facts` keeps what was learned of verbs on the way."""
    head = syntax.heads[token]
    relation = syntax.deps[token]
    left, right = syntax.left[token], syntax.right[token]
    root = head == token
    before = token < head
    sentence = syntax.sentences[token]
    begin = syntax.first[sentence]
    last = sentence + 1 == len(syntax.first)
    stop = (len(syntax) if last else syntax.first[sentence + 1]) - 1
    first = left
    while first < token and not syntax.words[first][0].isalnum():
        first += 1
    edge = right + 1 if before else left - 1
    beyond = syntax.words[edge] if not root and begin <= edge <= stop else ""
    numbers = (
        RELATION[relation],
        before,
        min(FARTHEST, abs(token - head)),
        min(LONGEST, right - left + 1),
        TAG.get(syntax.tags[token], 0),
        0 if root else TAG.get(syntax.tags[head], 0),
        *(NO_FACTS if root else _clause(syntax, head, facts)),
        *_clause(syntax, token, facts),
        _punctuation(beyond, syntax.words[right if before else left]),
        bool(inside[left]) and (left == 0 or not inside[left - 1]),
        bool(inside[head]),
        bool(inside[token]),
        (marks_before[right + 1] - marks_before[left]) / (right - left + 1),
        first == begin,
        right >= stop - 1,
        syntax.blocks[token] == 0,
        min(LONGEST, stop - begin),
        syntax.heads[head] == head,
        min(LONGEST, syntax.right[head] - syntax.left[head] + 1),
    )
    return Arc(token, numbers, _keys(syntax, token, first))


def head_key(syntax: Syntax, token: int) -> str:
    """The head's lemma with the relation that hangs on it: the key that tells most."""
    head = syntax.heads[token]
    return f"{'' if head == token else syntax.lemmas[head]} {syntax.deps[token]}"


def _keys(syntax: Syntax, token: int, first: int) -> tuple[str, ...]:
    head = syntax.heads[token]
    relation = syntax.deps[token]
    own = head_key(syntax, token)
    above = "" if head == token else syntax.deps[head]
    mark = next(
        (syntax.lower[child] for child in syntax.children[token] if syntax.deps[child] == "mark"),
        syntax.lower[first] if syntax.lower[first] in INTRODUCING else "",
    )
    following = syntax.lower[token + 1] if token + 1 < len(syntax) else ""
    subject = _subject(syntax, token)
    return (
        own,
        f"{own} {mark}",
        f"{syntax.lemmas[syntax.heads[head]]} {own}",
        f"{syntax.lemmas[token]} {relation}",
        f"{mark} {relation} {above}",
        f"{above} {relation} {syntax.tags[token]}",
        f"{following} {relation}",
        "" if subject < 0 else syntax.lemmas[subject],
    )


NO_FACTS = (0.0,) * 10


def _clause(syntax: Syntax, verb: int, facts: Facts) -> tuple[float, ...]:
    """What hangs on a verb: its subject's tag, object, negation, modality, voice, complements."""
    known = facts.get(verb)
    if known is not None:
        return known
    subject = object_ = negated = modal = to = passive = clauses = infinitive = according = 0
    for child in syntax.children[verb]:
        match syntax.deps[child]:
            case "nsubj" | "csubj" | "expl":
                subject = TAG.get(syntax.tags[child], -1)
            case "nsubjpass" | "csubjpass":
                subject = TAG.get(syntax.tags[child], -1)
                passive = 1
            case "dobj":
                object_ = 1
            case "neg":
                negated = 1
            case "aux":
                modal |= syntax.tags[child] == "MD"
                to |= syntax.tags[child] == "TO"
            case "auxpass":
                passive = 1
            case "ccomp":
                clauses += 1
            case "xcomp":
                infinitive = 1
            case "prep":
                according |= syntax.lower[child] == "according"
    known = (
        *(float(fact) for fact in (subject, object_, negated, modal, to, passive, clauses)),
        float(infinitive),
        float(according),
        float(len(syntax.children[verb])),
    )
    facts[verb] = known
    return known


def _subject(syntax: Syntax, verb: int) -> int:
    return next((c for c in syntax.children[verb] if syntax.deps[c] in SUBJECTS), -1)


def _punctuation(beyond: str, edge: str) -> int:
    """What separates a phrase from its head: a comma, a colon, a dash or nothing."""
    if "," in (beyond, edge):
        return 1
    if ":" in (beyond, edge):
        return 2
    return 3 if beyond in DASHES else 0
