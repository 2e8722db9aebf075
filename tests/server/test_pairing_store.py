"""The pairings on disk: none lost, whenever the server is killed, and none read by others."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caveat.pairing.proof import new_token, server_keys
from caveat.pairing.store import PairingStore, write_safely

KILLS = 25

WRITER = """
import os
import sys
from pathlib import Path
from caveat.pairing.proof import server_keys
from caveat.pairing.store import PairingStore

def tell(line):
    os.write(1, f"{line}\\n".encode())  # at once: a line is told whole or not at all

store = PairingStore(Path(sys.argv[1]))
number = 0
while True:
    origin = f"chrome-extension://{sys.argv[2]}-{number % 7}"
    if number % 5 == 4 and store.remove(f"chrome-extension://{sys.argv[2]}-0"):
        tell(f"- chrome-extension://{sys.argv[2]}-0")
    else:
        tell(f"? {origin}")
        store.add(origin, server_keys(number.to_bytes(32, "big")))
        tell(f"+ {origin} {number}")
    number += 1
"""


def test_killed_at_any_moment_no_pairing_is_lost_or_half_written(tmp_path: Path) -> None:
    store = PairingStore(tmp_path)
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    chance = random.Random(7)
    for number in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(number)],
            stdout=subprocess.PIPE,
            text=True,
            env=paths,
        )
        assert writer.stdout
        first = writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        writer.kill()
        lines = [first, *writer.stdout.read().splitlines()]
        writer.stdout.close()
        writer.wait()
        written: dict[str, int] = {}
        under_way = ""
        for kind, origin, *rest in (line.split() for line in lines if line.count(" ")):
            under_way = origin
            if kind == "+":
                written[origin] = int(rest[0])
                under_way = ""
            elif kind == "-":
                written.pop(origin, None)
        # The next round's removal may have been done before it was told.
        under_way = under_way or f"chrome-extension://{number}-0"
        for origin, value in written.items():
            pairing = store.find(origin)
            if origin != under_way:
                assert pairing is not None
            if pairing is not None and origin != under_way:
                assert pairing.keys == server_keys(value.to_bytes(32, "big"))
        assert store.unreadable() == []
        assert store.exposed() == []
    store.tidy()
    assert not list(store.folder.glob("*.new"))


def test_a_write_that_fails_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kept"
    write_safely(file, b"old")

    def broken(_descriptor: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("caveat.pairing.store.os.fsync", broken)
    with pytest.raises(OSError, match="full"):
        write_safely(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"origin": "x"}', b'{"origin": 1, "stored_key": 2}']
)
def test_a_file_that_holds_no_pairing_is_told_and_hurts_nobody(
    tmp_path: Path, content: bytes
) -> None:
    store = PairingStore(tmp_path)
    store.add("chrome-extension://a", server_keys(new_token()))
    broken = store.folder / "broken.json"
    broken.write_bytes(content)
    assert [pairing.origin for pairing in store.all()] == ["chrome-extension://a"]
    assert store.unreadable() == [broken]


def test_files_that_others_may_read_are_told(tmp_path: Path) -> None:
    store = PairingStore(tmp_path)
    store.add("chrome-extension://a", server_keys(new_token()))
    (file,) = store.folder.iterdir()
    file.chmod(0o644)
    assert store.exposed() == [file]


def test_pairing_again_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    store = PairingStore(tmp_path)
    keys = server_keys(new_token())
    store.add("chrome-extension://a", server_keys(new_token()))
    store.add("chrome-extension://a", keys)
    assert [pairing.keys for pairing in store.all()] == [keys]
    assert json.loads(next(store.folder.iterdir()).read_bytes())["origin"] == "chrome-extension://a"
    assert store.remove("chrome-extension://a")
    assert not store.remove("chrome-extension://a")
    assert store.all() == []
