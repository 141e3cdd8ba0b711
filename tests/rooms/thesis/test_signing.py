"""Signing a version: one signature per company, bound to the digest of what was read."""

import json

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from allied.alliances.models import Awaited, Signature, SignOff
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import State, ThesisVersion
from tests.rooms.thesis.stage import (
    change,
    joint_thesis,
    newest,
    put_up,
    sign_both,
    signed_thesis,
)

EVERYBODY = ["maya", "tomas", "ingrid", "olga", "carl", "daniel", "rachel", "zed", "nobody", "host"]


def kinds(cast):
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience="joint")
    return [entry.kind for entry in rows.order_by("seq")]


def waiting(cast, verb="sign"):
    rows = Awaited.objects.in_system_scope("test").filter(
        alliance=cast.alliance, act=verb, done_at__isnull=True
    )
    return {row.person.name for row in rows}


def test_putting_up_awaits_the_signature_of_every_sponsor(cast, now):
    thesis = joint_thesis(cast, now)
    before = len(kinds(cast))
    sign_off = put_up(cast, thesis, now)
    assert newest(thesis).state == State.UP
    assert (sign_off.digest, sign_off.revision) == (newest(thesis).digest, 1)
    assert kinds(cast)[before:] == ["alliance.signoff.opened"]
    assert waiting(cast) == {"Tomas Reijnders", "Rachel Kim"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_put_a_thesis_up(cast, now, name):
    thesis = joint_thesis(cast, now)
    before = kinds(cast)
    given = {"by": cast.everybody()[name], "thesis": thesis, "version": 1, "now": now}
    if name in {"maya", "tomas", "daniel", "rachel"}:
        commands.put_up_for_signature(**given)
    else:
        with pytest.raises((NotAllowed, Refused)):
            commands.put_up_for_signature(**given)
        assert kinds(cast) == before


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_a_sponsor_signs(cast, now, name):
    thesis = joint_thesis(cast, now)
    digest = put_up(cast, thesis, now).digest
    before = kinds(cast)
    acts = [
        lambda by: commands.sign_thesis(by=by, thesis=thesis, digest=digest, now=now),
        lambda by: commands.withdraw_signature(by=by, thesis=thesis, now=now),
        lambda by: commands.refuse_thesis(
            by=by, thesis=thesis, digest=digest, reason="No", now=now
        ),
    ]
    for act in acts:
        if name in {"tomas", "rachel"}:
            act(cast.everybody()[name])
        else:
            with pytest.raises((NotAllowed, Refused)):
                act(cast.everybody()[name])
            assert kinds(cast) == before


def test_the_last_signature_puts_the_version_in_force(cast, now):
    thesis = joint_thesis(cast, now)
    digest = put_up(cast, thesis, now).digest
    before = len(kinds(cast))
    first = commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=digest, now=now)
    assert (first.completed_at, newest(thesis).state) == (None, State.UP)
    assert waiting(cast) == {"Rachel Kim"}
    done = commands.sign_thesis(by=cast.rachel, thesis=thesis, digest=digest, now=now)
    assert done.completed_at == now
    assert (newest(thesis).state, newest(thesis).signed_at) == (State.SIGNED, now)
    assert waiting(cast) == set()
    assert kinds(cast)[before:] == [
        "alliance.version.signed",
        "alliance.version.signed",
        "alliance.signoff.completed",
        "thesis.version.signed",
    ]


def test_one_company_cannot_sign_twice(cast, now):
    thesis = joint_thesis(cast, now)
    digest = put_up(cast, thesis, now).digest
    commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=digest, now=now)
    with pytest.raises(Refused, match="You have already signed"):
        commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=digest, now=now)
    assert newest(thesis).state == State.UP


def test_another_digest_than_the_one_up_is_not_signed(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    for digest in ("", "forged", "x" * 100):
        with pytest.raises(Outdated, match="not the version you read"):
            commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=digest, now=now)


def test_a_thesis_that_is_not_up_is_not_signed(cast, now):
    thesis = joint_thesis(cast, now)
    with pytest.raises(Refused, match="not up for signature"):
        commands.sign_thesis(by=cast.tomas, thesis=thesis, digest="d", now=now)


def test_an_edit_makes_the_signatures_lapse(cast, now):
    thesis = joint_thesis(cast, now)
    sign_off = put_up(cast, thesis, now)
    commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=sign_off.digest, now=now)
    before = len(kinds(cast))
    version = change(cast, thesis, now)
    assert (version.revision, version.state) == (2, State.DRAFT)
    assert kinds(cast)[before:] == ["alliance.signoff.lapsed", "thesis.section.changed"]
    assert waiting(cast) == set()
    with pytest.raises(Outdated, match="no longer counts"):
        commands.sign_thesis(by=cast.rachel, thesis=thesis, digest=sign_off.digest, now=now)
    first = ThesisVersion.objects.visible_to(cast.maya).get(thesis=thesis, revision=1)
    assert first.state == State.SUPERSEDED
    assert first.signed_at is None


def test_what_lapsed_is_put_up_again_as_a_new_version(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    change(cast, thesis, now)
    sign_both(cast, thesis, now)
    assert (newest(thesis).revision, newest(thesis).state) == (2, State.SIGNED)


def test_a_refusal_needs_a_reason_and_ends_the_sign_off(cast, now):
    thesis = joint_thesis(cast, now)
    digest = put_up(cast, thesis, now).digest
    for reason in ("", "  ", "a\x00b", "x" * 2001):
        with pytest.raises(Refused):
            commands.refuse_thesis(
                by=cast.rachel, thesis=thesis, digest=digest, reason=reason, now=now
            )
    commands.refuse_thesis(
        by=cast.rachel, thesis=thesis, digest=digest, reason="Too many stores", now=now
    )
    assert newest(thesis).state == State.REFUSED
    with pytest.raises(Refused, match="was refused"):
        commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=digest, now=now)


def test_what_was_refused_can_be_put_up_again_changed_or_not(cast, now):
    thesis = joint_thesis(cast, now)
    for new in ("", "Another objective"):
        digest = put_up(cast, thesis, now).digest
        commands.refuse_thesis(by=cast.rachel, thesis=thesis, digest=digest, reason="No", now=now)
        if new:
            change(cast, thesis, now, new=new)
    sign_both(cast, thesis, now)
    assert newest(thesis).revision == 3
    assert SignOff.objects.visible_to(cast.maya).count() == 3


def test_a_signature_is_withdrawn_while_another_one_is_missing(cast, now):
    thesis = joint_thesis(cast, now)
    digest = put_up(cast, thesis, now).digest
    commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=digest, now=now)
    commands.withdraw_signature(by=cast.tomas, thesis=thesis, now=now)
    assert waiting(cast) == {"Tomas Reijnders", "Rachel Kim"}
    commands.sign_thesis(by=cast.rachel, thesis=thesis, digest=digest, now=now)
    assert newest(thesis).state == State.UP
    commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=digest, now=now)
    assert newest(thesis).state == State.SIGNED
    with pytest.raises(Refused, match="already signed by every party"):
        commands.withdraw_signature(by=cast.tomas, thesis=thesis, now=now)


def test_an_outdated_reader_puts_nothing_up(cast, now):
    thesis = joint_thesis(cast, now)
    change(cast, thesis, now, by=cast.maya, new="Sharper")
    with pytest.raises(Outdated, match="Maya Lindqvist changed"):
        commands.put_up_for_signature(by=cast.daniel, thesis=thesis, version=1, now=now)


def test_a_version_is_put_up_once(cast, now):
    thesis = joint_thesis(cast, now)
    put_up(cast, thesis, now)
    with pytest.raises(Refused, match="already up"):
        put_up(cast, thesis, now)


def test_nothing_is_put_up_when_nothing_changed_since_the_signatures(cast, now):
    thesis = signed_thesis(cast, now)
    with pytest.raises(Refused, match="Nothing changed"):
        put_up(cast, thesis, now)


def test_an_own_draft_is_not_signed(cast, now):
    thesis = commands.start_thesis(by=cast.maya, alliance=cast.alliance, now=now, audience="ours")
    with pytest.raises(Refused, match="Share it before signing"):
        commands.put_up_for_signature(by=cast.maya, thesis=thesis, version=1, now=now)


def test_nobody_signs_alone(cast, now):
    thesis = commands.start_thesis(by=cast.zed, alliance=cast.other, now=now, audience="joint")
    with pytest.raises(Refused, match="nobody to sign with"):
        commands.put_up_for_signature(by=cast.zed, thesis=thesis, version=1, now=now)


def test_the_record_says_what_the_new_version_changed(cast, now):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now, section="risks", new=[])
    sign_both(cast, thesis, now)
    entry = (
        Entry.objects.visible_to(cast.olga)
        .filter(alliance=cast.alliance, kind="thesis.version.signed")
        .order_by("-seq")
        .first()
    )
    assert json.loads(entry.raw)["data"]["revision"] == 2
    assert "A cold chain gap" in entry.disclosures.get(path="data.changes").value


def test_the_second_wall_lets_each_sponsor_sign_for_their_own(cast, now):
    thesis = joint_thesis(cast, now)
    with acting_as(cast.daniel):
        digest = put_up(cast, thesis, now).digest
    for who in (cast.rachel, cast.tomas):
        with acting_as(who):
            commands.sign_thesis(by=who, thesis=thesis, digest=digest, now=now)
    assert newest(thesis).state == State.SIGNED
    assert Signature.objects.visible_to(cast.maya).count() == 2


def test_the_text_of_a_signed_version_cannot_be_swapped(cast, now):
    thesis = signed_thesis(cast, now)
    rows = ThesisVersion.objects.in_system_scope("test").filter(thesis=thesis)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(content="{}")
