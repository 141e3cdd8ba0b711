"""The alliance in which changes are asked for."""

import pytest

from allied.rooms.governance import commands as governance
from tests.conftest import NOON
from tests.rooms.thesis.stage import signed_thesis


@pytest.fixture
def governed(cast):
    """The cast with a signed thesis and the starter blueprint."""
    signed_thesis(cast, NOON)
    governance.start_governance(by=cast.maya, alliance=cast.alliance, now=NOON)
    return cast
