"""The lint of the agreement beyond the annex: exits, dates, term, ladder. Rules of field.md 4.2."""

from allied.kit.lint import Finding, Rulebook
from allied.rooms.agreement.lint import keeping, reporting, settling, timing
from allied.rooms.agreement.lint.agreed import Agreed

BOOK = Rulebook[Agreed]((*keeping.RULES, *reporting.RULES, *timing.RULES, *settling.RULES))


def lint(agreed: Agreed) -> tuple[Finding, ...]:
    """All findings on exits, dates, term and ladder, in the order of the rules' numbers."""
    return BOOK.findings(agreed)


__all__ = ["BOOK", "Agreed", "lint"]
