"""Whom a pronoun means: the person or the group last spoken of that may go with it.

In: every place where a document names somebody, in order. Out: a name, or none where that is not
plain, for a wrong name is worse than none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caveat.language.en.syntax import Syntax

PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
PLURAL = frozenset(["they", "them", "their", "we", "us"])
BLOCKS_BACK = 3
"""How many blocks "he" reaches back: farther away somebody else has been spoken of."""

GROUP_BLOCKS_BACK = 1
"""How many "they" and "it" reach back, which may mean anything."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person at one place: the token there, the full name, whether as a subject."""

    token: int
    name: str
    subject: bool


def person_before(
    syntax: Syntax,
    pronoun: int,
    persons: Sequence[Person],
    pronouns: Mapping[str, str],
    known: frozenset[str],
) -> str | None:
    """Of the persons in the paragraph of a pronoun, else in the one before it and so on, the last
    one spoken of as a subject, else the only one; where nobody is near the only one in the article
    whose name tells that it may be meant.

    `pronouns`: what names go with as far as they tell; `known`: names that are surely persons',
    before which no other comes.
    """
    which = PERSONAL[syntax.lower[pronoun]]
    at = bisect_left(persons, pronoun, key=lambda person: person.token)
    near: dict[int, list[Person]] = {}
    for person in reversed(persons[:at]):
        back = syntax.blocks[pronoun] - syntax.blocks[person.token]
        if back > BLOCKS_BACK:
            break
        if pronouns.get(person.name, which) == which:
            near.setdefault(back, []).append(person)
    told = {name for name in known if pronouns.get(name) == which}
    sure = {back: [p for p in found if p.name in known] for back, found in near.items()}
    found = _last_subject(sure.values(), told) or _last_subject(near.values(), told)
    return found or (told.pop() if len(told) == 1 else None)


def _last_subject(near: Iterable[Sequence[Person]], told: set[str]) -> str | None:
    for persons in near:
        subjects = [person.name for person in persons if person.subject]
        if subjects:
            return next((name for name in subjects if name in told), subjects[0])
        names = {person.name for person in persons}
        if len(names) == 1:
            return names.pop()
    return None
