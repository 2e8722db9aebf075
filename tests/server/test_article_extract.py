"""The article step as a whole: what is chosen, in which languages, and pages without an article."""

from __future__ import annotations

from contextlib import suppress

import pytest

from caveat.article.errors import NoArticleError
from caveat.article.extract import extract
from caveat.language.detect import detect, detect_blocks
from caveat.page.html_file import page_from_html
from caveat.page.page import Page
from caveat.page.snapshot import page_from_snapshot

SENTENCES = (
    "The dam above Orrin Falls needs two years of repairs, the river board said on Monday.",
    "Residents, many of whom have lived along the river for decades, were told to be careful.",
    "The council, which paid for the first study, wants a second one before the spring floods.",
    "Engineers expect the work, which began last week, to end before the next winter comes.",
)
PROSE = "".join(f"<p>{sentence} {sentence}</p>" for sentence in SENTENCES)


def page(body: str, head: str = "", url: str | None = None) -> Page:
    return page_from_snapshot(f"<html><head>{head}</head><body>{body}</body></html>", url=url)


def test_the_article_is_found_in_its_frame() -> None:
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20))
    article = extract(page(f"<nav><ul>{links}</ul></nav><article>{PROSE}</article>"))
    assert [article.text[block.start : block.end] for block in article.blocks] == [
        f"{sentence} {sentence}" for sentence in SENTENCES
    ]
    assert {block.kind for block in article.blocks} == {"paragraph"}


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Dam of Orrin Falls may close | River News", "<h1>Dam of Orrin Falls may close</h1>"),
        ("Dam of Orrin Falls may close", "<h2>Dam of Orrin Falls may close soon</h2>"),
        ("Why the dam of Orrin Falls may close", "<h1>‘It will not hold’: dam may close</h1>"),
    ],
)
def test_the_headline_is_read_with_the_article_if_one_asks(title: str, heading: str) -> None:
    menu = "<h2><a href='/'>River News</a></h2><h3>The dam of last year</h3>"
    source = page(f"<header>{menu}</header>{heading}<div>{PROSE}</div>", f"<title>{title}</title>")
    body, whole = extract(source), extract(source, headline=True)
    first = whole.blocks[0]
    assert first.kind == "heading"
    assert whole.text[first.start : first.end] in heading
    assert whole.text[first.end :].strip() == body.text


@pytest.mark.parametrize("heading", ["", "<h1>River News</h1>", "<h1>A</h1><h1>dam</h1>"])
def test_what_is_no_headline_is_not_read(heading: str) -> None:
    head = "<title>Dam above Orrin Falls may close</title>"
    source = page(f"{heading}<div>{PROSE}</div><h1>Dam above Orrin Falls may close</h1>", head)
    assert extract(source, headline=True).text == extract(source).text


TEASER = '<div><h3><a href="/{0}">Dam news {0}</a></h3><p>{1}</p></div>'
LOGIN = "<form><label>Name</label><input/><p>Please log in to read on, or register.</p></form>"
LD = '<script type="application/ld+json">{"@type": "%s"}</script>'
FRONT = "https://example.com/"
NO_ARTICLE = [
    ("empty body", "", "", None),
    ("only links", "<ul>" + '<li><a href="/a">Dam news</a></li>' * 40 + "</ul>", "", None),
    ("login", LOGIN, "", None),
    (
        "list of teasers",
        "".join(TEASER.format(n, s) for n, s in enumerate(SENTENCES * 4)),
        "",
        None,
    ),
    ("shop", f"<div>{PROSE}</div>", LD % "Product", None),
    ("search result", f"<div>{PROSE}</div>", LD % "SearchResultsPage", None),
    ("front page", f"<div>{PROSE}</div>", "", FRONT),
    ("declared, but behind a wall", "<p>Log in.</p>", LD % "NewsArticle", None),
]


@pytest.mark.parametrize(
    ("body", "head", "url"), [pytest.param(*row[1:], id=row[0]) for row in NO_ARTICLE]
)
def test_no_article_is_said(body: str, head: str, url: str | None) -> None:
    with pytest.raises(NoArticleError, match="press the button again"):
        extract(page(body, head, url))


@pytest.mark.parametrize(
    ("body", "head", "url"), [pytest.param(*row[1:], id=row[0]) for row in NO_ARTICLE[1:]]
)
def test_such_a_page_is_read_anyway_if_asked(body: str, head: str, url: str | None) -> None:
    article = extract(page(body, head, url), anyway=True)
    assert article.text
    assert article.blocks


AN_ARTICLE = [
    ("on a front page's path, but it says so", LD % "NewsArticle", FRONT),
    ("with a question in the address", "", "https://example.com/?p=12"),
    ("a review of a product", (LD % "Product") + (LD % "Review"), None),
    ("og:type", '<meta property="og:type" content="article"/>', FRONT),
]


@pytest.mark.parametrize(("head", "url"), [pytest.param(*row[1:], id=row[0]) for row in AN_ARTICLE])
def test_an_article_that_might_be_taken_for_none(head: str, url: str | None) -> None:
    assert len(extract(page(f"<div>{PROSE}</div>", head, url)).blocks) == len(SENTENCES)


def test_an_article_that_links_to_itself_is_no_list() -> None:
    assert extract(page(f'<div><h2><a href="/dam">Dam to close</a></h2>{PROSE}</div>'))


NEWS = {
    "zh": "水利专家周二警告说，如果不尽快维修，大坝可能在春季洪水期间出现严重的安全问题。",
    "ja": "市の技術者は早急に修理しなければ、春の洪水でダムが決壊する恐れがあると警告した。",
    "ko": "시의 기술자는 화요일 수리하지 않으면 봄 홍수 때 댐이 무너질 위험이 있다고 경고했다.",
    "ar": "حذر المهندسون يوم الثلاثاء من أن السد قد ينهار في الربيع إذا لم يتم إصلاحه في وقت قريب.",
    "ru": "Инженеры предупредили, что весной плотина может обрушиться, если её не чинить.",
}


@pytest.mark.parametrize("language", NEWS)
def test_articles_in_other_scripts(language: str) -> None:
    article = extract(page("".join(f"<p>{NEWS[language]}</p>" for _ in range(8))))
    assert article.language == language
    assert {block.language for block in article.blocks} == {language}
    assert article.text.split("\n\n") == [NEWS[language]] * 8


def test_a_chinese_frame_round_an_english_article() -> None:
    body = f"<div><p>{NEWS['zh']}</p>{PROSE}</div>"
    article = extract(page_from_html(f'<html lang="zh-CN"><body>{body}</body></html>'.encode()))
    assert (article.source.language, article.language) == ("zh", "en")
    assert [block.language for block in article.blocks] == ["zh", "en", "en", "en", "en"]


def test_languages_of_blocks() -> None:
    names = "Jose Mourinho, Mauricio Pochettino, Dele Alli, Hugo Lloris"
    language, blocks = detect_blocks([*SENTENCES, names, "风险正在上升，专家说。", "风险", "Ok"])
    assert language == "en"
    assert blocks == (*["en"] * len(SENTENCES), "en", "zh", None, None)
    assert detect_blocks([]) == (None, ())
    assert detect("Ok") is None


LANGUAGES = {
    **NEWS,
    "de": "Die Ingenieure warnten, der Damm könne im Frühjahr brechen, wenn er so bleibt.",
    "nl": "De ingenieurs waarschuwden dat de dam in het voorjaar kan bezwijken als hij zo blijft.",
    "da": "Ingeniørerne advarede om, at dæmningen kan bryde sammen for byen til foråret.",
    "fr": "Les ingénieurs ont averti que le barrage pourrait céder au printemps.",
    "es": "Los ingenieros advirtieron de que la presa podría derrumbarse en primavera.",
    "vi": "Các kỹ sư cảnh báo rằng con đập có thể bị vỡ vào mùa xuân nếu không được sửa chữa.",
    "el": "Οι μηχανικοί προειδοποίησαν ότι το φράγμα μπορεί να καταρρεύσει την άνοιξη.",
    "th": "วิศวกรเตือนว่าเขื่อนอาจพังทลายในฤดูใบไม้ผลิหากไม่ได้รับการซ่อมแซมในเร็วๆ นี้",
    "uk": "Інженери попередили, що навесні гребля може обвалитися, якщо її не полагодити.",
    "en": SENTENCES[0],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_text(language: str) -> None:
    assert detect(LANGUAGES[language]) == language


@pytest.mark.parametrize("frame", LANGUAGES)
def test_the_language_of_each_block_in_an_article_of_another(frame: str) -> None:
    inside = [language for language in LANGUAGES if language != frame]
    blocks = [*[LANGUAGES[frame]] * 20, *(LANGUAGES[language] for language in inside)]
    assert detect_blocks(blocks) == (frame, (*[frame] * 20, *inside))


def test_a_short_headline_in_ideographs_is_japanese_among_japanese() -> None:
    assert detect_blocks([NEWS["ja"], "大規模水害対策協議会設立"]) == ("ja", ("ja", "ja"))
    assert detect_blocks([NEWS["zh"], "大型水坝维修工作委员会"]) == ("zh", ("zh", "zh"))
    assert detect_blocks([*SENTENCES, "大型水坝维修工作委员会"])[1][-1] == "zh"


HOSTILE = {
    "deep": "<div>" * 900 + PROSE + "</div>" * 900,
    "deep and wide": ("<div>" * 60 + "<p>word, word</p>" * 9 + "</div>" * 60) * 40,
    "many nodes": "<p>a<b>b</b></p>" * 50_000,
    "one long word": "<p>" + "a" * 1_000_000 + "</p>",
    "a long class": f'<div class="{"byline " * 150_000}">{PROSE}</div>',
    "a long heading": "<h1>" + "a | " * 200_000 + "</h1>" + PROSE,
    "spaces": "<p>" + " " * 1_000_000 + "a</p>" + PROSE,
    "commas and stops": "<p>" + "., " * 300_000 + "</p>",
    "nested bylines": '<div class="author">' * 500 + PROSE + "</div>" * 500,
    "full of breaks": "<div>" + "a<br/>" * 50_000 + "</div>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_read_or_refused(kind: str) -> None:
    with suppress(NoArticleError):
        assert extract(page(HOSTILE[kind])).text


def test_a_page_without_a_body() -> None:
    with pytest.raises(NoArticleError):
        extract(page_from_snapshot("<html><head><title>Dam</title></head></html>"))
