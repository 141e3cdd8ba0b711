"""Decisions: asked once, sometimes joint, withdrawn or replaced, seen by those in the alliance."""

from dataclasses import replace

import pytest

from allied.alliances import commands as alliances
from allied.clock.models import SlaClock
from allied.kit.errors import NotAllowed, Refused
from allied.people.doors import acting_as
from allied.record.models import Entry
from allied.rooms.governance import commands, models, rights
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.editing import with_right
from tests.rooms.governance.cases import (
    APPROVERS,
    answer,
    awaited,
    change,
    fresh,
    halves,
    kinds,
    newest,
    question,
    raised,
    right,
    signed,
    size,
    state,
)

pytestmark = pytest.mark.usefixtures("blueprint")


def test_asking_numbers_it_starts_the_clock_and_awaits_those_whom_the_matrix_names(cast, now):
    decision = raised(cast, now)
    assert (decision.number, decision.state) == (1, "open")
    assert decision.clock.days == 20
    assert awaited(cast) == APPROVERS
    assert halves(decision) == ["wait", "wait"]
    assert kinds(cast)[-1] == "decision.raised"


def test_the_next_decision_has_the_next_number(cast, now):
    assert [raised(cast, now).number, raised(cast, now).number] == [1, 2]


@pytest.mark.parametrize("name", ["carl", "olga", "zed", "nobody", "host"])
def test_who_may_not_ask_leaves_no_trace(cast, now, name):
    before = size(cast)
    with pytest.raises(NotAllowed):
        raised(cast, now, by=getattr(cast, name))
    assert size(cast) == before


@pytest.mark.parametrize("name", ["maya", "tomas", "daniel", "rachel", "ingrid"])
def test_who_may_ask(cast, now, name):
    decision = raised(cast, now, by=getattr(cast, name))
    assert decision.asked_by == getattr(cast, name)


def test_text_of_a_decision_enters_the_record_as_commitments_only(cast, now):
    raised(cast, now, title="Canary in the title")
    raw = Entry.objects.visible_to(cast.maya).get(kind="governance.decision.raised").raw
    assert "Canary" not in raw


def test_the_matrix_of_the_moment_is_frozen(cast, now):
    decision = raised(cast, now)
    change(cast, "data-sharing", now, sla_days=3, owner_seats=("sponsor",))
    assert fresh(decision).right_copy["sla_days"] == 20
    answer(cast.ingrid, decision, now)
    assert awaited(cast) == {"jonas", "hannah", "ben"}


def test_a_type_that_was_taken_out_is_not_asked_for(cast, now):
    row = right(cast)
    newest_row = newest(cast)
    blueprint = blueprint_of(newest_row)
    content = replace(blueprint, rights=blueprint.rights[:1])
    commands.change_blueprint(
        by=cast.maya, alliance=cast.alliance, version=1, content=content, now=now
    )
    with pytest.raises(Refused, match="no longer in the matrix"):
        commands.raise_decision(
            by=cast.maya, alliance=cast.alliance, right=row, question=question(), now=now
        )


def test_a_type_without_owner_is_not_asked_for(cast, now):
    change(cast, "commercial", now, owner_seats=(), owner_forum="", forum="")
    with pytest.raises(Refused, match="Nobody is named"):
        raised(cast, now, key="commercial")


def test_a_decision_has_at_least_one_option(cast, now):
    with pytest.raises(Refused, match="at least one option"):
        commands.raise_decision(
            by=cast.maya,
            alliance=cast.alliance,
            right=right(cast),
            question=question(options=(), recommendation=""),
            now=now,
        )


def test_an_organisation_that_joins_later_gets_no_veto(cast, now):
    decision = raised(cast, now)
    alliances.join_party(alliance=cast.alliance, organisation=cast.rival, by=cast.zed, now=now)
    alliances.place_in_seat(
        by=cast.zed,
        alliance=cast.alliance,
        person=cast.zed,
        role="approver",
        discipline="legal",
        now=now,
    )
    with pytest.raises(Refused, match="not asked in this decision"):
        answer(cast.zed, decision, now)
    for who in (cast.ben, cast.hannah, cast.ingrid, cast.jonas):
        answer(who, decision, now)
    assert state(decision) == "approved"


class TestATypeThatIsSometimesJoint:
    """Delivery trade-offs: the condition decides whether both companies must answer."""

    @pytest.fixture(autouse=True)
    def leads(self, cast, now, blueprint):
        for who in (cast.tomas, cast.rachel):
            alliances.place_in_seat(
                by=who, alliance=cast.alliance, person=who, role="operational lead", now=now
            )
        change(cast, "delivery", now, written=True)

    def test_one_company_decides_alone_when_the_condition_does_not_apply(self, cast, now):
        decision = raised(cast, now, key="delivery")
        assert not decision.joint
        assert SlaClock.objects.visible_to(cast.maya).get().mode == "owner"
        answer(cast.tomas, decision, now)
        assert state(decision) == "approved"

    def test_the_other_company_can_be_the_accountable_one(self, cast, now):
        decision = raised(cast, now, key="delivery", accountable=cast.bright)
        assert awaited(cast) == {"rachel"}
        assert decision.clock.tz == "America/New_York"

    def test_a_stranger_is_never_accountable(self, cast, now):
        with pytest.raises(Refused, match="Only a party"):
            raised(cast, now, key="delivery", accountable=cast.rival)

    def test_both_answer_when_the_condition_applies(self, cast, now):
        decision = raised(cast, now, key="delivery", condition_applies=True)
        answer(cast.tomas, decision, now)
        assert state(decision) == "open"
        answer(cast.rachel, decision, now)
        assert state(decision) == "approved"


def test_without_approval_in_writing_the_meeting_decides(cast, now):
    decision = raised(cast, now, key="roadmap", by=cast.tomas)
    with pytest.raises(Refused, match="taken in a meeting"):
        answer(cast.maya, decision, now)


def test_the_side_that_asked_withdraws_with_a_reason(cast, now):
    decision = raised(cast, now)
    with pytest.raises(Refused, match="Only the company that asked"):
        commands.withdraw_decision(by=cast.daniel, decision=decision, reason="No", now=now)
    with pytest.raises(Refused, match="Give a reason"):
        commands.withdraw_decision(by=cast.tomas, decision=decision, reason=" ", now=now)
    commands.withdraw_decision(by=cast.tomas, decision=decision, reason="Asked again", now=now)
    assert state(decision) == "withdrawn"
    assert awaited(cast) == set()
    with pytest.raises(Refused, match="withdrawn"):
        answer(cast.ben, decision, now)


def test_an_open_decision_gives_way_at_once_to_the_one_that_replaces_it(cast, now):
    old = raised(cast, now)
    new = raised(cast, now, supersedes=old)
    assert (state(old), state(new)) == ("superseded", "open")
    assert kinds(cast)[-2:] == ["decision.raised", "decision.superseded"]


def test_the_other_side_cannot_replace_what_one_asked(cast, now):
    old = raised(cast, now)
    before = size(cast)
    with pytest.raises(Refused, match="Only the company that asked"):
        raised(cast, now, by=cast.daniel, supersedes=old)
    assert size(cast) == before


def test_a_decision_in_force_stands_until_its_successor_is_approved(cast, now):
    old = raised(cast, now)
    for who in (cast.ben, cast.hannah, cast.ingrid, cast.jonas):
        answer(who, old, now)
    new = raised(cast, now, by=cast.daniel, supersedes=old)
    assert state(old) == "approved"
    for who in (cast.ben, cast.hannah, cast.ingrid, cast.jonas):
        answer(who, new, now, option="B")
    assert (state(old), state(new)) == ("superseded", "approved")


def test_a_withdrawn_decision_is_not_replaced(cast, now):
    old = raised(cast, now)
    commands.withdraw_decision(by=cast.maya, decision=old, reason="No need", now=now)
    with pytest.raises(Refused, match="withdrawn"):
        raised(cast, now, supersedes=old)


def test_a_standing_option_needs_a_matrix_that_knows_one(cast, now):
    with pytest.raises(Refused, match="knows no option that stands"):
        raised(cast, now, standing="C")
    change(cast, "data-sharing", now, deadlock=rights.Deadlock(kind=rights.Tiebreak.OPTION))
    assert raised(cast, now, standing="C").standing == "C"


def test_only_those_in_the_alliance_see_a_decision(cast, now):
    raised(cast, now)
    readers = {
        name
        for name, who in cast.everybody().items()
        if models.Decision.objects.visible_to(who).exists()
    }
    assert readers == set(cast.everybody()) - {"zed", "nobody", "host"}


def test_both_sides_ask_answer_and_settle_under_the_second_wall(cast, now):
    with acting_as(cast.maya):
        decision = raised(cast, now)
    for who in (cast.ben, cast.hannah, cast.ingrid):
        with acting_as(who):
            answer(who, decision, now)
    with acting_as(cast.ingrid):
        commands.withdraw_answer(by=cast.ingrid, decision=decision, now=now)
    for who in (cast.ingrid, cast.jonas):
        with acting_as(who):
            answer(who, decision, now)
    assert state(decision) == "approved"


def test_a_signed_matrix_is_known_as_such(cast, now):
    assert not raised(cast, now).rules_signed
    signed(cast, now)
    assert raised(cast, now).rules_signed


def test_a_new_row_of_the_matrix_can_be_asked_for(cast, now):
    row = newest(cast)
    new = rights.DecisionRight(
        id="press", name="Press releases", owner_seats=("sponsor",), as_needed=True
    )
    commands.change_blueprint(
        by=cast.daniel,
        alliance=cast.alliance,
        version=row.version,
        content=with_right(blueprint_of(row), new),
        now=now,
    )
    decision = raised(cast, now, key="press")
    assert decision.clock is None
    answer(cast.tomas, decision, now)
    answer(cast.rachel, decision, now)
    assert state(decision) == "approved"
