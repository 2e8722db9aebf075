"""Chromium, as its DevTools protocol lets it be driven: by the tests, and by the demo."""

from __future__ import annotations

import base64
import json
from functools import partial
from pathlib import Path
from typing import Any, Literal

from .devtools import Pipe, ProtocolError
from .driver import (
    CARD,
    FIELD,
    FIELD_TAKEN,
    WELCOME,
    Key,
    Name,
    PageScriptError,
)
from .waiting import wait_until

KEYS = {"Escape": 27, "Tab": 9, "Enter": 13}


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
