"""Draws the approval mark: one part per company, in the fixed order of the alliance."""

import math
from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from allied.web.parts.kept import kept
from allied.web.parts.who import known_colour, tile

State = Literal["yes", "wait", "cond", "no", "dispute"]
Noun = Literal["approve", "confirm", "sign"]
Share = tuple[int, str, State]
"""What one company did: its colour in this alliance, its name, and its state."""

DONE = {"approve": "approved", "confirm": "confirmed", "sign": "signed"}
HALF = ("M8.5 2.3a7.85 7.85 0 0 0 0 15.4Z", "M11.5 2.3a7.85 7.85 0 0 1 0 15.4Z")
WHOLE = "M10 2.3a7.7 7.7 0 0 1 0 15.4a7.7 7.7 0 0 1 0-15.4Z"
CENTRES = {1: ((10.0, 10.0),), 2: ((5.0, 10.0), (15.0, 10.0))}
DRAWN_PARTIES = 3
"""Up to three companies are drawn as one mark; more are counted and shown as tiles."""


def state_words(state: State, noun: Noun = "approve") -> str:
    """What a company did, in words: "approved", "not yet", "disputes it"."""
    words = {
        "yes": DONE[noun],
        "wait": "not yet",
        "cond": f"{DONE[noun]} with conditions",
        "no": "declined",
        "dispute": "disputes it",
    }
    if state not in words:
        raise ValueError(f"A state is one of {', '.join(words)}, not {state!r}.")
    return words[state]


def halves(shares: Sequence[Share], noun: Noun = "approve", size: int = 20) -> Markup:
    """The approval mark, one part per company: half, third, or "3 of 5" with tiles.

    `shares` holds (colour, name, state) in the fixed order of the alliance; `size` is in pixels.
    """
    if not shares:
        raise ValueError("An approval mark needs at least one company.")
    label = "; ".join(f"{name} {state_words(state, noun)}" for _, name, state in shares)
    if len(shares) > DRAWN_PARTIES:
        return _counted(shares, label)
    return Markup(
        '<svg class="halves" width="{0}" height="{0}" viewBox="0 0 20 20" role="img" '
        'aria-label="{1}"><title>{1}</title>{2}</svg>'
    ).format(size, label, _drawn(tuple((colour, state) for colour, _, state in shares)))


def _counted(shares: Sequence[Share], label: str) -> Markup:
    done = sum(state in {"yes", "cond"} for _, _, state in shares)
    drawn = Markup("").join(tile(colour, name, "", state) for colour, name, state in shares)
    return Markup(
        '<span class="of-m" role="img" aria-label="{0} of {1}: {2}" title="{2}">'
        '<span>{0} of {1}</span><span class="tiles">{3}</span></span>'
    ).format(done, len(shares), label, drawn)


@kept
def _drawn(parts: tuple[tuple[int, State], ...]) -> Markup:
    paths, centres = _paths(len(parts)), _centres(len(parts))
    fills = [
        Markup('<path class="h-{}" data-org="{}" d="{}"/>').format(state, known_colour(colour), d)
        for (colour, state), d in zip(parts, paths, strict=True)
    ]
    signs = [_sign(*part, *place) for part, place in zip(parts, centres, strict=True)]
    return Markup("").join([*fills, *signs])


def _sign(colour: int, state: State, x: float, y: float) -> Markup:
    if state == "cond":
        return Markup(
            '<circle class="h-dot" data-org="{}" cx="{:.4g}" cy="{:.4g}" r="1.7"/>'
        ).format(colour, x, y)
    if state in {"no", "dispute"}:
        return Markup('<path class="h-x" d="m{:.4g} {:.4g} 3.2 3.2m0-3.2-3.2 3.2"/>').format(
            x - 1.6, y - 1.6
        )
    return Markup("")


def _paths(count: int) -> tuple[str, ...]:
    return {1: (WHOLE,), 2: HALF}.get(count) or tuple(_sector(k) for k in range(3))


def _centres(count: int) -> tuple[tuple[float, float], ...]:
    if count in CENTRES:
        return CENTRES[count]
    angles = [math.radians(120 * k + 60) for k in range(3)]
    return tuple((10 + 5 * math.sin(a), 10 - 5 * math.cos(a)) for a in angles)


def _sector(k: int) -> str:
    start, end, radius = math.radians(120 * k), math.radians(120 * k + 120), 7.3
    middle = (start + end) / 2
    x, y = 10 + 1.1 * math.sin(middle), 10 - 1.1 * math.cos(middle)
    first = f"{x + radius * math.sin(start):.2f} {y - radius * math.cos(start):.2f}"
    last = f"{x + radius * math.sin(end):.2f} {y - radius * math.cos(end):.2f}"
    return f"M{x:.2f} {y:.2f}L{first}A{radius} {radius} 0 0 1 {last}Z"
