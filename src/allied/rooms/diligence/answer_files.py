"""Answers of a checklist as a file: what goes out, and what a file that comes in says."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from allied.kit.errors import Refused
from allied.kit.words import counted, listed
from allied.papers.workbook.answers import (
    AnswerRow,
    csv_of,
    read_answers,
    write_answers,
)
from allied.papers.workbook.problems import Problem
from allied.people.models import Person
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.areas import name_of
from allied.rooms.diligence.checklist import Answer, Severity, read_answer, read_severity
from allied.rooms.diligence.models import ChecklistAnswer
from allied.rooms.diligence.questions import Question

FORMS = ("xlsx", "csv")
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class Unreadable(Refused):
    """The file cannot be taken over; `problems` says everything that is wrong, and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        lines = "\n".join(str(problem) for problem in problems)
        count = counted(len(problems), "problem")
        super().__init__("answers", f"{count}; nothing was written.\n{lines}", field="file")
        self.problems = tuple(problems)


def file_of(
    questions: Mapping[str, Question], answers: Mapping[str, ChecklistAnswer], form: str
) -> bytes:
    """All questions with their answers, to be filled in elsewhere and brought back."""
    if form not in FORMS:
        raise Refused("form", f"Choose {listed(FORMS, 'or')}.", field="form")
    rows = [_row(question, answers.get(key)) for key, question in questions.items()]
    if form == "csv":
        return csv_of(rows)
    out = BytesIO()
    write_answers(rows, out)
    return out.getvalue()


def _row(question: Question, answer: ChecklistAnswer | None) -> AnswerRow:
    return AnswerRow(
        key=question.key,
        area=name_of(question.area),
        question=question.text,
        red_flag="yes" if question.red_flag else "",
        answer=answer.said if answer else "",
        evidence=answer.evidence if answer else "",
        owner=answer.holder.name if answer and answer.holder else "",
        severity=answer.severity if answer else "",
        note=answer.note if answer else "",
    )


def given_in(
    raw: bytes, file_name: str, questions: Mapping[str, Question], people: Sequence[Person]
) -> list[Given]:
    """The answers of a file, or Unreadable with every problem; rows without an answer say nothing."""
    reading = read_answers(
        raw, is_csv=not raw.startswith(b"PK") and file_name.lower().endswith(".csv")
    )
    if reading.problems:
        raise Unreadable(reading.problems)
    problems = list(_problems(reading.rows, questions, people))
    if problems:
        raise Unreadable(problems)
    named = _by_name(people)
    return [
        Given(
            question=row.key,
            answer=row.answer,
            evidence=row.evidence,
            severity=row.severity,
            note=row.note,
            holder=named.get(row.owner.casefold()) if row.owner else None,
        )
        for row in reading.rows
        if row.answer
    ]


def _by_name(people: Sequence[Person]) -> dict[str, Person]:
    by_address = {one.email.casefold(): one for one in people}
    return {one.name.casefold(): one for one in people} | by_address


def _problems(
    rows: Sequence[AnswerRow], questions: Mapping[str, Question], people: Sequence[Person]
) -> Iterator[Problem]:
    named, seen = _by_name(people), set()
    for row in rows:
        if row.key not in questions:
            what = f"“{row.key[:60]}” is no question of this checklist"
            yield row.problem("key", what, "a key that the file taken out has")
        elif row.key in seen:
            yield row.problem("key", f"“{row.key}” is there twice", "each question once")
        seen.add(row.key)
        yield from _wrong_words(row)
        if row.owner and row.owner.casefold() not in named:
            what = f"“{row.owner[:60]}” does not sit here"
            yield row.problem("owner", what, "the name or address of somebody with a seat")


def _wrong_words(row: AnswerRow) -> Iterator[Problem]:
    if not row.answer:
        if row.evidence or row.severity or row.note:
            yield row.problem("answer", "the answer is missing", listed(list(Answer), "or"))
        return
    for field, read, accepted in (
        ("answer", read_answer, list(Answer)),
        ("severity", read_severity, list(Severity)),
    ):
        try:
            read(getattr(row, field))
        except Refused:
            what = f"“{getattr(row, field)[:60]}” is not accepted"
            yield row.problem(field, what, listed(accepted, "or"))
