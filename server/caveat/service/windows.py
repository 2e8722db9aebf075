"""Windows: a scheduled task that begins at the user's login.

Source of the elements: Task Scheduler Schema (MS-TSCH 2.2), version 1.2; of the commands: schtasks.
"""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from caveat.folders import data_folder
from caveat.pairing.store import write_safely
from caveat.service.manager import Run, checked, run

TASK = "Caveat"
NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def task_xml(command: Sequence[str], user: str) -> bytes:
    """The task that runs `command` at the login of `user`, in UTF-16 as schtasks wants it."""
    task = E.Task(
        E.RegistrationInfo(E.Description("Caveat: quotes and risk claims on news pages")),
        E.Triggers(E.LogonTrigger(E.Enabled("true"), E.UserId(user))),
        E.Principals(
            E.Principal(
                E.UserId(user),
                E.LogonType("InteractiveToken"),
                E.RunLevel("LeastPrivilege"),
                id="Author",
            )
        ),
        E.Settings(
            E.MultipleInstancesPolicy("IgnoreNew"),
            E.DisallowStartIfOnBatteries("false"),
            E.StopIfGoingOnBatteries("false"),
            E.StartWhenAvailable("true"),
            E.ExecutionTimeLimit("PT0S"),
            E.RestartOnFailure(E.Interval("PT1M"), E.Count("10")),
        ),
        E.Actions(
            E.Exec(E.Command(command[0]), E.Arguments(subprocess.list2cmdline(command[1:]))),
            Context="Author",
        ),
        version="1.2",
    )
    return etree.tostring(task, xml_declaration=True, encoding="UTF-16")


class WindowsTasks:
    """The Task Scheduler."""

    def __init__(self, run: Run = run) -> None:
        self._run = run
        self.definition = data_folder() / "caveat-task.xml"

    def install(self, command: Sequence[str], environment: dict[str, str]) -> None:  # noqa: ARG002
        # A task has no environment of its own: it has the user's, so the variable is set there.
        windowless = Path(command[0]).with_name("pythonw.exe")
        program = [str(windowless) if windowless.exists() else command[0], *command[1:]]
        domain = os.environ.get("USERDOMAIN")
        user = f"{domain}\\{getpass.getuser()}" if domain else getpass.getuser()
        self.definition.parent.mkdir(parents=True, exist_ok=True)
        write_safely(self.definition, task_xml(program, user))
        self._ask("/Create", "/TN", TASK, "/XML", str(self.definition), "/F")
        self._ask("/Run", "/TN", TASK)

    def uninstall(self) -> None:
        if self.definition.exists():
            self._run(["schtasks", "/End", "/TN", TASK])
            self._ask("/Delete", "/TN", TASK, "/F")
            self.definition.unlink()

    def start(self) -> None:
        self._ask("/Run", "/TN", TASK)

    def stop(self) -> None:
        self._ask("/End", "/TN", TASK)

    def status(self) -> str:
        done = self._run(["schtasks", "/Query", "/TN", TASK, "/FO", "CSV", "/NH"])
        if done.returncode:
            return "not installed"
        return done.stdout.strip().rsplit(",", 1)[-1].strip('"')

    def _ask(self, *words: str) -> str:
        return checked(self._run, ["schtasks", *words])
