"""Proofs over a joint log: an entry is in it, and it grew from an earlier head without a change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from allied.kit.errors import Refused
from allied.record import jcs, merkle
from allied.record.models import Entry
from allied.record.verifier import HEAD

LONGEST_SIZE = 18


@dataclass(frozen=True)
class Growth:
    """Two heads of one log, and the path that proves the old one a beginning of the new one."""

    old_size: int
    old_root: str
    new_size: int
    new_root: str
    path: Sequence[str]

    def begins_with(self, root: str) -> bool:
        """Whether the head of the old size that somebody kept, in full or shortened, is this one."""
        return self.old_root.startswith(root)


def inclusion(entries: QuerySet[Entry], size: int, seq: int) -> list[str]:
    """The way of one entry up to the root over `size` entries, as base64."""
    return _texts(merkle.inclusion_proof(_leaves(entries, size), seq))


def growth(entries: QuerySet[Entry], head: int, *, old: int, new: int | None = None) -> Growth:
    """How the log with `head` entries grew from `old` to `new` of them, by default to all."""
    new = head if new is None else new
    for size, least, field in ((old, 0, "from"), (new, old, "to")):
        if not least <= size <= head:
            sentence = (
                f"This log has {head} entries: give a size from {min(least, head)} to {head}."
            )
            raise Refused("no_such_head", sentence, field=field)
    leaves = _leaves(entries, new)
    return Growth(
        old_size=old,
        old_root=jcs.encode_base64(merkle.root(leaves[:old])),
        new_size=new,
        new_root=jcs.encode_base64(merkle.root(leaves)),
        path=_texts(merkle.consistency_proof(leaves, old)),
    )


def head_in(text: str) -> tuple[int, str]:
    """Size and root of a head that somebody kept, out of what they pasted from a letter or page."""
    found = HEAD.search(text.strip())
    if found is None or len(found[1]) > LONGEST_SIZE:
        sentence = "A head is a size and a root, such as 412 R0otdiey+kC…; paste both."
        raise Refused("no_head", sentence, field="head")
    return int(found[1]), found[2]


def _leaves(entries: QuerySet[Entry], size: int) -> list[bytes]:
    raws = entries.filter(seq__lt=size).order_by("seq").values_list("raw", flat=True)
    return [merkle.leaf_hash(raw.encode()) for raw in raws]


def _texts(path: Sequence[bytes]) -> list[str]:
    return [jcs.encode_base64(step) for step in path]
