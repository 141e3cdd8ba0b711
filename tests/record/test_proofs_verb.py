"""`allied record`: the head of a joint log, and the proof that it only grew."""

import json

import pytest

from allied.cli.main import main

NAME = "Cold Brew Venture"


@pytest.fixture(autouse=True)
def no_new_start(monkeypatch):
    monkeypatch.setattr("allied.cli.record.start", lambda: None)


def said(capsys, *words: str) -> tuple[int, str, str]:
    code = main(["record", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_the_head_of_now_is_told_for_people_and_for_scripts(cast, capsys):
    by = ("--as", cast.daniel.email)
    code, text, _ = said(capsys, "head", NAME, *by)
    log = cast.alliance.log
    assert (code, text.split()) == (0, [log.origin, str(log.size), log.root])
    assert json.loads(said(capsys, "head", NAME, *by, "--json")[1])["root"] == log.root


def test_a_kept_head_is_a_beginning_of_the_log_or_contradicts_it(cast, capsys):
    by = ("--as", cast.daniel.email, "--json")
    code, text, _ = said(capsys, "consistency", NAME, "--from", "3", *by)
    found = json.loads(text)
    assert (code, found["holds"], found["new"]["size"]) == (0, True, cast.alliance.log.size)
    kept = f"{found['old']['origin']} 3 {found['old']['root']}"
    assert said(capsys, "consistency", NAME, "--from", kept, *by)[0] == 0
    assert said(capsys, "consistency", NAME, "--from", kept, "--to", "5", *by)[0] == 0
    forged = f"3 {found['new']['root']}"
    code, _, error = said(capsys, "consistency", NAME, "--from", forged, *by)
    assert (code, "keep both as evidence" in error) == (30, True)


@pytest.mark.parametrize("kept", ["9999", "yesterday", "-3", ""])
def test_what_is_no_head_of_this_log_is_refused(cast, capsys, kept):
    words = ("consistency", NAME, f"--from={kept}", "--as", cast.daniel.email)
    code, out, error = said(capsys, *words)
    assert (code, out) == (1, "")
    assert "size" in error


def test_a_stranger_finds_no_such_alliance(cast, capsys):
    code, _, error = said(capsys, "head", NAME, "--as", cast.zed.email)
    assert code == 1
    assert "there is no such alliance" in error
