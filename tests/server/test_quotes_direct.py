"""Direct quotes and their speakers, as a linguist would list them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.pipeline import analyze_text


def said(text: str) -> list[tuple[str, str | None]]:
    """Each quote of `text` with the name of its speaker."""
    return [
        (text[quote.start : quote.end], quote.speaker.name if quote.speaker else None)
        for quote in analyze_text(text).quotes
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The wall will hold until spring,” said Marta Lindqvist.",
            [("The wall will hold until spring,", "Marta Lindqvist")],
        ),
        (
            'Marta Lindqvist said: "The wall will hold until spring."',
            [("The wall will hold until spring.", "Marta Lindqvist")],
        ),
        (
            "„The wall will hold until spring“, Marta Lindqvist said on Monday.",
            [("The wall will hold until spring", "Marta Lindqvist")],
        ),
        (
            "“The wall will hold,” said Marta Lindqvist, the engineer. “Nobody needs to leave.”",
            [
                ("The wall will hold,", "Marta Lindqvist"),
                ("Nobody needs to leave.", "Marta Lindqvist"),
            ],
        ),
        (
            "Marta Lindqvist wrote in her column, “The wall will hold until spring.”",
            [("The wall will hold until spring.", "Marta Lindqvist")],
        ),
        (
            "Marta Lindqvist inspected the dam.\n\n“The wall will hold until spring,” she said.",
            [("The wall will hold until spring,", "Marta Lindqvist")],
        ),
        (
            "Marta Lindqvist inspected the dam.\n\n“It needs two years,” Lindqvist told reporters.",
            [("It needs two years,", "Marta Lindqvist")],
        ),
        (
            "“We looked at every stone of it,” Marta Lindqvist said. “It was built well.\n\n"
            "“But it was built a century ago.”",
            [
                ("We looked at every stone of it,", "Marta Lindqvist"),
                ("It was built well.", "Marta Lindqvist"),
                ("But it was built a century ago.", "Marta Lindqvist"),
            ],
        ),
    ],
)
def test_a_quote_has_its_speaker_by_the_fullest_name(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “open source” models are not free.",
        "Her novel “The Long Rain” won the prize.",
        "They call it “personal superintelligence” in the brochure.",
        "Marta Lindqvist stars in the movie “Dry Season: Oh No!” and lives in Leeds.",
        "Marta Lindqvist spoke of the flood in May on the podcast “So, That Held.”",
        "Marta Lindqvist's commentary, “Neighbours, tell your own story,” is very thoughtful.",
        "The editorial, “We need a new wall before the spring,” drew many letters.",
        "Lindqvist spoke on Channel 4’s “Meet the Town” after the flood.",
        "“Rain Is the New Black” star Marta Lindqvist opened the dam.",
    ],
)
def test_scare_quotes_titles_and_terms_are_no_quotes(text: str) -> None:
    assert said(text) == []


def test_a_line_that_catches_the_eye_between_paragraphs_is_no_quote() -> None:
    text = (
        'The dam is old. "The wall will hold until spring," said Marta Lindqvist.\n\n'
        "'There's so much rain.'\n\nTwo workers were sent home on Monday."
    )
    assert said(text) == [("The wall will hold until spring,", "Marta Lindqvist")]


def test_an_unclosed_mark_spoils_nothing_beyond_its_paragraph() -> None:
    text = "He wrote “nothing.\n\n“The wall will hold until spring,” said Marta Lindqvist."
    assert said(text)[-1] == ("The wall will hold until spring,", "Marta Lindqvist")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“We will go",
                "”",
                " said ",
                "Ada Brook",
                ". ",
                "\n\n",
                "😀",
                "“",
                ", she said",
                " It ",
            ]
        ),
        max_size=25,
    )
)
def test_any_text_gives_quotes_in_order_inside_it(parts: list[str]) -> None:
    text = "".join(parts)
    last = 0
    for number, quote in enumerate(analyze_text(text).quotes):
        assert last <= quote.start < quote.end <= len(text)
        assert quote.continues is None or quote.continues < number
        last = quote.end
