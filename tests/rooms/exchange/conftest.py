"""Where an alliance may be let in at once: an installation that `allied demo` has made."""

import pytest

COMMON = "demo-pass-1234"


@pytest.fixture
def demo(settings, tmp_path) -> str:
    """The data folder of a demo; gives the common password."""
    settings.DATA = tmp_path
    (tmp_path / "demo-password").write_text(COMMON)
    return COMMON
