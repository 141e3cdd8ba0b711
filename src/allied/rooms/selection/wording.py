"""What may be said about a ranking that was tried under many weightings."""

from collections.abc import Mapping

from allied.kit.words import listed
from allied.rooms.selection.robustness import Band, Robustness

MOST_NAMED = 3  # cells without a score
CLEARLY = 0.02  # a weight that differs by less is not worth naming


def say_robustness(found: Robustness, names: Mapping[str, str]) -> str:
    """What may be said: the leader, in how many samples, and what it hangs on; names by key."""
    return f"{say_leader(found, names)} {say_rival(found, names)}".strip()


def say_leader(found: Robustness, names: Mapping[str, str]) -> str:
    """Who leads, in how many samples."""
    leader = names[found.leader]
    if len(found.candidates) == 1:
        return f"{leader} is the only candidate to rank."
    share = found.ranks[found.leader][0]
    return (
        f"{found.band.capitalize()}: {leader} is first in {share:.0%} of {found.samples:,} trials."
    )


def say_rival(found: Robustness, names: Mapping[str, str]) -> str:
    """Who else could lead, and where; nothing beside a robust winner."""
    if found.band is Band.ROBUST:
        return ""
    rival = _rival(found)
    said = f"{names[rival]} is first in {found.ranks[rival][0]:.0%}"
    more = _counts_more(found, rival)
    if not more:
        return said + "."
    return (
        said
        + ", mostly where "
        + " and ".join(names[key] for key in more)
        + (" counts more." if len(more) == 1 else " count more.")
    )


def say_open_cells(found: Robustness, names: Mapping[str, str]) -> str:
    """Which cells the simulation had no score for; nothing when every cell had one."""
    if not found.guessed:
        return ""
    named = [f"{names[one]} on {names[criterion]}" for one, criterion in found.guessed[:MOST_NAMED]]
    if more := len(found.guessed) - len(named):
        named.append(f"{more} more")
    return f"Nobody scored {listed(named)}; each trial drew a score from 1 to 5 there."


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
