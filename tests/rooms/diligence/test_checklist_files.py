"""Checklists: answers go out as a file and come in again."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allied.papers.workbook.answers import AnswerRow, csv_of, read_answers, write_answers
from allied.record.story import line_of
from allied.rooms.diligence import commands
from allied.rooms.diligence.answer_files import Unreadable, file_of, given_in
from allied.rooms.diligence.checklists import asked, by_key
from allied.rooms.diligence.models import ChecklistAnswer
from allied.rooms.diligence.queries.checklists import answers_of
from tests.rooms.diligence.checklists import KEY, LATER, OTHER, OWN_KEY, answer
from tests.rooms.diligence.stage import entries, plain, size


def raw_of(rows, form="csv") -> bytes:
    made = [AnswerRow(**row) for row in rows]
    if form == "csv":
        return csv_of(made)
    out = io.BytesIO()
    write_answers(made, out)
    return out.getvalue()


def people(cast):
    return [cast.maya, cast.ben, cast.ingrid]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_answers_go_out_and_come_in_again_as_they_were(cast, joint, form):
    answer(cast.maya, joint, evidence="=SUM(A1)", note="+1, “so” said\nBen", holder=cast.ben)
    questions = by_key(asked(joint))
    raw = file_of(questions, answers_of(cast.maya, joint), form)
    given = given_in(raw, f"answers.{form}", questions, people(cast))
    assert [(one.question, one.answer, one.evidence, one.holder) for one in given] == [
        (KEY, "no", "=SUM(A1)", cast.ben)
    ]
    before = size()
    known = {"by": cast.maya, "checklist": joint, "file_name": "a", "now": LATER}
    assert commands.import_answers(**known, given=given) == []
    assert size() == before, "nothing new is no line in the record"


def test_a_file_is_taken_whole_and_told_in_one_line(cast, joint):
    rows = [
        {"key": KEY, "answer": "Yes", "evidence": "Data map 1.4", "owner": "ben sato"},
        {"key": OTHER, "answer": "partly", "severity": "high", "owner": cast.ingrid.email},
        {"key": "personal-data-settled"},
    ]
    given = given_in(raw_of(rows), "answers.csv", by_key(asked(joint)), people(cast))
    known = {"by": cast.maya, "checklist": joint, "given": given, "now": LATER}
    before = size()
    assert len(commands.import_answers(**known, file_name="a.csv", rehearse=True)) == 2
    assert size() == before
    assert not ChecklistAnswer.objects.visible_to(cast.maya).exists()
    commands.import_answers(**known, file_name="a.csv")
    assert size() == before + 1
    assert "brought in 2 answers from a.csv" in line_of(entries().last()).sentence
    assert answers_of(cast.maya, joint)[KEY].holder == cast.ben


def problems(cast, joint, raw, name="answers.csv") -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        given_in(raw, name, by_key(asked(joint)), people(cast))
    return [str(one) for one in refusal.value.problems]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_wrong_cell_of_a_file_is_named_with_what_is_accepted(cast, joint, form):
    rows = [
        {"key": KEY, "answer": "maybe"},
        {"key": "nothing", "answer": "yes"},
        {"key": OTHER, "answer": "yes", "severity": "awful", "owner": "Nobody Known"},
        {"key": OTHER, "answer": "no"},
        {"key": "personal-data-settled", "evidence": "A letter"},
    ]
    found = problems(cast, joint, raw_of(rows, form), f"answers.{form}")
    assert found == [
        "Checklist!E2: “maybe” is not accepted: accepted is yes, partly, no or unknown",
        "Checklist!A3: “nothing” is no question of this checklist: "
        "accepted is a key that the file taken out has",
        "Checklist!H4: “awful” is not accepted: accepted is low, medium or high",
        "Checklist!G4: “Nobody Known” does not sit here: "
        "accepted is the name or address of somebody with a seat",
        f"Checklist!A5: “{OTHER}” is there twice: accepted is each question once",
        "Checklist!E6: the answer is missing: accepted is yes, partly, no or unknown",
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_of_ten_thousand_rows_is_refused_with_the_limit(cast, joint, form):
    raw = raw_of([{"key": f"k{n}", "answer": "yes"} for n in range(10_000)], form)
    (found,) = problems(cast, joint, raw, f"answers.{form}")
    assert found == (
        "The file: the sheet Checklist is too large at A5001: accepted is at most 5,000 rows, "
        "256 columns and 40,000 filled cells"
    )


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"", "a.csv", "the file is empty"),
        (b"\xff\xfe\x00x", "a.csv", "is not text in UTF-8"),
        (b'Key,Answer\n"open', "a.csv", "the file cannot be read"),
        (b"Name;Age\nBen;7\n", "a.csv", "no header row"),
        (b"Key\nx\n=1+1\n", "a.csv", "formula"),
        (b"not a workbook", "a.xlsx", "this is not an Excel workbook"),
        (b"PK\x03\x04broken", "a.xlsx", "damaged"),
        (b"x" * (10 * 1024 * 1024 + 1), "a.csv", "larger than 10 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_by_what_is_accepted(cast, joint, raw, name, says):
    assert says in problems(cast, joint, raw, name)[0]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_by_itself(separator):
    raw = separator.join(["Key", "Answer"]) + "\n" + separator.join([KEY, "yes"])
    (row,) = read_answers(raw.encode(), is_csv=True).rows
    assert (row.key, row.answer) == (KEY, "yes")


def test_a_file_comes_in_through_the_page(cast, browse, joint):
    who = browse(cast.maya)
    raw = raw_of([{"key": KEY, "answer": "yes", "evidence": "Map"}])

    def handed(name, content, **more):
        return {"file": SimpleUploadedFile(name, content), **more}

    who.send("/diligence/files", handed("answers.csv", raw, rehearse="on"))
    assert not ChecklistAnswer.objects.visible_to(cast.maya).exists()
    who.send("/diligence/files", handed("answers.csv", raw))
    assert ChecklistAnswer.objects.visible_to(cast.daniel).get().said == "yes"
    wrong = raw_of([{"key": KEY, "answer": "maybe"}])
    text = plain(who.send("/diligence/files", handed("answers.csv", wrong), status=422))
    assert "1 problem; nothing was written" in text
    assert "E2 “maybe” is not accepted yes, partly, no or unknown" in text
    text = plain(who.send("/diligence/files", handed("answers.docx", raw), status=422))
    assert "ends in .csv or .xlsx" in text
    long = raw_of([{"key": f"k{n}", "answer": "yes"} for n in range(10_000)])
    text = plain(who.send("/diligence/files", handed("answers.csv", long), status=422))
    assert "at most 5,000 rows" in text
    assert "Choose a file." in plain(who.send("/diligence/files", {}, status=422))
    browse(cast.olga).send("/diligence/files", handed("answers.csv", raw), status=403)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_of_the_own_checklist_is_for_own_readers(cast, browse, own, form):
    answer(cast.maya, own, OWN_KEY, evidence="Between us")
    path = f"/alliances/{cast.alliance.pk}/diligence/own/answers.{form}"
    mine = browse(cast.tomas).client.get(path)
    assert mine.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(mine.streaming_content)
    assert browse(cast.daniel).client.get(path).status_code == 404
    assert browse(cast.carl).client.get(path).status_code == 403
