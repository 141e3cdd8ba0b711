"""How likely and how bad: five bands each, levels to numbers and back, and reading both."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from allied.rooms.diligence.limits import Limits

LEVELS = range(1, 6)


@dataclass(frozen=True, kw_only=True)
class Band:
    """One level of a scale: more than `above`, up to and with `upto` (open when None).

    `middle` is what the level counts for when nobody gave a number.
    """

    level: int
    name: str
    above: Decimal
    upto: Decimal | None
    middle: Decimal


@dataclass(frozen=True, kw_only=True)
class Scales:
    """The bands of one alliance: probability within 12 months (0 to 1), impact, delay in days."""

    currency: str
    probability: tuple[Band, ...]
    impact: tuple[Band, ...]
    delay: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A place on one scale: its level and its number; `own` when somebody gave the number.

    The number is a share of one for a probability, money for an impact, days for a delay.
    """

    level: int
    number: Decimal
    own: bool = False


def built_in_scales(currency: str, limits: Limits) -> Scales:
    """The scales that a new alliance starts with."""
    raise NotImplementedError


def own_impact(
    scales: Scales, upto: Sequence[Decimal], middle: Sequence[Decimal] | None = None
) -> Scales:
    """The scales with an alliance's own impact bands: four upper edges, ascending and positive.

    Without `middle` each level counts for the middle of its band. Refuses (field "impact_bands").
    """
    raise NotImplementedError


def own_delay(scales: Scales, upto: Sequence[int]) -> Scales:
    """The scales with an alliance's own bands of delay; none takes delay off the scales."""
    raise NotImplementedError


def at_level(bands: Sequence[Band], level: int) -> Measure:
    """The measure that a level stands for."""
    raise NotImplementedError


def measured(bands: Sequence[Band], number: Decimal) -> Measure:
    """The measure of a number of one's own, with the level of the band that it falls into."""
    raise NotImplementedError


def read_probability(text: str, scales: Scales) -> Measure | None:
    """Reads "3", "30 %" or "likely"; nothing when empty. Refuses (field "probability")."""
    raise NotImplementedError


def read_impact(text: str, scales: Scales) -> Measure | None:
    """Reads "3", "€400 k", "400,000" or "major"; nothing when empty. Refuses (field "impact")."""
    raise NotImplementedError


def read_delay(text: str, scales: Scales, limits: Limits) -> Measure | None:
    """Reads a number of days such as "20"; nothing when empty. Refuses (field "delay")."""
    raise NotImplementedError


def read_money(text: str, currency: str, *, field: str = "amount") -> Decimal:
    """Reads "€1.84 m", "EUR 1,840,000" or "112 k" in the alliance's currency; never negative."""
    raise NotImplementedError


def band_in_words(band: Band, currency: str = "") -> str:
    """A band as people read it: "30–50%", "€100 k–€400 k", "over €1.6 m"."""
    raise NotImplementedError
