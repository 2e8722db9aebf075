"""Train the block classifier on all pages of a data directory and store it in the package.

    python bench/extraction/train.py DATA

What it scores on these pages afterwards is no measure of it: see cross_validate.py.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from extraction_model import fit
from extraction_pages import read_pages

from caveat.article.classifier import write_forest

MODEL = Path(__file__).parents[2] / "server" / "caveat" / "article" / "data" / "news_blocks.npz"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("data", type=Path)
    pages = read_pages(arguments.parse_args().data)
    write_forest(MODEL, fit(pages))
    blocks = sum(len(page.labels) for page in pages)
    print(f"{MODEL}: {MODEL.stat().st_size} bytes from {len(pages)} pages, {blocks} blocks")


if __name__ == "__main__":
    main()
