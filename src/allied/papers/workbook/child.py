"""The process that takes a workbook apart, alone and with little memory and time (trust.md T22).

The workbook comes in by standard input, the answer leaves by standard output as JSON:
`{"sheets": …, "ignored": …}`, or `{"what": …, "accepted": …}` when the file is refused.
Words on the command line name the sheets that are read, instead of those of the alliance workbook;
`--csv` and a name take a CSV file as one sheet of that name.
"""

import io
import json
import math
import os
import resource
import signal
import sys
import zipfile
from collections.abc import Container, Iterator
from contextlib import suppress
from datetime import date, datetime
from math import ceil
from typing import Any

from . import limits
from .cells import CellKind, Filled, Merged, pack
from .delimited import CSV, filled_cells
from .guard import XLSX, chunks, open_archive, refuse_parts
from .parts import Styles, sheet_parts, styles
from .problems import Wrong
from .scan import ERROR, FORMULA, PERCENT, QUOTED, Budget, Marks, Scanned, scanned
from .sheets import spec_of
from .words import squeeze

_NEEDED = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedstrings.xml",
)


def limit_this_process() -> None:
    """Little memory, little time, no large files and, where the system allows, no network."""
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, ceil(limits.CPU_SECONDS)),
        (resource.RLIMIT_FSIZE, limits.MAX_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    # The system counts whole seconds only; this ends the process at the very moment.
    signal.setitimer(signal.ITIMER_PROF, limits.CPU_SECONDS)
    with suppress(AttributeError, OSError):
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def read_delimited(raw: bytes, sheet: str) -> bytes:
    """The filled cells of a CSV file, as JSON."""
    if len(raw) > limits.MAX_FILE:
        raise Wrong("the file is larger than 10 MB", CSV)
    return _fitting(pack([(sheet, filled_cells(raw, sheet), [])], []))


def read_sheets(raw: bytes, wanted: Container[str] = ()) -> bytes:
    """The filled cells of the wanted sheets, or of all that the alliance workbook knows, as JSON."""
    archive = open_archive(raw)
    refuse_parts(archive)
    parts = sheet_parts(archive)
    known = [(name, part) for name, part in parts if part and _is_wanted(name, wanted)]
    ignored = [name for name, part in parts if not (part and _is_wanted(name, wanted))]
    found = _scan(archive, known, styles(archive))
    return _fitting(pack(list(_values(_checked_copy(archive, known), found)), ignored))


def _fitting(answer: bytes) -> bytes:
    if len(answer) > limits.MAX_ANSWER:
        raise Wrong("the workbook holds too much text", "at most three million characters")
    return answer


def _is_wanted(name: str, wanted: Container[str]) -> bool:
    return squeeze(name) in wanted if wanted else spec_of(name) is not None


def _scan(
    archive: zipfile.ZipFile, known: list[tuple[str, str]], found: Styles
) -> list[tuple[str, Scanned]]:
    budget = Budget()
    return [
        (name, scanned(archive, part, sheet=name, styles=found, budget=budget))
        for name, part in known
    ]


def _checked_copy(archive: zipfile.ZipFile, known: list[tuple[str, str]]) -> io.BytesIO:
    """Only the parts that were looked at, so that both readers see exactly the same bytes."""
    wanted = {*_NEEDED, *(part.casefold() for _name, part in known)}
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as packed:
        for name in archive.namelist():
            if name.casefold() in wanted:
                with packed.open(name, "w") as part:
                    part.writelines(chunks(archive, name))
    copy.seek(0)
    return copy


def _values(
    copy: io.BytesIO, found: list[tuple[str, Scanned]]
) -> Iterator[tuple[str, list[Filled], list[Merged]]]:
    from python_calamine import (  # noqa: PLC0415 - only honest files get this far
        CalamineError,
        CalamineWorkbook,
    )

    try:
        book = CalamineWorkbook.from_filelike(copy)
        for name, (places, merged) in found:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, [cell for cell in _cells(rows, places) if cell], merged
    except CalamineError as error:
        raise Wrong(f"the workbook cannot be read ({error})", XLSX) from error


def _cells(rows: list[list[Any]], places: Marks) -> Iterator[Filled | None]:
    for (row, column), mark in sorted(places.items()):
        inside = row < len(rows) and column < len(rows[row])
        filled = _filled(rows[row][column] if inside else "", mark)
        yield (row, column, *filled) if filled else None


def _filled(value: Any, mark: str) -> tuple[CellKind, str | bool] | None:
    if mark in (FORMULA, ERROR):
        return ("formula" if mark == FORMULA else "error"), ""
    if isinstance(value, bool):
        return "flag", value
    if isinstance(value, int | float):
        return _number(value, mark)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return "date", day.isoformat()
    if not value:
        return None
    return ("quoted" if mark == QUOTED else "text"), str(value)


def _number(value: float, mark: str) -> tuple[CellKind, str | bool]:
    """Fifteen digits, as a spreadsheet keeps them; a percentage as it is shown."""
    if not math.isfinite(value):
        return "error", ""
    kind: CellKind = "percent" if mark == PERCENT else "number"
    return kind, f"{value * 100 if kind == 'percent' else value:.15g}"


def main() -> None:
    """Reads, answers, ends."""
    limit_this_process()
    raw, words = sys.stdin.buffer.read(limits.MAX_FILE + 1), sys.argv[1:]
    try:
        if words[:1] == ["--csv"]:
            answer = read_delimited(raw, words[1])
        else:
            answer = read_sheets(raw, {squeeze(word) for word in words})
    except Wrong as wrong:
        answer = json.dumps({"what": wrong.what, "accepted": wrong.accepted}).encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
