"""Draws small figures beside words: signals, progress bars, sparklines and the small rail."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from allied.web.parts.kept import kept
from allied.web.parts.who import known_colour

SIGNALS = (
    "Value thesis",
    "Governance",
    "Incentives",
    "Cadence",
    "Culture and process",
    "Measures",
)
LEVELS = ("clear", "slight", "clear warning", "act now")
STAGES = 8
WIDE_STEPS = 104
SIGNALS_WIDTH, SIGNALS_HEIGHT = 96, 20


def signals(levels: Sequence[int]) -> Markup:
    """The six failure-mode signals, each from 0 (clear) to 3 (act now); height and colour rise."""
    if len(levels) != len(SIGNALS) or any(level not in range(len(LEVELS)) for level in levels):
        raise ValueError(f"Signals are six levels from 0 to 3, not {list(levels)}.")
    spoken = [f"{s}: {LEVELS[k]}" for s, k in zip(SIGNALS, levels, strict=True) if k]
    return Markup(
        '<svg class="signals" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
        'aria-label="{say}"><title>{say}</title>{}</svg>'
    ).format(
        _signals(tuple(levels)),
        w=SIGNALS_WIDTH,
        h=SIGNALS_HEIGHT,
        say=", ".join(spoken) or "all six clear",
    )


@kept
def _signals(levels: tuple[int, ...]) -> Markup:
    gap = 3
    column = (SIGNALS_WIDTH - gap * (len(SIGNALS) - 1)) / len(SIGNALS)
    return Markup("").join(
        _signal(k * (column + gap), column, SIGNALS_HEIGHT, level) for k, level in enumerate(levels)
    )


def _signal(x: float, width: float, height: int, level: int) -> Markup:
    rise = (2, 7, 13, height)[level]
    return Markup(
        '<rect class="s-track" x="{x:.1f}" y="0" width="{w:.1f}" height="{}" rx="2"/>'
        '<rect class="s-{}" x="{x:.1f}" y="{}" width="{w:.1f}" height="{}" rx="2"/>'
    ).format(height, level, height - rise, rise, x=x, w=width)


@kept
def steps8(current: int) -> Markup:
    """The eight stages as a tiny rail, the current one (1 to 8) ringed; words stand beside it."""
    if current not in range(1, STAGES + 1):
        raise ValueError(f"A stage is a number from 1 to {STAGES}, not {current}.")
    gap = (WIDE_STEPS - 8) / (STAGES - 1)
    dots = Markup("").join(
        Markup('<circle class="st-{}" cx="{:.1f}" cy="6" r="{}"/>').format(
            "done" if k < current else "cur" if k == current else "todo",
            4 + (k - 1) * gap,
            4 if k == current else 3,
        )
        for k in range(1, STAGES + 1)
    )
    return Markup(
        '<svg class="steps8" width="{w}" height="12" viewBox="0 0 {w} 12" aria-hidden="true">'
        '<path class="st-line" d="M4 6H{}"/>{}</svg>'
    ).format(WIDE_STEPS - 4, dots, w=WIDE_STEPS)


def bar(
    value: float, label: str, target: float | None = None, width: int = 120, colour: int = 0
) -> Markup:
    """Progress in percent (held between 0 and 100) with a target line; `label` says the numbers."""
    filled = max(4.0, _percent(value) / 100 * width) if value > 0 else 0.0
    line = ""
    if target is not None:
        line = Markup('<path class="bar-t" d="M{:.1f} 0V10"/>').format(
            _percent(target) / 100 * width
        )
    return Markup(
        '<svg class="bar" width="{w}" height="10" viewBox="0 0 {w} 10"{} role="img" '
        'aria-label="{}"><rect class="bar-0" y="2" width="{w}" height="6" rx="3"/>'
        '<rect class="bar-1{}" y="2" width="{:.1f}" height="6" rx="3"/>{}</svg>'
    ).format(_of(colour), label, " t-org" if colour else "", filled, line, w=width)


def _percent(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"A percentage is a number, not {value}.")
    return min(100.0, max(0.0, float(value)))


def _of(colour: int) -> Markup:
    return Markup(' data-org="{}"').format(known_colour(colour)) if colour else Markup("")


def spark(
    values: Sequence[float],
    label: str,
    *,
    width: int = 84,
    height: int = 22,
    target: float | None = None,
    limits: tuple[float, float] | None = None,
    flag: str = "",
    colour: int = 0,
    scale: tuple[float, float] | None = None,
) -> Markup:
    """A small line of values in order of time; `scale` (low, high) makes a column comparable."""
    if not values or not all(math.isfinite(value) for value in values):
        raise ValueError("A sparkline needs one number or more.")
    place = _placer(values, width, height, scale, [target, *(limits or ())])
    points = [place(k, value) for k, value in enumerate(values)]
    return Markup(
        '<svg class="spark" width="{w}" height="{h}" viewBox="0 0 {w} {h}"{} role="img" '
        'aria-label="{}">{}{}<polyline class="sp-line" points="{}"/>'
        '<circle class="sp-dot{}" cx="{:.1f}" cy="{:.1f}" r="2.5"/></svg>'
    ).format(
        _of(colour),
        label,
        _band(place, limits, width),
        _target_line(place, target, width),
        " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        f" t-{flag}" if flag else "",
        *points[-1],
        w=width,
        h=height,
    )


class _Placer:
    """Turns the place in the row and the value into pixels, kept inside the drawing."""

    def __init__(self, count: int, size: tuple[int, int], low: float, high: float) -> None:
        self.count, self.size, self.low, self.high = count, size, low, high

    def __call__(self, k: int, value: float) -> tuple[float, float]:
        width, height = self.size
        x = 3 + k * (width - 6) / max(1, self.count - 1)
        risen = (value - self.low) / ((self.high - self.low) or 1)
        return x, height - 3 - min(1.0, max(0.0, risen)) * (height - 6)


def _placer(
    values: Sequence[float],
    width: int,
    height: int,
    scale: tuple[float, float] | None,
    marks: Sequence[float | None],
) -> _Placer:
    seen = [*(scale or values), *(mark for mark in marks if mark is not None)]
    return _Placer(len(values), (width, height), min(seen), max(seen))


def _band(place: _Placer, limits: tuple[float, float] | None, width: int) -> Markup:
    if limits is None:
        return Markup("")
    top, bottom = place(0, max(limits))[1], place(0, min(limits))[1]
    return Markup('<rect class="sp-band" x="0" y="{:.1f}" width="{}" height="{:.1f}"/>').format(
        top, width, bottom - top
    )


def _target_line(place: _Placer, target: float | None, width: int) -> Markup:
    if target is None:
        return Markup("")
    return Markup('<path class="sp-target" d="M0 {:.1f}H{}"/>').format(place(0, target)[1], width)
