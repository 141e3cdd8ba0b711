"""The annex as a file to take along: Markdown, a Word document that lawyers mark up, or a PDF."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from allied.alliances.models import Signature
from allied.kit.words import day, listed
from allied.papers.documents.files import FileMade, file_of
from allied.papers.documents.paper import (
    Block,
    Clause,
    Heading,
    Paper,
    Paragraph,
    Signatory,
    Signatures,
    Table,
)
from allied.people.models import Person
from allied.rooms.agreement.annex import text as annex
from allied.rooms.agreement.annex.models import AnnexState, AnnexVersion
from allied.rooms.agreement.annex.queries import Annex, sign_off_of

FORMATS = ("pdf", "docx", "md")
NOTE = (
    "A working document of the parties, written from the settings by which the alliance is run. "
    "It is not legal advice: each party has it read by its own counsel."
)
STANDS = {
    AnnexState.UP: "up for signature",
    AnnexState.REFUSED: "refused",
    AnnexState.LAPSED: "replaced before it was signed",
    AnnexState.SUPERSEDED: "replaced by a later version",
}


def annex_file(found: Annex, version: AnnexVersion | None, person: Person, kind: str) -> FileMade:
    """One version as a file; without a version the draft from today's settings."""
    made = paper_of(found, version, person)
    name = f"annex-{version.revision}" if version else "annex-draft"
    return file_of(made, kind, name)


def paper_of(found: Annex, version: AnnexVersion | None, person: Person) -> Paper:
    """What stands in the file."""
    said = annex.from_plain(version.content) if version else found.today
    signatures: Sequence[Signature] = ()
    if version is not None:
        same = found.newest is not None and found.newest.pk == version.pk
        signatures = found.signatures if same else sign_off_of(version, person)[1]
    said = annex.readable(said)
    digest = version.digest if version else found.digest
    standing = f"Version {version.revision}" if version else "Draft"
    return Paper(
        title="How we work",
        subtitle=f"Annex to the agreement between {_parties(said)} · {said.alliance} · "
        + standing_of(version),
        header=" × ".join(side.name for side in said.parties),
        contents=True,
        blocks=list(_blocks(said, signatures)),
        footer=f"How we work · {standing} · SHA-256 {digest}",
    )


def standing_of(version: AnnexVersion | None) -> str:
    """Where a version stands, in words."""
    if version is None:
        return "Draft from today's settings, not signed"
    if version.state == AnnexState.SIGNED and version.in_force_at:
        return f"Version {version.revision}, in force since {day(version.in_force_at)}"
    return f"Version {version.revision}, {STANDS[AnnexState(version.state)]}"


def _parties(said: annex.AnnexText) -> str:
    return listed([side.name for side in said.parties])


def _blocks(said: annex.AnnexText, signatures: Sequence[Signature]) -> Iterator[Block]:
    for number, section in enumerate(said.sections, 1):
        yield Heading(text=section.title, number=str(number))
        for place, block in annex.numbered(section, number):
            yield from _block(place, block)
    yield Heading(text="Signatures", number=str(len(said.sections) + 1))
    yield Signatures(parties=[_signatory(side, signatures) for side in said.parties])
    yield Paragraph(text=NOTE, quiet=True)


def _block(place: str, block: annex.Block) -> Iterator[Block]:
    if isinstance(block, annex.Clause):
        points = [point.text for point in block.points]
        yield Clause(number=place, text=block.text, lead=block.lead, points=points)
        return
    yield Heading(text=block.caption, level=2)
    if not block.rows:
        yield Paragraph(text=block.empty, quiet=True)
        return
    rows = [[cell or "–" for cell in row.cells] for row in block.rows]
    yield Table(heads=block.heads, rows=rows, widths=block.widths)


def _signatory(side: annex.Side, signatures: Sequence[Signature]) -> Signatory:
    given = next((s for s in signatures if str(s.owner_id) == side.id and s.signed), None)
    if given is None:
        return Signatory(organisation=side.name)
    at = given.at.astimezone(UTC)
    return Signatory(
        organisation=side.name,
        name=given.person.name,
        role=given.role.capitalize(),
        day=f"{day(at)}, {at:%H:%M} UTC, in Allied",
    )
