"""How often raters who answer at random would agree this well: counted exactly."""

from collections.abc import Sequence

# The smallest r_wg that random answers reach in at most 5% of cases, by number of raters;
# None: not even unanimous raters. Counted by `critical_agreement`, kept for reference.
CRITICAL: dict[int, float | None] = {
    2: None,
    3: 1.0,
    4: 1.0,
    5: 0.85,
    6: 43 / 60,
    7: 2 / 3,
    8: 17 / 28,
}


def chance_of(scores: Sequence[int]) -> float:
    """P(random raters spread no more than these), 0 to 1; 2 to 30 raters, whole scores 1 to 5."""
    raise NotImplementedError


def critical_agreement(raters: int, most: float = 0.05) -> tuple[float, float] | None:
    """The smallest r_wg with a chance up to `most`, and that chance; None if out of reach."""
    raise NotImplementedError
