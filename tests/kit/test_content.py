"""Canonical JSON, its digest, and strict reading with every problem named."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from allied.kit.content import canonical_json, day_text, decimal_text, digest, tidy
from allied.kit.reading import Unreadable, read_json, read_plain

texts = st.text(st.characters(exclude_categories=["Cs"]))
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=12,
)


def normal(value):
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {tidy(key): normal(inner) for key, inner in value.items()}
    return [normal(inner) for inner in value] if isinstance(value, list) else value


@given(plain)
def test_the_canonical_text_is_that_of_rfc_8785(value):
    assert canonical_json(normal(value)).encode() == rfc8785.dumps(normal(value))


def test_one_content_has_one_digest_however_it_is_spelled():
    composed, decomposed = {"name": "Café\nbar"}, {"name": "Cafe\u0301\r\nbar"}
    assert digest(composed) == digest(decomposed)
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest([1, 2]) != digest([2, 1])


def test_the_digest_is_sha_256_in_base64():
    assert digest({}) == "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="


@pytest.mark.parametrize("bad", [1.5, 2**53, {1, 2}, b"x", Decimal(1), date(2027, 1, 1)])
def test_what_has_no_canonical_form_is_refused(bad):
    with pytest.raises(TypeError, match="cannot be part of signed content"):
        canonical_json({"x": bad})


def test_half_a_character_is_refused():
    with pytest.raises(UnicodeEncodeError):
        canonical_json({"x": "\ud800"})


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("5000.00", "5000"),
        ("5E+3", "5000"),
        ("0.50", "0.5"),
        ("-0", "0"),
        ("-0.10", "-0.1"),
        ("12345678901234567890123456789.5", "12345678901234567890123456789.5"),
        ("0E-8", "0"),
    ],
)
def test_a_decimal_has_one_text(amount, text):
    assert decimal_text(Decimal(amount)) == text


def test_a_decimal_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not a finite number"):
        decimal_text(Decimal("NaN"))


def test_missing_values_stay_missing():
    assert decimal_text(None) is None
    assert day_text(None) is None
    assert day_text(date(2027, 3, 1)) == "2027-03-01"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def a_thing(fields):
    return (
        fields.text("id", required=True),
        fields.text("note"),
        fields.number("amount"),
        fields.whole("days", least=1, most=99),
        fields.day("due"),
        fields.flag("critical"),
        fields.choice("colour", Colour, Colour.RED),
        fields.texts("tags"),
    )


def a_box(fields):
    fields.must_be("format", "box/1")
    return fields.items("things", a_thing), fields.part("lid", a_thing)


GOOD = {
    "id": "a",
    "note": "x\r\ny",
    "amount": "12.50",
    "days": 3,
    "due": "2027-02-28",
    "critical": True,
    "colour": "blue",
    "tags": ["p"],
}


def test_good_content_is_read_whole():
    things, lid = read_plain({"format": "box/1", "things": [GOOD], "lid": None}, a_box)
    day = date(2027, 2, 28)
    assert things == (("a", "x\ny", Decimal("12.50"), 3, day, True, Colour.BLUE, ("p",)),)
    assert lid is None


def test_missing_fields_take_their_plain_value():
    assert read_plain({"id": "a"}, a_thing) == ("a", "", None, None, None, False, Colour.RED, ())


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("id", " ", "id: must not be empty"),
        ("id", 7, "id: “7” must be text"),
        ("note", None, "note: must be text"),
        ("note", "\ud800", "note: contains half a character; write the text again"),
        ("amount", "six", "amount: “six” is not a number; write it as"),
        ("amount", "1e5", "amount: “1e5” is not a number"),
        ("amount", True, "amount: “True” is not a number"),
        ("amount", "٣", "amount: “٣” is not a number"),
        ("days", 0, "days: “0” must be a whole number from 1"),
        ("days", "3", "days: “3” must be a whole number from 1"),
        ("due", "2027-02-30", "due: “2027-02-30” is not a date; write it as 2027-12-31"),
        ("due", "20270228", "due: “20270228” is not a date"),
        ("critical", "yes", "critical: “yes” must be true or false"),
        ("colour", "green", "colour: “green” must be one of: red, blue"),
        ("tags", "p", "tags: “p” must be a list of texts"),
        ("tags", ["p", ""], "tags[1]: must be text that is not empty"),
        ("extra", 1, "extra: is not a known field; remove it"),
    ],
)
def test_each_wrong_field_is_named_with_what_is_accepted(field, value, problem):
    with pytest.raises(Unreadable) as refusal:
        read_plain(GOOD | {field: value}, a_thing)
    (only,) = refusal.value.problems
    assert str(only).startswith(problem)


def test_all_problems_are_listed_at_once_with_their_places():
    things = [GOOD, GOOD | {"due": "soon"}, "no object"]
    with pytest.raises(Unreadable) as refusal:
        read_plain({"format": "box/2", "things": things, "lid": {"id": "l", "x": 1}}, a_box)
    assert [str(problem) for problem in refusal.value.problems] == [
        "format: “box/2” must be box/1",
        "things: the id a appears twice; each item needs its own",
        "things[1].due: “soon” is not a date; write it as 2027-12-31",
        "things[2]: must be an object with named fields",
        "things[2].id: must not be empty",
        "lid.x: is not a known field; remove it",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"id": "a", "id": "b"}', "id: appears twice; write it once"),
        ('{"id": "a", "amount": 1.5}', "write numbers as text in quotes"),
        ('{"id": "a", "amount": NaN}', "write numbers as text in quotes"),
        ("{", "this is not valid JSON"),
        ("", "this is not valid JSON"),
        ("[]", "content: must be an object with named fields"),
        ("[" * 100_000, "this is not valid JSON"),
        (b"\xff\xfe\xff", "this is not valid JSON"),
    ],
)
def test_loose_json_is_refused(text, says):
    with pytest.raises(Unreadable) as refusal:
        read_json(text, a_thing)
    assert says in str(refusal.value)


@given(st.text() | st.binary())
def test_whatever_is_no_object_is_refused_with_a_place(text):
    with pytest.raises(Unreadable) as refusal:
        read_json(text, a_thing)
    assert all(problem.where and problem.sentence for problem in refusal.value.problems)
