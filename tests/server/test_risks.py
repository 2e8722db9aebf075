"""Which sentences are risk claims, and what the claim says; offsets hold on any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.domain import Risk
from caveat.pipeline import analyze_text

CLAIMS = [
    # text, category, polarity, certainty, words that must be in the claim
    ("Superintelligence will raise novel safety concerns.", "likely", "safety concerns"),
    ("The cuts could cost thousands of jobs.", "possible", "could cost"),
    ("Opening the model could increase the risk of misuse by bad actors.", "possible", "misuse"),
    ("The new rules may erode the company’s competitive edge.", "possible", "erode"),
]

NO_CLAIMS = [
    "The museum opens at nine on Sundays.",
    "The band played for two hours and thanked the crowd.",
    "The show may return next year.",
]


def claims(text: str) -> tuple[Risk, ...]:
    return analyze_text(text).risks


@pytest.mark.parametrize(("text", "certainty", "words"), CLAIMS)
def test_finds_the_claim(text: str, certainty: str, words: str) -> None:
    (risk,) = claims(text)
    assert words in text[risk.start : risk.end]
    assert risk.certainty == certainty


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_leaves_the_rest_alone(text: str) -> None:
    assert claims(text) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([c[0] for c in CLAIMS] + [*NO_CLAIMS, "😀", "“", "\n\n"])))
def test_spans_lie_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for risk in claims(text):
        assert 0 <= risk.start <= risk.trigger.start < risk.trigger.end <= risk.end <= len(text)
        for part in (risk.hazard, risk.at_risk, risk.harm):
            assert part is None or risk.start <= part.start < part.end <= risk.end


def test_a_denied_risk_is_denied() -> None:
    (risk,) = claims("The leak poses no danger to the public, officials say.")
    assert risk.polarity == "denied"


def test_the_holder_is_who_says_it() -> None:
    (risk,) = claims("“The wall could kill us all,” said Marta Lindqvist.")
    assert risk.holder is not None
    assert risk.holder.name == "Marta Lindqvist"
