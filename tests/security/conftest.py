"""What the tests of security share."""

import logging

import pytest


@pytest.fixture
def quietly(caplog: pytest.LogCaptureFixture) -> None:
    """Thousands of addresses are refused on purpose: nobody reads a line about each."""
    caplog.set_level(logging.CRITICAL, logger="django.request")
