"""Rules about who decides: owners, vacancies, conditions, deputies (E15, E16, E23, W25)."""

from collections.abc import Iterator, Sequence

from allied.kit.lint import Hit, rule
from allied.kit.words import listed
from allied.rooms.governance.lint.matrix import Matrix, on_right
from allied.rooms.governance.rights import DecisionRight, Joint
from allied.rooms.governance.roles import forum_of, role_words


@rule("E15")
def without_owner(matrix: Matrix) -> Iterator[Hit]:
    """A decision type without owner."""
    for right in matrix.rights:
        if not right.has_owner:
            yield from on_right(
                right, "Nobody owns {name}.", "Name the forum or the seats that decide."
            )


@rule("E16")
def vacant_or_one_sided(matrix: Matrix) -> Iterator[Hit]:
    """An owner's seat that is vacant, or filled on one side only."""
    for right in matrix.rights:
        if right.has_owner:
            yield from _unfilled(right, matrix)


@rule("E23")
def sometimes_without_condition(matrix: Matrix) -> Iterator[Hit]:
    """Joint approval sometimes, without the condition."""
    for right in matrix.rights:
        if right.joint is Joint.SOMETIMES and not right.condition.strip():
            message = "{name} is sometimes joint, but nothing says when."
            yield from on_right(
                right, message, "Write the condition, such as “above €50 k or 5 days of delay”."
            )


@rule("W25")
def without_deputy(matrix: Matrix) -> Iterator[Hit]:
    """No deputy."""
    for right in matrix.rights:
        if right.has_owner and (message := _thin_cover(right, matrix)):
            yield from on_right(right, message, "Name a deputy.")


RULES = (without_owner, vacant_or_one_sided, sometimes_without_condition, without_deputy)


def _unfilled(right: DecisionRight, matrix: Matrix) -> Iterator[Hit]:
    """Roles that nobody can fill; a decision of one company needs only that company."""
    if matrix.staffing is None and not _members_known(right, matrix):
        return
    if not right.roles:
        message = "No seat stands behind the owner of {name}, so nobody can approve."
        yield from on_right(right, message, "Choose the seats that approve for each company.")
    for role in right.roles:
        filled = [party for party in matrix.parties if _people(right, party, role, matrix)]
        empty = [name for party, name in matrix.parties.items() if party not in filled]
        if empty and (right.may_be_joint or not filled):
            message = f"{listed(empty)} has nobody who can approve {{name}} as {role_words(role)}."
            if len(empty) > 1:
                message = message.replace(" has ", " have ", 1)
            yield from on_right(right, message, "Fill the seat, or name a deputy for it.")


def _members_known(right: DecisionRight, matrix: Matrix) -> bool:
    """Without seats only a forum with members tells who approves."""
    forums = [matrix.blueprint.forum(forum_of(role)) for role in right.roles]
    return bool(forums) and all(forum is not None and forum.members for forum in forums)


def _people(right: DecisionRight, party: str, role: str, matrix: Matrix) -> frozenset[str]:
    """Everybody who could ever approve in this role: holders, deputies, the deputy role."""
    forum = matrix.blueprint.forum(forum_of(role))
    if forum:
        staffing = matrix.staffing
        return staffing.holders(party, role) if staffing else frozenset(forum.members_of(party))
    roles = {role, right.deputy} - {""}
    seats = [s for s in matrix.seats or () if s.party == party and s.role in roles]
    return frozenset(p for seat in seats for p in (seat.person, seat.deputy) if p)


def _thin_cover(right: DecisionRight, matrix: Matrix) -> str:
    """Says who may not fall ill; without seats, that the matrix names no deputy."""
    if matrix.staffing is None:
        return "" if right.deputy else "{name} has no deputy. One absence and its clock runs out."
    alone: list[str] = []
    for party in matrix.parties:
        for role in right.roles:
            people = _people(right, party, role, matrix)
            alone += [matrix.person(person) for person in people if len(people) == 1]
    return _alone_words(list(dict.fromkeys(alone)), len(matrix.parties), right)


def _alone_words(alone: Sequence[str], sides: int, right: DecisionRight) -> str:
    if not alone:
        return ""
    one_each = len(alone) == sides == 2 and len(right.roles) == 1
    without = f"{listed(alone)} {'has' if len(alone) == 1 else 'have'} no deputy."
    opening = "One name on each side." if one_each else without
    who = listed(alone, "or") if one_each or len(alone) == 1 else "one of them"
    return f"{opening} If {who} is away, nobody can approve."
