"""The versions of one thesis as its commands need them: the newest, the one in force, what changed."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.content import Plain, canonical_json
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.record import book
from allied.record.facts import Fact
from allied.rooms.thesis.comparison import compare
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.models import OPEN, State, Thesis, ThesisEdit, ThesisVersion
from allied.rooms.thesis.sections import TITLES, with_section

WHY = "the versions of a thesis that its command has locked"


def may_write(by: Person, thesis: Thesis, now: datetime) -> None:
    """The right to write this thesis; an own draft needs the right to private things as well."""
    require(by, "thesis.edit", thesis.alliance, now)
    if thesis.audience == OURS:
        require(by, "private.write", thesis.alliance, now)
        if thesis.owner_id != by.organisation_id:
            raise NotAllowed("private.write")


def newest(thesis: Thesis) -> ThesisVersion:
    """The version that a change would touch."""
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(thesis=thesis)
    version = rows.order_by("-revision").first()
    assert version is not None, "a thesis is born with its first version"
    return version


def in_force(thesis: Thesis) -> ThesisVersion | None:
    """The version that every party signed and that none has replaced."""
    rows = ThesisVersion.objects.in_system_scope(WHY)
    return rows.filter(thesis=thesis, state=State.SIGNED).first()


def add_version(
    thesis: Thesis,
    content: ThesisContent,
    *,
    by: Person,
    now: datetime,
    made_from: ThesisVersion | None = None,
) -> ThesisVersion:
    """A new draft; one that was put up before, and not signed, is superseded by it."""
    if made_from and made_from.state in OPEN:
        made_from.state = State.SUPERSEDED
        made_from.save(update_fields=["state"])
    return ThesisVersion.objects.create(
        alliance_id=thesis.alliance_id,
        owner_id=by.home_id,
        audience=thesis.audience,
        thesis=thesis,
        revision=made_from.revision + 1 if made_from else 1,
        content=content.as_canonical(),
        digest=content.digest(),
        made_from=made_from,
        edit=made_from.edit + 1 if made_from else 1,
        edited_by=by,
        edited_at=now,
    )


def assumptions_of(thesis: Thesis) -> dict[str, Assumption]:
    """The assumptions that can be tested now: those in force, and those of the newest version."""
    versions = [newest(thesis), in_force(thesis)]
    texts = [from_json(version.content) for version in versions if version]
    return {one.id: one for content in texts for one in content.assumptions}


def statement_of(thesis: Thesis, item: str) -> str:
    """What the assumption with this id says; its id when no version names it any more."""
    found = assumptions_of(thesis).get(item)
    return found.statement if found else item


def names_of(alliance: Alliance) -> dict[str, str]:
    """The names of the parties by their id, in their fixed order."""
    parties = alliance.parties.select_related("organisation").order_by("position")
    return {
        str(p.organisation_id): p.organisation.short_name or p.organisation.name for p in parties
    }


def told_changes(old: ThesisContent, new: ThesisContent, names: Mapping[str, str]) -> str:
    """What changed, as one text."""
    return " ".join(change.sentence for change in compare(old, new, parties=names))


def refuse_outdated(thesis: Thesis, version: ThesisVersion, since: int, *sections: str) -> None:
    """Raise `Outdated`, saying who changed what, when one of these sections moved since that edit."""
    edits = list(
        ThesisEdit.objects.in_system_scope(WHY)
        .filter(thesis=thesis, edit__gt=since, section__in=sections or TITLES)
        .select_related("by")
        .order_by("edit")
    )
    if since > version.edit:
        raise Refused("unknown_version", f"The newest state of the thesis is {version.edit}.")
    if edits:
        raise Outdated("outdated", _moved(thesis, version, edits))


def _moved(thesis: Thesis, version: ThesisVersion, edits: Iterable[ThesisEdit]) -> str:
    """Who changed the sections since, and in words what."""
    edits = list(edits)
    now = from_json(version.content)
    then = now
    for edit in reversed(edits):
        then = with_section(then, edit.section, json.loads(edit.before))
    people = listed(list(dict.fromkeys(edit.by.name for edit in edits)))
    said = told_changes(then, now, names_of(thesis.alliance))
    return f"{people} changed the thesis since you opened it. {said}".strip()


def remember_edit(
    version: ThesisVersion, section: str, before: Plain, *, by: Person, now: datetime
) -> None:
    """Keep what stood in the section before this change."""
    ThesisEdit.objects.create(
        alliance_id=version.alliance_id,
        owner_id=by.home_id,
        audience=version.audience,
        thesis_id=version.thesis_id,
        edit=version.edit,
        section=section,
        before=canonical_json(before),
        by=by,
        at=now,
    )


def write(thesis: Thesis, said: Fact, *, by: Person, now: datetime) -> None:
    """The fact goes where the thesis lives: in the joint log, or in our own."""
    if thesis.audience == JOINT:
        book.record(said, alliance_id=thesis.alliance_id, by=by, now=now)
    else:
        book.note_own(said, by=by, now=now, alliance_id=thesis.alliance_id)
