"""Draws SLA clocks: the small row of pips, and the ruler with one row per working calendar."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from allied.kit.moments import LONG_MONTHS
from allied.kit.words import MONTHS, counted, listed
from allied.web.parts.kept import kept
from allied.web.parts.signs import Tone, due
from allied.web.parts.who import known_colour, org

RISK_LEFT = 1
"""With one working day left, or none, the clock is red."""
WATCH_SHARE = 0.3
"""From three tenths of the time left (two days at least) the clock is amber."""
MOST_PIPS = 30
"""Longer clocks are drawn as one bar, because single days could not be told apart."""
WIDTH = 104

Calendar = tuple[int, str, str, Collection[date]]
"""A working calendar on the ruler: colour, letter and name of its company, and its days off."""
RulerDay = tuple[date, int | None]
"""A day on the ruler, and which working day of the SLA it is; None when it does not count."""


def clock_tone(total: int, used: int) -> Tone:
    """How urgent a clock is: calm, watch or risk. Both arguments are in working days."""
    left = total - used
    if left <= RISK_LEFT:
        return "risk"
    return "watch" if left <= max(2, total * WATCH_SHARE) else "calm"


def days_left(total: int, used: int) -> str:
    """What is left of a clock in words: "6 working days left", "2 working days late"."""
    left = total - used
    if left == 0:
        return "due today"
    return f"{counted(abs(left), 'working day')} {'left' if left > 0 else 'late'}"


def pips(total: int, used: int, tone: Tone = "", label: str = "") -> Markup:
    """A small SLA clock: one pip per working day, filled when used (1 day or more in total)."""
    if total < 1 or used < 0:
        raise ValueError(f"A clock has 1 working day or more, not {total} with {used} used.")
    filled = min(used, total)
    return Markup(
        '<svg class="pips" data-tone="{}" width="{w}" height="6" viewBox="0 0 {w} 6" role="img" '
        'aria-label="{}">{}</svg>'
    ).format(
        tone or clock_tone(total, used),
        label or f"{used} of {counted(total, 'working day')} used",
        _pip_row(total, filled) if total <= MOST_PIPS else _pip_bar(filled / total),
        w=WIDTH,
    )


@kept
def _pip_row(total: int, filled: int) -> Markup:
    gap = 1.5 if total > 12 else 2
    width = (WIDTH - gap * (total - 1)) / total
    return Markup("").join(
        _pip(k * (width + gap), width, "p-on" if k < filled else "p-off") for k in range(total)
    )


def _pip_bar(share: float) -> Markup:
    return _pip(0, WIDTH, "p-off") + _pip(0, WIDTH * share, "p-on")


def _pip(x: float, width: float, kind: str) -> Markup:
    return Markup('<rect x="{:.2f}" y="0" width="{:.2f}" height="6" rx="1" class="{}"/>').format(
        x, width, kind
    )


def clock(total: int, used: int) -> Markup:
    """What is left of a clock: the words above, the pips below, in one tone."""
    tone = clock_tone(total, used)
    return Markup('<span class="clock">{}{}</span>').format(
        due(days_left(total, used), tone), pips(total, used, tone)
    )


def sla_ruler(
    days: Sequence[RulerDay],
    calendars: Sequence[Calendar],
    today: date,
    rule: str = "A day counts only when both companies work.",
) -> Markup:
    """The SLA clock day by day: one column per day, one row per calendar, counted days below.

    Days after a gap in the dates start a new week; `rule` says when a day counts.
    """
    if not days:
        raise ValueError("A ruler needs at least one day.")
    rows = [_calendar_row(days, calendar, today) for calendar in calendars]
    return Markup(
        '<table class="ruler"><caption class="sr">{}</caption>'
        "<thead>{}</thead><tbody>{}{}</tbody></table>"
    ).format(
        " ".join([rule, *_closings(days, calendars)]),
        _date_row(days, today),
        Markup("").join(rows),
        _count_row(days, today),
    )


def _cells(days: Sequence[RulerDay], kinds: Sequence[str], fills: Sequence[object]) -> Markup:
    starts = [False] + [(b[0] - a[0]).days > 1 for a, b in pairwise(days)]
    return Markup("").join(
        _cell(f"{'wk ' if start else ''}{kind}".strip(), fill)
        for start, kind, fill in zip(starts, kinds, fills, strict=True)
    )


@kept
def _cell(names: str, fill: object) -> Markup:
    return Markup("<td{}>{}</td>").format(
        Markup(' class="{}"').format(names) if names else "", fill
    )


def _date_row(days: Sequence[RulerDay], today: date) -> Markup:
    months = list(dict.fromkeys(MONTHS[at.month - 1] for at, _ in days))
    kinds = ["today" if at == today else "" for at, _ in days]
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(
        ", ".join(months), _cells(days, kinds, [at.day for at, _ in days])
    )


def _calendar_row(days: Sequence[RulerDay], calendar: Calendar, today: date) -> Markup:
    colour, letter, name, off = calendar
    kinds = [
        "off" if at in off else "used" if nth is not None and at <= today else ""
        for at, nth in days
    ]
    return Markup('<tr data-org="{}"><th scope="row">{}</th>{}</tr>').format(
        known_colour(colour),
        org(colour, letter, name),
        _cells(days, kinds, [Markup("<span></span>")] * len(days)),
    )


def _count_row(days: Sequence[RulerDay], today: date) -> Markup:
    last = max((nth for _, nth in days if nth is not None), default=None)
    kinds = [
        ("today " if at == today else "") + ("last" if nth and nth == last else "")
        for at, nth in days
    ]
    fills = ["" if nth is None else nth for _, nth in days]
    return Markup('<tr class="count"><th scope="row">Counts as day</th>{}</tr>').format(
        _cells(days, [kind.strip() for kind in kinds], fills)
    )


def _closings(days: Sequence[RulerDay], calendars: Sequence[Calendar]) -> list[str]:
    sentences = []
    for _, _, name, off in calendars:
        closed = [at for at, _ in days if at in off]
        if closed:
            sentences.append(f"{name} is closed on {_spoken_days(closed)}.")
    return sentences


def _spoken_days(days: Sequence[date]) -> str:
    months = dict.fromkeys((at.year, at.month) for at in days)
    return listed(
        [
            f"{listed([str(at.day) for at in days if (at.year, at.month) == month])} "
            f"{LONG_MONTHS[month[1] - 1]}"
            for month in months
        ]
    )
