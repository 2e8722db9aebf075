"""`caveat serve` itself, spoken to over raw sockets: what no client on the machine can do to it."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from conftest import ARTICLE
from real_server import (
    LOOPBACK,
    ORIGIN,
    PATIENCE,
    RealServer,
    article,
    command,
    read_to_end,
    request_for,
    wait_until,
)

from caveat.pairing.peer import is_own_users
from caveat.web import probe
from caveat.web.settings import MAX_REQUEST_BYTES

GOOD = f"<html><body>{ARTICLE}</body></html>"
LONG = article(40_000)
CROWD = 200


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("data"), "--background")
    yield server
    server.end()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RealServer]:
    """One that a test may end."""
    server = RealServer(tmp_path)
    yield server
    if server.process.poll() is None:
        server.end()


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def name_of(answer: bytes) -> str:
    _, _, body = answer.rpartition(b"\r\n\r\n")
    kind: str = json.loads(body)["type"]
    return kind.removeprefix("urn:caveat:problem:")


def test_a_paired_client_gets_its_analysis(server: RealServer) -> None:
    status, analysis = server.analyse(GOOD)
    assert status == 200
    assert analysis["quotes"]


def test_the_server_listens_on_loopback_alone(server: RealServer) -> None:
    listening = [
        each.laddr.ip
        for each in psutil.Process(server.process.pid).net_connections("tcp")
        if each.status == psutil.CONN_LISTEN
    ]
    assert listening == [LOOPBACK]


HOST = "Host: 127.0.0.1:{port}"
EVIL = "Origin: https://evil.test"
OURS = f"Origin: {ORIGIN}"
VERSION = "X-Caveat: 1"
JSON = "Content-Type: application/json"
SHORT = "Content-Length: 2"
GET = "GET /api/health HTTP/1.1"
POST = "POST /api/analyses HTTP/1.1"


@dataclass(frozen=True)
class Raw:
    """What is written to the port: lines of a head, and a body; and the statuses that may come."""

    expected: set[int]
    head: Sequence[str]
    body: str = ""

    def request(self, port: int) -> bytes:
        lines = "".join(f"{line}\r\n" for line in self.head).replace("{port}", str(port))
        return f"{lines}\r\n{self.body}".encode("latin-1")


RAW = {
    "no host": Raw({421}, [GET]),
    "no host, as once": Raw({421}, ["GET /api/health HTTP/1.0"]),
    "a rebound host": Raw({421}, [GET, "Host: evil.test:{port}"]),
    "another port": Raw({421}, [GET, "Host: 127.0.0.1:80"]),
    "two hosts": Raw({400, 421}, [GET, HOST, "Host: evil.test"]),
    "a host in the address": Raw({421}, ["GET http://evil.test/ HTTP/1.1", "Host: evil.test"]),
    "the health": Raw({200}, [GET, HOST]),
    "the health, for a page": Raw({403}, [GET, HOST, EVIL]),
    "a page's simple POST": Raw({403}, [POST, HOST, EVIL, "Content-Type: text/plain", SHORT], "{}"),
    "a sandboxed page's POST": Raw({403}, [POST, HOST, "Origin: null", SHORT], "{}"),
    "without our header": Raw({400}, [POST, HOST, OURS, JSON, SHORT], "{}"),
    "an origin and nothing else": Raw({403}, [POST, HOST, OURS, VERSION, JSON, SHORT], "{}"),
    "a form": Raw({415}, [POST, HOST, OURS, VERSION, "Content-Type: text/plain", SHORT], "{}"),
    "a page's preflight": Raw(
        {403},
        ["OPTIONS /api/analyses HTTP/1.1", HOST, EVIL, "Access-Control-Request-Method: POST"],
    ),
    "a WebSocket": Raw(
        {403},
        [
            "GET /api/analyses HTTP/1.1",
            *(HOST, EVIL, "Upgrade: websocket", "Connection: Upgrade"),
            *("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"),
        ],
    ),
    "the way of smugglers": Raw(
        {400, 403},
        [POST, HOST, OURS, VERSION, JSON, "Content-Length: 5", "Transfer-Encoding: chunked"],
        "0\r\n\r\n",
    ),
    "another transfer coding": Raw({501}, [POST, HOST, OURS, "Transfer-Encoding: gzip"], "xx"),
    "no length that is one": Raw({400}, [POST, HOST, OURS, VERSION, JSON, "Content-Length: -1"]),
    "no HTTP": Raw({400}, ["\x16\x03\x01\x02\x00\x01\x00\x01"]),
    "a header that folds": Raw({200, 400}, [GET, HOST, "X-A: b", " c"]),
    "a bare line feed": Raw({400}, ["GET /api/health HTTP/1.1\nHost: x"]),
    "a path out of here": Raw({404}, ["GET /../../etc/passwd HTTP/1.1", HOST]),
    "headers without end": Raw({431}, [GET, HOST, f"X-A: {'a' * 100_000}"]),
}


@pytest.mark.parametrize("request_", RAW)
def test_whatever_is_written_to_the_port_is_answered_as_it_should(
    server: RealServer, request_: str
) -> None:
    raw = RAW[request_]
    answer = server.raw(raw.request(server.port))
    assert status_of(answer) in raw.expected
    assert b"Traceback" not in answer
    assert b"Access-Control-Allow-Origin: http" not in answer
    assert b"Set-Cookie" not in answer
    if status_of(answer) != 200:
        assert b"application/problem+json" in answer
    assert probe.is_caveat(server.port)


def test_a_body_over_the_limit_is_refused_before_it_comes(server: RealServer) -> None:
    raw = Raw({413}, [POST, HOST, OURS, VERSION, JSON, "Content-Length: 100000000"])
    answer = server.raw(raw.request(server.port))
    assert status_of(answer) == 413
    assert name_of(answer) == "too-large"


def test_a_body_without_end_is_refused_at_the_limit(server: RealServer) -> None:
    raw = Raw({413}, [POST, HOST, OURS, VERSION, JSON, "Transfer-Encoding: chunked"])
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    sent = 0
    with server.connect() as connection:
        connection.sendall(raw.request(server.port))
        try:
            while sent < 20 * MAX_REQUEST_BYTES:
                connection.sendall(chunk)
                sent += 65_536
        except (BrokenPipeError, ConnectionResetError):
            pass
    assert sent < 2 * MAX_REQUEST_BYTES
    assert process.memory_info().rss - before < 2 * MAX_REQUEST_BYTES
    assert probe.is_caveat(server.port)


def test_a_crowd_that_never_ends_its_headers_keeps_nobody_out(server: RealServer) -> None:
    crowd = [server.connect() for _ in range(CROWD)]
    try:
        for number, each in enumerate(crowd):
            each.sendall(f"POST /api/analyses HTTP/1.1\r\nX-Number: {number}".encode())
        status, _ = server.analyse(GOOD)
        assert status == 200
        # Sending a byte now and then is no way to stay.
        open_ones = set(crowd)

        def closed() -> bool:
            for each in list(open_ones):
                try:
                    each.sendall(b"1")
                    each.setblocking(False)
                    if each.recv(1) == b"":
                        open_ones.discard(each)
                except BlockingIOError:
                    each.setblocking(True)
                except OSError:
                    open_ones.discard(each)
            return not open_ones

        wait_until(closed)
    finally:
        for each in crowd:
            each.close()
    assert server.analyse(GOOD)[0] == 200


def test_whoever_goes_away_makes_room_for_the_next(server: RealServer) -> None:
    worker = server.workers()[0]
    with server.begin(LONG):
        began = worker.cpu_times().user
        wait_until(lambda: worker.cpu_times().user > began + 0.5)
    assert server.analyse(GOOD)[0] == 200
    assert not worker.is_running()


def test_too_many_at_once_are_told_so(server: RealServer) -> None:
    waiting = [server.begin(LONG) for _ in range(8)]
    try:
        refused, _, _ = select.select(waiting, [], [], PATIENCE)
        assert status_of(refused[0].recv(100)) == 503
        status, problem = server.analyse(GOOD)
        assert (status, problem["type"]) == (503, "urn:caveat:problem:busy")
        assert probe.is_caveat(server.port)
    finally:
        for each in waiting:
            each.close()
    wait_until(lambda: server.analyse(GOOD)[0] == 200)


def test_no_line_of_the_log_holds_a_word_or_an_address_of_a_page(server: RealServer) -> None:
    secret = "Zanzibar"
    for page in (
        GOOD.replace("Orrin", secret),
        f"<html><body><p>{secret}",
        f"<html>{secret}</html>",
    ):
        body = request_for(page).replace(b"news.test", secret.encode())
        server.post("/api/analyses", body, X_Caveat_Proof=server.proof())
    server.raw(f"GET /{secret} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    log = (server.folder / "caveat.log").read_text(encoding="utf-8")
    assert "analysis: 200" in log
    assert secret not in log


def test_the_server_ends_cleanly_in_the_middle_of_an_analysis(own_server: RealServer) -> None:
    worker = own_server.workers()[0]
    with own_server.begin(LONG) as connection:
        assert own_server.end() == 0
        assert status_of(read_to_end(connection)) in (0, 503)
    wait_until(lambda: not worker.is_running())


def test_killed_at_once_it_leaves_no_process_and_loses_no_pairing(own_server: RealServer) -> None:
    worker = own_server.workers()[0]
    connection = own_server.begin(LONG)
    own_server.process.send_signal(signal.SIGKILL)
    own_server.process.wait()
    connection.close()
    wait_until(lambda: not worker.is_running())
    own_server.start()
    assert own_server.analyse(GOOD)[0] == 200


def test_a_second_start_finds_the_first_and_says_so(server: RealServer) -> None:
    run = subprocess.run(
        [*command(), "serve", "--port", str(server.port)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CAVEAT_DATA": str(server.folder)},
    )
    assert run.returncode == 0
    assert f"Caveat runs already on http://127.0.0.1:{server.port}" in run.stdout


ASK_TO_PAIR = """
import http.client, sys
connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]))
headers = {"Origin": sys.argv[2], "X-Caveat": "1", "Content-Type": "application/json"}
connection.request("POST", "/api/pairing-requests", "{}", headers)
print(connection.getresponse().status)
"""


if sys.platform != "win32" and os.geteuid() == 0:  # only root can become another user

    def test_another_users_program_cannot_pair(server: RealServer) -> None:
        def asked(interpreter: str, user: str) -> str:
            run = subprocess.run(
                [interpreter, "-c", ASK_TO_PAIR, str(server.port), ORIGIN],
                capture_output=True,
                text=True,
                check=True,
                user=user,
                cwd="/",
            )
            return run.stdout.strip()

        assert asked(sys.executable, "root") == "201"
        assert asked("/usr/bin/python3", "nobody") == "403"


def test_whose_program_holds_a_socket_is_known() -> None:
    with socket.create_server((LOOPBACK, 0)) as listener:
        with socket.create_connection(listener.getsockname()[:2]) as connection:
            address, port = connection.getsockname()[:2]
            assert is_own_users(address, port)
        assert not is_own_users(LOOPBACK, listener.getsockname()[1])
    assert not is_own_users(LOOPBACK, 1)


def test_the_opening_of_a_long_article_arrives_while_the_rest_is_read(server: RealServer) -> None:
    with opening(server, article(2_000)) as (connection, response):
        part = json.loads(response.readline())["part"]
        assert part["quotes"]
        connection.setblocking(False)
        with pytest.raises(BlockingIOError):
            connection.recv(1)
        connection.settimeout(PATIENCE)
        whole = json.loads(response.readline())["analysis"]
        assert len(whole["quotes"]) > len(part["quotes"])
        assert response.read() == b""


def test_who_leaves_after_the_opening_ends_the_analysis(server: RealServer) -> None:
    with opening(server, article(8_000)) as (_, response):
        assert "part" in json.loads(response.readline())
        (worker,) = server.workers()
    wait_until(lambda: not worker.is_running())
    assert server.analyse(article(4))[0] == 200


@contextmanager
def opening(
    server: RealServer, page: str
) -> Iterator[tuple[socket.socket, http.client.HTTPResponse]]:
    """An analysis that is answered in lines; left at the end of the block."""
    with (
        server.begin(page, Accept="application/x-ndjson") as connection,
        http.client.HTTPResponse(connection) as response,
    ):
        response.begin()
        yield connection, response
