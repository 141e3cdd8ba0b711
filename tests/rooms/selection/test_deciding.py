"""Contests, the shortlist with its reasons, the invitation, and looking at a partner again."""

import pytest

from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.alliances.models import Invitation
from allied.kit.errors import NotAllowed, Refused
from allied.record.models import Entry
from allied.rooms.selection import commands, simulating
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.limits import limits
from allied.rooms.selection.models import (
    Candidate,
    FlagAnswer,
    RobustnessRun,
    ScreeningState,
    Shortlist,
    ShortlistPlace,
    Weighting,
)
from allied.rooms.selection.table import read_table
from tests.rooms.selection.stage import (
    answered,
    candidates,
    closed,
    criteria,
    every,
    lines,
    opened,
    revising,
    shortlisted,
)

PDF = b"%PDF-1.7\n"


def decide(cast, found, now, places, by=None, **more):
    values = {"reason": "They fit.", **more}
    return commands.decide_shortlist(
        by=by or cast.maya, screening=found.screening, places=places, now=now, **values
    )


def refusal_of(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def test_the_vetoed_candidate_keeps_its_score_below_the_line(cast, now):
    screening = revising(cast, now)
    table = read_table(screening)
    tidewater = next(one for one in table.candidates if one.name == "Tidewater")
    assert table.vetoed == {str(tidewater.pk)}
    assert table.totals[str(tidewater.pk)].value is not None
    run = every(RobustnessRun).get()
    assert str(tidewater.pk) not in run.result["ranks"]
    assert run.result["below"] == [str(tidewater.pk)]


def test_the_simulation_is_kept_by_its_inputs_and_repeats_itself(cast, now):
    revising(cast, now)
    run = every(RobustnessRun).get()
    assert run.done_at == now
    assert simulating.simulated(run) | {"band": run.result["band"]} is not None
    again = simulating.simulated(run)
    assert again["ranks"] == {key: tuple(shares) for key, shares in run.result["ranks"].items()}


def test_a_long_simulation_is_left_to_the_worker(cast, now, monkeypatch):
    asked = []
    monkeypatch.setattr(simulating, "work_of", lambda inputs: limits().most_work_at_once + 1)
    monkeypatch.setattr(simulating, "run_simulation", _Worker(asked))
    screening = revising(cast, now)
    run = every(RobustnessRun).get()
    assert asked == [str(run.pk)]
    assert run.result is None
    monkeypatch.undo()
    simulating.run_simulation.func(asked[0])
    done = every(RobustnessRun).get()
    assert done.result["leader"] in {str(one.pk) for one in candidates(screening)}
    simulating.run_simulation.func(asked[0])  # a second worker changes nothing
    assert every(RobustnessRun).get().done_at == done.done_at


class _Worker:
    def __init__(self, asked):
        self.asked = asked

    def enqueue(self, run_id):
        self.asked.append(run_id)


def test_a_contest_is_answered_in_writing(cast, now):
    screening = revising(cast, now)
    halcyon = candidates(screening)[1]
    cultural = next(one for one in criteria(screening) if one.short == "Cultural")

    def answer(text, criterion=cultural):
        return commands.answer_contest(
            by=cast.maya, candidate=halcyon, criterion=criterion, text=text, now=now
        )

    assert refusal_of(lambda: answer("  ")).field == "text"
    strategic = criteria(screening)[0]
    assert refusal_of(lambda: answer("So what", strategic)).code == "not_contested"
    answer("A misunderstanding")
    answer("They changed the manager")
    assert every(FlagAnswer, replaced_at=None).get().text == "They changed the manager"
    assert every(FlagAnswer).count() == 2


def test_a_shortlist_waits_for_the_answers(cast, now):
    screening = closed(cast, now)
    halcyon = candidates(screening)[1]
    refusal = refusal_of(
        lambda: commands.decide_shortlist(
            by=cast.maya,
            screening=screening,
            places=[Placed(candidate=halcyon.pk)],
            reason="x",
            now=now,
        )
    )
    assert refusal.code == "contested"
    assert "Halcyon on Cultural fit" in refusal.sentence


def test_a_shortlist_is_decided_with_reasons_on_the_numbers_of_the_day(cast, now):
    found = answered(cast, now)
    places = [Placed(candidate=found.first.pk), Placed(candidate=found.halcyon.pk)]
    made = decide(cast, found, now, places, chosen=found.first.pk)
    assert [p.candidate.name for p in every(ShortlistPlace).order_by("place")] == [
        "Brightwater",
        "Halcyon",
    ]
    assert made.chosen == found.first
    run = every(RobustnessRun).get()
    assert made.basis["simulation"]["seed"] == run.seed
    assert made.basis["vetoed"] == [str(found.tidewater.pk)]
    assert made.basis["weighting"] == 1
    (entry,) = lines("selection.shortlist.decided")
    assert entry.audience == "ours"


def test_a_vetoed_candidate_is_listed_only_with_a_written_reason(cast, now):
    found = answered(cast, now)
    refusal = refusal_of(lambda: decide(cast, found, now, [Placed(candidate=found.tidewater.pk)]))
    assert "vetoed by a red flag" in refusal.sentence
    assert not every(Shortlist).exists()
    decide(
        cast, found, now, [Placed(candidate=found.tidewater.pk, exception="The recall is closed.")]
    )
    place = every(ShortlistPlace).get()
    assert (place.is_vetoed, place.exception) == (True, "The recall is closed.")


def test_a_reason_for_who_is_not_vetoed_is_no_exception(cast, now):
    found = answered(cast, now)
    decide(cast, found, now, [Placed(candidate=found.first.pk, exception="Just so")])
    assert every(ShortlistPlace).get().exception == ""


def test_a_later_shortlist_replaces_the_first_one(cast, now):
    found = shortlisted(cast, now)
    decide(cast, found, now, [Placed(candidate=found.halcyon.pk)])
    assert [row.revision for row in every(Shortlist, replaced_at=None)] == [2]
    assert every(Shortlist).count() == 2


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("nobody", "empty_list"),
        ("twice", "listed_twice"),
        ("stranger", "no_candidate"),
        ("chosen elsewhere", "not_on_list"),
        ("no reason", "empty"),
    ],
)
def test_a_shortlist_that_makes_no_sense_is_refused(cast, now, case, code):
    found = answered(cast, now)
    one = Placed(candidate=found.first.pk)
    places = {
        "nobody": [],
        "twice": [one, one],
        "stranger": [Placed(candidate=found.screening.pk)],
    }.get(case, [one])
    more = {
        "chosen elsewhere": {"chosen": found.halcyon.pk},
        "no reason": {"reason": " "},
    }.get(case, {})
    assert refusal_of(lambda: decide(cast, found, now, places, **more)).code == code
    assert not every(Shortlist).exists()


def test_a_shortlist_is_decided_after_closing(cast, now):
    screening = revising(cast, now)
    refusal = refusal_of(
        lambda: commands.decide_shortlist(
            by=cast.maya,
            screening=screening,
            places=[Placed(candidate=candidates(screening)[0].pk)],
            reason="x",
            now=now,
        )
    )
    assert refusal.code == "wrong_state"


@pytest.mark.parametrize("name", ["ingrid", "olga", "nobody", "zed"])
def test_only_sponsor_and_manager_decide(cast, now, name):
    found = answered(cast, now)
    with pytest.raises(NotAllowed):
        decide(cast, found, now, [Placed(candidate=found.first.pk)], by=getattr(cast, name))


def invite(cast, candidate, now, by=None, address="ana@brightwater.example"):
    return commands.invite_candidate(
        by=by or cast.maya, candidate=candidate, address=address, now=now
    )


def test_the_chosen_one_is_invited_and_nothing_of_the_screening_goes_along(cast, now):
    found = shortlisted(cast, now)
    before = set(every(Entry, audience="joint").values_list("pk", flat=True))
    invitation = invite(cast, found.first, now)
    assert invitation.organisation_name == "Brightwater"
    (joint,) = every(Entry, audience="joint").exclude(pk__in=before)
    assert joint.kind == "alliance.partner.invited"
    assert "creening" not in joint.raw
    assert every(Candidate, pk=found.first.pk).get().invitation == invitation
    assert len(lines("selection.candidate.invited")) == 1


def test_only_who_is_on_the_shortlist_is_invited(cast, now):
    found = shortlisted(cast, now)
    assert refusal_of(lambda: invite(cast, found.halcyon, now)).code == "not_on_list"
    assert not every(Invitation).exists()


def test_an_invitation_needs_an_address(cast, now):
    found = shortlisted(cast, now)
    assert refusal_of(lambda: invite(cast, found.first, now, address="nowhere")).field
    assert every(Candidate, pk=found.first.pk).get().invitation is None


def test_a_partner_is_looked_at_again_on_the_same_criteria(cast, now):
    found = shortlisted(cast, now)
    made = commands.repeat_screening(
        by=cast.maya, candidate=found.first, title="Brightwater, two years on", now=now
    )
    assert (made.repeats, made.state, made.number) == (found.screening, ScreeningState.PREPARING, 2)
    assert [one.name for one in candidates(made)] == ["Brightwater"]
    assert candidates(made)[0].repeats == found.first
    assert [(o.key, o.low) for o in criteria(made)] == [
        (o.key, o.low) for o in criteria(found.screening)
    ]
    assert every(Weighting, screening=made).get().names_known
    commands.ask_raters(by=cast.maya, screening=made, people=[cast.tomas], now=now)
    assert (
        commands.open_scoring(by=cast.maya, screening=made, now=now).state == ScreeningState.RATING
    )


def test_only_a_closed_screening_is_repeated(cast, now):
    screening = revising(cast, now)
    refusal = refusal_of(
        lambda: commands.repeat_screening(
            by=cast.maya, candidate=candidates(screening)[0], title="x", now=now
        )
    )
    assert refusal.code == "not_closed"


def test_evidence_is_read_by_every_rater_and_by_nobody_else(cast, now):
    screening = opened(cast, now)
    one = candidates(screening)[0]
    row = commands.attach_evidence(
        by=cast.ingrid, candidate=one, name="audit.pdf", raw=PDF, note="ISO 27001", now=now
    )
    assert attached_to(cast.tomas, [one.pk])[one.pk][0].note == "ISO 27001"
    for name in ("daniel", "carl", "olga"):
        assert attached_to(getattr(cast, name), [one.pk]) == {}
    commands.erase_evidence(by=cast.maya, attachment=row, now=now)
    assert bytes(every(Attachment).get().content) == b""


@pytest.mark.parametrize("name", ["olga", "carl", "zed"])
def test_who_does_not_score_adds_no_evidence(cast, now, name):
    one = candidates(opened(cast, now))[0]
    with pytest.raises(NotAllowed):
        commands.attach_evidence(
            by=getattr(cast, name), candidate=one, name="a.pdf", raw=PDF, now=now
        )


def test_bad_evidence_is_refused(cast, now):
    one = candidates(opened(cast, now))[0]
    refusal = refusal_of(
        lambda: commands.attach_evidence(
            by=cast.maya, candidate=one, name="a.exe", raw=b"MZ", now=now
        )
    )
    assert (refusal.code, refusal.field) == ("file_kind", "file")
