"""What attaching and erasing a file writes: in the joint log, or in one's own when it is private."""

from dataclasses import dataclass
from typing import ClassVar

from allied.record.facts import Fact, told


@dataclass(frozen=True, kw_only=True)
class FileAttached(Fact):
    """Somebody put a file to a record."""

    kind: ClassVar[str] = "alliance.file.attached"
    sentence: ClassVar[str] = "{who} attached the file {name} to {about}"
    subject_kind: ClassVar[str] = "attachment"
    name: str = told()
    about: str
    # Media type, name, sha256 and size: what ties the file of a bundle to the record.
    file: object = told()


@dataclass(frozen=True, kw_only=True)
class FileErased(Fact):
    """The bytes and the name of an attached file left the database."""

    kind: ClassVar[str] = "alliance.file.erased"
    sentence: ClassVar[str] = "{who} erased a file from {about}"
    subject_kind: ClassVar[str] = "attachment"
    about: str
