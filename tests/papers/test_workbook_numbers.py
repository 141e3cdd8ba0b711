"""How numbers are read: separators, signs, and what cannot be meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.papers.workbook.cells import written
from allied.papers.workbook.columns import Kind
from allied.papers.workbook.kinds import read_value
from allied.papers.workbook.numbers import Amount, fits, read_amount, settled
from allied.papers.workbook.problems import Wrong
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
