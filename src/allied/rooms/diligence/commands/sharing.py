"""The one step by which a private risk becomes a joint one: a copy of chosen words."""

from datetime import datetime

from django.db import transaction

from allied.alliances.access import require
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.record import book
from allied.rooms.diligence import facts
from allied.rooms.diligence.content import RiskContent
from allied.rooms.diligence.making import new_risk, words_of
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.writing import lock_open, tell


def share_risk(*, by: Person, risk: Risk, said: RiskContent, now: datetime) -> Risk:
    """Put a copy of chosen words on the joint register; the private risk stays as it is.

    There is no un-sharing: what all parties have read stays read.
    """
    require(by, "private.share", risk.alliance, now)
    if risk.audience != OURS:
        raise Refused("joint", "This risk is joint already.")
    with transaction.atomic():
        book.take_turn(risk.alliance_id)
        row = lock_open(by, risk)
        if row.shared_as_id is not None:
            raise Refused("shared", "A copy of this risk was shared already.")
        joint = new_risk(
            by=by, alliance=row.alliance, said=said, now=now, audience=JOINT, holder=None
        )
        row.shared_as = joint
        row.save(update_fields=["shared_as"])
        shared = facts.RiskShared(
            subject=joint.pk,
            ref=joint.ref,
            probability=joint.now_probability,
            impact=joint.now_impact,
            organisation=by.home.name,
            title=joint.title,
            words=words_of(joint),
        )
        tell(joint, shared, by=by, now=now)
    return joint
