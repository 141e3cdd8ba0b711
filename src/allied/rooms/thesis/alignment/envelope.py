"""The sealed answer of one side and the commitment to it that the joint record keeps until it opens."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from allied.kit.content import Plain, canonical_json, digest
from allied.record import commitments

FORMAT = "allied-alignment/1"


def new_salt() -> str:
    """32 fresh random bytes as text: without them the same answer could be guessed from its commitment."""
    return commitments.new_salt().hex()


def sealed_content(
    round_id: UUID, organisation: UUID, salt: str, answers: Sequence[tuple[str, str]]
) -> str:
    """The one text that is committed to: round, side, salt, and each answer under its pseudonym."""
    rows: list[Plain] = [{"member": who, "answer": json.loads(said)} for who, said in answers]
    return canonical_json(
        {
            "format": FORMAT,
            "round": str(round_id),
            "organisation": str(organisation),
            "salt": salt,
            "answers": rows,
        }
    )


def commitment(content: str) -> str:
    """SHA-256 of the sealed text in base64: anybody can compare it once the text is open."""
    plain: Mapping[str, Any] = json.loads(content)
    return digest(plain)
