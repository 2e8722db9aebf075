"""The card: what can be done from it, with the mouse and with keys, on any page."""

from __future__ import annotations

import pytest

from .reader import Card, Highlight, Reader
from .waiting import wait_until

ARTICLE = "sample-article.html"
QUOTE = "I am tired of paying that price"
SPEAKER = "Ingrid Solheim"
FOCUS_IN_CARD = "(root) => root.activeElement?.innerText ?? ''"
FOCUSED = "document.activeElement.localName"


@pytest.fixture(autouse=True)
def fresh(reader: Reader) -> None:
    reader.forget()


def test_copying_takes_the_words_who_says_them_and_a_link(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.point_at(QUOTE)
    reader.press_in_card("Copy")
    wait_until(lambda: (card := reader.card()) and "Copied" in card.text, "the card to say so")
    words, who, where, link = reader.browser.copied().replace("\r", "").split("\n")
    assert words.startswith("“I am tired of paying that price")
    assert who.startswith(f"— {SPEAKER}")
    assert "Kestrel Bay weighs a giant battery" in where
    assert "#:~:text=" in link


def test_the_copied_link_leads_to_the_words(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.point_at("whether the dark is")
    reader.press_in_card("Copy")
    wait_until(lambda: (card := reader.card()) and "Copied" in card.text, "the card to say so")
    link = reader.browser.copied().split()[-1]
    reader.browser.open("about:blank")
    reader.browser.open(link)
    wait_until(lambda: reader.browser.evaluate("scrollY") > 0, "the page to scroll to the words")


def test_a_hidden_one_is_off_the_page_and_the_list_and_can_be_brought_back(reader: Reader) -> None:
    reader.read(ARTICLE)
    all_of_them = len(wait_until(reader.panel.items, "the list"))
    reader.point_at(QUOTE)
    reader.press_in_card("Hide")
    wait_until(lambda: not marked(reader, QUOTE), "the mark to go")
    wait_until(lambda: not listed(reader, QUOTE), "the entry to go")
    reader.press_in_card("Undo")
    wait_until(lambda: marked(reader, QUOTE), "the mark to come back")
    wait_until(lambda: len(reader.panel.items()) == all_of_them, "the entry to come back")


def test_what_is_called_wrong_stays_away_at_the_next_visit(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.point_at(QUOTE)
    reader.press_in_card("wrong")
    reader.press_in_card("Not a quote")
    wait_until(lambda: not marked(reader, QUOTE), "the mark to go")
    reader.read("csp.html")
    reader.read(ARTICLE)
    assert not marked(reader, QUOTE)
    reader.panel.wait_for("Hidden and corrected: 1")
    reader.panel.press("Show again")
    wait_until(lambda: marked(reader, QUOTE), "the mark to come back")


def test_a_wrong_speaker_becomes_unclear_on_card_and_in_panel(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.point_at(QUOTE)
    reader.press_in_card("wrong")
    reader.press_in_card("Wrong speaker")
    wait_until(
        lambda: any("unclear" in each for each in listed(reader, QUOTE)), "the panel to say so"
    )
    reader.browser.press_key("Escape")
    wait_until(lambda: reader.card() is None, "the card to go")
    card = reader.point_at(QUOTE)
    assert "Speaker unclear" in card.text
    assert SPEAKER not in card.text


def test_a_risk_claim_can_be_called_none(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.point_at("eelgrass could be poisoned", "risk")
    reader.press_in_card("wrong", ".risk")
    reader.press_in_card("Not a risk", ".risk")
    wait_until(
        lambda: not [e for e in reader.highlights() if "risk" in e.name and "eelgrass" in e.text],
        "the mark to go",
    )


def test_keys_go_from_one_to_the_next_and_back(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.browser.run_command("next")
    first = text_of_card(reader)
    reader.browser.run_command("next")
    wait_until(lambda: (card := reader.card()) and card.text != first, "the next card")
    reader.browser.run_command("previous")
    wait_until(lambda: (card := reader.card()) and card.text == first, "the first card again")
    current = "document.querySelector('[aria-current=true]')?.innerText"
    wait_until(lambda: reader.browser.evaluate_in_panel(current), "the panel to follow")


def test_from_the_last_the_keys_lead_to_the_first(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.browser.run_command("previous")
    last = text_of_card(reader)
    assert wait_until(reader.panel.items, "the list")[-1].splitlines()[1].strip("“”")[
        :20
    ] in focused_text(reader)
    reader.browser.run_command("next")
    wait_until(lambda: (card := reader.card()) and card.text != last, "the first card")
    assert reader.panel.items()[0].splitlines()[1].strip("“”")[:20] in focused_text(reader)


def test_the_card_takes_the_focus_tab_reaches_its_buttons_and_escape_gives_it_back(
    reader: Reader,
) -> None:
    reader.read(ARTICLE)
    reader.browser.evaluate("document.querySelector('.sections a').focus()")
    reader.browser.run_command("next")
    wait_until(lambda: reader.browser.evaluate(FOCUSED) == "caveat-card", "the focus in the card")
    reached = []
    for _ in range(3):
        reader.browser.press_key("Tab")
        reached.append(reader.browser.evaluate_in_card(FOCUS_IN_CARD))
    assert reached[:2] == ["Copy", "Hide this"]
    assert "wrong" in reached[2]
    reader.browser.press_key("Enter")
    wait_until(
        lambda: (
            reader.browser.evaluate_in_card(FOCUS_IN_CARD) in ("Wrong speaker", "Not a risk claim")
        ),
        "the choices to be reached",
    )
    reader.browser.press_key("Escape")
    wait_until(lambda: reader.card() is None, "the card to go")
    assert reader.browser.evaluate("document.activeElement.textContent") == "Town"


def test_keys_in_the_card_do_nothing_on_the_page(reader: Reader) -> None:
    reader.open(ARTICLE)
    reader.browser.evaluate(
        "addEventListener('keydown', ({key}) => (window.seen ??= []).push(key))"
    )
    reader.press_and_wait()
    reader.browser.run_command("next")
    wait_until(lambda: reader.browser.evaluate(FOCUSED) == "caveat-card", "the focus in the card")
    reader.browser.press_key("Tab")
    reader.browser.press_key("Escape")
    wait_until(lambda: reader.card() is None, "the card to go")
    assert reader.browser.evaluate("window.seen ?? []") == []


def test_the_card_never_covers_the_line_it_speaks_of(reader: Reader) -> None:
    reader.read(ARTICLE)
    for words in (
        QUOTE,
        "You cannot put such a fire out",
        "eelgrass could be",
        "whether the dark is",
    ):
        card = reader.point_at(words)
        lines = [each for each in reader.highlights() if words in each.text]
        assert lines
        assert not [each for each in lines if covers(card, each)]
        reader.browser.press_key("Escape")
        wait_until(lambda: reader.card() is None, "the card to go")


def test_the_card_goes_with_its_words_as_the_page_scrolls_to_them(reader: Reader) -> None:
    reader.read(ARTICLE)
    for _ in range(4):  # from the end of a long page to its beginning, and on
        reader.browser.run_command("previous")
        wait_until(lambda: stands_by_its_words(reader), "the card beside its words")
    reader.browser.evaluate("scrollBy({ top: 60, behavior: 'instant' })")
    wait_until(lambda: stands_by_its_words(reader), "the card beside its words")


def test_the_card_opens_over_a_frame_beside_its_words(reader: Reader) -> None:
    reader.read("framed.html")
    card = reader.point_at(QUOTE)
    assert SPEAKER in card.text
    lines = [each for each in reader.highlights() if QUOTE in each.text]
    assert not [each for each in lines if covers(card, each)]
    assert min(abs(card.top - each.y) for each in lines) < 400
    reader.press_in_card("Hide")
    wait_until(lambda: not marked(reader, QUOTE), "the mark to go")


def marked(reader: Reader, words: str) -> list[Highlight]:
    return [each for each in reader.highlights() if words in each.text]


def listed(reader: Reader, words: str) -> list[str]:
    return [each for each in reader.panel.items() if words in each]


def focused_text(reader: Reader) -> str:
    return "".join(each.text for each in reader.highlights() if "focus" in each.name)


def text_of_card(reader: Reader) -> str:
    return wait_until(lambda: (card := reader.card()) and card.text, "a card") or ""


def stands_by_its_words(reader: Reader) -> bool:
    card = reader.card()
    lines = [each for each in reader.highlights() if "focus" in each.name]
    if not card or not lines:
        return False
    gaps = [min(abs(card.top - e.y - e.height), abs(e.y - card.bottom)) for e in lines]
    return min(gaps) < 100 and not [each for each in lines if covers(card, each)]


def covers(card: Card, line: Highlight) -> bool:
    apart = (
        card.bottom <= line.y
        or card.top >= line.y + line.height
        or card.right <= line.x
        or card.left >= line.x + line.width
    )
    return not apart
