"""What others in the same browser try: a page, a page that has rebound its name, an extension, and
a program that answers in the server's place. Both real browsers, the real server.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from caveat.pairing.store import PairingStore

from .driver import PAGE_HOST
from .reader import Reader
from .relay import Relay
from .servers import CaveatServer, PageServer
from .waiting import wait_until

FOREIGN = Path(__file__).parent / "foreign_extension"
ARTICLE = "sample-article.html"
WORDS_OF_THE_ARTICLE = ("tired of paying", "eelgrass", "sample-article")


def test_a_web_page_learns_and_does_nothing(
    reader: Reader, pages: PageServer, relay: Relay, caveat: CaveatServer
) -> None:
    before = PairingStore(caveat.data).all()
    told = len(relay.answered)
    reader.browser.open(pages.address(f"evil.html#{relay.address}"))
    results: dict[str, str] = wait_until(
        lambda: reader.browser.evaluate("window.results"), "the page to have tried everything"
    )
    assert len(results) == 15
    assert {name: found for name, found in results.items() if found != "nothing"} == {}
    # Whatever did reach the server was refused there, too.
    reached = relay.answered[told:]
    assert reached
    assert [each for each in reached if each[1] < 400] == []
    assert PairingStore(caveat.data).all() == before


def test_a_page_that_has_rebound_its_name_is_at_the_wrong_host(
    reader: Reader, relay: Relay
) -> None:
    rebound = relay.address.replace("127.0.0.1", PAGE_HOST)
    for path in ("/pairing", "/api/health"):
        reader.browser.open(rebound + path)
        shown = reader.browser.evaluate("document.documentElement.textContent")
        assert "wrong-host" in shown
        assert "127.0.0.1" in shown
    # From here on the page is of the same origin as the server, as the browser sees it.
    answer = reader.browser.evaluate(
        """fetch("/api/analyses", {method: "POST", body: "{}", headers:
            {"Content-Type": "application/json", "X-Caveat": "1"}}).then((answer) => answer.text())
            .catch(String)"""
    )
    assert "wrong-host" in answer or "NetworkError" in answer or "Failed to fetch" in answer
    assert "quotes" not in answer


@pytest.mark.parametrize(
    "way",
    [
        "document.body.append(Object.assign(document.createElement('iframe'), {src: target}))",
        "location.assign(target)",
    ],
    ids=["in a frame", "by a link"],
)
def test_no_page_can_show_the_servers(
    reader: Reader, pages: PageServer, relay: Relay, way: str
) -> None:
    reader.browser.open(pages.address("empty.html"))
    told = len(relay.answered)
    reader.browser.evaluate(f"setTimeout((target) => {way}, 0, '{relay.address}/pairing') && 0")
    wait_until(lambda: len(relay.answered) > told, "the server's page to be asked for")
    assert [status for path, status in relay.answered[told:] if status < 400] == []


def test_another_extension_gets_nothing_from_the_server(
    reader: Reader, relay: Relay, caveat: CaveatServer, tmp_path: Path
) -> None:
    before = PairingStore(caveat.data).all()
    folder = tmp_path / "foreign"
    shutil.copytree(FOREIGN, folder)
    victim = before[-1].origin
    script = folder / "background.js"
    filled = script.read_text(encoding="utf-8")
    for name, value in (
        ("server", relay.address),
        ("report", f"{relay.address}{relay.REPORT}"),
        ("victim", victim),
    ):
        filled = filled.replace(f"{{{name}}}", value)
    script.write_text(filled, encoding="utf-8")
    relay.reports.clear()
    reader.browser.add_extension(folder)
    wait_until(lambda: relay.reports, "the other extension to have tried everything")
    report: dict[str, Any] = json.loads(relay.reports[0])
    assert report["origin"] != victim
    # Chromium lets an extension write another's Origin. It gets a proof of the server's, which is
    # of use to nobody, and cannot answer with one of its own.
    pretending = report["results"].pop("pretending")
    if pretending["status"] == 200:
        assert set(json.loads(pretending["text"])) == {"nonce", "proof"}
    for name, answer in report["results"].items():
        assert answer["status"] >= 400, name
        problem = json.loads(answer["text"])["type"]
        assert problem.rpartition(":")[2] in (
            "not-paired",
            "wrong-proof",
            "forbidden-origin",
            "not-json",
            "bad-request",
            "pairing-expired",
        )
    assert PairingStore(caveat.data).all() == before


STRANGERS = {
    "that knows nothing": '{"name": "caveat", "version": "0.1.0"}',
    "that makes up a proof": json.dumps({"nonce": "0" * 64, "proof": "1" * 64}),
}


@pytest.mark.parametrize("said", STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_on_the_port_gets_no_word_of_the_page(
    reader: Reader, relay: Relay, said: str
) -> None:
    reader.open(ARTICLE)
    relay.all_asked.clear()
    with relay.answering(200, "application/json", said):
        reader.fail("Another program")
    sent = b"".join(body for _, body in relay.all_asked).decode()
    assert {path for path, _ in relay.all_asked} == {"/api/handshakes"}
    assert not [word for word in WORDS_OF_THE_ARTICLE if word in sent]


def test_what_a_page_says_is_text_in_card_and_panel(reader: Reader) -> None:
    analysis = reader.read("markup.html").analysis
    assert any("<script>" in quote["text"] for quote in analysis["quotes"])
    reader.panel.wait_for("<script>window.hacked = 1</script>")
    reader.panel.wait_for('<img src=x onerror="window.hacked=1">')
    card = reader.point_at("Nobody should trust", "quote")
    assert "Ada Brook" in card.text
    strange = "document.querySelectorAll('img, script:not([src]), iframe, svg, b').length"
    assert reader.browser.evaluate_in_panel(strange) == 0
    assert reader.browser.evaluate_in_panel("String(window.hacked)") == "undefined"
    assert reader.browser.evaluate("String(window.hacked)") == "undefined"


def test_the_extensions_own_pages_run_nothing_but_its_files(reader: Reader) -> None:
    reader.read(ARTICLE)
    ran = reader.browser.evaluate_in_panel(
        """new Promise((done) => {
            try {
                const script = document.createElement("script");
                script.textContent = "window.ran = true";
                document.body.append(script);
                document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran=1'>");
            } catch {
                // Trusted Types refuse the text before the policy refuses the script.
            }
            setTimeout(() => done(window.ran ? "ran" : "blocked"), 200);
        })"""
    )
    assert ran == "blocked"
