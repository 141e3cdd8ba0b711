"""From an alliance workbook to the content of the rooms; nothing is written here."""

from collections.abc import Callable, Mapping
from typing import Any

from allied.papers.workbook.columns import SPONSORS
from allied.papers.workbook.content import AllianceWorkbook, DecisionRightRow, ForumRow
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

    def known(name: str) -> str:
        return organisations.get(name, name)

    return ThesisContent(
        objective=book.thesis.strategic_objective if book.thesis else "",
        why_alliance=book.thesis.why_alliance if book.thesis else "",
        outcomes=_each(
            book.outcomes,
            "o",
            lambda r, i: Outcome(
                id=i,
                name=r.outcome,
                kind=OutcomeKind(r.kind),
                measure=r.measure,
                unit=r.unit,
                baseline=r.baseline,
                target=r.target,
                due=r.due,
                owner=known(r.owner),
            ),
        ),
        contributions=_each(
            book.contributions,
            "c",
            lambda r, i: Contribution(
                id=i,
                organisation=known(r.organisation),
                what=r.contribution,
                amount=r.amount,
                unit=r.unit,
                starts=r.starts,
                ends=r.ends,
            ),
        ),
        scope=_each(
            book.scope,
            "s",
            lambda r, i: ScopeItem(
                id=i,
                kind=ScopeKind(r.side),
                text=r.item,
                note=r.note,
            ),
        ),
        assumptions=_each(
            book.assumptions,
            "a",
            lambda r, i: Assumption(
                id=i,
                statement=r.assumption,
                test=r.test,
                threshold=r.threshold,
                critical=r.critical,
                due=r.due,
            ),
        ),
        risks=_each(book.risks, "r", lambda r, i: Risk(id=i, text=r.risk, mitigation=r.mitigation)),
        principles=_each(
            book.thesis.decision_principles if book.thesis else (),
            "p",
            lambda text, i: Principle(id=i, text=text),
        ),
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
