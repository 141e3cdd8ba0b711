"""The forms of the alignment check: each error stands beside its field, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest

from allied.rooms.thesis.alignment.models import AlignmentSheet
from tests.rooms.thesis.alignment.stage import (
    OUTCOMES,
    answer,
    at,
    form,
    hand_in,
    signed_in,
    thesis_of,
)


def invalid(text: str) -> list[str]:
    """The fields that the page marks as wrong."""
    tags = re.findall(r"<(?:input|textarea|select|fieldset)[^>]*>", text)
    wrong = [tag for tag in tags if 'aria-invalid="true"' in tag]
    return [re.search(r'id="f-(\w+)"', tag).group(1) for tag in wrong]


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        (
            form((40, 30, 20, 9)),
            "points0",
            "The points add up to 99; spread exactly 100 (1 left to give).",
        ),
        (form((40, 30, 20, "")), "points3", "add up to 90; spread exactly 100"),
        (
            form(("x", 30, 20, 10)),
            "points0",
            "Points of “Stores”: “x” must be a whole number from 0 to 100.",
        ),
        (form((-5, 30, 20, 10)), "points0", "“-5” must be a whole number from 0 to 100."),
        (
            form(places=(1, 1, 3, 4)),
            "place1",
            "Place of “Revenue” is 1, as that of “Stores”; give each place once.",
        ),
        (
            form(places=(1, 2, 3, "")),
            "place3",
            "is missing; give each outcome a place from 1 to 4.",
        ),
        (form(target0="plenty"), "target0", "Target of “Stores”: “plenty” is not a number"),
        (form(date0="soon"), "date0", "Date of “Stores”: “soon” is not a date"),
        (form(metric0="x" * 301), "metric0", "at most 300 fit"),
        (form(more="x" * 2001), "more", "2000"),
        (form(version="7"), "", "You changed your answer in another window since."),
        (form(brings0="kestrel"), "brings0", "is not offered here"),
        (form(scope0="maybe"), "scope0", "is not offered here"),
    ],
)
def test_bad_input_stays_in_the_form_beside_its_field_with_what_would_be_accepted(
    cast, running, sent, field, says
):
    sent_back = signed_in(cast.maya).post(
        at(cast, "/rounds/1/answer"), {"beyond": "kept text"} | sent
    )
    text = re.sub(r"\s+", " ", sent_back.content.decode())
    assert sent_back.status_code == 422
    assert says in text
    assert "kept text" in text
    assert invalid(text) == ([field] if field else [])
    if field:
        assert f'href="#f-{field}"' in text, "the summary leads to the field"
        assert says in text.partition(f'id="e-f-{field}"')[2], "said beside the field"
    assert not AlignmentSheet.objects.in_system_scope("test").exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "until"),
        ({"until": "soon"}, "until"),
        ({"until": "2020-01-01"}, "until"),
        ({"outcomes": [k for k, _ in OUTCOMES[:1]]}, "outcomes"),
    ],
)
def test_a_check_that_cannot_start_says_beside_which_field(cast, later, sent, field):
    thesis_of(cast, later)
    until = {} if field == "until" else {"until": (later + timedelta(days=9)).date()}
    sent_back = signed_in(cast.maya).post(at(cast, "/rounds"), until | sent)
    assert sent_back.status_code == 422
    assert invalid(sent_back.content.decode()) == [field]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "choice"),
        ({"choice": "keep", "note": " "}, "note"),
        ({"choice": "new", "target": "plenty"}, "target"),
        ({"choice": "new", "metric": ""}, "metric"),
        ({"choice": "new", "metric": "Shops", "date": "soon"}, "date"),
    ],
)
def test_a_difference_that_cannot_be_settled_so_says_beside_which_field(
    cast, running, later, sent, field
):
    for who, said in ((cast.maya, "Shops"), (cast.daniel, "Stores")):
        hand_in(running, who, later, answer(success={"o1": {"metric": said, "target": "5"}}))
    where = at(cast, f"/rounds/{running.number}/differences/success-o1")
    sent_back = signed_in(cast.maya).post(where, {"version": "1"} | sent)
    assert sent_back.status_code == 422, sent_back.content.decode()
    assert invalid(sent_back.content.decode()) == [field]
