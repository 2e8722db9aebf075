"""What a test asks of a browser, the same for Chromium and Firefox.

Points are CSS pixels of the page's viewport. JavaScript goes in as an expression, and its value
comes back as JSON; a promise is awaited.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Literal, Protocol

Name = Literal["chromium", "firefox"]
Key = Literal["Escape", "Tab", "Enter"]

VIEWPORT = (1280, 900)
"""Width and height of the window in CSS pixels: a laptop's."""

PAGE_HOST = "news.test"
"""Pages are served under another name than the server's, which the extension may always reach."""


CARD = "caveat-card"
"""The element that holds the card."""

WELCOME = "extension/welcome/welcome.html"
"""The page that opens by itself when the extension is added; a driver closes it."""


FIELD = """(() => {
    const field = document.createElement("textarea");
    field.id = "caveat-test-field";
    document.body.prepend(field);
    field.focus();
})()"""

FIELD_TAKEN = """(() => {
    const field = document.getElementById("caveat-test-field");
    field.remove();
    return field.value;
})()"""


class MissingBrowserError(RuntimeError):
    """The browser is not installed: the tests fail, and say what to install."""


class PageScriptError(AssertionError):
    """JavaScript that a test ran has thrown."""


class Browser(Protocol):
    """One browser with the extension and one tab."""

    name: Name
    downloads: Path
    """The folder that files are saved to."""

    def open(self, url: str) -> None:
        """Load `url` in the tab and wait until it is complete."""

    def open_extension_page(self, path: str) -> None:
        """Load a page of the extension in the tab, as `extension/options/options.html`."""

    def press_button(self) -> None:
        """Press the extension's toolbar button as the browser's own window does."""

    def add_extension(self, folder: Path) -> None:
        """Load another extension beside ours."""

    def evaluate(self, expression: str) -> Any:
        """The value of `expression` in the tab's page."""

    def evaluate_in_tab(self, url: str, expression: str) -> Any:
        """The value of `expression` in the tab whose address begins with `url`; None with none."""

    def evaluate_in_panel(self, expression: str) -> Any:
        """The value of `expression` in the side panel; None while there is no panel."""

    def evaluate_in_card(self, function: str) -> Any:
        """The value of `function` called with the card's closed shadow root; None with no card."""

    def evaluate_in_background(self, expression: str) -> Any:
        """The value of `expression` where the extension's background runs."""

    def badge(self) -> str:
        """The text on the toolbar button for the tab."""

    def run_command(self, name: Literal["next", "previous"]) -> None:
        """What the browser does when the reader presses a command's keys."""

    def emulate(self, *, dark: bool = False, forced: bool = False, printed: bool = False) -> None:
        """Let the page be laid out as on a dark system, in forced colours, for print."""

    def copied(self) -> str:
        """The text on the clipboard, pasted into a field of the page that is then taken away."""

    def listeners(self) -> int:
        """How many listeners the page has, whoever has set them, after garbage is collected."""

    def close_tab(self, url: str) -> None:
        """Close the tab whose address begins with `url`."""

    def move_mouse(self, x: float, y: float) -> None:
        """Move the mouse to a point of the page."""

    def click(self, x: float, y: float) -> None:
        """Press and release the left button at a point of the page."""

    def press_key(self, key: Key) -> None:
        """Press and release a key in the page."""

    def screenshot(self, file: Path) -> None:
        """Write a PNG of the page as it is shown."""

    def screenshot_panel(self, file: Path) -> None:
        """Write a PNG of the side panel."""

    def close(self) -> None:
        """End the browser and remove its profile."""


def find_program(*names: str) -> str:
    """The path of the first of `names` that is installed. Raises MissingBrowserError."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise MissingBrowserError(
        f"{names[0]} is not installed: install it (apt-get install {names[0]})"
    )
