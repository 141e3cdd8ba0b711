"""What each act of `allied risks` does: the result for scripts, and words for people."""

from argparse import Namespace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from allied.alliances.attachments.api import AttachmentShown
from allied.alliances.attachments.commands import attach_file, erase_file
from allied.alliances.models import Alliance
from allied.cli.doors import attached_files, attachment_named, file_to_attach, person_named
from allied.kit.amounts import money
from allied.kit.errors import Refused
from allied.kit.words import counted, day, listed, shortened
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.api.points import SinglePointsShown
from allied.rooms.diligence.api.schemas import RiskFull, RiskShown
from allied.rooms.diligence.content import ControlContent, LossContent, RiskContent
from allied.rooms.diligence.evidence import about_control
from allied.rooms.diligence.exposure import read_assessment
from allied.rooms.diligence.forms import first_of, number_of, share_of
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.queries.losses import losses_of
from allied.rooms.diligence.queries.one import case_of
from allied.rooms.diligence.queries.register import (
    Filters,
    chosen,
    controls_by_risk,
    in_order,
    joint,
    risks,
)
from allied.rooms.diligence.queries.single_points import joint_points
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.reading import read_money
from allied.rooms.diligence.writing import require_placer, today_of

type Said = tuple[Any, str]
SHOWN = 200


def _risk(options: Namespace, person: Person, alliance: Alliance) -> Risk:
    """The risk with this number or id, among those the person may see."""
    rows, text = risks(person, alliance), options.risk.strip().upper()
    letter, _, number = text.rpartition("-")
    if number.isdecimal() and letter in {"", "R", "P"}:
        audience = OURS if letter == "P" else JOINT
        found = rows.filter(audience=audience, number=int(number)).first()
    else:
        try:
            found = rows.filter(pk=UUID(options.risk)).first()
        except ValueError:
            found = None
    if found is None:
        raise Refused("unknown_risk", f"There is no risk {options.risk!r} here.")
    found.alliance = alliance
    return found


def _day(text: str | None, flag: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("day", f"{flag} {text!r} is no day such as 2026-11-30.") from error


def _shown(risk: Risk, person: Person) -> Said:
    """The risk as it stands."""
    fresh = risks(person, risk.alliance).get(pk=risk.pk)
    fresh.alliance = risk.alliance
    now = timezone.now()
    case = case_of(fresh, person, now, today_of(person.home, now))
    full = RiskFull.of_case(case)
    lines = [f"{fresh.ref} {shortened(fresh.title, 100)} ({fresh.get_state_display()})"]
    for one in case.standings:
        cost = one.rating.exposure
        amount = f", {money(cost, fresh.currency)}" if cost is not None else ""
        lines.append(f"  {one.words}: {one.rating.score} of 25{amount}")
    for n, each in enumerate(case.controls, 1):
        state = "in place" if each.control.in_place_at else "planned"
        due = f", due {each.control.due}" if each.control.due and state == "planned" else ""
        lines.append(f"  {n}. {state}{due}: {shortened(each.control.text, 80)}")
    return full.model_dump(mode="json"), "\n".join(lines)


def list_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """The register."""
    filters = Filters(state=options.state, text=options.text)
    rows = chosen(risks(person, alliance), filters, today_of(person.home, timezone.now()))
    found = list(in_order(rows)[:SHOWN])
    lines = [
        f"{row.ref:<6}{row.score or '–':>3}  {shortened(row.title, 80)}"
        + ("" if row.audience == JOINT else f" (only {person.home.short_name})")
        for row in found
    ]
    items = [RiskShown.of(row).model_dump(mode="json") for row in found]
    return {"items": items}, "\n".join(lines) or "No risk matches."


def show_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """One risk."""
    return _shown(_risk(options, person, alliance), person)


def _content(options: Namespace, alliance: Alliance, first: dict[str, Any]) -> RiskContent:
    """What was said, over what is there already."""
    said = first | {
        name: value
        for name, value in vars(options).items()
        if name in first and value not in (None, "")
    }
    return RiskContent(
        title=said["title"],
        cause=said["cause"],
        event=said["event"],
        effect=said["effect"],
        category=said["category"],
        review_on=_day(options.review_on, "--review-on"),
        assessment=read_assessment(
            probability=said["probability"],
            impact=said["impact"],
            delay=said["delay"],
            exposure=said["exposure"],
            scales=scales_of(alliance),
            limits=limits(),
        ),
    )


EMPTY = dict.fromkeys(
    ("title", "category", "probability", "impact", "delay", "exposure", "cause", "event", "effect"),
    "",
)


def add_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Put a risk on the register."""
    due = _day(options.due, "--due")
    made = commands.register_risk(
        by=person,
        alliance=alliance,
        said=_content(options, alliance, EMPTY),
        audience=OURS if options.ours else JOINT,
        holder=person_named(options.owner) if options.owner else None,
        control=ControlContent(text=options.mitigation, due=due) if options.mitigation else None,
        now=timezone.now(),
    )
    return _shown(made, person)


def change_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Describe or rate it anew; what is not named stays."""
    risk = _risk(options, person, alliance)
    first = {name: value for name, value in first_of(risk).items() if name in EMPTY}
    changed = commands.change_risk(
        by=person,
        risk=risk,
        said=_content(options, alliance, first),
        version=risk.version,
        holder=person_named(options.owner) if options.owner else risk.holder,
        now=timezone.now(),
    )
    return _shown(changed, person)


def review_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Looked at again."""
    risk, next_on = _risk(options, person, alliance), _day(options.next_on, "--next-on")
    assert next_on is not None, "the parser asks for it"
    commands.review_risk(
        by=person, risk=risk, next_on=next_on, note=options.note, now=timezone.now()
    )
    return _shown(risk, person)


def happened_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """It happened."""
    risk, on = _risk(options, person, alliance), _day(options.on, "--on")
    assert on is not None, "the parser asks for it"
    commands.realise_risk(
        by=person,
        risk=risk,
        happened_on=on,
        cost=read_money(options.cost, risk.currency, field="cost"),
        note=options.note,
        now=timezone.now(),
    )
    return _shown(risk, person)


def close_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """It cannot happen any more."""
    risk = _risk(options, person, alliance)
    commands.close_risk(by=person, risk=risk, reason=options.reason, now=timezone.now())
    return _shown(risk, person)


def reopen_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """It may happen again."""
    risk = _risk(options, person, alliance)
    commands.reopen_risk(by=person, risk=risk, reason=options.reason, now=timezone.now())
    return _shown(risk, person)


def control_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Plan something about it."""
    risk = _risk(options, person, alliance)
    said = ControlContent(
        text=options.text,
        due=_day(options.due, "--due"),
        less_probability=share_of(options.less_probability, "less_probability"),
        less_impact=share_of(options.less_impact, "less_impact"),
    )
    holder = person_named(options.owner) if options.owner else None
    commands.add_control(by=person, risk=risk, said=said, holder=holder, now=timezone.now())
    return _shown(risk, person)


def _control(options: Namespace, person: Person, risk: Risk) -> Control:
    """The control with this place in the list, or with this id."""
    found = controls_by_risk(person, [risk.pk]).get(risk.pk, [])
    wanted = options.control.strip()
    for n, control in enumerate(found, 1):
        if wanted in (str(n), str(control.pk)):
            control.risk = risk
            return control
    raise Refused("unknown_control", f"{risk.ref} has no control {options.control!r}.")


def place_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """A control is in place."""
    risk = _risk(options, person, alliance)
    control = _control(options, person, risk)
    commands.place_control(
        by=person, control=control, evidence=options.evidence, now=timezone.now()
    )
    return _shown(risk, person)


def fail_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """A control does not work after all."""
    risk = _risk(options, person, alliance)
    control = _control(options, person, risk)
    commands.unplace_control(by=person, control=control, reason=options.reason, now=timezone.now())
    return _shown(risk, person)


def replan_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Describe a control anew; what is not named stays."""
    risk = _risk(options, person, alliance)
    control = _control(options, person, risk)
    said = ControlContent(
        text=options.text or control.text,
        due=_day(options.due, "--due") or control.due,
        less_probability=_share(options, control, "less_probability"),
        less_impact=_share(options, control, "less_impact"),
    )
    commands.change_control(
        by=person,
        control=control,
        said=said,
        holder=person_named(options.owner) if options.owner else control.holder,
        version=control.version,
        now=timezone.now(),
    )
    return _shown(risk, person)


def _share(options: Namespace, control: Control, name: str) -> Decimal:
    said = getattr(options, name)
    return getattr(control, name) if said is None else share_of(said, name)


def drop_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Give a control up."""
    risk = _risk(options, person, alliance)
    control = _control(options, person, risk)
    commands.remove_control(by=person, control=control, now=timezone.now())
    return _shown(risk, person)


def files_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """The files that show a control."""
    return attached_files(person, _control(options, person, _risk(options, person, alliance)).pk)


def attach_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Put a file to a control."""
    control = _control(options, person, _risk(options, person, alliance))
    now = timezone.now()
    require_placer(person, control, now)
    name, raw = file_to_attach(options.file)
    made = attach_file(
        by=person, about=about_control(control), name=name, raw=raw, note=options.note, now=now
    )
    return AttachmentShown.of(made).model_dump(mode="json"), f"{made.name} is attached."


def erase_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Erase a file of one's own company from a control."""
    control = _control(options, person, _risk(options, person, alliance))
    now = timezone.now()
    require_placer(person, control, now)
    found = attachment_named(person, control.pk, options.file)
    gone = erase_file(by=person, attachment=found, right=about_control(control).right, now=now)
    says = "Erased: its name and its bytes are gone."
    return AttachmentShown.of(gone).model_dump(mode="json"), says


def loss_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """How often it strikes in a year and what it then costs."""
    risk = _risk(options, person, alliance)
    said = LossContent(
        frequency=number_of(options.frequency, "frequency"),
        low=read_money(options.low, risk.currency, field="low") if options.low else None,
        high=read_money(options.high, risk.currency, field="high") if options.high else None,
        trigger=options.trigger,
    )
    commands.estimate_loss(
        by=person, risk=risk, said=said, version=risk.version, now=timezone.now()
    )
    return _shown(risk, person)


def share_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Share exactly the words that are named; nothing else of the private risk leaves."""
    if not options.yes:
        sentence = "They read it at once and for good. Say --yes when you have read every word."
        raise Refused("not_read", sentence)
    made = commands.share_risk(
        by=person,
        risk=_risk(options, person, alliance),
        said=_content(options, alliance, EMPTY),
        now=timezone.now(),
    )
    made.alliance = alliance
    return _shown(made, person)


def losses_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """The mean, and what one year of twenty exceeds."""
    found = losses_of(joint(risks(person, alliance)))
    if found.curve is None:
        return {"risks": 0}, "No risk has an estimate yet."
    curve = found.curve
    result = {
        "risks": len(found.risks),
        "mean": curve.exact.mean,
        "sd": curve.exact.sd,
        "no_loss": curve.exact.no_loss,
        "p50": curve.amount_at(0.5),
        "p90": curve.amount_at(0.9),
        "p95": curve.amount_at(0.95),
        "years": curve.years,
        "seed": curve.seed,
    }
    mean, worst = (
        money(round(one), alliance.currency) for one in (curve.exact.mean, curve.amount_at(0.95))
    )
    many = counted(len(found.risks), "estimated risk")
    return result, f"{mean} in a year on average over {many}; one year of twenty exceeds {worst}."


def points_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """What hangs on few people."""
    now = timezone.now()
    points = joint_points(alliance, now, today_of(person.home, now))
    lines = [
        f"{'critical' if one.red else '–':<9} {one.item.label} ({one.item.kind}): "
        f"{points.called(one.person)}"
        for one in points.sole
    ]
    lines += [f"nobody    {item.label} ({item.kind})" for item in points.orphans]
    lines += [
        f"leave     {gap.item.label}, {day(gap.period.first)} to {day(gap.period.last)}"
        for gap in points.gaps
    ]
    if points.load:
        lines += [
            f"load      HHI {points.load.hhi:.2f}, as if {points.load.effective_owners:.1f} people "
            f"carried the same: {points.load.concentration}"
        ]
    if points.bus.number:
        people = listed([points.called(one) for one in points.bus.people])
        lines += [f"without   {people}, {points.bus.orphaned} of {points.bus.items} have nobody"]
    said = "\n".join(lines) or "Nothing is written down yet."
    return SinglePointsShown.of(points).model_dump(mode="json"), said
