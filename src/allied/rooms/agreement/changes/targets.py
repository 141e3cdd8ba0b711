"""What a change touches: the version in force, the names in it, and how the next version is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Case, Value, When

from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.identity import new_id
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.agreement.annex import versions as annexes
from allied.rooms.agreement.annex.basis import terms_of
from allied.rooms.agreement.annex.building import text_today
from allied.rooms.agreement.annex.commands import change_terms, put_up_annex
from allied.rooms.agreement.annex.models import AnnexState, AnnexTerms, AnnexVersion
from allied.rooms.agreement.annex.text import text_digest
from allied.rooms.agreement.changes.edits import (
    ChangeKind,
    CommercialEdit,
    Edit,
    GovernanceEdit,
    Known,
    RoadmapEdit,
    ScopeEdit,
)
from allied.rooms.governance import commands as governance
from allied.rooms.governance.as_rules import blueprint_of, version_in_effect
from allied.rooms.governance.editing import with_forum, with_right
from allied.rooms.governance.models import Blueprint, BlueprintState
from allied.rooms.governance.versions import newest as newest_blueprint
from allied.rooms.thesis import commands as thesis
from allied.rooms.thesis import drafts
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.models import State, Thesis, ThesisVersion
from allied.rooms.thesis.sections import section_plain

WHY = "what a change touches is joint"


@dataclass(frozen=True, kw_only=True)
class Target:
    """One thing that changes: its name, the right to write it, its version in force, the next one.

    `write` puts the next version up for signature only when it holds nothing but what was approved
    or put up before: who approves one change publishes no other. `is_up` says whether it was.
    """

    name: str
    right: str
    in_force: Callable[[Alliance], int]
    write: Callable[[Alliance, Any, Person, datetime], int]
    is_up: Callable[[Alliance, int], bool]


def known_in(alliance: Alliance) -> Known:
    """The names of everything that a request may touch, as they are in force or in the newest draft."""
    content = _thesis_content(alliance)
    version = version_in_effect(alliance)
    blueprint = blueprint_of(version) if version else None
    return Known(
        scope={one.id: one.text for one in content.scope},
        outcomes={one.id: one.name for one in content.outcomes},
        rights={one.id: one.name for one in blueprint.rights} if blueprint else {},
        forums={one.id: one.name for one in blueprint.forums} if blueprint else {},
        clauses={str(row["id"]): str(row["title"]) for row in terms_of(alliance)["clauses"]},
    )


def _thesis_content(alliance: Alliance) -> ThesisContent:
    signed_first = Case(When(state=State.SIGNED, then=Value(0)), default=Value(1))
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(alliance=alliance, audience=JOINT)
    row = rows.order_by(signed_first, "-revision").first()
    return from_json(row.content) if row else ThesisContent()


def _thesis_in_force(alliance: Alliance) -> int:
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(
        alliance=alliance, audience=JOINT, state=State.SIGNED
    )
    return rows.values_list("revision", flat=True).first() or 0


def _write_thesis(alliance: Alliance, edit: Edit, by: Person, now: datetime) -> int:
    """The change in the open draft, or in a new one, put up when the draft holds nothing else."""
    row = Thesis.objects.in_system_scope(WHY).filter(alliance=alliance, audience=JOINT).first()
    if row is None:
        raise Refused("nothing_to_change", "There is no joint value thesis yet.")
    current, signed = drafts.newest(row), drafts.in_force(row)
    alone = current.state in (State.SIGNED, State.UP)
    alone = alone or (signed is not None and signed.digest == current.digest)
    section, content = _section(from_json(current.content), edit)
    changed = thesis.change_section(
        by=by, thesis=row, section=section, content=content, version=current.edit, now=now
    )
    if alone and changed.state == State.DRAFT:
        thesis.put_up_for_signature(by=by, thesis=row, version=changed.edit, now=now)
    return changed.revision


def _thesis_is_up(alliance: Alliance, revision: int) -> bool:
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(alliance=alliance, audience=JOINT)
    return rows.filter(revision=revision).exclude(state=State.DRAFT).exists()


def _section(content: ThesisContent, edit: Edit) -> tuple[str, list[Any]]:
    if isinstance(edit, ScopeEdit):
        kept: list[Any] = list(section_plain(content, "scope"))  # type: ignore[arg-type]
        lines = [one for one in kept if one["id"] not in edit.remove]
        added = [{"id": str(new_id()), "kind": kind, "text": text} for kind, text in edit.add]
        return "scope", lines + added
    assert isinstance(edit, RoadmapEdit)
    rows: list[Any] = list(section_plain(content, "outcomes"))  # type: ignore[arg-type]
    wanted = {name: value for name, value in edit.plain().items() if value and name != "outcome"}  # type: ignore[union-attr]
    if edit.outcome not in {one["id"] for one in rows}:
        raise Refused("outcome_gone", "The outcome is no longer in the newest draft.")
    return "outcomes", [{**one, **wanted} if one["id"] == edit.outcome else one for one in rows]


def _blueprint_in_force(alliance: Alliance) -> int:
    rows = Blueprint.objects.in_system_scope(WHY).filter(
        alliance=alliance, state=BlueprintState.SIGNED
    )
    return rows.values_list("revision", flat=True).first() or 0


def _write_blueprint(alliance: Alliance, edit: GovernanceEdit, by: Person, now: datetime) -> int:
    """The change in the newest draft of the blueprint, put up when the draft holds nothing else."""
    row = newest_blueprint(alliance)
    signed = Blueprint.objects.in_system_scope(WHY).filter(
        alliance=alliance, state=BlueprintState.SIGNED, digest=row.digest
    )
    alone = row.state in (BlueprintState.SIGNED, BlueprintState.UP) or signed.exists()
    content = blueprint_of(row)
    right, forum = content.right(edit.right), content.forum(edit.forum)
    if (edit.right and right is None) or (edit.forum and forum is None):
        raise Refused("row_gone", "What should change is no longer in the newest draft.")
    if right is not None:
        content = with_right(content, replace(right, sla_days=edit.sla_days))
    if forum is not None:
        content = with_forum(content, replace(forum, rhythm=edit.rhythm))
    changed = governance.change_blueprint(
        by=by, alliance=alliance, version=row.version, content=content, now=now
    )
    if alone and changed.state == BlueprintState.DRAFT:
        governance.put_up_blueprint(by=by, alliance=alliance, version=changed.version, now=now)
    return changed.revision


def _blueprint_is_up(alliance: Alliance, revision: int) -> bool:
    rows = Blueprint.objects.in_system_scope(WHY).filter(alliance=alliance, revision=revision)
    return rows.exclude(state=BlueprintState.DRAFT).exists()


def _annex_in_force(alliance: Alliance) -> int:
    found = annexes.in_force(alliance)
    return found.revision if found else 0


def _write_annex(alliance: Alliance, edit: CommercialEdit, by: Person, now: datetime) -> int:
    """The clause in the terms of the annex; put up as its next version when nothing else differs."""
    before = annexes.newest(alliance)
    alone = (
        before is not None
        and before.state in (AnnexState.UP, AnnexState.SIGNED)
        and before.digest == text_digest(text_today(alliance, now))
    )
    kept = AnnexTerms.objects.in_system_scope(WHY).filter(alliance=alliance).first()
    clauses = [dict(row) for row in terms_of(alliance)["clauses"]]
    clause = {"title": edit.title, "text": edit.text}
    if edit.replaces in {row["id"] for row in clauses}:
        clauses = [row | clause if row["id"] == edit.replaces else row for row in clauses]
    else:
        clauses.append({"id": str(new_id()), **clause})
    version = kept.version if kept else 0
    change_terms(
        by=by, alliance=alliance, part="clauses", content=clauses, version=version, now=now
    )
    if alone:
        digest = text_digest(text_today(alliance, now))
        put_up_annex(by=by, alliance=alliance, digest=digest, now=now)
    return before.revision + 1 if before else 1


def _annex_is_up(alliance: Alliance, revision: int) -> bool:
    rows = AnnexVersion.objects.in_system_scope(WHY).filter(alliance=alliance)
    return rows.filter(revision=revision).exists()


_THESIS = Target(
    name="value thesis",
    right="thesis.edit",
    in_force=_thesis_in_force,
    write=_write_thesis,
    is_up=_thesis_is_up,
)
TARGETS: dict[str, Target] = {
    ChangeKind.SCOPE: _THESIS,
    ChangeKind.ROADMAP: _THESIS,
    ChangeKind.GOVERNANCE: Target(
        name="governance blueprint",
        right="governance.edit",
        in_force=_blueprint_in_force,
        write=_write_blueprint,
        is_up=_blueprint_is_up,
    ),
    ChangeKind.COMMERCIAL: Target(
        name="annex",
        right="annex.edit",
        in_force=_annex_in_force,
        write=_write_annex,
        is_up=_annex_is_up,
    ),
}
