"""Term, expiry, renewal and the notice that stops it, in the phrases that lawyers use."""

from datetime import date

import pytest

from allied.rooms.agreement.reading.rules.amounts import Span
from allied.rooms.agreement.reading.rules.effect import effect
from allied.rooms.agreement.reading.rules.manuscript import Manuscript
from allied.rooms.agreement.reading.rules.renewal import last_day_of_notice
from allied.rooms.agreement.reading.rules.term import running

MADE = 'This Agreement is made as of May 2, 2019 (the "Effective Date") by and between A, Inc. ("A") and B, Inc. ("B").\n\n'

# words, term, expiry, renewal, renewal notice
CASES = {
    "until an hour": (
        "This Agreement takes effect on the Effective Date and, unless earlier terminated, will continue until 11:59 p.m. Eastern Standard Time on December 31, 2024.", "until 2024-12-31", "2024-12-31", None, None,
    ),
    "rolls over": (
        "This Agreement shall remain in force for one year from the Effective Date. The term shall automatically roll over for further periods of one year unless a party serves sixty days' notice before the end of the term.",
        "1 year", "2020-05-02", "1 year, automatic", "60 days",
    ),
    "for at least": (
        "This Agreement shall become effective on the Effective Date and remain in full force and effect for at least one year thereafter.", "1 year", "2020-05-02", None, None,
    ),
    "an exclusive right for a time": (
        "During the term of this Agreement the Mill shall have the exclusive right and licence to mill the grain of the Baker until December 31, 2021.", None, None, None, None,
    ),
    "weeks within the term": (
        "A banner is shown in two (2) separate one-week rotations during each year of the term of this Agreement.", None, None, None, None,
    ),
    "extend for": (
        "The initial term of this Agreement shall commence on the Effective Date and extend for three (3) years thereafter, unless terminated by the parties.", "3 years", "2022-05-02", None, None,
    ),
    "a period with a number before it": (
        '1.2 "Interim Period" means a period of four (4) years commencing from the Effective Date of this Agreement.', None, None, None, None,
    ),
    "from a day that comes later": (
        'This Agreement shall be effective as of that date (the "First Day") the Mill becomes fully operational and shall continue for a period of one (1) year.', "1 year", None, None, None,
    ),
    "commences and continues": (
        "5. Term. This Agreement shall commence on the Effective Date and shall continue in full force and effect for a period of five (5) years, unless sooner terminated as provided herein.",
        "5 years", "2024-05-02", None, None,
    ),
    "initial term, renews": (
        'The initial term of this Agreement is three (3) years from the Effective Date (the "Initial Term"). Thereafter this Agreement shall automatically renew for successive one (1) year periods unless either Party gives written notice of non-renewal at least sixty (60) days prior to the end of the then-current term.',
        "3 years", "2022-05-02", "1 year, automatic", "60 days",
    ),
    "not less than": (
        "This Agreement will remain in effect for twenty-four (24) months and will be renewed automatically for additional terms of twelve (12) months each, unless a party notifies the other of its intention not to renew not less than three (3) months before the expiration of the term.",
        "24 months", "2021-05-02", "12 months, automatic", "3 months",
    ),
    "year to year": (
        "The term of this Agreement shall be one (1) year and shall automatically continue from year to year thereafter; the agreement is extended each year unless either party gives ninety days' prior written notice that it does not wish to renew.",
        "1 year", "2020-05-02", "1 year, automatic", "90 days",
    ),
    "until a day": (
        "This Agreement shall become effective on the Effective Date and remain in force until December 31, 2023, unless terminated earlier.",
        "until 2023-12-31", "2023-12-31", None, None,
    ),
    "anniversary": (
        "Term: the term of this Agreement begins on the Effective Date and shall expire on the fifth (5th) anniversary of the Effective Date unless extended by mutual written agreement.",
        "until 2024-05-02", "2024-05-02", None, None,
    ),
    "until terminated": (
        "This Agreement shall commence on the Effective Date and shall continue until terminated by either party in accordance with Section 9.", "until terminated", None, None, None,
    ),
    "indefinite": (
        "This Agreement enters into force on the date of signature and is concluded for an indefinite period.", "until terminated", None, None, None,
    ),
    "uk": (
        "This Agreement shall come into force on the Effective Date and, subject to earlier termination in accordance with clause 12, shall continue for an initial period of two years.",
        "2 years", "2021-05-02", None, None,
    ),
    "fixed term": (
        "The present contract is concluded for a fixed term of three years starting on the date of its signature.", "3 years", "2022-05-02", None, None,
    ),
    "option": (
        "The term of this Agreement shall be five years. Either party has the option to renew this Agreement for a further period of two (2) years by giving written notice at least six (6) months prior to the expiration of the initial term.",
        "5 years", "2024-05-02", "2 years, optional", "6 months",
    ),
    "by agreement": (
        "The term of this Agreement is ten (10) years. This Agreement may be extended for a further five years if the parties so agree in writing.",
        "10 years", "2029-05-02", "5 years, by agreement", None,
    ),
    "confidentiality is not the term": (
        "7. Confidentiality. The obligations of confidentiality under this Agreement shall continue for five (5) years after disclosure. 8. Term. This Agreement shall be effective for two (2) years from the date hereof.",
        "2 years", "2021-05-02", None, None,
    ),
    "tacit": (
        "12. Duration: this Agreement is valid for a period of one year from the date of its signature and shall be tacitly renewed for periods of one year unless denounced by registered letter three months before its expiry.",
        "1 year", "2020-05-02", "1 year, automatic", "3 months",
    ),
    "a table": ("Term: Three years from date of signing.", "3 years", "2022-05-02", None, None),
    "either may extend": (
        "This Agreement will expire five (5) years after the Effective Date. Either party may extend the Agreement for one additional term of three (3) years by notice not later than ninety (90) days before its expiry.",
        "5 years", "2024-05-02", "3 years, optional", "90 days",
    ),
    "indefinite, with a notice": (
        "14.1 This Agreement shall take effect on the Effective Date and shall continue in force for an indefinite period, but may be terminated by either party giving not less than 12 months' written notice.",
        "until terminated", None, None, None,
    ),
    "redacted": ("The term of this Agreement shall be [***] years from the Effective Date.", None, None, None, None),
    "another start": (
        'The initial term of this Agreement shall be two (2) years from the Launch Date. "Launch Date" means September 1, 2019.', "2 years", "2021-09-01", None, None,
    ),
    "another start unknown": ("The initial term of this Agreement shall be two (2) years from the Product Launch Date.", "2 years", None, None, None),
    "none": ("The parties shall act in good faith.", None, None, None, None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_term(case):
    words, *wanted = CASES[case]
    text = Manuscript(MADE + words)
    found = {fact.kind: fact.value for fact in running(text, effect(text))}
    notice = found.get("renewal notice") or found.get("option notice")
    assert [*(found.get(kind) for kind in ("term", "expiry", "renewal")), notice] == wanted


def test_expiry_says_how_it_was_reckoned():
    text = Manuscript(MADE + CASES["commences and continues"][0])
    expiry = next(fact for fact in running(text, effect(text)) if fact.kind == "expiry")
    assert expiry.more["computed"] == "5 years from 2019-05-02"
    assert expiry.quote.startswith("This Agreement shall commence")
    assert expiry.place.section == "5 Term"


@pytest.mark.parametrize(
    ("means", "ends"),
    [
        ("the Closing Date as set forth in the Grain Agreement", None),
        ("the date first written above", "2022-05-02"),
        ("the date of the last signature", "2022-05-02"),
    ],
)
def test_an_effective_date_that_another_agreement_knows_gives_no_expiry(means, ends):
    words = 'This Agreement is made as of May 2, 2019 by and between A, Inc. ("A") and B, Inc. ("B").\n\n'
    words += f'"Effective Date" means {means}.\nThe initial term of this Agreement shall commence on the Effective Date and continue for three (3) years.'
    text = Manuscript(words)
    found = {fact.kind: fact.value for fact in running(text, effect(text))}
    assert (found["term"], found.get("expiry")) == ("3 years", ends)


NOTICES = [
    (Span(60, "day"), "2022-05-02", "2022-03-03"),
    (Span(6, "month"), "2022-08-31", "2022-02-28"),
    (Span(1, "year"), "2024-02-29", "2023-02-28"),
]


@pytest.mark.parametrize(("span", "expiry", "wanted"), NOTICES)
def test_last_day_of_notice(span, expiry, wanted):
    assert last_day_of_notice(date.fromisoformat(expiry), span).isoformat() == wanted
