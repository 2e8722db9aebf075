"""macOS: a launch agent of the user's.

Source of the keys: launchd.plist(5); of the commands: launchctl(1).
"""

from __future__ import annotations

import os
import plistlib
import re
from collections.abc import Sequence
from pathlib import Path

from caveat.folders import log_file
from caveat.pairing.store import write_safely
from caveat.service.manager import Run, checked, run

LABEL = "caveat.server"


def agent(command: Sequence[str], environment: dict[str, str], log: Path) -> bytes:
    """The property list of the agent that runs `command`; what it prints goes to `log`."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "EnvironmentVariables": environment,
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": 10,
            "ExitTimeOut": 15,
            "ProcessType": "Interactive",  # else macOS slows down what a reader waits for
            "Umask": 0o077,
            "StandardErrorPath": str(log),
        }
    )


class Launchd:
    """The user's own launchd."""

    def __init__(self, run: Run = run) -> None:
        self._run = run
        self.definition = Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        uid = os.getuid() if hasattr(os, "getuid") else 0
        self._domain = f"gui/{uid}"
        self._target = f"{self._domain}/{LABEL}"

    def install(self, command: Sequence[str], environment: dict[str, str]) -> None:
        log = log_file().with_suffix(".start.log")
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.definition.parent.mkdir(parents=True, exist_ok=True)
        write_safely(self.definition, agent(command, environment, log))
        self._run(["launchctl", "bootout", self._target])  # an older one, if there is one
        checked(self._run, ["launchctl", "bootstrap", self._domain, str(self.definition)])

    def uninstall(self) -> None:
        if self.definition.exists():
            self._run(["launchctl", "bootout", self._target])
            self.definition.unlink()

    def start(self) -> None:
        checked(self._run, ["launchctl", "kickstart", self._target])

    def stop(self) -> None:
        checked(self._run, ["launchctl", "kill", "SIGTERM", self._target])

    def status(self) -> str:
        done = self._run(["launchctl", "print", self._target])
        if done.returncode:
            return "not installed"
        state = re.search(r"^\s*state = (.+)$", done.stdout, re.MULTILINE)
        return state[1] if state else "installed"
