"""PostgreSQL is away: a clear page, a clear answer to scripts, and the next request works again."""

import json

import pytest

from tests.reliability.proxy import Proxy
from tests.reliability.stage import free_port, wait_until


@pytest.mark.slow
@pytest.mark.postgres
def test_while_the_database_is_away_everybody_is_told_and_afterwards_it_works(installed):
    home = installed("postgres")
    proxy = Proxy(free_port(), 5432)
    url = home.environment["ALLIED_DATABASE_URL"]
    home.environment["ALLIED_DATABASE_URL"] = url.replace(":5432/", f":{proxy.port}/")
    home.serve()
    wait_until(home.answers, "the web process answers")
    page, cookie = "/", {"Cookie": f"sessionid={home.known['session']}"}
    assert home.ask("GET", page, **cookie)[0] == 200
    assert home.write("before", "key 1")[0] == 201
    for _ in range(2):
        proxy.close()
        for _ in range(3):
            status, headers, text = home.ask("GET", page, **cookie)
            assert (status, headers.get("retry-after")) == (503, "5")
            assert "The database does not answer now" in text
            status, headers, text = home.write("meanwhile", "key 2")
            assert (status, headers.get("content-type")) == (503, "application/problem+json")
            assert json.loads(text)["code"] == "database_away"
            assert home.ask("GET", home.notes, **home.bearer)[0] == 503
        proxy.open()
        assert home.ask("GET", page, **cookie)[0] == 200
        assert home.write("meanwhile", "key 2")[0] == 201
    proxy.close()
    home.environment["ALLIED_DATABASE_URL"] = url
    assert sorted(title for title, _ in home.look()["notes"]) == ["before", "meanwhile"]
