"""The annotated Chinese articles: what is found in them does not fall below what was recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chinese_gold import GoldError, gold_articles, read_gold
from chinese_score import FIGURES, figures, score_articles

RECORDED = json.loads(FIGURES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", ["tuning", "held-out"])
def test_no_figure_falls_below_the_one_recorded(part: str) -> None:
    measured = figures(score_articles(gold_articles(part)))
    assert {name: value for name, value in measured.items() if value < RECORDED[part][name]} == {}


def test_a_third_of_the_articles_was_held_out() -> None:
    assert 3 * len(gold_articles("held-out")) >= len(gold_articles())


def test_an_annotation_that_is_not_in_the_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(
        "kind: x\nset: tuning\n\n他说，好。\n\n== quotes\nindirect | 他 | = | 不好\n\n== risks\n",
        encoding="utf-8",
    )
    with pytest.raises(GoldError, match="not in the text"):
        read_gold(path)
