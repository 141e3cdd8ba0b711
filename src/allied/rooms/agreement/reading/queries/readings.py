"""Readings and their facts: what was found, what a person said to it, and what the document leaves open."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.alliances.models import Alliance
from allied.kit.words import day
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.agreement.reading.answering import Answer, answers_of
from allied.rooms.agreement.reading.kinds import DATES, GROUPS, Group, group_of, name_of
from allied.rooms.agreement.reading.models import AgreementFact, AgreementReading, FactState
from allied.rooms.agreement.reading.rules.finding import Fact, Place
from allied.rooms.agreement.reading.rules.gaps import Gap, gaps

MOST = 50


def readings(person: Person, alliance: Alliance) -> QuerySet[AgreementReading]:
    """The readings that this person may see, joint ones and those of one's own side."""
    rows = AgreementReading.objects.visible_to(person).filter(alliance=alliance)
    return rows.filter(discarded_at=None).select_related("by", "owner")


def facts_of(person: Person, reading: AgreementReading) -> list[AgreementFact]:
    """The facts of a reading, in the order in which they were found."""
    rows = AgreementFact.objects.visible_to(person).filter(reading=reading)
    return list(rows.select_related("by").order_by("number"))


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One reading in a list, and how many of its facts are checked."""

    reading: AgreementReading
    total: int
    open: int


def listed_readings(person: Person, alliance: Alliance) -> tuple[list[Listed], list[Listed]]:
    """Joint readings, and those of one's own side; two queries."""
    rows = list(readings(person, alliance).order_by("-at", "pk")[:MOST])
    counts = _counts(person, [row.pk for row in rows])
    found = [
        Listed(
            reading=row,
            total=sum(counts.get(row.pk, Counter()).values()),
            open=counts.get(row.pk, Counter())[FactState.FOUND],
        )
        for row in rows
    ]
    joint = [one for one in found if one.reading.audience == JOINT]
    return joint, [one for one in found if one.reading.audience == OURS]


def _counts(person: Person, ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
    rows = AgreementFact.objects.visible_to(person).filter(reading__in=ids)
    found: dict[UUID, Counter[str]] = {}
    for reading, state in rows.values_list("reading_id", "state"):
        found.setdefault(reading, Counter())[state] += 1
    return found


@dataclass(frozen=True)
class FactShown:
    """A fact with what it is called and where it stands."""

    fact: AgreementFact

    @property
    def name(self) -> str:
        """What its kind is called."""
        return name_of(self.fact.kind)

    @property
    def value(self) -> str:
        """The answer in words; a blank is said to be one."""
        said = self.fact.counts_as
        if self.fact.kind in DATES and said:
            return day(date.fromisoformat(said))
        if said == "yes" and not self.is_corrected:
            return "There is such a clause"
        return said or str(self.fact.more.get("doubt", "")).capitalize() or "Nothing"

    @property
    def is_corrected(self) -> bool:
        """Whether a person said something else."""
        return self.fact.state == FactState.CORRECTED

    @property
    def place(self) -> str:
        """Where the quotation stands, in words; empty for what a person added."""
        one = self.fact
        return place_of(one).says if one.line else ""

    @cached_property
    def details(self) -> list[str]:
        """What else is known: short names, members, how a date was reckoned."""
        more, found = self.fact.more, []
        if more.get("short"):
            found.append("called " + ", ".join(f"“{one}”" for one in more["short"]))
        if more.get("computed"):
            found.append(f"reckoned: {more['computed']}")
        for name, label in (("members", ""), ("rhythm", "meets "), ("vote", "votes: ")):
            if more.get(name):
                found.append(f"{label}{more[name]}")
        if more.get("quorum"):
            found.append("has a quorum")
        if more.get("doubt") and self.fact.value:
            found.append(str(more["doubt"]))
        return found


def place_of(row: AgreementFact) -> Place:
    """The place of a fact's quotation."""
    return Place(start=row.start, end=row.end, line=row.line, page=row.page, section=row.section)


@dataclass(frozen=True, kw_only=True)
class ReadingShown:
    """A reading with its facts by group, its gaps, what answers them today, and its file."""

    reading: AgreementReading
    facts: Sequence[AgreementFact]
    files: Sequence[Attachment]
    answers: Mapping[str, Answer]

    @cached_property
    def groups(self) -> list[tuple[Group, list[FactShown]]]:
        """The groups that have facts."""
        found: dict[str, list[FactShown]] = {}
        for fact in self.facts:
            found.setdefault(group_of(fact.kind).key, []).append(FactShown(fact))
        return [(group, found[group.key]) for group in GROUPS if group.key in found]

    @cached_property
    def gaps(self) -> list[Gap]:
        """What the document does not say; a refused fact does not say it either."""
        return gaps(as_found(self.facts))

    @property
    def open_gaps(self) -> list[Gap]:
        """The gaps that nothing answers today."""
        return [gap for gap in self.gaps if gap.key not in self.answers]

    @property
    def answered(self) -> list[tuple[Gap, Answer]]:
        """The gaps that the alliance closes by what it has settled, each with where."""
        return [(gap, self.answers[gap.key]) for gap in self.gaps if gap.key in self.answers]

    @property
    def open(self) -> int:
        """How many facts wait for a check."""
        return sum(fact.state == FactState.FOUND for fact in self.facts)

    @property
    def counting(self) -> int:
        """How many facts count."""
        return sum(fact.counts for fact in self.facts)


def as_found(rows: Iterable[AgreementFact]) -> list[Fact]:
    """The facts as the rules of the gaps read them, without those a person refused."""
    return [
        Fact(
            kind=row.kind,
            value=row.counts_as,
            quote=row.quote,
            place=place_of(row),
            more=row.more,
            source=row.source,
        )
        for row in rows
        if row.state != FactState.REFUSED
    ]


def shown(person: Person, reading: AgreementReading, now: datetime) -> ReadingShown:
    """Everything about one reading that this person has found."""
    files = attached_to(person, [reading.pk]).get(reading.pk, [])
    answers = answers_of(reading.alliance, now)
    return ReadingShown(
        reading=reading, facts=facts_of(person, reading), files=files, answers=answers
    )
