"""Whether a noun phrase can be a source at all: somebody, a body of people, or what these publish.

In: the syntax of a document and the head of a mention. A model that has learned from news takes
"the mouse" for a speaker where a review says "the mouse let me know"; nobody says anything there.
"""

from __future__ import annotations

import re

from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import load_words, word_set

PACKAGE = "caveat.language.en.quotes"
SPEAKING_NOUNS = load_words(PACKAGE, "speaking_nouns.txt")
MUTE_NOUNS = load_words(PACKAGE, "mute_nouns.txt")
PERSON_ENDING = re.compile(r"(?:[eo]r|[iy]st|ian|ee|man|woman|men|women|person|people)$")

SAYING = word_set("say tell add announce warn write report declare admit according decline")
"""Cues that make a source of any noun: *the utility said*."""

NOBODY = word_set("nobody none no-one nothing neither")
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december today yesterday tomorrow"
)
DEMONSTRATIVE = word_set("this that these those")
PRONOUN_TAGS = frozenset(["PRP", "PRP$", "WP", "WDT", "WP$"])


def is_mute(syntax: Syntax, mention: int, cue: int) -> bool:
    """Whether a mention is a thing, a time, or nobody: none that could have said something."""
    word, lemma, tag = syntax.lower[mention], syntax.lemmas[mention], syntax.tags[mention]
    if word in NOBODY or word in TIMES or word in DEMONSTRATIVE:
        return True
    if word == "one" and syntax.lower[syntax.left[mention]] == "no":
        return True
    begins = mention == syntax.first[syntax.sentences[mention]]
    if syntax.words[mention][0].isupper() and not begins:
        return False
    if tag not in ("NN", "NNS") or lemma in SPEAKING_NOUNS or syntax.lemmas[cue] in SAYING:
        return not any(letter.isalpha() for letter in word) and tag != "CD"
    return lemma in MUTE_NOUNS or not PERSON_ENDING.search(lemma)


def is_pronoun(syntax: Syntax, mention: int) -> bool:
    """Whether a mention is a personal, possessive or relative pronoun."""
    return syntax.tags[mention] in PRONOUN_TAGS
