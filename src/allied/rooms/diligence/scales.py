"""How likely and how bad: five bands each, their edges, and levels turned into numbers and back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from allied.kit.amounts import money
from allied.kit.errors import Refused
from allied.kit.words import number as in_figures
from allied.rooms.diligence.limits import Limits

LEVELS = range(1, 6)
"""Five levels everywhere: the workbook, the pages and the API count to five."""

LARGEST = Decimal(10) ** 15


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
    """The bands of one alliance: probability within 12 months (0 to 1), impact, delay in days.

    Delay is optional: without bands a delay is kept beside the risk and moves no cell.
    """

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
    names = limits.impact_names
    return Scales(
        currency=currency,
        probability=_bands(
            limits.probability_names, limits.probability_upto, limits.probability_middle
        ),
        impact=_bands(names, (*limits.impact_upto, None), limits.impact_middle),
        delay=_bands(names, (*limits.delay_upto, None), _middles(limits.delay_upto, limits)),
    )


def own_impact(
    scales: Scales,
    upto: Sequence[Decimal],
    limits: Limits,
    middle: Sequence[Decimal] | None = None,
) -> Scales:
    """The scales with an alliance's own impact bands: four upper edges, ascending and positive.

    Without `middle` each level counts for the middle of its band. Refuses (field "impact_bands").
    """
    _check_edges(upto, "impact_bands", "amounts", "25,000, 100,000, 400,000 and 1,600,000")
    middles = _middles(upto, limits) if middle is None else middle
    if len(middles) != len(LEVELS):
        sentence = "Five levels count for five amounts, one in each band."
        raise Refused("wrong_number_of_middles", sentence, field="impact_bands")
    bands = _bands(limits.impact_names, (*upto, None), middles)
    _check_middles(bands, middles)
    return replace(scales, impact=bands)


def own_delay(scales: Scales, upto: Sequence[int], limits: Limits) -> Scales:
    """The scales with an alliance's own bands of delay; no edges take delay off the scales.

    Refuses (field "delay_bands").
    """
    if not upto:
        return replace(scales, delay=())
    edges = [Decimal(edge) for edge in upto]
    _check_edges(edges, "delay_bands", "days", "7, 21, 45 and 90")
    return replace(
        scales, delay=_bands(limits.impact_names, (*edges, None), _middles(edges, limits))
    )


def at_level(bands: Sequence[Band], level: int) -> Measure:
    """The measure that a level from 1 to 5 stands for; ValueError for any other."""
    if isinstance(level, bool) or level not in LEVELS:
        raise ValueError(f"a level is a whole number from 1 to 5, not {level!r}")
    return Measure(level, bands[level - 1].middle)


def measured(bands: Sequence[Band], number: Decimal) -> Measure:
    """The measure of a number of one's own, with the level of the band that it falls into.

    An edge belongs to the lower band. ValueError below zero or above the last band.
    """
    if number.is_finite() and number >= 0:
        for band in bands:
            if band.upto is None or number <= band.upto:
                return Measure(band.level, number, own=True)
    raise ValueError(f"{number} lies outside the scale")


def share_in_words(share: Decimal) -> str:
    """A probability as people read it: "30%", "2.5%"."""
    return f"{in_figures(round(share * 100, 4))}%"


def probability_in_words(band: Band) -> str:
    """A band of probability as people read it: "30–50%"."""
    return f"{in_figures(band.above * 100)}–{share_in_words(band.upto or Decimal(1))}"


def impact_in_words(band: Band, currency: str) -> str:
    """A band of impact as people read it: "up to €25 k", "€100 k–€400 k", "over €1.6 m"."""
    if band.upto is None:
        return f"over {money(band.above, currency)}"
    if not band.above:
        return f"up to {money(band.upto, currency)}"
    return f"{money(band.above, currency)}–{money(band.upto, currency)}"


def delay_in_words(band: Band) -> str:
    """A band of delay as people read it: "up to 7 days", "21–45 days", "over 90 days"."""
    if band.upto is None:
        return f"over {in_figures(band.above)} days"
    start = f"{in_figures(band.above)}–" if band.above else "up to "
    return f"{start}{in_figures(band.upto)} days"


def _bands(
    names: Sequence[str],
    upto: Sequence[float | Decimal | None],
    middle: Sequence[float | Decimal],
) -> tuple[Band, ...]:
    edges = [None if edge is None else Decimal(str(edge)) for edge in upto]
    above = [Decimal(0), *(edge or Decimal(0) for edge in edges[:-1])]
    return tuple(
        Band(
            level=level, name=name, above=low, upto=high, middle=Decimal(str(counts))
        )
        for level, name, low, high, counts in zip(LEVELS, names, above, edges, middle, strict=True)
    )  # fmt: skip


def _middles(upto: Sequence[float | Decimal], limits: Limits) -> tuple[Decimal, ...]:
    """What levels count for: geometric middles, a part of the first edge, a multiple of the last."""
    edges = [Decimal(str(edge)) for edge in upto]
    first = edges[0] * Decimal(str(limits.first_middle))
    last = edges[-1] * Decimal(str(limits.last_middle))
    inner = [_between(low, high) for low, high in pairwise(edges)]
    return (first, *inner, last)


def _between(low: Decimal, high: Decimal) -> Decimal:
    """The geometric middle in two figures, where the band is wide enough for them."""
    exact = (low * high).sqrt()
    rounded = Decimal(f"{exact:.1e}")
    return Decimal(format(rounded if low < rounded <= high else exact, "f"))


def _check_edges(upto: Sequence[Decimal], field: str, what: str, example: str) -> None:
    ends = f"Give four {what} that rise, such as {example}."
    if len(upto) != len(LEVELS) - 1:
        raise Refused("wrong_number_of_bands", f"Five levels have four edges. {ends}", field=field)
    if not all(edge.is_finite() and 0 < edge <= LARGEST for edge in upto):
        raise Refused("band_out_of_range", f"Every edge is more than zero. {ends}", field=field)
    for low, high in pairwise(upto):
        if not low < high:
            sentence = f"{in_figures(high)} does not come after {in_figures(low)}. {ends}"
            raise Refused("bands_not_ascending", sentence, field=field)


def _check_middles(bands: Sequence[Band], middles: Sequence[Decimal]) -> None:
    for band, middle in zip(bands, middles, strict=True):
        if not (middle.is_finite() and band.above < middle <= (band.upto or LARGEST)):
            sentence = (
                f"Level {band.level} counts for {middle}, which lies outside its band. "
                "Give an amount within the band."
            )
            raise Refused("middle_outside_band", sentence, field="impact_bands")
