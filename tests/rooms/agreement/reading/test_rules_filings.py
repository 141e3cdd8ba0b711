"""How filed agreements are worded and printed: small letters, wide gaps, split ordinals, long lists of parties."""

from datetime import date

import pytest

from allied.rooms.agreement.reading.reader import read_file
from allied.rooms.agreement.reading.rules.effect import effect
from allied.rooms.agreement.reading.rules.law import governing_law
from allied.rooms.agreement.reading.rules.manuscript import Manuscript
from allied.rooms.agreement.reading.rules.parties import parties
from allied.rooms.agreement.reading.rules.term import running

MADE = 'This Agreement is made as of May 2, 2019 (the "Effective Date") by and between A, Inc. ("A") and B, Inc. ("B").\n\n'

PARTIES = {
    "small first letters": (
        'This Agreement is by and between teapot.com, Inc., a Delaware corporation ("teapot"), and i7 Leaf Systems, LLC ("i7"). WHEREAS',
        ["teapot.com, Inc.", "i7 Leaf Systems, LLC"],
    ),
    "a legal form in small letters": (
        'This Agreement is made between TEALEAF corporation, with offices in Leeds ("Tealeaf"), and Samovar Works ltd, an English company ("Samovar"). WHEREAS',
        ["TEALEAF corporation", "Samovar Works ltd"],
    ),
    "a name that begins like a country": (
        'This Agreement is made by and between Kettle Technologies, Inc. ("Kettle"), and, United Porcelain, Inc., a Delaware corporation ("United"). RECITALS',
        ["Kettle Technologies, Inc.", "United Porcelain, Inc."],
    ),
    "a quoted short name before the and": (
        'entered into by and between CHAI PIPELINE COMPANY, an Ohio corporation, hereinafter referred to as "Carrier" and LEAF GAS AND WATER COMPANY, an Ohio corporation, hereinafter referred to as "Shipper." WHEREAS',
        ["CHAI PIPELINE COMPANY", "LEAF GAS AND WATER COMPANY"],
    ),
    "the collective name of one side": (
        'This Agreement is by and among Oolong Capital Ltd., a Jersey company ("Oolong"), Pekoe LLC, a Utah limited liability company ("Pekoe", and together with Oolong, the "Oolong Parties"), and Matcha Holdings, Inc., a Delaware corporation (the "Company"). Each is referred to herein as a "Party". RECITALS',
        ["Oolong Capital Ltd.", "Pekoe LLC", "Matcha Holdings, Inc."],
    ),
    "a public body": (
        'This Agreement is entered into by the City of Teaville, Texas, a Texas home rule city ("City") and Kettle Water Corp., a Nevada corporation ("Kettle"). WHEREAS',
        ["City of Teaville", "Kettle Water Corp."],
    ),
    "signed on behalf of many": (
        "CONSTRUCTION AGREEMENT\nThe undersigned build a line.\n" + "They do what they owe. " * 60
        + "\nFor and on behalf of Alder Telecom plc\n\nFor and on behalf of Beech Cable Ltd.\n\nFor and on behalf of Cedar Networks, Inc.\n",
        ["Alder Telecom plc", "Beech Cable Ltd.", "Cedar Networks, Inc."],
    ),
}  # fmt: skip

DAYS = {
    "a split ordinal": ('This Agreement is made this 1s t day of June 2018 between A, Inc. and B, Inc.', "2018-06-01"),
    "an ordinal in brackets": ("This Agreement is made as of the (3rd) day of May, 2017 by and between A, Inc. and B, Inc.", "2017-05-03"),
    "a line ruled through the sentence": ("This Agreement is made this 4th day of\n--------- November, 2003 by and between A, Inc. and B, Inc.", "2003-11-04"),
    "effective before between": ("Services Agreement, effective as of October 1, 2011, between A, Inc. and B, Inc.", "2011-10-01"),
    "at the end of the opening": ('Agreement by and between A, Inc., with offices in Leeds ("A"), and B, Inc., with offices in York ("B") as of the 9th day of June, 2014.\nWHEREAS', "2014-06-09"),
    "made as of a day that is defined": ('Effective Date: 11/4/10\nThis Agreement is entered into as of the Effective Date between A, Inc. and B, Inc.', "2010-11-04"),
    "only the end is a day": ("This Agreement between A, Inc. and B, Inc. shall terminate on July 31, 2009.", None),
    "a blank before another day": ("This Agreement is made as of November ___, 2016 by A, Inc.\nIt follows the program of June 21, 2016, between A, Inc. and B, Inc.", None),
}  # fmt: skip

# words, term, expiry, renewal, renewal notice
TERMS = {
    "a period that is defined": ('"Contract Period" shall mean that period of time from May 2, 2019 through December 31, 2021.', "until 2021-12-31", "2021-12-31", None, None),
    "an end that is defined": ('"Expiration Date" means March 31, 2022.\nThis Agreement commences on the Effective Date and, unless earlier terminated, expires on the Expiration Date (the "Term").', "until 2022-03-31", "2022-03-31", None, None),
    "expiring": ("This Agreement shall commence on May 2, 2019 and continue for a term of two (2) years expiring May 1, 2021.", "2 years", "2021-05-01", None, None),
    "concluding": ("The term of this Agreement begins on the Effective Date, and continues for two years, concluding April 30, 2021.", "2 years", "2021-04-30", None, None),
    "four year anniversary": ("This Agreement shall become effective as of the Effective Date and shall extend until the four (4) year anniversary of the Effective Date.", "until 2023-05-02", "2023-05-02", None, None),
    "thereafter from the start": ("The initial term of this Agreement shall commence on the Effective Date and shall continue thereafter for a period of twelve (12) months.", "12 months", "2020-05-02", None, None),
    "the later of two": ("The term of this Agreement begins on the Effective Date and continues until the later of May 2, 2021 or the day on which the plant opens.", None, None, None, None),
    "a start that only happens later": ("The term of this Agreement shall be ten (10) years, commencing on the date upon which the Supplier delivers the last sample.", "10 years", None, None, None),
    "a duty that outlives it": ("This duty holds while this Agreement is in force and for a period of five (5) years thereafter.", None, None, None, None),
    "a gap within the sentence": ("This Agreement shall remain in force for a period of\n\n   three (3) years from the Effective Date.", "3 years", "2022-05-02", None, None),
    "a notice of a year": ("This Agreement is valid for five years with automatic renewal of one year thereafter until terminated by either party with one (1) year written notice prior to the expiration of any period.", "5 years", "2024-05-02", "1 year, automatic", "1 year"),
    "unless terminated within": ("Upon expiration of the initial term, this Agreement shall automatically renew for consecutive one (1) year periods, unless terminated by the Reseller within sixty (60) days prior to the expiration of a term.", None, None, "1 year, automatic", "60 days"),
    "only with both": ("The term of this Agreement shall be extended for one year periods upon the mutual agreement of the parties.", None, None, "1 year, by agreement", None),
    "month to month": ("Thereafter this Agreement shall be extended month to month unless a party gives thirty (30) days prior notice of termination.", None, None, "1 month, automatic", "30 days"),
    "periods alike": ("The initial term of this Agreement is three (3) years from the Effective Date.\nIt shall automatically renew for successive periods of equal length at the end of the term.", "3 years", "2022-05-02", "3 years, automatic", None),
    "a line of its own": ("The parties sell tea together.\nTermination Date: June 30, 2021\nFee: none", "until 2021-06-30", "2021-06-30", None, None),
    "from a day to a day": ("Term: May 2, 2019 to October 31, 2021", "until 2021-10-31", "2021-10-31", None, None),
    "it begins on a day and ends on another": ("Unless earlier terminated, this Agreement shall take effect on May 2, 2019 and shall expire on May 1, 2020.", "until 2020-05-01", "2020-05-01", None, None),
    "the earlier of a day and an event": ("The term of this Agreement begins on the date hereof and will continue until the earlier of (i) June 30, 2022 and (ii) the sale of the mill.", "until 2022-06-30", "2022-06-30", None, None),
    "it shall extend": ("This Agreement shall commence on the Effective Date and shall extend for a period of five (5) years thereafter.", "5 years", "2024-05-02", None, None),
    "how often something is done": ("During the term of this Agreement the parties shall meet once every three (3) months and continue to plan.", None, None, None, None),
    "a year that is defined": ('"Contract Year" means the twelve (12) month period beginning on the Effective Date, during the term of this Agreement.', None, None, None, None),
    "until the last of many ends": ("This Agreement shall continue in effect until the expiration of the last patent, and for six years after it.", None, None, None, None),
    "the anniversary of something else": ("The term of this Agreement will end on the first anniversary of the expiration date of the last order.", None, None, None, None),
    "the end of the calendar year": ("This Agreement shall begin on the Effective Date and remain in effect until the end of the current calendar year.", "until 2019-12-31", "2019-12-31", None, None),
    "the end of a year that is named": ("This Agreement will be in effect until the end of 2021.", "until 2021-12-31", "2021-12-31", None, None),
    "the end of a calendar year that nobody knows": ("This Agreement will be in effect until the end of the calendar year following the last sale.", None, None, None, None),
    "the last day of a month": ('"Initial Term" means the period commencing on the Effective Date and concluding on the last day of the month in which the third anniversary of the Effective Date falls.', "until 2022-05-31", "2022-05-31", None, None),
    "an anniversary in a list": ("This Agreement shall remain in effect until the earlier of the following:\n\n(a) The third (3r d) anniversary of this Agreement; and\n\n(b) the sale of the mill.", "until 2022-05-02", "2022-05-02", None, None),
    "an anniversary in a list of duties": ("This Agreement asks for the following:\n\n(a) on the third (3rd) anniversary of this Agreement a report of the mill.", None, None, None, None),
    "through to": ('"Service Period" means May 2, 2019 through to March 30, 2020.', "until 2020-03-30", "2020-03-30", None, None),
    "the term of a project": ("Fee: none\n\nTerm of the project: from May 8, 2019 to August 3, 2019\n\nPlace: the mill", "until 2019-08-03", "2019-08-03", None, None),
    "it shall be effective": ("It shall be effective on 6 October 2019 and shall have a duration of two years.", "2 years", "2021-10-06", None, None),
    "another period that is defined": ('"Interim Period" means a period of four (4) years commencing from the Effective Date of this Agreement.', None, None, None, None),
    "in any year": ("Shall mean the period of twelve months commencing on 1st January in any year during the Term of this Agreement.", None, None, None, None),
    "it plainly ends": ("This Alliance Agreement ends on 31 December 2022.", "until 2022-12-31", "2022-12-31", None, None),
    "valid for": ("This MOU is valid for one year from signing.", "1 year", "2020-05-02", None, None),
    "nothing but a span beneath the heading": ("They meet.\n\nTERM.\n\nThree (3) years.\n\nFees.", "3 years", "2022-05-02", None, None),
    "a span beneath another heading": ("They meet.\n\nWARRANTY.\n\nThree (3) years.\n\nFees.", None, None, None, None),
    "a start by an event": ("The term of this Agreement will end three (3) years from the date the Tea Portal becomes accessible to guests.", "3 years", None, None, None),
    "a start by acceptance": ("The term of this Agreement shall be 36 months, commencing from the acceptance of the mill.", "36 months", None, None, None),
}  # fmt: skip

LAWS = [
    ("This Agreement and the duties of\n\n   Shipper hereunder shall be governed by the laws of the State of\n\n   Arkansas, without recourse to conflicts.", "Arkansas"),
    ("This Agreement shall be governed by the internal laws, and not by the law of conflicts, of the State of Ohio.", "Ohio"),
    ("This Agreement shall be governed exclusively by the laws and decisions of the State of Michigan.", "Michigan"),
    ("This Agreement is controlled by the laws of the State of Utah.", "Utah"),
    ("This Agreement and its remedies are to be applied in accordance with the laws of the State of New Jersey.", "New Jersey"),
    ("This Amendment shall be governed by and construed in accordance with the laws of Japan.", "Japan"),
    ("This Agreement shall be governed by the laws of the United States of America and of the State of Iowa.", "Iowa"),
    ("This Agreement shall be governed by the laws of the United States.", "United States"),
    ("This Agreement has been made in the State of Maine and shall be governed by the laws thereof.", "Maine"),
    ("This Agreement was accepted in the State of Ohio and is construed under the laws of such state.", "Ohio"),
    ("This Agreement is governed by the laws thereof.", None),
    ("This Agreement shall be construed in accordance with the laws of the District of Columbia.", "District of Columbia"),
    ("The legislation of the Republic of Malta shall apply to this Contract.", "Malta"),
    ("The duties under this Agreement are subject to all such Export Laws.", None),
    ("This Agreement shall be governed by the internal laws of the [***] applicable to agreements made there.", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), PARTIES.values(), ids=PARTIES)
def test_parties(words, wanted):
    assert [fact.value for fact in parties(Manuscript(words))] == wanted


@pytest.mark.parametrize(("words", "wanted"), DAYS.values(), ids=DAYS)
def test_the_day_on_which_it_was_made(words, wanted):
    made = effect(Manuscript(words)).made
    assert made == (date.fromisoformat(wanted) if wanted else None)


@pytest.mark.parametrize(
    ("words", "term", "expiry", "renewal", "notice"), TERMS.values(), ids=TERMS
)
def test_terms(words, term, expiry, renewal, notice):
    text = Manuscript(MADE + words)
    found = {fact.kind: fact.value for fact in running(text, effect(text))}
    wanted = {"term": term, "expiry": expiry, "renewal": renewal, "renewal notice": notice}
    assert found == {kind: value for kind, value in wanted.items() if value}


@pytest.mark.parametrize(("words", "wanted"), LAWS)
def test_the_law_that_governs(words, wanted):
    assert [fact.value for fact in governing_law(Manuscript(words))] == ([wanted] if wanted else [])


def test_a_start_said_without_its_name_is_the_effective_date():
    text = Manuscript(
        "This Agreement is made on March 4, 2015 between A, Inc. and B, Inc.\n\n"
        "This Agreement shall commence on the date first above written and run for two years."
    )
    assert effect(text).effective == date(2015, 3, 4)


@pytest.mark.parametrize(
    "words",
    [
        "Party A: ",
        "between Alder and Beech ",
        "the later of the date ",
        "1 May 2020 ",
        "Alder AND ",
        "its reseller, Alder, Inc., an ",
        "until the earlier of:\n\n(a) the third anniversary\n\n",
    ],
)
def test_a_text_made_to_be_slow_is_read_within_the_time_of_the_reading_process(words):
    text = (words * 120_000)[:120_000]
    assert read_file(text.encode()).kind == "txt"
