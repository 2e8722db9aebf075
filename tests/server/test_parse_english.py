"""English as it is read: what Caveat does faster than spaCy comes out the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from caveat.language.en.attributes import Attributes, looked_up
from caveat.language.en.parse import load_model

TEXTS = [
    "The dam, which was built in 1911, needs repairs; nobody's certain that it'll hold.",
    "I'm gonna go, ain't I?  Let's see, y'all — c'mon! There are two, and there's one.",
    "But those who got it said that that dog gets but one bone. #dam @town 😀 \t\n\n x",
]


def before_the_ruler(text: str) -> tuple[Doc, Callable[[Doc], Doc]]:
    """`text` read up to the attribute ruler, and the ruler."""
    nlp = load_model()
    doc = nlp.make_doc(text)
    for _, step in nlp.pipeline:
        if isinstance(step, AttributeRuler):
            return doc, step
        doc = step(doc)
    raise AssertionError("the model has no attribute ruler")


@pytest.mark.parametrize("text", TEXTS)
def test_attributes_looked_up_are_those_that_the_ruler_sets(text: str) -> None:
    doc, ruler = before_the_ruler(text)
    assert isinstance(ruler, AttributeRuler)
    fast = looked_up(ruler)
    assert isinstance(fast, Attributes)
    ours, theirs = fast(doc.copy()), ruler(doc.copy())
    assert [(t.tag_, t.dep_, t.pos_, t.lemma_, str(t.morph)) for t in ours] == [
        (t.tag_, t.dep_, t.pos_, t.lemma_, str(t.morph)) for t in theirs
    ]


def test_a_ruler_that_sets_what_is_unknown_stays_as_it_is() -> None:
    ruler = AttributeRuler(load_model().vocab)
    ruler.add([[{"LOWER": "dam"}]], {"NORM": "barrage"})
    assert looked_up(ruler) is ruler
