"""What Caveat knows about a page: the article, who said what in it, and which risks it claims.

Every step of the pipeline takes and returns these frozen values. All `start`/`end` here are
Unicode code-point offsets into `Article.text`, end exclusive; UTF-16 exists only in
`Article.places` and in the annotations built from it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "blockquote", "caption", "other"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Category = Literal[
    "health",
    "safety",
    "security",
    "technology",
    "economy",
    "environment",
    "governance",
    "society",
]
Polarity = Literal["asserted", "denied"]
Certainty = Literal["possible", "likely", "stated"]
KeyReason = Literal["headline", "voice", "stance", "figures", "complete"]
Sensitivity = Literal["few", "balanced", "all"]
"""How much is shown: few claims and sure ones, a balance, or all; each takes in the one before."""

NO_PLACE = -1
"""In `Article.places`: this character stands in no text node (a separator between blocks)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `Article.text` (code points, end exclusive)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article as the page lays it out: a paragraph, a heading, a list item …

    `language` is a BCP 47 primary tag ("en", "zh") or None where the block is too short to tell.
    """

    start: int
    end: int
    kind: BlockKind
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the article comes from, as far as the page says so. `published` is ISO 8601."""

    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    site_name: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The main article of a page.

    `text`: its blocks in page order, one blank line between two of them; for a plain text file
    the file's text, unchanged.
    `blocks`: in order, not overlapping; separators belong to none.
    `places`: for each code point of `text` the position in the page text (UTF-16 units) of the
    character it came from, or NO_PLACE; empty where there is no page.
    """

    text: str
    blocks: tuple[Block, ...]
    language: str
    source: Source
    places: Sequence[int] = ()

    def heading_at(self, place: int) -> Block | None:
        """The heading in which the code point `place` of the text stands."""
        at = bisect_right(self.blocks, place, key=lambda block: block.start) - 1
        if at < 0 or self.blocks[at].kind != "heading" or place >= self.blocks[at].end:
            return None
        return self.blocks[at]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted: `name` is the fullest form in the article, `mention` the words at the quote.

    `name` is None where the words are a pronoun and it is not plain whom they mean.
    `description` is role or organisation in the article's own words ("the Meta CEO").
    """

    name: str | None
    description: str | None = None
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation without its marks (direct), with marks inside (mixed) or without any (indirect).

    Direct is also what only the layout shows as spoken: a block quote, an interview's answer.

    A quotation over several paragraphs, or split by its reporting clause, is several quotes;
    `continues` is then the index, in the list of quotes, of the one before it.
    `score` (0 to 1) ranks quotes by how much an editor would want to pull them; `key` marks the
    few worth it, and only these have `reasons`, the weightiest first: it speaks to the headline,
    comes from a main voice of the article, takes a stand, gives facts and figures, says it in full.
    """

    start: int
    end: int
    kind: QuoteKind
    speaker: Speaker | None = None
    cue: Span | None = None
    score: float = 0.0
    key: bool = False
    continues: int | None = None
    reasons: tuple[KeyReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who makes a risk claim; None in `Risk.holder` means the article itself."""

    name: str
    mention: Span | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """A clause saying that harm is possible, likely, threatened, a standing danger, or denied.

    `score` (0 to 1) is the confidence that a careful reader would underline it, `level` the least
    setting of sensitivity that shows it; `reason` says in a line why it was marked.
    """

    start: int
    end: int
    category: Category
    polarity: Polarity
    certainty: Certainty
    trigger: Span
    score: float
    holder: Holder | None = None
    hazard: Span | None = None
    at_risk: Span | None = None
    harm: Span | None = None
    level: Sensitivity = "balanced"
    reason: str | None = None
