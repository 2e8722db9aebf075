"""Serving the application with waitress, on loopback, with a word for whoever holds the port."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType

import psutil
import waitress

from caveat import __version__
from caveat.pairing.store import PairingStore
from caveat.web.app import create_app
from caveat.web.channel import StrictChannel
from caveat.web.probe import is_caveat
from caveat.web.settings import Settings
from caveat.worker.analyst import Analyst, Limits

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
THREADS = 12
"""More than may wait for an analysis, so that a health request is never kept waiting by them."""

CONNECTIONS = 400
"""More than a crowd of idle clients; each is a file, and systems give a program 1,024 or more."""

SILENT_SECONDS = 9


class PortTakenError(OSError):
    """The port cannot be had. The message says why, who holds it if that is known, what to do."""


class AlreadyRunsError(RuntimeError):
    """A Caveat server answers on the port already. The message says where."""


def run_server(
    settings: Settings,
    ready: Callable[[str], None],
    *,
    limits: Limits | None = None,
    listener: socket.socket | None = None,
) -> None:
    """Serve until interrupted or asked to end (SIGTERM), even in the middle of an analysis.

    `ready` is called with the address once requests are answered. `listener`: a listening socket,
    where it is not made here. Raises PortTakenError and AlreadyRunsError.
    """
    with listener or listen(settings.port) as own:
        PairingStore(settings.data).tidy()
        analyst = Analyst(limits)
        try:
            analyst.start()
            server = waitress.create_server(
                create_app(settings, analyst),
                sockets=[own],
                threads=THREADS,
                connection_limit=CONNECTIONS,
                channel_timeout=SILENT_SECONDS,
                cleanup_interval=SILENT_SECONDS // 3,
                channel_request_lookahead=1,
                asyncore_use_poll=True,
                max_request_body_size=settings.max_request_bytes,
                max_request_header_size=32 * 1024,
                clear_untrusted_proxy_headers=True,
                ident=None,
            )
            server.channel_class = StrictChannel
            _end_on_signals(analyst)
            log.info("ready on %s, version %s", settings.address, __version__)
            ready(settings.address)
            try:
                server.run()
            finally:
                server.close()
                log.info("ended")
        finally:
            analyst.close()


def listen(port: int) -> socket.socket:
    """A socket that listens on the port. Raises PortTakenError and AlreadyRunsError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    else:  # another program could otherwise listen on the port as well
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(256)
    except OSError as error:
        listener.close()
        if error.errno == errno.EACCES:
            raise PortTakenError(
                f"Port {port} is kept for the system. Choose one above 1023: `caveat serve --port`."
            ) from error
        if error.errno != errno.EADDRINUSE:
            raise
        holder = _holder(port)
        if is_caveat(port):
            raise AlreadyRunsError(
                f"Caveat runs already on http://{LOOPBACK}:{port}"
                f"{f': {holder}' if holder else ''}. There is nothing to do."
            ) from error
        raise PortTakenError(
            f"Port {port} is taken{f' by {holder}' if holder else ''}. End that program, or choose"
            f" another port with `caveat serve --port {port + 1}` and set the same address in the"
            " extension's options."
        ) from error
    return listener


def _end_on_signals(analyst: Analyst) -> None:
    """Have Ctrl+C and SIGTERM end the analysis first, since waitress waits for its threads."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=analyst.close, daemon=True).start()
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, interrupt)
        signal.signal(signal.SIGINT, interrupt)


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
