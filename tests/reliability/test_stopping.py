"""Whoever stops `allied serve` stops all of it; a worker that died comes back."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.reliability.stage import wait_until


def children_of(pid: int) -> dict[int, str]:
    """The processes that this one started, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == pid:
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
    return found


def worker_of(pid: int) -> int:
    return next((p for p, words in children_of(pid).items() if "allied work" in words), 0)


@pytest.fixture
def served(installed):
    """An installation that serves with its worker, and the process that holds both."""
    home = installed("sqlite")
    process = home.start("serve", "--port", str(home.port), "--with-worker")
    wait_until(home.answers, "the web process answers")
    wait_until(lambda: worker_of(process.pid) > 0, "the worker runs")
    return home, process


@pytest.mark.slow
@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes in /proc")
def test_a_worker_that_died_is_started_again_and_nothing_outlives_a_stop(served):
    home, process = served
    first = worker_of(process.pid)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: worker_of(process.pid) not in (0, first), "another worker runs")
    started = children_of(process.pid)
    process.terminate()
    assert process.wait(30) == 0
    home.running.remove(process)
    assert not home.answers()
    assert [pid for pid in started if os.path.exists(f"/proc/{pid}")] == []
