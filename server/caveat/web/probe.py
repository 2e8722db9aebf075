"""Asking a port on this machine whether Caveat answers there, as the command line does."""

from __future__ import annotations

import http.client
import json
from typing import Any

from caveat.web.settings import PROTOCOL

SECONDS = 5.0
MOST_BYTES = 65_536


def health(port: int) -> dict[str, Any] | None:
    """The health that is told on a port; None where nobody answers, or not with JSON."""
    status, answer = ask(port, "GET", "/api/health")
    return answer if status == 200 else None


def is_caveat(port: int) -> bool:
    """Whether a program on the port says that it is Caveat. It proves nothing."""
    answer = health(port)
    return answer is not None and answer.get("name") == "caveat"


def ask(
    port: int, method: str, path: str, body: dict[str, Any] | None = None
) -> tuple[int, dict[str, Any] | None]:
    """Status and JSON object of an answer; status 0 where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    headers = {"X-Caveat": str(PROTOCOL), "Content-Type": "application/json"}
    try:
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        answer = json.loads(response.read(MOST_BYTES))
        return response.status, answer if isinstance(answer, dict) else None
    except (OSError, http.client.HTTPException):
        return 0, None
    except ValueError:
        return response.status, None
    finally:
        connection.close()
