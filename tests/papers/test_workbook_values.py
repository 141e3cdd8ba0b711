"""How single cells are read: what people write, and what cannot be meant."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.papers.workbook.cells import Cell, address, column_letters, written
from allied.papers.workbook.columns import CHOICES, Kind
from allied.papers.workbook.kinds import read_value
from allied.papers.workbook.numbers import Amount, fits, read_amount, settled
from allied.papers.workbook.problems import Wrong
from allied.papers.workbook.scales import Impact, Joint, Probability, Target
from allied.papers.workbook.values import month
from tests.papers.workbook_files import cell


def read(kind: Kind, value):
    return read_value(kind, cell(value))


NUMBERS = [
    ("1,150", "1150"),
    ("1,250,000", "1250000"),
    ("12,50,000", "1250000"),
    ("31.5", "31.5"),
    ("31,5", "31.5"),
    ("0,125", "0.125"),
    (".5", "0.5"),
    ("1.250.000", "1250000"),
    ("1.250.000,75", "1250000.75"),
    ("1,250,000.75", "1250000.75"),
    ("1 250 000", "1250000"),
    ("1\u00a0250\u202f000,5", "1250000.5"),
    ("1'250'000", "1250000"),
    ("1’250", "1250"),
    ("-12", "-12"),
    ("−12", "-12"),
    ("(1,000)", "-1000"),
    ("４００", "400"),
    ("٤٠٠", "400"),
    ("007", "7"),
    ("-0", "0"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_is_read_as_it_is_meant(text, number):
    assert read(Kind.NUMBER, text) == Amount(Decimal(number))


@pytest.mark.parametrize(
    ("text", "number", "sign"),
    [
        ("€1,250,000", 1_250_000, "EUR"),
        ("1.250.000 €", 1_250_000, "EUR"),
        ("EUR 400", 400, "EUR"),
        ("400 usd", 400, "USD"),
        ("US$ 5", 5, "USD"),
        ("-£20", -20, "GBP"),
        ("£-20", -20, "GBP"),
        ("85%", 85, "%"),
        ("85 %", 85, "%"),
        ("CHF 1'000", 1_000, "CHF"),
    ],
)
def test_a_sign_beside_a_number_is_kept(text, number, sign):
    assert read(Kind.NUMBER, text) == Amount(Decimal(number), sign)


@pytest.mark.parametrize(
    "text",
    [
        "six million",
        "1.2m",
        "400 grocers",
        "about 5",
        "1,2,3",
        "1.2.3",
        "5-6",
        "--5",
        "€ 5 EUR",
        "NaN",
        "Infinity",
        "1e5",
        "%",
        "1/2",
        "0x10",
        ">= 900",
        "1,23.4",
    ],
)
def test_what_is_no_number_is_refused_in_words(text):
    with pytest.raises(Wrong, match="is not a number: accepted is a number such as"):
        read(Kind.NUMBER, text)


@pytest.mark.parametrize("text", ["1234567890123456", "0.1234567890123456", "9" * 400])
def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_refused(text):
    with pytest.raises(Wrong, match="too many digits"):
        read(Kind.NUMBER, text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**11), max_value=10**11
    )
)
def test_every_number_reads_back_as_it_is_written(number):
    found = read_amount(written(number))
    assert found is not None
    assert found.number == number
    assert fits(found.number)


@given(st.text(max_size=40))
def test_no_text_upsets_the_reader_of_numbers(text):
    found = read_amount(text)
    assert found is None or found.number.is_finite()


def test_numbers_have_one_form():
    assert str(settled("1200.00")) == "1200"
    assert str(settled("-0.0")) == "0"
    assert written(Decimal("1E+3")) == "1000"


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


@pytest.mark.parametrize(
    ("value", "joint"),
    [
        ("Yes", Joint("yes")),
        (False, Joint("no")),
        ("SOMETIMES", Joint("sometimes")),
        ("Sometimes: above €50,000", Joint("sometimes", "above €50,000")),
        ("sometimes if the budget moves", Joint("sometimes", "if the budget moves")),
        ("sometimes (above 5 %)", Joint("sometimes", "(above 5 %)")),
    ],
)
def test_joint_approval_is_yes_no_or_sometimes_with_a_condition(value, joint):
    assert read(Kind.JOINT, value) == joint


@pytest.mark.parametrize("value", ["perhaps", "sometimes maybe", "both", 2])
def test_any_other_joint_approval_is_refused(value):
    with pytest.raises(Wrong, match="whether both sides decide"):
        read(Kind.JOINT, value)


@pytest.mark.parametrize(
    "value", ["10 days", "10 Days", "10 working days", "10", 10, "10d", "10 wd"]
)
def test_a_service_level_is_in_working_days(value):
    assert read(Kind.DAYS, value) == 10


@pytest.mark.parametrize(
    "value", ["soon", "2 weeks", "0 days", "-5", 2.5, "1000", date(2026, 1, 1)]
)
def test_any_other_service_level_is_refused(value):
    with pytest.raises(Wrong, match="working days"):
        read(Kind.DAYS, value)


@pytest.mark.parametrize(
    ("value", "days"), [(2.5, "2.5"), ("3 days", "3"), ("0", "0"), ("1,5", "1.5")]
)
def test_an_estimate_may_have_half_days(value, days):
    assert read(Kind.DURATION, value) == Decimal(days)


@pytest.mark.parametrize("value", ["-1", "a week", "€5", 10_000])
def test_any_other_estimate_is_refused(value):
    with pytest.raises(Wrong, match="working days"):
        read(Kind.DURATION, value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (4, Probability(level=4)),
        ("4", Probability(level=4)),
        ("30%", Probability(share=Decimal("0.3"))),
        ("0 %", Probability(share=Decimal(0))),
        (Cell("percent", Decimal(30)), Probability(share=Decimal("0.3"))),
    ],
)
def test_a_probability_is_a_level_or_a_percentage(value, found):
    assert read(Kind.PROBABILITY, value) == found


@pytest.mark.parametrize("value", [9, 0, 2.5, "130%", "-5%", "€3", "likely", 0.3])
def test_any_other_probability_is_refused(value):
    with pytest.raises(Wrong, match="is not a probability"):
        read(Kind.PROBABILITY, value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (3, Impact(level=3)),
        ("€400,000", Impact(amount=Decimal(400_000), currency="EUR")),
        ("USD 3", Impact(amount=Decimal(3), currency="USD")),
        (400_000, Impact(amount=Decimal(400_000))),
    ],
)
def test_an_impact_is_a_level_or_money(value, found):
    assert read(Kind.IMPACT, value) == found


@pytest.mark.parametrize("value", [0, 2.5, -3, "5%", "high", "€0", "€-5"])
def test_any_other_impact_is_refused(value):
    with pytest.raises(Wrong, match="neither a level nor an amount"):
        read(Kind.IMPACT, value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (5, Target(Decimal(5))),
        ("85%", Target(Decimal(85), sign="%")),
        ("40 to 60", Target(Decimal(40), Decimal(60))),
        ("40–60", Target(Decimal(40), Decimal(60))),
        ("40 - 60", Target(Decimal(40), Decimal(60))),
        ("40-60 %", Target(Decimal(40), Decimal(60), "%")),
        ("-5 to 5", Target(Decimal(-5), Decimal(5))),
        ("-5", Target(Decimal(-5))),
    ],
)
def test_a_target_is_a_number_or_a_band(value, found):
    assert read(Kind.TARGET, value) == found


@pytest.mark.parametrize("value", ["60 to 40", "good", "5 to x", date(2026, 1, 1)])
def test_any_other_target_is_refused(value):
    with pytest.raises(Wrong, match="is not a"):
        read(Kind.TARGET, value)


@pytest.mark.parametrize("value", [30, "30", "30 days", "Day 30", "D30", "first 30 days"])
def test_a_phase_is_recognised(value):
    assert read(Kind.PHASE, value) == 30


@pytest.mark.parametrize("value", [45, "30.5", "later", 300])
def test_any_other_phase_is_refused(value):
    with pytest.raises(Wrong, match="is not a phase"):
        read(Kind.PHASE, value)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("Weekly", "FREQ=WEEKLY"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("MONTHLY", "FREQ=MONTHLY"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH"),
        ("rrule:freq=weekly;byday=mo,we;", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("FREQ=WEEKLY;UNTIL=20270101T000000Z", "FREQ=WEEKLY;UNTIL=20270101T000000Z"),
        ("FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY;UNTIL=20270101"),
    ],
)
def test_a_rhythm_is_a_word_or_a_rule(value, rule):
    assert read(Kind.RHYTHM, value) == rule


@pytest.mark.parametrize(
    "value",
    [
        "every now and then",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;FREQ=DAILY",
        "INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=MONTHLY;INTERVAL=-3",
        "FREQ=WEEKLY;INTERVAL=99999999999999999999",
        "FREQ=WEEKLY;UNTIL=never",
        "FREQ=WEEKLY\nDTSTART:20260101",
        "FREQ=YEARLY;BYDAY=" + "MO," * 100 + "MO",
        3,
    ],
)
def test_any_other_rhythm_is_refused(value):
    with pytest.raises(Wrong, match="is not a rhythm"):
        read(Kind.RHYTHM, value)


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
