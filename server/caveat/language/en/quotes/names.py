"""Names of speakers: from the words beside a quote to the fullest name in the article.

A surname or a given name stands for the person whom the article names in full; a pronoun for the
person last spoken of who may go with it; "the Meta CEO" for the one person whom the article calls
so. Where that is not plain the mention stands for itself, for a wrong name is worse than none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from caveat.domain import Span, Speaker
from caveat.language.en.quotes.people import PROPER, TITLES, Name, names_in
from caveat.language.en.syntax import Syntax

SINGULAR_PERSONS = frozenset(["he", "she"])
RELATIVE = frozenset(["who", "which", "that", "whom"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
BLOCKS_BACK = 3
"""How many blocks a pronoun reaches back: farther away somebody else has been spoken of."""


@dataclass(frozen=True, slots=True)
class _Person:
    """A person at one place: the token there, the full name, whether as a subject."""

    token: int
    name: str
    subject: bool


class Names:
    """The names of one document; `inside` numbers what stands inside marks."""

    def __init__(self, syntax: Syntax, inside: Sequence[int]) -> None:
        self._syntax = syntax
        self._inside = inside
        self._names = names_in(syntax)
        self._starts = [name.first for name in self._names]
        self._by_part: dict[str, list[Name]] = {}
        self._descriptions: dict[str, str] = {}
        self._pronouns: dict[str, str] = {}
        for name in self._names:
            if len(name.parts) > 1:
                self._by_part.setdefault(name.parts[-1], []).append(name)
                self._by_part.setdefault(name.parts[0], []).append(name)
        for name in self._names:
            full = self._full(name)
            if name.description:
                self._descriptions.setdefault(full, name.description)
            if name.pronoun:
                self._pronouns.setdefault(full, name.pronoun)

    def speaker(self, mention: int, words: tuple[int, int]) -> Speaker:
        """The speaker whose mention is headed by token `mention` and spans `words`."""
        name = self._name_of(mention, words)
        where = Span(self._syntax.starts[words[0]], self._syntax.ends[words[1] - 1])
        return Speaker(name, self._descriptions.get(name), where)

    def labelled(self, where: Span) -> Speaker:
        """The speaker whose name stands in a label: RAMOS: …; — Ada Brook."""
        words = " ".join(self._syntax.text[where.start : where.end].split())
        known = [
            name.text
            for name in self._names
            if words.upper() in (name.text.upper(), name.parts[-1].upper())
        ]
        name = max(known, key=len, default=words)
        return Speaker(name, self._descriptions.get(name), where)

    @cached_property
    def interviewed(self) -> Speaker | None:
        """Whom an interview is with: the person named most outside the answers."""
        named = Counter(
            full
            for name in self._names
            if name.person and " " in (full := self._full(name)) and not self._inside[name.first]
        )
        if not named:
            return None
        (name, _), *_ = named.most_common(1)
        return Speaker(name, self._descriptions.get(name), None)

    def _name_of(self, mention: int, words: tuple[int, int]) -> str:
        syntax = self._syntax
        if syntax.lower[mention] in RELATIVE:
            antecedent = self._antecedent(mention)
            if antecedent is not None:
                return self._name_of(antecedent, (syntax.left[antecedent], antecedent + 1))
        if syntax.lower[mention] in SINGULAR_PERSONS:
            name = self._person_before(mention, syntax.lower[mention])
            return name or syntax.words[mention]
        if syntax.lower[words[0]] == "the":
            role = self._with_role(mention, words)
            if role is not None:
                return role
        named = self._at(mention) or self._named_beside(mention)
        if named is not None and (named.person or len(named.parts) > 1):
            return self._full(named)
        if named is not None and syntax.lower[words[0]] == "the" and words[1] - words[0] > 1:
            words = (words[0] + 1, words[1])
        return " ".join(syntax.phrase(*words).split())

    def _at(self, token: int) -> Name | None:
        """The name that `token` stands in."""
        at = bisect_left(self._starts, token + 1) - 1
        return self._names[at] if at >= 0 and token < self._names[at].last else None

    def _named_beside(self, mention: int) -> Name | None:
        """The name that explains a mention: their manager, *Ada Brook*."""
        syntax = self._syntax
        for child in syntax.children[mention]:
            named = self._at(child) if syntax.deps[child] == "appos" else None
            if named is not None and named.person:
                return named
        return None

    def _full(self, name: Name) -> str:
        """The fullest form of a name: the last one given in full before it, else the first after.

        Where two persons share a surname, only the one that the word of address fits.
        """
        if len(name.parts) > 1:
            return self._longest(name)
        syntax = self._syntax
        fuller = [
            other
            for other in self._by_part.get(name.parts[0], ())
            if other.person == name.person or not name.person
        ]
        if name.first and syntax.lower[name.first - 1] == "the" and name.person is False:
            fuller = [other for other in fuller if other.parts[0] == name.parts[0]]
        if name.pronoun and name.parts[0] not in (other.parts[0] for other in fuller):
            fuller = [other for other in fuller if other.pronoun in (name.pronoun, None)]
        before = [other for other in fuller if other.first <= name.first]
        chosen = before[-1] if before else (fuller[0] if fuller else None)
        return chosen.text if chosen else name.text

    def _longest(self, name: Name) -> str:
        """The same person with a middle name or initial, if the article gives one."""
        same = [
            other
            for other in self._by_part.get(name.parts[-1], ())
            if other.parts[0] == name.parts[0]
        ]
        return max((other.text for other in same), key=len, default=name.text)

    def _antecedent(self, relative: int) -> int | None:
        """What a relative pronoun stands for: the noun its clause hangs on."""
        syntax = self._syntax
        verb = syntax.heads[relative]
        for _ in range(4):
            if syntax.deps[verb] == "relcl":
                return syntax.heads[verb]
            verb = syntax.heads[verb]
        return None

    def _person_before(self, pronoun: int, which: str) -> str | None:
        """The person whom a pronoun most likely means: of those in its paragraph, else in the one
        before it and so on, the last one spoken of as a subject, else the only one.
        """
        blocks = self._syntax.blocks
        at = bisect_left(self._persons, pronoun, key=lambda person: person.token)
        near: dict[int, list[_Person]] = {}
        for person in reversed(self._persons[:at]):
            back = blocks[pronoun] - blocks[person.token]
            if back > BLOCKS_BACK:
                break
            if self._pronouns.get(person.name, which) == which:
                near.setdefault(back, []).append(person)
        for persons in near.values():
            subjects = [person.name for person in persons if person.subject]
            known = [
                name for name in subjects if name in self._pronouns or name in self._descriptions
            ]
            if subjects:
                return (known or subjects)[0]
            names = {person.name for person in persons}
            if len(names) == 1:
                return names.pop()
        return None

    @cached_property
    def _persons(self) -> list[_Person]:
        """Every place outside marks where a person is named in full or by surname, or by an office
        that one person holds, in order.
        """
        syntax = self._syntax
        found = [
            _Person(name.first, full, self._is_subject(name))
            for name in self._names
            if name.person and not self._inside[name.first] and " " in (full := self._full(name))
        ]
        for token, relation in enumerate(syntax.deps):
            first = syntax.left[token]
            if relation in SUBJECTS and syntax.lower[first] == "the" and not self._inside[token]:
                holder = self._with_role(token, (first, token + 1))
                if holder is not None:
                    found.append(_Person(token, holder, True))
        return sorted(found, key=lambda person: person.token)

    def _is_subject(self, name: Name) -> bool:
        """Whether a name, or the noun that it explains, is a subject or a source (according to)."""
        syntax = self._syntax
        for token in range(name.first, name.last):
            noun = syntax.heads[token] if syntax.deps[token] == "appos" else token
            if syntax.deps[noun] in SUBJECTS:
                return True
            source = syntax.heads[syntax.heads[noun]]
            if syntax.deps[noun] == "pobj" and syntax.lower[source] == "according":
                return True
            if any(syntax.deps[child] == "relcl" for child in syntax.children[noun]):
                return True
        return False

    def _with_role(self, role: int, words: tuple[int, int]) -> str | None:
        """The one person whom the article describes with the noun `role`, if there is but one.

        Names in the mention must be in the description: "the Meta CEO" is no CEO of another firm.
        A person who is the only one in the article may hold an office that is not told twice.
        """
        syntax = self._syntax
        word = syntax.words[role]
        office = word.capitalize() in TITLES or word in TITLES
        if syntax.tags[role] in PROPER and not office:
            return None
        owners = {syntax.lower[t] for t in range(*words) if syntax.tags[t] in PROPER} - {
            word.lower()
        }
        called = {
            name
            for name, description in self._descriptions.items()
            if {word.lower(), *owners} <= set(description.lower().split())
        }
        if len(called) == 1:
            return called.pop()
        persons = {
            self._full(name)
            for name in self._names
            if name.person and len(name.parts) > 1 and self._is_subject(name)
        }
        if not called and office and len(persons) == 1 and not persons & set(self._descriptions):
            return persons.pop()
        return None
