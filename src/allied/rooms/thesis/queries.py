"""What pages, files and scripts read of a thesis: its versions, who signed, what the lint says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from allied.alliances.models import Alliance, Party, Signature, SignOff
from allied.kit.comparison import Change
from allied.kit.lint import Finding
from allied.kit.together import together
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.thesis.assumptions import due_date
from allied.rooms.thesis.comparison import compare
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.dates import launch_of
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.lint import Draft, lint
from allied.rooms.thesis.models import OPEN, State, Thesis, ThesisVersion
from allied.rooms.thesis.subject import KIND


def joint_thesis(person: Person, alliance: Alliance) -> Thesis | None:
    """The joint thesis of the alliance, if there is one."""
    rows = Thesis.objects.visible_to(person).select_related("alliance")
    return rows.filter(alliance=alliance, audience=JOINT).first()


def own_draft(person: Person, alliance: Alliance) -> Thesis | None:
    """Our side's own draft: the open one, else the one that was shared last."""
    rows = Thesis.objects.visible_to(person).select_related("alliance")
    return _nearest(rows.filter(alliance=alliance, audience=OURS).order_by("-started_at", "pk"))


def theses(person: Person, alliance: Alliance) -> tuple[Thesis | None, Thesis | None]:
    """The joint thesis and our side's own draft, each if there is one. One query."""
    rows = Thesis.objects.visible_to(person).select_related("alliance")
    found = list(rows.filter(alliance=alliance).order_by("-started_at", "pk"))
    joint = next((one for one in found if one.audience == JOINT), None)
    return joint, _nearest(one for one in found if one.audience == OURS)


def _nearest(drafts: Iterable[Thesis]) -> Thesis | None:
    known = list(drafts)
    return next((one for one in known if one.shared_at is None), known[0] if known else None)


@dataclass(frozen=True, kw_only=True)
class Document:
    """One version of a thesis with everything that its reader needs."""

    alliance: Alliance
    thesis: Thesis
    version: ThesisVersion
    before: ThesisVersion | None
    versions: Sequence[ThesisVersion]
    parties: Sequence[Party]
    sign_offs: dict[int, SignOff]

    @cached_property
    def content(self) -> ThesisContent:
        """The words of this version."""
        return from_json(self.version.content)

    @property
    def names(self) -> dict[str, str]:
        """The short names of the parties by id, in their fixed order."""
        return names_of(self.parties)

    @property
    def launch(self) -> date:
        """The day from which tests and horizons count."""
        return launch_of(self.alliance, self.thesis.started_at.date())

    def due_of(self, assumption: Assumption) -> date:
        """The day by which this assumption is tested."""
        return due_date(assumption, self.launch, limits())

    @cached_property
    def said(self) -> tuple[Finding, ...]:
        """What the lint says of this version, whether waived or not."""
        draft = Draft(content=self.content, parties=self.names, launch=self.launch, limits=limits())
        return lint(draft)

    @property
    def sign_off(self) -> SignOff | None:
        """The sign-off of this version, if it was ever put up."""
        return self.sign_offs.get(self.version.revision)

    @property
    def in_force(self) -> ThesisVersion | None:
        """The version that every party signed last."""
        return _in_force(self.versions)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What this version changes in the one in force, in words; nothing while none is."""
        if self.before is None:
            return ()
        return compare(from_json(self.before.content), self.content, parties=self.names)

    @property
    def open_version(self) -> ThesisVersion | None:
        """The version that is drafted, up for signature or refused."""
        return next((v for v in self.versions if v.state in OPEN), None)


def names_of(parties: Iterable[Party]) -> dict[str, str]:
    """The short names of the parties by id, in the order given."""
    return {
        str(one.organisation_id): one.organisation.short_name or one.organisation.name
        for one in parties
    }


def document(
    person: Person,
    thesis: Thesis,
    revision: int | None = None,
    parties: Sequence[Party] | None = None,
) -> Document | None:
    """One version: that revision, else the one up for signature, in force, or the newest.

    Nothing when there is no such revision. Four queries, less the parties that were read already.
    """
    rows = ThesisVersion.objects.visible_to(person).filter(thesis=thesis)
    rows = rows.select_related("edited_by")
    versions, sign_offs = together(
        rows.defer("content").order_by("-revision"), _sign_offs(person, thesis)
    )
    shown = _shown(versions, revision)
    if shown is None:
        return None
    before = _in_force(versions)
    read = {
        row.pk: row for row in rows.filter(pk__in={shown.pk, before.pk if before else shown.pk})
    }
    if parties is None:
        rows_of = thesis.alliance.parties.select_related("organisation")
        parties = list(rows_of.order_by("position"))
    return Document(
        alliance=thesis.alliance,
        thesis=thesis,
        version=read[shown.pk],
        before=read[before.pk] if before and before.revision < shown.revision else None,
        versions=versions,
        parties=parties,
        sign_offs={row.revision: row for row in sign_offs},
    )


def _in_force(versions: Iterable[ThesisVersion]) -> ThesisVersion | None:
    return next((v for v in versions if v.state == State.SIGNED), None)


def _shown(versions: Sequence[ThesisVersion], revision: int | None) -> ThesisVersion | None:
    if revision is not None:
        return next((v for v in versions if v.revision == revision), None)
    for state in (State.UP, State.SIGNED):
        for version in versions:
            if version.state == state:
                return version
    return versions[0] if versions else None


def _sign_offs(person: Person, thesis: Thesis) -> QuerySet[SignOff]:
    given = Signature.objects.visible_to(person).filter(withdrawn_at__isnull=True)
    given = given.select_related("person", "owner").order_by("at", "pk")
    rows = SignOff.objects.visible_to(person).filter(
        alliance_id=thesis.alliance_id, subject_kind=KIND, subject_id=thesis.pk
    )
    return rows.prefetch_related(Prefetch("signatures", given))


def newest_document(
    person: Person, thesis: Thesis, parties: Sequence[Party] | None = None
) -> Document | None:
    """The version that a change would touch."""
    rows = ThesisVersion.objects.visible_to(person).filter(thesis=thesis)
    newest = rows.order_by("-revision").values_list("revision", flat=True).first()
    return document(person, thesis, newest, parties) if newest else None


def changes_between(old: Document, new: Document) -> tuple[Change, ...]:
    """What changed from one version to the other, in words."""
    return compare(old.content, new.content, parties=new.names)
