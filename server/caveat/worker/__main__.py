"""The worker process: one body in, one answer out, until its standard input ends.

Started by the server, never by hand. It ends with the server, even with one that was killed, and
even in the middle of an analysis: a thread waits for the end of the input, and a watchdog that
needs no Python thread ends an analysis that has held the interpreter for far too long.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import os
import queue
import sys
import threading
import warnings
from typing import BinaryIO

from caveat.language.en.parse import load_model
from caveat.worker.analysis import answer_to, warm_up
from caveat.worker.answer import Answer
from caveat.worker.frames import (
    ANSWER,
    ASK,
    ASK_EARLY,
    PART,
    READY,
    pack_answer,
    read_frame,
    write_frame,
)

WATCHDOG_GRACE_SECONDS = 10.0
"""How much longer than its limit an analysis may take before the worker ends itself."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, required=True)
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # a warning may quote the page
    inbox: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
    to_server = _private_output()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, inbox), daemon=True).start()

    def send_part(part: Answer) -> None:
        write_frame(to_server, PART, pack_answer(part))

    while True:
        kind, content = inbox.get()
        if kind in (ASK, ASK_EARLY):
            faulthandler.dump_traceback_later(
                options.seconds + WATCHDOG_GRACE_SECONDS, exit=True, file=sys.stderr
            )
            answer = answer_to(content, send_part if kind == ASK_EARLY else None)
            faulthandler.cancel_dump_traceback_later()
            write_frame(to_server, ANSWER, pack_answer(answer))
            del answer, content
            gc.collect()
        else:
            load_model()
            warm_up()
            gc.freeze()  # what stays for good need not be looked at by every collection
            write_frame(to_server, READY)


def _listen(stream: BinaryIO, inbox: queue.SimpleQueue[tuple[bytes, bytes]]) -> None:
    while frame := read_frame(stream):
        inbox.put(frame)
    os._exit(0)  # the server has ended, and with it whatever is under way


def _private_output() -> BinaryIO:
    """The pipe to the server, under a number of its own: whatever prints, prints to the log."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


if __name__ == "__main__":
    main()
