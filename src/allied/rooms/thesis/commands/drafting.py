"""Starting a thesis and changing it, one section at a time."""

from datetime import datetime

from django.db import transaction

from allied.alliances import signing
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.thesis import drafts, facts
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.fitting import fitted
from allied.rooms.thesis.models import State, Thesis, ThesisVersion
from allied.rooms.thesis.sections import TITLES, section_plain, with_section
from allied.rooms.thesis.subject import KIND


def start_thesis(
    *,
    by: Person,
    alliance: Alliance,
    now: datetime,
    audience: str = "",
    content: ThesisContent | None = None,
) -> Thesis:
    """Begin the value thesis, empty or from a pattern's content.

    Without an audience it is joint when a partner is there already, else only our side's draft.
    """
    if not audience:
        audience = JOINT if alliance.parties.count() > 1 else OURS
    if audience not in {JOINT, OURS}:
        raise Refused("unknown_audience", "The audience is joint or ours.", field="audience")
    planned = Thesis(
        alliance=alliance, owner_id=by.home_id, audience=audience, started_by=by, started_at=now
    )
    drafts.may_write(by, planned, now)
    with transaction.atomic():
        Alliance.objects.lock(alliance)  # two who start at the same moment get one thesis
        _refuse_second(planned)
        thesis = Thesis.objects.create(
            alliance=alliance, owner_id=by.home_id, audience=audience, started_by=by, started_at=now
        )
        begun = fitted(content or ThesisContent(), alliance, by.home_id)
        version = drafts.add_version(thesis, begun, by=by, now=now)
        said = facts.ThesisStarted(subject=thesis.pk, digest=version.digest)
        drafts.write(thesis, said, by=by, now=now)
    return thesis


def _refuse_second(planned: Thesis) -> None:
    rows = Thesis.objects.in_system_scope("one thesis per alliance").filter(
        alliance=planned.alliance
    )
    if planned.audience == JOINT and rows.filter(audience=JOINT).exists():
        raise Refused(
            "joint_exists", "This alliance has its joint value thesis already. Change it."
        )
    own = rows.filter(audience=OURS, owner=planned.owner, shared_at__isnull=True)
    if planned.audience == OURS and own.exists():
        raise Refused("draft_exists", "Your company has a draft already. Change it, or share it.")


def change_section(
    *,
    by: Person,
    thesis: Thesis,
    section: str,
    content: object,
    version: int,
    now: datetime,
) -> ThesisVersion:
    """Put new content in one section; signatures on what stood there before lapse.

    `version` is the edit the writer started from: refused when the same section changed since.
    A thesis that is in force, up for signature or refused gets a new draft version.
    """
    drafts.may_write(by, thesis, now)
    with transaction.atomic():
        row = Thesis.objects.lock(thesis)
        if row.shared_at:
            raise Refused("shared", "This draft was shared. Change the joint thesis instead.")
        current = drafts.newest(row)
        before = from_json(current.content)
        changed_to = with_section(before, section, content)
        wanted = fitted(changed_to, row.alliance, by.home_id, before)
        drafts.refuse_outdated(row, current, version, section)
        if wanted.digest() == current.digest:
            return current
        changed = _write_draft(row, current, wanted, by=by, now=now)
        drafts.remember_edit(changed, section, section_plain(before, section), by=by, now=now)
        said = facts.SectionChanged(
            subject=row.pk,
            section=TITLES[section],
            revision=changed.revision,
            edit=changed.edit,
            digest=changed.digest,
            changes=drafts.told_changes(before, wanted, drafts.names_of(row.alliance)),
        )
        drafts.write(row, said, by=by, now=now)
    return changed


def _write_draft(
    thesis: Thesis, current: ThesisVersion, wanted: ThesisContent, *, by: Person, now: datetime
) -> ThesisVersion:
    """The open draft with its new content, or a new draft when the newest version is no draft."""
    if current.state != State.DRAFT:
        reason = f"{by.name} changed the content"
        if thesis.audience == JOINT:
            signing.lapse(
                by=by,
                alliance=thesis.alliance,
                kind=KIND,
                subject_id=thesis.pk,
                reason=reason,
                now=now,
            )
        return drafts.add_version(thesis, wanted, by=by, now=now, made_from=current)
    current.content = wanted.as_canonical()
    current.digest = wanted.digest()
    current.edit += 1
    current.edited_by, current.edited_at = by, now
    current.save(update_fields=["content", "digest", "edit", "edited_by", "edited_at"])
    return current
