"""An installation of its own for each test here, copied from one that is founded once."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from tests.reliability.stage import Founded, Installation, database_of

DUE = 200


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Iterator[Callable[[str], Founded]]:
    """The installation that others are copies of, by kind of database."""
    with ExitStack() as stack:

        @cache
        def make(kind: str) -> Founded:
            folder: Path = tmp_path_factory.mktemp("founded") / kind
            home = Installation(folder, stack.enter_context(database_of(kind)))
            return Founded(folder, home.environment["ALLIED_DATABASE_URL"], home.found(DUE))

        yield make


@pytest.fixture
def installed(tmp_path, founded) -> Iterator[Callable[..., Installation]]:
    """Copies of it; their processes and databases end with the test."""
    with ExitStack() as stack:

        def make(kind: str, **settings: str) -> Installation:
            first = founded(kind)
            shutil.copytree(first.folder, tmp_path / "home")
            url = stack.enter_context(database_of(kind, template=first.url))
            made = Installation(tmp_path / "home", url, **settings)
            made.known = first.known
            stack.callback(made.close)
            return made

        yield make


@pytest.fixture
def empty(tmp_path) -> Iterator[Callable[[str], Installation]]:
    """Places where nothing was installed yet."""
    with ExitStack() as stack:
        yield lambda kind: Installation(tmp_path / "empty", stack.enter_context(database_of(kind)))
