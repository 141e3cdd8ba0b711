"""Starting a thesis and changing it section by section."""

import json

import pytest
from django.db import connection, transaction

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import State, Thesis, ThesisEdit, ThesisVersion
from tests.rooms.thesis.stage import (
    change,
    content,
    joint_thesis,
    newest,
    plain,
    sign_both,
    signed_thesis,
)

WRITERS = {"maya", "tomas", "daniel", "rachel"}


def entries(cast, audience="joint"):
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience=audience)
    return [entry.kind for entry in rows.order_by("log_id", "seq")]


def last_data(cast):
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience="joint")
    return json.loads(rows.order_by("-seq").first().raw)["data"]


def test_a_joint_thesis_starts_with_a_first_draft_and_one_fact(cast, now):
    before = len(entries(cast))
    thesis = commands.start_thesis(by=cast.maya, alliance=cast.alliance, now=now)
    version = newest(thesis)
    assert (thesis.audience, version.revision, version.state) == ("joint", 1, State.DRAFT)
    assert entries(cast)[before:] == ["thesis.thesis.started"]


@pytest.mark.parametrize(
    "name", ["maya", "tomas", "ingrid", "olga", "carl", "daniel", "rachel", "zed", "nobody", "host"]
)
def test_who_may_start_a_thesis(cast, now, name):
    before = entries(cast)
    start = {"by": cast.everybody()[name], "alliance": cast.alliance, "now": now}
    if name in WRITERS:
        assert commands.start_thesis(**start).audience == "joint"
    else:
        with pytest.raises((NotAllowed, Refused)):
            commands.start_thesis(**start)
        assert entries(cast) == before
        assert not Thesis.objects.in_system_scope("test").exists()


def test_a_side_alone_writes_for_itself(cast, now):
    thesis = commands.start_thesis(by=cast.zed, alliance=cast.other, now=now)
    assert thesis.audience == "ours"


def test_an_alliance_has_one_joint_thesis(cast, now):
    joint_thesis(cast, now)
    with pytest.raises(Refused, match="joint value thesis already"):
        commands.start_thesis(by=cast.daniel, alliance=cast.alliance, now=now)


def test_a_side_may_prepare_for_itself_while_there_is_a_joint_thesis(cast, now):
    joint_thesis(cast, now)
    mine = commands.start_thesis(by=cast.daniel, alliance=cast.alliance, now=now, audience="ours")
    assert not Thesis.objects.visible_to(cast.maya).filter(pk=mine.pk).exists()


def test_each_side_has_one_open_draft_and_never_meets_the_other_one(cast, now):
    for by in (cast.maya, cast.daniel):
        mine = commands.start_thesis(by=by, alliance=cast.alliance, now=now, audience="ours")
        with pytest.raises(Refused, match="a draft already"):
            commands.start_thesis(by=by, alliance=cast.alliance, now=now, audience="ours")
        seen = Thesis.objects.visible_to(by)
        assert list(seen) == [mine]


def test_an_own_draft_leaves_no_trace_in_the_joint_record(cast, now):
    before = entries(cast)
    thesis = commands.start_thesis(by=cast.maya, alliance=cast.alliance, now=now, audience="ours")
    change(cast, thesis, now, by=cast.maya)
    assert entries(cast) == before
    assert entries(cast, "ours") == ["thesis.thesis.started", "thesis.section.changed"]


def test_nobody_of_the_other_side_changes_an_own_draft(cast, now):
    thesis = commands.start_thesis(by=cast.maya, alliance=cast.alliance, now=now, audience="ours")
    for table in (Thesis, ThesisVersion, ThesisEdit):
        assert not table.objects.visible_to(cast.daniel).exists()
    with pytest.raises((NotAllowed, Refused)):
        change(cast, thesis, now, by=cast.daniel)


def test_an_unknown_audience_is_refused(cast, now):
    with pytest.raises(Refused, match="joint or ours"):
        commands.start_thesis(by=cast.maya, alliance=cast.alliance, now=now, audience="theirs")


def test_a_changed_section_writes_one_fact_that_says_what_changed(cast, now):
    thesis = joint_thesis(cast, now)
    before = len(entries(cast))
    outcomes = plain(cast)["outcomes"]
    outcomes[0]["target"] = "5000"
    version = change(cast, thesis, now, section="outcomes", new=outcomes)
    assert entries(cast)[before:] == ["thesis.section.changed"]
    said = last_data(cast)
    assert said["section"] == "Outcomes"
    assert said["digest"] == version.digest
    assert set(said["changes"]) == {"c"}, "words are told: a commitment, never in clear"
    assert (version.revision, version.edit) == (1, 2)


def test_nothing_changed_writes_nothing(cast, now):
    thesis = joint_thesis(cast, now)
    before = entries(cast)
    version = change(cast, thesis, now, new=plain(cast)["objective"])
    assert version.edit == 1
    assert entries(cast) == before


@pytest.mark.parametrize(
    "name", ["maya", "tomas", "ingrid", "olga", "carl", "daniel", "rachel", "zed", "nobody", "host"]
)
def test_who_may_change_a_section(cast, now, name):
    thesis = joint_thesis(cast, now)
    before = entries(cast)
    if name in WRITERS:
        assert change(cast, thesis, now, by=cast.everybody()[name]).edit == 2
    else:
        with pytest.raises((NotAllowed, Refused)):
            change(cast, thesis, now, by=cast.everybody()[name])
        assert entries(cast) == before


def test_two_people_change_different_sections_without_getting_in_each_others_way(cast, now):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now, by=cast.maya, section="objective", new="Ours", version=1)
    version = change(cast, thesis, now, section="why_alliance", new="Theirs", version=1)
    assert version.edit == 3
    stored = json.loads(version.content)
    assert (stored["objective"], stored["why_alliance"]) == ("Ours", "Theirs")


def test_an_outdated_change_is_refused_and_says_who_changed_what(cast, now):
    thesis = joint_thesis(cast, now)
    outcomes = plain(cast)["outcomes"]
    outcomes[0]["target"] = "5000"
    change(cast, thesis, now, by=cast.maya, section="outcomes", new=outcomes, version=1)
    outcomes[0]["target"] = "4000"
    with pytest.raises(Outdated) as refusal:
        change(cast, thesis, now, section="outcomes", new=outcomes, version=1)
    assert "Maya Lindqvist changed the thesis" in refusal.value.sentence
    assert "6,000" in refusal.value.sentence
    assert "5,000" in refusal.value.sentence


def test_a_version_that_never_was_is_refused(cast, now):
    thesis = joint_thesis(cast, now)
    with pytest.raises(Refused, match="newest state"):
        change(cast, thesis, now, version=99)


def test_changing_a_signed_thesis_begins_a_new_draft_and_leaves_it_in_force(cast, now):
    thesis = signed_thesis(cast, now)
    version = change(cast, thesis, now)
    states = [
        (v.revision, v.state)
        for v in ThesisVersion.objects.visible_to(cast.maya).filter(thesis=thesis)
    ]
    assert states == [(1, State.SIGNED), (2, State.DRAFT)]
    assert version.made_from.revision == 1


def test_the_new_draft_takes_the_place_of_the_old_one_once_signed(cast, now):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now)
    sign_both(cast, thesis, now)
    states = [
        (v.revision, v.state)
        for v in ThesisVersion.objects.visible_to(cast.maya).filter(thesis=thesis)
    ]
    assert states == [(1, State.SUPERSEDED), (2, State.SIGNED)]


BAD = {
    "outcomes": [
        ("target", "1e30", "is not a number"),
        ("target", "1" * 31, "is not a number"),
        ("target", "NaN", "is not a number"),
        ("target", 1.5, "quotes|number"),
        ("due", "2026-02-30", "is not a date"),
        ("due", "0001-01-01", "1950 to 2150"),
        ("name", "", "must not be empty"),
        ("name", "x" * 301, "at most 300"),
        ("name", "a\x00b", "remove it"),
        ("measure", "x" * 2001, "at most 2,000"),
        ("kind", "magic", "must be one of"),
        ("owner", "Nobody Inc", "no party"),
        ("benefits", ["Nobody Inc"], "no party"),
        ("benefits", "Northwind", "list of texts"),
        ("id", "../../etc", "letters, digits"),
        ("invented", "x", "not a known field"),
    ],
    "contributions": [
        ("organisation", "", "must not be empty"),
        ("organisation", "00000000-0000-4000-8000-000000000000", "no party"),
        ("amount", "ten", "is not a number"),
    ],
    "scope": [("kind", "perhaps", "must be one of"), ("text", " ", "must not be empty")],
    "assumptions": [("statement", None, "must be text"), ("critical", "yes", "true or false")],
    "risks": [("mitigation", "\x1b[31m", "remove it"), ("text", "x" * 1001, "at most 1,000")],
    "principles": [("text", "", "must not be empty")],
}


@pytest.mark.parametrize(
    ("section", "bad"), [(section, one) for section, cases in BAD.items() for one in cases], ids=str
)
def test_bad_input_is_refused_with_its_place_and_what_is_accepted(cast, now, section, bad):
    field, value, says = bad
    thesis = joint_thesis(cast, now)
    before = entries(cast)
    items = plain(cast)[section]
    items[0][field] = value
    with pytest.raises(Refused, match=says) as refusal:
        change(cast, thesis, now, section=section, new=items)
    assert refusal.value.code == "unfit"
    assert section in refusal.value.sentence
    assert entries(cast) == before
    assert newest(thesis).edit == 1


@pytest.mark.parametrize("new", [7, None, {"a": 1}, ["x"], "x" * 5001, "half \ud800"])
def test_a_text_section_takes_text_only(cast, now, new):
    thesis = joint_thesis(cast, now)
    with pytest.raises(Refused):
        change(cast, thesis, now, new=new)


def test_a_list_section_takes_at_most_a_hundred_items(cast, now):
    thesis = joint_thesis(cast, now)
    many = [{"id": f"p{k}", "text": f"Principle {k}"} for k in range(101)]
    with pytest.raises(Refused, match="at most 100"):
        change(cast, thesis, now, section="principles", new=many)


def test_an_unknown_section_is_refused(cast, now):
    thesis = joint_thesis(cast, now)
    with pytest.raises(Refused, match="A section is one of"):
        change(cast, thesis, now, section="format", new="x")


def test_organisations_may_be_named_and_are_kept_by_id(cast, now):
    thesis = joint_thesis(cast, now)
    items = plain(cast)["contributions"]
    items[0]["organisation"] = " northwind foods "
    version = change(cast, thesis, now, section="contributions", new=items)
    assert newest(thesis).pk == version.pk
    assert json.loads(version.content)["contributions"][0]["organisation"] == str(cast.north.pk)


def test_a_side_alone_may_name_the_partner_it_hopes_for(cast, now):
    hoped = [{"id": "c1", "organisation": "Frostline", "what": "Warehouses"}]
    thesis = commands.start_thesis(by=cast.zed, alliance=cast.other, now=now)
    version = change(cast, thesis, now, by=cast.zed, section="contributions", new=hoped)
    assert "Frostline" in version.content


def test_what_is_stored_is_the_canonical_text_behind_the_digest(cast, now):
    thesis = joint_thesis(cast, now)
    version, same = newest(thesis), content(cast)
    assert version.content == same.as_canonical()
    assert version.digest == same.digest()


def test_the_second_wall_lets_both_sides_draft_together(cast, now):
    with acting_as(cast.maya):
        thesis = joint_thesis(cast, now)
    with acting_as(cast.daniel):
        change(cast, thesis, now)
    with acting_as(cast.maya):
        assert change(cast, thesis, now, by=cast.maya, new="And again").edit == 3


def test_a_thesis_takes_a_constant_number_of_queries_to_change(
    cast, now, django_assert_max_num_queries
):
    thesis = joint_thesis(cast, now)
    many = [{"id": f"p{k}", "text": f"Principle {k}"} for k in range(60)]
    counts = []
    for items in (many[:1], many):
        with transaction.atomic(), django_assert_max_num_queries(25) as captured:
            change(cast, thesis, now, section="principles", new=items)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert connection.vendor in {"sqlite", "postgresql"}
