"""What each sub-verb of `allied agreement` does inside an alliance."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from allied.cli.doors import document_bytes, person_named, read_file
from allied.kit.errors import Refused


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _reading(person: Any, alliance: Any, options: Any) -> Any:
    from allied.rooms.agreement.reading.queries.readings import readings

    return _one(readings(person, alliance), "reading", options.reading, alliance)


def _one(rows: Any, kind: str, wanted: str, alliance: Any) -> Any:
    from django.core.exceptions import ValidationError

    try:
        row = rows.filter(pk=wanted).first()
    except (ValidationError, ValueError):
        row = None
    if row is None:
        raise Refused(f"unknown_{kind}", f"There is no {kind} {wanted!r} here.")
    row.alliance = alliance
    return row


def _read(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.people.scope import JOINT, OURS
    from allied.rooms.agreement.reading import commands

    row = commands.read_agreement(
        by=person,
        alliance=alliance,
        raw=document_bytes(options.file),
        file_name=Path(options.file).name,
        audience=OURS if options.private else JOINT,
        now=_now(),
    )
    return _full(person, row)


def _full(person: Any, row: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading.queries.readings import shown
    from allied.rooms.agreement.reading.schemas import AgreementReadingFull

    result = AgreementReadingFull.of(shown(person, row, _now())).model_dump(mode="json")
    lines = [f"{result['title']} ({result['id']})"]
    lines += [
        f"{one['id']}  {one['kind']}: {one['said'] or one['value']} ({one['state']})"
        for one in result["facts"]
    ]
    lines += [_gap(gap) for gap in result["gaps"]]
    return result, "\n".join(lines)


def _gap(gap: Any) -> str:
    answered = f" (the annex: {gap['answered']})" if gap["answered"] else ""
    return f"not said: {gap['missing']}{answered}"


def _readings(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading.queries.readings import listed_readings
    from allied.rooms.agreement.reading.schemas import AgreementReadingListed

    joint, own = listed_readings(person, alliance)
    rows = [AgreementReadingListed.of(one).model_dump(mode="json") for one in (*joint, *own)]
    lines = [
        f"{row['id']}  {row['title']} ({row['audience']}), {row['to_check']} of {row['facts']} to check"
        for row in rows
    ]
    return rows, "\n".join(lines) or "Nothing was read yet."


def _show_reading(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    return _full(person, _reading(person, alliance, options))


def _judge(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands
    from allied.rooms.agreement.reading.models import AgreementFact
    from allied.rooms.agreement.reading.schemas import AgreementFactShown

    rows = AgreementFact.objects.visible_to(person).filter(alliance=alliance)
    fact = _one(rows, "fact", options.fact, alliance)
    row = commands.judge_fact(
        by=person,
        fact=fact,
        verdict=options.verdict,
        value=options.value,
        version=fact.version if options.version is None else options.version,
        now=_now(),
    )
    return AgreementFactShown.of(row).model_dump(
        mode="json"
    ), f"{row.kind}: {row.counts_as} ({row.state})"


def _add_fact(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands
    from allied.rooms.agreement.reading.schemas import AgreementFactShown

    row = commands.add_fact(
        by=person,
        reading=_reading(person, alliance, options),
        kind=options.kind,
        value=options.value,
        quote=options.quote,
        now=_now(),
    )
    return AgreementFactShown.of(row).model_dump(mode="json"), f"{row.kind}: {row.value}"


def _discard(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands

    commands.discard_reading(by=person, reading=_reading(person, alliance, options), now=_now())
    return {"discarded": True}, "What was read is discarded."


def _show(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading.content import content_of, sentences
    from allied.rooms.agreement.reading.queries.record import agreement_of
    from allied.rooms.agreement.reading.schemas import AgreementShown

    row = agreement_of(person, alliance)
    if row is None:
        raise Refused("not_recorded", "No agreement is recorded yet.")
    says = f"{row.name}, version {row.version}. {sentences(content_of(row))}"
    return AgreementShown.of(row).model_dump(mode="json"), says


def _record(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands
    from allied.rooms.agreement.reading.content import read_content
    from allied.rooms.agreement.reading.queries.record import agreement_of
    from allied.rooms.agreement.reading.schemas import AgreementShown

    said = read_file(options.file)
    if not isinstance(said, dict):
        raise Refused("unreadable", "The file holds one JSON object with named fields.")
    known = agreement_of(person, alliance)
    row = commands.record_agreement(
        by=person,
        alliance=alliance,
        said=read_content(said),
        version=(known.version if known else 0) if options.version is None else options.version,
        now=_now(),
    )
    return AgreementShown.of(row).model_dump(mode="json"), f"{row.name}, version {row.version}."


def _seen(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands
    from allied.rooms.agreement.reading.queries.record import agreement_of

    row = agreement_of(person, alliance)
    if row is None:
        raise Refused("not_recorded", "No agreement is recorded yet.")
    commands.see_date(by=person, agreement=row, now=_now())
    return {"seen": True}, "You took note. The record says so."


def _obligations(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading.queries.record import obligations
    from allied.rooms.agreement.reading.schemas import ObligationShown

    rows = obligations(person, alliance).order_by("due", "number")
    if options.state != "all":
        rows = rows.filter(state=options.state)
    found = [ObligationShown.of(row).model_dump(mode="json") for row in rows]
    lines = [
        f"{one['ref']}  {one['due']}  {one['owner'] or one['side']}: {one['text']} ({one['state']})"
        for one in found
    ]
    return found, "\n".join(lines) or "Nothing is owed."


def _obligation(person: Any, alliance: Any, options: Any) -> Any:
    from allied.rooms.agreement.reading.queries.record import obligations

    number = options.obligation.upper().removeprefix("O-")
    row = (
        obligations(person, alliance).filter(number=int(number)).first()
        if number.isdecimal() and len(number) < 8
        else None
    )
    if row is None:
        raise Refused("unknown_obligation", f"There is no obligation {options.obligation!r} here.")
    row.alliance = alliance
    return row


def _content(alliance: Any, options: Any, known: Any = None) -> Any:
    from allied.rooms.agreement.reading import commands
    from allied.rooms.agreement.reading.content import read_content

    due = read_content({"ends_on": options.due}).ends_on if options.due else None
    keeps = known is not None and not options.owner
    return commands.ObligationContent(
        text=options.text or (known.text if known else ""),
        due=due or (known.due if known else None),
        holder=person_named(options.owner) if options.owner else known.holder if keeps else None,
        side=known.side if keeps else None,
        clause=options.clause if options.clause is not None else known.clause if known else "",
    )


def _owe(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands

    row = commands.add_obligation(
        by=person, alliance=alliance, said=_content(alliance, options), now=_now()
    )
    return _told(row)


def _change(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands

    known = _obligation(person, alliance, options)
    row = commands.change_obligation(
        by=person,
        obligation=known,
        said=_content(alliance, options, known),
        version=known.version if options.version is None else options.version,
        now=_now(),
    )
    return _told(row)


def _settle(person: Any, alliance: Any, options: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading import commands

    ways = {
        "fulfil": commands.fulfil_obligation,
        "drop": commands.drop_obligation,
        "reopen": commands.reopen_obligation,
    }
    known = _obligation(person, alliance, options)
    row = ways[options.sub](
        by=person,
        obligation=known,
        reason=options.reason,
        version=known.version if options.version is None else options.version,
        now=_now(),
    )
    return _told(row)


def _told(row: Any) -> tuple[Any, str]:
    from allied.rooms.agreement.reading.schemas import ObligationShown

    return ObligationShown.of(row).model_dump(mode="json"), f"{row.ref} {row.text} ({row.state})"


ACTS: Mapping[str, Callable[..., tuple[Any, str]]] = {
    "read": _read,
    "readings": _readings,
    "reading": _show_reading,
    "judge": _judge,
    "add-fact": _add_fact,
    "discard": _discard,
    "show": _show,
    "record": _record,
    "seen": _seen,
    "obligations": _obligations,
    "owe": _owe,
    "change-obligation": _change,
    **dict.fromkeys(("fulfil", "drop", "reopen"), _settle),
}
