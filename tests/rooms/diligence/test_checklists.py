"""Checklists: joint and own kept apart, findings that become risks, the page."""

import pytest

from allied.alliances.gates import gates, own_gates
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.scope import JOINT, OURS
from allied.record.story import line_of
from allied.rooms.diligence import commands
from allied.rooms.diligence.checklists import asked, by_key
from allied.rooms.diligence.models import ChecklistAnswer, Risk
from allied.rooms.diligence.queries.checklists import answers_of, checklist_of, shown
from tests.conftest import NOON
from tests.rooms.diligence.checklists import KEY, LATER, OTHER, OWN_KEY, answer
from tests.rooms.diligence.stage import content, entries, kinds, plain, risk, size


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
        ({"answer": "maybe"}, "is not offered here"),
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


def test_a_joint_finding_never_points_at_a_private_risk(cast, joint):
    answer(cast.maya, joint)
    row = ChecklistAnswer.objects.visible_to(cast.maya).get()
    row.risk = risk(cast, audience=OURS)
    with pytest.raises(Exception, match="R2"):
        row.save()
