"""Messages between the server and its worker over a pipe: a kind, a length, that many bytes.

JSON and raw bytes, never pickle: the worker reads hostile pages, and what comes back from it is
not trusted to build objects. An analysis is answered by one frame; before it a frame may go with
the analysis of a long article's opening.
"""

from __future__ import annotations

import json
import struct
from typing import BinaryIO

from caveat.worker.answer import Answer

ASK = b"q"
"""To the worker: the body of a request."""
ASK_EARLY = b"e"
"""To the worker: the body of a request, of which a long article's opening may be answered first."""
LOAD = b"l"
"""To the worker: load the language model now."""
PART = b"p"
"""From the worker: what is found in the opening of a long article, before the answer."""
ANSWER = b"a"
"""From the worker: the answer to what was asked last."""
READY = b"r"
"""From the worker: the model is loaded."""

HEAD = struct.Struct(">cI")


def write_frame(stream: BinaryIO, kind: bytes, content: bytes = b"") -> None:
    """Write a frame at once. Raises OSError where the other side has ended."""
    stream.write(HEAD.pack(kind, len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame; None once the other side has ended."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    content = stream.read(length)
    return None if len(content) < length else (kind, content)


def pack_answer(answer: Answer) -> bytes:
    """An answer as the content of a frame: a line of JSON, then the body."""
    head = {"status": answer.status, "type": answer.content_type, "fault": answer.fault}
    return json.dumps(head).encode() + b"\n" + answer.body


def unpack_answer(content: bytes) -> Answer:
    """What `pack_answer` has packed."""
    head, _, body = content.partition(b"\n")
    said = json.loads(head)
    return Answer(said["status"], said["type"], body, said["fault"])
