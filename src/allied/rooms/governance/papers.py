"""The governance and decision-rights matrix (T3) as a file to take along: Markdown, Word, PDF or Excel."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from allied.alliances.models import Alliance
from allied.kit.words import capitalised, counted, day, listed
from allied.papers.documents.files import FileMade, file_of
from allied.papers.documents.paper import Block, Heading, Listing, Paper, Paragraph, Table
from allied.papers.documents.spreadsheet import MEDIA_TYPE, Grid, spreadsheet
from allied.papers.documents.text import one_line
from allied.people.models import Person
from allied.rooms.governance.escalation import deadlock_words
from allied.rooms.governance.models import Blueprint
from allied.rooms.governance.queries.governance import Governance, sign_off_of
from allied.rooms.governance.queries.sides import names_of_sides
from allied.rooms.governance.rhythm import in_words
from allied.rooms.governance.rights import DecisionRight, Forum, Joint, Layer
from allied.rooms.governance.roles import role_words
from allied.rooms.governance.rrule import UnknownRhythm

FORMATS = ("pdf", "docx", "md", "xlsx")
LAYERS = {
    Layer.STEERING: "Steering layer",
    Layer.OPERATIONAL: "Operational layer",
    Layer.WORKING: "Working layer",
}
JOINT = {Joint.YES: "yes", Joint.NO: "no", Joint.SOMETIMES: "sometimes"}
GONE = "somebody who has left"
NONE_YET = "None yet."


def governance_file(alliance: Alliance, found: Governance, person: Person, kind: str) -> FileMade:
    """The newest version of the blueprint as md, docx, pdf or xlsx."""
    name = f"governance-{found.newest.revision}"
    if kind == "xlsx":
        title = f"Governance of {alliance.name}"
        content = spreadsheet(title, [_forum_grid(found), _right_grid(found)])
        return FileMade(f"{name}.xlsx", MEDIA_TYPE, content)
    return file_of(_paper(alliance, found, person), kind, name)


def _paper(alliance: Alliance, found: Governance, person: Person) -> Paper:
    row = found.newest
    return Paper(
        title=one_line(f"Governance of {alliance.name}"),
        subtitle=standing_of(row),
        header=" × ".join(side.name for side in found.sides.values()),
        blocks=list(_blocks(found, person)),
        footer=f"Version {row.revision} · SHA-256 {row.digest}",
    )


def standing_of(row: Blueprint) -> str:
    """Where this version stands, in words."""
    if row.in_force_at and row.state == "signed":
        return f"Version {row.revision}, in force since {day(row.in_force_at)}"
    return f"Version {row.revision}, {row.get_state_display().lower()}"


def _blocks(found: Governance, person: Person) -> Iterator[Block]:
    rules = found.rules
    yield Heading(text="Layers and forums")
    for layer, title in LAYERS.items():
        forums = [forum for forum in rules.forums if forum.layer is layer]
        yield Heading(text=title, level=2)
        if not forums:
            yield Paragraph(text=NONE_YET, quiet=True)
        for forum in forums:
            yield Paragraph(lead=_ended(forum.name), text=forum.purpose)
            yield Listing(items=list(_said(forum, found)))
    yield Heading(text="Decision rights")
    yield _rights(found)
    yield Paragraph(
        text="Days are working days. Joint approval needs the approval of every side; no number of "
        "approvals of one side replaces that of another.",
        quiet=True,
    )
    yield Heading(text="Signatures")
    yield _signatures(found, person)


def _ended(name: str) -> str:
    return name if name.endswith((".", "!", "?")) else f"{name}."


def rhythm_of(forum: Forum) -> str:
    """When a forum meets, in words; what cannot be read stays as it is."""
    try:
        return capitalised(in_words(forum.rhythm)) if forum.rhythm else "As needed"
    except UnknownRhythm:
        return forum.rhythm


def _said(forum: Forum, found: Governance) -> Iterator[str]:
    long = f", {counted(forum.minutes_long, 'minute')}" if forum.minutes_long else ""
    yield f"Meets: {rhythm_of(forum)}{long}"
    for side in found.sides.values():
        people = [found.people.get(one, GONE) for one in forum.members_of(str(side.id))]
        yield f"{side.name}: {listed(people) or 'nobody yet'}"
    chair = [found.people.get(forum.chair, "")] if forum.chair else []
    chair += ["rotates between the sides"] if forum.chair_rotates else []
    if any(chair):
        yield f"Chair: {', '.join(one for one in chair if one)}"
    sides = [names_of_sides(found.sides).get(one, one) for one in forum.quorum_sides]
    whose = listed(sides) or "each side"
    yield f"Quorum: {forum.quorum} of {whose}" if forum.quorum else "Quorum: none"
    if forum.notice_days is not None:
        before = f"{_days(forum.notice_days)} before" if forum.notice_days else "on the day of"
        yield f"Papers: {before} the meeting"
    if forum.minutes_days is not None:
        yield f"Minutes accepted when nobody objects in {_days(forum.minutes_days)}"


def _days(count: int | None) -> str:
    return counted(count, "working day") if count is not None else ""


def _rights(found: Governance) -> Block:
    heads = (
        *("Decision type", "Owner", "Joint approval", "Forum", "SLA"),
        *("Escalation", "In writing", "No decision"),
    )
    rows = [_right_cells(right, found) for right in found.rules.rights]
    widths = (4, 4, 3, 3, 3, 4, 2, 3)
    return (
        Table(heads=heads, rows=rows, widths=widths)
        if rows
        else Paragraph(text=NONE_YET, quiet=True)
    )


def _right_cells(right: DecisionRight, found: Governance) -> Sequence[str]:
    names = names_of_sides(found.sides)
    wait = f" within {_days(right.convening_days)}" if right.convening_days else ""
    place = found.rules.forum_name(right.forum) if right.forum else ""
    where = " ".join(
        part for part in (place, f"as needed{wait}" if right.as_needed else "") if part
    )
    condition = f" if {right.condition}" if right.condition else ""
    end = deadlock_words(right.deadlock, names.get(right.deadlock.party, ""))
    return (
        right.name,
        _owner(right, found),
        JOINT[right.joint] + condition,
        where or "–",
        _days(right.sla_days) or "–",
        _escalation(right, found) or "–",
        "yes" if right.written else "no",
        end.removeprefix("No decision: ") or "–",
    )


def _owner(right: DecisionRight, found: Governance) -> str:
    forum = found.rules.forum_name(right.owner_forum) if right.owner_forum else ""
    return right.owner or forum or listed([role_words(role) for role in right.owner_seats]) or "–"


def _escalation(right: DecisionRight, found: Governance) -> str:
    if right.escalation is None:
        return ""
    in_days = f", {_days(right.escalation.sla_days)}" if right.escalation.sla_days else ""
    return found.rules.forum_name(right.escalation.to) + in_days


def _signatures(found: Governance, person: Person) -> Block:
    given = [one for one in sign_off_of(found.newest, person)[1] if one.signed]
    if not given:
        return Paragraph(text="Nobody has signed this version.", quiet=True)
    names = names_of_sides(found.sides)
    rows = [
        (
            names.get(str(one.owner_id), ""),
            one.person.name,
            one.role,
            one.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"),
        )
        for one in given
    ]
    return Table(heads=("Organisation", "Signed by", "Role", "Date (UTC)"), rows=rows)


def _forum_grid(found: Governance) -> Grid:
    """In the columns of the alliance workbook, so that it can be brought in again."""
    rows = [
        (
            forum.name,
            forum.layer.value,
            forum.rhythm,
            ", ".join(found.people[m.person] for m in forum.members if m.person in found.people),
            forum.quorum,
            forum.purpose,
        )
        for forum in found.rules.forums
    ]
    heads = ("Forum", "Layer", "Rhythm", "Members", "Quorum", "Purpose")
    return Grid(name="Forums", heads=heads, rows=rows, widths=(26, 14, 26, 44, 9, 60))


def _right_grid(found: Governance) -> Grid:
    rows = [
        (
            right.name,
            _owner(right, found),
            JOINT[right.joint] + (f" ({right.condition})" if right.condition else ""),
            found.rules.forum_name(right.forum) if right.forum else "as needed",
            f"{right.sla_days} days" if right.sla_days else None,
            found.rules.forum_name(right.escalation.to) if right.escalation else None,
            "yes" if right.written else "no",
            deadlock_words(
                right.deadlock, names_of_sides(found.sides).get(right.deadlock.party, "")
            ),
        )
        for right in found.rules.rights
    ]
    heads = (
        *("Decision type", "Owner", "Joint approval?", "Forum", "SLA", "Escalation"),
        *("In writing", "No decision"),
    )
    return Grid(
        name="Decision rights", heads=heads, rows=rows, widths=(28, 26, 22, 26, 12, 26, 11, 36)
    )
