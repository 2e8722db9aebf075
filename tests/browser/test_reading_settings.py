"""The options: each is kept, and the page, the panel and the card follow it at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .reader import OPTIONS, Reader
from .waiting import wait_until

ARTICLE = "sample-article.html"


@pytest.fixture(autouse=True)
def fresh(reader: Reader) -> None:
    reader.forget()


def test_the_options_page_keeps_every_setting(reader: Reader) -> None:
    open_options(reader)
    reader.browser.evaluate(
        """(() => {
            const tick = (selector, checked) => {
                document.querySelector(selector).checked = checked;
            };
            tick("[value=reported]", false);
            tick("[name=sensitivity][value=few]", true);
            document.getElementById("inks").value = "safe";
            tick("#map", false);
            tick("#printed", false);
            document.querySelector("form button").click();
        })()"""
    )
    wait_until(lambda: said(reader, "saved") == "Saved.", "the options to be saved")
    assert stored(reader) == {
        "kinds": {"quotes": True, "reported": False, "risks": True, "denied": True},
        "sensitivity": "few",
        "inks": "safe",
        "map": False,
        "printed": False,
        "language": "browser",
        "timeoutSeconds": 30,
    }
    open_options(reader)
    shown = reader.browser.evaluate(
        """[document.querySelector("[value=reported]").checked,
            document.querySelector("[name=sensitivity]:checked").value,
            document.getElementById("inks").value, document.getElementById("map").checked]"""
    )
    assert shown == [False, "few", "safe", False]


@pytest.mark.parametrize("address", ["http://localhost:8377", "https://news.test", "nonsense"])
def test_an_address_that_is_not_this_machines_is_refused(reader: Reader, address: str) -> None:
    open_options(reader)
    reader.browser.evaluate(
        f"""(() => {{
            document.getElementById("address").value = {json.dumps(address)};
            document.querySelector("form button").click();
        }})()"""
    )
    wait_until(lambda: said(reader, "saved").startswith("This is no address"), "the refusal")
    assert reader.browser.evaluate("document.activeElement.id") == "address"
    assert stored(reader) == {}


def test_a_kind_that_is_switched_off_leaves_page_and_panel_at_once(reader: Reader) -> None:
    reader.read(ARTICLE)
    kinds = {"quotes": True, "reported": True, "risks": True, "denied": True}
    assert [each for each in reader.highlights() if "risk" in each.name]
    reader.set_setting(kinds={**kinds, "risks": False, "denied": False})
    wait_until(lambda: not [e for e in reader.highlights() if "risk" in e.name], "risks to go")
    wait_until(
        lambda: not [each for each in reader.panel.items() if "Risk" in each], "the list to follow"
    )
    assert reader.highlights()
    reader.set_setting(kinds=kinds)
    wait_until(lambda: [e for e in reader.highlights() if "risk" in e.name], "risks to come back")


def test_other_inks_are_used_at_once(reader: Reader) -> None:
    reader.read(ARTICLE)
    before = reader.look("paints()")
    reader.set_setting(inks="safe")
    wait_until(lambda: (now := reader.look("paints()")) and now != before, "other inks")
    assert len(reader.look("paints()")) == len(before)


def test_the_map_can_be_done_without(reader: Reader) -> None:
    reader.read(ARTICLE)
    maps = "document.querySelectorAll('caveat-map').length"
    assert reader.browser.evaluate(maps) == 1
    reader.set_setting(map=False)
    wait_until(lambda: reader.browser.evaluate(maps) == 0, "the map to go")
    assert reader.highlights()


def test_chinese_is_spoken_everywhere(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.set_setting(language="zh_CN")
    reader.panel.wait_for("引语")
    wait_until(lambda: "Quote" not in reader.panel.text(), "no English word of ours in the panel")
    card = reader.point_at("I am tired of paying")
    assert "引语" in card.text
    assert "Ingrid Solheim" in card.text
    assert "Copy" not in card.text
    assert reader.browser.evaluate_in_panel("document.documentElement.lang") == "zh-CN"


def test_the_options_are_in_chinese_as_soon_as_it_is_chosen(reader: Reader) -> None:
    open_options(reader)
    reader.browser.evaluate(
        """(() => {
            document.getElementById("language").value = "zh_CN";
            document.querySelector("form button").click();
        })()"""
    )
    wait_until(lambda: "已保存" in said(reader, "saved"), "the page to say so in Chinese")
    assert reader.browser.evaluate("document.documentElement.lang") == "zh-CN"
    text = reader.browser.evaluate("document.querySelector('main').innerText")
    assert "Settings" not in text
    assert "Server" not in text


def test_settings_go_out_as_a_file_and_come_in_again(reader: Reader) -> None:
    reader.set_setting(inks="safe", map=False)
    open_options(reader)
    reader.browser.evaluate("document.getElementById('export-settings').click()")
    file = reader.browser.downloads / "caveat-settings.json"
    wait_until(lambda: file.exists() and file.read_text(encoding="utf-8"), "the file")
    text = file.read_text(encoding="utf-8")
    file.unlink()
    assert json.loads(text)["inks"] == "safe"
    reader.browser.evaluate_in_background("chrome.storage.sync.clear().then(() => null)")
    choose_file(reader, text)
    wait_until(lambda: said(reader, "kept-said") == "Imported.", "the import")
    assert stored(reader)["inks"] == "safe"
    assert stored(reader)["map"] is False
    assert reader.browser.evaluate("document.getElementById('inks').value") == "safe"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"inks": "pink"}'])
def test_a_file_of_nothing_is_refused(reader: Reader, text: str) -> None:
    open_options(reader)
    choose_file(reader, text)
    wait_until(lambda: "no settings" in said(reader, "kept-said"), "the refusal")
    assert stored(reader) == {}


def test_corrections_go_out_as_a_file_and_can_be_forgotten(reader: Reader) -> None:
    reader.read(ARTICLE)
    reader.point_at("I am tired of paying")
    reader.press_in_card("Hide")
    wait_until(
        lambda: not [e for e in reader.highlights() if "I am tired" in e.text], "the mark to go"
    )
    open_options(reader)
    reader.browser.evaluate("document.getElementById('export-corrections').click()")
    file = reader.browser.downloads / "caveat-corrections.json"
    wait_until(lambda: file.exists() and file.read_text(encoding="utf-8"), "the file")
    kept = json.loads(file.read_text(encoding="utf-8"))["corrections"]
    file.unlink()
    [(page, [correction])] = kept.items()
    assert page.endswith(ARTICLE)
    assert correction["verdict"] == "hidden"
    assert correction["exact"].startswith("I am tired")
    reader.browser.evaluate("document.getElementById('forget-corrections').click()")
    wait_until(lambda: "forgotten" in said(reader, "kept-said"), "the page to say so")
    reader.read(ARTICLE)
    assert [each for each in reader.highlights() if "I am tired" in each.text]


def test_shortcuts_are_told(reader: Reader) -> None:
    open_options(reader)
    keys = wait_until(
        lambda: reader.browser.evaluate(
            "[...document.querySelectorAll('#shortcuts dd')].map((each) => each.innerText)"
        ),
        "the shortcuts",
    )
    # Chromium gives an extension that a program has loaded no keys, and the page has to say so.
    expected = {
        "chromium": ["none", "none", "none"],
        "firefox": ["Alt+Shift+C", "Alt+Shift+N", "Alt+Shift+P"],
    }
    assert [key.replace(" ", "") for key in keys] == expected[reader.browser.name]


def open_options(reader: Reader) -> None:
    reader.browser.open_extension_page(OPTIONS)
    wait_until(
        lambda: reader.browser.evaluate("document.getElementById('timeout')?.value"),
        "the options page to show its values",
    )


def said(reader: Reader, place: str) -> str:
    return str(reader.browser.evaluate(f"document.getElementById('{place}').textContent"))


def stored(reader: Reader) -> dict[str, Any]:
    kept: dict[str, Any] = reader.browser.evaluate_in_background("chrome.storage.sync.get(null)")
    return kept


def choose_file(reader: Reader, text: str) -> None:
    """Choose a file of this text, as the browser's own dialogue would."""
    reader.browser.evaluate(
        f"""(() => {{
            const file = document.getElementById("file");
            const chosen = new DataTransfer();
            chosen.items.add(new File([{json.dumps(text)}], "settings.json"));
            file.files = chosen.files;
            file.dispatchEvent(new Event("change"));
        }})()"""
    )
