"""Draws one value of each side under the other, told apart by pattern as well as by colour."""

from collections.abc import Sequence

from markupsafe import Markup

from allied.web.parts.who import known_colour

WIDTH, HIGH, STEP = 160, 8, 12
LINES_APART = 5


def pair_bars(sides: Sequence[tuple[int, str, float]], most: float, width: int = WIDTH) -> Markup:
    """A bar per side (colour, name, value): solid, hatched, hollow; `most` fills the width."""
    if most <= 0 or any(not 0 <= value <= most for _, _, value in sides):
        raise ValueError(f"Bars reach from 0 to {most}.")
    drawn = [_bar(at, colour, value / most * width) for at, (colour, _, value) in enumerate(sides)]
    said = ", ".join(f"{name} {value:.0f}" for _, name, value in sides)
    height = STEP * len(sides)
    return Markup(
        '<svg class="pair" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" aria-label="{}">'
        "{}</svg>"
    ).format(said, Markup("").join(drawn), w=width, h=height)


def _bar(at: int, colour: int, long: float) -> Markup:
    top = at * STEP + 2
    kind = "solid" if not at else "hatched" if at % 2 else "hollow"
    inner = _lines(top, long) if kind == "hatched" else ""
    return Markup(
        '<g data-org="{}"><rect class="pair-{}" x="0.5" y="{}" width="{:.1f}" height="{}"/>{}</g>'
    ).format(known_colour(colour), kind, top, max(long - 1, 0.5), HIGH, inner)


def _lines(top: int, long: float) -> Markup:
    """Slanting lines that end inside the bar."""
    path, x = [], 0.5
    while x + HIGH <= long - 0.5:
        path.append(f"M{x:.1f} {top + HIGH}L{x + HIGH:.1f} {top}")
        x += LINES_APART
    return Markup('<path class="pair-line" d="{}"/>').format("".join(path)) if path else Markup("")
