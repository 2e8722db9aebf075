"""The panel: counts, chart, filters, groups, order, what is lost, what was corrected, exports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from caveat.domain import Quote

from .conftest import Plant
from .reader import Reader
from .relay import Json
from .said_and_drawn import as_read
from .waiting import wait_until

ARTICLE = "sample-article.html"


@pytest.fixture(autouse=True)
def fresh(reader: Reader) -> None:
    reader.forget()


def test_counts_and_time_are_told(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    reader.panel.wait_for(
        f"{len(analysis['quotes'])} quotes · {len(analysis['risks'])} risk claims · "
    )
    assert chips(reader)[0] == f"All {len(analysis['quotes']) + len(analysis['risks'])}"


@pytest.mark.parametrize(
    ("chip", "is_left"),
    [
        ("Quotes", lambda each: "kind" in each),
        ("Key quotes", lambda each: each.get("key", False)),
        ("Risks", lambda each: "category" in each),
        ("Denied", lambda each: each.get("polarity") == "denied"),
    ],
    ids=["quotes", "key", "risks", "denied"],
)
def test_a_filter_acts_on_list_page_and_exports_alike(
    reader: Reader, chip: str, is_left: Any
) -> None:
    analysis = reader.read(ARTICLE).analysis
    left = [each for each in in_page_order(analysis) if is_left(each)]
    wait_until(reader.panel.items, "the list")
    reader.panel.press(chip, ".whats")
    wait_until(lambda: len(reader.panel.items()) == len(left), "the list to be filtered")
    wait_until(lambda: drawn(reader) == sum_of(left), "the page to be filtered")
    if left:
        rows = list(csv.DictReader(io.StringIO(exported(reader, "Table", ".csv"), newline="")))
        assert [as_read(row["text"]) for row in rows] == [as_read(each["text"]) for each in left]


def choices(analysis: Json) -> int:
    """How many filters leave something, but not everything."""
    counts = [
        len(analysis["quotes"]),
        sum(each["key"] for each in analysis["quotes"]),
        len(analysis["risks"]),
        sum(each["polarity"] == "denied" for each in analysis["risks"]),
    ]
    found = len(analysis["quotes"]) + len(analysis["risks"])
    return sum(0 < count < found for count in counts)


def test_no_filter_is_offered_that_would_leave_nothing_or_everything(reader: Reader) -> None:
    analysis = reader.read("csp.html").analysis
    assert len(offered(reader)) == 1 + choices(analysis)
    assert reader.browser.evaluate_in_panel("document.querySelector('#search').checkVisibility()")
    reader.select("Petrov said", "army’s stores")
    analysis = reader.act_and_wait("Analyse the selection").analysis
    assert 0 < len(analysis["quotes"]) + len(analysis["risks"]) <= 3
    wait_until(lambda: len(offered(reader)) == 1 + choices(analysis), "the filters that are left")
    # So short a list is seen at a glance.
    assert not reader.browser.evaluate_in_panel(
        "[...document.querySelectorAll('#search, #who, #order')].some((e) => e.checkVisibility())"
    )


def test_a_bar_of_the_chart_filters_by_its_category(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    bars = wait_until(lambda: names_of(reader, ".bar .name"), "the chart")
    categories = {each["category"] for each in analysis["risks"]}
    assert {bar.lower() for bar in bars} == categories
    counts = names_of(reader, ".bar .count")
    assert counts == sorted(counts, key=int, reverse=True)
    reader.panel.press(bars[0], "#chart")
    wait_until(lambda: len(reader.panel.items()) == int(counts[0]), "the list to be filtered")
    assert all(bars[0] in item for item in reader.panel.items())
    reader.panel.press(bars[0], "#chart")
    wait_until(lambda: len(reader.panel.items()) > int(counts[0]), "all again")


def test_the_next_article_is_seen_whole_in_the_order_that_was_chosen(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    reader.panel.set("order", "weight")
    reader.panel.press("Risks", ".whats")
    wait_until(
        lambda: all("Risk" in each for each in reader.panel.items()), "the list to be filtered"
    )
    reader.read("csp.html")
    assert reader.highlights()
    wait_until(reader.panel.items, "the list")
    order = "document.getElementById('order').value"
    assert reader.browser.evaluate_in_panel(order) == "weight"


def test_a_speaker_can_be_chosen_and_all_be_grouped(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    reader.panel.set("grouped", "")
    groups = wait_until(lambda: names_of(reader, ".group h3"), "groups")
    counts = [int(each.rpartition("(")[2].rstrip(")")) for each in groups]
    assert counts == sorted(counts, reverse=True)
    assert any("Ingrid Solheim" in each for each in groups)
    reader.panel.set("who", "=Ingrid Solheim")
    wait_until(lambda: len(names_of(reader, ".group h3")) == 1, "one group")
    assert all("Ingrid Solheim" in item for item in reader.panel.items())


def test_words_and_names_are_searched(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    reader.panel.set("search", "EELGRASS")
    wait_until(lambda: 0 < len(reader.panel.items()) < 5, "the list to be searched")
    assert all("eelgrass" in item for item in reader.panel.items())
    focused = reader.browser.evaluate_in_panel("document.getElementById('search').value")
    assert focused == "EELGRASS"


def test_by_weight_the_key_quotes_lead(reader: Reader, plant: Plant) -> None:
    quotes = (
        Quote(0, 20, "direct", score=0.9),
        Quote(40, 60, "direct", score=0.5, key=True),
        Quote(80, 99, "direct", score=0.95),
    )
    plant(lambda _: quotes, lambda *_: ())
    reader.read(ARTICLE)
    first = wait_until(reader.panel.items, "the list")
    reader.panel.set("order", "weight")
    wait_until(
        lambda: reader.panel.items() == [first[1], first[2], first[0]],
        "the key quote, then the scores",
    )


def test_where_nothing_is_left_a_button_shows_all_again(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    wait_until(reader.panel.items, "the list")
    reader.panel.set("search", "no such words")
    reader.panel.wait_for("Nothing is left by these filters")
    assert reader.panel.items() == []
    assert drawn(reader) == ""
    reader.panel.press("Show all", "#lists")
    wait_until(lambda: len(reader.panel.items()) == len(in_page_order(analysis)), "all again")
    assert reader.browser.evaluate_in_panel("document.getElementById('search').value") == ""


def test_every_entry_has_its_place_in_the_article(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    places = names_of(reader, ".entry .spoken")
    shares = [int(each.split()[0]) for each in places]
    assert len(shares) == len(reader.panel.items())
    assert shares == sorted(shares)
    assert shares[-1] > 60


def test_up_and_down_move_in_the_list(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    moved = reader.browser.evaluate_in_panel(
        """(() => {
            const entries = [...document.querySelectorAll("button.entry")];
            entries[0].focus();
            return ["ArrowDown", "ArrowDown", "ArrowUp", "End", "Home"].map((key) => {
                const press = new KeyboardEvent("keydown", { key, bubbles: true });
                document.activeElement.dispatchEvent(press);
                return entries.indexOf(document.activeElement);
            });
        })()"""
    )
    last = len(reader.panel.items()) - 1
    assert moved == [1, 2, 1, last, 0]


def test_what_the_page_has_lost_is_listed_apart(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    reader.browser.evaluate(
        """[...document.querySelectorAll("p")]
            .find((p) => p.innerText.includes("I am tired of paying")).remove()"""
    )
    reader.panel.wait_for("Not found on this page: ")
    lost = names_of(reader, ".lost .excerpt")
    assert any("I am tired of paying" in each for each in lost)
    assert reader.browser.evaluate_in_panel(
        "[...document.querySelectorAll('.lost button.entry')].every((each) => each.disabled)"
    )


def test_a_page_of_nothing_says_so(reader: Reader) -> None:
    reader.open("empty.html")
    reader.fail("There is no article on this page")
    assert not reader.browser.evaluate_in_panel(
        "!document.getElementById('filters').hidden || document.querySelector('.bar')"
    )


def test_markdown_has_all_that_is_shown(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    wait_until(reader.panel.items, "the list")
    text = exported(reader, "Markdown", ".md")
    assert text.startswith("# Kestrel Bay weighs a giant battery")
    assert text.count("\n> ") == len(in_page_order(analysis))
    assert "— Ingrid Solheim" in text
    assert "#:~:text=" in text


def test_web_annotations_select_the_words_of_the_page(reader: Reader) -> None:
    analysis = reader.read(ARTICLE).analysis
    wait_until(reader.panel.items, "the list")
    page = json.loads(exported(reader, "Web Annotations", ".jsonld"))
    assert page["type"] == "AnnotationPage"
    said = in_page_order(analysis)
    assert len(page["items"]) == len(said)
    for item, each in zip(page["items"], said, strict=True):
        assert item["target"]["source"].endswith(ARTICLE)
        exact = item["target"]["selector"][0]["exact"]
        assert exact == each["target"]["quote"]["exact"]


def test_a_clean_page_to_print_opens(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the list")
    reader.panel.press("Risks", ".whats")
    wait_until(
        lambda: all("Risk" in each for each in reader.panel.items()), "the list to be filtered"
    )
    claims = len(reader.panel.items())
    reader.panel.press("Page to print", ".exports")
    page = reader.browser.evaluate_in_background(
        "chrome.runtime.getURL('extension/print/print.html')"
    )
    try:
        found = wait_until(
            lambda: reader.browser.evaluate_in_tab(
                page, "[...document.querySelectorAll('blockquote')].map((each) => each.innerText)"
            ),
            "the page to print",
        )
        assert len(found) == claims
        assert "Kestrel Bay" in reader.browser.evaluate_in_tab(page, "document.title")
    finally:
        reader.browser.close_tab(page)


def in_page_order(analysis: dict[str, Any]) -> list[dict[str, Any]]:
    both = analysis["quotes"] + analysis["risks"]
    return sorted(both, key=lambda each: (each["start"], each["end"]))


def names_of(reader: Reader, selector: str) -> list[str]:
    found: list[str] = reader.browser.evaluate_in_panel(
        f"[...document.querySelectorAll({json.dumps(selector)})].map((each) => each.textContent)"
    )
    return found


def chips(reader: Reader) -> list[str]:
    return wait_until(lambda: names_of(reader, ".chip"), "the filters")


def offered(reader: Reader) -> list[str]:
    """The chips that can be seen."""
    return [
        name
        for name in wait_until(lambda: names_of(reader, ".chip:not([hidden])"), "the filters")
        if name
    ]


def drawn(reader: Reader) -> str:
    """The letters of all that is drawn, sorted, for quotes and risk claims overlap."""
    text = "".join(each.text for each in reader.highlights() if "focus" not in each.name)
    return "".join(sorted("".join(text.split())))


def sum_of(annotations: list[dict[str, Any]]) -> str:
    text = "".join(each["target"]["quote"]["exact"] for each in annotations)
    return "".join(sorted("".join(text.split())))


def exported(reader: Reader, words: str, ending: str) -> str:
    """What a press in the export menu has saved."""
    folder = reader.browser.downloads
    before = saved(folder, ending)
    reader.panel.press(words, ".exports")
    file = wait_until(lambda: saved(folder, ending) - before, "the file").pop()
    wait_until(lambda: file.read_text(encoding="utf-8"), "what is in the file")
    text = file.read_text(encoding="utf-8-sig")
    file.unlink()
    return text


def saved(folder: Path, ending: str) -> set[Path]:
    return set(folder.glob(f"*{ending}")) if folder.exists() else set()
