"""Change requests on the command line."""

import argparse
from collections.abc import Callable
from typing import Any

from allied.cli.doors import add_as, alliance_named, person_named, read_file, show, start
from allied.kit.errors import Refused

SUBVERBS = {
    "list": "the requests, the newest first",
    "show": "one request with what it means for each side",
    "ask": "ask for the change in a JSON file",
    "rewrite": "write a request anew from a JSON file, for the version in force now",
    "impact": "say what a change means for one's own side",
    "put": "put a request to those who decide",
    "withdraw": "let a change go",
}


def add_arguments(verb: str, parser: argparse.ArgumentParser) -> None:
    """The sub-verbs and their options."""
    subs = parser.add_subparsers(dest="sub", required=True, metavar="ACT")
    for name, does in SUBVERBS.items():
        sub = subs.add_parser(name, help=does, description=does)
        sub.add_argument("alliance", help="the name or the id of the alliance")
        if name not in {"list", "ask"}:
            sub.add_argument("change", help="its number, such as CR-2")
        if name in {"ask", "rewrite"}:
            sub.add_argument(
                "--file",
                required=True,
                help="JSON with kind, title, why, edit, right; - reads input",
            )
        if name == "impact":
            sub.add_argument("--text", required=True)
            sub.add_argument("--cost")
            sub.add_argument("--days", type=int)
        if name == "withdraw":
            sub.add_argument("--reason", required=True)
        add_as(sub)
        sub.add_argument("--json", action="store_true", dest="as_json")


def run(verb: str, options: argparse.Namespace) -> int:
    """Call the sub-verb for the person and the alliance that were named."""
    start()
    from allied.people.doors import acting_as

    person = person_named(options.email)
    with acting_as(person):
        alliance = alliance_named(options.alliance, person)
        result, says = ACTS[options.sub](person, alliance, options)
    show(result, as_json=options.as_json, says=says)
    return 0


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _list(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.changes.queries import MOST_SHOWN, changes

    rows = [_line(row) for row in changes(person, alliance)[:MOST_SHOWN]]
    lines = [f"{row['ref']:<6}{row['state']:<14}{row['title']}" for row in rows]
    return rows, "\n".join(lines) or "Nobody has asked for a change yet."


def _line(row: Any) -> dict[str, Any]:
    parts = ("ref", "title", "kind", "state", "based_on", "written_as", "version")
    found = {part: getattr(row, part) for part in parts}
    return found | {"decision": row.decision.number if row.decision else None}


def _show(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.changes.queries import shown

    row = _found(person, alliance, options)
    found = shown(row, person)
    impacts = [
        {
            "side": side.party.organisation.short_name,
            "text": side.impact.text,
            "cost": side.impact.cost,
            "days": side.impact.days,
        }
        for side in found.sides
        if side.impact
    ]
    told = _line(row) | {"changes": row.changes, "why": row.why, "impacts": impacts}
    lines = [f"{row.ref} {row.title} ({row.state})", *row.changes, f"Why: {row.why}"]
    lines += [f"{one['side']}: {one['text']}" for one in impacts]
    return told, "\n".join(lines)


def _content(person: Any, alliance: Any, options: Any) -> Any:
    from allied.rooms.agreement.changes.commands import ChangeContent
    from allied.rooms.governance.models import DecisionRight

    said = read_file(options.file)
    if not isinstance(said, dict):
        raise Refused("unreadable", "The file holds one JSON object with named fields.")
    edit = said.get("edit")
    rows = DecisionRight.objects.visible_to(person).filter(alliance=alliance, ended_at__isnull=True)
    return ChangeContent(
        kind=str(said.get("kind", "")),
        title=str(said.get("title", "")),
        why=str(said.get("why", "")),
        edit=edit if isinstance(edit, dict) else {},
        right=rows.filter(key=str(said.get("right", ""))[:60]).first(),
    )


def _ask(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.changes import commands

    said = _content(person, alliance, options)
    row = commands.ask_for_change(by=person, alliance=alliance, said=said, now=_now())
    return _line(row), f"{row.ref} {row.title}: {' '.join(row.changes)}"


def _rewrite(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.changes import commands

    row = _found(person, alliance, options)
    changed = commands.rewrite_change(
        by=person,
        request=row,
        said=_content(person, alliance, options),
        version=row.version,
        now=_now(),
    )
    return _line(changed), f"{changed.ref} {changed.title}: {' '.join(changed.changes)}"


def _impact(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.changes import commands
    from allied.rooms.agreement.changes.queries import shown
    from allied.rooms.diligence.reading import read_money

    row = _found(person, alliance, options)
    own = shown(row, person).of_side(person)
    cost = read_money(options.cost, alliance.currency, field="cost") if options.cost else None
    said = commands.ImpactContent(text=options.text, cost=cost, days=options.days)
    commands.state_impact(
        by=person, request=row, said=said, version=own.version if own else 0, now=_now()
    )
    return _line(row), f"{person.home.short_name} has said what {row.ref} means."


def _put(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.changes import commands

    row = _found(person, alliance, options)
    decision = commands.put_to_decision(by=person, request=row, version=row.version, now=_now())
    return _line(_found(person, alliance, options)), f"{row.ref} is decision D-{decision.number}."


def _withdraw(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.changes import commands

    row = _found(person, alliance, options)
    changed = commands.withdraw_change(
        by=person, request=row, reason=options.reason, version=row.version, now=_now()
    )
    return _line(changed), f"{row.ref} is withdrawn."


def _found(person: Any, alliance: Any, options: Any) -> Any:
    from allied.rooms.agreement.changes.queries import changes

    number = options.change.upper().removeprefix("CR-").removeprefix("C-")
    row = changes(person, alliance).filter(number=int(number) if number.isdecimal() else 0).first()
    if row is None:
        raise Refused(
            "unknown_change",
            f"There is no change {options.change!r}; `allied changes list` shows them.",
        )
    row.alliance = alliance
    return row


ACTS: dict[str, Callable[..., tuple[Any, str]]] = {
    "list": _list,
    "show": _show,
    "ask": _ask,
    "rewrite": _rewrite,
    "impact": _impact,
    "put": _put,
    "withdraw": _withdraw,
}
