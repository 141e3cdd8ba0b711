"""From an alliance workbook to the content of the rooms; nothing is written here."""

from collections.abc import Callable, Mapping
from typing import Any

from allied.papers.workbook.columns import SPONSORS
from allied.papers.workbook.content import (
    AllianceWorkbook,
    AssumptionRow,
    ContributionRow,
    DecisionRightRow,
    ForumRow,
    OutcomeRow,
    ScopeRow,
)
from allied.rooms.exchange.rules import item_id
from allied.rooms.governance import rights
from allied.rooms.governance.starters import seats_for
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import (
    Assumption,
    Contribution,
    Outcome,
    OutcomeKind,
    Principle,
    Risk,
    ScopeItem,
    ScopeKind,
)


def thesis_of(book: AllianceWorkbook, organisations: Mapping[str, str]) -> ThesisContent:
    """The value thesis; `organisations` gives the company of each person whom the workbook names."""
    said = book.thesis
    return ThesisContent(
        objective=said.strategic_objective if said else "",
        why_alliance=said.why_alliance if said else "",
        outcomes=_outcomes(book, organisations),
        contributions=_contributions(book),
        scope=_each(book.scope, "s", _scope_item),
        assumptions=_each(book.assumptions, "a", _assumption),
        risks=_each(book.risks, "r", lambda r, i: Risk(id=i, text=r.risk, mitigation=r.mitigation)),
        principles=_each(
            said.decision_principles if said else (),
            "p",
            lambda text, i: Principle(id=i, text=text),
        ),
    )


def _outcomes(book: AllianceWorkbook, organisations: Mapping[str, str]) -> tuple[Outcome, ...]:
    def made(row: OutcomeRow, item: str) -> Outcome:
        return Outcome(
            id=item,
            name=row.outcome,
            kind=OutcomeKind(row.kind),
            measure=row.measure,
            unit=row.unit,
            baseline=row.baseline,
            target=row.target,
            due=row.due,
            owner=organisations.get(row.owner, row.owner),
        )

    return _each(book.outcomes, "o", made)


def _contributions(book: AllianceWorkbook) -> tuple[Contribution, ...]:
    def made(row: ContributionRow, item: str) -> Contribution:
        return Contribution(
            id=item,
            organisation=row.organisation,
            what=row.contribution,
            amount=row.amount,
            unit=row.unit,
            starts=row.starts,
            ends=row.ends,
        )

    return _each(book.contributions, "c", made)


def _scope_item(row: ScopeRow, item: str) -> ScopeItem:
    return ScopeItem(id=item, kind=ScopeKind(row.side), text=row.item, note=row.note)


def _assumption(row: AssumptionRow, item: str) -> Assumption:
    return Assumption(
        id=item,
        statement=row.assumption,
        test=row.test,
        threshold=row.threshold,
        critical=row.critical,
        due=row.due,
    )


def _each(rows: Any, prefix: str, make: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    return tuple(make(row, item_id(prefix, n)) for n, row in enumerate(rows, 1))


def blueprint_of(book: AllianceWorkbook, people: Mapping[str, rights.Member]) -> rights.Blueprint:
    """Forums and decision rights; people without an account yet are left out of the forums."""
    ids = {row.forum.casefold(): item_id("f", n) for n, row in enumerate(book.forums, 1)}
    return rights.Blueprint(
        forums=tuple(_forum(row, ids, people) for row in book.forums),
        rights=tuple(
            _right(row, item_id("d", n), ids) for n, row in enumerate(book.decision_rights, 1)
        ),
    )


def _forum(
    row: ForumRow, ids: Mapping[str, str], people: Mapping[str, rights.Member]
) -> rights.Forum:
    return rights.Forum(
        id=ids[row.forum.casefold()],
        name=row.forum,
        layer=rights.Layer(row.layer),
        rhythm=row.rhythm,
        members=tuple(people[name] for name in row.members if name in people),
        quorum=row.quorum,
    )


def _right(row: DecisionRightRow, right_id: str, ids: Mapping[str, str]) -> rights.DecisionRight:
    owner_forum = ids.get(row.owner.casefold(), "")
    forum = ids.get(row.forum.casefold(), "")
    escalation = ids.get(row.escalation.casefold(), "")
    if not escalation and row.escalation == SPONSORS:
        escalation = rights.SPONSORS
    return rights.DecisionRight(
        id=right_id,
        name=row.decision_type,
        owner="" if owner_forum else row.owner,
        owner_forum=owner_forum,
        owner_seats=() if owner_forum else seats_for(row.owner),
        joint=rights.Joint(row.joint),
        condition=row.joint_condition,
        forum=forum,
        as_needed=not forum,
        sla_days=row.sla_days,
        escalation=rights.Escalation(to=escalation) if escalation else None,
    )
