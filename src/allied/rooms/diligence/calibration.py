"""Were the probabilities right: Brier score and realised shares of risks that are over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from allied.kit.amounts import share
from allied.kit.words import counted, percent
from allied.rooms.diligence.limits import Limits
from allied.rooms.diligence.scales import Band, Scales, measured


@dataclass(frozen=True)
class Resolved:
    """A risk that is over: the probability given to it (0 to 1), and whether it happened."""

    id: str
    probability: Decimal
    happened: bool


@dataclass(frozen=True, kw_only=True)
class BandRecord:
    """One probability band looked back on: how many risks, how many happened, what was said.

    `said` is the mean probability given (0 to 1), None while the band is empty.
    """

    level: int
    name: str
    resolved: int
    happened: int
    said: float | None

    @property
    def realised(self) -> str:
        """The share that happened: "3 of 8", a percentage from 20 cases on."""
        return share(self.happened, self.resolved)


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How well probabilities came true; `brier` is None while too few risks are resolved.

    0 is perfect. `always_the_rate` is what one gets by always saying the realised rate.
    """

    resolved: int
    happened: int
    brier: float | None
    always_the_rate: float | None
    bands: tuple[BandRecord, ...]
    sentence: str


def calibrate(resolved: Iterable[Resolved], scales: Scales, limits: Limits) -> Calibration:
    """Looks back on resolved risks; below 20 it says so instead of a score. methods.md 11.4.

    The Brier score is the mean squared distance between what was said and what happened.
    """
    given = list(resolved)
    happened = sum(one.happened for one in given)
    bands = tuple(_record(band, given, scales) for band in scales.probability)
    enough = len(given) >= limits.fewest_resolved
    rate = happened / len(given) if enough else 0.0
    brier = _brier(given) if enough else None
    return Calibration(
        resolved=len(given),
        happened=happened,
        brier=brier,
        always_the_rate=rate * (1 - rate) if enough else None,
        bands=bands,
        sentence=_said(len(given), brier, rate, limits),
    )


def _brier(given: Sequence[Resolved]) -> float:
    return sum((float(one.probability) - one.happened) ** 2 for one in given) / len(given)


def _record(band: Band, given: Sequence[Resolved], scales: Scales) -> BandRecord:
    here = [
        one for one in given if measured(scales.probability, one.probability).level == band.level
    ]
    said = sum(float(one.probability) for one in here) / len(here) if here else None
    happened = sum(one.happened for one in here)
    return BandRecord(
        level=band.level, name=band.name, resolved=len(here), happened=happened, said=said
    )


def _said(count: int, brier: float | None, rate: float, limits: Limits) -> str:
    if brier is None:
        over = (
            "No risk is"
            if not count
            else f"{counted(count, 'risk')} {'is' if count == 1 else 'are'}"
        )
        return f"{over} resolved; {limits.fewest_resolved} are needed for a score."
    plain = rate * (1 - rate)
    return (
        f"Over {counted(count, 'resolved risk')} the Brier score is {brier:.2f} (0 is perfect); "
        f"always saying {percent(rate)} would have scored {plain:.2f}."
    )
