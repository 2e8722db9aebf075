"""A trained model: rates of words and a forest over them, one file each, in a language's folder.

In: for each case its numbers and its keys. Out: probabilities. The files are `<name>.npz` (the
trees) and `<name>.json` (the rates, readable as the lexicon that they are).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np

from caveat.quotes.forest import Floats, Forest
from caveat.quotes.rates import Rates


@dataclass(frozen=True, slots=True)
class Case:
    """What a model sees: numbers as they are, keys to be looked up, one rate table for each."""

    numbers: Sequence[float]
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Model:
    """`rates`: one table for each key of a case, in order."""

    rates: Sequence[Rates]
    forest: Forest

    def probabilities(self, cases: Sequence[Case]) -> list[float]:
        """One probability for each case."""
        if not cases:
            return []
        found: list[float] = self.forest.probabilities(rows_of(cases, self.rates)).tolist()
        return found


def rows_of(cases: Sequence[Case], rates: Sequence[Rates]) -> Floats:
    """Numbers and looked-up keys, a row for each case."""
    numbers = np.array([case.numbers for case in cases], dtype=np.float32)
    columns = []
    for column, table in enumerate(rates):
        get, unknown = table.odds.get, table.unknown
        columns.append([get(case.keys[column], unknown) for case in cases])
    if not columns:
        return numbers
    return np.hstack([numbers, np.array(columns, dtype=np.float32).T])


def load_model(folder: Traversable, name: str) -> Model:
    """The model `name` in `folder`. Raises FileNotFoundError or KeyError for a broken package."""
    tables = json.loads(folder.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    with folder.joinpath(f"{name}.npz").open("rb") as file, np.load(file) as arrays:
        forest = Forest(
            arrays["features"].astype(np.int32),
            arrays["thresholds"].astype(np.float32),
            arrays["leaves"].astype(np.float32),
            float(arrays["base"]),
        )
    return Model([Rates(table["odds"], table["unknown"]) for table in tables], forest)


def save_model(model: Model, folder: str, name: str) -> None:
    """Write `model` where `load_model` finds it; keys in alphabetical order, for readable diffs."""
    tables = [{"unknown": t.unknown, "odds": dict(sorted(t.odds.items()))} for t in model.rates]
    with open(f"{folder}/{name}.json", "w", encoding="utf-8") as file:
        json.dump(tables, file, ensure_ascii=False, indent=0)
        file.write("\n")
    forest = model.forest
    np.savez_compressed(
        f"{folder}/{name}.npz",
        features=forest.features.astype(np.int16),
        thresholds=forest.thresholds,
        leaves=forest.leaves,
        base=forest.base,
    )
