"""The pages of the scores: the blind sheet, the results, the revision."""

import re

from allied.rooms.selection import commands
from allied.rooms.selection.models import (
    Rating,
    Screening,
    ScreeningState,
)
from allied.rooms.selection.queries.honesty import honesty_of
from allied.rooms.selection.table import read_table
from tests.rooms.selection.pages import here, of, text
from tests.rooms.selection.stage import (
    NAMES,
    again,
    candidates,
    criteria,
    every,
    opened,
    revising,
    score,
    scored,
)

LEVEL = ((1, 1, 3, 3, 2, 4, 5), (3, 2, 1, 5, 1, 5, 2), (5, 2, 1, 5, 1, 3, 2))


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


def test_a_full_stop_in_a_name_does_not_cut_the_first_sentence(cast, now, at):
    screening = scored(cast, now, names=("Dr. Oat", *NAMES[1:]))
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    page = at("maya").get(here(screening)).content.decode()
    lead = re.search(r"<b>([^<]*: Dr\. Oat is first in \d+% of 10,000 trials\.)</b>", page)
    assert lead, page[:3000]


def test_what_nobody_scored_is_named_beside_the_simulated_ranks(cast, now, at):
    screening = scored(cast, now)
    tidewater = candidates(screening)[2]
    every(Rating, candidate=tidewater, criterion__key__in=["economic", "compliance"]).delete()
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    says = (
        "Nobody scored Tidewater on Compliance and security fit and Tidewater on Economic symmetry"
    )
    assert says in text(at("maya").get(here(screening)))
    assert says in at("maya").get(here(screening, "/scorecard.md")).content.decode()


def test_a_veto_that_nobody_could_check_is_no_clean_bill(cast, now, at):
    screening = scored(cast, now)
    tidewater = candidates(screening)[2]
    every(Rating, candidate=tidewater, criterion__key="compliance").delete()
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    page = text(at("maya").get(here(screening)))
    assert "Compliance: veto not checked" in page
    assert "Tidewater: Compliance and security fit Nobody scored it" in page
    written = at("maya").get(here(screening, "/scorecard.md")).content.decode()
    assert "Tidewater, Compliance and security fit: Nobody scored it" in written


def test_equal_totals_from_different_scores_are_ties(cast, now):
    """Their sums differ in the last bits, which is no order that a rater has in mind."""
    screening = opened(cast, now)
    for name in ("maya", "tomas"):
        score(cast, screening, name, now, table=LEVEL)
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert honesty_of(read_table(again(screening))).order is None


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
