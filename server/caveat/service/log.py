"""What the server writes down: that it answered, how long it took, what failed and where.

Never a word or an address of a page, unless the reader asks for traces.
"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from caveat.folders import log_file

LOG_BYTES = 512 * 1024
LOGS_KEPT = 3
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_to_file(*, debug: bool = False) -> Path:
    """Log to the background server's file, which is begun anew before it grows large; its path."""
    file = log_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _log_to(
        RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8"),
        logging.DEBUG if debug else logging.INFO,
    )
    return file


def log_to_terminal(*, debug: bool = False) -> None:
    """Log what goes wrong to the terminal."""
    _log_to(logging.StreamHandler(), logging.DEBUG if debug else logging.WARNING)


def _log_to(handler: logging.Handler, level: int) -> None:
    handler.setFormatter(logging.Formatter(FORMAT))
    ours = logging.getLogger("caveat")
    for old in ours.handlers[:]:
        ours.removeHandler(old)
    ours.addHandler(handler)
    ours.setLevel(level)
    ours.propagate = False
    # Of the libraries only what goes wrong; waitress tells nothing of a request's content.
    for name in ("waitress", "flask_cors"):
        library = logging.getLogger(name)
        library.handlers[:] = [handler]
        library.setLevel(logging.WARNING)
        library.propagate = False
