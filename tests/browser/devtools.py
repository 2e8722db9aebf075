"""Chromium's debugging pipe: the process, the commands that it takes, the events that it tells.

Speaks the Chrome DevTools Protocol on file descriptors 3 (to the browser) and 4 (from it), each
message ended by a NUL. The pipe is needed: over a port Chromium neither loads an extension nor
presses its button. Standard library only, for the demo runs without the tests' packages.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from typing import Any

from .driver import PAGE_HOST, VIEWPORT, find_program

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
