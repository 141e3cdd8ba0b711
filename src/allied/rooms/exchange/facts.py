"""What this room writes: an import is a private matter of the side that imports."""

from dataclasses import dataclass
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class WorkbookImported(Fact):
    """A workbook was imported (own log)."""

    kind: ClassVar[str] = "exchange.workbook.imported"
    sentence: ClassVar[str] = "{who} imported the workbook {file}"
    subject_kind: ClassVar[str] = "alliance"
    file: str = told()
