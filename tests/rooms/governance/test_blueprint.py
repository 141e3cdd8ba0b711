"""The blueprint: started in one click, changed as one draft, in force when both companies signed."""

import pytest

from allied.alliances.models import SignOff
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.doors import acting_as
from allied.rooms.governance import commands, models, rights
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.editing import with_forum, without_right
from allied.rooms.governance.models import BlueprintState
from tests.rooms.governance.cases import change, kinds, newest, right, signed, size, started


def test_the_starter_has_three_layers_and_four_rows_in_effect_at_once(cast, now):
    started(cast, now)
    forums = models.Forum.objects.visible_to(cast.daniel).filter(ended_at=None)
    assert [forum.layer for forum in forums] == ["steering", "operational", "working"]
    rows = models.DecisionRight.objects.visible_to(cast.daniel).filter(ended_at=None)
    assert [row.key for row in rows] == ["roadmap", "commercial", "data-sharing", "delivery"]
    assert kinds(cast) == ["blueprint.started"]


def test_the_starter_forums_are_filled_from_the_seats_of_both_sides(cast, now):
    started(cast, now)
    steering = models.Forum.objects.visible_to(cast.maya).get(key="steering")
    members = {(m.person_id, m.party_id) for m in steering.members.all()}
    assert members == {(cast.tomas.pk, cast.north.pk), (cast.rachel.pk, cast.bright.pk)}


def test_governance_starts_once(cast, now):
    started(cast, now)
    with pytest.raises(Refused, match="already"):
        commands.start_governance(by=cast.daniel, alliance=cast.alliance, now=now)


@pytest.mark.parametrize("name", ["carl", "olga", "ingrid", "zed", "nobody", "host"])
def test_who_holds_no_such_seat_starts_nothing(cast, now, name):
    before = size(cast)
    with pytest.raises(NotAllowed):
        commands.start_governance(by=getattr(cast, name), alliance=cast.alliance, now=now)
    assert size(cast) == before


def test_a_change_is_told_in_words_and_takes_effect_while_nothing_is_signed(cast, now):
    started(cast, now)
    change(cast, "roadmap", now, sla_days=12)
    assert right(cast, "roadmap").sla_days == 12
    assert kinds(cast)[-1] == "blueprint.changed"


def test_an_outdated_draft_is_not_overwritten(cast, now):
    first = started(cast, now)
    change(cast, "roadmap", now, sla_days=12)
    with pytest.raises(Outdated):
        commands.change_blueprint(
            by=cast.daniel,
            alliance=cast.alliance,
            version=first.version,
            content=without_right(blueprint_of(first), "delivery"),
            now=now,
        )


def test_writing_the_same_again_changes_nothing(cast, now):
    row = started(cast, now)
    before = size(cast)
    again = commands.change_blueprint(
        by=cast.maya, alliance=cast.alliance, version=1, content=blueprint_of(row), now=now
    )
    assert (again.version, size(cast)) == (1, before)


def test_a_row_that_is_taken_out_ends_and_keeps_its_decisions(cast, now):
    row = started(cast, now)
    commands.change_blueprint(
        by=cast.maya,
        alliance=cast.alliance,
        version=row.version,
        content=without_right(blueprint_of(row), "delivery"),
        now=now,
    )
    assert right(cast, "delivery").ended_at == now


def test_nobody_without_a_seat_sits_in_a_forum(cast, now):
    row = started(cast, now)
    forum = blueprint_of(row).forums[0]
    stranger = rights.Member(person=str(cast.nobody.pk), party=str(cast.north.pk))
    content = with_forum(
        blueprint_of(row),
        rights.Forum(id=forum.id, name="x", layer=forum.layer, members=(stranger,)),
    )
    with pytest.raises(Refused, match="without a seat"):
        commands.change_blueprint(
            by=cast.maya, alliance=cast.alliance, version=1, content=content, now=now
        )


def test_both_sponsors_sign_and_the_version_is_in_force(cast, now):
    started(cast, now)
    row = signed(cast, now)
    assert (row.state, row.in_force_at) == (BlueprintState.SIGNED, now)
    assert kinds(cast)[-1] == "blueprint.agreed"


def test_the_alliance_manager_does_not_sign(cast, now):
    row = started(cast, now)
    commands.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=1, now=now)
    with pytest.raises(NotAllowed):
        commands.sign_blueprint(by=cast.maya, alliance=cast.alliance, digest=row.digest, now=now)


def test_a_change_after_signing_begins_a_new_version_and_leaves_the_old_one_in_force(cast, now):
    started(cast, now)
    old = signed(cast, now)
    change(cast, "roadmap", now, sla_days=15)
    row = newest(cast)
    assert (row.revision, row.state) == (2, BlueprintState.DRAFT)
    old.refresh_from_db()
    assert old.state == BlueprintState.SIGNED
    assert right(cast, "roadmap").sla_days == 10
    signed(cast, now)
    assert right(cast, "roadmap").sla_days == 15
    old.refresh_from_db()
    assert old.state == BlueprintState.SUPERSEDED


def test_a_change_while_signatures_are_missing_lets_the_sign_off_lapse(cast, now):
    row = started(cast, now)
    commands.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=1, now=now)
    commands.sign_blueprint(by=cast.tomas, alliance=cast.alliance, digest=row.digest, now=now)
    change(cast, "roadmap", now, sla_days=15)
    assert SignOff.objects.visible_to(cast.rachel).get().lapsed_at == now
    with pytest.raises(Refused, match="not up for signature"):
        commands.sign_blueprint(by=cast.rachel, alliance=cast.alliance, digest=row.digest, now=now)


def test_a_refused_version_can_be_put_up_again_as_the_next_one(cast, now):
    row = started(cast, now)
    commands.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=1, now=now)
    commands.refuse_blueprint(
        by=cast.rachel, alliance=cast.alliance, digest=row.digest, reason="Too slow", now=now
    )
    assert newest(cast).state == BlueprintState.REFUSED
    commands.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=1, now=now)
    assert (newest(cast).revision, newest(cast).state) == (2, BlueprintState.UP)


def test_a_signature_can_be_taken_back_until_the_last_one(cast, now):
    row = started(cast, now)
    commands.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=1, now=now)
    commands.sign_blueprint(by=cast.tomas, alliance=cast.alliance, digest=row.digest, now=now)
    commands.withdraw_blueprint_signature(by=cast.tomas, alliance=cast.alliance, now=now)
    commands.sign_blueprint(by=cast.rachel, alliance=cast.alliance, digest=row.digest, now=now)
    assert newest(cast).state == BlueprintState.UP


def test_one_company_alone_has_nobody_to_sign_with(cast, now):
    commands.start_governance(by=cast.zed, alliance=cast.other, now=now)
    with pytest.raises(Refused, match="Invite the partner"):
        commands.put_up_blueprint(by=cast.zed, alliance=cast.other, version=1, now=now)


def test_both_sides_write_and_sign_under_the_second_wall(cast, now):
    with acting_as(cast.maya):
        started(cast, now)
    with acting_as(cast.daniel):
        row = newest(cast)
        content = without_right(blueprint_of(row), "delivery")
        commands.change_blueprint(
            by=cast.daniel, alliance=cast.alliance, version=1, content=content, now=now
        )
        row = commands.put_up_blueprint(by=cast.daniel, alliance=cast.alliance, version=2, now=now)
    for sponsor in (cast.tomas, cast.rachel):
        with acting_as(sponsor):
            commands.sign_blueprint(by=sponsor, alliance=cast.alliance, digest=row.digest, now=now)
    assert newest(cast).state == BlueprintState.SIGNED
