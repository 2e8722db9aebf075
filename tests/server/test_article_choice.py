"""How the article's blocks are chosen: the forest, the best cut, the vocabularies behind both."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from caveat.article.choice import (
    Chosen,
    best_choice,
    choose,
    chosen_by_readability,
    heeding_the_page,
)
from caveat.article.classifier import (
    FEATURES,
    Forest,
    ModelError,
    block_features,
    news_forest,
    read_forest,
    write_forest,
)
from caveat.article.evidence import Evidence, gather
from caveat.article.vocabulary import (
    VocabularyError,
    class_groups,
    groups_in_name,
    groups_in_text,
    parse_vocabulary,
    phrase_groups,
)
from caveat.page.snapshot import page_from_snapshot

PROSE = "The dam above Orrin Falls, which is old, needs two years of repairs, the board said."


def evidence(body: str) -> Evidence:
    return gather(page_from_snapshot(f"<html><head></head><body>{body}</body></html>"))


NEWS = (
    '<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>'
    '<article class="story"><h1 class="headline">Dam repairs will take two years</h1>'
    '<div class="byline">By Ada Park</div><div class="story-body">'
    f"<p>{PROSE}</p><p>“{PROSE}” said Bo Li.</p><p>{PROSE} {PROSE}</p>"
    '<figure><figcaption class="caption">The dam in May. Photo: Bo Li/Reuters</figcaption></figure>'
    f"<p>{PROSE}</p><h2>What comes next</h2><p>{PROSE} {PROSE}</p><p>{PROSE}</p></div></article>"
    '<div class="newsletter">Sign up for our newsletter.</div>'
    '<div class="related"><h3>Read more</h3><ul><li><a href="/x">Floods rise</a></li></ul></div>'
    "<footer>Copyright The Orrin Herald. All rights reserved.</footer>"
)


def test_captions_bylines_and_promotions_are_no_part_of_the_article() -> None:
    assert list(_texts(choose(evidence(NEWS), news_forest())).values()) == [
        PROSE,
        f"“{PROSE}” said Bo Li.",
        f"{PROSE} {PROSE}",
        PROSE,
        "What comes next",
        f"{PROSE} {PROSE}",
        PROSE,
    ]


def _texts(chosen: Chosen) -> dict[int, str]:
    return {number: text.text for number, (_, text) in chosen.items()}


def _constant(value: float) -> Forest:
    """A forest of one leaf."""
    node = np.zeros(1, dtype=np.intp)
    return Forest(
        roots=node,
        feature=node,
        threshold=np.full(1, np.inf, dtype=np.float32),
        child=node,
        value=np.full(1, value, dtype=np.float32),
        depth=0,
    )


@pytest.mark.parametrize("probability", [0.0, 0.5], ids=["sees nothing", "cannot tell"])
def test_where_the_classifier_is_not_sure_readability_chooses(probability: float) -> None:
    page = evidence(f"<div>{PROSE * 3}</div><p>{PROSE}</p><p>{PROSE}</p>")
    assert _texts(choose(page, _constant(probability))) == _texts(chosen_by_readability(page))


def test_where_the_classifier_sees_another_text_readability_chooses() -> None:
    page = evidence(NEWS)
    rows = block_features(page)
    link_density = FEATURES.index("link_density")
    links = Forest(
        roots=np.zeros(1, dtype=np.intp),
        feature=np.array([link_density, 0, 0], dtype=np.intp),
        threshold=np.array([0.5, np.inf, np.inf], dtype=np.float32),
        child=np.array([1, 1, 2], dtype=np.intp),
        value=np.array([0, 0, 1], dtype=np.float32),
        depth=1,
    )
    assert np.array_equal(links.probabilities(rows), rows[:, link_density] > 0.5)
    assert _texts(choose(page, links)) == _texts(chosen_by_readability(page))


def test_a_forest_is_stored_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "forest.npz"
    write_forest(path, _constant(0.75))
    rows = np.zeros((1200, len(FEATURES)), dtype=np.float32)
    assert np.array_equal(read_forest(path).probabilities(rows), np.full(1200, 0.75))


def test_a_forest_of_other_features_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "forest.npz"
    np.savez(path, features=np.array(["height"]))
    with pytest.raises(ModelError, match=r"bench/extraction/train\.py"):
        read_forest(path)


BLOCKS = st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(1, 40)), min_size=1, max_size=7)


@given(BLOCKS)
def test_no_other_choice_has_a_higher_expected_f1(blocks: list[tuple[float, int]]) -> None:
    likely = np.array([block[0] for block in blocks])
    words = np.array([block[1] for block in blocks], dtype=np.float64)
    numbers, expected = best_choice(likely, words)
    assert list(numbers) == sorted(set(numbers.tolist()))
    for size in range(1, len(blocks) + 1):
        for others in combinations(range(len(blocks)), size):
            chosen = list(others)
            hits = (likely * words)[chosen].sum()
            assert 2 * hits / (words[chosen].sum() + (likely * words).sum()) <= expected + 1e-9


def _saying(column: str, said: list[float]) -> NDArray[np.float32]:
    rows = np.zeros((len(said), len(FEATURES)), dtype=np.float32)
    rows[:, FEATURES.index(column)] = said
    return rows


@pytest.mark.parametrize("column", ["in_linked_body", "article_body"])
def test_the_pages_own_word_counts_where_it_covers_the_article(column: str) -> None:
    likely = np.array([0.9, 0.9, 0.6, 0.4])
    heard = heeding_the_page(likely, _saying(column, [1, 1, 0, 1]), (40, 40, 10, 10))
    assert heard[0] > 0.9
    assert heard[2] < 0.5
    assert heard[3] > 0.5


def test_a_summary_is_not_taken_for_the_articles_body() -> None:
    likely = np.array([0.9, 0.9, 0.6])
    rows = _saying("in_linked_body", [1, 0, 0])
    assert np.array_equal(heeding_the_page(likely, rows, (40, 40, 10)), likely)


def test_nothing_is_chosen_from_nothing() -> None:
    numbers, expected = best_choice(np.empty(0), np.empty(0))
    assert (numbers.size, expected) == (0, 0.0)
    assert choose(evidence(""), news_forest()) == {}


def _names(bits: int, groups: tuple[str, ...]) -> set[str]:
    return {group for number, group in enumerate(groups) if bits >> number & 1}


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("wp-caption-text", {"caption", "body"}),
        ("articleBody", {"body"}),
        ("StoryBody__related", {"body", "related"}),
        ("NEWSLETTER", {"promo"}),
        ("css-1q2w3e", set()),
        ("", set()),
    ],
)
def test_what_class_names_say(name: str, groups: set[str]) -> None:
    assert _names(groups_in_name(name), class_groups()) == groups


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Read more: floods rise", {"more"}),
        ("READ  MORE", {"more"}),
        ("Breadmore", set()),
        ("Sign up for our newsletter", {"subscribe"}),
        ("By Ada Park", {"byline"}),
        ("Photo: Ada Park/Reuters", {"credit"}),
        ("责任编辑：李明", {"byline"}),
        ("版权所有 未经授权不得转载", {"legal"}),
        ("The dam is old.", set()),
    ],
)
def test_what_texts_say(text: str, groups: set[str]) -> None:
    assert _names(groups_in_text(text), phrase_groups()) == groups


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("body: article\nbody: story", "line 2"),
        ("body: article\nstory: article", "line 2.*'article'"),
        ("# note\nbody: article  text", "line 2.*''"),
        ("body article", "line 1"),
        ("body: Article", "line 1.*'Article'"),
    ],
)
def test_a_faulty_vocabulary_is_refused(text: str, fault: str) -> None:
    with pytest.raises(VocabularyError, match=f"words.txt, {fault}"):
        parse_vocabulary(text, "words.txt", " ")
