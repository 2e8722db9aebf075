"""A page without an article, and a part of a page: the reader's own choice of what is read."""

from __future__ import annotations

import pytest

from .reader import Reader
from .said_and_drawn import as_read, assert_drawn_as_said
from .waiting import wait_until

HOME = "home.html"
ARTICLE = "sample-article.html"
SELECTION = "Analyse the selection"


def test_a_page_without_an_article_is_analysed_anyway(reader: Reader) -> None:
    reader.open(HOME)
    reader.fail("no article")
    exchange = reader.act_and_wait("Analyse anyway")
    assert exchange.asked["anyway"] is True
    assert "Quay vote moved to Thursday" in exchange.analysis["article"]["text"]
    reader.panel.wait_for("All text of the page")
    reader.leave()


def test_the_selection_can_be_chosen_once_something_is_selected(reader: Reader) -> None:
    reader.open(HOME)
    reader.fail("no article")
    disabled = "document.querySelector('button.selection').disabled"
    assert reader.browser.evaluate_in_panel(disabled)
    reader.select("Library opens", "Who feeds the swans?")
    exchange = reader.act_and_wait(SELECTION)
    assert exchange.analysis["article"]["text"].startswith("Library opens on Sundays")
    assert exchange.analysis["article"]["text"].endswith("Who feeds the swans?")
    reader.panel.wait_for("Only what you selected")


@pytest.mark.parametrize(
    ("page", "first", "last"),
    [
        (ARTICLE, "I am tired", "You cannot put such a fire out"),
        ("traps.html", "Families", "Nobody should sleep"),
        ("traps.html", "High water", "tide clerk"),
        ("traps.html", "The radio mast", "climbed it"),
    ],
)
def test_a_selection_is_read_alone_and_marked_on_its_own_words(
    reader: Reader, page: str, first: str, last: str
) -> None:
    reader.read(page)
    reader.select(first, last)
    analysis = reader.act_and_wait(SELECTION).analysis
    text = as_read(analysis["article"]["text"])
    assert text.startswith(first)
    assert text.endswith(last)
    marked = reader.highlights()
    assert_drawn_as_said([each for each in marked if each.is_quote], analysis["quotes"])
    assert_drawn_as_said([each for each in marked if not each.is_quote], analysis["risks"])


def test_the_choice_is_offered_only_while_something_is_selected(reader: Reader) -> None:
    reader.read(ARTICLE)
    hidden = "document.getElementById('selection').hidden"
    assert reader.browser.evaluate_in_panel(hidden)
    reader.select("I am tired", "You cannot put such a fire out")
    wait_until(lambda: not reader.browser.evaluate_in_panel(hidden), "the choice to be offered")
    reader.browser.evaluate("getSelection().removeAllRanges(), null")
    wait_until(lambda: reader.browser.evaluate_in_panel(hidden), "the choice to go")


def test_a_selection_of_nothing_is_named(reader: Reader) -> None:
    reader.read(ARTICLE)
    # As if the selection had gone between the reader's look and press.
    reader.browser.evaluate_in_panel(
        """chrome.tabs.query({active: true, currentWindow: true}).then(([tab]) =>
          chrome.runtime.sendMessage({name: "analyze", tabId: tab.id, scope: "selection"}))"""
    )
    reader.panel.wait_for("No text is selected")
    assert reader.highlights() == []
