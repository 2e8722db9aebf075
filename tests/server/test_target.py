"""Targets: from code points of the article to UTF-16 units of the page and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caveat.annotations.target import CONTEXT, Position, Targets
from caveat.domain import NO_PLACE, Article, Source
from caveat.page.page import utf16_length
from caveat.page.snapshot import page_from_snapshot

KEPT = st.text(st.sampled_from("ab é😀👩‍🚀א"), max_size=12)
DROPPED = st.text(st.sampled_from("xy😀 "), max_size=6)


def article_and_page(parts: list[tuple[str, str]]) -> tuple[Article, Targets, str]:
    """An article of the first of each pair, on a page of both."""
    text, places, page = "", [], ""
    for kept, dropped in parts:
        for letter in kept:
            places.append(utf16_length(page))
            text += letter
            page += letter
        page += dropped
    article = Article(text, (), "en", Source(), tuple(places))
    body = page_from_snapshot(f"<html><body>{page}</body></html>")
    return article, Targets(article, body), page


@given(st.lists(st.tuples(KEPT, DROPPED), min_size=1), st.data())
def test_a_target_without_its_gaps_is_the_annotation(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    article, targets, page = article_and_page(parts)
    start = data.draw(st.integers(0, len(article.text)))
    end = data.draw(st.integers(start, len(article.text)))
    target = targets.target(start, end)
    if start == end:
        assert target is None
        return
    assert target is not None
    units = page.encode("utf-16-le")
    first, last = target["position"]["start"], target["position"]["end"]
    assert target["quote"]["exact"] == units[2 * first : 2 * last].decode("utf-16-le")
    drawn, at = "", first
    end_of_all: Position = {"start": last, "end": last}
    for gap in [*target["gaps"], end_of_all]:
        drawn += units[2 * at : 2 * gap["start"]].decode("utf-16-le")
        at = gap["end"]
    assert drawn.replace(" ", "") == article.text[start:end].replace(" ", "")


def test_context_never_cuts_an_emoji() -> None:
    _, targets, _ = article_and_page([("😀" * 40, "")])
    target = targets.target(20, 21)
    assert target is not None
    assert target["quote"] == {
        "exact": "😀",
        "prefix": "😀" * (CONTEXT // 2),
        "suffix": "😀" * (CONTEXT // 2),
    }


def test_separators_between_blocks_have_no_place() -> None:
    page = page_from_snapshot("<html><body><p>ab</p><p>cd</p></body></html>")
    article = Article("ab\n\ncd", (), "en", Source(), (0, 1, NO_PLACE, NO_PLACE, 2, 3))
    target = Targets(article, page).target(1, 5)
    assert target is not None
    assert target["position"] == {"start": 1, "end": 3}
    assert target["gaps"] == []
    assert Targets(article, page).target(2, 4) is None
