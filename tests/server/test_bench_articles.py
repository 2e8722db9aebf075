"""The ten articles of bench/: each is read whole, under its own headline, date and name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml.html import HtmlElement, fromstring

from caveat.page.html_file import page_from_html
from caveat.pipeline import Analysis, analyze_page

PAGES = sorted((Path(__file__).parents[2] / "bench" / "articles").glob("*.html"))
EVERY = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)

RUNNING_WORDS = 25
"""A paragraph of so many words is running text: standfirsts, bylines, boxes are shorter."""

NAMES = {
    "accident": ("Paul Renwick", "2026-09-27", "Dunmere Gazette"),
    "business": ("Curtis Amaro", "2026-11-10", "Meridian Business Daily"),
    "climate": ("Mira Tschudi", "2026-10-31", "Lauter Valley Weekly"),
    "diplomacy": ("Léonie Vasseur", "2026-11-16", "Le Courrier de Vaubrac in English"),
    "health": ("Noor Beaumont", "2026-10-21", "Calder Public Radio"),
    "interview": ("Ben Castellane", "2026-11-15", "The Sunday Compass"),
    "politics": ("Fenella Strand", "2026-11-09", "The Marchbank Herald"),
    "review": ("Odile Fairbanks", "2026-10-29", "The Lantern Review"),
    "sport": ("Gethin Moss", "2026-11-17", "Touchline"),
    "technology": ("Imogen Tasker", "2026-11-05", "Lattice"),
}
"""Byline, date and site as each page gives them in its metadata."""


@cache
def analysed(path: Path) -> Analysis:
    return analyze_page(page_from_html(path.read_bytes()))


def texts(path: Path, xpath: str) -> list[str]:
    elements = fromstring(path.read_bytes().decode()).xpath(xpath)
    assert isinstance(elements, list)
    return [
        " ".join(element.text_content().split())
        for element in elements
        if isinstance(element, HtmlElement)
    ]


def test_there_are_ten() -> None:
    assert len(PAGES) == 10


@EVERY
def test_all_of_the_running_text_is_in_the_article(path: Path) -> None:
    running = [text for text in texts(path, "//p") if len(text.split()) >= RUNNING_WORDS]
    assert len(running) >= 6
    assert [text for text in running if text not in analysed(path).article.text] == []


@EVERY
def test_the_article_ends_where_it_does(path: Path) -> None:
    last = texts(path, "(//article | //*[@class='story-body' or @itemprop='articleBody'])//p")[-1]
    assert analysed(path).article.text.endswith(last)


@EVERY
def test_related_links_and_footer_are_left_out(path: Path) -> None:
    around = texts(path, "//aside//li | //footer | //*[@role='contentinfo'] | //nav//a")
    sentences = [text for text in around if len(text.split()) > 3]
    assert len(sentences) >= 4
    assert [text for text in sentences if text in analysed(path).article.text] == []


@EVERY
def test_title_is_the_headline(path: Path) -> None:
    assert analysed(path).article.source.title == texts(path, "//h1")[0]


@pytest.mark.parametrize(("stem", "expected"), NAMES.items())
def test_byline_date_and_site(stem: str, expected: tuple[str, str, str]) -> None:
    (path,) = (path for path in PAGES if path.stem == stem)
    source = analysed(path).article.source
    assert source.published is not None
    assert (source.byline, source.published[:10], source.site_name) == expected


@EVERY
def test_english_is_read_and_somebody_is_quoted(path: Path) -> None:
    analysis = analysed(path)
    assert analysis.languages == ("en",)
    assert [quote for quote in analysis.quotes if quote.speaker is not None] != []


@pytest.mark.parametrize("stem", ["sport", "review"])
def test_losing_a_match_and_disliking_a_film_are_no_risks(stem: str) -> None:
    (path,) = (path for path in PAGES if path.stem == stem)
    assert analysed(path).shown_at("balanced").risks == ()
