"""Draws how many days things took: one bar a day, the ones beyond the SLA in another colour."""

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 312, 120
TOP, BOTTOM = 20, 22
TICKS = 5
STEPS = (1, 2, 5, 10, 20, 50, 100)


def days_taken(counts: Sequence[int], limit: float, title: str, says: str) -> Markup:
    """The bars of a count per day, the first day first; `limit` is the SLA in days.

    `title` and `says` tell whoever cannot see it what it shows and its numbers.
    """
    wide = (WIDTH - 4) / max(len(counts), 1)
    top = max(counts, default=0) or 1
    bars = Markup("").join(
        _bar(place, count / top, wide, limit) for place, count in enumerate(counts)
    )
    return Markup(
        '<svg class="chart" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
        'aria-label="{title}. {says}"><title>{title}</title><desc>{says}</desc>{}{}{}'
        '<text class="c-t" x="{w}" y="{foot}" text-anchor="end">working days</text></svg>'
    ).format(
        bars,
        _limit(limit, wide, len(counts)),
        _ticks(len(counts), wide),
        w=WIDTH,
        h=HEIGHT,
        foot=HEIGHT - 6,
        title=title,
        says=says,
    )


def _bar(place: int, share: float, wide: float, limit: float) -> Markup:
    height = share * (HEIGHT - TOP - BOTTOM)
    return Markup(
        '<rect class="c-bar {}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1"/>'
    ).format(
        "in" if place + 1 <= limit else "over",
        4 + place * wide + 0.5,
        HEIGHT - BOTTOM - height,
        max(wide - 1, 0.5),
        height,
    )


def _limit(limit: float, wide: float, count: int) -> Markup:
    if not 0 < limit <= count:
        return Markup("")
    x = 4 + limit * wide
    left = x < WIDTH * 0.7
    return Markup(
        '<path class="g-gate" d="M{x:.1f} 8V{}"/>'
        '<text class="c-t strong" x="{:.1f}" y="15" text-anchor="{}">SLA {:g} days</text>'
    ).format(HEIGHT - BOTTOM, x + 5 if left else x - 5, "start" if left else "end", limit, x=x)


def _ticks(count: int, wide: float) -> Markup:
    step = next((step for step in STEPS if count / step <= TICKS), STEPS[-1])
    # The words at the end need room of their own.
    last = (WIDTH - 100) / wide
    days = [day for day in range(0, count + 1, step) if day <= last]
    return Markup("").join(
        Markup('<text class="c-t num" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            4 + day * wide, HEIGHT - 6, day
        )
        for day in days
    )
