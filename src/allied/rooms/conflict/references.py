"""References to joint records: what a conflict is about, and what shows its facts. Private ones never count."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allied.alliances.attachments.models import Attachment
from allied.alliances.models import Alliance, SharedText
from allied.kit.errors import Refused
from allied.kit.words import listed, quoted, shortened
from allied.people.scope import JOINT, Scoped
from allied.record.models import Entry
from allied.rooms.diligence.models import Risk
from allied.rooms.governance.models import Decision
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.models import ThesisVersion

WHY = "references of a joint record lead to joint records only"
OFFERED = 40
"""So many of each kind stand in a list to choose from; others are named by kind and id."""
LONGEST_LABEL = 160
MOST = 10


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One joint record by kind and id, with what it was called when it was referred to."""

    kind: str
    id: str
    label: str = ""

    @property
    def plain(self) -> dict[str, str]:
        """The reference as a row keeps it."""
        return {"kind": self.kind, "id": self.id, "label": self.label}

    @property
    def key(self) -> str:
        """Kind and id in one word, as a form sends them."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One kind of record that can be referred to: how one is called, and which are offered."""

    kind: str
    words: str
    route: str
    parameter: str
    called: Callable[[Alliance, str], str]
    newest: Callable[[Alliance], Iterable[Reference]]


SOURCES: dict[str, Source] = {}


def source_of_references(source: Source) -> None:
    """Makes a kind of joint record known; rooms declare theirs."""
    SOURCES.setdefault(source.kind, source)


def checked(alliance: Alliance, given: Sequence[Reference], *, field: str) -> list[Reference]:
    """The same references with their labels; refused unless each names a joint record of this alliance."""
    wanted = list({one.key: one for one in given}.values())
    if len(wanted) > MOST:
        raise Refused("too_many", f"{MOST} references are accepted at most.", field=field)
    return [_found(alliance, one, field) for one in wanted]


def _found(alliance: Alliance, one: Reference, field: str) -> Reference:
    source = SOURCES.get(one.kind)
    if source is None:
        known = listed([quoted(kind) for kind in SOURCES], "or")
        sentence = f"{quoted(shortened(one.kind, 40))} is no kind of record. Accepted are {known}."
        raise Refused("reference", sentence, field=field)
    label = source.called(alliance, one.id)
    if not label:
        # The same words for what is private, elsewhere or nowhere: nobody learns which it is.
        sentence = f"This alliance has no joint {source.words} with the id {shortened(one.id, 60)}."
        raise Refused("reference", sentence, field=field)
    return Reference(kind=one.kind, id=one.id, label=shortened(label, LONGEST_LABEL))


def read(text: str, *, field: str) -> Reference:
    """A reference from the word of a form, such as `decision:0198…`."""
    kind, _, key = text.partition(":")
    if not key:
        sentence = (
            f"{quoted(shortened(text, 60))} is no reference. Write kind:id, such as decision:0198…"
        )
        raise Refused("reference", sentence, field=field)
    return Reference(kind=kind.strip(), id=key.strip())


def offered(alliance: Alliance, kinds: Iterable[str] = ()) -> list[Reference]:
    """What a list offers: the newest joint records of each kind."""
    wanted = list(kinds) or list(SOURCES)
    return [one for kind in wanted for one in SOURCES[kind].newest(alliance)]


def of_rows(rows: Iterable[dict[str, str]] | None) -> list[Reference]:
    """References as rows keep them."""
    return [Reference(**row) for row in rows or ()]


def _rows(model: type[Scoped], alliance: Alliance) -> Any:
    return model.objects.in_system_scope(WHY).filter(alliance=alliance, audience=JOINT)  # type: ignore[attr-defined]


def _by_id(
    model: type[Scoped], words: Callable[[Any], str], **also: Any
) -> Callable[[Alliance, str], str]:
    def called(alliance: Alliance, key: str) -> str:
        try:
            row = _rows(model, alliance).filter(pk=UUID(key), **also).first()
        except ValueError:
            return ""
        return words(row) if row else ""

    return called


def _newest(
    kind: str, model: type[Scoped], words: Callable[[Any], str], by: str, **also: Any
) -> Callable[[Alliance], Iterable[Reference]]:
    def found(alliance: Alliance) -> Iterable[Reference]:
        rows = _rows(model, alliance).filter(**also).order_by(by, "pk")[:OFFERED]
        return [
            Reference(kind=kind, id=str(row.pk), label=shortened(words(row), LONGEST_LABEL))
            for row in rows
        ]

    return found


def _declare(
    kind: str,
    model: type[Scoped],
    words: Callable[[Any], str],
    *,
    route: str,
    parameter: str,
    by: str,
    said: str = "",
    **also: Any,
) -> None:
    source_of_references(
        Source(
            kind=kind,
            words=said or kind,
            route=route,
            parameter=parameter,
            called=_by_id(model, words, **also),
            newest=_newest(kind, model, words, by, **also),
        )
    )


def _name(row: Any) -> str:
    return str(row)


def _entry(row: Any) -> str:
    return f"Entry {row.seq} of the record"


def _file(row: Any) -> str:
    return row.name or "An erased file"


_declare("decision", Decision, _name, route="decision", parameter="decision_id", by="-raised_at")
_declare(
    "risk",
    Risk,
    lambda row: f"{row.ref} {row.title}",
    route="risk",
    parameter="risk_id",
    by="-registered_at",
)
_declare(
    "attachment",
    Attachment,
    _file,
    route="attachment",
    parameter="attachment_id",
    by="-at",
    said="file",
    erased_at__isnull=True,
)
_declare(
    "shared text",
    SharedText,
    lambda row: row.title or "A shared text",
    route="shared-text",
    parameter="shared_id",
    by="-shared_at",
)


def _entry_called(alliance: Alliance, key: str) -> str:
    """An entry goes by its number in its own log: ids of rows would count what others keep, too."""
    wanted = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else -1
    row = _rows(Entry, alliance).filter(seq=wanted).first()
    return _entry(row) if row else ""


def _newest_entries(alliance: Alliance) -> Iterable[Reference]:
    rows = _rows(Entry, alliance).order_by("-seq")[:OFFERED]
    return [Reference(kind="entry", id=str(row.seq), label=_entry(row)) for row in rows]


source_of_references(
    Source(
        kind="entry",
        words="entry",
        route="record",
        parameter="",
        called=_entry_called,
        newest=_newest_entries,
    )
)


def _outcomes(alliance: Alliance) -> dict[str, str]:
    """The outcomes of the newest joint thesis by their ids."""
    newest = _rows(ThesisVersion, alliance).order_by("-revision").first()
    outcomes = from_json(newest.content).outcomes if newest else ()
    return {one.id: one.name or "An outcome without a name" for one in outcomes}


source_of_references(
    Source(
        kind="outcome",
        words="outcome of the thesis",
        route="thesis",
        parameter="",
        called=lambda alliance, key: _outcomes(alliance).get(key, ""),
        newest=lambda alliance: [
            Reference(kind="outcome", id=key, label=shortened(name, LONGEST_LABEL))
            for key, name in _outcomes(alliance).items()
        ],
    )
)
