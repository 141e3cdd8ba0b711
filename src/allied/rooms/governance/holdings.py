"""Decision rights and forums as things that somebody must be able to act on, side by side."""

from collections.abc import Iterable
from datetime import datetime

from allied.alliances.models import Alliance
from allied.kit.reading import read_plain
from allied.rooms.diligence.holdings import FORUM, source_of_items
from allied.rooms.diligence.single_points import Item
from allied.rooms.governance.as_rules import staffing_of
from allied.rooms.governance.blueprint import read_right
from allied.rooms.governance.models import DecisionRight
from allied.rooms.governance.models import Forum as ForumRow
from allied.rooms.governance.rights import Joint

WHY = "single points are joint"


@source_of_items
def rights_and_forums(alliance: Alliance, now: datetime) -> Iterable[Item]:
    """Each decision right once for each side that answers it, and each forum with its members."""
    rights = DecisionRight.objects.in_system_scope(WHY).filter(
        alliance=alliance, ended_at__isnull=True
    )
    found = [(row, read_plain(row.content, read_right)) for row in rights]
    if not found:
        return
    staffing = staffing_of(alliance, now)
    parties = list(alliance.parties.select_related("organisation").order_by("position"))
    for row, rule in found:
        for party in parties:
            side = str(party.organisation_id)
            able = frozenset[str]().union(*(staffing.holders(side, r) for r in rule.roles))
            yield Item(
                kind="decision right",
                id=f"{row.pk}:{side}",
                label=f"{row.name}, {party.organisation.short_name}",
                critical=rule.joint is Joint.YES,
                people=tuple(sorted(able)),
            )
    for forum in ForumRow.objects.in_system_scope(WHY).filter(
        alliance=alliance, ended_at__isnull=True
    ):
        members = [str(each["person"]) for each in forum.content.get("members", ())]
        yield Item(kind=FORUM, id=str(forum.pk), label=forum.name, people=tuple(members))
