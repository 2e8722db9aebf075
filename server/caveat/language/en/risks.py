"""The risk claims of English sentences: a danger named, a warning, or a possible harm.

A sentence makes a claim if a trigger stands in it (risk, warn, threaten …) or a harm is governed by
a word of possibility (could, may, unless …); what has happened already is none. One claim a
sentence, its span the clause around trigger and harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import get_args

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from caveat.domain import Category, Certainty, Holder, Quote, Risk, Span

MODALS: dict[str, Certainty] = {
    "could": "possible",
    "may": "possible",
    "might": "possible",
    "can": "possible",
    "would": "likely",
    "will": "likely",
    "'ll": "likely",
    "’ll": "likely",
}
POSSIBILITY = frozenset(["potential", "potentially", "possible", "possibly", "unless", "if"])
LIKELIHOOD = frozenset(["likely", "expected", "set", "bound"])
NEGATIONS = frozenset(["no", "not", "n't", "n’t", "never", "little", "unlikely", "without"])
DEFAULT_CATEGORY: Category = "society"
TRIGGER_SCORE = 0.7
MODAL_SCORE = 0.6


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by lemma and part of speech: triggers with their frame, harms with their category."""

    triggers: dict[tuple[str, str], str]
    harms: dict[tuple[str, str], Category]


def risks_in(doc: Doc, quotes: Sequence[Quote]) -> list[Risk]:
    """Claims in the order of the text; the holder is the speaker of the quote they are in."""
    found = []
    for sentence in doc.sents:
        risk = _claim(sentence, quotes)
        if risk:
            found.append(risk)
    return found


def _claim(sentence: DocSpan, quotes: Sequence[Quote]) -> Risk | None:
    lexicon = _lexicon()
    harms = [t for t in sentence if (t.lemma_.lower(), t.pos_) in lexicon.harms]
    trigger = next((t for t in sentence if (t.lemma_.lower(), t.pos_) in lexicon.triggers), None)
    modal = next((m for harm in harms if (m := _possibility(harm))), None)
    if trigger is not None and modal is None and _is_over(trigger):
        return None
    mark = modal if trigger is None else trigger
    if mark is None:
        return None
    denied = any(t.lower_ in NEGATIONS for t in _governors(mark)) if trigger is not None else False
    start = sentence.start_char
    end = start + len(sentence.text.rstrip())
    holder = _holder(quotes, start, end)
    harm = harms[0] if harms else None
    return Risk(
        start,
        end,
        _category(harms),
        "denied" if denied else "asserted",
        _certainty(sentence, mark),
        Span(mark.idx, mark.idx + len(mark)),
        TRIGGER_SCORE if trigger is not None else MODAL_SCORE,
        holder,
        harm=Span(harm.idx, harm.idx + len(harm)) if harm is not None else None,
        reason=f"{mark.text} + “{harm.text}”" if harm is not None else mark.text,
    )


def _possibility(harm: Token) -> Token | None:
    """The word that makes a harm possible: a modal of its clause or of one above it."""
    verb = harm
    for _ in range(4):
        for child in verb.children:
            if child.tag_ == "MD" and child.lower_ in MODALS:
                return child
            if child.lower_ in POSSIBILITY and child.pos_ in ("ADJ", "ADV"):
                return child
        if verb.head is verb:
            break
        verb = verb.head
    return None


def _is_over(trigger: Token) -> bool:
    """Whether a trigger tells of something past, with nothing left open."""
    return trigger.pos_ == "VERB" and trigger.tag_ == "VBN" and trigger.dep_ == "ROOT"


def _governors(token: Token) -> list[Token]:
    """What bears on a token's truth: its own modifiers, and those of the verbs above it."""
    found = [*token.children]
    for _ in range(2):
        if token.head is token:
            break
        token = token.head
        found += [child for child in token.children if child.dep_ in ("neg", "det", "advmod")]
    return found


def _certainty(sentence: DocSpan, mark: Token) -> Certainty:
    if mark.lower_ in MODALS:
        return MODALS[mark.lower_]
    words = {token.lower_ for token in sentence}
    if words & {"could", "may", "might", "can"} or words & POSSIBILITY or mark.lemma_ == "risk":
        return "possible"
    if words & LIKELIHOOD or words & {"will", "would"} or mark.lemma_ == "threaten":
        return "likely"
    return "stated"


def _category(harms: Sequence[Token]) -> Category:
    votes = Counter(_lexicon().harms[harm.lemma_.lower(), harm.pos_] for harm in harms)
    return votes.most_common(1)[0][0] if votes else DEFAULT_CATEGORY


def _holder(quotes: Sequence[Quote], start: int, end: int) -> Holder | None:
    for quote in quotes:
        if quote.start < end and start < quote.end and quote.speaker:
            return Holder(quote.speaker.name, quote.speaker.mention)
    return None


@cache
def _lexicon() -> Lexicon:
    triggers = {(lemma, pos): frame for frame, pos, lemma in _entries("risk_triggers.txt")}
    harms: dict[tuple[str, str], Category] = {}
    for label, pos, lemma in _entries("harms.txt"):
        for category in get_args(Category):
            if category == label:
                harms[lemma, pos] = category
    return Lexicon(triggers, harms)


def _entries(name: str) -> list[tuple[str, str, str]]:
    """The rows of a data file. Raises ValueError naming file and line."""
    rows: list[tuple[str, str, str]] = []
    text = resources.files("caveat.language.en").joinpath("data", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        parts = line.split()
        if len(parts) != 3:
            raise ValueError(f"{name}:{number}: three words expected, found {line!r}")
        row = (parts[0], parts[1], parts[2])
        if row in rows:
            raise ValueError(f"{name}:{number}: {line!r} stands twice")
        rows.append(row)
    return rows
