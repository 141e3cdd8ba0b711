"""Beginning an alliance's thesis and governance from a starter pattern."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from allied.alliances.access import may, seats_of
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.exchange import patterns
from allied.rooms.governance.as_rules import seats_at, version_in_effect
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.governance.models import Blueprint
from allied.rooms.governance.seating import with_people
from allied.rooms.thesis.commands.drafting import change_section, start_thesis
from allied.rooms.thesis.content import SECTIONS, ThesisContent, from_json
from allied.rooms.thesis.models import Thesis, ThesisVersion
from allied.rooms.thesis.queries import joint_thesis, own_draft

PARTNER = "The partner"


@dataclass(frozen=True)
class Begun:
    """What a pattern began; without governance when there was one, or no right to begin one."""

    thesis: Thesis
    governance: Blueprint | None


def start_from_pattern(*, by: Person, alliance: Alliance, pattern: str, now: datetime) -> Begun:
    """Fill an empty value thesis from a pattern, and begin governance where there is none yet.

    A thesis in which somebody wrote already is refused: a pattern never overwrites words.
    """
    chosen = patterns.pattern_named(pattern)
    content = patterns.thesis_of(
        chosen, ours=by.home.name, partner=_partner(alliance, by), day=_first_day(alliance, now)
    )
    with transaction.atomic():
        thesis = _begin_thesis(alliance, content, by=by, now=now)
        governance = None
        if not version_in_effect(alliance) and may(seats_of(by, alliance, now), "governance.edit"):
            blueprint = with_people(patterns.blueprint_of(chosen), seats_at(alliance, now))
            governance = start_governance(by=by, alliance=alliance, content=blueprint, now=now)
    return Begun(thesis, governance)


def _partner(alliance: Alliance, by: Person) -> str:
    parties = alliance.parties.select_related("organisation").exclude(organisation=by.home_id)
    first = parties.order_by("position").first()
    return first.organisation.name if first else PARTNER


def _first_day(alliance: Alliance, now: datetime) -> date:
    """Days of a pattern count from the launch, else from the start, and never from the past."""
    planned = alliance.launch_date or alliance.start_date
    return max(planned, now.date()) if planned else now.date()


def _begin_thesis(
    alliance: Alliance, content: ThesisContent, *, by: Person, now: datetime
) -> Thesis:
    thesis = joint_thesis(by, alliance) or own_draft(by, alliance)
    if thesis is None:
        return start_thesis(by=by, alliance=alliance, content=content, now=now)
    newest = _newest(thesis, by)
    if from_json(newest.content) != ThesisContent():
        raise Refused("thesis_begun", "The value thesis is begun already; a pattern fills it once.")
    edit = newest.edit
    plain = content.as_plain()
    for section in SECTIONS:
        edit = change_section(
            by=by, thesis=thesis, section=section, content=plain[section], version=edit, now=now
        ).edit
    return thesis


def _newest(thesis: Thesis, by: Person) -> ThesisVersion:
    rows = ThesisVersion.objects.visible_to(by).filter(thesis=thesis)
    return rows.order_by("-revision")[0]
