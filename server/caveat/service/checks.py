"""What can be wrong with an installation, each with what to do about it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

import psutil

from caveat import __version__
from caveat.extension_folder import extension_folder
from caveat.folders import data_folder, log_file
from caveat.pairing.store import PairingStore
from caveat.service.manager import ServiceError, manager
from caveat.web import probe


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: `good`, what is the case, and what to do where it is not."""

    name: str
    good: bool
    found: str
    advice: str = ""


def checks(port: int) -> Iterator[Check]:
    """Look at everything, from the installation to the pairings."""
    yield _model()
    yield _extension()
    yield _server(port)
    yield _service()
    store = PairingStore(data_folder())
    yield _pairings(store)
    yield _files(store)


def _model() -> Check:
    from caveat.language.en.parse import load_model

    try:
        model = load_model()
    except (OSError, ImportError, ValueError) as error:
        return Check("model", False, f"does not load: {error}", "Install Caveat again.")
    return Check("model", True, f"{model.meta['name']} {model.meta['version']} loads")


def _extension() -> Check:
    try:
        folder = extension_folder()
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return Check("extension", False, str(error), "Install Caveat again.")
    version = manifest["version"]
    if version != __version__:
        return Check(
            "extension",
            False,
            f"version {version}, the server has {__version__}",
            "Install Caveat again, and reload the extension in the browser.",
        )
    return Check("extension", True, f"version {version} in {folder}")


def _server(port: int) -> Check:
    health = probe.health(port)
    if health is None:
        status, _ = probe.ask(port, "GET", "/api/health")
        if status:
            return Check(
                "server",
                False,
                f"another program answers on port {port}",
                f"End it, or `caveat serve --port {port + 1}` and set it in the extension.",
            )
        return Check(
            "server",
            False,
            f"nobody answers on port {port}",
            "`caveat service install`, or `caveat serve`.",
        )
    if health.get("name") != "caveat":
        return Check("server", False, f"another program answers on port {port}", "End it.")
    running = health.get("version")
    if running != __version__:
        return Check(
            "server",
            False,
            f"version {running} runs, {__version__} is installed",
            "Restart it: `caveat service stop`, then `caveat service start`.",
        )
    return Check("server", True, f"version {running} answers on port {port}")


def _service() -> Check:
    try:
        status = manager().status()
    except ServiceError as error:
        return Check("service", True, f"cannot be told here ({error})")
    return Check("service", True, status)


def _pairings(store: PairingStore) -> Check:
    broken = store.unreadable()
    if broken:
        names = ", ".join(map(str, broken))
        return Check(
            "pairings", False, f"cannot be read: {names}", "Delete these files; pair again."
        )
    count = len(store.all())
    if not count:
        return Check(
            "pairings", False, "none", "Press Caveat's button in the browser; it asks to pair."
        )
    return Check("pairings", True, f"{count}, see `caveat paired`")


def _files(store: PairingStore) -> Check:
    exposed = store.exposed()
    if exposed:
        names = " ".join(map(str, exposed))
        return Check("files", False, "other users can read the pairings", f"chmod go= {names}")
    folder = data_folder()
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if not os.access(nearest, os.W_OK):
        me = psutil.Process().username()
        return Check("files", False, f"{nearest} cannot be written", f"Give it to {me}.")
    return Check("files", True, f"{folder}, log {log_file()}")
