"""Open obligations as things that somebody must be able to act on."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.models import Alliance
from allied.kit.words import shortened
from allied.rooms.agreement.reading.models import Obligation, ObligationState
from allied.rooms.diligence.holdings import source_of_items
from allied.rooms.diligence.single_points import Item

WHY = "obligations are joint"


@source_of_items
def open_obligations(alliance: Alliance, now: datetime) -> Iterable[Item]:
    """Each obligation that has an owner and is not done: it hangs on that one person."""
    rows = Obligation.objects.in_system_scope(WHY).filter(
        alliance=alliance, state=ObligationState.OPEN, holder__isnull=False
    )
    for pk, number, text, holder in rows.values_list("pk", "number", "text", "holder_id"):
        yield Item(
            kind="obligation",
            id=str(pk),
            label=f"O-{number} {shortened(text, 80)}",
            people=(str(holder),),
        )
