"""Take the README's pictures anew: the sample article in real windows of Chromium and Firefox.

`python tools/pictures.py [FOLDER]`, by default docs/pictures. Needs, beside the browsers, Xvfb and
ImageMagick's `import` (apt-get install xvfb imagemagick fonts-vollkorn fonts-inter), and the
tests' Python packages.
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
from browser.driver import VIEWPORT, Browser, find_program  # noqa: E402
from browser.firefox import Firefox  # noqa: E402
from browser.reader import Reader  # noqa: E402
from browser.servers import CaveatServer, PageServer, Relay  # noqa: E402
from browser.waiting import wait_until  # noqa: E402

ARTICLE = "sample-article.html"
POINTED_AT = "If the wind turns"
TOP = "A fire in a single container"
"""The words that the picture begins with, and those whose card is open."""

PICTURES: dict[str, type[Chromium] | type[Firefox]] = {
    "sample-article.png": Chromium,
    "sample-article-firefox.png": Firefox,
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
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
    reader.allow_by_command(reader.pairing_code())
    reader.wait_for_outcome()
    wait_until(reader.items, "the panel's list")
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
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
