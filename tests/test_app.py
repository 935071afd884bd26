"""The real app: a process of its own, in a real browser and through its API."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from deltaedit.editor import DeltaEditor
from deltaedit.ui.page import AT_ONCE
from deltaedit.ui.sentences import short_of
from tests.pages import WAIT_MS, free_port, pixels, same_pixels, serve, source_of, wait_for_change
from tests.programs import ROOT, run


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 1100})
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.wait_for_selector("#edited img")
    yield page
    page.close()


def test_a_visitor_edits_an_uploaded_picture(page: Any, editor: DeltaEditor) -> None:
    # The page opens with an edited example.
    assert ImageChops.difference(pixels(page, "#original"), pixels(page, "#edited")).getbbox()

    original, edited = source_of(page, "#original"), source_of(page, "#edited")
    page.locator("#photo input[type=file]").set_input_files(str(editor.manifest.pictures[3].file))
    wait_for_change(page, "#original", original)
    edited = wait_for_change(page, "#edited", edited)

    page.get_by_label("What it should become").fill("bald face")
    page.get_by_role("button", name="Edit", exact=True).click()
    edited = wait_for_change(page, "#edited", edited)

    # The keyboard moves the slider, and the picture follows.
    original = source_of(page, "#original")
    slider = page.locator("#strength input[type=range]")
    slider.focus()
    slider.press("ArrowLeft")
    edited = wait_for_change(page, "#edited", edited)
    # At strength 0 the picture is the reconstruction, pixel for pixel; and the original was not computed anew.
    slider.fill("0")
    wait_for_change(page, "#edited", edited)
    same_pixels(page, "#original", "#edited")
    assert source_of(page, "#original") == original


def test_a_suggested_edit_sets_the_words(page: Any, editor: DeltaEditor) -> None:
    edited = source_of(page, "#edited")
    wanted = editor.manifest.examples[-1].target
    page.get_by_role("button", name=short_of(wanted, editor.manifest.neutral), exact=True).click()
    wait_for_change(page, "#edited", edited)
    assert page.get_by_label("What it should become").input_value() == wanted


def test_before_and_after_under_one_line(page: Any) -> None:
    page.get_by_label("Before and after", exact=True).check()
    page.wait_for_selector("#compared img")
    assert page.locator("#edited img").count() == 0 or not page.locator("#edited img").first.is_visible()

    def compared() -> list[str]:
        return [image.get_attribute("src") for image in page.locator("#compared img").all()]

    before = compared()
    slider = page.locator("#strength input[type=range]")
    slider.fill("-1")
    page.wait_for_function(
        "before => [...document.querySelectorAll('#compared img')].some(i => !before.includes(i.src))", arg=before
    )
    assert set(before) & set(compared()), "the picture before the edit must stay"
    slider.fill("0")
    page.get_by_label("Side by side", exact=True).check()
    page.wait_for_selector("#edited img")
    # The other view catches up with the strength that was chosen in this one.
    same_pixels(page, "#original", "#edited")


def test_a_threshold_that_leaves_nothing_is_lowered_and_said(page: Any, editor: DeltaEditor) -> None:
    top = editor.manifest.threshold_max

    def most_relevant(target: str) -> float:
        return float(editor.relevance.scores(editor.clip.text_delta("face", target).raw).max())

    target = min((example.target for example in editor.manifest.examples), key=most_relevant)
    assert most_relevant(target) < top, "the slider ends below what any suggestion needs"
    edited = source_of(page, "#edited")
    page.get_by_role("button", name=short_of(target, editor.manifest.neutral), exact=True).click()
    wait_for_change(page, "#edited", edited)
    page.get_by_text("Advanced").click()
    # By the keyboard, which never releases the slider.
    threshold = page.locator(f"input[type=range][max='{top:g}']")
    threshold.focus()
    threshold.press("End")
    page.get_by_text(f"No channel reaches the threshold {top:g}").wait_for()


def test_an_edit_that_is_there_already_is_said(page: Any, editor: DeltaEditor) -> None:
    # Some example wears what some suggestion would put on it; the words are known to this bundle's CLIP.
    for index, picture in enumerate(editor.manifest.pictures):
        portrait = editor.invert(Image.open(picture.file))
        for example in editor.manifest.examples:
            if editor.direction(portrait, example.source, example.target).present:
                original = source_of(page, "#original")
                if index > 0:
                    page.locator("#photo input[type=file]").set_input_files(str(picture.file))
                    wait_for_change(page, "#original", original)
                page.get_by_role("button", name=short_of(example.target, example.source), exact=True).click()
                page.get_by_text(f"This picture is '{example.target}' already").wait_for()
                return
    pytest.fail("no example has anything that a suggestion would add")


def test_mistakes_are_answered_in_words(page: Any, tmp_path: Path) -> None:
    fake = tmp_path / "fake.png"
    fake.write_text("this is no picture")
    original = source_of(page, "#original")
    page.locator("#photo input[type=file]").set_input_files(str(fake))
    page.locator("#status").get_by_text("not a picture that can be read").wait_for()
    # The visitor's work stays in sight: no bare "Error" lies on it.
    assert source_of(page, "#original") == original
    assert page.get_by_text("Error", exact=True).count() == 0

    page.get_by_label("What it should become").fill("  ")
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_text("target text is empty").first.wait_for()

    page.get_by_label("What it should become").fill("face with sunglsses")
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_text("'sunglsses' was read as 'sunglasses'.").first.wait_for()

    # What means nothing at all leaves the picture alone, and what works is offered.
    edited = source_of(page, "#edited")
    page.get_by_label("What it should become").fill("asdfgh qwertz")
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_text("'asdfgh qwertz' says nothing that the avatars bundle knows").first.wait_for()
    hint = page.locator("#hints button").first
    hint.wait_for()
    assert source_of(page, "#edited") == edited
    words = hint.inner_text()
    hint.click()
    wait_for_change(page, "#edited", edited)
    assert short_of(page.get_by_label("What it should become").input_value(), "face") == words
    hint.wait_for(state="hidden")


def test_an_instruction_is_read_and_said(page: Any) -> None:
    edited = source_of(page, "#edited")
    page.get_by_label("What it should become").fill("put on glasses")
    page.get_by_role("button", name="Edit", exact=True).click()
    wait_for_change(page, "#edited", edited)
    page.get_by_text("Understood as: face → face with glasses.").wait_for()


def requests_of(page: Any, handler: str) -> list[dict[str, Any]]:
    """The requests to run a handler that the page sends from now on."""
    config = page.evaluate("window.gradio_config.dependencies.map(d => [d.id, d.api_name])")
    numbers = {number for number, name in config if name.rstrip("_0123456789") == handler}
    sent: list[dict[str, Any]] = []

    def note(request: Any) -> None:
        joins = request.method == "POST" and "/queue/join" in request.url
        if joins and request.post_data_json["fn_index"] in numbers:
            sent.append(request.post_data_json)

    page.on("request", note)
    return sent


def test_a_picture_that_replaces_another_is_inverted_once(page: Any, editor: DeltaEditor) -> None:
    uploads, original = requests_of(page, "upload"), source_of(page, "#original")
    for number in (1, 2):
        page.locator("#photo input[type=file]").set_input_files(str(editor.manifest.pictures[number].file))
        original = wait_for_change(page, "#original", original)
    # Whatever the page sends of an upload it sends before this.
    edited = source_of(page, "#edited")
    page.get_by_role("button", name="bald", exact=True).click()
    wait_for_change(page, "#edited", edited)
    assert len(uploads) == 2


def test_an_example_becomes_the_picture(page: Any) -> None:
    original = source_of(page, "#original")
    page.get_by_role("button", name="Example 3", exact=True).click()
    wait_for_change(page, "#original", original)
    page.wait_for_selector("#photo img")


def test_a_random_picture_begins_anew(page: Any, editor: DeltaEditor) -> None:
    original = source_of(page, "#original")
    page.locator("#photo input[type=file]").set_input_files(str(editor.manifest.pictures[3].file))
    original = wait_for_change(page, "#original", original)
    page.get_by_label("What it is").fill("face with glasses")
    page.get_by_label("What it should become").fill("asdfgh qwertz")
    page.get_by_role("button", name="Edit", exact=True).click()
    page.locator("#hints button").first.wait_for()
    page.locator("#strength input[type=range]").fill("0.5")

    page.get_by_role("button", name="Random picture").click()
    wait_for_change(page, "#original", original)
    # Nothing that was uploaded, typed, read or answered before is left.
    manifest = editor.manifest
    page.wait_for_function("document.querySelector('#photo img') === null")
    assert page.get_by_label("What it is").input_value() == manifest.neutral
    assert page.get_by_label("What it should become").input_value() == manifest.default_target
    assert page.locator("#strength input[type=range]").input_value() == "1"
    page.locator("#hints").wait_for(state="hidden")
    reading = f"Understood as: {manifest.neutral} → {manifest.default_target}."
    page.locator("#status").get_by_text(reading).wait_for()
    assert "Likeness" not in page.locator("#status").inner_text(), "a made-up picture has none"


def test_while_another_picture_comes_nothing_is_said_of_the_last(page: Any) -> None:
    page.get_by_text("Understood as").wait_for()
    # As where everybody waits: the answer does not come.
    page.route("**/queue/data*", lambda route: None)
    page.get_by_role("button", name="Random picture").click()
    page.get_by_text("Understood as").wait_for(state="hidden")


def test_a_strength_out_of_range_is_the_nearest_one(page: Any) -> None:
    # The range is that of the edit, once its frames are here.
    page.locator("#strip button").first.wait_for()
    least, most = (page.locator("#strength input[type=range]").get_attribute(end) for end in ("min", "max"))
    label = f"Strength ({least} to {most})"
    edited = source_of(page, "#edited")
    number = page.locator("#strength input[type=number]")
    number.fill("9")
    edited = wait_for_change(page, "#edited", edited)
    number.press("Tab")
    page.wait_for_function("most => document.querySelector('#strength input[type=number]').value === most", arg=most)
    assert page.get_by_text(label, exact=True).count() == 1 and page.get_by_test_id("toast-body").count() == 0
    # What was drawn was the greatest strength.
    nine = pixels(page, "#edited")
    page.locator("#strength input[type=range]").fill("1")
    edited = wait_for_change(page, "#edited", edited)
    page.locator("#strength input[type=range]").fill(most)
    wait_for_change(page, "#edited", edited)
    assert ImageChops.difference(nine, pixels(page, "#edited")).getbbox() is None


def test_a_panel_that_is_cancelled_leaves_everything(page: Any) -> None:
    before, listed = source_of(page, "#edited"), page.locator("#bundle input")
    listed.click()
    page.get_by_role("option", name="Faces (not here yet)").click()
    page.locator("#fetch").get_by_text("Faces are not here yet").wait_for()
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.locator("#fetch").wait_for(state="hidden")
    assert listed.input_value() == "Avatars" and source_of(page, "#edited") == before
    page.get_by_text("Understood as").wait_for()


def test_a_page_that_is_older_than_the_server_is_told_to_reload(browser: Any, tmp_path: Path) -> None:
    port = free_port()
    page = browser.new_page()
    page.set_default_timeout(WAIT_MS)
    with serve(tmp_path, port=port) as url:
        page.goto(url)
        page.wait_for_selector("#edited img")
        page.get_by_label("What it should become").fill("bald face")
        # Nothing is on its way any more, of which Gradio would see that its server has gone.
        page.locator("#strip button").first.wait_for()
    with serve(tmp_path, port=port):
        page.get_by_role("button", name="Edit", exact=True).click()
        page.locator("#status").get_by_text("Please reload the page; your words stay.").wait_for()
        words = page.get_by_label("What it should become")
        assert words.input_value() == "bald face"
        page.reload()
        page.wait_for_selector("#edited img")
        page.locator("#status").get_by_text("Understood as: face → bald face.").wait_for()
        assert words.input_value() == "bald face"
    page.close()


def test_on_a_phone_the_slider_and_the_picture_are_seen_together(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800}, is_mobile=True, has_touch=True)
    page.goto(address)
    page.wait_for_selector("#edited img", timeout=WAIT_MS)
    top = {name: page.locator(f"#{name}").bounding_box()["y"] for name in ("photo", "words", "strength", "edited")}
    assert sorted(top, key=top.__getitem__) == ["photo", "words", "strength", "edited"]
    edited = page.locator("#edited").bounding_box()
    assert edited["y"] + edited["height"] - top["strength"] < 500
    assert top["photo"] < 500, "the upload is seen when the page opens"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_api(address: str, editor: DeltaEditor) -> None:
    from gradio_client import Client, handle_file
    from gradio_client.exceptions import AppError

    client = Client(address, verbose=False)
    picture = handle_file(str(editor.manifest.pictures[0].file))
    words = ("face", "face with sunglasses", 1.0, None)
    first = client.predict(picture, *words, api_name="/edit")
    assert Image.open(first).size == (editor.manifest.resolution,) * 2
    again = client.predict(picture, *words, api_name="/edit")
    assert ImageChops.difference(Image.open(first), Image.open(again)).getbbox() is None
    reconstruction, likeness = client.predict(picture, api_name="/invert")
    assert Image.open(reconstruction).size == Image.open(first).size and "dB" in likeness
    for bad, message in (
        (("face", "face with glasses", 9, None), "strength"),
        (("face", "", 1, None), "empty"),
        (("face", "face", 1, None), "nothing to change"),
        (("face", "x" * 300, 1, None), "300"),
    ):
        with pytest.raises(AppError, match=message):
            client.predict(picture, *bad, api_name="/edit")


def test_the_snippets_of_the_readme_run(address: str, editor: DeltaEditor, tmp_path: Path) -> None:
    snippets = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert len(snippets) == 2
    shutil.copy(editor.manifest.pictures[2].file, tmp_path / "me.png")
    # As many as the page gives to a network: sums of another number of threads are rounded otherwise.
    threads = {"OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // AT_ONCE))}
    for snippet in snippets:
        code = snippet.replace("http://127.0.0.1:7860", address.rstrip("/"))
        code += "\nif 'path' in globals():\n    print(path)\n"
        done = run("-c", code, cwd=tmp_path, env=threads)
        assert done.returncode == 0, done.stderr
    by_api = Path(done.stdout.strip().splitlines()[-1])
    out = Image.open(tmp_path / "out.png")
    assert ImageChops.difference(Image.open(by_api).convert("RGB"), out.convert("RGB")).getbbox() is None


def test_a_photograph_is_told_what_this_bundle_draws(page: Any, tmp_path: Path) -> None:
    # Nothing like an avatar: coarse noise with a gradient over it.
    noise = Image.effect_noise((24, 24), 90).resize((320, 240)).convert("RGB")
    Image.blend(noise, Image.linear_gradient("L").resize((320, 240)).convert("RGB"), 0.5).save(tmp_path / "photo.jpg")
    original = source_of(page, "#original")
    page.locator("#photo input[type=file]").set_input_files(str(tmp_path / "photo.jpg"))
    wait_for_change(page, "#original", original)
    page.locator("#unlike").get_by_text("cannot draw this picture").wait_for()
    page.locator("#unlike").get_by_text("Photographs need a bundle made for them").wait_for()


def test_raw_http(address: str) -> None:
    """Values are checked on the server, and a bad one is answered in words."""

    def ask(data: list[object]) -> str:
        body = json.dumps({"data": data}).encode()
        request = urllib.request.Request(
            address + "gradio_api/call/edit", body, {"Content-Type": "application/json"}, method="POST"
        )
        try:
            event = json.load(urllib.request.urlopen(request, timeout=30))["event_id"]
        except urllib.error.HTTPError as error:
            assert error.code == 400
            return "event: error " + str(json.load(error)["detail"])
        return str(urllib.request.urlopen(f"{address}gradio_api/call/edit/{event}", timeout=120).read().decode())

    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), "orange").save(buffer, "PNG")
    good = {"url": "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()}
    assert "event: complete" in ask([good, "face", "bald face", 1, None])
    for data, message in (
        ([None, "face", "bald face", 1, None], "no picture yet"),
        ([{"url": "data:image/png;base64,AAAA"}, "face", "bald face", 1, None], "not a picture"),
        ([{"url": "data:image/png;base64,###"}, "face", "bald face", 1, None], "base64"),
        ([good, "face", "", 1, None], "empty"),
        ([good, "face", None, 1, None], "must be words"),
        ([good, "face", "bald face", "much", None], "'strength' must be a number"),
        ([good, "face", "bald face", 1e9, None], "strength"),
        ([good, "face", "bald face", 1, -3], "threshold"),
    ):
        answer = ask(data)
        assert "event: error" in answer and re.search(message, answer), (data, answer)


def test_every_button_has_a_name(page: Any) -> None:
    """Also those that Gradio leaves without one: a screen reader says what they are."""
    page.wait_for_function(
        "[...document.querySelectorAll('button')].filter(b => b.checkVisibility())"
        ".every(b => (b.getAttribute('aria-label') || b.innerText || b.title).trim())"
    )
    assert page.get_by_role("button", name="Edited picture, enlarge").count() == 1
    assert page.get_by_role("button", name=re.compile(r"^Example \d$")).count() == 6


def test_nothing_is_fetched_from_elsewhere(browser: Any, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector("#edited img", timeout=WAIT_MS)
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_a_bundle_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    done = run(str(ROOT / "app.py"), "--bundle", "nowhere", cwd=tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "There is no bundle 'nowhere'. Present: 'avatars' and 'robots'" in done.stderr
