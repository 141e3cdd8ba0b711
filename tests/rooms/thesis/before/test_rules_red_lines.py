"""Red lines and walk-away value: what they hold, what is refused, and what changed, in sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit.reading import Unreadable
from allied.rooms.thesis.before.red_lines import RedLines, changes, from_plain
from tests.rooms.thesis.before.stage import LINES


def test_they_are_read_and_written_without_a_loss():
    drawn = from_plain(LINES)
    assert drawn.value == "at least 22 %"
    assert drawn.holds
    assert from_plain(drawn.as_plain()) == drawn


@pytest.mark.parametrize("gone", ["lines", "amount", "instead"])
def test_a_talk_needs_a_line_a_value_and_an_alternative(gone):
    plain = {key: value for key, value in LINES.items() if key != gone}
    assert not from_plain(plain).holds


@pytest.mark.parametrize(
    ("wrong", "where", "says"),
    [
        ({"lines": "all"}, "lines", "must be a list"),
        ({"lines": [{"id": "a"}]}, "lines[0].what", "must not be empty"),
        ({"lines": [{"id": "a", "what": "x", "how": ""}]}, "lines[0].how", "not a known field"),
        ({"lines": [{"id": "a", "what": "x" * 301}]}, "lines[0].what", "at most 300"),
        ({"lines": [{"id": "a", "what": "x"}] * 2}, "lines", "appears twice"),
        ({"lines": [{"id": f"l{k}", "what": "x"} for k in range(21)]}, "lines", "at most 20"),
        ({"amount": "much"}, "amount", "is not a number"),
        ({"amount": 2.5}, "amount", "is not a number"),
        ({"direction": "about"}, "direction", "at least, at most"),
        ({"measure": ""}, "measure", "must say what the value measures"),
        ({"unit": " "}, "unit", "must name the unit"),
        ({"instead": "x" * 3001}, "instead", "at most 3,000"),
        ({"reckoned": "a\x00b"}, "reckoned", "nobody can read"),
        ({"note": "x"}, "note", "not a known field"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place_and_what_would(wrong, where, says):
    with pytest.raises(Unreadable) as refusal:
        from_plain(LINES | wrong)
    assert [(one.where, says in one.sentence) for one in refusal.value.problems] == [(where, True)]


@pytest.mark.parametrize("wrong", [None, [], "x", 7])
def test_only_an_object_is_read(wrong):
    with pytest.raises(Unreadable):
        from_plain(wrong)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ()),
        (
            {"lines": [*LINES["lines"], {"id": "l3", "what": "A board seat"}]},
            ("New line: “A board seat”.",),
        ),
        ({"lines": LINES["lines"][:1]}, ("Given up: “Our shelf data with their sales team”.",)),
        ({"lines": LINES["lines"][::-1]}, ("The lines stand in another order.",)),
        ({"amount": "20"}, ("Walk-away value: Margin on cold brew at least 22 % became "
                            "Margin on cold brew at least 20 %.",)),
        ({"amount": None}, ("Walk-away value: Margin on cold brew at least 22 % became "
                            "Margin on cold brew.",)),
        ({"reckoned": "Anew"}, ("How the value is reckoned changed.",)),
        ({"instead": "Wait"}, ("What we do instead changed.",)),
    ],
)  # fmt: skip
def test_what_changed_is_said(changed, said):
    assert changes(from_plain(LINES), from_plain(LINES | changed)) == said


@given(
    st.lists(st.text("ab ", min_size=1).filter(str.strip), max_size=4),
    st.decimals(-99, 99, places=2),
)
def test_any_lines_come_back_as_they_were_kept(whats, amount):
    lines = [{"id": f"l{k}", "what": what} for k, what in enumerate(whats)]
    drawn = from_plain(LINES | {"lines": lines, "amount": format(amount, "f")})
    assert from_plain(drawn.as_plain()) == drawn
    assert changes(drawn, drawn) == ()
    assert changes(RedLines(), drawn)
