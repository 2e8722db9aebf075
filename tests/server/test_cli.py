"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import socket
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from caveat.cli import main
from caveat.schema import validate

TEXT = "“We are ready,” said Ada Brook.\r\n\r\nThe dam could fail and kill hundreds 😀.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plain.txt").write_bytes(TEXT.encode())
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in [TEXT] * 6)
    (tmp_path / "page.html").write_text(
        f"<html><head><title>Dam</title></head><body><article>{paragraphs}</article></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "empty.html").write_bytes(b"")
    return tmp_path


def test_jsonl_prints_one_object_a_file_in_order(folder: Path) -> None:
    files = [str(folder / "plain.txt"), str(folder / "page.html")]
    run = CliRunner().invoke(main, ["analyze", "--format", "jsonl", *files])
    assert run.exit_code == 0
    first, second = [json.loads(line) for line in run.stdout.splitlines()]
    validate(first, "analysis")
    validate(second, "analysis")
    assert first["article"]["text"] == TEXT
    assert second["source"]["title"] == "Dam"
    assert all("target" not in quote for quote in first["quotes"] + second["quotes"])


def test_sensitivity_chooses_how_sure_a_claim_has_to_be(folder: Path) -> None:
    text = "The lake is full. The dam could fail. People fear an attack. Trade may suffer."
    (folder / "dam.txt").write_text(text, encoding="utf-8")
    found = {}
    for level in ("few", "balanced", "all"):
        options = ["--format", "jsonl", "--sensitivity", level]
        run = CliRunner().invoke(main, ["analyze", *options, str(folder / "dam.txt")])
        found[level] = {risk["id"]: risk["level"] for risk in json.loads(run.stdout)["risks"]}
    assert set(found["few"].values()) <= {"few"}
    assert set(found["balanced"].values()) <= {"few", "balanced"}
    assert len(found["few"]) <= len(found["balanced"]) <= len(found["all"])
    assert found["all"]


def test_a_text_file_is_never_changed(folder: Path) -> None:
    run = CliRunner().invoke(main, ["analyze", "--format", "json", str(folder / "plain.txt")])
    assert json.loads(run.stdout)["article"]["text"] == TEXT


def test_standard_input_is_read_as_page_or_text() -> None:
    run = CliRunner().invoke(main, ["analyze", "--format", "jsonl", "-"], input=TEXT)
    assert json.loads(run.stdout)["article"]["text"] == TEXT


def test_an_unusable_file_gets_its_message_and_the_others_are_done(folder: Path) -> None:
    files = [str(folder / "empty.html"), str(folder / "plain.txt")]
    run = CliRunner().invoke(main, ["analyze", "--format", "jsonl", *files])
    assert run.exit_code == 1
    assert "empty.html: The file is empty" in run.stderr
    refused, done = [json.loads(line) for line in run.stdout.splitlines()]
    validate(refused, "analysis")
    assert refused["problem"].startswith("The file is empty")
    assert done["article"]["text"] == TEXT


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_reports_name_speaker_and_claim(folder: Path, form: str) -> None:
    run = CliRunner().invoke(main, ["analyze", "--format", form, str(folder / "plain.txt")])
    assert run.exit_code == 0
    assert "“We are ready,”" in run.stdout
    assert "Ada Brook" in run.stdout
    assert "The dam could fail and kill hundreds" in run.stdout
    assert "\x1b" not in run.stdout


def test_markdown_of_a_hostile_page_stays_text(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_text("“<script>alert(1)</script> *will* fail,” said Ada Brook.", encoding="utf-8")
    run = CliRunner().invoke(main, ["analyze", "--format", "markdown", str(hostile)])
    assert "<script>" not in run.stdout


def test_a_taken_port_says_who_has_it_and_what_to_do() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        run = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert run.exit_code == 1
    assert f"Port {port} is taken" in run.output
    assert f"caveat serve --port {port + 1}" in run.output


def test_extension_prints_the_folder_to_load() -> None:
    run = CliRunner().invoke(main, ["extension"])
    assert (Path(run.stdout.strip()) / "manifest.json").is_file()


def test_both_store_packages_hold_the_extension_and_nothing_else(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["extension", "--zip", str(tmp_path)])
    packages = [Path(line) for line in run.stdout.splitlines()]
    assert len(packages) == 2
    for package in packages:
        with zipfile.ZipFile(package) as archive:
            names = archive.namelist()
        assert "manifest.json" in names
        assert {name.split("/")[0] for name in names} == {"manifest.json", "_locales", "extension"}
