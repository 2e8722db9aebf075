"""The network that reads sentences closely: what it says of one does not hang on the others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.language.en.risks.kinds import likeliest_in_article
from caveat.language.en.risks.network import LONGEST, network
from caveat.language.en.risks.syntax import Syntax

WORDS = [
    *("the", "dam", "could", "fail", "people", "fear", "not", "risk", "museum", "on", "sunday"),
    *("zxqv", "😀", "\n", "don't", "kill"),
]
PARTS = ["NOUN", "VERB", "ADJ", "AUX", "SPACE", "X"]

token = st.tuples(st.sampled_from(WORDS), st.sampled_from(PARTS))
sentence = st.lists(token, min_size=1, max_size=LONGEST + 10)


def as_syntax(tokens: list[tuple[str, str]]) -> tuple[Syntax, int, int]:
    words, parts = [word for word, _ in tokens], [part for _, part in tokens]
    nothing = ["" for _ in tokens]
    heads = list(range(len(tokens)))
    return Syntax(words, words, parts, nothing, nothing, heads, [[] for _ in heads]), 0, len(tokens)


@settings(max_examples=60, deadline=None)
@given(st.lists(sentence, max_size=5))
def test_a_sentence_is_read_alone_as_among_others(sentences: list[list[tuple[str, str]]]) -> None:
    read = [as_syntax(tokens) for tokens in sentences]
    together = network().logits(read)
    assert together.shape == (len(sentences), len(network().outputs))
    for row, each in zip(together, read, strict=True):
        np.testing.assert_allclose(row, network().logits([each])[0], rtol=1e-3, atol=1e-3)


@settings(max_examples=30, deadline=None)
@given(sentence.filter(lambda tokens: any(word != "\n" for word, _ in tokens)))
def test_white_space_at_the_edges_says_nothing(tokens: list[tuple[str, str]]) -> None:
    space = [("\n", "SPACE")]
    bare, wide = network().logits([as_syntax(tokens), as_syntax([*space, *tokens, *space])])
    np.testing.assert_allclose(bare, wide, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("word", ["risk", "zxqv", "\n"])
def test_a_sentence_without_end_is_read_as_far_as_is_allowed(word: str) -> None:
    long, longer = (as_syntax([(word, "NOUN")] * (LONGEST * times)) for times in (1, 100))
    one, other = network().logits([long, longer])
    assert np.isfinite(one).all()
    np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-3)


def test_every_output_has_a_name() -> None:
    outputs = network().outputs
    assert outputs[0] == "claim"
    assert {"health", "society", "denied", "possible", "likely", "stated"} < set(outputs)


def test_the_other_claims_of_an_article_decide_on_a_category_in_doubt() -> None:
    clear, doubtful = {"economy": 3.0, "health": 0.0}, {"economy": 0.0, "health": 0.2}
    assert likeliest_in_article([doubtful], [2.0]) == ["health"]
    assert likeliest_in_article([clear, clear, doubtful], [2.0, 2.0, 2.0])[2] == "economy"
    assert likeliest_in_article([clear, clear, doubtful], [-9.0, -9.0, 2.0])[2] == "health"


def test_no_sentence_has_no_category() -> None:
    assert likeliest_in_article([], []) == []
