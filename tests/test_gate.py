"""What stands between the network and Gradio: a small page in this process, and the real app in one of its own."""

from __future__ import annotations

import json
import os
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from deltaedit.ui.cache import Cache, private_cache
from deltaedit.ui.gate import LOST, Limits
from deltaedit.ui.gate.places import UNHEARD
from deltaedit.ui.sentences import UNFORESEEN
from deltaedit.ui.upload import NOT_AN_UPLOAD
from tests.gated import META, Answer, Page, ask, connected, data_url, multipart, png, rest_of, small_page, upload
from tests.pages import serve

JOIN, UPLOAD, FILE, DATA = "/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/file=", "/gradio_api/queue/data"
LIMITS = Limits(
    places=3, queue=12, unheard=8, grace_seconds=0.5, body_bytes=2_000_000, stall_seconds=0.4, linger_seconds=0.2
)
LIMITS = replace(LIMITS, upload_bytes=1_000_000, json_bytes=1_000_000, body_seconds=2.0)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        with private_cache() as cache, small_page(cache, LIMITS) as page:
            yield page


@pytest.fixture(autouse=True)
def _everybody_waits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Work waits until a test says so, and none is left over."""
    if "page" in request.fixturenames:
        page = request.getfixturevalue("page")
        page.go_on.clear()
        page.done.clear()
        yield
        page.go_on.set()
        until(lambda: page.waiting() == 0 and page.gate.page._queue.get_active_worker_count() == 0)
    else:
        yield


def until(state: Callable[[], bool]) -> None:
    """Wait for a state."""
    for _ in range(3000):
        if state():
            return
        time.sleep(0.01)
    raise AssertionError("this never came to be")


def test_health(page: Page) -> None:
    assert json.loads(ask(page.url, "/health").text) == {"status": "ok", "waiting": 0}
    for name in ("a", "b", "c"):
        page.join(name, f"of-{name}")
    until(lambda: page.waiting() == 2)


@pytest.mark.parametrize(
    "lines",
    [
        "Host: evil.example",
        "Host: evil.example:7860",
        "Host:",
        "Host: localhost\nHost: evil.example",
        "Host: localhost\nOrigin: https://evil.example",
        "Host: localhost\nOrigin: null",
        "Host: localhost\nOrigin: http://localhost\nOrigin: http://evil.example",
        "Host: [::1].evil.example",
        "Host: user@localhost",
    ],
)
def test_a_foreign_name_is_refused(lines: str, page: Page) -> None:
    for path in ("/", "/config", "/health", FILE + "x"):
        with connected(page.url, f"GET {path} HTTP/1.1\n{lines}\nConnection: close") as connection:
            answer = rest_of(connection)
        assert answer.split()[1] in ("400", "403") and "Traceback" not in answer and "DeltaEdit" not in answer


def test_a_name_of_this_machine_is_answered(page: Page) -> None:
    for name in ("localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:7860", "localhost."):
        assert ask(page.url, "/health", headers={"Host": name, "Origin": "http://localhost:1"}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://127.0.0.1/",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/component_server",
        "/gradio_api/stream/a",
        "/gradio_api/dev/reload",
        "/gradio_api/deep_link",
        "/gradio_api/runs",
        "/gradio_api/api/size",
        "/gradio_api/process_recording",
        "/gradio_api/vibe-edit",
        "/monitoring",
        "/login",
        "/docs",
        "//gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=/nowhere",
        "/gradio_api/file=http://127.0.0.1/",
        "/gradio_api/file=../../etc/passwd",
        "/gradio_api/file=%00",
    ],
)
def test_what_the_page_does_not_need_is_not_there(path: str, page: Page) -> None:
    for body in (None, {}):
        assert ask(page.url, path, body).status == 404


def test_too_large_by_its_own_word(page: Page) -> None:
    # Refused before it is sent.
    for path, kind in ((UPLOAD, "multipart/form-data; boundary=x"), (JOIN, "application/json")):
        head = f"POST {path} HTTP/1.1\nHost: localhost\nContent-Type: {kind}\nContent-Length: 99999999"
        with connected(page.url, head) as connection:
            answer = rest_of(connection)
        assert " 413 " in answer and "too large" in answer


@pytest.mark.parametrize("path", [UPLOAD, JOIN, "/gradio_api/cancel"])
def test_too_large_in_pieces(path: str, page: Page) -> None:
    kind = "multipart/form-data; boundary=x" if path == UPLOAD else "application/json"
    head = f"POST {path} HTTP/1.1\nHost: localhost\nContent-Type: {kind}\nTransfer-Encoding: chunked"
    start = multipart(b"")[0].removesuffix(b"\r\n--x--\r\n") if path == UPLOAD else b'{"data": ["'
    with connected(page.url, head) as connection:
        for piece in (start, *[b"A" * 250_000] * 5):
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")
        answer = rest_of(connection)
    assert " 413 " in answer and "too large" in answer
    assert [path for path in page.cache.folder.iterdir() if path.is_file() and path.name != "lock"] == []


@pytest.mark.parametrize("path", [UPLOAD, JOIN])
def test_what_stops_arriving_is_dropped(path: str, page: Page) -> None:
    kind = "multipart/form-data; boundary=x" if path == UPLOAD else "application/json"
    head = f"POST {path} HTTP/1.1\nHost: localhost\nContent-Type: {kind}\nContent-Length: 500000"
    with connected(page.url, head, multipart(b"A" * 100_000)[0][:-8]) as connection:
        answer = rest_of(connection)
    assert " 408 " in answer and "stopped arriving" in answer
    assert page.gate.bodies.receiving == 0


def test_what_arrives_too_slowly_is_dropped(page: Page) -> None:
    head = f"POST {JOIN} HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 500000"
    with connected(page.url, head) as connection:
        connection.settimeout(0.2)
        answer = ""
        while not answer:
            connection.sendall(b" ")
            try:
                answer = connection.recv(10_000).decode()
            except TimeoutError:
                continue
    assert " 408 " in answer


def test_an_upload_whose_sender_leaves_does_not_stay(page: Page, caplog: pytest.LogCaptureFixture) -> None:
    kind = "multipart/form-data; boundary=x"
    head = f"POST {UPLOAD} HTTP/1.1\nHost: localhost\nContent-Type: {kind}\nContent-Length: 900000"
    before = set(page.cache.folder.iterdir())
    with connected(page.url, head, multipart(b"A" * 300_000)[0][:-8]):
        until(lambda: page.gate.bodies.receiving > 300_000)
    until(lambda: page.gate.bodies.receiving == 0)
    assert set(page.cache.folder.iterdir()) == before and not caplog.records


def test_how_far_an_upload_is_can_be_watched(page: Page) -> None:
    body, kind = multipart(png() + b"x" * 50_000, name="mine.png")
    head = (
        f"POST {UPLOAD}?upload_id=u1 HTTP/1.1\nHost: localhost\nContent-Type: {kind['Content-Type']}\nConnection: close"
    )
    with connected(page.url, f"{head}\nContent-Length: {len(body)}", body[:1000]) as sender:
        watch = "GET /gradio_api/upload_progress?upload_id=u1 HTTP/1.1\nHost: localhost\nConnection: close"
        with connected(page.url, watch) as watcher:
            said = ""
            while "chunk_size" not in said:
                said += watcher.recv(10_000).decode()
            sender.sendall(body[1000:])
            said += rest_of(watcher)
    assert '"orig_name": "mine.png"' in said and '"done"' in said


def test_bodies_that_arrive_together_have_a_bound(page: Page) -> None:
    head = f"POST {JOIN} HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 900000"
    with ExitStack() as open_ones:
        for _ in range(2):
            open_ones.enter_context(connected(page.url, head, b" " * 899_000))
        until(lambda: page.gate.bodies.receiving >= 1_790_000)
        answer = ask(page.url, JOIN, b" " * 600_000)
        assert answer.status == 429 and "busy" in answer.sentence
    until(lambda: page.gate.bodies.receiving == 0)


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        (JOIN, b"{", 400, "is not JSON"),
        (JOIN, b"[" * 100_000, 400, "more than"),
        (JOIN, {"fn_index": 9, "session_hash": "a", "data": []}, 404, "fn_index"),
        ("/gradio_api/call/nothing", {"data": []}, 404, "'/size'"),
        ("/gradio_api/call/v2/nothing", {}, 404, "'/size'"),
        ("/gradio_api/run/size", {"data": []}, 404, "fn_index"),
        ("/gradio_api/run/x", {"data": [None], "fn_index": 1, "session_hash": "a"}, 404, "queue"),
        ("/gradio_api/cancel", {}, 400, "does not fit"),
        ("/gradio_api/cancel", {"session_hash": 1, "fn_index": 10**400, "event_id": []}, 400, "does not fit"),
        ("/gradio_api/cancel", b'{"fn_index": NaN}', 400, "not finite"),
        ("/gradio_api/call/settings", {"data": ["a", 10**400, "a", True]}, 400, "'number' must be"),
    ],
)
def test_what_does_not_fit_is_a_sentence(path: str, body: object, status: int, sentence: str, page: Page) -> None:
    answer = ask(page.url, path, body)
    assert answer.status == status and sentence in answer.sentence


def test_a_form_cannot_run_anything(page: Page) -> None:
    # A foreign page could post it without asking first.
    body = json.dumps({"data": ["a"]}).encode()
    answer = ask(page.url, "/gradio_api/call/settings", body, {"Content-Type": "text/plain"})
    assert answer.status == 415 and "application/json" in answer.sentence


@pytest.mark.parametrize("path", ["/gradio_api/call/fail", "/gradio_api/call/v2/fail"])
def test_what_nobody_foresaw_is_a_sentence_without_its_cause(path: str, page: Page) -> None:
    body = {"data": []} if "v2" not in path else {}
    event = json.loads(ask(page.url, path, body).text)["event_id"]
    answer = ask(page.url, f"{path}/{event}")
    assert UNFORESEEN in answer.text and "null" not in answer.text and "secret" not in answer.text


def test_the_page_too_is_told_of_what_nobody_foresaw(page: Page) -> None:
    assert ask(page.url, JOIN, {"fn_index": 3, "session_hash": "unlucky", "data": []}).status == 200
    answer = ask(page.url, f"{DATA}?session_hash=unlucky")
    assert UNFORESEEN in answer.text and '"error":null' not in answer.text


def test_whoever_listens_for_nothing_is_told(page: Page) -> None:
    answer = ask(page.url, f"{DATA}?session_hash=nobody")
    assert LOST in answer.text and json.loads(answer.text.removeprefix("data: "))["session_not_found"] is True
    answer = ask(page.url, "/gradio_api/call/size/nothing")
    assert answer.status == 404 and answer.sentence == LOST


def test_a_picture_is_used_however_it_was_sent(page: Page) -> None:
    path = upload(page.url, png())
    for picture in (data_url(png()), {"path": path}, {"path": path, **META}):
        for endpoint, body in (("call/size", {"data": [picture]}), ("call/v2/size", {"image": picture})):
            event = json.loads(ask(page.url, f"/gradio_api/{endpoint}", body).text)["event_id"]
            assert '["(64, 64)"]' in ask(page.url, f"/gradio_api/{endpoint}/{event}").text


def test_a_large_picture_is_not_kept_in_memory_while_it_waits(page: Page) -> None:
    noise = Image.effect_noise((700, 700), 90)
    noise.save(page.cache.folder / "noise.png")
    picture = data_url((page.cache.folder / "noise.png").read_bytes())
    assert len(picture["url"]) > 400_000
    event = json.loads(ask(page.url, "/gradio_api/call/size", {"data": [picture]}).text)["event_id"]
    held = page.gate.page._queue.event_ids_to_events.get(event)
    assert held is None or len(json.dumps(held.data.data)) < 1000


def test_an_upload_keeps_nothing_but_the_picture(page: Page) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    sent = png("navy", exif=exif)
    answer = ask(page.url, FILE + upload(page.url, sent))
    assert b"SecretCamera" in sent and "SecretCamera" not in answer.text and "eXIf" not in answer.text
    # Nor anywhere else.
    kept = [path for path in page.cache.folder.rglob("*") if path.is_file() and path.name != "lock"]
    assert kept and not any(b"SecretCamera" in path.read_bytes() for path in kept)


def test_a_picture_that_is_uploaded_again_is_still_sent_whole(page: Page) -> None:
    exif = Image.Exif()
    exif[0x010F] = "a camera" * 4000
    sent = png("teal", exif=exif)
    path = upload(page.url, sent)
    stop = threading.Event()

    def again() -> None:
        while not stop.is_set():
            upload(page.url, sent)

    others = threading.Thread(target=again)
    others.start()
    try:
        # A body that is shorter than its head said raises here.
        answers = [ask(page.url, FILE + path) for _ in range(60)]
    finally:
        stop.set()
        others.join()
    assert {answer.status for answer in answers} == {200}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("x.png", "image/png"), ("x.html", "application/octet-stream"), ("x", "application/octet-stream")],
)
def test_a_file_is_never_a_page_of_ours(name: str, kind: str, page: Page) -> None:
    with urllib.request.urlopen(page.url.rstrip("/") + FILE + upload(page.url, png(), name)) as answer:
        assert answer.headers["Content-Type"] == kind and answer.headers["X-Content-Type-Options"] == "nosniff"
        assert ("attachment" in answer.headers.get("Content-Disposition", "")) is (kind != "image/png")


@pytest.mark.parametrize("content", [b"", b"no picture", b"<html><script>secret", png()[:40]])
def test_of_what_is_no_picture_only_the_reason_stays(content: bytes, page: Page) -> None:
    path = upload(page.url, content, "x.html")
    kept = Path(path).read_bytes()
    assert kept.startswith(b"deltaedit refused this: ") and b"secret" not in kept
    answer = ask(page.url, "/gradio_api/call/size", {"data": [{"path": path, **META}]})
    assert answer.status == 400 and answer.sentence.encode() == kept.removeprefix(b"deltaedit refused this: ")
    assert "picture" in answer.sentence or "empty" in answer.sentence


def test_one_picture_at_a_time_is_taken(page: Page) -> None:
    answer = ask(page.url, UPLOAD, *multipart(png("red"), png("green")))
    assert answer.status == 400 and "one picture at a time" in answer.text


def test_an_upload_without_room_is_refused(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.gate, "cache", replace(page.cache, most_bytes=1000))
    answer = ask(page.url, UPLOAD, *multipart(png()))
    assert answer.status == 429 and "busy" in answer.text


def test_a_full_disk_is_a_sentence(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Cache, data: bytes, name: str) -> Path:
        raise OSError(28, "No space left on device", str(page.cache.folder))

    monkeypatch.setattr(Cache, "write", full)
    answer = ask(page.url, UPLOAD, *multipart(png()))
    assert answer.status == 507 and "no room" in answer.text and str(page.cache.folder) not in answer.text


def test_gradios_own_client_is_told_in_the_one_form_that_it_shows(page: Page, tmp_path: Path) -> None:
    from gradio_client import Client, handle_file
    from gradio_client.exceptions import ValidationError

    (tmp_path / "text.png").write_text("no picture")
    client = Client(page.url, verbose=False)
    with pytest.raises(ValidationError, match="not a picture"):
        client.predict(handle_file(str(tmp_path / "text.png")), api_name="/size")
    with pytest.raises(ValidationError, match="'view' must be one of 'a' and 'b'"):
        client.predict("x", 1, "c", False, api_name="/settings")
    assert client.predict("x", 1, "b", False, api_name="/settings") == "x 1 b False"


def test_one_visitor_holds_only_a_few_places(page: Page) -> None:
    with ThreadPoolExecutor(12) as visitors:
        answers = list(visitors.map(lambda name: page.join(str(name), "greedy"), range(12)))
    # However many come at once.
    assert [answer.status for answer in answers].count(200) == LIMITS.places
    refusals = {answer.sentence for answer in answers if answer.status == 429}
    assert all("You have 3 requests waiting already, of " in sentence for sentence in refusals)
    assert page.join("x", "another").status == 200


def test_a_full_queue_says_how_many_wait(page: Page) -> None:
    with ExitStack() as listeners:
        answers: list[Answer] = []
        while not answers or answers[-1].status == 200:
            session = f"full-{len(answers)}"
            answers.append(page.join("x", session))
            if answers[-1].status == 200:
                listeners.enter_context(
                    connected(page.url, f"GET {DATA}?session_hash={session} HTTP/1.1\nHost: localhost")
                )
                until(lambda session=session: page.gate.places.listeners[session] == 1)  # type: ignore[misc]
        assert len(answers) >= LIMITS.queue
        assert answers[-1].status == 429
        assert answers[-1].sentence == "This page is busy: 12 requests are waiting. Please try again in a minute."
        # Whoever opens the page now is answered all the same.
        body = {"fn_index": 4, "session_hash": "new", "data": ["hello"]}
        answer = ask(page.url, "/gradio_api/run/x", body)
        assert answer.status == 200 and json.loads(answer.text)["data"] == ["hello"]
    # Everybody has left.
    until(lambda: page.waiting() == 0)


def test_places_that_nobody_listens_for_are_freed(page: Page) -> None:
    answers = [page.join("flood", f"flood-{number}") for number in range(20)]
    assert [answer.status for answer in answers].count(200) <= LIMITS.unheard + 1
    refusal = next(answer for answer in answers if answer.status == 429)
    assert "8 requests from your address wait, of 8 in all, with nobody listening" in refusal.sentence
    until(lambda: page.waiting() == 0)
    assert page.join("mine", "me").status == 200
    page.go_on.set()
    answer = ask(page.url, f"{DATA}?session_hash=me")
    assert "process_completed" in answer.text and '"mine"' in answer.text
    # One of them was at work already; the others were never begun.
    assert page.done.count("flood") <= 1
    # Whoever comes to listen after all is told.
    late = ask(page.url, f"{DATA}?session_hash=flood-5")
    assert UNHEARD in late.text


def test_an_answer_that_nobody_fetches_is_forgotten(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.go_on.set()
    assert page.join("x", "forgetful").status == 200
    queue = page.gate.page._queue
    until(lambda: page.done == ["x"] and page.gate.places.at_work() == [])
    assert "forgetful" in queue.pending_event_ids_session
    monkeypatch.setattr(page.gate.places, "limits", replace(LIMITS, answer_seconds=0.1))
    until(lambda: "forgetful" not in queue.pending_event_ids_session)
    assert "forgetful" not in queue.pending_messages_per_session
    assert LOST in ask(page.url, f"{DATA}?session_hash=forgetful").text


def test_requests_past_the_queue_take_turns(page: Page) -> None:
    body = {"fn_index": 4, "session_hash": "a", "data": ["hello"]}
    with ThreadPoolExecutor(20) as visitors:
        answers = list(visitors.map(lambda _: ask(page.url, "/gradio_api/run/x", body), range(40)))
    assert {answer.status for answer in answers} <= {200, 429}
    assert page.gate.places.direct_from == {}


# The real app.


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("app")
    (folder / "uploads").mkdir()
    env = {**os.environ, "GRADIO_TEMP_DIR": str(folder / "uploads")}
    with serve(folder, env=env) as url:
        yield url, folder
    # A supervisor has ended it.
    assert list((folder / "uploads").iterdir()) == []


def memory_of(url: str) -> int:
    """Bytes of the process that listens there."""
    port = int(url.rstrip("/").rsplit(":", 1)[1])
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    inode = next(
        line.split()[9] for line in lines if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    )
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if os.readlink(link) == f"socket:[{inode}]":
                status = (link.parents[1] / "status").read_text()
                return int(status.partition("VmRSS:")[2].split()[0]) * 1024
        except OSError:
            continue
    raise AssertionError("nobody listens there")


#: A value that fits, by the kind of component.
FITTING: dict[str, object] = {
    "textbox": "face",
    "slider": 0.1,
    "radio": "Side by side",
    "dropdown": "avatars",
    "checkbox": False,
    "dataset": 0,
}


WORDS = ["face", "face with sunglasses", 0.1, 1.0, "Side by side"]
ARRIVING = [*WORDS, ""]


def number_of(url: str, name: str) -> int:
    """Which function of the page a handler is."""
    events = json.loads(ask(url, "/config").text)["dependencies"]
    return next(int(event["id"]) for event in events if event["api_name"] == name)


def test_no_event_opens_what_was_not_uploaded(app: tuple[str, Path]) -> None:
    url, folder = app
    uploads = next((folder / "uploads").iterdir())
    outside = folder / "outside.png"
    outside.write_bytes(png())
    os.mkfifo(folder / "pipe")
    (uploads / "link.png").symlink_to(outside)
    places = [
        str(outside),
        str(folder / "missing.png"),
        "/dev/zero",
        "/dev/urandom",
        "/etc/shadow",
        str(folder / "pipe"),
        str(uploads),
        str(uploads / "link.png"),
        f"{uploads}/../../outside.png",
        f"file://{outside}",
        "http://127.0.0.1:9/x.png",
        "./" * 100_000,
    ]
    forms: list[Any] = [{"url": place, **META} for place in places] + [{"path": place} for place in places]
    forms += [{"path": place, **META} for place in places] + [{"path": places[0], **data_url(png())}]
    forms += [str(outside), data_url(png())["url"][22:], [data_url(png())], 5, True, {}, {"path": 5}]
    config = json.loads(ask(url, "/config").text)
    kinds = {component["id"]: component["type"] for component in config["components"]}
    events = config["dependencies"]
    assert sum("image" in [kinds[one] for one in event["inputs"]] for event in events) == 4
    # The first picture is drawn by now.
    assert (
        ask(
            url, "/gradio_api/run/x", {"fn_index": number_of(url, "arrive"), "session_hash": "a", "data": ARRIVING}
        ).status
        == 200
    )
    before, began = memory_of(url), time.monotonic()
    asked = 0
    # The handlers of the suggestions are alike, and so are those of the kept edits.
    alike = ("take_words", "apply_words", "adjust", "remove")
    for event in [event for event in events if event["api_name"].rstrip("_0123456789") not in alike]:
        kind_of = [kinds[one] for one in event["inputs"]]
        for place, kind in enumerate(kind_of):
            if kind == "state":
                continue
            for form in (
                forms if kind == "image" else [forms[0], forms[len(places)], forms[2 * len(places)], [[forms[2]]]]
            ):
                values = [None if one == "image" else FITTING.get(one) for one in kind_of]
                values[place] = form
                body = {"fn_index": event["id"], "session_hash": f"walk-{asked}", "data": values}
                if event["api_name"] in ("choose_face", "return_to"):
                    body["event_data"] = {"index": 0}
                answer = ask(url, "/gradio_api/queue/join" if event["queue"] else "/gradio_api/run/x", body)
                asked += 1
                assert answer.status == 400, (event["api_name"], kind, form)
                assert (answer.sentence == NOT_AN_UPLOAD) == (kind == "image"), (event["api_name"], form)
                assert kind == "image" or "must be" in answer.sentence
    for name, rest in (
        ("invert", {}),
        ("edit", {"source": "face", "target": "bald face"}),
        ("edit_with", {"source": "a", "target": "b"}),
    ):
        for form in forms:
            answer = ask(url, f"/gradio_api/call/v2/{name}", {"image": form, **rest})
            assert answer.status == 400 and answer.sentence == NOT_AN_UPLOAD
    assert asked > 150 and time.monotonic() - began < 60
    # A device would have given gigabytes.
    assert memory_of(url) - before < 100_000_000
    assert "Traceback" not in (folder / "log").read_text()


def test_an_example_that_is_clicked_becomes_the_picture(app: tuple[str, Path]) -> None:
    url, folder = app
    body = {"fn_index": number_of(url, "example"), "session_hash": "visitor", "data": [1, None, *WORDS]}
    assert ask(url, JOIN, body).status == 200
    told = ask(url, f"{DATA}?session_hash=visitor").text
    assert '"success":true' in told and "dB" in told
    # It is shown as the visitor's own.
    assert re.search(r"[0-9a-f]{64}/2\.png", told)
    assert "Traceback" not in (folder / "log").read_text()


def test_a_page_is_opened_while_everybody_waits(app: tuple[str, Path]) -> None:
    url, _ = app
    arrive, random = number_of(url, "arrive"), number_of(url, "random")
    for visitor in range(90):
        ask(url, JOIN, {"fn_index": random, "session_hash": f"flood-{visitor}", "data": [None, WORDS[-1]]})
    answer = ask(url, "/gradio_api/run/x", {"fn_index": arrive, "session_hash": "new", "data": ARRIVING})
    assert answer.status == 200 and answer.text.count(FILE) >= 2
    # What nobody listens for is gone soon.
    until(lambda: json.loads(ask(url, "/health").text)["waiting"] == 0)
