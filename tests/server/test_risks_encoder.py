"""What reads sentences closely, and the glance that has them read before the text is parsed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.domain import Block
from caveat.language.en import LANGUAGE
from caveat.language.en.parse import parse
from caveat.language.en.risks.encoder import LONGEST, encoder
from caveat.language.en.risks.find import GLANCED, begin
from caveat.language.en.risks.glance import LEAST, MOST, glance, glance_at
from caveat.language.en.risks.kinds import likeliest_in_article
from caveat.language.en.risks.word_pieces import WordPieces

WORDS = [
    *("The", "dam", "could", "fail", "people", "fear", "not", "risk", "museum", "on", "Sunday"),
    *("zxqv", "😀", "\n", "don’t", "kill", "…", "大坝", "\u202e", "\ud800", "́"),
]
sentence = st.lists(st.sampled_from(WORDS), max_size=LONGEST + 10).map(" ".join)

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "could",
    "flood",
    "##s",
    "##ed",
    "!",
    "cafe",
    "大",
]


@settings(max_examples=60, deadline=None)
@given(sentence)
def test_a_sentence_says_the_same_every_time(text: str) -> None:
    logits = encoder().logits(text)
    assert logits.shape == (len(encoder().outputs),)
    assert np.isfinite(logits).all()
    np.testing.assert_array_equal(logits, encoder().begin(text).result())


def test_a_danger_is_told_from_what_is_none() -> None:
    claim = encoder().outputs.index("claim")
    assert encoder().logits("The dam could fail.")[claim] > 0
    assert encoder().logits("The museum opens on Sunday.")[claim] < 0


@pytest.mark.parametrize("word", ["risk", "zxqv", "\n", "😀"])
def test_a_sentence_without_end_is_read_as_far_as_is_allowed(word: str) -> None:
    one, other = (encoder().logits(f"{word} " * (LONGEST * times)) for times in (1, 100))
    np.testing.assert_array_equal(one, other)


def test_every_output_has_a_name() -> None:
    outputs = encoder().outputs
    assert outputs[0] == "claim"
    assert {"health", "society", "denied", "possible", "likely", "stated"} < set(outputs)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Floods could!", "[CLS] flood ##s could ! [SEP]"),
        ("FLOODED", "[CLS] flood ##ed [SEP]"),
        ("café cafe\u0301 ca\u00adfe", "[CLS] cafe cafe cafe [SEP]"),
        ("flood大could", "[CLS] flood 大 could [SEP]"),
        ("floodx", "[CLS] [UNK] [SEP]"),
        ("flood" * 30, "[CLS] [UNK] [SEP]"),
        (" \n\t", "[CLS] [SEP]"),
    ],
)
def test_words_are_cut_into_the_longest_pieces_known(text: str, pieces: str) -> None:
    numbers = WordPieces(VOCABULARY).numbers(text, LONGEST)
    assert " ".join(VOCABULARY[number] for number in numbers) == pieces


@given(st.text(max_size=400), st.integers(2, 20))
def test_any_text_has_no_more_pieces_than_are_asked_for(text: str, longest: int) -> None:
    numbers = encoder().pieces.numbers(text, longest)
    assert 2 <= len(numbers) <= longest


def test_what_looks_like_a_claim_is_being_read_before_the_text_is_parsed() -> None:
    text = "The museum opens on Sunday. The dam\n could kill thousands! “It may rain.” Fine."
    glanced = glance(text, (Block(0, len(text), "paragraph"),))
    danger = "The dam could kill thousands!"
    reading = glanced[danger].reading
    assert reading
    np.testing.assert_array_equal(reading.result(), encoder().logits(danger))


@pytest.mark.parametrize("seen", [[], ["The dam could fail."], ["The dam", "could fail."]])
def test_a_glance_changes_no_claim(seen: list[str]) -> None:
    text = "Ada Brook spoke on Monday. The dam could fail. Officials fear a flood."
    doc = parse(text, (Block(0, len(text), "paragraph"),))
    alone = list(begin(doc)(0.0))
    doc.user_data[GLANCED] = glance_at(seen, {})
    assert (
        list(begin(doc)(0.0))
        == alone
        == list(LANGUAGE.risks(LANGUAGE.parse(text, (Block(0, len(text), "paragraph"),)))(0.0))
    )


def test_a_sentence_that_the_parser_ends_elsewhere_is_read_as_the_parser_has_it() -> None:
    text = "The drug could kill children, warned Dr. Ada Brook of the clinic."
    blocks = (Block(0, len(text), "paragraph"),)
    assert text not in glance(text, blocks)
    (claim,) = LANGUAGE.risks(LANGUAGE.parse(text, blocks))(0.3)
    assert text[claim.start : claim.end].startswith("The drug could kill children")


def test_what_is_harmless_in_its_words_is_read_only_in_a_short_text() -> None:
    plain = [f"The museum in street {number} opens on Sunday." for number in range(4 * LEAST)]
    glanced = glance_at(plain, {})
    assert sum(each.reading is not None for each in glanced.values()) == LEAST
    assert all(each.reading for each in glance_at(plain[:LEAST], {}).values())


def test_of_very_many_sentences_those_are_read_that_look_most_like_claims() -> None:
    plain = [f"The shop in street {number} may open a door." for number in range(2 * MOST)]
    danger = "Officials warned that the flood could kill thousands."
    glanced = glance_at([*plain, danger], {})
    assert sum(each.reading is not None for each in glanced.values()) <= MOST
    assert glanced[danger].reading


def test_the_other_claims_of_an_article_decide_on_a_category_in_doubt() -> None:
    clear, doubtful = {"economy": 3.0, "health": 0.0}, {"economy": 0.0, "health": 0.2}
    assert likeliest_in_article([doubtful], [2.0]) == ["health"]
    assert likeliest_in_article([clear, clear, doubtful], [2.0, 2.0, 2.0])[2] == "economy"
    assert likeliest_in_article([clear, clear, doubtful], [-9.0, -9.0, 2.0])[2] == "health"


def test_no_sentence_has_no_category() -> None:
    assert likeliest_in_article([], []) == []
