"""Browsers for the pages of partner selection."""

import pytest
from django.test import Client

from tests.rooms.selection.pages import BACKEND


@pytest.fixture
def at(cast):
    """A client per person."""

    def client(name):
        made = Client()
        made.force_login(getattr(cast, name), backend=BACKEND)
        return made

    return client
