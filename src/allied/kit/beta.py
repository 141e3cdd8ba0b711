"""The regularised incomplete beta function: how likely a rate lies above or below a target."""

from math import exp, fabs, lgamma, log, log1p

SMALLEST = 1e-300
PRECISION = 1e-16
MOST_STEPS = 100_000


def incomplete_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b) for a, b > 0 and 0 <= x <= 1, by its continued fraction, to about 1e-12.

    Source: Abramowitz & Stegun 26.5.8; the fraction is evaluated by Lentz's method.
    """
    if a <= 0 or b <= 0 or not 0 <= x <= 1:
        raise ValueError("the incomplete beta function takes a, b > 0 and x from 0 to 1")
    if x in {0, 1}:
        return float(x)
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast only below the mean
        return 1 - _below(b, a, 1 - x, log1p(-x), log(x))
    return _below(a, b, x, log(x), log1p(-x))


def _below(a: float, b: float, x: float, log_x: float, log_rest: float) -> float:
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log_x + b * log_rest)
    return front * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction, two of its terms at a time."""
    upper, lower = 1.0, _kept(1 - (a + b) * x / (a + 1))
    lower = 1 / lower
    value = lower
    for step in range(1, MOST_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        lower, upper = 1 / _kept(1 + even * lower), _kept(1 + even / upper)
        value *= lower * upper
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        lower, upper = 1 / _kept(1 + odd * lower), _kept(1 + odd / upper)
        value *= lower * upper
        if fabs(lower * upper - 1) < 10 * PRECISION:
            return value
    raise ArithmeticError("the continued fraction does not settle")


def _kept(number: float) -> float:
    """The number, kept away from a division by zero."""
    return number if fabs(number) > SMALLEST else SMALLEST
