"""Where an article comes from, as pages say it: JSON-LD, meta elements, microdata, the page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from caveat.article.dates import date_in_url, iso_date
from caveat.article.linked_data import things, types
from caveat.article.metadata import source_of
from caveat.domain import Source
from caveat.page.page import Page
from caveat.page.snapshot import page_from_snapshot


def page_with(head: str = "", body: str = "", **sent: Any) -> Page:
    return page_from_snapshot(f"<html><head>{head}</head><body>{body}</body></html>", **sent)


def source(head: str = "", body: str = "", **sent: Any) -> Source:
    page = page_with(head, body, **sent)
    return source_of(page, things(page))


def json_ld(value: Any) -> str:
    text = json.dumps(value).replace("&", "&amp;").replace("<", "&lt;")
    return f'<script type="application/ld+json">{text}</script>'


SITE = '<meta property="og:site_name" content="The Orrin Herald"/>'
TITLES = [
    ("<title>Dam to close | The Orrin Herald</title>", "", "Dam to close"),
    ("<title>Dam to close - Orrin Herald</title>", "", "Dam to close - Orrin Herald"),
    ("<title>The Orrin Herald: Dam</title>", "", "The Orrin Herald: Dam"),
    ("<title>The Orrin Herald » Dam to close</title>", "", "Dam to close"),
    ("<title>Dam to close – River – The Orrin Herald</title>", "", "Dam to close – River"),
    ("<title>Dam - a history</title>", "", "Dam - a history"),
    ("<title>The Orrin Herald</title>", "<h1>Dam to close</h1>", "Dam to close"),
    ("<title>Dam to close | Local</title>", "<h1>Dam to close</h1>", "Dam to close"),
    ("<title>River news today</title>", "<h1>Dam to close</h1>", "River news today"),
    ('<meta property="og:title" content="Dam to  close"/><title>x</title>', "", "Dam to close"),
    (json_ld({"@type": "NewsArticle", "headline": "Dam &amp; town"}), "", "Dam & town"),
    (
        json_ld({"@type": "NewsArticle", "headline": "Dam to…"}) + "<title>Dam to close</title>",
        "",
        "Dam to close",
    ),
    ("", '<h2 itemprop="headline">Dam to close</h2>', "Dam to close"),
    ("", "", None),
]


@pytest.mark.parametrize(("head", "body", "title"), TITLES)
def test_title_without_the_site(head: str, body: str, title: str | None) -> None:
    assert source(SITE + head, body).title == title


def test_title_in_chinese() -> None:
    head = (
        '<meta property="og:site_name" content="清河日报"/><title>大坝将关闭两年_清河日报</title>'
    )
    assert source(head).title == "大坝将关闭两年"


def test_the_host_names_a_site_that_does_not() -> None:
    found = source("<title>Dam to close - Example</title>", url="https://www.example.com/dam")
    assert (found.title, found.site_name) == ("Dam to close", "example.com")


ADA = {"@type": "Person", "name": "Ada Park"}
BYLINES = [
    (json_ld({"@type": "NewsArticle", "author": ADA}), "", "Ada Park"),
    (json_ld({"@type": "NewsArticle", "author": [ADA, {"name": "Bo Li"}]}), "", "Ada Park, Bo Li"),
    (json_ld({"@graph": [{"@type": ["Article"], "author": "By Ada Park"}]}), "", "Ada Park"),
    (json_ld({"@type": "WebSite", "author": "Nobody"}), "", None),
    ('<meta name="author" content="Ada Park"/>', "", "Ada Park"),
    ('<meta name="author" content="https://example.com/ada"/>', "", None),
    ('<meta name="author" content="The Orrin Herald"/>', "", None),
    ("", '<p class="byline">By Ada Park</p>', "Ada Park"),
    ("", '<a rel="author" href="/ada">Ada Park</a>', "Ada Park"),
    ("", '<span itemprop="author"><b itemprop="name">Ada Park</b>, reporter</span>', "Ada Park"),
    ("", '<p class="byline">' + "word " * 60 + "</p>", None),
]


@pytest.mark.parametrize(("head", "body", "byline"), BYLINES)
def test_byline(head: str, body: str, byline: str | None) -> None:
    assert source(SITE + head, body).byline == byline


REFERRING = [
    {"@type": "WebSite", "@id": "#site", "name": "The Orrin Herald", "publisher": {"@id": "#us"}},
    {"@type": "NewsMediaOrganization", "@id": "#us", "name": "Herald Press"},
    {"@type": "Person", "@id": "#ada", "name": "Ada Park"},
    {"@type": "Person", "@id": "#bo", "name": "Bo Li"},
    {"@type": "WebPage", "@id": "#page", "isPartOf": {"@id": "#site"}},
]


@pytest.mark.parametrize(
    ("said", "byline", "site"),
    [
        ({"author": {"@id": "#ada"}}, "Ada Park", "The Orrin Herald"),
        ({"author": [{"@id": "#ada"}, {"@id": "#bo"}]}, "Ada Park, Bo Li", "The Orrin Herald"),
        ({"publisher": {"@id": "#us"}}, None, "Herald Press"),
        ({"author": {"@id": "#ada", "name": "Ada P."}}, "Ada P.", "The Orrin Herald"),
        ({"author": {"@id": "#nobody"}, "@id": "#self"}, None, "The Orrin Herald"),
        ({"author": {"@id": "#self"}, "@id": "#self"}, None, "The Orrin Herald"),
    ],
)
def test_objects_named_by_reference(
    said: dict[str, Any], byline: str | None, site: str | None
) -> None:
    found = source(json_ld({"@graph": [*REFERRING, {"@type": "NewsArticle", **said}]}))
    assert (found.byline, found.site_name) == (byline, site)


DATES = [
    ("2026-11-20", "2026-11-20"),
    ("20261120", "2026-11-20"),
    ("2026-11-20T08:30:00Z", "2026-11-20T08:30:00+00:00"),
    ("2026-11-20T08:30:00.000-05:00", "2026-11-20T08:30:00-05:00"),
    ("2026-11-20 08:30", "2026-11-20T08:30:00"),
    ("Fri, 20 Nov 2026 08:30:00 GMT", "2026-11-20"),
    ("November 20, 2026", "2026-11-20"),
    ("Published Nov. 20, 2026 8:30 p.m.", "2026-11-20"),
    ("20 Sept 2026", "2026-09-20"),
    ("2026年11月20日 08:30", "2026-11-20"),
    ("2026년 11월 20일", "2026-11-20"),
    ("2026/11/20", "2026-11-20"),
    ("03/04/2026", None),
    ("2026-13-45", None),
    ("1970-01-01", None),
    ("yesterday", None),
    ("", None),
    (None, None),
    ("November 20, 2026 " * 9, None),
]


@pytest.mark.parametrize(("written", "day"), DATES)
def test_dates_as_written(written: str | None, day: str | None) -> None:
    assert iso_date(written) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.com/2026/11/20/dam", "2026-11-20"),
        ("https://example.com/news-2026/112", None),
        (None, None),
    ],
)
def test_date_in_the_address(url: str | None, day: str | None) -> None:
    assert date_in_url(url) == day


PUBLISHED = [
    (json_ld({"@type": "NewsArticle", "datePublished": "2026-11-20"}), "", "2026-11-20"),
    ('<meta property="article:published_time" content="2026-11-20"/>', "", "2026-11-20"),
    ("", '<time datetime="2026-11-20">Friday</time>', "2026-11-20"),
    ("", '<span itemprop="datePublished" content="2026-11-20"></span>', "2026-11-20"),
    ("", "<p>Updated 2026-11-20</p>", None),
]


@pytest.mark.parametrize(("head", "body", "published"), PUBLISHED)
def test_publication_date(head: str, body: str, published: str | None) -> None:
    assert source(head, body).published == published


LANGUAGES = [
    ("", {"language": "zh-CN"}, "zh"),
    ('<meta property="og:locale" content="en_GB"/>', {}, "en"),
    (json_ld({"@type": "Article", "inLanguage": "de"}), {}, "de"),
    ('<meta http-equiv="x" name="language" content="English"/>', {}, None),
    ("", {}, None),
]


@pytest.mark.parametrize(("head", "sent", "language"), LANGUAGES)
def test_language_of_the_page(head: str, sent: dict[str, str], language: str | None) -> None:
    assert source(head, **sent).language == language


@pytest.mark.parametrize(
    "broken",
    ["{", "", "null", "[1, 2]", '"text"', "[" * 100_000, '{"@type": 7}', '{"@type": ["A", {}]}'],
)
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    page = page_with(head + json_ld({"@type": "NewsArticle", "headline": "Dam to close"}))
    assert "NewsArticle" in [name for thing in things(page) for name in types(thing)]
    assert source_of(page, things(page)).title == "Dam to close"
