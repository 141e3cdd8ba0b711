"""`allied decisions …` and `allied governance …`: the same commands as on the pages."""

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, show, start
from allied.kit.errors import Refused
from allied.kit.lint import counting
from allied.kit.words import listed

DECISIONS = {
    "list": "decisions of an alliance",
    "show": "one decision",
    "raise": "ask for a decision",
    "answer": "approve or decline for your organisation",
    "comment": "say something to both companies, or to your own side",
    "pause": "wait for information",
    "resume": "go on",
    "meeting": "record that a forum took it; each company confirms for itself",
    "withdraw": "take the question back",
}
GOVERNANCE = {
    "show": "forums, decision rights and what the lint says",
    "start": "begin with the starter forums and rows",
    "sign": "sign the version that is up for signature",
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The options of each verb and of what it does."""
    table = DECISIONS if verb == "decisions" else GOVERNANCE
    parts = parser.add_subparsers(dest="act", required=True, metavar="|".join(table))
    for act, does in table.items():
        part = parts.add_parser(act, help=does, description=does)
        part.add_argument("alliance", metavar="ALLIANCE", help="its name or id")
        add_as(part)
        part.add_argument("--json", action="store_true", help="print the result for a script")
        if verb == "decisions":
            _add(act, part)


def _add(act: str, part: argparse.ArgumentParser) -> None:
    if act not in {"list", "raise"}:
        part.add_argument("decision", metavar="D-7", help="its number or id")
    if act == "list":
        part.add_argument("--state", default="undecided", help="a state, undecided or all")
        part.add_argument("--text", default="", help="words in its title or question")
    if act == "raise":
        part.add_argument("--type", required=True, help="the id of a row of the matrix")
        part.add_argument("--title", required=True)
        part.add_argument("--question", default="")
        part.add_argument("--option", action="append", default=[], help="repeat for each option")
        part.add_argument("--recommend", default="", metavar="LETTER")
        part.add_argument("--value", default="", help="value at stake, such as 'EUR 112,000'")
        part.add_argument("--joint", action="store_true", help="the condition applies")
    if act == "answer":
        part.add_argument("verdict", choices=("approve", "decline"))
        part.add_argument("--option", default="", metavar="LETTER")
        part.add_argument("--condition", action="append", default=[])
    if act == "pause":
        part.add_argument("--why", required=True, help="waiting_for_other_side, …")
        part.add_argument("--until", required=True, type=date.fromisoformat, metavar="DAY")
    if act in {"answer", "pause", "withdraw"}:
        part.add_argument("--reason", default="")
    if act == "meeting":
        part.add_argument("--forum", required=True, help="the id of a forum")
        part.add_argument("--held-on", required=True, type=date.fromisoformat, metavar="DAY")
        part.add_argument("--option", required=True, metavar="LETTER")
        there: dict[str, Any] = {"action": "append", "default": [], "metavar": "ADDRESS"}
        part.add_argument("--present", help="who was there; repeat for each", **there)
        part.add_argument("--stand-in", help="who came instead of a member; repeat", **there)
    if act == "comment":
        part.add_argument("text")
        part.add_argument("--ours", action="store_true", help="for your own side only")


def run(verb: str, options: argparse.Namespace) -> int:
    """Find who acts and on what, carry it out, and say what is there now."""
    start()
    from django.utils import timezone

    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        acts = _DECISIONS if verb == "decisions" else _GOVERNANCE
        result, says = acts[options.act](options, person, alliance, timezone.now())
    show(result, as_json=options.json, says=says)
    return 0


type Said = tuple[Any, str]


def _list(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance.api.schemas import DecisionShown
    from allied.rooms.governance.queries import register
    from allied.rooms.governance.queries.sides import sides_of

    filters = register.Filters(state=options.state, text=options.text)
    rows = register.chosen(register.register(person, alliance), filters, now)
    found, _ = register.page_of_decisions(rows, sides_of(alliance, person), now)
    lines = [f"{row.decision.name} ({row.decision.get_state_display()})" for row in found]
    items = [DecisionShown.of_row(row).model_dump(mode="json") for row in found]
    return {"items": items}, "\n".join(lines) or "No decision matches."


def _decision(options: argparse.Namespace, person: Any, alliance: Any) -> Any:
    from uuid import UUID

    from allied.rooms.governance.queries.decision import decisions_to_show

    rows = decisions_to_show(person, alliance)
    number = options.decision.upper().removeprefix("D-")
    try:
        wanted = {"number": int(number)} if number.isdecimal() else {"pk": UUID(options.decision)}
    except ValueError:
        wanted = {"number": 0}
    found = rows.filter(**wanted).first()
    if found is None:
        raise Refused("unknown_decision", f"There is no decision {options.decision!r} here.")
    return found


def _shown(decision: Any, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance.api.schemas import DecisionFull
    from allied.rooms.governance.queries.decision import case_of, decisions_to_show
    from allied.rooms.governance.queries.sides import sides_of

    fresh = decisions_to_show(person, alliance).get(pk=decision.pk)
    full = DecisionFull.of_case(case_of(fresh, person, sides_of(alliance, person), now))
    clock = f"\n{full.clock.says}" if full.clock else ""
    options = "".join(f"\n  {option.key}  {option.title}" for option in full.options)
    says = (
        f"D-{full.number} {full.title} ({fresh.get_state_display()})\n{full.says}{clock}{options}"
    )
    return full.model_dump(mode="json"), says


def _show(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    return _shown(_decision(options, person, alliance), person, alliance, now)


def _raise(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands
    from allied.rooms.governance.asking import Question, lettered
    from allied.rooms.governance.models import DecisionRight

    rights = DecisionRight.objects.visible_to(person).filter(alliance=alliance)
    right = rights.filter(key=options.type).first()
    if right is None:
        known = ", ".join(rights.filter(ended_at=None).values_list("key", flat=True))
        raise Refused("unknown_type", f"The matrix has no type {options.type!r}: use {known}.")
    value, currency = _value(options.value, alliance.currency)
    question = Question(
        title=options.title,
        question=options.question,
        options=lettered({"title": title} for title in options.option),
        recommendation=options.recommend,
        value=value,
        currency=currency,
    )
    decision = commands.raise_decision(
        by=person,
        alliance=alliance,
        right=right,
        question=question,
        condition_applies=options.joint,
        now=now,
    )
    return _shown(decision, person, alliance, now)


def _value(text: str, currency: str) -> tuple[Decimal | None, str]:
    from allied.rooms.governance.value import NotAnAmount, parse_value

    if not text.strip():
        return None, ""
    try:
        value = parse_value(text, currency)
    except NotAnAmount as error:
        raise Refused("value", str(error)) from error
    return value.amount, value.currency


def _answer(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands

    decision = _decision(options, person, alliance)
    commands.answer_decision(
        by=person,
        decision=decision,
        verdict=options.verdict,
        option=options.option,
        reason=options.reason,
        conditions=options.condition,
        revision_digest=decision.digest,
        now=now,
    )
    return _shown(decision, person, alliance, now)


def _comment(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands

    made = commands.comment_on_decision(
        by=person,
        decision=_decision(options, person, alliance),
        text=options.text,
        audience="ours" if options.ours else "joint",
        now=now,
    )
    says = "Your own side reads it." if options.ours else "Both companies read it."
    return {"id": made.pk, "audience": made.audience}, says


def _pause(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands

    decision = _decision(options, person, alliance)
    commands.ask_for_information(
        by=person,
        decision=decision,
        why=options.why,
        reason=options.reason,
        until=options.until,
        now=now,
    )
    return _shown(decision, person, alliance, now)


def _resume(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands

    decision = _decision(options, person, alliance)
    commands.resume_decision(by=person, decision=decision, now=now)
    return _shown(decision, person, alliance, now)


def _meeting(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands
    from allied.rooms.governance.models import Forum

    forums = Forum.objects.visible_to(person).filter(alliance=alliance, ended_at=None)
    forum = forums.filter(key=options.forum).first()
    if forum is None:
        known = ", ".join(forums.order_by("key").values_list("key", flat=True))
        raise Refused("unknown_forum", f"There is no forum {options.forum!r}: use {known}.")
    decision = _decision(options, person, alliance)
    commands.record_meeting(
        by=person,
        decision=decision,
        forum=forum,
        held_on=options.held_on,
        option=options.option,
        present=_seated(options.present, alliance, now),
        stand_ins=_seated(options.stand_in, alliance, now),
        now=now,
    )
    return _shown(decision, person, alliance, now)


def _seated(addresses: list[str], alliance: Any, now: Any) -> list[Any]:
    """The people with these addresses, of those who sit in the alliance."""
    from allied.rooms.governance.queries.sides import seats_now

    known = {one.email.lower(): one for one in seats_now(alliance, now).people.values()}
    unknown = [address for address in addresses if address.strip().lower() not in known]
    if unknown:
        raise Refused(
            "present", f"Nobody with a seat here has the address {listed(unknown, 'or')}."
        )
    return [known[address.strip().lower()] for address in addresses]


def _withdraw(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands

    decision = _decision(options, person, alliance)
    commands.withdraw_decision(by=person, decision=decision, reason=options.reason, now=now)
    return _shown(decision, person, alliance, now)


def _governance(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance.queries.governance import governance_of
    from allied.rooms.governance.queries.sides import sides_of

    found = governance_of(alliance, person, sides_of(alliance, person), now)
    if found is None:
        raise Refused(
            "not_started", "There is no governance blueprint yet: allied governance start."
        )
    row = found.newest
    lines = [f"Version {row.revision}: {row.get_state_display()}"]
    lines += [f"{forum.layer}: {forum.name}" for forum in found.rules.forums]
    for right in found.rules.rights:
        days = f"{right.sla_days} working days" if right.sla_days else "no SLA"
        lines.append(f"{right.name} ({right.id}): {right.owner}, {days}")
        lines += [
            f"  {each.rule} {each.message} {each.fix}" for each in found.findings_on(right.id)
        ]
    result = {
        "revision": row.revision,
        "state": row.state,
        "version": row.version,
        "digest": row.digest,
        "content": row.content,
        "findings": [each.rule for each in counting(found.findings)],
    }
    return result, "\n".join(lines)


def _start(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands

    commands.start_governance(by=person, alliance=alliance, now=now)
    return _governance(options, person, alliance, now)


def _sign(options: argparse.Namespace, person: Any, alliance: Any, now: Any) -> Said:
    from allied.rooms.governance import commands

    digest = _governance(options, person, alliance, now)[0]["digest"]
    commands.sign_blueprint(by=person, alliance=alliance, digest=digest, now=now)
    return _governance(options, person, alliance, now)


type Act = Callable[[argparse.Namespace, Any, Any, Any], Said]
_DECISIONS: dict[str, Act] = {
    "list": _list,
    "show": _show,
    "raise": _raise,
    "answer": _answer,
    "comment": _comment,
    "pause": _pause,
    "resume": _resume,
    "meeting": _meeting,
    "withdraw": _withdraw,
}
_GOVERNANCE: dict[str, Act] = {"show": _governance, "start": _start, "sign": _sign}
