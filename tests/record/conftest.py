"""What tests of the verifier share: a run of it, with and without PyNaCl."""

import pytest

from allied.record import verifier
from allied.record.bundle import BundleContents
from tests.record.support import bundled


@pytest.fixture(params=["PyNaCl", "plain Python"])
def either(request, monkeypatch):
    """A test that takes this runs with PyNaCl and without it."""
    if request.param == "plain Python":
        monkeypatch.setattr(verifier, "sodium", None)


@pytest.fixture
def verify(tmp_path, capsys):
    """Runs the verifier over a bundle: exit code and printed lines."""

    def run(bundle: bytes | BundleContents, *arguments: str) -> tuple[int, list[str]]:
        path = tmp_path / "bundle.zip"
        path.write_bytes(bundle if isinstance(bundle, bytes) else bundled(bundle))
        code = verifier.main([str(path), *arguments])
        return code, capsys.readouterr().out.splitlines()

    return run
