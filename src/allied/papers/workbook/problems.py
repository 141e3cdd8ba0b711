"""What is wrong with a workbook, where, and what would be accepted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right; `sheet` and `cell` are empty when the file itself is refused."""

    sheet: str
    cell: str
    what: str
    accepted: str

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.cell}" if self.sheet else "The file"
        return f"{where}: {self.what}: accepted is {self.accepted}"


class Wrong(Exception):
    """A value or a file that cannot be taken, with what would be accepted instead."""

    def __init__(self, what: str, accepted: str) -> None:
        super().__init__(f"{what}: accepted is {accepted}")
        self.what = what
        self.accepted = accepted
