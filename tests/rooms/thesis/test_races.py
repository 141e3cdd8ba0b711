"""Two people at the same moment: one clear outcome, and the other one gets a clear answer."""

from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from allied.alliances.models import Signature
from allied.kit.errors import Refused
from allied.record.models import Entry
from allied.rooms.thesis import commands
from allied.rooms.thesis.models import State, Thesis, ThesisVersion
from tests.rooms.thesis.stage import change, content, joint_thesis, newest, put_up

PAIRS = 100


def together(*acts):
    """Carry out the acts at the same moment, each in a thread of its own; what each one said."""
    barrier, said = Barrier(len(acts)), [None] * len(acts)

    def carry_out(place, act):
        try:
            barrier.wait()
            act()
            said[place] = "done"
        except Refused as refusal:
            said[place] = refusal.code
        finally:
            connection.close()

    threads = [Thread(target=carry_out, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def in_force(thesis):
    rows = ThesisVersion.objects.in_system_scope("test")
    return rows.filter(thesis=thesis, state=State.SIGNED).count()


@pytest.mark.slow
def test_both_sponsors_sign_at_the_same_moment_and_it_settles_once(committed_cast, now):
    cast = committed_cast
    thesis = joint_thesis(cast, now)
    for pair in range(PAIRS):
        at = now + timedelta(minutes=pair)
        change(cast, thesis, at, new=f"Objective {pair}")
        digest = put_up(cast, thesis, at).digest
        said = together(
            *(
                lambda who=who, at=at, digest=digest: commands.sign_thesis(
                    by=who, thesis=thesis, digest=digest, now=at
                )
                for who in (cast.tomas, cast.rachel)
            )
        )
        assert said == ["done", "done"]
        assert newest(thesis).state == State.SIGNED
    assert in_force(thesis) == 1
    kinds = Counter(
        Entry.objects.in_system_scope("test")
        .filter(alliance=cast.alliance)
        .values_list("kind", flat=True)
    )
    assert kinds["thesis.version.signed"] == kinds["alliance.signoff.completed"] == PAIRS
    assert kinds["alliance.version.signed"] == 2 * PAIRS
    assert Signature.objects.in_system_scope("test").count() == 2 * PAIRS


@pytest.mark.slow
def test_the_last_signature_races_an_edit_and_one_of_them_wins(committed_cast, now):
    cast = committed_cast
    thesis = joint_thesis(cast, now)
    seen = Counter()
    for pair in range(PAIRS // 4):
        at = now + timedelta(minutes=pair)
        change(cast, thesis, at, new=f"Objective {pair}")
        up = put_up(cast, thesis, at)
        commands.sign_thesis(by=cast.tomas, thesis=thesis, digest=up.digest, now=at)
        edit = newest(thesis).edit
        said = together(
            lambda at=at, up=up: commands.sign_thesis(
                by=cast.rachel, thesis=thesis, digest=up.digest, now=at
            ),
            lambda at=at, edit=edit: change(cast, thesis, at, new="Raced", version=edit),
        )
        assert said in (["done", "done"], ["lapsed", "done"])
        signed = ThesisVersion.objects.in_system_scope("test").get(
            thesis=thesis, revision=up.revision
        )
        won = said[0] == "done"
        assert signed.state == (State.SIGNED if won else State.SUPERSEDED)
        assert (signed.signed_at is not None) == won
        assert newest(thesis).state == State.DRAFT
        seen[won] += 1
    assert sum(seen.values()) == PAIRS // 4
    assert in_force(thesis) == (1 if seen[True] else 0)


def test_two_who_start_or_share_at_the_same_moment_make_one_joint_thesis(committed_cast, now):
    cast = committed_cast
    own = {
        by: commands.start_thesis(
            by=by, alliance=cast.alliance, audience="ours", content=content(cast), now=now
        )
        for by in (cast.maya, cast.daniel)
    }
    said = together(
        *(
            lambda by=by, thesis=thesis: commands.share_draft(
                by=by, thesis=thesis, version=1, now=now
            )
            for by, thesis in own.items()
        ),
        lambda: commands.start_thesis(
            by=cast.rachel, alliance=cast.alliance, audience="joint", now=now
        ),
    )
    assert sorted(said) == ["done", "joint_exists", "joint_exists"]
    assert Thesis.objects.in_system_scope("test").filter(audience="joint").count() == 1


def test_two_edits_of_one_section_from_the_same_state_leave_one(committed_cast, now):
    cast = committed_cast
    thesis = joint_thesis(cast, now)
    said = together(
        lambda: change(cast, thesis, now, by=cast.maya, new="Maya's words", version=1),
        lambda: change(cast, thesis, now, by=cast.daniel, new="Daniel's words", version=1),
    )
    assert sorted(said) == ["done", "outdated"]
    assert newest(thesis).edit == 2
