"""Chromium behind its debugging pipe: the driver of the tests, and of the demo.

Speaks the Chrome DevTools Protocol on file descriptors 3 (to the browser) and 4 (from it), each
message ended by a NUL. The pipe is needed: over a port Chromium neither loads an extension nor
presses its button. Standard library only, for the demo runs without the tests' packages.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any, Literal

from .driver import (
    CARD,
    FIELD,
    FIELD_TAKEN,
    PAGE_HOST,
    VIEWPORT,
    WELCOME,
    Key,
    Name,
    PageScriptError,
    find_program,
)
from .waiting import wait_until

FLAGS = (
    "--remote-debugging-pipe",
    "--enable-unsafe-extension-debugging",
    "--no-first-run",
    "--no-default-browser-check",
    # Nothing but this machine is ever asked, whatever the browser wants to fetch on the side.
    f"--host-resolver-rules=MAP {PAGE_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--lang=en",
    "--window-position=0,0",
    f"--window-size={VIEWPORT[0]},{VIEWPORT[1]}",
)

ANSWER_SECONDS = 60.0
"""A browser that is silent for so long has died."""

KEYS = {"Escape": 27, "Tab": 9, "Enter": 13}


class ProtocolError(RuntimeError):
    """Chromium refuses a command."""


class Pipe:
    """A Chromium process and the commands that it takes."""

    def __init__(self, headless: bool, url: str) -> None:
        self.profile = tempfile.mkdtemp(prefix="caveat-chromium-")
        to_browser, self._to = os.pipe()
        self._back, from_browser = os.pipe()

        def wire() -> None:
            # By way of high numbers: the pipes' own may be 3 or 4.
            os.dup2(to_browser, 103)
            os.dup2(from_browser, 104)
            os.dup2(103, 3)
            os.dup2(104, 4)

        # In a window, no bar about the flags above, which a reader of the demo need not know.
        mode = ["--headless=new"] if headless else ["--test-type"]
        # As root Chromium runs in no sandbox, or not at all.
        rights = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            [
                find_program("chromium", "google-chrome", "chromium-browser"),
                *FLAGS,
                *mode,
                *rights,
                f"--user-data-dir={self.profile}",
                url,
            ],
            preexec_fn=wire,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._number = 0
        self._buffer = b""

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The result of a command. Raises ProtocolError where the browser refuses or is silent."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise ProtocolError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def event(self, method: str) -> dict[str, Any]:
        """The parameters of the next event of a name; those before it are passed over."""
        while True:
            message = self._read()
            if message.get("method") == method:
                parameters: dict[str, Any] = message["params"]
                return parameters

    def _read(self) -> dict[str, Any]:
        deadline = time.monotonic() + ANSWER_SECONDS
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._back], [], [], max(0, deadline - time.monotonic()))
            chunk = os.read(self._back, 1 << 16) if ready else b""
            if not chunk:
                raise ProtocolError("Chromium does not answer")
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        return message

    def close(self) -> None:
        """End the process and remove its profile."""
        try:
            if self.process.poll() is None:
                self.call("Browser.close")
                self.process.wait(10)
        except (ProtocolError, BrokenPipeError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait(10)
        finally:
            os.close(self._to)
            os.close(self._back)
            shutil.rmtree(self.profile, ignore_errors=True)


class Chromium:
    """Chromium with one extension and one tab."""

    name: Name = "chromium"

    def __init__(self, extension: Path, headless: bool = True, url: str = "about:blank") -> None:
        self.pipe = Pipe(headless, url)
        self.downloads = Path(self.pipe.profile) / "saved"
        try:
            self.pipe.call(
                "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads)
            )
            self._id: str = self.pipe.call("Extensions.loadUnpacked", path=str(extension))["id"]
            manifest = json.loads((extension / "manifest.json").read_text(encoding="utf-8"))
            self._panel_url = self._url(manifest["side_panel"]["default_path"])
            self._page = wait_until(lambda: self._target("page", "") or "", "the first tab")
            self._sessions: dict[str, str] = {}
            wait_until(self._is_ready, "the extension to listen")
            find_welcome = partial(self._target, "page", self._url(WELCOME))
            welcome = wait_until(lambda: find_welcome() or "", "the first page")
            self.pipe.call("Target.closeTarget", targetId=welcome)
            self._wait_until_loaded(f"location.href === {json.dumps(url)}")
        except BaseException:
            self.pipe.close()
            raise

    def open(self, url: str) -> None:
        session = self._attach(self._page)
        error = self.pipe.call("Page.navigate", session, url=url).get("errorText")
        if error:
            raise ProtocolError(f"{url}: {error}")
        self._wait_until_loaded()

    def open_extension_page(self, path: str) -> None:
        self.open(self._url(path))

    def press_button(self) -> None:
        tab = wait_until(lambda: self._target("tab", self._address()) or "", "the tab's own target")
        self.pipe.call("Extensions.triggerAction", id=self._id, targetId=tab)

    def add_extension(self, folder: Path) -> None:
        self.pipe.call("Extensions.loadUnpacked", path=str(folder))

    def evaluate(self, expression: str) -> Any:
        return self._evaluate(self._attach(self._page), expression)

    def evaluate_in_tab(self, url: str, expression: str) -> Any:
        tab = self._target("page", url)
        try:
            return self._evaluate(self._attach(tab), expression) if tab else None
        except ProtocolError:  # the document has just gone
            return None

    def evaluate_in_panel(self, expression: str) -> Any:
        panel = self._target("page", self._panel_url)
        return self._evaluate(self._attach(panel), expression) if panel else None

    def evaluate_in_card(self, function: str) -> Any:
        session = self._attach(self._page)
        document = self.pipe.call("DOM.getDocument", session, depth=-1, pierce=True)["root"]
        root = _closed_root(document)
        if root is None:
            return None
        try:
            resolved = self.pipe.call(
                "DOM.resolveNode", session, backendNodeId=root, objectGroup=CARD
            )["object"]
            return self._value(
                self.pipe.call(
                    "Runtime.callFunctionOn",
                    session,
                    objectId=resolved["objectId"],
                    functionDeclaration=f"function () {{ return ({function})(this); }}",
                    returnByValue=True,
                )
            )
        except ProtocolError:  # the card has gone since
            return None

    def evaluate_in_background(self, expression: str) -> Any:
        return self._evaluate(self._worker(), expression)

    def run_command(self, name: Literal["next", "previous"]) -> None:
        # Keys that the protocol presses reach the page alone, so the event itself is sent.
        self.evaluate_in_background(
            "chrome.tabs.query({active: true})"
            f".then(([tab]) => chrome.commands.onCommand.dispatch('{name}', tab))"
        )

    def emulate(self, *, dark: bool = False, forced: bool = False, printed: bool = False) -> None:
        self.pipe.call(
            "Emulation.setEmulatedMedia",
            self._attach(self._page),
            media="print" if printed else "",
            features=[
                {"name": "prefers-color-scheme", "value": "dark" if dark else ""},
                {"name": "forced-colors", "value": "active" if forced else ""},
            ],
        )

    def copied(self) -> str:
        self.evaluate(FIELD)
        for kind in ("rawKeyDown", "keyUp"):
            paste = {"commands": ["paste"]} if kind == "rawKeyDown" else {}
            session = self._attach(self._page)
            self.pipe.call("Input.dispatchKeyEvent", session, type=kind, key="v", **paste)
        return str(self.evaluate(FIELD_TAKEN))

    def listeners(self) -> int:
        session = self._attach(self._page)
        # The protocol itself holds on to what it has shown.
        self.pipe.call("Runtime.releaseObjectGroup", session, objectGroup=CARD)
        self.pipe.call("DOM.enable", session)
        self.pipe.call("DOM.disable", session)
        self.pipe.call("HeapProfiler.collectGarbage", session)
        count: int = self.pipe.call("Memory.getDOMCounters", session)["jsEventListeners"]
        return count

    def close_tab(self, url: str) -> None:
        tab = self._target("page", url)
        if tab:
            self.pipe.call("Target.closeTarget", targetId=tab)

    def badge(self) -> str:
        text: str = self._evaluate(
            self._worker(),
            "chrome.tabs.query({active: true})"
            ".then(([tab]) => chrome.action.getBadgeText({tabId: tab.id}))"
            ".catch(() => '')",  # the tab has just closed
        )
        return text

    def move_mouse(self, x: float, y: float) -> None:
        self._mouse("mouseMoved", x, y)

    def click(self, x: float, y: float) -> None:
        self._mouse("mouseMoved", x, y)
        self._mouse("mousePressed", x, y, button="left", clickCount=1)
        self._mouse("mouseReleased", x, y, button="left", clickCount=1)

    def press_key(self, key: Key) -> None:
        text = {"text": "\r"} if key == "Enter" else {}
        for kind, more in (("keyDown" if text else "rawKeyDown", text), ("keyUp", {})):
            self.pipe.call(
                "Input.dispatchKeyEvent",
                self._attach(self._page),
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=KEYS[key],
                **more,
            )

    def screenshot(self, file: Path) -> None:
        self._screenshot(self._page, file)

    def screenshot_panel(self, file: Path) -> None:
        panel = self._target("page", self._panel_url)
        if panel:
            self._screenshot(panel, file)

    def close(self) -> None:
        self.pipe.close()

    def _wait_until_loaded(self, condition: str = "true") -> None:
        # Told by the page and by the browser, which may hear of the new page later: a press
        # before that is a press on the old one.
        status = "chrome.tabs.query({active: true}).then(([tab]) => tab.status)"

        def complete() -> bool:
            try:
                there = self.evaluate(f"{condition} && document.readyState === 'complete'")
            except ProtocolError:  # the old document has just gone
                return False
            return bool(there and self._evaluate(self._worker(), status) == "complete")

        wait_until(complete, "the page to load")

    def _is_ready(self) -> bool:
        # A worker can be spoken to before it has its API, and pressed before it listens.
        listens = "!!globalThis.chrome?.action?.onClicked.hasListeners()"
        return bool(self._evaluate(self._worker(), listens))

    def _worker(self) -> str:
        """A session with the extension's worker."""
        find = partial(self._target, "service_worker", self._url(""))
        return self._attach(wait_until(lambda: find() or "", "the extension's worker"))

    def _url(self, path: str) -> str:
        return f"chrome-extension://{self._id}/{path}"

    def _address(self) -> str:
        """The address of the tab's page, as the browser has it."""
        targets = self.pipe.call("Target.getTargets")["targetInfos"]
        return next(str(each["url"]) for each in targets if each["targetId"] == self._page)

    def _target(self, kind: str, url: str) -> str | None:
        """The id of the newest target of a kind whose address begins with `url`."""
        targets = self.pipe.call("Target.getTargets", filter=[{"type": kind, "exclude": False}])
        found = (each for each in targets["targetInfos"] if each["url"].startswith(url))
        return next((str(each["targetId"]) for each in found), None)

    def _attach(self, target: str) -> str:
        if target not in self._sessions:
            answer = self.pipe.call("Target.attachToTarget", targetId=target, flatten=True)
            self._sessions[target] = answer["sessionId"]
        return self._sessions[target]

    def _evaluate(self, session: str, expression: str) -> Any:
        return self._value(
            self.pipe.call(
                "Runtime.evaluate",
                session,
                expression=expression,
                awaitPromise=True,
                returnByValue=True,
            )
        )

    def _value(self, answer: dict[str, Any]) -> Any:
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PageScriptError(details.get("exception", details).get("description", details))
        return answer["result"].get("value")

    def _mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        session = self._attach(self._page)
        self.pipe.call("Input.dispatchMouseEvent", session, type=kind, x=x, y=y, **more)

    def _screenshot(self, target: str, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)

        def shot() -> str:
            try:
                data: str = self.pipe.call("Page.captureScreenshot", self._attach(target))["data"]
            except ProtocolError:  # the tab has just come to another page
                return ""
            return data

        file.write_bytes(base64.b64decode(wait_until(shot, "a picture")))


def _closed_root(node: dict[str, Any]) -> int | None:
    """The backend id of the card's closed shadow root under a node of the DOM domain."""
    for root in node.get("shadowRoots", ()):
        if root["shadowRootType"] == "closed" and node["localName"] == CARD:
            return int(root["backendNodeId"])
    for child in (*node.get("children", ()), *node.get("shadowRoots", ())):
        found = _closed_root(child)
        if found is not None:
            return found
    return None
