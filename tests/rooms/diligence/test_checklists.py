"""Checklists: joint and own kept apart, findings that become risks, answers as a file."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allied.alliances.gates import gates, own_gates
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.papers.workbook.answers import AnswerRow, csv_of, read_answers, write_answers
from allied.people.scope import JOINT, OURS
from allied.record.story import line_of
from allied.rooms.diligence import commands
from allied.rooms.diligence.answer_files import Unreadable, file_of, given_in
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.checklists import asked, by_key
from allied.rooms.diligence.models import ChecklistAnswer, Risk
from allied.rooms.diligence.queries.checklists import answers_of, checklist_of, shown
from tests.conftest import NOON
from tests.rooms.diligence.stage import Browser, content, entries, kinds, plain, risk, size

LATER = NOON + timedelta(days=1)
KEY, OTHER = "data-flows-listed", "data-legal-footing"
OWN_KEY = "people-named"


@pytest.fixture
def joint(cast):
    return commands.open_checklist(by=cast.maya, alliance=cast.alliance, now=NOON)


@pytest.fixture
def own(cast):
    return commands.open_checklist(by=cast.maya, alliance=cast.alliance, audience=OURS, now=NOON)


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)


def answer(who, checklist, question=KEY, said="no", version=0, **more):
    given = Given(question=question, answer=said, **more)
    return commands.answer_question(
        by=who, checklist=checklist, given=given, version=version, now=LATER
    )


def test_a_checklist_asks_the_questions_of_its_side_only(cast, joint, own):
    mine, ours = by_key(asked(own)), by_key(asked(joint))
    assert KEY in ours
    assert OWN_KEY in mine
    assert not set(mine) & set(ours)


def test_choosing_again_changes_what_is_asked_and_keeps_the_answers(cast, joint):
    answer(cast.maya, joint)
    chosen = commands.open_checklist(
        by=cast.daniel,
        alliance=cast.alliance,
        areas=["delivery-capacity"],
        packs=["pharma"],
        now=LATER,
    )
    assert (chosen.pk, chosen.areas, chosen.packs) == (
        joint.pk,
        ["delivery-capacity"],
        ["pharma"],
    )
    assert KEY not in by_key(asked(chosen))
    assert ChecklistAnswer.objects.visible_to(cast.maya).count() == 1
    before = size()
    commands.open_checklist(
        by=cast.maya,
        alliance=cast.alliance,
        areas=["delivery-capacity"],
        packs=["pharma"],
        now=LATER,
    )
    assert size() == before


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"areas": []}, "areas"),
        ({"areas": ["astrology"]}, "areas"),
        ({"packs": ["astrology"]}, "pack"),
    ],
)
def test_unknown_areas_and_packs_are_refused_with_those_there_are(cast, said, field):
    with pytest.raises(Refused) as refusal:
        commands.open_checklist(by=cast.maya, alliance=cast.alliance, now=NOON, **said)
    assert refusal.value.field == field


WRITERS = {"maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben"}


def test_who_may_answer(cast, joint):
    version = 0
    for name, person in cast.everybody().items():
        before = size()
        if name in WRITERS:
            version = answer(person, joint, version=version, note=name).version
            assert size() == before + 1, name
        else:
            with pytest.raises(NotAllowed):
                answer(person, joint, version=version)
            assert size() == before, name


def test_an_answer_tells_the_joint_record_an_own_one_only_the_own_log(cast, joint, own):
    answer(cast.maya, joint, evidence="Data map", holder=cast.ben)
    said = line_of(entries().last()).sentence
    assert said == f"Maya Lindqvist answered {KEY} with “no”:  Data map"
    joint_size = entries().count()
    answer(cast.maya, own, OWN_KEY, note="Between us")
    assert entries().count() == joint_size
    assert kinds(OURS)[-1] == "diligence.question.answered"
    assert not ChecklistAnswer.objects.visible_to(cast.daniel).filter(question=OWN_KEY).exists()
    assert checklist_of(cast.daniel, cast.alliance, OURS) is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"said": "maybe"}, "not_an_answer"),
        ({"severity": "terrible"}, "not_a_severity"),
        ({"evidence": "x" * 5001}, "text"),
        ({"question": OWN_KEY}, "not_asked"),
        ({"question": "nothing"}, "unknown_question"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(cast, joint, said, code):
    before = size()
    with pytest.raises(Refused) as refusal:
        answer(cast.maya, joint, **said)
    assert refusal.value.code == code
    assert size() == before


def test_two_people_who_answer_at_once_are_told_apart(cast, joint):
    answer(cast.maya, joint)
    with pytest.raises(Outdated):
        answer(cast.daniel, joint, said="yes")
    assert answer(cast.daniel, joint, said="yes", version=1).version == 2


def test_a_finding_becomes_one_risk_of_the_same_audience(cast, joint, own):
    answer(cast.maya, joint)
    known = {"by": cast.maya, "now": LATER, "said": content(cast, "Data cross")}
    made = commands.register_finding(**known, checklist=joint, question=KEY)
    assert (made.ref, made.audience, made.from_key) == ("R-1", JOINT, KEY)
    assert answers_of(cast.daniel, joint)[KEY].risk == made
    with pytest.raises(Refused, match="as R-1"):
        commands.register_finding(**known, checklist=joint, question=KEY)
    answer(cast.maya, own, OWN_KEY, said="unknown")
    hidden = commands.register_finding(**known, checklist=own, question=OWN_KEY)
    assert (hidden.ref, hidden.audience) == ("P-1", OURS)
    answer(cast.maya, joint, OTHER, said="yes", evidence="Checked")
    with pytest.raises(Refused, match="not yes"):
        commands.register_finding(**known, checklist=joint, question=OTHER)


def test_red_flags_come_first_and_readiness_needs_evidence(cast, joint):
    answer(cast.maya, joint, said="unknown")
    answer(cast.maya, joint, OTHER, said="yes")
    found = shown(cast.daniel, joint)
    assert [one.question.key for one in found.flags] == [KEY]
    assert [one.question.key for one in found.findings] == [KEY]
    assert (found.readiness.ready, found.readiness.without_evidence) == (0, 1)


def test_the_gate_asks_joint_rows_only_and_each_side_sees_its_own_checks(cast, joint, own):
    def holding(alliance):
        gate = next(g for g in gates(alliance, now=LATER) if g.stage == "diligence")
        return {check.id.removeprefix("diligence.") for check in gate.checks if check.holds}

    assert holding(cast.alliance) == {"checklist", "flags_registered", "rated", "high", "reviews"}
    answer(cast.maya, joint)
    assert "flags_registered" not in holding(cast.alliance)
    commands.register_finding(
        by=cast.maya, checklist=joint, question=KEY, said=content(cast, "Data"), now=LATER
    )
    now = holding(cast.alliance)
    assert {"flags_registered", "register"} <= now
    assert "high" not in now, "the new risk is high and has neither owner nor control"
    answer(cast.maya, own, OWN_KEY)
    assert holding(cast.alliance) == now
    mine = next(g for g in own_gates(cast.maya, cast.alliance, now=LATER) if g.stage == "diligence")
    assert [check.holds for check in mine.checks] == [False, False]
    theirs = own_gates(cast.daniel, cast.alliance, now=LATER)
    assert "diligence" not in {gate.stage for gate in theirs}
    assert own_gates(cast.carl, cast.alliance, now=LATER) == []


def test_the_page_shows_red_flags_the_area_asked_for_and_what_is_missing(cast, browse, joint):
    answer(cast.maya, joint, said="unknown")
    text = plain(browse(cast.daniel).open("/diligence"))
    assert "questions are answered yes with evidence." in text
    assert "1 red flag. 1 finding is not on the register." in text
    assert "Make it a risk" in text
    assert "Make it a risk" not in plain(browse(cast.olga).open("/diligence"))
    assert "Is there one list of all data sets" in text
    other = plain(browse(cast.daniel).open("/diligence?area=working-together"))
    assert "Working together" in other
    browse(cast.daniel).open("/diligence?area=nonsense")


def test_the_own_checklist_is_a_private_page_of_private_readers(cast, browse, own):
    page = browse(cast.tomas).open("/diligence/own")
    assert 'data-aud="private"' in page
    browse(cast.carl).open("/diligence/own", status=403)
    assert "No checklist yet" in plain(browse(cast.daniel).open("/diligence/own"))
    browse(cast.daniel).open(f"/diligence/own/questions/{OWN_KEY}", status=404)
    browse(cast.zed).open("/diligence/own", status=404)


def test_answering_and_making_a_risk_of_it_on_the_pages(cast, browse, joint):
    who = browse(cast.maya)
    form = {"answer": "no", "evidence": "", "severity": "high", "note": "", "version": "0"}
    who.send(f"/diligence/questions/{KEY}", form | {"owner": str(cast.ben.pk)})
    row = ChecklistAnswer.objects.visible_to(cast.daniel).get()
    assert (row.said, row.severity, row.holder) == ("no", "high", cast.ben)
    page = who.open(f"/diligence/findings/{KEY}")
    assert "Data cross between the companies that nobody has approved" in page
    said = {
        "title": "Unlisted data",
        "probability": "4",
        "impact": "4",
        "owner": str(cast.ben.pk),
        "mitigation": "Write the list",
    }
    who.send(f"/diligence/findings/{KEY}", said)
    made = Risk.objects.visible_to(cast.daniel).get()
    assert (made.title, made.holder) == ("Unlisted data", cast.ben)
    assert "R-1" in plain(who.open("/diligence"))
    who.open(f"/diligence/findings/{OTHER}", status=404)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"answer": ""}, "Answer is missing."),
        ({"answer": "maybe"}, "Select a valid choice"),
        ({"answer": "no", "version": "7"}, "Somebody answered this question"),
        ({"answer": "no", "owner": "nobody"}, "Choose somebody from the list."),
    ],
)
def test_a_bad_answer_is_said_where_it_stands(cast, browse, joint, said, says):
    text = plain(browse(cast.maya).send(f"/diligence/questions/{KEY}", said, status=422))
    assert says in text


def test_choosing_on_the_page_needs_an_area(cast, browse):
    who = browse(cast.maya)
    assert "Choose at least one area." in plain(who.send("/diligence/choice", {}, status=422))
    who.send("/diligence/choice", {"areas": ["data-sharing"], "packs": ["pharma"]})
    assert checklist_of(cast.daniel, cast.alliance, JOINT).packs == ["pharma"]


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


def test_a_joint_finding_never_points_at_a_private_risk(cast, joint):
    answer(cast.maya, joint)
    row = ChecklistAnswer.objects.visible_to(cast.maya).get()
    row.risk = risk(cast, audience=OURS)
    with pytest.raises(Exception, match="R2"):
        row.save()
