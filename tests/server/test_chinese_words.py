"""Chinese words: names put together, both scripts, offsets, and what loading leaves behind."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.domain import Block
from caveat.language.zh.parse import Document, parse
from caveat.language.zh.words import PERSON


def parsed(text: str) -> Document:
    return parse(text, [Block(0, len(text), "paragraph")])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("云港市市长林致远周一宣布，工程推迟。", ["林致远"]),
        ("首席执行官欧阳雪说，现金充足。", ["欧阳雪"]),
        ("外交部发言人毛宁10日在例行记者会上说", ["毛宁"]),
        ("王毅外长指出，合作是唯一选择。", ["王毅"]),
        ("Meta首席执行官马克·扎克伯格表示。扎克伯格说", ["马克·扎克伯格", "扎克伯格"]),
        ("联合国秘书长古特雷斯呼吁各方克制。", ["古特雷斯"]),
        ("村長江文坤批評，堤防工程延宕。", ["江文坤"]),
        ("水土保持處處長羅子衡週三表示", ["罗子衡"]),
        ("发言人于周三表示，谈判仍在继续。", []),
        ("高层表示，金价上涨。", []),
    ],
)
def test_names_of_persons_are_one_word(text: str, people: list[str]) -> None:
    assert [word.text for word in parsed(text).words if word.tag == PERSON] == people


def test_words_are_simplified_one_for_one() -> None:
    document = parsed("發言人說，風險仍在。")
    assert document.simplified == "发言人说，风险仍在。"
    assert len(document.simplified) == len(document.text)


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("林致远说，。“”「」·马克表示😀 \nABé１2　在的"), max_size=60))
def test_words_spell_the_text_whatever_it_is(text: str) -> None:
    document = parsed(text)
    assert "".join(word.text for word in document.words) == document.simplified
    assert all(document.simplified[word.start : word.end] == word.text for word in document.words)


def test_the_dictionary_is_loaded_at_the_first_chinese_block_and_in_silence() -> None:
    script = (
        "import os, tempfile\n"
        "from caveat.pipeline import analyze_text\n"
        "from caveat.language.zh.parse import _tagger\n"
        "analyze_text('“We will go,” said Marta Lindqvist, the chief engineer of the board.')\n"
        "assert _tagger.cache_info().currsize == 0\n"
        "before = set(os.listdir(tempfile.gettempdir()))\n"
        "analyze_text('云港市市长林致远周一宣布，老码头片区的拆迁将推迟到明年六月。')\n"
        "assert _tagger.cache_info().currsize == 1\n"
        "assert set(os.listdir(tempfile.gettempdir())) <= before\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::DeprecationWarning", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": sys.prefix},
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
