"""The two ways a command says no, and what both carry to the doors."""


class Refused(Exception):
    """The request makes sense but a rule of the alliance forbids it now.

    `code` is stable and machine-readable, `sentence` says what, where and what would be
    accepted, `field` names the input it belongs to (or is empty).
    """

    def __init__(self, code: str, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.field = field


class Outdated(Refused):
    """The change was made against a version that is no longer the newest one."""


def refuse_outdated(read: int | None, now: int, thing: str) -> None:
    """Refuse a change against another version than the newest one; None says that nobody asked.

    `read` is the version the caller has seen, `now` the one that stands, `thing` what it is called.
    """
    if read is not None and read != now:
        raise Outdated(
            "outdated",
            f"{thing} changed since you read it: you read version {read}, it is version {now} now.",
        )


class NotAllowed(Exception):
    """This person does not hold the right to do this."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right
