"""Risk claims in Chinese: frames, modality, denial, and what is kept out."""

from __future__ import annotations

import pytest

from caveat.domain import Block, Risk
from caveat.language.zh import LANGUAGE
from caveat.pipeline import analyze_text

BALANCED = 0.3

CLAIMS = [
    # text, category, polarity, certainty
    ("专家警告，人工智能可能被滥用。", "technology", "asserted", "possible"),
    ("油价上涨将引发通胀。", "economy", "asserted", "likely"),
    ("央行称，金融市场风险可控。", "economy", "denied", "stated"),
    ("吸烟会导致癌症。", "health", "asserted", "likely"),
    ("卫生部门称，疫情扩散的风险目前很低。", "health", "denied", "stated"),
    ("该药不会对患者的健康构成威胁。", "health", "denied", "stated"),
    ("患者无需恐慌。", "health", "denied", "stated"),
    ("三千个就业岗位恐将不保。", "economy", "asserted", "possible"),
    ("如果高温再持续两个月，珊瑚将无法恢复。", "environment", "asserted", "likely"),
    ("一旦数据库泄露，用户就会受害。", "technology", "asserted", "possible"),
    ("這座老橋隨時有坍塌的危險。", "safety", "asserted", "stated"),
    ("過度捕撈使魚群瀕臨滅絕。", "environment", "asserted", "stated"),
    ("长期熬夜损害健康。", "health", "asserted", "stated"),
    ("北国威胁要对邻国动武。", "security", "asserted", "likely"),
    ("没有人能保证洪水不会再来。", "safety", "asserted", "possible"),
    ("经济学家担心，出口下滑将拖累就业。", "economy", "asserted", "likely"),
    ("我们必须规避网络攻击的风险。", "security", "asserted", "stated"),
]


def claims(text: str) -> list[Risk]:
    blocks = [Block(0, len(text), "paragraph")]
    return list(LANGUAGE.risks(LANGUAGE.parse(text, blocks))(BALANCED))


@pytest.mark.parametrize(("text", "category", "polarity", "certainty"), CLAIMS)
def test_finds_the_claim(text: str, category: str, polarity: str, certainty: str) -> None:
    (risk,) = claims(text)
    assert (risk.category, risk.polarity, risk.certainty) == (category, polarity, certainty)
    assert risk.start <= risk.trigger.start < risk.trigger.end <= risk.end


@pytest.mark.parametrize(
    "text",
    [
        "他周末去公园散步。",
        "公司去年裁员两百人。",
        "会议将于周五举行。",
        "他从事风险投资，也卖保险。",
        "车祸造成三人死亡。",
        "死亡人数正在下降。",
        "新措施旨在防止数据泄露。",
        "他因诈骗被判处有期徒刑五年。",
        "被告面临最高十年的监禁。",
        "文章批评了所谓威胁论。",
        "商家提供无风险试用。",
        "这部恐怖片下周上映。",
    ],
)
def test_leaves_the_rest_alone(text: str) -> None:
    assert claims(text) == []


def test_losing_a_match_is_no_risk_but_an_injury_may_be() -> None:
    match = "球队在决赛中面临失去冠军的风险。门将和前锋都说，主场球迷可能失望，联赛赛季漫长。"
    assert claims(match) == []
    injury = "队医警告，前锋可能因脑震荡猝死。"
    assert [risk.category for risk in claims(match + injury)] == ["health"]


def test_the_span_is_the_clause_and_the_holder_who_says_it() -> None:
    text = "本报讯。市议员周慕云警告说，如果资金继续短缺，项目可能烂尾，他不愿多谈。"
    (risk,) = analyze_text(text).risks
    assert text[risk.start : risk.end] == "如果资金继续短缺，项目可能烂尾"
    assert risk.holder is not None
    assert risk.holder.name == "周慕云"
    assert risk.reason is not None
    assert risk.reason.startswith("可能 + 烂尾")


def test_a_fear_without_a_word_of_harm_belongs_to_whom_it_troubles() -> None:
    text = "村民杨腊梅担心，八岁的女儿没人看管。"
    (risk,) = claims(text)
    assert risk.holder is not None
    assert risk.holder.name == "杨腊梅"


@pytest.mark.parametrize(
    ("text", "hazard", "at_risk", "harm"),
    [
        ("贸易争端可能危及整个北湾的稳定。", "贸易争端", "整个北湾的稳定", None),
        ("防波堤不会对居民构成威胁。", "防波堤", "居民", None),
        ("下游的村庄岌岌可危。", None, "村庄", None),
        ("油价上涨将引发通胀。", "油价", "通胀", "通胀"),
    ],
)
def test_names_hazard_what_is_at_risk_and_the_harm(
    text: str, hazard: str | None, at_risk: str | None, harm: str | None
) -> None:
    (risk,) = claims(text)
    parts = [
        part and text[part.start : part.end] for part in (risk.hazard, risk.at_risk, risk.harm)
    ]
    assert parts == [hazard, at_risk, harm]
