"""Annotated pages → training rows: every block of a page, labelled by the page's true article.

A data directory holds truth.json ({page: {"articleBody": text, "url": url}}) and
html/<page>.html.gz, the form of the public article-extraction-benchmark. The truth is a text, not a
choice of blocks: it is aligned with the page's words, in order, and a block is the article's where
at least half of its words are.
"""

from __future__ import annotations

import copy
import gzip
import json
import random
import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from extraction_parts import INSERTED, insert_parts
from lxml.html import HtmlElement
from numpy.typing import NDArray

from caveat.article.classifier import block_features
from caveat.article.evidence import Evidence, gather
from caveat.article.features import Matrix
from caveat.page.html_file import page_from_html
from caveat.page.page import STAMP, page_of

TOKEN = re.compile(r"\w+")
ENOUGH = 0.5
SECOND_LEVELS = ("ac", "co", "com", "edu", "gov", "net", "org")
"""Labels under which countries register names: a site is then three labels, not two."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPage:
    """A page with its true text; `labels`: is each block the article's, `words`: its length."""

    name: str
    site: str
    truth: str
    evidence: Evidence
    rows: Matrix
    labels: NDArray[np.bool_]
    words: NDArray[np.int64]


def read_pages(data: Path) -> list[LabelledPage]:
    """All pages of a data directory, in the order of truth.json."""
    truth = json.loads((data / "truth.json").read_text(encoding="utf-8"))
    return [
        _labelled(name, record["articleBody"], record["url"], data / "html" / f"{name}.html.gz")
        for name, record in truth.items()
    ]


@cache
def variant(page: LabelledPage) -> LabelledPage:
    """The page with parts inserted into its article, labelled as those are; always the same."""
    root = copy.deepcopy(page.evidence.page.root)
    stamps = {
        block.element.get(STAMP)
        for block, label in zip(page.evidence.blocks, page.labels, strict=True)
        if label and block.element.tag == "p"
    }
    paragraphs = [element for element in root.iter("p") if element.get(STAMP) in stamps]
    insert_parts(paragraphs, random.Random(page.name))
    evidence = gather(page_of(root))
    labels = iter(page.labels.tolist())
    inserted = [_inserted(block.element) for block in evidence.blocks]
    return replace(
        page,
        evidence=evidence,
        rows=block_features(evidence),
        labels=np.array([next(labels) if each is None else each == "article" for each in inserted]),
        words=np.array([len(TOKEN.findall(text.text)) for text in evidence.texts]),
    )


def _inserted(element: HtmlElement) -> str | None:
    lines = [element, *element.iterancestors()]
    return next((named for each in lines if (named := each.get(INSERTED))), None)


def site_of(url: str) -> str:
    """The registered domain of an address: pages of one site are never on both sides of a split."""
    labels = (urlsplit(url).hostname or url).split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVELS
    return ".".join(labels[-3 if country else -2 :])


def _labelled(name: str, truth: str, url: str, path: Path) -> LabelledPage:
    evidence = gather(page_from_html(gzip.decompress(path.read_bytes())))
    tokens = [TOKEN.findall(text.text) for text in evidence.texts]
    words = np.array([len(each) for each in tokens], dtype=np.int64)
    return LabelledPage(
        name=name,
        site=site_of(url),
        truth=truth,
        evidence=evidence,
        rows=block_features(evidence),
        labels=_matched(tokens, TOKEN.findall(truth)) >= ENOUGH * np.maximum(words, 1),
        words=words,
    )


def _matched(blocks: list[list[str]], truth: list[str]) -> NDArray[np.int64]:
    """How many words of each block stand, in order, in the truth."""
    words = [word for block in blocks for word in block]
    owners = np.repeat(np.arange(len(blocks)), [len(block) for block in blocks])
    matched = np.zeros(len(blocks), dtype=np.int64)
    for match in SequenceMatcher(None, truth, words, autojunk=False).get_matching_blocks():
        np.add.at(matched, owners[match.b : match.b + match.size], 1)
    return matched
