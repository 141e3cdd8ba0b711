"""The rows of a screening, made by several commands after their checks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allied.kit.errors import Refused
from allied.kit.words import quoted
from allied.people.models import Person
from allied.people.scope import OURS
from allied.rooms.selection.criterion_words import CriterionSaid
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import (
    Candidate,
    PairComparison,
    Screening,
    ScreeningCriterion,
    Weighting,
)
from allied.rooms.selection.steps import WHY, candidates_of, next_position
from allied.rooms.selection.weighing import Weighed


def add_criterion_row(
    screening: Screening, said: CriterionSaid, *, key: str, position: int, own: bool = False
) -> ScreeningCriterion:
    """The row of one criterion whose words were checked."""
    return ScreeningCriterion.objects.create(
        alliance_id=screening.alliance_id,
        owner_id=screening.owner_id,
        audience=OURS,
        screening=screening,
        key=key,
        name=said.name,
        short=said.short or said.name[:24],
        question=said.question,
        low=said.low,
        middle=said.middle,
        high=said.high,
        veto_at=said.veto_at,
        contest_at=said.contest_at,
        own=own,
        position=position,
    )


def add_candidate_row(
    screening: Screening,
    name: str,
    *,
    by: Person,
    now: datetime,
    text: str = "",
    repeats: Candidate | None = None,
) -> Candidate:
    """The row of a candidate whose name may be taken."""
    known = candidates_of(screening)
    if any(one.name_key == name.casefold() for one in known):
        raise Refused("candidate_twice", f"{quoted(name)} is a candidate already.", field="name")
    most = limits().most_candidates
    if len(known) >= most:
        raise Refused(
            "too_many_candidates",
            f"A screening has at most {most} candidates. Take one out, or screen in two rounds.",
            field="name",
        )
    taken = Candidate.objects.in_system_scope(WHY).filter(screening=screening)
    return Candidate.objects.create(
        alliance_id=screening.alliance_id,
        owner_id=screening.owner_id,
        audience=OURS,
        screening=screening,
        name=name,
        name_key=name.casefold(),
        note=text,
        position=next_position(list(taken.values_list("position", flat=True))),
        repeats=repeats,
        by=by,
        at=now,
    )


def refuse_parties(screening: Screening, name: str, by: Person) -> None:
    """Nobody is a candidate in their own alliance: neither we ourselves nor who is in it already."""
    parties = screening.alliance.parties.select_related("organisation")
    for party in parties:
        home = party.organisation
        if name.casefold() not in {home.name.casefold(), home.short_name.casefold()}:
            continue
        if home.pk == by.home_id:
            raise Refused("own_company", f"{home.name} is your own company.", field="name")
        raise Refused(
            "already_party",
            f"{home.name} is a party of this alliance already. To look at a partner again, open a "
            "closed screening and repeat it for this partner.",
            field="name",
        )


def said_by(rows: Sequence[PairComparison]) -> dict[str, Any]:
    """Comparisons of several colleagues as the method of pairs takes them, with their names."""
    return {"judges": [row.pairs for row in rows], "by": [row.person.name for row in rows]}


def add_weighting(
    screening: Screening,
    method: str,
    weighed: Weighed,
    *,
    reason: str,
    names_known: bool,
    by: Person,
    now: datetime,
) -> Weighting:
    """The next version of the weights."""
    rows = Weighting.objects.in_system_scope(WHY).filter(screening=screening)
    last = rows.order_by("-revision").values_list("revision", flat=True).first() or 0
    return Weighting.objects.create(
        alliance_id=screening.alliance_id,
        owner_id=screening.owner_id,
        audience=OURS,
        screening=screening,
        revision=last + 1,
        method=method,
        said=weighed.said,
        weights=weighed.weights,
        ratio=weighed.ratio,
        warning=weighed.warning,
        reason=reason,
        names_known=names_known,
        by=by,
        at=now,
    )
