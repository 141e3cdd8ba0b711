"""One file holds the whole installation as of one moment, also while others write."""

import json
import stat
from threading import Event, Thread
from uuid import uuid4
from zipfile import ZipFile

import pytest

from tests.reliability.stage import BOTH, wait_until


class Writer:
    """Writes notes one after another until it is told to stop."""

    def __init__(self, home) -> None:
        self.home, self.done, self.stopped = home, 0, Event()
        self.thread = Thread(target=self.run)
        self.thread.start()

    def run(self) -> None:
        while not self.stopped.is_set():
            self.done += self.home.write(f"note {self.done}", str(uuid4()))[0] == 201

    def end(self) -> None:
        self.stopped.set()
        self.thread.join()


def manifest_of(file) -> dict:
    with ZipFile(file) as packed:
        return json.loads(packed.read("manifest.json"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOTH)
def test_every_backup_taken_while_others_write_is_a_valid_beginning_and_can_be_restored(
    kind, installed, empty, tmp_path
):
    home = installed(kind)
    home.serve()
    wait_until(home.answers, "the web process answers")
    writer, files = Writer(home), [tmp_path / f"{number}.zip" for number in range(5)]
    try:
        for file in files:
            before = writer.done
            wait_until(lambda before=before: writer.done > before + 3, "notes are written")
            home.allied("backup", str(file))
    finally:
        writer.end()
    live = home.look()["logs"]
    assert all(chain["valid"] for chain in live.values())
    sizes = []
    for file in files:
        heads = manifest_of(file)["logs"]
        assert all(
            head["root"] == live[head["origin"]]["roots"][head["size"] - 1] for head in heads
        )
        sizes.append(sum(head["size"] for head in heads))
    assert sizes == sorted(set(sizes)), "each backup is later than the one before"
    restored = empty(kind)
    assert "Every guard stands." in restored.allied("restore", str(files[-1]))
    after = restored.look()
    assert all(chain["valid"] for chain in after["logs"].values())
    assert {o: c["size"] for o, c in after["logs"].items()} == {
        head["origin"]: head["size"] for head in manifest_of(files[-1])["logs"]
    }
    assert (restored.folder / "secret-key").read_text() == (home.folder / "secret-key").read_text()


def test_a_backup_holds_database_keys_and_manifest_and_only_its_owner_reads_it(installed, tmp_path):
    home, file = installed("sqlite"), tmp_path / "kept.zip"
    home.allied("backup", str(file))
    with ZipFile(file) as packed:
        assert set(packed.namelist()) >= {"manifest.json", "allied.sqlite3", "secret-key"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "is there already" in home.allied("backup", str(file), fails=True)
    assert "is not empty" in home.allied("restore", str(file), fails=True)
    assert [path.name for path in tmp_path.glob(".allied*")] == []


def test_a_damaged_backup_is_refused_and_leaves_nothing(installed, empty, tmp_path):
    home, file = installed("sqlite"), tmp_path / "kept.zip"
    home.allied("backup", str(file))
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    other = empty("sqlite")
    assert "backup" in other.allied("restore", str(file), fails=True)
    assert not (other.folder / "allied.sqlite3").exists()
    file.write_text("not a zip")
    assert "is not a whole backup" in other.allied("restore", str(file), fails=True)
    assert "There is no file" in other.allied("restore", str(tmp_path / "no.zip"), fails=True)
    assert not (other.folder / "allied.sqlite3").exists()


@pytest.mark.postgres
def test_without_pg_dump_a_backup_of_postgresql_is_refused_clearly(installed, tmp_path):
    home = installed("postgres", PATH=str(tmp_path))
    said = home.allied("backup", str(tmp_path / "kept.zip"), fails=True)
    assert "pg_dump was not found" in said
    assert not (tmp_path / "kept.zip").exists()
