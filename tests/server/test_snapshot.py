"""A snapshot becomes a page whose text is the one that the extension walked over."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.page.errors import UnreadablePageError
from caveat.page.page import STAMP, utf16_length
from caveat.page.snapshot import page_from_snapshot

XML_TEXT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        include_characters="\t\n\r",
        exclude_characters="\ufffe\uffff",
    )
)


@given(st.lists(st.tuples(st.sampled_from(["p", "b", "div", "pre", "br"]), XML_TEXT, XML_TEXT)))
def test_every_text_node_is_found_at_its_utf16_place(parts: list[tuple[str, str, str]]) -> None:
    body = "".join(
        f"<{tag}>{written(inside)}</{tag}>{written(after)}" for tag, inside, after in parts
    )
    expected = "".join(inside + after for _, inside, after in parts)
    page = page_from_snapshot(f"<html><head><title>T</title></head><body>{body}</body></html>")
    assert page.text == expected
    position = 0
    for node in page.nodes:
        assert node.start == position
        position += utf16_length(node.text)


def written(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


@pytest.mark.parametrize(
    ("text", "units"),
    [("", 0), ("abc", 3), ("\u00e9", 1), ("e\u0301", 2), ("😀", 2), ("a😀b👨‍👩‍👧", 12)],
)
def test_utf16_length_counts_as_the_dom_does(text: str, units: int) -> None:
    assert utf16_length(text) == units == len(text.encode("utf-16-le")) // 2


def test_the_text_of_head_and_scripts_is_no_page_text() -> None:
    page = page_from_snapshot(
        "<html><head><title>Title</title></head><body>a"
        '<script type="application/ld+json">{"x": 1}</script>b</body></html>'
    )
    assert page.text == "ab"


def test_a_lone_surrogate_from_json_keeps_its_unit() -> None:
    page = page_from_snapshot("<html><body>a\ud800b</body></html>")
    assert page.text == "a\ufffdb"


def test_every_element_is_stamped_with_its_own_number() -> None:
    page = page_from_snapshot("<html><body><p>a</p><p>b</p></body></html>")
    stamps = [element.get(STAMP) for element in page.root.iter()]
    assert len(set(stamps)) == 4


@pytest.mark.parametrize(
    "snapshot",
    [
        "",
        "no markup",
        "<html><body>",
        "<html><body>&nbsp;</body></html>",
        '<!DOCTYPE html [<!ENTITY a "b">]><html><body>&a;</body></html>',
        "<html><body><!-- comment --></body></html>",
        "<html><body><![CDATA[x]]></body></html>",
        "<svg/>",
        "<html><body>\x00</body></html>",
    ],
)
def test_what_the_extension_never_writes_is_refused(snapshot: str) -> None:
    with pytest.raises(UnreadablePageError):
        page_from_snapshot(snapshot)


def test_a_nesting_bomb_is_refused_or_read_but_never_crashes() -> None:
    depth = 100_000
    bomb = f"<html><body>{'<b>' * depth}x{'</b>' * depth}</body></html>"
    with pytest.raises(UnreadablePageError):
        page_from_snapshot(bomb)
