"""Which sentences are risk claims, and what the claim says; offsets hold on any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.domain import Risk, Sensitivity
from caveat.language.en.risks.glance import MOST
from caveat.pipeline import analyze_text
from caveat.risks.sensitivity import LEVELS, level_of, measurements, shows, threshold

CLAIMS = [
    # sentence, polarity, certainty, words within the claim
    ("The new pipeline could leak oil into the lake.", "asserted", "possible", "leak oil"),
    ("Doctors warn that the fever may spread to the coast.", "asserted", "possible", "spread"),
    ("The smog is choking the city.", "asserted", "stated", "choking the city"),
    ("Engineers fear the crane will topple.", "asserted", "possible", "topple"),
    ("Unless it rains, the wheat will fail.", "asserted", "likely", "the wheat will fail"),
    ("The rebels threatened to attack the port.", "asserted", "likely", "attack the port"),
    ("The tariffs threaten to push the country into recession.", "asserted", "likely", "tariffs"),
    ("Superintelligence will raise novel safety concerns.", "asserted", "likely", "concerns"),
    (
        "Opening it could increase the risk of misuse by bad actors.",
        "asserted",
        "possible",
        "misuse",
    ),
    ("Publishing the code can erode a company's competitive edge.", "asserted", "possible", "edge"),
    ("The bridge is unsafe.", "asserted", "stated", "unsafe"),
    ("Without a vaccine, thousands of children will die.", "asserted", "likely", "will die"),
    ("Officials said the risk of flooding is very low.", "denied", "stated", "risk of flooding"),
    ("The leak poses no danger to the public, officials say.", "denied", "stated", "no danger"),
    ("The plant poses no risk to them.", "denied", "stated", "no risk"),
    ("The plan carries no small risk for the town.", "asserted", "possible", "risk"),
    ("There is no threat to the public, police said.", "denied", "stated", "no threat"),
    ("The orchard may not survive the drought.", "asserted", "possible", "drought"),
    ("Investors fear the talks will collapse.", "asserted", "possible", "the talks will collapse"),
]

NO_CLAIMS = [
    "The museum opens at nine on Sundays.",
    "The band played for two hours and thanked the crowd.",
    "The show may return next year.",
    "The helicopter crashed on Sunday and two people were killed.",
    "He faces up to five years in prison.",
    "Shares fell 2% on Tuesday.",
    "The plan is a mess.",
    "Danger Mouse returns to the screen in May.",
    "You can try it risk-free for a month.",
    "The bill funds new hospitals.",
    "The ban could prevent deaths.",
    "A storage plant could carry the town through its winter blackouts.",
    "The loan may get the firm through the recession.",
    "The bank should weather the crisis.",
    "Most patients will survive the infection.",
    "United could lose the title.",
    pytest.param(
        "Deaths could fall by half under the plan.",
        marks=pytest.mark.xfail(strict=True, reason="the words outweigh the direction"),
    ),
]


PIECES = [*(claim[0] for claim in CLAIMS), *(x for x in NO_CLAIMS if isinstance(x, str))]


def claims(text: str) -> tuple[Risk, ...]:
    return analyze_text(text).shown_at("balanced").risks


@pytest.mark.parametrize(("text", "polarity", "certainty", "words"), CLAIMS)
def test_finds_the_claim(text: str, polarity: str, certainty: str, words: str) -> None:
    (risk,) = claims(text)
    assert words in text[risk.start : risk.end]
    assert (risk.polarity, risk.certainty) == (polarity, certainty)


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_leaves_the_rest_alone(text: str) -> None:
    assert claims(text) == ()


def test_a_claim_in_a_quote_is_held_by_its_speaker() -> None:
    (risk,) = claims("“The wall could kill us all,” said Marta Lindqvist.")
    assert risk.holder is not None
    assert risk.holder.name == "Marta Lindqvist"
    assert risk.reason is not None
    assert "claimed by Marta Lindqvist" in risk.reason


def test_no_claim_begins_in_the_middle_of_a_word() -> None:
    words = "all-in-one investments that track a market and could ruin small savers"
    (risk,) = claims(text := f"Index funds are {words}.")
    assert text[risk.start : risk.end] == words


@pytest.mark.parametrize(
    "opening", ["That said, ", "“That said, ", "And that being said, ", "Having said that, "]
)
def test_what_only_joins_a_sentence_to_the_one_before_is_left_out(opening: str) -> None:
    text = f"{opening}the storm could destroy the harbour and kill people on the quay."
    (risk,) = claims(text)
    assert text[risk.start :].startswith("the storm could")


def test_no_claim_begins_in_what_a_headline_quotes() -> None:
    (risk,) = claims(text := "‘The ferry is our street’: island fears for its boat")
    assert text[risk.start : risk.end] == "island fears for its boat"


def test_who_warns_holds_the_claim() -> None:
    (risk,) = claims("Doctors warn that the fever may spread to the coast.")
    assert risk.holder is not None
    assert risk.holder.name == "Doctors"


def test_the_reason_names_modal_trigger_and_harm() -> None:
    (risk,) = claims("Publishing the code can erode a company's competitive edge.")
    assert risk.reason == "can + erode + ‘a company's competitive edge’; claimed by the article"


def test_a_danger_that_no_word_names_is_found_too() -> None:
    text = "The medicine eats away at the kidneys, and there is nothing to stop it."
    (risk,) = analyze_text(text).shown_at("all").risks
    assert risk.reason == "the sentence as a whole; claimed by the article"
    assert text[risk.start : risk.end].startswith("The medicine eats")


def test_of_a_page_full_of_dangers_only_so_many_sentences_are_read() -> None:
    text = "\n\n".join(f"The dam in valley {number} could fail." for number in range(MOST + 50))
    assert len(analyze_text(text).risks) <= MOST


def test_each_level_of_sensitivity_takes_in_the_one_before() -> None:
    analysis = analyze_text(" ".join(PIECES))
    few, balanced, everything = (set(analysis.shown_at(level).risks) for level in LEVELS)
    assert set() < few <= balanced <= everything == set(analysis.risks)
    assert {risk.level for risk in few} == {"few"}
    assert all(risk.level == level_of(risk.score) for risk in everything)


@pytest.mark.parametrize("level", LEVELS)
def test_a_claim_is_of_the_level_whose_threshold_it_reaches(level: Sensitivity) -> None:
    assert level_of(threshold(level)) == level
    shown_at = [sensitivity for sensitivity in LEVELS if shows(sensitivity, level)]
    assert shown_at == list(LEVELS[LEVELS.index(level) :])


def test_the_levels_of_sensitivity_are_ordered() -> None:
    few, balanced, everything = (measurements()[level] for level in ("few", "balanced", "all"))
    assert few["threshold"] > balanced["threshold"] > everything["threshold"] > 0
    assert few["precision"] > balanced["precision"] > everything["precision"]
    assert few["recall"] < balanced["recall"] < everything["recall"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "😀", "“", "”", "\n\n", "—", "could kill"])))
def test_spans_lie_in_the_text_and_in_the_claim(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for risk in claims(text):
        assert 0 <= risk.start <= risk.trigger.start < risk.trigger.end <= risk.end <= len(text)
        for part in (risk.hazard, risk.at_risk, risk.harm):
            assert part is None or risk.start <= part.start < part.end <= risk.end


@pytest.mark.parametrize("word", ["could kill", "risk", "(", "“", "if", "and the danger of"])
def test_a_sentence_without_end_is_read(word: str) -> None:
    claims(f"{word} " * 3000)
