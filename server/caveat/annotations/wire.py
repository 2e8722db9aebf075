"""An analysis as the objects that cross the wire and that the command line prints.

Offsets are code points into `article.text`; only `target`, added where there is a live page to
draw on, counts in UTF-16 units.
"""

from __future__ import annotations

import re
import uuid
from typing import Any

from caveat.annotations.target import Targets
from caveat.domain import Holder, Quote, Risk, Span, Speaker
from caveat.page.page import Page
from caveat.pipeline import Analysis

Json = dict[str, Any]

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A run of letters and digits; in scripts written without spaces each character counts."""


def to_wire(analysis: Analysis, page: Page | None = None) -> Json:
    """The object of the contract; with `page`, every annotation has its target in it."""
    article = analysis.article
    text = article.text
    targets = Targets(article, page) if page else None
    quotes = [_quote(quote, number, text) for number, quote in enumerate(analysis.quotes, 1)]
    risks = [_risk(risk, number, text) for number, risk in enumerate(analysis.risks, 1)]
    if targets:
        for annotation in (*quotes, *risks):
            annotation["target"] = targets.target(annotation["start"], annotation["end"])
    source = article.source
    return {
        "id": str(uuid.uuid4()),
        "source": {
            "url": source.url,
            "title": source.title,
            "byline": source.byline,
            "published": source.published,
            "site_name": source.site_name,
            "language": source.language,
        },
        "article": {
            "text": text,
            "language": article.language,
            "word_count": sum(1 for _ in WORD.finditer(text)),
        },
        "quotes": quotes,
        "risks": risks,
        "timings": {
            "article_ms": round(analysis.timings.article, 1),
            "language_ms": round(analysis.timings.language, 1),
            "total_ms": round(analysis.timings.total, 1),
        },
    }


def _quote(quote: Quote, number: int, text: str) -> Json:
    return {
        "id": f"q{number}",
        "start": quote.start,
        "end": quote.end,
        "text": text[quote.start : quote.end],
        "kind": quote.kind,
        "key": quote.key,
        "score": round(quote.score, 3),
        "speaker": _speaker(quote.speaker, text),
        "cue": _span(quote.cue, text),
        "continues": None if quote.continues is None else f"q{quote.continues + 1}",
        "reasons": list(quote.reasons),
    }


def _risk(risk: Risk, number: int, text: str) -> Json:
    return {
        "id": f"r{number}",
        "start": risk.start,
        "end": risk.end,
        "text": text[risk.start : risk.end],
        "category": risk.category,
        "polarity": risk.polarity,
        "certainty": risk.certainty,
        "score": round(risk.score, 3),
        "level": risk.level,
        "trigger": _span(risk.trigger, text),
        "holder": _holder(risk.holder, text),
        "hazard": _span(risk.hazard, text),
        "at_risk": _span(risk.at_risk, text),
        "harm": _span(risk.harm, text),
        "reason": risk.reason,
    }


def _speaker(speaker: Speaker | None, text: str) -> Json | None:
    if speaker is None:
        return None
    return {
        "name": speaker.name,
        "description": speaker.description,
        "mention": _span(speaker.mention, text),
    }


def _holder(holder: Holder | None, text: str) -> Json | None:
    if holder is None:
        return None
    return {"name": holder.name, "mention": _span(holder.mention, text)}


def _span(span: Span | None, text: str) -> Json | None:
    if span is None:
        return None
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
