"""The worker's beat: timers that are due, acts that were not announced yet, digests of the day."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from allied.clock import timers
from allied.notices import posting
from allied.notices.models import Heartbeat
from allied.people.models import Once

PAUSE = timedelta(seconds=2)
DIGESTS_EVERY = timedelta(minutes=5)
HEARTBEAT_EVERY = timedelta(seconds=15)
GONE_AFTER = timedelta(seconds=90)

log = logging.getLogger(__name__)


class Beat:
    """Runs one round after another until it is told to stop; safe with any number of workers."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stopped = threading.Event()
        self._digests_at: datetime | None = None
        self._seen_at: datetime | None = None

    def round(self, now: datetime) -> int:
        """Everything that is due at this moment; returns how much was done."""
        done = timers.fire_due(now)
        done += posting.announce(now)
        if self._digests_at is None or now - self._digests_at >= DIGESTS_EVERY:
            done += posting.make_digests(now)
            Once.forget(now)
            self._digests_at = now
        if self._seen_at is None or now - self._seen_at >= HEARTBEAT_EVERY:
            Heartbeat.objects.update_or_create(name=self.name, defaults={"at": now})
            Heartbeat.objects.filter(at__lt=now - timedelta(days=1)).delete()
            self._seen_at = now
        return done

    def run(self, clock: Callable[[], datetime] = timezone.now) -> None:
        """Round after round; a database that is away is waited for."""
        while not self.stopped.is_set():
            try:
                self.round(clock())
            except DatabaseError:
                log.warning("the database does not answer; trying again")
                connection.close()
            except Exception:
                # One broken row must not silence everybody: the next round comes in any case.
                log.exception("a round of the worker failed")
            self.stopped.wait(PAUSE.total_seconds())
        connection.close()


def worker_is_alive(now: datetime) -> bool:
    """Whether any worker was seen lately."""
    return Heartbeat.objects.filter(at__gt=now - GONE_AFTER).exists()
