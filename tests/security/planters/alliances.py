"""What one side keeps beside any room: its notes and its files."""

from allied.alliances import notes
from allied.alliances.attachments.commands import About, attach_file
from allied.people.scope import OURS
from tests.conftest import NOON
from tests.security.planting import World, planter, shared


@planter
def private_notes(world: World, person: object, owner: str) -> None:
    """Notes about the alliance that only one side reads."""
    for _ in range(2):
        notes.write_note(
            by=person,
            alliance=world.cast.alliance,
            title=f"Fallback {world.canary(owner)}",
            text=f"Walk away at 12 percent {world.canary(owner)}",
            now=NOON,
        )


@planter
def own_files(world: World, person: object, owner: str) -> None:
    """A file that one side keeps with a record of its own."""
    alliance = world.cast.alliance
    attach_file(
        by=person,
        about=About(
            alliance=alliance,
            kind="alliance",
            id=alliance.pk,
            audience=OURS,
            right="private.write",
        ),
        name=f"{world.canary(owner)}.txt",
        raw=f"Their audit {world.canary(owner)}".encode(),
        note=world.canary(owner),
        now=NOON,
    )


@shared
def joint_texts(world: World) -> None:
    """A note that became a joint text."""
    cast = world.cast
    note = notes.write_note(by=cast.daniel, alliance=cast.alliance, text="For both", now=NOON)
    notes.share_copy(by=cast.daniel, note=note, title="For both", text="For both", now=NOON)
