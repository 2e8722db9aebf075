"""Quotation marks: every way in which writers pair them, and fail to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.quotes.marks import stretches


def inside(text: str) -> list[str]:
    return [text[part.start : part.end] for part in stretches(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” she said.", ["We go,"]),
        ('"We go," she said. "Now."', ["We go,", "Now."]),
        ("„Wir gehen“, sagte sie.", ["Wir gehen"]),
        ("«Nous partons», dit-elle.", ["Nous partons"]),
        ("»Wir gehen«, sagte sie.", ["Wir gehen"]),
        ("”Vi går”, sa hon.", ["Vi går"]),
        ("「我们走」,她说。", ["我们走"]),
        ("''We go,'' she said.", ["We go,"]),
        ("‘We go,’ she said.", ["We go,"]),
        ("'We go,' she said.", ["We go,"]),
    ],
)
def test_all_kinds_of_marks(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘I don’t think it’s over,’ he said.", ["I don’t think it’s over,"]),
        ("'I don't think it's over,' he said.", ["I don't think it's over,"]),
        ("‘The workers’ wages will rise,’ he said.", ["The workers’ wages will rise,"]),
        ("The workers’ wages rose in the ’90s.", []),
        ("Rock 'n' roll is the '60s' music.", []),
    ],
)
def test_apostrophes_are_no_marks(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“She said ‘no’ to me,” he said.", ["She said ‘no’ to me,"]),
        ("‘She said “no” to me,’ he said.", ["She said “no” to me,"]),
        ("“He said “no” to me,” she said.", ["He said “no” to me,"]),
        ("\"He said 'no' to me,\" she said.", ["He said 'no' to me,"]),
    ],
)
def test_of_nested_marks_the_outermost_count(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go on and on", ["We go on and on"]),
        ("We go,” she said.", []),
        ('“We go," she said. "Now."', ["We go,", "Now."]),
        ("“We go, she said. “Now,” she said.", ["We go, she said. ", "Now,"]),
        ("“We go,“ she said. “Now.“", ["We go,", "Now."]),
        ('The 6" pipe burst, "all at once," he said.', ["all at once,"]),
    ],
)
def test_unbalanced_and_mixed_marks(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_a_stretch_that_runs_to_the_end_of_its_block_is_open() -> None:
    text = "“One.” “Two"
    assert [part.closed for part in stretches(text, 0, len(text))] == [True, False]


@given(st.text(st.sampled_from("ab .,\n'\"“”„‘’«»「」s😀"), max_size=80))
def test_any_marks_however_unbalanced_give_stretches_inside_their_block(text: str) -> None:
    last = 0
    for found in stretches(text, 0, len(text)):
        assert last <= found.start < found.end <= len(text)
        last = found.end
