"""What goes out comes in again, and nobody takes out what is not theirs."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from allied.alliances.attachments.commands import About, attach_file, erase_file
from allied.kit.errors import NotAllowed, Refused
from allied.people.doors import acting_as
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.record import verifier
from allied.rooms.agreement.annex.commands import define_kpi
from allied.rooms.agreement.annex.kpis import Direction, KpiContent, Perspective
from allied.rooms.agreement.annex.proposals import proposals_for
from allied.rooms.diligence import commands as diligence
from allied.rooms.diligence.content import ControlContent, RiskContent
from allied.rooms.diligence.exposure import read_assessment
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.rating import scales_of
from allied.rooms.exchange.outgoing import workbook_of
from allied.rooms.exchange.taking import take_out
from allied.rooms.thesis import commands as thesis
from allied.rooms.thesis.models import Thesis
from tests.conftest import NOON
from tests.rooms.exchange.stage import CLEAN, MESSY, as_raw, book_of, bring, raw_of, zoe
from tests.rooms.thesis.stage import content

PRIVATE = ("partner_fit", "launch_plan", "scorecard")


def sorted_people(book):
    return replace(book, people=tuple(sorted(book.people, key=lambda row: row.email)))


def taken(alliance, by, form="xlsx", now=None):
    with acting_as(by):
        return take_out(by=by, alliance=alliance, form=form, now=now or NOON).content


def importer(name) -> Person:
    return zoe() if name == MESSY else Person.objects.get(email__startswith="maya")


@pytest.fixture
def maya(cast, demo):
    """The account says what the workbook says about its own importer."""
    cast.maya.title, cast.maya.time_zone = "Head of partnerships", "Europe/Amsterdam"
    cast.maya.save()
    return cast.maya


@pytest.mark.parametrize("activate", [True, False])
@pytest.mark.parametrize("name", [CLEAN, MESSY])
def test_an_import_taken_out_again_has_equal_content(maya, name, activate):
    by = importer(name)
    alliance = bring(by, name, activate_demo=activate).alliance
    before = book_of(raw_of(name))
    assert sorted_people(book_of(taken(alliance, by))) == sorted_people(before)


def test_what_was_taken_out_imports_under_another_name(maya):
    first = workbook_of(bring(maya, activate_demo=True).alliance, maya)
    renamed = replace(first, alliance=replace(first.alliance, name="Harbour two"))
    second = workbook_of(bring(maya, as_raw(renamed), activate_demo=True).alliance, maya)
    assert sorted_people(second) == sorted_people(renamed)


def test_owners_conditions_and_the_sponsor_pair_survive_both_ways(maya):
    book = book_of(raw_of(CLEAN))
    first, second, *others = book.decision_rights
    book = replace(
        book,
        outcomes=(replace(book.outcomes[0], owner="Emre Aydin"), *book.outcomes[1:]),
        decision_rights=(
            replace(first, escalation="Sponsors", owner="Priya Bose"),
            replace(second, joint="sometimes", joint_condition="over 50,000 EUR"),
            *others,
        ),
    )
    alliance = bring(maya, as_raw(book), activate_demo=True).alliance
    assert sorted_people(book_of(taken(alliance, maya))) == sorted_people(book)


def test_the_partner_takes_out_the_joint_part_and_nothing_that_we_keep(maya):
    alliance = bring(maya, activate_demo=True).alliance
    partner = Person.objects.with_address("jonas.wirth@kestrel.example")
    book = workbook_of(alliance, partner)
    assert book.alliance.our_organisation == "Kestrel Logistics"
    assert book.alliance.partner_organisations == ("Northwind Foods",)
    assert [getattr(book, sheet) for sheet in PRIVATE] == [(), (), ()]
    assert {row.category for row in book.risks} >= {"single point of failure"}
    raw = taken(alliance, partner)
    inside = zipfile.ZipFile(io.BytesIO(raw))
    whole = b"".join(inside.read(name) for name in inside.namelist())
    for rating in book_of(raw_of(CLEAN)).partner_fit:
        if rating.evidence:
            assert rating.evidence.encode() not in whole


def test_the_register_goes_out_as_it_is_now_and_the_thesis_only_adds_to_it(maya, now):
    alliance = bring(maya).alliance
    row = Thesis.objects.visible_to(maya).get(alliance=alliance)
    first, second, third = workbook_of(alliance, maya).risks
    plain = [
        {"id": "r001", "text": first.risk, "mitigation": "Not what is done"},
        {"id": "r009", "text": "A strike of the drivers", "mitigation": "Rail"},
    ]
    one, other, _ = Risk.objects.visible_to(maya).filter(alliance=alliance).order_by("number")
    control = Control.objects.visible_to(maya).get(risk=one)
    with acting_as(maya):
        thesis.change_section(
            by=maya, thesis=row, section="risks", content=plain, version=1, now=now
        )
        said = ControlContent(text="Train three", due=control.due)
        diligence.change_control(by=maya, control=control, said=said, version=1, now=now)
        diligence.close_risk(by=maya, risk=other, reason="A legal basis is there", now=now)
    found = workbook_of(alliance, maya).risks
    assert [risk.risk for risk in found] == [first.risk, third.risk, "A strike of the drivers"]
    assert (found[0].mitigation, found[0].category) == ("Train three", "single point of failure")
    assert second.risk not in [risk.risk for risk in found]


def test_what_was_done_on_the_register_survives_both_ways(maya, cast, now):
    alliance = bring(maya, activate_demo=True).alliance
    scales = scales_of(alliance)
    words = {"scales": scales, "limits": limits()}
    with acting_as(maya):
        said = RiskContent(
            title="A delay alone",
            assessment=read_assessment(probability="35%", impact="", delay="400", **words),
        )
        late = diligence.register_risk(by=maya, alliance=alliance, said=said, now=now)
        for text in ("Rail slots", "A second haulier"):
            diligence.add_control(by=maya, risk=late, said=ControlContent(text=text), now=now)
        diligence.register_risk(
            by=maya, alliance=alliance, said=RiskContent(title="Not rated yet"), now=now
        )
    book = workbook_of(alliance, maya)
    assert (book.risks[3].impact_level, book.risks[3].mitigation) == (
        5,
        "Rail slots; A second haulier",
    )
    renamed = replace(book, alliance=replace(book.alliance, name="Harbour two"))
    again = workbook_of(bring(maya, as_raw(renamed), activate_demo=True).alliance, maya)
    assert again.risks == book.risks


def test_a_private_risk_never_enters_a_workbook(maya, now):
    alliance = bring(maya, activate_demo=True).alliance
    with acting_as(maya):
        said = RiskContent(title="They may go under")
        diligence.register_risk(by=maya, alliance=alliance, said=said, audience=OURS, now=now)
    assert "They may go under" not in [risk.risk for risk in workbook_of(alliance, maya).risks]


def test_the_json_says_the_same_as_the_sheets(maya):
    alliance = bring(maya).alliance
    plain = json.loads(taken(alliance, maya, "json"))
    assert plain["format"] == "allied-workbook/1"
    assert plain["outcomes"][2]["baseline"] == "31.5"
    assert "cells" not in plain["alliance"]
    assert [row["name"] for row in plain["people"]] == [
        row.name for row in workbook_of(alliance, maya).people
    ]


def test_an_alliance_that_did_not_come_from_a_workbook_goes_out_too(cast, now):
    thesis.start_thesis(
        by=cast.maya, alliance=cast.alliance, audience="joint", content=content(cast), now=now
    )
    book = book_of(taken(cast.alliance, cast.daniel))
    assert book.alliance.our_organisation == "Brightleaf Coffee"
    assert book.thesis.strategic_objective.startswith("Cold brew")


@pytest.mark.parametrize("name", ["carl", "olga", "zed", "nobody", "host"])
@pytest.mark.parametrize("form", ["xlsx", "json", "bundle"])
def test_without_the_right_nothing_is_taken_out(cast, now, name, form):
    with pytest.raises(NotAllowed):
        take_out(by=getattr(cast, name), alliance=cast.alliance, form=form, now=now)


def test_an_unknown_format_is_refused_with_the_known_ones(cast, now):
    with pytest.raises(Refused, match="xlsx, json or bundle"):
        take_out(by=cast.maya, alliance=cast.alliance, form="pdf", now=now)


def test_both_sides_take_out_the_same_bundle_and_one_flipped_byte_is_found(cast, tmp_path):
    ours, theirs = (taken(cast.alliance, who, "bundle") for who in (cast.maya, cast.daniel))
    assert ours == theirs
    file = tmp_path / "record.zip"
    file.write_bytes(ours)
    assert verifier.main([str(file)]) == 0
    file.write_bytes(flipped(ours))
    assert verifier.main([str(file)]) == 40


def test_joint_files_leave_with_the_record_and_private_ones_do_not(cast, tmp_path, capsys):
    def put(audience, right, name, text):
        about = About(
            alliance=cast.alliance,
            kind="alliance",
            id=cast.alliance.pk,
            audience=audience,
            right=right,
        )
        return attach_file(by=cast.maya, about=about, name=name, raw=text, now=NOON)

    put(JOINT, "risk.edit", "audit.txt", b"for both companies")
    put(OURS, "private.write", "fallback.txt", b"for us alone")
    gone = put(JOINT, "risk.edit", "draft.txt", b"taken back")
    ours, theirs = (taken(cast.alliance, who, "bundle") for who in (cast.maya, cast.daniel))
    assert ours == theirs
    archive = zipfile.ZipFile(io.BytesIO(ours))
    files = {name: archive.read(name) for name in archive.namelist() if "documents/" in name}
    assert sorted(files.values()) == [b"for both companies", b"taken back"]
    assert not any(b"for us alone" in archive.read(name) for name in archive.namelist())
    file = tmp_path / "record.zip"
    file.write_bytes(ours)
    assert verifier.main([str(file)]) == 0
    assert "2 documents were checked" in capsys.readouterr().out
    erase_file(by=cast.maya, attachment=gone, right="risk.edit", now=NOON)
    file.write_bytes(taken(cast.alliance, cast.daniel, "bundle"))
    assert verifier.main([str(file)]) == 0
    said = capsys.readouterr().out
    assert "data.file: erased, as entry" in said
    assert "1 documents were checked" in said
    assert b"draft.txt" not in file.read_bytes()
    assert hashlib.sha256(b"taken back").hexdigest().encode() not in file.read_bytes()


def flipped(raw: bytes) -> bytes:
    """The same bundle with one byte of its entries changed."""
    source, out = zipfile.ZipFile(io.BytesIO(raw)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for each in source.namelist():
            body = bytearray(source.read(each))
            if each == "ledger.jsonl":
                body[body.index(b"alliance")] ^= 1
            target.writestr(each, bytes(body))
    return out.getvalue()


def test_the_kpis_of_both_sides_stand_in_the_scorecard_and_come_back_as_proposals(maya, now):
    alliance = bring(maya, activate_demo=True).alliance
    ours = workbook_of(alliance, maya).scorecard
    first, *others = ours
    band = KpiContent(
        name="Dock hours",
        perspective=Perspective.EXECUTION,
        unit="h",
        direction=Direction.BAND,
        baseline=Decimal(9),
        target=Decimal(3),
        target_high=Decimal(5),
    )
    with acting_as(maya):
        for said in (KpiContent(name=first.kpi, target=Decimal(99)), band, band):
            define_kpi(by=maya, alliance=alliance, content=said, now=now)
    found = workbook_of(alliance, maya).scorecard
    assert [row.kpi for row in found[3:]] == [row.kpi for row in others]
    assert [row.kpi for row in found[:3]] == ["Dock hours", "Dock hours (E2)", first.kpi]
    assert (found[0].direction, found[0].target, found[0].target_high) == ("band", 3, 5)
    assert (found[2].target, found[2].readings) == (Decimal(99), first.readings)
    assert book_of(taken(alliance, maya)).scorecard == found
    partner = Person.objects.with_address("jonas.wirth@kestrel.example")
    theirs = workbook_of(alliance, partner).scorecard
    assert [row.kpi for row in theirs] == [row.kpi for row in found[:3]]
    assert not any(row.readings for row in theirs)
    renamed = replace(workbook_of(alliance, maya).alliance, name="Harbour two")
    again = replace(workbook_of(alliance, maya), alliance=renamed)
    other = bring(maya, as_raw(again), activate_demo=True).alliance
    proposed = {one.content.name: one.content for one in proposals_for(maya, other, [])}
    assert proposed["Dock hours"].target_high == Decimal(5)
    assert {row.kpi for row in found} <= proposed.keys()
