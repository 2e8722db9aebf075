"""What a reader sees of a page that takes its time: what is being done, a way out, first marks."""

from __future__ import annotations

import json

from .reader import Reader
from .relay import Relay
from .said_and_drawn import as_read
from .waiting import wait_until

LONG = "long.html"


def test_the_first_marks_of_a_long_article_stand_before_the_rest_is_read(
    reader: Reader, relay: Relay
) -> None:
    reader.open(LONG)
    with relay.holding():
        reader.press()
        marked = wait_until(reader.highlights, "the first marks")
        reader.panel.wait_for("The beginning is marked. Reading the rest…")
        assert reader.browser.badge() == "…"
        early = [as_read(each.text) for each in marked if each.is_quote]
        assert "The wall could fail in a wet spring," in early
    reader.wait_for_outcome()
    analysis = relay.exchanges[-1].analysis
    drawn = [as_read(each.text) for each in reader.highlights() if each.is_quote]
    assert drawn == [as_read(each["text"]) for each in analysis["quotes"]]
    assert drawn[: len(early)] == early
    assert len(drawn) > 2 * len(early)
    assert sum("CAVEAT-MAP" in line for line in reader.page()) == 1
    reader.leave()
    assert reader.highlights() == []


def test_what_is_being_done_is_said_and_can_be_cancelled(reader: Reader, relay: Relay) -> None:
    reader.open("sample-article.html")
    with relay.holding():
        reader.press()
        reader.panel.wait_for("Looking for quotes and risk claims…")
        reader.panel.press("Cancel", "#tools")
        wait_until(lambda: reader.browser.badge() == "", "the badge to be empty")
    assert reader.highlights() == []


def test_cancelled_after_the_first_marks_nothing_is_left(reader: Reader, relay: Relay) -> None:
    reader.open(LONG)
    traces = reader.traces()
    with relay.holding():
        reader.press()
        wait_until(reader.highlights, "the first marks")
        reader.panel.press("Cancel", "#tools")
        wait_until(lambda: reader.browser.badge() == "", "the badge to be empty")
    assert reader.highlights() == []
    assert reader.traces() == traces


def test_what_breaks_after_the_first_marks_takes_them_off_and_is_told(
    reader: Reader, relay: Relay
) -> None:
    problem = {"type": "urn:caveat:problem:timed-out", "title": "", "status": 503, "detail": ""}
    reader.open(LONG)
    with relay.ending_with(json.dumps({"problem": problem})):
        reader.fail("did not answer in time")
    assert reader.highlights() == []
