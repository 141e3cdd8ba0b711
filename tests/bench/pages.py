"""Measures pages on load data: python tests/bench/pages.py DATA-FOLDER (made by allied demo --alliances N).

Prints for each page and person: median, 95th percentile (ms), CPU (ms) and number of queries.
"""

import statistics
import time

from django.db import connection
from django.test import Client
from loaded import Queries  # first: it sets Django up

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.governance.models import Decision

BACKEND = "allied.people.backends.WithHome"
ROUNDS = 60


def measure(client: Client, address: str) -> tuple[float, float, float, int]:
    """Median and p95 wall, mean CPU in ms, and the queries of one request."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    with Queries() as seen:
        client.get(address)
    walls, began = [], time.process_time()
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(address)
        walls.append((time.perf_counter() - start) * 1000)
    cpu = (time.process_time() - began) * 1000 / ROUNDS
    return statistics.median(walls), statistics.quantiles(walls, n=20)[18], cpu, len(seen)


def main() -> None:
    print(
        f"{Alliance.objects.in_system_scope('bench').count()} alliances, "
        f"{Decision.objects.in_system_scope('bench').count()} decisions, {connection.vendor}"
    )
    for email in ("maya.lindqvist@northwind.example", "daniel.okafor@brightleaf.example"):
        person = Person.objects.with_address(email)
        client = Client()
        client.force_login(person, backend=BACKEND)
        mine = Alliance.objects.visible_to(person).order_by("name")
        print(f"{person.name}: {mine.count()} alliances")
        alliance = mine.filter(name="Cold Brew Venture").first() or mine.first()
        decision = Decision.objects.visible_to(person).filter(alliance=alliance).first()
        pages = {
            "my week": "/",
            "portfolio": "/portfolio",
            "overview": f"/alliances/{alliance.pk}/",
            "search": "/search?q=cold",
            "record": f"/alliances/{alliance.pk}/record",
            "thesis": f"/alliances/{alliance.pk}/thesis",
            "register": f"/alliances/{alliance.pk}/decisions",
            "decision": f"/alliances/{alliance.pk}/decisions/{decision.pk}",
        }
        for name, address in pages.items():
            if client.get(address).status_code != 200:
                continue
            median, p95, cpu, queries = measure(client, address)
            print(
                f"  {name:<10} median {median:6.1f}  p95 {p95:6.1f}  cpu {cpu:6.1f} ms  {queries} queries"
            )


if __name__ == "__main__":
    main()
