"""The strength in the browser: what a hand does with the slider and the strip, and what the page asks for meanwhile."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image, ImageChops

from deltaedit.editor import DeltaEditor
from deltaedit.errors import DeltaEditError
from deltaedit.inversion import Inversion
from deltaedit.pool import EditorPool
from deltaedit.ui.handlers import Handlers, enlarge
from deltaedit.ui.session import Session
from tests.pages import WAIT_MS, shows, source_of, wait_for_change

RANGE = "#strength input[type=range]"
#: The frame that lies over the edited picture, or null where the exact picture is seen.
FRAME = "document.querySelector('#edited canvas.frame:not([hidden])')?.dataset.strength ?? null"


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 1100})
    yield opened(page, address)
    page.close()


@pytest.fixture(scope="module")
def portrait(editor: DeltaEditor) -> Inversion:
    """The picture that the page opens with."""
    return editor.invert(Image.open(editor.manifest.pictures[0].file))


def opened(page: Any, address: str) -> Any:
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.locator("#strip button").first.wait_for()
    page.wait_for_function(f"document.querySelector('{RANGE}').max !== '2'")
    return page


def watched(page: Any) -> list[str]:
    """The requests that the page makes from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    return sent


def reach(page: Any, share: float) -> tuple[float, float]:
    """Where the thumb is at a share of the slider's way."""
    page.locator(RANGE).scroll_into_view_if_needed()
    box = page.locator(RANGE).bounding_box()
    return box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2


def seen(page: Any) -> Image.Image:
    """The place of the edited picture as it is on the screen, without its label and buttons."""
    return Image.open(io.BytesIO(page.locator("#edited img").screenshot())).convert("RGB").crop((0, 60, 370, 370))


def asked_strength(page: Any) -> float:
    return float(page.locator(RANGE).input_value())


def test_a_drag_is_drawn_from_frames_and_its_end_is_exact(page: Any, editor: DeltaEditor, portrait: Inversion) -> None:
    before, requests, frames = seen(page), watched(page), set()
    edited = source_of(page, "#edited")
    page.mouse.move(*reach(page, 0.8))
    page.mouse.down()
    for step in range(16):
        page.mouse.move(*reach(page, 0.95 - 0.02 * step))
        frames.add(page.evaluate(FRAME))
    assert len(frames) > 8 and None not in frames
    # Nothing lies over the frame; and it is not the picture under it.
    difference = np.asarray(ImageChops.difference(before, seen(page)))
    assert difference.max() > 60 and source_of(page, "#edited") == edited
    page.wait_for_timeout(400)
    assert requests == [], "a hand that holds still has not let go"

    page.mouse.up()
    wait_for_change(page, "#edited", edited)
    page.wait_for_function(f"({FRAME}) === null")
    strength = asked_strength(page)
    assert 0.05 < strength < 0.9
    exact = editor.edit(portrait, "face", editor.manifest.default_target, strength).image
    assert shows(page, "#edited", enlarge(exact))
    assert sum("queue/join" in url for url in requests) == 1


def test_a_keyboard_sees_frames_too_and_asks_once(page: Any, editor: DeltaEditor, portrait: Inversion) -> None:
    requests, edited = watched(page), source_of(page, "#edited")
    page.locator(RANGE).focus()
    frames = set()
    for _ in range(3):
        page.keyboard.press("PageDown")
        frames.add(page.evaluate(FRAME))
    assert len(frames) == 3 and None not in frames
    wait_for_change(page, "#edited", edited)
    page.wait_for_function(f"({FRAME}) === null")
    exact = editor.edit(portrait, "face", editor.manifest.default_target, asked_strength(page)).image
    assert shows(page, "#edited", enlarge(exact))
    assert sum("queue/join" in url for url in requests) == 1


def test_the_strip_is_pressed_dragged_along_and_typed_on(page: Any) -> None:
    labels = [float(label) for label in page.locator("#strip button").all_inner_texts()]
    assert len(labels) == 5 and labels == sorted(labels) and labels[0] == 0
    buttons, edited = page.locator("#strip button"), source_of(page, "#edited")
    buttons.nth(2).click()
    assert asked_strength(page) == labels[2]
    edited = wait_for_change(page, "#edited", edited)
    buttons.nth(1).focus()
    page.keyboard.press("Enter")
    assert asked_strength(page) == labels[1]
    edited = wait_for_change(page, "#edited", edited)
    requests = watched(page)
    boxes = [buttons.nth(k).bounding_box() for k in range(5)]
    page.mouse.move(boxes[1]["x"] + 20, boxes[1]["y"] + 20)
    page.mouse.down()
    strengths = []
    for box in boxes[1:]:
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
        strengths.append(asked_strength(page))
    assert strengths == pytest.approx(labels[1:], abs=0.02) and requests == []
    page.mouse.up()
    wait_for_change(page, "#edited", edited)


def test_frames_of_another_edit_are_dropped(page: Any) -> None:
    edited = source_of(page, "#edited")
    stale = page.evaluate("deltaedit.arrived({ edit: 'another', src: 'data:,', strengths: [0] }, 1)")
    assert stale == {"__type__": "update"}
    strip = page.locator("#strip").inner_text()
    # New words: the old frames go at once, and the strength begins at the full edit.
    page.locator(RANGE).fill("0.3")
    edited = wait_for_change(page, "#edited", edited)
    page.get_by_role("button", name="bald", exact=True).click()
    wait_for_change(page, "#edited", edited)
    page.wait_for_function(f"document.querySelector('{RANGE}').value === '1'")
    page.wait_for_function("before => document.querySelector('#strip').innerText !== before", arg=strip)
    page.locator("#strip button").first.wait_for()


def test_a_strength_is_kept_where_only_the_threshold_changes(page: Any) -> None:
    edited = source_of(page, "#edited")
    page.locator(RANGE).fill("0.3")
    edited = wait_for_change(page, "#edited", edited)
    page.get_by_text("Advanced").click()
    page.locator("#advanced input[type=range]").press("End")
    wait_for_change(page, "#edited", edited)
    assert asked_strength(page) == 0.3


def test_without_the_script_every_move_is_asked_for(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.set_default_timeout(WAIT_MS)
    page.add_init_script("Object.defineProperty(window, 'deltaedit', { get() {}, set() { throw Error('broken') } })")
    page.goto(address)
    page.wait_for_selector("#edited img")
    edited = source_of(page, "#edited")
    page.mouse.move(*reach(page, 0.75))
    page.mouse.down()
    page.mouse.move(*reach(page, 0.6))
    wait_for_change(page, "#edited", edited)
    page.mouse.up()
    assert page.locator("#strip button").count() == 0
    page.close()


def test_an_animation_is_saved(page: Any) -> None:
    page.get_by_role("button", name="Save animation").click()
    page.get_by_text("The animation is ready").wait_for()
    links = [link.get_attribute("href") for link in page.locator("#saved a").all()]
    assert sorted(Path(link).name for link in links) == ["edit.gif", "edit.webp"]
    for link in links:
        film: Any = Image.open(io.BytesIO(page.request.get(link).body()))
        assert film.n_frames > 20


def test_on_a_phone_a_finger_finds_the_strip_and_nothing_moves_sideways(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800}, is_mobile=True, has_touch=True)
    opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for button in page.locator("#strip button").all():
        box = button.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
    edited = source_of(page, "#edited")
    page.locator("#strip button").nth(1).tap()
    wait_for_change(page, "#edited", edited)
    page.close()


def test_an_edit_whose_frames_cannot_be_drawn_is_as_it_was(portrait: Inversion) -> None:
    class Failing:
        def sheet(self, session: Session) -> dict[str, Any]:
            raise DeltaEditError("no")

    layout = SimpleNamespace(sheet="sheet")
    handlers = cast(Handlers, cast(Any, SimpleNamespace(layout=layout, sweeps=Failing(), pool=EditorPool())))
    session = Session("avatars", portrait, direction=cast(Any, SimpleNamespace(delta_s=portrait.s)))
    # Nothing is raised, and the slider is that of the bundle again.
    sheet = Handlers.sweep(handlers, session)["sheet"]
    assert sheet["edit"] == session.edit_id and "src" not in sheet
    assert (sheet["slider"]["minimum"], sheet["slider"]["maximum"]) == (-2, 2)
    assert Handlers.sweep(handlers, None) == {"sheet": None}
