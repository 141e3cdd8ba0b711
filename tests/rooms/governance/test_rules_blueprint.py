"""A blueprint as signed content: one text, one digest, strict reading, and its starters."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allied.kit.content import tidy
from allied.kit.reading import Unreadable
from allied.rooms.governance.blueprint import (
    as_canonical,
    as_plain,
    blueprint_digest,
    from_json,
    from_plain,
)
from allied.rooms.governance.comparison import compare
from allied.rooms.governance.rights import (
    SPONSORS,
    Blueprint,
    Deadlock,
    DecisionRight,
    Escalation,
    Forum,
    Joint,
    Layer,
    Member,
    Tiebreak,
)
from allied.rooms.governance.starters import (
    seats_for,
    starter_blueprint,
    starter_forums,
    starter_rights,
)

NAMES = {"n": "Northwind", "b": "Brightleaf"}
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
words = texts.filter(str.strip)
small = st.none() | st.integers(1, 99)
members = st.builds(Member, person=words, party=st.sampled_from("nb"))
forums = st.builds(
    Forum,
    id=words,
    name=words,
    layer=st.sampled_from(Layer),
    purpose=texts,
    rhythm=st.sampled_from(["", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=1TU"]),
    minutes_long=small,
    members=st.lists(members, max_size=3).map(tuple),
    seats_reason=texts,
    chair=texts,
    chair_rotates=st.booleans(),
    quorum=small,
    quorum_sides=st.lists(st.sampled_from("nb"), max_size=2).map(tuple),
    notice_days=small,
    minutes_days=small,
)
rights = st.builds(
    DecisionRight,
    id=words,
    name=words,
    kind=texts,
    owner=texts,
    owner_forum=texts,
    owner_seats=st.lists(words, max_size=2).map(tuple),
    joint=st.sampled_from(Joint),
    condition=texts,
    forum=texts,
    as_needed=st.booleans(),
    convening_days=small,
    sla_days=small,
    escalation=st.none() | st.builds(Escalation, to=words, sla_days=small),
    written=st.booleans(),
    deputy=texts,
    deadlock=st.builds(
        Deadlock, kind=st.sampled_from(Tiebreak), option=texts, party=texts, role=texts
    ),
    four_eyes=st.booleans(),
)


def unique(items):
    return tuple({tidy(item.id): item for item in items}.values())


STEERING = Forum(id="s", name="Steering", layer=Layer.STEERING)
blueprints = st.builds(
    Blueprint,
    forums=st.lists(forums, max_size=3).map(unique),
    rights=st.lists(rights, max_size=3).map(unique),
)


@given(blueprints)
def test_what_is_written_is_read_back_with_the_same_digest(blueprint):
    again = from_json(as_canonical(blueprint))
    assert blueprint_digest(again) == blueprint_digest(blueprint)
    assert as_canonical(again) == as_canonical(blueprint)


@settings(max_examples=50)
@given(blueprints, blueprints)
def test_no_change_in_words_means_the_same_digest_and_the_other_way_round(old, new):
    same = blueprint_digest(old) == blueprint_digest(new)
    assert (compare(old, new, parties=NAMES) == ()) is same
    assert compare(old, old, parties=NAMES) == ()


@settings(max_examples=30)
@given(blueprints, st.data())
def test_every_single_field_is_part_of_the_digest_and_of_the_comparison(blueprint, data):
    first, *others = blueprint.rights or (ROADMAP,)
    blueprint = replace(blueprint, rights=(first, *others))
    other = data.draw(rights)
    for field in fields(DecisionRight):
        changed = replace(first, **{field.name: getattr(other, field.name)})
        new = replace(blueprint, rights=(changed, *others))
        same = blueprint_digest(new) == blueprint_digest(blueprint)
        assert (compare(blueprint, new, parties=NAMES) == ()) is same


def test_texts_that_are_spelled_differently_and_signed_alike_are_no_change():
    old = Blueprint(rights=(replace(ROADMAP, owner="Café", owner_seats=("é",)),))
    new = Blueprint(rights=(replace(ROADMAP, owner="Cafe\u0301", owner_seats=("e\u0301",)),))
    assert blueprint_digest(old) == blueprint_digest(new)
    assert compare(old, new, parties=NAMES) == ()


def test_forums_and_rights_are_found_by_their_id():
    assert OLD.right("r") is ROADMAP
    assert OLD.right("s") is None
    assert OLD.forum("c") is COUNCIL
    assert OLD.forum("r") is None
    assert [OLD.forum_name(known) for known in ("c", SPONSORS, "x")] == [
        "Council",
        "the sponsor pair",
        "x",
    ]


def test_a_blueprint_is_read_strictly():
    plain = json.loads(as_canonical(starter_blueprint()))
    plain["rights"][0]["sla_days"] = "soon"
    plain["rights"][1]["joint"] = "perhaps"
    plain["forums"][2]["colour"] = "red"
    del plain["forums"][0]["name"]
    with pytest.raises(Unreadable) as refusal:
        from_plain(plain)
    assert [str(problem) for problem in refusal.value.problems] == [
        "forums[0].name: must not be empty",
        "forums[2].colour: is not a known field; remove it",
        "rights[0].sla_days: “soon” must be a whole number of working days from 1 to 999",
        "rights[1].joint: “perhaps” must be one of: yes, no, sometimes",
    ]


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("quorum", 0, 1000),
        ("minutes_long", 1, 999),
        ("notice_days", 0, 999),
        ("minutes_days", 0, 999),
    ],
)
def test_the_numbers_of_a_forum_have_an_end(name, least, most):
    plain = json.loads(as_canonical(starter_blueprint()))
    for value in (least, most):
        plain["forums"][0][name] = value
        assert getattr(from_plain(plain).forums[0], name) == value
    for value in (least - 1, most + 1, 10**400, 1.5, True):
        plain["forums"][0][name] = value
        with pytest.raises(Unreadable, match=f"must be a whole number from {least} to {most}"):
            from_plain(plain)


def test_a_later_format_is_refused():
    plain = dict(as_plain(Blueprint())) | {"format": "allied-blueprint/2"}
    with pytest.raises(Unreadable, match="must be allied-blueprint/1"):
        from_plain(plain)


def test_the_starter_has_three_layers_and_the_four_rows():
    assert [(forum.layer.value, forum.name) for forum in starter_forums()] == [
        ("steering", "Executive steering"),
        ("operational", "Operational council"),
        ("working", "Working teams"),
    ]
    rows = [
        (r.name, r.joint.value, r.forum or "as needed", r.sla_days, r.escalation.to)
        for r in starter_rights()
    ]
    assert rows == [
        ("Roadmap changes", "yes", "council", 10, "steering"),
        ("Commercial terms", "yes", "as needed", 15, "steering"),
        ("Data sharing", "yes", "as needed", 20, "steering"),
        ("Delivery trade-offs", "sometimes", "teams", 5, "council"),
    ]


@pytest.mark.parametrize(
    ("owner", "seats"),
    [
        ("Security/legal", ("approver:security", "approver:legal")),
        ("security and Legal", ("approver:security", "approver:legal")),
        ("Business leads", ("sponsor",)),
        ("Sponsor", ("sponsor",)),
        ("Sponsors, business leads", ("sponsor",)),
        ("Legal & the weather", ()),
        ("Operational council", ()),
        ("", ()),
    ],
)
def test_owners_in_words_become_seats(owner, seats):
    assert seats_for(owner) == seats


MEMBERS = (Member(person="maya", party="n"), Member(person="daniel", party="b"))
COUNCIL = Forum(
    id="c", name="Council", layer=Layer.OPERATIONAL, members=MEMBERS, rhythm="FREQ=MONTHLY"
)
ROADMAP = DecisionRight(
    id="r", name="Roadmap changes", forum="c", sla_days=10, escalation=Escalation(to="s")
)
OLD = Blueprint(forums=(STEERING, COUNCIL), rights=(ROADMAP,))
PEOPLE = {"maya": "Maya Lindqvist", "priya": "Priya Bose", "daniel": "Daniel Okafor"}


def sentences(new):
    return [change.sentence for change in compare(OLD, new, parties=NAMES, people=PEOPLE)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sla_days": 12}, "Roadmap changes: SLA 10 working days → 12 working days"),
        ({"sla_days": None}, "Roadmap changes: SLA removed, was 10 working days"),
        ({"forum": "s"}, "Roadmap changes: forum Council → Steering"),
        ({"name": "Plan changes"}, "Plan changes: renamed, was “Roadmap changes”"),
        ({"joint": Joint.SOMETIMES}, "Roadmap changes: joint approval yes → sometimes"),
        ({"written": True}, "Roadmap changes: approval in writing no → yes"),
        ({"deputy": "sponsor"}, "Roadmap changes: deputy set to sponsor"),
        (
            {"escalation": Escalation(to=SPONSORS, sla_days=5)},
            "Roadmap changes: escalation Steering → the sponsor pair in 5 working days",
        ),
        ({"escalation": None}, "Roadmap changes: escalation removed, was Steering"),
        (
            {"owner_seats": ("approver:legal", "sponsor")},
            "Roadmap changes: approved by set to legal approver and sponsor",
        ),
        (
            {"deadlock": Deadlock(kind=Tiebreak.DECIDER, party="b", role="sponsor")},
            "Roadmap changes: tie-break set to Brightleaf (sponsor) decides",
        ),
        (
            {"deadlock": Deadlock(kind=Tiebreak.OPTION, option="option C")},
            "Roadmap changes: tie-break set to option C stands",
        ),
    ],
)
def test_a_changed_decision_right_is_said_in_words(changes, sentence):
    assert sentences(replace(OLD, rights=(replace(ROADMAP, **changes),))) == [sentence]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"rhythm": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"},
            "Council: rhythm every month → every second Tuesday",
        ),
        ({"quorum": 2}, "Council: quorum of each side set to 2 people"),
        ({"notice_days": 3}, "Council: papers set to 3 working days"),
        (
            {"members": (Member(person="priya", party="n"), MEMBERS[1])},
            "Council: members: Priya Bose of Northwind joined; Maya Lindqvist of Northwind left",
        ),
        ({"members": MEMBERS[::-1]}, "Council: members in another order"),
        ({"chair": "maya"}, "Council: chair set to Maya Lindqvist"),
    ],
)
def test_a_changed_forum_is_said_in_words(changes, sentence):
    assert sentences(replace(OLD, forums=(STEERING, replace(COUNCIL, **changes)))) == [sentence]


def test_forums_and_decision_types_that_come_go_and_move():
    press = DecisionRight(id="p", name="Press")
    assert sentences(replace(OLD, rights=(ROADMAP, press))) == ["Decision type added: Press"]
    assert sentences(replace(OLD, rights=())) == ["Decision type removed: Roadmap changes"]
    assert sentences(replace(OLD, forums=(COUNCIL, STEERING))) == [
        "Forums: Council moved above Steering"
    ]
