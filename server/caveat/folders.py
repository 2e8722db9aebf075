"""Where Caveat keeps what it must not forget, and its log: the platform's own places."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

DATA_VARIABLE = "CAVEAT_DATA"
"""Environment variable that names another folder for both."""


def data_folder() -> Path:
    """The folder of the pairings; not made here."""
    chosen = os.environ.get(DATA_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_data_path("caveat", appauthor=False)


def log_file() -> Path:
    """The log of the background server; its folder is not made here."""
    chosen = os.environ.get(DATA_VARIABLE)
    folder = Path(chosen) if chosen else platformdirs.user_log_path("caveat", appauthor=False)
    return folder / "caveat.log"
