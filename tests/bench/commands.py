"""Measures commands on load data: python tests/bench/commands.py DATA-FOLDER (made by allied demo).

Prints how long a durable command takes, how many queries starting an alliance asks, and how long the
clean workbook takes to come in. It writes into that data.
"""

import statistics
import time
from pathlib import Path

from django.db import connection
from django.utils import timezone
from loaded import Queries  # first: it sets Django up

from allied.alliances import notes
from allied.alliances.commands import start_alliance
from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.exchange.commands import import_file
from allied.rooms.governance.commands.talking import comment_on_decision
from allied.rooms.governance.models import Decision

ROUNDS = 100
WORKBOOK = Path(__file__).parents[1] / "papers" / "workbooks" / "harbour-cold-chain.xlsx"


def spread(seconds: list[float]) -> str:
    """Median and 95th percentile in milliseconds."""
    ordered = statistics.quantiles(seconds, n=20)
    return f"median {statistics.median(seconds) * 1000:.1f}  p95 {ordered[18] * 1000:.1f} ms"


def repeated(action) -> list[float]:
    """How long each round of an action took, in seconds."""
    took = []
    for n in range(ROUNDS):
        began = time.perf_counter()
        action(n)
        took.append(time.perf_counter() - began)
    return took


def main() -> None:
    maya = Person.objects.with_address("maya.lindqvist@northwind.example")
    assert maya is not None
    alliance = Alliance.objects.visible_to(maya).get(name="Cold Brew Venture")
    decision = Decision.objects.visible_to(maya).filter(alliance=alliance).first()
    assert decision is not None
    print(connection.vendor)

    def note(n: int) -> None:
        notes.write_note(by=maya, alliance=alliance, text=f"Note {n}", now=timezone.now())

    def comment(n: int) -> None:
        comment_on_decision(
            by=maya, decision=decision, text=f"Word {n}", audience=JOINT, now=timezone.now()
        )

    print("  a private note  ", spread(repeated(note)))
    print("  a joint comment ", spread(repeated(comment)))
    with Queries() as seen:
        start_alliance(by=maya, name="Bench", now=timezone.now())
    print(f"  an alliance is started with {len(seen)} queries")
    began = time.perf_counter()
    raw = WORKBOOK.read_bytes()
    import_file(by=maya, raw=raw, file_name="bench.xlsx", now=timezone.now(), activate_demo=True)
    print(f"  the clean workbook comes in after {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
