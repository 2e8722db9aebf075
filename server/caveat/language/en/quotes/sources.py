"""Whether a noun phrase can be a source at all: somebody, a body of people, or what these publish.

In: the syntax of a document and the head of a mention. A model that has learned from news takes
"the mouse" for a speaker where a review says "the mouse let me know"; nobody says anything there.
"""

from __future__ import annotations

import re

from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import load_labels, load_words, word_set

PACKAGE = "caveat.language.en.quotes"
SPEAKING_NOUNS = load_labels(PACKAGE, "speaking_nouns.tsv", ["person", "body", "text"])
MUTE_NOUNS = load_words(PACKAGE, "mute_nouns.txt")
PERSON_ENDING = re.compile(r"(?:[eo]r|[iy]st|ian|ee|man|woman|men|women|person|people)$")

SAYING = word_set("say tell add announce warn write report declare admit according decline")
"""Cues that make a source of any noun: *the utility said*."""

NOBODY = word_set("nobody none no-one nothing neither")
SOME = word_set("many several few most more other others such same")
"""Adjectives that stand for persons by themselves; others do with "the": *the poor* said."""

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
    if tag == "JJ" and word not in SOME and syntax.lower[syntax.left[mention]] != "the":
        return True
    begins = mention == syntax.first[syntax.sentences[mention]]
    if syntax.words[mention][0].isupper() and not begins:
        return False
    if tag not in ("NN", "NNS") or lemma in SPEAKING_NOUNS or syntax.lemmas[cue] in SAYING:
        return not any(letter.isalpha() for letter in word) and tag != "CD"
    return not is_person_noun(lemma)


def plausibility(syntax: Syntax, mention: int, cue: int) -> int:
    """How likely a mention is to be a source by what it is: 0 a thing, 1 a noun that may be one by
    its cue, 2 a person, body or text, 3 a name, 4 a pronoun.
    """
    if is_pronoun(syntax, mention):
        return 4
    if is_mute(syntax, mention, cue):
        return 0
    if syntax.tags[mention] not in ("NN", "NNS"):
        return 3
    lemma = syntax.lemmas[mention]
    return 2 if lemma in SPEAKING_NOUNS or is_person_noun(lemma) else 1


def is_person_noun(noun: str) -> bool:
    """Whether a noun (lemma) is one for persons: a doctor, a spokeswoman."""
    if PERSON_ENDING.search(noun) and noun not in MUTE_NOUNS:
        return True
    return SPEAKING_NOUNS.get(noun) == "person"


def is_pronoun(syntax: Syntax, mention: int) -> bool:
    """Whether a mention is a personal, possessive or relative pronoun."""
    return syntax.tags[mention] in PRONOUN_TAGS
