"""Draws random weightings: all equally likely, or only those in an agreed order or range."""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub
from random import Random

from allied.rooms.selection.lanes import BYTES
from allied.rooms.selection.scale import check_known, is_number

WHOLE = 1 << 20  # weights are drawn as whole parts of this: exact, and finer than anybody weighs

type Row = tuple[int, ...]
type Ranges = Mapping[str, tuple[float, float]]


class TooNarrow(ValueError):
    """The ranges for the weights leave too few random weightings to judge from."""


@dataclass(frozen=True)
class Weightings:
    """The drawn weights of each criterion, as parts of WHOLE, and the share that was kept."""

    columns: Mapping[str, Sequence[int]]
    accepted: float


def draw_weightings(
    criteria: Sequence[str],
    count: int,
    dice: Random,
    fewest_accepted: float,
    *,
    order: Sequence[str] | None = None,
    ranges: Ranges | None = None,
) -> Weightings:
    """`count` weightings, uniform on the simplex under these constraints (methods.md 1.5).

    Gaps between sorted random cuts are uniform on the simplex, as e/Σe is. An order is met by
    sorting each draw; least weights by drawing only what is left above them; the rest by leaving
    out what does not fit. Refuses with `TooNarrow` when less than `fewest_accepted` fits.
    """
    ordered = tuple(order) if order is not None else tuple(criteria)
    if sorted(ordered) != sorted(criteria):
        raise ValueError("An order names every criterion exactly once: " + ", ".join(criteria))
    bounds = _bounds(ordered, ranges or {})
    if order is None and not ranges:
        return Weightings(
            dict(zip(ordered, _draw([0] * len(ordered), count, dice), strict=True)), 1
        )
    kept: list[Row] = []
    drawn = 0
    while len(kept) < count:
        kept += _draw_within(bounds, count, dice, in_order=order is not None)
        drawn += count
        if len(kept) < fewest_accepted * drawn:
            raise TooNarrow(
                f"Only {len(kept)} of {drawn} random weightings fit these ranges, too few to"
                " judge from. Widen the narrowest range, or set the weights outright."
            )
    columns = zip(*kept[:count], strict=True)
    return Weightings(dict(zip(ordered, columns, strict=True)), len(kept) / drawn)


def _draw_within(
    bounds: Sequence[tuple[int, int]], count: int, dice: Random, *, in_order: bool
) -> list[Row]:
    """Those of `count` draws that fit the bounds; in order, each draw is sorted first."""
    floors = [0] * len(bounds) if in_order else [low for low, _ in bounds]
    rows: Iterable[Row] = zip(*_draw(floors, count, dice), strict=True)
    if in_order:
        rows = (tuple(sorted(row, reverse=True)) for row in rows)
    return [row for row in rows if _fits(row, bounds)]


def _draw(floors: Sequence[int], count: int, dice: Random) -> list[list[int]]:
    """Columns of weights that add up to WHOLE in each row, each at least its floor."""
    size, free = len(floors), WHOLE - sum(floors)
    if size == 1:
        return [[WHOLE] * count]
    words = array("I", dice.randbytes(BYTES * count * (size - 1)))
    if sys.byteorder == "big":
        words.byteswap()
    cuts = [(word * free) >> (8 * BYTES) for word in words]
    rows = [sorted(cuts[at : at + size - 1]) for at in range(0, len(cuts), size - 1)]
    edges = [[0] * count, *zip(*rows, strict=True), [free] * count]
    columns = [list(map(sub, upper, lower)) for lower, upper in pairwise(edges)]
    return [
        [floor + gap for gap in column] if floor else column
        for floor, column in zip(floors, columns, strict=True)
    ]


def _bounds(criteria: Sequence[str], ranges: Ranges) -> list[tuple[int, int]]:
    """The ranges as parts of WHOLE, checked: each in order, and together able to reach 100%."""
    check_known(ranges, criteria)
    for criterion, (low, high) in ranges.items():
        if not (is_number(low) and is_number(high) and 0 <= low <= high <= 1):
            raise ValueError(
                f"The weight of {criterion} ranges from its least to its most, both from 0 to 1."
            )
    pairs = [ranges.get(criterion, (0.0, 1.0)) for criterion in criteria]
    least, most = sum(low for low, _ in pairs), sum(high for _, high in pairs)
    if least > 1 or most < 1:
        wrong = f"at least {least:.0%}" if least > 1 else f"at most {most:.0%}"
        raise ValueError(f"Weights in these ranges add up to {wrong}; they must reach 100%.")
    return [(round(low * WHOLE), round(high * WHOLE)) for low, high in pairs]


def _fits(row: Row, bounds: Sequence[tuple[int, int]]) -> bool:
    return all(low <= weight <= high for weight, (low, high) in zip(row, bounds, strict=True))
