"""Writing to what one may not see answers byte for byte like writing to what does not exist."""

import re

import pytest

from tests.security import world as worlds
from tests.security.test_sweep import NOT_SWEPT, client_of

METHODS = {"/api/": ("post", "put", "patch", "delete"), "/": ("post",)}
ID = re.compile(r"<(?:uuid:)?(\w+_id)>")


@pytest.fixture
def world(cast, quietly):
    return worlds.build(cast)


def hidden_ids(world, name: str) -> dict[str, list[str]]:
    """By parameter, the ids that exist and that this person may not see."""
    worlds.name_ids(world)
    everything, world.ids = world.ids, {}
    worlds.name_ids(world, seen_by=getattr(world.cast, name))
    seen, world.ids = world.ids, everything
    return {
        parameter: [one for one in found if one not in seen[parameter]]
        for parameter, found in everything.items()
        if parameter.endswith("_id")
    }


def write(client, method: str, address: str) -> str:
    """Everything that an empty form or body gets back."""
    kind = {"content_type": "application/json"} if address.startswith("/api/") else {}
    answer = getattr(client, method)(address, "{}" if kind else {}, **kind)
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.headers.items()))
    return f"{answer.status_code}\n{headers}\n{answer.content.decode(errors='replace')}"


def pairs(world, hidden: dict[str, list[str]]):
    """Addresses whose last id is hidden, each with its twin that names nothing."""
    for route in worlds.routes():
        parameters = ID.findall(route)
        if NOT_SWEPT.match(route) or not parameters:
            continue
        last = parameters[-1]
        for one in hidden.get(last, ())[:1]:
            named, nowhere = (
                next(worlds.fillings(re.sub(rf"<(?:uuid:)?{last}>", each, route), world))
                for each in (one, worlds.NOWHERE)
            )
            yield named, nowhere


@pytest.mark.slow
@pytest.mark.parametrize("name", ["zed", "daniel"])
def test_writing_to_what_is_hidden_reads_like_writing_to_nothing(world, name):
    hidden = hidden_ids(world, name)
    if name == "zed":
        hidden["alliance_id"] = [str(world.cast.alliance.pk)]
    client, tried = client_of(world, name), 0
    for named, nowhere in pairs(world, hidden):
        for method in METHODS["/api/" if named.startswith("/api/") else "/"]:
            found, nothing = write(client, method, named), write(client, method, nowhere)
            assert found == nothing, f"{method} {named}"
            tried += 1
    assert tried > 40
