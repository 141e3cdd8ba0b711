"""Dates and spans of time, and the two days on which an agreement is made and takes effect."""

from datetime import date

import pytest

from allied.rooms.agreement.reading.rules.amounts import Span, number_of, ordinal_of, spans
from allied.rooms.agreement.reading.rules.calendar_words import dates
from allied.rooms.agreement.reading.rules.effect import effect
from allied.rooms.agreement.reading.rules.manuscript import Manuscript

DATES = [
    ("December 14, 2016", "2016-12-14"),
    ("Dec. 14th, 2016", "2016-12-14"),
    ("the 11th day of December, 2015", "2015-12-11"),
    ("19  DAY OF MAY , 2010", "2010-05-19"),
    ("this first day of July 2008", "2008-07-01"),
    ("the thirty-first day of March, 2021", "2021-03-31"),
    ("3 June 2014", "2014-06-03"),
    ("14. Dezember 2016", "2016-12-14"),
    ("le 1er janvier 2016", "2016-01-01"),
    ("14 de marzo de 2019", "2019-03-14"),
    ("14.12.2016", "2016-12-14"),
    ("2016-12-14", "2016-12-14"),
    ("12/11/15", "2015-12-11"),
    ("31/12/2015", "2015-12-31"),
    ("February 29, 2024", "2024-02-29"),
    ("February 30, 2024", None),
    ("13/13/2015", None),
    ("____ day of May, 2015", None),
    ("[***], 2015", None),
]


@pytest.mark.parametrize(("words", "wanted"), DATES)
def test_dates(words, wanted):
    found = dates(words)
    assert [day.date.isoformat() for day in found] == ([wanted] if wanted else [])


def test_a_date_in_figures_may_be_read_two_ways():
    assert dates("12/11/15")[0].is_ambiguous
    assert not dates("12/25/15")[0].is_ambiguous
    assert not dates("5/5/15")[0].is_ambiguous


SPANS = [
    ("twelve (12) months", ["12 months"]),
    ("three (3) years", ["3 years"]),
    ("one hundred and eighty (180) days", ["180 days"]),
    ("one hundred eighty (180) days", ["180 days"]),
    ("ninety days", ["90 days"]),
    ("twenty-four months", ["24 months"]),
    ("30 days", ["30 days"]),
    ("ten (10) Business Days", ["10 business days"]),
    ("10 working days", ["10 working days"]),
    ("one (1) additional twelve month period", ["12 months"]),
    ("a two-year period", ["2 years"]),
    ("a 3-year term", ["3 years"]),
    ("two (2) years and six (6) months", ["2 years", "6 months"]),
    ("[***] days", []),
    ("____ (__) months", []),
    ("Section 12.7 days", []),
]


@pytest.mark.parametrize(("words", "wanted"), SPANS)
def test_spans(words, wanted):
    assert [str(span) for _start, _end, span in spans(words)] == wanted


NUMBERS = [
    ("seven", 7),
    ("one hundred and eighty", 180),
    ("a hundred", 100),
    ("twenty-four", 24),
    ("12", 12),
    ("many", None),
]


@pytest.mark.parametrize(("words", "wanted"), NUMBERS)
def test_numbers(words, wanted):
    assert number_of(words) == wanted


@pytest.mark.parametrize(("words", "wanted"), [("7th", 7), ("seventh", 7), ("last", None)])
def test_ordinals(words, wanted):
    assert ordinal_of(words) == wanted


LATER = [
    (Span(3, "year"), date(2015, 12, 11), date(2018, 12, 11)),
    (Span(1, "month"), date(2023, 1, 31), date(2023, 2, 28)),
    (Span(1, "year"), date(2024, 2, 29), date(2025, 2, 28)),
    (Span(2, "quarter"), date(2024, 11, 30), date(2025, 5, 30)),
    (Span(90, "day"), date(2024, 1, 1), date(2024, 3, 31)),
    (Span(2, "week"), date(2024, 1, 1), date(2024, 1, 15)),
]


@pytest.mark.parametrize(("span", "start", "wanted"), LATER)
def test_a_span_after_a_day(span, start, wanted):
    assert span.after(start) == wanted


EFFECTS = {
    "as of": ('This Alliance Agreement is made as of May 2, 2019 by and between A, Inc. ("A") and B, Inc. ("B").', "2019-05-02", None),
    "effective date defined": (
        'This Agreement is entered into as of May 2, 2019 (the "Effective Date") by and between A, Inc. and B, Inc.', "2019-05-02", "2019-05-02",
    ),
    "two dates": (
        "This Agreement is made on 3 March 2020 between A Ltd and B Ltd and shall be effective as of 1 April 2020.", "2020-03-03", "2020-04-01",
    ),
    "defined later": (
        'This Agreement is made on 3 March 2020 between A Ltd and B Ltd. 1. "Effective Date" means 1 April 2020.', "2020-03-03", "2020-04-01",
    ),
    "commencement is the date of it": (
        "THIS AGREEMENT IS MADE ON THE 3 DAY OF MARCH 2020 between A Ltd and B Ltd. Commencement Date means the date of this Agreement;", "2020-03-03", "2020-03-03",
    ),
    "title page": ("DATED 3 March 2020\n\nA LTD\n\nand\n\nB LTD\n\nCOLLABORATION AGREEMENT", "2020-03-03", None),
    "an older agreement is not this one": (
        "This Amendment Agreement is made as of June 1, 2021 by and between A, Inc. and B, Inc. WHEREAS the parties entered into a certain License Agreement dated as of January 5, 2017;",
        "2021-06-01", None,
    ),
    "only signed": ("Alliance terms. The companies work together.\nIN WITNESS WHEREOF the parties signed.\nA, Inc.\nBy: /s/ X\nDate: 4/30/2018\nB, Inc.\nBy: /s/ Y\nDate: 5/2/2018", "2018-05-02", None),
    "german": ("Kooperationsvertrag vom 14. Dezember 2016 zwischen der Alder GmbH und der Buche AG", "2016-12-14", None),
    "blank": ("This Agreement is made as of the ___ day of ________, 2019 by and between A, Inc. and B, Inc.", None, None),
    "redacted": ("This Agreement is entered into as of [***], 2019 by and between A, Inc. and B, Inc.", None, None),
    "alone beneath the title": ("CONSULTING AGREEMENT\n\nMarch 3, 2020\n\nAlder Foods, Inc.\n1 Elm Road\n\nYou help us.", "2020-03-03", None),
    "made and effective": ("This Addendum to the agreement of 1 May 2018 is made and effective March 3, 2020, between A, Inc. and B, Inc.", "2020-03-03", "2020-03-03"),
    "dated among the last clauses": ("The parties work together.\n14.6 This Agreement is dated March 3, 2020.\nA, Inc.", "2020-03-03", None),
    "takes effect upon signature": ("This Agreement is made on 3 March 2020 between A Ltd and B Ltd. This Agreement takes effect upon the signatures of both parties.", "2020-03-03", "2020-03-03"),
    "takes effect on the day and year above": ("This Agreement is made on 3 March 2020 between A Ltd and B Ltd. This Agreement shall become effective as of the day and year first above written.", "2020-03-03", "2020-03-03"),
    "an amendment enters into force": ("This Agreement is made on 3 March 2020 between A Ltd and B Ltd. This Amendment shall enter into force on the date of its signature.", "2020-03-03", "2020-03-03"),
    "effective as from": ("This Agreement is made on 3 March 2020 between A Ltd and B Ltd. The present Agreement is effective as from 1 April 2020.", "2020-03-03", "2020-04-01"),
    "commencement date of the contract": ("This Agreement is made on 3 March 2020 between A Ltd and B Ltd. The commencement date for this contract will be 1 April 2020.", "2020-03-03", "2020-04-01"),
    "none": ("The parties work together.", None, None),
}  # fmt: skip


@pytest.mark.parametrize("case", EFFECTS)
def test_made_and_in_effect(case):
    words, made, effective = EFFECTS[case]
    found = effect(Manuscript(words))
    assert found.made == (date.fromisoformat(made) if made else None)
    assert found.effective == (date.fromisoformat(effective) if effective else None)


@pytest.mark.parametrize("case", ["blank", "redacted"])
def test_a_blank_is_said_to_be_blank(case):
    [fact] = effect(Manuscript(EFFECTS[case][0])).facts
    assert (fact.kind, fact.value, fact.more["doubt"]) == ("agreement date", "", "left blank")
