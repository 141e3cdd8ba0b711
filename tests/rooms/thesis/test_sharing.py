"""Sharing an own draft: a joint copy of what was chosen, and nothing else, and no way back."""

import json

import pytest

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import Thesis, ThesisEdit, ThesisVersion
from tests.rooms.thesis.stage import change, content, joint_thesis, newest

CANARY = "walk away below 12 % margin"


def draft(cast, now, **changed):
    return commands.start_thesis(
        by=cast.maya,
        alliance=cast.alliance,
        audience="ours",
        content=content(cast, **changed),
        now=now,
    )


def everything_daniel_reads(cast):
    """All that the partner's manager can reach of this room and of the record, as one text."""
    rows = [
        *ThesisVersion.objects.visible_to(cast.daniel).values_list("content", flat=True),
        *ThesisEdit.objects.visible_to(cast.daniel).values_list("before", flat=True),
    ]
    for entry in Entry.objects.visible_to(cast.daniel).prefetch_related("disclosures"):
        rows += [entry.raw, *(json.dumps(each.value) for each in entry.disclosures.all())]
    return "\n".join(rows)


def test_before_it_is_shared_the_partner_meets_nothing_of_a_draft(cast, now):
    draft(cast, now, objective=CANARY)
    assert CANARY not in everything_daniel_reads(cast)
    assert not Thesis.objects.visible_to(cast.daniel).exists()


def test_sharing_makes_a_joint_copy_and_ends_the_draft(cast, now):
    thesis = draft(cast, now)
    joint = commands.share_draft(by=cast.maya, thesis=thesis, version=1, now=now)
    assert (joint.audience, newest(joint).revision) == ("joint", 1)
    assert newest(joint).content == newest(thesis).content
    thesis = Thesis.objects.visible_to(cast.maya).get(pk=thesis.pk)
    assert thesis.shared_at == now
    with pytest.raises(Refused, match="was shared"):
        change(cast, thesis, now, by=cast.maya)


def test_only_the_chosen_sections_are_copied(cast, now):
    thesis = draft(cast, now, risks=[{"id": "r1", "text": CANARY}], why_alliance=CANARY)
    change(cast, thesis, now, by=cast.maya, section="objective", new=CANARY)
    change(cast, thesis, now, by=cast.maya, section="objective", new="Fit to be shared")
    joint = commands.share_draft(
        by=cast.maya, thesis=thesis, version=3, sections=["objective", "outcomes"], now=now
    )
    shared = json.loads(newest(joint).content)
    assert shared["objective"] == "Fit to be shared"
    assert (shared["risks"], shared["why_alliance"]) == ([], "")
    assert CANARY not in everything_daniel_reads(cast)
    assert [t.audience for t in Thesis.objects.visible_to(cast.daniel)] == ["joint"]


def test_sharing_is_one_fact_in_the_joint_record(cast, now):
    thesis = draft(cast, now)
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience="joint")
    before = rows.count()
    commands.share_draft(by=cast.maya, thesis=thesis, version=1, now=now)
    assert rows.count() == before + 1
    assert rows.order_by("-seq").first().kind == "thesis.draft.shared"


@pytest.mark.parametrize(
    "name", ["ingrid", "jonas", "olga", "carl", "daniel", "rachel", "zed", "nobody", "host"]
)
def test_who_may_not_share(cast, now, name):
    thesis = draft(cast, now)
    with pytest.raises((NotAllowed, Refused)):
        commands.share_draft(by=cast.everybody()[name], thesis=thesis, version=1, now=now)
    assert not Thesis.objects.in_system_scope("test").filter(audience="joint").exists()


def test_the_sponsor_may_share(cast, now):
    thesis = draft(cast, now)
    assert commands.share_draft(by=cast.tomas, thesis=thesis, version=1, now=now)


def test_what_changed_after_it_was_read_is_not_shared(cast, now):
    thesis = draft(cast, now)
    change(cast, thesis, now, by=cast.tomas, new=CANARY)
    with pytest.raises(Outdated, match="Tomas Reijnders changed"):
        commands.share_draft(by=cast.maya, thesis=thesis, version=1, now=now)


def test_the_second_side_to_share_takes_over_by_hand(cast, now):
    mine = draft(cast, now)
    theirs = commands.start_thesis(
        by=cast.daniel, alliance=cast.alliance, audience="ours", content=content(cast), now=now
    )
    commands.share_draft(by=cast.maya, thesis=mine, version=1, now=now)
    with pytest.raises(Refused, match="Take over what you need"):
        commands.share_draft(by=cast.daniel, thesis=theirs, version=1, now=now)
    assert newest(theirs).content


def test_a_joint_thesis_is_not_shared_again(cast, now):
    thesis = joint_thesis(cast, now)
    with pytest.raises(Refused, match="have this thesis already"):
        commands.share_draft(by=cast.maya, thesis=thesis, version=1, now=now)


def test_an_unknown_section_is_not_shared(cast, now):
    thesis = draft(cast, now)
    with pytest.raises(Refused, match="The sections are"):
        commands.share_draft(
            by=cast.maya, thesis=thesis, version=1, sections=["objective", "margin"], now=now
        )


def test_the_second_wall_lets_a_draft_be_shared(cast, now):
    with acting_as(cast.maya):
        thesis = draft(cast, now)
        joint = commands.share_draft(by=cast.maya, thesis=thesis, version=1, now=now)
    with acting_as(cast.daniel):
        assert list(Thesis.objects.visible_to(cast.daniel)) == [joint]


def test_what_the_partner_was_to_bring_is_theirs_once_it_is_shared(cast, now):
    hoped = [{"id": "c1", "organisation": "The partner", "what": "Two filling lines"}]
    thesis = draft(cast, now, contributions=hoped)
    joint = commands.share_draft(by=cast.maya, thesis=thesis, version=1, now=now)
    brought = json.loads(newest(joint).content)["contributions"]
    assert brought[0]["organisation"] == str(cast.bright.pk)
