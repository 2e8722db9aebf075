"""Risk claims in Chinese: the frames, on words as a segmenter gives them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from caveat.language.zh.risks.find import find

CLAIMS = [
    # words, category, polarity, certainty
    ("专家 警告 ， 人工智能 可能 被 滥用 。", "technology", "asserted", "possible"),
    ("油价 上涨 将 引发 通胀 。", "economy", "asserted", "likely"),
    ("央行 称 风险 可控 。", "society", "denied", "stated"),
    ("吸烟 会 导致 癌症 。", "health", "asserted", "likely"),
]


@dataclass(frozen=True)
class Word:
    text: str
    start: int


@dataclass(frozen=True)
class Document:
    text: str
    words: tuple[Word, ...]


def document(spaced: str) -> Document:
    words, text = [], ""
    for word in spaced.split():
        words.append(Word(word, len(text)))
        text += word
    return Document(text, tuple(words))


@pytest.mark.parametrize(("spaced", "category", "polarity", "certainty"), CLAIMS)
def test_finds_the_claim(spaced: str, category: str, polarity: str, certainty: str) -> None:
    (risk,) = find(document(spaced), 0.3)
    assert (risk.category, risk.polarity, risk.certainty) == (category, polarity, certainty)


@pytest.mark.parametrize(
    "spaced",
    [
        "他 周末 去 公园 散步 。",
        "公司 去年 裁员 两百 人 。",
        "会议 将 于 周五 举行 。",
        "他 从事 风险投资 。",
    ],
)
def test_leaves_the_rest_alone(spaced: str) -> None:
    assert list(find(document(spaced), 0.3)) == []
