"""Reads a bundle that somebody else may have made: nothing is believed before it is checked."""

import hashlib
import re
import zipfile
from collections.abc import Mapping
from functools import partial
from typing import BinaryIO, cast

from .bundle import CHUNK, FORMAT, BundleContents, BundledDocument, BundleKey
from .bundle_readme import alliance_named_in
from .commitments import read_disclosure
from .jcs import Malformed, read

MOST_FILES = 100_000
MOST_IN_MEMORY = 2**30
MOST_EXPANSION = 200
DOCUMENTS = "documents/"
_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*")


def read_bundle(source: BinaryIO) -> BundleContents:
    """Return what a bundle holds, once every file is the one that its manifest lists.

    This checks the container, not the record: run the verifier for that. Documents stay in
    `source`, which must stay open while they are read. Raises `Malformed`.
    """
    try:
        archive = zipfile.ZipFile(source)
        _check_directory(archive, source)
        manifest = _mapping(read(archive.read("manifest.json")), "manifest.json")
        if manifest.get("format") != FORMAT:
            raise Malformed(f"The bundle is of the format {manifest.get('format')!r}.")
        _check_files(archive, manifest)
        return _contents(archive, manifest)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Malformed(f"This is not a whole bundle: {error}.") from error


def _check_directory(archive: zipfile.ZipFile, source: BinaryIO) -> None:
    infos = archive.infolist()
    if len(infos) > MOST_FILES or len({info.filename for info in infos}) != len(infos):
        raise Malformed(f"A bundle has at most {MOST_FILES} files, each with a name of its own.")
    for info in infos:
        if not _NAME.fullmatch(info.filename):
            raise Malformed(f"{info.filename[:80]!r} is no name of a file in a bundle.")
        if info.file_size > MOST_IN_MEMORY and not info.filename.startswith(DOCUMENTS):
            raise Malformed(f"{info.filename} is larger than {MOST_IN_MEMORY} bytes.")
    if sum(info.file_size for info in infos) > MOST_EXPANSION * source.seek(0, 2):
        raise Malformed(f"The bundle unpacks to more than {MOST_EXPANSION} times its size.")


def _check_files(archive: zipfile.ZipFile, manifest: Mapping[str, object]) -> None:
    found = {name: _fingerprint(archive, name) for name in archive.namelist()}
    del found["manifest.json"]
    listed = _mapping(manifest.get("files"), "files in manifest.json")
    names = sorted({*found, *listed})
    differing = [name for name in names if found.get(name) != listed.get(name)]
    if differing:
        raise Malformed(f"Not as the manifest lists: {', '.join(differing[:10])}.")


def _fingerprint(archive: zipfile.ZipFile, name: str) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


def _contents(archive: zipfile.ZipFile, manifest: Mapping[str, object]) -> BundleContents:
    documents = _mapping(read(archive.read("documents.json")), "documents.json")
    keys = read(archive.read("keys.json"))
    names = sorted(archive.namelist())
    return BundleContents(
        alliance=alliance_named_in(archive.read("README.txt").decode("utf-8", "replace")),
        origin=str(manifest["origin"]),
        entries=archive.read("ledger.jsonl").split(b"\n")[:-1],
        disclosures=[
            read_disclosure(line) for line in archive.read("disclosures.jsonl").split(b"\n")[:-1]
        ],
        checkpoints=[
            archive.read(name).decode() for name in names if name.startswith("checkpoints/")
        ],
        keys=[_key(each) for each in (keys if isinstance(keys, list) else [keys])],
        documents=[_document(archive, name, documents[name]) for name in sorted(documents)],
        records={
            name.removeprefix("records/"): archive.read(name)
            for name in names
            if name.startswith("records/")
        },
    )


def _mapping(value: object, name: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Malformed(f"{name} is an object.")
    return value


def _key(listed: object) -> BundleKey:
    if not isinstance(listed, dict) or set(listed) != {"owner", "vkey"}:
        raise Malformed("Each line of keys.json has an owner and a vkey.")
    key = BundleKey(str(listed["owner"]), str(listed["vkey"]))
    key.key()
    return key


def _document(archive: zipfile.ZipFile, name: str, listed: object) -> BundledDocument:
    if not isinstance(listed, dict) or name not in archive.namelist():
        raise Malformed(f"documents.json lists {name!r}, which is not described or not here.")
    seq, path = listed.get("seq"), listed.get("path")
    return BundledDocument(
        name=str(listed["name"]),
        media_type=str(listed["media_type"]),
        open=cast("partial[BinaryIO]", partial(archive.open, name)),
        seq=seq if isinstance(seq, int) else None,
        path=path if isinstance(path, str) else None,
    )
