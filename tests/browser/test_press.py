"""One press of the button: the article's quotes and risk claims, on the page itself."""

from __future__ import annotations

from dataclasses import replace

from caveat.domain import Quote, Risk, Span
from caveat.schema import validate

from .conftest import Plant
from .reader import WORKING, Reader
from .relay import Relay
from .said_and_drawn import as_read, assert_drawn_as_said
from .waiting import wait_until

ARTICLE = "sample-article.html"


def test_the_press_marks_quotes_and_risk_claims(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    marked = reader.highlights()
    quotes = [each for each in marked if each.is_quote]
    risks = [each for each in marked if not each.is_quote]
    assert len(analysis["quotes"]) >= 10
    assert len(analysis["risks"]) >= 4
    assert_drawn_as_said(quotes, analysis["quotes"])
    assert_drawn_as_said(risks, analysis["risks"])
    read = as_read(" ".join(each.text for each in quotes))
    assert "I am tired of paying that price." in read
    assert "Thousands of liters run off every container that burns" in read


def test_the_headline_is_marked_and_says_who_says_it(reader: Reader) -> None:
    reader.read("headline.html")
    card = reader.point_at("The ferry is our street", "quote")
    assert "Ingrid Moe" in card.text
    assert [each.text for each in reader.highlights() if "island fears" in each.text] == [
        "island fears for its boat"
    ]


def test_quotes_risk_claims_and_denied_ones_look_different(reader: Reader, plant: Plant) -> None:
    quote = (Quote(0, 10, "direct"),)
    claim = Risk(20, 30, "safety", "asserted", "possible", Span(20, 25), 1.0)
    plant(lambda _: quote, lambda *_: (claim, replace(claim, start=40, end=50, polarity="denied")))
    reader.read(ARTICLE)
    first, second, third = (each.name for each in reader.highlights())
    assert len({first, second, third}) == 3
    assert "quote" in first
    assert "risk" in second
    assert "denied" in third


def test_a_scare_quote_is_not_marked(reader: Reader) -> None:
    reader.read(ARTICLE)
    assert not [each for each in reader.highlights() if "garden-sized" in each.text]


def test_the_badge_shows_work_and_then_the_count(reader: Reader, relay: Relay) -> None:
    reader.open(ARTICLE)
    assert reader.browser.badge() == ""
    with relay.holding():
        reader.press()
        wait_until(lambda: reader.browser.badge() == WORKING, "the badge to show work")
    count = wait_until(lambda: reader.browser.badge().strip(WORKING), "the badge to show the count")
    analysis = relay.exchanges[-1].analysis
    assert count == str(len(analysis["quotes"]) + len(analysis["risks"]))


def test_a_press_while_it_works_stops_it(reader: Reader, relay: Relay) -> None:
    reader.open(ARTICLE)
    asked = relay.asked
    with relay.holding():
        reader.press()
        wait_until(lambda: relay.asked == asked + 1, "the server to be asked")
        reader.press()
        wait_until(lambda: reader.browser.badge() == "", "the badge to be empty")
    assert reader.highlights() == []


def test_the_page_stays_the_page(reader: Reader) -> None:
    reader.open(ARTICLE)
    before = reader.page()
    reader.press_and_wait()
    reader.point_at("I am tired")
    now = reader.page()
    added = [line for line in now if line not in before]
    assert [line.strip().split()[0] for line in added] == ["<CAVEAT-MAP", "<CAVEAT-CARD"]
    for line in added:
        now.remove(line)
    assert now == before


def test_the_second_press_leaves_nothing(reader: Reader) -> None:
    reader.open(ARTICLE)
    page, traces = reader.page(), reader.traces()
    reader.press_and_wait()
    assert reader.traces() != traces
    reader.leave()
    assert reader.highlights() == []
    assert reader.page() == page
    assert reader.traces() == traces
    assert reader.card() is None


def test_a_third_press_marks_the_page_again(reader: Reader) -> None:
    first = reader.read(ARTICLE).analysis
    reader.leave()
    second = reader.press_and_wait().analysis
    assert second["quotes"] == first["quotes"]
    assert_drawn_as_said([e for e in reader.highlights() if e.is_quote], second["quotes"])


def test_leaving_the_page_empties_the_badge(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.open("csp.html")
    wait_until(lambda: reader.browser.badge() == "", "the badge to be empty")
    assert reader.highlights() == []


def test_pointing_at_a_quote_shows_who_said_it(reader: Reader) -> None:
    reader.read(ARTICLE)
    card = reader.point_at("You cannot put such a fire out", "quote")
    assert "Delphine Marchetti" in card.text


def test_pointing_at_a_risk_claim_shows_what_it_is(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    claim = next(each for each in analysis["risks"] if "eelgrass" in each["text"])
    card = reader.point_at("eelgrass could be poisoned", "risk")
    assert claim["category"] in card.text.lower()
    assert claim["trigger"]["text"] in card.text


def test_the_card_stays_in_the_window_and_goes_with_the_pointer(reader: Reader) -> None:
    reader.read(ARTICLE)
    card = reader.point_at("I am tired")
    width, height = reader.browser.evaluate("[innerWidth, innerHeight]")
    assert card.left >= 0
    assert card.top >= 0
    assert card.right <= width
    assert card.bottom <= height
    reader.browser.move_mouse(5, height - 5)
    wait_until(lambda: reader.card() is None, "the card to go")


def test_escape_closes_the_card(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.point_at("I am tired")
    reader.browser.press_key("Escape")
    wait_until(lambda: reader.card() is None, "the card to go")


def test_the_panel_lists_all_in_page_order(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    said = sorted(
        analysis["quotes"] + analysis["risks"], key=lambda each: (each["start"], each["end"])
    )
    items = wait_until(
        lambda: len(reader.panel.items()) == len(said) and reader.panel.items(), "all items"
    )
    assert items
    for item, each in zip(items, said, strict=True):
        assert as_read(each["text"]) in as_read(item)
    assert any("Ingrid Solheim" in item for item in items)
    assert any("Tobias Amankwah" in item for item in items)


def test_choosing_an_item_of_the_panel_scrolls_to_it(reader: Reader) -> None:
    reader.read(ARTICLE)
    height = reader.browser.evaluate("innerHeight")
    assert reader.browser.evaluate("scrollY") == 0

    def in_view() -> bool:
        last = [each for each in reader.highlights() if "whether the dark is" in each.text]
        return all(0 < each.y < height for each in last)

    assert not in_view()
    reader.panel.choose("I ask them whether the dark is")
    wait_until(in_view, "the page to scroll to the quote")
    wait_until(
        lambda: [each for each in reader.highlights() if "focus" in each.name],
        "the quote to stand out",
    )


def test_the_answer_is_the_contracts(reader: Reader) -> None:
    exchange = reader.read(ARTICLE)
    validate(exchange.asked, "analysis-request")
    validate(exchange.analysis, "analysis")
    assert exchange.path == "/api/analyses"
    assert exchange.headers["Origin"].split("://")[0] in ("chrome-extension", "moz-extension")
    assert not {"Cookie", "Authorization", "Referer"} & set(exchange.headers)


def test_a_page_that_forbids_everything_is_marked_all_the_same(reader: Reader) -> None:
    analysis = reader.read("csp.html").analysis
    assert_drawn_as_said([e for e in reader.highlights() if e.is_quote], analysis["quotes"])
    assert "Hanna Petrov" in reader.point_at("One more flood", "quote").text


def test_the_frame_round_a_foreign_article_stays_unmarked(reader: Reader) -> None:
    analysis = reader.read("bilingual.html").analysis
    marked = reader.highlights()
    assert_drawn_as_said([e for e in marked if e.is_quote], analysis["quotes"])
    assert_drawn_as_said([e for e in marked if not e.is_quote], analysis["risks"])
    assert "Elise Brandauer" in reader.point_at("A robot that loses its network", "quote").text
    frame = ("summary", "advertisement", "aside", "header", "footer", "meta")
    text = " ".join(
        reader.browser.evaluate(
            f"[...document.querySelectorAll('.{frame[0]}, .{frame[1]}, .{frame[5]},"
            f" {frame[2]}, {frame[3]}, {frame[4]}')].map((each) => each.textContent)"
        )
    )
    assert not [each.text for each in marked if each.text.strip() and each.text in text]
    assert not [each for each in marked if "autopilot" in each.text and each.is_quote]
