"""Draws how candidates compare: the bars of their ranks, and two of them on one radar."""

from collections.abc import Sequence
from math import cos, pi, sin

from markupsafe import Markup

from allied.web.parts.kept import kept

BAR, STEP, GAP = 264.0, 38, 1.5
SHADES = 5
LONGEST = 24
CENTRE, RIM = (184.0, 135.0), 98.0
RINGS = 5
SIZE = (368, 260)


def rank_bars(rows: Sequence[tuple[str, Sequence[float]]], label: str) -> Markup:
    """For each name the shares of its ranks, first rank darkest; `label` says the whole in words."""
    height = STEP * len(rows) + 4
    drawn = Markup("").join(_bar(k, name, shares) for k, (name, shares) in enumerate(rows))
    return Markup(
        '<svg class="chart" width="{w:.0f}" height="{h}" viewBox="0 0 {w:.0f} {h}" role="img" '
        'aria-label="{}">{}</svg>'
    ).format(label, drawn, w=BAR, h=height)


def _bar(k: int, name: str, shares: Sequence[float]) -> Markup:
    top = k * STEP
    room = BAR - GAP * (sum(share > 0 for share in shares) - 1)
    drawn, x = [], 0.0
    for rank, share in enumerate(shares):
        if share <= 0:
            continue
        width = share * room
        drawn.append(
            Markup(
                '<rect class="c-rank r{}" x="{:.1f}" y="{}" width="{:.1f}" height="10" rx="2"/>'
            ).format(min(rank, SHADES - 1), x, top + 18, width)
        )
        x += width + GAP
    return Markup(
        '<text class="c-t strong" x="0" y="{y}">{}</text><text class="c-t num" x="{}" y="{y}" '
        'text-anchor="end">first in {:.0%}</text>{}'
    ).format(
        name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…",
        BAR,
        shares[0] if shares else 0,
        Markup("").join(drawn),
        y=top + 12,
    )


type Corner = tuple[float | None, float | None]


def radar(
    names: Sequence[str], first: Sequence[Corner], second: Sequence[Corner], label: str
) -> Markup:
    """Two candidates over the same axes, the second dashed; a corner without a score is left out."""
    axes = _axes(len(names))
    texts = Markup("").join(_name(axis, name) for axis, name in zip(axes, names, strict=True))
    return Markup(
        '<svg class="chart" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
        'aria-label="{}">{}{}{}{}{}</svg>'
    ).format(
        label,
        _web(axes),
        texts,
        _area("b", second),
        _area("a", first),
        _marks(first, second),
        w=SIZE[0],
        h=SIZE[1],
    )


def _axes(count: int) -> tuple[tuple[float, float], ...]:
    """The ends of the axes, clockwise from the top, with the centre 0 and the rim 1."""
    turns = [2 * pi * k / count for k in range(count)]
    return tuple((sin(turn), -cos(turn)) for turn in turns)


def _at(x: float, y: float) -> tuple[float, float]:
    return CENTRE[0] + x * RIM, CENTRE[1] + y * RIM


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(*corner) for corner in corners))


@kept
def _web(axes: tuple[tuple[float, float], ...]) -> Markup:
    rings = [[(x * k / RINGS, y * k / RINGS) for x, y in axes] for k in range(1, RINGS + 1)]
    return Markup("").join(
        Markup('<polygon class="c-web" points="{}"/>').format(_points(ring)) for ring in rings
    )


def _name(axis: tuple[float, float], name: str) -> Markup:
    x, y = _at(axis[0] * 1.1, axis[1] * 1.1)
    anchor = "middle" if abs(axis[0]) < 0.1 else "start" if axis[0] > 0 else "end"
    return Markup('<text class="c-t" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y + 4, anchor, name
    )


def _scored(corners: Sequence[Corner]) -> list[tuple[float, float]]:
    return [(x, y) for x, y in corners if x is not None and y is not None]


def _area(kind: str, corners: Sequence[Corner]) -> Markup:
    return Markup('<polygon class="c-area {}" points="{}"/>').format(
        kind, _points(_scored(corners))
    )


def _marks(first: Sequence[Corner], second: Sequence[Corner]) -> Markup:
    squares = [
        Markup('<rect class="c-mk b" x="{:.1f}" y="{:.1f}" width="6" height="6"/>').format(
            x - 3, y - 3
        )
        for x, y in (_at(*corner) for corner in _scored(second))
    ]
    dots = [
        Markup('<circle class="c-mk" cx="{:.1f}" cy="{:.1f}" r="3.5"/>').format(x, y)
        for x, y in (_at(*corner) for corner in _scored(first))
    ]
    return Markup("").join([*squares, *dots])
