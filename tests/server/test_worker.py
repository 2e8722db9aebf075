"""The process that analyses: what no page can do to it, and what it costs nobody else."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import psutil
import pytest
from conftest import ARTICLE
from real_server import article, request_for, wait_until

from caveat.refusals import RefusedError
from caveat.worker.analyst import Analyst, GoneError, Limits
from caveat.worker.answer import Answer

STRICT = Limits(seconds=4.0)
LONG = article(40_000)
"""An analysis of it takes far longer than these tests allow."""

LINK = '<a href="/">More news here today</a>'

GOOD = request_for(f"<html><body>{ARTICLE}</body></html>")


def stays() -> bool:
    return False


@pytest.fixture(scope="module")
def analyst() -> Iterator[Analyst]:
    analyst = Analyst(STRICT)
    analyst.start()
    yield analyst
    analyst.close()


def answer_of(analyst: Analyst, body: bytes, is_gone: Callable[[], bool] = stays) -> Answer:
    (whole,) = analyst.answers(body, is_gone, early=False)
    return whole


def problem(answer: Answer) -> str:
    name: str = json.loads(answer.body)["type"]
    return name.removeprefix("urn:caveat:problem:")


def nested(depth: int) -> str:
    return f"<html><body>{'<div>' * depth}x{'</div>' * depth}</body></html>"


HOSTILE: dict[str, tuple[bytes, set[str]]] = {
    "no JSON": (b"{", {"bad-request"}),
    "nothing": (b"", {"bad-request"}),
    "not UTF-8": (b'{"page": "\xff\xfe"}', {"bad-request"}),
    "deep JSON": (b"[" * 1_000_000, {"bad-request"}),
    "deep JSON in its place": (
        b'{"url": ' + b'{"a":' * 200_000 + b"1" + b"}" * 200_000 + b"}",
        {"bad-request"},
    ),
    "a huge number": (b'{"url": ' + b"9" * 1_000_000 + b"}", {"bad-request"}),
    "NaN": (b'{"url": NaN}', {"bad-request"}),
    "a nesting bomb": (request_for(nested(500_000)), {"bad-request"}),
    "deep, but well-formed": (request_for(nested(1_000)), {"no-article"}),
    "an entity bomb": (
        request_for('<!DOCTYPE html [<!ENTITY a "aaaa">]><html><body>&a;</body></html>'),
        {"bad-request"},
    ),
    "a million elements": (
        request_for(f"<html><body>{'<b/>' * 1_000_000}</body></html>"),
        {"no-article", "timed-out", "too-large"},
    ),
    "fifteen megabytes of one text": (
        request_for(f"<html><body><p>{'a' * 15_000_000}</p></body></html>"),
        {"no-article", "unknown-language", "timed-out", "too-large"},
    ),
    "white space without end": (
        request_for(f"<html><head><title>{' ' * 60_000}|</title></head>"
        f"<body><article><p>{' ' * 3_000_000}.</p></article></body></html>"),
        {"no-article", "timed-out", "too-large"},
    ),
    "a page of characters that no encoder takes": (
        b'{"url": "\\ud800", "title": "\\udfff", "language": null, "page": "<html>\\ud800</html>"}',
        {"no-article"},
    ),
    "one tag with a hundred thousand attributes": (
        request_for("<html><body " + " ".join(f'a{n}=""' for n in range(100_000)) + "/></html>"),
        {"no-article", "bad-request", "timed-out"},
    ),
    "a hundred thousand links": (
        request_for(f"<html><body>{LINK * 100_000}</body></html>"),
        {"no-article", "unknown-language", "timed-out", "too-large"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_body_gets_a_clear_refusal_and_the_next_page_its_analysis(
    analyst: Analyst, body: str
) -> None:
    content, expected = HOSTILE[body]
    answer = answer_of(analyst, content)
    assert problem(answer) in expected
    assert answer_of(analyst, GOOD).status == 200


def test_an_analysis_that_takes_too_long_is_really_ended(analyst: Analyst) -> None:
    assert analyst.worker_pid
    worker = psutil.Process(analyst.worker_pid)
    assert problem(answer_of(analyst, request_for(LONG))) == "timed-out"
    assert not worker.is_running()
    assert answer_of(analyst, GOOD).status == 200


def test_an_analysis_that_takes_too_much_memory_is_ended() -> None:
    analyst = Analyst(replace(STRICT, seconds=30.0, memory_bytes=400 * 1024**2))
    analyst.start()
    try:
        assert problem(answer_of(analyst, request_for(LONG))) == "too-large"
        assert answer_of(analyst, GOOD).status == 200
    finally:
        analyst.close()


def test_an_analysis_that_nobody_waits_for_is_ended(analyst: Analyst) -> None:
    asked = threading.Event()
    assert analyst.worker_pid
    worker = psutil.Process(analyst.worker_pid)
    threading.Timer(0.3, asked.set).start()
    with pytest.raises(GoneError):
        answer_of(analyst, request_for(LONG), asked.is_set)
    assert not worker.is_running()
    assert answer_of(analyst, GOOD).status == 200


def test_one_who_gives_up_waiting_leaves_the_queue(analyst: Analyst) -> None:
    first = threading.Thread(target=answer_of, args=(analyst, request_for(LONG)))
    first.start()
    wait_until(lambda: analyst._line)
    with pytest.raises(GoneError):
        answer_of(analyst, GOOD, lambda: True)
    first.join()
    assert analyst._line == []
    assert answer_of(analyst, GOOD).status == 200


def test_the_queue_is_bounded_and_in_order(analyst: Analyst) -> None:
    done: list[int] = []

    def ask(number: int) -> None:
        answer_of(analyst, GOOD if number else request_for(LONG))
        done.append(number)

    threads = []
    for number in range(STRICT.waiting + 1):
        threads.append(threading.Thread(target=ask, args=(number,)))
        threads[-1].start()
        wait_until(lambda: len(analyst._line) == len(threads))
    with pytest.raises(RefusedError):
        answer_of(analyst, GOOD)
    for thread in threads:
        thread.join()
    assert done == list(range(STRICT.waiting + 1))


def test_a_worker_that_dies_costs_one_answer(analyst: Analyst) -> None:
    assert answer_of(analyst, GOOD).status == 200
    assert analyst.worker_pid
    psutil.Process(analyst.worker_pid).kill()
    answer_of(analyst, GOOD)  # a failure, or not if the death was seen in time
    assert answer_of(analyst, GOOD).status == 200


def test_the_worker_is_renewed_after_so_many_pages_and_nobody_waits_for_it() -> None:
    analyst = Analyst(replace(STRICT, pages=3))
    analyst.start()
    try:
        first = analyst.worker_pid
        for _ in range(4):
            assert answer_of(analyst, GOOD).status == 200
        wait_until(lambda: analyst.worker_pid != first)
        assert answer_of(analyst, GOOD).status == 200
        wait_until(lambda: not psutil.pid_exists(first or 0))
    finally:
        analyst.close()


def test_an_idle_worker_gives_its_memory_back_and_wakes_when_asked() -> None:
    analyst = Analyst(replace(STRICT, idle_seconds=0.5))
    analyst.start()
    try:
        assert answer_of(analyst, GOOD).status == 200
        busy = analyst.worker_pid
        assert busy
        used = psutil.Process(busy).memory_info().rss
        wait_until(lambda: analyst.worker_pid != busy)
        resting = psutil.Process(analyst.worker_pid or 0)
        assert resting.memory_info().rss < 0.7 * used
        analyst.wake()
        assert answer_of(analyst, GOOD).status == 200
    finally:
        analyst.close()


def test_a_closed_analyst_ends_what_is_under_way() -> None:
    analyst = Analyst(STRICT)
    analyst.start()
    worker = psutil.Process(analyst.worker_pid or 0)
    refused: list[type] = []

    def ask() -> None:
        with pytest.raises(RefusedError):
            answer_of(analyst, request_for(LONG))
        refused.append(RefusedError)

    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(lambda: analyst._line)
    analyst.close()
    asking.join()
    assert refused
    assert not worker.is_running()
    with pytest.raises(RefusedError):
        answer_of(analyst, GOOD)
