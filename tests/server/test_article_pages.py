"""Whole pages of several kinds: live blogs, lists, other scripts, other genres, broken HTML."""

from __future__ import annotations

import json

import pytest

from caveat.article.errors import NoArticleError
from caveat.article.extract import extract
from caveat.domain import Article
from caveat.page.html_file import page_from_html

SENTENCES = (
    "The dam above Orrin Falls needs two years of repairs, the river board said on Monday.",
    "Residents, many of whom have lived along the river for decades, were told to be careful.",
    "The council, which paid for the first study, wants a second one before the spring floods.",
    "Engineers expect the work, which began last week, to end before the next winter comes.",
    "The minister, who visited the wall on Tuesday, called the state of it a disgrace.",
    "A pump failed in the night, and two cellars by the bridge were full before it was mended.",
)
MENU = (
    "<nav><ul>" + "".join(f'<li><a href="/{n}">Part {n}</a></li>' for n in range(8)) + "</ul></nav>"
)
FOOTER = "<footer><p>© 2026 The Orrin Herald. All rights reserved.</p></footer>"


def read(body: str, head: str = "", lang: str = "en") -> Article:
    html = f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return extract(page_from_html(html.encode()))


def test_every_entry_of_a_live_blog_is_the_article() -> None:
    entries = "".join(
        f'<article class="live-entry"><time datetime="2026-11-20T1{n}:00">1{n}:00</time>'
        f"<h2>Hour {n} at the dam</h2><p>{sentence}</p><p>{sentence[::-1]}</p></article>"
        for n, sentence in enumerate(SENTENCES)
    )
    head = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    text = read(f"{MENU}<main><h1>Dam: live</h1>{entries}</main>{FOOTER}", head).text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    assert "All rights reserved" not in text


def test_an_article_in_two_bodies_is_read_whole() -> None:
    bodies = "".join(
        f'<div class="article-body">{"".join(f"<p>{each} {each}</p>" for each in part)}</div>'
        '<div class="ad">Advertisement</div>'
        for part in (SENTENCES[:3], SENTENCES[3:])
    )
    text = read(f"{MENU}<main><article><h1>Dam to close</h1>{bodies}</article></main>{FOOTER}").text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    assert "Advertisement" not in text


def test_a_list_of_things_is_read_with_its_entries() -> None:
    entries = "".join(
        f"<h2>{n}. Walk number {n}</h2><p>{sentence} {sentence}</p>"
        for n, sentence in enumerate(SENTENCES, start=1)
    )
    intro = "<p>Six walks along the river, for those who can bear the noise of the works.</p>"
    text = read(f"{MENU}<article><h1>Six walks</h1>{intro}{entries}</article>{FOOTER}").text
    wanted = [*SENTENCES, *(f"{n}. Walk number {n}" for n in range(1, 7))]
    assert [each for each in wanted if each not in text] == []


ASIDE = "Bakers fear for the price of flour after a dry year in the northern plains, millers say."


@pytest.mark.parametrize(
    ("head", "attribute"),
    [
        ("", 'itemprop="articleBody"'),
        (
            '<script type="application/ld+json">'
            + json.dumps({"@type": "NewsArticle", "articleBody": " ".join(SENTENCES)})
            + "</script>",
            "",
        ),
    ],
    ids=["itemprop", "JSON-LD articleBody"],
)
def test_what_the_page_calls_its_article_body_is_the_article(head: str, attribute: str) -> None:
    prose = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    beside = f"<div><div><p>{ASIDE}</p></div></div>"
    text = read(f"{MENU}<div><div {attribute}>{prose}</div></div>{beside}{FOOTER}", head).text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
    assert ASIDE not in text


NEWS = {
    "zh": (
        "水利专家周二警告说，如果不尽快维修，大坝可能在春季洪水期间出现严重的安全问题。",
        "订阅我们的新闻简报",
        "责任编辑：李明",
    ),
    "ja": (
        "市の技術者は早急に修理しなければ、春の洪水でダムが決壊する恐れがあると警告した。",
        "メールマガジンに登録",
        "記者：山田",
    ),
    "ko": (
        "시의 기술자는 화요일 수리하지 않으면 봄 홍수 때 댐이 무너질 위험이 있다고 경고했다.",
        "뉴스레터 구독",
        "김민수 기자",
    ),
    "ar": (
        "حذر المهندسون يوم الثلاثاء من أن السد قد ينهار في الربيع إذا لم يتم إصلاحه في وقت قريب.",
        "اشترك في النشرة",
        "بقلم أحمد علي",
    ),
    "ru": (
        "Инженеры предупредили, что весной плотина может обрушиться, если её не чинить.",
        "Подпишитесь на рассылку",
        "Автор: Анна Петрова",
    ),
}


@pytest.mark.parametrize("language", NEWS)
def test_news_pages_in_other_scripts(language: str) -> None:
    sentence, newsletter, byline = NEWS[language]
    prose = "".join(f"<p>{n}. {sentence}</p>" for n in range(9))
    article = read(
        f'{MENU}<article><h1>{sentence[:12]}</h1><div class="byline">{byline}</div>'
        f'<div class="article-body">{prose}</div></article>'
        f'<div class="newsletter"><p>{newsletter}</p></div>{FOOTER}',
        lang=language,
    )
    assert article.language == language
    assert article.text.count(sentence) == 9
    assert [part for part in (newsletter, byline, "rights reserved") if part in article.text] == []


def test_on_a_page_that_is_no_news_readability_chooses() -> None:
    rows = "".join(f"<p><code>option_{n}</code>: {each}</p>" for n, each in enumerate(SENTENCES))
    text = read(f'{MENU}<div class="docs"><h1>Options</h1>{rows}</div>{FOOTER}').text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []


PROSE = "".join(f"<p>{sentence} {sentence}</p>" for sentence in SENTENCES)
BROKEN = {
    "frameset": "<html><frameset cols='50%,50%'><frame src='a'><frame src='b'></frameset></html>",
    "frameset and body": f"<html><frameset><frame src='a'></frameset><body>{PROSE}</body></html>",
    "no html element": PROSE,
    "two bodies": f"<html><body>{PROSE}</body><body>{PROSE}</body></html>",
    "never closed": "<div><article><b><i>" + PROSE.replace("</p>", ""),
    "closed before opened": "</div></article></body></html>" + PROSE,
    "crossed": f"<b><p>{SENTENCES[0]}<i></b></p>{PROSE}</i>",
    "text after the end": f"<html><body></body></html>{PROSE}",
    "no body": "<html><head><title>Dam</title></head></html>",
    "table in paragraphs": f"<p><table><tr><td>{PROSE}</table>",
    "wild attributes": f"<div class='\"<>&' id=a=b onclick='<p>' \x00=\x01>{PROSE}</div>",
    "deep": "<div>" * 900 + PROSE,
    "deeper than the parser goes": "<div>" * 5_000 + PROSE,
    "deep inline": f"<p>{'<b>' * 900}{SENTENCES[0]}</p>{PROSE}",
    "one huge text": f"<p>{SENTENCES[0] * 20_000}</p>",
    "huge attribute": f'<div data-x="{"a" * 3_000_000}">{PROSE}</div>',
    "bytes of no encoding": "<p>\x80\xff\xfe</p>" + PROSE,
    "comment never closed": f"{PROSE}<!-- {PROSE}",
    "cdata": f"<![CDATA[{PROSE}]]>{PROSE}",
    "plaintext": f"{PROSE}<plaintext><p>tail",
}

REFUSED = ("frameset", "no body", "deeper than the parser goes")


@pytest.mark.parametrize("kind", [kind for kind in BROKEN if kind not in REFUSED])
def test_the_prose_of_a_broken_page_is_found(kind: str) -> None:
    article = extract(page_from_html(BROKEN[kind].encode("latin-1", "replace")))
    assert SENTENCES[0] in article.text
    assert len(article.text) == len(article.places)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_page_without_prose_is_refused(kind: str) -> None:
    with pytest.raises(NoArticleError):
        extract(page_from_html(BROKEN[kind].encode()))


def test_a_front_page_of_teasers_has_no_article() -> None:
    teasers = "".join(
        f'<article class="teaser"><h3><a href="/{n}">{each[:40]}</a></h3><p>{each}</p></article>'
        for n, each in enumerate(SENTENCES * 3)
    )
    with pytest.raises(NoArticleError):
        read(f"{MENU}<main>{teasers}</main>{FOOTER}")


def test_a_search_result_has_no_article() -> None:
    results = "".join(
        f'<li><h3><a href="/r{n}">{each[:30]}</a></h3><span>orrin.example › r{n}</span>'
        f"<p>20 Nov 2026 … {each}</p></li>"
        for n, each in enumerate(SENTENCES * 2)
    )
    with pytest.raises(NoArticleError):
        read(f'{MENU}<form role="search"><input></form><ol>{results}</ol>{FOOTER}')


def test_a_shop_has_no_article() -> None:
    head = '<meta property="og:type" content="product">'
    goods = "<p>A warm coat of wool, with two pockets and a hood that keeps out the rain.</p>" * 3
    with pytest.raises(NoArticleError):
        read(f"{MENU}<h1>Coat</h1><p>$129.00</p>{goods}<button>Add to cart</button>{FOOTER}", head)
