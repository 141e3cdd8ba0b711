"""Who may answer for a side: seats, deputies, forum members and the four-eyes rule."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from allied.kit.words import listed
from allied.rooms.governance.rights import SPONSORS, Blueprint, DecisionRight
from allied.rooms.governance.roles import OBSERVER, SPONSOR, forum_of, forum_role, role_words
from allied.rooms.governance.settlement import Half, HalfState, Needed
from allied.rooms.governance.states import ANSWERABLE, WORDS, DecisionState


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A role of one party: its holder (empty when vacant), deputy and days away.

    `left` is who held it last, as long as it is vacant: a forum may still name that person.
    """

    party: str
    role: str
    person: str = ""
    deputy: str = ""
    away: tuple[tuple[date, date], ...] = ()
    left: str = ""

    def is_away(self, day: date) -> bool:
        """Whether the holder is absent on this day; first and last day included."""
        return any(first <= day <= last for first, last in self.away)

    def actors(self, day: date) -> frozenset[str]:
        """Who may act for this seat: its holder, and the deputy while it is vacant or away."""
        return frozenset(who for who in (self.person, self.stand_in(day)) if who)

    def stand_in(self, day: date) -> str:
        """The deputy while the seat is vacant or its holder away; else nobody."""
        return self.deputy if not self.person or self.is_away(day) else ""


@dataclass(frozen=True)
class Staffing:
    """Who sits where today: what turns the roles of the matrix into people.

    `day` is today; `days` says it for each party whose calendar reads another day at this moment.
    """

    blueprint: Blueprint
    seats: tuple[Seat, ...]
    day: date
    days: Mapping[str, date] = field(default_factory=dict)

    def holders(self, party: str, role: str) -> frozenset[str]:
        """Everybody who may act in this role for this party today."""
        forum = self.blueprint.forum(forum_of(role))
        if forum:
            members = frozenset(forum.members_of(party))
            there = members & self._seated(party) | self.standing_in(party, members)
            return there - self._observers()
        return self._actors(seat for seat in self.seats if (seat.party, seat.role) == (party, role))

    def may_act(self, right: DecisionRight, party: str, role: str) -> frozenset[str]:
        """The holders of a role, or of the right's deputy role while nobody is there."""
        holders = self.holders(party, role)
        if holders or role not in right.roles or not right.deputy:
            return holders
        return self.holders(party, right.deputy)

    def standing_in(self, party: str, members: Collection[str]) -> frozenset[str]:
        """The deputies of these members whose seat is vacant or who are away today."""
        theirs = (
            seat
            for seat in self.seats
            if seat.party == party
            and seat.role != OBSERVER
            and (seat.person or seat.left) in members
        )
        return frozenset(who for seat in theirs if (who := seat.stand_in(self.day_of(party))))

    def day_of(self, party: str) -> date:
        """The day that it is for this party."""
        return self.days.get(party, self.day)

    def _actors(self, seats: Iterable[Seat]) -> frozenset[str]:
        return frozenset[str]().union(*(seat.actors(self.day_of(seat.party)) for seat in seats))

    def _seated(self, party: str) -> frozenset[str]:
        """Who sits there for the party at all: a forum may still name somebody who left."""
        return frozenset(seat.person for seat in self.seats if seat.party == party)

    def _observers(self) -> frozenset[str]:
        """People whose only seat is an observer's: they sit in the room and decide nothing."""
        deciding = {seat.person for seat in self.seats if seat.role != OBSERVER}
        return frozenset(seat.person for seat in self.seats) - deciding


def needed_when_asked(
    right: DecisionRight, parties: Sequence[str], *, joint: bool, accountable: str
) -> Needed:
    """Who must approve, fixed when the clock starts: all parties, or only the accountable one."""
    bound = parties if joint else [accountable]
    return Needed.of({party: right.roles for party in bound})


def needed_after_escalation(needed: Needed, right: DecisionRight) -> Needed:
    """The same parties; each may now also answer through the place it was escalated to.

    It stays with its forum: escalation adds a way and takes none away (methods.md 3.4).
    """
    if right.escalation is None:
        return needed
    to = right.escalation.to
    return needed.or_by([SPONSOR if to == SPONSORS else forum_role(to)])


def roles_of(
    person: str, party: str, needed: Needed, right: DecisionRight, staffing: Staffing
) -> tuple[str, ...]:
    """The roles in which this person may answer for this party, in order of the names."""
    need = needed.for_party(party)
    roles = sorted(need.roles) if need else []
    return tuple(role for role in roles if person in staffing.may_act(right, party, role))


def why_not_answer(
    *,
    person: str,
    party: str,
    role: str,
    state: DecisionState,
    asked_by: str,
    right: DecisionRight,
    needed: Needed,
    staffing: Staffing,
    half: Half | None = None,
) -> str:
    """Why this person cannot answer now, as a sentence; empty when they may.

    `half` is what the person's party has said so far, as `settle` returns it.
    """
    if state not in ANSWERABLE:
        return f"This decision is {WORDS[state]}. It takes answers only while it is open."
    need = needed.for_party(party)
    if need is None:
        return "Your company is not asked in this decision."
    if role not in need.roles or person not in staffing.may_act(right, party, role):
        return _who_may(need.roles)
    if right.four_eyes and person == asked_by:
        return "You asked for this decision. Somebody else of your company must approve it."
    return _already_said(half, role) if half else ""


def has_four_eyes(right: DecisionRight, kinds: Collection[str]) -> bool:
    """Whether the proposer may not sign, by the right itself or by its kind (trust.md 5.2)."""
    return right.four_eyes or right.kind in kinds


def _already_said(half: Half, role: str) -> str:
    if half.state is not HalfState.WAIT:
        return "Your company has already answered. Its answer can be taken back until all have."
    if role in {answer.role for answer in half.answers}:
        return f"The {role_words(role)} of your company has already answered."
    return ""


def _who_may(roles: Collection[str]) -> str:
    if not roles:
        return "No seat is named for this type of decision. Name its owner in the matrix."
    words = listed(sorted({role_words(role) for role in roles}), "or")
    return f"For your company this is answered by: {words}."
