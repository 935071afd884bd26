"""The editor on the embedded bundle: what holds for every picture, text and strength."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import deltaedit
from deltaedit import BundleError, CheckpointError, DeltaEditor, EditStep, PromptError, ShapeError, remarks
from deltaedit.bundles.find import find_bundle
from deltaedit.errors import ImageError, NotUnderstoodError
from deltaedit.evaluation.edits import Subjects, edited
from deltaedit.images import open_image, psnr, to_pil
from deltaedit.inversion import Inversion, RefineConfig, refine
from deltaedit.relevance import RelevanceMatrix
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.understanding import Interpreter
from tests.programs import run

#: Standard deviations that a channel moves by in the root mean square, as in the published recipes.
GLOBAL_SCALE = 0.54


@pytest.fixture(scope="module")
def portrait(editor: DeltaEditor) -> Inversion:
    return editor.random(5)


def array(image: Image.Image) -> np.ndarray:
    return np.asarray(image, dtype=np.int16)


def test_public_names() -> None:
    for name in deltaedit.__all__:
        assert hasattr(deltaedit, name)
    assert "avatars" in deltaedit.list_bundles()


def test_shapes(editor: DeltaEditor, portrait: Inversion) -> None:
    layout = editor.generator.layout
    assert portrait.w_plus.shape == (1, editor.generator.n_latent, editor.generator.config.style_dim)
    assert portrait.s.shape == (1, layout.total)
    assert portrait.clip_image.norm().item() == pytest.approx(1, abs=1e-5)
    assert portrait.image.size == (editor.manifest.resolution,) * 2
    edit = editor.edit(portrait, "face", "face with sunglasses")
    assert edit.delta_s.shape == (1, layout.total)
    assert edit.image.size == portrait.image.size


def test_strength_zero_is_the_reconstruction_bit_for_bit(editor: DeltaEditor, portrait: Inversion) -> None:
    edit = editor.edit(portrait, "face", "face with a beard", strength=0.0)
    assert (array(edit.image) == array(portrait.image)).all()


def test_an_edit_changes_more_the_stronger_it_is(editor: DeltaEditor, portrait: Inversion) -> None:
    before = array(portrait.image)
    changes = [
        np.abs(array(editor.edit(portrait, "face", "face with sunglasses", a).image) - before).mean()
        for a in (0.25, 0.5, 1.0)
    ]
    assert 0 < changes[0] < changes[1] < changes[2]


def test_same_answer_twice(editor: DeltaEditor, portrait: Inversion) -> None:
    first = editor.edit(portrait, "face", "bald face", 0.8)
    again = DeltaEditor.from_bundle("avatars")
    second = again.edit(again.random(5), "face", "bald face", 0.8)
    assert (array(first.image) == array(second.image)).all()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 50),
            st.sampled_from(["face with glasses", "bald face", "face with red hair", "sad face"]),
            st.floats(-2, 2),
            st.sampled_from([None, 0.0, 0.05]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_batch_of_different_edits_equals_them_one_by_one(
    editor: DeltaEditor, edits: list[tuple[int, str, float, float | None]]
) -> None:
    inversions = [editor.random(seed) for seed, *_ in edits]
    targets = [target for _, target, _, _ in edits]
    strengths = [strength for _, _, strength, _ in edits]
    thresholds = [threshold for *_, threshold in edits]
    together = editor.edit_batch(inversions, ["face"] * len(edits), targets, strengths, thresholds)
    for inversion, target, strength, threshold, one in zip(inversions, targets, strengths, thresholds, together):
        alone = editor.edit(inversion, "face", target, strength, threshold)
        assert torch.allclose(one.delta_s, alone.delta_s, atol=1e-5)
        assert one.kept == alone.kept
        # A float that differs by 1e-6 may round to the next of 256 values.
        assert np.abs(array(one.image) - array(alone.image)).max() <= 1
        with torch.no_grad():
            s = inversion.s + strength * one.delta_s
            t = inversion.s + strength * alone.delta_s
            both = editor.generator.synthesize(torch.cat([s, t]), torch.cat([inversion.w_plus] * 2))
            single = editor.generator.synthesize(t, inversion.w_plus)
        assert (both[:1] - single).abs().max() <= 1e-5


def test_batches_that_do_not_match(editor: DeltaEditor, portrait: Inversion) -> None:
    assert editor.edit_batch([], [], [], []) == []
    with pytest.raises(ShapeError, match="one source"):
        editor.edit_batch([portrait], ["face"], ["bald face", "sad face"], [1.0])


def test_a_higher_threshold_edits_fewer_channels(editor: DeltaEditor, portrait: Inversion) -> None:
    kept = [editor.direction(portrait, "face", "face with a hat", t).kept for t in (0.0, 0.02, 0.1)]
    assert kept == sorted(kept, reverse=True) and kept[0] == editor.generator.layout.total and kept[-1] > 0


def test_a_threshold_that_nothing_reaches_is_lowered_and_said(editor: DeltaEditor, portrait: Inversion) -> None:
    lowered = editor.direction(portrait, "face", "face with a hat", 10.0)
    assert 0 < lowered.kept < 0.05 * editor.generator.layout.total
    assert lowered.threshold < lowered.asked_threshold == 10.0
    assert "No channel reaches the threshold 10 " in editor.edit(portrait, "face", "face with a hat", 1, 10.0).hint
    untouched = editor.direction(portrait, "face", "face with a hat", 0.02)
    assert untouched.threshold == untouched.asked_threshold == 0.02


def test_a_measured_edit_is_the_one_that_the_page_shows(editor: DeltaEditor) -> None:
    """A threshold that some texts do not reach is lowered in both, per text and picture."""
    inversions = [editor.random(seed) for seed in range(2)]
    s, seen, w_plus = (torch.cat([getattr(one, name) for one in inversions]) for name in ("s", "clip_image", "w_plus"))
    strict = copy(editor)
    strict.manifest = replace(editor.manifest, threshold=0.5, threshold_max=0.5)
    subjects = Subjects(AVATARS, [], w_plus, s, seen, torch.empty(0), [])
    lowered = []
    for target in ("face with sunglasses", "sad face"):
        delta = editor.clip.text_delta("face", target)
        measured = edited(strict, subjects, [1, 0], [delta])
        for inversion, picture in zip(reversed(inversions), measured):
            shown = strict.direction(inversion, "face", target)
            lowered.append(shown.threshold < shown.asked_threshold)
            difference = array(to_pil(picture)) - array(strict.render(inversion, shown.delta_s, 1.0))
            assert shown.kept > 0 and abs(difference).max() <= 1
    assert set(lowered) == {True, False}


def test_an_edit_that_the_picture_has_already_is_recognised(editor: DeltaEditor) -> None:
    """The texts one way round add what is there, the other way round they take it away."""
    limit = editor.manifest.present_min
    assert limit is not None
    for seed in range(6):
        portrait = editor.random(seed)
        for target in ("face with glasses", "face in red clothes"):
            there = editor.direction(portrait, "face", target)
            taken = editor.direction(portrait, target, "face")
            assert not (there.present and taken.present)
            unit = editor.clip.text_delta("face", target).unit
            assert there.present == (float(portrait.clip_image[0] @ unit) >= limit)


@torch.no_grad()
def test_no_colour_travels_through_to_rgb(editor: DeltaEditor) -> None:
    """ToRGB's styles come from the unedited W+; in this bundle they are constant, so S alone decides the picture."""
    first, second = editor.random(1), editor.random(2)
    own = editor.generator.synthesize(second.s, second.w_plus)
    foreign = editor.generator.synthesize(second.s, first.w_plus)
    assert (own - foreign).abs().max() < 1e-4
    assert (own - editor.generator.synthesize(first.s, first.w_plus)).abs().max() > 0.1


def test_case_spaces_and_punctuation_do_not_matter(editor: DeltaEditor) -> None:
    delta = editor.clip.text_delta("face", "face with sunglasses").unit
    for text in ("FACE with Sunglasses!", "  face   with sunglasses.", "Face, with sunglasses"):
        assert float(editor.clip.text_delta("Face.", text).unit @ delta) > 0.95, text


def test_a_stack_of_one_step_is_an_edit(editor: DeltaEditor, portrait: Inversion) -> None:
    for strength, threshold in ((1.0, None), (-0.37, 0.05), (1.73, 0.9)):
        one = editor.stack(portrait, [EditStep("sad face", "face", strength, threshold)])
        edit = editor.edit(portrait, "face", "sad face", strength, threshold)
        assert one.image.tobytes() == edit.image.tobytes()
        assert torch.equal(one.delta_s, strength * edit.delta_s)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["glasses", "off", "nothing", "red hair"]))
def test_what_is_off_or_of_strength_0_counts_for_nothing(
    editor: DeltaEditor, portrait: Inversion, order: list[str]
) -> None:
    steps = {
        "glasses": EditStep("face with glasses", strength=0.9),
        "red hair": EditStep("face with red hair"),
        "off": EditStep("bald face", enabled=False),
        "nothing": EditStep("face with a beard", strength=0.0),
    }
    all_of_them = editor.stack(portrait, [steps[name] for name in order])
    counting = editor.stack(portrait, [steps[name] for name in order if name in ("glasses", "red hair")])
    assert all_of_them.image.tobytes() == counting.image.tobytes()
    assert torch.equal(all_of_them.delta_s, counting.delta_s)
    silent = editor.stack(portrait, [steps[name] for name in order if name in ("off", "nothing")])
    assert silent.image.tobytes() == portrait.image.tobytes()
    assert [step.target for step, _ in silent.at_work] == ["face with a beard"]
    assert editor.stack(portrait, []).image.tobytes() == portrait.image.tobytes()


def test_what_edits_left_is_edited_as_a_later_step_would_be(editor: DeltaEditor, portrait: Inversion) -> None:
    first, second = EditStep("face with glasses", strength=0.8), EditStep("face with red hair", strength=1.1)
    left = editor.after(editor.stack(portrait, [first]))
    both = editor.stack(portrait, [first, second])
    later = editor.direction(left, None, second.target)
    assert both.directions[1] is not None and torch.equal(later.delta_s, both.directions[1].delta_s)
    assert array(editor.render(left, later.delta_s, second.strength)).tobytes() == array(both.image).tobytes()
    assert editor.after(editor.stack(portrait, [replace(first, enabled=False)])) is portrait


def test_the_order_of_things_that_have_nothing_to_do_with_each_other_hardly_matters(editor: DeltaEditor) -> None:
    steps = [EditStep("face with sunglasses"), EditStep("face with a green background")]
    for seed in range(4):
        portrait = editor.random(seed)
        one, other = (editor.stack(portrait, order).image for order in (steps, steps[::-1]))
        assert psnr(one, other) > psnr(one, portrait.image) + 10


def test_of_two_words_about_the_same_thing_the_last_one_wins(editor: DeltaEditor) -> None:
    gained = []
    for seed in range(6):
        portrait, add = editor.random(seed), EditStep("face with sunglasses")
        removed = editor.stack(portrait, [add, EditStep("remove the sunglasses")])
        gained.append(psnr(removed.image, portrait.image) - psnr(editor.stack(portrait, [add]).image, portrait.image))
    assert np.median(gained) > 3


def test_a_stack_looks_again_for_nothing_that_still_holds(
    editor: DeltaEditor, portrait: Inversion, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [EditStep("face with glasses"), EditStep("sad face"), EditStep("bald face", enabled=False)]
    before = editor.stack(portrait, steps)
    work: list[str] = []
    understand, synthesize = editor.understand, editor.generator.synthesize
    monkeypatch.setattr(editor, "understand", lambda a, b: work.append(b) or understand(a, b))
    monkeypatch.setattr(editor.generator, "synthesize", lambda s, w: work.append("draw") or synthesize(s, w))

    def costs(steps: list[EditStep]) -> list[str]:
        work.clear()
        quick = editor.stack(portrait, steps, before)
        done = list(work)
        assert quick.image.tobytes() == editor.stack(portrait, steps).image.tobytes()
        return done

    glasses, sad, bald = steps
    assert costs(steps) == ["draw"]
    assert costs([glasses, replace(sad, strength=0.3), bald]) == ["draw"]
    assert costs([glasses]) == ["draw"]
    assert costs([glasses, replace(sad, enabled=False)]) == ["draw"]
    assert costs([glasses, sad, replace(bald, enabled=True)]) == ["bald face", "draw", "draw"]
    assert costs([replace(glasses, strength=0.5), sad]) == ["sad face", "draw", "draw"]
    assert costs([sad]) == ["sad face", "draw"]


def test_python_says_what_the_page_says(editor: DeltaEditor, portrait: Inversion) -> None:
    beyond = editor.edit(portrait, "face", "bald face", 7.0)
    assert "Strength 7 is outside of the useful range" in beyond.hint and "from -2 to 2" in beyond.hint
    (batched,) = editor.edit_batch([portrait], ["face"], ["bald face"], [7.0])
    assert batched.hint == beyond.hint
    assert editor.edit(portrait, "face", "bald face").hint == ""
    blurred = replace(portrait, psnr=9.0)
    assert editor.edit(blurred, "face", "bald face").hint == remarks.of_likeness(editor.manifest, blurred) != ""
    (_, again), *_ = editor.stack(
        portrait, [EditStep("face with sunglasses"), EditStep("face with sunglasses")]
    ).at_work[1:]
    assert "already" in remarks.of_presence(again)


@pytest.mark.parametrize("strength", ["much", None, float("nan"), float("inf")])
def test_strengths_that_are_no_numbers(editor: DeltaEditor, portrait: Inversion, strength: object) -> None:
    with pytest.raises(PromptError, match="strength must be a number"):
        editor.edit(portrait, "face", "bald face", strength)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("face", "", "target text is empty"),
        (" ", "bald face", "source text is empty"),
        ("face", "FACE ", "nothing to change"),
        ("face", "long " * 39, "longer than the"),
        ("face", "x" * 5000, "5000 characters"),
    ],
)
def test_unusable_words(editor: DeltaEditor, portrait: Inversion, source: str, target: str, message: str) -> None:
    with pytest.raises(PromptError, match=message):
        editor.edit(portrait, source, target)


def test_inversion_of_an_example(editor: DeltaEditor) -> None:
    picture = open_image(editor.manifest.pictures[0].file)
    plain = editor.invert(picture, RefineConfig(steps=0))
    better = editor.invert(picture)
    assert plain.psnr is not None and better.psnr is not None
    assert better.psnr > plain.psnr > 15
    assert better.psnr == pytest.approx(psnr(better.image, picture), abs=0.01)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "1", "CMYK", "I;16", "LA", "F"])
def test_any_mode_and_shape_of_picture_inverts(editor: DeltaEditor, mode: str) -> None:
    inversion = editor.invert(Image.new(mode, (70, 40)), RefineConfig(steps=1))
    assert inversion.image.size == (editor.manifest.resolution,) * 2


def test_things_that_are_no_pictures(editor: DeltaEditor) -> None:
    for thing in (None, "me.png", 7, np.zeros((4, 4, 3))):
        with pytest.raises(ImageError, match="A picture is needed"):
            editor.invert(thing)  # type: ignore[arg-type]


def test_refinement_reports_and_stops(editor: DeltaEditor, portrait: Inversion) -> None:
    picture = editor.generator.synthesize(portrait.s, portrait.w_plus)
    start = editor.random(6).w_plus
    calls: list[int] = []
    config = RefineConfig(steps=6)
    code = refine(
        editor.generator,
        picture,
        start,
        config,
        progress=lambda step, steps, loss: calls.append(step),
        should_stop=lambda: len(calls) >= 3,
    )
    assert calls == [1, 2, 3]
    assert code.shape == start.shape and not torch.equal(code, start)
    stopped = refine(editor.generator, picture, start, config, should_stop=lambda: True)
    assert torch.equal(stopped, start)


def test_a_sharper_likeness(editor: DeltaEditor) -> None:
    picture = open_image(editor.manifest.pictures[1].file)
    plain = editor.invert(picture, RefineConfig(steps=0))
    steps: list[int] = []
    sharper = editor.sharpen(plain, RefineConfig(steps=25), progress=lambda step, count, loss: steps.append(step))
    assert steps == list(range(1, 26))
    assert plain.psnr is not None and sharper.psnr is not None and sharper.psnr > plain.psnr
    assert sharper.clip_similarity is not None and plain.clip_similarity is not None
    assert -1 <= plain.clip_similarity <= 1 + 1e-5
    # The picture it was, and the place it was cut from, go with it; the text edit needs the input's own embedding.
    assert sharper.crop == plain.crop and sharper.picture == plain.picture
    assert torch.equal(sharper.clip_image, plain.clip_image)
    # No time, no step.
    assert torch.equal(editor.sharpen(plain, RefineConfig(steps=9, seconds=0.0)).w_plus, plain.w_plus)
    with pytest.raises(ImageError, match="made up"):
        editor.sharpen(editor.random(1), RefineConfig(steps=1))


def test_an_edit_goes_back_into_its_photograph(editor: DeltaEditor) -> None:
    photo = Image.effect_noise((180, 120), 60).convert("RGB")
    face = open_image(editor.manifest.pictures[0].file).resize((120, 120))
    photo.paste(face, (30, 0))
    portrait = editor.invert(photo, RefineConfig(steps=0))
    pasted = editor.paste(photo, portrait, editor.edit(portrait, "face", "face with sunglasses").image)
    assert pasted.size == photo.size
    before, after = array(photo), array(pasted)
    assert (before[:, :30] == after[:, :30]).all() and (before[:, 150:] == after[:, 150:]).all()
    assert np.abs(before[40:60, 60:120] - after[40:60, 60:120]).mean() > 5
    with pytest.raises(ImageError, match="made up"):
        editor.paste(photo, editor.random(1), face)
    with pytest.raises(ImageError, match="180 x 120"):
        editor.paste(face, portrait, face)


@pytest.mark.parametrize("index", [1, -1, 9])
def test_a_picture_has_one_centre(editor: DeltaEditor, index: int) -> None:
    with pytest.raises(ImageError, match="one centre"):
        editor.invert(Image.new("RGB", (64, 64)), index=index)


@pytest.mark.parametrize(
    "wrong", [{"steps": -1}, {"seconds": -3.0}, {"seconds": float("nan")}, {"learning_rate": float("inf")}]
)
def test_refinements_that_are_none(wrong: dict[str, float]) -> None:
    with pytest.raises(ShapeError, match=next(iter(wrong))):
        RefineConfig(**wrong)  # type: ignore[arg-type]


def without_mapper(editor: DeltaEditor) -> DeltaEditor:
    """The avatars edited by global directions in place of their mapper."""
    assert editor.samples is not None
    s_std = editor.generator.w_to_s(editor.samples.w).std(dim=0)
    relevance = RelevanceMatrix(editor.relevance.matrix, s_std)
    manifest = replace(editor.manifest, mapper=None, strength_scale=GLOBAL_SCALE)
    return DeltaEditor(editor.generator, None, editor.clip, relevance, manifest, encoder=editor.encoder)


@torch.no_grad()
def test_global_directions_move_a_picture_towards_the_words(editor: DeltaEditor) -> None:
    """Without any mapper, and without having seen a text: the picture comes nearer to the words in CLIP space."""
    plain = without_mapper(editor)
    assert (plain.method, editor.method) == ("StyleCLIP global directions", "Delta Mapper")
    gained = []
    for seed in range(6):
        portrait = editor.random(seed)
        for target in ("face with sunglasses", "bald face", "face with a blue background"):
            unit = editor.clip.text_delta("face", target).unit
            direction = plain.direction(portrait, "face", target)
            moved = plain.generator.synthesize(portrait.s + direction.delta_s, portrait.w_plus).clamp(-1, 1)
            gained.append(float((editor.clip.embed_image(moved) - portrait.clip_image)[0] @ unit))
    assert np.mean(gained) > 0.1
    assert np.mean(np.array(gained) > 0) > 0.8


def test_global_directions_need_the_spread_of_s(editor: DeltaEditor) -> None:
    with pytest.raises(BundleError, match="spread of S"):
        DeltaEditor(editor.generator, None, editor.clip, RelevanceMatrix(editor.relevance.matrix), editor.manifest)
    with pytest.raises(ShapeError, match="spread of S"):
        RelevanceMatrix(editor.relevance.matrix, torch.ones(3))
    with pytest.raises(ShapeError, match="spread of S"):
        RelevanceMatrix(editor.relevance.matrix).global_direction(torch.ones(editor.clip.dim))


def test_missing_bundle_lists_those_present() -> None:
    with pytest.raises(BundleError, match=r"no bundle 'nowhere'.*'avatars'"):
        DeltaEditor.from_bundle("nowhere")


def copy_of(editor: DeltaEditor, tmp_path: Path) -> Path:
    folder = tmp_path / "checkpoints" / "mine"
    shutil.copytree(editor.manifest.folder, folder)
    return folder


def test_broken_checksum_is_named(editor: DeltaEditor, tmp_path: Path) -> None:
    folder = copy_of(editor, tmp_path)
    weights = folder / "mapper.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"mapper\.safetensors"):
        DeltaEditor.from_bundle(folder)
    weights.write_bytes(content[:1000])
    with pytest.raises(CheckpointError, match=r"mapper\.safetensors"):
        DeltaEditor.from_bundle(folder)
    weights.unlink()
    with pytest.raises(CheckpointError, match=r"mapper\.safetensors"):
        DeltaEditor.from_bundle(folder)


@pytest.mark.parametrize(
    "damage",
    [
        lambda m: m.pop("mapper"),
        lambda m: m.update(colour="red"),
        lambda m: m.update(format=99),
        lambda m: m.update(generator="../../../etc/passwd"),
        lambda m: m["files"].pop("generator.safetensors"),
        lambda m: m["files"].update({"../../secret": m["files"]["mapper.safetensors"]}),
        lambda m: m.update(clip={"model": "clip"}),
        lambda m: m.update(pictures=[{"file": "/etc/hostname", "label": "x"}]),
    ],
)
def test_damaged_manifests(editor: DeltaEditor, tmp_path: Path, damage: object) -> None:
    folder = copy_of(editor, tmp_path)
    manifest = json.loads((folder / "manifest.json").read_text())
    damage(manifest)  # type: ignore[operator]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(deltaedit.DeltaEditError):
        DeltaEditor.from_bundle(folder)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("resolution", 10**9, "'resolution' must be 4096 or less, not 1000000000"),
        ("resolution", 0, "'resolution' must be 4 or more"),
        ("title", "", "'title' must be a text of 1 or more characters, not ''"),
        ("neutral", "", "'neutral' must be a text of 1 or more"),
        ("default_target", "x" * 3000, "'default_target' must be a text of 2000 or fewer"),
        ("strength_scale", 1e300, "'strength_scale' must be 1000 or less"),
        ("strength_min", -1e300, "'strength_min' must be -1000 or more"),
        ("refine_steps", 10**9, "'refine_steps' must be 10000 or less"),
        ("likeness_min", -1, "'likeness_min' must be 0 or more"),
        ("clip.size", -3, "'clip.size' must be 1 or more"),
        ("files.mapper.safetensors.size", -1, "'files.mapper.safetensors.size' must be 0 or more"),
        ("files.mapper.safetensors.sha256", "abc", "'abc' is not a SHA-256"),
        ("format", 99, "is not a bundle manifest of format 1"),
    ],
)
def test_odd_values_of_a_manifest_are_named_with_what_to_do(
    editor: DeltaEditor, tmp_path: Path, path: str, value: object, message: str
) -> None:
    manifest = json.loads((editor.manifest.folder / "manifest.json").read_text())
    place, *rest = path.replace("mapper.safetensors", "MAPPER").split(".")
    table = manifest
    for name in rest:
        table, place = table[place.replace("MAPPER", "mapper.safetensors")], name
    table[place] = value
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BundleError, match=message) as refusal:
        find_bundle(tmp_path)
    assert "Mend it, or replace it" in str(refusal.value)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\x00"])
def test_manifests_that_are_no_manifest(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(BundleError, match="manifest"):
        DeltaEditor.from_bundle(tmp_path)


def test_parts_that_do_not_belong_together(editor: DeltaEditor) -> None:
    wrong = RelevanceMatrix(torch.zeros(7, editor.clip.dim))
    with pytest.raises(BundleError, match="do not belong together"):
        DeltaEditor(editor.generator, editor.mapper, editor.clip, wrong, editor.manifest)


def test_found_from_any_working_directory_and_from_deltaedit_home(editor: DeltaEditor, tmp_path: Path) -> None:
    copy_of(editor, tmp_path)
    # A folder named like the project's in the working directory must not be looked into.
    decoy = tmp_path / "elsewhere" / "checkpoints" / "avatars"
    decoy.mkdir(parents=True)
    (decoy / "manifest.json").write_text("{}")
    code = "import deltaedit; print(deltaedit.list_bundles()); deltaedit.DeltaEditor.from_bundle('avatars')"
    done = run("-c", code, cwd=tmp_path / "elsewhere", env={"DELTAEDIT_HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['avatars', 'mine', 'robots']"


@pytest.fixture
def strict(editor: DeltaEditor) -> Iterator[DeltaEditor]:
    """The same, which refuses what says less than half of what a good text says."""
    config = editor.clip.config
    lengths = [
        float((editor.clip.embed_text(example.target) - editor.clip.embed_text("face")).norm())
        for example in editor.manifest.examples
    ]
    editor.clip.config = replace(config, understood=min(lengths) / 2)
    yield editor
    editor.clip.config = config


def test_an_instruction_is_read_and_texts_that_are_given_are_not(editor: DeltaEditor, portrait: Inversion) -> None:
    read = editor.edit(portrait, target="Please give her sunglasses!")
    said = editor.edit(portrait, source="face", target="face with sunglasses")
    assert torch.equal(read.delta_s, said.delta_s)
    assert read.understood == "understood as: face → face with sunglasses" and read.unknown == ()
    described = editor.understand("man with glasses", "a man without glasses").reading
    assert described.sentence == "understood as: man with glasses → a man without glasses"
    taken = editor.understand(None, "remove the glasses").deltas[0]
    # The neutral text says no more than none does, and an instruction says itself what was there.
    for source in ("Face", "man", "face with glasses"):
        against = editor.understand(source, "remove the glasses").reading
        assert against == editor.understand(None, "remove the glasses").reading
    assert (taken.source, taken.target) in (("face with glasses", "face"), ("face", "face without glasses"))


def test_words_of_which_none_was_ever_heard_are_refused(editor: DeltaEditor) -> None:
    with pytest.raises(NotUnderstoodError):
        editor.understand(None, "asdfgh qwert")


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("face with sunglsses", "face with sunglasses"),
        ("galsses", "glasses"),
        ("remove the moustace", "remove the moustache"),
        ("make her HAPY", "make her happy"),
        ("hiar blue", "hair blue"),
        ("smiel", "smile"),
    ],
)
def test_a_slip_of_the_keyboard_is_read_as_what_was_meant(editor: DeltaEditor, typed: str, meant: str) -> None:
    read = editor.understand(None, typed)
    assert read.reading.edits == editor.understand(None, meant).reading.edits
    assert "was read as" in read.hint and not read.unknown


@pytest.mark.parametrize("word", ["older", "pirate", "soldier", "crown", "zombie", "unsmiling", "bareheaded", "cat"])
def test_a_word_of_english_is_never_taken_for_another(editor: DeltaEditor, word: str) -> None:
    assert editor.clip.misspelled(word) == {}


@pytest.mark.parametrize("source", [None, "face", "Face", "man"])
def test_a_word_of_nothing_is_refused_whatever_stands_beside_it(editor: DeltaEditor, source: str | None) -> None:
    with pytest.raises(NotUnderstoodError, match="'pirate' says nothing") as refusal:
        editor.understand(source, "pirate")
    assert refusal.value.suggestions


def test_two_things_are_two_deltas_and_the_same_thing_twice_is_one(editor: DeltaEditor, portrait: Inversion) -> None:
    both = editor.direction(portrait, None, "add sunglasses and a beard")
    each = [editor.direction(portrait, "face", f"face with {thing}") for thing in ("sunglasses", "a beard")]
    assert torch.allclose(both.delta_s, each[0].delta_s + each[1].delta_s, atol=1e-5)
    assert both.understood == "understood as: face → face with sunglasses, and face → face with a beard"
    assert len(editor.understand(None, "add sunglasses and shades").deltas) == 1


@pytest.mark.parametrize("text", ["zombie", "asdfgh", "turn her into a zombie", "add a zxqv"])
def test_what_says_nothing_is_refused_with_what_works(strict: DeltaEditor, portrait: Inversion, text: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"says nothing that the avatars bundle knows.*'") as refusal:
        strict.edit(portrait, target=text)
    assert len(refusal.value.suggestions) == 3
    assert set(refusal.value.suggestions) <= {example.target for example in strict.manifest.examples}


def test_what_is_half_understood_says_which_half(strict: DeltaEditor, portrait: Inversion) -> None:
    assert strict.edit(portrait, target="add sunglasses and a zxqv").unknown == ("face with a zxqv",)
    assert strict.edit(portrait, target="zombie with sunglasses").unknown == ("zombie",)
    assert strict.edit(portrait, target="face with sunglasses").unknown == ()


def test_nearest_by_meaning(editor: DeltaEditor) -> None:
    nearest = Interpreter(editor.clip, editor.relevance, editor.manifest).nearest
    assert nearest("woman wearing shades")[0] == "face with sunglasses"
    assert len(set(nearest("face"))) == 3
