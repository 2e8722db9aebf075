"""Where the browser extension lies, and its packages for the two stores.

In a checkout it is the repository's root, in an installed wheel a folder beside this module.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

PARTS = ("manifest.json", "_locales", "extension")
"""All that belongs to the extension; the rest of a checkout is not packed."""

STORES = ("chromium", "firefox")
OLDEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The same files give the same package, whenever it is made."""


def extension_folder() -> Path:
    """The folder that holds the extension's manifest. Raises FileNotFoundError if none does."""
    here = Path(__file__).resolve().parent
    for folder in (here / "browser_extension", here.parent.parent):
        if (folder / PARTS[0]).is_file():
            return folder
    raise FileNotFoundError("The extension's files are missing: install Caveat again.")


def how_to_load() -> str:
    """The steps of loading the extension into each browser, for a terminal."""
    folder = extension_folder()
    return (
        "Load the extension, once in each browser:\n"
        "  Chromium, Chrome, Edge  1. open chrome://extensions and switch on Developer mode\n"
        f"                          2. Load unpacked: {folder}\n"
        "  Firefox                 1. open about:debugging#/runtime/this-firefox\n"
        f"                          2. Load Temporary Add-on: {folder / PARTS[0]}\n"
        "Then open a news article and press Caveat's button."
    )


def write_packages(target: Path) -> list[Path]:
    """Write a package for each store into `target` (made if need be); the paths written."""
    source = extension_folder()
    version = json.loads((source / PARTS[0]).read_text(encoding="utf-8"))["version"]
    files = sorted(
        path
        for part in PARTS
        for path in ([source / part] if part == PARTS[0] else (source / part).rglob("*"))
        if path.is_file()
    )
    target.mkdir(parents=True, exist_ok=True)
    packages = [target / f"caveat-{store}-{version}.zip" for store in STORES]
    for package in packages:
        with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                entry = zipfile.ZipInfo(path.relative_to(source).as_posix(), OLDEST_ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return packages
