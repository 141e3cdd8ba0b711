"""Which reader belongs to which kind of column."""

from collections.abc import Callable, Mapping
from typing import Final

from . import scales, values
from .cells import Cell
from .columns import Kind
from .problems import Wrong

_READERS: Final[Mapping[Kind, Callable[[Cell], object]]] = {
    **dict.fromkeys((Kind.NAME, Kind.ORGANISATION, Kind.PERSON, Kind.OWNER), values.name),
    **dict.fromkeys((Kind.FORUM, Kind.ESCALATION), values.name),
    **dict.fromkeys((Kind.TEXT, Kind.PERSONS, Kind.MILESTONES), values.text),
    Kind.EMAIL: values.email,
    Kind.DATE: values.day,
    Kind.NUMBER: values.amount,
    Kind.TARGET: scales.target,
    Kind.COUNT: values.count,
    Kind.DAYS: scales.days,
    Kind.DURATION: scales.duration,
    Kind.SCORE: values.score,
    Kind.PROBABILITY: scales.probability,
    Kind.IMPACT: scales.impact,
    Kind.PHASE: scales.phase,
    Kind.RHYTHM: scales.rhythm,
    Kind.YES_NO: values.yes_no,
    Kind.JOINT: scales.joint,
    Kind.CURRENCY: values.currency,
    Kind.ZONE: values.zone,
}


def read_value(kind: Kind, cell: Cell) -> object:
    """The value of a filled cell in a column of this kind."""
    if cell.kind == "formula":
        raise Wrong("the cell holds a formula", f"a typed value, {kind.value}")
    if cell.kind == "error":
        raise Wrong("the cell holds an error", f"a typed value, {kind.value}")
    if cell.kind == "text" and str(cell.content).lstrip().startswith("="):
        raise values.wrong(cell, "starts with = as a formula does", kind)
    return _READERS[kind](cell) if kind in _READERS else values.choice(cell, kind)
