"""The commands of the register: who may, what is written, and what the record says of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from allied.alliances.models import Awaited
from allied.clock import timers
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.scope import JOINT, OURS
from allied.record.story import line_of
from allied.rooms.diligence import commands
from allied.rooms.diligence.content import ControlContent, LossContent
from allied.rooms.diligence.making import Origin
from allied.rooms.diligence.models import Control, Risk
from tests.conftest import NOON
from tests.rooms.diligence.stage import (
    assessed,
    content,
    control,
    entries,
    fresh,
    kinds,
    private,
    risk,
    size,
)

LATER = NOON + timedelta(days=1)


def last_sentence() -> str:
    return line_of(entries().last()).sentence


def test_a_risk_is_numbered_placed_and_told_to_both(cast):
    made = risk(cast)
    assert (made.ref, made.score, made.now_exposure) == ("R-1", 12, Decimal("320000"))
    assert (made.area, made.side) == ("delivery-capacity", cast.north)
    assert made.review_on == NOON.date() + timedelta(days=92)
    assert last_sentence() == "Maya Lindqvist put R-1 on the register: Cold chain breaks in winter"
    assert [risk(cast).ref, risk(cast).ref] == ["R-2", "R-3"]


def test_private_risks_count_apart_and_never_enter_the_joint_record(cast):
    risk(cast)
    before = entries().count()
    mine, theirs = private(cast), private(cast, by=cast.daniel)
    assert (mine.ref, theirs.ref, risk(cast).ref) == ("P-1", "P-1", "R-2")
    assert kinds(OURS) == ["diligence.risk.registered"] * 2
    assert entries().count() == before + 1
    assert not Risk.objects.visible_to(cast.daniel).filter(pk=mine.pk).exists()
    assert Risk.objects.visible_to(cast.tomas).filter(pk=mine.pk).exists()


WRITERS = {"maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben"}


@pytest.mark.parametrize("audience", [JOINT, OURS])
def test_who_may_put_a_risk_on_the_register(cast, audience):
    for name, person in cast.everybody().items():
        before = size()
        if name in WRITERS:
            risk(cast, by=person, audience=audience)
            assert size() > before, name
        else:
            with pytest.raises(NotAllowed):
                risk(cast, by=person, audience=audience)
            assert size() == before, name


def test_an_impact_without_a_probability_is_refused_with_what_is_accepted(cast):
    with pytest.raises(Refused) as refusal:
        assessed(cast, probability="", impact="400 k")
    assert (refusal.value.code, refusal.value.field) == ("no_probability", "probability")
    assert "level from 1 to 5 or a percentage" in refusal.value.sentence


def test_a_risk_may_stand_unrated_until_somebody_knows(cast):
    made = risk(cast, assessment=None)
    assert (made.score, made.now_exposure, made.impact) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 5001}, "title"),
        ({"cause": "x" * 2001}, "cause"),
        ({"title": "a\0b"}, "title"),
        ({"review_on": NOON.date() - timedelta(days=1)}, "review_on"),
        ({"review_on": NOON.date() + timedelta(days=93)}, "review_on"),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(cast, said, field):
    before = size()
    title = said.pop("title", "Fire")
    with pytest.raises(Refused) as refusal:
        risk(cast, title, **said)
    assert refusal.value.field == field
    assert size() == before


def test_whoever_looks_after_a_risk_can_sit_on_either_side_but_must_be_able_to(cast):
    made = risk(cast, holder=cast.ben)
    assert (made.holder, made.side) == (cast.ben, cast.bright)
    with pytest.raises(Refused, match="no seat here"):
        risk(cast, holder=cast.olga)
    with pytest.raises(Refused, match="no seat here"):
        risk(cast, holder=cast.zed)


def test_a_private_risk_is_looked_after_by_own_people_who_read_private_things(cast):
    assert private(cast, holder=cast.tomas).holder == cast.tomas
    for stranger in (cast.ben, cast.carl):
        with pytest.raises(Refused, match="read private things"):
            private(cast, holder=stranger)
    with pytest.raises(Refused, match="own company"):
        private(cast, side=cast.bright)


def test_a_contributor_may_look_after_their_own_joint_risk_only(cast):
    mine, other = risk(cast, holder=cast.carl), risk(cast)
    day = NOON.date() + timedelta(days=20)
    commands.review_risk(by=cast.carl, risk=mine, next_on=day, now=LATER)
    with pytest.raises(NotAllowed):
        commands.review_risk(by=cast.carl, risk=other, next_on=day, now=LATER)


def test_a_change_says_what_changed_and_remembers_the_score_before(cast):
    made = risk(cast, assessment=assessed(cast, "2", "4"))
    changed = commands.change_risk(
        by=cast.daniel,
        risk=made,
        said=content(cast, assessment=assessed(cast, "60%", "4")),
        version=1,
        holder=cast.ben,
        now=LATER,
    )
    assert (changed.score, changed.score_before, changed.version) == (16, 8, 2)
    assert last_sentence() == (
        "Daniel Okafor changed R-1: the owner from Northwind to Ben Sato; "
        "the probability from 2 to 4 (60%)"
    )


def test_changing_nothing_writes_nothing_and_an_old_version_is_refused(cast):
    made = risk(cast)
    before = size()
    same = {"by": cast.maya, "risk": made, "said": content(cast), "now": LATER}
    commands.change_risk(**same, version=1)
    assert size() == before
    commands.change_risk(**same | {"said": content(cast, "Fire")}, version=1)
    with pytest.raises(Outdated):
        commands.change_risk(**same, version=1)


def test_controls_lower_the_risk_only_once_something_shows_that_they_work(cast):
    made = risk(cast, assessment=assessed(cast, "60%", "800 k"))
    planned = control(cast, made, less_probability=Decimal("0.5"))
    assert fresh(made).now_exposure == Decimal(480_000)
    with pytest.raises(Refused, match="Say how one sees"):
        commands.place_control(by=cast.maya, control=planned, evidence=" ", now=LATER)
    commands.place_control(by=cast.maya, control=planned, evidence="Test of 4 March", now=LATER)
    now = fresh(made)
    assert (now.now_exposure, now.now_probability, now.score_before) == (240_000, 2, 16)
    assert "in place: Loggers on each route (Test of 4 March)" in last_sentence()
    with pytest.raises(Refused, match="already"):
        commands.place_control(by=cast.maya, control=planned, evidence="x", now=LATER)
    commands.unplace_control(by=cast.maya, control=planned, reason="Batteries", now=LATER)
    assert fresh(made).now_exposure == 480_000


def test_a_removed_control_counts_no_more_and_cannot_be_changed(cast):
    made = risk(cast)
    one = control(cast, made)
    commands.place_control(by=cast.maya, control=one, evidence="Seen", now=LATER)
    commands.remove_control(by=cast.maya, control=one, now=LATER)
    assert fresh(made).now_exposure == made.exposure
    with pytest.raises(Refused, match="removed"):
        commands.remove_control(by=cast.maya, control=one, now=LATER)
    with pytest.raises(Refused, match="share from 0 to 100"):
        control(cast, made, less_impact=Decimal("1.1"))


def test_a_changed_control_is_refused_against_an_old_version(cast):
    one = control(cast, risk(cast))
    said = ControlContent(text="Two loggers", less_impact=Decimal("0.25"))
    known = {"by": cast.daniel, "control": one, "said": said, "now": LATER}
    changed = commands.change_control(**known, version=1, holder=cast.ben)
    assert (changed.text, changed.holder, changed.version) == ("Two loggers", cast.ben, 2)
    with pytest.raises(Outdated):
        commands.change_control(**known, version=1)


def test_what_happened_is_counted_with_its_cost(cast):
    made = risk(cast)
    happened = {"by": cast.maya, "risk": made, "now": LATER}
    with pytest.raises(Refused, match="today at the latest"):
        commands.realise_risk(**happened, happened_on=date(2026, 3, 9), cost=Decimal(5), note="")
    with pytest.raises(Refused, match="from 0 up"):
        commands.realise_risk(**happened, happened_on=NOON.date(), cost=Decimal(-1))
    done = commands.realise_risk(
        **happened, happened_on=NOON.date(), cost=Decimal(40_000), note="A van"
    )
    assert (done.state, done.cost, done.happened_on) == ("realised", 40_000, NOON.date())
    assert last_sentence() == (
        "Maya Lindqvist: R-1 happened on 2 Mar 2026 and cost 40000 EUR. A van"
    )
    with pytest.raises(Refused, match="R-1 happened"):
        control(cast, made)


def test_a_risk_may_happen_on_the_day_of_whoever_says_so(cast):
    """Early in Amsterdam it is still the day before in New York, whose risk it is."""
    early, today = datetime(2026, 3, 3, 3, tzinfo=UTC), date(2026, 3, 3)
    theirs = risk(cast, holder=cast.daniel)
    happened = {"risk": theirs, "happened_on": today, "cost": Decimal(5), "now": early}
    with pytest.raises(Refused, match="today at the latest"):
        commands.realise_risk(by=cast.daniel, **happened)
    assert commands.realise_risk(by=cast.maya, **happened).happened_on == today


def test_a_closed_risk_can_be_opened_again_with_a_reason(cast):
    made = risk(cast)
    for no_reason in ("", "  "):
        with pytest.raises(Refused, match="Say why"):
            commands.close_risk(by=cast.maya, risk=made, reason=no_reason, now=LATER)
    commands.close_risk(by=cast.maya, risk=made, reason="Second depot", now=LATER)
    assert last_sentence() == "Maya Lindqvist closed R-1: Second depot"
    with pytest.raises(Refused, match="closed"):
        commands.close_risk(by=cast.maya, risk=made, reason="Again", now=LATER)
    commands.reopen_risk(by=cast.daniel, risk=made, reason="It burned", now=LATER)
    assert fresh(made).state == "open"
    with pytest.raises(Refused, match="is open"):
        commands.reopen_risk(by=cast.daniel, risk=made, reason="Again", now=LATER)


def test_a_shared_copy_is_joint_and_the_private_risk_stays(cast):
    mine = private(cast, cause="Their investor said so")
    joint = commands.share_risk(
        by=cast.maya, risk=mine, said=content(cast, "Channels may collide"), now=LATER
    )
    assert (joint.ref, joint.audience, joint.shared_as) == ("R-1", JOINT, None)
    assert fresh(mine).shared_as == joint
    assert last_sentence() == (
        "Maya Lindqvist shared a risk of Northwind Foods, now R-1: Channels may collide"
    )
    assert "investor" not in "".join(entries().values_list("raw", flat=True))
    with pytest.raises(Refused, match="shared already"):
        commands.share_risk(by=cast.maya, risk=mine, said=content(cast), now=LATER)
    with pytest.raises(NotAllowed):
        commands.share_risk(by=cast.ingrid, risk=private(cast), said=content(cast), now=LATER)


def test_one_thing_becomes_one_risk(cast):
    origin = Origin("thesis risk", "r1")
    risk(cast, origin=origin)
    with pytest.raises(Refused, match="as R-1"):
        risk(cast, origin=origin)
    assert private(cast, origin=origin).from_key == "r1"


def test_shortly_before_the_review_the_owner_is_asked_once_until_it_is_reviewed(cast):
    day = NOON.date() + timedelta(days=10)
    made = risk(cast, holder=cast.ben, review_on=day)
    timers.fire_due(NOON + timedelta(days=6))
    acts = Awaited.objects.in_system_scope("test").filter(subject_id=made.pk)
    assert not acts.exists()
    timers.fire_due(NOON + timedelta(days=7))
    (act,) = acts
    assert (act.person, act.act, act.title) == (
        cast.ben,
        "review",
        "R-1 Cold chain breaks in winter",
    )
    after = NOON + timedelta(days=12)
    commands.review_risk(
        by=cast.ben, risk=made, next_on=after.date() + timedelta(days=30), now=after
    )
    assert acts.get().done_at == after
    timers.fire_due(NOON + timedelta(days=38))
    assert acts.filter(done_at__isnull=True).exists() is False
    timers.fire_due(NOON + timedelta(days=40))
    assert acts.filter(done_at__isnull=True).count() == 1
    commands.close_risk(by=cast.maya, risk=made, reason="Over", now=NOON + timedelta(days=44))
    assert acts.filter(done_at__isnull=True).count() == 0


def test_without_a_named_owner_the_managers_of_that_side_are_asked(cast):
    made = risk(cast, side=cast.bright, review_on=NOON.date() + timedelta(days=1))
    timers.fire_due(NOON + timedelta(days=2))
    acts = Awaited.objects.in_system_scope("test").filter(subject_id=made.pk)
    assert [act.person for act in acts] == [cast.daniel]


def test_the_review_of_a_private_risk_is_private_too(cast):
    made = private(cast, review_on=NOON.date() + timedelta(days=1))
    timers.fire_due(NOON + timedelta(days=2))
    (act,) = Awaited.objects.in_system_scope("test").filter(subject_id=made.pk)
    assert (act.person, act.audience, act.owner) == (cast.maya, OURS, cast.north)


def test_new_scales_place_every_open_risk_anew_on_both_sides(cast):
    joint = risk(cast, assessment=assessed(cast, "3", "90 k"))
    hidden = private(cast, by=cast.daniel, assessment=assessed(cast, "3", "90 k"))
    over = risk(cast, assessment=assessed(cast, "3", "90 k"))
    commands.close_risk(by=cast.maya, risk=over, reason="Over", now=NOON)
    edges = [Decimal(n) for n in (1_000, 10_000, 50_000, 80_000)]
    row = commands.change_scales(
        by=cast.maya,
        alliance=cast.alliance,
        impact_upto=edges,
        delay_upto=[],
        version=0,
        now=LATER,
    )
    assert [fresh(one).now_impact for one in (joint, hidden, over)] == [5, 5, 2]
    assert "impact up to €1 k, €10 k, €50 k and €80 k; delay is not rated" in last_sentence()
    with pytest.raises(Outdated):
        commands.change_scales(
            by=cast.maya,
            alliance=cast.alliance,
            impact_upto=edges,
            delay_upto=[],
            version=0,
            now=LATER,
        )
    assert row.version == 1
    for who in (cast.ingrid, cast.carl, cast.olga):
        with pytest.raises(NotAllowed):
            commands.change_scales(
                by=who,
                alliance=cast.alliance,
                impact_upto=edges,
                delay_upto=[],
                version=1,
                now=LATER,
            )


def test_a_delay_alone_loses_its_place_when_delay_is_not_rated(cast):
    made = risk(cast, assessment=assessed(cast, "3", "", delay="400"))
    assert (made.score, made.delay_days) == (15, 400)
    edges = [Decimal(n) for n in (1, 2, 3, 4)]
    commands.change_scales(
        by=cast.maya,
        alliance=cast.alliance,
        impact_upto=edges,
        delay_upto=[],
        version=0,
        now=LATER,
    )
    assert (fresh(made).score, fresh(made).delay_days) == (None, 400)


def test_a_yearly_loss_has_all_three_numbers_in_order(cast):
    made = risk(cast)
    known = {"by": cast.maya, "risk": made, "version": 1, "now": LATER}
    good = LossContent(frequency=Decimal("0.3"), low=Decimal(50_000), high=Decimal(400_000))
    for wrong, field in (
        (LossContent(frequency=Decimal("0.3")), "low"),
        (LossContent(frequency=Decimal(400), low=Decimal(1), high=Decimal(2)), "frequency"),
        (LossContent(frequency=Decimal(1), low=Decimal(2), high=Decimal(2)), "high"),
    ):
        with pytest.raises(Refused) as refusal:
            commands.estimate_loss(**known, said=wrong)
        assert refusal.value.field == field
    done = commands.estimate_loss(**known, said=good)
    assert (done.frequency, done.version) == (Decimal("0.3"), 2)
    assert "0.3 times a year, €50 k to €400 k" in last_sentence()


def test_the_control_of_a_new_risk_is_planned_with_it(cast):
    made = risk(cast, control=ControlContent(text="Second depot", due=date(2026, 4, 1)))
    (one,) = Control.objects.in_system_scope("test").filter(risk=made)
    assert (one.text, one.due, one.in_place_at) == ("Second depot", date(2026, 4, 1), None)
