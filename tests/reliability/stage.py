"""A whole installation of its own: data folder, database, and real processes that can be killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from typing import NamedTuple
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 120.0
SERVER = "postgres://postgres@127.0.0.1:5432"
HERE = "tests/reliability"


def wait_until(fact: Callable[[], bool], what: str, seconds: float = DEADLINE) -> None:
    """Look again and again until the fact holds; fails when its deadline has passed."""
    ends, pause = time.monotonic() + seconds, Event()
    while not fact():
        assert time.monotonic() < ends, f"waited {seconds:.0f} s in vain: {what}"
        pause.wait(0.02)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def postgres_answers() -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", 5432), timeout=2):
        return True
    return False


class Founded(NamedTuple):
    """An installation to copy: its folder, its database, and what a client needs to know."""

    folder: Path
    url: str
    known: dict[str, str]


class Installation:
    """One installation in a folder; its processes die with the test."""

    def __init__(self, folder: Path, url: str = "", **settings: str) -> None:
        self.folder, self.port, self.running = folder, free_port(), []
        self.known: dict[str, str] = {}
        own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **own,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "allied.settings",
            "ALLIED_DATA": str(folder),
            "ALLIED_DATABASE_URL": url,
            **settings,
        }

    def call(self, *words: str, fails: bool = False, **settings: str) -> str:
        """Run one program to its end; what it said."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env={**self.environment, **settings},
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    @property
    def notes(self) -> str:
        """The address at which private notes are written."""
        return f"/api/v1/alliances/{self.known['alliance']}/notes"

    def write(self, title: str, key: str):
        """Write one private note with this Idempotency-Key."""
        said = {"title": title, "text": "Margins under 31 % are a no."}
        return self.ask("POST", self.notes, said, Idempotency_Key=key, **self.bearer)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.known['token']}"}

    def allied(self, *words: str, fails: bool = False) -> str:
        return self.call("-m", "allied", *words, fails=fails)

    def found(self, due: int = 0) -> dict[str, str]:
        """Migrate, and found the cast with a token and so many due timers and letters."""
        self.allied("migrate")
        return json.loads(self.call(f"{HERE}/found.py", str(due)))

    def look(self) -> dict:
        return json.loads(self.call(f"{HERE}/look.py"))

    def start(self, *words: str, **settings: str) -> subprocess.Popen:
        """Start a process in a group of its own."""
        told = (self.folder.parent / f"{self.folder.name}.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-m", "allied", *words],
            cwd=ROOT,
            env={**self.environment, **settings},
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
        told.close()
        self.running.append(process)
        return process

    def serve(self) -> subprocess.Popen:
        return self.start("serve", "--port", str(self.port))

    def kill(self, process: subprocess.Popen) -> None:
        """SIGKILL for the process and everything it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.running.remove(process)

    def close(self) -> None:
        for process in list(self.running):
            self.kill(process)

    def ask(self, method: str, path: str, body: dict | None = None, **headers: str):
        """One request: status, headers and text; an OSError when nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            content = json.dumps(body) if body is not None else None
            given = {"Content-Type": "application/json"} if body is not None else {}
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, content, {**given, **named})
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read().decode()
        except HTTPException as error:  # cut off in the middle of an answer
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()

    def answers(self) -> bool:
        with suppress(OSError):
            return self.ask("GET", "/healthz")[0] == 200
        return False


@contextmanager
def database_of(kind: str, template: str = "") -> Iterator[str]:
    """The address of a new database, or of a copy: none for SQLite in the data folder."""
    if kind == "sqlite":
        yield ""
        return
    if not postgres_answers():
        pytest.skip("no PostgreSQL answers on 127.0.0.1:5432")
    original = template.rpartition("/")[2] or "template1"
    name = f"allied_trial_{uuid4().hex[:12]}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        try:
            yield f"{SERVER}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


BOTH = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
]
