"""What a language brings: everything that Caveat asks of the folder of a language.

A folder declares one `Language`, and `reading.LANGUAGES` names it: nothing else knows of languages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from caveat.domain import Block, Quote, Risk


@dataclass(frozen=True, slots=True)
class KeyWords:
    """Words, in lower case, by which key quotes are told.

    `stance`: by which somebody takes a stand; `leaning`: which lean on what was said before, where
    a quote begins with one.
    """

    stance: Collection[str]
    leaning: Collection[str]


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    `parse`: text and blocks → the document that the others are given, in whatever form suits the
    language; offsets in it are offsets in the text. `quotes`: document and blocks → quotes in text
    order, `continues` counted within the list. `risks`: document → what, given a lowest score, ends
    the search that has begun with the claims in text order.
    """

    parse: Callable[[str, Sequence[Block]], Any]
    quotes: Callable[[Any, Sequence[Block]], list[Quote]]
    key_words: KeyWords
    risks: Callable[[Any], Callable[[float], Iterator[Risk]]]
