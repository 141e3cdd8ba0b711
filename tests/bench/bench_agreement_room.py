"""How long the lint of a full alliance and the files of its annex take, on the alliance of the demo.

Processor time, because others share the machine; the database runs in the same process.

Run: python -m pytest tests/bench/bench_agreement_room.py -m bench -s (not part of the suite).
"""

from datetime import UTC, datetime
from statistics import median
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.agreement.annex.papers import annex_file
from allied.rooms.agreement.annex.queries import annex_of
from allied.rooms.exchange.demo.story import load_demo
from allied.rooms.portfolio.linting import found_in

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
ROUNDS = 15
MOST_LINT, MOST_FILE = 0.050, 1.0


@pytest.fixture
def say(request):
    """Writes a figure to the terminal."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    return lambda text: reporter.write_line(f" {text}")


@pytest.fixture
def story(settings, tmp_path) -> tuple[Alliance, Person]:
    """Cold Brew Venture as the demo tells it, and who manages it for Northwind."""
    settings.DATA = tmp_path
    (tmp_path / "demo-password").write_text("a common password")
    demo = load_demo(password="a common password", now=NOW)
    return demo.alliance, demo["Maya"]


def seconds(call) -> list[float]:
    """The processor time of each round, sorted; the first call fills what is kept in memory."""
    call()
    found = []
    for _ in range(ROUNDS):
        began = process_time()
        call()
        found.append(process_time() - began)
    return sorted(found)


def told(found: list[float]) -> str:
    return " / ".join(f"{1000 * one:.0f}" for one in (found[0], median(found), found[-1]))


def test_the_lint_and_the_files_of_a_full_alliance(story, say):
    alliance, maya = story
    with CaptureQueriesContext(connection) as asked:
        found = found_in(alliance, maya, NOW)
    rules = sorted({one.finding.rule for one in found}, key=lambda id: int(id[1:]))
    say(f"{len(found)} findings of {', '.join(rules)}; {len(asked)} queries")
    lint = seconds(lambda: found_in(alliance, maya, NOW))
    say(f"lint: {told(lint)} ms (least / median / most of {ROUNDS})")
    files = {}
    for kind in ("docx", "pdf"):

        def made(kind: str = kind) -> bytes:
            # Another text each time: what was set once is kept in memory.
            alliance.name += "!"
            return annex_file(annex_of(alliance, maya, NOW), None, maya, kind).content

        files[kind] = seconds(made)
        say(f"annex as {kind}, {len(made()) // 1024} kB: {told(files[kind])} ms")
    assert found
    assert median(lint) < MOST_LINT
    assert all(median(took) < MOST_FILE for took in files.values())
