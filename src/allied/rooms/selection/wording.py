"""What may be said about a ranking that was tried under many weightings."""

from collections.abc import Mapping

from allied.rooms.selection.robustness import Band, Robustness

CLEARLY = 0.02  # a weight that differs by less is not worth naming


def say_robustness(found: Robustness, names: Mapping[str, str]) -> str:
    """What may be said: the leader, in how many samples, and what it hangs on; names by key."""
    leader = names[found.leader]
    if len(found.candidates) == 1:
        return f"{leader} is the only candidate to rank."
    share = found.ranks[found.leader][0]
    said = (
        f"{found.band.capitalize()}: {leader} is first in {share:.0%} of {found.samples:,} trials."
    )
    if found.band is Band.ROBUST:
        return said
    rival = _rival(found)
    said += f" {names[rival]} is first in {found.ranks[rival][0]:.0%}"
    more = _counts_more(found, rival)
    if not more:
        return said + "."
    return (
        said
        + ", mostly where "
        + " and ".join(names[key] for key in more)
        + (" counts more." if len(more) == 1 else " count more.")
    )


def _rival(found: Robustness) -> str:
    others = [name for name in found.candidates if name != found.leader]
    return max(others, key=lambda name: found.ranks[name])


def _counts_more(found: Robustness, rival: str) -> list[str]:
    """The one or two criteria that weigh clearly more where the rival is first."""
    ours, theirs = found.central[found.leader], found.central[rival]
    if not ours or not theirs:
        return []
    by_gap = sorted(found.criteria, key=lambda key: ours[key] - theirs[key])
    return [key for key in by_gap[:2] if theirs[key] - ours[key] >= CLEARLY]
