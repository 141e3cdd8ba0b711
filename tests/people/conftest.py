"""Passwords in these tests are hashed fast: what is tried is who gets in, not how long guessing takes."""

import pytest


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
