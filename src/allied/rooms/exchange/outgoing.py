"""From the rooms to an alliance workbook: what this person may see, and nothing else."""

from collections.abc import Mapping
from typing import Any

from allied.alliances.models import Alliance, Party, ProposedMember, Seat
from allied.papers.workbook.content import (
    AllianceRow,
    AllianceWorkbook,
    AssumptionRow,
    ContributionRow,
    DecisionRightRow,
    ForumRow,
    OutcomeRow,
    PersonRow,
    ScopeRow,
    ThesisRow,
)
from allied.people.models import Person
from allied.rooms.exchange.models import KeptWorkbook
from allied.rooms.exchange.waiting import given_back
from allied.rooms.governance import rights
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.models import Blueprint
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.models import ThesisVersion


def workbook_of(alliance: Alliance, person: Person) -> AllianceWorkbook:
    """The alliance as a workbook, as this person sees it."""
    parties = list(
        Party.objects.visible_to(person).filter(alliance=alliance).select_related("organisation")
    )
    people = _people(alliance, person)
    proposed = list(
        ProposedMember.objects.visible_to(person).filter(alliance=alliance, accepted_at=None)
    )
    partners = [p.organisation.name for p in parties if p.organisation_id != person.organisation_id]
    partners += [p.organisation_name for p in proposed]
    names = {str(p.organisation_id): p.organisation.name for p in parties}
    return AllianceWorkbook(
        alliance=AllianceRow(
            name=alliance.name,
            our_organisation=person.home.name,
            partner_organisations=tuple(dict.fromkeys(partners)),
            type=alliance.kind,
            purpose=alliance.purpose,
            start_date=alliance.start_date,
            currency=alliance.currency,
        ),
        people=(*people, *(_proposed(row) for row in proposed)),
        **_thesis(alliance, person, names),
        **_governance(alliance, person),
        **_waiting(alliance, person),
    )


def _people(alliance: Alliance, person: Person) -> list[PersonRow]:
    seats = Seat.objects.visible_to(person).filter(alliance=alliance, ended_at__isnull=True)
    rows: dict[Any, PersonRow] = {}
    for seat in seats.select_related("person", "organisation").order_by("given_at", "pk"):
        rows.setdefault(
            seat.person_id,
            PersonRow(
                name=seat.person.name,
                email=seat.person.email,
                organisation=seat.organisation.name,
                role=seat.role,
                title=seat.person.title,
                time_zone=seat.person.time_zone,
            ),
        )
    return list(rows.values())


def _proposed(row: ProposedMember) -> PersonRow:
    return PersonRow(
        name=row.name,
        email=row.address,
        organisation=row.organisation_name,
        role=row.role,
        title=row.title,
    )


def _newest_thesis(alliance: Alliance, person: Person) -> ThesisContent | None:
    rows = ThesisVersion.objects.visible_to(person).filter(alliance=alliance)
    newest = rows.order_by("audience", "-revision").first()
    return from_json(newest.content) if newest else None


def _thesis(alliance: Alliance, person: Person, names: Mapping[str, str]) -> dict[str, Any]:
    content = _newest_thesis(alliance, person)
    if content is None:
        return {}

    def said(organisation: str) -> str:
        return names.get(organisation, organisation)

    empty = not (content.objective or content.why_alliance or content.principles)
    return {
        "thesis": None
        if empty
        else ThesisRow(
            strategic_objective=content.objective,
            why_alliance=content.why_alliance,
            decision_principles=tuple(p.text for p in content.principles),
        ),
        "outcomes": tuple(
            OutcomeRow(
                outcome=o.name,
                kind=str(o.kind),
                measure=o.measure,
                unit=o.unit,
                baseline=o.baseline,
                target=o.target,
                due=o.due,
                owner=said(o.owner),
            )
            for o in content.outcomes
            if o.target is not None and o.due is not None
        ),
        "contributions": tuple(
            ContributionRow(
                organisation=said(c.organisation),
                contribution=c.what,
                amount=c.amount,
                unit=c.unit,
                starts=c.starts,
                ends=c.ends,
            )
            for c in content.contributions
        ),
        "scope": tuple(ScopeRow(item=s.text, side=str(s.kind), note=s.note) for s in content.scope),
        "assumptions": tuple(
            AssumptionRow(
                assumption=a.statement,
                test=a.test,
                threshold=a.threshold,
                due=a.due,
                critical=a.critical,
            )
            for a in content.assumptions
        ),
    }


def _governance(alliance: Alliance, person: Person) -> dict[str, Any]:
    rows = Blueprint.objects.visible_to(person).filter(alliance=alliance)
    newest = rows.order_by("-revision").first()
    if newest is None:
        return {}
    blueprint = blueprint_of(newest)
    seats = Seat.objects.visible_to(person).filter(alliance=alliance).select_related("person")
    people = {str(seat.person_id): seat.person.name for seat in seats}
    forums = {forum.id: forum.name for forum in blueprint.forums}
    return {
        "forums": tuple(_forum_row(forum, people) for forum in blueprint.forums),
        "decision_rights": tuple(
            _right_row(right, forums) for right in blueprint.rights if right.sla_days
        ),
    }


def _forum_row(forum: rights.Forum, people: Mapping[str, str]) -> ForumRow:
    return ForumRow(
        forum=forum.name,
        layer=str(forum.layer),
        rhythm=forum.rhythm,
        members=tuple(people[m.person] for m in forum.members if m.person in people),
        quorum=forum.quorum,
    )


def _right_row(right: rights.DecisionRight, forums: Mapping[str, str]) -> DecisionRightRow:
    return DecisionRightRow(
        decision_type=right.name,
        owner=forums.get(right.owner_forum, right.owner) or " and ".join(right.owner_seats),
        joint=str(right.joint),
        joint_condition=right.condition,
        forum="As needed" if right.as_needed else forums.get(right.forum, "As needed"),
        sla_days=right.sla_days or 1,
        escalation=forums.get(right.escalation.to, "") if right.escalation else "",
    )


def _waiting(alliance: Alliance, person: Person) -> dict[str, Any]:
    kept = KeptWorkbook.objects.visible_to(person).filter(alliance=alliance).order_by("-at").first()
    return given_back(kept.waiting) if kept else {}
