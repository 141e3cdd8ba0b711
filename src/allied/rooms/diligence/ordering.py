"""The order of the register: by money, never by cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from allied.rooms.diligence.exposure import Rating, Ratings, View


@dataclass(frozen=True, kw_only=True)
class Rated:
    """One risk to be put in order; `ratings` is None while nobody has assessed it."""

    id: str
    title: str
    ratings: Ratings | None = None

    def seen(self, view: View) -> Rating | None:
        """The rating of one view, if there is one."""
        return self.ratings.seen(view) if self.ratings else None


@dataclass(frozen=True, kw_only=True)
class Place:
    """The place of a risk in the register: equal money shares a rank; None without money."""

    rank: int | None
    tied: bool
    risk: Rated


@dataclass(frozen=True)
class Total:
    """The money of several risks together, how many they are, and how many have no money yet."""

    exposure: Decimal
    counted: int
    without_money: int


def in_order(risks: Iterable[Rated], view: View = View.RESIDUAL) -> tuple[Place, ...]:
    """The register by money, highest first: cells misrank (Cox 2008, methods.md 11.1).

    Equal money shares a rank and goes by score, then title. Risks without money follow by score,
    unassessed ones come last by title.
    """
    ordered = sorted(risks, key=lambda risk: _key(risk, view))
    places: list[Place] = []
    for exposure, same in groupby(ordered, key=lambda risk: _exposure(risk, view)):
        group = list(same)
        rank = None if exposure is None else len(places) + 1
        tied = rank is not None and len(group) > 1
        places += [Place(rank=rank, tied=tied, risk=risk) for risk in group]
    return tuple(places)


def total_exposure(risks: Iterable[Rated], view: View = View.RESIDUAL) -> Total:
    """The expected money of all risks together; shown with how many it leaves out."""
    exposures = [_exposure(risk, view) for risk in risks]
    known = [exposure for exposure in exposures if exposure is not None]
    return Total(sum(known, Decimal(0)), len(known), len(exposures) - len(known))


def _exposure(risk: Rated, view: View) -> Decimal | None:
    rating = risk.seen(view)
    return rating.exposure if rating else None


def _key(risk: Rated, view: View) -> tuple[int, Decimal, int, str, str]:
    rating = risk.seen(view)
    title = risk.title.casefold()
    if rating is None:
        return (2, Decimal(0), 0, title, risk.id)
    if rating.exposure is None:
        return (1, Decimal(0), -rating.score, title, risk.id)
    return (0, -rating.exposure, -rating.score, title, risk.id)
