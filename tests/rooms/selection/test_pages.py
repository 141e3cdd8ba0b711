"""The pages of partner selection: each step in the browser's own words, and nobody else's eyes."""

import re
from itertools import combinations

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allied.notices import posting
from allied.notices.models import Notice
from allied.rooms.selection import commands
from allied.rooms.selection.models import (
    Candidate,
    PairComparison,
    Rating,
    Screening,
    ScreeningState,
    Shortlist,
    Weighting,
)
from tests.rooms.selection.stage import (
    answered,
    candidates,
    closed,
    criteria,
    every,
    fixed,
    opened,
    prepared,
    revising,
    score,
    scored,
    shortlisted,
    started,
)

BACKEND = "allied.people.backends.WithHome"


@pytest.fixture
def at(cast):
    """A client per person."""

    def client(name):
        made = Client()
        made.force_login(getattr(cast, name), backend=BACKEND)
        return made

    return client


def home(cast):
    return f"/alliances/{cast.alliance.pk}/selection"


def here(screening, tail=""):
    return f"/alliances/{screening.alliance_id}/selection/{screening.pk}{tail}"


def of(candidate, tail=""):
    return here(candidate.screening, f"/candidates/{candidate.pk}{tail}")


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_empty_room_says_what_will_come(cast, at):
    answer = at("maya").get(home(cast))
    assert answer.status_code == 200
    assert "Nobody is looked at yet." in text(answer)
    assert 'data-aud="private"' in answer.content.decode()
    assert "Start a partner selection" not in text(at("ingrid").get(home(cast)))


@pytest.mark.parametrize("name", ["olga", "carl"])
def test_whoever_reads_nothing_private_gets_no_page(cast, at, name):
    assert at(name).get(home(cast)).status_code == 403


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


PAGES = (
    "",
    "/title",
    "/criteria/new",
    "/raters",
    "/weights",
    "/pairs",
    "/candidates/new",
    "/sheet",
    "/revision",
    "/scorecard.md",
    "/shortlist",
)


@pytest.mark.parametrize("step", [started, fixed, prepared, opened, scored, revising, closed])
def test_no_page_fails_at_any_step_for_anybody(cast, now, at, step):
    screening = step(cast, now)
    removed = left_out(cast, screening, now)
    tails = [*PAGES, *(f"/criteria/{one.pk}" for one in [*criteria(screening)[:1], *removed])]
    for one in candidates(screening):
        own = ("", "/withdrawal", "/invitation", "/repetition")
        tails += [f"/candidates/{one.pk}{tail}" for tail in own]
    for name in ("maya", "tomas", "ingrid", "ben", "daniel"):
        client = at(name)
        client.raise_request_exception = False
        codes = {tail: client.get(here(screening, tail)).status_code for tail in tails}
        most = 404 if name == "daniel" else 499
        least = 403 if name == "daniel" else 200
        assert not {tail: code for tail, code in codes.items() if not least <= code <= most}


def left_out(cast, screening, now):
    """A criterion that is left out, where it can still be."""
    if screening.state != "preparing":
        return []
    row = criteria(screening)[-1]
    commands.remove_criterion(by=cast.maya, criterion=row, version=row.version, now=now)
    return [row]


@pytest.mark.parametrize("method", ["equal", "ranked", "swing", "pairwise", "given"])
def test_each_method_has_its_form(cast, now, at, method):
    screening = started(cast, now)
    answer = at("maya").get(here(screening, f"/weights?method={method}"))
    assert answer.status_code == 200
    assert "Fix version 1" in text(answer)


def test_weights_by_order_points_pairs_and_percent(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    keys = [one.key for one in criteria(screening)]
    order = {f"w-{key}": str(7 - n) for n, key in enumerate(keys)}
    maya.post(here(screening, "/weights"), {"method": "ranked", **order})
    assert every(Weighting).last().said == {"order": list(reversed(keys))}
    points = dict.fromkeys((f"w-{key}" for key in keys), "50") | {"w-strategic": "100"}
    maya.post(here(screening, "/weights"), {"method": "swing", **points})
    answer = maya.post(here(screening, "/weights"), {"method": "given", **points})
    assert answer.status_code == 422
    assert "100" in text(answer)
    maya.post(here(screening, "/pairs"), pairs_of(screening, "3"))
    maya.post(here(screening, "/weights"), {"method": "pairwise"})
    newest = every(Weighting).order_by("revision").last()
    assert (newest.method, newest.revision) == ("pairwise", 3)
    assert newest.warning
    assert "contradict each other" in text(maya.get(here(screening, "/weights")))


def pairs_of(screening, step, **others):
    pairs = combinations((one.key for one in criteria(screening)), 2)
    return {f"p-{one}-{two}": step for one, two in pairs} | others


def test_each_judge_compares_on_a_page_of_their_own_and_reads_the_others_after(cast, now, at):
    screening = started(cast, now)
    maya, tomas = at("maya"), at("tomas")
    page = here(screening, "/pairs")
    assert "You have not compared yet." in text(maya.get(page))
    assert tomas.post(page, pairs_of(screening, "1", version="0")).status_code == 303
    blind = text(maya.get(page))
    assert "Tomas Reijnders" in blind
    assert "What they said opens once you have said yours." in blind
    assert "fits itself" not in blind
    weights = here(screening, "/weights?method=pairwise")
    assert "What all give together" not in text(maya.get(weights))
    answer = maya.post(page, pairs_of(screening, "1"), follow=True)
    said = text(answer)
    assert "Your comparison fits itself." in said
    assert "Tomas Reijnders" in said
    assert "fits itself, 0.00" in said
    assert "Fix version 1 from 2 comparisons" in text(maya.get(weights))
    maya.post(here(screening, "/weights"), {"method": "pairwise"})
    assert "from Maya Lindqvist, Tomas Reijnders" in text(maya.get(weights))


def test_the_pair_to_think_about_again_is_named_and_marked_where_it_stands(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    odd = {"p-strategic-economic": "9", "p-operating-cultural": "5"}
    answer = maya.post(here(screening, "/pairs"), pairs_of(screening, "1", **odd), follow=True)
    assert "Your comparison contradicts itself." in text(answer)
    assert "Look at Strategic fit against Economic" in text(answer)
    body = answer.content.decode()
    row = body.split('id="f-p-strategic-economic"')[1].split("</fieldset>")[0]
    assert "look here first" in row
    assert body.count("look here first") == 1


def test_a_pair_without_an_answer_is_named_and_the_others_stay(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    said = pairs_of(screening, "3")
    said.pop("p-strategic-capability")
    said["p-strategic-economic"] = "4"
    answer = maya.post(here(screening, "/pairs"), said)
    assert answer.status_code == 422
    assert "Two things to fix" in text(answer)
    assert "Compare Strategic fit with " in text(answer)
    assert 'name="p-operating-cultural" value="3" checked' in answer.content.decode()
    assert not every(PairComparison).exists()


def test_another_window_does_not_overwrite_ones_own_comparison_unseen(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    for version, status in (("0", 303), ("0", 422), ("1", 303)):
        said = pairs_of(screening, "3", version=version)
        assert maya.post(here(screening, "/pairs"), said).status_code == status


def test_a_comparison_is_taken_back_by_button(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    maya.post(here(screening, "/pairs"), pairs_of(screening, "1"))
    maya.post(here(screening, "/pairs/removal"))
    assert every(PairComparison).get().pairs == {}
    assert "You have not compared yet." in text(maya.get(here(screening, "/pairs")))
    assert maya.post(here(screening, "/pairs/removal"), follow=True).status_code == 200


def test_two_criteria_cannot_have_one_place(cast, now, at):
    screening = started(cast, now)
    same = {f"w-{one.key}": "1" for one in criteria(screening)}
    answer = at("maya").post(here(screening, "/weights"), {"method": "ranked", **same})
    assert answer.status_code == 422
    assert "has place 1 already" in text(answer)


def test_a_later_version_needs_its_reason_and_is_shown(cast, now, at):
    screening, maya = prepared(cast, now), at("maya")
    answer = maya.post(here(screening, "/weights"), {"method": "equal", "reason": ""})
    assert answer.status_code == 422
    maya.post(here(screening, "/weights"), {"method": "equal", "reason": "The board asked"})
    commands.open_scoring(by=cast.maya, screening=screening, now=now)
    score(cast, screening, "maya", now)
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert "The board asked" in text(maya.get(here(screening)))


def test_a_rater_is_asked_and_released(cast, now, at):
    screening, maya = prepared(cast, now), at("maya")
    answer = maya.get(here(screening, "/raters"))
    assert "Jonas Weber" in text(answer)
    assert "Olga Berg" not in text(answer)
    from tests.rooms.selection.stage import rater

    tomas = rater(screening, cast.tomas)
    answer = maya.post(here(screening, f"/raters/{tomas.pk}/release"), follow=True)
    assert "no longer scores" in text(answer)


def fields(screening, value, **more):
    names = [f"c{c.position}-{k.key}" for c in candidates(screening) for k in criteria(screening)]
    return {f"score-{name}": value for name in names} | more


def test_a_sheet_is_kept_and_then_submitted(cast, now, at):
    screening, tomas = opened(cast, now), at("tomas")
    page = tomas.get(here(screening, "/sheet"))
    assert "0 of 21 cells scored" in text(page)
    answer = tomas.post(
        here(screening, "/sheet"), fields(screening, "4", act="keep", version="1"), follow=True
    )
    assert "21 of 21 cells scored" in text(answer)
    assert "Nobody else reads your scores yet" in text(answer)
    answer = tomas.post(
        here(screening, "/sheet"), fields(screening, "5", act="submit", version="2"), follow=True
    )
    assert "Submitted. Nobody changes your scores now." in text(answer)
    answer = tomas.post(here(screening, "/sheet"), fields(screening, "1", act="keep", version="4"))
    assert answer.status_code == 422
    assert "You have submitted your scores" in text(answer)
    assert set(every(Rating).values_list("score", flat=True)) == {5}


def test_a_bad_score_is_named_and_what_was_typed_is_kept(cast, now, at):
    screening, tomas = opened(cast, now), at("tomas")
    sent = fields(screening, "4", act="keep", version="1")
    sent |= {"score-c1-strategic": "9", "evidence-c1-cultural": "They laughed"}
    answer = tomas.post(here(screening, "/sheet"), sent)
    assert answer.status_code == 422
    assert "Brightwater, Strategic fit: 9 is not on the scale" in text(answer)
    assert "They laughed" in text(answer)
    assert not every(Rating).exists()


def test_another_window_keeps_what_was_typed(cast, now, at):
    screening, tomas = opened(cast, now), at("tomas")
    tomas.post(here(screening, "/sheet"), fields(screening, "4", act="keep", version="1"))
    answer = tomas.post(here(screening, "/sheet"), fields(screening, "2", act="keep", version="1"))
    assert answer.status_code == 409
    assert 'value="2" checked' in answer.content.decode()


def test_who_was_not_asked_has_no_sheet(cast, now, at):
    screening = opened(cast, now)
    assert at("jonas").get(here(screening, "/sheet")).status_code == 404


def test_no_page_tells_a_score_before_scoring_ends(cast, now, at):
    screening = opened(cast, now)
    for name in ("tomas", "ingrid"):
        score(cast, screening, name, now)
    page = at("jonas").get(here(screening)).content.decode()
    assert "grid-scores" not in page
    assert "why 5" not in page
    page = at("maya").get(here(screening, f"/candidates/{candidates(screening)[0].pk}"))
    assert "why 5" not in page.content.decode()


def test_the_results_say_who_fits_best_and_who_is_vetoed(cast, now, at):
    screening = revising(cast, now)
    page = at("maya").get(here(screening))
    said = text(page)
    assert "Brightwater is first in" in said
    assert "Below the line" in said
    assert said.index("Below the line") < said.rindex("Compliance: veto")
    assert "3 raters are apart, 2 to 5" in said
    assert "Kendall" in said
    assert "3 raters are too few to call that more than chance" in said
    assert "Nearest flips" in said
    assert "needs an answer" in said


def test_two_candidates_are_compared_beside_a_table(cast, now, at):
    screening = revising(cast, now)
    _, second, third = candidates(screening)
    page = at("maya").get(here(screening, f"?a={third.pk}&b={second.pk}"))
    assert "Tidewater compared with Halcyon" in page.content.decode()
    assert "c-area a" in page.content.decode()
    page = at("maya").get(here(screening, "?a=nonsense&b="))
    assert page.status_code == 200


def test_a_revision_shows_only_what_was_talked_through(cast, now, at):
    screening, tomas = revising(cast, now), at("tomas")
    page = tomas.get(here(screening, "/revision"))
    assert "Two cells to talk through" in text(page)
    names = [f"c{c.position}" for c in candidates(screening)]
    sent = {f"score-{names[0]}-operating": "4", f"score-{names[1]}-cultural": "2"}
    answer = tomas.post(here(screening, "/revision"), sent, follow=True)
    assert "Your first scores stay readable" in text(answer)
    answer = tomas.post(here(screening, "/revision"), sent)
    assert answer.status_code == 422
    page = tomas.get(of(candidates(screening)[0]))
    assert "was 2" in text(page)


def test_ending_and_closing_by_button(cast, now, at):
    screening, maya = opened(cast, now), at("maya")
    answer = maya.post(here(screening, "/endings"))
    assert answer.status_code == 422
    assert "Nobody has submitted yet" in text(answer)
    score(cast, screening, "maya", now)
    maya.post(here(screening, "/endings"))
    maya.post(here(screening, "/closings"))
    assert every(Screening).get().state == ScreeningState.CLOSED
    assert maya.post(here(screening, "/closings")).status_code == 422


def test_a_contest_is_answered_on_the_page_of_the_candidate(cast, now, at):
    screening, maya = revising(cast, now), at("maya")
    halcyon = candidates(screening)[1]
    cultural = next(one for one in criteria(screening) if one.short == "Cultural")
    assert "needs an answer" in text(maya.get(of(halcyon)))
    answer = maya.post(of(halcyon, f"/answers/{cultural.pk}"), {"text": ""})
    assert answer.status_code == 422
    answer = maya.post(of(halcyon, f"/answers/{cultural.pk}"), {"text": "We met them"}, follow=True)
    assert "We met them" in text(answer)


def test_a_candidate_that_somebody_left_out_is_shown_with_a_gap(cast, now, at):
    screening, maya = revising(cast, now), at("maya")
    halcyon = candidates(screening)[1]
    every(Rating, candidate=halcyon).first().delete()
    answer = maya.get(of(halcyon))
    assert answer.status_code == 200
    assert "Halcyon" in text(answer)


def nobody_listed(found):
    places = {f"place-{one.pk}": "0" for one in candidates(found.screening)}
    return places | {"chosen": "nobody"}


def test_the_shortlist_asks_for_the_reason_of_a_vetoed_one(cast, now, at):
    found, maya = answered(cast, now), at("maya")
    page = maya.get(here(found.screening, "/shortlist"))
    assert "Why the red flag of Tidewater does not count" in text(page)
    sent = nobody_listed(found) | {f"place-{found.tidewater.pk}": "1", "reason": "Closest plant"}
    answer = maya.post(here(found.screening, "/shortlist"), sent)
    assert answer.status_code == 422
    assert "only with a written reason" in text(answer)
    assert "Closest plant" in text(answer)
    sent |= {f"exception-{found.tidewater.pk}": "The recall is closed"}
    answer = maya.post(here(found.screening, "/shortlist"), sent, follow=True)
    assert "Although vetoed: The recall is closed" in text(answer)
    assert every(Shortlist).count() == 1


def test_two_on_one_place_are_refused(cast, now, at):
    found = answered(cast, now)
    twice = {f"place-{one.pk}": "1" for one in (found.first, found.halcyon)}
    sent = nobody_listed(found) | twice | {"reason": "x"}
    answer = at("maya").post(here(found.screening, "/shortlist"), sent)
    assert answer.status_code == 422
    assert "has place 1 already" in text(answer)


def test_the_chosen_one_is_invited(cast, now, at):
    found, maya = shortlisted(cast, now), at("maya")
    page = maya.get(of(found.first, "/invitation"))
    assert "Nothing of the screening goes along" in text(page)
    assert maya.post(of(found.first, "/invitation"), {"address": "x"}).status_code == 422
    sent = {"address": "ana@brightwater.example", "name": "Ana", "role": "alliance manager"}
    answer = maya.post(of(found.first, "/invitation"), sent, follow=True)
    assert "/invitations/" in answer.content.decode()
    assert "ana@brightwater.example was invited" in text(maya.get(of(found.first)))


def test_a_partner_is_looked_at_again_and_the_difference_is_said(cast, now, at):
    found, maya = shortlisted(cast, now), at("maya")
    assert "The same criteria, the same weights" in text(maya.get(of(found.first, "/repetition")))
    answer = maya.post(of(found.first, "/repetition"), {"title": "Two years on"}, follow=True)
    assert "Started with the criteria and weights" in text(answer)
    again = every(Screening, number=2).get()
    commands.ask_raters(by=cast.maya, screening=again, people=[cast.tomas], now=now)
    commands.open_scoring(by=cast.maya, screening=again, now=now)
    score(cast, again, "tomas", now, table=[(3, 4, 3, 4, 4, 2, 5)])
    commands.end_scoring(by=cast.maya, screening=again, now=now)
    said = text(maya.get(here(again)))
    assert "Then and now" in said
    assert "New red flags: Compliance and security fit" in said


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


@pytest.mark.parametrize("kind", ["md", "docx", "xlsx"])
def test_the_scorecard_leaves_as_a_file(cast, now, at, kind):
    found = shortlisted(cast, now)
    answer = at("maya").get(here(found.screening, f"/scorecard.{kind}"))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.content == at("tomas").get(here(found.screening, f"/scorecard.{kind}")).content


@pytest.mark.parametrize("name", ["daniel", "hannah", "zed", "olga", "carl", "nobody"])
def test_nobody_else_opens_any_page_of_a_screening(cast, now, at, name):
    found = shortlisted(cast, now)
    client = at(name)
    for tail in (
        "",
        "/title",
        "/weights",
        "/pairs",
        "/raters",
        "/sheet",
        "/revision",
        "/shortlist",
        "/candidates/new",
        "/criteria/new",
        f"/candidates/{found.first.pk}",
        f"/candidates/{found.first.pk}/invitation",
        "/scorecard.md",
        "/scorecard.xlsx",
    ):
        status = client.get(here(found.screening, tail)).status_code
        assert status == (403 if name in {"olga", "carl"} else 404), tail


def test_pages_ask_as_many_questions_for_two_candidates_as_for_ten(cast, now, at):
    counted = []
    for many in (2, 10):
        screening = fixed(cast, now)
        for k in range(many):
            commands.add_candidate(by=cast.maya, screening=screening, name=f"C{k}", now=now)
        people = [cast.maya, cast.tomas, cast.ingrid]
        commands.ask_raters(by=cast.maya, screening=screening, people=people, now=now)
        commands.open_scoring(by=cast.maya, screening=screening, now=now)
        maya = at("maya")
        asked = {}
        for tail in ("", "/sheet"):
            with CaptureQueriesContext(connection) as queries:
                assert maya.get(here(screening, tail)).status_code == 200
            asked[f"open {tail}"] = len(queries)
        for name in ("maya", "tomas", "ingrid"):
            score(cast, screening, name, now, table=[(4, 4, 3, 4, 4, 4, 5)] * many)
        screening = commands.end_scoring(by=cast.maya, screening=screening, now=now)
        screening = commands.close_screening(by=cast.maya, screening=screening, now=now)
        for tail in ("", "/shortlist", "/scorecard.md"):
            with CaptureQueriesContext(connection) as queries:
                assert maya.get(here(screening, tail)).status_code == 200
            asked[tail] = len(queries)
        counted.append(asked)
    assert counted[0] == counted[1]


def test_a_faster_colleague_is_not_overwritten_unseen(cast, now, at):
    one = candidates(prepared(cast, now))[0]
    at("maya").post(of(one), {"text": "Mine", "version": "1"})
    answer = at("tomas").post(of(one), {"text": "Theirs", "version": "1"})
    assert answer.status_code == 422
    assert "A colleague changed “Brightwater” since you opened it" in text(answer)
    assert "Theirs" in text(answer)
    assert every(Candidate, pk=one.pk).get().note == "Mine"


def test_a_letter_asks_each_rater_and_nobody_else(cast, now):
    opened(cast, now)
    posting.announce(now)
    for pk in Notice.objects.in_system_scope("test").values_list("pk", flat=True):
        posting.deliver(str(pk), now=now)
    letters = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert set(letters) == {cast.maya.email, cast.tomas.email, cast.ingrid.email}
    assert all("Your scores are asked for: Partner selection" in said for said in letters.values())


def test_a_closed_screening_keeps_its_page(cast, now, at):
    screening = closed(cast, now)
    said = text(at("tomas").get(here(screening)))
    assert "Closed" in said
    assert "Decide the shortlist" in said
    assert "Decide the shortlist" not in text(at("ingrid").get(here(screening)))


def test_search_finds_candidates_for_our_own_side_only(cast, now, at):
    prepared(cast, now)
    assert "Halcyon" in text(at("tomas").get("/search?q=halcyon"))
    for name in ("olga", "daniel", "zed"):
        found = text(at(name).get("/search?q=halcyon")).replace("halcyon", "")
        assert "Halcyon" not in found


def test_the_overview_shows_the_private_gate_to_our_own_side_only(cast, now, at):
    shortlisted(cast, now)
    address = f"/alliances/{cast.alliance.pk}/?gate=selection"
    said = text(at("tomas").get(address))
    assert "Only Northwind sees these checks; the gate does not count them" in said
    assert "The shortlist is decided, with reasons" in said
    assert "shortlist" not in text(at("olga").get(address))
    assert "raters scored" not in text(at("daniel").get(address))
    alone = f"/alliances/{cast.other.pk}/?gate=selection"
    assert "3 raters scored (0 did)" in text(at("zed").get(alone))
