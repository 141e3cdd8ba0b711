"""An answer as somebody gives it, before it is checked and written."""

from collections.abc import Iterable
from dataclasses import dataclass

from allied.kit.content import Plain
from allied.people.models import Person
from allied.rooms.diligence.models import ChecklistAnswer


@dataclass(frozen=True, kw_only=True)
class Given:
    """The question by its key, the answer and severity in words, what shows it, who looks after it."""

    question: str
    answer: str
    evidence: str = ""
    severity: str = ""
    note: str = ""
    holder: Person | None = None

    def is_news(self, known: ChecklistAnswer | None) -> bool:
        """Whether it says anything else than what is written already."""
        if known is None:
            return True
        mine = (self.answer, self.evidence, self.severity, self.note)
        theirs = (known.said, known.evidence, known.severity, known.note)
        said = [" ".join(text.split()).casefold() for text in mine]
        return said != [" ".join(text.split()).casefold() for text in theirs] or (
            (self.holder.pk if self.holder else None) != known.holder_id
        )


def as_plain(rows: Iterable[ChecklistAnswer]) -> Plain:
    """The answers as plain content, for the digest that the record keeps."""
    return [
        {
            "question": row.question,
            "answer": row.said,
            "evidence": row.evidence,
            "severity": row.severity,
            "note": row.note,
            "owner": str(row.holder_id or ""),
        }
        for row in rows
    ]
