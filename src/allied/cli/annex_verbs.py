"""What each sub-verb of `allied annex` does: find, call the command, say what is there now."""

import json
from argparse import Namespace
from typing import Any

from django.utils import timezone

from allied.alliances.models import Alliance, SignOff
from allied.cli.doors import document_bytes
from allied.kit.errors import Refused
from allied.kit.words import counted
from allied.people.models import Person
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.comparison import compare as differences
from allied.rooms.agreement.annex.markup import marked_up
from allied.rooms.agreement.annex.models import AnnexVersion
from allied.rooms.agreement.annex.papers import annex_file, standing_of
from allied.rooms.agreement.annex.queries import (
    Annex,
    annex_of,
    drift_words,
    version_numbered,
    versions_of,
)
from allied.rooms.agreement.annex.schemas import AnnexChange, AnnexShown, AnnexVersionShown
from allied.rooms.agreement.annex.versions import annex_text

type Said = tuple[Any, str]


def _found(person: Person, alliance: Alliance) -> Annex:
    return annex_of(alliance, person, timezone.now())


def _plain(shown: Any) -> Any:
    return shown.model_dump(mode="json")


def _version(person: Person, alliance: Alliance, revision: int) -> AnnexVersion:
    row = version_numbered(alliance, person, revision)
    if row is None:
        raise Refused("no_version", f"There is no version {revision} of the annex.")
    return row


def show(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Today's text, or one version."""
    found = _found(person, alliance)
    row = _version(person, alliance, options.revision) if options.revision else None
    text = annex_file(found, row, person, "md").content.decode()
    return _plain(AnnexShown.of(found)), text.rstrip()


def terms(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """What the parties say in the annex itself."""
    found = _found(person, alliance)
    parts = {name: [dict(row) for row in rows] for name, rows in found.basis.terms.items()}
    result = {"version": found.terms_version, "parts": parts}
    return result, json.dumps(result, ensure_ascii=False, indent=1)


def change(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Put the rows of a file in one part."""
    version = options.version
    if version is None:
        version = _found(person, alliance).terms_version
    row = commands.change_terms(
        by=person,
        alliance=alliance,
        part=options.part,
        content=options.content,
        version=version,
        now=timezone.now(),
    )
    return {"version": row.version}, f"The terms are at version {row.version}."


def _said(row: SignOff, says: str) -> Said:
    result = {
        "title": row.title,
        "revision": row.revision,
        "digest": row.digest,
        "completed_at": row.completed_at,
        "refused_at": row.refused_at,
    }
    return result, says


def put_up(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Freeze today's text."""
    digest = options.digest or _found(person, alliance).digest
    row = commands.put_up_annex(by=person, alliance=alliance, digest=digest, now=timezone.now())
    return _said(row, f"{row.title} is up for signature: {row.digest}")


def _newest_digest(person: Person, alliance: Alliance, options: Namespace) -> str:
    newest = _found(person, alliance).newest
    return options.digest or (newest.digest if newest else "")


def sign(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Sign for one's own organisation."""
    digest = _newest_digest(person, alliance, options)
    row = commands.sign_annex(by=person, alliance=alliance, digest=digest, now=timezone.now())
    rest = "it is in force" if row.completed_at else "other signatures are missing"
    return _said(row, f"Signed for {person.home}; {rest}.")


def refuse(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Refuse to sign, with a reason."""
    digest = _newest_digest(person, alliance, options)
    row = commands.refuse_annex(
        by=person, alliance=alliance, digest=digest, reason=options.reason, now=timezone.now()
    )
    return _said(row, f"Refused for {person.home}.")


def withdraw(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """Take our signature back."""
    row = commands.withdraw_annex_signature(by=person, alliance=alliance, now=timezone.now())
    return _said(row, f"The signature of {person.home} is withdrawn.")


def versions(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """The frozen versions, the newest first."""
    rows = versions_of(alliance, person)
    lines = [f"{standing_of(row)}: {row.digest}" for row in rows]
    return [_plain(AnnexVersionShown.of(row)) for row in rows], "\n".join(lines) or "None yet."


def compare(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """What differs between two versions, or between one and today."""
    found = _found(person, alliance)
    old = _version(person, alliance, options.old) if options.old else found.in_force
    if old is None:
        raise Refused("nothing_signed", "No version is in force; name one with --from.")
    to = annex_text(_version(person, alliance, options.new)) if options.new else found.today
    changes = differences(annex_text(old), to)
    head = f"{counted(len(changes), 'difference')}." if options.new else drift_words(len(changes))
    lines = [head, *(f"{one.section}: {one.sentence}" for one in changes)]
    return [_plain(one) for one in AnnexChange.of(changes)], "\n".join(lines)


def markup(person: Person, alliance: Alliance, options: Namespace) -> Said:
    """What counsel changed and commented in the Word document, against a version or today's text."""
    row = _version(person, alliance, options.revision) if options.revision else None
    raw = document_bytes(options.document)
    found = marked_up(_found(person, alliance), row, raw, person)
    said = f", {counted(len(found.remarks), 'comment')}" if found.remarks else ""
    lines = [f"{counted(len(found.changes), 'difference')}{said}."]
    lines += [f"{one.section}: {one.sentence}" for one in found.changes]
    lines += [f"{one.section}: comment of {one.sentence}" for one in found.remarks]
    return [_plain(one) for one in AnnexChange.of_markup(found)], "\n".join(lines)
