"""Running by itself, on the sites that the reader has chosen and no others.

Firefox answers its own question for the site with yes (a preference of its tests). Chromium's can
be answered by nobody but a person, so there the extension is a copy whose manifest already has the
site, and the browser then grants what the options page asks for without a question.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .chromium import Chromium
from .driver import PAGE_HOST, Browser
from .firefox import Firefox
from .reader import OPTIONS, Reader
from .relay import Relay
from .servers import ROOT, PageServer
from .waiting import wait_until

ARTICLE = "sample-article.html"


@pytest.fixture(scope="module", params=[Chromium, Firefox], ids=["chromium", "firefox"])
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    folder = ROOT
    if request.param is Chromium:
        folder = granted(tmp_path_factory.mktemp("extension"))
    browser: Browser = request.param(folder)
    yield browser
    browser.close()


def granted(folder: Path) -> Path:
    for part in ("_locales", "extension"):
        shutil.copytree(ROOT / part, folder / part)
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    manifest["host_permissions"].append(f"http://{PAGE_HOST}/*")
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_a_site_that_was_added_is_read_as_soon_as_it_has_loaded(
    reader: Reader, pages: PageServer, relay: Relay
) -> None:
    reader.open(ARTICLE)
    assert relay.asked == len(relay.exchanges)
    before = relay.asked
    add(reader, pages.address("").rstrip("/"))
    reader.browser.open(pages.address(ARTICLE))
    wait_until(reader.highlights, "the marks, with no press")
    assert relay.asked == before + 1
    wait_until(lambda: reader.browser.badge().strip("…"), "the count")
    reader.leave()
    assert reader.highlights() == []


def test_the_sites_are_listed_and_no_other_is_read(
    reader: Reader, pages: PageServer, relay: Relay
) -> None:
    add(reader, f"http://{PAGE_HOST}:81")
    listed = "[...document.querySelectorAll('#sites li span')].map((e) => e.innerText)"
    wait_until(
        lambda: [e for e in reader.browser.evaluate(listed) if f"http://{PAGE_HOST}:81" in e],
        "the site in the list",
    )
    reader.set_setting(sites=[])
    before = relay.asked
    reader.browser.open(pages.address(ARTICLE))
    reader.press()
    wait_until(reader.highlights, "the marks of the press")
    assert relay.asked == before + 1
    reader.leave()


def test_what_is_no_site_is_refused(reader: Reader) -> None:
    add(reader, "*.example", "address of a web site")


def add(reader: Reader, site: str, answer: str = "runs by itself on") -> None:
    """Add a site on the options page, with the mouse: the browser wants a real press."""
    reader.browser.open_extension_page(OPTIONS)
    wait_until(
        lambda: reader.browser.evaluate("document.getElementById('timeout')?.value"), "the page"
    )

    def press() -> bool:
        place = reader.browser.evaluate(
            f"""(() => {{
                document.getElementById("site").value = {json.dumps(site)};
                const button = document.querySelector("#add-site button");
                button.scrollIntoView({{ block: "center", behavior: "instant" }});
                const box = button.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }})()"""
        )
        reader.browser.click(*place)  # again where the page has just moved under the mouse
        return answer in said(reader)

    wait_until(press, f"the page to say “{answer}”")


def said(reader: Reader) -> str:
    return str(reader.browser.evaluate("document.getElementById('site-said').textContent"))
