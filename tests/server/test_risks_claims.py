"""Risk claims: what is one, what is none, who holds it and how sure."""

from __future__ import annotations

import pytest

from caveat.pipeline import analyze_text


@pytest.mark.parametrize(
    ("sentence", "category", "certainty"),
    [
        ("The cracks could kill hundreds of people below the dam.", "safety", "possible"),
        ("The plan raises the risk of a cyberattack on the grid.", "security", "possible"),
        ("Engineers warn of an explosion in the old tunnel.", "safety", "stated"),
        ("The tariffs threaten a recession in the region.", "economy", "likely"),
    ],
)
def test_a_possible_harm_is_a_claim(sentence: str, category: str, certainty: str) -> None:
    (risk,) = analyze_text(sentence).risks
    assert (risk.category, risk.certainty, risk.polarity) == (category, certainty, "asserted")
    assert sentence[risk.start : risk.end] == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The choir sang until midnight and nobody wanted to leave.",
        "The show may return next year with a new host.",
        "The helicopter crashed on Sunday and two people were killed.",
    ],
)
def test_plain_uncertainty_and_finished_harm_are_no_claims(sentence: str) -> None:
    assert analyze_text(sentence).risks == ()


def test_a_denied_risk_is_denied() -> None:
    (risk,) = analyze_text("The leak poses no danger to the public, officials say.").risks
    assert risk.polarity == "denied"


def test_the_holder_is_who_says_it() -> None:
    (risk,) = analyze_text("“The wall could kill us all,” said Marta Lindqvist.").risks
    assert risk.holder is not None
    assert risk.holder.name == "Marta Lindqvist"
