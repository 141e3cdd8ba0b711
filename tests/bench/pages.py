"""Measures pages on load data: python tests/bench/pages.py DATA [DATA …].

Each DATA is a data folder (made by allied demo --alliances N) or the postgres:// address of such a
database. Prints for each page and person: queries, median and 95th percentile of the wall clock, and
the median of the processor time of the web process. Two of them are compared: what grew, and by how much.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROUNDS, WARM, TURNS = 100, 10, 3
BACKEND = "allied.people.backends.WithHome"
PEOPLE = ("maya.lindqvist@northwind.example", "daniel.okafor@brightleaf.example")
JUDGED = ("my week", "overview", "register", "decision")
MOST_QUERIES, MOST_WALL, MOST_GROWTH = 12, 60, 1.2

type Figures = dict[str, Any]


def measure(client: Any, address: str) -> Figures:
    """Queries, median and p95 of the wall clock and median processor time, in ms, of one page."""
    from loaded import Queries

    for _ in range(WARM):
        assert client.get(address).status_code == 200, address
    with Queries() as seen:
        client.get(address)
    walls, cpus = [], []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        client.get(address)
        cpus.append((time.process_time() - cpu) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    return {
        "queries": len(seen),
        "p50": statistics.median(walls),
        "p95": statistics.quantiles(walls, n=20)[18],
        "cpu": statistics.median(cpus),
    }


def addresses(person: Any) -> dict[str, str]:
    """The pages that are measured, in one alliance of this person."""
    from allied.alliances.models import Alliance
    from allied.rooms.governance.models import Decision

    mine = Alliance.objects.visible_to(person).order_by("name")
    alliance = mine.filter(name="Cold Brew Venture").first() or mine.first()
    assert alliance is not None
    decision = (
        Decision.objects.visible_to(person).filter(alliance=alliance).order_by("number").first()
    )
    assert decision is not None
    inside = f"/alliances/{alliance.pk}"
    return {
        "my week": "/",
        "overview": f"{inside}/",
        "register": f"{inside}/decisions",
        "decision": f"{inside}/decisions/{decision.pk}",
        "portfolio": "/portfolio",
        "search": "/search?q=cold",
        "record": f"{inside}/record",
        "thesis": f"{inside}/thesis",
    }


def measured() -> Figures:
    """Every page of every person in the one database that this process opened."""
    import loaded
    from django.test import Client

    from allied.alliances.models import Alliance
    from allied.people.models import Person

    found: Figures = {"database": loaded.connection.vendor, "pages": {}}
    found["alliances"] = Alliance.objects.in_system_scope("bench").count()
    for email in PEOPLE:
        person = Person.objects.with_address(email)
        assert person is not None
        client = Client()
        client.force_login(person, backend=BACKEND)
        seats = Alliance.objects.visible_to(person).count()
        for name, address in addresses(person).items():
            figures = measure(client, address)
            found["pages"][f"{name}, {person.name.split()[0]}"] = {**figures, "seats": seats}
    return found


def in_its_own_process(data: str) -> Figures:
    """The figures of one database; a process opens only one."""
    where = {"ALLIED_DATABASE_URL": data} if "://" in data else {"ALLIED_DATA": data}
    kept = {key: each for key, each in os.environ.items() if key != "ALLIED_DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, __file__, "--one"],
        env={**kept, **where},
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent,
    )
    figures: Figures = json.loads(done.stdout)
    return figures


def quietest(turns: Sequence[Figures]) -> Figures:
    """Each page at its quietest turn: the databases take turns, so that no load falls on one alone."""
    pages = {
        name: min((turn["pages"][name] for turn in turns), key=lambda each: each["p50"])
        for name in turns[0]["pages"]
    }
    return {**turns[0], "pages": pages}


def show(found: Figures) -> None:
    """One table: a line for each page and person."""
    print(f"\n{found['alliances']} alliances, {found['database']}")
    print(f"  {'page, who':<20}{'seats':>7}{'queries':>9}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}")
    for name, each in found["pages"].items():
        bad = name.split(",")[0] in JUDGED and (
            each["queries"] > MOST_QUERIES or each["p95"] > MOST_WALL
        )
        print(
            f"  {name:<20}{each['seats']:>7}{each['queries']:>9}{each['p50']:>9.1f}"
            f"{each['p95']:>9.1f}{each['cpu']:>9.1f}{'  beyond its limit' if bad else ''}"
        )


def compare(small: Figures, large: Figures) -> None:
    """How the median wall clock and processor time grew from the smaller database to the larger."""
    print(f"\nGrowth from {small['alliances']} to {large['alliances']} alliances")
    for name, each in large["pages"].items():
        before = small["pages"][name]
        wall, cpu = (each[key] / before[key] for key in ("p50", "cpu"))
        bad = name.split(",")[0] in JUDGED and min(wall, cpu) > MOST_GROWTH
        print(f"  {name:<20} wall {wall:5.2f}  CPU {cpu:5.2f}{'  beyond its limit' if bad else ''}")


def main() -> None:
    """Measure each database that is named; compare the first with the last."""
    if "--one" in sys.argv:
        sys.argv.remove("--one")
        print(json.dumps(measured()))
        return
    rounds = [[in_its_own_process(data) for data in sys.argv[1:]] for _ in range(TURNS)]
    found = [quietest(each) for each in zip(*rounds, strict=True)]
    for each in found:
        show(each)
    if len(found) > 1:
        compare(found[0], found[-1])


if __name__ == "__main__":
    main()
