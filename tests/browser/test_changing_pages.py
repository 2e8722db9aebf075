"""A page goes on living while it is marked: the marks, badge and panel follow, and never lie."""

from __future__ import annotations

from contextlib import suppress

import pytest

from .devtools import ProtocolError
from .reader import Reader
from .relay import Json, Relay
from .said_and_drawn import assert_drawn_as_said
from .waiting import wait_until

PAGE = "single-page.html"
PHYSICIAN = "infants could be poisoned"


def assert_all_drawn(reader: Reader, analysis: Json) -> None:
    marked = reader.highlights()
    assert_drawn_as_said([each for each in marked if each.is_quote], analysis["quotes"])
    assert_drawn_as_said([each for each in marked if not each.is_quote], analysis["risks"])


def count_of(analysis: Json) -> int:
    return len(analysis["quotes"]) + len(analysis["risks"])


def has_marks(reader: Reader) -> bool:
    """Whether the page has marks, each on some text: those of nodes that have gone have none."""
    marked = reader.highlights()
    return bool(marked) and all(each.text for each in marked)


def wait_for_badge(reader: Reader, text: str) -> None:
    wait_until(lambda: reader.browser.badge() == text, f"“{text}” on the badge")


def test_what_comes_late_is_marked_when_it_comes(reader: Reader) -> None:
    analysis = reader.read_while(PAGE, "empty()").analysis
    count = count_of(analysis)
    assert reader.browser.badge() == "0"
    reader.panel.wait_for(f"Not found on this page: {count}")
    reader.browser.evaluate("render(), null")
    wait_for_badge(reader, str(count))
    assert_all_drawn(reader, analysis)
    wait_until(
        lambda: "Not found" not in reader.panel.text(), "the panel to list nothing as not found"
    )


def test_a_page_that_renders_itself_again_is_marked_again(reader: Reader) -> None:
    analysis = reader.read(PAGE).analysis
    for _ in range(2):
        reader.browser.evaluate("render(), null")
        wait_until(lambda: has_marks(reader), "the marks to come back")
        assert_all_drawn(reader, analysis)
        assert reader.look("unstyled()") == []


def test_marks_stay_on_the_words_when_advertisements_come_between(reader: Reader) -> None:
    analysis = reader.read(PAGE).analysis
    reader.browser.evaluate("rerenderWithAdvertisements(), null")
    wait_until(lambda: has_marks(reader), "the marks to come back")
    marked = reader.highlights()
    assert not [each.text for each in marked if "Advertisement" in each.text]
    drawn = "".join("".join(each.text for each in marked if each.is_quote).split())
    said = "".join("".join(each["text"] for each in analysis["quotes"]).split())
    assert drawn == said


def test_words_that_change_are_no_longer_marked(reader: Reader) -> None:
    analysis = reader.read(PAGE).analysis
    changed = [
        each["id"]
        for each in (*analysis["quotes"], *analysis["risks"])
        if PHYSICIAN in each["text"]
    ]
    assert changed
    reader.browser.evaluate("change('could be poisoned', 'could not be poisoned'), null")
    wait_until(
        lambda: sorted(reader.panel.lost()) == sorted(changed), "what has changed to be lost"
    )
    assert not [each.text for each in reader.highlights() if "infants" in each.text]
    wait_for_badge(reader, str(count_of(analysis) - len(changed)))
    reader.panel.wait_for(f"Not found on this page: {len(changed)}")
    reader.browser.evaluate("change('could not be poisoned', 'could be poisoned'), null")
    wait_until(lambda: not reader.panel.lost(), "what is as it was to be found")
    assert_all_drawn(reader, analysis)


@pytest.mark.parametrize("how", ["render", "renderAndKeep"])
def test_another_article_in_the_same_page_resets_everything(reader: Reader, how: str) -> None:
    reader.open(PAGE)
    traces = reader.traces()
    first = reader.press_and_wait().analysis
    reader.browser.evaluate(f"go('bell', {how}), null")
    reader.wait_until_idle()
    assert reader.traces() == traces
    second = reader.press_and_wait().analysis
    assert second["quotes"] != first["quotes"]
    assert_all_drawn(reader, second)
    reader.browser.evaluate("history.back(), null")
    reader.wait_until_idle()
    again = reader.press_and_wait().analysis
    assert again["quotes"] == first["quotes"]
    assert_all_drawn(reader, again)


def test_an_article_that_is_left_before_the_answer_is_not_marked(
    reader: Reader, relay: Relay
) -> None:
    reader.open(PAGE)
    asked = relay.asked
    with relay.holding():
        reader.press()
        wait_until(lambda: relay.asked == asked + 1, "the server to be asked")
        reader.browser.evaluate("go('bell'), null")
        wait_until(
            lambda: reader.browser.evaluate("document.querySelector('h1').innerText[0] === 'A'"),
            "the other article",
        )
    reader.wait_until_idle()


@pytest.mark.parametrize(
    "change",
    [
        "location.hash = 'top'",
        "history.replaceState(null, '', '?utm_source=none')",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'csp.html'}))",
    ],
)
def test_what_only_looks_like_leaving_changes_nothing(reader: Reader, change: str) -> None:
    analysis = reader.read(PAGE).analysis
    reader.browser.evaluate(f"{change}, null")
    # Long enough for a wrong reset: the change is seen, and an item of the panel still leads there.
    reader.browser.evaluate("new Promise((resume) => setTimeout(resume, 600))")
    assert reader.browser.badge() == str(count_of(analysis))
    assert_all_drawn(reader, analysis)
    reader.panel.choose("Nobody has fallen ill")
    wait_until(
        lambda: [each for each in reader.highlights() if "focus" in each.name], "the quote to flash"
    )


def test_a_page_come_back_to_is_unmarked_and_can_be_read_again(reader: Reader) -> None:
    reader.open(f"{PAGE}?kept")
    traces = reader.traces()
    reader.press_and_wait()
    reader.open("csp.html?kept")
    with suppress(ProtocolError):  # the document may have gone before it has answered
        reader.browser.evaluate("history.back(), null")
    wait_until(
        lambda: reader.browser.evaluate("location.pathname") == f"/{PAGE}", "the page before"
    )
    reader.wait_until_idle()
    assert reader.traces() == traces
    assert_all_drawn(reader, reader.press_and_wait().analysis)


def test_a_failure_is_forgotten_with_the_article_that_it_was_about(
    reader: Reader, relay: Relay
) -> None:
    reader.open(PAGE)
    with relay.answering(500, "text/plain", "no"):
        reader.fail("Another program")
    reader.browser.evaluate("go('bell'), null")
    reader.wait_until_idle()


def test_marks_keep_their_look_where_the_page_moves_them(reader: Reader) -> None:
    analysis = reader.read(PAGE).analysis
    reader.browser.evaluate(
        """(() => {
            const app = document.getElementById("app");
            const section = document.createElement("section");
            app.replaceWith(section);
            section.append(...app.firstChild.children);
        })()"""
    )
    wait_until(lambda: not reader.look("unstyled()"), "all marks to be underlined")
    assert_all_drawn(reader, analysis)
