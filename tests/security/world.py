"""A world with secrets: two companies in one alliance, each with private records full of canaries.

Everything is made by the real commands; each room has a file in `planters/`. `planting.py` says what a canary is.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from allied.alliances import awaiting
from allied.notices import posting
from tests.conftest import NOON, Cast
from tests.security.planting import CANARY, PLANTERS, SHARED, World

__all__ = ["CANARY", "READERS_OF_OURS", "build", "fillings", "may_read", "name_ids", "visit"]

READERS_OF_OURS = {"sponsor", "alliance manager", "operational lead", "approver"}
for _file in sorted(Path(__file__).with_name("planters").glob("[a-z]*.py")):
    import_module(f"tests.security.planters.{_file.stem}")


def letters(world: World) -> None:
    """An awaited act on each side, so that inboxes and letters are swept."""
    for asked, asks in ((world.cast.daniel, world.cast.maya), (world.cast.maya, world.cast.daniel)):
        act = awaiting.Act(
            verb="sign",
            subject_kind="alliance",
            subject_id=world.cast.alliance.pk,
            title="Sign something",
            blocking=True,
        )
        awaiting.await_act(act, of=[asked], alliance=world.cast.alliance, asked_by=asks, now=NOON)
    posting.announce(NOON)


def build(cast: Cast, *, secrets_of: tuple[str, ...] = ("north", "bright")) -> World:
    """The world, with private records of the companies named."""
    world = World(cast)
    for share in SHARED:
        share(world)
    letters(world)
    for owner in secrets_of:
        plant_secrets(world, owner)
    return world


def plant_secrets(world: World, owner: str) -> None:
    """What this company keeps for itself."""
    who = {"north": world.cast.maya, "bright": world.cast.daniel}
    for plant in PLANTERS:
        plant(world, who[owner], owner)


# Parameters of addresses that are no ids of rows.
WORDS = {
    "stage": ["strategy"],
    "kind": ["scope", "roadmap", "governance", "commercial"],
    "seq": ["3"],
    "revision": ["1"],
    "number": ["1", "2"],
    "section": ["outcomes"],
    "part": ["change_steps", "reporting"],
    "item": ["a001"],
    "secret": ["not-a-secret"],
    "pk": ["1"],
    "format": ["xlsx", "json"],
    "pattern": ["nothing"],
    "name": ["nothing"],
    "check": ["seat.sponsor"],
    "before": ["1"],
    "after": ["2"],
    "key": ["roadmap", "data-flows-listed", "people-named", "customer-contracts-checked"],
    "which": ["joint", "own"],
    "difference": ["success-o1", "scope-s1"],
}
# Parameters named otherwise than their table.
TABLES = {
    "shared": "SharedText",
    "staged": "StagedWorkbook",
    "note": "PrivateNote",
    "draft": "DecisionDraft",
    "version": "ThesisVersion",
    "evidence": "AssumptionEvidence",
    "criterion": "ScreeningCriterion",
}
NOWHERE = "00000000-0000-4000-8000-00000000dead"
MOST_PER_PARAMETER = 3


def name_ids(world: World, *, seen_by: object | None = None) -> None:
    """Fill the ids of addresses from the tables: all rows, or only what one person sees."""
    for route in routes():
        for parameter in re.findall(r"<(?:\w+:)?(\w+)>", route):
            if parameter in world.ids:
                continue
            if parameter in WORDS:
                world.ids[parameter] = list(WORDS[parameter])
            elif parameter.endswith("_id"):
                world.ids[parameter] = [*_ids(world, parameter, seen_by), NOWHERE]


def _ids(world: World, parameter: str, seen_by: object | None) -> list[str]:
    stem = parameter.removesuffix("_id")
    name = TABLES.get(stem, "".join(part.title() for part in stem.split("_")))
    model = apps.get_model("allied", name)
    if seen_by is not None and hasattr(model.objects, "visible_to"):
        rows = model.objects.visible_to(seen_by)
    else:
        rows = model._base_manager.all()
    found = [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]
    if parameter == "alliance_id":
        return [str(world.cast.alliance.pk)]
    return found[:1] + found[-1:] if len(found) > MOST_PER_PARAMETER else found


def may_read(world: World, canary: str, person: str) -> bool:
    """The oracle: own company, and a seat that reads private records."""
    readers = {
        "north": {"maya", "tomas", "ingrid", "jonas"},
        "bright": {"daniel", "rachel", "hannah", "ben"},
    }
    return person in readers[world.owners[canary]]


def routes(patterns: list | None = None, prefix: str = "") -> Iterator[str]:
    """Every address pattern of the house."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern)


def fillings(route: str, world: World) -> Iterator[str]:
    """The route with every combination of known ids; a parameter nobody knows fails the sweep."""
    found = re.search(r"<(?:\w+:)?(\w+)>", route)
    if not found:
        yield "/" + route
        return
    parameter = found.group(1)
    if parameter not in world.ids:
        raise AssertionError(
            f"{route}: plant a {parameter} in tests/security/planters, so it is swept"
        )
    values = world.ids[parameter]
    if NOWHERE in route:
        values = values[:1]  # below what does not exist one example is enough
    for value in values:
        yield from fillings(route.replace(found.group(0), value, 1), world)


def visit(client: Client, address: str) -> str:
    """Everything a GET gives back: status, headers and body, as text."""
    answer = client.get(address, headers={"accept": "*/*"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "\n".join(f"{k}: {v}" for k, v in sorted(answer.headers.items()))
    return f"{answer.status_code}\n{headers}\n{body.decode(errors='replace')}"
