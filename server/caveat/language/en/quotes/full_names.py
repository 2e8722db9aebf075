"""The names of a document in full: which are persons', and what a part of one stands for.

In: the syntax of a document. Out: its names, the fullest form of each, and those that are surely
persons'.
"""

from __future__ import annotations

from bisect import bisect_left

from caveat.language.en.quotes.headline_names import as_in_text, capitalised_blocks
from caveat.language.en.quotes.people import ORGANISATION_WORDS, TITLES, Name, names_in
from caveat.language.en.quotes.sources import SAYING
from caveat.language.en.syntax import Syntax

SUBJECTS = frozenset(["nsubj", "nsubjpass"])


class FullNames:
    """The names of one document, in order; `persons`: the texts of those that are surely such."""

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self.headlines = capitalised_blocks(syntax)
        self.names = as_in_text(syntax, names_in(syntax), self.headlines)
        self.persons = self._surely_persons()
        self._starts = [name.first for name in self.names]
        self._by_part: dict[str, list[Name]] = {}
        for name in self.names:
            if len(name.parts) > 1:
                for part in {name.parts[0], name.parts[-1]} - TITLES.keys():
                    known = self._by_part.setdefault(part, [])
                    if not known or not _are_alike(known[-1], name):
                        known.append(name)

    def at(self, token: int) -> Name | None:
        """The name that `token` stands in."""
        at = bisect_left(self._starts, token + 1) - 1
        return self.names[at] if at >= 0 and token < self.names[at].last else None

    def within(self, first: int, last: int) -> Name | None:
        """The first name that stands among tokens `first` to `last` (exclusive)."""
        at = bisect_left(self._starts, first)
        return self.names[at] if at < len(self.names) and self.names[at].last <= last else None

    def misread(self, token: int) -> Name | None:
        """The person of whose name `token` is a part, though it is tagged as a common noun."""
        known = self._by_part.get(self._syntax.words[token], ())
        return next((name for name in known if name.text in self.persons), None)

    def full(self, name: Name) -> str:
        """The fullest form of a name: the last one given in full before it, else the first after.

        Where two persons share a surname, only the one that the word of address fits.
        """
        if len(name.parts) > 1:
            return self._longest(name)
        syntax = self._syntax
        fuller = [
            other for other in self._by_part.get(name.parts[0], ()) if self._may_be(name, other)
        ]
        if name.first and syntax.lower[name.first - 1] == "the" and name.person is False:
            fuller = [other for other in fuller if other.parts[0] == name.parts[0]]
        if name.pronoun and name.parts[0] not in (other.parts[0] for other in fuller):
            fuller = [other for other in fuller if other.pronoun in (name.pronoun, None)]
        fuller = [other for other in fuller if other.text in self.persons] or fuller
        before = [other for other in fuller if other.first <= name.first]
        chosen = before[-1] if before else (fuller[0] if fuller else None)
        return chosen.text if chosen else name.text

    def _may_be(self, name: Name, other: Name) -> bool:
        """Whether `name`, a word of the full name `other`, may stand for it.

        A given name stands for a person only, a company for itself with what companies add:
        "Apple" is Apple Inc., but not Apple Watch.
        """
        if other.text in self.persons:
            return True
        if other.parts[0] == name.parts[0]:
            return ORGANISATION_WORDS.issuperset(other.parts[1:])
        return other.person and other.person == name.person

    def _longest(self, name: Name) -> str:
        """The same person with a middle name or initial, if the article gives one."""
        same = [
            other
            for other in self._by_part.get(name.parts[-1], ())
            if other.parts[0] == name.parts[0]
        ]
        return max((other.text for other in same), key=len, default=name.text)

    def _surely_persons(self) -> frozenset[str]:
        """The names that something proves to be persons', or whose last word alone says something
        elsewhere, where it is not the surname of such a person.
        """
        proven = {name.text for name in self.names if name.human}
        taken = {name.parts[-1] for name in self.names if name.human}
        alone = {
            name.text
            for name in self.names
            if name.person and len(name.parts) == 1 and self.says(name)
        } - taken
        full = (name for name in self.names if name.person and len(name.parts) > 1)
        return frozenset(proven | {name.text for name in full if name.parts[-1] in alone})

    def says(self, name: Name) -> bool:
        """Whether a name is the subject of a verb of saying."""
        syntax = self._syntax
        return any(
            syntax.deps[token] in SUBJECTS and syntax.lemmas[syntax.heads[token]] in SAYING
            for token in range(name.first, name.last)
        )


def _are_alike(one: Name, other: Name) -> bool:
    """Whether a name that follows another tells no more than it did: most of a page's do not."""
    return (one.text, one.person, one.pronoun) == (other.text, other.person, other.pronoun)
