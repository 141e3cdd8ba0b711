"""A partner whom the draft only named has come: from now on the draft means it as a party."""

from datetime import datetime
from uuid import UUID

from allied.alliances.models import Alliance, Invitation
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.thesis import drafts, facts
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.fitting import settled
from allied.rooms.thesis.models import State, ThesisVersion

WHY = "whoever joins is a party for everybody"


def bind_names(alliance: Alliance, by: Person, now: datetime) -> None:
    """Write the draft of the joint thesis with its parties by id; what is up or signed stays."""
    rows = ThesisVersion.objects.in_system_scope(WHY).filter(
        thesis__alliance_id=alliance.pk, thesis__audience=JOINT, state=State.DRAFT
    )
    version = rows.select_related("thesis__alliance").order_by("-revision").first()
    if version is None:
        return
    before = from_json(version.content)
    wanted = settled(before, alliance, version.owner_id, _invited_as(alliance))
    if wanted.digest() == version.digest:
        return
    version.content, version.digest = wanted.as_canonical(), wanted.digest()
    version.edit += 1
    version.edited_by, version.edited_at = by, now
    version.save(update_fields=["content", "digest", "edit", "edited_by", "edited_at"])
    said = facts.PartnerNamed(
        subject=version.thesis_id,
        revision=version.revision,
        edit=version.edit,
        digest=version.digest,
        changes=drafts.told_changes(before, wanted, drafts.names_of(alliance)),
    )
    drafts.write(version.thesis, said, by=by, now=now)


def _invited_as(alliance: Alliance) -> dict[str, UUID]:
    """The names under which parties were invited; a party may call itself otherwise."""
    rows = Invitation.objects.in_system_scope(WHY).filter(
        alliance=alliance, to_partner=True, accepted_at__isnull=False
    )
    return dict(rows.values_list("organisation_name", "accepted_by__organisation_id"))
