"""Rules about forums: theatre, overload of the top, seats and quorum (W26 to W29, W44)."""

from collections.abc import Iterator

from allied.kit.lint import Hit, rule
from allied.kit.words import listed
from allied.rooms.governance.lint.matrix import Matrix, on_forum
from allied.rooms.governance.rights import Layer


@rule("W26")
def decides_nothing(matrix: Matrix) -> Iterator[Hit]:
    """A forum without decision rights."""
    used = {
        place
        for right in matrix.rights
        for place in (right.forum, right.owner_forum, right.escalation and right.escalation.to)
    }
    for forum in matrix.forums:
        if forum.id not in used:
            message = "{name} decides nothing: no decision type sits there or escalates to it."
            yield from on_forum(forum, message, "Give it a decision type, or end it.")


@rule("W27")
def overloaded_top(matrix: Matrix) -> Iterator[Hit]:
    """Too many decision types in the top forum."""
    total = len(matrix.rights)
    for forum in matrix.forums:
        here = sum(1 for right in matrix.rights if right.forum == forum.id)
        if forum.layer is Layer.STEERING and here > matrix.limits.top_forum_share * total:
            message = f"{here} of {total} decision types sit in {{name}}."
            yield from on_forum(forum, message, "Move what is operational one layer down.")


@rule("W28")
def unequal_seats(matrix: Matrix) -> Iterator[Hit]:
    """Unequal seats without a reason."""
    for forum in matrix.forums:
        seats = {name: len(forum.members_of(party)) for party, name in matrix.parties.items()}
        if len(set(seats.values())) > 1 and not forum.seats_reason.strip():
            counts = listed([f"{count} of {name}" for name, count in seats.items()])
            message = f"The seats of {{name}} are unequal: {counts}, and nothing says why."
            yield from on_forum(forum, message, "Even out the seats, or write down the reason.")


@rule("W29")
def weak_quorum(matrix: Matrix) -> Iterator[Hit]:
    """No quorum, or a quorum of one side only."""
    for forum in matrix.forums:
        unbound = [name for party, name in matrix.parties.items() if not forum.quorum_for(party)]
        if not forum.quorum:
            yield from on_forum(
                forum, "{name} has no quorum.", "Agree how many people of each side must be there."
            )
        elif unbound:
            message = f"The quorum of {{name}} does not ask for anybody of {listed(unbound, 'or')}."
            yield from on_forum(forum, message, "Let the quorum count for every side.")


@rule("W44")
def quorum_out_of_reach(matrix: Matrix) -> Iterator[Hit]:
    """A quorum that asks for more people than a side has there."""
    for forum in matrix.forums:
        short = [
            f"{name} has {len(members)}"
            for party, name in matrix.parties.items()
            if (members := forum.members_of(party)) and len(members) < forum.quorum_for(party)
        ]
        if short:
            message = (
                f"{{name}} never has its quorum of {forum.quorum} people a side: {listed(short)}."
            )
            yield from on_forum(forum, message, "Name more members, or ask for fewer people.")


RULES = (decides_nothing, overloaded_top, unequal_seats, weak_quorum, quorum_out_of_reach)
