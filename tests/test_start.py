"""The app starts anywhere: behind any proxy, under any address that is one; and where it cannot, says why."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import httpx
import pytest

from deltaedit import proxies
from deltaedit.bundles import find, hub
from deltaedit.errors import BundleError, DeltaEditError, DownloadError
from deltaedit.proxies import check_proxies, pass_by_proxies
from deltaedit.ui.address import address_of
from tests.programs import ROOT, STOPPED, run

pytestmark = pytest.mark.slow

#: Nothing listens there.
DEAD = "http://127.0.0.1:9"
SOCKS = "socks5://name:secret@127.0.0.1:9"


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"hi")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An address of this machine that answers."""
    with HTTPServer(("127.0.0.1", 0), Hello) as answering:
        threading.Thread(target=answering.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{answering.server_port}/"
        answering.shutdown()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment without any proxy; changes end with the test."""
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    monkeypatch.setattr(proxies, "_set_aside", {})
    with mock.patch.dict(os.environ, clean, clear=True):
        yield os.environ  # type: ignore[misc]


@pytest.mark.parametrize(
    "settings",
    [
        {"http_proxy": DEAD},
        {"HTTP_PROXY": DEAD, "HTTPS_PROXY": DEAD},
        {"ALL_PROXY": DEAD},
        {"all_proxy": SOCKS},
        {"ALL_PROXY": "socks5h://127.0.0.1:9", "http_proxy": DEAD},
        {"http_proxy": "127.0.0.1:9"},
        {"http_proxy": "http://127.0.0.1:port"},
        {"ALL_PROXY": "gopher://127.0.0.1:9"},
        {"http_proxy": DEAD, "no_proxy": "example.org"},
        {"http_proxy": DEAD, "NO_PROXY": "fd00::/8,[::1],::1/128, example.org"},
    ],
)
def test_this_machine_is_asked_past_every_proxy(
    settings: dict[str, str], server: str, environment: dict[str, str]
) -> None:
    environment.update(settings)
    pass_by_proxies("here.example")
    assert httpx.get(server, timeout=5).text == "hi"
    with urllib.request.urlopen(server, timeout=5) as answer:
        assert answer.read() == b"hi"
    assert environment["no_proxy"] == environment["NO_PROXY"]
    direct = environment["no_proxy"].split(",")
    assert {"localhost", "127.0.0.1", "::1", "here.example"} <= set(direct)
    assert ("example.org" in direct) == any("example.org" in value for value in settings.values())


def test_a_usable_proxy_stays_for_everybody_else(environment: dict[str, str]) -> None:
    environment.update({"HTTPS_PROXY": DEAD})
    pass_by_proxies()
    check_proxies()
    with pytest.raises(httpx.ConnectError):
        httpx.get("https://example.invalid/", timeout=5)
    assert environment["https_proxy"] == DEAD


def test_without_a_proxy_nothing_changes(environment: dict[str, str]) -> None:
    with mock.patch.object(proxies, "getproxies", dict):
        before = dict(environment)
        pass_by_proxies("here.example")
        assert dict(environment) == before


def test_the_systems_own_proxy_outlives_the_exceptions_from_it(environment: dict[str, str]) -> None:
    """On Windows and macOS a no_proxy alone in the environment would hide the system's settings."""
    with mock.patch.object(proxies, "getproxies", lambda: {"https": DEAD}):
        pass_by_proxies()
    assert environment["https_proxy"] == DEAD


@pytest.mark.parametrize("arranged", [False, True])
@pytest.mark.parametrize(
    ("address", "reason"), [(SOCKS, "pip install socksio"), ("gopher://name:secret@h", "form http://HOST:PORT")]
)
def test_nothing_is_fetched_past_a_proxy_that_cannot_be_used(
    address: str, reason: str, arranged: bool, environment: dict[str, str]
) -> None:
    if address == SOCKS and find_spec("socksio") is not None:
        pytest.skip("SOCKS can be spoken here")
    environment["ALL_PROXY"] = address
    if arranged:
        pass_by_proxies()
    with pytest.raises(DownloadError, match=re.escape(reason)) as refused:
        check_proxies()
    assert "all_proxy" in str(refused.value) and "secret" not in str(refused.value)


def test_the_hub_is_not_asked_past_a_proxy_that_cannot_be_used(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(hub, "get_hf_file_metadata", None)
    environment["ALL_PROXY"] = "gopher://127.0.0.1:9"
    with pytest.raises(DownloadError, match="proxy in all_proxy cannot be used"):
        hub.fetch(hub.HubFile("some/where", "file.pt", revision="0" * 40, size=1, sha256="0" * 64))


@pytest.mark.parametrize(
    ("host", "port", "root_path", "environment", "expected"),
    [
        (None, None, None, {}, ("127.0.0.1", None, "", True)),
        ("localhost", None, None, {}, ("localhost", None, "", True)),
        ("0.0.0.0", None, None, {}, ("0.0.0.0", None, "", False)),
        (None, None, None, {"GRADIO_SERVER_NAME": "0.0.0.0"}, ("0.0.0.0", None, "", False)),
        ("127.0.0.1", None, None, {"GRADIO_SERVER_NAME": "0.0.0.0"}, ("127.0.0.1", None, "", True)),
        (None, None, "/edit/", {}, ("127.0.0.1", None, "/edit", False)),
        (None, None, None, {"GRADIO_ROOT_PATH": "/a/b_c.d"}, ("127.0.0.1", None, "/a/b_c.d", False)),
        (None, None, "", {"GRADIO_ROOT_PATH": "/edit"}, ("127.0.0.1", None, "", True)),
        (None, None, "https://example.org:8443/edit", {}, ("127.0.0.1", None, "https://example.org:8443/edit", False)),
    ],
)
def test_an_address_that_can_be_served(
    host: str | None,
    port: str | None,
    root_path: str | None,
    environment: dict[str, str],
    expected: tuple[object, ...],
) -> None:
    address = address_of(host, port, root_path, environment)
    assert (address.host, address.port, address.root_path, address.local) == expected


def test_an_address_of_ip_6_is_bracketed() -> None:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("no IPv6 on this machine")
    for host in ("::1", "[::1]"):
        address = address_of(host, None, None, {})
        assert address.host == "[::1]" and address.local


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that somebody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield str(listening.getsockname()[1])


@pytest.mark.parametrize(
    ("options", "environment", "message"),
    [
        ({"port": "0"}, {}, "port must be a whole number from 1 to 65535"),
        ({"port": "65536"}, {}, "port must be a whole number from 1 to 65535"),
        ({"port": "9" * 5000}, {}, "port must be a whole number from 1 to 65535"),
        ({"port": "78.6"}, {}, "port must be a whole number from 1 to 65535"),
        ({}, {"GRADIO_SERVER_PORT": "{taken}", "GRADIO_NUM_PORTS": "1"}, "cannot listen on port {taken}"),
        ({"port": "7860"}, {"GRADIO_SERVER_PORT": "many"}, "port in GRADIO_SERVER_PORT must be"),
        ({}, {"GRADIO_NUM_PORTS": ""}, "number in GRADIO_NUM_PORTS must be"),
        ({"host": "192.0.2.1"}, {}, "cannot listen on '192.0.2.1'"),
        ({"host": "a..b"}, {}, "cannot listen on 'a..b'"),
        ({}, {"GRADIO_SERVER_NAME": "192.0.2.1"}, "cannot listen on '192.0.2.1'"),
        ({"root_path": "edit"}, {}, "root path must be a path like /edit"),
        ({"root_path": "//example.org"}, {}, "root path must be a path like /edit"),
        ({"root_path": "/a/../b"}, {}, "root path must be a path like /edit"),
        ({"root_path": "/a?b"}, {}, "root path must be a path like /edit"),
        ({"root_path": "ftp://example.org/"}, {}, "root path must be a path like /edit"),
        ({}, {"GRADIO_ROOT_PATH": "edit"}, "root path must be a path like /edit"),
    ],
)
def test_an_address_that_cannot_be_served_is_a_sentence(
    options: dict[str, str], environment: dict[str, str], message: str, taken: str
) -> None:
    settings = {name: value.format(taken=taken) for name, value in environment.items()}
    with pytest.raises(DeltaEditError, match=re.escape(message.format(taken=taken))):
        address_of(options.get("host"), options.get("port"), options.get("root_path"), settings)


def test_an_address_that_cannot_be_served_is_said_before_anything_is_loaded(taken: str, tmp_path: Path) -> None:
    for module in ("torch", "gradio"):
        (tmp_path / f"{module}.py").write_text("raise AssertionError('nothing is loaded before')")
    done = run(str(ROOT / "app.py"), "--port", taken, shadow=tmp_path)
    assert (done.returncode, done.stdout) == (2, "") and len(done.stderr.splitlines()) == 1
    assert f"The page cannot listen on port {taken}: Address already in use" in done.stderr and "--port" in done.stderr


def test_a_port_is_free_again_when_only_closing_connections_are_left() -> None:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        served, _ = listening.accept()
        served.close()
    client.close()
    assert address_of(None, port, None, {}).port == port
    with pytest.raises(DeltaEditError, match="whole number"):
        address_of(None, -1, None, {})


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_the_app_serves_behind_dead_proxies_and_under_a_path_and_ends_in_order(
    number: signal.Signals, code: int, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"http_proxy": DEAD, "HTTPS_PROXY": DEAD, "ALL_PROXY": SOCKS, "NO_PROXY": "fd00::/8"}
    with subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "--port", str(port), "--root-path", "/edit"],
        cwd=tmp_path,
        env={**os.environ, **settings, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        # Its last line before it waits.
        while "create a public link" not in (line := process.stdout.readline()):
            assert line, process.stderr.read()
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{port}/config", timeout=30) as answer:
            assert json.load(answer)["root"] == f"http://127.0.0.1:{port}/edit"
        process.send_signal(number)
        out, error = process.communicate(timeout=60)
    assert process.returncode == code and out == ""
    assert "Traceback" not in error and "secret" not in error
    # Libraries may warn of themselves there, each version of other things.
    lines = [line for line in error.splitlines() if line.startswith("deltaedit: ") and "all_proxy" not in line]
    assert lines == ([STOPPED.strip()] if number == signal.SIGINT else [])


def test_an_installed_copy_names_the_clone_and_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(find.HOME_VARIABLE, raising=False)
    monkeypatch.setattr(find, "project_root", lambda: tmp_path / "site-packages")
    with pytest.raises(BundleError, match=r"'avatars'.*site-packages/checkpoints.*clone.*DELTAEDIT_HOME="):
        find.find_bundle("avatars")
    monkeypatch.setenv(find.HOME_VARIABLE, str(ROOT))
    assert find.find_bundle("avatars").name == "avatars"


def test_the_package_is_cheap_to_import_and_whole() -> None:
    code = """
import sys, deltaedit, deltaedit.files, deltaedit.terminal, deltaedit.cli, deltaedit.__main__
heavy = {"torch", "PIL", "numpy", "gradio", "tqdm", "httpx"} & set(sys.modules)
assert not heavy, heavy
missing = [name for name in deltaedit.__all__ if name not in dir(deltaedit) or getattr(deltaedit, name) is None]
assert not missing, missing
assert deltaedit.bundles.load_generator and not hasattr(deltaedit, "nonsense")
"""
    done = run("-c", code)
    assert done.returncode == 0, done.stderr
