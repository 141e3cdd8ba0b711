"""The web process is killed in the middle of 200 writes: nothing acknowledged is lost, nothing twice."""

import random
from contextlib import suppress
from threading import Event, Lock, Thread
from uuid import uuid4

import pytest

from tests.reliability.stage import BOTH, wait_until

WRITES, WRITERS, KILLS = 200, 4, 3


class Client:
    """Writes its notes one after another; sends each again with the same key until acknowledged."""

    def __init__(self, home, titles, tally) -> None:
        self.home, self.titles, self.tally = home, titles, tally
        self.strange: list[tuple[int, str]] = []
        self.thread = Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self) -> None:
        for title in self.titles:
            key = str(uuid4())
            wait_until(lambda title=title, key=key: self.written(title, key), f"{title} is written")
            self.tally.add(title)

    def written(self, title: str, key: str) -> bool:
        with suppress(OSError):
            status, _, text = self.home.write(title, key)
            if status != 201:
                self.strange.append((status, text))
            return status == 201
        return False


class Tally:
    """What was acknowledged; kept by the client, not by the database."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.lock, self.closed = Lock(), Event()

    def add(self, title: str) -> None:
        with self.lock:
            self.titles.append(title)


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOTH)
def test_killing_the_web_process_loses_nothing_acknowledged_and_doubles_nothing(kind, installed):
    home, tally = installed(kind), Tally()
    process = home.serve()
    wait_until(home.answers, "the web process answers")
    titles = [f"note {number}" for number in range(WRITES)]
    clients = [Client(home, titles[each::WRITERS], tally) for each in range(WRITERS)]
    moments = sorted(random.sample(range(5, WRITES - 20), KILLS))
    for moment in moments:
        wait_until(
            lambda moment=moment: len(tally.titles) >= moment, f"{moment} notes are acknowledged"
        )
        home.kill(process)
        process = home.serve()
    for client in clients:
        client.thread.join()
        assert client.strange == []
    home.kill(process)
    assert sorted(tally.titles) == sorted(titles), f"killed after {moments}"
    found = home.look()
    assert sorted(title for title, _ in found["notes"]) == sorted(titles), f"killed after {moments}"
    notes = sorted(pk for _, pk in found["notes"])
    told = sorted(subject for kind_of, subject in found["entries"] if subject in set(notes))
    assert told == notes, "each note has its one line in the own log"
    own = [chain for chain in found["logs"].values() if chain["own"]]
    assert [(chain["valid"], chain["size"]) for chain in own] == [(True, WRITES)]
    assert all(chain["valid"] for chain in found["logs"].values())
    assert found["integrity"] == "ok"
