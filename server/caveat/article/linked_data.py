"""What a page says about itself in JSON-LD (schema.org): its objects, flat, in page order.

In: a page. Out: plain dictionaries, those inside @graph and lists included. Sites write JSON-LD
badly: what cannot be read is passed over.
"""

from __future__ import annotations

import html
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from caveat.page.page import Page

Thing = Mapping[str, Any]

ARTICLE_ENDINGS = ("Article", "BlogPosting", "Posting", "Report", "Review")
"""Ends of the names of schema.org's types of article (NewsArticle, LiveBlogPosting …)."""

MAX_CHARACTERS = 2_000_000
MAX_THINGS = 2_000
"""Beyond these a page is not described but attacked."""

INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
"""Where a page's own object may stand; a list's items are other pages."""


def things(page: Page) -> tuple[Thing, ...]:
    """Every JSON-LD object of `page` with a type, outermost first.

    Where a property only refers to one of them, by `@id`, the object stands in its place.
    """
    found: list[Thing] = []
    waiting: deque[Any] = deque(_documents(page))
    while waiting and len(found) < MAX_THINGS:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extendleft(reversed(value))
        elif isinstance(value, dict):
            if "@type" in value:
                found.append(value)
            waiting.extend(value[key] for key in INSIDE if key in value)
    known = {thing["@id"]: thing for thing in found if isinstance(thing.get("@id"), str)}
    return tuple(
        {name: _referred(value, known) for name, value in thing.items()} for thing in found
    )


def types(thing: Thing) -> tuple[str, ...]:
    """The names of the object's types, without the schema's address."""
    named = thing.get("@type")
    names = named if isinstance(named, list) else [named]
    return tuple(name.rpartition("/")[2] for name in names if isinstance(name, str))


def is_article(thing: Thing) -> bool:
    return any(name.endswith(ARTICLE_ENDINGS) for name in types(thing))


def article_bodies(linked: Iterable[Thing]) -> tuple[str, ...]:
    """The texts that the page itself calls the body of an article."""
    bodies = (text_of(thing.get("articleBody")) for thing in linked if is_article(thing))
    return tuple(body for body in bodies if body is not None)


def text_of(value: Any) -> str | None:
    """A value as a line of text: of a list the first, of an object its name; None for nothing."""
    for _ in range(4):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value")
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def texts_of(value: Any) -> tuple[str, ...]:
    """All values of a property that may be one or a list of them."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for each in values if (text := text_of(each)) is not None)


def _referred(value: Any, known: Mapping[str, Thing]) -> Any:
    """`value` with the objects that it names by nothing but their `@id`, one level deep."""
    if isinstance(value, list):
        return [_referred(each, known) for each in value if not isinstance(each, list)]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value


def _documents(page: Page) -> Iterator[Any]:
    for script in page.root.iter("script"):
        source = (script.text or "").strip()
        if script.get("type") != "application/ld+json" or len(source) > MAX_CHARACTERS:
            continue
        source = source.removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
        try:
            yield json.loads(source, strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
