"""Maya with a password, hashed fast: what is tried is who gets in, not how long guessing takes."""

import pytest
from django.core.cache import cache

from allied.people.models import Person
from tests.people.signing_in import PASSWORD


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def forgotten_attempts():
    """Attempts are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def maya(cast) -> Person:
    cast.maya.set_password(PASSWORD)
    cast.maya.save()
    return cast.maya
