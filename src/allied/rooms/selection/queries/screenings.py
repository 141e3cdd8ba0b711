"""Which screenings there are, and what is prepared or under way in one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from allied.alliances.access import RIGHTS
from allied.alliances.models import Alliance, Seat
from allied.kit.together import together
from allied.people.models import Person
from allied.rooms.selection.criteria import Criterion, criteria
from allied.rooms.selection.models import (
    Candidate,
    Rater,
    Screening,
    ScreeningCriterion,
    ScreeningState,
    Weighting,
)


def screenings_of(person: Person, alliance: Alliance) -> list[Screening]:
    """The screenings of one's own side in this alliance, the newest first."""
    rows = Screening.objects.visible_to(person).filter(alliance=alliance)
    return list(rows.select_related("started_by", "repeats").order_by("-number"))


def current(found: Sequence[Screening]) -> Screening | None:
    """The one under way, else the newest."""
    under_way = (one for one in found if one.state != ScreeningState.CLOSED)
    return next(under_way, found[0] if found else None)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A screening with everything but its scores."""

    screening: Screening
    criteria: Sequence[ScreeningCriterion]
    weightings: Sequence[Weighting]
    candidates: Sequence[Candidate]
    withdrawn: Sequence[Candidate]
    raters: Sequence[Rater]

    @property
    def weighting(self) -> Weighting | None:
        """The weights that count, unless the criteria changed since."""
        newest = self.weightings[-1] if self.weightings else None
        return newest if newest and newest.lapsed_at is None else None

    @property
    def later_weightings(self) -> list[Weighting]:
        """The versions that were fixed when names were known already."""
        return [one for one in self.weightings if one.names_known]

    @property
    def submitted(self) -> list[Rater]:
        """Who handed scores in."""
        return [rater for rater in self.raters if rater.submitted_at]

    @cached_property
    def left_out(self) -> list[Criterion]:
        """The built-in criteria that this screening does without."""
        known = {one.key for one in self.criteria}
        return [one for one in criteria() if one.key not in known]


def prepared(person: Person, screening: Screening) -> Prepared:
    """The screening as its own side sees it while it is prepared. One statement."""
    candidates = Candidate.objects.visible_to(person).filter(screening=screening)
    raters = Rater.objects.visible_to(person).filter(screening=screening, withdrawn_at__isnull=True)
    rows = ScreeningCriterion.objects.visible_to(person).filter(screening=screening)
    weightings = Weighting.objects.visible_to(person).filter(screening=screening)
    found, criteria_, weights, rating = together(
        candidates.select_related("by", "invitation", "repeats").order_by("position"),
        rows.filter(removed_at__isnull=True).order_by("position"),
        weightings.select_related("by").order_by("revision"),
        raters.select_related("person").order_by("position"),
    )
    return Prepared(
        screening=screening,
        criteria=criteria_,
        weightings=weights,
        candidates=[one for one in found if one.withdrawn_at is None],
        withdrawn=[one for one in found if one.withdrawn_at is not None],
        raters=rating,
    )


def who_may_rate(person: Person, alliance: Alliance, now: datetime) -> list[Person]:
    """Colleagues whose seat reads private records, by name."""
    rows = Seat.objects.visible_to(person).filter(
        alliance=alliance,
        organisation_id=person.home_id,
        role__in=RIGHTS["selection.rate"].roles,
        ended_at__isnull=True,
        person__is_active=True,
    )
    seats = [s for s in rows.select_related("person") if s.until is None or s.until > now]
    found = {seat.person_id: seat.person for seat in seats}
    return sorted(found.values(), key=lambda one: one.name)
