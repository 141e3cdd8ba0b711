"""How single cells are read: what people write, and what cannot be meant."""

from datetime import date
from decimal import Decimal

import pytest

from allied.papers.workbook.cells import Cell, address, column_letters
from allied.papers.workbook.columns import CHOICES, Kind
from allied.papers.workbook.kinds import read_value
from allied.papers.workbook.problems import Wrong
from allied.papers.workbook.values import month
from tests.papers.workbook_files import cell


def read(kind: Kind, value):
    return read_value(kind, cell(value))


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-31",
        "2027-3-31",
        "2027-03-31T00:00:00",
        "31 Mar 2027",
        "31 March 2027",
        "31-Mar-2027",
        "31. Mar 2027",
        "31st mar 2027",
        "Mar 31, 2027",
        "March 31st 2027",
        "  31  MAR  2027 ",
        date(2027, 3, 31),
    ],
)
def test_a_date_is_read_in_every_usual_form(text):
    assert read(Kind.DATE, text) == date(2027, 3, 31)


@pytest.mark.parametrize(
    "value",
    [
        "31/02/2027",
        "31/03/2027",
        "03/04/2027",
        "2027-02-30",
        "31 Foo 2027",
        "31 Marchember 2027",
        "soon",
        "Q3",
        46_266,
        True,
        "31 Mar 1027",
        date(1949, 12, 31),
        date(2200, 1, 1),
    ],
)
def test_an_impossible_or_ambiguous_date_is_refused(value):
    with pytest.raises(Wrong, match="is not a date"):
        read(Kind.DATE, value)


@pytest.mark.parametrize(
    "value", ["2026-10", "2026/10", "Oct 2026", "october 2026", "Oct-2026", date(2026, 10, 1)]
)
def test_a_month_is_recognised(value):
    assert month(cell(value)) == date(2026, 10, 1)


@pytest.mark.parametrize("value", ["Comment", "2026-13", "2026", "Q4 2026", 202_610, "1026-10"])
def test_other_column_names_are_no_months(value):
    assert month(cell(value)) is None


def test_september_has_two_short_names():
    assert read(Kind.DATE, "3 Sept 2026") == read(Kind.DATE, "3 Sep 2026") == date(2026, 9, 3)


@pytest.mark.parametrize(
    "text",
    [
        "maya@northwind.example",
        "MAYA@Northwind.Example",
        " m.l+x@a-b.co.example ",
        "é@exämple.example",
    ],
)
def test_an_address_is_kept_in_small_letters(text):
    assert read(Kind.EMAIL, text) == text.strip().lower()


@pytest.mark.parametrize(
    "text",
    [
        "priya.bose(at)northwind.example",
        "maya@northwind",
        "maya@@northwind.example",
        "maya lind@northwind.example",
        "maya@northwind.example, jonas@x.example",
        "@northwind.example",
        "maya@.example",
        "maya@-x.example",
        "m..l@x.example",
        f"{'a' * 250}@x.example",
        7,
    ],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(Wrong, match="is not an e-mail address"):
        read(Kind.EMAIL, text)


@pytest.mark.parametrize("value", ["yes", "Y", "TRUE", "x", "1", True, 1, "✓"])
def test_yes_has_many_spellings(value):
    assert read(Kind.YES_NO, value) is True


@pytest.mark.parametrize("value", ["no", "N", "False", "0", False, 0])
def test_no_has_many_spellings(value):
    assert read(Kind.YES_NO, value) is False


def test_every_choice_is_read_in_all_its_spellings():
    for kind, words in CHOICES.items():
        if kind in (Kind.RHYTHM, Kind.YES_NO, Kind.FORUM, Kind.ESCALATION):
            continue
        for first, *others in words:
            spellings = [first, first.upper(), f" {first.title()} ", *others]
            assert {read(kind, spelling) for spelling in spellings} == {first}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.ROLE, "boss"),
        (Kind.LAYER, "middle"),
        (Kind.DIRECTION, "sideways"),
        (Kind.PERSPECTIVE, "happiness"),
        (Kind.SCOPE_SIDE, "maybe"),
        (Kind.ALLIANCE_TYPE, "merger"),
        (Kind.OUTCOME_KIND, "magic"),
        (Kind.YES_NO, "perhaps"),
    ],
)
def test_what_is_not_among_the_choices_is_refused_and_the_choices_are_named(kind, value):
    with pytest.raises(Wrong) as refused:
        read(kind, value)
    assert refused.value.accepted == kind.value


def test_every_choice_is_named_in_what_is_accepted():
    for kind, words in CHOICES.items():
        if kind not in (Kind.FORUM, Kind.ESCALATION):
            assert all(first in kind.value for first, *_others in words)


def test_zones_and_currencies_are_known_ones():
    assert read(Kind.ZONE, "europe/amsterdam") == "Europe/Amsterdam"
    assert read(Kind.ZONE, "America/New York") == "America/New_York"
    assert read(Kind.ZONE, "Etc/GMT-1") != read(Kind.ZONE, "Etc/GMT+1")
    assert read(Kind.CURRENCY, "eur") == read(Kind.CURRENCY, "€") == "EUR"
    for kind, value in ((Kind.ZONE, "Europe/Atlantis"), (Kind.CURRENCY, "ZZZ")):
        with pytest.raises(Wrong):
            read(kind, value)


@pytest.mark.parametrize("value", [7, 0, "7", 2.5, "many", "5%"])
def test_a_score_is_a_whole_number_from_one_to_five(value):
    with pytest.raises(Wrong):
        read(Kind.SCORE, value)
    assert read(Kind.SCORE, "5") == 5


@pytest.mark.parametrize("text", ["=1+1", " =HYPERLINK(A1)", "=x"])
def test_a_text_that_starts_as_a_formula_is_refused_unless_marked_as_text(text):
    with pytest.raises(Wrong, match="as a formula does"):
        read(Kind.TEXT, text)
    assert read(Kind.TEXT, Cell("quoted", text)) == text


@pytest.mark.parametrize("kind", ["formula", "error"])
def test_formulas_and_errors_are_refused_in_every_column(kind):
    for column in Kind:
        with pytest.raises(Wrong, match=f"the cell holds an? {kind}"):
            read_value(column, Cell(kind, ""))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2024, "2024"),
        (Decimal("0.50"), "0.5"),
        (True, "yes"),
        (date(2026, 5, 1), "2026-05-01"),
        (Cell("percent", Decimal(60)), "60%"),
        ("  a\r\nb\x07  ", "a\nb"),
        ("e\u0301", "é"),
    ],
)
def test_a_text_column_takes_what_a_reader_of_the_sheet_sees(value, text):
    assert read(Kind.TEXT, value) == text


def test_names_are_put_on_one_line():
    assert read(Kind.NAME, "Raj \u00a0 Patel \n") == "Raj Patel"


def test_long_names_and_texts_are_refused():
    for kind, most in ((Kind.NAME, 200), (Kind.TEXT, 5_000)):
        assert read(kind, "x" * most) == "x" * most
        with pytest.raises(Wrong, match="characters: accepted is a text of at most"):
            read(kind, "x" * (most + 1))


@pytest.mark.parametrize("text", ["n/a", "N/A", "-", "–", "tbd", "TBD ", " "])
def test_some_words_mean_empty(text):
    assert Cell("text", text).is_empty
    assert not Cell("formula", text).is_empty


def test_a_marked_text_is_empty_only_when_blank():
    assert not Cell("quoted", "n/a").is_empty
    assert Cell("quoted", "  ").is_empty


def test_cells_have_the_addresses_that_a_spreadsheet_shows():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert address(3, 1) == "B4"
