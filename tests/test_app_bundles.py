"""The page with several bundles: the real app in a process of its own, with a stand-in for the hub, in a real browser.

The weights are random and small, in the published formats; so pictures are noise here, and everything around them is
what it is with the real ones.
"""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from deltaedit.bundles.find import HOME_VARIABLE, PUBLISHED
from deltaedit.bundles.install import Step
from deltaedit.errors import BundleError, DeltaEditError, PromptError
from deltaedit.pool import EditorPool
from deltaedit.ui.bundles import BundleHandlers, StepMeter, choices, first_bundle, offers
from deltaedit.ui.cache import Cache
from deltaedit.ui.jobs import WORKERS, Finished, Jobs
from deltaedit.ui.page import build_page
from deltaedit.ui.sentences import as_text, sentence_of
from tests.hub import Fault, LocalHub, environment
from tests.pages import ROOT, WAIT_MS, pixels, serve, source_of, wait_for_change
from tests.published_files import write_published

ENCODER, CAT = "e4e_ffhq_encode.pt", "stylegan2-cat-config-f.pt"
FETCH = "Agree and fetch"


@dataclass(frozen=True)
class Town:
    """An app, its hub and its home."""

    hub: LocalHub
    home: Path
    url: str


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders of published files, and of a home whose recipes name them and that holds a bundle of its own."""
    hub, home = tmp_path_factory.mktemp("hub"), tmp_path_factory.mktemp("home")
    write_published(hub, home, "small", ("ffhq", "cat"))
    mine = home / "checkpoints" / "mine"
    shutil.copytree(ROOT / "checkpoints" / "avatars", mine)
    manifest = json.loads((mine / "manifest.json").read_text(encoding="utf-8"))
    manifest |= {"name": "mine", "title": "Mine", "pictures": []}
    (mine / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return hub, home


@pytest.fixture(scope="module")
def town(published: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    files, home = published
    with LocalHub(files) as hub:
        env = environment(hub, home / "cache", **{HOME_VARIABLE: str(home)})
        folder = tmp_path_factory.mktemp("app")
        with serve(folder, "--bundle", "ffhq", env=env) as url:
            yield Town(hub, home, url)
        # Whatever happened to the page here, each failure was foreseen.
        log = (folder / "log").read_text()
        assert "Traceback" not in log and "unexpected" not in log, log


@pytest.fixture(scope="module")
def astronaut() -> Image.Image:
    data = pytest.importorskip("skimage.data")
    return Image.fromarray(data.astronaut())


@pytest.fixture(scope="module")
def two_faces(astronaut: Image.Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph of two faces, with a secret in its EXIF."""
    photo = Image.new("RGB", (1500, 900), "white")
    photo.paste(astronaut.resize((820, 820)), (20, 40))
    photo.paste(astronaut.resize((520, 520)), (920, 300))
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    path = tmp_path_factory.mktemp("photos") / "two.jpg"
    photo.save(path, exif=exif, quality=95)
    return path


@pytest.fixture
def visit(browser: Any, town: Town) -> Iterator[Callable[..., Any]]:
    """Opens the page as another visitor each time."""
    contexts = []

    def open_page(url: str = town.url, **options: Any) -> Any:
        contexts.append(browser.new_context(**({"viewport": {"width": 1280, "height": 1100}} | options)))
        page = contexts[-1].new_page()
        page.set_default_timeout(WAIT_MS)
        page.goto(url)
        page.wait_for_selector("#edited img")
        return page

    yield open_page
    for context in contexts:
        context.close()


def choose(page: Any, title: str) -> None:
    page.locator("#bundle input").click()
    page.get_by_role("option", name=title).click()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def says(page: Any, place: str, text: str) -> None:
    """Waits until a place of the page says something."""
    page.locator(place).get_by_text(text).first.wait_for()


def upload(page: Any, path: Path) -> None:
    page.locator("#photo input[type=file]").set_input_files(str(path))


def chosen(page: Any) -> str:
    return str(page.locator("#bundle input").input_value())


def test_a_bundle_is_fetched_on_the_page(town: Town, visit: Callable[..., Any], two_faces: Path) -> None:
    page, hub = visit(), town.hub
    # What is asked for is not here, so the page opens with what is; and says what fetching means.
    says(page, "#fetch", "Faces are not here yet")
    says(page, "#fetch", "non-commercial use only")
    says(page, "#fetch", "3.8 MB")
    assert chosen(page) == "Faces (not here yet)"
    page.get_by_role("button", name="sunglasses", exact=True).wait_for()

    for fault, sentence in (
        (Fault(corrupt=True), "has the checksum"),
        (Fault(status=404, code="EntryNotFound"), "has no file e4e_ffhq_encode.pt"),
        (Fault(status=404, code="RepoNotFound"), "it was deleted"),
        (Fault(status=403), "was refused"),
    ):
        hub.faults[ENCODER] = fault
        press(page, FETCH)
        says(page, "#progress", sentence)
        page.get_by_role("button", name=FETCH).wait_for()
    assert not (town.home / "checkpoints" / "ffhq").exists()
    # The bundle at work is untouched by all that.
    edited = source_of(page, "#edited")
    press(page, "afro")
    edited = wait_for_change(page, "#edited", edited)

    # Slowly: bytes, rate and time left are told, and it can be stopped; the next time that file begins again.
    hub.faults[ENCODER] = Fault(bytes_per_second=20_000)
    press(page, FETCH)
    page.locator("#progress").get_by_text(
        re.compile(r"Fetching encoder .2 of 5.: \d+kB of \d+kB .\d+%., [\d.]+kB/s, \d\d:\d\d left")
    ).wait_for()
    # What comes must be what was chosen, so the list waits too; everything else goes on.
    assert page.locator("#bundle input").is_disabled()
    original = source_of(page, "#original")
    upload(page, two_faces)
    original = wait_for_change(page, "#original", original)
    press(page, "Stop")
    says(page, "#progress", "what is finished is kept")
    assert page.get_by_test_id("toast-body").filter(has_text="kept").count() == 0, "a stop was asked for: no failure"
    hub.faults.clear()
    hub.asked.clear()
    press(page, FETCH)
    page.locator("#fetch").wait_for(state="hidden")
    assert not [asked for asked in hub.asked if "stylegan2-ffhq" in asked.path], "the generator was finished"

    # The page is the new bundle's, with the photograph that was there.
    wait_for_change(page, "#original", original)
    says(page, "#title", "Faces")
    assert chosen(page) == "Faces"
    page.locator("#faces").wait_for()
    assert page.get_by_label("What it should become").input_value() == "face with eyeglasses"
    assert page.get_by_role("button", name="sunglasses", exact=True).count() == 1
    assert page.get_by_role("button", name="afro", exact=True).count() == 0
    edited = source_of(page, "#edited")
    press(page, "chubby")
    wait_for_change(page, "#edited", edited)
    page.locator("#details button").first.click()
    says(page, "#details", "from the Delta Mapper")
    # Whoever comes now finds it there.
    late = visit()
    assert chosen(late) == "Faces" and not late.locator("#fetch").is_visible()
    says(late, "#title", "Faces")


@pytest.fixture
def faces(town: Town, visit: Callable[..., Any]) -> Any:
    """A page with the fetched bundle."""
    page = visit()
    if page.locator("#fetch").is_visible():
        press(page, FETCH)
        page.locator("#fetch").wait_for(state="hidden")
    says(page, "#title", "Faces")
    return page


def test_faces_of_a_photograph(faces: Any, two_faces: Path, astronaut: Image.Image, tmp_path: Path) -> None:
    page = faces
    original = source_of(page, "#original")
    upload(page, two_faces)
    original = wait_for_change(page, "#original", original)
    page.locator("#faces img").nth(1).wait_for()
    assert page.locator("#faces img").count() == 2
    unnamed = "b => b.checkVisibility() && !(b.getAttribute('aria-label') || b.innerText || b.title).trim()"
    page.wait_for_function(f"![...document.querySelectorAll('button')].some({unnamed})")
    # The one that was taken is marked, and words for it are not for another one.
    chosen_face = "#faces [aria-label='Face {}'][class*=selected]"
    page.wait_for_selector(chosen_face.format(1))
    page.get_by_label("What it should become").fill("face with smile")
    page.locator("#faces button").nth(1).click()
    second = wait_for_change(page, "#original", original)
    page.wait_for_selector(chosen_face.format(2))
    assert page.get_by_label("What it should become").input_value() == "face with eyeglasses"
    # And back, and forth again.
    page.locator("#faces button").nth(0).click()
    assert wait_for_change(page, "#original", second) == original
    page.locator("#faces button").nth(1).click()
    original = wait_for_change(page, "#original", original)

    # The whole photograph at its own size, changed in that face alone, without what the file said of its owner.
    page.get_by_label("Whole photograph", exact=True).check()
    page.wait_for_selector("#whole img")
    press(page, "Save whole photograph")
    says(page, "#status", "Ready at 1500 x 900 pixels")
    link = page.locator("#saved a").first
    data = page.request.get(link.get_attribute("href")).body()
    whole = Image.open(io.BytesIO(data))
    assert whole.size == (1500, 900) and not whole.getexif() and b"SECRET" not in data
    changed = ImageChops.difference(whole.convert("RGB"), Image.open(two_faces).convert("RGB")).convert("L")
    box = changed.point(lambda value: 255 * (value > 40)).getbbox()
    assert box is not None and box[0] > 920 and box[1] > 290, "the smaller astronaut's face, and nothing else"

    # Another photograph, in which there is no face: said, and the last picture's belongings go.
    page.get_by_label("Side by side", exact=True).check()
    page.wait_for_selector("#original img")
    # A pavement: no face anywhere.
    Image.effect_noise((300, 200), 40).convert("RGB").save(tmp_path / "pavement.png")
    upload(page, tmp_path / "pavement.png")
    says(page, "#status", "No face was found")
    page.locator("#faces").wait_for(state="hidden")
    page.locator("#saved").wait_for(state="hidden")
    assert source_of(page, "#original") == original
    press(page, "Take the centre")
    original = wait_for_change(page, "#original", original)

    # To another bundle and back, with the same photograph; here it has no face still.
    choose(page, "Avatars")
    original = wait_for_change(page, "#original", original)
    says(page, "#unlike", "cannot draw this picture")
    choose(page, "Faces")
    wait_for_change(page, "#original", original)
    says(page, "#status", "No face was found")
    press(page, "Take the centre")
    says(page, "#status", "likeness")


def test_sharper_likeness(faces: Any, two_faces: Path) -> None:
    page = faces
    original = source_of(page, "#original")
    upload(page, two_faces)
    original = wait_for_change(page, "#original", original)
    says(page, "#status", "dB")

    def likeness() -> float:
        found = re.search(r"([\d.]+) dB", page.locator("#status").inner_text())
        assert found is not None
        return float(found[1])

    before = likeness()
    press(page, "Sharper likeness")
    page.get_by_text(re.compile(r"step [2-9]\d+, \d+ of 60 s")).wait_for()
    # Words that are typed meanwhile count.
    page.get_by_label("What it should become").fill("face with smile")
    press(page, "Stop and keep")
    original = wait_for_change(page, "#original", original)
    says(page, "#status", "dB")
    assert likeness() > before + 1
    edited = pixels(page, "#edited")
    src = source_of(page, "#edited")
    page.get_by_label("What it should become").fill("old face")
    press(page, "Edit")
    src = wait_for_change(page, "#edited", src)
    page.get_by_label("What it should become").fill("face with smile")
    press(page, "Edit")
    wait_for_change(page, "#edited", src)
    assert ImageChops.difference(edited, pixels(page, "#edited")).getbbox() is None

    # Another picture, chosen meanwhile, is not replaced by the last one's likeness.
    press(page, "Sharper likeness")
    page.get_by_text(re.compile(r"step \d+, \d+ of 60 s")).wait_for()
    press(page, "Random picture")
    original = wait_for_change(page, "#original", original)
    page.get_by_role("button", name="Sharper likeness").wait_for()
    page.get_by_text(re.compile(r"step \d+, \d+ of 60 s")).wait_for(state="hidden")
    assert source_of(page, "#original") == original

    # A made-up picture is known exactly: nothing to sharpen, nothing to put back.
    press(page, "Sharper likeness")
    says(page, "#status", "made up by the generator")
    press(page, "Save whole photograph")
    says(page, "#status", "not a part of a photograph")


def test_a_visitor_who_leaves_stops_what_they_began(town: Town, visit: Callable[..., Any], faces: Any) -> None:
    first, second, hub = visit(), faces, town.hub
    hub.faults[CAT] = Fault(bytes_per_second=15_000)
    for page in (first, second):
        choose(page, "Cats")
        says(page, "#fetch", "Cats are not here yet")
    press(first, FETCH)
    says(first, "#progress", "B/s")
    press(second, FETCH)
    says(second, "#progress", "is already being fetched or removed")
    first.context.close()
    # As soon as that was noticed the other one may.
    for _ in range(40):
        press(second, FETCH)
        second.wait_for_timeout(700)
        if second.get_by_role("button", name="Stop", exact=True).is_visible():
            break
    says(second, "#progress", "B/s")
    press(second, "Stop")
    says(second, "#progress", "is kept")
    # The list is free again, and the bundle at work needs nothing anew.
    before = source_of(second, "#original")
    choose(second, "Faces")
    second.locator("#fetch").wait_for(state="hidden")
    assert source_of(second, "#original") == before
    hub.faults.clear()


def test_a_damaged_bundle_leaves_the_old_one_at_work(town: Town, visit: Callable[..., Any]) -> None:
    page = visit()
    generator = next((town.home / "checkpoints" / "mine").glob("generator*"))
    whole = generator.read_bytes()
    generator.write_bytes(whole[:1000])
    now = chosen(page)
    choose(page, "Mine")
    says(page, "#status", "damaged or was cut off")
    assert chosen(page) == now
    original = source_of(page, "#original")
    press(page, "Random picture")
    original = wait_for_change(page, "#original", original)
    generator.write_bytes(whole)
    choose(page, "Mine")
    wait_for_change(page, "#original", original)
    assert chosen(page) == "Mine"


def test_on_a_phone(visit: Callable[..., Any]) -> None:
    page = visit(viewport={"width": 390, "height": 800}, is_mobile=True, has_touch=True, color_scheme="dark")
    choose(page, "Cats")
    says(page, "#fetch", "Cats are not here yet")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for place in ("#title", "#bundle", "#fetch"):
        assert page.locator(place).bounding_box()["width"] > 300, place
    # The list is not cut off at its right edge; the picture to edit comes before what becomes of it.
    box, inner = page.locator("#bundle").bounding_box(), page.locator("#bundle .wrap").first.bounding_box()
    assert inner["x"] + inner["width"] <= box["x"] + box["width"]
    assert page.locator("#photo").bounding_box()["y"] < page.locator("#edited").bounding_box()["y"]


def test_the_api_names_a_bundle(town: Town, faces: Any, two_faces: Path) -> None:
    from gradio_client import Client, handle_file
    from gradio_client.exceptions import AppError

    client = Client(town.url, verbose=False)
    photo, words = handle_file(str(two_faces)), ("face", "face with smile", 1.0, None)
    edited = Image.open(client.predict(photo, "ffhq", *words, 1, False, api_name="/edit_with"))
    assert edited.size == (64, 64)
    whole = Image.open(client.predict(photo, "ffhq", *words, 0, True, api_name="/edit_with"))
    assert whole.size == (1500, 900) and not whole.getexif()
    # The centre on request: what stands beside its square is untouched, and the square is not.
    centre = Image.open(client.predict(photo, "ffhq", *words, -1, True, api_name="/edit_with")).convert("RGB")
    before = Image.open(two_faces).convert("RGB")
    changed = ImageChops.difference(centre, before).point(lambda value: 255 if value > 40 else 0).getbbox()
    assert changed is not None and 290 <= changed[0] < 500 and 1000 < changed[2] <= 1210
    for bundle, face, message in (
        ("cat", 0, "python -m deltaedit download cat"),
        ("dog", 0, "no bundle 'dog' on this page; there is 'ffhq', 'avatars'"),
        ("../mine", 0, "no bundle '../mine' on this page"),
        (None, 0, "no bundle 'None' on this page"),
        ("ffhq", 2, "no face 2"),
        ("ffhq", -2, "face must be a number from 0"),
        ("ffhq", 1e9, "face must be a number from 0"),
    ):
        with pytest.raises(AppError, match=re.escape(message)):
            client.predict(photo, bundle, *words, face, False, api_name="/edit_with")


def test_a_page_that_is_open_to_others(
    published: tuple[Path, Path],
    visit: Callable[..., Any],
    tmp_path: Path,
    two_faces: Path,
) -> None:
    files, home = published[0], tmp_path / "home"
    shutil.copytree(published[1] / "recipes", home / "recipes")
    with LocalHub(files) as hub:
        others = {HOME_VARIABLE: str(home), "GRADIO_SERVER_NAME": "0.0.0.0"}
        env = environment(hub, home / "cache", **others)
        # Fetched in the terminal, before the page opens.
        with serve(tmp_path, "--bundle", "cat", "--accept-license", env=env) as url:
            log = (tmp_path / "log").read_text()
            assert "Fetching generator (1 of 2)" in log and "Sampling pictures" in log
            page = visit(url)
            says(page, "#title", "Cats")
            page.locator("#details button").first.click()
            says(page, "#details", "from the StyleCLIP global directions")
            original = source_of(page, "#original")
            upload(page, two_faces)
            original = wait_for_change(page, "#original", original)
            says(page, "#status", "dB")
            choose(page, "Faces")
            says(page, "#fetch", "python -m deltaedit download ffhq --accept-license")
            assert not page.get_by_role("button", name=FETCH).is_visible()
            assert source_of(page, "#original") == original


def test_visitors_may_not_fetch_by_other_ways_either(tmp_path: Path) -> None:
    page = build_page(EditorPool(), Cache(tmp_path), "avatars", may_fetch=False)
    fetch = next(fn for fn in page.fns.values() if getattr(fn.fn, "__name__", "") == "fetch")
    handler: BundleHandlers = fetch.fn.__self__  # type: ignore[union-attr]

    class Request:
        session_hash = "somebody"

    steps = list(handler.fetch("ffhq", Request()))  # type: ignore[arg-type]
    assert len(steps) == 1 and "its visitors cannot fetch" in steps[0][handler.layout.progress]


def test_the_list_of_bundles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    broken = tmp_path / "checkpoints" / "aaa"
    broken.mkdir(parents=True)
    (broken / "manifest.json").write_text("{}")
    offered = offers("ffhq")
    labels = dict((key, label) for label, key in choices(offered))
    assert labels["ffhq"] == "Faces (not here yet)" and labels["avatars"] == "Avatars"
    assert labels["robots"] == "Robots"
    assert set(labels) == {"ffhq", "avatars", "robots", *(recipe.stem for recipe in PUBLISHED.glob("*.json"))}
    # A broken bundle is not what the page opens with, although it is here and the first by name.
    assert first_bundle(offered, "ffhq") == "avatars" and first_bundle(offered, "avatars") == "avatars"
    # A bundle given by its folder is listed once.
    folder = str(ROOT / "checkpoints" / "avatars")
    assert [key for key, manifest in offers(folder).items() if manifest.name == "avatars"] == [folder]
    with pytest.raises(BundleError, match="aaa"):
        offers("aaa")
    with pytest.raises(BundleError, match="no bundle 'nowhere'"):
        offers("nowhere")
    # Where nothing is here at all, how to get something is said.
    with pytest.raises(BundleError, match="--accept-license"):
        first_bundle(offered.keys() - {"avatars", "robots"}, "ffhq")


def test_steps_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("deltaedit.ui.bundles.time.monotonic", lambda: now)
    in_words, label = StepMeter(), "Fetching encoder (2 of 5)"
    assert in_words(Step(label, 100_000_000, 1_200_000_000, "bytes")) == (
        "Fetching encoder (2 of 5): 100MB of 1.20GB (8%), ?B/s, ? left"
    )
    now = 10.0
    assert in_words(Step(label, 600_000_000, 1_200_000_000, "bytes")) == (
        "Fetching encoder (2 of 5): 600MB of 1.20GB (50%), 50.0MB/s, 00:12 left"
    )
    # A file that begins anew has no rate yet, and never a negative one.
    assert "(0%), ?B/s" in in_words(Step(label, 0, 1_200_000_000, "bytes"))
    assert in_words(Step("Sampling", 3, 12, "pictures")) == "Sampling: 3 of 12 (25%), ? pictures/s, ? left"
    now = 12.0
    assert in_words(Step("Sampling", 6, 12, "pictures")) == "Sampling: 6 of 12 (50%),  1.50 pictures/s, 00:04 left"
    assert in_words(Step("Converting", 0, None, "bytes")) == "Converting ..."


def test_what_was_typed_is_never_markup() -> None:
    typed = "<img src=x onerror=alert(1)> **b** _i_ `c` [l](http://e.com) ![p](http://e.com/p.png) # $x$ a|b ~s~ & \\"
    safe = as_text(typed)
    assert not set("<>*_`[]!|$~\\") & set(safe)
    assert html.unescape(safe) == typed
    assert sentence_of(PromptError("The text 'a & b' is empty."), "here") == "The text 'a & b' is empty."
    assert "secret" not in sentence_of(RuntimeError("secret of the machine"), "here")


def test_jobs_are_stopped_by_whoever_began_them_and_by_leaving() -> None:
    jobs, begun, stopped = Jobs(), threading.Event(), threading.Event()

    def work(tell: Callable[[int], None], should_stop: Callable[[], bool]) -> str:
        tell(1)
        begun.set()
        while not should_stop():
            stopped.wait(0.01)
        stopped.set()
        return "the best until now"

    mine = jobs.run("mine", work)
    assert next(mine) == 1
    jobs.stop("yours")
    assert not stopped.wait(0.1)
    jobs.stop("mine")
    assert [news.result for news in mine if isinstance(news, Finished)] == ["the best until now"]

    # Leaving closes the iterator; beginning anew stops the one before.
    stopped.clear()
    left = jobs.run("mine", work)
    assert next(left) == 1
    left.close()
    assert stopped.wait(5)
    stopped.clear()
    old = jobs.run("mine", work)
    assert next(old) == 1
    new = jobs.run("mine", work)
    assert next(new) == 1 and stopped.wait(5)
    new.close()
    old.close()


def test_a_job_that_waits_for_its_turn_can_be_stopped() -> None:
    jobs, end, ran = Jobs(), threading.Event(), []

    def busy(tell: Callable[[int], None], should_stop: Callable[[], bool]) -> None:
        tell(1)
        end.wait(30)

    others = [jobs.run(f"other {number}", busy) for number in range(WORKERS)]
    assert [next(other) for other in others] == [1] * WORKERS
    waiting = jobs.run("mine", lambda tell, should_stop: ran.append(1))
    news: list[Any] = []
    reader = threading.Thread(target=lambda: news.extend(waiting))
    reader.start()
    while "mine" not in jobs._stops:
        end.wait(0.01)
    jobs.stop("mine")
    reader.join(10)
    assert not reader.is_alive() and news == [] and ran == []
    end.set()
    assert all(isinstance(list(other)[-1], Finished) for other in others)


def test_a_job_that_fails_says_why_to_whoever_began_it() -> None:
    def work(tell: Callable[[int], None], should_stop: Callable[[], bool]) -> None:
        raise PromptError("The text is empty.")

    jobs = Jobs()
    with pytest.raises(DeltaEditError, match="empty"):
        list(jobs.run("mine", work))
    # And leaves nothing behind.
    jobs.stop("mine")
    assert jobs._stops == {}
