"""The command line for the checks before an alliance."""

import pytest

from allied.cli.main import main


@pytest.fixture
def allied(capsys):
    def run(*words, by):
        code = main([*words, "--as", by.email])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
