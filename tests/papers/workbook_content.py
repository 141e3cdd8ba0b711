"""Random alliance workbooks: everything that a checked workbook can say."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from allied.papers.workbook import content as c
from allied.papers.workbook.columns import CHOICES, RHYTHMS, Kind
from allied.papers.workbook.names import Names, split_names
from allied.papers.workbook.words import key

RISKY = [
    "=1+1",
    '=HYPERLINK("http://x.example")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "＝1",
    "n/a",
    "-",
    "'=1",
]
STARTS = ["=", "+", "-", "@", "\t", "\r", "＝", " ", "'", ""]
LETTERS = st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\x00\ufffe\uffff")
TEXTS = st.one_of(
    st.sampled_from(RISKY),
    st.builds(str.__add__, st.sampled_from(STARTS), st.text(LETTERS, max_size=30)),
).filter(lambda text: bool(text.strip()))
MAYBE = st.one_of(st.just(""), TEXTS)
DATES = st.dates(date(1950, 1, 1), date(2199, 12, 31))
LEVELS = st.integers(1, 5)


def plain(number: Decimal) -> Decimal:
    """A number in the form in which it is read: no exponent, no needless zeros."""
    return Decimal(f"{number.normalize():f}")


NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4
).map(plain)


def some(strategy):
    return st.one_of(st.none(), strategy)


def choice(kind: Kind):
    return st.sampled_from([words[0] for words in CHOICES[kind]])


def distinct(least: int, most: int):
    """Names that differ in more than capitals and blanks, as a checked workbook has them."""
    return st.lists(TEXTS, min_size=least, max_size=most, unique_by=key)


class Cast:
    """The names that the sheets of one workbook mention, and rows that mention them."""

    def __init__(self, draw) -> None:
        self.draw = draw
        self.organisations, self.people = draw(distinct(2, 3)), draw(distinct(1, 3))
        self.forums, self.milestones = draw(distinct(0, 2)), draw(distinct(0, 3))
        self.mails = [f"p{number}@x.example" for number in range(len(self.people))]
        self.currency = draw(st.sampled_from(["", "EUR", "JPY"]))
        self.known = Names(self.people)
        for mail, name in zip(self.mails, self.people, strict=True):
            self.known.add(mail, name)

    def one(self, *names: str) -> str:
        return self.draw(st.sampled_from(names))

    def some(self, strategy):
        return self.draw(some(strategy))

    def listed(self, names: list[str], index: Names) -> tuple[str, ...]:
        """Some of the names, as long as a list of them can be told apart again."""
        if not names:
            return ()
        chosen = tuple(self.draw(st.lists(st.sampled_from(names), unique=True, max_size=3)))
        found = tuple(found for _text, found in split_names("; ".join(chosen), index))
        return chosen if found == chosen else ()

    def rows(self, build) -> tuple:
        return tuple(build() for _row in range(self.draw(st.integers(0, 2))))

    def alliance(self) -> c.AllianceRow:
        return c.AllianceRow(
            name=self.draw(TEXTS),
            our_organisation=self.organisations[0],
            partner_organisations=tuple(self.organisations[1:]),
            type=self.draw(st.one_of(st.just(""), choice(Kind.ALLIANCE_TYPE))),
            purpose=self.draw(MAYBE),
            start_date=self.some(DATES),
            currency=self.currency,
        )

    def person(self, name: str, mail: str) -> c.PersonRow:
        return c.PersonRow(
            name=name,
            email=mail,
            organisation=self.one(*self.organisations),
            role=self.draw(choice(Kind.ROLE)),
            title=self.draw(MAYBE),
            time_zone=self.one("", "Europe/Berlin", "Asia/Tokyo"),
        )

    def thesis(self) -> c.ThesisRow | None:
        if self.draw(st.booleans()):
            return None
        return c.ThesisRow(
            strategic_objective=self.draw(TEXTS),
            why_alliance=self.draw(MAYBE),
            decision_principles=tuple(self.draw(st.lists(TEXTS, max_size=3))),
        )

    def outcome(self) -> c.OutcomeRow:
        return c.OutcomeRow(
            outcome=self.draw(TEXTS),
            measure=self.draw(TEXTS),
            target=self.draw(NUMBERS),
            due=self.draw(DATES),
            kind=self.draw(st.one_of(st.just(""), choice(Kind.OUTCOME_KIND))),
            unit=self.draw(MAYBE),
            baseline=self.some(NUMBERS),
            owner=self.one("", *self.organisations),
        )

    def contribution(self) -> c.ContributionRow:
        starts, ends = sorted(self.draw(st.tuples(DATES, DATES)))
        return c.ContributionRow(
            organisation=self.one(*self.organisations),
            contribution=self.draw(TEXTS),
            amount=self.some(NUMBERS),
            unit=self.draw(MAYBE),
            starts=self.draw(st.sampled_from([None, starts])),
            ends=self.draw(st.sampled_from([None, ends])),
        )

    def scope(self) -> c.ScopeRow:
        side = self.draw(choice(Kind.SCOPE_SIDE))
        return c.ScopeRow(item=self.draw(TEXTS), side=side, note=self.draw(MAYBE))

    def assumption(self) -> c.AssumptionRow:
        return c.AssumptionRow(
            assumption=self.draw(TEXTS),
            test=self.draw(MAYBE),
            threshold=self.draw(MAYBE),
            due=self.some(DATES),
            critical=self.draw(st.booleans()),
        )

    def risk(self) -> c.RiskRow:
        level, money = self.some(LEVELS), self.some(st.integers(6, 10**9))
        share = plain(Decimal(self.draw(st.integers(0, 10_000))) / 10_000)
        currency = self.currency or self.one("", "USD")
        return c.RiskRow(
            risk=self.draw(TEXTS),
            category=self.draw(MAYBE),
            probability_level=level,
            probability_share=None if level else share,
            impact_level=None if money else self.some(LEVELS),
            impact_amount=Decimal(money) if money else None,
            impact_currency=currency if money else "",
            owner=self.one("", *self.people),
            mitigation=self.draw(MAYBE),
            due=self.some(DATES),
        )

    def fit(self, candidate: str) -> c.FitRow:
        return c.FitRow(
            candidate=candidate,
            criterion=self.draw(TEXTS),
            rater=self.one(*self.people),
            score=self.draw(LEVELS),
            evidence=self.draw(MAYBE),
            red_flag=self.draw(st.booleans()),
        )

    def forum(self, name: str) -> c.ForumRow:
        return c.ForumRow(
            forum=name,
            layer=self.draw(choice(Kind.LAYER)),
            rhythm=self.one("", *RHYTHMS.values(), "FREQ=WEEKLY;BYDAY=MO"),
            members=self.listed(self.people, self.known),
            quorum=self.some(st.integers(1, 1_000)),
        )

    def right(self, name: str) -> c.DecisionRightRow:
        joint, owners = self.one("yes", "no", "sometimes"), Names([*self.forums, *self.people])
        owner = self.one(*self.forums, *self.people, "Business leads")
        return c.DecisionRightRow(
            decision_type=name,
            owner=owners.find(owner) or owner,
            joint=joint,
            joint_condition=self.draw(MAYBE) if joint == "sometimes" else "",
            forum=self.one(*self.forums, "As needed"),
            sla_days=self.draw(st.integers(1, 999)),
            escalation=self.one(*self.forums, "", "Sponsors"),
        )

    def milestone(self, number: int, name: str) -> c.MilestoneRow:
        lengths = sorted(self.draw(st.tuples(*[st.integers(0, 99_990)] * 3)))
        low, likely, high = (
            self.draw(st.sampled_from([None, plain(Decimal(length) / 10)])) for length in lengths
        )
        return c.MilestoneRow(
            milestone=name,
            phase=self.draw(st.sampled_from([30, 60, 90])),
            owner=self.one("", *self.people),
            due=self.some(DATES),
            depends_on=self.listed(self.milestones[:number], Names(self.milestones)),
            optimistic=low,
            likely=likely,
            pessimistic=high,
        )

    def kpi(self, name: str) -> c.KpiRow:
        is_band = self.draw(st.booleans())
        low, high = sorted(self.draw(st.tuples(NUMBERS, NUMBERS)))
        months = self.draw(st.lists(DATES.map(lambda day: day.replace(day=1)), max_size=3))
        return c.KpiRow(
            kpi=name,
            perspective=self.draw(choice(Kind.PERSPECTIVE)),
            unit=self.draw(MAYBE),
            direction="band" if is_band else self.one("", "up", "down"),
            baseline=self.some(NUMBERS),
            target=low,
            target_high=high if is_band else None,
            readings=tuple(c.MonthValue(m, self.draw(NUMBERS)) for m in sorted(set(months))),
        )


@st.composite
def workbooks(draw) -> c.AllianceWorkbook:
    """A workbook whose sheets agree with each other, full of awkward texts."""
    cast = Cast(draw)
    people = zip(cast.people, cast.mails, strict=True)
    return c.AllianceWorkbook(
        alliance=cast.alliance(),
        people=tuple(cast.person(name, mail) for name, mail in people),
        thesis=cast.thesis(),
        outcomes=cast.rows(cast.outcome),
        contributions=cast.rows(cast.contribution),
        scope=cast.rows(cast.scope),
        assumptions=cast.rows(cast.assumption),
        risks=cast.rows(cast.risk),
        partner_fit=tuple(cast.fit(name) for name in draw(distinct(0, 2))),
        forums=tuple(cast.forum(name) for name in cast.forums),
        decision_rights=tuple(cast.right(name) for name in draw(distinct(0, 2))),
        launch_plan=tuple(cast.milestone(n, name) for n, name in enumerate(cast.milestones)),
        scorecard=tuple(cast.kpi(name) for name in draw(distinct(0, 2))),
    )
