"""The process that reads a document, alone and with little memory and time (trust.md T22).

The file comes in by standard input, the answer leaves by standard output as JSON: text, kind, pages, notes
and facts, or `{"what": …, "accepted": …}` when the file is refused. It knows no database and no network.
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from math import ceil

from allied.papers.texts import limits
from allied.papers.texts.words import words_of
from allied.papers.workbook.problems import Wrong
from allied.rooms.agreement.reading.rules.agreement_reader import read_agreement


def limit_this_process() -> None:
    """Little memory, little time, no large files and, where the system allows, no network."""
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, ceil(limits.CPU_SECONDS)),
        (resource.RLIMIT_FSIZE, limits.MAX_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    signal.setitimer(signal.ITIMER_PROF, limits.CPU_SECONDS)
    with suppress(AttributeError, OSError):
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)


def answer_for(raw: bytes) -> bytes:
    """The words and the facts of a file, or why it is refused."""
    try:
        words = words_of(raw)
    except Wrong as wrong:
        return json.dumps({"what": wrong.what, "accepted": wrong.accepted}).encode()
    facts = [asdict(fact) for fact in read_agreement(words.text)]
    return json.dumps(asdict(words) | {"facts": facts}).encode()


def main() -> None:
    """Reads, answers, ends."""
    limit_this_process()
    answer = answer_for(sys.stdin.buffer.read(limits.MAX_FILE + 1))
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
