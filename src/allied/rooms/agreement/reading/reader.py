"""Has a document read by a process of its own, so that no file can hurt this one."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from allied.kit.errors import Refused
from allied.kit.words import capitalised
from allied.papers.texts.limits import DEADLINE_SECONDS, MAX_ANSWER, MAX_FILE
from allied.papers.texts.marks import Comment, Row
from allied.papers.texts.words import ACCEPTED
from allied.rooms.agreement.reading.finders import Finder, Silent
from allied.rooms.agreement.reading.rules.finding import Fact, Place

_CHILD: Final = "allied.rooms.agreement.reading.apart"
_ROOT: Final = str(Path(__file__).resolve().parents[4])


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A document as it was read: its text, what kind of file, its pages, notes, and the facts found.

    A Word document has its comments and the rows of its tables beside it.
    """

    text: str
    kind: str
    pages: int
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    comments: tuple[Comment, ...] = ()
    rows: tuple[Row, ...] = ()


def read_file(raw: bytes, *, model: Finder | None = None) -> Reading:
    """Reads an agreement; `Refused` says what is wrong with the file and what is accepted.

    The rules always read. A model, where there is one, adds what the rules did not find.
    """
    if len(raw) > MAX_FILE:
        raise _refused("the file is larger than 10 MB", ACCEPTED)
    answer = _answer(raw)
    if "what" in answer:
        raise _refused(str(answer["what"]), str(answer["accepted"]))
    notes, facts = list(answer["notes"]), [_fact(one) for one in answer["facts"]]
    if model is not None:
        try:
            facts += _new(facts, model.find(answer["text"]))
        except Silent as silent:
            notes.append(str(silent))
    return Reading(
        text=answer["text"],
        kind=answer["kind"],
        pages=answer["pages"],
        notes=tuple(notes),
        facts=tuple(facts),
        comments=tuple(Comment(**one) for one in answer["comments"]),
        rows=tuple(Row(**one) for one in answer["rows"]),
    )


def _new(known: Sequence[Fact], said: Sequence[Fact]) -> list[Fact]:
    same = {(fact.kind, fact.value.casefold()) for fact in known}
    return [fact for fact in said if (fact.kind, fact.value.casefold()) not in same]


def _fact(one: dict[str, Any]) -> Fact:
    return Fact(**{**one, "place": Place(**one["place"])})


def _refused(what: str, accepted: str) -> Refused:
    sentence = f"{capitalised(what)}. Accepted is {accepted}."
    return Refused("unreadable_agreement", sentence, field="file")


def _answer(raw: bytes) -> dict[str, Any]:
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(raw)
        question.seek(0)
        try:
            subprocess.run(  # noqa: S603 - our own module in our own Python
                [sys.executable, "-s", "-P", "-B", "-m", _CHILD],
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _ROOT},
                cwd="/",
                timeout=DEADLINE_SECONDS,
                check=True,
            )
        except subprocess.TimeoutExpired as error:
            raise _refused(
                f"the file took longer than {DEADLINE_SECONDS} seconds to read", "a smaller file"
            ) from error
        except subprocess.CalledProcessError as error:
            raise _refused(
                "the file is damaged or needs too much memory or time to read", ACCEPTED
            ) from error
        answer.seek(0)
        found: dict[str, Any] = json.loads(answer.read(MAX_ANSWER))
        return found
