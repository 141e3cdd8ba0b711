"""The built-in questions: complete, unique and neutral; and a broken file says where it breaks."""

import re
from dataclasses import replace

import pytest

from allied.kit.errors import Refused
from allied.rooms.diligence.built_in import (
    AREAS,
    PACKS,
    areas,
    areas_with,
    pack_named,
    packs,
    question_named,
    unique,
)
from allied.rooms.diligence.catalogue_file import BrokenCatalogue, read_area, read_pack
from allied.rooms.diligence.questions import Side

EVERYTHING = [q for part in (*areas(), *packs()) for q in part.questions]

GOOD = """\
title: Data sharing
about: What crosses.
questions:
  - key: first
    question: Is it listed?
    why: Because.
    evidence: The list.
    red_flag: true
    side: joint
    risk:
      title: Nothing is listed
      mitigation: List it.
  - key: second
    question: Is it kept?
    why: Because.
    evidence: The file.
    red_flag: false
    side: own
    risk:
      title: It is lost
      category: economics-and-leadership
      mitigation: Keep it.
"""


def broken(text, read=read_area):
    with pytest.raises(BrokenCatalogue) as wrong:
        read(text, "x.yaml", "data-sharing", AREAS)
    return wrong.value.problems


def test_seven_areas_with_twelve_questions_and_four_packs():
    assert [area.key for area in areas()] == list(AREAS)
    assert [len(area.questions) for area in areas()] == [12] * 7
    assert [pack.key for pack in packs()] == list(PACKS)
    assert all(8 <= len(pack.questions) <= 12 for pack in packs())


def test_keys_and_texts_are_unique():
    for take in (lambda q: q.key, lambda q: q.text, lambda q: q.risk.title):
        said = [take(question) for question in EVERYTHING]
        assert sorted(said) == sorted(set(said))


def test_every_area_has_red_flags_and_stays_choosy_about_them():
    for area in areas():
        assert 1 <= sum(q.red_flag for q in area.questions) <= 4, area.key
        assert all(q.area == area.key for q in area.questions)


def test_every_question_is_a_yes_or_no_question():
    first = {q.text.split()[0] for q in EVERYTHING}
    verbs = {
        "Is",
        "Are",
        "Do",
        "Does",
        "Has",
        "Have",
        "Can",
        "Could",
        "May",
        "Would",
        "Were",
        "If",
        "For",
        "Where",
    }
    assert first <= verbs, first - verbs
    for question in EVERYTHING:
        if question.text.split()[0] in {"If", "For", "Where"}:
            assert re.search(r", (is|are|do|does|can) ", question.text), question.key


def test_what_both_companies_read_takes_no_side():
    for question in EVERYTHING:
        if question.side is Side.JOINT:
            for text in (
                question.text,
                question.why,
                question.risk.title,
                question.risk.mitigation,
            ):
                assert not re.search(r"\b(our|ours|us|we|the partner)\b", text), question.key


def test_words_that_the_house_does_not_use():
    jargon = re.compile(
        r"synerg|stakeholder|leverage|best.practice|due diligence|SPOF|\bRACI\b|KPI|ensure|utili[sz]e|robust|please|!",
        re.IGNORECASE,
    )
    for q in EVERYTHING:
        for text in (q.text, q.why, q.evidence, q.risk.title, q.risk.mitigation):
            assert not jargon.search(text), (q.key, text)


def test_chosen_packs_follow_the_questions_of_their_areas():
    chosen = areas_with(["pharma", "technology", "pharma"])
    assert sum(len(area.questions) for area in chosen) == 84 + 12 + 12
    for plain, more in zip(areas(), chosen, strict=True):
        assert more.questions[:12] == plain.questions
        assert all(q.area == more.key for q in more.questions)
    assert areas_with() == areas()


def test_unknown_names_are_refused():
    with pytest.raises(Refused, match="Choose distribution, pharma, research or technology"):
        pack_named("aviation")
    with pytest.raises(Refused, match="no pack “x”"):
        areas_with(["x"])
    with pytest.raises(Refused, match=r"no question “\.\./defaults”"):
        question_named("../defaults")
    assert pack_named("pharma") in packs()
    assert question_named("pharma-trial-sponsor").area == "delivery-capacity"


def test_two_files_with_one_key_are_refused():
    question = EVERYTHING[0]
    with pytest.raises(BrokenCatalogue, match=f"{question.key}: is the key of two questions"):
        unique([question, replace(question, text="Is it another?")])


def test_a_good_file_is_read_whole():
    area = read_area(GOOD, "x.yaml", "data-sharing", AREAS)
    assert (area.key, area.title, area.about) == ("data-sharing", "Data sharing", "What crosses.")
    first, second = area.questions
    assert (first.red_flag, first.side, first.risk.category) == (True, Side.JOINT, "data-sharing")
    assert second.risk.category == "economics-and-leadership"
    packed = GOOD.replace("  - key: first\n", "  - key: first\n    area: delivery-capacity\n")
    packed = packed.replace("  - key: second\n", "  - key: second\n    area: data-sharing\n")
    pack = read_pack(packed, "x.yaml", "p", AREAS)
    assert [q.area for q in pack.questions] == ["delivery-capacity", "data-sharing"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("question: Is it listed?", "question: List it", "x.yaml:5: first: question: “List it” is not right: it ends with a question mark"),
        ("why: Because.\n", "why: ''\n", "x.yaml:6: first: why: must not be empty"),
        ("why: Because.\n", "why: 3\n", "x.yaml:6: first: why: must be text"),
        ("    why: Because.\n    evidence: The list.\n", "    evidence: The list.\n", "x.yaml:4: first: why: is missing"),
        ("evidence: The list.", "evidence: The list", "x.yaml:7: first: evidence: “The list” is not right: it ends with a full stop"),
        ("red_flag: true", "red_flag: perhaps", "x.yaml:8: first: red_flag: “perhaps” is not possible; choose true or false"),
        ("side: joint", "side: theirs", "x.yaml:9: first: side: “theirs” is not possible; choose own or joint"),
        ("title: Nothing is listed", "title: Nothing is listed.", "x.yaml:11: first: title: “Nothing is listed.” is not right: it has no full stop at its end"),
        ("title: Nothing is listed", f"title: {'x' * 91}", "x.yaml:11: first: title: is 91 characters long; at most 90 are read"),
        ("      mitigation: List it.\n", "", "x.yaml:11: first: mitigation: is missing"),
        ("category: economics-and-leadership", "category: money", "x.yaml:21: second: category: “money” is not possible; choose data-sharing"),
        ("key: second", "key: first", "x.yaml:13: first: is the key of two questions"),
        ("key: second", "key: Second One", "x.yaml:13: key: “Second One” is not a key; write small letters, figures and single hyphens"),
        ("  - key: second\n", "  - {}\n  - key: second\n", "x.yaml:13: key: is missing"),
        ("  - key: second\n", "  - nothing\n  - key: second\n", "x.yaml:13: file: must hold the fields key, question"),
        ("    side: own\n", "    side: own\n    colour: red\n", "x.yaml:19: second: colour: is not a field; there are key, question"),
        ("    side: own\n", "    side: own\n    side: joint\n", "x.yaml:19: side: appears twice; write it once"),
        ("    side: own\n", "    side: own\n    area: data-sharing\n", "x.yaml:19: second: area: is not a field"),
        ("title: Data sharing\n", "", "x.yaml:1: title: is missing"),
    ],
)  # fmt: skip
def test_a_broken_file_says_file_line_key_and_what_is_wrong(old, new, said):
    assert old in GOOD
    problems = broken(GOOD.replace(old, new, 1))
    assert any(problem.startswith(said) for problem in problems), problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.yaml:1: file: must hold the fields title, about and questions"),
        ("- a\n- b\n", "x.yaml:1: file: must hold the fields title, about and questions"),
        ("title: A\nabout: B.\nquestions: []\n", "x.yaml:3: questions: must be a list of at least one question"),
        ("title: A\nabout: B.\nquestions: none\n", "x.yaml:3: questions: must be a list of at least one question"),
        ("title: A\nabout: [\n", "x.yaml:3: this is not YAML"),
        ("title: a\x00b\n", "x.yaml:1: this is not YAML"),
        ("title: A\nabout: B.\n? [x]\n: y\nquestions: none\n", "x.yaml:4: ?: is not a field; there are title, about and questions"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_questions_is_refused(text, said):
    assert any(problem.startswith(said) for problem in broken(text))


def test_a_question_of_a_pack_names_its_area():
    problems = broken(GOOD, read_pack)
    assert "x.yaml:4: first: area: is missing" in problems
    wrong = GOOD.replace("  - key: first\n", "  - key: first\n    area: space\n")
    assert any("area: “space” is not possible" in problem for problem in broken(wrong, read_pack))


def test_all_problems_are_said_at_once_in_the_order_of_their_lines():
    text = (
        GOOD.replace("Because.", "Because")
        .replace("side: own", "side: x")
        .replace("title: It", "title: It.")
    )
    lines = [int(problem.split(":")[1]) for problem in broken(text)]
    assert lines == sorted(lines)
    assert len(lines) >= 3
