"""The JSON door and the command line, for whoever acts."""

import pytest

from allied.cli.main import main
from tests.rooms.diligence.doors import Api


@pytest.fixture
def api(cast):
    return lambda person: Api(person, cast)


@pytest.fixture
def cli(cast, capsys, monkeypatch):
    """Runs a verb as somebody and gives its exit code and what it printed."""
    for module in ("risks", "diligence"):
        monkeypatch.setattr(f"allied.cli.{module}.start", lambda: None)

    def run(who, verb, act, *words):
        code = main([verb, act, cast.alliance.name, *words, "--as", who.email])
        out, err = capsys.readouterr()
        return code, out + err

    return run
