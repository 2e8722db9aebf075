"""Linux: a unit of the user's own systemd.

Source of the unit's form and of its quoting: systemd.service(5), systemd.syntax(7).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from caveat.pairing.store import write_safely
from caveat.service.manager import Run, checked, run

UNIT = "caveat.service"

TEMPLATE = """\
[Unit]
Description=Caveat: quotes and risk claims on news pages
StartLimitIntervalSec=120
StartLimitBurst=6

[Service]
Type=exec
ExecStart={command}
{environment}Restart=on-failure
RestartSec=2
TimeoutStopSec=15
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""


def unit_text(command: Sequence[str], environment: dict[str, str]) -> str:
    """The unit that runs `command`."""
    lines = [f"Environment={_quoted(f'{name}={value}')}\n" for name, value in environment.items()]
    return TEMPLATE.format(
        command=" ".join(_quoted(word).replace("$", "$$") for word in command),
        environment="".join(lines),
    )


class Systemd:
    """The user's own service manager."""

    def __init__(self, run: Run = run) -> None:
        self._run = run
        configuration = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        self.definition = Path(configuration) / "systemd" / "user" / UNIT

    def install(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.definition.parent.mkdir(parents=True, exist_ok=True)
        write_safely(self.definition, unit_text(command, environment).encode())
        self._ask("daemon-reload")
        self._ask("enable", UNIT)
        self._ask("restart", UNIT)

    def uninstall(self) -> None:
        if self.definition.exists():
            self._ask("disable", "--now", UNIT)
            self.definition.unlink()
            self._ask("daemon-reload")

    def start(self) -> None:
        self._ask("start", UNIT)

    def stop(self) -> None:
        self._ask("stop", UNIT)

    def status(self) -> str:
        properties = self._ask(
            "show", UNIT, "--property=LoadState,ActiveState,SubState,MainPID,NRestarts"
        )
        said = dict(line.split("=", 1) for line in properties.split())
        if said["LoadState"] == "not-found":
            return "not installed"
        return (
            f"{said['ActiveState']} ({said['SubState']}), process {said['MainPID']},"
            f" restarted {said['NRestarts']} times"
        )

    def _ask(self, *words: str) -> str:
        return checked(self._run, ["systemctl", "--user", "--no-ask-password", *words])


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
