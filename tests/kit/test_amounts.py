"""How money, counts, shares and sizes are said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit import amounts
from allied.kit.words import signed


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (1_840_000, "EUR", "€1.84 m"),
        (112_000, "EUR", "€112 k"),
        (86_400, "EUR", "€86.4 k"),
        (21_400_000, "EUR", "€21.4 m"),
        (24_000_000, "EUR", "€24 m"),
        (1_500_000, "EUR", "€1.5 m"),
        (950, "EUR", "€950"),
        (Decimal("9.50"), "EUR", "€9.5"),
        (0, "EUR", "€0"),
        (999_499, "EUR", "€999 k"),
        (999_600, "EUR", "€1 m"),
        (999_999_999, "EUR", "€1 bn"),
        (2_500_000_000_000, "USD", "$2,500 bn"),
        (-38_000, "EUR", "−€38 k"),
        (950, "CHF", "CHF 950"),
    ],
)
def test_money_is_said_in_three_figures(amount, currency, said) -> None:  # type: ignore[no-untyped-def]
    assert amounts.money(amount, currency) == said


@given(st.decimals(0, Decimal(10) ** 12, allow_nan=False, places=2))
def test_money_never_shows_more_than_three_figures_below_a_thousand_billion(amount) -> None:  # type: ignore[no-untyped-def]
    figures = amounts.money(amount).removeprefix("€").split(" ")[0].replace(".", "")
    assert len(figures.replace(",", "").lstrip("0")) <= 4 if "," in figures else len(figures) <= 3


def test_money_that_is_not_a_number_is_an_error() -> None:
    with pytest.raises(ValueError, match="is a number"):
        amounts.money(Decimal("NaN"))


@pytest.mark.parametrize(
    ("some", "of", "said"),
    [
        (3, 8, "3 of 8"),
        (19, 19, "19 of 19"),
        (15, 20, "75%"),
        (74, 100, "74%"),
        (0, 0, "no cases"),
        (1, 3000, "0%"),
    ],
)
def test_a_percentage_is_said_from_twenty_cases_on(some: int, of: int, said: str) -> None:
    assert amounts.share(some, of) == said


def test_small_counts_are_said_in_words() -> None:
    assert amounts.count_of(1420, 6000) == "1,420 of 6,000"
    assert [amounts.spelled(n) for n in (0, 9, 10, 1420)] == ["no", "nine", "10", "1,420"]


def test_the_size_of_a_file_is_said_short() -> None:
    assert [amounts.file_size(n) for n in (1, 512, 84_000, 2_340_000, 5 * 10**9)] == [
        "1 byte",
        "512 bytes",
        "84 KB",
        "2.34 MB",
        "5 GB",
    ]


def test_everybody_in_an_alliance_is_named_by_its_size() -> None:
    assert [amounts.companies(n) for n in (1, 2, 3, 12)] == [
        "your company",
        "both companies",
        "all three companies",
        "all 12 companies",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [(0.84, "+0.8"), (-1.25, "−1.2"), (0.0, "0.0"), (-0.04, "0.0"), (0.04, "0.0"), (12, "+12.0")],
)
def test_a_change_is_said_with_its_sign_and_nothing_without_one(change: float, said: str) -> None:
    assert signed(change) == said
