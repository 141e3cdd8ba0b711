"""What each sub-verb of `allied selection` does: result for scripts, words for people, fine or not."""

from argparse import Namespace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from allied.alliances import gates
from allied.alliances.attachments.api import AttachmentShown
from allied.alliances.invitation_links import link_to_pass_on
from allied.alliances.models import Alliance, Stage
from allied.cli.doors import attached_files, attachment_named, file_to_attach, read_file
from allied.kit.errors import Refused
from allied.kit.words import counted
from allied.people.models import Person
from allied.rooms.selection import commands
from allied.rooms.selection.api.results import ResultsShown
from allied.rooms.selection.api.schemas import (
    CandidateShown,
    GateShown,
    JudgeShown,
    JudgesShown,
    RaterShown,
    ScreeningLine,
    ScreeningShown,
    SheetShown,
    WeightingShown,
)
from allied.rooms.selection.cells import CellScore
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.models import Candidate, Screening, ScreeningCriterion
from allied.rooms.selection.papers import file_of
from allied.rooms.selection.queries.judges import judges_of
from allied.rooms.selection.queries.results import results_of
from allied.rooms.selection.queries.screenings import current, prepared, screenings_of
from allied.rooms.selection.queries.sheet import sheet_of

type Said = tuple[Any, str, bool]


def _screening(person: Person, alliance: Alliance, options: Namespace) -> Screening:
    found = screenings_of(person, alliance)
    number = getattr(options, "number", None)
    if number is not None:
        found = [one for one in found if one.number == number]
    row = current(found)
    if row is None:
        raise Refused("no_screening", f"{alliance.name} has no such partner selection.")
    return row


def _candidate(person: Person, screening: Screening, name: str) -> Candidate:
    rows = Candidate.objects.visible_to(person).filter(
        screening=screening, withdrawn_at__isnull=True
    )
    found = rows.select_related("screening", "alliance").filter(name_key=name.casefold()).first()
    if found is None:
        raise Refused("no_candidate", f"There is no candidate {name!r}.", field="candidate")
    return found


def _plain(shown: Any) -> Any:
    return shown.model_dump(mode="json")


def _whole(person: Person, screening: Screening) -> Any:
    row = Screening.objects.visible_to(person).get(pk=screening.pk)
    return _plain(ScreeningShown.whole(prepared(person, row)))


def list_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """The screenings of one's own side."""
    found = screenings_of(person, alliance)
    lines = [f"{one.number}  {one.title}  ({one.get_state_display().lower()})" for one in found]
    shown = [_plain(ScreeningLine.of(one)) for one in found]
    return shown, "\n".join(lines) or "No partner selection yet.", True


def show_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """The screening as Markdown, or for a script with its results."""
    row = _screening(person, alliance, options)
    shown = _whole(person, row)
    if row.shows_scores:
        shown["results"] = _plain(ResultsShown.of(results_of(person, row)))
    return shown, file_of(person, row, "md").decode().rstrip(), True


def start_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Begin a screening."""
    made = commands.start_screening(
        by=person, alliance=alliance, title=options.title, now=timezone.now()
    )
    return (
        _whole(person, made),
        f"Started as number {made.number}; only {person.home} sees it.",
        True,
    )


def weights_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Fix the weights."""
    made = commands.fix_weights(
        by=person,
        screening=_screening(person, alliance, options),
        method=options.method,
        said=read_file(options.file) if options.file else {},
        reason=options.reason,
        now=timezone.now(),
    )
    says = f"Version {made.revision} is fixed. {made.warning}".strip()
    return _plain(WeightingShown.of(made)), says, True


def compare_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Compare the criteria in pairs, for oneself."""
    row, said = _screening(person, alliance, options), read_file(options.file)
    if not isinstance(said, dict):
        raise Refused("pairs", "The file holds an object: pairs such as “a:b” with a number.")
    commands.compare_pairs(by=person, screening=row, pairs=said, now=timezone.now())
    found = judges_of(person, row, prepared(person, row).criteria).of(person.pk)
    assert found is not None
    assert found.weighed is not None
    says = f"Kept; ratio {found.weighed.ratio:.2f}. {found.weighed.warning}".strip()
    return _plain(JudgeShown.of(found)), says, True


def pairs_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Who compared, and what all give together."""
    row = _screening(person, alliance, options)
    found = judges_of(person, row, prepared(person, row).criteria)
    shown = JudgesShown.of(found, person)
    lines = [f"{one.name}: {_fit(one)}" for one in shown.judges] or [
        "Nobody has compared the pairs."
    ]
    if shown.weights:
        lines += [f"  {key} {weight:.1%}" for key, weight in shown.weights.items()]
        lines += [shown.warning or f"Together the ratio is {shown.ratio:.2f}."]
    return _plain(shown), "\n".join(lines), True


def _fit(one: JudgeShown) -> str:
    if not one.counts:
        return "does not count, the criteria changed since"
    return "compared" if one.ratio is None else f"ratio {one.ratio:.2f}"


def add_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Add a candidate."""
    made = commands.add_candidate(
        by=person,
        screening=_screening(person, alliance, options),
        name=options.candidate,
        text=options.note,
        now=timezone.now(),
    )
    return _plain(CandidateShown.of(made)), f"{made.name} is added.", True


def withdraw_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Stop looking at a candidate."""
    row = _candidate(person, _screening(person, alliance, options), options.candidate)
    gone = commands.withdraw_candidate(
        by=person, candidate=row, reason=options.reason, now=timezone.now()
    )
    return _plain(CandidateShown.of(gone)), f"{gone.name} is no longer looked at.", True


def attach_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Put an evidence file to a candidate."""
    name, raw = file_to_attach(options.file)
    row = _candidate(person, _screening(person, alliance, options), options.candidate)
    made = commands.attach_evidence(
        by=person,
        candidate=row,
        name=name,
        raw=raw,
        note=options.note,
        now=timezone.now(),
    )
    return _plain(AttachmentShown.of(made)), f"{made.name} is attached.", True


def files_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """The evidence files of a candidate."""
    row = _candidate(person, _screening(person, alliance, options), options.candidate)
    return *attached_files(person, row.pk), True


def erase_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Erase an evidence file of a candidate."""
    row = _candidate(person, _screening(person, alliance, options), options.candidate)
    found = attachment_named(person, row.pk, options.file)
    gone = commands.erase_evidence(by=person, attachment=found, now=timezone.now())
    return _plain(AttachmentShown.of(gone)), "Erased: its name and its bytes are gone.", True


def ask_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Ask colleagues to score."""
    rows = Person.objects.visible_to(person)
    people = []
    for email in options.emails:
        found = rows.filter(email=Person.objects.normalise(email)).first()
        if found is None:
            raise Refused("unknown_person", f"Nobody here has the address {email!r}.")
        people.append(found)
    made = commands.ask_raters(
        by=person,
        screening=_screening(person, alliance, options),
        people=people,
        now=timezone.now(),
    )
    says = f"{counted(len(made), 'colleague')} asked to score."
    return [_plain(RaterShown.of(one)) for one in made], says, True


def open_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Open the sheets of all raters."""
    row = commands.open_scoring(
        by=person,
        screening=_screening(person, alliance, options),
        rate_by=_day(options.until),
        now=timezone.now(),
    )
    return _whole(person, row), "Scoring is open.", True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        said = f"{text!r} is not a date; write it as 2027-12-31."
        raise Refused("no_date", said, field="until") from error


def sheet_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """One's own scores."""
    return _sheet(person, _screening(person, alliance, options), "")


def _sheet(person: Person, row: Screening, says: str) -> Said:
    found = sheet_of(person, row)
    if found is None:
        raise Refused("not_asked", "You were not asked to score these candidates.")
    rest = f"{len(found.given)} of {found.cells} cells scored."
    return _plain(SheetShown.of(found)), f"{says} {rest}".strip(), True


def _cells(person: Person, row: Screening, path: str) -> list[CellScore]:
    """Rows of candidate (name or id), criterion and score, as a JSON list."""
    given = read_file(path)
    names = {one.name_key: one.pk for one in prepared(person, row).candidates}
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refused("scores", "The file holds a list of scores.", field="file")
    return [
        CellScore(
            candidate=_id(str(one.get("candidate", "")), names),
            criterion=str(one.get("criterion", "")),
            score=one.get("score"),
            evidence=str(one.get("evidence", "")),
            red_flag=one.get("red_flag") is True,
        )
        for one in given
    ]


def _id(text: str, names: dict[str, UUID]) -> UUID:
    if text.casefold() in names:
        return names[text.casefold()]
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused("no_candidate", f"There is no candidate {text!r}.", field="file") from error


def score_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Keep one's own scores."""
    row = _screening(person, alliance, options)
    cells = _cells(person, row, options.file)
    commands.save_scores(by=person, screening=row, scores=cells, now=timezone.now())
    return _sheet(person, row, "Kept.")


def submit_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Hand one's own scores in."""
    row = _screening(person, alliance, options)
    commands.submit_scores(by=person, screening=row, now=timezone.now())
    return _sheet(person, row, "Submitted.")


def end_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """End the blind part."""
    row = _screening(person, alliance, options)
    commands.end_scoring(by=person, screening=row, now=timezone.now())
    return _whole(person, row), "Scoring has ended.", True


def revise_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Revise one's own scores, once."""
    row = _screening(person, alliance, options)
    cells = _cells(person, row, options.file)
    commands.revise_scores(by=person, screening=row, scores=cells, now=timezone.now())
    return _sheet(person, row, "Revised.")


def answer_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Answer a contested score."""
    row = _screening(person, alliance, options)
    rows = ScreeningCriterion.objects.visible_to(person).filter(screening=row)
    criterion = rows.filter(key=options.criterion, removed_at__isnull=True).first()
    if criterion is None:
        said = f"There is no criterion {options.criterion!r}."
        raise Refused("unknown_criterion", said, field="criterion")
    commands.answer_contest(
        by=person,
        candidate=_candidate(person, row, options.candidate),
        criterion=criterion,
        text=options.text,
        now=timezone.now(),
    )
    return _plain(ResultsShown.of(results_of(person, row))), "The answer is on file.", True


def close_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Close the screening."""
    row = _screening(person, alliance, options)
    commands.close_screening(by=person, screening=row, now=timezone.now())
    return _whole(person, row), "Closed.", True


def shortlist_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Decide the shortlist."""
    row = _screening(person, alliance, options)
    reasons = dict(one.split("=", 1) for one in options.exception if "=" in one)
    by_name = {name.casefold(): why for name, why in reasons.items()}
    listed = [_candidate(person, row, name) for name in options.candidates]
    made = commands.decide_shortlist(
        by=person,
        screening=row,
        places=[
            Placed(candidate=one.pk, exception=by_name.get(one.name_key, "")) for one in listed
        ],
        chosen=_candidate(person, row, options.chosen).pk if options.chosen else None,
        reason=options.reason,
        now=timezone.now(),
    )
    shown = _plain(ResultsShown.of(results_of(person, row)))
    return shown, f"Decision {made.revision} is in your own log.", True


def invite_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Invite a shortlisted candidate."""
    made = commands.invite_candidate(
        by=person,
        candidate=_candidate(person, _screening(person, alliance, options), options.candidate),
        address=options.address,
        name=options.name,
        now=timezone.now(),
    )
    link = link_to_pass_on(made)
    says = f"Send this link: {link}" if link else f"Allied writes to {made.address}."
    return {"invitation": str(made.pk), "link": link}, says, True


def repeat_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Look at a partner again."""
    made = commands.repeat_screening(
        by=person,
        candidate=_candidate(person, _screening(person, alliance, options), options.candidate),
        title=options.title,
        now=timezone.now(),
    )
    return _whole(person, made), f"Started as number {made.number}.", True


def gate_(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """What the gate of selection asks of one's own side; not fine while something is missing."""
    found = gates.own_gates(person, alliance, now=timezone.now())
    checks = [check for one in found if one.stage == Stage.SELECTION for check in one.checks]
    lines = [f"{'yes' if one.holds else 'no '}  {one.says}" for one in checks]
    shown = [_plain(GateShown(id=c.id, says=c.says, holds=c.holds)) for c in checks]
    return shown, "\n".join(lines), all(one.holds for one in checks)
