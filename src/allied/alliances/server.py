"""Metadata for the people who run the server: names of organisations, counts, sizes (trust.md 5.4)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, QuerySet

from allied.alliances.doctor import findings
from allied.alliances.models import Alliance, Party, Seat
from allied.people.doors import system_scope
from allied.people.models import Organisation, Person, Token
from allied.record.models import Entry

REASON = "whoever runs the server counts rows and reads none"


@dataclass(frozen=True)
class OrganisationCounts:
    """One organisation as the server's administrator sees it."""

    name: str
    letter: str
    colour: int
    people: int
    alliances: int


@dataclass(frozen=True)
class Counts:
    """Everything on the server page."""

    organisations: list[OrganisationCounts]
    people: int
    alliances: int
    seats: int
    entries: int
    tokens: int
    database: str
    stored: int
    findings: list[str]


def counts() -> Counts:
    """Counts over everything, without a single word of content."""
    with system_scope(REASON):
        return Counts(
            organisations=_organisations(),
            people=Person.objects.filter(is_active=True).count(),
            alliances=Alliance.objects.in_system_scope(REASON).count(),
            seats=Seat.objects.in_system_scope(REASON).filter(ended_at__isnull=True).count(),
            entries=Entry.objects.in_system_scope(REASON).count(),
            tokens=Token.objects.filter(revoked_at__isnull=True).count(),
            database="PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
            stored=_stored(settings.DATA),
            findings=findings(),
        )


def _organisations() -> list[OrganisationCounts]:
    people = _by_organisation(Person.objects.filter(is_active=True))
    alliances = _by_organisation(Party.objects.in_system_scope(REASON))
    rows = Organisation.objects.in_system_scope(REASON).order_by("name", "pk")
    return [
        OrganisationCounts(
            row.name, row.letter, row.colour, people.get(row.pk, 0), alliances.get(row.pk, 0)
        )
        for row in rows
    ]


def _by_organisation(rows: QuerySet[Any]) -> dict[Any, int]:
    counted = rows.order_by().values_list("organisation_id").annotate(n=Count("pk"))
    return dict(counted)


def _stored(folder: Path) -> int:
    """Bytes in the data folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
