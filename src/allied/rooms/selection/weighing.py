"""From what people said about the criteria to weights that add up to one, or to a clear refusal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from allied.kit.errors import Refused
from allied.kit.words import capitalised, listed
from allied.rooms.selection import weights
from allied.rooms.selection.limits import limits
from allied.rooms.selection.pairwise import Pairwise, weigh_pairs

METHODS = {
    "equal": "Every criterion counts the same",
    "ranked": "In an order, from the most important",
    "swing": "In points for the step from worst to best",
    "pairwise": "In pairs, one against the other",
    "given": "In percent that add up to 100",
}
BETWEEN = ":"
CLOSE = 0.05


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """The weights, with what was said, and for pairs how far they contradict themselves."""

    said: dict[str, Any]
    weights: dict[str, float]
    ratio: float | None = None
    warning: str = ""
    # The pair to think about again, when the judgements contradict each other.
    worst: tuple[str, str] | None = None


def pair_key(first: str, second: str) -> str:
    """How a pair of criteria is named in what people say."""
    return f"{first}{BETWEEN}{second}"


def weigh(method: str, said: Mapping[str, Any], names: Mapping[str, str]) -> Weighed:
    """The weights of the criteria by this method; `names` are the criteria by key, in their order."""
    try:
        return _READERS[method](said, names)
    except ValueError as error:
        raise Refused("weights", _sentence(error), field=_FIELDS[method]) from error


def _sentence(error: ValueError) -> str:
    text = str(error).strip()
    return text if text.endswith(".") else f"{capitalised(text)}."


def _equal(said: Mapping[str, Any], names: Mapping[str, str]) -> Weighed:
    return Weighed(said={}, weights=weights.equal(list(names)))


def _ranked(said: Mapping[str, Any], names: Mapping[str, str]) -> Weighed:
    order = said.get("order")
    if not isinstance(order, list | tuple) or sorted(map(str, order)) != sorted(names):
        raise ValueError(
            f"give every criterion one place: {listed(list(names.values()))}, each once"
        )
    keys = [str(key) for key in order]
    return Weighed(said={"order": keys}, weights=weights.ranked(keys))


def _numbers(said: Mapping[str, Any], part: str, names: Mapping[str, str]) -> dict[str, float]:
    given = said.get(part)
    if not isinstance(given, Mapping) or set(given) != set(names):
        raise ValueError(f"give a number for each criterion: {listed(list(names.values()))}")
    return {key: _share(given[key], names[key], part) for key in names}


def _share(value: Any, name: str, part: str) -> float:
    amount = _number(value, name)
    if not 0 <= amount <= weights.HUNDRED:
        unit = "percent" if part == "percents" else part
        raise ValueError(f"{name} takes 0 to 100 {unit}, not {amount:g}.")
    return amount


def _number(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} needs a number, not {value!r}")
    return float(value)


def _swing(said: Mapping[str, Any], names: Mapping[str, str]) -> Weighed:
    points = _numbers(said, "points", names)
    return Weighed(said={"points": points}, weights=weights.swing(points))


def _given(said: Mapping[str, Any], names: Mapping[str, str]) -> Weighed:
    percents = _numbers(said, "percents", names)
    return Weighed(said={"percents": percents}, weights=weights.given(percents))


def _pairwise(said_before: Mapping[str, Any], names: Mapping[str, str]) -> Weighed:
    judges = said_before.get("judges")
    if not isinstance(judges, list | tuple) or not judges:
        raise ValueError("give the judgements of at least one judge")
    read = [_judge(judge, names) for judge in judges]
    found = weigh_pairs(list(names), read, limits())
    kept = [{pair_key(*pair): value for pair, value in judge.items()} for judge in read]
    said: dict[str, Any] = {"judges": kept}
    if said_by := said_before.get("by"):
        said["by"] = [str(name) for name in said_by]
    warning = _contradiction(found, names)
    return Weighed(
        said=said,
        weights=found.weights,
        ratio=found.ratio,
        warning=warning,
        worst=(found.worst.first, found.worst.second) if warning and found.worst else None,
    )


def _contradiction(found: Pairwise, names: Mapping[str, str]) -> str:
    """The pair to think about again, or nothing when the judgements fit each other."""
    one = found.worst
    if found.is_consistent or one is None:
        return ""
    return (
        f"These judgements contradict each other (ratio {found.ratio:.2f}, at most "
        f"{limits().most_contradiction:.2f}). Look at {names[one.first]} against "
        f"{names[one.second]} first: you said {times(one.said)}, "
        f"the others imply {times(one.implied)}."
    )


def times(value: float) -> str:
    """A judgement as people say it: 3, 2.5 or 1/3."""
    if value >= 1:
        return f"{value:.2g}"
    over = 1 / value
    return f"1/{over:.0f}" if abs(over - round(over)) < CLOSE else f"1/{over:.2g}"


def _judge(judge: Any, names: Mapping[str, str]) -> dict[tuple[str, str], float]:
    if not isinstance(judge, Mapping):
        raise ValueError("a judge gives a number for each pair")
    found = {}
    for first, second in combinations(names, 2):
        key = pair_key(first, second)
        if key not in judge:
            raise ValueError(f"compare {names[first]} with {names[second]}")
        found[first, second] = _number(judge[key], f"{names[first]} against {names[second]}")
    return found


def is_whole(judge: Mapping[str, Any], names: Mapping[str, str]) -> bool:
    """Whether a comparison names exactly the pairs of these criteria."""
    return set(judge) == {pair_key(*pair) for pair in combinations(names, 2)}


_READERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, str]], Weighed]] = {
    "equal": _equal,
    "ranked": _ranked,
    "swing": _swing,
    "pairwise": _pairwise,
    "given": _given,
}
_FIELDS = {
    "equal": "method",
    "ranked": "order",
    "swing": "points",
    "pairwise": "pairs",
    "given": "percents",
}
