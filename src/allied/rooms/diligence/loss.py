"""Risks in numbers, and what needs no simulation: the mean and spread of a year's loss."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, isfinite, log, prod, sqrt
from statistics import NormalDist

from allied.kit.errors import Refused
from allied.kit.words import quoted
from allied.rooms.diligence.limits import Limits


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One event that several risks share; `frequency` is how often a year it happens."""

    id: str
    frequency: float


@dataclass(frozen=True, kw_only=True)
class LossRisk:
    """A risk in numbers: nine times in ten one event costs from `low` to `high`.

    It happens `frequency` times a year by itself, or with `chance` whenever its trigger happens.
    """

    id: str
    low: float
    high: float
    frequency: float = 0.0
    trigger: str = ""
    chance: float = 1.0


@dataclass(frozen=True)
class Cause:
    """Events of one origin: how often a year, and which risks each of them may set off."""

    id: str
    frequency: float
    risks: tuple[LossRisk, ...]


@dataclass(frozen=True, kw_only=True)
class Exact:
    """What needs no simulation: mean and spread of the yearly loss, and the chance of none."""

    mean: float
    sd: float
    no_loss: float


def exact_loss(
    risks: Sequence[LossRisk], limits: Limits, triggers: Sequence[Trigger] = ()
) -> Exact:
    """Mean, standard deviation and the chance of a year without loss. Source: methods.md 11.2.

    Losses are lognormal from their 90% interval, events Poisson; what one trigger event costs
    is the sum over its risks, so shared causes widen the spread and not the mean.
    """
    causes = causes_of(risks, limits, triggers)
    means, squares, quiet = 0.0, 0.0, 0.0
    for cause in causes:
        parts = [_moments(risk, limits) for risk in cause.risks]
        mean = sum(m for m, _ in parts)
        apart = sum(m * m for m, _ in parts)
        means += cause.frequency * mean
        squares += cause.frequency * (sum(s for _, s in parts) + mean * mean - apart)
        quiet += cause.frequency * (1 - prod(1 - risk.chance for risk in cause.risks))
    return Exact(mean=means, sd=sqrt(squares), no_loss=exp(-quiet))


def causes_of(
    risks: Sequence[LossRisk], limits: Limits, triggers: Sequence[Trigger] = ()
) -> tuple[Cause, ...]:
    """The independent origins of loss by id: each risk by itself, linked ones by their trigger."""
    for trigger in triggers:
        _check_frequency(trigger.frequency, limits)
    known = _unique(triggers)
    linked: dict[str, list[LossRisk]] = {}
    causes: list[Cause] = []
    for risk in _unique(risks).values():
        check_loss_risk(risk, limits)
        if not risk.trigger:
            causes.append(Cause(f"risk {risk.id}", risk.frequency, (risk,)))
        elif risk.trigger in known:
            linked.setdefault(risk.trigger, []).append(risk)
        else:
            sentence = f"There is no shared cause {quoted(risk.trigger)}. Name one that is listed."
            raise Refused("unknown_trigger", sentence, field="trigger")
    for name, together in linked.items():
        risks_by_id = tuple(sorted(together, key=lambda risk: risk.id))
        causes.append(Cause(f"trigger {name}", known[name].frequency, risks_by_id))
    return tuple(sorted(causes, key=lambda cause: cause.id))


def check_loss_risk(risk: LossRisk, limits: Limits) -> None:
    """Refuses a risk whose numbers cannot be meant, and says what is accepted."""
    for code, sentence, field in _objections(risk, limits):
        raise Refused(code, sentence, field=field)
    if not risk.trigger:
        _check_frequency(risk.frequency, limits)


def lognormal(risk: LossRisk, limits: Limits) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of one loss, from its 90% interval."""
    low, high = log(risk.low), log(risk.high)
    width = 2 * NormalDist().inv_cdf((1 + limits.interval_share) / 2)
    return (low + high) / 2, (high - low) / width


def _objections(risk: LossRisk, limits: Limits) -> Iterator[tuple[str, str, str]]:
    if not (isfinite(risk.low) and risk.low > 0):
        yield "low_out_of_range", "The low end of the loss is an amount above zero.", "low"
    elif not (isfinite(risk.high) and risk.high >= risk.low):
        yield (
            "high_below_low",
            "The high end of the loss is at least as much as the low end.",
            "high",
        )
    elif risk.high > risk.low * limits.widest_interval:
        times = f"{limits.widest_interval:,.0f}"
        sentence = f"The high end is more than {times} times the low end. Split the risk in two."
        yield "interval_too_wide", sentence, "high"
    if risk.trigger and risk.frequency:
        sentence = "A risk with a shared cause takes its frequency from there. Leave one out."
        yield "two_frequencies", sentence, "frequency"
    if not 0 <= risk.chance <= 1:
        yield "chance_out_of_range", "The chance lies between 0 and 100%.", "chance"


def _check_frequency(frequency: float, limits: Limits) -> None:
    if not 0 < frequency <= limits.most_frequency:
        most = f"{limits.most_frequency:,.0f}"
        sentence = f"How often a year is more than 0 and at most {most}: once in ten years is 0.1."
        raise Refused("frequency_out_of_range", sentence, field="frequency")


def _unique[T: (LossRisk, Trigger)](things: Sequence[T]) -> dict[str, T]:
    by_id = {thing.id: thing for thing in things}
    if len(by_id) != len(things):
        raise ValueError("two risks or two triggers share an id")
    return by_id


def _moments(risk: LossRisk, limits: Limits) -> tuple[float, float]:
    """Mean and mean square of what one event of its cause costs by this risk."""
    mu, sigma = lognormal(risk, limits)
    mean, square = exp(mu + sigma**2 / 2), exp(2 * mu + 2 * sigma**2)
    return risk.chance * mean, risk.chance * square
