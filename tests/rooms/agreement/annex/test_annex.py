"""The annex: written from live settings, frozen as it was read, signed by both, watched for drift."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from allied.alliances.models import Awaited, SignOff
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.contributing import _CONTRIBUTED, section_of
from allied.rooms.agreement.annex.models import AnnexState, AnnexVersion
from allied.rooms.agreement.annex.queries import annex_of
from allied.rooms.agreement.annex.text import Grid, Line
from tests.conftest import NOON
from tests.rooms.agreement.annex.stage import (
    annex,
    change,
    kinds,
    kpi,
    newest,
    put_up,
    signed,
    size,
)
from tests.rooms.governance.cases import change as change_right
from tests.rooms.governance.cases import signed as signed_governance
from tests.rooms.governance.cases import started


def grid(cast, section, id):
    found = annex(cast).today.section(section)
    return next(block for block in found.blocks if block.id == id)


def cells(cast, section, id):
    return {row.id: row.cells for row in grid(cast, section, id).rows}


def test_the_annex_tells_seats_forums_rights_and_calendars_as_they_are(cast, now):
    started(cast, now)
    assert cells(cast, "people", "seats")[f"sponsor:{cast.bright.pk}"][2] == "Rachel Kim"
    assert cells(cast, "cadence", "forums")["steering"][2] == "Every quarter, 120 minutes"
    row = cells(cast, "decisions", "rights")["roadmap"]
    assert row[:5] == (
        "Roadmap changes",
        "Operational council",
        "Joint Approval",
        "Operational council",
        "10 Working Days",
    )
    works = cells(cast, "clocks", "working_days")[str(cast.bright.pk)]
    assert works[:4] == ("Brightleaf", "Monday to Friday", "09:00", "17:00")


def test_it_stands_on_its_own_before_anything_is_set_up(cast):
    found = annex(cast)
    assert [one.key for one in found.today.sections][:3] == ["standing", "meanings", "people"]
    assert grid(cast, "decisions", "rights").rows == ()
    assert found.in_force is None
    assert found.drift == ()


def test_a_vacant_expected_role_and_a_deputy_are_said(cast):
    seat = cast.alliance.seats.get(person=cast.maya)
    seat.deputy = cast.carl
    seat.save()
    cast.alliance.seats.filter(person=cast.rachel).update(ended_at=NOON)
    seats = cells(cast, "people", "seats")
    assert seats[f"sponsor:{cast.bright.pk}"][2] == "vacant"
    assert seats[f"alliance manager:{cast.north.pk}"][3] == "Carl Smit"


def test_both_sponsors_sign_what_was_frozen(cast, now):
    started(cast, now)
    row = signed(cast)
    assert (row.revision, row.state, row.in_force_at) == (1, AnnexState.SIGNED, NOON)
    assert kinds(cast) == ["annex.frozen", "annex.agreed"]
    assert annex(cast).drift == ()


def test_settings_that_move_on_are_named_and_the_signed_version_stays(cast, now):
    started(cast, now)
    row = signed(cast)
    change_right(cast, "roadmap", now, sla_days=12)
    said = [one.sentence for one in annex(cast).drift]
    assert "Roadmap changes: SLA 10 Working Days → 12 Working Days" in said
    assert newest(cast).digest == row.digest


def test_a_draft_of_the_blueprint_is_no_drift_until_it_is_signed(cast, now):
    started(cast, now)
    signed_governance(cast, now)
    signed(cast)
    change_right(cast, "roadmap", now, sla_days=12)
    assert annex(cast).drift == ()
    signed_governance(cast, now)
    # The roadmap is named twice: in the matrix, and where changes of it are decided.
    said = [one.sentence for one in annex(cast).drift]
    assert said == [
        "Roadmap changes: SLA 10 Working Days → 12 Working Days",
        "Roadmap and milestones: SLA 10 Working Days → 12 Working Days",
    ]


def test_only_what_was_read_is_frozen(cast):
    digest = annex(cast).digest
    kpi(cast)
    before = size(cast)
    with pytest.raises(Outdated, match="Read it again"):
        commands.put_up_annex(by=cast.maya, alliance=cast.alliance, digest=digest, now=NOON)
    assert size(cast) == before


def test_the_same_text_is_not_put_up_twice(cast):
    row = put_up(cast)
    for _ in range(2):
        with pytest.raises(Refused, match="Nothing changed since version 1"):
            put_up(cast)
        for sponsor in (cast.tomas, cast.rachel):
            if newest(cast).state == AnnexState.UP:
                commands.sign_annex(by=sponsor, alliance=cast.alliance, digest=row.digest, now=NOON)


def test_nobody_signs_alone(cast):
    digest = annex_of(cast.other, cast.zed, NOON).digest
    with pytest.raises(Refused, match="Invite the partner"):
        commands.put_up_annex(by=cast.zed, alliance=cast.other, digest=digest, now=NOON)


def test_a_later_version_takes_the_place_of_one_that_waits(cast):
    put_up(cast)
    commands.sign_annex(by=cast.tomas, alliance=cast.alliance, digest=newest(cast).digest, now=NOON)
    kpi(cast)
    put_up(cast)
    rows = AnnexVersion.objects.visible_to(cast.maya).order_by("revision")
    assert [row.state for row in rows] == [AnnexState.LAPSED, AnnexState.UP]
    assert SignOff.objects.visible_to(cast.maya).filter(lapsed_at=NOON).count() == 1
    with pytest.raises(Outdated):
        commands.sign_annex(by=cast.rachel, alliance=cast.alliance, digest=rows[0].digest, now=NOON)


def test_a_second_version_supersedes_the_first_and_the_record_says_what_it_changes(cast):
    signed(cast)
    kpi(cast)
    row = signed(cast)
    states = AnnexVersion.objects.visible_to(cast.maya).order_by("revision")
    assert [one.state for one in states] == [AnnexState.SUPERSEDED, AnnexState.SIGNED]
    assert row.revision == 2


def test_a_refusal_ends_it_and_the_same_text_can_be_put_up_anew(cast):
    row = put_up(cast)
    commands.refuse_annex(
        by=cast.rachel, alliance=cast.alliance, digest=row.digest, reason="Too vague", now=NOON
    )
    assert newest(cast).state == AnnexState.REFUSED
    with pytest.raises(Refused, match="not up"):
        commands.sign_annex(by=cast.tomas, alliance=cast.alliance, digest=row.digest, now=NOON)
    assert put_up(cast).revision == 2


def test_a_refusal_without_a_reason_is_none(cast):
    row = put_up(cast)
    with pytest.raises(Refused, match="Say why"):
        commands.refuse_annex(
            by=cast.rachel, alliance=cast.alliance, digest=row.digest, reason=" ", now=NOON
        )
    assert newest(cast).state == AnnexState.UP


def test_a_signature_can_be_taken_back_until_the_last_one(cast):
    row = put_up(cast)
    commands.sign_annex(by=cast.tomas, alliance=cast.alliance, digest=row.digest, now=NOON)
    commands.withdraw_annex_signature(by=cast.tomas, alliance=cast.alliance, now=NOON)
    assert annex(cast).signatures == []
    for sponsor in (cast.tomas, cast.rachel):
        commands.sign_annex(by=sponsor, alliance=cast.alliance, digest=row.digest, now=NOON)
    with pytest.raises(Refused, match="not up"):
        commands.withdraw_annex_signature(by=cast.tomas, alliance=cast.alliance, now=NOON)


def test_another_digest_signs_nothing(cast):
    put_up(cast)
    with pytest.raises(Outdated, match="not the version you read"):
        commands.sign_annex(by=cast.tomas, alliance=cast.alliance, digest="x" * 44, now=NOON)


def test_the_sponsors_are_asked_and_nobody_else(cast):
    put_up(cast)
    rows = Awaited.objects.in_system_scope("test").filter(act="sign", done_at=None)
    assert set(rows.values_list("person_id", flat=True)) == {cast.tomas.pk, cast.rachel.pk}
    assert set(rows.values_list("subject_kind", flat=True)) == {"annex"}


def test_a_frozen_version_never_changes_even_past_the_commands(cast):
    row = put_up(cast)
    row.content = {"format": "other"}
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(update_fields=["content"])


@pytest.mark.parametrize("name", ["carl", "olga", "ingrid", "zed", "nobody", "host"])
def test_who_holds_no_such_seat_changes_nothing(cast, name):
    who, row = getattr(cast, name), put_up(cast)
    before = size(cast)
    acts = [
        lambda: commands.put_up_annex(by=who, alliance=cast.alliance, digest="x", now=NOON),
        lambda: commands.sign_annex(by=who, alliance=cast.alliance, digest=row.digest, now=NOON),
        lambda: commands.refuse_annex(
            by=who, alliance=cast.alliance, digest=row.digest, reason="x", now=NOON
        ),
        lambda: commands.withdraw_annex_signature(by=who, alliance=cast.alliance, now=NOON),
        lambda: change(cast, "sharing", [{"text": "x"}], by=who),
        lambda: kpi(cast, by=who),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert size(cast) == before


@pytest.mark.parametrize("name", ["maya", "daniel"])
def test_managers_write_and_do_not_sign(cast, name):
    who = getattr(cast, name)
    row = put_up(cast, by=who)
    with pytest.raises(NotAllowed):
        commands.sign_annex(by=who, alliance=cast.alliance, digest=row.digest, now=NOON)


def test_terms_change_the_text_and_the_record_says_how(cast):
    rows = [{"id": "one", "text": "Everything is shared"}]
    row = change(cast, "sharing", rows)
    assert row.version == 1
    clause = grid(cast, "sharing", "rules")
    assert [point.text for point in clause.points] == ["Everything is shared"]
    assert kinds(cast) == ["terms.changed"]


def test_terms_written_against_an_older_state_are_refused(cast):
    change(cast, "sharing", [{"text": "x"}])
    with pytest.raises(Outdated):
        change(cast, "leaving", [{"text": "y"}], version=0)


def test_the_same_terms_again_change_nothing(cast):
    change(cast, "sharing", [{"id": "a", "text": "x"}])
    before = size(cast)
    assert change(cast, "sharing", [{"id": "a", "text": "x"}]).version == 1
    assert size(cast) == before


def test_built_in_terms_kept_as_they_are_write_nothing(cast):
    rows = [dict(row) for row in annex(cast).basis.terms["change_steps"]]
    before = size(cast)
    change(cast, "change_steps", rows)
    assert size(cast) == before


def test_an_unknown_part_is_named_with_those_that_there_are(cast):
    with pytest.raises(Refused, match="meetings, reporting"):
        change(cast, "nothing", [])


def test_own_clauses_come_last_and_go_again(cast):
    change(cast, "clauses", [{"title": "Language", "text": "English."}])
    assert annex(cast).today.sections[-1].blocks[0].lead == "Language."
    change(cast, "clauses", [])
    assert annex(cast).today.section("further") is None


def test_a_route_to_a_decision_type_that_is_gone_goes_back_to_the_sponsors(cast, now):
    assert cells(cast, "change", "routes")["roadmap"][1].startswith("Signature by the Sponsors")
    started(cast, now)
    assert cells(cast, "change", "routes")["roadmap"] == (
        "Roadmap and milestones",
        "Decision type “Roadmap changes”",
        "10 Working Days",
    )


def test_a_later_part_puts_its_own_table_in_place_of_the_built_in_one(cast):
    def triggers(alliance, now):
        rows = (Line(id="t1", cells=("WHEN V1 < 50 FOR 2 quarter", "Red", "Sponsors", "")),)
        return [
            Grid(
                id="triggers",
                caption="Exit triggers",
                heads=("Condition", "Weight", "Who is told", "Reviewed within"),
                rows=rows,
            )
        ]

    before = dict(_CONTRIBUTED)
    section_of("exit triggers")(triggers)
    try:
        assert [row.id for row in grid(cast, "exits", "triggers").rows] == ["t1"]
        assert grid(cast, "exits", "no_end").text
    finally:
        _CONTRIBUTED.update(before)
    assert grid(cast, "exits", "triggers").text == "The Parties have agreed no trigger yet."


def test_the_text_is_the_same_for_every_reader_and_at_another_moment(cast):
    digests = {annex(cast, who).digest for who in (cast.maya, cast.daniel, cast.olga)}
    digests.add(annex_of(cast.alliance, cast.maya, NOON + timedelta(days=40)).digest)
    assert len(digests) == 1
