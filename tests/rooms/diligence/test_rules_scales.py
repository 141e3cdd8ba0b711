"""Scales: bands and their edges, levels and numbers, and what people may write."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit.catalogue import defaults
from allied.kit.errors import Refused
from allied.rooms.diligence.reading import (
    read_delay,
    read_impact,
    read_money,
    read_probability,
)
from allied.rooms.diligence.scales import (
    Measure,
    at_level,
    delay_in_words,
    impact_in_words,
    measured,
    own_delay,
    own_impact,
    probability_in_words,
    share_in_words,
)
from tests.rooms.diligence.cases import CASES, EUR, LIMITS


def test_every_default_says_its_unit_and_why():
    for name, entry in defaults("diligence").items():
        assert entry.unit, name
        assert len(entry.why.split()) >= 4, name
    assert set(defaults("diligence")) == set(LIMITS.__dataclass_fields__)


def test_levels_count_for_the_middles_of_the_vector():
    given_ = CASES["qualitative-matrix"]["input"]
    for level in range(1, 6):
        share = at_level(EUR.probability, level).number
        assert float(share) == pytest.approx(given_["p_mid"][str(level)])
        money = at_level(EUR.impact, level).number
        assert money == 1000 * given_["impact_mid"][str(level)]


def test_bands_in_words():
    assert [probability_in_words(b) for b in EUR.probability] == [
        "0–10%",
        "10–30%",
        "30–50%",
        "50–70%",
        "70–100%",
    ]
    assert [impact_in_words(b, "EUR") for b in EUR.impact] == [
        "up to €25 k",
        "€25 k–€100 k",
        "€100 k–€400 k",
        "€400 k–€1.6 m",
        "over €1.6 m",
    ]
    assert [delay_in_words(b) for b in EUR.delay] == [
        "up to 7 days",
        "7–21 days",
        "21–45 days",
        "45–90 days",
        "over 90 days",
    ]
    assert [share_in_words(Decimal(s)) for s in ("0.025", "0.3", "1")] == ["2.5%", "30%", "100%"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("3", Measure(3, Decimal("0.4"))),
        (" 5 ", Measure(5, Decimal("0.85"))),
        ("likely", Measure(4, Decimal("0.6"))),
        ("Almost  certain", Measure(5, Decimal("0.85"))),
        ("30%", Measure(2, Decimal("0.3"), own=True)),
        ("30 %", Measure(2, Decimal("0.3"), own=True)),
        ("31 per cent", Measure(3, Decimal("0.31"), own=True)),
        ("2,5 %", Measure(1, Decimal("0.025"), own=True)),
        ("0%", Measure(1, Decimal(0), own=True)),
        ("100%", Measure(5, Decimal(1), own=True)),
        ("", None),
        ("  \n", None),
    ],
)
def test_a_probability_is_a_level_a_percentage_or_a_word(text, measure):
    assert read_probability(text, EUR) == measure


@pytest.mark.parametrize(
    "text",
    ["0", "6", "9", "0.3", "-5%", "101%", "3.5", "sometimes", "30 €", "nan", "%", "1e-1", "٣"],
)
def test_what_is_no_probability_is_refused_with_what_is_accepted(text):
    with pytest.raises(Refused) as refused:
        read_probability(text, EUR)
    assert (refused.value.code, refused.value.field) == ("not_a_probability", "probability")
    assert "a level from 1 to 5 or a percentage such as 30%" in refused.value.sentence
    assert f"“{text}”" in refused.value.sentence


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("3", Measure(3, Decimal(200_000))),
        ("major", Measure(4, Decimal(800_000))),
        ("€400 k", Measure(3, Decimal(400_000), own=True)),
        ("400k€", Measure(3, Decimal(400_000), own=True)),
        ("400,001", Measure(4, Decimal(400_001), own=True)),
        ("EUR 1,840,000", Measure(5, Decimal(1_840_000), own=True)),
        ("1.84 m", Measure(5, Decimal(1_840_000), own=True)),
        ("2 bn EUR", Measure(5, Decimal(2_000_000_000), own=True)),
        ("1.250.000,00", Measure(4, Decimal(1_250_000), own=True)),
        ("€4", Measure(1, Decimal(4), own=True)),
        ("26", Measure(1, Decimal(26), own=True)),
        ("25000", Measure(1, Decimal(25_000), own=True)),
        ("", None),
    ],
)
def test_an_impact_is_a_level_an_amount_or_a_word(text, measure):
    assert read_impact(text, EUR) == measure


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "not_an_impact"),
        ("3.5", "not_an_impact"),
        ("6", "not_an_impact"),
        ("25", "not_an_impact"),
        ("-5", "not_an_impact"),
        ("lots", "not_an_impact"),
        ("NaN", "not_an_impact"),
        ("€0", "impact_of_nothing"),
        ("7%", "not_an_amount"),
        ("4 k m", "not_an_amount"),
        ("€-400", "not_an_amount"),
        ("1e6", "not_an_amount"),
        ("$400 k", "other_currency"),
        ("9" * 30, "amount_too_large"),
        ("999,999 bn", "not_refused_below"),
        ("9,999,999 bn", "amount_too_large"),
    ],
)
def test_what_is_no_impact_is_refused_with_what_is_accepted(text, code):
    if code == "not_refused_below":
        assert read_impact(text, EUR).level == 5
        return
    with pytest.raises(Refused) as refused:
        read_impact(text, EUR)
    assert (refused.value.code, refused.value.field) == (code, "impact")
    assert refused.value.sentence.count(".") >= 1


def test_another_currency_is_named():
    with pytest.raises(Refused, match="“400 USD” is in USD; this alliance counts in EUR"):
        read_money("400 USD", "EUR")


def test_a_long_text_is_not_echoed_whole():
    with pytest.raises(Refused) as refused:
        read_money("x" * 5000, "EUR")
    assert len(refused.value.sentence) < 150


def test_a_delay_is_whole_days():
    assert read_delay("20 days", EUR, LIMITS) == Measure(2, Decimal(20), own=True)
    assert read_delay("1 day", EUR, LIMITS) == Measure(1, Decimal(1), own=True)
    assert read_delay("3650", EUR, LIMITS).level == 5
    assert read_delay("", EUR, LIMITS) is None
    without = own_delay(EUR, [], LIMITS)
    assert read_delay("20", without, LIMITS) == Measure(0, Decimal(20), own=True)


@pytest.mark.parametrize("text", ["0", "-3", "2.5", "3651", "soon", "20%", "€5", "a week"])
def test_what_is_no_delay_is_refused(text):
    with pytest.raises(Refused, match="Write whole days from 1 to 3,650") as refused:
        read_delay(text, EUR, LIMITS)
    assert refused.value.field == "delay"


def test_an_alliance_sets_its_own_bands():
    edges = [Decimal(n) for n in (1000, 5000, 30_000, 90_000)]
    scales = own_impact(EUR, edges, LIMITS)
    assert [band.upto for band in scales.impact] == [*edges, None]
    assert [band.middle for band in scales.impact] == [400, 2200, 12_000, 52_000, 168_750]
    assert read_impact("6 k", scales).level == 3
    exact = own_impact(EUR, edges, LIMITS, [Decimal(n) for n in (500, 3000, 9000, 60_000, 10**6)])
    assert at_level(exact.impact, 5).number == 10**6
    assert [band.upto for band in own_delay(EUR, [1, 2, 3, 4], LIMITS).delay] == [1, 2, 3, 4, None]


@pytest.mark.parametrize(
    ("edges", "code"),
    [
        ([1, 2, 3], "wrong_number_of_bands"),
        ([], "wrong_number_of_bands"),
        ([1, 2, 3, 4, 5], "wrong_number_of_bands"),
        ([0, 2, 3, 4], "band_out_of_range"),
        ([-1, 2, 3, 4], "band_out_of_range"),
        ([1, 2, 3, "Infinity"], "band_out_of_range"),
        (["NaN", 2, 3, 4], "band_out_of_range"),
        ([1, 2, 3, 10**16], "band_out_of_range"),
        ([1, 3, 3, 4], "bands_not_ascending"),
        ([4, 3, 2, 1], "bands_not_ascending"),
    ],
)
def test_bands_that_do_not_rise_are_refused(edges, code):
    with pytest.raises(Refused, match="Give four amounts that rise, such as") as refused:
        own_impact(EUR, [Decimal(edge) for edge in edges], LIMITS)
    assert (refused.value.code, refused.value.field) == (code, "impact_bands")


def test_bands_of_delay_that_do_not_rise_are_refused():
    with pytest.raises(Refused, match="3 does not come after 5") as refused:
        own_delay(EUR, [5, 3, 30, 90], LIMITS)
    assert refused.value.field == "delay_bands"


@pytest.mark.parametrize(
    ("middles", "said"),
    [
        ([1, 2, 3], "Five levels count for five amounts"),
        ([], "Five levels count for five amounts"),
        ([5, 15, 25, 45, 50], "Level 4 counts for 45, which lies outside its band"),
        ([0, 15, 25, 35, 50], "Level 1 counts for 0"),
        ([5, 15, 25, 35, 40], "Level 5 counts for 40"),
        ([5, 15, 25, 35, "NaN"], "Level 5 counts for NaN"),
    ],
)
def test_a_level_counts_for_an_amount_within_its_band(middles, said):
    edges = [Decimal(n) for n in (10, 20, 30, 40)]
    with pytest.raises(Refused, match=said):
        own_impact(EUR, edges, LIMITS, [Decimal(middle) for middle in middles])


@pytest.mark.parametrize("level", [0, 6, -1, True, 2.5])
def test_a_level_outside_the_scale_is_an_error(level):
    with pytest.raises(ValueError, match="from 1 to 5"):
        at_level(EUR.probability, level)


@pytest.mark.parametrize("number", ["-0.1", "1.01", "NaN", "Infinity"])
def test_a_number_outside_the_scale_is_an_error(number):
    with pytest.raises(ValueError, match="outside the scale"):
        measured(EUR.probability, Decimal(number))


@given(st.decimals(0, 1, places=4), st.decimals(0, 1, places=4))
def test_more_likely_is_never_a_lower_level(one, other):
    low, high = sorted((one, other))
    assert measured(EUR.probability, low).level <= measured(EUR.probability, high).level


@given(st.sets(st.integers(1, 10**9), min_size=4, max_size=4))
def test_every_level_counts_for_an_amount_of_its_own_band(edges):
    scales = own_impact(EUR, [Decimal(edge) for edge in sorted(edges)], LIMITS)
    for band in scales.impact:
        assert measured(scales.impact, band.middle).level == band.level


def outcome(read, text):
    """The level that a text is read as, or the sentence that refuses it."""
    try:
        found = read(text, EUR)
    except Refused as refused:
        return refused.sentence
    return found.level if found else None


@given(st.text(max_size=40) | st.from_regex(r"[0-9.,]{1,9} ?(k|m|bn|%|€)?", fullmatch=True))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    for read in (read_probability, read_impact):
        said = outcome(read, text)
        assert said in {None, 1, 2, 3, 4, 5} or said.endswith(".")
