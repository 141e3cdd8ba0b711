"""Is the register kept: owners, reviews and how long nothing changed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from allied.kit.words import counted, day, listed
from allied.rooms.diligence.limits import Limits


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """What the care of one open risk looks like; `owners` maps a party to its person or "".

    `changed_on` is the day of the last change to the risk, `review_on` that of its next review.
    """

    id: str
    owners: Mapping[str, str]
    changed_on: date
    review_on: date | None = None


@dataclass(frozen=True)
class Neglect:
    """One thing that is missing in the care of a risk: a stable code and a sentence."""

    risk: str
    code: str
    sentence: str


def days_overdue(review_on: date | None, today: date) -> int:
    """By how many days the review is overdue; the review day itself is not late."""
    return max((today - review_on).days, 0) if review_on else 0


def days_unchanged(changed_on: date, today: date) -> int:
    """For how many days nobody changed this risk; a change that lies ahead is none."""
    return max((today - changed_on).days, 0)


def why_not_review_on(review_on: date, today: date, limits: Limits) -> str:
    """Why a review cannot be set to this day, or nothing; at most a quarter away, never past."""
    latest = today + timedelta(days=limits.review_days)
    if today <= review_on <= latest:
        return ""
    return f"A review lies between today and {day(latest)}, within a quarter."


def neglect_of(
    risk: Upkeep, parties: Mapping[str, str], today: date, limits: Limits
) -> tuple[Neglect, ...]:
    """What is missing: an owner per side, a review within a quarter, any change for half a year.

    `parties` maps the id of each party that must name an owner to its name. methods.md 11.4.
    """
    found = (
        *_of_owners(risk, parties),
        *_of_review(risk, today, limits),
        *_of_age(risk, today, limits),
    )
    return tuple(Neglect(risk.id, code, sentence) for code, sentence in found)


def _of_owners(risk: Upkeep, parties: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    without = [name for party, name in parties.items() if not risk.owners.get(party, "").strip()]
    if without:
        yield "no_owner", f"{listed(without)} {_has(without)} named no owner."


def _of_review(risk: Upkeep, today: date, limits: Limits) -> Iterator[tuple[str, str]]:
    if risk.review_on is None:
        yield "no_review", f"No review is set. {why_not_review_on(date.min, today, limits)}"
        return
    late = days_overdue(risk.review_on, today)
    if late:
        yield (
            "review_overdue",
            f"The review was due on {day(risk.review_on)}, {counted(late, 'day')} ago.",
        )
    elif why_not_review_on(risk.review_on, today, limits):
        yield "review_too_far", f"The review on {day(risk.review_on)} is more than a quarter away."


def _of_age(risk: Upkeep, today: date, limits: Limits) -> Iterator[tuple[str, str]]:
    age = days_unchanged(risk.changed_on, today)
    if age >= limits.stale_days:
        yield "unchanged", f"Nobody has changed this risk for {counted(age, 'day')}."


def _has(names: Collection[str]) -> str:
    return "has" if len(names) == 1 else "have"
