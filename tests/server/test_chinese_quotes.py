"""Quotes in Chinese with their speakers, as a linguist would list them."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.domain import Block
from caveat.language.zh import LANGUAGE
from caveat.page.html_file import page_from_html
from caveat.pipeline import analyze_page, analyze_text

Found = tuple[str, str, str | None]


def blocks_of(text: str) -> list[Block]:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), "paragraph"))
        start += len(line) + 1
    return blocks


def said(text: str) -> list[Found]:
    """Each quote of `text`: its kind, its words, and the name of its speaker."""
    blocks = blocks_of(text)
    quotes = LANGUAGE.quotes(LANGUAGE.parse(text, blocks), blocks)
    return [
        (quote.kind, text[quote.start : quote.end], quote.speaker.name if quote.speaker else None)
        for quote in quotes
    ]


DIRECT = [
    ("林致远说：“大坝今年不会蓄水。”", "大坝今年不会蓄水。", "林致远"),
    ("“大坝今年不会蓄水。”林致远在记者会上说。", "大坝今年不会蓄水。", "林致远"),
    ("「大壩今年不會蓄水，」林致遠說。", "大壩今年不會蓄水，", "林致遠"),
    ("『大壩今年不會蓄水。』林致遠表示。", "大壩今年不會蓄水。", "林致遠"),
    ('"我们必须马上行动，"联合国秘书长古特雷斯说。', "我们必须马上行动，", "古特雷斯"),
    ("他摇摇头：“我搬不动了。”", "我搬不动了。", None),
    ("林致远摇摇头：“我搬不动了。”", "我搬不动了。", "林致远"),
    ("林致远强调“绝不会让居民吃亏”。", "绝不会让居民吃亏", "林致远"),
    ("“我不知道。”她摇了摇头，没有再说话。", "我不知道。", None),
    ("马克·扎克伯格出席了会议。\n“我们会更小心，”扎克伯格说。", "我们会更小心，", "马克·扎克伯格"),
    ("市长林致远走上台。\n“我们会更小心，”他说。", "我们会更小心，", "林致远"),
    ("“所谓‘惠民工程’只是一张图纸。”周慕云说。", "所谓‘惠民工程’只是一张图纸。", "周慕云"),
]


@pytest.mark.parametrize(("text", "words", "name"), DIRECT)
def test_direct(text: str, words: str, name: str | None) -> None:
    assert said(text) == [("direct", words, name)]


INDIRECT = [
    ("世界卫生组织警告称，疫情可能扩散。", "疫情可能扩散", "世界卫生组织"),
    ("王毅外长指出，合作是唯一选择。", "合作是唯一选择", "王毅"),
    ("Meta首席执行官扎克伯格认为开源并不安全。", "开源并不安全", "扎克伯格"),
    ("据新华社报道，专家组周三抵达现场。", "专家组周三抵达现场", "新华社"),
    ("據《海岳財經》報導，兩家公司將合併。", "兩家公司將合併", "海岳財經"),
    ("有分析人士指出，此举恐将损害两国关系。", "此举恐将损害两国关系", "分析人士"),
    ("工业部有关负责人表示，标准正在制定中。", "标准正在制定中", "工业部有关负责人"),
    ("多名知情人士向本报透露，双方已接近达成协议。", "双方已接近达成协议", "多名知情人士"),
    ("在何晓晴看来，这是一场没有赢家的比赛。", "这是一场没有赢家的比赛", "何晓晴"),
    ("何晓晴的丈夫周立明表示，他们不会上诉。", "他们不会上诉", "周立明"),
    ("市住建局一名不愿透露姓名的官员说，桥已老化。", "桥已老化", "市住建局一名不愿透露姓名的官员"),
    ("美国总统拜登周二表示，关税将继续存在。", "关税将继续存在", "拜登"),
    ("发言人朱凤莲15日应询表示，会议如期举行。", "会议如期举行", "朱凤莲"),
    ("《纽约时报》援引知情人士的话称，谈判已经破裂。", "谈判已经破裂", "纽约时报"),
    ("災民自救會呼籲政府儘快完成安置。", "政府儘快完成安置", "災民自救會"),
]


@pytest.mark.parametrize(("text", "words", "name"), INDIRECT)
def test_indirect(text: str, words: str, name: str) -> None:
    assert said(text) == [("indirect", words, name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“运气站在我们这边。”秦岳表示，“但不会永远如此。”",
            [
                ("direct", "运气站在我们这边。", "秦岳"),
                ("direct", "但不会永远如此。", "秦岳"),
            ],
        ),
        (
            "秦岳说，队员们“踢得像是已经赢了”。",
            [("mixed", "队员们“踢得像是已经赢了”", "秦岳")],
        ),
        (
            "欧阳雪承认，公司低估了对手，但她否认将大规模裁员。",
            [
                ("indirect", "公司低估了对手", "欧阳雪"),
                ("indirect", "将大规模裁员", "欧阳雪"),
            ],
        ),
        (
            "欧阳雪提出了新方案，并强调公司不会裁员。",
            [("indirect", "公司不会裁员", "欧阳雪")],
        ),
        (
            "供应商负责人何晓晴表示，货款已拖欠四个月：“工人等着发工资。”",
            [
                ("indirect", "货款已拖欠四个月", "何晓晴"),
                ("direct", "工人等着发工资。", "何晓晴"),
            ],
        ),
        (
            "“我们会回来。”何晓晴说。“一定会。”",
            [("direct", "我们会回来。", "何晓晴"), ("direct", "一定会。", "何晓晴")],
        ),
        (
            "林致远说：“第一段话在这里。\n“第二段话在这里。”",
            [("direct", "第一段话在这里。", "林致远"), ("direct", "第二段话在这里。", "林致远")],
        ),
        (
            "《周报》：情况怎样？\n苏婉：还不算坏。\n《周报》：为什么？\n苏婉：因为海水变冷了。",
            [("direct", "还不算坏。", "苏婉"), ("direct", "因为海水变冷了。", "苏婉")],
        ),
    ],
)
def test_split_mixed_coordinate_and_answered(text: str, expected: list[Found]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "这款产品被称为“国民神车”，所谓“智能”不过是噱头。",
        "影片《河的第三岸》下周上映，片名“第三岸”意味深长。",
        "他没有说明原因。总的来说，结果令人满意。",
        "也就是说，方案通过了。据说他已离开。",
        "公司拒绝透露谈判细节，也没有回应置评请求。",
        "林致远否认了这一说法。",
        "林致远对此表示强烈不满。",
        "这是令人担忧的结果。",
        "公司以“造年轻人的第一辆车”为口号。",
        "如果他说这样的话，会议就会结束。",
        "我认为这部电影值得一看。",
    ],
)
def test_terms_titles_nouns_and_things_not_said_are_no_quotes(text: str) -> None:
    assert said(text) == []


def test_the_words_before_a_name_describe_it() -> None:
    (quote,) = analyze_text("Meta CEO马克·扎克伯格说，这件事非常难，需要很长时间。").quotes
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.description) == ("马克·扎克伯格", "Meta CEO")


def test_a_page_in_two_languages_has_the_quotes_of_both() -> None:
    english = Path(__file__).parents[2] / "bench" / "articles" / "technology.html"
    source = english.read_text(encoding="utf-8")
    chinese = "<p>市长林致远周一表示，这种眼镜可能被用于跟踪和诈骗，必须尽快立法加以规范。</p>"
    at = source.rindex("<p", 0, source.index("</article>"))
    analysis = analyze_page(page_from_html((source[:at] + chinese + source[at:]).encode()))
    assert set(analysis.languages) == {"en", "zh"}
    names = [quote.speaker.name for quote in analysis.quotes if quote.speaker]
    assert "林致远" in names
    assert len(names) > 1
    assert "林致远" in [risk.holder.name for risk in analysis.risks if risk.holder]


PIECES = ["“我们走。", *"”「」说，。：他并据\n😀", "林致远", "表示", "报道"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_gives_quotes_in_order_inside_it(parts: list[str]) -> None:
    text = "".join(parts)
    blocks = blocks_of(text)
    last = 0
    for number, quote in enumerate(LANGUAGE.quotes(LANGUAGE.parse(text, blocks), blocks)):
        assert last <= quote.start < quote.end <= len(text)
        assert quote.continues is None or quote.continues < number
        last = quote.end


def calls_for(text: str) -> int:
    """How many calls reading, quotes and risks make, as the interpreter counts them."""
    count = 0

    def counted(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    blocks = [Block(0, len(text), "paragraph")]
    sys.setprofile(counted)
    try:
        document = LANGUAGE.parse(text, blocks)
        LANGUAGE.quotes(document, blocks)
        list(LANGUAGE.risks(document)(0.0))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    ["说", "他说“", "风险", "（", "」「", "他的", "马克·", "林致远表示", "可能失业", "他说：“a"],
)
def test_hostile_text_costs_in_proportion_to_its_length(unit: str) -> None:
    calls_for(unit)
    once, fourfold = (calls_for(unit * (size // len(unit))) for size in (1500, 6000))
    assert fourfold < 5 * once
