"""What changed, in words: moves with the fewest items, and texts word by word."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.kit.comparison import SegmentKind, arrow, moved_keys, word_diff
from allied.kit.content import tidy

SAME, ADDED, REMOVED = SegmentKind.SAME, SegmentKind.ADDED, SegmentKind.REMOVED
texts = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_text_is_compared_word_by_word():
    segments = word_diff("Reach 5,000 chilled stores by May", "Reach 6,000 chilled stores")
    assert [(segment.kind, segment.text) for segment in segments] == [
        (SAME, "Reach "),
        (REMOVED, "5"),
        (ADDED, "6"),
        (SAME, ",000 chilled stores"),
        (REMOVED, " by May"),
    ]


@given(texts, texts)
def test_the_segments_rebuild_both_texts(old, new):
    segments = word_diff(old, new)
    assert "".join(s.text for s in segments if s.kind is not ADDED) == tidy(old)
    assert "".join(s.text for s in segments if s.kind is not REMOVED) == tidy(new)
    assert all(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("new", "moved"),
    [("123", ""), ("213", "2"), ("312", "3"), ("231", "1"), ("321", "32"), ("4123", "4")],
)
def test_the_fewest_items_move(new, moved):
    assert moved_keys("1234"[: len(new)], new) == tuple(moved)


@given(
    st.permutations("abcdef"), st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("uvw"))
)
def test_what_did_not_move_is_still_in_order(order, gone, come):
    new = [key for key in order if key not in gone] + sorted(come)
    stayed = [key for key in new if key not in moved_keys("abcdef", new) and key not in come]
    assert stayed == sorted(stayed)


def test_never_more_moves_than_needed():
    for order in permutations("abcd"):
        moved = moved_keys("abcd", order)
        best = max(
            len(kept)
            for mask in range(16)
            for kept in [[k for at, k in enumerate(order) if mask >> at & 1]]
            if kept == sorted(kept)
        )
        assert len(moved) == 4 - best


def test_a_value_that_changes_comes_or_goes():
    assert arrow("5", "6 days", "SLA") == "SLA 5 → 6 days"
    assert arrow("", "6 days", "SLA") == "SLA set to 6 days"
    assert arrow("5 days", "", "SLA") == "SLA removed, was 5 days"
