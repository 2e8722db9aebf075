"""The platform's own manager of background programs, and what is asked of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from caveat.folders import DATA_VARIABLE

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]
"""Runs a program of the platform's; the tests look at what is asked of it."""


class ServiceError(RuntimeError):
    """The platform's manager refuses or is not there. The message says what to do."""


class Manager(Protocol):
    """One platform's manager, for the one service that Caveat has."""

    definition: Path
    """The file that tells the platform of the service."""

    def install(self, command: Sequence[str], environment: dict[str, str]) -> None:
        """Define the service, start it now and at every login. Raises ServiceError."""

    def uninstall(self) -> None:
        """End the service and forget it. Raises ServiceError."""

    def start(self) -> None:
        """Start it. Raises ServiceError."""

    def stop(self) -> None:
        """End it until the next login or `start`. Raises ServiceError."""

    def status(self) -> str:
        """One line: what the platform says of it. Raises ServiceError."""


def manager() -> Manager:
    """The manager of this platform. Raises ServiceError where it is not known."""
    if sys.platform == "darwin":
        from caveat.service.launchd import Launchd

        return Launchd()
    if sys.platform == "win32":
        from caveat.service.windows import WindowsTasks

        return WindowsTasks()
    if sys.platform.startswith("linux"):
        from caveat.service.systemd import Systemd

        return Systemd()
    raise ServiceError(f"No service manager is known for {sys.platform}: run `caveat serve`.")


def server_command(port: int) -> list[str]:
    """The program that the service runs: this very installation's."""
    return [sys.executable, "-m", "caveat", "serve", "--background", "--port", str(port)]


def server_environment() -> dict[str, str]:
    """What of this environment the service must have: where the data is, and nothing else."""
    return {name: os.environ[name] for name in (DATA_VARIABLE,) if name in os.environ}


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run one of the platform's programs. Raises ServiceError where it is missing or slow."""
    try:
        return subprocess.run(  # noqa: S603 - ours, every word
            list(command), capture_output=True, text=True, timeout=60, check=False
        )
    except FileNotFoundError as error:
        raise ServiceError(
            f"{command[0]} is missing here, so nothing can run in the background: `caveat serve`."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise ServiceError(f"{command[0]} did not answer: try again.") from error


def checked(run: Run, command: Sequence[str]) -> str:
    """The output of a command that must succeed. Raises ServiceError with what it said."""
    done = run(command)
    if done.returncode:
        said = (done.stderr or done.stdout or "").strip() or f"it ended with {done.returncode}"
        raise ServiceError(f"{' '.join(command[:3])}: {said}")
    return done.stdout
