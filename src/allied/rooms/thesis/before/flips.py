"""What would change a verdict: the nearest single answers, and the shortest way to another verdict."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import combinations

from allied.rooms.thesis.before.questionnaire import Answers, Choice, Question, Questionnaire

type Tell = Callable[[Answers], str]
type Step = tuple[Question, Choice]


@dataclass(frozen=True)
class Flip:
    """Answers that would have to be different, and what the verdict would be then."""

    answers: tuple[Step, ...]
    verdict: str


def single_flips(asked: Questionnaire, part: str, answers: Answers, tell: Tell) -> tuple[Flip, ...]:
    """Per question and verdict the nearest other answer that alone changes it."""
    now = tell(answers)
    found = []
    for question in asked.of_part(part):
        nearest: dict[str, Choice] = {}
        for choice in _others(question, answers):
            then = tell({**answers, question.key: choice.key})
            if then != now:
                nearest.setdefault(then, choice)
        found += [Flip(((question, choice),), then) for then, choice in nearest.items()]
    return tuple(found)


def _others(question: Question, answers: Answers) -> list[Choice]:
    """The other answers to a question, the nearest level first, and the nearest in words among equals."""
    given = question.choice(answers.get(question.key, ""))
    if given is None:
        return list(question.choices)
    place = question.choices.index(given)

    def distance(choice: Choice) -> tuple[int, int]:
        return abs(choice.level - given.level), abs(question.choices.index(choice) - place)

    return sorted((one for one in question.choices if one != given), key=distance)


def shortest_way(
    asked: Questionnaire,
    part: str,
    answers: Answers,
    tell: Tell,
    wanted: str,
    *,
    rising: Collection[str],
) -> Flip | None:
    """The fewest answers that together bring the wanted verdict; nothing when it is there or out of reach.

    In the questions that `rising` names a higher level is friendlier to it, in all others a lower one;
    since every rule moves one way only, no way is shorter than one over the friendliest answers.
    """
    steps = [_friendliest(one, answers, one.key in rising) for one in asked.of_part(part)]
    every = tuple(step for step in steps if step is not None)

    def leads(way: tuple[Step, ...]) -> bool:
        return tell({**answers, **_as_answers(way)}) == wanted

    if leads(()) or not leads(every):
        return None
    # A step without which even all the others do not lead there is in every way.
    needed = tuple(step for step in every if not leads(tuple(s for s in every if s != step)))
    rest = [step for step in every if step not in needed]
    for many in range(len(rest) + 1):
        for some in combinations(rest, many):
            if leads((*needed, *some)):
                way = tuple(step for step in every if step in needed or step in some)
                return Flip(_softened(answers, way, tell, wanted, rising), wanted)
    return None


def _friendliest(question: Question, answers: Answers, rises: bool) -> Step | None:
    """The answer that speaks most for what is wanted, unless an equally friendly one was given."""
    given = question.choice(answers.get(question.key, ""))
    best = (max if rises else min)(choice.level for choice in question.choices)
    if given and given.level == best:
        return None
    return question, next(one for one in _others(question, answers) if one.level == best)


def _as_answers(way: tuple[Step, ...]) -> dict[str, str]:
    return {question.key: choice.key for question, choice in way}


def _softened(
    answers: Answers, way: tuple[Step, ...], tell: Tell, wanted: str, rising: Collection[str]
) -> tuple[Step, ...]:
    """The way with each rising answer in its nearest form that still leads there: half a reason may do."""
    then = {**answers, **_as_answers(way)}
    steps = []
    for question, choice in way:
        nearer = _others(question, answers) if question.key in rising else []
        fits = [one for one in nearer if tell({**then, question.key: one.key}) == wanted]
        kept = fits[0] if fits else choice
        then[question.key] = kept.key
        steps.append((question, kept))
    return tuple(steps)
