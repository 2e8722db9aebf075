"""Firefox's remote protocol, Marionette: commands in, results out, over a socket.

A message is its length in bytes, a colon, and JSON: [0, number, command, parameters] to the
browser, [1, number, error, result] back. Spoken here, for the published client imports a module
that Python has not had since 3.13.
"""

from __future__ import annotations

import json
import socket
from typing import Any, Literal

Context = Literal["content", "chrome"]

ANSWER_SECONDS = 60.0
"""A browser that is silent for so long has died."""


class MarionetteError(RuntimeError):
    """Firefox refuses a command."""


class Marionette:
    """One session with a Firefox on this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._context: Context = "content"
        self._receive()  # the browser's greeting
        self.call("WebDriver:NewSession", {"timeouts": {"script": 1000 * int(ANSWER_SECONDS)}})

    def call(self, command: str, parameters: dict[str, Any] | None = None) -> Any:
        """The result of a command. Raises MarionetteError where Firefox refuses it."""
        self._number += 1
        message = json.dumps([0, self._number, command, parameters or {}]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise MarionetteError(f"{command}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def run(
        self, script: str, *arguments: Any, context: Context = "content", system: bool = False
    ) -> Any:
        """What `script` hands to `done`, the last of its `arguments`.

        `context` is the tab's page or the browser's own window; `system` runs the script beside
        the page with the browser's privileges.
        """
        if context != self._context:
            self.call("Marionette:SetContext", {"value": context})
            self._context = context
        return self.call(
            "WebDriver:ExecuteAsyncScript",
            {
                "script": script,
                "args": list(arguments),
                "newSandbox": True,
                "sandbox": "system" if system else "default",
            },
        )

    def in_page(self, command: str, parameters: dict[str, Any]) -> Any:
        """The result of a command on the tab's page."""
        if self._context != "content":
            self.call("Marionette:SetContext", {"value": "content"})
            self._context = "content"
        return self.call(command, parameters)

    def close(self) -> None:
        self._stream.close()
        self._socket.close()

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            digit = self._stream.read(1)
            if not digit:
                raise MarionetteError("Firefox does not answer")
            length += digit
        return json.loads(self._stream.read(int(length[:-1])))
