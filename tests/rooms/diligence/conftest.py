"""The checklists and the doors to them, for whoever acts."""

import pytest

from allied.cli.main import main
from allied.people.scope import OURS
from allied.rooms.diligence import commands
from tests.conftest import NOON
from tests.rooms.diligence.doors import Api
from tests.rooms.diligence.stage import Browser


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


@pytest.fixture
def joint(cast):
    return commands.open_checklist(by=cast.maya, alliance=cast.alliance, now=NOON)


@pytest.fixture
def own(cast):
    return commands.open_checklist(by=cast.maya, alliance=cast.alliance, audience=OURS, now=NOON)


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)
