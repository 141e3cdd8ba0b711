"""Content that is sealed once its row reaches a state, such as a version that both sides signed."""

from typing import NamedTuple


class Seal(NamedTuple):
    """Which columns of a table stand still from which states on, and what the database says then.

    A table that seals rows carries one as its attribute `seal`; guards.py turns it into triggers.
    """

    states: tuple[str, ...]
    columns: tuple[str, ...]
    says: str
