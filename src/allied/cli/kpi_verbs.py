"""What each sub-verb of `allied kpis` does: find, call the command, say what is there now."""

from argparse import Namespace
from typing import Any

from django.utils import timezone
from pydantic import ValidationError

from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.words import listed
from allied.people.models import Person
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.models import Kpi
from allied.rooms.agreement.annex.proposals import proposals_for
from allied.rooms.agreement.annex.queries import kpis_of
from allied.rooms.agreement.annex.schemas import KpiGiven, KpiNew, KpiProposed, KpiShown

type Said = tuple[Any, str]


def _said(row: Kpi, says: str) -> Said:
    return KpiShown.of(row).model_dump(mode="json"), says


def _read[S: KpiGiven](shape: type[S], content: object) -> S:
    """The definition in a file, or every problem of it with its place."""
    strangers = sorted(set(content) - set(shape.model_fields)) if isinstance(content, dict) else []
    if strangers:
        known = ", ".join(shape.model_fields)
        raise Refused("unreadable", f"{strangers[0]} is not a known field; they are {known}.")
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        found = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}." for one in error.errors())
        raise Refused("unreadable", " ".join(found)) from error


def _named(person: Person, alliance: Alliance, key: str) -> Kpi:
    row = kpis_of(alliance, person).filter(key=key.upper()).first()
    if row is None:
        known = ", ".join(kpis_of(alliance, person).values_list("key", flat=True)) or "none yet"
        raise Refused("unknown_kpi", f"There is no KPI {key!r} here; there are: {known}.")
    return row


def list(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """The definitions and what they lack."""
    shown = [KpiShown.of(row) for row in kpis_of(alliance, person)]
    lines = [
        f"{one.key} {one.name}" + (f" (needs {listed(one.lacks)})" if one.lacks else "")
        for one in shown
    ]
    items = [one.model_dump(mode="json") for one in shown]
    return {"items": items}, "\n".join(lines) or "No KPI is defined yet."


def proposals(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """What could be defined."""
    found = proposals_for(person, alliance, [*kpis_of(alliance, person)])
    shown = [KpiProposed.of(one).model_dump(mode="json") for one in found]
    lines = [f"{one.content.name} (from {one.source})" for one in found]
    return shown, "\n".join(lines) or "Nothing to propose."


def define(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Define a KPI."""
    given = _read(KpiNew, options.content)
    row = commands.define_kpi(
        by=person, alliance=alliance, content=given.content(), key=given.key, now=timezone.now()
    )
    return _said(row, f"{row.key} is defined.")


def change(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Write a definition anew."""
    row = _named(person, alliance, options.key)
    version = row.version if options.version is None else options.version
    changed = commands.change_kpi(
        by=person,
        kpi=row,
        version=version,
        content=_read(KpiGiven, options.content).content(),
        now=timezone.now(),
    )
    return _said(changed, f"{changed.key} is at version {changed.version}.")


def retire(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Count a KPI no longer."""
    row = commands.retire_kpi(
        by=person,
        kpi=_named(person, alliance, options.key),
        reason=options.reason,
        now=timezone.now(),
    )
    return _said(row, f"{row.key} is retired.")
