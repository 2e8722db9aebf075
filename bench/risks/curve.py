"""Precision and recall over all thresholds, as points and as a picture (SVG, drawn by hand)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIDE, MARGIN = 360, 50


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold gives: everything scored at it or above is a claim."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def curve(scored: Sequence[tuple[float, bool]]) -> list[Point]:
    """A point for each score in `scored` (score, is a claim), highest threshold first."""
    claims = sum(truth for _, truth in scored)
    points = []
    right = 0
    ordered = sorted(scored, key=lambda entry: -entry[0])
    for found, (score, truth) in enumerate(ordered, start=1):
        right += truth
        if found == len(ordered) or ordered[found][0] < score:
            points.append(Point(score, right / found, right / max(1, claims)))
    return points


def as_svg(points: Sequence[Point], levels: Mapping[str, Point]) -> str:
    """Recall to the right, precision upwards; the sensitivity levels are dots with their names."""

    def place(point: Point) -> tuple[float, float]:
        return MARGIN + SIDE * point.recall, MARGIN + SIDE * (1 - point.precision)

    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, points))
    size, middle = SIDE + 2 * MARGIN, MARGIN + SIDE / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        'font-family="sans-serif" font-size="12" text-anchor="middle">',
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="#fff" '
        'stroke="#888"/>',
        f'<text x="{middle}" y="{size - 10}">recall</text>',
        f'<text x="14" y="{middle}" transform="rotate(-90 14 {middle})">precision</text>',
    ]
    for tenth in range(0, 11, 2):
        at = MARGIN + SIDE * tenth / 10
        parts.append(f'<text x="{at}" y="{SIDE + MARGIN + 18}">{tenth / 10}</text>')
        parts.append(f'<text x="{MARGIN - 16}" y="{size - at + 4}">{tenth / 10}</text>')
    parts.append(f'<polyline points="{line}" fill="none" stroke="#b3261e" stroke-width="2"/>')
    for name, point in levels.items():
        x, y = place(point)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1c1e21"/>')
        parts.append(f'<text x="{x + 8:.1f}" y="{y - 8:.1f}" text-anchor="start">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
