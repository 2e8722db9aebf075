"""Training pages with more in them: boxes, links and posts between the article's paragraphs.

Some of what publishers put into the running text stands on few of the labelled pages. A variant of
a page has a few such parts, written here, at random places in its article; of each it is known
whether it is the article's. The class names tell sometimes, so that the model learns to do without.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from lxml.html import HtmlElement, fragment_fromstring

INSERTED = "data-inserted"
"""Attribute of an inserted element: "article" or "other"."""

PARTS_A_PAGE = 5
PARTS_FILE = Path(__file__).parent / "parts.json"


def insert_parts(paragraphs: Sequence[HtmlElement], draw: random.Random) -> None:
    """Put parts after some of `paragraphs`, in place."""
    stock = json.loads(PARTS_FILE.read_text(encoding="utf-8"))
    count = min(PARTS_A_PAGE, len(paragraphs))
    for paragraph in draw.sample(list(paragraphs), count):
        part = draw.choice(stock["parts"])
        source = str(draw.choice(part["html"]))
        for slot, texts in stock["texts"].items():
            while "{" + slot + "}" in source:
                source = source.replace("{" + slot + "}", draw.choice(texts), 1)
        name = draw.choice([*part["names"], f"css-{draw.randrange(36**5):x}", ""])
        element = fragment_fromstring(source.replace("{name}", name))
        element.set(INSERTED, part["is"])
        element.tail = paragraph.tail
        paragraph.tail = None
        paragraph.addnext(element)
