"""What tests of the pages of this room share."""

import pytest

from tests.rooms.diligence.stage import Browser


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)
