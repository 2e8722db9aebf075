"""Key quotes: few, of main voices, without repetition, each with its reasons."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caveat.domain import Article, Block, Quote, Source, Speaker
from caveat.language.language import KeyWords
from caveat.quotes.key import MOST_KEY, with_keys

WORDS = KeyWords(stance=frozenset(["must", "never"]), leaning=frozenset(["it", "that"]))
FILLER = "The river board met on Monday and talked about the old road to the north of it. " * 8


def keys(
    said: list[tuple[str, str | None]],
    title: str = "Dam repairs take two years",
    filler: str = FILLER,
) -> list[Quote]:
    """The quotes of an article that says nothing but `said`, after some filler."""
    text = filler
    quotes = []
    for words, name in said:
        text += "\n“"
        quotes.append(
            Quote(len(text), len(text) + len(words), "direct", Speaker(name) if name else None)
        )
        text += f"{words}”"
    article = Article(text, (Block(0, len(filler), "paragraph", "en"),), "en", Source(title=title))
    return with_keys(article, quotes, WORDS)


def test_what_speaks_to_the_headline_comes_before_what_does_not() -> None:
    dam, lunch = keys(
        [
            ("The repairs of the dam must take two years at the very least", "Ada"),
            ("The lunch at the hotel was a good one on the whole today", "Ada"),
        ]
    )
    assert dam.score > lunch.score
    assert dam.key
    assert "headline" in dam.reasons


def test_a_quote_of_nobody_is_never_key() -> None:
    (quote,) = keys([("The repairs of the dam must take two years at the very least", None)])
    assert not quote.key
    assert quote.reasons == ()


def test_of_two_that_say_the_same_one_is_key() -> None:
    same = "The repairs of the dam must take two years at the very least"
    assert [quote.key for quote in keys([(same, "Ada"), (same, "Ada")])].count(True) == 1


SAID = [
    "The repairs of the dam must take two years, whatever the board says",
    "Nobody has ever paid for a repair in this valley without complaining",
    "My cellar must be pumped dry twice in every spring that brings snow",
    "Engineers looked at eleven gates and never found one without cracks",
    "Trains could carry the stones if the ministry bought a second engine",
    "Children must learn which hill to climb when they hear the sirens",
    "Insurance never covers water that comes from above, so we save money",
    "Tourists come for the waterfall, and the hotels must stay open too",
]


def test_a_short_article_has_one_and_a_long_one_at_most_five() -> None:
    voices = ["Ada", "Tom", "Ruth", "Jorge"] * 2
    said: list[tuple[str, str | None]] = list(zip(SAID, voices, strict=True))
    assert sum(quote.key for quote in keys(said[:1], filler="Short.")) == 1
    assert sum(quote.key for quote in keys(said, filler=FILLER * 9)) == MOST_KEY


@given(
    st.lists(
        st.tuples(
            st.text("abc 说話!?1", min_size=1, max_size=60), st.sampled_from([None, "A", "B"])
        ),
        max_size=12,
    )
)
def test_any_quotes_get_scores_from_0_to_1_and_only_key_ones_have_reasons(
    said: list[tuple[str, str | None]],
) -> None:
    found = keys(said)
    assert len(found) == len(said)
    for quote in found:
        assert 0 <= quote.score <= 1
        assert quote.key == bool(quote.reasons)
        assert len(set(quote.reasons)) == len(quote.reasons)
