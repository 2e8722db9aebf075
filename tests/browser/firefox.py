"""Firefox behind Marionette: the driver of the tests.

The button, its badge, the sidebar and the card's closed shadow root belong to the browser's own
window, so they are reached with its privileges (`-remote-allow-system-access`).
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import Any, Literal

from .driver import (
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
from .marionette import Marionette, MarionetteError
from .waiting import wait_until

PREFERENCES: dict[str, str | int | bool] = {
    "marionette.port": 0,  # any free one, told in the profile
    "network.dns.localDomains": PAGE_HOST,
    # Nothing but this machine is ever asked: all else goes to a proxy that is not there.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": PAGE_HOST,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "intl.accept_languages": "en",
    # The browser's question whether to allow a site is answered with yes.
    "extensions.webextOptionalPermissionPrompts": False,
    "browser.download.folderList": 2,
    # The event page must not be stopped while a test looks away.
    "extensions.background.idle.timeout": 600_000,
}

PORT_FILE = "MarionetteActivePort"

KEYS = {"Escape": "\ue00c", "Tab": "\ue004", "Enter": "\ue007"}
"""WebDriver's names of the keys."""

CONTROL = "\ue009"

EXTENSION = """
const [addon, ...more] = arguments;
const done = more.pop();
const {ExtensionParent} = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
const extension = ExtensionParent.GlobalManager.extensionMap.get(addon);
const action = ExtensionParent.apiManager.global.browserActionFor(extension);
"""

BADGE = """
const button = action.widget.forWindow(window).node;
const badged = button.hasAttribute("badge") ? button : button.querySelector("[badge]");
done(badged?.getAttribute("badge") ?? "");
"""

IN_PAGE = """
const [expression, done] = arguments;
// In the page's own scope, where a content security policy that forbids eval has no say.
const sandbox = new Components.utils.Sandbox(window, {sandboxPrototype: window, wantXrays: false});
(async () => JSON.stringify(await Components.utils.evalInSandbox(expression, sandbox)))().then(
  (value) => done({value: value ?? "null"}),
  (error) => done({error: String(error)}),
);
"""

IN_TAB = """
const [url, expression] = more;
const tab = gBrowser.tabs.find((each) => each.linkedBrowser.currentURI.spec.startsWith(url));
if (!tab || tab.closing) return done({value: "null"});
tab.addEventListener("TabClose", () => done({value: "null"})); // or nobody would ever answer
const manager = tab.linkedBrowser.messageManager;
"""

CLOSE_TAB = """
const tab = gBrowser.tabs.find((each) => each.linkedBrowser.currentURI.spec.includes(more[0]));
if (tab) gBrowser.removeTab(tab);
done(Boolean(tab));
"""

IN_TAB = """
const [url, expression] = more;
const tab = gBrowser.tabs.find((each) => each.linkedBrowser.currentURI.spec.startsWith(url));
if (!tab || tab.closing) return done({value: "null"});
tab.addEventListener("TabClose", () => done({value: "null"})); // or nobody would ever answer
const manager = tab.linkedBrowser.messageManager;
"""

IN_PANEL = """
const [expression] = more;
const view = [...extension.views].find((each) => each.viewType === "sidebar" && each.xulBrowser);
if (!view) return done({value: "null"});
const manager = view.xulBrowser.messageManager;
"""

IN_BACKGROUND = IN_PANEL.replace("sidebar", "background")

IN_FRAME_SCRIPT = """
const name = `caveat-test:${Math.random()}`;
manager.addMessageListener(name, function answer({data}) {
  manager.removeMessageListener(name, answer);
  done(data);
});
manager.loadFrameScript("data:," + encodeURIComponent(`(async () => {
  let answer;
  try {
    const sandbox = new Cu.Sandbox(content, {sandboxPrototype: content, wantXrays: false});
    const value = await Cu.evalInSandbox(${JSON.stringify(expression)}, sandbox);
    answer = {value: JSON.stringify(value) ?? "null"};
  } catch (error) {
    answer = {error: String(error)};
  }
  sendAsyncMessage(${JSON.stringify(name)}, answer);
})()`), false);
"""

LISTENERS = """
const [done] = arguments;
Cu.forceGC();
const targets = [window, document, document.documentElement, document.body];
done(targets.map((each) => Services.els.getListenerInfoFor(each).length).reduce((a, b) => a + b));
"""

EMULATE = """
const [dark, forced, printed] = more;
const context = gBrowser.selectedBrowser.browsingContext;
context.prefersColorSchemeOverride = dark ? "dark" : "none";
context.forcedColorsOverride = forced ? "active" : "none";
context.mediumOverride = printed ? "print" : "";
done(null);
"""

IN_CARD = """
const [done] = arguments;
const root = document.querySelector("caveat-card")?.openOrClosedShadowRoot;
done({value: root ? JSON.stringify((FUNCTION)(root)) ?? "null" : "null"});
"""

PANEL_PICTURE = """
const box = document.getElementById("sidebar-box").getBoundingClientRect();
if (!box.width) return done(null); // no panel, no picture
window.browsingContext.currentWindowGlobal
  .drawSnapshot(box, 1, "white")
  .then((bitmap) => {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    return canvas.convertToBlob();
  })
  .then((blob) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(blob);
  });
"""


class Firefox:
    """Firefox with one extension and one tab."""

    name: Name = "firefox"

    def __init__(self, extension: Path, headless: bool = True) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="caveat-firefox-"))
        self.downloads = self._profile / "saved"
        self.downloads.mkdir()
        preferences = {**PREFERENCES, "browser.download.dir": str(self.downloads)}
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in preferences.items())
        (self._profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self._process = subprocess.Popen(
            [
                find_program("firefox-esr", "firefox"),
                *(["-headless"] if headless else []),
                *("-marionette", "-remote-allow-system-access", "-no-remote"),
                *("-profile", str(self._profile)),
                f"--width={VIEWPORT[0]}",
                f"--height={VIEWPORT[1]}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._marionette = Marionette(self._port())
            self._id: str = self._marionette.call(
                "Addon:Install", {"path": str(extension), "temporary": True}
            )
            closed = partial(self._privileged, CLOSE_TAB, WELCOME)
            wait_until(closed, "the first page")
        except BaseException:
            self._end()
            raise

    def open(self, url: str) -> None:
        self._marionette.in_page("WebDriver:Navigate", {"url": url})

    def open_extension_page(self, path: str) -> None:
        self.open(self._privileged("done(extension.baseURL + more[0]);", path))

    def press_button(self) -> None:
        self._privileged("done(action.triggerAction(window) ?? null);")

    def add_extension(self, folder: Path) -> None:
        self._marionette.call("Addon:Install", {"path": str(folder), "temporary": True})

    def evaluate(self, expression: str) -> Any:
        return _value(self._marionette.run(IN_PAGE, expression, system=True))

    def evaluate_in_tab(self, url: str, expression: str) -> Any:
        return _value(self._privileged(IN_TAB + IN_FRAME_SCRIPT, url, expression))

    def evaluate_in_panel(self, expression: str) -> Any:
        return _value(self._privileged(IN_PANEL + IN_FRAME_SCRIPT, expression))

    def evaluate_in_background(self, expression: str) -> Any:
        return _value(self._privileged(IN_BACKGROUND + IN_FRAME_SCRIPT, expression))

    def run_command(self, name: Literal["next", "previous"]) -> None:
        self._privileged("done(extension.shortcuts.onCommand(more[0]) ?? null);", name)

    def emulate(self, *, dark: bool = False, forced: bool = False, printed: bool = False) -> None:
        self._privileged(EMULATE, dark, forced, printed)

    def copied(self) -> str:
        self.evaluate(FIELD)
        keys = [("keyDown", CONTROL), ("keyDown", "v"), ("keyUp", "v"), ("keyUp", CONTROL)]
        strokes = [{"type": kind, "value": value} for kind, value in keys]
        self._perform({"type": "key", "id": "keyboard", "actions": strokes})
        return str(self.evaluate(FIELD_TAKEN))

    def listeners(self) -> int:
        return int(self._marionette.run(LISTENERS, system=True))

    def close_tab(self, url: str) -> None:
        self._privileged(CLOSE_TAB, url)

    def evaluate_in_card(self, function: str) -> Any:
        script = IN_CARD.replace("FUNCTION", function)
        return _value(self._marionette.run(script, system=True))

    def badge(self) -> str:
        return str(self._privileged(BADGE))

    def move_mouse(self, x: float, y: float) -> None:
        self._mouse({"type": "pointerMove", "x": round(x), "y": round(y)})

    def click(self, x: float, y: float) -> None:
        self._mouse(
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def press_key(self, key: Key) -> None:
        strokes = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        self._perform({"type": "key", "id": "keyboard", "actions": strokes})

    def screenshot(self, file: Path) -> None:
        def shot() -> str:
            try:
                return str(self._marionette.in_page("WebDriver:TakeScreenshot", {"full": False}))
            except MarionetteError:  # the tab has just come to another page
                return ""

        _write(file, wait_until(shot, "a picture"))

    def screenshot_panel(self, file: Path) -> None:
        picture = self._privileged(PANEL_PICTURE)
        if picture:
            _write(file, picture)

    def look_unattended(self) -> None:
        """Show the address bar as it is where no program drives the browser."""
        self._privileged("document.documentElement.removeAttribute('remotecontrol'); done(null);")

    def close(self) -> None:
        try:
            self._marionette.call("Marionette:Quit", {"flags": ["eForceQuit"]})
            self._process.wait(15)
        except (MarionetteError, OSError, subprocess.TimeoutExpired):
            pass  # ended below, whatever it says
        finally:
            self._marionette.close()
            self._end()

    def _end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(15)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _port(self) -> int:
        file = self._profile / PORT_FILE

        def written() -> str:
            if self._process.poll() is not None:
                raise RuntimeError("Firefox ended before it could be spoken to")
            return file.read_text(encoding="ascii").strip() if file.exists() else ""

        return int(wait_until(written, "Firefox to open its port", seconds=60))

    def _privileged(self, script: str, *arguments: Any) -> Any:
        return self._marionette.run(EXTENSION + script, self._id, *arguments, context="chrome")

    def _mouse(self, *actions: dict[str, Any]) -> None:
        parameters = {"pointerType": "mouse"}
        self._perform(
            {"type": "pointer", "id": "mouse", "parameters": parameters, "actions": list(actions)}
        )

    def _perform(self, source: dict[str, Any]) -> None:
        self._marionette.in_page("WebDriver:PerformActions", {"actions": [source]})


def _value(answer: dict[str, Any]) -> Any:
    if "error" in answer:
        raise PageScriptError(answer["error"])
    return json.loads(answer["value"])


def _write(file: Path, picture: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(base64.b64decode(picture))
