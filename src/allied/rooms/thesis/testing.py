"""The 90-day tests: every assumption with its date, evidence, odds and verdicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from allied.alliances.models import Party
from allied.kit.amounts import spelled
from allied.kit.together import together
from allied.kit.words import counted, day, listed, percent
from allied.people.models import Person
from allied.rooms.thesis.assumptions import (
    Direction,
    Evidence,
    Judgement,
    Standing,
    Strength,
    Verdict,
    due_date,
    judge_evidence,
    standing,
)
from allied.rooms.thesis.items import Assumption
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.models import AssumptionEvidence, AssumptionVerdict
from allied.rooms.thesis.queries import Document


@dataclass(frozen=True, kw_only=True)
class AssumptionTest:
    """One assumption with its test, and what became of it so far."""

    assumption: Assumption
    due: date
    evidence: Sequence[AssumptionEvidence]
    verdicts: Sequence[tuple[Party, AssumptionVerdict | None]]
    judgement: Judgement
    standing: Standing

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of every side, when they agree."""
        given = {row.verdict if row else "" for _, row in self.verdicts}
        return Verdict(given.pop()) if len(given) == 1 and "" not in given else None

    @property
    def odds(self) -> str:
        """What the evidence amounts to, in words."""
        if not self.judgement.items:
            return "No evidence yet."
        sources = counted(self.judgement.items, "source")
        independent = f"{self.judgement.independent} independent"
        said = f"{percent(self.judgement.probability)} likely, from {sources} ({independent})."
        return f"{said} {self.judgement.because}".strip()

    @property
    def said(self) -> str:
        """Who gave which verdict, in words."""
        if self.verdict:
            return f"Every side says: {self.verdict}."
        given = [f"{_name(party)} says {row.verdict}" for party, row in self.verdicts if row]
        silent = [_name(party) for party, row in self.verdicts if row is None]
        if not given:
            return "No side has given its verdict yet."
        waits = (
            f" {listed(silent)} {'has' if len(silent) == 1 else 'have'} not said." if silent else ""
        )
        return f"{listed(given)}.{waits}"


def _name(party: Party) -> str:
    return party.organisation.short_name or party.organisation.name


def assumption_tests(person: Person, document: Document, today: date) -> list[AssumptionTest]:
    """The tests of this version in the order of their dates. One statement."""
    evidence: dict[str, list[AssumptionEvidence]] = {}
    rows = AssumptionEvidence.objects.visible_to(person).filter(thesis=document.thesis)
    verdicts = AssumptionVerdict.objects.visible_to(person).filter(
        thesis=document.thesis, replaced_at__isnull=True
    )
    shown, given = together(
        rows.select_related("by", "owner").order_by("found_on", "at", "pk"),
        verdicts.select_related("by"),
    )
    for row in shown:
        evidence.setdefault(row.item, []).append(row)
    said = {(row.item, row.owner_id): row for row in given}
    found = [
        _test(
            one,
            document,
            evidence.get(one.id, []),
            [(p, said.get((one.id, p.organisation_id))) for p in document.parties],
            today,
        )
        for one in document.content.assumptions
    ]
    return sorted(found, key=lambda test: test.due)


def _test(
    assumption: Assumption,
    document: Document,
    evidence: Sequence[AssumptionEvidence],
    verdicts: Sequence[tuple[Party, AssumptionVerdict | None]],
    today: date,
) -> AssumptionTest:
    due = due_date(assumption, document.launch, limits())
    given = {row.verdict if row else "" for _, row in verdicts}
    agreed = Verdict(given.pop()) if len(given) == 1 and "" not in given else None
    return AssumptionTest(
        assumption=assumption,
        due=due,
        evidence=evidence,
        verdicts=verdicts,
        judgement=judge_evidence(weighed(evidence), limits()),
        standing=standing(due, today, limits(), agreed),
    )


def weighed(rows: Iterable[AssumptionEvidence]) -> list[Evidence]:
    """The evidence that counts, as the odds read it."""
    return [
        Evidence(
            source=row.source,
            direction=Direction(row.direction),
            strength=Strength(row.strength),
            independent=row.independent,
        )
        for row in rows
        if row.withdrawn_at is None
    ]


def tally(tests: Sequence[AssumptionTest]) -> str:
    """How far the testing has come and when the next test is due, in words."""
    if not tests:
        return "No assumption yet."
    said = f"{_judged(tests)} judged by every side."
    coming = [test for test in tests if test.verdict is None]
    if not coming:
        return said
    late = [test for test in coming if test.standing is Standing.OVERDUE]
    if late:
        return f"{said} {counted(len(late), 'test')} {'is' if len(late) == 1 else 'are'} overdue."
    return f"{said} The next test is due on {day(coming[0].due)}."


def _judged(tests: Sequence[AssumptionTest]) -> str:
    done, of = sum(test.verdict is not None for test in tests), len(tests)
    if of == 1:
        return "The one assumption is" if done else "The one assumption is not yet"
    if done == of:
        return "Both assumptions are" if of == 2 else f"All {spelled(of)} assumptions are"
    who = spelled(done).capitalize() if done else "None"
    return f"{who} of {spelled(of)} assumptions {'is' if done < 2 else 'are'}"
