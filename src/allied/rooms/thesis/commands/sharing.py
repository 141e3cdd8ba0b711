"""Sharing one side's own draft as a joint copy: the one step from private to joint."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.words import listed
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.thesis import drafts, facts
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.fitting import settled
from allied.rooms.thesis.models import Thesis
from allied.rooms.thesis.sections import TITLES, section_plain, with_section


def share_draft(
    *, by: Person, thesis: Thesis, version: int, now: datetime, sections: Sequence[str] = ()
) -> Thesis:
    """Copy the chosen sections (all, when none is named) into a new joint thesis; there is no way back.

    The draft, its earlier wordings and the sections left out stay with one's own side.
    """
    require(by, "private.share", thesis.alliance, now)
    drafts.may_write(by, thesis, now)
    chosen = list(dict.fromkeys(sections)) or list(TITLES)
    unknown = [one for one in chosen if one not in TITLES]
    if unknown:
        raise Refused(
            "unknown_section", f"The sections are {listed(list(TITLES))}.", field="sections"
        )
    with transaction.atomic():
        alliance = Alliance.objects.lock(thesis.alliance)
        row = Thesis.objects.lock(thesis)
        _refuse_shared(row)
        current = drafts.newest(row)
        drafts.refuse_outdated(row, current, version)
        copy = settled(_copied(from_json(current.content), chosen), alliance, by.home_id)
        row.shared_at = now
        row.save(update_fields=["shared_at"])
        joint = Thesis.objects.create(
            alliance=alliance, owner_id=by.home_id, audience=JOINT, started_by=by, started_at=now
        )
        first = drafts.add_version(joint, copy, by=by, now=now)
        said = facts.DraftShared(
            subject=joint.pk,
            sections=listed([TITLES[one] for one in TITLES if one in chosen]),
            digest=first.digest,
            organisation=by.home.name,
        )
        drafts.write(joint, said, by=by, now=now)
    return joint


def _refuse_shared(thesis: Thesis) -> None:
    if thesis.audience != OURS or thesis.shared_at:
        raise Refused("already_joint", "Both companies have this thesis already.")
    rows = Thesis.objects.in_system_scope("one thesis per alliance")
    if rows.filter(alliance_id=thesis.alliance_id, audience=JOINT).exists():
        raise Refused(
            "joint_exists",
            "This alliance has its joint value thesis already. Take over what you need there.",
        )


def _copied(content: ThesisContent, chosen: Sequence[str]) -> ThesisContent:
    """Only the chosen sections; what is left out is empty in the copy."""
    copy = ThesisContent()
    for section in chosen:
        copy = with_section(copy, section, section_plain(content, section))
    return copy
