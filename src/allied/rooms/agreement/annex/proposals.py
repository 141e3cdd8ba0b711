"""KPIs that could be defined with one click: from the outcomes of the thesis, and from what others offer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.agreement.annex.kpis import Direction, KpiContent, Period, Perspective
from allied.rooms.agreement.annex.models import Kpi
from allied.rooms.thesis.items import Outcome, OutcomeKind
from allied.rooms.thesis.queries import document, joint_thesis

PERSPECTIVES = {
    OutcomeKind.CAPABILITY: Perspective.CAPABILITY,
    OutcomeKind.SPEED: Perspective.EXECUTION,
}


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One KPI that could be defined: its content, where it comes from, and whether only we see it."""

    id: str
    content: KpiContent
    source: str
    ours: bool = False


type Source = Callable[[Person, Alliance], Iterable[Proposal]]
_SOURCES: list[Source] = []


def source_of_proposals(source: Source) -> Source:
    """Declares a function that proposes KPIs to one person; it reads by `visible_to` only."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def proposals_for(person: Person, alliance: Alliance, kpis: Sequence[Kpi]) -> list[Proposal]:
    """What could be defined and is not: matched by the outcome it proves, and by its name."""
    names = {row.name.casefold() for row in kpis}
    proved = {row.proves for row in kpis if row.proves}
    parties = tuple(
        str(one)
        for one in alliance.parties.order_by("position").values_list("organisation", flat=True)
    )
    found: dict[str, Proposal] = {}
    for source in _SOURCES:
        for one in source(person, alliance):
            name = one.content.name.casefold()
            if name not in names and one.content.proves not in proved and name not in found:
                found[name] = replace(one, content=_confirmed(one.content, parties))
    return list(found.values())


def _confirmed(content: KpiContent, parties: tuple[str, ...]) -> KpiContent:
    """Every party confirms, unless the proposal says otherwise."""
    return content if content.confirmers else replace(content, confirmers=parties)


@source_of_proposals
def from_outcomes(person: Person, alliance: Alliance) -> Iterable[Proposal]:
    """One KPI for each outcome of the joint thesis that has a measure."""
    thesis = joint_thesis(person, alliance)
    found = document(person, thesis) if thesis else None
    for one in found.content.outcomes if found else ():
        yield Proposal(
            id=f"outcome-{one.id}"[:64],
            content=_of_outcome(one, found.names if found else {}),
            source="the value thesis",
        )


def _of_outcome(one: Outcome, parties: dict[str, str]) -> KpiContent:
    lower = one.baseline is not None and one.target is not None and one.target < one.baseline
    measured = tuple(side for side in one.measured_by if side in parties)
    return KpiContent(
        name=one.name[:200],
        perspective=PERSPECTIVES.get(one.kind, Perspective.VALUE),
        unit=one.unit[:40],
        direction=Direction.LOWER if lower else Direction.HIGHER,
        formula=one.measure[:2000],
        period=Period.MONTH,
        baseline=one.baseline,
        target=one.target,
        side=UUID(one.owner) if one.owner in parties else None,
        proves=one.id,
        confirmers=measured,
    )
