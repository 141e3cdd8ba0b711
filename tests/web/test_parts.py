"""Each part escapes what it is given, draws inside its frame, and says what it shows."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from allied.web.parts import (
    PARTS,
    audience_tag,
    avatar,
    avatars,
    bar,
    clock,
    days_taken,
    due,
    exceedance,
    halves,
    icon,
    org,
    pair_bars,
    person,
    pips,
    private_tag,
    radar,
    rail,
    rank_bars,
    signals,
    sla_ruler,
    spark,
    status,
    steps8,
    tag,
    tile,
    tiles,
)
from allied.web.parts.clocks import clock_tone, days_left
from allied.web.parts.who import COLOURS, seat_colours
from allied.web.shell import Org, Who
from tests.web.html import read
from tests.web.stage import BRIGHTLEAF, CALENDARS, NORTHWIND, OFF, ruler_days

HOSTILE = "\"><script>alert('x')</script>&"
HOSTILE_ORG = Org(HOSTILE, HOSTILE, '"', 1)
HOSTILE_WHO = Who(HOSTILE, '<"', 2, HOSTILE)
TO_COME = ("Run", "to come", "", [], "")

DRAWN_WITH_HOSTILE_NAMES: dict[str, Callable[[], Markup]] = {
    "audience_tag": lambda: audience_tag("private", [HOSTILE_ORG], HOSTILE),
    "avatar": lambda: avatar('<"', 1, HOSTILE, HOSTILE),
    "avatars": lambda: avatars([HOSTILE_WHO]),
    "bar": lambda: bar(20, HOSTILE),
    "clock": lambda: clock(5, 2),
    "days_taken": lambda: days_taken([3, 1, 4], 2, HOSTILE, HOSTILE),
    "due": lambda: due(HOSTILE),
    "halves": lambda: halves([(1, HOSTILE, "yes"), (2, HOSTILE, "wait")]),
    "icon": lambda: icon("lock", HOSTILE, HOSTILE),
    "mark": PARTS["mark"],
    "org": lambda: org(1, '"', HOSTILE),
    "person": lambda: person('<"', 1, HOSTILE, HOSTILE),
    "pips": lambda: pips(5, 2, label=HOSTILE),
    "private_tag": lambda: private_tag(HOSTILE),
    "rail": lambda: rail(
        [(HOSTILE, "now", HOSTILE, [(1, HOSTILE, "yes")], HOSTILE), *[TO_COME] * 7]
    ),
    "radar": lambda: radar(
        [HOSTILE] * 3, [(0, -1), (0.8, 0.5), (None, None)], [(0, -0.2)] * 3, HOSTILE
    ),
    "pair_bars": lambda: pair_bars([(1, HOSTILE, 40.0), (2, "B", 0.0)], 50.0),
    "rank_bars": lambda: rank_bars([(HOSTILE, [0.7, 0.3]), ("B", [0.3, 0.7])], HOSTILE),
    "exceedance": lambda: exceedance(
        [SimpleNamespace(amount=10.0, chance=0.9), SimpleNamespace(amount=100.0, chance=0.1)],
        [(50.0, 0.2)],
        [(10.0, HOSTILE), (100.0, "100")],
        HOSTILE,
    ),
    "signals": lambda: signals([0, 1, 2, 3, 0, 1]),
    "sla_ruler": lambda: sla_ruler(
        ruler_days(), [(1, "<", HOSTILE, OFF)], date(2026, 11, 17), HOSTILE
    ),
    "spark": lambda: spark([1, 2], HOSTILE, flag=HOSTILE),
    "status": lambda: status("ok", HOSTILE),
    "steps8": lambda: steps8(3),
    "tag": lambda: tag(HOSTILE, sign="flag"),
    "tile": lambda: tile(1, '"', HOSTILE, HOSTILE),
    "tiles": lambda: tiles([HOSTILE_ORG]),
}


def test_every_part_is_tried_with_hostile_names() -> None:
    assert set(DRAWN_WITH_HOSTILE_NAMES) == set(PARTS)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_escapes_hostile_names(name: str) -> None:
    drawn = DRAWN_WITH_HOSTILE_NAMES[name]()
    assert isinstance(drawn, Markup)
    assert "<script" not in drawn
    assert "style=" not in drawn
    assert not read(drawn).find("script")


def test_a_plain_text_never_takes_the_drawing_of_safe_html() -> None:
    assert tag(Markup("<b>late</b>")) == '<span class="tag"><b>late</b></span>'
    assert tag("<b>late</b>") == '<span class="tag">&lt;b&gt;late&lt;/b&gt;</span>'
    assert icon("lock", label=Markup("<i>")) != icon("lock", label="<i>")


def _boxes(drawn: str) -> list[tuple[float, float, float]]:
    """For every rectangle of a drawing: where it begins, where it ends, and the frame's width."""
    (svg,) = read(drawn).find("svg")
    frame = float(svg.attrs["width"])
    found = []
    for rect in svg.find("rect"):
        x, width = float(rect.attrs.get("x", "0")), float(rect.attrs["width"])
        found.append((x, x + width, frame))
    return found


@given(total=st.integers(1, 400), used=st.integers(0, 500))
def test_pips_stay_inside_their_frame(total: int, used: int) -> None:
    boxes = _boxes(pips(total, used))
    assert all(0 <= x <= end <= frame + 0.3 for x, end, frame in boxes)
    assert len(boxes) in {total, 2}


@given(
    value=st.floats(-1e9, 1e9), target=st.none() | st.floats(-1e9, 1e9), width=st.integers(20, 400)
)
def test_a_bar_stays_inside_its_frame(value: float, target: float | None, width: int) -> None:
    drawn = bar(value, "x", target, width)
    assert all(0 <= x <= end <= frame for x, end, frame in _boxes(drawn))
    line = re.search(r'bar-t" d="M([\d.]+) ', drawn)
    assert (line is None) == (target is None)
    assert line is None or 0 <= float(line.group(1)) <= width


@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40),
    target=st.none() | st.floats(-1e6, 1e6),
    scale=st.none() | st.tuples(st.floats(-10, 0), st.floats(0, 10)),
)
def test_a_sparkline_stays_inside_its_frame(
    values: list[float], target: float | None, scale: tuple[float, float] | None
) -> None:
    drawn = spark(values, "x", target=target, scale=scale)
    points = re.findall(r"([\d.-]+),([\d.-]+)", re.search(r'points="([^"]*)"', drawn)[1])  # type: ignore[index]
    assert len(points) == len(values)
    assert all(0 <= float(x) <= 84 and 0 <= float(y) <= 22 for x, y in points)


@pytest.mark.parametrize("values", [[], [float("nan")], [1, float("inf")]])
def test_a_sparkline_refuses_what_is_not_a_number(values: list[float]) -> None:
    with pytest.raises(ValueError, match="one number or more"):
        spark(values, "x")


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_signals_stay_inside_their_frame(levels: list[int]) -> None:
    assert all(0 <= x <= end <= frame + 0.1 for x, end, frame in _boxes(signals(levels)))


def test_signals_say_only_what_is_not_clear() -> None:
    assert 'aria-label="Governance: act now, Measures: slight"' in signals([0, 3, 0, 0, 0, 1])
    assert 'aria-label="all six clear"' in signals([0] * 6)


@pytest.mark.parametrize("levels", [[0] * 5, [0, 0, 0, 0, 0, 4], [-1, 0, 0, 0, 0, 0]])
def test_signals_refuse_other_levels(levels: list[int]) -> None:
    with pytest.raises(ValueError, match="six levels from 0 to 3"):
        signals(levels)


@pytest.mark.parametrize(
    ("noun", "state", "words"),
    [
        ("approve", "yes", "Northwind approved"),
        ("confirm", "yes", "Northwind confirmed"),
        ("sign", "yes", "Northwind signed"),
        ("approve", "cond", "Northwind approved with conditions"),
        ("approve", "wait", "Northwind not yet"),
        ("sign", "no", "Northwind declined"),
        ("confirm", "dispute", "Northwind disputes it"),
    ],
)
def test_the_approval_mark_says_who_did_what(noun, state, words) -> None:  # type: ignore[no-untyped-def]
    drawn = halves([(1, "Northwind", state), (2, "Brightleaf", "wait")], noun)
    assert f'aria-label="{words}; Brightleaf not yet"' in drawn


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_approval_mark_keeps_the_order_of_the_alliance(count: int) -> None:
    shares = [(6, "A", "yes"), (2, "B", "wait"), (4, "C", "no")][:count]
    paths = [p for p in read(halves(shares)).find("path") if "data-org" in p.attrs]  # type: ignore[arg-type]
    assert [p.attrs["data-org"] for p in paths] == ["6", "2", "4"][:count]


def test_more_than_three_companies_are_counted_with_tiles() -> None:
    shares = [(1, "A", "yes"), (2, "B", "cond"), (3, "C", "wait"), (4, "D", "no"), (5, "E", "yes")]
    drawn = read(halves(shares))  # type: ignore[arg-type]
    assert drawn.text == "3 of 5 A B C D E"
    (mark,) = drawn.find(class_="of-m")
    assert mark.attrs["aria-label"].startswith("3 of 5: A approved; B approved with conditions")
    states = [one.attrs["data-s"] for one in drawn.find(class_="tile")]
    assert states == ["yes", "cond", "wait", "no", "yes"]


def test_an_approval_mark_refuses_unknown_states_and_colours() -> None:
    with pytest.raises(ValueError, match="A state is one of yes, wait"):
        halves([(1, "Northwind", "maybe")])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="from 1 to 6"):
        halves([(7, "Northwind", "yes")])
    with pytest.raises(ValueError, match="at least one company"):
        halves([])


@given(st.lists(st.sampled_from(COLOURS), min_size=1, max_size=6))
def test_two_partners_never_show_the_same_colour(chosen: list[int]) -> None:
    seated = seat_colours(chosen)
    assert len(set(seated)) == len(chosen)
    assert seated[0] == chosen[0]
    assert all(
        seat == wish
        for k, (seat, wish) in enumerate(zip(seated, chosen, strict=True))
        if wish not in seated[:k] and wish not in chosen[:k]
    )


def test_a_seventh_partner_shares_a_colour() -> None:
    assert len(seat_colours([1] * 8)) == 8


@pytest.mark.parametrize(
    ("total", "used", "tone", "words"),
    [
        (10, 2, "calm", "8 working days left"),
        (10, 7, "watch", "3 working days left"),
        (20, 14, "watch", "6 working days left"),
        (5, 3, "watch", "2 working days left"),
        (10, 9, "risk", "1 working day left"),
        (10, 10, "risk", "due today"),
        (5, 7, "risk", "2 working days late"),
    ],
)
def test_a_clock_says_what_is_left(total: int, used: int, tone: str, words: str) -> None:
    assert clock_tone(total, used) == tone
    assert days_left(total, used) == words
    assert words in clock(total, used)


def test_a_clock_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="1 working day or more"):
        pips(0, 0)


def _row(drawn: str, k: int) -> list[str]:
    cells = read(drawn).find("tr")[k].find("td")
    return [cell.attrs.get("class", "") for cell in cells]


def test_the_ruler_draws_design_screen_07() -> None:
    drawn = sla_ruler(ruler_days(), CALENDARS, date(2026, 11, 17))
    ruler = read(drawn)
    dates, northwind, brightleaf, count = ruler.find("tr")
    assert ruler.find("caption")[0].text == (
        "A day counts only when both companies work. "
        "Brightleaf is closed on 11, 26 and 27 November."
    )
    assert dates.text.startswith("Oct, Nov 28 29 30 2 3")
    assert _row(drawn, 0).count("wk") + _row(drawn, 0).count("wk today") == 5
    assert sum("used" in kind for kind in _row(drawn, 1)) == 14
    assert sum("off" in kind for kind in _row(drawn, 1)) == 0
    assert sum("used" in kind for kind in _row(drawn, 2)) == 14
    assert sum("off" in kind for kind in _row(drawn, 2)) == 3
    assert count.text.endswith("18 19 20")
    assert [k for k in _row(drawn, 3) if "today" in k or "last" in k] == ["today", "last"]
    assert northwind.attrs["data-org"] == "1"
    assert brightleaf.attrs["data-org"] == "2"


def test_the_ruler_names_closings_in_several_months() -> None:
    off = {date(2026, 10, 30), date(2026, 11, 2)}
    days: Sequence[tuple[date, int | None]] = [(at, None) for at in sorted(off)]
    drawn = sla_ruler(days, [(2, "B", "Brightleaf", off)], date(2026, 11, 1))
    assert "Brightleaf is closed on 30 October and 2 November." in drawn


def test_a_ruler_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        sla_ruler([], CALENDARS, date(2026, 11, 17))


def test_the_rail_shows_eight_stages_with_the_current_one_marked() -> None:
    both = [(1, "Northwind", "yes"), (2, "Brightleaf", "yes")]
    done = ("Thesis", "done", "Signed 12 Feb", both, "/thesis")
    drawn = read(rail([done, ("Selection", "now", "", [], ""), *[TO_COME] * 6]))
    stages = drawn.find("li")
    assert len(stages) == 8
    assert [k for k, li in enumerate(stages, 1) if "aria-current" in li.attrs] == [2]
    assert stages[0].find("a")[0].attrs["href"] == "/thesis"
    assert "Northwind signed; Brightleaf signed" in stages[0].text


def test_a_rail_of_seven_stages_is_refused() -> None:
    with pytest.raises(ValueError, match="has 8 stages, not 7"):
        rail([TO_COME] * 7)


def test_who_reads_a_page_is_said_in_words_and_signs() -> None:
    joint = audience_tag("joint", [NORTHWIND, BRIGHTLEAF])
    assert read(joint).text == "N B Joint"
    private = audience_tag("private", own="Northwind")
    assert read(private).text == "Only Northwind"
    assert read(private).find("svg")
    assert read(audience_tag("me")).text == "Only you"
    with pytest.raises(ValueError, match="names the company"):
        audience_tag("private")


def test_an_unknown_icon_is_an_error() -> None:
    for name in ("no-such-icon", "../mark", "LICENSE.txt"):
        with pytest.raises(ValueError, match="There is no icon"):
            icon(name)


def test_an_icon_with_a_label_speaks_and_one_without_is_silent() -> None:
    assert 'role="img" aria-label="Complete"' in icon("check", label="Complete")
    assert 'aria-hidden="true"' in icon("check")


def test_a_status_needs_a_known_tone() -> None:
    with pytest.raises(ValueError, match="A status is one of ok, watch, risk"):
        status("bad", "Bad")


def test_steps_mark_the_current_stage() -> None:
    drawn = steps8(6)
    assert drawn.count("st-done") == 5
    assert drawn.count("st-cur") == 1
    with pytest.raises(ValueError, match="from 1 to 8"):
        steps8(9)


def test_pair_bars_tell_the_sides_apart_without_colour() -> None:
    drawn = pair_bars([(1, "Northwind", 50.0), (2, "Brightleaf", 20.0), (3, "Kestrel", 0)], 50.0)
    assert 'aria-label="Northwind 50, Brightleaf 20, Kestrel 0"' in drawn
    assert re.findall(r'class="(pair-\w+)"', drawn) == [
        "pair-solid",
        "pair-hatched",
        "pair-line",
        "pair-hollow",
    ]
    ends = [float(x) for x in re.findall(r"L([\d.]+) ", drawn)]
    assert max(ends) <= 160 * 20 / 50
    widths = [
        float(w) for w in re.findall(r'rect class="[\w-]+" x="0.5" y="\d+" width="([\d.]+)"', drawn)
    ]
    assert widths == [159.0, 63.0, 0.5]


@pytest.mark.parametrize("wrong", [[(1, "A", -1.0)], [(1, "A", 51.0)]])
def test_pair_bars_refuse_what_is_outside(wrong: list[tuple[int, str, float]]) -> None:
    with pytest.raises(ValueError, match="reach from 0 to 50"):
        pair_bars(wrong, 50.0)


def test_rank_bars_fill_the_width_and_name_who_is_first() -> None:
    drawn = rank_bars([("Aster", [0.77, 0.23, 0.0]), ("Boreal", [0.23, 0.5, 0.27])], "ranks")
    widths = [float(w) for w in re.findall(r'width="([\d.]+)" height="10"', drawn)]
    assert len(widths) == 5
    assert sum(widths[:2]) == pytest.approx(264 - 1.5, abs=0.2)
    assert "first in 77%" in drawn
    assert 'aria-label="ranks"' in drawn


def test_a_radar_leaves_out_a_corner_without_a_score() -> None:
    corners = [(0.0, -1.0), (0.5, 0.5), (None, None)]
    drawn = radar(["A", "B", "C"], corners, corners, "two")
    (area,) = re.findall(r'c-area a" points="([^"]+)"', drawn)
    assert len(area.split()) == 2
    assert drawn.count("<circle") == 2
