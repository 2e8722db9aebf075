"""Pairing: how an extension comes to be allowed, by whose word, and what it must prove then."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import EXTENSION, PORT, ExtensionClient
from hypothesis import given
from hypothesis import strategies as st
from test_api import assert_problem, request_for

from caveat.pairing.challenges import GOOD_SECONDS, MOST, Challenges
from caveat.pairing.desk import (
    INTERVAL_SECONDS,
    PATIENCE_SECONDS,
    REQUESTS_AN_INTERVAL,
    WRONG_CODES,
    DeskBusyError,
    PairingDesk,
)
from caveat.pairing.proof import (
    extension_proof,
    is_proof,
    message,
    new_token,
    server_keys,
    server_proof,
)
from caveat.pairing.store import PairingStore
from caveat.schema import validate

OTHER = "moz-extension://0f7d3b52-8f5e-4a58-9d8e-0c2f3a1b4c5d"
OWN = f"http://127.0.0.1:{PORT}"
PAGE = {"Origin": None, "X-Caveat": None, "Sec-Fetch-Site": "none"}
"""Headers of a tab that the extension opens."""
FORM = {"Origin": OWN, "X-Caveat": None, "Sec-Fetch-Site": "same-origin"}

bytes32 = st.binary(min_size=32, max_size=32)


@pytest.fixture(autouse=True)
def own_user(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The client of these tests has no socket: whose it is stands in this list."""
    answers = [True]
    monkeypatch.setattr("caveat.web.gate.is_own_users", lambda _address, _port: answers[-1])
    return answers


def ask(client: ExtensionClient, origin: str = OTHER) -> Any:
    return client.post("/api/pairing-requests", json={}, headers={"Origin": origin})


def outcome(client: ExtensionClient, handle: str, origin: str = OTHER) -> Any:
    return client.post(
        "/api/pairing-requests/outcome", json={"handle": handle}, headers={"Origin": origin}
    )


def secret_of(page: str, action: str) -> str:
    form = re.search(rf'<form[^>]*action="{action}".*?name="secret" value="([^"]+)"', page, re.S)
    assert form
    return form[1]


def press(client: ExtensionClient, answer: str, **headers: str | None) -> str:
    """Press a button of the pairing page; what the page says then."""
    page = client.get("/pairing", headers=PAGE).get_data(as_text=True)
    form = {"secret": secret_of(page, "/pairing/answer"), "answer": answer}
    sent = client.post("/pairing/answer", data=form, headers={**FORM, **headers})
    assert sent.status_code == 303
    return client.get(sent.headers["Location"], headers=PAGE).get_data(as_text=True)


def test_allowed_on_the_servers_page_the_extension_gets_its_token(
    client: ExtensionClient, store: PairingStore
) -> None:
    asked = ask(client)
    assert asked.status_code == 201
    validate(asked.get_json(), "PairingRequested")
    handle, code = asked.get_json()["handle"], asked.get_json()["code"]
    page = client.get("/pairing", headers=PAGE).get_data(as_text=True)
    assert f"{code[:3]} {code[3:]}" in page
    assert OTHER in page
    assert outcome(client, handle).get_json() == {"state": "waiting", "token": None}
    assert store.find(OTHER) is None
    assert "Allowed" in press(client, "allow")
    answer = outcome(client, handle).get_json()
    validate(answer, "PairingOutcome")
    pairing = store.find(OTHER)
    assert pairing
    assert pairing.keys == server_keys(bytes.fromhex(answer["token"]))
    # The token is told once, and stored nowhere.
    assert_problem(outcome(client, handle), 410, "pairing-expired")
    stored = b"".join(file.read_bytes() for file in store.folder.iterdir()).decode()
    assert answer["token"] not in stored


def test_denied_nothing_is_paired(client: ExtensionClient, store: PairingStore) -> None:
    handle = ask(client).get_json()["handle"]
    assert "Not allowed" in press(client, "deny")
    assert_problem(outcome(client, handle), 403, "pairing-denied")
    assert store.find(OTHER) is None


def test_the_code_allows_from_a_terminal(client: ExtensionClient, store: PairingStore) -> None:
    asked = ask(client).get_json()
    said = client.post(
        "/api/pairing-requests/approval", json={"code": asked["code"]}, headers={"Origin": None}
    )
    assert said.get_json() == {"origin": OTHER}
    assert outcome(client, asked["handle"]).get_json()["state"] == "allowed"
    assert store.find(OTHER)


def test_a_browser_may_not_allow_by_code(client: ExtensionClient) -> None:
    code = ask(client).get_json()["code"]
    for origin in (OTHER, EXTENSION, OWN, "https://evil.test"):
        answer = client.post(
            "/api/pairing-requests/approval", json={"code": code}, headers={"Origin": origin}
        )
        assert_problem(answer, 403, "forbidden-origin")


def test_the_handle_is_the_askers_alone(client: ExtensionClient) -> None:
    handle = ask(client).get_json()["handle"]
    press(client, "allow")
    assert_problem(outcome(client, handle, EXTENSION), 410, "pairing-expired")
    assert_problem(outcome(client, "guess"), 410, "pairing-expired")
    assert outcome(client, handle).get_json()["token"]


def test_another_extension_has_to_wait(client: ExtensionClient) -> None:
    ask(client)
    assert_problem(ask(client, EXTENSION), 429, "pairing-busy")
    assert ask(client).status_code == 201


def test_a_request_that_is_withdrawn_makes_room(client: ExtensionClient) -> None:
    handle = ask(client).get_json()["handle"]
    path = "/api/pairing-requests/withdrawal"
    client.post(path, json={"handle": handle}, headers={"Origin": EXTENSION})
    client.post(path, json={"handle": "guess"}, headers={"Origin": OTHER})
    assert outcome(client, handle).get_json()["state"] == "waiting"
    client.post(path, json={"handle": handle}, headers={"Origin": OTHER})
    assert_problem(outcome(client, handle), 410, "pairing-expired")
    assert ask(client, EXTENSION).status_code == 201


def test_another_users_program_can_neither_ask_nor_see_nor_allow(
    client: ExtensionClient, own_user: list[bool]
) -> None:
    code = ask(client).get_json()["code"]
    page = client.get("/pairing", headers=PAGE).get_data(as_text=True)
    own_user.append(False)
    assert_problem(ask(client), 403, "forbidden-origin")
    assert_problem(client.get("/pairing", headers=PAGE), 403, "forbidden-origin")
    form = {"secret": secret_of(page, "/pairing/answer"), "answer": "allow"}
    assert_problem(client.post("/pairing/answer", data=form, headers=FORM), 403, "forbidden-origin")
    by_code = client.post(
        "/api/pairing-requests/approval", json={"code": code}, headers={"Origin": None}
    )
    assert_problem(by_code, 403, "forbidden-origin")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": EXTENSION},
        {"Origin": f"http://localhost:{PORT}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_only_the_page_itself_may_press_its_buttons(
    client: ExtensionClient, headers: dict[str, str | None]
) -> None:
    handle = ask(client).get_json()["handle"]
    page = client.get("/pairing", headers=PAGE).get_data(as_text=True)
    form = {"secret": secret_of(page, "/pairing/answer"), "answer": "allow"}
    answer = client.post("/pairing/answer", data=form, headers={**FORM, **headers})
    assert_problem(answer, 403, "forbidden-origin")
    assert outcome(client, handle).get_json()["state"] == "waiting"


def test_a_form_without_its_secret_does_nothing(client: ExtensionClient) -> None:
    handle = ask(client).get_json()["handle"]
    for data in ({"answer": "allow"}, {"answer": "allow", "secret": "guess"}, {}):
        sent = client.post("/pairing/answer", data=data, headers=FORM)
        assert sent.headers["Location"].endswith("said=gone")
    sent = client.post("/pairing/revoke", data={"origin": EXTENSION}, headers=FORM)
    assert sent.headers["Location"].endswith("said=gone")
    assert outcome(client, handle).get_json()["state"] == "waiting"


def test_the_page_of_an_older_request_answers_nothing(client: ExtensionClient) -> None:
    ask(client)
    page = client.get("/pairing", headers=PAGE).get_data(as_text=True)
    handle = ask(client).get_json()["handle"]
    form = {"secret": secret_of(page, "/pairing/answer"), "answer": "allow"}
    client.post("/pairing/answer", data=form, headers=FORM)
    assert outcome(client, handle).get_json()["state"] == "waiting"


def test_revoked_on_the_page_it_is_refused_at_once(
    client: ExtensionClient, store: PairingStore, snapshot: str
) -> None:
    proof = client.proof()
    page = client.get("/pairing", headers=PAGE).get_data(as_text=True)
    form = {"secret": secret_of(page, "/pairing/revoke"), "origin": EXTENSION}
    client.post("/pairing/revoke", data=form, headers=FORM)
    assert store.all() == []
    refused = client.post(
        "/api/analyses", json=request_for(snapshot), headers={"X-Caveat-Proof": proof}
    )
    assert_problem(refused, 403, "not-paired")
    assert_problem(client.post("/api/handshakes", json={"nonce": "0" * 64}), 403, "not-paired")


def test_the_page_is_text_and_nothing_else(client: ExtensionClient, store: PairingStore) -> None:
    store.add('chrome-extension://<script>alert("x")</script>', server_keys(new_token()))
    answer = client.get("/pairing", headers=PAGE)
    page = answer.get_data(as_text=True)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"\son\w+=|style=|javascript:", page)
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for"):
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_page_speaks_the_readers_language(client: ExtensionClient) -> None:
    answer = client.get("/pairing", headers={**PAGE, "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"})
    assert "已配对的扩展" in answer.get_data(as_text=True)


# The proofs


def test_without_a_proof_nothing_is_analysed(client: ExtensionClient, snapshot: str) -> None:
    used = client.proof()
    first = client.post(
        "/api/analyses", json=request_for(snapshot), headers={"X-Caveat-Proof": used}
    )
    assert first.status_code == 200
    nonce = used.partition(".")[0]
    for proof in (None, "", "x", used, f"{nonce}.", "é.é", client.proof(new_token())):
        answer = client.post(
            "/api/analyses", json=request_for(snapshot), headers={"X-Caveat-Proof": proof}
        )
        assert_problem(answer, 403, "wrong-proof")


def test_the_server_proves_itself_for_this_port_and_this_question_alone(
    client: ExtensionClient,
) -> None:
    nonce = new_token()
    answer = client.post("/api/handshakes", json={"nonce": nonce.hex()}).get_json()
    validate(answer, "Handshake")
    keys = server_keys(client.token)
    theirs = bytes.fromhex(answer["nonce"])
    proof = bytes.fromhex(answer["proof"])
    assert proof == server_proof(keys, message(PORT, EXTENSION, nonce, theirs))
    for signed in (
        message(PORT + 1, EXTENSION, nonce, theirs),
        message(PORT, OTHER, nonce, theirs),
        message(PORT, EXTENSION, new_token(), theirs),
    ):
        assert proof != server_proof(keys, signed)


@given(token=bytes32, signed=st.binary(max_size=200), wrong=st.binary(max_size=64))
def test_a_proof_is_the_token_holders_and_nobody_elses(
    token: bytes, signed: bytes, wrong: bytes
) -> None:
    keys = server_keys(token)
    proof = extension_proof(token, signed)
    assert is_proof(keys, signed, proof)
    assert not is_proof(keys, signed + b"x", proof)
    assert not is_proof(keys, signed, bytes([proof[0] ^ 1]) + proof[1:])
    assert wrong == proof or not is_proof(keys, signed, wrong)
    # What the server stores makes no proof.
    assert not is_proof(keys, signed, extension_proof(keys.stored, signed))
    assert not is_proof(keys, signed, server_proof(keys, signed))


def test_a_nonce_is_good_once_and_for_its_origin() -> None:
    challenges = Challenges()
    nonce = challenges.give(EXTENSION, b"n")
    assert challenges.take(nonce, OTHER) is None
    assert challenges.take(nonce, EXTENSION) is None
    nonce = challenges.give(EXTENSION, b"n")
    assert challenges.take(nonce, EXTENSION)
    assert challenges.take(nonce, EXTENSION) is None


def test_an_old_nonce_is_good_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("caveat.pairing.challenges.time.monotonic", lambda: now[0])
    challenges = Challenges()
    nonce = challenges.give(EXTENSION, b"n")
    now[0] = GOOD_SECONDS + 1
    assert challenges.take(nonce, EXTENSION) is None


def test_handshakes_without_end_use_no_more_memory() -> None:
    challenges = Challenges()
    for _ in range(3 * MOST):
        challenges.give(EXTENSION, b"n")
    assert len(challenges._open) == MOST


# The desk


def test_a_request_waits_two_minutes() -> None:
    now = [0.0]
    desk = PairingDesk(lambda: now[0])
    asked = desk.ask(OTHER)
    now[0] = PATIENCE_SECONDS
    assert desk.waiting() is asked
    now[0] += 1
    assert desk.waiting() is None
    assert desk.answer(asked.form_secret, allow=True) is None
    assert desk.allow_by_code(asked.code) is None
    assert desk.outcome(asked.handle, OTHER) is None


def test_requests_are_rate_limited() -> None:
    now = [0.0]
    desk = PairingDesk(lambda: now[0])
    for _ in range(REQUESTS_AN_INTERVAL):
        desk.ask(OTHER)
    with pytest.raises(DeskBusyError):
        desk.ask(OTHER)
    now[0] = INTERVAL_SECONDS + 1
    desk.ask(OTHER)


def test_a_few_wrong_codes_end_the_request() -> None:
    desk = PairingDesk()
    asked = desk.ask(OTHER)
    wrong = f"{(int(asked.code) + 1) % 10**6:06}"
    for _ in range(WRONG_CODES):
        assert desk.allow_by_code(wrong) is None
    assert desk.allow_by_code(asked.code) is None
    assert desk.outcome(asked.handle, OTHER) == "denied"


# Versions


@pytest.mark.parametrize(
    ("version", "status", "name"),
    [
        (None, 400, "bad-request"),
        ("", 400, "bad-request"),
        ("one", 400, "bad-request"),
        ("0", 409, "old-extension"),
        ("2", 409, "old-server"),
    ],
)
def test_versions_that_do_not_fit_say_which_to_update(
    client: ExtensionClient, version: str | None, status: int, name: str
) -> None:
    answer = client.post("/api/handshakes", json={"nonce": "0" * 64}, headers={"X-Caveat": version})
    assert_problem(answer, status, name)
    if status == 409:
        assert f"update the {name.removeprefix('old-')}" in answer.get_json()["detail"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
@pytest.mark.parametrize("path", ["/api/health", "/api/analyses", "/pairing"])
def test_what_a_browser_calls_another_sites_is_refused(
    client: ExtensionClient, path: str, site: str
) -> None:
    for method in ("GET", "POST"):
        answer = client.open(path, method=method, headers={"Sec-Fetch-Site": site})
        assert_problem(answer, 403, "forbidden-origin")


def test_a_compressed_request_is_refused_unread(client: ExtensionClient) -> None:
    answer = client.post(
        "/api/analyses",
        data=b"\x1f\x8b",
        content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )
    assert_problem(answer, 415, "not-json")


def test_the_data_folder_is_the_readers_alone(tmp_path: Path) -> None:
    store = PairingStore(tmp_path / "new" / "deep")
    store.add(EXTENSION, server_keys(new_token()))
    assert store.exposed() == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in [store.folder, *store.folder.iterdir()])
