"""Take the pictures of README and docs anew, from the sample article in real browsers.

`python tools/pictures.py [FOLDER]`, by default docs/pictures. The README's are of whole windows,
and need, beside the browsers, Xvfb and ImageMagick's `import` (apt-get install xvfb imagemagick
fonts-vollkorn fonts-inter); `--parts` takes those of page, panel and settings alone, which need
neither. Uses the tests' Python packages.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.chromium import Chromium  # noqa: E402 - found by the line above
from browser.driver import VIEWPORT, WELCOME, Browser, find_program  # noqa: E402
from browser.firefox import Firefox  # noqa: E402
from browser.reader import OPTIONS, Reader  # noqa: E402
from browser.relay import Relay  # noqa: E402
from browser.servers import CaveatServer, PageServer  # noqa: E402
from browser.waiting import wait_until  # noqa: E402

ARTICLE = "sample-article.html"
LONG_ARTICLE = "long.html"
POINTED_AT = "If the wind turns"
TOP = "A fire in a single container"
"""The words that the picture begins with, and those whose card is open."""

TOP_OF_PAGE = (
    f"[...document.querySelectorAll('p')].find((p) => p.innerText.includes('{TOP}'))"
    ".getBoundingClientRect().top"
)
DARK = {"--paper": "#14161a", "--ink": "#e8e6e3", "--quiet": "#a8a39b", "--rule": "#33363c"}
"""The sample article's own colours, as a site's switch to dark would set them."""

PICTURES: dict[str, type[Chromium] | type[Firefox]] = {
    "sample-article.png": Chromium,
    "sample-article-firefox.png": Firefox,
}


def main(folder: Path, windows: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    take_parts(folder)
    if windows:
        take_windows(folder)


def take_parts(folder: Path) -> None:
    """Every part of what a reader sees, each a picture."""
    with reading() as (pages, relay):
        browser = Chromium(ROOT)
        try:
            reader = Reader(browser, pages, relay)
            reader.set_options(relay.address)
            reader.open(ARTICLE)
            reader.press()
            code = reader.panel.pairing_code()
            browser.screenshot_panel(folder / "pairing.png")
            reader.allow_by_command(code)
            reader.wait_for_outcome()
            wait_until(reader.panel.items, "the panel's list")
            browser.evaluate(f"window.scrollBy({{top: {TOP_OF_PAGE} - 60, behavior: 'instant'}})")
            browser.screenshot(folder / "page.png")
            browser.screenshot_panel(folder / "panel.png")
            take_choices(browser, reader, folder)
            reader.panel.press("Page to print", ".exports")
            printed = browser.evaluate_in_background("chrome.runtime.getURL('extension/print')")
            find = "{const it = document.querySelector('blockquote'); it && location.href}"
            address = wait_until(lambda: browser.evaluate_in_tab(printed, find), "the print page")
            browser.close_tab(printed)
            reader.point_at(POINTED_AT)
            browser.screenshot(folder / "card.png")
            for name, value in DARK.items():
                browser.evaluate(f"document.documentElement.style.setProperty('{name}', '{value}')")
            browser.press_key("Escape")
            before = reader.look("paints()")
            wait_until(lambda: reader.look("paints()") != before, "inks for the dark page")
            reader.point_at(POINTED_AT)
            browser.screenshot(folder / "dark.png")
            for file, path in (("options.png", OPTIONS), ("first-run.png", WELCOME)):
                browser.open_extension_page(path)
                wait_until(lambda: browser.evaluate("document.body.innerText.length > 200"), path)
                browser.screenshot(folder / file)
            browser.open(address)
            wait_until(
                lambda: browser.evaluate("!!document.querySelector('blockquote')"), "the quotes"
            )
            browser.screenshot(folder / "print.png")
            take_progress(browser, reader, relay, folder)
        finally:
            browser.close()


def take_choices(browser: Browser, reader: Reader, folder: Path) -> None:
    """The panel grouped, filtered, corrected and in Chinese; the page in the system's colours."""
    reader.panel.set("grouped", "")
    browser.screenshot_panel(folder / "grouped.png")
    reader.panel.set("grouped", "")
    reader.panel.press("Key quotes", ".whats")
    wait_until(lambda: "Risk claim ·" not in reader.panel.text(), "the filter")
    browser.screenshot_panel(folder / "filtered.png")
    reader.panel.press("All", ".whats")
    reader.set_setting(language="zh_CN")
    wait_until(lambda: "导出" in reader.panel.text(), "the panel in Chinese")
    browser.screenshot_panel(folder / "chinese.png")
    reader.set_setting(language="browser")
    wait_until(lambda: "Export" in reader.panel.text(), "the panel in English")
    browser.emulate(forced=True)
    browser.screenshot(folder / "forced-colours.png")
    browser.emulate()


def take_progress(browser: Browser, reader: Reader, relay: Relay, folder: Path) -> None:
    """A long article of which the beginning is marked and the rest still read."""
    reader.open(LONG_ARTICLE)
    with relay.holding():
        reader.press()
        reader.panel.wait_for("The beginning is marked")
        browser.screenshot(folder / "progress.png")
        browser.screenshot_panel(folder / "progress-panel.png")
    reader.wait_for_outcome()


def take_windows(folder: Path) -> None:
    with display(), reading() as (pages, relay):
        for file, make in PICTURES.items():
            browser = make(ROOT, headless=False)
            try:
                take(browser, Reader(browser, pages, relay), relay, folder / file)
            finally:
                browser.close()


def take(browser: Browser, reader: Reader, relay: Relay, file: Path) -> None:
    reader.set_options(relay.address)
    reader.open(ARTICLE)
    reader.press()
    reader.allow_by_command(reader.panel.pairing_code())
    reader.wait_for_outcome()
    wait_until(reader.panel.items, "the panel's list")
    find = f"[...document.querySelectorAll('p')].find((p) => p.innerText.includes('{TOP}'))"
    wait_until(lambda: browser.evaluate("innerWidth < outerWidth - 200"), "the panel's place")
    browser.evaluate(
        f"window.scrollBy({{top: {find}.getBoundingClientRect().top - 90, behavior: 'instant'}})"
    )
    if isinstance(browser, Firefox):
        browser.look_unattended()
    browser.click(4, 400)  # or else the address bar has the keyboard
    place = next(each for each in reader.highlights() if POINTED_AT in each.text)
    browser.move_mouse(*place.middle)
    wait_until(reader.card, "the card")
    command = [find_program("import"), "-window", "root", "-strip", str(file)]
    subprocess.run(command, check=True)  # noqa: S603 - ours, every word
    print(f"{file}: {file.stat().st_size // 1000} kB")


@contextmanager
def display() -> Iterator[None]:
    """A display of the windows' size, which nobody sees."""
    read, write = os.pipe()
    size = f"{VIEWPORT[0]}x{VIEWPORT[1]}x24"
    server = subprocess.Popen(  # noqa: S603 - ours, every word
        [find_program("Xvfb"), "-displayfd", str(write), "-screen", "0", size],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as number:
        os.environ["DISPLAY"] = f":{number.readline().strip()}"
    try:
        yield
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def reading() -> Iterator[tuple[PageServer, Relay]]:
    pages, relay = PageServer(), Relay()
    server = CaveatServer(relay_port=relay.port)
    try:
        with relay.passing_on_to(server.port):
            yield pages, relay
    finally:
        relay.close()
        server.close()
        pages.close()


if __name__ == "__main__":
    arguments = [each for each in sys.argv[1:] if each != "--parts"]
    folder = Path(arguments[0]) if arguments else ROOT / "docs" / "pictures"
    main(folder, windows="--parts" not in sys.argv)
