"""Names of speakers: from the words beside a quote to the fullest name in the article.

A surname or a given name stands for the person whom the article names in full; a pronoun for the
person last spoken of who may go with it; "the Meta CEO" for the one person whom the article calls
so. A group or an office that nobody is known to hold stands for itself; a pronoun whose person is
not plain, a thing and nobody have no name, for a wrong name is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from caveat.domain import Span, Speaker
from caveat.language.en.quotes.full_names import SUBJECTS, FullNames
from caveat.language.en.quotes.headline_names import SHORT
from caveat.language.en.quotes.mentions import cue_of, words_of
from caveat.language.en.quotes.people import GIVEN_NAMES, PROPER, TITLES, Name
from caveat.language.en.quotes.pronouns import (
    GROUP_BLOCKS_BACK,
    PERSONAL,
    PLURAL,
    Person,
    person_before,
)
from caveat.language.en.quotes.sources import is_mute, is_person_noun, is_pronoun
from caveat.language.en.syntax import Syntax

RELATIVE = frozenset(["who", "which", "that", "whom"])
PLURAL_TAGS = frozenset(["NNS", "NNPS"])


class Names:
    """The names of one document; `inside` numbers what stands inside marks."""

    def __init__(self, syntax: Syntax, inside: Sequence[int]) -> None:
        self._syntax = syntax
        self._inside = inside
        self._all = FullNames(syntax)
        self._descriptions: dict[str, str] = {}
        self._pronouns: dict[str, str] = {}
        self._groups: list[tuple[int, bool, str]] = []
        for name in self._all.names:
            full = self._all.full(name)
            if name.description:
                self._descriptions.setdefault(full, name.description)
            told = name.pronoun or GIVEN_NAMES.get(full, "-")
            if told != "-":
                self._pronouns.setdefault(full, told)

    def speaker(self, mention: int, words: tuple[int, int]) -> Speaker | None:
        """The speaker whose mention is headed by token `mention` and spans `words`; None for a
        thing; without a name where it is a pronoun and not plain whom it means.

        To be asked in the order of the text: "they" are the group that spoke before.
        """
        syntax = self._syntax
        name = self._name_of(mention, words)
        pronoun = is_pronoun(syntax, mention)
        if name is None and not pronoun:
            return None
        if name and not pronoun and name not in self._all.persons:
            self._groups.append((mention, syntax.tags[mention] in PLURAL_TAGS, name))
        where = Span(syntax.starts[words[0]], syntax.ends[words[1] - 1])
        return Speaker(name, self._descriptions.get(name or ""), where)

    def labelled(self, where: Span) -> Speaker:
        """The speaker whose name stands in a label: RAMOS: …; — Ada Brook."""
        words = " ".join(self._syntax.text[where.start : where.end].split())
        known = [
            name.text
            for name in self._all.names
            if words.upper() in (name.text.upper(), name.parts[-1].upper())
        ]
        name = max(known, key=len, default=words)
        return Speaker(name, self._descriptions.get(name), where)

    @cached_property
    def interviewed(self) -> Speaker | None:
        """Whom an interview is with: the person named most outside the answers."""
        named = Counter(
            full
            for name in self._all.names
            if name.person
            and " " in (full := self._all.full(name))
            and not self._inside[name.first]
        )
        if not named:
            return None
        (name, _), *_ = named.most_common(1)
        return Speaker(name, self._descriptions.get(name), None)

    def _name_of(self, mention: int, words: tuple[int, int]) -> str | None:
        syntax = self._syntax
        if syntax.lower[mention] in RELATIVE:
            antecedent = self._antecedent(mention)
            if antecedent is None or is_mute(syntax, antecedent, cue_of(syntax, mention)):
                return None
            return self._name_of(antecedent, words_of(syntax, antecedent, self._inside))
        if syntax.lower[mention] in PERSONAL:
            return person_before(syntax, mention, self._persons, self._pronouns, self._all.persons)
        if is_pronoun(syntax, mention):
            return self._group_before(mention)
        named = self._all.at(mention) or self._all.misread(mention) or self._named_beside(mention)
        in_headline = syntax.blocks[mention] in self._all.headlines
        if in_headline and named is None:
            named = self._all.within(*words)
            if named is None and words[1] - words[0] > SHORT:
                return None
        known = named is not None and named.text in self._all.persons
        if not known and is_mute(syntax, mention, cue_of(syntax, mention)):
            return None
        if syntax.lower[words[0]] == "the" and syntax.tags[mention] not in PLURAL_TAGS:
            role = self._with_role(mention, words)
            if role is not None:
                return role
        if named is not None and (named.person or len(named.parts) > 1):
            return self._all.full(named)
        if named is not None and syntax.lower[words[0]] == "the" and words[1] - words[0] > 1:
            words = (words[0] + 1, words[1])
        return " ".join(syntax.phrase(*words).split())

    def _group_before(self, pronoun: int) -> str | None:
        """The group or body that "they" or "it" means: the last such that spoke just before."""
        word = self._syntax.lower[pronoun]
        if word not in ("they", "it", "its", "their", "them"):
            return None
        for token, plural, name in reversed(self._groups):
            back = self._syntax.blocks[pronoun] - self._syntax.blocks[token]
            if token >= pronoun or back > GROUP_BLOCKS_BACK or plural != (word in PLURAL):
                continue
            if plural or not is_person_noun(self._syntax.lemmas[token]):
                return name
        return None

    def _named_beside(self, mention: int) -> Name | None:
        """The name that explains a mention: their manager, *Ada Brook*."""
        syntax = self._syntax
        if syntax.tags[mention] in PLURAL_TAGS:
            return None
        for child in syntax.children[mention]:
            named = self._all.at(child) if syntax.deps[child] == "appos" else None
            if named and named.person and (len(named.parts) > 1 or named.text in self._all.persons):
                return named
        return None

    def _antecedent(self, relative: int) -> int | None:
        """What a relative pronoun stands for: the noun its clause hangs on."""
        syntax = self._syntax
        verb = syntax.heads[relative]
        for _ in range(4):
            if syntax.deps[verb] == "relcl":
                return syntax.heads[verb]
            verb = syntax.heads[verb]
        return None

    @cached_property
    def _persons(self) -> list[Person]:
        """Every place outside marks where a person is named, or told by an office that one person
        holds, in order; of those that nothing shows to be persons only where they say something.
        """
        syntax = self._syntax
        found = [
            Person(name.first, full, self._is_subject(name))
            for name in self._all.names
            if name.person and not self._inside[name.first]
            if (full := self._all.full(name)) in self._all.persons
            or (" " in full and self._all.says(name))
        ]
        for token, relation in enumerate(syntax.deps):
            first = syntax.left[token]
            if relation in SUBJECTS and syntax.lower[first] == "the" and not self._inside[token]:
                holder = self._with_role(token, (first, token + 1))
                if holder is not None:
                    found.append(Person(token, holder, True))
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
            self._all.full(name)
            for name in self._all.names
            if name.person and len(name.parts) > 1 and self._is_subject(name)
        }
        if not called and office and len(persons) == 1 and not persons & set(self._descriptions):
            return persons.pop()
        return None
