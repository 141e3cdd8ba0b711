"""The pages of the annex and of the KPIs, opened and used as people of both sides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.rooms.agreement.annex.models import AnnexState, AnnexVersion, Kpi
from tests.rooms.agreement.annex.stage import annex, change, kinds, kpi, newest, put_up, signed
from tests.rooms.agreement.annex.test_kpis import outcome, workbook
from tests.rooms.diligence.stage import Browser, plain
from tests.rooms.governance.cases import started

pytestmark = pytest.mark.django_db

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "#set page(width: 1pt) $x$ *y*",
    "שלום ثيسيس",
    "漢字 ☃",
    "⟦disputes⟧ | `x` [y](http://z)",
    "=HYPERLINK(1)",
]


@pytest.fixture
def browse(cast):
    return lambda person: Browser(person, cast)


def test_the_page_reads_as_a_document_and_says_that_nothing_is_signed(cast, browse, now):
    started(cast, now)
    text = plain(browse(cast.maya).open("/annex"))
    assert "Nothing is signed yet." in text
    assert "1.1 Parties." in text
    assert "Roadmap changes" in text
    assert "not legal advice" in text
    assert "Freeze and put up" in text
    assert "Freeze and put up" not in plain(browse(cast.olga).open("/annex"))


def test_it_is_put_up_signed_by_both_and_in_force(cast, browse):
    maya = browse(cast.maya)
    maya.send("/annex/sign-offs", {"digest": annex(cast).digest})
    row = newest(cast)
    assert row.state == AnnexState.UP
    assert "A sponsor signs for Northwind." in plain(maya.open("/annex"))
    for who in (cast.tomas, cast.rachel):
        assert "Sign for" in plain(browse(who).open("/annex"))
        browse(who).send("/annex/signatures", {"digest": row.digest})
    assert "The signed annex says how you work." in plain(maya.open("/annex"))
    text = plain(maya.open("/annex/versions/1"))
    assert "Tomas Reijnders for Northwind" in text


def test_drift_is_named_on_the_page_at_the_gate_and_in_the_comparison(cast, browse):
    signed(cast)
    change(cast, "sharing", [{"id": "joint", "text": "All of it is shared."}])
    said = "The signed annex no longer says how you work: "
    maya = browse(cast.maya)
    assert said in plain(maya.open("/annex"))
    assert "All of it is shared." in plain(maya.open("/annex/comparison"))
    assert said in plain(browse(cast.daniel).open("/?gate=agreement"))


def test_a_text_that_moved_is_not_put_up_and_the_page_says_why(cast, browse):
    digest = annex(cast).digest
    kpi(cast)
    answer = browse(cast.maya).send("/annex/sign-offs", {"digest": digest}, status=422)
    assert "A setting changed since you read the annex." in plain(answer)
    assert not AnnexVersion.objects.visible_to(cast.maya).exists()


def test_a_refusal_needs_a_reason_and_is_read_by_both(cast, browse):
    row = put_up(cast)
    rachel = browse(cast.rachel)
    rachel.open("/annex/refusals")
    answer = rachel.send("/annex/refusals", {"digest": row.digest, "reason": " "}, status=422)
    assert "Say why: the other side reads it." in plain(answer)
    rachel.send("/annex/refusals", {"digest": row.digest, "reason": "Steering meets too rarely"})
    text = plain(browse(cast.maya).open("/annex"))
    assert "Rachel Kim: Steering meets too rarely" in text


def test_a_signature_is_taken_back(cast, browse):
    row = put_up(cast)
    tomas = browse(cast.tomas)
    tomas.send("/annex/signatures", {"digest": row.digest})
    tomas.send("/annex/signatures/withdrawal")
    assert "Sign for Northwind" in plain(tomas.open("/annex"))


ROWS = {
    "row": ["r0", "n0"],
    "r0-id": "request",
    "r0-text": "A request",
    "r0-days": "2",
    "n0-id": "",
    "n0-text": "",
    "n0-days": "",
}


def test_rows_are_written_and_blank_ones_are_not_kept(cast, browse):
    maya = browse(cast.maya)
    assert "Either party writes a change request" in plain(maya.open("/annex/terms/change_steps"))
    maya.send("/annex/terms/change_steps", {**ROWS, "version": "0"})
    rows = annex(cast).basis.terms["change_steps"]
    assert [(row["text"], row["days"]) for row in rows] == [("A request", 2)]
    assert kinds(cast) == ["terms.changed"]


def test_buttons_add_move_and_remove_rows_and_save_nothing(cast, browse):
    maya = browse(cast.maya)
    said = {**ROWS, "n0-text": "Second", "version": "0"}
    for act, order in (
        ("down:r0", ["Second", "A request"]),
        ("remove:n0", ["A request"]),
        ("add", ["A request", "Second"]),
        ("up:nothing", ["A request", "Second"]),
    ):
        answer = maya.send("/annex/terms/change_steps", {**said, "act": act}, status=200)
        text = answer.content.decode()
        places = [text.index(f">\n{said}</textarea>") for said in order]
        assert places == sorted(places), act
    assert kinds(cast) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"r0-days": "x"}, "Write whole working days from 0 to 250."),
        ({"r0-days": "9999"}, "Give a whole number from 0 to 250"),
        ({"r0-text": ""}, "Text is missing; write it, or empty the row."),
        ({"r0-text": "x" * 2001}, "at most 2000 characters"),
        ({"r0-text": "a\x07b"}, "nobody can read"),
    ],
)
def test_rows_that_cannot_be_kept_say_so_beside_the_field(cast, browse, wrong, says):
    answer = browse(cast.maya).send(
        "/annex/terms/change_steps", {**ROWS, **wrong, "version": "0"}, status=422
    )
    assert says in plain(answer)
    assert kinds(cast) == []


def test_somebody_faster_is_said_and_what_was_typed_is_kept(cast, browse):
    change(cast, "sharing", [{"text": "x"}])
    answer = browse(cast.maya).send(
        "/annex/terms/change_steps", {**ROWS, "version": "0"}, status=409
    )
    assert "Somebody else changed the annex" in plain(answer)
    assert "A request</textarea>" in answer.content.decode()
    browse(cast.maya).send("/annex/terms/change_steps", {**ROWS, "version": "1"})


@pytest.mark.parametrize(
    "part", ["meetings", "reporting", "change_routes", "change_steps", "clauses"]
)
def test_every_part_has_a_form(cast, browse, part):
    browse(cast.maya).open(f"/annex/terms/{part}")
    browse(cast.olga).open(f"/annex/terms/{part}", status=403)


def test_an_unknown_part_is_no_page(cast, browse):
    browse(cast.maya).open("/annex/terms/nothing", status=404)
    browse(cast.maya).open("/annex/terms/disputes", status=404)
    browse(cast.maya).open("/annex/versions/9", status=404)
    for query in ("?from=x", "?from=9", "?to=99999999999", "?from=-1", "?from=９"):
        browse(cast.maya).open(f"/annex/comparison{query}", status=404)


def form(cast, **changed):
    said = {
        "name": "Stores stocked",
        "perspective": "value",
        "direction": "higher",
        "period": "month",
        "unit": "stores",
        "target": "6,000",
        "owner": f"{cast.north.pk}:{cast.carl.pk}",
        "confirmers": [str(cast.north.pk), str(cast.bright.pk)],
    }
    return {**said, **changed}


def test_a_kpi_goes_from_the_form_to_both_sides(cast, browse):
    assert "Nothing is measured yet." in plain(browse(cast.daniel).open("/annex/kpis"))
    browse(cast.maya).send("/annex/kpis/new", form(cast))
    text = plain(browse(cast.daniel).open("/annex/kpis"))
    assert "V1 Stores stocked" in text
    assert "at least 6,000 stores" in text
    assert "V1 “Stores stocked” has no formula or source. Write a formula and a source." in text
    row = Kpi.objects.visible_to(cast.daniel).get()
    assert (row.holder, row.version) == (cast.carl, 1)
    browse(cast.daniel).open(f"/annex/kpis/{row.pk}")
    browse(cast.daniel).send(
        f"/annex/kpis/{row.pk}", form(cast, formula="Count", source="Scans", version="1")
    )
    assert "has no" not in plain(browse(cast.maya).open("/annex/kpis"))
    browse(cast.maya).send(f"/annex/kpis/{row.pk}/retirement", {"reason": "Replaced"})
    assert "Replaced" in plain(browse(cast.daniel).open("/annex/kpis"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Name is missing."),
        ({"target": "six"}, "Write a number of up to 20 digits"),
        ({"target": "1" * 18}, "at most 15 digits"),
        ({"red": "7000"}, "Red begins below 6,000"),
        ({"target_high": "7000"}, "Only a band has an upper end"),
        ({"key": "a b"}, "such as V1"),
        ({"owner": "nobody"}, "is not offered here"),
        ({"confirmers": ["x"]}, "is not offered here"),
        ({"formula": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_a_kpi_that_cannot_be_kept_says_so_beside_the_field(cast, browse, wrong, says):
    answer = browse(cast.maya).send("/annex/kpis/new", form(cast, **wrong), status=422)
    assert says in plain(answer)
    assert kinds(cast) == []


def test_an_outdated_form_of_a_kpi_is_refused(cast, browse):
    row = kpi(cast)
    answer = browse(cast.maya).send(f"/annex/kpis/{row.pk}", form(cast, version="9"), status=422)
    assert "Somebody else changed this KPI" in plain(answer)
    assert f'name="version" value="{row.version}"' in answer.content.decode()


def test_proposals_fill_the_form_and_ours_stay_ours_until_defined(cast, browse):
    outcome(cast)
    workbook(cast)
    maya, daniel = browse(cast.maya), browse(cast.daniel)
    text = plain(maya.open("/annex/kpis"))
    assert "Faster to shelf From the value thesis" in text
    assert "Only Northwind sees these" in text
    theirs = plain(daniel.open("/annex/kpis"))
    assert "Faster to shelf" in theirs
    assert "Waste" not in theirs
    filled = maya.open("/annex/kpis/new?from=workbook-0")
    assert 'value="Waste"' in filled
    assert "What you save, the other side reads." in plain(filled)
    assert "Waste" not in daniel.open("/annex/kpis/new?from=workbook-0")


@pytest.mark.parametrize("said", HOSTILE)
def test_whatever_people_type_is_only_ever_words(cast, browse, said):
    kpi(cast, name=said, formula=said, unit=said[:40])
    change(cast, "clauses", [{"title": said, "text": f"{said}\n{said}"}])
    signed(cast)
    maya = browse(cast.maya)
    for path in ("/annex", "/annex/versions/1", "/annex/kpis", "/annex/comparison?from=1", "/"):
        text = maya.open(path)
        assert "<script>alert" not in text
        assert "49{%" not in text
    for path in ("draft.pdf", "draft.docx", "draft.md", "versions/1.pdf", "versions/1.docx"):
        answer = maya.client.get(f"{maya.base}/annex/{path}")
        assert answer.status_code == 200, path
        assert len(answer.content) > 5000


@pytest.mark.parametrize("kind", ["pdf", "docx", "md"])
def test_a_file_is_the_same_bytes_for_both_sides(cast, browse, kind):
    signed(cast)
    found = {
        browse(who).client.get(f"/alliances/{cast.alliance.pk}/annex/versions/1.{kind}").content
        for who in (cast.maya, cast.daniel, cast.olga)
    }
    assert len(found) == 1


def queries(browser, path) -> int:
    with CaptureQueriesContext(connection) as seen:
        browser.open(path)
    return len(seen)


@pytest.mark.parametrize("path", ["/annex", "/annex/kpis", "/annex/comparison?from=1", "/"])
def test_thirty_kpis_cost_no_more_queries_than_one(cast, browse, path, now):
    started(cast, now)
    signed(cast)
    who = browse(cast.maya)
    who.open(path)
    # Right after something was written both times: what the record answered already is asked anew.
    kpi(cast, holder=cast.carl.pk)
    one = queries(who, path)
    for number in range(29):
        kpi(cast, name=f"KPI {number}", holder=cast.maya.pk)
    assert queries(who, path) == one


def test_search_finds_kpis_of_both_sides(cast, browse):
    kpi(cast)
    for who in (cast.maya, cast.daniel):
        answer = browse(who).client.get("/search?q=stocked")
        assert "V1 Stores stocked" in plain(answer)
    assert "V1 Stores" not in plain(browse(cast.zed).client.get("/search?q=stocked"))
