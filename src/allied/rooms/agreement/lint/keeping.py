"""Rules about leaving: can a trigger be checked, does somebody unwind? (E35, E36, W43)"""

from collections.abc import Iterator

from allied.kit.lint import Hit, rule
from allied.kit.words import listed, quoted
from allied.rooms.agreement.lint.agreed import TRIGGERS, UNWIND, Agreed


@rule("E35")
def uncheckable_trigger(agreed: Agreed) -> Iterator[Hit]:
    """An exit trigger that cannot be checked, or none at all."""
    if not agreed.triggers and agreed.expects_exits:
        message = "Nothing says when both sides talk about leaving."
        yield Hit(TRIGGERS, "", message, "Add an exit trigger while nobody wants to leave.")
    for trigger in agreed.triggers:
        if trigger.unknown:
            numbers = listed([quoted(one) for one in trigger.unknown])
            message = f"{trigger.name} looks at {numbers}, which nobody keeps any more."
            yield Hit(TRIGGERS, trigger.id, message, "Name a number that exists, or retire it.")


@rule("E36")
def nobody_unwinds(agreed: Agreed) -> Iterator[Hit]:
    """An unwind plan without owners, or no plan."""
    if not agreed.steps and agreed.expects_exits:
        message = "Nothing says how you would part."
        yield Hit(UNWIND, "", message, "Open the unwind plan.")
    for step in agreed.steps:
        if not step.has_owner:
            message = f"Nobody sees to {quoted(step.title)} when you part."
            yield Hit(UNWIND, step.id, message, "Name an owner.")


@rule("W43")
def nervous_trigger(agreed: Agreed) -> Iterator[Hit]:
    """An exit trigger that chance alone would fire."""
    for trigger in agreed.triggers:
        if trigger.is_nervous:
            message = f"Chance alone would fire {trigger.name} too often."
            yield Hit(TRIGGERS, trigger.id, message, "Ask for a longer run, or another limit.")


RULES = (uncheckable_trigger, nobody_unwinds, nervous_trigger)
