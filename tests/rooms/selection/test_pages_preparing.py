"""The pages on which a screening is prepared: criteria, candidates, evidence and raters."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allied.rooms.selection.models import (
    Candidate,
    Screening,
)
from tests.rooms.selection.pages import here, home, of, text
from tests.rooms.selection.stage import (
    candidates,
    closed,
    criteria,
    every,
    fixed,
    opened,
    prepared,
    revising,
    scored,
    started,
)


def test_an_empty_room_says_what_will_come(cast, at):
    answer = at("maya").get(home(cast))
    assert answer.status_code == 200
    assert "Nobody is looked at yet." in text(answer)
    assert 'data-aud="private"' in answer.content.decode()
    assert "Start a partner selection" not in text(at("ingrid").get(home(cast)))


def test_from_a_title_to_open_sheets(cast, at):
    maya = at("maya")
    answer = maya.post(f"{home(cast)}/new", {"title": "Coffee"}, follow=True)
    assert "Started with the seven criteria" in text(answer)
    screening = every(Screening).get()
    answer = maya.post(here(screening, "/candidates/new"), {"name": "Halcyon"})
    assert answer.status_code == 422
    assert "before names are known" in text(answer)
    answer = maya.post(here(screening, "/weights"), {"method": "equal"}, follow=True)
    assert "Version 1 of the weights is fixed" in text(answer)
    for name in ("Halcyon", "Tidewater"):
        answer = maya.post(here(screening, "/candidates/new"), {"name": name}, follow=True)
        assert f"{name} is added" in text(answer)
    answer = maya.post(
        here(screening, "/raters"), {"people": [str(cast.tomas.pk), str(cast.maya.pk)]}, follow=True
    )
    assert "Asked to score" in text(answer)
    answer = maya.post(here(screening, "/openings"), {"rate_by": ""}, follow=True)
    assert "Scoring is open" in text(answer)
    assert "Score the candidates" in text(at("tomas").get(home(cast)))
    assert "Candidates to score" in text(at("tomas").get("/"))


def test_opening_too_early_says_what_is_missing(cast, now, at):
    screening = started(cast, now)
    answer = at("maya").post(here(screening, "/openings"), {"rate_by": ""})
    assert answer.status_code == 422
    assert "Fix the weights before scoring opens" in text(answer)
    answer = at("maya").post(here(screening, "/openings"), {"rate_by": "never"})
    assert "Write a date that exists" in text(answer)


def test_a_criterion_is_added_reworded_left_out_and_brought_back(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    words = {"name": "Cold chain", "low": "a", "middle": "b", "high": "c", "veto_at": "2"}
    answer = maya.post(here(screening, "/criteria/new"), words | {"low": ""})
    assert answer.status_code == 422
    assert "Cold chain" in answer.content.decode()  # what was typed is kept
    maya.post(here(screening, "/criteria/new"), words)
    own = criteria(screening)[-1]
    assert (own.name, own.veto_at, own.contest_at) == ("Cold chain", 2, None)
    maya.post(here(screening, f"/criteria/{own.pk}"), words | {"name": "Cold"})
    assert criteria(screening)[-1].name == "Cold"
    first = criteria(screening)[0]
    answer = maya.post(here(screening, f"/criteria/{first.pk}/removal"), follow=True)
    assert "Strategic fit is left out" in text(answer)
    answer = maya.post(here(screening, "/restorations"), {"key": "strategic"}, follow=True)
    assert "Strategic fit is back" in text(answer)
    answer = maya.post(here(screening, "/restorations"), {"key": "nonsense"})
    assert answer.status_code == 422


def test_a_scored_criterion_is_read_and_not_changed(cast, now, at):
    screening, maya = scored(cast, now), at("maya")
    one = criteria(screening)[0]
    answer = maya.get(here(screening, f"/criteria/{one.pk}"))
    assert "<textarea" not in answer.content.decode().split("</header>", 1)[1].split("</main>")[0]
    answer = maya.post(here(screening, f"/criteria/{one.pk}/removal"))
    assert answer.status_code == 422
    assert "frozen once scoring has opened" in text(answer)


@pytest.mark.parametrize("step", [opened, scored, revising, closed])
def test_a_further_criterion_is_refused_in_words_once_scoring_is_open(cast, now, at, step):
    screening, maya = step(cast, now), at("maya")
    answer = maya.get(here(screening, "/criteria/new"))
    assert answer.status_code == 200
    assert "Another criterion needs a new screening" in text(answer)
    words = {"name": "Cold chain", "low": "a", "middle": "b", "high": "c", "contest_at": "1"}
    answer = maya.post(here(screening, "/criteria/new"), words)
    assert answer.status_code == 422
    assert "frozen once scoring has opened" in text(answer)
    one = criteria(screening)[0]
    answer = maya.post(here(screening, f"/criteria/{one.pk}"), words | {"version": one.version})
    assert answer.status_code == 422
    assert "frozen once scoring has opened" in text(answer)
    assert len(criteria(screening)) == 7


@pytest.mark.parametrize("name", ["Brightleaf Coffee", "BRIGHTLEAF"])
def test_a_party_is_no_candidate_on_the_page(cast, now, at, name):
    screening, maya = fixed(cast, now), at("maya")
    answer = maya.post(here(screening, "/candidates/new"), {"name": name})
    assert answer.status_code == 422
    assert "already" in text(answer)
    assert not candidates(screening)


def test_a_rater_is_asked_and_released(cast, now, at):
    screening, maya = prepared(cast, now), at("maya")
    answer = maya.get(here(screening, "/raters"))
    assert "Jonas Weber" in text(answer)
    assert "Olga Berg" not in text(answer)
    from tests.rooms.selection.stage import rater

    tomas = rater(screening, cast.tomas)
    answer = maya.post(here(screening, f"/raters/{tomas.pk}/release"), follow=True)
    assert "no longer scores" in text(answer)


def test_evidence_is_attached_read_and_erased(cast, now, at):
    screening, maya = opened(cast, now), at("maya")
    one = candidates(screening)[0]
    sent = {"file": SimpleUploadedFile("audit.pdf", b"%PDF-1.7\n"), "note": "ISO 27001"}
    answer = maya.post(of(one, "/files"), sent, follow=True)
    assert "audit.pdf is attached" in text(answer)
    assert "audit.pdf" in text(at("tomas").get(here(screening, "/sheet")))
    sent = {"file": SimpleUploadedFile("run.exe", b"MZ"), "note": ""}
    answer = maya.post(of(one, "/files"), sent)
    assert answer.status_code == 422
    assert "cannot be attached" in text(answer)
    erase = re.search(r"/files/[0-9a-f-]+/erasure", maya.get(of(one)).content.decode()).group()
    answer = maya.post(of(one, erase), follow=True)
    assert "audit.pdf" not in text(answer)


def test_a_candidate_is_taken_out_with_its_reason(cast, now, at):
    screening, maya = prepared(cast, now), at("maya")
    one = candidates(screening)[1]
    assert maya.post(of(one, "/withdrawal"), {"reason": ""}).status_code == 422
    answer = maya.post(of(one, "/withdrawal"), {"reason": "Sold to a rival"}, follow=True)
    assert "Sold to a rival" in text(answer)
    assert every(Candidate, withdrawn_at=None).count() == 2


def test_a_faster_colleague_is_not_overwritten_unseen(cast, now, at):
    one = candidates(prepared(cast, now))[0]
    at("maya").post(of(one), {"text": "Mine", "version": "1"})
    answer = at("tomas").post(of(one), {"text": "Theirs", "version": "1"})
    assert answer.status_code == 422
    assert "A colleague changed “Brightwater” since you opened it" in text(answer)
    assert "Theirs" in text(answer)
    assert every(Candidate, pk=one.pk).get().note == "Mine"
