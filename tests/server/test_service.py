"""The server in the background: what each platform is told, and a whole life under systemd."""

from __future__ import annotations

import logging
import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from real_server import RealServer, free_port

from caveat import __version__
from caveat.cli import main
from caveat.pairing.store import PairingStore
from caveat.service.launchd import LABEL, Launchd, agent
from caveat.service.log import LOG_BYTES, LOGS_KEPT, log_to_file
from caveat.service.manager import ServiceError, checked, run, server_command
from caveat.service.systemd import Systemd, unit_text
from caveat.service.windows import TASK, WindowsTasks, task_xml

HERE = Path(__file__).parent
COMMAND = ["/opt/my apps/python", "-m", "caveat", "serve", "--background", "--port", "8377"]

words = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=30,
)


class Recorder:
    """Stands in for the platform's programs: keeps what they are asked, answers as it is told."""

    def __init__(self, returncode: int = 0, stdout: str = "") -> None:
        self.asked: list[str] = []
        self._answer = (returncode, stdout)

    def __call__(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        self.asked.append(shlex.join(command))
        return subprocess.CompletedProcess(list(command), self._answer[0], self._answer[1], "")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of these tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CAVEAT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


if sys.platform == "linux" and os.geteuid() == 0:  # only root can have a manager of its own

    def test_a_whole_life_under_systemd(home: Path) -> None:
        unit = home / ".config" / "systemd" / "user" / "caveat.service"
        scenario = [sys.executable, str(HERE / "service_scenario.py"), str(free_port()), str(unit)]
        life = subprocess.run(
            ["unshare", "--mount", "--cgroup", "sh", str(HERE / "user_manager.sh"), *scenario],
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert life.returncode == 0, life.stdout + life.stderr


@given(command=st.lists(words, min_size=1, max_size=4), value=words)
def test_a_units_words_come_back_as_they_were(command: list[str], value: str) -> None:
    lines = unit_text(command, {"CAVEAT_DATA": value}).splitlines()
    (start,) = [line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart=")]
    (variable,) = [line for line in lines if line.startswith("Environment=")]

    def read(text: str, dollars: bool) -> list[str]:
        # As systemd.syntax(7) has it: quotes and backslashes, then %, and in commands $.
        found = [word.replace("%%", "%") for word in shlex.split(text)]
        return [word.replace("$$", "$") for word in found] if dollars else found

    assert read(start, dollars=True) == command
    assert read(variable.removeprefix("Environment="), False) == [f"CAVEAT_DATA={value}"]


def test_the_unit_restarts_on_failure_alone() -> None:
    text = unit_text(COMMAND, {})
    assert "\nRestart=on-failure\n" in text
    assert "WantedBy=default.target" in text
    assert 'ExecStart="/opt/my apps/python" "-m" "caveat" "serve" "--background"' in text


def test_systemd_is_asked_in_order() -> None:
    asked = Recorder()
    service = Systemd(asked)
    service.install(COMMAND, {})
    assert service.definition.read_text() == unit_text(COMMAND, {})
    assert [line.split("--no-ask-password ")[1] for line in asked.asked] == [
        "daemon-reload",
        "enable caveat.service",
        "restart caveat.service",
    ]


DOCUMENTED_KEYS = {
    "Label": str,
    "ProgramArguments": list,
    "EnvironmentVariables": dict,
    "RunAtLoad": bool,
    "KeepAlive": dict,
    "ThrottleInterval": int,
    "ExitTimeOut": int,
    "ProcessType": str,
    "Umask": int,
    "StandardErrorPath": str,
}
"""Keys of launchd.plist(5) and the types of their values."""


def test_the_launch_agent_has_documented_keys_and_comes_back_as_it_was() -> None:
    content = plistlib.loads(agent(COMMAND, {"CAVEAT_DATA": "/a b"}, Path("/l/caveat.log")))
    assert {key: type(value) for key, value in content.items()} == DOCUMENTED_KEYS
    assert content["ProgramArguments"] == COMMAND
    assert content["KeepAlive"] == {"SuccessfulExit": False}
    assert content["ProcessType"] in ("Background", "Standard", "Adaptive", "Interactive")
    assert content["EnvironmentVariables"] == {"CAVEAT_DATA": "/a b"}


def test_launchd_is_asked_in_order(home: Path) -> None:
    asked = Recorder()
    service = Launchd(asked)
    service.install(COMMAND, {})
    service.stop()
    service.start()
    service.uninstall()
    target = f"gui/{os.getuid()}/{LABEL}"
    plist = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    assert asked.asked == [
        f"launchctl bootout {target}",
        f"launchctl bootstrap gui/{os.getuid()} {plist}",
        f"launchctl kill SIGTERM {target}",
        f"launchctl kickstart {target}",
        f"launchctl bootout {target}",
    ]
    assert not plist.exists()
    assert Launchd(Recorder(stdout="x = {\n\tstate = running\n}")).status() == "running"
    assert Launchd(Recorder(returncode=113)).status() == "not installed"


@given(command=st.lists(words, min_size=1, max_size=4), user=words)
def test_the_windows_task_keeps_to_the_documented_schema(command: list[str], user: str) -> None:
    schema = etree.XMLSchema(etree.parse(HERE / "task.xsd"))
    task = etree.fromstring(task_xml(command, user))
    schema.assertValid(task)
    name = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert task.findtext(f".//{name}Command") == command[0]
    assert task.findtext(f".//{name}Arguments") == subprocess.list2cmdline(command[1:])
    assert {each.text for each in task.iter(f"{name}UserId")} == {user}


def test_the_windows_task_is_written_as_schtasks_reads_it() -> None:
    written = task_xml(COMMAND, "DESK\\ada")
    assert written[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert written.decode("utf-16").startswith("<?xml version='1.0' encoding='UTF-16'?>")


def test_the_task_scheduler_is_asked_in_order() -> None:
    asked = Recorder()
    service = WindowsTasks(asked)
    service.install(COMMAND, {})
    service.stop()
    service.start()
    service.uninstall()
    assert asked.asked == [
        f"schtasks /Create /TN {TASK} /XML {service.definition} /F",
        f"schtasks /Run /TN {TASK}",
        f"schtasks /End /TN {TASK}",
        f"schtasks /Run /TN {TASK}",
        f"schtasks /End /TN {TASK}",
        f"schtasks /Delete /TN {TASK} /F",
    ]
    assert WindowsTasks(Recorder(stdout='"\\Caveat","N/A","Running"\n')).status() == "Running"
    assert WindowsTasks(Recorder(returncode=1)).status() == "not installed"


def test_a_manager_that_is_not_there_or_refuses_says_what_to_do() -> None:
    with pytest.raises(ServiceError, match="caveat serve"):
        run(["no-such-program-at-all"])
    with pytest.raises(ServiceError, match="ended with 3"):
        checked(Recorder(returncode=3), ["systemctl", "--user", "start"])


def test_the_service_runs_this_very_installation() -> None:
    assert server_command(9000)[0] == sys.executable
    assert server_command(9000)[-2:] == ["--port", "9000"]


# The log


def test_the_log_is_begun_anew_before_it_grows_large() -> None:
    file = log_to_file()
    for number in range(5_000):
        logging.getLogger("caveat.test").info("line %d %s", number, "for months " * 50)
    logging.getLogger("caveat").handlers[0].close()
    logs = list(file.parent.glob("caveat.log*"))
    assert len(logs) == LOGS_KEPT + 1
    assert all(log.stat().st_size <= LOG_BYTES for log in logs)
    shown = CliRunner().invoke(main, ["service", "logs", "--lines", "2"]).output
    assert "line 4999" in shown
    assert "line 4997" not in shown


def test_no_log_yet_says_so() -> None:
    shown = CliRunner().invoke(main, ["service", "logs"])
    assert shown.exit_code == 1
    assert "no log yet" in shown.output


# The doctor


def test_the_doctor_says_what_is_wrong_and_what_to_do() -> None:
    port = free_port()
    shown = CliRunner().invoke(main, ["doctor", "--port", str(port)])
    assert shown.exit_code == 1
    assert f"nobody answers on port {port}" in shown.output
    assert "caveat service install" in shown.output
    assert "it asks to pair" in shown.output


def test_the_doctor_finds_a_good_installation_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = RealServer(tmp_path / "data")
    at = ["--port", str(server.port)]
    try:
        shown = CliRunner().invoke(main, ["doctor", *at])
        assert shown.exit_code == 0, shown.output
        assert "WRONG" not in shown.output
        assert f"version {__version__} answers" in shown.output
        # An update that has not been started yet, and files that others may read.
        monkeypatch.setattr("caveat.service.checks.__version__", "9.9.9")
        (file,) = PairingStore(tmp_path / "data").folder.iterdir()
        file.chmod(0o644)
        shown = CliRunner().invoke(main, ["doctor", *at])
        assert shown.exit_code == 1
        assert f"version {__version__} runs, 9.9.9 is installed" in shown.output
        assert f"chmod go= {file}" in shown.output
        file.write_bytes(b"{")
        assert f"cannot be read: {file}" in CliRunner().invoke(main, ["doctor", *at]).output
    finally:
        server.end()


def test_pairings_are_listed_and_revoked_from_the_terminal(tmp_path: Path) -> None:
    runner = CliRunner()
    assert "None" in runner.invoke(main, ["paired"]).output
    server = RealServer(tmp_path / "data")
    try:
        (line,) = runner.invoke(main, ["paired"]).output.splitlines()
        origin = line.split()[0]
        assert runner.invoke(main, ["unpair", origin]).exit_code == 0
        status, problem = server.post("/api/handshakes", b'{"nonce": "%s"}' % (b"0" * 64))
        assert (status, problem["type"]) == (403, "urn:caveat:problem:not-paired")
        again = runner.invoke(main, ["unpair", origin])
        assert again.exit_code == 1
        assert "is not paired" in again.output
        wrong = runner.invoke(main, ["pair", "123456", "--port", str(server.port)])
        assert "No extension waits" in wrong.output
    finally:
        server.end()
    nobody = runner.invoke(main, ["pair", "123456", "--port", str(free_port())])
    assert "start the server" in nobody.output
