"""What the packaged models of quotes get wrong on a part of PolNeAR, by kind.

    python bench/quotes/misses.py CORPUS/dev [--each N]

For figures. To see where a model fails before changing it, look at documents that it has not
learned from but that are meant to be looked at: `train_quotes.py CORPUS/train --misses N`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from polnear import documents
from quote_score import Score, print_misses

from caveat.pipeline import analyze_text


def main() -> None:
    """Print the figures, the number of misses of each kind, and some of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", type=Path)
    parser.add_argument("--each", type=int, default=10, help="misses shown of each kind (10)")
    args = parser.parse_args()
    score = Score()
    for document in documents(args.part):
        score.add(document, analyze_text(document.text).quotes)
    print(score)
    print_misses(score.misses, args.each)


if __name__ == "__main__":
    main()
