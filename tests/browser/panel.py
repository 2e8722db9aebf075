"""The panel as a reader uses it: what it says, its lists, its buttons and controls."""

from __future__ import annotations

import json

from .driver import Browser
from .waiting import wait_until


class Panel:
    """The side panel of Chromium or the sidebar of Firefox, for the tab that is read."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def text(self) -> str:
        """All its words, as they are now."""
        return str(self._browser.evaluate_in_panel("document.body?.innerText ?? ''"))

    def wait_for(self, words: str) -> None:
        """Wait until it has these words."""
        wait_until(lambda: words in self.text(), f"“{words}” in the panel")

    def items(self) -> list[str]:
        """The items of its lists."""
        items: list[str] = self._browser.evaluate_in_panel(
            "[...document.querySelectorAll('li button')].map((each) => each.innerText)"
        )
        return items

    def lost(self) -> list[str]:
        """The ids of the annotations that it lists as not found."""
        lost: list[str] = self._browser.evaluate_in_panel(
            """chrome.tabs.query({active: true, currentWindow: true})
              .then(([tab]) => chrome.storage.session.get(`tab:${tab.id}`))
              .then((stored) => Object.values(stored)[0]?.lost ?? [])"""
        )
        return lost

    def choose(self, words: str) -> None:
        """Choose the first item that has these words."""
        chosen = wait_until(
            lambda: self._browser.evaluate_in_panel(
                f"""(() => {{
                    const items = [...document.querySelectorAll("li button")];
                    const item = items.find((each) => each.innerText.includes({json.dumps(words)}));
                    item?.click();
                    return item?.innerText;
                }})()"""
            ),
            f"an item of the panel with “{words}”",
        )
        assert words in chosen

    def press(self, words: str, within: str = "body") -> None:
        """Press the first button with these words (in the part `within`), once it can be.

        Where it is folded away, unfold that first, as a reader has to.
        """
        wait_until(
            lambda: self._browser.evaluate_in_panel(
                f"""(() => {{
                    const buttons = [...document.querySelectorAll("{within} button")]
                        .filter((each) => each.textContent.includes({json.dumps(words)}));
                    const button = buttons.find((each) => each.checkVisibility());
                    if (button?.disabled === false) return button.click() ?? true;
                    const folded = buttons[0]?.closest("details:not([open])");
                    if (!button) folded?.firstElementChild.click();
                    return false;
                }})()"""
            ),
            f"a button of the panel with “{words}”",
        )

    def set(self, control: str, value: str) -> None:
        """Set a control, by its id, as a reader would."""
        self._browser.evaluate_in_panel(
            f"""(() => {{
                const control = document.getElementById({json.dumps(control)});
                if (control.type === "checkbox") return control.click();
                control.value = {json.dumps(value)};
                control.dispatchEvent(new Event("input", {{ bubbles: true }}));
                control.dispatchEvent(new Event("change", {{ bubbles: true }}));
            }})()"""
        )

    def pairing_code(self) -> str:
        """Wait until it shows the code of a pairing; the code."""
        find = "document.querySelector('.code')?.innerText"
        code = wait_until(lambda: self._browser.evaluate_in_panel(find), "the code in the panel")
        return "".join(code.split())
