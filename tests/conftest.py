"""The cast: two companies in one alliance, a third one elsewhere; names tell rights."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from allied.alliances import commands as alliances
from allied.alliances import gates, guards
from allied.alliances.models import Alliance, Role
from allied.kit import prepared
from allied.people.models import Organisation, Person
from tests.kept import Kept

# Where the tests stand that drive a browser (marked `walk`).
BROWSER = ("tests/walks/", "tests/web/test_script.py")
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
# How fast cases are made says something about the machine, nothing about the rules.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")
# Every statement that was composed once is composed again, and must be the same.
prepared.CHECKED = True


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out what asks no database")


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first: at the end no worker waits for another one's long test."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if config.getoption("--only-database"):
        rest = [item for item in items if not asks_a_database(item)]
        config.hook.pytest_deselected(items=rest)
        items[:] = [item for item in items if asks_a_database(item)]


class OneBrowser(LoadScopeScheduling):
    """Each test by itself, but all that drive the browser on one worker: they share one server and its data.

    The groups of the plugin would say the same, but pytest 9.2 does not let it rename a test.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith(BROWSER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneBrowser:
    """How tests are given to several workers."""
    return OneBrowser(config, log)


def asks_a_database(item: pytest.Item) -> bool:
    """Whether the test has a database by its marker or by one of its fixtures."""
    fixtures = getattr(item, "fixturenames", ())
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("postgres")
        or {"db", "transactional_db", "django_db_setup"} & set(fixtures)
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory, django_db_modify_db_settings_parallel_suffix
) -> None:
    """SQLite in a file, so that threads and other processes see what a test has committed."""
    chosen = settings.DATABASES["default"]
    if chosen["ENGINE"] == "allied.kit.sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        chosen["TEST"] = {**chosen.get("TEST", {}), "NAME": str(file)}


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> Iterator[None]:
    """Each test's browser has a server of its own, which would search all folders of files anew."""
    found: dict[str, object] = {}
    search = WhiteNoiseMiddleware.add_files_from_finders

    def once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            search(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture
def now() -> datetime:
    """A working Monday."""
    return NOON


def organisation(name: str, colour: int = 1, **values: object) -> Organisation:
    values.setdefault("time_zone", "Europe/Amsterdam")
    values.setdefault("country", "NL")
    return Organisation.objects.create(
        name=name, short_name=name.split(maxsplit=1)[0], colour=colour, created_at=NOON, **values
    )


def person(name: str, home: Organisation | None, **values: object) -> Person:
    local = name.lower().replace(" ", ".")
    host = (home.short_name if home else "host").lower()
    made = Person(
        email=f"{local}@{host}.example", name=name, organisation=home, joined_at=NOON, **values
    )
    made.set_unusable_password()
    made.save()
    return made


@dataclass
class Cast:
    """Everybody who may knock at a door in a test."""

    alliance: Alliance
    other: Alliance
    north: Organisation
    bright: Organisation
    rival: Organisation
    maya: Person  # Northwind's alliance manager
    tomas: Person  # Northwind's sponsor
    ingrid: Person  # Northwind's approver (legal)
    jonas: Person  # Northwind's approver (security)
    olga: Person  # Northwind's observer
    carl: Person  # Northwind's contributor
    daniel: Person  # Brightleaf's alliance manager
    rachel: Person  # Brightleaf's sponsor
    hannah: Person  # Brightleaf's approver (legal)
    ben: Person  # Brightleaf's approver (security)
    zed: Person  # manager of another alliance, of a third company
    nobody: Person  # a colleague at Northwind without any seat
    host: Person  # administers the server, has no home

    def everybody(self) -> dict[str, Person]:
        return {name: who for name, who in vars(self).items() if isinstance(who, Person)}


def cast_of_two() -> Cast:
    """Builds the cast with the real commands; see the class for who is who."""
    north = organisation("Northwind Foods", 1)
    bright = organisation("Brightleaf Coffee", 2, time_zone="America/New_York", country="US")
    rival = organisation("Kestrel Logistics", 3)
    people = SimpleNamespace(
        **{
            name: person(full, home)
            for name, full, home in [
                ("maya", "Maya Lindqvist", north),
                ("tomas", "Tomas Reijnders", north),
                ("ingrid", "Ingrid Vos", north),
                ("jonas", "Jonas Weber", north),
                ("olga", "Olga Berg", north),
                ("carl", "Carl Smit", north),
                ("nobody", "Nora Nobody", north),
                ("daniel", "Daniel Okafor", bright),
                ("rachel", "Rachel Kim", bright),
                ("hannah", "Hannah Cole", bright),
                ("ben", "Ben Sato", bright),
                ("zed", "Zed Zimmer", rival),
            ]
        }
    )
    alliance = alliances.start_alliance(by=people.maya, name="Cold Brew Venture", now=NOON)
    alliances.join_party(alliance=alliance, organisation=bright, by=people.daniel, now=NOON)
    seats = [
        ("tomas", Role.SPONSOR, ""),
        ("ingrid", Role.APPROVER, "legal"),
        ("jonas", Role.APPROVER, "security"),
        ("olga", Role.OBSERVER, ""),
        ("carl", Role.CONTRIBUTOR, ""),
        ("daniel", Role.ALLIANCE_MANAGER, ""),
        ("rachel", Role.SPONSOR, ""),
        ("hannah", Role.APPROVER, "legal"),
        ("ben", Role.APPROVER, "security"),
    ]
    for name, role, discipline in seats:
        who = getattr(people, name)
        alliances.place_in_seat(
            by=who, alliance=alliance, person=who, role=role, discipline=discipline, now=NOON
        )
    other = alliances.start_alliance(by=people.zed, name="Harbour Cold Chain", now=NOON)
    host = person("Harriet Host", None, administers_host=True)
    return Cast(
        alliance=alliance,
        other=other,
        north=north,
        bright=bright,
        rival=rival,
        host=host,
        **vars(people),
    )


@pytest.fixture(autouse=True)
def fresh_gates() -> None:
    """Each test begins with the same record: what an earlier one read of it is forgotten."""
    caches[gates.KEPT].clear()


@pytest.fixture(scope="session")
def kept_cast(django_db_setup, django_db_blocker) -> Kept[Cast]:
    """The cast as the commands made it in the empty database of this worker."""
    with django_db_blocker.unblock():
        return Kept.of(cast_of_two)


@pytest.fixture
def cast(db, kept_cast) -> Cast:
    return kept_cast.put_back()


@pytest.fixture
def committed(transactional_db) -> Iterator[None]:
    """Rows that a test commits, for threads and other processes."""
    yield
    if connection.vendor == "sqlite":
        # The rows are deleted after the test; guards that refuse it are made again right after.
        with connection.cursor() as cursor:
            for guard in guards.guards():
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


@pytest.fixture
def committed_cast(committed) -> Cast:
    """The cast in committed rows."""
    with transaction.atomic():
        return cast_of_two()
