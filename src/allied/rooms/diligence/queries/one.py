"""One risk with everything its page and the API show: three views, controls, where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record.models import Entry
from allied.record.story import Line, told
from allied.rooms.diligence.exposure import Rating, Ratings, View
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.queries.register import controls_by_risk, moved_from
from allied.rooms.diligence.queries.sides import Face, Side, face, sides_of
from allied.rooms.diligence.rating import colour_of, ratings_of, scales_of
from allied.rooms.diligence.scales import Scales
from allied.rooms.diligence.upkeep import days_overdue

VIEWS = (
    (View.INHERENT, "Before controls"),
    (View.RESIDUAL, "Now"),
    (View.TARGET, "When all controls work"),
)
LATEST = 8


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a risk stands in one view."""

    view: View
    words: str
    rating: Rating
    colour: str


@dataclass(frozen=True, kw_only=True)
class ControlShown:
    """One control and who does it."""

    control: Control
    face: Face | None
    files: Sequence[Attachment] = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything about one risk, for one person at one moment."""

    risk: Risk
    scales: Scales
    sides: dict[UUID, Side]
    face: Face | None
    ratings: Ratings | None
    controls: Sequence[ControlShown]
    was: int | None
    late: int

    @property
    def standings(self) -> list[Standing]:
        """The three views, in order; none while nobody has assessed the risk."""
        if self.ratings is None:
            return []
        found = []
        for view, words in VIEWS:
            rating = self.ratings.seen(view)
            colour = colour_of(rating.score)
            found.append(Standing(view=view, words=words, rating=rating, colour=colour))
        return found


def case_of(risk: Risk, person: Person, now: datetime, today: date) -> Case:
    """The case of a risk that this person has found."""
    sides = sides_of(risk.alliance, person)
    controls = controls_by_risk(person, [risk.pk]).get(risk.pk, [])
    scales = scales_of(risk.alliance)
    files = attached_to(person, [one.pk for one in controls])
    return Case(
        risk=risk,
        scales=scales,
        sides=sides,
        face=face(risk.holder, sides) if risk.holder else None,
        ratings=ratings_of(risk, controls, scales),
        controls=[
            ControlShown(
                control=one,
                face=face(one.holder, sides) if one.holder else None,
                files=files.get(one.pk, ()),
            )
            for one in controls
        ],
        was=moved_from(risk, now),
        late=days_overdue(risk.review_on, today) if risk.state == "open" else 0,
    )


def lines_of(risk: Risk, person: Person) -> list[Line]:
    """The latest lines of the joint record about a joint risk."""
    if risk.audience != JOINT:
        return []
    rows = Entry.objects.visible_to(person).filter(
        alliance=risk.alliance, audience=JOINT, subject_id=risk.pk
    )
    return told(rows.order_by("-seq")[:LATEST])
