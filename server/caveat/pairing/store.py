"""The pairings, on disk: one small file for each extension, readable by its owner alone.

A file is written whole under another name, forced to the disk, and then renamed, so that the
server can be killed at any moment and a pairing is there or not there, never half. As each pairing
has its own file, the server and the command line may write at the same time.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from caveat.pairing.proof import ServerKeys

log = logging.getLogger(__name__)

FOLDER_MODE = 0o700
FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Pairing:
    """An extension, by its origin, that may ask; `since`: when it was allowed, in UTC."""

    origin: str
    keys: ServerKeys
    since: datetime


class PairingStore:
    """The pairings of a folder, read anew each time: a revoked one is refused at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pairings"

    def find(self, origin: str) -> Pairing | None:
        """The pairing of an extension's origin."""
        return self._read(self._file(origin))

    def all(self) -> list[Pairing]:
        """Every pairing, the oldest first."""
        found = [self._read(file) for file in self.folder.glob("*.json")]
        return sorted((each for each in found if each), key=lambda each: each.since)

    def add(self, origin: str, keys: ServerKeys) -> None:
        """Keep a pairing, in the place of the origin's older one. It is on the disk on return."""
        content = {
            "origin": origin,
            "stored_key": keys.stored.hex(),
            "server_key": keys.server.hex(),
            "since": datetime.now(UTC).isoformat(),
        }
        self.folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        write_safely(self._file(origin), json.dumps(content).encode())

    def remove(self, origin: str) -> bool:
        """Forget an extension; whether it was known."""
        try:
            self._file(origin).unlink()
        except FileNotFoundError:
            return False
        _sync_folder(self.folder)
        return True

    def tidy(self) -> None:
        """Remove what a killed server had begun to write. For the server alone, at its start."""
        for file in self.folder.glob("*.new"):
            file.unlink(missing_ok=True)

    def exposed(self) -> list[Path]:
        """Files and folders that others on this machine may read."""
        if os.name != "posix" or not self.folder.exists():
            return []
        paths = [self.folder, *self.folder.iterdir()]
        return [path for path in paths if path.stat().st_mode & 0o077]

    def unreadable(self) -> list[Path]:
        """Files that hold no pairing, whatever has written them."""
        return [file for file in self.folder.glob("*.json") if self._read(file) is None]

    def _file(self, origin: str) -> Path:
        return self.folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"

    def _read(self, file: Path) -> Pairing | None:
        try:
            content = json.loads(file.read_bytes())
            stored, server = (bytes.fromhex(content[key]) for key in ("stored_key", "server_key"))
            since = datetime.fromisoformat(content["since"])
            return Pairing(str(content["origin"]), ServerKeys(stored, server), since)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("%s holds no pairing (%s): `caveat doctor`", file, type(error).__name__)
            return None


def write_safely(file: Path, content: bytes) -> None:
    """Write a file of the owner's alone: the old content or the new, whenever the power goes."""
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(fresh, file)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows opens no folder, and keeps its names in a journal
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
