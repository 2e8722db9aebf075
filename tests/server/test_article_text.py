"""The article's text: blocks as rendered, and every character found again in the page text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.article.blocks import INVISIBLE, page_blocks
from caveat.article.choice import chosen_by_readability
from caveat.article.evidence import gather
from caveat.article.extract import extract
from caveat.article.text import joined, rendered
from caveat.domain import NO_PLACE
from caveat.page.html_file import page_from_html
from caveat.page.page import Page
from caveat.page.snapshot import page_from_snapshot

RENDERED = [
    ("words and spaces collapse", "<p> One \n two\t<b> three</b> four</p>", ["One two three four"]),
    ("no-break space", "<p>One\u00a0two</p>", ["One two"]),
    ("a space between elements", "<p><b>One</b> <i>two</i></p>", ["One two"]),
    ("no space between elements", "<p><b>One</b><i>two</i></p>", ["Onetwo"]),
    ("soft hyphens, zero width", "<p>Com\u00adpa\u200bny \ufeffnews</p>", ["Company news"]),
    ("marks of direction", "<p>\u200fقال \u202bالوزير\u202c</p>", ["قال الوزير"]),
    ("emoji keep their joiners", "<p>A 👩\u200d🚒 spoke 😀.</p>", ["A 👩\u200d🚒 spoke 😀."]),
    ("<br> is a line feed", "<p>One <br> two</p>", ["One\ntwo"]),
    ("two <br> part blocks", "<div>One<br><br>two</div>", ["One", "two"]),
    ("<br> at the ends is nothing", "<p><br>One<br></p>", ["One"]),
    ("a block in a block parts it", "<div>One<p>two</p>three</div>", ["One", "two", "three"]),
    ("an empty block too", "<div>One<div></div>two</div>", ["One", "two"]),
    ("a rule too", "<div>One<hr/>two</div>", ["One", "two"]),
    ("inline elements do not", "<div>One <span><a>two</a></span> three</div>", ["One two three"]),
    ("cells are blocks", "<table><tr><td>One</td><td>two</td></tr></table>", ["One", "two"]),
    ("white space alone is none", "<div> <p> </p> \u00ad <p>One</p></div>", ["One"]),
    ("<pre> keeps its lines", "<pre>One\n  two   three</pre>", ["One\ntwo three"]),
    ("Chinese broken in the source", "<p>风险\n  正在上升</p>", ["风险正在上升"]),
    ("but not Korean", "<p>위험이\n커졌다</p>", ["위험이 커졌다"]),
    ("ruby without its readings", "<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby>字</p>", ["漢字"]),
    ("ideographic space", "<p>　　他说：</p>", ["他说："]),
]


@pytest.mark.parametrize(("body", "texts"), [pytest.param(*row[1:], id=row[0]) for row in RENDERED])
def test_blocks_read_as_rendered(body: str, texts: list[str]) -> None:
    page = page_from_snapshot(
        f"<html><head></head><body>{body.replace('<br>', '<br/>')}</body></html>"
    )
    blocks = [rendered(block) for block in page_blocks(page)]
    assert [block.text for block in blocks] == texts
    whole, starts = joined(blocks)
    assert whole.text == "\n\n".join(texts)
    assert [whole.text[start:].split("\n\n")[0] for start in starts] == texts
    assert_found_again(page, whole.text, whole.places)


KINDS = [
    ("<h2>Costs</h2>", "heading"),
    ('<div role="heading">Costs</div>', "heading"),
    ("<p>Costs</p>", "paragraph"),
    ("<div>Costs rise.</div>", "paragraph"),
    ("<div>“Costs rise.”</div>", "paragraph"),
    ("<div>成本上升。</div>", "paragraph"),
    ("<div>Costs</div>", "other"),
    ("<ul><li>Costs</li></ul>", "list_item"),
    ("<ul><li><p>Costs</p></li></ul>", "list_item"),
    ("<blockquote><p>Costs rise.</p></blockquote>", "blockquote"),
    ("<figure><figcaption><p>Costs rise.</p></figcaption></figure>", "caption"),
    ("<figure><img/><div>Costs rise.</div></figure>", "caption"),
]


@pytest.mark.parametrize(("body", "kind"), KINDS)
def test_kinds_of_blocks(body: str, kind: str) -> None:
    page = page_from_snapshot(f"<html><body>{body}</body></html>")
    assert [block.kind for block in extract(page, anyway=True).blocks] == [kind]


CHARACTERS = st.sampled_from("ab.,“” \n\t\r\u00a0\u00ad\u200b\u200d\u3000é中文한글ا😀𝔸\ufffd")
TEXT = st.text(CHARACTERS, max_size=12)
TAGS = ["p", "div", "b", "a", "span", "li", "h2", "blockquote", "pre", "rt", "td", "article", "q"]


def _element(tag: str, children: list[str]) -> str:
    return f"<{tag}>{''.join(children)}</{tag}>"


TREES = st.recursive(
    TEXT.map(lambda text: escape(text, quote=False).replace("\r", "&#13;")) | st.just("<br/>"),
    lambda inner: st.builds(_element, st.sampled_from(TAGS), st.lists(inner, max_size=5)),
    max_leaves=40,
)


@given(st.lists(TREES, min_size=1, max_size=4))
def test_every_character_of_any_tree_is_found_again(trees: list[str]) -> None:
    page = page_from_snapshot(f"<html><body>{''.join(trees)}</body></html>")
    blocks = page_blocks(page)
    whole, _ = joined(rendered(block) for block in blocks)
    assert_found_again(page, whole.text, whole.places)
    visible = [letter for letter in whole.text if not letter.isspace()]
    nodes = [node for node in page.nodes if not _in_ruby_reading(node.parent)]
    letters = "".join(node.text for node in nodes).translate({ord(c): None for c in INVISIBLE})
    assert visible == [letter for letter in letters if not letter.isspace()]


@given(st.lists(TREES, min_size=1, max_size=4))
def test_blocks_of_any_article_are_cut_cleanly(trees: list[str]) -> None:
    prose = "<p>Enough words, with commas, to look like prose to anybody who reads them.</p>" * 3
    page = page_from_html(f"<html><body><div>{prose}{''.join(trees)}</div></body></html>".encode())
    article = extract(page, anyway=True)
    assert_found_again(page, article.text, article.places)
    end = 0
    for number, block in enumerate(article.blocks):
        text = article.text[block.start : block.end]
        assert text == text.strip() != ""
        assert article.text[end : block.start] == ("\n\n" if number else "")
        end = block.end
    assert end == len(article.text)


def test_what_readability_leaves_out_of_a_paragraph_does_not_join_its_neighbours() -> None:
    paragraph = "<p>The dam, which is old, and the town, which is older, were inspected.</p>" * 4
    odd = '<p>One word<span class="sidebar">, advertisement,</span>another word, and more.</p>'
    page = page_from_snapshot(f"<html><body><div>{paragraph}{odd}</div></body></html>")
    _, text = max(chosen_by_readability(gather(page)).items())[1]
    assert text.text == "One word another word, and more."
    assert text.places[text.text.index(" another")] == NO_PLACE
    assert_found_again(page, text.text, text.places)


def assert_found_again(page: Page, text: str, places: Sequence[int]) -> None:
    """At every place stands, in the page text's UTF-16, the character that the article has."""
    units = page.text.encode("utf-16-le")
    assert len(places) == len(text)
    last = -1
    for letter, place in zip(text, places, strict=True):
        if place == NO_PLACE:
            assert letter in "\n "
            continue
        width = 2 if letter > "\uffff" else 1
        found = units[2 * place : 2 * (place + width)].decode("utf-16-le")
        assert found == letter or (letter in "\n " and found.isspace())
        assert place > last
        last = place


def _in_ruby_reading(element: object) -> bool:
    while element is not None:
        if getattr(element, "tag", None) in ("rt", "rp"):
            return True
        element = element.getparent()  # type: ignore[attr-defined]
    return False
