"""Doors through which the tests of the reader enter."""

import pytest

from tests.rooms.diligence.stage import Browser


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)
