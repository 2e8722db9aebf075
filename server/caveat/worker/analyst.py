"""One analysis at a time, in a worker that may be ended: the queue before it and its limits.

spaCy in a thread cannot be stopped, and its vocabulary grows with all that it reads. A process can
be ended whenever the time or the memory is used up, or nobody waits for the answer any more, and
is renewed after so many pages that its memory stays what it was.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

from caveat.refusals import BUSY, INTERNAL, TIMED_OUT, TOO_LARGE, RefusedError
from caveat.worker.answer import Answer, refusal
from caveat.worker.process import Worker, WorkerDiedError

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.05
"""Between two looks at the limits while the worker works."""

GRACE_SECONDS = 1.0
"""An analysis that nobody waits for may end by itself: most take less time than a new worker."""


class GoneError(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` and `memory_bytes` of one analysis; `waiting`: how many may stand in the queue;
    `idle_seconds` until the model's memory is given back; `pages` that one worker reads, and
    `resting_bytes` that it may hold between two of them, before it is renewed."""

    seconds: float = 120.0
    memory_bytes: int = 2 * 1024**3
    waiting: int = 6
    idle_seconds: float = 900.0
    pages: int = 100
    resting_bytes: int = 700 * 1024**2


class Analyst:
    """Answers requests one after the other. Safe to be used by many threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._turn = threading.Condition()
        self._line: list[object] = []
        self._worker: Worker | None = None
        self._pages = 0
        self._renewing = False
        self._last_used = time.monotonic()
        self._closed = threading.Event()
        self._idle = threading.Thread(target=self._rest_when_idle, name="idle", daemon=True)

    def start(self) -> None:
        """Have a worker with the model loaded. Returns once it can be asked."""
        with self._turn:
            self._renew(load=True)
            worker = self._worker
        if worker:
            worker.wait_until_loaded()
        self._idle.start()

    def wake(self) -> None:
        """Somebody is about to ask: have the model loaded by then. Does not wait."""
        with self._turn:
            self._last_used = time.monotonic()
            worker = self._worker
        if worker and not worker.told_to_load:
            try:
                worker.load()
            except WorkerDiedError:
                log.info("the worker has ended; the next analysis starts another")

    def answers(
        self, body: bytes, is_gone: Callable[[], bool], *, early: bool
    ) -> Generator[Answer]:
        """The answer to a request, once it is its turn; `early`: maybe a part of it before.

        Raises RefusedError where the queue is full or the server is ending, and GoneError once
        `is_gone` says that nobody waits: what is under way then is ended. So it is where the
        generator is closed before its end.
        """
        me = object()
        with self._turn:
            if len(self._line) > self._limits.waiting or self._closed.is_set():
                raise RefusedError(BUSY)
            self._line.append(me)
            try:
                while self._line[0] is not me:
                    self._turn.wait(LOOK_SECONDS)
                    if is_gone():
                        raise GoneError
            except BaseException:
                self._leave(me)
                raise
        try:
            yield from self._answers(body, is_gone, early=early)
        finally:
            with self._turn:
                self._last_used = time.monotonic()
                self._leave(me)

    def close(self) -> None:
        """End the worker, whatever it is doing. Who waits for it is refused."""
        self._closed.set()
        with self._turn:
            worker, self._worker = self._worker, None
            self._turn.notify_all()
        if worker:
            worker.end()

    @property
    def worker_pid(self) -> int | None:
        """The process that analyses, for whoever watches its memory."""
        worker = self._worker
        return worker.pid if worker else None

    def _leave(self, me: object) -> None:
        self._line.remove(me)
        self._turn.notify_all()

    def _answers(
        self, body: bytes, is_gone: Callable[[], bool], *, early: bool
    ) -> Generator[Answer]:
        """The answers of the worker, with it all to ourselves."""
        try:
            worker = self._fresh_worker()
            worker.wait_until_loaded()
            worker.ask(body, early=early)
            yield from self._watch(worker, is_gone)
        except WorkerDiedError as error:
            if self._closed.is_set():
                raise RefusedError(BUSY) from error
            log.error("%s", error)
            self._replace()
            yield refusal(INTERNAL, str(error))

    def _watch(self, worker: Worker, is_gone: Callable[[], bool]) -> Generator[Answer]:
        """The worker's answers, or a refusal where it has used up what it may; then it is ended."""
        limits = self._limits
        deadline = time.monotonic() + limits.seconds
        left: float | None = None
        is_over = False
        try:
            while not is_over:
                answer = worker.answer(LOOK_SECONDS)
                is_over = answer is not None and not answer.part
                now = time.monotonic()
                if left is None and is_gone():
                    left = now
                if left is not None and (is_over or now > left + GRACE_SECONDS):
                    raise GoneError
                if answer is not None:
                    if left is None:
                        yield answer
                elif now > deadline:
                    yield refusal(TIMED_OUT, f"ended after {limits.seconds:g} s")
                    return
                elif worker.memory() > limits.memory_bytes:
                    yield refusal(TOO_LARGE, f"ended over {limits.memory_bytes} bytes of memory")
                    return
        except WorkerDiedError:
            is_over = True
            raise
        finally:
            if is_over:
                self._count_page(worker)
            else:
                self._replace()

    def _count_page(self, worker: Worker) -> None:
        """Have the worker renewed once it has read enough, or holds too much."""
        self._pages += 1
        used_up = self._pages >= self._limits.pages
        if (used_up or worker.memory() > self._limits.resting_bytes) and not self._renewing:
            self._renewing = True
            threading.Thread(target=self._renew_behind, name="renewal", daemon=True).start()

    def _fresh_worker(self) -> Worker:
        """A living worker that has been told to load the model."""
        with self._turn:
            if self._worker is None or not self._worker.alive:
                self._renew(load=True)
            worker = self._worker
        if worker is None:
            raise WorkerDiedError("the server is ending")
        if not worker.told_to_load:
            worker.load()
        return worker

    def _replace(self) -> None:
        """End the worker and have another load the model while nobody waits for it yet."""
        with self._turn:
            worker = self._worker
            self._renew(load=True)
        if worker:
            worker.end()

    def _renew_behind(self) -> None:
        """Have another worker load the model while this one goes on, then take its place."""
        new = Worker(self._limits.seconds)
        me = object()
        try:
            new.load()
            new.wait_until_loaded()
            with self._turn:
                self._line.append(me)
                while self._line[0] is not me:
                    self._turn.wait(LOOK_SECONDS)
                self._leave(me)
                if not self._closed.is_set():
                    new, self._worker = self._worker or new, new
                    self._pages = 0
                self._renewing = False
        finally:
            if new is not self._worker:
                new.end()

    def _renew(self, *, load: bool) -> None:
        """Put a new worker in the place of the old. The caller holds the lock, and ends the old."""
        if self._closed.is_set():
            self._worker = None
            return
        self._worker = Worker(self._limits.seconds)
        self._pages = 0
        if load:
            self._worker.load()

    def _rest_when_idle(self) -> None:
        """Give back the model's memory: a worker that has only its libraries imported is half as
        large, and has the model again within a second."""
        pause = min(self._limits.idle_seconds / 4, 10.0)
        while not self._closed.wait(pause):
            with self._turn:
                idle = time.monotonic() - self._last_used > self._limits.idle_seconds
                worker = self._worker
                rests = worker is None or not worker.told_to_load
                if not idle or rests or self._line:
                    continue
                self._renew(load=False)
            if worker:
                worker.end()
            log.info("idle: the language model's memory is given back")
