"""What tests of the doors to an alignment check share."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allied.rooms.thesis.alignment import commands
from tests.rooms.thesis.alignment.stage import thesis_of


@pytest.fixture
def later():
    """The pages read the clock of the machine."""
    return timezone.now()


@pytest.fixture
def running(cast, later):
    thesis_of(cast, later)
    until = (later + timedelta(days=9)).date()
    return commands.start_round(by=cast.maya, alliance=cast.alliance, until=until, now=later)
