"""What the frame of every page needs of the alliances, in one query: parties, and how much waits."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import FETCH_PEERS, F, QuerySet, Subquery
from django.http import HttpRequest

from allied.alliances.models import Awaited, Party, Seat
from allied.kit.counts import CountOf
from allied.kit.prepared import prepared
from allied.people.models import Person
from allied.people.scope import current_seats
from allied.record.models import Log

IN_SWITCHER = 6
SEATS_READ = 8
"""Two more than are shown, for those who hold two seats in one alliance."""
MOST_COUNTED = 100
NOTHING_YET = "nothing"
"""What stands for the root of a log that has not begun."""
LAST_USED = "alliance"
"""The cookie that remembers in which alliance this browser was last; no secret, only an id."""

# What an organisation says of its calendar and its place: no page shows it beside a name.
_UNREAD = tuple(
    f"organisation__{name}"
    for name in (
        "time_zone",
        "country",
        "subdivision",
        "workdays",
        "opens",
        "closes",
        "closures",
        "exceptions",
        "version",
        "created_at",
    )
)

type Parties = dict[UUID, list[Party]]


def parties_at_hand(request: HttpRequest, person: Person, also: Collection[UUID] = ()) -> Parties:
    """The parties of the newest alliances, of the one used last, and of these.

    With each comes how much waits, the root of the alliance's record (`record`) and that of one's own
    organisation (`own_record`): as long as they are the same, nothing has happened there.

    The first question of a request answers all later ones, as long as they ask for nothing else.
    """
    known: Parties | None = getattr(request, "parties_at_hand", None)
    if known is not None and known.keys() >= set(also):
        return known
    found: Parties = {}
    # Two queries: joined in one, PostgreSQL reads every party there is.
    newest = [row["alliance_id"] for row in _newest(person)]
    named = list(dict.fromkeys((*newest, *also, *remembered(request))))
    for party in sorted(_parties(person, named), key=_newest_first):
        found.setdefault(party.alliance_id, []).append(party)
    request.parties_at_hand = found  # type: ignore[attr-defined]  # read again above
    request.week_count = _waits(found)  # type: ignore[attr-defined]  # read by the frame
    return found


@prepared
def _parties(person: Person, named: Collection[UUID]) -> QuerySet[Party]:
    rows = Party.objects.visible_to(person).annotate(
        waits=CountOf(_waiting(person)),
        record=F("alliance__log__root"),
        own_record=Subquery(_own_log(person).values("root")),
    )
    rows = rows.filter(alliance_id__in=named)
    return rows.select_related("organisation", "alliance").defer(*_UNREAD).fetch_mode(FETCH_PEERS)


def records_of(parties: Sequence[Party]) -> tuple[str, str]:
    """The roots of the joint record and of one's own that came along with these parties."""
    first: Any = parties[0]
    return first.record or NOTHING_YET, first.own_record or NOTHING_YET


def remembered(request: HttpRequest) -> list[UUID]:
    """The alliance that this browser used last, if it says so; whether its person sits there is asked later."""
    try:
        return [UUID(request.COOKIES.get(LAST_USED, ""))]
    except ValueError:
        return []


def _waits(found: Parties) -> int:
    """The count that came along; nothing waits where somebody sits nowhere."""
    waits: int = next((party.waits for each in found.values() for party in each), 0)  # type: ignore[attr-defined]  # annotated above
    return waits


def _newest_first(party: Party) -> tuple[float, int]:
    return -party.alliance.created_at.timestamp(), party.position


@prepared
def _newest(person: Person) -> "QuerySet[Seat, Any]":
    # By seats, not by alliances: an index gives the newest ones, however many there are or came at once.
    seats = current_seats(person=person)
    return seats.order_by("-given_at").values("alliance_id")[:SEATS_READ]


def _own_log(person: Person) -> QuerySet[Log]:
    rows = Log.objects.in_system_scope("of the log of one's own organisation the root alone")
    return rows.filter(organisation=person.organisation_id)


def _waiting(person: Person) -> Any:
    rows = Awaited.objects.visible_to(person).filter(done_at__isnull=True)
    return rows.order_by().values("pk")[:MOST_COUNTED]
