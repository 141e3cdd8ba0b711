"""A reaction for trials of the worker: each firing writes one line in the joint record."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.apps import AppConfig

RING = "trial.ring"


class TrialConfig(AppConfig):
    """Registers the reaction in every process of a trial installation."""

    name = "tests.reliability"
    label = "trial"

    def ready(self) -> None:
        from allied.clock.timers import register
        from allied.record import book
        from allied.record.facts import Fact

        @dataclass(frozen=True, kw_only=True)
        class BellRung(Fact):
            kind = "trial.bell.rung"
            sentence = "{who} rang bell {number}"
            subject_kind = "bell"
            number: int

        def ring(timer, now) -> None:
            said = BellRung(subject=timer.subject_id, number=1)
            book.record(said, alliance_id=timer.alliance_id, by=None, now=now)
            # Says that this firing has begun, before it is committed: a good moment for a kill.
            with Path(os.environ["TRIAL_BEGUN"]).open("a") as begun:
                begun.write(f"{timer.subject_id}\n")

        register(RING, ring)
