"""One version of the thesis as a file to take along: Markdown, a Word document or a PDF."""

from collections.abc import Iterator, Sequence
from datetime import UTC

from allied.alliances.models import Signature
from allied.kit.words import day, listed
from allied.papers.documents.files import MARKDOWN, FileMade, file_of
from allied.papers.documents.paper import Block, Heading, Listing, Paper, Paragraph, Table
from allied.papers.documents.text import one_line
from allied.people.scope import OURS
from allied.rooms.thesis.assumptions import due_date
from allied.rooms.thesis.comparison import SCOPE_WORDS, amount_words, contribution_words
from allied.rooms.thesis.items import ScopeKind
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.markdown import as_markdown
from allied.rooms.thesis.models import State
from allied.rooms.thesis.queries import Document
from allied.rooms.thesis.sections import TITLES

FORMATS = ("pdf", "docx", "md")
NONE_YET = "None yet."
SIGNED_HEADS = ("Organisation", "Signed by", "Role", "Date (UTC)")


def markdown_of(document: Document) -> str:
    """The version as Markdown, with its signatures and its digest at the end."""
    body = as_markdown(
        document.content,
        title=title_of(document),
        version=standing_of(document),
        parties=document.names,
        launch=document.launch,
        limits=limits(),
    )
    signed = [f"- {_plain(', '.join(row))}" for row in _signed(document)]
    parts = [body.rstrip(), "## Signatures", "\n".join(signed) or "Nobody has signed this version."]
    return "\n\n".join([*parts, f"Digest (SHA-256): `{document.version.digest}`"]) + "\n"


def thesis_file(document: Document, kind: str) -> FileMade:
    """One version as md, docx or pdf; the same version always gives the same bytes."""
    name = f"value-thesis-{document.version.revision}"
    if kind == "md":
        return FileMade(f"{name}.md", MARKDOWN, markdown_of(document).encode())
    return file_of(_paper(document), kind, name)


def _paper(document: Document) -> Paper:
    return Paper(
        title=title_of(document),
        subtitle=standing_of(document),
        blocks=list(_blocks(document)),
        footer=f"Version {document.version.revision} · SHA-256 {document.version.digest}",
    )


def title_of(document: Document) -> str:
    """The title of the file."""
    return one_line(f"Value thesis of {document.alliance.name}")


def standing_of(document: Document) -> str:
    """Where this version stands, in words."""
    version = document.version
    said = f"Version {version.revision}"
    if document.thesis.audience == OURS:
        owner = document.names.get(str(document.thesis.owner_id), "one company")
        return f"{said}, a draft that only {owner} has"
    if version.signed_at:
        signed = f"signed by {listed(list(document.names.values()))} on {day(version.signed_at)}"
        ended = "" if version.state == State.SIGNED else ", superseded since"
        return f"{said}, {signed}{ended}"
    states = {
        State.DRAFT: "a draft that nobody has signed",
        State.UP: "up for signature",
        State.REFUSED: "refused",
        State.SUPERSEDED: "replaced before it was signed",
    }
    return f"{said}, {states[State(version.state)]}"


def _signatures(document: Document) -> Sequence[Signature]:
    sign_off = document.sign_off
    if sign_off is None or sign_off.digest != document.version.digest:
        return []
    return [given for given in sign_off.signatures.all() if given.signed]


def _signed(document: Document) -> list[tuple[str, str, str, str]]:
    return [
        (
            given.owner.name,
            given.person.name,
            given.role,
            given.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M"),
        )
        for given in _signatures(document)
    ]


def _plain(text: str) -> str:
    """A name that cannot become markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|&~" else sign for sign in one_line(text))


def _blocks(document: Document) -> Iterator[Block]:
    content = document.content
    yield Heading(text=TITLES["objective"])
    yield Paragraph(text=content.objective or "Not written yet.")
    yield Heading(text=TITLES["why_alliance"])
    yield Paragraph(text=content.why_alliance or "Not written yet.")
    yield Heading(text=TITLES["outcomes"])
    yield _outcomes(document)
    yield Heading(text=TITLES["contributions"])
    yield from _contributions(document)
    yield Heading(text=TITLES["scope"])
    yield from _scope(document)
    yield Heading(text=TITLES["assumptions"])
    yield _assumptions(document)
    yield Heading(text=TITLES["risks"])
    risks = [(risk.text, risk.mitigation) for risk in content.risks]
    yield _table(("Risk", "What is done about it"), risks, (1, 1))
    yield Heading(text=TITLES["principles"])
    yield _listing([principle.text for principle in content.principles], numbered=True)
    yield Heading(text="Signatures")
    yield _table(SIGNED_HEADS, _signed(document), (3, 3, 2, 2), "Nobody has signed this version.")


def _outcomes(document: Document) -> Block:
    heads = ("Outcome", "Measure", "Start", "Target", "By", "Owner", "Who gains")
    names = document.names
    rows = [
        (
            one.name,
            one.measure,
            amount_words(one.baseline, one.unit),
            amount_words(one.target, one.unit),
            day(one.due) if one.due else "",
            names.get(one.owner, one.owner),
            listed([names.get(party, party) for party in one.benefits]),
        )
        for one in document.content.outcomes
    ]
    return _table(heads, rows, (5, 5, 3, 3, 3, 3, 4))


def _contributions(document: Document) -> Iterator[Block]:
    others = {one.organisation: one.organisation for one in document.content.contributions}
    for party, name in {
        **document.names,
        **{o: n for o, n in others.items() if o not in document.names},
    }.items():
        yield Heading(text=name, level=2)
        brought = document.content.brought_by(party)
        yield _listing([contribution_words(one) for one in brought])


def _scope(document: Document) -> Iterator[Block]:
    for kind, words in SCOPE_WORDS.items():
        yield Heading(text="Non-goals" if kind is ScopeKind.NON_GOAL else words, level=2)
        items = document.content.scope_of(kind)
        yield _listing([f"{one.text}{f' ({one.note})' if one.note else ''}" for one in items])


def _assumptions(document: Document) -> Block:
    heads = ("We believe", "Test", "Threshold", "By", "Critical")
    rows = [
        (
            one.statement,
            one.test,
            one.threshold,
            day(due_date(one, document.launch, limits())),
            "yes" if one.critical else "",
        )
        for one in document.content.assumptions
    ]
    return _table(heads, rows, (5, 4, 3, 2, 2))


def _listing(items: Sequence[str], *, numbered: bool = False) -> Block:
    return (
        Listing(items=items, numbered=numbered) if items else Paragraph(text=NONE_YET, quiet=True)
    )


def _table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    empty: str = NONE_YET,
) -> Block:
    return (
        Table(heads=heads, rows=rows, widths=widths) if rows else Paragraph(text=empty, quiet=True)
    )
