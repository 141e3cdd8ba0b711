"""The discussion of a decision, and drafts: what one side says among itself stays there."""

import pytest

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.governance import commands, models
from tests.rooms.governance.cases import kinds, question, raised, size, started


@pytest.fixture
def decision(cast, now):
    started(cast, now)
    return raised(cast, now)


def comment(who, decision, now, text="We could go to 50", audience="ours"):
    return commands.comment_on_decision(
        by=who, decision=decision, text=text, audience=audience, now=now
    )


def readers(cast, model):
    return {
        name for name, who in cast.everybody().items() if model.objects.visible_to(who).exists()
    }


def own_entries(cast, who):
    return Entry.objects.visible_to(who).filter(audience="ours").count()


def test_a_joint_comment_is_read_by_everybody_in_the_alliance(cast, decision, now):
    comment(cast.carl, decision, now, audience="joint")
    assert readers(cast, models.Comment) == set(cast.everybody()) - {"zed", "nobody", "host"}
    assert kinds(cast)[-1] == "comment.posted"


def test_an_own_comment_is_read_by_ones_own_side_and_leaves_the_joint_record_alone(
    cast, decision, now
):
    before = size(cast)
    comment(cast.maya, decision, now)
    assert readers(cast, models.Comment) == {"maya", "tomas", "ingrid", "jonas"}
    assert size(cast) == before
    assert own_entries(cast, cast.tomas) == 1
    assert own_entries(cast, cast.daniel) == 0


def test_the_own_log_knows_of_it_without_its_words(cast, decision, now):
    comment(cast.maya, decision, now)
    entry = Entry.objects.visible_to(cast.maya).get(kind="governance.comment.noted")
    assert "We could go" not in entry.raw


@pytest.mark.parametrize(
    ("name", "audience"),
    [("olga", "joint"), ("zed", "joint"), ("carl", "ours"), ("olga", "ours"), ("zed", "ours")],
)
def test_who_may_not_comment(cast, decision, now, name, audience):
    before = size(cast)
    with pytest.raises(NotAllowed):
        comment(getattr(cast, name), decision, now, audience=audience)
    assert size(cast) == before


@pytest.mark.parametrize("text", [" ", "x" * 5001])
def test_a_comment_has_words_and_not_too_many(cast, decision, now, text):
    with pytest.raises(Refused, match="between 1 and 5000"):
        comment(cast.maya, decision, now, text=text)


def test_an_unknown_audience_is_refused(cast, decision, now):
    with pytest.raises(Refused, match="joint or ours"):
        comment(cast.maya, decision, now, audience="everybody")


def test_only_the_chosen_words_are_shared_and_the_comment_stays_private(cast, decision, now):
    private = comment(cast.jonas, decision, now, text="We could go to 50. Use their clean room.")
    joint = commands.share_comment(
        by=cast.maya, comment=private, text="Use their clean room.", now=now
    )
    [seen] = models.Comment.objects.visible_to(cast.daniel)
    assert (seen, seen.text) == (joint, "Use their clean room.")
    assert kinds(cast)[-1] == "comment.shared"
    with pytest.raises(Refused, match="shared already"):
        commands.share_comment(by=cast.maya, comment=private, text="Again", now=now)


def test_a_joint_comment_is_not_shared_again(cast, decision, now):
    joint = comment(cast.daniel, decision, now, audience="joint")
    with pytest.raises(Refused, match="your own company alone"):
        commands.share_comment(by=cast.maya, comment=joint, text="x", now=now)


@pytest.mark.parametrize("name", ["ingrid", "carl", "daniel", "zed"])
def test_who_may_not_share(cast, decision, now, name):
    private = comment(cast.jonas, decision, now)
    with pytest.raises((NotAllowed, Refused)):
        commands.share_comment(by=getattr(cast, name), comment=private, text="x", now=now)
    assert not models.Comment.objects.visible_to(cast.daniel).exists()


def draft(who, alliance, now, **values):
    return commands.write_draft(
        by=who, alliance=alliance, question=question(**values), type_key="data-sharing", now=now
    )


def test_a_draft_exists_for_its_own_side_only(cast, now):
    draft(cast.maya, cast.alliance, now)
    assert readers(cast, models.DecisionDraft) == {"maya", "tomas", "ingrid", "jonas"}
    assert kinds(cast) == []


def test_a_draft_may_be_incomplete(cast, now):
    made = draft(cast.maya, cast.alliance, now, options=(), recommendation="", value=None)
    assert (made.options, made.currency) == ([], "")


@pytest.mark.parametrize("name", ["carl", "olga", "zed", "nobody"])
def test_who_writes_no_draft(cast, now, name):
    with pytest.raises(NotAllowed):
        draft(getattr(cast, name), cast.alliance, now)


def test_two_colleagues_do_not_overwrite_each_other(cast, now):
    made = draft(cast.maya, cast.alliance, now)
    changed = commands.change_draft(
        by=cast.tomas, draft=made, version=1, question=question(title="New"), now=now
    )
    assert (changed.version, changed.title) == (2, "New")
    with pytest.raises(Outdated):
        commands.change_draft(
            by=cast.maya, draft=made, version=1, question=question(title="Mine"), now=now
        )


def test_asking_copies_the_draft_and_ends_it(cast, now):
    started(cast, now)
    made = draft(cast.maya, cast.alliance, now)
    decision = raised(cast, now, draft=made)
    made.refresh_from_db()
    assert (made.raised_as, made.ended_at) == (decision, now)
    with pytest.raises(Refused, match="asked for or removed"):
        raised(cast, now, draft=made)
    with pytest.raises(Refused, match="asked for or removed"):
        commands.change_draft(
            by=cast.maya, draft=made, version=1, question=question(title="x"), now=now
        )


def test_a_removed_draft_is_over(cast, now):
    made = draft(cast.maya, cast.alliance, now)
    commands.remove_draft(by=cast.tomas, draft=made, now=now)
    with pytest.raises(Refused, match="asked for or removed"):
        commands.remove_draft(by=cast.maya, draft=made, now=now)


def test_under_the_second_wall(cast, decision, now):
    with acting_as(cast.maya):
        private = comment(cast.maya, decision, now)
        commands.share_comment(by=cast.maya, comment=private, text="x", now=now)
        made = draft(cast.maya, cast.alliance, now)
        commands.change_draft(
            by=cast.maya, draft=made, version=1, question=question(title="y"), now=now
        )
        commands.remove_draft(by=cast.maya, draft=made, now=now)
    with acting_as(cast.daniel):
        comment(cast.daniel, decision, now, audience="joint")
