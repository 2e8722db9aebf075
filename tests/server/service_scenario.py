"""The life of the background server under a real systemd: run by test_service.py beside one.

`python service_scenario.py PORT UNIT`: each step asserts; what is printed tells how far it came.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from real_server import command, wait_until

from caveat.web import probe


def caveat(*words: str, exit_code: int = 0) -> str:
    run = subprocess.run([*command(), *words], capture_output=True, text=True, check=False)
    print("$ caveat", *words, "\n", run.stdout, run.stderr, flush=True)
    assert run.returncode == exit_code
    return run.stdout


def main_pid(status: str) -> int:
    found = re.search(r"process (\d+)", status)
    assert found
    return int(found[1])


def main(port: str, unit: Path) -> None:
    at = ("--port", port)
    assert "not installed" in caveat("service", "status", *at, exit_code=1)
    installed = caveat("service", "install", *at)
    assert str(unit) in installed
    assert f"answers on http://127.0.0.1:{port}" in installed
    subprocess.run(["systemd-analyze", "--user", "verify", str(unit)], check=True)
    status = caveat("service", "status", *at)
    assert "active (running)" in status

    first = main_pid(status)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not probe.is_caveat(int(port)))
    wait_until(lambda: probe.is_caveat(int(port)))
    status = caveat("service", "status", *at)
    assert main_pid(status) != first
    assert "restarted 1 times" in status

    assert "runs already" in caveat("serve", *at)
    assert caveat("service", "logs").count("ready on") == 2
    caveat("service", "stop")
    assert not probe.is_caveat(int(port))
    assert "inactive" in caveat("service", "status", *at, exit_code=1)
    caveat("service", "start", *at)
    caveat("service", "install", *at)  # again, as after an update
    assert probe.is_caveat(int(port))
    caveat("service", "uninstall")
    assert not unit.exists()
    assert not probe.is_caveat(int(port))
    assert "not installed" in caveat("service", "status", *at, exit_code=1)
    caveat("service", "uninstall")  # once more does no harm


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
