"""spaCy's attribute ruler with its rules about single words looked up instead of matched.

In: a tagged and parsed Doc. Out: the same with part of speech, morphology and the lemmas that rules
give, as the ruler itself would have set them. Nearly all of its rules ask for tag, form and
dependency of one token; its matcher tries all of them at every token, which takes a fifth of the
time of reading. What cannot be looked up is left to the matcher.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

MOST_REMEMBERED = 100_000
"""Different words whose attributes are kept: some tens of megabytes at the most."""

Key = tuple[int, int, int]
"""A word as rules see it: tag, lower-case form and dependency, as numbers in the string store."""

Rules = tuple[tuple[int, Mapping[str, str]], ...]
"""Numbers of rules, ascending, with what they set: later ones prevail."""

SETTERS: dict[str, Callable[[Token, str], None]] = {
    "TAG": lambda token, value: setattr(token, "tag_", value),
    "DEP": lambda token, value: setattr(token, "dep_", value),
    "POS": lambda token, value: setattr(token, "pos_", value),
    "LEMMA": lambda token, value: setattr(token, "lemma_", value),
    "MORPH": lambda token, value: token.set_morph(value),  # type: ignore[attr-defined]
}


def looked_up(ruler: AttributeRuler) -> Callable[[Doc], Doc]:
    """`ruler` in a third of its time; `ruler` itself if it sets what is not provided for here."""
    rules = cast("list[dict[str, Any]]", ruler.patterns)
    if not all(set(rule["attrs"]) <= set(SETTERS) for rule in rules):
        return ruler
    return Attributes(ruler.vocab, rules)


class Attributes:
    """The rules of one ruler, as its `patterns` give them."""

    def __init__(self, vocab: Vocab, rules: list[dict[str, Any]]) -> None:
        self._rules: list[tuple[int, Mapping[str, Any]]] = []
        self._by_tag: dict[str, _OfTag] = {}
        self._sets: list[Mapping[str, str]] = []
        self._indices: list[int] = []
        self._matcher = Matcher(vocab)
        self._remembered: dict[Key, Rules] = {}
        for number, rule in enumerate(rules):
            self._sets.append(rule["attrs"])
            self._indices.append(rule["index"])
            matched = []
            for pattern in rule["patterns"]:
                if len(pattern) == 1 and _can_be_looked_up(pattern[0]):
                    self._rules.append((number, pattern[0]))
                else:
                    matched.append(pattern)
            if matched:
                self._matcher.add(str(number), matched)

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of `doc` in place, and return it."""
        strings = doc.vocab.strings
        matched: dict[int, list[int]] = {}
        for rule, start, _ in self._matcher(doc, allow_missing=True):
            number = int(strings[rule])
            matched.setdefault(start + self._indices[number], []).append(number)
        for token in doc:
            key = (token.tag, token.lower, token.dep)
            rules = self._remembered.get(key)
            if rules is None:
                rules = self._of(token)
                if len(self._remembered) >= MOST_REMEMBERED:
                    self._remembered.clear()
                self._remembered[key] = rules
            more = matched.get(token.i)
            if more:
                rules = tuple(sorted([*rules, *((n, self._sets[n]) for n in more)], key=_number))
            for _, values in rules:
                for name, value in values.items():
                    SETTERS[name](token, value)
        return doc

    def _of(self, token: Token) -> Rules:
        """What the rules about single words say of `token`."""
        tag = token.tag_
        if tag not in self._by_tag:
            self._by_tag[tag] = _OfTag(self._rules, tag)
        numbers = self._by_tag[tag].numbers(token.lower_, token.dep_)
        return _merged([(number, self._sets[number]) for number in numbers])


class _OfTag:
    """The rules that words of one tag may fall under, by the form that they ask for."""

    def __init__(self, rules: list[tuple[int, Mapping[str, Any]]], tag: str) -> None:
        self._of_form: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
        self._of_any: list[tuple[int, Mapping[str, Any]]] = []
        for number, pattern in rules:
            if not _fits(tag, pattern.get("TAG", tag)):
                continue
            form = pattern.get("LOWER")
            forms = [form] if isinstance(form, str) else form["IN"] if form and "IN" in form else []
            for each in forms:
                self._of_form.setdefault(each, []).append((number, pattern))
            if not forms:
                self._of_any.append((number, pattern))

    def numbers(self, lower: str, dep: str) -> list[int]:
        """The rules that hold, ascending."""
        found: dict[str, str | bool] = {"LOWER": lower, "DEP": dep, "IS_SPACE": lower.isspace()}
        return sorted(
            {
                number
                for number, pattern in (*self._of_form.get(lower, ()), *self._of_any)
                if all(_fits(found[name], want) for name, want in pattern.items() if name != "TAG")
            }
        )


def _number(rule: tuple[int, Mapping[str, str]]) -> int:
    return rule[0]


def _merged(rules: list[tuple[int, Mapping[str, str]]]) -> Rules:
    """Each attribute once, as the last rule has it."""
    last: dict[str, tuple[int, str]] = {}
    for number, attributes in rules:
        for name, value in attributes.items():
            last[name] = (number, value)
    by_rule: dict[int, dict[str, str]] = {}
    for name, (number, value) in last.items():
        by_rule.setdefault(number, {})[name] = value
    return tuple(sorted(by_rule.items()))


def _can_be_looked_up(pattern: Mapping[str, Any]) -> bool:
    return all(
        name in ("TAG", "LOWER", "DEP", "IS_SPACE")
        and (not isinstance(wanted, dict) or set(wanted) <= {"IN", "NOT_IN", "REGEX"})
        for name, wanted in pattern.items()
    )


def _fits(found: str | bool, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(found == wanted)
    return (
        ("IN" not in wanted or found in wanted["IN"])
        and ("NOT_IN" not in wanted or found not in wanted["NOT_IN"])
        and ("REGEX" not in wanted or re.search(wanted["REGEX"], str(found)) is not None)
    )
