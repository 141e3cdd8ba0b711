"""Has a workbook taken apart by a process of its own, so that no file can hurt this one."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from .cells import RawBook, unpack
from .delimited import CSV
from .guard import XLSX, refuse_start
from .limits import DEADLINE_SECONDS, MAX_ANSWER, MAX_FILE
from .problems import Wrong

_CHILD: Final = f"{__package__}.child"
_ROOT: Final = str(Path(__file__).resolve().parents[3])


def read_raw(raw: bytes, *sheets: str) -> RawBook:
    """The sheets of a workbook as they stand; raises Wrong when the file is refused.

    Names choose the sheets that are read, instead of those of the alliance workbook.
    """
    refuse_start(raw)
    return _book(_answer(raw, *sheets))


def read_raw_csv(raw: bytes, sheet: str) -> RawBook:
    """A CSV file as a book of one sheet; raises Wrong when the file is refused."""
    if not raw:
        raise Wrong("the file is empty", CSV)
    if len(raw) > MAX_FILE:
        raise Wrong("the file is larger than 10 MB", CSV)
    return _book(_answer(raw, "--csv", sheet))


def _book(answer: dict[str, Any]) -> RawBook:
    if "what" in answer:
        raise Wrong(str(answer["what"]), str(answer["accepted"]))
    return unpack(answer)


def _answer(raw: bytes, *words: str) -> dict[str, Any]:
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(raw)
        question.seek(0)
        try:
            subprocess.run(  # noqa: S603 - our own module in our own Python
                [sys.executable, "-s", "-P", "-B", "-m", _CHILD, *words],
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _ROOT},
                cwd="/",
                timeout=DEADLINE_SECONDS,
                check=True,
            )
        except subprocess.TimeoutExpired as error:
            what = f"the file took longer than {DEADLINE_SECONDS} seconds to read"
            raise Wrong(what, "a smaller .xlsx workbook") from error
        except subprocess.CalledProcessError as error:
            raise Wrong("the file is damaged or needs too much memory to read", XLSX) from error
        answer.seek(0)
        found: dict[str, Any] = json.loads(answer.read(MAX_ANSWER))
        return found
