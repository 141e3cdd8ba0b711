"""The pages after the scores: red flags, the shortlist, the invitation, looking again, files."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from allied.rooms.selection import commands
from allied.rooms.selection.models import (
    Rating,
    Screening,
    Shortlist,
)
from tests.rooms.selection.pages import here, of, text
from tests.rooms.selection.stage import (
    answered,
    candidates,
    closed,
    criteria,
    every,
    revising,
    score,
    shortlisted,
)


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


def test_who_reads_of_the_invitation_is_said_before_it_leaves(cast, now, at):
    found = shortlisted(cast, now)
    said = text(at("maya").get(of(found.first, "/invitation")))
    assert "Brightleaf Coffee reads in the joint record that you invite Brightwater." in said


@pytest.mark.parametrize("address", ["new.one@northwind.example", "New.One@NORTHWIND.example"])
def test_an_address_of_ones_own_company_is_refused_with_its_reason(cast, now, at, address):
    found = shortlisted(cast, now)
    sent = {"address": address, "name": "", "role": "alliance manager"}
    answer = at("maya").post(of(found.first, "/invitation"), sent)
    assert answer.status_code == 422
    assert "is an address of your own company" in text(answer)


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
    assert "The fit moved by −" in said
    assert "Scored by 3 raters then, 1 rater now." in said
    assert "Compare two" not in said
    assert "How firm is the rank?" not in said
    assert "First in" not in said
    written = maya.get(here(again, "/scorecard.md")).content.decode()
    assert "## Then and now: Brightwater" in written
    assert "New red flags: Compliance and security fit" in written
    shown = maya.get(f"/api/v1{here(again, '/results')}").json()["then"]
    assert shown["new_flags"] == ["compliance"]
    assert shown["change"] < 0
    assert {move["criterion"]: move["change"] for move in shown["moves"]}["compliance"] == -2
    first = maya.get(f"/api/v1{here(found.screening, '/results')}").json()
    assert first["then"] is None


@pytest.mark.parametrize("kind", ["md", "docx", "xlsx"])
def test_the_scorecard_leaves_as_a_file(cast, now, at, kind):
    found = shortlisted(cast, now)
    answer = at("maya").get(here(found.screening, f"/scorecard.{kind}"))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.content == at("tomas").get(here(found.screening, f"/scorecard.{kind}")).content


def test_a_closed_screening_keeps_its_page(cast, now, at):
    screening = closed(cast, now)
    said = text(at("tomas").get(here(screening)))
    assert "Closed" in said
    assert "Decide the shortlist" in said
    assert "Decide the shortlist" not in text(at("ingrid").get(here(screening)))


def test_the_excel_file_prints_as_wide_as_a_page_and_says_whose_it_is(cast, now, at):
    found = shortlisted(cast, now)
    got = at("maya").get(here(found.screening, "/scorecard.xlsx"))
    with ZipFile(BytesIO(got.content)) as book:
        sheets = [
            book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name
        ]
    assert len(sheets) == 3
    for sheet in sheets:
        assert "Only for Northwind Foods" in sheet
        assert 'fitToPage="1"' in sheet
        assert 'orientation="landscape"' in sheet
    head = re.search(r'<row r="1"[^>]* ht="(\d+)"', sheets[0])
    assert head
    assert int(head[1]) >= 30  # "Capability complementarity" takes two lines
