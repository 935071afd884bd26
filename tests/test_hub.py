"""Fetching from the hub: whole, interrupted, damaged, refused; against a stand-in that speaks its protocol."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deltaedit.errors import BundleError, DeltaEditError, DownloadCancelled, DownloadError
from deltaedit.zoo import hub as zoo_hub
from deltaedit.zoo import hub_cache
from deltaedit.zoo.hub import HubFile, cached, fetch, forget
from deltaedit.zoo.hub_pins import read_pins
from tests.hub import COMMIT, Content, Fault, LocalHub, environment, redirect

ROOT = Path(__file__).resolve().parents[1]
REPO = "owner/name"
PATH = "folder/weights.pt"
SIZE = 3_000_000
FETCH = """
import sys
from deltaedit.errors import DownloadError
from deltaedit.zoo.hub import HubFile, fetch
for path, size, sha256 in zip(sys.argv[3::3], sys.argv[4::3], sys.argv[5::3]):
    try:
        print(fetch(HubFile(sys.argv[1], path, sys.argv[2], size=int(size), sha256=sha256)))
    except DownloadError as error:
        print(error)
"""


@pytest.fixture
def hub() -> Iterator[LocalHub]:
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def cache(hub: LocalHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty hub cache, with the stand-in for the hub, and nothing waited for."""
    redirect(monkeypatch, hub.endpoint, tmp_path / "hub")
    monkeypatch.setattr(zoo_hub, "WAITS", (0.0, 0.0, 0.0))
    return tmp_path / "hub"


@pytest.fixture
def weights(hub: LocalHub, cache: Path) -> HubFile:
    """A large file that the stand-in serves, and what a recipe says of it."""
    content = hub.add(REPO, PATH, Content.random(SIZE))
    return HubFile(REPO, PATH, COMMIT, size=SIZE, sha256=content.sha256)


def told(error: pytest.ExceptionInfo[BaseException]) -> str:
    """The message, after what holds for every message: one paragraph of whole sentences that gives nothing away."""
    message = str(error.value)
    assert message.endswith(".") and "\n" not in message and len(message) < 600
    assert not re.search(r"Traceback|SECRET|Signature|Error:|\?|hf_|password1|0x[0-9a-f]{6}", message)
    return message


def partials(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.incomplete"))


def ranges(hub: LocalHub) -> list[str | None]:
    return [request.headers.get("range") for request in hub.requests("GET", "cdn")]


def forked(file: HubFile) -> Any:
    """Another process that fetches a file. It is a fork, so that it need not import everything again."""
    process = multiprocessing.get_context("fork").Process(target=fetch, args=(file,))
    process.start()
    return process


# What a file may be called ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"repo": "name"},
        {"repo": "a/b/c"},
        {"repo": "../name"},
        {"repo": "owner/.."},
        {"repo": "owner/na--me"},
        {"repo": "owner/name.git"},
        {"repo": "owner/" + "n" * 100},
        {"repo": "http://owner/name"},
        {"repo": ""},
        {"path": ""},
        {"path": "/etc/passwd"},
        {"path": "../weights.pt"},
        {"path": "a/../../weights.pt"},
        {"path": "a//b"},
        {"path": "a\\b"},
        {"path": "C:/weights.pt"},
        {"path": "a/"},
        {"path": "a\0b"},
        {"revision": ""},
        {"revision": "../main"},
        {"revision": "-x"},
        {"revision": "refs/../../x"},
        {"revision": "main/"},
        {"revision": "ma in"},
        {"repo_type": "bucket"},
        {"repo_type": "models"},
        {"size": -1},
        {"sha256": "abc"},
        {"sha256": "A" * 64},
    ],
)
def test_what_is_no_file_of_the_hub_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BundleError) as error:
        HubFile(**{"repo": REPO, "path": PATH, "revision": COMMIT, **wrong})
    assert told(error)


@given(path=st.text(max_size=40), revision=st.text(max_size=40), repo=st.text(max_size=40))
def test_no_name_leads_out_of_the_cache(path: str, revision: str, repo: str) -> None:
    for given_repo, given_path, given_revision in ((REPO, path, COMMIT), (REPO, PATH, revision), (repo, PATH, COMMIT)):
        try:
            file = HubFile(given_repo, given_path, given_revision)
        except BundleError:
            continue
        link = hub_cache.link_path(file, COMMIT)
        assert link is not None
        snapshot = hub_cache.cache_folder() / f"models--{file.repo.replace('/', '--')}" / "snapshots" / COMMIT
        assert Path(os.path.normpath(link)).is_relative_to(snapshot)
        assert Path(os.path.normpath(link)) != snapshot


def test_origin_in_words() -> None:
    assert HubFile(REPO, PATH, COMMIT).origin == f"huggingface.co/{REPO}/{PATH} at {COMMIT}"
    assert HubFile(REPO, PATH, COMMIT, "space").origin.startswith(f"huggingface.co/spaces/{REPO}/")
    assert HubFile(REPO, PATH, COMMIT).pinned and not HubFile(REPO, PATH, "main").pinned


# All is well ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("repo_type", ["model", "space", "dataset"])
@pytest.mark.parametrize("large", [True, False])
def test_fetched_where_the_client_looks_for_it(
    hub: LocalHub, cache: Path, repo_type: str, large: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    from huggingface_hub import hf_hub_download

    data = b"weights" * 10_000
    content = hub.add(REPO, PATH, data, repo_type=repo_type, large=large)
    file = HubFile(REPO, PATH, COMMIT, repo_type, len(data), content.sha256)
    assert cached(file) is None
    path = fetch(file)
    assert path.read_bytes() == data
    assert path.is_relative_to(cache) and cached(file) == path
    assert not partials(cache)
    theirs = hf_hub_download(REPO, PATH, repo_type=repo_type, revision=COMMIT, local_files_only=True)
    assert Path(theirs) == path
    assert bool(hub.requests("GET", "cdn")) == large
    assert capfd.readouterr() == ("", "")


def test_what_the_client_fetched_is_used(hub: LocalHub, weights: HubFile) -> None:
    from huggingface_hub import hf_hub_download

    theirs = hf_hub_download(REPO, PATH, revision=COMMIT)
    before = len(hub.asked)
    assert fetch(weights) == Path(theirs)
    assert len(hub.asked) == before


def test_progress_rises_to_the_end(hub: LocalHub, weights: HubFile) -> None:
    hub.faults[PATH] = Fault(bytes_per_second=10_000_000)
    seen: list[tuple[int, int | None]] = []
    fetch(weights, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, SIZE) and seen[-1] == (SIZE, SIZE) and len(seen) > 2
    assert seen == sorted(seen)
    seen.clear()
    fetch(weights, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(SIZE, SIZE)]


def test_a_token_goes_to_the_hub_and_never_to_where_it_redirects(
    hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_password1")
    fetch(weights)
    assert all(request.headers["authorization"] == "Bearer hf_password1" for request in hub.requests("GET", "hub")[-1:])
    assert hub.requests("GET", "cdn") and not any("authorization" in r.headers for r in hub.requests("GET", "cdn"))


def test_a_size_that_nobody_states_is_no_obstacle(hub: LocalHub, cache: Path) -> None:
    content = hub.add(REPO, PATH, Content.random(SIZE), size_header=False)
    file = HubFile(REPO, PATH, COMMIT, sha256=content.sha256)
    seen: list[int | None] = []
    assert fetch(file, progress=lambda done, total: seen.append(total)).stat().st_size == SIZE
    assert seen[0] is None and seen[-1] == SIZE


def test_a_content_that_another_revision_has_is_not_fetched_again(hub: LocalHub, weights: HubFile) -> None:
    fetch(weights)
    bodies = len(hub.requests("GET", "cdn"))
    other = replace(weights, revision="d" * 40)
    assert fetch(other).read_bytes() == fetch(weights).read_bytes()
    assert len(hub.requests("GET", "cdn")) == bodies


def test_without_links_the_cache_holds_plain_files(weights: HubFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no right to make links")

    monkeypatch.setattr(Path, "symlink_to", no_links)
    path = fetch(weights)
    assert not path.is_symlink() and path.stat().st_size == SIZE
    assert fetch(weights) == path
    assert forget(weights) == SIZE and cached(weights) is None


# Interrupted ------------------------------------------------------------------------------------------------------


def test_killed_in_the_middle_and_resumed(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    hub.faults[PATH] = Fault(bytes_per_second=1_000_000)
    process = forked(weights)
    while not any(partial.stat().st_size > 100_000 for partial in partials(cache)):
        assert process.is_alive()
        time.sleep(0.01)
    process.kill()
    process.join()
    (partial,) = partials(cache)
    there = partial.stat().st_size
    assert 100_000 < there < SIZE and cached(weights) is None
    hub.faults.clear()
    hub.asked.clear()
    seen: list[int] = []
    path = fetch(weights, progress=lambda done, total: seen.append(done))
    assert ranges(hub) == [f"bytes={there}-"]
    assert seen[0] == there and seen[-1] == SIZE
    assert path.is_relative_to(cache) and not partials(cache)


def test_cancelled_and_resumed(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    hub.faults[PATH] = Fault(bytes_per_second=10_000_000)
    done = 0

    def progress(now: int, total: int | None) -> None:
        nonlocal done
        done = now

    with pytest.raises(DownloadCancelled) as error:
        fetch(weights, progress=progress, should_stop=lambda: done > 100_000)
    assert "goes on" in told(error)
    (partial,) = partials(cache)
    there = partial.stat().st_size
    assert 100_000 <= there < SIZE
    hub.faults.clear()
    hub.asked.clear()
    assert fetch(weights).stat().st_size == SIZE
    assert ranges(hub) == [f"bytes={there}-"]


def test_cancelled_before_anything_is_asked(hub: LocalHub, weights: HubFile) -> None:
    before = len(hub.asked)
    with pytest.raises(DownloadCancelled):
        fetch(weights, should_stop=lambda: True)
    assert len(hub.asked) == before


def test_cancelled_while_the_hub_is_busy(hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoo_hub, "WAITS", (1000.0,))
    hub.faults[PATH] = Fault(status=503)
    answers = iter([False, False, False])
    with pytest.raises(DownloadCancelled):
        fetch(weights, should_stop=lambda: next(answers, True))
    assert len(hub.requests("HEAD", "hub")) == 1


@pytest.mark.parametrize("there", [1, 65_536, SIZE - 1, SIZE, SIZE + 1])
def test_from_any_beginning(hub: LocalHub, weights: HubFile, there: int) -> None:
    whole = b"".join(Content.random(SIZE).pieces(0)) + b"too much"
    partial = hub_cache.partial_path(weights, weights.sha256 or "")
    partial.parent.mkdir(parents=True)
    partial.write_bytes(whole[:there])
    assert fetch(weights).read_bytes() == whole[:SIZE]
    assert ranges(hub) == {SIZE: [], SIZE + 1: [None]}.get(there, [f"bytes={there}-"])


def test_a_beginning_of_another_file_is_found_out_and_not_kept(weights: HubFile, cache: Path) -> None:
    partial = hub_cache.partial_path(weights, weights.sha256 or "")
    partial.parent.mkdir(parents=True)
    partial.write_bytes(b"x" * 1000)
    with pytest.raises(DownloadError, match="deleted"):
        fetch(weights)
    assert not partials(cache) and cached(weights) is None
    assert fetch(weights).stat().st_size == SIZE


def test_a_beginning_longer_than_a_file_whose_size_nobody_states(hub: LocalHub, cache: Path) -> None:
    content = hub.add(REPO, PATH, Content.random(SIZE), size_header=False)
    file = HubFile(REPO, PATH, COMMIT, sha256=content.sha256)
    partial = hub_cache.partial_path(file, content.sha256)
    partial.parent.mkdir(parents=True)
    partial.write_bytes(b"x" * (SIZE + 5))
    assert fetch(file).stat().st_size == SIZE


def test_a_connection_that_drops_is_taken_up_again(hub: LocalHub, weights: HubFile) -> None:
    hub.faults[PATH] = Fault(drop_after=1_000_000, times=2)
    assert fetch(weights).stat().st_size == SIZE
    assert ranges(hub) == [None, "bytes=1000000-", "bytes=2000000-"]


def test_a_connection_that_always_drops(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    hub.faults[PATH] = Fault(drop_after=0)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "broke" in told(error) and "try again" in told(error)
    hub.faults.clear()
    assert fetch(weights).stat().st_size == SIZE


def test_two_at_once_fetch_once(hub: LocalHub, weights: HubFile) -> None:
    hub.faults[PATH] = Fault(bytes_per_second=6_000_000)
    paths: list[Path] = []
    threads = [threading.Thread(target=lambda: paths.append(fetch(weights))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(paths) == 2 and paths[0] == paths[1]
    assert ranges(hub) == [None]


def test_two_processes_at_once_fetch_once(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    hub.faults[PATH] = Fault(bytes_per_second=3_000_000)
    processes = [forked(weights) for _ in range(2)]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert cached(weights) is not None and not partials(cache)
    assert ranges(hub) == [None]


def test_who_waits_for_another_can_cancel(hub: LocalHub, weights: HubFile) -> None:
    looks: list[int] = []
    with (
        hub_cache.locked_content(weights, weights.sha256 or "", lambda: None),
        pytest.raises(DownloadCancelled),
    ):
        fetch(weights, progress=lambda done, total: looks.append(done), should_stop=lambda: len(looks) > 0)
    assert not hub.requests("GET", "cdn")


# Damaged ----------------------------------------------------------------------------------------------------------


def test_another_size_is_refused_before_it_is_fetched(hub: LocalHub, weights: HubFile) -> None:
    with pytest.raises(DownloadError) as error:
        fetch(replace(weights, size=SIZE + 1))
    assert str(SIZE) in told(error) and str(SIZE + 1) in told(error)
    assert not hub.requests("GET", "cdn")


def test_another_checksum_is_refused_before_it_is_fetched(hub: LocalHub, weights: HubFile) -> None:
    with pytest.raises(DownloadError) as error:
        fetch(replace(weights, sha256="0" * 64))
    assert "checksum" in told(error)
    assert not hub.requests("GET", "cdn")


@pytest.mark.parametrize("large", [True, False])
def test_a_damaged_body_is_deleted_and_fetched_anew(hub: LocalHub, cache: Path, large: bool) -> None:
    content = hub.add(REPO, PATH, Content.random(SIZE), large=large)
    file = HubFile(REPO, PATH, COMMIT, size=SIZE, sha256=content.sha256)
    hub.faults[PATH] = Fault(corrupt=True, times=1)
    with pytest.raises(DownloadError) as error:
        fetch(file)
    assert "checksum" in told(error) and "deleted" in told(error)
    assert cached(file) is None and not [path for path in cache.rglob("blobs/*")]
    assert fetch(file).stat().st_size == SIZE


@pytest.mark.parametrize("keep", [0, 1, SIZE - 1])
def test_a_body_that_always_ends_early(hub: LocalHub, weights: HubFile, keep: int) -> None:
    hub.faults[PATH] = Fault(truncate=keep)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "too early" in told(error) and f"{keep} of {SIZE}" in told(error)
    assert cached(weights) is None
    hub.faults.clear()
    assert fetch(weights).stat().st_size == SIZE


def test_a_body_that_does_not_end(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    hub.faults[PATH] = Fault(extra=500_000)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "goes on after" in told(error)
    assert not partials(cache) and cached(weights) is None


@pytest.mark.parametrize("damage", ["flip", "shorten", "empty"])
def test_a_damaged_copy_in_the_cache_is_deleted(hub: LocalHub, weights: HubFile, cache: Path, damage: str) -> None:
    path = fetch(weights)
    data = bytearray(path.read_bytes())
    data[SIZE // 2] ^= 1
    path.resolve().write_bytes({"flip": data, "shorten": data[:-1], "empty": b""}[damage])
    assert (cached(weights) is None) == (damage != "flip")
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "deleted" in told(error) and "Fetch it again" in told(error)
    assert not os.path.lexists(path) and not list(cache.rglob("blobs/*"))
    assert fetch(weights).stat().st_size == SIZE


def test_a_good_content_that_is_not_the_one_wanted_stays_for_the_others(hub: LocalHub, weights: HubFile) -> None:
    path = fetch(weights)
    other = replace(weights, revision="d" * 40)
    fetch(other)
    with pytest.raises(DownloadError, match="deleted"):
        fetch(replace(other, sha256="0" * 64))
    assert cached(other) is None and cached(weights) == path
    before = len(hub.asked)
    assert fetch(weights) == path and len(hub.asked) == before


def test_a_damaged_content_without_a_link(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    blob = hub_cache.blob_path(weights, weights.sha256 or "")
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"x" * SIZE)
    with pytest.raises(DownloadError, match="deleted"):
        fetch(weights)
    assert not blob.exists()
    assert fetch(weights).stat().st_size == SIZE


def test_a_content_that_links_to_nowhere(weights: HubFile) -> None:
    blob = hub_cache.blob_path(weights, weights.sha256 or "")
    blob.parent.mkdir(parents=True)
    blob.symlink_to("nowhere")
    assert fetch(weights).stat().st_size == SIZE


# Refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["HEAD", "GET"])
@pytest.mark.parametrize(
    ("status", "code", "headers", "words"),
    [
        (401, None, {}, "HF_TOKEN"),
        (401, "RepoNotFound", {}, "vanished"),
        (404, "RepoNotFound", {}, "vanished"),
        (404, None, {}, "vanished"),
        (404, "RevisionNotFound", {}, "no revision"),
        (404, "EntryNotFound", {}, "no file"),
        (401, "GatedRepo", {}, "accept its terms"),
        (403, "GatedRepo", {}, "accept its terms"),
        (403, None, {}, "proxy or firewall"),
        (403, None, {"X-Error-Message": "Access to this resource is disabled."}, "disabled"),
        (407, None, {}, "HTTPS_PROXY"),
        (429, None, {}, "in some minutes"),
        (429, None, {"Retry-After": "17"}, "in 17 seconds"),
        (400, None, {}, "HTTP 400"),
        (418, None, {}, "HTTP 418"),
        (500, None, {}, "HTTP 500"),
        (502, None, {}, "HTTP 502"),
        (503, None, {}, "HTTP 503"),
        (504, None, {}, "HTTP 504"),
        (408, None, {}, "HTTP 408"),
    ],
)
def test_every_refusal_is_a_sentence(
    hub: LocalHub, weights: HubFile, on: str, status: int, code: str | None, headers: dict[str, str], words: str
) -> None:
    hub.faults[PATH] = Fault(status=status, code=code, headers=headers, on=on)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert words in told(error)
    assert REPO in told(error)
    busy = status in (408, 429, 500, 502, 503, 504)
    assert len(hub.requests(on, "hub")) == (4 if busy else 1)
    hub.faults.clear()
    assert fetch(weights).stat().st_size == SIZE


def test_a_hub_that_is_busy_for_a_moment(hub: LocalHub, weights: HubFile) -> None:
    hub.faults[PATH] = Fault(status=503, times=2)
    assert fetch(weights).stat().st_size == SIZE


def test_repositories_and_files_that_never_were(weights: HubFile) -> None:
    for file, words in (
        (replace(weights, repo="owner/gone"), "has no model owner/gone"),
        (replace(weights, repo_type="space"), "has no space"),
        (replace(weights, path="gone.pt"), "has no file gone.pt"),
    ):
        with pytest.raises(DownloadError) as error:
            fetch(file)
        assert words in told(error)


def test_offline_only_what_is_cached(hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "HF_HUB_OFFLINE" in told(error)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    path = fetch(weights)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    before = len(hub.asked)
    assert fetch(weights) == cached(weights) == path
    assert len(hub.asked) == before


def test_the_environment_of_a_process(hub: LocalHub, weights: HubFile, tmp_path: Path) -> None:
    """Nothing is set but variables: a hub and an empty cache; and, side by side, a filled cache with the hub down."""
    small = hub.add(REPO, "small.bin", b"small", large=False)
    path = fetch(weights)
    arguments = [PATH, str(SIZE), str(weights.sha256), "small.bin", "5", small.sha256]
    environments = [
        environment(hub, tmp_path / "home"),
        environment(hub, tmp_path, HF_HUB_OFFLINE="1", HF_ENDPOINT="http://127.0.0.1:9"),
    ]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", FETCH, REPO, COMMIT, *arguments],
            cwd=ROOT,
            env={**variables, "OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for variables in environments
    ]
    (filled, complaints), (offline, _) = [process.communicate() for process in started]
    first, second = (Path(line) for line in filled.splitlines())
    assert first.is_relative_to(tmp_path / "home" / "hub") and first.stat().st_size == SIZE
    assert second.read_bytes() == b"small" and complaints == ""
    there, sentence = offline.splitlines()
    assert Path(there) == path and "HF_HUB_OFFLINE" in sentence


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


def test_somebody_who_is_not_the_hub(hub: LocalHub, weights: HubFile) -> None:
    hub.faults[PATH] = Fault(status=200)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "does not speak as the hub" in told(error)


@pytest.mark.parametrize("etag", ['"../../../evil"', '"/etc/x"', '""', '"a b"', '"' + "a" * 500 + '"'])
def test_an_etag_that_is_no_name_is_never_written(hub: LocalHub, weights: HubFile, cache: Path, etag: str) -> None:
    hub.faults[PATH] = Fault(status=200, headers={"X-Repo-Commit": COMMIT, "ETag": etag})
    with pytest.raises(DownloadError):
        fetch(weights)
    assert not cache.exists() or not [path for path in cache.rglob("*") if path.is_file()]


@pytest.mark.parametrize("on", ["HEAD", "GET"])
def test_silence(hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch, on: str) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_ETAG_TIMEOUT", 0.1)
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.1)
    hub.faults[PATH] = Fault(silence=30, on=on)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "in time" in told(error)


def test_a_proxy_that_refuses(hub: LocalHub, weights: HubFile, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways: a tunnel for https, which the proxy does not open, and plain http, which it answers itself."""

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


def test_a_disk_too_small_is_found_out_before(hub: LocalHub, weights: HubFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=SIZE - 1))
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "3.0 MB" in told(error) and "HF_HOME" in told(error)
    assert not hub.requests("GET", "cdn")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_disk_that_fills_up(weights: HubFile) -> None:
    partial = hub_cache.partial_path(weights, weights.sha256 or "")
    partial.parent.mkdir(parents=True)
    partial.symlink_to("/dev/full")
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "is full" in told(error) and "kept" in told(error)
    partial.unlink()
    assert fetch(weights).stat().st_size == SIZE


def test_a_cache_that_is_a_file(weights: HubFile, cache: Path) -> None:
    cache.write_text("in the way")
    assert cached(weights) is None
    assert forget(weights) == 0
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "cannot be written" in told(error) and "HF_HOME" in told(error)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EIO])
def test_a_cache_without_the_right_to_write(weights: HubFile, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DownloadError) as error:
        fetch(weights)
    assert "hub cache" in told(error)


# Files without a published checksum -------------------------------------------------------------------------------


@pytest.fixture
def branch(hub: LocalHub, cache: Path) -> HubFile:
    hub.add(REPO, PATH, b"first" * 1000, large=False)
    return HubFile(REPO, PATH, "main")


def test_without_a_checksum_a_record_is_needed(branch: HubFile) -> None:
    with pytest.raises(BundleError) as error:
        fetch(branch)
    assert "checksum" in told(error)


def test_the_first_one_seen_is_recorded_and_held_to(hub: LocalHub, branch: HubFile, tmp_path: Path) -> None:
    pins = tmp_path / "state" / "pins.json"
    path = fetch(branch, pins=pins)
    (key,) = json.loads(pins.read_text())
    assert key == f"model/{REPO}@{PATH}"
    assert read_pins(pins)[key].commit == COMMIT and read_pins(pins)[key].size == 5000
    assert cached(branch) == cached(branch, pins=pins) == path
    # The branch moves on: the record names the commit, so the same file comes, even to an empty cache.
    hub.add(REPO, PATH, b"later" * 1000, large=False, commit="e" * 40)
    assert forget(branch, pins=pins) == 5000
    with pytest.raises(DownloadError) as error:
        fetch(branch, pins=pins)
    assert "record" in told(error)
    assert hub.requests("HEAD", "hub")[-1].path.split("/")[4] == COMMIT
    hub.add(REPO, PATH, b"first" * 1000, large=False, commit="e" * 40)
    assert fetch(branch, pins=pins).read_bytes() == b"first" * 1000
    assert read_pins(pins)[key].commit == COMMIT


def test_a_recorded_file_may_not_change_at_another_revision(hub: LocalHub, branch: HubFile, tmp_path: Path) -> None:
    pins = tmp_path / "pins.json"
    fetch(branch, pins=pins)
    newer = replace(branch, revision="f" * 40)
    assert fetch(newer, pins=pins).read_bytes() == b"first" * 1000
    forget(newer)
    hub.add(REPO, PATH, b"x" * 5000)
    with pytest.raises(DownloadError) as error:
        fetch(newer, pins=pins)
    assert "first seen" in told(error) and not hub.requests("GET", "cdn")
    pins.unlink()
    assert fetch(newer, pins=pins).read_bytes() == b"x" * 5000


def test_a_file_first_seen_must_be_what_the_hub_says(hub: LocalHub, cache: Path, tmp_path: Path) -> None:
    hub.add(REPO, PATH, Content.random(SIZE))
    hub.faults[PATH] = Fault(corrupt=True)
    with pytest.raises(DownloadError) as error:
        fetch(HubFile(REPO, PATH, "main"), pins=tmp_path / "pins.json")
    assert "the hub states" in told(error)
    assert not (tmp_path / "pins.json").exists()


def test_a_copy_in_the_cache_first_seen_must_be_what_the_hub_said(hub: LocalHub, cache: Path, tmp_path: Path) -> None:
    hub.add(REPO, PATH, Content.random(SIZE))
    file = HubFile(REPO, PATH, "main")
    path = fetch(file, pins=tmp_path / "pins.json")
    (tmp_path / "pins.json").unlink()
    path.resolve().write_bytes(b"x" * SIZE)
    with pytest.raises(DownloadError, match="deleted"):
        fetch(file, pins=tmp_path / "pins.json")


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "1",
        '{"a": 1}',
        '{"a": {}}',
        '{"a": {"commit": "x", "size": 1, "sha256": "y"}}',
        json.dumps({"a": {"commit": "a" * 40, "size": "1", "sha256": "b" * 64}}),
        json.dumps({"a": {"commit": "a" * 40, "size": 1, "sha256": "b" * 64, "more": 1}}),
        "\x00\xff",
    ],
)
def test_a_damaged_record_is_a_sentence_and_is_not_overwritten(branch: HubFile, tmp_path: Path, damage: str) -> None:
    pins = tmp_path / "pins.json"
    pins.write_bytes(damage.encode("latin-1"))
    calls: list[Callable[[], object]] = [
        lambda: fetch(branch, pins=pins),
        lambda: cached(branch, pins=pins),
        lambda: forget(branch, pins=pins),
    ]
    for call in calls:
        with pytest.raises(DownloadError) as error:
            call()
        assert "record" in told(error)
    assert pins.read_bytes() == damage.encode("latin-1")


def test_records_of_two_files_at_once(hub: LocalHub, cache: Path, tmp_path: Path) -> None:
    pins = tmp_path / "pins.json"
    files = [HubFile(REPO, f"{n}.bin", "main") for n in range(6)]
    for number, file in enumerate(files):
        hub.add(REPO, file.path, bytes([number]) * 10, large=False)
    threads = [threading.Thread(target=fetch, args=(file,), kwargs={"pins": pins}) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read_pins(pins)) == sorted(file.key for file in files)


# Forgetting -------------------------------------------------------------------------------------------------------


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_forgetting_frees_what_it_says_and_nothing_else(hub: LocalHub, weights: HubFile, cache: Path) -> None:
    other = hub.add(REPO, "other.bin", b"other" * 100)
    neighbour = HubFile(REPO, "other.bin", COMMIT, size=500, sha256=other.sha256)
    fetch(neighbour)
    before = snapshot(cache)
    assert forget(weights) == 0
    fetch(weights)
    assert forget(weights) == SIZE
    assert cached(weights) is None and cached(neighbour) is not None
    after = snapshot(cache)
    assert {name for name in after if ".locks" not in name} == {name for name in before if ".locks" not in name}
    assert all(after[name] == before[name] for name in before)
    assert forget(weights) == 0


def test_forgetting_one_of_two_revisions(weights: HubFile) -> None:
    other = replace(weights, revision="d" * 40)
    fetch(weights)
    path = fetch(other)
    assert forget(weights) == 0
    assert cached(weights) is None and path.stat().st_size == SIZE
    assert forget(other) == SIZE


@pytest.mark.parametrize("known", [True, False])
def test_forgetting_what_is_half_fetched(hub: LocalHub, weights: HubFile, cache: Path, known: bool) -> None:
    hub.faults[PATH] = Fault(drop_after=1000)
    file = weights if known else HubFile(REPO, PATH, "main")
    with pytest.raises(DownloadCancelled):
        fetch(
            file, pins=cache / "pins", should_stop=lambda: bool(partials(cache) and partials(cache)[0].stat().st_size)
        )
    (partial,) = partials(cache)
    there = partial.stat().st_size
    theirs = partial.with_name(f"{weights.sha256}.0123abcd.incomplete")
    theirs.write_bytes(b"x" * 7)
    foreign = partial.with_name(f"{'9' * 64}.0123abcd.incomplete")
    foreign.write_bytes(b"x")
    assert there > 0 and forget(file) == there + 7
    assert partials(cache) == [foreign]


def test_what_is_being_fetched_is_not_forgotten(weights: HubFile) -> None:
    path = fetch(weights)
    with (
        hub_cache.locked_content(weights, weights.sha256 or "", lambda: None),
        pytest.raises(DownloadError, match="being fetched"),
    ):
        forget(weights)
    assert path.stat().st_size == SIZE


# The stand-in -----------------------------------------------------------------------------------------------------


def test_the_stand_in_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a script that serves a folder; and it does not serve what lies outside of it."""
    data = os.urandom(1_500_000)
    (tmp_path / "served/spaces/owner/name").mkdir(parents=True)
    (tmp_path / "served/spaces/owner/name/big.bin").write_bytes(data)
    (tmp_path / "outside.bin").write_bytes(b"outside")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/hub.py"), str(tmp_path / "served")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        endpoint = process.stdout.readline().strip().partition("=")[2]
        redirect(monkeypatch, endpoint, tmp_path / "hub")
        path = fetch(HubFile("owner/name", "big.bin", "main", "space"), pins=tmp_path / "pins.json")
        assert path.read_bytes() == data
        with socket.create_connection(("127.0.0.1", int(endpoint.rpartition(":")[2]))) as connection:
            connection.sendall(b"GET /spaces/owner/name/resolve/main/../../../../outside.bin HTTP/1.0\r\n\r\n")
            assert b"404" in connection.recv(100)
    finally:
        process.terminate()
        process.communicate()


def test_random_content_is_the_same_from_anywhere() -> None:
    whole = b"".join(Content.random(200_001, seed=3).pieces(0))
    assert len(whole) == 200_001
    for start in (0, 1, 65_535, 65_536, 65_537, 200_000, 200_001):
        assert b"".join(Content.random(200_001, seed=3).pieces(start)) == whole[start:]


def test_errors_are_of_the_family() -> None:
    assert issubclass(DownloadCancelled, DownloadError) and issubclass(DownloadError, DeltaEditError)
