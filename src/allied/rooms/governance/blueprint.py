"""Writes a blueprint as canonical content, which sign-offs bind to, and reads it strictly."""

from dataclasses import fields

from allied.kit.content import Plain, canonical_json, digest
from allied.kit.reading import Fields, read_json, read_plain
from allied.rooms.governance.rights import (
    LONGEST_SITTING,
    LONGEST_SLA,
    MOST_PEOPLE,
    WORKING_DAYS,
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

FORMAT = "allied-blueprint/1"


def as_plain(blueprint: Blueprint) -> Plain:
    """The whole blueprint as plain content: everything that both companies sign."""
    return {
        "format": FORMAT,
        "forums": [_plain(forum) for forum in blueprint.forums],
        "rights": [_plain(right) for right in blueprint.rights],
    }


def as_canonical(blueprint: Blueprint) -> str:
    """The one JSON text of this blueprint."""
    return canonical_json(as_plain(blueprint))


def blueprint_digest(blueprint: Blueprint) -> str:
    """SHA-256 of the canonical text in base64: change anything and the sign-off lapses."""
    return digest(as_plain(blueprint))


def from_json(text: str | bytes) -> Blueprint:
    """Reads a blueprint from JSON text, or raises Unreadable with every problem."""
    return read_json(text, read_blueprint)


def from_plain(plain: object) -> Blueprint:
    """Reads a blueprint from parsed content, or raises Unreadable with every problem."""
    return read_plain(plain, read_blueprint)


def read_blueprint(parts: Fields) -> Blueprint:
    """A blueprint from its fields."""
    parts.must_be("format", FORMAT)
    return Blueprint(
        forums=parts.items("forums", read_forum), rights=parts.items("rights", read_right)
    )


def read_forum(parts: Fields) -> Forum:
    """A forum from its fields."""
    return Forum(
        id=parts.text("id", required=True),
        name=parts.text("name", required=True),
        layer=parts.choice("layer", Layer, Layer.OPERATIONAL),
        purpose=parts.text("purpose"),
        rhythm=parts.text("rhythm"),
        minutes_long=parts.whole("minutes_long", least=1, most=LONGEST_SITTING),
        members=parts.items("members", _read_member),
        seats_reason=parts.text("seats_reason"),
        chair=parts.text("chair"),
        chair_rotates=parts.flag("chair_rotates"),
        quorum=parts.whole("quorum", most=MOST_PEOPLE),
        quorum_sides=parts.texts("quorum_sides"),
        notice_days=parts.whole("notice_days", most=LONGEST_SLA),
        minutes_days=parts.whole("minutes_days", most=LONGEST_SLA),
    )


def read_right(parts: Fields) -> DecisionRight:
    """A decision right from its fields."""
    return DecisionRight(
        id=parts.text("id", required=True),
        name=parts.text("name", required=True),
        kind=parts.text("kind"),
        owner=parts.text("owner"),
        owner_forum=parts.text("owner_forum"),
        owner_seats=parts.texts("owner_seats"),
        joint=parts.choice("joint", Joint, Joint.YES),
        condition=parts.text("condition"),
        forum=parts.text("forum"),
        as_needed=parts.flag("as_needed"),
        convening_days=_days(parts, "convening_days"),
        sla_days=_days(parts, "sla_days"),
        escalation=parts.part("escalation", _read_escalation),
        written=parts.flag("written"),
        deputy=parts.text("deputy"),
        deadlock=parts.part("deadlock", _read_deadlock) or Deadlock(),
        four_eyes=parts.flag("four_eyes"),
    )


def _read_member(parts: Fields) -> Member:
    return Member(
        person=parts.text("person", required=True), party=parts.text("party", required=True)
    )


def _read_escalation(parts: Fields) -> Escalation:
    return Escalation(to=parts.text("to", required=True), sla_days=_days(parts, "sla_days"))


def _days(parts: Fields, name: str) -> int | None:
    return parts.whole(name, least=1, most=LONGEST_SLA, of=WORKING_DAYS)


def _read_deadlock(parts: Fields) -> Deadlock:
    return Deadlock(
        kind=parts.choice("kind", Tiebreak, Tiebreak.NONE),
        option=parts.text("option"),
        party=parts.text("party"),
        role=parts.text("role"),
    )


def _plain(thing: Forum | DecisionRight | Member | Escalation | Deadlock) -> Plain:
    """Every field under its own name; nothing is left out, so nothing can slip past a digest."""
    return {field.name: _plain_value(getattr(thing, field.name)) for field in fields(thing)}


def _plain_value(value: object) -> Plain:
    if isinstance(value, tuple):
        return [_plain_value(inner) for inner in value]
    if isinstance(value, Forum | DecisionRight | Member | Escalation | Deadlock):
        return _plain(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{value!r} cannot be part of a blueprint")
