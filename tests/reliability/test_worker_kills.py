"""Two workers at once, killed in the middle: each timer fires once, no letter is missing."""

import random
from collections import Counter

import pytest

from tests.reliability.conftest import DUE
from tests.reliability.post import Post
from tests.reliability.stage import BOTH, wait_until


@pytest.fixture
def post():
    with Post() as server:
        yield server
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOTH)
def test_killed_workers_fire_each_timer_once_and_send_every_letter(kind, installed, post, tmp_path):
    begun = tmp_path / "begun"
    begun.touch()
    home = installed(
        kind,
        ALLIED_EMAIL_URL=post.url,
        DJANGO_SETTINGS_MODULE="tests.reliability.trial_settings",
        TRIAL_BEGUN=str(begun),
    )
    workers = [home.start("work"), home.start("work")]

    def kill_when(fact, what: str) -> None:
        wait_until(fact, what)
        home.kill(workers.pop(0))
        workers.append(home.start("work"))

    for moment in sorted(random.sample(range(3, DUE - 20), 2)):
        kill_when(
            lambda moment=moment: len(begun.read_text().split()) >= moment, f"{moment} bells rang"
        )
    for moment in sorted(random.sample(range(3, DUE - 20), 2)):
        kill_when(lambda moment=moment: len(post.letters) >= moment, f"{moment} letters were sent")

    def letters() -> set[str]:
        return {subject for _, subject in post.letters if "Letter" in subject}

    wait_until(lambda: len(letters()) == DUE, f"all letters are sent; so far {len(letters())}")
    wait_until(lambda: len(set(begun.read_text().split())) == DUE, "all bells rang")
    wait_until(lambda: unsettled(home.look()) == [], "everything is settled")
    for worker in workers:
        home.kill(worker)
    found = home.look()
    rung = Counter(subject for kind_of, subject in found["entries"] if kind_of == "trial.bell.rung")
    assert rung == {subject: 1 for subject, _ in found["timers"]}
    assert len(rung) == DUE
    assert all(chain["valid"] for chain in found["logs"].values())
    assert found["integrity"] == "ok"
    ids = {(identity, subject) for identity, subject in post.letters if "Letter" in subject}
    assert len(ids) == DUE, "a letter that came again has the same Message-ID"
    assert len({identity for identity, _ in ids}) == DUE


def unsettled(found: dict) -> list[str]:
    """Timers that have not fired and letters that were not noted as sent."""
    timers = [subject for subject, fired in found["timers"] if fired is None]
    return timers + [pk for pk, _, sent, dropped in found["notices"] if not (sent or dropped)]
