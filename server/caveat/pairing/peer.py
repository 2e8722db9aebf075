"""Whether the program at the other end of a loopback connection is run by our own user.

Any user of a machine can reach a port on loopback, so neither a page nor a code on it proves who
presses Allow. The system knows who holds the other end.
"""

from __future__ import annotations

from collections.abc import Iterator

import psutil


def is_own_users(address: str, port: int) -> bool:
    """Whether a process of this user holds the local TCP socket `address`:`port`.

    False, too, where the system does not tell.
    """
    me = psutil.Process().username()
    for pid in _holders(address, port):
        try:
            if psutil.Process(pid).username() == me:
                return True
        except psutil.Error:
            continue
    return False


def _holders(address: str, port: int) -> Iterator[int]:
    """The processes that hold the socket, as far as this user may know."""
    for pid, end in _local_ends():
        # A program that speaks IPv6 may have the address of an IPv4 socket written in IPv6.
        if end.port == port and end.ip.removeprefix("::ffff:") == address:
            yield pid


def _local_ends() -> Iterator[tuple[int, psutil._ntuples.addr]]:
    try:
        for each in psutil.net_connections("tcp"):
            if each.pid and each.laddr and each.raddr:
                yield each.pid, each.laddr
    except psutil.AccessDenied:  # macOS: each process has to be asked, and only our own answer
        for process in psutil.process_iter():
            try:
                connections = process.net_connections("tcp")
            except psutil.Error:
                continue
            for connection in connections:
                if connection.laddr and connection.raddr:
                    yield process.pid, connection.laddr
