"""What the block classifier reaches on sites that it has never seen.

    python bench/extraction/cross_validate.py DATA [--folds 10] [--shuffles 3] [--worst 0]

Every page is extracted by a forest that was trained without any page of its site. The figure is
the measure of extraction_score.py over all pages, once for each shuffle of the sites into folds,
beside readability-lxml's choice on the same blocks.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from extraction_model import fit
from extraction_pages import LabelledPage, read_pages
from extraction_score import mean_score, page_score
from sklearn.model_selection import GroupKFold

from caveat.article.choice import Chosen, choose, chosen_by_readability
from caveat.article.text import joined


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--folds", type=int, default=10)
    arguments.add_argument("--shuffles", type=int, default=3)
    arguments.add_argument("--worst", type=int, default=0, help="list the pages with the lowest F1")
    options = arguments.parse_args()
    pages = read_pages(options.data)
    sites = [page.site for page in pages]
    print(f"{len(pages)} pages, {len(set(sites))} sites")
    plain = [_score(page, chosen_by_readability(page.evidence)) for page in pages]
    print("readability alone:   ", _line(plain))
    for shuffle in range(options.shuffles):
        scores: dict[str, tuple[float, float]] = {}
        folds = GroupKFold(options.folds, shuffle=True, random_state=shuffle)
        for learnt, held_out in folds.split(pages, groups=sites):
            forest = fit([pages[number] for number in learnt])
            for number in held_out:
                page = pages[number]
                scores[page.name] = _score(page, choose(page.evidence, forest))
        print(f"unseen sites, draw {shuffle}:", _line(list(scores.values())))
        worst = sorted(scores, key=lambda name: mean_score([scores[name]])[2])
        for name in worst[: options.worst]:
            print("   ", _line([scores[name]]), name)


def _line(scores: list[tuple[float, float]]) -> str:
    return "precision {:.4f}  recall {:.4f}  F1 {:.4f}".format(*mean_score(scores))


def _score(page: LabelledPage, chosen: Chosen) -> tuple[float, float]:
    whole, _ = joined(text for _, text in chosen.values())
    return page_score(page.truth, whole.text)


if __name__ == "__main__":
    main()
