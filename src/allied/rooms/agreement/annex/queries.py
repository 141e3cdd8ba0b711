"""The annex as its page shows it: today's text, the frozen versions, who signed, and what has drifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from allied.alliances.lint_waivers import marked, waivers_of
from allied.alliances.models import Alliance, Seat, Signature, SignOff
from allied.kit.comparison import Change
from allied.kit.lint import Finding
from allied.kit.words import counted
from allied.people.models import Person
from allied.rooms.agreement.annex.basis import Basis, basis_of
from allied.rooms.agreement.annex.building import text_of
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.findings import said_of
from allied.rooms.agreement.annex.models import AnnexState, AnnexTerms, AnnexVersion, Kpi
from allied.rooms.agreement.annex.text import AnnexText, text_digest
from allied.rooms.agreement.annex.versions import KIND, annex_text


@dataclass(frozen=True, kw_only=True)
class Annex:
    """Everything that a reader of the annex needs."""

    alliance: Alliance
    basis: Basis
    terms_version: int
    newest: AnnexVersion | None
    in_force: AnnexVersion | None
    sign_off: SignOff | None
    signatures: Sequence[Signature]

    @cached_property
    def today(self) -> AnnexText:
        """The annex from today's settings."""
        return text_of(self.basis)

    @cached_property
    def digest(self) -> str:
        """The digest of today's text."""
        return text_digest(self.today)

    @property
    def is_up(self) -> bool:
        """Whether a version waits for signatures."""
        return self.newest is not None and self.newest.state == AnnexState.UP

    @cached_property
    def drift(self) -> Sequence[Change]:
        """What differs between the signed annex and today's settings."""
        if self.in_force is None or self.in_force.digest == self.digest:
            return ()
        return compare(annex_text(self.in_force), self.today)

    @cached_property
    def since_up(self) -> Sequence[Change]:
        """What has changed since the version that waits for signatures was frozen."""
        if self.newest is None or not self.is_up or self.newest.digest == self.digest:
            return ()
        return compare(annex_text(self.newest), self.today)

    @cached_property
    def changes_up(self) -> Sequence[Change]:
        """What the version that waits for signatures changes in the one in force."""
        if self.newest is None or not self.is_up or self.in_force is None:
            return ()
        return compare(annex_text(self.in_force), annex_text(self.newest))

    @property
    def can_be_put_up(self) -> bool:
        """Whether today's text differs from what is up or in force."""
        stands = self.newest if self.is_up else self.in_force
        return stands is None or stands.digest != self.digest

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the lint says of the KPIs and of the terms, the waived findings with the reason. One query."""
        day = self.basis.now.date()
        return marked(said_of(self.basis), waivers_of(self.alliance.pk, day))

    def seats_of(self, person: Person) -> list[Seat]:
        """The seats that this person holds here."""
        return [seat for seat in self.basis.seats if seat.person_id == person.pk]


def drift_words(count: int) -> str:
    """That the signed annex and today's settings differ, in one sentence."""
    if not count:
        return "The signed annex says how you work."
    return f"The signed annex no longer says how you work: {counted(count, 'difference')}."


def annex_of(alliance: Alliance, person: Person, now: datetime) -> Annex:
    """The annex of an alliance; there always is one, as it writes itself from the settings."""
    rows = AnnexVersion.objects.visible_to(person).filter(alliance=alliance)
    newest = rows.select_related("made_by").order_by("-revision").first()
    in_force: AnnexVersion | None = newest
    if newest is None or newest.state != AnnexState.SIGNED:
        in_force = rows.filter(state=AnnexState.SIGNED).first()
    sign_off, signatures = sign_off_of(newest, person)
    terms = AnnexTerms.objects.visible_to(person).filter(alliance=alliance)
    return Annex(
        alliance=alliance,
        basis=basis_of(alliance, now),
        terms_version=terms.values_list("version", flat=True).first() or 0,
        newest=newest,
        in_force=in_force,
        sign_off=sign_off,
        signatures=signatures,
    )


def sign_off_of(
    version: AnnexVersion | None, person: Person
) -> tuple[SignOff | None, Sequence[Signature]]:
    """The sign-off of a version and the answers that stand."""
    if version is None:
        return None, ()
    rows = SignOff.objects.visible_to(person).filter(
        alliance_id=version.alliance_id, subject_kind=KIND, subject_id=version.pk
    )
    given = Signature.objects.visible_to(person).filter(withdrawn_at__isnull=True)
    given = given.select_related("person", "owner").order_by("at", "pk")
    row = rows.prefetch_related(Prefetch("signatures", given)).first()
    return row, list(row.signatures.all()) if row else ()


def versions_of(alliance: Alliance, person: Person) -> Sequence[AnnexVersion]:
    """All versions, the newest first."""
    rows = AnnexVersion.objects.visible_to(person).filter(alliance=alliance)
    return list(rows.select_related("made_by").order_by("-revision")[:50])


def version_numbered(alliance: Alliance, person: Person, revision: int) -> AnnexVersion | None:
    """One version by its number."""
    rows = AnnexVersion.objects.visible_to(person).filter(alliance=alliance, revision=revision)
    return rows.select_related("made_by").first()


def kpis_of(alliance: Alliance, person: Person, *, retired: bool = False) -> QuerySet[Kpi]:
    """The KPI definitions that count, or those that were retired."""
    rows = Kpi.objects.visible_to(person).filter(alliance=alliance)
    rows = rows.filter(retired_at__isnull=not retired)
    return rows.select_related("side", "holder", "alliance").order_by("defined_at", "key", "pk")
