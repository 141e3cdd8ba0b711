"""Value at stake: read as people write it, written in three figures, never added across currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.rooms.governance.value import (
    Debt,
    NotAnAmount,
    Undecided,
    Value,
    decision_debt,
    format_value,
    parse_value,
)


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("€1.84 m", "EUR", "1840000"),
        ("€1.84m", "EUR", "1840000"),
        ("EUR 1,840,000", "EUR", "1840000"),
        ("1,840,000.50 EUR", "EUR", "1840000.50"),
        ("1.840.000,50 €", "EUR", "1840000.50"),
        ("1.840.000 €", "EUR", "1840000"),
        ("1 840 000 CHF", "CHF", "1840000"),
        ("CHF 1'840'000", "CHF", "1840000"),
        ("$2bn", "USD", "2000000000"),
        ("€112 k", "EUR", "112000"),
        ("£0.5 million", "GBP", "500000"),
        ("1,5 Mio €", "EUR", "1500000"),
        ("¥40,000", "JPY", "40000"),
        ("1,840", "NOK", "1840"),
        ("1.840", "NOK", "1.840"),
        ("1840,5", "NOK", "1840.5"),
        ("  7\u00a0500 ", "NOK", "7500"),
        ("0", "NOK", "0"),
        ("112k", "NOK", "112000"),
        ("112 thousand", "NOK", "112000"),
        ("3 mn", "NOK", "3000000"),
        ("2 b", "NOK", "2000000000"),
        ("1.5 billion", "NOK", "1500000000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, currency, amount):
    assert parse_value(text, "NOK") == Value(currency, Decimal(amount))


@pytest.mark.parametrize(
    "text",
    ["", "much", "€", "-5 €", "€1.2.3", "1,23,456 €", "€ 1 2", "5 apples", "=1+1", "1e9 €", "٣ €"],
)
def test_what_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(NotAnAmount, match="is not an amount; write it as €1"):
        parse_value(text, "EUR")


@pytest.mark.parametrize(("text", "default"), [("112,000", ""), ("€5 USD", "EUR")])
def test_an_amount_has_exactly_one_currency(text, default):
    with pytest.raises(NotAnAmount, match="needs one currency"):
        parse_value(text, default)


def test_an_absurd_amount_is_refused():
    with pytest.raises(NotAnAmount, match="check the zeros"):
        parse_value("€1,000,000,000 bn")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1840000", "€1.84 m"),
        ("112000", "€112 k"),
        ("112499", "€112 k"),
        ("24000000", "€24 m"),
        ("1000000", "€1 m"),
        ("999999", "€1 m"),
        ("999499", "€999 k"),
        ("950", "€950"),
        ("12.5", "€12.5"),
        ("0", "€0"),
        ("2000000000", "€2 bn"),
    ],
)
def test_an_amount_is_written_in_three_figures(amount, text):
    assert format_value(Value("EUR", Decimal(amount))) == text


def test_a_currency_without_a_sign_is_written_with_its_code():
    assert format_value(Value("CHF", Decimal(950))) == "CHF 950"


@given(st.decimals(0, 10**12, places=2), st.sampled_from(["EUR", "CHF", "JPY"]))
def test_what_is_written_is_read_again_within_half_a_percent(amount, currency):
    value = Value(currency, amount)
    again = parse_value(format_value(value))
    assert again.currency == currency
    assert abs(again.amount - amount) <= max(amount * Decimal("0.005"), Decimal("0.005"))


EURO, FRANC = Value("EUR", Decimal(100_000)), Value("CHF", Decimal(7))


def test_decision_debt_is_age_times_value_by_who_holds_the_pen():
    waiting = [
        Undecided(10, EURO, ("n",)),
        Undecided(2, EURO, ("n", "b")),
        Undecided(5, FRANC, ("b",)),
        Undecided(99, None, ("b",)),
        Undecided(9, EURO, ()),
    ]
    assert decision_debt(waiting) == (
        Debt("b", "CHF", 1, Decimal(35)),
        Debt("n", "EUR", 2, Decimal(1_200_000)),
        Debt("b", "EUR", 1, Decimal(200_000)),
    )
    assert decision_debt([]) == ()
