"""Whether an alliance is on course, in words."""

import pytest

from allied.web.course import Course, answer, waits_for_signature

DUE = "on Mon 7 Dec at 17:00"
SIGN = waits_for_signature("Value thesis, version 2", ["Brightleaf"])
CASES = [
    (
        Course(),
        ("On course.", "Nothing is late, nothing waits for a signature, every check holds."),
    ),
    (
        Course(undecided=1, next_due=DUE),
        ("On course so far.", f"One decision is open; the next closes {DUE}."),
    ),
    (
        Course(undecided=3, missing=2, gate="Value thesis"),
        (
            "On course so far.",
            "Three decisions are open. Two checks are missing at the gate “Value thesis”.",
        ),
    ),
    (
        Course(undecided=3, late=1, next_due=DUE, missing=1, gate="Launch"),
        (
            "One of three open decisions is late.",
            f"The next closes {DUE}. One check is missing at the gate “Launch”.",
        ),
    ),
    (Course(undecided=12, late=12), ("12 decisions are late.", "")),
    (Course(undecided=1, late=1), ("One decision is late.", "")),
    (
        Course(unsigned=[SIGN], undecided=1),
        (
            "Value thesis, version 2 waits for the signature of Brightleaf.",
            "One decision is open.",
        ),
    ),
    (
        Course(drift="The signed annex no longer says how you work: 3 differences.", undecided=1),
        (
            "The signed annex no longer says how you work: 3 differences.",
            "One decision is open.",
        ),
    ),
    (
        Course(has_thesis=False, missing=7, gate="Value thesis"),
        (
            "Nothing is agreed yet: the first step is the value thesis.",
            "Seven checks are missing at the gate “Value thesis”.",
        ),
    ),
]


@pytest.mark.parametrize(("course", "said"), CASES)
def test_the_answer_names_what_stands_in_the_way(course, said):
    assert answer(course) == said
