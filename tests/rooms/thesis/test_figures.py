"""Numbers of a thesis as people read them."""

from decimal import Decimal

import pytest

from allied.rooms.thesis.figures import bare, exact, figure

CASES = [
    ("24000000", "EUR", "€24 m", "€24 m", "24,000,000 EUR"),
    ("1850000.5", "EUR", "€1.85 m", "€1.85 m", "1,850,000.5 EUR"),
    ("22", "€", "€22", "€22", ""),
    ("1200", "USD a month", "$1.2 k a month", "$1.2 k", "1,200 USD a month"),
    ("950", "CHF", "CHF 950", "CHF 950", ""),
    ("6000", "stores", "6,000 stores", "6,000", ""),
    ("78", "%", "78%", "78%", ""),
    ("3.5", "% of sales", "3.5% of sales", "3.5%", ""),
    ("12", "FTE", "12 FTE", "12", ""),
    ("0", "EUR", "€0", "€0", ""),
    ("-5", "", "-5", "-5", ""),
]


@pytest.mark.parametrize(("amount", "unit", "said", "alone", "whole"), CASES)
def test_a_figure_is_short_and_its_whole_amount_is_kept(amount, unit, said, alone, whole):
    value = Decimal(amount)
    assert (figure(value, unit), bare(value, unit), exact(value, unit)) == (said, alone, whole)


def test_nothing_is_a_dash():
    assert (figure(None, "EUR"), bare(None, "EUR"), exact(None, "EUR")) == ("–", "–", "")
