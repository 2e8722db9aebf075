"""What is drawn stands on its own words, whatever the page is made of."""

from __future__ import annotations

import pytest

from .reader import Reader
from .relay import Exchange
from .said_and_drawn import as_read, assert_drawn_as_said, page_text
from .waiting import wait_until

TRAPS = "traps.html"


def test_every_quote_and_risk_claim_stands_on_its_own_words(reader: Reader) -> None:
    exchange = reader.read(TRAPS)
    analysis = exchange.analysis
    marked = reader.highlights()
    assert_drawn_as_said([each for each in marked if each.is_quote], analysis["quotes"])
    assert_drawn_as_said([each for each in marked if not each.is_quote], analysis["risks"])
    units = page_text(exchange).encode("utf-16-le", "surrogatepass")
    for each in [*analysis["quotes"], *analysis["risks"]]:
        start, end = each["target"]["position"].values()
        assert units[2 * start : 2 * end].decode("utf-16-le") == each["target"]["quote"]["exact"]
    assert "👟💦 and not a sound outside 🤷🏽‍♀️" in " ".join(each.text for each in marked)


@pytest.mark.parametrize(
    "words",
    [
        "shown though hidden from assistive tools",
        "How the sirens work",
        "What the town paid",
        "a bill of four million crowns",
        "The contract puts the whole risk on us",
        "The radio mast on the hill",
        "High water on Sunday",
        "قد تتكرر الفيضانات",
        "הסכנה עדיין לא חלפה",
        "03:58  link lost,  siren 4",
    ],
)
def test_what_can_be_seen_is_in_the_snapshot(traps: Exchange, words: str) -> None:
    assert words in page_text(traps)


@pytest.mark.parametrize(
    "words", ["canary", "Canary", "script>", "<style", "<textarea", "value=", "<select", "<button"]
)
def test_nothing_hidden_or_typed_is_in_the_snapshot(traps: Exchange, words: str) -> None:
    assert words not in traps.asked["page"]


def test_lengths_stay_where_characters_cannot_be_carried(reader: Reader) -> None:
    exchange = reader.read(TRAPS)
    live = reader.browser.evaluate("document.getElementById('by-script').textContent.length")
    text = page_text(exchange)
    start = text.index("“The log has a hole")
    end = text.index("“We will look.”") + len("“We will look.”")
    assert len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2 == live
    assert "a hole\ufffd in it" in text


def test_the_same_sentence_is_told_apart(reader: Reader) -> None:
    sentence = "Nobody should sleep by that wall"
    exchange = reader.read(TRAPS)
    said = [each for each in exchange.analysis["quotes"] if sentence in each["text"]]
    drawn = [each for each in reader.highlights() if each.is_quote and sentence in each.text]
    assert page_text(exchange).count(sentence) == 4
    assert len(said) == len(drawn) == 3
    assert len({(each.x, each.y) for each in drawn}) == 3


@pytest.mark.parametrize("page", ["sample-article.html", TRAPS, "csp.html", "hostile.html?1#1"])
def test_whatever_is_marked_is_underlined(reader: Reader, page: str) -> None:
    reader.read(page)
    assert reader.highlights()
    assert reader.look("unstyled()") == []


def test_a_quote_in_a_shadow_root_has_its_card(reader: Reader) -> None:
    reader.read(TRAPS)
    assert "Piet Laan" in reader.point_at("The radio mast", "quote").text


def test_the_traps_stay_as_they_were(reader: Reader) -> None:
    reader.open(TRAPS)
    page, traces = reader.page(), reader.traces()
    reader.press_and_wait()

    def added() -> list[str]:
        return [line.split()[0] for line in reader.page() if line not in page]

    wait_until(lambda: added() == ["<CAVEAT-MAP"], "nothing but the map to be added")
    reader.leave()
    assert reader.page() == page
    assert reader.traces() == traces


def test_a_page_that_renders_itself_again_keeps_its_marks(reader: Reader) -> None:
    exchange = reader.read_while("rerender.html", "rerenderWithUpdate()")
    marked = reader.highlights()
    assert_drawn_as_said([each for each in marked if each.is_quote], exchange.analysis["quotes"])
    assert_drawn_as_said([each for each in marked if not each.is_quote], exchange.analysis["risks"])


def test_what_has_gone_from_the_page_is_listed_as_not_found(reader: Reader) -> None:
    exchange = reader.read_while("rerender.html", "rerenderAsOther()")
    assert reader.highlights() == []
    assert reader.browser.badge() == "0"
    lost = len(exchange.analysis["quotes"]) + len(exchange.analysis["risks"])
    assert lost
    reader.panel.wait_for(f"Not found on this page: {lost}")
    listed = as_read(reader.panel.text())
    for each in exchange.analysis["quotes"]:
        assert as_read(each["text"]) in listed


@pytest.mark.usefixtures("stretches")
@pytest.mark.parametrize("page", ["sample-article.html", TRAPS, "bilingual.html"])
def test_every_character_of_the_article_is_found(reader: Reader, page: str) -> None:
    analysis = reader.read(page).analysis
    assert len(analysis["quotes"]) > 30
    assert_drawn_as_said(reader.highlights(), analysis["quotes"])


@pytest.mark.usefixtures("stretches")
@pytest.mark.parametrize("seed", range(1, 9))
def test_a_hostile_page_is_marked_right_and_left_as_it_was(reader: Reader, seed: int) -> None:
    reader.open(f"hostile.html?{seed}#{seed}")
    page, traces = reader.page(), reader.traces()
    analysis = reader.press_and_wait().analysis
    assert len(analysis["quotes"]) > 30
    assert_drawn_as_said(reader.highlights(), analysis["quotes"])
    reader.leave()
    assert reader.page() == page
    assert reader.traces() == traces


@pytest.fixture
def traps(reader: Reader) -> Exchange:
    return reader.read(TRAPS)
