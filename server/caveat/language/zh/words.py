"""A word of Chinese text, and the lexicons that the rules of this folder share."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from caveat.language.lexicon import load_words
from caveat.risks.tables import read_table

PACKAGE = "caveat.language.zh"

REPORTING = load_words(PACKAGE, "reporting_verbs.txt")
ROLES = load_words(PACKAGE, "roles.txt")
ORGANISATIONS = load_words(PACKAGE, "organisations.txt") | load_words(
    PACKAGE, "organisation_marks.txt"
)
GROUPS = load_words(PACKAGE, "groups.txt")

CLASSES = frozenset(
    (
        *("joining", "pronouns", "places", "units"),
        *("nouns_after", "giving", "never_before", "suffixes", "perfect"),
        *("singular", "plural", "author", "people", "citing"),
    )
)
_ROWS = read_table(files(PACKAGE) / "data" / "function_words.tsv", (CLASSES,))
FUNCTION_WORDS = {
    name: frozenset(word for label, word in _ROWS if label == name) for name in CLASSES
}
"""Small words by what the rules ask of them."""

PERSON = "nh"
"""Tag of a person's name, whole; the tagger's own `nr` is given to many other words, too."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in simplified characters with its ICTCLAS tag (n noun, nr person, v verb …).

    `start` is its offset in code points; both scripts have the same.
    """

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def is_role(word: Word) -> bool:
    """Whether the word is, or ends in, a noun of office (总工程师)."""
    return word.tag != PERSON and _ending(word.text, ROLES) is not None


def ends_in_role(text: str) -> int | None:
    """Where the longest noun of office begins in which `text` ends."""
    return _ending(text, ROLES)


def is_organisation(word: Word) -> bool:
    """Whether the word is, or ends in, that of a body (外交部)."""
    if word.tag == "nt":
        return True
    return word.tag != PERSON and _ending(word.text, ORGANISATIONS) is not None


def _ending(text: str, lexicon: frozenset[str]) -> int | None:
    return next((at for at in range(len(text)) if text[at:] in lexicon), None)
