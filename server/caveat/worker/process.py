"""The server's side of one worker process: start, ask, look, end."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from dataclasses import replace
from typing import BinaryIO, cast

import psutil

from caveat.worker.answer import Answer
from caveat.worker.frames import (
    ANSWER,
    ASK,
    ASK_EARLY,
    LOAD,
    PART,
    READY,
    read_frame,
    unpack_answer,
    write_frame,
)

END_SECONDS = 5.0
LOAD_SECONDS = 120.0
"""A worker that has not loaded by then never will: the slowest disks take a tenth of it."""


class WorkerDiedError(RuntimeError):
    """The worker has ended by itself: out of memory, or a fault in a library's C code."""


class Worker:
    """One process that has the libraries imported and, once told to, the model loaded."""

    def __init__(self, seconds: float) -> None:
        """Start it. `seconds`: how long an analysis may take, for its own watchdog."""
        self._process = subprocess.Popen(  # noqa: S603 - ours, every word
            [sys.executable, "-m", "caveat.worker", "--seconds", str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._to = cast("BinaryIO", self._process.stdin)
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._loaded = threading.Event()
        self.told_to_load = False
        threading.Thread(target=self._listen, name="worker", daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def load(self) -> None:
        """Tell it to load the model; does not wait. Raises WorkerDiedError."""
        self.told_to_load = True
        self._write(LOAD)

    def wait_until_loaded(self) -> None:
        """Raises WorkerDiedError."""
        if not self._loaded.wait(LOAD_SECONDS) or not self.alive:
            raise WorkerDiedError("the worker ended while it loaded the model")

    def ask(self, body: bytes, *, early: bool) -> None:
        """Send the body of a request; does not wait for the answer. Raises WorkerDiedError.

        `early`: a long article's opening may be answered first.
        """
        self._write(ASK_EARLY if early else ASK, body)

    def answer(self, seconds: float) -> Answer | None:
        """The answer, or a part that goes before it, if it comes in `seconds`.

        Raises WorkerDiedError.
        """
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            return None
        if answer is None:
            raise WorkerDiedError(f"the worker ended with {self._process.wait(END_SECONDS)}")
        return answer

    def memory(self) -> int:
        """Bytes of memory that it holds; 0 where it has just ended."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> None:
        """End it at once, whatever it is doing."""
        self._process.kill()
        self._process.wait(END_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):  # of what was still to be written to it
                    stream.close()

    def _write(self, kind: bytes, content: bytes = b"") -> None:
        try:
            write_frame(self._to, kind, content)
        except (OSError, ValueError) as error:
            raise WorkerDiedError("the worker has ended") from error

    def _listen(self) -> None:
        stream = cast("BinaryIO", self._process.stdout)
        try:
            while frame := read_frame(stream):
                kind, content = frame
                if kind == READY:
                    self._loaded.set()
                elif kind in (PART, ANSWER):
                    self._answers.put(replace(unpack_answer(content), part=kind == PART))
        except ValueError:  # closed by `end`
            pass
        self._loaded.set()
        self._answers.put(None)
