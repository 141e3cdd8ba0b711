"""Reading an agreement on the pages, as people of both sides."""

import re
from uuid import uuid4

import pytest

from allied.people.scope import OURS
from allied.rooms.agreement.reading.models import AgreementReading
from tests.rooms.agreement.reading.stage import (
    A,
    at,
    fact,
    facts,
    file,
    fresh,
    own,
    read,
    record,
)
from tests.rooms.diligence.stage import plain

pytestmark = pytest.mark.django_db


def test_an_empty_agreement_offers_two_ways_to_begin(cast, browse):
    text = plain(browse(cast.maya).open(A))
    assert "No agreement is recorded." in text
    assert "Have it read" in text
    assert "Record it by hand" in text
    watching = plain(browse(cast.olga).open(A))
    assert "Choose the file" not in watching
    assert "Drafts that only" not in watching


def test_from_the_file_to_the_record(cast, browse):
    maya = browse(cast.maya)
    answer = maya.send(f"{A}/readings/new", {"file": file()})
    made = AgreementReading.objects.visible_to(cast.maya).get()
    assert answer["Location"].endswith(at(made))
    page = plain(maya.open(at(made)))
    assert "wait for your check" in page
    assert "“This Agreement shall be governed by the laws of Sweden.”" in page.replace(
        "&quot;", '"'
    )
    assert "3 Governing Law, line 12" in page
    assert "A body in which both sides steer" in page
    for row in facts(made):
        maya.send(
            at(made, f"/facts/{row.pk}/verdict"), {"verdict": "confirmed", "version": row.version}
        )
    assert "Every fact is checked" in plain(maya.open(at(made)))
    form = maya.open(at(made, "/record"))
    assert 'value="Strategic Alliance Agreement"' in form
    assert 'value="2027-03-03"' in form
    said = {
        "name": "Strategic Alliance Agreement",
        "parties": "Northwind Foods AB\nBrightleaf Coffee, Inc.",
        "ends_on": "2027-03-03",
        "notice": "45 days",
        "law": "Sweden",
        "version": 0,
    }
    maya.send(f"{A}/record", said)
    theirs = plain(browse(cast.daniel).open(A))
    assert "counts until 17 Jan 2027" in theirs
    assert "Sweden" in theirs


def test_a_fact_is_corrected_or_refused_on_its_page(cast, browse):
    made, daniel = read(cast), browse(cast.daniel)
    law, end = fact(made, "governing law"), fact(made, "expiry")
    where = at(made, f"/facts/{end.pk}")
    assert "What stands in the agreement?" in plain(daniel.open(where))
    assert "2027-03-31" in plain(daniel.send(where, {"value": "soon", "version": 1}, 422))
    daniel.send(where, {"value": "2028-03-03", "version": 1})
    assert "changed this since" in plain(
        daniel.send(where, {"value": "2029-03-03", "version": 1}, 422)
    )
    daniel.send(at(made, f"/facts/{law.pk}/verdict"), {"verdict": "refused", "version": 1})
    page = plain(daniel.open(at(made)))
    assert "3 Mar 2028" in page
    assert "Read as 2027-03-03" in page
    assert "Refused by Daniel Okafor" in page
    daniel.send(at(made, f"/facts/{law.pk}/verdict"), {"verdict": "confirmed", "version": 1})
    assert fresh(law).state == "refused"
    daniel.send(at(made, f"/facts/{law.pk}/verdict"), {"verdict": "perhaps", "version": 2})
    assert fresh(law).state == "refused"


def test_a_fact_is_added_by_hand(cast, browse):
    made, maya = read(cast), browse(cast.maya)
    where = at(made, "/facts/new")
    maya.open(where)
    assert "One thing to fix" in plain(maya.send(where, {"kind": "weather", "value": "fine"}, 422))
    maya.send(where, {"kind": "KPI", "value": "On-shelf rate", "quote": "see Exhibit C"})
    page = plain(maya.open(at(made)))
    assert "On-shelf rate" in page
    assert "Added by hand" in page


BAD_FILES = [
    ({}, "Choose a file."),
    ({"file": file(b"", "empty.pdf")}, "The file is empty."),
    ({"file": file(b"\x89PNG\r\n\x1a\n0", "scan.png")}, "This is a picture."),
    ({"file": file(b"%PDF-1.4 broken", "a.pdf")}, "The PDF is damaged or cut off."),
    ({"file": file(b"PK\x03\x04 nothing", "a.docx")}, "The file is damaged or cut off."),
]


@pytest.mark.parametrize(("sent", "says"), BAD_FILES)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(cast, browse, sent, says):
    for uploaded in sent.values():
        uploaded.seek(0)
    assert says in plain(browse(cast.maya).send(f"{A}/readings/new", sent, 422))
    assert not AgreementReading.objects.in_system_scope("test").exists()


def test_a_draft_stays_on_its_side(cast, browse):
    maya = browse(cast.maya)
    page = maya.open(f"{A}/readings/own/new")
    assert "Only Northwind sees it" in plain(page)
    maya.send(f"{A}/readings/own/new", {"file": file()})
    made = AgreementReading.objects.visible_to(cast.maya).get()
    assert made.audience == OURS
    assert "Nothing of this page goes to the partner" in plain(maya.open(at(made)))
    assert "Fill the record" not in plain(maya.open(at(made)))
    maya.open(at(made, "/record"), 404)
    law = fact(made, "governing law")
    for who in (cast.daniel, cast.carl, cast.olga):
        visitor = browse(who)
        assert "Strategic Alliance Agreement" not in plain(visitor.open(A))
        for path in (
            "",
            "/record",
            "/facts/new",
            f"/facts/{law.pk}",
            f"/facts/{law.pk}/verdict",
            "/discarding",
        ):
            visitor.open(at(made, path), 404)


def test_a_reading_is_discarded_after_a_page_that_says_what_goes(cast, browse):
    made, maya = own(cast), browse(cast.maya)
    assert "leave the database" in plain(maya.open(at(made, "/discarding")))
    maya.send(at(made, "/discarding"))
    maya.open(at(made), 404)
    assert "Strategic Alliance Agreement" not in plain(maya.open(A))


def test_the_record_form_says_what_is_wrong(cast, browse):
    maya = browse(cast.maya)
    said = {"name": "", "signed_on": "soon", "notice": "a while"}
    page = plain(maya.send(f"{A}/record", said, 422))
    assert "Name of the agreement is missing." in page
    assert "Give a day, such as 2027-03-31." in page
    page = plain(maya.send(f"{A}/record", {"name": "A", "notice": "a while"}, 422))
    assert "such as 90 days" in page
    record(cast)
    page = plain(maya.send(f"{A}/record", {"name": "A", "version": 0}, 422))
    assert "What you wrote is kept below" in page
    assert "Governing law is now “Sweden”." in page


def test_places_that_do_not_exist(cast, browse):
    maya = browse(cast.maya)
    for path in (
        f"/readings/{uuid4()}",
        f"/obligations/{uuid4()}",
        f"/readings/{uuid4()}/facts/{uuid4()}",
    ):
        maya.open(A + path, 404)


def test_the_sidebar_names_the_place(cast, browse):
    page = browse(cast.maya).open(A)
    assert re.search(r'aria-current="page"[^>]*>(?:(?!</a>).)*Agreement', page, re.DOTALL)
