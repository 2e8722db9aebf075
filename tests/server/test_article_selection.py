"""What the reader selected becomes the article: the selected characters, and no other."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

import pytest
from conftest import ARTICLE, ExtensionClient
from hypothesis import given
from hypothesis import strategies as st

from caveat.annotations.wire import to_wire
from caveat.article.errors import NoArticleError
from caveat.article.selection import selected_article
from caveat.domain import NO_PLACE
from caveat.page.page import Page, utf16_length
from caveat.page.snapshot import page_from_snapshot
from caveat.pipeline import analyze_selection

HOME = (
    '<html lang="en"><body><h2><a href="/1">Dam</a></h2><p>A teaser. 😀</p>'
    "<p>“The wall could fail,” said Marta Lindqvist.<br/>Nobody sleeps.</p>"
    "<p>Another teaser.</p></body></html>"
)


def stretch(page: Page, first: str, last: str) -> tuple[int, int]:
    """From the beginning of one text to the end of another, in UTF-16 units."""
    start = utf16_length(page.text[: page.text.index(first)])
    end = page.text.index(last) + len(last)
    return start, utf16_length(page.text[:end])


def test_the_selection_is_the_article() -> None:
    page = page_from_snapshot(HOME)
    article = selected_article(page, [stretch(page, "wall could", "Nobody sl")])
    assert article.text == "wall could fail,” said Marta Lindqvist.\nNobody sl"


def test_several_stretches_are_read_in_page_order() -> None:
    page = page_from_snapshot(HOME)
    parts = [stretch(page, "Another", "Another"), stretch(page, "A teaser", "teaser. 😀")]
    assert selected_article(page, parts).text == "A teaser. 😀\n\nAnother"


def test_what_is_found_in_a_selection_stands_on_its_own_words() -> None:
    page = page_from_snapshot(HOME)
    analysis = to_wire(analyze_selection(page, [stretch(page, "teaser. 😀", "sleeps.")]), page)
    (quote,) = analysis["quotes"]
    units = page.text.encode("utf-16-le")
    start, end = quote["target"]["position"].values()
    assert units[2 * start : 2 * end].decode("utf-16-le") == quote["text"] == "The wall could fail,"
    assert quote["speaker"]["name"] == "Marta Lindqvist"


@pytest.mark.parametrize("parts", [[], [(3, 3)], [(7, 2)], [(10**6, 10**7)]])
def test_a_selection_without_text_is_refused(parts: list[tuple[int, int]]) -> None:
    with pytest.raises(NoArticleError, match="select"):
        selected_article(page_from_snapshot(HOME), parts)


TEXT = st.text(st.sampled_from("ab é😀א\u00ad\u200b\n"), max_size=8)


@given(
    st.lists(st.tuples(st.sampled_from(["p", "b", "div", "br", "pre"]), TEXT, TEXT), max_size=8),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_every_selected_letter_and_no_other_is_in_the_article(
    parts: list[tuple[str, str, str]], stretches: list[tuple[int, int]]
) -> None:
    body = "".join(f"<{tag}>{escape(a)}</{tag}>{escape(b)}" for tag, a, b in parts)
    page = page_from_snapshot(f"<html><body>{body}</body></html>")
    wanted = ""
    at = 0
    for letter in page.text:
        if any(start <= at < end for start, end in stretches):
            wanted += letter
        at += utf16_length(letter)
    try:
        article = selected_article(page, stretches)
    except NoArticleError:
        assert not wanted.strip("\u00ad\u200b \n")
        return
    letters = [letter for letter in wanted if letter not in " \n\u00ad\u200b"]
    assert [letter for letter in article.text if not letter.isspace()] == letters
    units = page.text.encode("utf-16-le")
    for letter, place in zip(article.text, article.places, strict=True):
        if place != NO_PLACE and not letter.isspace():
            there = units[2 * place : 2 * (place + utf16_length(letter))]
            assert there.decode("utf-16-le") == letter


def ask(client: ExtensionClient, page: str, **how: Any) -> Any:
    request = {"url": "https://news.test/", "title": "T", "language": "en", "page": page}
    return client.post("/api/analyses", json={**request, **how})


def test_a_page_without_an_article_is_analysed_anyway_if_asked(client: ExtensionClient) -> None:
    assert ask(client, HOME).status_code == 422
    assert ask(client, HOME, anyway=False).status_code == 422
    answer = ask(client, HOME, anyway=True)
    assert answer.status_code == 200
    assert [each["text"] for each in answer.get_json()["quotes"]] == ["The wall could fail,"]


def test_a_selection_is_asked_for_by_positions(client: ExtensionClient) -> None:
    page = page_from_snapshot(HOME)
    start, end = stretch(page, "“The", "Nobody sleeps.")
    answer = ask(client, HOME, selection=[{"start": start, "end": end}])
    assert answer.get_json()["article"]["text"].startswith("“The wall could fail,”")


def test_a_selection_of_an_article_is_read_alone(client: ExtensionClient) -> None:
    snapshot = f"<html><body>{ARTICLE}</body></html>"
    page = page_from_snapshot(snapshot)
    start, end = stretch(page, "“Nobody", "below it.”")
    answer = ask(client, snapshot, selection=[{"start": start, "end": end}])
    assert answer.get_json()["article"]["text"] == "“Nobody should sleep below it.”"


@pytest.mark.parametrize(
    "how",
    [
        {"anyway": "yes"},
        {"selection": []},
        {"selection": [{"start": -1, "end": 2}]},
        {"selection": [{"start": 1}]},
        {"selection": [[1, 2]]},
    ],
)
def test_what_is_no_choice_is_refused(client: ExtensionClient, how: dict[str, Any]) -> None:
    answer = ask(client, HOME, **how)
    assert answer.status_code == 400
    assert answer.get_json()["type"] == "urn:caveat:problem:bad-request"
