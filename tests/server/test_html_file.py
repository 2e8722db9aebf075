"""An HTML file is read whatever its encoding, without what a browser would not show."""

from __future__ import annotations

import gzip

import pytest

from caveat.page.errors import UnreadablePageError
from caveat.page.html_file import decode, page_from_html


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Grüße".encode(), "Grüße"),
        ("\ufeffGrüße".encode(), "Grüße"),
        ('<meta charset="windows-1252">Grüße'.encode("windows-1252"), "Grüße"),
        ('<meta charset="gb2312">中文新闻'.encode("gbk"), "中文新闻"),
        ('<meta charset="no-such-charset">Gr\xfc\xdfe aus M\xfcnchen'.encode("latin-1"), "Gr"),
        ("Grüße".encode("utf-16"), "Grüße"),
    ],
)
def test_the_encoding_is_found(content: bytes, text: str) -> None:
    assert text in decode(content)


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<textarea>x</textarea>",
        "<select><option>x</option></select>",
        "<button>x</button>",
        "<p hidden>x</p>",
        '<p style="color:red; DISPLAY : none">x</p>',
        "<!-- x -->",
        "<?php x ?>",
    ],
)
def test_what_nobody_sees_is_left_out(unseen: str) -> None:
    page = page_from_html(f"<body><p>a{unseen}b</p></body>".encode())
    assert "".join(page.text.split()) == "ab"


def test_nul_and_controls_keep_the_rest_of_the_page() -> None:
    assert page_from_html(b"<body>a\x00b\x01c</body>").text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b"<p>The dam could fail.</p>"),
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n\x00\x80\x99",
    ],
    ids=["gzip", "jpeg", "pdf"],
)
def test_a_file_that_is_no_text_is_refused_with_advice(content: bytes) -> None:
    with pytest.raises(UnreadablePageError, match="no text"):
        decode(content)


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_with_advice(content: bytes) -> None:
    with pytest.raises(UnreadablePageError, match="empty"):
        page_from_html(content)


@pytest.mark.parametrize(
    "content",
    [
        b"<",
        b"<html",
        b"\xff\xfe\xff\xd8",
        b"<body><p>" + b"<div>" * 50_000 + b"x",
        b"<table><p>a<td>b</b></i></table>" * 1000,
        b"<plaintext>a<b>",
        b"&#0;&#xD800;&#x110000;&nope;",
    ],
)
def test_a_broken_page_is_read_or_refused_but_never_crashes(content: bytes) -> None:
    try:
        page = page_from_html(content)
    except UnreadablePageError:
        return
    assert page.root.tag == "html"


@pytest.mark.parametrize("reference", ["&#0;", "&#1;", "&#xD800;", "&#xFFFF;", "&#99999999;"])
def test_a_reference_to_what_xml_cannot_carry_becomes_one_replacement(reference: str) -> None:
    page = page_from_html(f"<body><p>a<svg></svg>{reference}b &#233;&#x1F600;</p>".encode())
    assert page.text == "a\ufffdb é😀"


@pytest.mark.parametrize("tab", ["\x0b", "\x0c", "&#11;", "&#xC;"])
def test_a_vertical_tab_is_a_space(tab: str) -> None:
    assert page_from_html(f"<body><p>a<svg></svg>{tab}b</p>".encode()).text == "a b"


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html lang=en><title>T</title><article><p>One.</p></article><p>Two.</p>",
        "<meta charset=utf-8><title>T</title><main><p>One.</p></main>\n<p>Two.</p>",
        "<head><title>T</title></head><section><p>One.</p></section><p>Two.</p>",
        "<title>T</title><p>One.</p><article><p>Two.</p></article>",
    ],
)
def test_a_page_that_leaves_out_the_bodys_tag_has_its_text(page: str) -> None:
    read = page_from_html(page.encode())
    assert "".join(read.text.split()) == "One.Two."
    assert read.root.findtext("head/title") == "T"
