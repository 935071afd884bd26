"""Edits on top of each other on the page: kept, switched off, undone, and reopened by the address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from deltaedit.editor import DeltaEditor
from deltaedit.recipe import Recipe, recipe_in
from deltaedit.steps import EditStep
from deltaedit.ui.handlers import enlarge
from tests.pages import WAIT_MS, same_pixels, shows, source_of, wait_for_change

TARGET = "What it should become"


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 1100})
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{address}?bundle=avatars&seed=3&edits=face+with+sunglasses!0.8")
    page.wait_for_function("location.search.includes('seed=3')")
    page.locator("#edited img").wait_for()
    yield page
    page.close()


def asked(page: Any, text: str) -> str:
    """Type what the picture should become, and wait for it."""
    before = source_of(page, "#edited")
    page.get_by_label(TARGET).fill(text)
    page.get_by_role("button", name="Edit", exact=True).click()
    return wait_for_change(page, "#edited", before)


def pressed(page: Any, selector: str) -> str:
    before = source_of(page, "#edited")
    page.locator(selector).first.click()
    return wait_for_change(page, "#edited", before)


def is_shown(page: Any, image: Image.Image) -> bool:
    return shows(page, "#edited", enlarge(image))


def keep(page: Any) -> None:
    page.locator("#keep").click()
    page.locator("#status").get_by_text("Kept.").wait_for()


def test_a_second_edit_is_made_on_top_of_the_first(page: Any, editor: DeltaEditor) -> None:
    portrait = editor.random(3)
    sunglasses, hair = EditStep("face with sunglasses", strength=0.8), EditStep("red hair")
    assert is_shown(page, editor.stack(portrait, [sunglasses]).image)
    keep(page)
    assert page.get_by_label(TARGET).input_value() == "" and page.locator("#keep").is_disabled()
    asked(page, "red hair")
    assert is_shown(page, editor.stack(portrait, [sunglasses, hair]).image)

    # Off, and away: the edit above it is found anew.
    pressed(page, ".kept input[type=checkbox]")
    assert is_shown(page, editor.stack(portrait, [hair]).image)
    page.wait_for_function("location.search.includes('off~red+hair')")
    pressed(page, "#undo")
    assert is_shown(page, editor.stack(portrait, [sunglasses, hair]).image)
    page.get_by_role("button", name="Remove", exact=True).first.click()
    page.wait_for_function("location.search.endsWith('edits=red+hair')")
    assert is_shown(page, editor.stack(portrait, [hair]).image)
    page.locator(".kept").first.wait_for(state="hidden")


def test_what_is_pressed_in_one_go_is_done_in_that_order(page: Any) -> None:
    page.get_by_label(TARGET).fill("red hair")
    page.get_by_role("button", name="Edit", exact=True).click()
    page.locator("#keep").click()
    page.locator("#status").get_by_text("Kept.").wait_for()
    page.wait_for_function("location.search.includes('edits=red+hair')")
    assert page.locator(".kept:visible label").first.inner_text() == "red hair"


def test_undo_redo_the_strip_and_starting_over(page: Any, editor: DeltaEditor) -> None:
    first = source_of(page, "#edited")
    assert page.locator("#undo").is_disabled() and page.locator("#redo").is_disabled()
    second = asked(page, "face with a beard")
    assert page.locator("#redo").is_disabled()
    assert pressed(page, "#undo") == first
    assert page.get_by_label(TARGET).input_value() == "face with sunglasses"
    assert float(page.locator("#strength input[type=range]").input_value()) == 0.8
    # By the keyboard, outside of a field.
    page.locator("#title").click()
    page.keyboard.press("Control+Shift+Z")
    wait_for_change(page, "#edited", first)
    assert source_of(page, "#edited") == second
    pressed(page, "#start-over")
    assert is_shown(page, editor.random(3).image)
    assert page.evaluate("location.search") == ""
    pressed(page, "#history .grid-container button")
    assert source_of(page, "#edited") == first


def test_a_reload_loses_nothing(page: Any) -> None:
    keep(page)
    shown = asked(page, "smiling face")
    page.wait_for_function("location.search.includes('smiling')")
    page.reload()
    page.locator(".kept").first.wait_for()
    page.wait_for_function("(shown) => document.querySelector('#edited img')?.src === shown", arg=shown)
    assert page.get_by_label(TARGET).input_value() == "smiling face"


def test_what_is_saved_makes_the_same_picture_again(page: Any, editor: DeltaEditor) -> None:
    keep(page)
    asked(page, "red hair")
    page.locator("#save-edit").click()
    page.locator("#saved").get_by_text("face-with-sunglasses-red-hair-1").first.wait_for()
    files = page.evaluate("[...document.querySelectorAll('#saved a')].map((link) => link.href)")
    names = {Path(name).suffix: page.request.get(name).body() for name in files}
    recipe = Recipe.from_json(names[".json"])
    assert recipe == Recipe.from_json(recipe_in(names[".png"]) or b"")
    assert json.loads(names[".json"])["picture"] == {"seed": 3}
    assert is_shown(page, recipe.replay(editor).image)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?bundle=nobody&seed=1&edits=beard", "There is no bundle 'nobody'"),
        ("?bundle=avatars&seed=none&edits=beard", "must be a whole number, not 'none'"),
        ("?bundle=avatars&seed=1&edits=" + "~".join(["beard"] * 20), "takes 7 edits"),
        ("?bundle=ffhq&seed=1&edits=smile", "not here yet"),
        ("?bundle=avatars&seed=1&edits=asdfgh", "says nothing that the avatars bundle knows"),
        ("?edits=%00%ff", "In this link"),
    ],
)
def test_a_link_that_is_wrong_says_so_and_the_page_opens(browser: Any, address: str, query: str, said: str) -> None:
    page = browser.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(address + query)
    page.locator("#status").get_by_text(said).wait_for()
    page.locator("#edited img").wait_for()
    page.close()


def test_a_surprise_is_a_new_picture_with_a_suggested_edit(page: Any, editor: DeltaEditor) -> None:
    pressed(page, "#surprise")
    page.wait_for_function("!location.search.includes('seed=3')")
    suggested = {example.target for example in editor.manifest.examples}
    assert page.get_by_label(TARGET).input_value() in suggested
    recipe = Recipe.from_query(page.evaluate("location.search"))
    assert is_shown(page, recipe.replay(editor).image)


def test_what_cannot_be_drawn_is_said_before_anything_is_edited(browser: Any, address: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    noise = Image.fromarray(rng.integers(0, 256, (12, 12, 3), dtype=np.uint8)).resize((200, 200))
    noise.save(tmp_path / "noise.png")
    page = browser.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.locator("#strip button").first.wait_for()
    page.locator("#photo input[type=file]").set_input_files(str(tmp_path / "noise.png"))
    page.locator("#unlike").get_by_text("cannot draw this picture").wait_for()
    # The nearest that it can, and no edit of it until it is asked for.
    same_pixels(page, "#original", "#edited")
    before = source_of(page, "#edited")
    page.get_by_role("button", name="Edit this nevertheless").click()
    wait_for_change(page, "#edited", before)
    page.locator("#unlike").wait_for(state="hidden")

    page.locator("#photo input[type=file]").set_input_files(str(tmp_path / "noise.png"))
    page.locator("#unlike").wait_for()
    page.get_by_role("button", name="Show an example").click()
    page.locator("#unlike").wait_for(state="hidden")
    page.close()
