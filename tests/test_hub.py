"""Fetching from the hub: complete, stopped, damaged, refused; from a local server that speaks the hub's protocol."""

from __future__ import annotations

import errno
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import constants, hf_hub_download

from deltaedit.bundles import hub as bundle_hub
from deltaedit.bundles.hub import HubFile, cached, fetch
from deltaedit.errors import BundleError, DownloadCancelled, DownloadError
from tests.hub import COMMIT, Content, Fault, LocalHub, redirect
from tests.programs import ROOT

REPO = "owner/name"
PATH = "folder/weights.pt"
SIZE = 300_000
DATA = bytes(range(250)) * (SIZE // 250)


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def cache(hub: LocalHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty hub cache, with the stand-in for the hub; the client retries without waiting."""
    redirect(monkeypatch, hub.endpoint, tmp_path / "hub")
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    return tmp_path / "hub"


@pytest.fixture
def weights(hub: LocalHub, cache: Path) -> HubFile:
    """A large file on the stand-in, as a recipe would name it."""
    content = hub.add(REPO, PATH, DATA)
    return HubFile(REPO, PATH, COMMIT, size=SIZE, sha256=content.sha256)


def told(error: pytest.ExceptionInfo[BaseException]) -> str:
    """The message, which must be one paragraph of whole sentences without secrets or technical details."""
    message = str(error.value)
    assert message.endswith(".") and "\n" not in message and len(message) < 600
    assert not re.search(r"Traceback|SECRET|Signature|Error:|\?|hf_|password1|0x[0-9a-f]{6}|[{}]|None", message)
    return message


def contents(folder: Path) -> list[Path]:
    """Files that other programs would take for complete ones; version 1 of the client keeps unfinished ones, too."""
    return [path for path in folder.rglob("blobs/*") if path.is_file() and path.suffix != ".incomplete"]


# What a file may be called ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"repo": "../name"},
        {"repo": "http://owner/name"},
        {"repo": ""},
        {"path": ""},
        {"path": "/etc/passwd"},
        {"path": "a/../../weights.pt"},
        {"path": "a\\b"},
        {"path": "C:/weights.pt"},
        {"path": "a\0b"},
        {"revision": "main"},
        {"revision": "../main"},
        {"repo_type": "models"},
        {"size": -1},
        {"sha256": "A" * 64},
    ],
)
def test_what_is_no_file_of_the_hub_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BundleError) as error:
        HubFile(**{"repo": REPO, "path": PATH, "revision": COMMIT, **wrong})
    assert told(error)


def test_origin_in_words() -> None:
    assert HubFile(REPO, PATH, COMMIT).origin == f"huggingface.co/{REPO}/{PATH} at {COMMIT}"
    assert HubFile(REPO, PATH, COMMIT, "space").origin.startswith(f"huggingface.co/spaces/{REPO}/")


# All is well ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("repo_type", "large"), [("model", True), ("space", True), ("dataset", False)])
def test_fetched_into_the_cache_of_the_hub(
    hub: LocalHub, cache: Path, repo_type: str, large: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    content = hub.add(REPO, PATH, DATA, repo_type=repo_type, large=large)
    file = HubFile(REPO, PATH, COMMIT, repo_type, SIZE, content.sha256)
    assert cached(file) is None
    path = fetch(file)
    assert path.read_bytes() == DATA and cached(file) == path
    assert hf_hub_download(REPO, PATH, repo_type=repo_type, revision=COMMIT, local_files_only=True) == str(path)
    assert capfd.readouterr() == ("", "")


def test_fetched_into_a_folder(weights: HubFile, cache: Path, tmp_path: Path) -> None:
    path = fetch(weights, cache_dir=tmp_path / "mine")
    assert path.is_relative_to(tmp_path / "mine") and not cache.exists()
    assert cached(weights) is None and cached(weights, tmp_path / "mine") == path


def test_what_the_client_fetched_is_used(hub: LocalHub, weights: HubFile, tmp_path: Path) -> None:
    theirs = hf_hub_download(REPO, PATH, revision=COMMIT)
    hub.asked.clear()
    assert fetch(weights, cache_dir=tmp_path / "mine") == Path(theirs)
    assert hub.asked == []


def test_progress_rises_to_the_end(hub: LocalHub, weights: HubFile) -> None:
    hub.faults[PATH] = Fault(bytes_per_second=800_000)
    seen: list[tuple[int, int | None]] = []
    fetch(weights, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, SIZE) and seen[-1] == (SIZE, SIZE) and seen == sorted(seen)
    assert len({done for done, _ in seen}) > 2
    seen.clear()
    fetch(weights, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(SIZE, SIZE)]


# Stopped ----------------------------------------------------------------------------------------------------------


def test_stopped_while_bytes_come(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    hub.faults[PATH] = Fault(bytes_per_second=500_000)
    done = [0]
    with pytest.raises(DownloadCancelled) as error:
        fetch(weights, progress=lambda now, total: done.append(now), should_stop=lambda: done[-1] > 0)
    assert "starts again" in told(error) and done[-1] < SIZE
    assert contents(cache) == []
    hub.faults.clear()
    assert fetch(weights).read_bytes() == DATA


@pytest.mark.parametrize("on", ["HEAD", "GET"])
def test_stopped_while_nothing_comes(hub: LocalHub, weights: HubFile, on: str) -> None:
    hub.faults[PATH] = Fault(silence=30, on=on)
    with pytest.raises(DownloadCancelled):
        fetch(weights, should_stop=lambda: bool(hub.requests(on, "hub")))


def test_silence_ends(hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_hub, "STALL_TIMEOUT", 0.3)
    hub.faults[PATH] = Fault(silence=30, on="GET")
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "Nothing of" in told(error)


def test_two_at_once(weights: HubFile) -> None:
    paths: list[Path] = []
    threads = [threading.Thread(target=lambda: paths.append(fetch(weights))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(paths) == 2 and paths[0] == paths[1] and paths[0].read_bytes() == DATA


# Damaged ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [{"size": SIZE + 1}, {"sha256": "0" * 64}])
def test_another_file_is_refused_before_it_is_fetched(hub: LocalHub, weights: HubFile, wrong: dict[str, Any]) -> None:
    with pytest.raises(DownloadError) as error:
        fetch(replace(weights, **wrong))
    assert re.search(rf"{SIZE} bytes where {SIZE + 1}|has the checksum [0-9a-f]+… where 000", told(error))
    assert not hub.requests("GET", "hub")


@pytest.mark.parametrize("large", [True, False])
def test_a_damaged_body_is_deleted_and_fetched_anew(hub: LocalHub, cache: Path, large: bool) -> None:
    content = hub.add(REPO, PATH, DATA, large=large)
    file = HubFile(REPO, PATH, COMMIT, size=SIZE, sha256=content.sha256)
    hub.faults[PATH] = Fault(corrupt=True, times=1)
    with pytest.raises(DownloadError) as error:
        fetch(file)
    assert "checksum" in told(error) and "deleted" in told(error)
    assert cached(file) is None and contents(cache) == []
    assert fetch(file).read_bytes() == DATA


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(truncate=SIZE - 1), "incomplete"),
        (Fault(truncate=0), "incomplete"),
        (Fault(extra=100_000), "is longer than"),
        (Fault(drop_after=0), "broke"),
    ],
)
def test_a_body_of_another_length(hub: LocalHub, weights: HubFile, cache: Path, fault: Fault, words: str) -> None:
    hub.faults[PATH] = fault
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert words in told(error)
    assert cached(weights) is None and contents(cache) == []
    hub.faults.clear()
    assert fetch(weights).read_bytes() == DATA


@pytest.mark.parametrize("damage", ["flip", "shorten", "empty"])
@pytest.mark.parametrize("into", [None, "mine"])
def test_a_damaged_copy_in_the_cache_is_fetched_anew(
    hub: LocalHub, weights: HubFile, tmp_path: Path, damage: str, into: str | None
) -> None:
    path = fetch(weights)
    path.resolve().write_bytes({"flip": b"x" + DATA[1:], "shorten": DATA[:-1], "empty": b""}[damage])
    assert (cached(weights) is None) == (damage != "flip")
    folder = None if into is None else tmp_path / into
    again = fetch(weights, cache_dir=folder)
    assert again.read_bytes() == DATA and (again == path) == (folder is None)


# Refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["HEAD", "GET"])
@pytest.mark.parametrize(
    ("status", "code", "headers", "words"),
    [
        (401, None, {}, "HF_TOKEN"),
        (401, "RepoNotFound", {}, "deleted, renamed"),
        (404, "RepoNotFound", {}, "deleted, renamed"),
        (404, None, {}, "deleted, renamed"),
        (404, "RevisionNotFound", {}, "no revision"),
        (404, "EntryNotFound", {}, "no file"),
        (401, "GatedRepo", {}, "accept its terms"),
        (403, "GatedRepo", {}, "accept its terms"),
        (403, None, {}, "proxy or firewall"),
        (403, None, {"X-Error-Message": "Access to this resource is disabled."}, "disabled"),
        (407, None, {}, "HTTPS_PROXY"),
        (429, None, {}, "in a few minutes"),
        (429, None, {"Retry-After": "17"}, "in 17 seconds"),
        (400, None, {}, "HTTP 400"),
        (418, None, {}, "HTTP 418"),
        (503, None, {}, "HTTP 503"),
        (408, None, {}, "HTTP 408"),
    ],
)
def test_every_refusal_is_a_sentence(
    hub: LocalHub, weights: HubFile, on: str, status: int, code: str | None, headers: dict[str, str], words: str
) -> None:
    hub.faults[PATH] = Fault(status=status, code=code, headers=headers, on=on)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert words in told(error) and REPO in told(error)


def test_a_hub_that_is_busy_for_a_moment(hub: LocalHub, weights: HubFile) -> None:
    hub.faults[PATH] = Fault(status=503, times=3)
    assert fetch(weights).read_bytes() == DATA


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"repo": "owner/gone"}, "has no model owner/gone"),
        ({"repo_type": "space"}, "has no space"),
        ({"path": "gone.pt"}, "has no file gone.pt"),
    ],
)
def test_repositories_and_files_that_never_were(weights: HubFile, other: dict[str, str], words: str) -> None:
    with pytest.raises(DownloadError) as error:
        fetch(replace(weights, **other))  # type: ignore[arg-type]
    assert words in told(error)


def test_offline_only_what_is_cached(hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "HF_HUB_OFFLINE" in told(error)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    path = fetch(weights)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    hub.asked.clear()
    assert fetch(weights) == cached(weights) == path
    assert hub.asked == []


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("http://hub.invalid", "could not be found"),
        ("nonsense", "HF_ENDPOINT"),
        ("", "HF_ENDPOINT"),
        ("http://", "HF_ENDPOINT"),
        ("http://127.0.0.1:port", "HF_ENDPOINT"),
        ("http://[bad", "HF_ENDPOINT"),
        ("ftp://127.0.0.1", "HF_ENDPOINT"),
    ],
)
def test_an_endpoint_that_leads_nowhere(
    weights: HubFile, cache: Path, monkeypatch: pytest.MonkeyPatch, endpoint: str, words: str
) -> None:
    redirect(monkeypatch, endpoint, cache)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert words in told(error)


def test_nobody_listens(weights: HubFile, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        redirect(monkeypatch, f"http://user:password1@127.0.0.1:{closed.getsockname()[1]}", cache)
        with pytest.raises(DownloadError) as error:
            fetch(weights)
    assert "could not be reached" in told(error)


@pytest.mark.parametrize(
    "headers",
    [{}, *({"X-Repo-Commit": COMMIT, "ETag": etag} for etag in ('"../../../evil"', '"/etc/x"', '""', '"a b"'))],
)
def test_somebody_who_is_not_the_hub_is_not_believed(
    hub: LocalHub, weights: HubFile, cache: Path, headers: dict[str, str]
) -> None:
    hub.faults[PATH] = Fault(status=200, headers=headers)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "is not one of the hub's" in told(error)
    assert not cache.exists()


@pytest.mark.parametrize("on", ["HEAD", "GET"])
def test_an_answer_that_comes_too_late(
    hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch, on: str
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_ETAG_TIMEOUT", 0.05)
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.05)
    hub.faults[PATH] = Fault(silence=30, on=on)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "in time" in told(error)


def test_a_proxy_that_refuses(hub: LocalHub, weights: HubFile, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For https the proxy refuses to open a tunnel, and for http it answers itself."""

    def refuse(server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=refuse, args=(server,), daemon=True).start()
        for scheme in ("https", "http"):
            redirect(monkeypatch, f"{scheme}://hub.invalid", cache)
            monkeypatch.setenv(f"{scheme.upper()}_PROXY", f"http://me:password1@127.0.0.1:{server.getsockname()[1]}")
            with pytest.raises(DownloadError) as error:
                fetch(weights)
            assert "proxy refused" in told(error).lower() and "HTTPS_PROXY" in told(error)
        server.shutdown(socket.SHUT_RDWR)


# The disk ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("into", "variable"), [(None, "HF_HOME"), ("mine", "DELTAEDIT_HOME")])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_takes_no_more(
    weights: HubFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, into: str | None, variable: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "makedirs", refuse)
    with pytest.raises(DownloadError) as error:
        fetch(weights, cache_dir=None if into is None else tmp_path / into)
    assert os.strerror(number) in told(error) and variable in told(error)


def test_a_cache_that_is_a_file(weights: HubFile, cache: Path) -> None:
    cache.write_text("in the way")
    assert cached(weights) is None
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "cannot be written" in told(error) and "HF_HOME" in told(error)


# Files without a published checksum -------------------------------------------------------------------------------


@pytest.fixture
def unsigned(weights: HubFile) -> HubFile:
    return replace(weights, size=None, sha256=None)


def test_without_a_checksum_a_record_is_needed(unsigned: HubFile) -> None:
    with pytest.raises(BundleError) as error:
        fetch(unsigned)
    assert "checksum" in told(error)


def test_the_first_one_seen_is_recorded_and_held_to(hub: LocalHub, unsigned: HubFile, tmp_path: Path) -> None:
    pins = tmp_path / "state" / "pins.json"
    fetch(unsigned, pins=pins, cache_dir=tmp_path / "first")
    record = json.loads(pins.read_text())
    assert record == {f"model/{REPO}@{PATH}": {"commit": COMMIT, "size": SIZE, "sha256": Content.of(DATA).sha256}}
    # Another file of the same size, from any revision, is refused before it is fetched.
    hub.add(REPO, PATH, DATA[::-1])
    hub.asked.clear()
    with pytest.raises(DownloadError) as error:
        fetch(replace(unsigned, revision="f" * 40), pins=pins)
    assert "first seen" in told(error) and not hub.requests("GET", "hub")
    assert json.loads(pins.read_text()) == record
    pins.unlink()
    assert fetch(unsigned, pins=pins).read_bytes() == DATA[::-1]


def test_a_file_first_seen_must_be_what_the_hub_says(hub: LocalHub, unsigned: HubFile, tmp_path: Path) -> None:
    pins = tmp_path / "pins.json"
    hub.faults[PATH] = Fault(corrupt=True, times=1)
    with pytest.raises(DownloadError, match="checksum"):
        fetch(unsigned, pins=pins)
    assert not pins.exists()
    # A damaged copy in the cache is not used.
    Path(hf_hub_download(REPO, PATH, revision=COMMIT)).resolve().write_bytes(b"x" * SIZE)
    assert fetch(unsigned, pins=pins).read_bytes() == DATA


@pytest.mark.parametrize("entry", ["", "{", "[]", '{"KEY": 1}', '{"KEY": {}}', '{"KEY": {"size": 1, "sha256": "y"}}'])
def test_a_damaged_record_is_a_sentence_and_is_not_overwritten(unsigned: HubFile, tmp_path: Path, entry: str) -> None:
    pins = tmp_path / "pins.json"
    pins.write_text(entry.replace("KEY", unsigned.key))
    with pytest.raises(DownloadError) as error:
        fetch(unsigned, pins=pins)
    assert "record" in told(error)
    assert pins.read_text() == entry.replace("KEY", unsigned.key)


def test_records_of_several_files_at_once(hub: LocalHub, cache: Path, tmp_path: Path) -> None:
    pins = tmp_path / "pins.json"
    files = [HubFile(REPO, f"{n}.bin", COMMIT) for n in range(6)]
    for number, file in enumerate(files):
        hub.add(REPO, file.path, bytes([number]) * 10, large=False)
    threads = [threading.Thread(target=fetch, args=(file,), kwargs={"pins": pins}) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(json.loads(pins.read_text())) == sorted(file.key for file in files)


# The stand-in -----------------------------------------------------------------------------------------------------


def test_the_stand_in_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a script it serves a folder, and nothing outside of it."""
    (tmp_path / "served/spaces/owner/name").mkdir(parents=True)
    (tmp_path / "served/spaces/owner/name/big.bin").write_bytes(DATA * 5)
    (tmp_path / "outside.bin").write_bytes(b"outside")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/hub.py"), str(tmp_path / "served")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        endpoint = process.stdout.readline().strip().partition("=")[2]
        redirect(monkeypatch, endpoint, tmp_path / "hub")
        path = fetch(HubFile("owner/name", "big.bin", COMMIT, "space"), pins=tmp_path / "pins.json")
        assert path.read_bytes() == DATA * 5
        with socket.create_connection(("127.0.0.1", int(endpoint.rpartition(":")[2]))) as connection:
            connection.sendall(b"GET /spaces/owner/name/resolve/main/../../../../outside.bin HTTP/1.0\r\n\r\n")
            assert b"404" in connection.recv(100)
    finally:
        process.terminate()
        process.communicate()
