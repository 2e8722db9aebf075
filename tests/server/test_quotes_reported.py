"""Reported speech: without marks, and with some."""

from __future__ import annotations

import pytest

from caveat.pipeline import analyze_text


def found(text: str) -> list[tuple[str, str, str | None]]:
    """Each quote: kind, words, name of the speaker."""
    return [
        (q.kind, text[q.start : q.end], q.speaker.name if q.speaker else None)
        for q in analyze_text(text).quotes
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "Ada Brook said last year that the dam was built for another river.",
            "the dam was built for another river",
            "Ada Brook",
        ),
        (
            "According to Ada Brook, the dam was built for another river.",
            "the dam was built for another river",
            "Ada Brook",
        ),
        (
            "The dam was built for another river, Ada Brook said.",
            "The dam was built for another river",
            "Ada Brook",
        ),
        (
            "Experts have warned that the dam could fail in a wet spring.",
            "the dam could fail in a wet spring",
            "Experts",
        ),
        (
            "The ministry denied that it had known of the cracks.",
            "it had known of the cracks",
            "The ministry",
        ),
    ],
)
def test_reported_speech_without_marks_is_indirect(text: str, content: str, speaker: str) -> None:
    (kind, words, name), *others = found(text)
    assert others == []
    assert kind == "indirect"
    assert content in words
    assert len(words) <= len(content) + len("that ")
    assert name == speaker


def test_reported_speech_with_marks_in_it_is_mixed() -> None:
    text = "Ada Brook said that the dam was “a monument to another river” and had to go."
    ((kind, words, name),) = found(text)
    assert kind == "mixed"
    assert "“a monument to another river”" in words
    assert name == "Ada Brook"


@pytest.mark.parametrize(
    "text",
    [
        "The dam was built a century ago. It has eleven gates, and two of them leak.",
        "The river rose by two metres on Monday night, and the road to the north was closed.",
    ],
)
def test_what_the_article_tells_itself_is_nobody_s_quote(text: str) -> None:
    assert found(text) == []


def test_an_indirect_quote_has_a_speaker_or_is_none() -> None:
    text = "It is said that the dam was built on sand.\n\nThe dam, it seems, was built on sand."
    assert [name for kind, _, name in found(text) if kind == "indirect" and name is None] == []


def test_words_that_are_marked_but_no_speech_keep_both_their_marks() -> None:
    text = "Marta Lindqvist called the old wall “horrible.” She built a new one."
    (quote,) = analyze_text(text).quotes
    assert text[quote.start : quote.end] == "the old wall “horrible.”"


@pytest.mark.parametrize(
    "text",
    [
        "Orrin Power calls its new turbines “pocket-sized,” a word that drew laughter.",
        "The company dubs its engine “the Beast” in advertisements.",
    ],
)
def test_who_names_its_own_thing_says_nothing(text: str) -> None:
    assert analyze_text(text).quotes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook described the long road to the dam.",
        "The county reported a loss of 300 million crowns.",
        "Ada Brook accused the county of neglect.",
    ],
)
def test_a_topic_alone_is_no_reported_speech(text: str) -> None:
    assert found(text) == []


def test_what_somebody_asks_for_is_reported_speech_without_a_finite_verb() -> None:
    text = "Ada Brook ordered her engineers to build a wall by spring."
    ((kind, words, name),) = found(text)
    assert (kind, name) == ("indirect", "Ada Brook")
    assert words.endswith("build a wall by spring")
