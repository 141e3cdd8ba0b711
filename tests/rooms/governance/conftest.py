"""What tests of this room share: a blueprint, a decision, its pages."""

import json

import pytest
from django.utils import timezone

from allied.cli.main import main
from tests.rooms.diligence.doors import Api
from tests.rooms.diligence.stage import Browser
from tests.rooms.governance.cases import raised, started


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)


@pytest.fixture
def moment():
    return timezone.now()


@pytest.fixture
def decision(cast, moment):
    started(cast, moment)
    return raised(cast, moment)


@pytest.fixture
def blueprint(cast, now):
    started(cast, now)


@pytest.fixture
def api(cast):
    return lambda person: Api(person, cast)


@pytest.fixture
def cli(cast, capsys, monkeypatch):
    """Runs a verb as somebody and gives its exit code and what it printed."""

    def run(person, *words):
        monkeypatch.setenv("ALLIED_AS", person.email)
        code = main([*words, "--json"])
        out = capsys.readouterr()
        return code, json.loads(out.out) if code == 0 else out.err

    return run
