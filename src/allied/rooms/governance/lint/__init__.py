"""The lint of governance: can this matrix keep its own promises? Rules of field.md 4.2."""

from allied.kit.lint import Finding, Rulebook
from allied.rooms.governance.lint import forums, ladders, owners, speed
from allied.rooms.governance.lint.matrix import Matrix

BOOK = Rulebook[Matrix]((*owners.RULES, *ladders.RULES, *forums.RULES, *speed.RULES))


def lint(matrix: Matrix) -> tuple[Finding, ...]:
    """All findings on forums and decision rights, in the order of the rules' numbers."""
    return BOOK.findings(matrix)


__all__ = ["BOOK", "Matrix", "lint"]
