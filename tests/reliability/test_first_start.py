"""`allied serve` on an empty data folder: one command, and the browser leads on."""

from contextlib import closing
from urllib.request import urlopen

import pytest

from tests.reliability.stage import wait_until


@pytest.mark.slow
def test_an_empty_installation_is_set_up_and_leads_to_the_first_step(empty):
    with closing(empty("sqlite")) as home:
        home.start("serve", "--port", str(home.port))
        wait_until(home.answers, "the web process answers")
        with urlopen(f"http://127.0.0.1:{home.port}/") as answer:
            assert answer.url.endswith("/start")
            assert "Name of the organisation" in answer.read().decode()
