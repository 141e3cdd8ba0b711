"""What tests of this room share: a blueprint, a decision, its pages."""

import pytest
from django.utils import timezone

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
