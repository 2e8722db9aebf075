"""Whom an article names: full names, and what it says they are.

In: the syntax of a document. Out: its names, as runs of proper nouns without words of address,
with the description that stands beside one ("Meta CEO", "a doctor") and the pronoun it goes with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caveat.language.en.quotes.sources import TIMES, is_person_noun
from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import load_labels, load_words, word_set

PACKAGE = "caveat.language.en.quotes"
TITLES = load_labels(PACKAGE, "titles.tsv", ["he", "she", "-"])
GIVEN_NAMES = load_labels(PACKAGE, "given_names.tsv", ["he", "she", "-"])
THING_WORDS = load_words(PACKAGE, "thing_words.txt")
ORGANISATION_WORDS = load_words(PACKAGE, "organisation_words.txt")

PROPER = frozenset(["NNP", "NNPS"])
PARTICLES = word_set("de da del della der van von bin ibn al el la le di du dos den ter")
CROWNED = word_set("Prince Princess King Queen Pope Emperor Empress Lord Lady Sir Dame Sister")
"""Words of address that belong to a name of one word: Pope Francis."""

SUFFIXES = frozenset(["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"])
MOST_WORDS_DESCRIBED = 14
"""A description longer than this is a story of its own: it is cut at its first clause."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place: tokens `first` to `last` (exclusive) without words of address.

    `pronoun`: "he" or "she" where the name tells; `person`: it may be one; `human`: something
    proves that it is; `description`: what stands beside it.
    """

    text: str
    first: int
    last: int
    pronoun: str | None
    person: bool
    human: bool
    description: str | None

    @property
    def parts(self) -> list[str]:
        """Its words, a generational suffix left out."""
        words = self.text.split()
        return words[:-1] if len(words) > 2 and words[-1] in SUFFIXES else words


def names_in(syntax: Syntax) -> list[Name]:
    """Every name of the document, in order."""
    found: list[Name] = []
    token = 0
    while token < len(syntax):
        word = syntax.words[token]
        if syntax.tags[token] in PROPER and word[0].isalnum() and not word.islower():
            last = _end_of_run(syntax, token)
            name = _name(syntax, token, last)
            if name is not None:
                found.append(name)
            token = last
        else:
            token += 1
    return [_without_lead(name, known) for known in [_known(found)] for name in found]


def _known(names: Sequence[Name]) -> set[str]:
    return {name.text for name in names if name.human}


def _without_lead(name: Name, known: set[str]) -> Name:
    """A name without what is no part of it, if it stands alone elsewhere: Ukraine *Kurt Volker*."""
    words = name.text.split()
    tail = " ".join(words[-2:])
    if len(words) < 3 or tail not in known or name.last - name.first != len(words):
        return name
    pronoun = GIVEN_NAMES.get(words[-2], "-")
    return replace(
        name,
        text=tail,
        first=name.last - 2,
        person=True,
        human=True,
        pronoun=None if pronoun == "-" else pronoun,
    )


def _end_of_run(syntax: Syntax, first: int) -> int:
    last = first + 1
    while last < len(syntax) and syntax.blocks[last] == syntax.blocks[first]:
        word = syntax.words[last]
        if syntax.tags[last] in PROPER and word[0].isalnum() and not word.islower():
            last += 1
        elif (
            word in PARTICLES
            and last + 1 < len(syntax)
            and syntax.tags[last + 1] in PROPER
            and syntax.blocks[last + 1] == syntax.blocks[first]
        ) or (word == "-" and _joins(syntax, last)):
            last += 2
        else:
            break
    return last


def _joins(syntax: Syntax, hyphen: int) -> bool:
    """Whether a hyphen joins two words of a name of three or more: Sui-Lee Wee, Erin Nealy-Cox."""
    if hyphen + 1 >= len(syntax) or syntax.starts[hyphen] > syntax.ends[hyphen - 1]:
        return False
    if syntax.tags[hyphen + 1] not in PROPER or syntax.starts[hyphen + 1] > syntax.ends[hyphen]:
        return False
    return any(
        0 <= at < len(syntax) and syntax.tags[at] in PROPER and syntax.words[at] not in TITLES
        for at in (hyphen - 2, hyphen + 2)
    )


def _name(syntax: Syntax, first: int, last: int) -> Name | None:
    """The name in a run of proper nouns: what follows its last word of address."""
    pronoun = None
    begin = first
    for token in range(first, last):
        if syntax.words[token] in TITLES and token + 1 < last:
            begin = token + 1
            told = TITLES[syntax.words[token]]
            pronoun = told if told != "-" else pronoun
    addressed = begin > first
    if not addressed and last - first > 2 and syntax.tags[first - 1] == "IN":
        begin += syntax.words[first] not in GIVEN_NAMES and syntax.words[first + 1] in GIVEN_NAMES
    if addressed and begin + 1 == last and syntax.words[begin - 1] in CROWNED:
        begin -= 1
    head = syntax.words[begin]
    given = GIVEN_NAMES.get(head)
    if len(syntax.words[begin:last]) > 1 and given != "-":
        pronoun = pronoun or given
    before = syntax.lower[first - 1] if first else ""
    words = syntax.words[begin:last]
    person = (
        not ORGANISATION_WORDS.intersection(words)
        and words[-1] not in TITLES
        and syntax.lower[last - 1] not in TIMES
        and (addressed or before not in ("the", "a", "an"))
        and (addressed or given is not None or syntax.tags[last - 1] != "NNPS")
    )
    text = syntax.phrase(begin, last)
    if "\n" in text:
        return None
    described = _description(syntax, first, begin, last) if person else None
    kind = _kind(described) if described else ""
    if kind in THING_WORDS:
        person, described = False, None
    human = person and (addressed or given is not None or is_person_noun(kind))
    return Name(text, begin, last, pronoun, person, human, described)


def _description(syntax: Syntax, first: int, begin: int, last: int) -> str | None:
    """The apposition of a name, else the words of address before it."""
    head = next((t for t in range(last - 1, begin - 1, -1) if syntax.right[t] >= t), begin)
    for child in syntax.children[head]:
        if syntax.deps[child] == "appos" and child > head and _is_role(syntax, child):
            return _cut(syntax, syntax.left[child], syntax.right[child] + 1)
    above = syntax.heads[head]
    if syntax.deps[head] == "appos" and above < head and _is_role(syntax, above):
        return _cut(syntax, syntax.left[above], above + 1)
    start = max(min(syntax.left[head], first), first - MOST_WORDS_DESCRIBED)
    while start < begin and not syntax.words[start][0].isalnum():
        start += 1
    for token in range(begin - 1, start - 1, -1):
        if syntax.words[token] in (",", ";", ":") or syntax.tags[token] in ("IN", "POS", "PRP$"):
            start = token + 1
            break
    title = syntax.phrase(start, begin).strip() if start < begin else ""
    described = title and any(
        syntax.tags[token] == "NN" or (syntax.words[token] not in ADDRESS)
        for token in range(start, begin)
        if syntax.tags[token] not in ("DT", "CC")
    )
    return title if described and "\n" not in title else None


ADDRESS = word_set("Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Sir Dame Lord Lady Mister Madam")
"""Words of address that tell nothing about the person."""


def _kind(description: str) -> str:
    """The noun of a description: the last word before what only adds to it."""
    words: list[str] = []
    for word in description.lower().split():
        if words and word in ("of", "in", "for", "from", "at", "on", "with", "that", "based"):
            break
        words.append(word.strip(",;"))
    return words[-1]


def _is_role(syntax: Syntax, token: int) -> bool:
    return syntax.tags[token] in ("NN", "NNS") or (
        syntax.tags[token] in PROPER and syntax.words[token] in TITLES
    )


def _cut(syntax: Syntax, first: int, last: int) -> str | None:
    """The words of a description up to its first comma or relative clause, once it is long."""
    while first < last and not syntax.words[first][0].isalnum():
        first += 1
    for token in range(first, last):
        if token - first >= MOST_WORDS_DESCRIBED or (
            token > first and (syntax.words[token] in ',;:(—–“"' or syntax.lower[token] == "who")
        ):
            last = token
            break
    return " ".join(syntax.phrase(first, last).split()) if first < last else None
