"""The HTTP interface: what it answers, and whom it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import EXTENSION, ExtensionClient

from caveat import __version__, pipeline
from caveat.page.snapshot import page_from_snapshot
from caveat.quotes.find import find_quotes
from caveat.schema import validate

Json = dict[str, Any]


def request_for(page: str) -> Json:
    return {"url": "https://news.test/dam", "title": "Dam repairs", "language": "en", "page": page}


def test_health_tells_who_answers_and_nothing_else(client: ExtensionClient) -> None:
    answer = client.get("/api/health")
    assert answer.get_json() == {"name": "caveat", "version": __version__}


def test_an_analysis_keeps_to_its_schema(client: ExtensionClient, snapshot: str) -> None:
    answer = client.post("/api/analyses", json=request_for(snapshot))
    assert answer.status_code == 200
    validate(answer.get_json(), "analysis")
    assert answer.get_json()["source"]["url"] == "https://news.test/dam"


def test_offsets_are_code_points_and_targets_utf16(client: ExtensionClient, snapshot: str) -> None:
    analysis = client.post("/api/analyses", json=request_for(snapshot)).get_json()
    page_text = page_from_snapshot(snapshot).text.encode("utf-16-le")
    annotations = [*analysis["quotes"], *analysis["risks"]]
    assert annotations
    for annotation in annotations:
        text = analysis["article"]["text"][annotation["start"] : annotation["end"]]
        assert text == annotation["text"]
        position = annotation["target"]["position"]
        exact = page_text[2 * position["start"] : 2 * position["end"]].decode("utf-16-le")
        assert exact == annotation["target"]["quote"]["exact"] == text


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "the request"),
        ({"url": "u", "title": "t", "language": None, "page": 7}, "page"),
        ({"url": "u", "title": "t", "language": 1, "page": "<html/>"}, "language"),
        ({"url": "u", "title": "t", "language": None, "page": "<html/>", "more": 1}, "the request"),
        ([], "the request"),
    ],
)
def test_a_request_that_is_not_understood_is_named(
    client: ExtensionClient, body: object, named: str
) -> None:
    answer = client.post("/api/analyses", json=body)
    assert_problem(answer, 400, "bad-request")
    assert named in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("page", "status", "name"),
    [
        ("<html><body>", 400, "bad-request"),
        ("<!DOCTYPE html><html><body/></html>", 400, "bad-request"),
        ("<html><body/></html>", 422, "no-article"),
        ("<p>no page</p>", 400, "bad-request"),
    ],
)
def test_a_page_that_cannot_be_used_is_refused(
    client: ExtensionClient, page: str, status: int, name: str
) -> None:
    assert_problem(client.post("/api/analyses", json=request_for(page)), status, name)


def test_an_article_in_a_language_that_is_not_read_is_refused(client: ExtensionClient) -> None:
    sentence = (
        "Die Brücke über den Fluss bleibt wegen dringender Reparaturen bis zum Herbst gesperrt. "
    )
    page = f"<html><body><article>{f'<p>{sentence * 4}</p>' * 5}</article></body></html>"
    answer = client.post("/api/analyses", json=request_for(page))
    assert_problem(answer, 422, "unknown-language")
    assert "en" in answer.get_json()["detail"]


def test_malformed_json_is_refused(client: ExtensionClient) -> None:
    answer = client.post("/api/analyses", data=b"{", content_type="application/json")
    assert_problem(answer, 400, "bad-request")


def test_a_form_post_is_refused(client: ExtensionClient) -> None:
    answer = client.post("/api/analyses", data=b"{}", content_type="text/plain")
    assert_problem(answer, 415, "not-json")


def test_a_request_over_the_limit_is_refused(client: ExtensionClient) -> None:
    client.application.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/api/analyses", json=request_for("x" * 2000))
    assert_problem(answer, 413, "too-large")


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [("GET", "/api/analyses", 405, "wrong-method"), ("GET", "/api/other", 404, "not-found")],
)
def test_other_paths_and_methods_are_refused(
    client: ExtensionClient, method: str, path: str, status: int, name: str
) -> None:
    assert_problem(client.open(path, method=method), status, name)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.test", "null", "http://127.0.0.1:8377", "chrome-extension://a.evil.test"],
)
def test_no_web_origin_is_ever_answered(
    client: ExtensionClient, snapshot: str, origin: str
) -> None:
    answer = client.post("/api/analyses", json=request_for(snapshot), headers={"Origin": origin})
    assert_problem(answer, 403, "forbidden-origin")
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("origin", "is_paired"),
    [
        (EXTENSION, True),
        ("moz-extension://0f7d3b52-8f5e-4a58-9d8e-0c2f3a1b4c5d", False),
        ("chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba", False),
    ],
)
@pytest.mark.parametrize("method", ["OPTIONS", "POST"])
def test_only_a_paired_extension_is_named_to_the_browser(
    client: ExtensionClient, origin: str, is_paired: bool, method: str
) -> None:
    answer = client.open(
        "/api/handshakes",
        method=method,
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-caveat",
        },
    )
    named = {key: value for key, value in answer.headers if key.startswith("Access-Control")}
    assert named.get("Access-Control-Allow-Origin") == (origin if is_paired else None)
    assert bool(named) == is_paired
    assert "Access-Control-Allow-Credentials" not in named


@pytest.mark.parametrize(
    "host", ["evil.test:8377", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.test:8377"]
)
def test_a_rebound_host_name_is_refused(client: ExtensionClient, host: str) -> None:
    answer = client.get("/api/health", host=host)
    assert_problem(answer, 421, "wrong-host")


def test_a_failure_never_shows_a_trace(
    client: ExtensionClient, snapshot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret page text")

    monkeypatch.setattr("caveat.worker.analysis.analyze_page", broken)
    answer = client.post("/api/analyses", json=request_for(snapshot))
    assert_problem(answer, 500, "internal")
    assert "secret" not in answer.get_data(as_text=True)


def assert_problem(answer: Any, status: int, name: str) -> None:
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    validate(problem, "problem")
    assert problem["type"] == f"urn:caveat:problem:{name}"
    assert problem["status"] == status


def test_the_sample_article_is_a_page_that_loads_nothing(client: ExtensionClient) -> None:
    answer = client.get("/sample", headers={"Origin": None})
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<article" in answer.get_data(as_text=True)


def long_page(paragraphs: int = 120) -> str:
    said = "“The wall could fail in a wet spring,” said Marta Lindqvist, the chief engineer. "
    text = "The board met on Monday, and put the question of the wall off until the autumn. "
    return (
        "<html><body><article><h1>Dam</h1>"
        + f"<p>{said}{text * 2}</p>" * paragraphs
        + "</article></body></html>"
    )


def lines_of(client: ExtensionClient, page: str) -> list[Json]:
    answer = client.post(
        "/api/analyses", json=request_for(page), headers={"Accept": "application/x-ndjson"}
    )
    assert answer.status_code == 200
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def test_a_long_articles_opening_is_told_before_the_whole(client: ExtensionClient) -> None:
    first, second = lines_of(client, long_page())
    part, whole = first["part"], second["analysis"]
    validate(part, "analysis")
    validate(whole, "analysis")
    assert whole["article"]["text"].startswith(part["article"]["text"])
    assert len(part["article"]["text"]) < len(whole["article"]["text"]) / 4
    assert part["quotes"]
    for name in ("quotes", "risks"):
        found = {(each["start"], each["end"]) for each in whole[name]}
        assert {(each["start"], each["end"]) for each in part[name]} <= found
        targets = {each["start"]: each["target"]["position"] for each in whole[name]}
        for each in part[name]:
            assert targets[each["start"]] == each["target"]["position"]


def test_what_breaks_after_the_opening_is_told_in_the_last_line(
    client: ExtensionClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_quotes

    def break_on_the_whole(readings: Any) -> Any:
        if len(readings[0].article.text) > pipeline.LONG:
            raise RuntimeError
        return found(readings)

    monkeypatch.setattr(pipeline, "find_quotes", break_on_the_whole)
    first, second = lines_of(client, long_page())
    assert first["part"]["quotes"]
    assert second["problem"]["type"] == "urn:caveat:problem:internal"


def test_a_short_article_or_who_accepts_no_lines_gets_one_object(
    client: ExtensionClient, snapshot: str
) -> None:
    headers = {"Accept": "application/x-ndjson"}
    short = client.post("/api/analyses", json=request_for(snapshot), headers=headers)
    long = client.post("/api/analyses", json=request_for(long_page()))
    assert short.mimetype == long.mimetype == "application/json"
