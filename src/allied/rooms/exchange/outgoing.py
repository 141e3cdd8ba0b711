"""From the rooms to an alliance workbook: what this person may see, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from allied.alliances.models import Alliance, Invitation, Party, ProposedMember, Seat
from allied.papers.workbook.columns import AS_NEEDED, SPONSORS
from allied.papers.workbook.content import (
    AllianceRow,
    AllianceWorkbook,
    AssumptionRow,
    ContributionRow,
    DecisionRightRow,
    ForumRow,
    OutcomeRow,
    PersonRow,
    RiskRow,
    ScopeRow,
    ThesisRow,
)
from allied.people.models import Person
from allied.rooms.exchange.figures import kpi_rows
from allied.rooms.exchange.models import KeptWorkbook
from allied.rooms.exchange.register import risk_rows
from allied.rooms.exchange.remembering import (
    members_again,
    owner_again,
    person_again,
    risk_again,
)
from allied.rooms.exchange.scores import fit_rows
from allied.rooms.exchange.waiting import given_back
from allied.rooms.governance import rights
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.models import Blueprint
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.items import Assumption, Contribution, Outcome
from allied.rooms.thesis.models import ThesisVersion


def workbook_of(alliance: Alliance, person: Person) -> AllianceWorkbook:
    """The alliance as a workbook, as this person sees it."""
    parties = list(
        Party.objects.visible_to(person).filter(alliance=alliance).select_related("organisation")
    )
    kept = (
        KeptWorkbook.objects.visible_to(person)
        .filter(alliance=alliance)
        .order_by("-at", "pk")
        .first()
    )
    known = kept.remembered if kept else {}
    seated = _people(alliance, person)
    here = {row.email.casefold() for row in seated}
    proposed = [r for r in _all_proposed(alliance, person) if r.address.casefold() not in here]
    expected = [*_invited(alliance, person), *(_proposed(row) for row in proposed)]
    partners = [p.organisation.name for p in parties if p.organisation_id != person.organisation_id]
    partners += [p.organisation_name for p in proposed]
    names = {str(p.organisation_id): p.organisation.name for p in parties}
    book = AllianceWorkbook(
        alliance=AllianceRow(
            name=alliance.name,
            our_organisation=person.home.name,
            partner_organisations=tuple(dict.fromkeys(partners)),
            type=alliance.kind,
            purpose=alliance.purpose,
            start_date=alliance.start_date,
            currency=alliance.currency,
        ),
        people=tuple(
            sorted(
                (person_again(row, known) for row in (*seated, *expected)),
                key=lambda row: (row.organisation != person.home.name, row.organisation, row.name),
            )
        ),
        **_thesis(alliance, person, names, known),
        risks=_risks(alliance, person, known),
        **_governance(alliance, person, {row.name for row in expected}, known),
        partner_fit=fit_rows(alliance, person),
    )
    waiting: dict[str, Any] = given_back(kept.waiting) if kept else {}
    scorecard = kpi_rows(alliance, person, waiting.pop("scorecard", ()))
    return replace(book, scorecard=scorecard, **waiting)


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


def _all_proposed(alliance: Alliance, person: Person) -> list[ProposedMember]:
    rows = ProposedMember.objects.visible_to(person).filter(alliance=alliance, accepted_at=None)
    return list(rows.order_by("pk"))


def _invited(alliance: Alliance, person: Person) -> list[PersonRow]:
    """Colleagues who are invited and have not come yet."""
    rows = Invitation.objects.visible_to(person).filter(
        alliance=alliance, to_partner=False, accepted_at=None, revoked_at=None
    )
    return [
        PersonRow(
            name=row.invited_name or row.address,
            email=row.address,
            organisation=person.home.name,
            role=row.role,
        )
        for row in rows.order_by("pk")
        if row.role
    ]


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


def _thesis(
    alliance: Alliance, person: Person, names: Mapping[str, str], known: dict[str, Any]
) -> dict[str, Any]:
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
            owner_again(_outcome_row(o, said(o.owner)), known)
            for o in content.outcomes
            if is_measured(o)
        ),
        "contributions": tuple(_contribution_row(c, said) for c in content.contributions),
        "scope": tuple(ScopeRow(item=s.text, side=str(s.kind), note=s.note) for s in content.scope),
        "assumptions": tuple(_assumption_row(a) for a in content.assumptions),
    }


def _risks(alliance: Alliance, person: Person, known: dict[str, Any]) -> tuple[RiskRow, ...]:
    content = _newest_thesis(alliance, person)
    named = content.risks if content else ()
    of_thesis = [(r.id, RiskRow(risk=r.text, mitigation=r.mitigation)) for r in named]
    return tuple(risk_again(row, known) for row in risk_rows(alliance, person, of_thesis))


def is_measured(outcome: Outcome) -> bool:
    """Whether a sheet can hold this outcome: it needs a measure, a target and a day."""
    return bool(outcome.measure) and outcome.target is not None and outcome.due is not None


def _contribution_row(one: Contribution, said: Callable[[str], str]) -> ContributionRow:
    return ContributionRow(
        organisation=said(one.organisation),
        contribution=one.what,
        amount=one.amount,
        unit=one.unit,
        starts=one.starts,
        ends=one.ends,
    )


def _assumption_row(one: Assumption) -> AssumptionRow:
    return AssumptionRow(
        assumption=one.statement,
        test=one.test,
        threshold=one.threshold,
        due=one.due,
        critical=one.critical,
    )


def _outcome_row(outcome: Outcome, owner: str) -> OutcomeRow:
    assert outcome.target is not None
    assert outcome.due is not None
    return OutcomeRow(
        outcome=outcome.name,
        kind=str(outcome.kind),
        measure=outcome.measure,
        unit=outcome.unit,
        baseline=outcome.baseline,
        target=outcome.target,
        due=outcome.due,
        owner=owner,
    )


def _governance(
    alliance: Alliance, person: Person, expected: set[str], known: dict[str, Any]
) -> dict[str, Any]:
    rows = Blueprint.objects.visible_to(person).filter(alliance=alliance)
    newest = rows.order_by("-revision").first()
    if newest is None:
        return {}
    blueprint = blueprint_of(newest)
    seats = Seat.objects.visible_to(person).filter(alliance=alliance).select_related("person")
    people = {str(seat.person_id): seat.person.name for seat in seats}
    forums = {forum.id: forum.name for forum in blueprint.forums}
    return {
        "forums": tuple(_forum_row(forum, people, expected, known) for forum in blueprint.forums),
        "decision_rights": tuple(
            _right_row(right, forums) for right in blueprint.rights if right.sla_days
        ),
    }


def _forum_row(
    forum: rights.Forum, people: Mapping[str, str], expected: set[str], known: dict[str, Any]
) -> ForumRow:
    present = tuple(people[m.person] for m in forum.members if m.person in people)
    return ForumRow(
        forum=forum.name,
        layer=str(forum.layer),
        rhythm=forum.rhythm,
        members=members_again(forum.name, present, expected, known),
        quorum=forum.quorum,
    )


def _right_row(right: rights.DecisionRight, forums: dict[str, str]) -> DecisionRightRow:
    return DecisionRightRow(
        decision_type=right.name,
        owner=forums.get(right.owner_forum, right.owner) or " and ".join(right.owner_seats),
        joint=str(right.joint),
        joint_condition=right.condition,
        forum=AS_NEEDED if right.as_needed else forums.get(right.forum, AS_NEEDED),
        sla_days=right.sla_days or 1,
        escalation=(forums | {rights.SPONSORS: SPONSORS}).get(
            right.escalation.to if right.escalation else "", ""
        ),
    )
