"""What each sub-verb of `allied thesis` does: result for scripts, words for people, fine or not."""

from argparse import Namespace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from allied.alliances.gates import Standing
from allied.alliances.lint_waivers import marked, waivers_of
from allied.alliances.models import Alliance, SignOff
from allied.cli.doors import read_file
from allied.kit.errors import Refused
from allied.kit.lint import counting
from allied.kit.words import counted
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.thesis import commands
from allied.rooms.thesis.findings import findings
from allied.rooms.thesis.models import AssumptionEvidence, Thesis
from allied.rooms.thesis.papers import markdown_of
from allied.rooms.thesis.queries import (
    Document,
    changes_between,
    document,
    joint_thesis,
    newest_document,
    own_draft,
)
from allied.rooms.thesis.schemas import (
    ChangeShown,
    EvidenceShown,
    FindingShown,
    SignOffShown,
    TestShown,
    ThesisShown,
    VerdictShown,
)
from allied.rooms.thesis.testing import assumption_tests, tally

type Said = tuple[Any, str, bool]


def _thesis(person: Person, alliance: Alliance, *, own: bool = False) -> Thesis:
    found = (own_draft if own else joint_thesis)(person, alliance)
    if found is None:
        which = "own draft" if own else "joint value thesis"
        raise Refused("no_thesis", f"{alliance.name} has no {which} yet.")
    return found


def _shown(person: Person, thesis: Thesis, revision: int | None = None) -> Document:
    found = document(person, thesis, revision)
    if found is None:
        raise Refused("no_version", f"There is no version {revision}.")
    return found


def _newest(person: Person, thesis: Thesis) -> Document:
    found = newest_document(person, thesis)
    assert found is not None, "a thesis is born with its first version"
    return found


def _plain(shown: Any) -> Any:
    return shown.model_dump(mode="json")


def show(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """The thesis as it counts, or one of its versions."""
    thesis = _thesis(person, alliance, own=options.own)
    found = _shown(person, thesis, options.revision)
    return _plain(ThesisShown.of(found)), markdown_of(found).rstrip(), True


def start(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Begin the thesis."""
    made = commands.start_thesis(
        by=person, alliance=alliance, audience=options.audience, now=timezone.now()
    )
    who = "every party reads it" if made.audience == JOINT else f"only {person.home} sees it"
    return _plain(ThesisShown.of(_newest(person, made))), f"Started; {who}.", True


def change(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Put the content of a file in one section."""
    thesis = _thesis(person, alliance, own=options.own)
    edit = options.edit or _newest(person, thesis).version.edit
    version = commands.change_section(
        by=person,
        thesis=thesis,
        section=options.section,
        content=read_file(options.file),
        version=edit,
        now=timezone.now(),
    )
    result = {"revision": version.revision, "edit": version.edit, "digest": version.digest}
    return result, f"Version {version.revision} is at edit {version.edit}.", True


def share(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Share our own draft as a joint copy."""
    mine = _thesis(person, alliance, own=True)
    joint = commands.share_draft(
        by=person,
        thesis=mine,
        version=_newest(person, mine).version.edit,
        sections=options.sections,
        now=timezone.now(),
    )
    return _plain(ThesisShown.of(_newest(person, joint))), "Shared with every party.", True


def lint(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """What the lint says; not fine when an error counts."""
    now = timezone.now()
    said = findings(Standing(alliance), person, now)
    found = marked(said, waivers_of(alliance.pk, now.date()))
    shown = [_plain(one) for one in FindingShown.of(found)]
    lines = [
        f"{one.rule} {one.section}: {one.message} {one.fix}"
        + (f" Waived: {one.waived}" if one.waived else "")
        for one in found
    ]
    fine = all(one.severity != "error" for one in counting(found))
    return shown, "\n".join(lines) or "The lint finds nothing to mend.", fine


def compare(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """What changed between two versions; the last two when none are named."""
    thesis = _thesis(person, alliance)
    last = _newest(person, thesis).version.revision
    new = options.new or last
    old = options.old or max(1, new - 1)
    found = changes_between(_shown(person, thesis, old), _shown(person, thesis, new))
    lines = [f"{counted(len(found), 'change')} from version {old} to version {new}."]
    lines += [one.sentence for one in found]
    return [_plain(one) for one in ChangeShown.of(found)], "\n".join(lines), True


def put_up(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Ask every party to sign the draft."""
    thesis = _thesis(person, alliance)
    edit = _newest(person, thesis).version.edit
    made = commands.put_up_for_signature(by=person, thesis=thesis, version=edit, now=timezone.now())
    return _signed(made, f"{made.title} is up for signature: {made.digest}")


def _signed(row: SignOff, says: str) -> Said:
    return _plain(SignOffShown.of(row)), says, True


def sign(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Sign for one's own organisation."""
    thesis = _thesis(person, alliance)
    digest = options.digest or _shown(person, thesis).version.digest
    row = commands.sign_thesis(by=person, thesis=thesis, digest=digest, now=timezone.now())
    rest = "it is in force" if row.completed_at else "other signatures are missing"
    return _signed(row, f"Signed for {person.home}; {rest}.")


def refuse(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Refuse to sign, with a reason."""
    thesis = _thesis(person, alliance)
    digest = options.digest or _shown(person, thesis).version.digest
    row = commands.refuse_thesis(
        by=person, thesis=thesis, digest=digest, reason=options.reason, now=timezone.now()
    )
    return _signed(row, f"Refused for {person.home}.")


def withdraw(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Take our signature back."""
    row = commands.withdraw_signature(
        by=person, thesis=_thesis(person, alliance), now=timezone.now()
    )
    return _signed(row, f"The signature of {person.home} is withdrawn.")


def tests(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """The assumptions with their tests."""
    found = _shown(person, _thesis(person, alliance))
    rows = assumption_tests(person, found, timezone.now().date())
    lines = [tally(rows)]
    lines += [
        f"{row.assumption.id} due {row.due}, {row.standing}: {row.assumption.statement}. {row.odds}"
        for row in rows
    ]
    return [_plain(TestShown.of(row)) for row in rows], "\n".join(lines), True


def evidence(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Record evidence on an assumption."""
    row = commands.add_evidence(
        by=person,
        thesis=_thesis(person, alliance),
        item=options.item,
        source=options.source,
        found_on=_day(options.found_on),
        direction=options.direction,
        strength=options.strength,
        independent=options.independent,
        text=options.text,
        now=timezone.now(),
    )
    return _plain(EvidenceShown.of(row)), f"Added: {row.pk}", True


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            "no_date", f"{text!r} is not a date; write it as 2026-10-30.", field="found_on"
        ) from error


def withdraw_evidence(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Take our evidence back."""
    rows = AssumptionEvidence.objects.visible_to(person).filter(alliance=alliance)
    try:
        row = rows.filter(pk=UUID(options.evidence_id)).first()
    except ValueError:
        row = None
    if row is None:
        raise Refused("no_evidence", "There is no such evidence.", field="id")
    done = commands.withdraw_evidence(by=person, evidence=row, now=timezone.now())
    return _plain(EvidenceShown.of(done)), "Withdrawn.", True


def judge(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Give our verdict on an assumption."""
    row = commands.judge_assumption(
        by=person,
        thesis=_thesis(person, alliance),
        item=options.item,
        verdict=options.verdict,
        reason=options.reason,
        now=timezone.now(),
    )
    shown = VerdictShown.of(row, person.home.name)
    return _plain(shown), f"Judged {row.verdict} for {person.home}.", True
