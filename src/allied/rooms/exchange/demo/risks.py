"""The register of the demo: eight joint risks, two of each company's own, a checklist, and who can act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.commands.noting import ItemContent
from allied.rooms.diligence.content import ControlContent, LossContent, RiskContent
from allied.rooms.diligence.exposure import read_assessment
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.loss_curve import Tolerance
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.items import ItemKind
from allied.rooms.diligence.rating import scales_of
from allied.rooms.diligence.writing import controls_of
from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread


@dataclass(frozen=True, kw_only=True)
class Told:
    """One risk of the story: its words, ratings then and now, and what is done about it."""

    title: str
    category: str
    rated: tuple[str, str]
    owner: str
    doing: str
    due: int
    later: tuple[str, str] | None = None
    evidence: str = ""
    by: str = "Maya"
    loss: tuple[str, int, int] | None = None
    cause: str = ""
    effect: str = ""


JOINT_RISKS = (
    Told(
        title="Cold chain breaks in Jutland in winter",
        category="Delivery capacity",
        rated=("2", "€640 k"),
        later=("3", "€640 k"),
        owner="Pieter",
        doing="Second depot on call, loggers in each van",
        due=10,
        loss=("0.4", 60_000, 900_000),
        cause="One depot serves the whole of Jutland, and two vans have no second cooling unit.",
        effect="A recall of up to three days' deliveries, and chains that take the product out.",
    ),
    Told(
        title="One person plans all depots",
        category="Single point of failure",
        rated=("4", "€240 k"),
        owner="Pieter",
        doing="Name and train a backup",
        due=0,
        loss=("0.5", 20_000, 250_000),
    ),
    Told(
        title="Line 2 cannot switch to oat in time",
        category="Delivery capacity",
        rated=("4", "€210 k"),
        owner="Luis",
        doing="Second clean-in-place run; move to March",
        due=6,
        by="Daniel",
        loss=("0.6", 40_000, 300_000),
    ),
    Told(
        title="Sell-out data leaks shopper identity",
        category="Data sharing",
        rated=("2", "€2.4 m"),
        owner="Jonas",
        doing="Clean room, masking under 5 sales",
        due=20,
        loss=("0.05", 300_000, 4_000_000),
    ),
    Told(
        title="Chains ask for own-label coffee",
        category="Scope",
        rated=("3", "3"),
        owner="Sanne",
        doing="Thesis 1.3 says no; script for buyers",
        due=13,
    ),
    Told(
        title="Recipe know-how is shared without terms",
        category="IP ownership",
        rated=("3", "4"),
        owner="Hannah",
        doing="Annex 5 signed; samples numbered",
        due=-30,
        evidence="Annex 5, signed by both sides; list of numbered samples",
        by="Daniel",
    ),
    Told(
        title="Supplier portal fails the security review",
        category="Security and compliance",
        rated=("2", "€180 k"),
        owner="Ben",
        doing="Fix two findings, retest",
        due=17,
        by="Daniel",
    ),
    Told(
        title="Can price rises above 12%",
        category="Economics",
        rated=("3", "€90 k"),
        owner="Grace",
        doing="Half-year contract, index clause",
        due=59,
        by="Daniel",
    ),
)
OWN_RISKS = (
    Told(
        title="Brightleaf may sell direct to chains after 2028",
        category="Economics",
        rated=("3", "€4 m"),
        owner="Tomas",
        doing="Exclusivity clause; own cold brew as fallback",
        due=23,
    ),
    Told(
        title="Their cash lasts 11 months without new funding",
        category="Economics",
        rated=("2", "€2 m"),
        owner="Amina",
        doing="Shorter payment terms, watch filings",
        due=73,
    ),
    Told(
        title="Northwind may build an own label of cold brew",
        category="Economics",
        rated=("2", "€3 m"),
        owner="Rachel",
        doing="Keep the recipe with us; brand on every can",
        due=30,
        by="Daniel",
    ),
)


def write_risks(demo: Demo, then: datetime, now: datetime) -> Thread:
    """The register as it grew: most of it then, some of it lately."""
    yield then
    _scales(demo, then)
    made = [_register(demo, told, JOINT, then, now) for told in JOINT_RISKS]
    own = [_register(demo, told, OURS, then, now) for told in OWN_RISKS]
    yield from _what_became_of_others(demo, then, now)
    for told, risk in zip(JOINT_RISKS, made, strict=True):
        if told.evidence:
            yield now - timedelta(days=25)
            _place(demo, risk, told, now - timedelta(days=25))
    lately = now - timedelta(days=9)
    yield lately
    for told, risk in zip((*JOINT_RISKS, *OWN_RISKS), (*made, *own), strict=True):
        _review(demo, told, risk, lately)


def _content(demo: Demo, told: Told, rated: tuple[str, str]) -> RiskContent:
    probability, impact = rated
    return RiskContent(
        title=told.title,
        category=told.category,
        cause=told.cause,
        effect=told.effect,
        assessment=read_assessment(
            probability=probability,
            impact=impact,
            scales=scales_of(demo.alliance),
            limits=limits(),
        ),
    )


def _register(demo: Demo, told: Told, audience: str, then: datetime, now: datetime) -> Risk:
    due = (now + timedelta(days=told.due)).date()
    half = Decimal("0.5") if told.evidence else Decimal("0.4")
    control = ControlContent(text=told.doing, due=due, less_probability=half)
    by = demo[told.by]
    risk = commands.register_risk(
        by=by,
        alliance=demo.alliance,
        said=_content(demo, told, told.rated),
        audience=audience,
        holder=demo[told.owner],
        control=control,
        now=then,
    )
    if told.loss:
        often, low, high = told.loss
        said = LossContent(frequency=Decimal(often), low=Decimal(low), high=Decimal(high))
        risk = commands.estimate_loss(by=by, risk=risk, said=said, version=risk.version, now=then)
    return risk


def _place(demo: Demo, risk: Risk, told: Told, at: datetime) -> None:
    (control,) = controls_of(risk)
    commands.place_control(by=demo[told.by], control=control, evidence=told.evidence, now=at)


def _review(demo: Demo, told: Told, risk: Risk, at: datetime) -> None:
    """Looked at before steering; one of them rose."""
    by = demo[told.by]
    if told.later:
        risk.refresh_from_db()
        risk = commands.change_risk(
            by=by,
            risk=risk,
            said=_content(demo, told, told.later),
            version=risk.version,
            holder=demo[told.owner],
            now=at,
        )
    commands.review_risk(
        by=by, risk=risk, next_on=(at + timedelta(days=60)).date(), note="Before steering", now=at
    )


def _what_became_of_others(demo: Demo, then: datetime, now: datetime) -> Thread:
    """One that cannot happen any more, and one that happened."""
    truck = Told(
        title="A lorry strike stops deliveries for a week",
        category="Delivery capacity",
        rated=("2", "€120 k"),
        owner="Pieter",
        doing="Rail slots for the Nordics",
        due=-80,
    )
    happened = _register(demo, truck, JOINT, then, now)
    brand = Told(
        title="The trade mark is refused in Norway",
        category="IP ownership",
        rated=("3", "3"),
        owner="Hannah",
        doing="File early, second name ready",
        due=-70,
        by="Daniel",
    )
    closed = _register(demo, brand, JOINT, then, now)
    yield now - timedelta(days=62)
    commands.close_risk(
        by=demo["Daniel"],
        risk=closed,
        reason="Registered in Norway without opposition.",
        now=now - timedelta(days=62),
    )
    yield now - timedelta(days=45)
    commands.realise_risk(
        by=demo["Maya"],
        risk=happened,
        happened_on=(now - timedelta(days=48)).date(),
        cost=Decimal(38_500),
        note="Three days without deliveries in Flanders.",
        now=now - timedelta(days=45),
    )


def _scales(demo: Demo, then: datetime) -> None:
    """Both companies bear more than the built-in bands say."""
    commands.change_scales(
        by=demo["Maya"],
        alliance=demo.alliance,
        impact_upto=[Decimal(n) for n in (25_000, 100_000, 500_000, 2_000_000)],
        delay_upto=[5, 15, 30, 90],
        tolerance=[Tolerance(Decimal(500_000), 0.25), Tolerance(Decimal(2_000_000), 0.03)],
        version=0,
        now=then,
    )


ANSWERS = (
    ("data-flows-listed", "yes", "Ben", "Data map 1.4 of both sides, checked in March"),
    ("data-legal-footing", "partly", "Ingrid", "Footing named for nine of eleven data sets"),
    ("personal-data-settled", "unknown", "Jonas", ""),
    ("data-storage-countries", "yes", "Ben", "Table of systems and countries, EU only"),
)
ITEMS = (
    ("Route planning for all depots", ItemKind.SYSTEM, True, ("Pieter",)),
    ("Temperature loggers and their portal", ItemKind.SYSTEM, False, ("Pieter", "Luis")),
    ("Recipe of the oat base", ItemKind.KNOWLEDGE, True, ("Priya",)),
    ("Listing contracts with the Danish chains", ItemKind.CONTRACT, True, ("Tomas", "Maya")),
    ("Sell-out data feed", ItemKind.SYSTEM, False, ("Ben", "Jonas")),
)


def answer_checklist(demo: Demo, then: datetime) -> None:
    """The joint checklist, part of the way, and Northwind's own beside it."""
    checklist = commands.open_checklist(
        by=demo["Maya"], alliance=demo.alliance, packs=["distribution"], now=then
    )
    for key, said, owner, evidence in ANSWERS:
        given = Given(question=key, answer=said, evidence=evidence, holder=demo[owner])
        commands.answer_question(
            by=demo["Maya"], checklist=checklist, given=given, version=0, now=then
        )
    commands.open_checklist(by=demo["Maya"], alliance=demo.alliance, audience=OURS, now=then)


def note_items(demo: Demo, then: datetime) -> None:
    """What must be looked after, and who can."""
    for name, kind, critical, people in ITEMS:
        said = ItemContent(
            name=name, kind=kind, critical=critical, people=[demo[one] for one in people]
        )
        commands.note_item(by=demo["Maya"], alliance=demo.alliance, said=said, now=then)
