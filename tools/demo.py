"""`make demo`: Caveat at work on a sample article, in a Chromium of its own.

Starts the server, serves the article, opens Chromium with the extension in a fresh profile, and
presses the button. With no display Chromium runs headless, and a picture is what can be looked at.
Ends with the window, or with Ctrl+C. Uses the drivers of the browser tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.chromium import Chromium  # noqa: E402 - found by the line above
from browser.devtools import ProtocolError  # noqa: E402 - found by the line above
from browser.driver import MissingBrowserError  # noqa: E402
from browser.servers import CaveatServer, PageServer  # noqa: E402
from browser.waiting import wait_until  # noqa: E402

DEFAULT_PORT = 8377
"""Where the extension looks for the server, unless its options say otherwise."""

ARTICLE = "sample-article.html"
SHORTCUT = "Alt+Shift+C"


def main() -> None:
    headless = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    pages = PageServer()
    with caveat_server():
        # Opened with the window, for else the address bar has the keyboard.
        browser = Chromium(ROOT, headless=headless, url=pages.address(ARTICLE))
        try:
            browser.press_button()
            pair(browser)
            count = wait_until(lambda: browser.badge().strip("…"), "the article to be read")
            print(f"Caveat has marked {count} places in the sample article.", flush=True)
            if headless:
                picture = Path(tempfile.gettempdir()) / "caveat-demo.png"
                browser.screenshot(picture)
                print(f"There is no display, so Chromium ran without a window: see {picture}")
            else:
                print(f"Press the button again, or {SHORTCUT}, and they are gone.")
                print("Close the window to end the demo.", flush=True)
                browser.pipe.process.wait()
        except KeyboardInterrupt:
            print()
        finally:
            browser.close()
            pages.close()


def pair(browser: Chromium) -> None:
    """Allow the extension of the fresh profile, as `caveat pair` does for a reader."""
    find = "document.querySelector('.code')?.innerText"
    code = wait_until(lambda: browser.evaluate_in_panel(find), "the pairing code in the panel")
    command = [sys.executable, "-m", "caveat", "pair", code, "--port", str(DEFAULT_PORT)]
    subprocess.run(command, check=True)  # noqa: S603 - ours, every word


@contextmanager
def caveat_server() -> Iterator[None]:
    """A server on the default port: the one that runs already, or one for the demo."""
    if runs_already():
        yield
        return
    server = CaveatServer(DEFAULT_PORT)
    try:
        yield
    finally:
        server.close()


def runs_already() -> bool:
    """Whether Caveat answers on the default port. Raises SystemExit where something else does."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{DEFAULT_PORT}/api/health") as answer:
            if json.load(answer).get("name") == "caveat":
                return True
    except urllib.error.HTTPError:
        pass
    except (urllib.error.URLError, ConnectionError):
        return False
    except ValueError:
        pass
    sys.exit(f"Another program answers on port {DEFAULT_PORT}: end it, then run the demo again.")


if __name__ == "__main__":
    try:
        main()
    except (MissingBrowserError, ProtocolError, subprocess.SubprocessError) as error:
        sys.exit(str(error))
