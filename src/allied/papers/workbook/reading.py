"""The way in: the bytes of a file become an alliance workbook, or all that is wrong with it."""

from .check import check_book
from .content import Reading
from .problems import Problem, Wrong
from .reader import read_raw


def read_workbook(raw: bytes) -> Reading:
    """Reads an alliance workbook; nothing is written anywhere, and no file can hurt the caller.

    With problems there is no workbook. A refused file gives one problem without a cell.
    """
    try:
        book = read_raw(raw)
    except Wrong as wrong:
        return Reading(None, (Problem("", "", wrong.what, wrong.accepted),))
    return check_book(book)
