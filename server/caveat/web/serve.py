"""Serving the application with waitress, on loopback, with a word for whoever holds the port."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable

import psutil
import waitress

from caveat.language.en.parse import load_model
from caveat.web.app import create_app
from caveat.web.settings import Settings

LOOPBACK = "127.0.0.1"
THREADS = 4
"""One for the analysis, the rest so that a health request is never kept waiting by it."""


class PortTakenError(OSError):
    """The port cannot be had. The message says why, who holds it if that is known, what to do."""


def run_server(port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is called with the address once requests are answered.

    Raises PortTakenError.
    """
    settings = Settings(port=port)
    listener = _listen(port)
    with listener:
        load_model()
        server = waitress.create_server(
            create_app(settings),
            sockets=[listener],
            threads=THREADS,
            max_request_body_size=settings.max_request_bytes,
            clear_untrusted_proxy_headers=True,
            ident=None,
        )
        ready(f"http://{LOOPBACK}:{port}")
        try:
            server.run()
        finally:
            server.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # on Windows the option would let two servers share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno == errno.EACCES:
            raise PortTakenError(
                f"Port {port} is kept for the system. Choose one above 1023: `caveat serve --port`."
            ) from error
        if error.errno != errno.EADDRINUSE:
            raise
        holder = _holder(port)
        raise PortTakenError(
            f"Port {port} is taken{f' by {holder}' if holder else ''}. End that program, or choose"
            f" another port with `caveat serve --port {port + 1}` and set the same address in the"
            " extension's options."
        ) from error
    return listener


def _holder(port: int) -> str | None:
    """The program that listens on the port, where this user may know."""
    try:
        for connection in psutil.net_connections("tcp"):
            local = connection.laddr
            if local and local.port == port and connection.status == psutil.CONN_LISTEN:
                if connection.pid is None:
                    return None
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        return None
    return None
