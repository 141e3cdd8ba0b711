"""Draws the loss exceedance curve: how likely a year costs more than an amount."""

import math
from collections.abc import Sequence
from typing import Protocol

from markupsafe import Markup

WIDTH, HEIGHT = 920, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 16, 36


class Point(Protocol):
    """An amount, and the chance (0 to 1) that a year costs more."""

    @property
    def amount(self) -> float: ...
    @property
    def chance(self) -> float: ...


def exceedance(
    points: Sequence[Point],
    accepted: Sequence[tuple[float, float]],
    ticks: Sequence[tuple[float, str]],
    title: str,
) -> Markup:
    """The curve over amounts that rise by equal factors; `accepted` is what steering bears.

    `ticks` name amounts under the drawing; `title` says its numbers to whoever cannot see it.
    """
    amounts = [point.amount for point in points] + [amount for amount, _ in accepted]
    low, high = math.log(min(amounts)), math.log(max(amounts))
    top = _round_up(max([point.chance for point in points] + [chance for _, chance in accepted]))

    def at(amount: float, chance: float) -> str:
        x = LEFT + (math.log(amount) - low) / ((high - low) or 1) * (WIDTH - LEFT - RIGHT)
        y = TOP + (1 - chance / (top or 1)) * (HEIGHT - TOP - BOTTOM)
        return f"{x:.1f},{y:.1f}"

    line = " ".join(at(point.amount, point.chance) for point in points)
    target = " ".join(at(amount, chance) for amount, chance in accepted)
    return Markup(
        '<svg class="chart wide" viewBox="0 0 {w} {h}" role="img" aria-label="{say}">'
        "<title>{say}</title>{}{}{}"
        '<polyline class="c-line" points="{}"/></svg>'
    ).format(
        _grid(top),
        Markup('<polyline class="c-target" points="{}"/>').format(target) if target else "",
        Markup("").join(_tick(at(amount, 0), words) for amount, words in ticks),
        line,
        w=WIDTH,
        h=HEIGHT,
        say=title,
    )


def _round_up(chance: float) -> float:
    """The next full fifth of a tenth power, so that the lines stand at round shares."""
    unit = 10 ** math.floor(math.log10(chance)) if chance > 0 else 1.0
    return math.ceil(chance / unit / 2) * 2 * unit if chance < 1 else 1.0


def _grid(top: float) -> Markup:
    drawn = Markup("")
    for part in range(5):
        chance = top * part / 4
        y = TOP + (1 - part / 4) * (HEIGHT - TOP - BOTTOM)
        drawn += Markup(
            '<path class="c-grid" d="M{} {y:.1f}H{}"/>'
            '<text class="c-t num" x="{}" y="{:.1f}" text-anchor="end">{}%</text>'
        ).format(LEFT, WIDTH - RIGHT, LEFT - 8, y + 4, f"{100 * chance:.3g}", y=y)
    return drawn


def _tick(place: str, words: str) -> Markup:
    x = place.split(",", maxsplit=1)[0]
    return Markup('<text class="c-t num" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        x, HEIGHT - 12, words
    )
