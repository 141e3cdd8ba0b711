"""What the lint says of an alliance's annex: this part's share of `allied lint`."""

from allied.kit.lint import Finding
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.lint import Sheet, lint


def said_of(basis: Basis) -> tuple[Finding, ...]:
    """The findings on KPIs and terms, whether waived or not."""
    kpis = tuple((row.key, content) for row, content in basis.definitions)
    return lint(Sheet(kpis=kpis, terms=basis.terms, parties=len(basis.parties)))
