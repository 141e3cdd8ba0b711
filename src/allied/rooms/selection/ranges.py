"""The least and the most that each criterion may weigh, when people agree on that much."""

from collections.abc import Mapping, Sequence
from math import ceil, floor

from allied.rooms.selection.scale import check_known, is_number

WHOLE = 1 << 20  # weights are drawn as whole parts of this: exact, and finer than anybody weighs

type Ranges = Mapping[str, tuple[float, float]]
type Bounds = Sequence[tuple[int, int]]


class TooNarrow(ValueError):
    """The ranges for the weights leave too few random weightings to judge from."""

    def __init__(self, kept: int, drawn: int) -> None:
        super().__init__(
            f"Only {kept} of {drawn} random weightings fit these ranges, too few to judge from."
            " Widen the narrowest range, or set the weights outright."
        )


def bounds_of(criteria: Sequence[str], ranges: Ranges) -> Bounds:
    """The ranges as parts of WHOLE, checked: each in order, and together able to reach 100%."""
    check_known(ranges, criteria)
    for criterion, (low, high) in ranges.items():
        if not (is_number(low) and is_number(high) and 0 <= low <= high <= 1):
            raise ValueError(
                f"The weight of {criterion} ranges from its least to its most, both from 0 to 1."
            )
    pairs = [ranges.get(criterion, (0, 1)) for criterion in criteria]
    bounds = [(floor(low * WHOLE), ceil(high * WHOLE)) for low, high in pairs]
    least, most = (sum(side) / WHOLE for side in zip(*bounds, strict=True))
    if least > 1 or most < 1:
        wrong = f"at least {least:.0%}" if least > 1 else f"at most {most:.0%}"
        raise ValueError(f"Weights in these ranges add up to {wrong}; they must reach 100%.")
    return bounds
