"""Reads one file of questions and says file, line and key of everything that is wrong with it."""

from collections.abc import Collection

from allied.rooms.diligence.questions import Area, Pack


class BrokenCatalogue(ValueError):
    """A file of questions cannot be used; `problems` lists "file:line: key: what is wrong"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_area(text: str, file: str, categories: Collection[str]) -> Area:
    """One area from YAML, or BrokenCatalogue with all problems at once."""
    raise NotImplementedError


def read_pack(text: str, file: str, categories: Collection[str]) -> Pack:
    """One pack from YAML, or BrokenCatalogue with all problems at once."""
    raise NotImplementedError
