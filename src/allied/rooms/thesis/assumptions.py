"""When an assumption is due, where it stands, and what its evidence amounts to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import exp, log, prod

from allied.kit.beta import incomplete_beta
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.limits import Limits


class Verdict(StrEnum):
    """What the test said."""

    VALIDATED = "validated"
    REFUTED = "refuted"
    INCONCLUSIVE = "inconclusive"


class Standing(StrEnum):
    """Where an assumption stands today."""

    NOT_TESTED = "not tested"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    VALIDATED = "validated"
    REFUTED = "refuted"
    INCONCLUSIVE = "inconclusive"


class Strength(StrEnum):
    """How much one item of evidence moves the odds."""

    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


class Direction(StrEnum):
    """Whether evidence speaks for the assumption or against it."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One item: its source, direction and strength.

    `independent` means that it does not come from those who argue for the assumption;
    `answered` means that both sides have dealt with a strong item against it.
    """

    source: str
    direction: Direction
    strength: Strength
    independent: bool = False
    answered: bool = False


@dataclass(frozen=True)
class Judgement:
    """What the numbers say; the verdict itself is the forum's."""

    probability: float
    verdict: Verdict
    items: int
    independent: int
    because: str


def default_due(launch: date, limits: Limits) -> date:
    """The due date of an assumption without a date of its own: 90 days after launch."""
    return launch + timedelta(days=limits.test_days)


def due_date(assumption: Assumption, launch: date, limits: Limits) -> date:
    """The date by which this assumption is tested."""
    return assumption.due or default_due(launch, limits)


def standing(due: date, today: date, limits: Limits, verdict: Verdict | None = None) -> Standing:
    """Where an assumption stands today; the due date itself is not yet late."""
    if verdict:
        return Standing(verdict.value)
    if today > due:
        return Standing.OVERDUE
    soon = due - today <= timedelta(days=limits.due_soon_days)
    return Standing.DUE_SOON if soon else Standing.NOT_TESTED


def why_not_extend(old: date, new: date, *, extended: bool, limits: Limits) -> str:
    """Why a test cannot be put off; once, by at most 45 days, with a sharper test."""
    latest = old + timedelta(days=limits.most_extension_days)
    if extended:
        return "This test was put off once already. Judge it, or treat it as refuted."
    if not old < new <= latest:
        return f"A test can be put off until {latest.isoformat()} at the latest."
    return ""


def joint_prior(priors: Sequence[float]) -> float:
    """What the sides believed at the start, together: the mean of their log odds.

    Each prior lies between 0 and 1, both excluded; without any it is one half.
    """
    if not priors:
        return 0.5
    mean = sum(log(_odds(prior)) for prior in priors) / len(priors)
    return 1 / (1 + exp(-mean))


def judge_evidence(
    evidence: Iterable[Evidence], limits: Limits, *, prior: float = 0.5
) -> Judgement:
    """Odds times likelihood ratios; items of one source count once, with the strongest.

    Validated from .80 with two items, one of them independent, and no open strong item
    against it; refuted to .20 likewise; else inconclusive. Source: methods.md 12.2.
    """
    given = list(evidence)
    counted = _once_per_source(given)
    odds = _odds(prior) * prod(_ratio(item, limits) for item in counted)
    probability = odds / (1 + odds)
    independent = sum(item.independent for item in counted)
    leaning = _leaning(probability, limits)
    objection = _objection(leaning, given, len(counted), independent, limits)
    verdict = Verdict.INCONCLUSIVE if objection else leaning
    return Judgement(probability, verdict, len(counted), independent, objection)


def judge_count(
    hits: int, cases: int, target: float, limits: Limits, *, at_least: bool = True
) -> Judgement:
    """How likely the true rate reaches the target after `hits` of `cases`, from an even start.

    `target` is a rate from 0 to 1; `at_least` false asks for a rate not above it. Beta(1,1);
    source: methods.md 12.2.
    """
    if not 0 <= hits <= cases or not 0 <= target <= 1:
        raise ValueError("counts need 0 <= hits <= cases and a target rate from 0 to 1")
    below = incomplete_beta(hits + 1, cases - hits + 1, target)
    probability = 1 - below if at_least else below
    leaning = _leaning(probability, limits)
    few = cases < limits.fewest_cases
    because = f"{cases} cases are not enough; {limits.fewest_cases} are needed." if few else ""
    verdict = Verdict.INCONCLUSIVE if few else leaning
    return Judgement(probability, verdict, cases, cases, because)


def _once_per_source(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The strongest item of each source; equally strong ones for and against cancel out."""
    sources: dict[str, list[Evidence]] = {}
    for item in evidence:
        sources.setdefault(" ".join(item.source.casefold().split()), []).append(item)
    counted = []
    for items in sources.values():
        order = list(Strength)
        best = max(order.index(item.strength) for item in items)
        strongest = [item for item in items if order.index(item.strength) == best]
        if len({item.direction for item in strongest}) == 1:
            independent = [item for item in strongest if item.independent]
            counted.append((independent or strongest)[0])
    return counted


def _ratio(item: Evidence, limits: Limits) -> float:
    ratio = {
        Strength.WEAK: limits.weak_ratio,
        Strength.MODERATE: limits.moderate_ratio,
        Strength.STRONG: limits.strong_ratio,
    }[item.strength]
    return ratio if item.direction is Direction.FOR else 1 / ratio


def _leaning(probability: float, limits: Limits) -> Verdict:
    if probability >= limits.validated_from:
        return Verdict.VALIDATED
    return Verdict.REFUTED if probability <= limits.refuted_to else Verdict.INCONCLUSIVE


def _objection(
    leaning: Verdict, given: Sequence[Evidence], items: int, independent: int, limits: Limits
) -> str:
    """What stands against the verdict that the odds alone would give."""
    if leaning is Verdict.INCONCLUSIVE:
        return "The evidence points neither way clearly."
    if items < limits.fewest_evidence:
        return f"One item is not enough; {limits.fewest_evidence} sources are needed."
    if not independent:
        return "No item is independent of those who argue for it."
    contrary = Direction.AGAINST if leaning is Verdict.VALIDATED else Direction.FOR
    for item in given:
        strong = item.strength is Strength.STRONG and item.direction is contrary
        if strong and not item.answered:
            return f"Strong evidence {contrary.value} it is unanswered: {item.source}."
    return ""


def _odds(prior: float) -> float:
    if not 0 < prior < 1:
        raise ValueError("a prior probability lies between 0 and 1, both excluded")
    return prior / (1 - prior)
