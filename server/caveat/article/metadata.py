"""Page → Source: title, byline, date, site and language, as the page says them.

Asked in this order: JSON-LD, meta elements, microdata (itemprop), then the page itself. The title
is given without the site's name, the date as ISO 8601, the language as a BCP 47 primary tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from caveat.article.dates import date_in_url, iso_date
from caveat.article.linked_data import Thing, is_article, text_of, texts_of, types
from caveat.domain import Source
from caveat.page.page import Page

Metas = dict[str, list[str]]

TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")
BYLINES = ("author", "parsely-author", "sailthru.author", "article:author", "dc.creator", "byl")
DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"),
    *("sailthru.date", "date", "dc.date", "dc.date.issued", "dcterms.created", "publish-date"),
    *("publishdate", "pubdate", "article.published", "cxenseparse:recs:publishtime"),
)
SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title")
DESCRIPTIONS = ("og:description", "description", "twitter:description")
LANGUAGES = ("og:locale", "content-language", "dc.language", "language")
BYLINE_CLASSES = frozenset(
    ["author", "author-name", "authors", "byline", "byline__name", "article-author", "post-author"]
)
SEPARATOR = re.compile(r"\s[|–—―·•»:›~-]+\s|\s?[|_｜]\s?|\s::\s")
"""Between an article's title and its site's name, in a text whose white space is folded; the plain
hyphen only between spaces."""

BY = re.compile(
    r"\A(?:written by|posted by|by|von|par|por|di|текст|автор|作者|記者|记者|文)(?:[:：]\s*|\s+)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\A(?:https?:)?//|@[^\s@]+\.\S")
CUT_SHORT = ("…", "...")
MAX_LINE = 300
"""Characters: a longer title or byline is none."""

MAX_BYLINE = 100
"""Characters: longer, an element of a byline's class holds the author's life as well."""

MAX_TRIED = 20
"""Elements looked at for each kind of metadata that the page only shows."""


def source_of(page: Page, linked: Iterable[Thing]) -> Source:
    """Everything that `page` says about where its article comes from."""
    linked = tuple(linked)
    articles = [thing for thing in linked if is_article(thing)]
    metas = _metas(page)
    items = _items(page)
    site = _site_name(page, linked, metas)
    return Source(
        url=page.url or _address(page),
        title=_title(page, articles, metas, items, site),
        byline=_byline(page, articles, metas, items, site),
        published=_published(page, articles, metas, items),
        site_name=site,
        language=_language(page, articles, metas),
    )


def description_of(page: Page) -> str | None:
    """What the page says that its article is about, in a sentence or two."""
    return next(_values(_metas(page), DESCRIPTIONS), None)


def _title(
    page: Page, articles: list[Thing], metas: Metas, items: Metas, site: str | None
) -> str | None:
    window = page.title or page.root.findtext("head/title")
    headings = [_line(heading) for heading in islice(page.root.iter("h1"), MAX_TRIED)]
    said = [
        *(text_of(article.get("headline")) for article in articles),
        *_values(metas, TITLES),
        *(items.get("headline") or [])[:1],
    ]
    shown = [
        heading
        for heading in headings
        if heading and window and heading in _folded(window) and len(heading) > len(window) / 3
    ]
    candidates = [
        title
        for written in [*said, *shown, window, *headings]
        if written
        and len(written) <= 2 * MAX_LINE
        and (title := _without_site(_folded(written), site, page))
    ]
    whole = (title for title in candidates if not title.endswith(CUT_SHORT))
    return next(whole, next(iter(candidates), None))


def _without_site(title: str, site: str | None, page: Page) -> str | None:
    """`title` without the site's name before or after it; None where nothing else is in it."""
    names = {_bare(name) for name in (site, _host(page)) if name} - {""}
    pieces = list(SEPARATOR.finditer(title))
    for cut in reversed(pieces):
        if _names_site(title[cut.end() :], names):
            title = title[: cut.start()]
    opening = SEPARATOR.search(title)
    if opening and _names_site(title[: opening.start()], names):
        title = title[opening.end() :]
    return title.strip() if 0 < len(title) <= MAX_LINE and _bare(title) not in names else None


def _names_site(text: str, names: set[str]) -> bool:
    bare = _bare(text)
    return bool(bare) and any(
        bare == name or (len(bare) > 2 and name.startswith(bare)) or bare.startswith(name)
        for name in names
    )


def _byline(
    page: Page, articles: list[Thing], metas: Metas, items: Metas, site: str | None
) -> str | None:
    offers: list[Iterable[str]] = [
        *(texts_of(article.get("author")) for article in articles),
        *(metas.get(name, []) for name in BYLINES),
        items.get("author", []),
        _bylines_shown(page),
    ]
    for offer in offers:
        names = dict.fromkeys(name for written in offer if (name := _name(written, site)))
        if names:
            return ", ".join(names)
    return None


def _name(written: str, site: str | None) -> str | None:
    name = BY.sub("", _folded(written)).strip(" ,|·")
    if not name or len(name) > MAX_LINE or ADDRESS.search(name) or not re.search(r"[^\W\d_]", name):
        return None
    return None if site and _bare(name) == _bare(site) else name


def _bylines_shown(page: Page) -> list[str]:
    signed = (
        element
        for element in page.root.iter("a", "span", "p", "div", "address", "cite")
        if element.get("rel") == "author"
        or BYLINE_CLASSES.intersection((element.get("class") or "").lower().split())
    )
    lines = (_line(element) for element in islice(signed, MAX_TRIED))
    return [line for line in lines if line and len(line) <= MAX_BYLINE][:1]


def _published(page: Page, articles: list[Thing], metas: Metas, items: Metas) -> str | None:
    times = [element.get("datetime") for element in page.root.iter("time")][:1]
    said = [
        *(text_of(article.get("datePublished")) for article in articles),
        *_values(metas, DATES),
        *(items.get("datePublished") or [])[:1],
        *times,
    ]
    return next((day for written in said if (day := iso_date(written))), date_in_url(page.url))


def _site_name(page: Page, linked: Iterable[Thing], metas: Metas) -> str | None:
    said = [
        *_values(metas, SITES[:1]),
        *(text_of(thing.get("publisher")) for thing in linked if is_article(thing)),
        *(text_of(thing) for thing in linked if "WebSite" in types(thing)),
        *_values(metas, SITES[1:]),
    ]
    named = (_folded(name) for name in said if name and not ADDRESS.search(name))
    return next((name for name in named if 0 < len(name) <= MAX_LINE), _host(page))


def _language(page: Page, articles: list[Thing], metas: Metas) -> str | None:
    said = [
        page.root.get("lang"),
        page.language,
        *(text_of(article.get("inLanguage")) for article in articles),
        *_values(metas, LANGUAGES),
    ]
    for tag in said:
        primary = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", (tag or "").strip())
        if primary:
            return primary.group().lower()
    return None


def _metas(page: Page) -> Metas:
    """The meta elements' values by name or property, in lower case."""
    metas: Metas = {}
    for meta in page.root.iter("meta"):
        content = meta.get("content")
        for name in (meta.get("property"), meta.get("name")):
            if name and content and content.strip():
                metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _items(page: Page) -> Metas:
    """Values of the microdata that metadata is asked for, in page order."""
    items: Metas = {}
    for name in ("headline", "author", "datePublished"):
        marked = page.root.xpath("//*[contains(@itemprop, $name)]", name=name)
        for element in marked[:MAX_TRIED]:
            if name in element.get("itemprop", "").split():
                value = element.get("content") or element.get("datetime") or _name_in(element)
                if value:
                    items.setdefault(name, []).append(value)
    return items


def _name_in(element: HtmlElement) -> str | None:
    inner = element.find(".//*[@itemprop='name']")
    return _line(element if inner is None else inner)


def _values(metas: Metas, names: Iterable[str]) -> Iterator[str]:
    return (value for name in names for value in metas.get(name, [])[:1])


def _address(page: Page) -> str | None:
    link = page.root.find(".//link[@rel='canonical']")
    address = link.get("href") if link is not None else None
    return address if address and address.startswith(("http://", "https://")) else None


def _host(page: Page) -> str | None:
    try:
        host = urlsplit(page.url or _address(page) or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _line(element: HtmlElement) -> str | None:
    return _folded(str(element.text_content())[: 4 * MAX_LINE]) or None


def _folded(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    """Letters and digits only, in lower case: "The New York Times" is "thenewyorktimes"."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
