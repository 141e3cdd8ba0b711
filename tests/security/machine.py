"""A permission machine: a seeded random walk of acts by people of both sides, read by everybody.

The oracle is a second implementation in plain Python that knows nothing of the product's queries:
who is in which company, who holds which seat right now, and whose each secret word is. After every
read, each canary seen must be allowed by it. The walk prints its seed, so that it can be run again.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core import mail
from django.test import Client

from allied.alliances import awaiting, notes
from allied.alliances.commands import close_seat, place_in_seat
from allied.alliances.models import PrivateNote
from allied.notices import posting
from allied.notices.models import Notice
from allied.papers.workbook.content import AllianceWorkbook
from allied.people.models import Person
from allied.rooms.exchange.models import KeptWorkbook
from allied.rooms.exchange.outgoing import workbook_of
from tests.conftest import NOON, Cast
from tests.security.world import CANARY, READERS_OF_OURS, visit

BACKEND = "allied.people.backends.WithHome"


class Leak(AssertionError):
    """Somebody read a word that the oracle does not allow them."""


@dataclass
class Machine:
    """The walk: its world, its oracle, and what was done so far."""

    cast: Cast
    seed: int
    owners: dict[str, str] = field(default_factory=dict)
    seats: dict[str, set[str]] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    read: int = 0
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.now = NOON
        homes = {
            self.cast.north.pk: "north",
            self.cast.bright.pk: "bright",
            self.cast.rival.pk: "rival",
        }
        self.homes = {
            name: homes.get(person.organisation_id, "")
            for name, person in self.cast.everybody().items()
        }
        for seat in self.cast.alliance.seats.select_related("person"):
            self.seats.setdefault(self.name_of(seat.person), set()).add(seat.role)

    def name_of(self, person: Person) -> str:
        return next(name for name, each in self.cast.everybody().items() if each.pk == person.pk)

    def client(self, name: str) -> Client:
        if name not in self.clients:
            self.clients[name] = Client(raise_request_exception=False)
            person = getattr(self.cast, name)
            self.clients[name].force_login(person, backend=BACKEND)
        return self.clients[name]

    # The oracle ---------------------------------------------------------------------------------

    def may_read(self, canary: str, name: str) -> bool:
        """Own company, and a seat that reads private records, right now."""
        reads = bool(self.seats.get(name, set()) & READERS_OF_OURS)
        return reads and self.homes[name] == self.owners[canary]

    def check(self, text: str, name: str, where: str) -> None:
        self.read += 1
        for canary in set(CANARY.findall(text)):
            if not self.may_read(canary, name):
                raise Leak(f"seed {self.seed}: {name} read {canary} at {where}")

    # The acts -----------------------------------------------------------------------------------

    def secret(self, home: str) -> str:
        word = f"canary{home}{len(self.owners) + 1}x"
        self.owners[word] = home
        return word

    def writer(self, home: str) -> str | None:
        able = [
            n
            for n, roles in self.seats.items()
            if self.homes[n] == home and roles & READERS_OF_OURS
        ]
        return self.random.choice(sorted(able)) if able else None

    def write_note(self) -> None:
        home = self.random.choice(["north", "bright"])
        if name := self.writer(home):
            notes.write_note(
                by=getattr(self.cast, name),
                alliance=self.cast.alliance,
                title=f"Plan {self.secret(home)}",
                text=f"Text {self.secret(home)}",
                now=self.now,
            )

    def share_part(self) -> None:
        rows = PrivateNote.objects.in_system_scope("test").filter(removed_at__isnull=True)
        note = rows.order_by("written_at", "pk").last()
        if note is None:
            return
        home = "north" if note.owner_id == self.cast.north.pk else "bright"
        sharers = [
            n
            for n, roles in self.seats.items()
            if self.homes[n] == home and roles & {"sponsor", "alliance manager"}
        ]
        if sharers:
            notes.share_copy(
                by=getattr(self.cast, sorted(sharers)[0]),
                note=note,
                title="Both",
                text="Plain words",
                now=self.now,
            )

    def keep_workbook(self) -> None:
        home = self.random.choice(["north", "bright"])
        if name := self.writer(home):
            person = getattr(self.cast, name)
            row = {"milestone": self.secret(home), "phase": 30, "owner": "", "depends_on": []}
            KeptWorkbook.objects.create(
                alliance=self.cast.alliance,
                owner_id=person.organisation_id,
                audience="ours",
                file_name="book.xlsx",
                file=b"x",
                sha256="0",
                waiting={"Launch plan": [row]},
                by=person,
                at=self.now,
            )

    def leave(self) -> None:
        # People who were asked and leave before the letter goes out are the interesting ones.
        asked = self.asked[-1:] if self.random.random() < 0.6 else []
        name = self.random.choice(asked or ["tomas", "ingrid", "jonas", "ben", "hannah", "olga"])
        for seat in self.cast.alliance.seats.filter(
            person=getattr(self.cast, name), ended_at__isnull=True
        ):
            close_seat(seat=seat, by=getattr(self.cast, name), now=self.now)
        self.seats[name] = set()

    def come_back(self) -> None:
        gone = sorted(n for n, roles in self.seats.items() if not roles)
        if gone:
            name = self.random.choice(gone)
            role = self.random.choice(["contributor", "observer", "operational lead"])
            person = getattr(self.cast, name)
            place_in_seat(
                by=person, alliance=self.cast.alliance, person=person, role=role, now=self.now
            )
            self.seats[name] = {role}

    def ask(self) -> None:
        name = self.random.choice(["tomas", "ingrid", "jonas", "ben", "hannah"])
        act = awaiting.Act(
            verb="answer",
            subject_kind="alliance",
            subject_id=self.cast.alliance.pk,
            title=f"Enter Peru {len(self.counted)}",
            blocking=True,
        )
        awaiting.await_act(
            act,
            of=[getattr(self.cast, name)],
            alliance=self.cast.alliance,
            asked_by=self.cast.maya,
            now=self.now,
        )
        posting.announce(self.now)
        self.asked.append(name)

    def deliver(self) -> None:
        """Letters go out; nobody without a seat gets one."""
        before = len(mail.outbox)
        for pk in Notice.objects.in_system_scope("test").values_list("pk", flat=True):
            posting.deliver(str(pk), now=self.now)
        for letter in mail.outbox[before:]:
            (address,) = letter.to
            name = self.name_of(Person.objects.get(email=address))
            self.check(letter.subject + letter.body, name, "a letter")
            if not self.seats.get(name):
                raise Leak(f"seed {self.seed}: {name} got a letter without a seat")

    # The reads ----------------------------------------------------------------------------------

    def addresses(self) -> list[str]:
        here = f"/alliances/{self.cast.alliance.pk}"
        rows = PrivateNote.objects.in_system_scope("test").filter(removed_at__isnull=True)
        some = [str(pk) for pk in rows.order_by("written_at", "pk").values_list("pk", flat=True)][
            -4:
        ]
        tails = ["/", "/notes", "/record", "/log", *(f"/notes/{pk}" for pk in some)]
        return [
            "/",
            "/portfolio",
            "/inbox",
            "/search?q=canary",
            "/search?q=plan&fragment=1",
            *(here + tail for tail in tails),
        ]

    def everybody_reads(self) -> None:
        """Each of a few people reads every channel."""
        readers = self.random.sample(
            ["maya", "tomas", "ingrid", "jonas", "olga", "carl", "daniel", "ben", "zed", "nobody"],
            3,
        )
        for name in readers:
            for address in self.addresses():
                self.check(visit(self.client(name), address), name, address)
            if self.seats.get(name):
                self.export(name)

    def export(self, name: str) -> None:
        person = getattr(self.cast, name)
        book = workbook_of(self.cast.alliance, person)
        assert isinstance(book, AllianceWorkbook)
        self.check(repr(book), name, "the workbook")

    def walk(self, steps: int) -> None:
        """So many acts, each followed sooner or later by readers; reading is the commonest act."""
        acts: list[Callable[[], None]] = [
            self.write_note,
            self.write_note,
            self.share_part,
            self.keep_workbook,
            self.leave,
            self.come_back,
            self.come_back,
            self.ask,
            self.ask,
            self.deliver,
            self.everybody_reads,
            self.everybody_reads,
        ]
        self.write_note()
        for _ in range(steps):
            act = self.random.choice(acts)
            self.counted[act.__name__] = self.counted.get(act.__name__, 0) + 1
            act()
            self.now += timedelta(minutes=7)
        self.everybody_reads()
