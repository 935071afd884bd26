"""Recipes: the same pixels again, from JSON, a picture or a link; and what is wrong with one, in a sentence."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from deltaedit import DeltaEditor, EditStep, PromptError, Recipe, RecipeError
from deltaedit.codes import load_code, save_code
from deltaedit.images import open_image
from deltaedit.inversion import RefineConfig
from deltaedit.recipe import LONGEST, LONGEST_QUERY, MOST_EDITS, BundleVersion, Subject, read_recipe

STEPS = (EditStep("face with glasses", strength=0.8), EditStep("sad face", "face", threshold=0.05))
SHA = "a" * 64
GOOD: dict[str, Any] = {"version": 1, "bundle": {"name": "avatars"}, "edits": [{"target": "bald face"}]}


@pytest.fixture(scope="module")
def recipe(editor: DeltaEditor) -> Recipe:
    return Recipe.of(editor.manifest, editor.random(5), STEPS)


def same(one: Any, other: Any) -> bool:
    return bool(one.image.tobytes() == other.image.tobytes())


def test_a_square_far_larger_than_its_picture_is_refused_before_it_is_cut(editor: DeltaEditor) -> None:
    picture = {"sha256": "0" * 64, "square": {"center": [1, 1], "half": [1e6, 1e6]}}
    content = {"version": 1, "bundle": {"name": "avatars"}, "edits": [{"target": "bald face"}], "picture": picture}
    recipe = Recipe.from_json(json.dumps(content))
    with pytest.raises(RecipeError, match="far larger than the picture of 50 x 50"):
        recipe.replay(editor, Image.new("RGB", (50, 50)))


def test_a_random_picture_is_replayed_from_json_and_from_a_link(editor: DeltaEditor, recipe: Recipe) -> None:
    made = editor.stack(editor.random(5), STEPS)
    assert Recipe.from_json(recipe.to_json()) == recipe
    linked = Recipe.from_query(recipe.to_query())
    assert linked.edits == recipe.edits and linked.picture == recipe.picture and linked.bundle.parts is None
    assert same(Recipe.from_json(recipe.to_json()).replay(editor), made) and same(linked.replay(editor), made)
    assert recipe.to_query() == "?bundle=avatars&seed=5&edits=face+with+glasses!0.8~sad+face!!face!0.05"


def test_an_example_is_named_and_a_photograph_needed(editor: DeltaEditor) -> None:
    example = editor.manifest.pictures[1]
    photo = Image.effect_noise((180, 120), 60).convert("RGB")
    photo.paste(open_image(example.file), (7, 0))
    few = RefineConfig(steps=2)
    found = editor.sharpen(editor.invert(photo, few, crop=editor.invert(photo, few).crop), RefineConfig(steps=3))
    made, own = editor.stack(found, STEPS), Recipe.of(editor.manifest, found, STEPS)
    assert own.picture is not None and own.picture.steps == (2, 3) and own.picture.square is not None
    again = Recipe.from_json(own.to_json())
    assert same(again.replay(editor, photo), made)
    with pytest.raises(RecipeError, match="pixel for pixel"):
        again.replay(editor, Image.new("RGB", (64, 64)))
    with pytest.raises(RecipeError, match="needs the picture"):
        again.replay(editor)
    with pytest.raises(RecipeError, match="save a recipe"):
        own.to_query()
    named = Recipe.of(editor.manifest, found, STEPS, example=example.label)
    assert named.picture is not None and named.picture.sha256 is None
    whole = replace(named, picture=Subject(example=example.label, steps=(1,)))
    here = editor.stack(editor.invert(open_image(example.file), RefineConfig(steps=1)), STEPS)
    assert same(whole.replay(editor), here)
    with pytest.raises(RecipeError, match=r"leave it out"):
        whole.replay(editor, photo)
    with pytest.raises(RecipeError, match=rf"no example 'Mona'.*'{example.label}'"):
        Recipe.of(editor.manifest, found, STEPS, example="Mona")
    with pytest.raises(RecipeError, match=rf"no example 'Mona'.*'{example.label}'"):
        replace(named, picture=Subject(example="Mona")).replay(editor)


def test_edits_of_any_picture(editor: DeltaEditor, recipe: Recipe) -> None:
    anyone = replace(recipe, picture=None)
    other = editor.random(8)
    assert same(anyone.replay(editor, other), editor.stack(other, STEPS))
    with pytest.raises(RecipeError, match="any picture"):
        anyone.replay(editor)


def test_what_ended_by_the_clock_is_replayed_by_its_code(editor: DeltaEditor, tmp_path: Path) -> None:
    picture = open_image(editor.manifest.pictures[0].file)
    plain = editor.invert(picture, RefineConfig(steps=1))
    for found in (
        editor.sharpen(plain, RefineConfig(steps=9, seconds=0.01)),
        editor.sharpen(plain, RefineConfig(steps=9), should_stop=lambda: True),
        editor.sharpen(plain, RefineConfig(steps=1, clip_weight=0.5)),
    ):
        recipe = Recipe.of(editor.manifest, found, STEPS)
        assert recipe.picture is not None and recipe.picture.code is not None
    save_code(tmp_path / "code.safetensors", found, editor.manifest)
    again = load_code(tmp_path / "code.safetensors", editor)
    assert same(recipe.replay(editor, again), editor.stack(found, STEPS))
    for wrong in (None, picture, editor.random(1)):
        with pytest.raises(RecipeError, match="very code"):
            recipe.replay(editor, wrong)


def test_another_bundle_and_another_version(editor: DeltaEditor, recipe: Recipe) -> None:
    with pytest.raises(RecipeError, match="for the bundle 'robots' and not for 'avatars'"):
        replace(recipe, bundle=BundleVersion("robots")).replay(editor)
    calibrated = replace(editor.manifest, strength_scale=2.0)
    with pytest.raises(RecipeError, match=r"another version.*'settings'.*take 'parts' out"):
        recipe.check_bundle(calibrated)
    assert recipe.bundle.parts is not None
    trained = replace(recipe.bundle, parts={**recipe.bundle.parts, "mapper": SHA})
    with pytest.raises(RecipeError, match="what differs: 'mapper'"):
        replace(recipe, bundle=trained).replay(editor)
    # What a slider offers decides no pixel.
    recipe.check_bundle(replace(editor.manifest, strength_max=3.0, title="Others"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_carries_its_recipe(recipe: Recipe, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "named-as-anything.txt"
    Image.new("RGB", (32, 32)).save(path, kind, exif=recipe.to_exif())
    assert read_recipe(path) == recipe


def test_recipes_hold_no_pixels_and_no_paths(editor: DeltaEditor) -> None:
    path = editor.manifest.pictures[0].file
    recipe = Recipe.of(editor.manifest, editor.invert(open_image(path), RefineConfig(steps=0)), STEPS)
    text = recipe.to_json(None)
    assert "/" not in text and "\\" not in text and len(text) < 1500


def changed(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content.update(fields)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (changed(version=2), "'version' must be 1, not 2"),
        (changed(version="1"), "'version' must be 1, not '1'"),
        (lambda content: content.pop("version"), "'version' is missing"),
        (changed(colour="red"), "no field 'colour'; there are 'version', 'bundle', 'edits' and 'picture'"),
        (changed(bundle="avatars"), "'bundle' must be a table"),
        (changed(bundle={"name": "../../etc"}), "'../../etc' is not the name of a bundle"),
        (changed(bundle={"name": "/tmp/x"}), "'/tmp/x' is not the name of a bundle"),
        (changed(bundle={"name": ""}), "'' is not the name of a bundle"),
        (changed(bundle={"name": "a" * 65}), "not the name of a bundle"),
        (changed(bundle={"name": "avatars", "parts": {"judge": SHA}}), "no part 'judge'; there are 'generator'"),
        (changed(bundle={"name": "avatars", "parts": {"mapper": "abc"}}), "'abc' is not a SHA-256"),
        (changed(bundle={"name": "avatars", "parts": {"mapper": SHA.upper()}}), "not a SHA-256"),
        (changed(edits=[]), "'edits' must be 1 to 50 edits, not 0"),
        (changed(edits=[{"target": "x"}] * (MOST_EDITS + 1)), "'edits' must be 1 to 50 edits, not 51"),
        (changed(edits={"target": "x"}), "'edits' must be a list"),
        (changed(edits=["x"]), r"'edits\[0\]' must be a table"),
        (changed(edits=[{}]), r"'edits\[0\].target' is missing\."),
        (changed(edits=[{"target": 7}]), r"'edits\[0\].target' must be a text, not 7"),
        (changed(edits=[{"target": "x", "strength": "strong"}]), r"strength' must be a number, not 'strong'"),
        (changed(edits=[{"target": "x", "strength": math.inf}]), r"strength' must be a finite number"),
        (changed(edits=[{"target": "x", "strength": True}]), r"strength' must be a number, not true"),
        (changed(edits=[{"target": "x", "threshold": -1}]), r"threshold' must be 0 or more, not -1"),
        (changed(edits=[{"target": "x", "enabled": 1}]), r"enabled' must be true or false, not 1"),
        (changed(edits=[{"target": "x", "source": 1}]), r"source' must be a text, not 1"),
        (changed(edits=[{"target": "x", "file": "/a"}]), r"no field 'edits\[0\].file'; there are 'target'"),
        (changed(picture="me.png"), "'picture' must be a table"),
        (changed(picture={}), "exactly one of 'seed', 'example', 'sha256' and 'code', not"),
        (changed(picture={"seed": 1, "code": SHA}), "exactly one of"),
        (changed(picture={"seed": -1}), "seed' must be 0 or more, not -1"),
        (changed(picture={"seed": 2**60}), "seed' must be 9.0072e.15 or less"),
        (changed(picture={"seed": 1.5}), "seed' must be a whole number, not 1.5"),
        (changed(picture={"seed": 1, "steps": [3]}), "'steps' must be left out"),
        (changed(picture={"example": ""}), "example' must be a text of 1 or more"),
        (changed(picture={"example": "x" * 201}), "example' must be a text of 200 or fewer"),
        (changed(picture={"sha256": "me.png"}), "'me.png' is not a SHA-256"),
        (changed(picture={"sha256": SHA, "steps": [10_001]}), "must be 10000 or less"),
        (changed(picture={"sha256": SHA, "steps": [9_000, 9_000]}), "must be 10000 or fewer in all"),
        (changed(picture={"sha256": SHA, "steps": [0] * 99}), "of 50 searches or fewer"),
        (changed(picture={"sha256": SHA, "square": {"center": [1], "half": [1, 1]}}), r"center' must|center\[1\]' is"),
        (changed(picture={"sha256": SHA, "square": {"center": [1, 1e9], "half": [1, 1]}}), "must be 1e.06 or less"),
        (changed(picture={"sha256": SHA, "path": "/home/me.png"}), "no field 'picture.path'"),
    ],
)
def test_wrong_fields_are_named_with_their_value(change: Callable[[dict[str, Any]], None], message: str) -> None:
    content = json.loads(json.dumps(GOOD))
    change(content)
    with pytest.raises(RecipeError, match=message) as refusal:
        Recipe.from_json(json.dumps(content), "'mine.json'")
    assert str(refusal.value).startswith("In 'mine.json', ") and len(str(refusal.value)) < 600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"x"',
        "\xff",
        "[" * 50_000,
        '{"version":' * 5_000,
        "{}" + " " * LONGEST,
        '{"version":1e999}',
    ],
    ids=range(11),
)
def test_texts_that_are_no_recipe(text: str) -> None:
    with pytest.raises(RecipeError) as refusal:
        Recipe.from_json(text)
    assert str(refusal.value).endswith(".") and len(str(refusal.value)) < 400


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "there must be exactly one of"),
        ("?bundle=avatars&seed=5", "'edits' must be|target' is missing"),
        ("?seed=5&edits=x", "'' is not the name of a bundle"),
        ("?bundle=avatars&edits=x", "there must be exactly one of 'seed'"),
        ("?bundle=avatars&seed=5&example=a&edits=x", "exactly one of"),
        ("?bundle=avatars&seed=five&edits=x", "seed' must be a whole number, not 'five'"),
        ("?bundle=avatars&seed=-5&edits=x", "seed' must be 0 or more, not -5"),
        ("?bundle=avatars&seed=5&seed=6&edits=x", "'seed' is given 2 times"),
        ("?bundle=avatars&seed=5&edits=x!much", "strength' must be a number, not 'much'"),
        ("?bundle=avatars&seed=5&edits=x!nan", "strength' must be a finite number"),
        ("?bundle=avatars&seed=5&edits=x!!!-1", "threshold' must be 0 or more"),
        ("?bundle=avatars&seed=5&edits=x!!!!on", "enabled' must be true or false, not 'on'"),
        ("?bundle=avatars&seed=5&edits=x!!!!off!y", "no field 'edits.0..sixth'"),
        ("?bundle=..%2F..%2Fetc&seed=5&edits=x", "is not the name of a bundle"),
        ("?bundle=avatars&seed=5&edits=" + "x~" * 60, "must be|is missing"),
        ("&" * 60, "cannot be read"),
        ("?edits=" + "x" * LONGEST_QUERY, "more than 4000 characters"),
    ],
)
def test_links_that_are_none(query: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        Recipe.from_query(query)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            EditStep,
            st.text(min_size=1, max_size=30),
            st.none() | st.text(min_size=1, max_size=10),
            st.floats(allow_nan=False, allow_infinity=False),
            st.none() | st.floats(min_value=0, allow_nan=False, allow_infinity=False),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_typed_comes_back_from_json_and_from_a_link(edits: list[EditStep]) -> None:
    """Words hold the very marks that separate them."""
    recipe = Recipe(1, BundleVersion("avatars"), tuple(edits), Subject(seed=3))
    try:
        assert Recipe.from_query(recipe.to_query()) == recipe
    except UnicodeEncodeError:
        # Half of a surrogate pair is no character, and nobody can type it.
        assert any(not text.isprintable() for edit in edits for text in (edit.target, edit.source or ""))
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_a_link_leaves_the_parameters_of_others_alone() -> None:
    link = "https://example.org/deltaedit/?__theme=dark&bundle=avatars&example=Avatar+1&edits=bald+face&utm_source=x"
    assert Recipe.from_query(link).picture == Subject(example="Avatar 1")


def carried(comment: object) -> bytes:
    exif, content = Image.Exif(), io.BytesIO()
    exif[ExifTags.IFD.Exif] = {ExifTags.Base.UserComment: comment}
    Image.new("RGB", (32, 32)).save(content, "PNG", exif=exif)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no recipe"),
        (b"no picture", "holds no recipe"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "holds no recipe"),
        (carried(b""), "holds no recipe"),
        (carried(b"ASCII\0\0\0taken with love"), "holds no recipe"),
        (carried("{}"), "holds no recipe"),
        (carried(b"ASCII\0\0\0{"), "no valid JSON"),
        (carried(b"ASCII\0\0\0{}"), "'version' is missing"),
        (carried(b"ASCII\0\0\0{" + b" " * LONGEST), "more than 100 kB"),
        (b"{" + b" " * LONGEST, "more than 100 kB"),
    ],
    ids=range(10),
)
def test_files_that_hold_no_recipe(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(RecipeError, match=message):
        read_recipe(tmp_path / "file")


def test_a_recipe_in_python_is_checked_too(editor: DeltaEditor) -> None:
    with pytest.raises(RecipeError, match="1 to 50 edits, not 0"):
        Recipe.of(editor.manifest, editor.random(1), [])
    for wrong in ({"strength": "much"}, {"strength": math.nan}, {"threshold": -1.0}, {"enabled": None}):
        with pytest.raises(PromptError, match=next(iter(wrong))):
            EditStep("bald face", **wrong)  # type: ignore[arg-type]
