"""The even text, titles and clauses."""

import pytest

from allied.rooms.agreement.reading.reader import read_file
from allied.rooms.agreement.reading.rules.agreement_reader import read_agreement
from allied.rooms.agreement.reading.rules.clauses import clauses
from allied.rooms.agreement.reading.rules.gaps import gaps
from allied.rooms.agreement.reading.rules.manuscript import Manuscript
from allied.rooms.agreement.reading.rules.titles import document_name

EVEN = [
    ("two  words", "two words"),
    ("a “curly” quote and an ‘apostrophe’", "a \"curly\" quote and an 'apostrophe'"),
    ("broken agree-\nment", "broken agreement"),
    ("non-\nrenewal", "non-renewal"),
    ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
    ("the ofﬁce", "the office"),
    ("the first\n\n3\n\n\nhalf goes on", "the first half goes on"),
    ("the end of one.\n\n- 4 -\n\nThe next", "the end of one.\nThe next"),
    ("ends here.\n\nPage 5 of 20\n\nGoes on", "ends here.\nGoes on"),
    ("text\nSource: ACME CORP, 8-K, 1/2/2010\nmore", "text more"),
    ("nbsp\u00a0here", "nbsp here"),
    ("two ''single'' quotes", 'two "single" quotes'),
]


@pytest.mark.parametrize(("given", "wanted"), EVEN)
def test_even_text(given, wanted):
    assert Manuscript(given).even.strip() == wanted


def test_a_header_that_returns_on_every_page_is_left_out():
    page = "CONFIDENTIAL DRAFT OF ALDER\nwords of page {}\n\n"
    assert "CONFIDENTIAL" not in Manuscript("".join(page.format(n) for n in range(5))).even


def test_gaps_that_were_ends_of_lines_part_no_sentence():
    filler = "the mill grinds          what the farm brings. " * 30
    words = "It renews for one          Mill Year or the          Farm Year.          The end."
    assert Manuscript(filler + words).even.endswith(
        "It renews for one Mill Year or the Farm Year.\nThe end."
    )
    assert "one\nMill Year" in Manuscript(words).even


def test_places_point_into_the_text_as_it_was_given():
    given = "One.\n\n  Gover-\nning law:  “Texas”\fand more"
    text = Manuscript(given)
    start = text.even.index("Governing")
    fact = text.fact("governing law", "Texas", start, start + len('Governing law: "Texas"'))
    assert given[fact.place.start : fact.place.end] == "Gover-\nning law:  “Texas”"
    assert (fact.place.line, fact.place.page) == (3, 1)
    more = text.even.index("and more")
    assert text.fact("x", "y", more, more + 3).place.page == 2


SENTENCES = [
    ("One ends. Two begins.", ["One ends.", "Two begins."]),
    ("Acme Inc. is here. It stays.", ["Acme Inc. is here.", "It stays."]),
    ("1. Term. It runs.", ["1. Term.", "It runs."]),
    ("See Section 1.6. 1.7 The parties agree.", ["See Section 1.6.", "1.7 The parties agree."]),
    ("Is it so? Yes; It is.", ["Is it so?", "Yes;", "It is."]),
    ("", []),
]


@pytest.mark.parametrize(("given", "wanted"), SENTENCES)
def test_sentences(given, wanted):
    text = Manuscript(given)
    assert [text.even[start:end] for start, end in text.sentences] == wanted


TITLES = [
    (
        "Exhibit 10.1\n\nSTRATEGIC ALLIANCE AGREEMENT\n\nThis Strategic Alliance Agreement",
        "STRATEGIC ALLIANCE AGREEMENT",
    ),
    (
        "This Joint Marketing and Collaboration Agreement is made",
        "Joint Marketing and Collaboration Agreement",
    ),
    ("AGREEMENT\n\nbetween A and B", "AGREEMENT"),
    ("Memorandum of Understanding between A and B", "Memorandum of Understanding"),
    ("KOOPERATIONSVEREINBARUNG", None),
    ("A letter about lunch", None),
]


@pytest.mark.parametrize(("given", "wanted"), TITLES)
def test_titles(given, wanted):
    assert [fact.value for fact in document_name(Manuscript(given))] == ([wanted] if wanted else [])


CLAUSES = [
    ("A shall be the exclusive distributor of the Products in the Territory.", {"exclusivity"}),
    ("A is appointed as a non-exclusive distributor of the Products.", set()),
    ("The courts of Ohio have exclusive jurisdiction over this matter.", set()),
    ("Changes of the scope need a change request signed by both sides.", {"change control"}),
    ("This Agreement may be amended only in writing signed by both parties.", {"amendment"}),
    ("The parties measure success by the key performance indicators of Exhibit C.", {"KPI"}),
    ("Neither party may assign this Agreement without prior written consent.", {"assignment needs consent"}),
    ("In no event shall either party be liable for consequential damages.", {"liability cap"}),
    ("Neither party shall solicit or hire any employees of the other party.", {"no hiring"}),
    ("A hereby grants to B a non-exclusive license to use the Marks.", {"licence"}),
    ("Results shall be jointly owned inventions of the parties.", {"joint IP"}),
    ("B shall have a right of first refusal for new products.", {"first refusal"}),
    ("B shall pay a royalty of 5% of net sales to A each quarter.", {"revenue share"}),
    ("Each party processes personal data under the rules of Exhibit D.", {"data sharing"}),
    ("There are no third party beneficiaries under this contract.", set()),
    ("The weather was fine and the parties had lunch together.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), CLAUSES)
def test_clauses(words, wanted):
    assert {fact.kind for fact in clauses(Manuscript(words))} == wanted


WHOLE = (
    'STRATEGIC ALLIANCE AGREEMENT\n\nThis Strategic Alliance Agreement is made as of May 2, 2019 (the "Effective Date") by and between '
    'Redfern Robotics, Inc., a Delaware corporation ("Redfern"), and Kestrel Foods LLC, an Ohio company ("Kestrel"). WHEREAS, they wish.\n\n'
    "1. Term. This Agreement shall remain in effect for two (2) years from the Effective Date.\n\n"
    "2. Governing Law. This Agreement shall be governed by the laws of Ohio.\n"
)
STEERED = (
    "3. The parties shall form a Joint Steering Committee of two representatives of each party, which meets quarterly. Two members form "
    "a quorum and decisions are unanimous.\n\n4. Any dispute shall first be referred to the alliance managers for 5 days, then to the "
    "managing directors for 10 days.\n"
)


def keys(words):
    return {gap.key for gap in gaps(read_agreement(words))}


def test_gaps_close_when_the_agreement_says_it():
    bare, steered = keys(WHOLE), keys(WHOLE + STEERED)
    assert {"committee", "quorum", "rhythm", "votes", "escalation", "kpis"} <= bare
    assert not {"parties", "dates", "term", "law"} & bare
    assert bare - steered == {"committee", "quorum", "rhythm", "votes", "escalation"}


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ("The parties use key performance indicators.", "kpis"),
        ("A change request is needed for each change.", "change"),
        ("Either party may terminate this Agreement without cause upon 90 days notice.", "exit"),
        ("Upon termination there is a wind-down period of 90 days.", "unwind"),
        ("Personal data is shared under Exhibit D.", "data"),
    ],
)
def test_each_gap_has_words_that_close_it(more, key):
    assert key in keys(WHOLE)
    assert key not in keys(WHOLE + more)


def test_an_automatic_renewal_without_notice_is_a_gap():
    automatic = "This Agreement shall automatically renew for successive periods of one (1) year."
    assert "renewal" in keys(WHOLE)
    assert "renewal" in keys(WHOLE + automatic)
    noticed = (
        automatic[:-1]
        + " unless either party gives written notice at least 60 days prior to the end of the term."
    )
    assert "renewal" not in keys(WHOLE + noticed)


def test_nothing_says_nothing_and_every_gap_is_told():
    assert read_agreement("") == []
    assert len(gaps([])) > 15


def test_the_same_text_gives_the_same_facts():
    assert read_agreement(WHOLE + STEERED) == read_agreement(WHOLE + STEERED)


HOSTILE = [
    "(" * 60_000,
    'a "' * 40_000,
    "A " * 60_000 + "Agreement",
    "Inc., " * 20_000,
    "this Agreement shall terminate " * 4_000,
    "between " + "Alder and " * 12_000,
    "_" * 120_000,
    "twenty " * 17_000 + "days",
    "laws of " * 15_000,
    "merger or " * 12_000,
    "hereby assigns " * 8_000,
    "change of the corporate control " * 3_000,
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: words[:12])
def test_text_made_to_be_slow_is_read_within_the_time_of_the_reading_process(words):
    assert read_file(f"Agreement {words}".encode()).kind == "txt"
