"""The lexicons load, and a bad line is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.language.en.risks.lexicon import lexicon
from caveat.language.en.risks.word_kinds import load_kinds, word_kinds
from caveat.language.zh.risks.lexicon import lexicon as chinese
from caveat.risks.tables import LexiconError, read_table

LABELS = (frozenset(("risk", "warn")),)


def test_the_lexicons_load() -> None:
    assert "risk" in lexicon().frames["danger", "NOUN"]
    assert "economy" in lexicon().harms["recession", "NOUN"]
    assert word_kinds()
    assert "risk" in chinese().labels["风险"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("risk\tdanger danger", "stands in line 2 already"),
        ("risk\tDanger", "not lower-case"),
        ("rsik\tdanger", "unknown label 'rsik'"),
        ("risk", "2 columns wanted, 1 found"),
        ("risk\t", "a column is blank"),
        ("risk\t ", "a column is blank"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text(f"# frame, words\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=f"terms.tsv, line 2: .*{problem}"):
        read_table(file, LABELS)


def test_a_kind_holds_a_word_once(tmp_path: Path) -> None:
    file = tmp_path / "kinds.txt"
    file.write_text("erode corrode\nrust erode\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2: 'erode' stands in line 1 already"):
        load_kinds(file)
