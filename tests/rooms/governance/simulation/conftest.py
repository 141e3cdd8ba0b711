"""What tests of the simulator share: a starter blueprint, and the command line."""

import json

import pytest

from allied.cli.main import main
from tests.rooms.governance.cases import started


@pytest.fixture
def blueprint(cast, moment):
    return started(cast, moment)


@pytest.fixture
def cli(cast, capsys, monkeypatch):
    def run(person, *words):
        monkeypatch.setenv("ALLIED_AS", person.email if person else "")
        code = main([*words, "--json"])
        out = capsys.readouterr()
        return code, json.loads(out.out) if code == 0 else out.err

    return run
