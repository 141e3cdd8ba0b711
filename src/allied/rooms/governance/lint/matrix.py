"""What the lint of governance looks at: the blueprint, the parties, and who sits where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from allied.kit.lint import Hit
from allied.kit.words import quoted
from allied.rooms.governance.entitlement import Seat, Staffing
from allied.rooms.governance.limits import Limits
from allied.rooms.governance.rhythm import mean_period
from allied.rooms.governance.rights import Blueprint, DecisionRight, Forum
from allied.rooms.governance.rrule import UnknownRhythm

RIGHTS, FORUMS = "rights", "forums"


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The subject of the lint; without seats the rules look at the matrix alone.

    `parties` maps ids to names in the alliance's order; `people` maps persons to names;
    `days` says the day of a party where it is not `day`;
    `attendance` maps a forum to the probability (0 to 1) that a session is quorate.
    """

    blueprint: Blueprint
    parties: Mapping[str, str]
    limits: Limits
    day: date
    days: Mapping[str, date] = field(default_factory=dict)
    seats: tuple[Seat, ...] | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    attendance: Mapping[str, float] = field(default_factory=dict)

    @property
    def rights(self) -> tuple[DecisionRight, ...]:
        return self.blueprint.rights

    @property
    def forums(self) -> tuple[Forum, ...]:
        return self.blueprint.forums

    @property
    def staffing(self) -> Staffing | None:
        """Who may act today, when the seats are known."""
        return (
            None
            if self.seats is None
            else Staffing(self.blueprint, self.seats, self.day, self.days)
        )

    def forum_of(self, right: DecisionRight) -> Forum | None:
        """The forum in which this type of decision is taken."""
        return self.blueprint.forum(right.forum)

    def period(self, forum_id: str) -> float | None:
        """The mean working days between sessions; nothing for a forum without rhythm."""
        forum = self.blueprint.forum(forum_id)
        if forum is None or not forum.rhythm:
            return None
        try:
            return mean_period(forum.rhythm)
        except UnknownRhythm:
            return None

    def person(self, person: str) -> str:
        return self.people.get(person, person)


def on_right(right: DecisionRight, message: str, fix: str) -> Iterator[Hit]:
    """One finding on a row of the matrix; {name} in the message is the decision type."""
    yield Hit(RIGHTS, right.id, message.replace("{name}", quoted(right.name)), fix)


def on_forum(forum: Forum, message: str, fix: str) -> Iterator[Hit]:
    """One finding on a forum; {name} in the message is its name."""
    yield Hit(FORUMS, forum.id, message.replace("{name}", forum.name), fix)
