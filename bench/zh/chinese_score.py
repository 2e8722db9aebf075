"""How well Chinese quotes and risk claims are found, on the annotated articles of articles/.

    python bench/zh/chinese_score.py [--set tuning|held-out] [--errors] [--record]

direct: quotes in marks, found at IoU 0.7. joint: found, and the speaker's name is the annotated
one (nobody where nobody is annotated). all: quotes of any kind, found at IoU 0.7, with the name
right. risks: sentences with a claim. polarity, category, certainty, holder: of the claims found,
the share that is right. ms: reading, quotes and risks, for 1,000 characters.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from chinese_gold import GoldArticle, GoldQuote, GoldRisk, gold_articles

from caveat.domain import Quote, Risk
from caveat.pipeline import analyze_text

FIGURES = Path(__file__).parent / "figures.json"
"""The figures recorded, by set; `--record` writes them."""

EDGE = " \u3000，,。；;：:、！？!?…"
BRACKETS = "《》「」『』“”"
ALIKE = 0.7
TURNS = 5
SENTENCE = re.compile(r"[^。！？；\n]+")

T = TypeVar("T")


@dataclass(slots=True)
class Ratio:
    """Counts behind precision, recall and F1."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Score:
    """Running counts over articles; `errors` names each miss."""

    direct: Ratio = field(default_factory=Ratio)
    joint: Ratio = field(default_factory=Ratio)
    all: Ratio = field(default_factory=Ratio)
    risks: Ratio = field(default_factory=Ratio)
    claims: dict[str, int] = field(default_factory=dict)
    sentences_without: int = 0
    false_claims: int = 0
    characters: int = 0
    milliseconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        """Of the claims found, the share whose `name` (polarity …) is right."""
        return self.claims.get(name, 0) / self.risks.right if self.risks.right else 1.0


def score_articles(articles: Sequence[GoldArticle], turns: int = 1) -> Score:
    """Analyse the articles and count; the time is the least of `turns`."""
    score = Score()
    for article in articles:
        analyses = [analyze_text(article.text) for _ in range(turns)]
        analysis = analyses[0]
        score.characters += len(article.text)
        score.milliseconds += min(each.timings.language for each in analyses)
        _quotes(score, article, analysis.quotes)
        _risks(score, article, analysis.shown_at("balanced").risks)
    return score


def _quotes(score: Score, article: GoldArticle, found: Sequence[Quote]) -> None:
    text = article.text
    for gold, quote in _pairs(text, article.quotes, found):
        named = quote is not None and gold is not None and _same_name(gold.name, quote)
        for ratio, direct, needs_name in (
            (score.direct, True, False),
            (score.joint, True, True),
            (score.all, False, True),
        ):
            if gold is not None and (not direct or gold.kind == "direct"):
                ratio.gold += 1
                ratio.right += quote is not None and (named or not needs_name)
            counted = gold.kind if gold is not None else quote.kind if quote else ""
            if quote is not None and (not direct or counted == "direct"):
                ratio.predicted += 1
        if gold is None and quote is not None:
            score.errors.append(
                f"{article.name}: false {quote.kind} [{_name(quote)}] {_words(text, quote)}"
            )
        elif gold is not None and not named:
            got = f"not {_name(quote)}" if quote else "missed"
            score.errors.append(
                f"{article.name}: {gold.kind} [{gold.name}] {got}: {_words(text, gold)}"
            )


def _pairs(
    text: str, wanted: Sequence[GoldQuote], found: Sequence[Quote]
) -> Iterator[tuple[GoldQuote | None, Quote | None]]:
    free = list(found)
    for gold in wanted:
        best = max(free, key=lambda quote: _iou(text, gold, quote), default=None)
        if best is not None and _iou(text, gold, best) >= ALIKE:
            free.remove(best)
            yield gold, best
        else:
            yield gold, None
    for quote in free:
        yield None, quote


def _iou(text: str, one: GoldQuote | Quote, other: GoldQuote | Quote) -> float:
    (a, b), (c, d) = _trimmed(text, one), _trimmed(text, other)
    return max(0, min(b, d) - max(a, c)) / (max(b, d) - min(a, c) or 1)


def _trimmed(text: str, part: GoldQuote | Quote) -> tuple[int, int]:
    words = text[part.start : part.end]
    start = part.start + len(words) - len(words.lstrip(EDGE + BRACKETS))
    return start, max(start, part.end - len(words) + len(words.rstrip(EDGE + BRACKETS)))


def _risks(score: Score, article: GoldArticle, found: Sequence[Risk]) -> None:
    for sentence in SENTENCE.finditer(article.text):
        gold = _within(sentence, article.risks, lambda risk: risk.start)
        risk = _within(sentence, found, lambda risk: risk.trigger.start)
        score.risks.gold += gold is not None
        score.risks.predicted += risk is not None
        score.risks.right += gold is not None and risk is not None
        if not article.risks:
            score.sentences_without += 1
            score.false_claims += risk is not None
        if gold is not None and risk is not None:
            _claim(score, article, gold, risk)
        elif gold is not None:
            score.errors.append(f"{article.name}: risk missed: {sentence[0]}")
        elif risk is not None:
            score.errors.append(f"{article.name}: false risk ({risk.reason}): {sentence[0]}")


def _claim(score: Score, article: GoldArticle, gold: GoldRisk, risk: Risk) -> None:
    pairs = {
        "polarity": (gold.polarity, risk.polarity),
        "category": (gold.category, risk.category),
        "certainty": (gold.certainty, risk.certainty),
        "holder": (gold.holder, _plain(risk.holder.name) if risk.holder else None),
    }
    for name, (wanted, got) in pairs.items():
        score.claims[name] = score.claims.get(name, 0) + (wanted == got)
        if wanted != got:
            words = article.text[gold.start : gold.end]
            score.errors.append(f"{article.name}: {name} {wanted}, not {got}: {words}")


def _within(sentence: re.Match[str], parts: Sequence[T], place: Callable[[T], int]) -> T | None:
    return next((part for part in parts if sentence.start() <= place(part) < sentence.end()), None)


def _same_name(name: str | None, quote: Quote) -> bool:
    return name == _plain(_name(quote))


def _plain(name: str | None) -> str | None:
    return name.strip(BRACKETS) if name else None


def _name(quote: Quote) -> str | None:
    return quote.speaker.name if quote.speaker else None


def _words(text: str, part: GoldQuote | Quote) -> str:
    return text[part.start : part.end]


def figures(score: Score) -> dict[str, float]:
    """What is recorded of a score: F1 of quotes and risks, precision, the shares that are right."""
    measured = {
        "direct F1": score.direct.f1,
        "joint F1": score.joint.f1,
        "all F1": score.all.f1,
        "all precision": score.all.precision,
        "risks F1": score.risks.f1,
        "risks precision": score.risks.precision,
        "polarity": score.share("polarity"),
        "category": score.share("category"),
        "holder": score.share("holder"),
    }
    return {name: round(value, 3) for name, value in measured.items()}


def main() -> None:
    """Print the figures of each set, and the errors on request."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", choices=["tuning", "held-out"], help="else both")
    parser.add_argument("--errors", action="store_true", help="list what is not right")
    parser.add_argument("--record", action="store_true", help="write figures.json anew")
    options = parser.parse_args()
    if options.record:
        parts = ("tuning", "held-out")
        recorded = {part: figures(score_articles(gold_articles(part))) for part in parts}
        FIGURES.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")
    analyze_text("先读一遍：词典要在这里装好。")
    for part in [options.set] if options.set else ["tuning", "held-out"]:
        articles = gold_articles(part)
        score = score_articles(articles, TURNS)
        print(f"{part}: {len(articles)} articles, {score.characters} characters")
        for name in ("direct", "joint", "all", "risks"):
            ratio: Ratio = getattr(score, name)
            print(
                f"  {name:<7} P {ratio.precision:.3f}  R {ratio.recall:.3f}  F1 {ratio.f1:.3f}"
                f"  ({ratio.right} right, {ratio.predicted} found, {ratio.gold} annotated)"
            )
        shares = ("polarity", "category", "certainty", "holder")
        print("  of claims found: " + ", ".join(f"{n} {score.share(n):.2f}" for n in shares))
        print(
            f"  false claims in articles without any: {score.false_claims}"
            f" in {score.sentences_without} sentences"
        )
        print(
            f"  {1000 * score.milliseconds / (score.characters or 1):.1f} ms for 1,000 characters"
        )
        for error in score.errors if options.errors else []:
            print("    " + error)


if __name__ == "__main__":
    main()
