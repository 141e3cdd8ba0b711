"""The alliance: who sits in it, what is agreed and awaited, what one side writes for itself."""

from allied.alliances.models.agreeing import (
    Awaited,
    Counter,
    LintWaiver,
    Signature,
    SignOff,
    Waiver,
)
from allied.alliances.models.notes import PrivateNote, SharedText
from allied.alliances.models.seats import (
    Alliance,
    Discipline,
    Invitation,
    Kind,
    Party,
    ProposedMember,
    Role,
    Seat,
    Stage,
)

__all__ = [
    "Alliance",
    "Awaited",
    "Counter",
    "Discipline",
    "Invitation",
    "Kind",
    "LintWaiver",
    "Party",
    "PrivateNote",
    "ProposedMember",
    "Role",
    "Seat",
    "SharedText",
    "SignOff",
    "Signature",
    "Stage",
    "Waiver",
]
