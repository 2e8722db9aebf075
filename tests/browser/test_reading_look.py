"""How the marks look on pages of every colour, and that the page stays the reader's own."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from caveat.domain import Quote, Risk, Span

from .conftest import Plant
from .reader import Reader
from .waiting import wait_until

ARTICLE = "sample-article.html"
CONTRAST = 4.5
Color = tuple[float, float, float]

GROUNDS = {
    "light": ("#ffffff", "#1d1b18"),
    "sepia": ("#f4ecd8", "#3b2f20"),
    "grey": ("#8a8a8a", "#000000"),
    "dark": ("#121212", "#e8e6e3"),
}
RISK = Risk(0, 1, "safety", "asserted", "possible", Span(0, 1), 1.0)
KINDS_OF_QUOTES = (
    Quote(0, 40, "direct"),
    Quote(60, 100, "direct", key=True),
    Quote(120, 160, "indirect"),
    Quote(300, 380, "direct"),
)
KINDS_OF_RISKS = (
    replace(RISK, start=162, end=190),
    replace(RISK, start=250, end=290, polarity="denied"),
    replace(RISK, start=320, end=360),
)


@pytest.fixture(autouse=True)
def fresh(reader: Reader) -> None:
    reader.forget()


@pytest.fixture
def every_kind(plant: Plant) -> None:
    """One annotation of each kind, and a risk claim within a quote."""
    plant(lambda _: KINDS_OF_QUOTES, lambda *_: KINDS_OF_RISKS)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.usefixtures("every_kind")
def test_every_line_is_read_on_its_ground(reader: Reader, ground: str) -> None:
    reader.open(ARTICLE)
    paint(reader, ground)
    reader.press_and_wait()
    assert_legible(reader, GROUNDS[ground][0])


@pytest.mark.usefixtures("every_kind")
def test_a_page_that_turns_dark_gets_inks_for_it(reader: Reader) -> None:
    reader.open(ARTICLE)
    paint(reader, "light")
    reader.press_and_wait()
    before = reader.look("paints()")
    paint(reader, "dark")
    wait_until(lambda: reader.look("paints()") != before, "other inks")
    assert_legible(reader, GROUNDS["dark"][0])


@pytest.mark.usefixtures("every_kind")
def test_kinds_are_told_apart_without_colour(reader: Reader) -> None:
    reader.read(ARTICLE)
    looks = {
        (each["style"], each["thickness"], "0, 0, 0, 0" in each["ground"])
        for each in reader.look("paints()").values()
    }
    assert len(looks) == 5
    reader.browser.emulate(forced=True)
    try:
        forced = reader.look("paints()").values()
        assert len({(each["style"], each["thickness"]) for each in forced}) == 5
        assert {each["line"] for each in forced} == {"underline"}
        assert {each["offset"] for each in forced} == {"auto"}  # within the ground that is forced
    finally:
        reader.browser.emulate()


@pytest.mark.usefixtures("every_kind")
def test_where_a_quote_and_a_risk_claim_overlap_both_lines_are_seen(reader: Reader) -> None:
    reader.read(ARTICLE)
    paints = reader.look("paints()")
    quote, risk = paints["caveat-quote-0"], paints["caveat-risk-0"]
    assert quote["style"] != risk["style"]
    assert quote["offset"] != risk["offset"]
    marked = reader.highlights()
    inner = next(each for each in marked if "risk" in each.name and each.text in marked[-1].text)
    card = reader.point_at(inner.text, "risk")
    assert "Risk claim" in card.text
    assert "Quote" in card.text


@pytest.mark.parametrize("printed", [True, False], ids=["printed", "left-out"])
@pytest.mark.usefixtures("every_kind")
def test_print_has_the_marks_or_not_as_set(reader: Reader, printed: bool) -> None:
    reader.set_setting(printed=printed)
    reader.read(ARTICLE)
    reader.point_at(reader.highlights()[0].text)
    reader.browser.emulate(printed=True)
    try:
        lines = {each["line"] for each in reader.look("paints()").values()}
        assert lines == ({"underline"} if printed else {"none"})
        displayed = "[...document.querySelectorAll('caveat-card, caveat-map')]"
        boxes = reader.browser.evaluate(f"{displayed}.map((each) => each.getClientRects().length)")
        assert boxes == [0, 0]
    finally:
        reader.browser.emulate()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("zoom", [1, 2], ids=["100", "200"])
@pytest.mark.usefixtures("every_kind")
def test_no_text_moves(reader: Reader, direction: str, zoom: int) -> None:
    reader.open(ARTICLE)
    zoom_to(reader, zoom)
    try:
        reader.browser.evaluate(f"document.documentElement.dir = '{direction}'")
        wait_until(lambda: reader.browser.evaluate("devicePixelRatio") == zoom, "the zoom")
        before = reader.look("boxes()")
        reader.press_and_wait()
        # With its list there, the panel has taken its part of the window.
        wait_until(reader.panel.items, "the panel's list")
        reader.leave()
        unmarked = reader.look("boxes()")
        reader.press_and_wait()
        assert reader.look("boxes()") == unmarked
        assert len(before) > 50
        card = reader.point_at(reader.highlights()[0].text)
        width = reader.browser.evaluate("innerWidth")
        assert card.left >= 0
        assert card.right <= width
    finally:
        zoom_to(reader, 1)


@pytest.mark.usefixtures("every_kind")
def test_the_pages_own_highlights_stay(reader: Reader) -> None:
    reader.open(ARTICLE)
    reader.browser.evaluate(
        """(() => {
            const range = new Range();
            range.selectNodeContents(document.querySelector(".standfirst"));
            CSS.highlights.set("my-own", new Highlight(range));
        })()"""
    )
    reader.press_and_wait()
    own = "[CSS.highlights.get('my-own')?.size, CSS.highlights.size]"
    assert reader.browser.evaluate(own)[0] == 1
    reader.leave()
    assert reader.browser.evaluate(own) == [1, 1]


@pytest.mark.usefixtures("every_kind")
def test_the_pages_clicks_selection_and_copy_are_its_own(reader: Reader) -> None:
    reader.open(ARTICLE)
    reader.browser.evaluate(
        """(() => {
            window.seen = [];
            for (const type of ["mousedown", "mouseup", "click", "copy", "selectionchange"]) {
                document.addEventListener(type, (event) => {
                    if (!window.seen.includes(type)) window.seen.push(type);
                    window.prevented ||= event.defaultPrevented;
                });
            }
        })()"""
    )
    reader.press_and_wait()
    place = reader.look("scrollTo(0)")
    reader.browser.click(place["x"] + 20, place["y"] + place["height"] / 2)
    wait_until(reader.card, "the card, which a press opens, too")
    copied = reader.browser.evaluate(
        """(() => {
            const range = new Range();
            range.selectNodeContents(document.querySelector(".standfirst"));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return String(getSelection()) === document.querySelector(".standfirst").innerText;
        })()"""
    )
    assert copied
    wait_until(
        lambda: (
            {"mousedown", "mouseup", "click", "selectionchange"}
            <= set(reader.browser.evaluate("window.seen"))
        ),
        "the page to hear of everything",
    )
    assert not reader.browser.evaluate("window.prevented")


@pytest.mark.usefixtures("every_kind")
def test_a_mark_of_the_map_leads_to_its_words(reader: Reader) -> None:
    reader.read(ARTICLE)
    wait_until(reader.panel.items, "the panel's list")
    reader.browser.evaluate(
        "scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })"
    )
    risk = next(each for each in reader.highlights() if each.name == "caveat-risk-0")
    top = reader.browser.evaluate("scrollY") + risk.y
    share = top / reader.browser.evaluate("document.documentElement.scrollHeight")
    width, height = reader.browser.evaluate("[document.documentElement.clientWidth, innerHeight]")
    reader.browser.click(width - 3, share * height + 1)
    wait_until(
        lambda: (card := reader.card()) and "Risk claim" in card.text,
        "the card of what the map leads to",
    )


def test_three_hundred_are_drawn_in_one_frame(reader: Reader, plant: Plant) -> None:
    quotes = tuple(Quote(at, at + 8, "direct") for at in range(0, 3000, 10))
    plant(lambda _: quotes, lambda *_: ())
    reader.open(ARTICLE)
    reader.browser.evaluate(
        """(() => {
            window.counts = [];
            const look = () => {
                let count = 0;
                for (const [name, highlight] of CSS.highlights) {
                    if (name.startsWith("caveat-")) count += highlight.size;
                }
                if (window.counts.at(-1) !== count) window.counts.push(count);
                requestAnimationFrame(look);
            };
            look();
        })()"""
    )
    reader.press_and_wait()
    counts = wait_until(lambda: reader.browser.evaluate("window.counts")[1:], "a frame with marks")
    assert len(counts) == 1
    assert counts[0] >= 300


def test_off_is_off(reader: Reader) -> None:
    reader.open(ARTICLE)
    before = reader.browser.listeners()
    reader.press_and_wait()
    reader.point_at("I am tired")
    reader.leave()
    once = wait_until(reader.browser.listeners, "the listeners")
    for _ in range(3):
        reader.press_and_wait()
        reader.point_at("I am tired")
        reader.leave()
    # What stays listens for the next press: whether the page is left, or something selected in it.
    wait_until(lambda: reader.browser.listeners() <= once, "every listener to go")
    assert once - before <= 2
    assert reader.page() == [line for line in reader.page() if "CAVEAT" not in line]


def paint(reader: Reader, ground: str) -> None:
    paper, ink = GROUNDS[ground]
    reader.browser.evaluate(
        f"""(() => {{
            const {{ style }} = document.documentElement;
            for (const name of ["--ink", "--quiet", "--accent"]) style.setProperty(name, "{ink}");
            style.setProperty("--paper", "{paper}");
            document.querySelector(".standfirst").style.color = "inherit";
        }})()"""
    )


def zoom_to(reader: Reader, zoom: int) -> None:
    reader.browser.evaluate_in_background(
        "chrome.tabs.query({active: true})"
        f".then(([tab]) => chrome.tabs.setZoom(tab.id, {zoom})).then(() => null)"
    )


def assert_legible(reader: Reader, paper: str) -> None:
    ground = color_of(paper)[0]
    paints = reader.look("paints()")
    assert len(paints) == 5
    for name, look in paints.items():
        ink, _ = color_of(look["color"])
        tint, share = color_of(look["ground"])
        behind = tuple(b + (t - b) * share for b, t in zip(ground, tint, strict=True))
        assert contrast(ink, behind) >= CONTRAST - 0.05, (name, look)  # type: ignore[arg-type]


def color_of(css: str) -> tuple[Color, float]:
    if css.startswith("#"):
        red, green, blue = (float(int(css[at : at + 2], 16)) for at in (1, 3, 5))
        return (red, green, blue), 1.0
    numbers = [float(each) for each in re.findall(r"[\d.]+", css)]
    return (numbers[0], numbers[1], numbers[2]), numbers[3] if len(numbers) > 3 else 1.0


def contrast(one: Color, other: Color) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(each / 255) for each in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
