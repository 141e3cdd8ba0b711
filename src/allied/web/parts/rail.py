"""Draws the life of an alliance as a rail of eight stages, each with the mark of its gate."""

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from allied.web.parts.approval import Share, halves

STAGES = 8
Stage = tuple[str, Literal["done", "now", "to come"], str, Sequence[Share], str]
"""A stage on the rail: name, where it stands, a line about it, its gate's shares, its address.

The line, the shares and the address may be empty; without shares the stage is a plain dot.
"""
PLACES = {"done": ' data-s="done"', "now": ' data-s="now" aria-current="step"', "to come": ""}


def rail(stages: Sequence[Stage]) -> Markup:
    """The rail of the eight stages of an alliance, numbered from 1."""
    if len(stages) != STAGES:
        raise ValueError(f"The life of an alliance has {STAGES} stages, not {len(stages)}.")
    drawn = Markup("").join(_stage(k, stage) for k, stage in enumerate(stages, 1))
    return Markup('<ol class="rail">{}</ol>').format(drawn)


def _stage(k: int, stage: Stage) -> Markup:
    name, state, note, shares, href = stage
    if state not in PLACES:
        raise ValueError(f"A stage is {', '.join(PLACES)}, not {state!r}.")
    numbered = f"{k} {name}"
    return Markup("<li{}>{}<b>{}</b><span>{}</span></li>").format(
        Markup(PLACES[state]),
        halves(shares, "sign") if shares else Markup('<span class="rail-dot"></span>'),
        Markup('<a href="{}">{}</a>').format(href, numbered) if href else numbered,
        note,
    )
