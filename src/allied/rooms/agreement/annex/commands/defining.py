"""Defining, changing and retiring the figures by which both sides are measured."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Outdated, Refused
from allied.kit.texts import worded
from allied.kit.words import shortened
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.agreement.annex import facts
from allied.rooms.agreement.annex.basis import outcomes_of
from allied.rooms.agreement.annex.building import text_today
from allied.rooms.agreement.annex.commands.agreeing import LONGEST_TELLING
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.definitions import columns_of, content_of
from allied.rooms.agreement.annex.kpis import KpiContent, free_key, impossible
from allied.rooms.agreement.annex.models import Kpi

RIGHT = "kpi.edit"
KEY = re.compile(r"[A-Z][A-Z0-9_]{0,19}")
MOST_KPIS = 60
LARGEST, SMALLEST = 10**15, Decimal("0.0001")
LONGEST: Mapping[str, int] = {"name": 200, "unit": 40, "formula": 2000, "source": 500}
FIGURES = ("baseline", "target", "target_high", "red", "red_high")
WHY = "keys of KPIs are unique in an alliance"


def define_kpi(
    *, by: Person, alliance: Alliance, content: KpiContent, now: datetime, key: str = ""
) -> Kpi:
    """Put a figure on the list; without a key it gets the next one of its group, such as V1."""
    require(by, RIGHT, alliance, now)
    with transaction.atomic():
        book.take_turn(alliance.pk)
        rows = Kpi.objects.in_system_scope(WHY).filter(alliance=alliance)
        taken = set(rows.values_list("key", flat=True))
        if rows.filter(retired_at__isnull=True).count() >= MOST_KPIS:
            raise Refused(
                "too_many", f"An alliance has at most {MOST_KPIS} KPIs. Retire one first."
            )
        row = Kpi(
            alliance=alliance,
            owner_id=by.home_id,
            audience=JOINT,
            key=_key(key, content, taken),
            by=by,
            defined_at=now,
            changed_at=now,
        )
        _fill(row, _checked(content, alliance))
        row.save(force_insert=True)
        said = facts.KpiDefined(subject=row.pk, key=row.key, name=row.name)
        book.record(said, alliance_id=alliance.pk, by=by, now=now)
    return row


def _key(wished: str, content: KpiContent, taken: set[str]) -> str:
    key = wished.strip().upper()
    if not key:
        return free_key(content.perspective, taken)
    if not KEY.fullmatch(key):
        raise Refused(
            "key",
            "A key is up to 20 letters, digits and _, such as V1; a letter first.",
            field="key",
        )
    if key in taken:
        raise Refused("key_taken", f"There is or was a KPI {key}. Choose another key.", field="key")
    return key


def _checked(content: KpiContent, alliance: Alliance) -> KpiContent:
    texts = {
        name: worded(
            getattr(content, name),
            field=name,
            most=most,
            required="Name the KPI." if name == "name" else "",
        )
        for name, most in LONGEST.items()
    }
    _refuse_figures(content)
    for field, sentence in impossible(content):
        raise Refused("contradiction", sentence, field=field)
    _refuse_strangers(content, alliance)
    figures = {name: _rounded(getattr(content, name)) for name in FIGURES}
    confirmers = tuple(sorted(set(content.confirmers)))
    return KpiContent(**{**vars(content), **texts, **figures, "confirmers": confirmers})


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(SMALLEST).normalize() + 0


def _refuse_figures(content: KpiContent) -> None:
    for name in FIGURES:
        value = getattr(content, name)
        if value is not None and (not value.is_finite() or abs(value) >= LARGEST):
            raise Refused("figure", "A figure has at most 15 digits, such as 6000.", field=name)


def _refuse_strangers(content: KpiContent, alliance: Alliance) -> None:
    parties = {str(one) for one in alliance.parties.values_list("organisation_id", flat=True)}
    if content.side is not None and str(content.side) not in parties:
        raise Refused("side", "The owner is one of the parties.", field="side")
    if set(content.confirmers) - parties:
        raise Refused("confirmers", "Only parties confirm a figure.", field="confirmers")
    if content.side is None and content.holder is not None:
        raise Refused("holder", "Say first which party owns the KPI.", field="side")
    if content.side is not None and content.holder is not None:
        seats = alliance.seats.filter(
            person_id=content.holder, organisation_id=content.side, ended_at__isnull=True
        )
        if not seats.exists():
            said = "Choose somebody who has a seat in the alliance for the side that owns the KPI."
            raise Refused("holder", said, field="holder")
    if content.proves and content.proves not in outcomes_of(alliance):
        raise Refused("proves", "There is no such outcome in the value thesis.", field="proves")


def _fill(row: Kpi, content: KpiContent) -> None:
    for name, value in columns_of(content).items():
        setattr(row, name, value)


def change_kpi(*, by: Person, kpi: Kpi, version: int, content: KpiContent, now: datetime) -> Kpi:
    """Write a definition anew; refused against an outdated version."""
    require(by, RIGHT, kpi.alliance, now)
    with transaction.atomic():
        row = _open(kpi)
        said = _checked(_kept(content, row), row.alliance)
        if said == content_of(row):
            return row
        if row.version != version:
            raise Outdated("outdated", "Somebody else changed this KPI since you opened it.")
        before = text_today(row.alliance, now)
        _fill(row, said)
        row.version, row.changed_at = row.version + 1, now
        row.save()
        changes = compare(before, text_today(row.alliance, now))
        words = shortened("; ".join(one.sentence for one in changes), LONGEST_TELLING)
        fact = facts.KpiChanged(
            subject=row.pk, key=row.key, name=row.name, changes=words or "group"
        )
        book.record(fact, alliance_id=row.alliance_id, by=by, now=now)
    return row


def _kept(content: KpiContent, row: Kpi) -> KpiContent:
    """An outcome that has left the thesis is let go, so that the rest can be changed."""
    gone = content.proves == row.proves and content.proves not in outcomes_of(row.alliance)
    return KpiContent(**{**vars(content), "proves": ""}) if gone else content


def _open(kpi: Kpi) -> Kpi:
    book.take_turn(kpi.alliance_id)
    row = Kpi.objects.lock(kpi)
    if row.retired_at is not None:
        raise Refused("retired", f"{row.key} was retired. Define a new KPI instead.")
    return row


def retire_kpi(*, by: Person, kpi: Kpi, reason: str, now: datetime) -> Kpi:
    """Count a figure no longer; its definition and its readings stay readable."""
    require(by, RIGHT, kpi.alliance, now)
    reason = worded(reason, field="reason", most=1000, required="Say why: both companies read it.")
    with transaction.atomic():
        row = _open(kpi)
        row.retired_at, row.retired_because, row.version = now, reason, row.version + 1
        row.save(update_fields=["retired_at", "retired_because", "version"])
        said = facts.KpiRetired(subject=row.pk, key=row.key, name=row.name, reason=reason)
        book.record(said, alliance_id=row.alliance_id, by=by, now=now)
    return row
