"""What the tests of the annex begin with: a KPI, a version that both sponsors signed, and what was recorded."""

from decimal import Decimal

from allied.people.scope import JOINT
from allied.record.models import Entry
from allied.rooms.agreement.annex import commands
from allied.rooms.agreement.annex.kpis import KpiContent
from allied.rooms.agreement.annex.models import AnnexVersion, Kpi
from allied.rooms.agreement.annex.queries import Annex, annex_of
from tests.conftest import NOON, Cast


def content(cast: Cast, **changed: object) -> KpiContent:
    """A definition that lacks nothing."""
    said = {
        "name": "Stores stocked",
        "unit": "stores",
        "formula": "Stores with at least three facings",
        "source": "Depot scans",
        "target": Decimal(6000),
        "red": Decimal(4000),
        "side": cast.north.pk,
        "confirmers": (str(cast.bright.pk), str(cast.north.pk)),
    }
    return KpiContent(**(said | changed))


def kpi(cast: Cast, *, by=None, key: str = "", **changed: object) -> Kpi:
    return commands.define_kpi(
        by=by or cast.maya,
        alliance=cast.alliance,
        content=content(cast, **changed),
        key=key,
        now=NOON,
    )


def annex(cast: Cast, person=None) -> Annex:
    return annex_of(cast.alliance, person or cast.maya, NOON)


def put_up(cast: Cast, by=None) -> AnnexVersion:
    commands.put_up_annex(
        by=by or cast.maya, alliance=cast.alliance, digest=annex(cast).digest, now=NOON
    )
    return newest(cast)


def signed(cast: Cast) -> AnnexVersion:
    """Today's text, frozen and signed by both sponsors."""
    row = put_up(cast)
    for sponsor in (cast.tomas, cast.rachel):
        commands.sign_annex(by=sponsor, alliance=cast.alliance, digest=row.digest, now=NOON)
    return newest(cast)


def newest(cast: Cast) -> AnnexVersion:
    rows = AnnexVersion.objects.visible_to(cast.maya).filter(alliance=cast.alliance)
    return rows.order_by("-revision")[0]


def change(cast: Cast, part: str, rows: object, *, by=None, version=None):
    if version is None:
        version = annex(cast).terms_version
    return commands.change_terms(
        by=by or cast.maya,
        alliance=cast.alliance,
        part=part,
        content=rows,
        version=version,
        now=NOON,
    )


def kinds(cast: Cast) -> list[str]:
    """The facts of this room in the joint record, in order, without their first word."""
    rows = Entry.objects.visible_to(cast.maya).filter(alliance=cast.alliance, audience=JOINT)
    found = rows.order_by("seq").values_list("kind", flat=True)
    return [one.removeprefix("agreement.") for one in found if one.startswith("agreement.")]


def size(cast: Cast) -> int:
    """How many entries the joint record has."""
    rows = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance, audience=JOINT)
    return rows.count()
