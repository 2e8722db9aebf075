"""Thousands of made-up inputs on both ways in, the page's and the API's: no crash, no hang, no word
out of its place. `make nightly` tries twenty times as many (CAVEAT_FUZZ).
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

import pytest
import schemathesis
from conftest import EXTENSION, PORT, ExtensionClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from caveat.annotations.wire import to_wire
from caveat.article.errors import NoArticleError
from caveat.page.errors import UnreadablePageError
from caveat.page.html_file import page_from_html
from caveat.page.page import Page
from caveat.page.snapshot import page_from_snapshot
from caveat.pipeline import analyze_page
from caveat.schema import openapi, validate
from caveat.web.app import create_app
from caveat.web.settings import Settings
from caveat.worker.analysis import answer_to
from in_process import InProcess

TIMES = int(os.environ.get("CAVEAT_FUZZ", "1"))

BODIES, SNAPSHOTS, FILES, REQUESTS = 2500, 900, 900, 700
"""5,000 inputs in all, spent where they are cheap and where they find most."""


def fuzzed(inputs: int) -> settings:
    return settings(
        max_examples=inputs * TIMES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )


# What pages are made of, and what breaks them: marks that open and never close, directions,
# surrogates, every kind of white space, letters outside the first plane, words that are looked for.
PIECES = [
    *("“", "”", '"', "'", "‘", "’", "«", "»", "「", "」", "…", "—", ".", "!", "?", ",", ":", ";"),
    *(" ", "\n", "\t", "\r", "\u00a0", "\u200b", "\u202e", "\u2028", "\ufeff", "\u0301", "\x0b"),
    *("said", "warned", "could", "risk", "fail", "may", "he", "Marta Lindqvist", "according to"),
    *("The dam could fail in spring", "“Nobody should sleep below it,” she said.", "不", "风险"),
    *("😀", "𝒳", "\ud800", "\udfff", "\x00", "\ufffe", "&", "<", ">", "&amp;", "]]>", "<!--", "%s"),
    *("a" * 300, " " * 300, "“" * 50, "(" * 50, "1" * 50, "-" * 50, "." * 50, "\n" * 50),
]
words = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=10).map("".join)
TAGS = [
    *("p", "div", "article", "section", "main", "h1", "h2", "blockquote", "q", "span", "em", "a"),
    *("ul", "li", "table", "tr", "td", "br", "img", "figure", "figcaption", "aside", "nav", "time"),
    *("script", "style", "svg", "math", "template", "iframe", "pre", "custom-element", "title"),
]
NAMES = [
    "id",
    "class",
    "itemprop",
    "itemtype",
    "role",
    "href",
    "datetime",
    "content",
    "lang",
    "dir",
]
VALUES = [
    *("articleBody", "headline", "author", "comment", "byline", "http://schema.org/NewsArticle"),
    *("en", "zh", "x-klingon", "2026-01-02T03:04:05Z", "9999-99-99", "javascript:alert(1)", ""),
]
attributes = st.dictionaries(
    st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=12), max_size=3
)


NOT_CARRIED = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """As the extension writes text: what XML cannot carry replaced, one for one."""
    carried = "".join(
        c if c in "\n\t" or " " <= c < "\ufffe" or c > "\uffff" else "\ufffd" for c in text
    )
    carried = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in carried)
    return carried.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(tag: str, given_: dict[str, str], inside: list[str]) -> str:
        names = "".join(
            f' {k}="{escaped(v).replace(chr(34), "&quot;")}"' for k, v in given_.items()
        )
        return f"<{tag}{names}>{''.join(inside)}</{tag}>"

    return st.builds(written, st.sampled_from(TAGS), attributes, st.lists(children, max_size=4))


trees = st.recursive(words.map(escaped), element, max_leaves=12)
snapshots = st.builds(
    lambda title, body: f"<html><head><title>{title}</title></head><body>{body}</body></html>",
    words.map(escaped),
    st.lists(trees, max_size=4).map("".join),
)
soup = st.lists(
    trees
    | words
    | st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])
    | st.sampled_from(
        ["<!--", "-->", "<!DOCTYPE html>", "<![CDATA[", "<?x", "&#0;", "&#xD800;", "<a b='"]
    ),
    max_size=12,
).map("".join)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=8,
)
requests = st.fixed_dictionaries(
    {
        "url": words | st.just("https://news.test/2026/dam") | json_values,
        "title": words | json_values,
        "language": st.sampled_from([None, "en", "zh", "EN-us", "xx"]) | words | json_values,
        "page": snapshots | soup | json_values,
    }
)
bodies = (
    st.binary(max_size=200)
    | json_values.map(json.dumps).map(str.encode)
    | requests.map(json.dumps).map(str.encode)
    | st.builds(
        lambda whole, cut, byte: whole[:cut] + byte + whole[cut + 1 :],
        requests.map(json.dumps).map(str.encode),
        st.integers(0, 400),
        st.binary(max_size=2),
    )
)


def as_bytes(text: str) -> bytes:
    """UTF-8, wrong where there is a lone surrogate."""
    return text.encode("utf-8", "surrogatepass")


def check(page: Page) -> None:
    """Every annotation of the page stands where it says, in both of its units."""
    try:
        analysis = analyze_page(page, anyway=True)
    except NoArticleError:
        return
    wire = to_wire(analysis, page)
    validate(wire, "analysis")
    text = wire["article"]["text"]
    utf16 = page.text.encode("utf-16-le", "surrogatepass")
    for annotation in (*wire["quotes"], *wire["risks"]):
        assert text[annotation["start"] : annotation["end"]] == annotation["text"]
        target = annotation["target"]
        if target:
            start, end = target["position"]["start"], target["position"]["end"]
            exact = utf16[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
            assert exact == target["quote"]["exact"]


@fuzzed(BODIES)
@given(body=bodies)
def test_any_body_gets_an_answer_that_the_extension_knows(body: bytes) -> None:
    answer = answer_to(body)
    assert answer.fault is None
    content = json.loads(answer.body)
    if answer.status == 200:
        validate(content, "analysis")
    else:
        validate(content, "problem")
        assert content["status"] == answer.status
        assert answer.status in (400, 422)


@fuzzed(SNAPSHOTS)
@given(snapshot=snapshots)
def test_any_snapshot_is_read_to_its_end(snapshot: str) -> None:
    check(page_from_snapshot(snapshot))


@fuzzed(FILES)
@given(
    content=soup.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=400)
)
def test_any_file_is_read_to_its_end(content: bytes) -> None:
    try:
        page = page_from_html(content)
    except UnreadablePageError:
        return
    check(page)


# The API, as it describes itself

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
api = schemathesis.openapi.from_dict(openapi())
OPERATIONS = [each.ok() for each in api.get_all_operations() if isinstance(each, Ok)]


@pytest.fixture
def asked(client: ExtensionClient, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("caveat.web.gate.is_own_users", lambda _address, _port: True)
    return client


@fuzzed(REQUESTS // 8)
@given(data=st.data(), honest=st.booleans())
@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_the_api_answers_as_it_describes(
    asked: ExtensionClient, operation: Any, data: st.DataObject, honest: bool
) -> None:
    case = data.draw(operation.as_strategy())
    headers = {"Host": f"127.0.0.1:{PORT}"}
    if honest:
        headers |= {"Origin": EXTENSION, "X-Caveat": "1"}
        if operation.path == "/api/analyses":
            headers["X-Caveat-Proof"] = asked.proof()
    response = case.call(
        base_url=f"http://127.0.0.1:{PORT}", app=asked.application, headers=headers
    )
    case.validate_response(response, checks=CHECKS)


def test_the_description_is_the_one_that_the_server_publishes(tmp_path: Any) -> None:
    client = create_app(Settings(port=PORT, data=tmp_path), InProcess()).test_client()
    published = client.get("/api/openapi.json", base_url=f"http://127.0.0.1:{PORT}")
    assert published.get_json() == openapi()
    routes = {
        str(rule): {method.lower() for method in rule.methods or () if method in ("GET", "POST")}
        for rule in client.application.url_map.iter_rules()
        if str(rule).startswith("/api")
    }
    assert routes == {path: set(each) for path, each in openapi()["paths"].items()}
