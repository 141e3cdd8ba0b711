"""The versions of an alliance's annex: the newest one, the one in force, and how a new one is frozen."""

from datetime import datetime
from typing import cast

from allied.alliances import signing
from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.agreement.annex.models import AnnexState, AnnexVersion
from allied.rooms.agreement.annex.text import AnnexText, as_plain, from_plain, text_digest

KIND = "annex"
WHY = "versions of the annex are joint, and only one is up or in force"


def annex_text(row: AnnexVersion) -> AnnexText:
    """What a frozen version says."""
    return from_plain(row.content)


def newest(alliance: Alliance) -> AnnexVersion | None:
    """The newest version, locked."""
    book.take_turn(alliance.pk)
    rows = AnnexVersion.objects.in_system_scope(WHY).filter(alliance=alliance)
    return rows.select_for_update().order_by("-revision").first()


def in_force(alliance: Alliance) -> AnnexVersion | None:
    """The version that every party signed last."""
    rows = AnnexVersion.objects.in_system_scope(WHY).filter(alliance=alliance)
    return rows.filter(state=AnnexState.SIGNED).first()


def up(alliance: Alliance) -> AnnexVersion:
    """The version that is up for signature, locked; refused when none is."""
    row = newest(alliance)
    if row is None or row.state != AnnexState.UP:
        raise Refused("not_up", "The annex is not up for signature.")
    return row


def freeze(
    alliance: Alliance, text: AnnexText, *, revision: int, by: Person, now: datetime
) -> AnnexVersion:
    """One more version with this content."""
    return AnnexVersion.objects.create(
        alliance=alliance,
        owner_id=by.home_id,
        audience=JOINT,
        revision=revision,
        content=cast(dict[str, object], as_plain(text)),
        digest=text_digest(text),
        made_by=by,
        made_at=now,
    )


def lapse(row: AnnexVersion, *, by: Person, now: datetime) -> None:
    """A version that is up gives way to a later one; its signatures no longer count."""
    signing.lapse(
        by=by,
        alliance=row.alliance,
        kind=KIND,
        subject_id=row.pk,
        reason="a later version was put up",
        now=now,
    )
    row.state = AnnexState.LAPSED
    row.save(update_fields=["state"])
