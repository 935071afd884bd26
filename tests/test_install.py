"""From a recipe to a bundle: fetched from a local stand-in for the hub, verified, converted, and complete or absent."""

from __future__ import annotations

import json
import os
import shutil
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import open_clip
import pytest
import torch
from PIL import Image
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from deltaedit import BundleError, CheckpointError, DeltaEditor
from deltaedit.__main__ import main
from deltaedit.bundles import hub as bundle_hub
from deltaedit.bundles import load_encoder, load_generator, load_mapper
from deltaedit.bundles.convert import convert, convert_clip, convert_mapper, convert_relevance
from deltaedit.bundles.find import PUBLISHED, find_bundle, is_present, list_bundles, list_recipes
from deltaedit.bundles.install import DOWNLOADS, PINS, Step, clear, install, needed
from deltaedit.bundles.prepare import draw_w, make_bundle
from deltaedit.bundles.recipes import find_recipe, read_recipe
from deltaedit.bundles.weights import read_weights, sha256
from deltaedit.errors import DownloadCancelled, DownloadError
from deltaedit.files import write_json
from deltaedit.inversion import RefineConfig
from tests.hub import Fault, LocalHub, redirect
from tests.published import draw, relative, state_dict
from tests.published_files import SMALL_CLIP, small_generator, write_published

pytestmark = pytest.mark.slow

#: Bundles that this repository holds.
EMBEDDED = ["avatars", "robots"]
LARGE = "e4e_ffhq_encode.pt"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small files in the published formats, and recipes with their checksums."""
    folder = tmp_path_factory.mktemp("published")
    write_published(folder / "hub", folder / "home", "small")
    return folder


@pytest.fixture
def hub(published: Path) -> Iterator[LocalHub]:
    with LocalHub(published / "hub") as server:
        yield server


@pytest.fixture
def home(published: Path, hub: LocalHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A DELTAEDIT_HOME with nothing but the recipes, and an empty hub cache."""
    folder = tmp_path / "home"
    shutil.copytree(published / "home" / "recipes", folder / "recipes")
    monkeypatch.setenv("DELTAEDIT_HOME", str(folder))
    redirect(monkeypatch, hub.endpoint, tmp_path / "cache")
    return folder


def source_file(part: str, name: str = "ffhq") -> bundle_hub.HubFile:
    return next(source for source in find_recipe(name).sources if source.part == part)


def published_path(published: Path, part: str) -> Path:
    file = source_file(part)
    return published / "hub" / f"{file.repo_type}s" / file.repo / file.path


def files_of(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256(path) for path in folder.rglob("*") if path.is_file()}


# The whole way ---------------------------------------------------------------------------------------------------


def test_fetched_converted_and_ready_to_edit(home: Path, hub: LocalHub, tmp_path: Path) -> None:
    steps: list[Step] = []
    manifest = install("ffhq", accept_license=True, watch=steps.append)
    assert manifest.folder == home / "checkpoints" / "ffhq"
    labels = list(dict.fromkeys(step.label for step in steps))
    assert [label for label in labels if label.startswith("Fetching")] == [
        f"Fetching {part} ({k} of 5)"
        for k, part in enumerate(["generator", "encoder", "mapper", "relevance", "clip"], 1)
    ]
    for label in labels:
        last = [step for step in steps if step.label == label][-1]
        assert last.total is None or last.done == last.total > 0
    # The published files were fetched only for this and are deleted, and nothing unfinished is left.
    assert [path for path in (tmp_path / "cache").rglob("blobs/*") if path.is_file()] == []
    assert sorted(path.name for path in (home / "checkpoints").iterdir() if path.is_dir()) == ["ffhq"]
    editor = DeltaEditor.from_bundle("ffhq")
    assert editor.method == "Delta Mapper"
    edit = editor.edit(editor.random(1), "face", "face with glasses")
    assert edit.image.size == (64, 64) and edit.delta_s.abs().max() > 0
    # A second installation fetches nothing.
    asked = len(hub.asked)
    assert install("ffhq").folder == manifest.folder
    assert len(hub.asked) == asked


def test_converting_is_stable_to_the_bit(home: Path) -> None:
    folder = install("ffhq", accept_license=True).folder
    first = files_of(folder)
    assert clear("ffhq") > 0
    assert not folder.exists() and not is_present("ffhq")
    assert files_of(install("ffhq", accept_license=True).folder) == first


def test_what_was_converted_draws_what_was_published(home: Path, published: Path) -> None:
    folder = install("ffhq", accept_license=True).folder
    theirs, ours = (
        load_generator(published_path(published, "generator")),
        load_generator(folder / "generator.safetensors"),
    )
    z = torch.randn(2, 16)
    assert torch.equal(theirs(z), ours(z))
    assert theirs.latent_avg is not None and ours.latent_avg is not None
    assert torch.equal(theirs.latent_avg, ours.latent_avg)
    encoder, again = load_encoder(published_path(published, "encoder")), load_encoder(folder / "encoder.safetensors")
    picture = torch.randn(1, 3, 64, 64)
    assert 0 < relative(again.encode(picture), encoder.encode(picture)) < 1e-2
    mapper, half = load_mapper(published_path(published, "mapper")), load_mapper(folder / "mapper.safetensors")
    s, i, d = torch.randn(3, ours.layout.total), torch.randn(3, 16), torch.randn(3, 16)
    assert 0 < relative(half(s, i, d), mapper(s, i, d)) < 1e-2
    matrix = np.load(published_path(published, "relevance")).astype(np.float32)
    assert np.array_equal(read_weights(folder / "relevance.safetensors", "relevance")[0]["matrix"].numpy(), matrix)
    clip, stored = (
        load_file(published_path(published, "clip")),
        load_file(folder / "clip" / "open_clip_model.safetensors"),
    )
    assert clip.keys() == stored.keys()
    assert all(torch.equal(stored[name].float(), clip[name].float()) for name in clip)


def test_half_precision_of_the_published_mapper_costs_little(tmp_path: Path) -> None:
    """On the golden weights, which have the published shapes."""
    torch.save(state_dict("delta_mapper"), tmp_path / "mapper.pt")
    (written,) = convert(tmp_path / "mapper.pt", tmp_path)
    full, half = load_mapper(tmp_path / "mapper.pt"), load_mapper(written)
    s, condition = (torch.from_numpy(draw(name, [4, width])) for name, width in (("s", 6048), ("condition", 1024)))
    i, d = (torch.nn.functional.normalize(part, dim=1) for part in condition.chunk(2, dim=1))
    assert written.stat().st_size < 0.51 * (tmp_path / "mapper.pt").stat().st_size
    assert 0 < relative(half(s, i, d), full(s, i, d)) < 1e-2


def test_a_bundle_without_a_mapper_is_prepared_and_edits(home: Path) -> None:
    labels = []
    manifest = install("cat", accept_license=True, watch=lambda step: labels.append(step.label))
    assert {"Sampling pictures", "Estimating the relevance matrix"} <= set(labels)
    assert manifest.mapper is None and manifest.encoder is None and manifest.samples is not None
    editor = DeltaEditor.from_bundle("cat")
    assert editor.method == "StyleCLIP global directions"
    # The change does not depend on the picture.
    first, second = (editor.direction(editor.random(seed), "cat", "black cat") for seed in (1, 2))
    assert torch.equal(first.delta_s, second.delta_s) and first.delta_s.abs().max() > 0
    picture = Image.effect_noise((90, 70), 80).convert("RGB")
    portrait = editor.invert(picture, RefineConfig(steps=3))
    assert portrait.psnr is not None and portrait.clip_similarity is not None and portrait.crop is not None
    pasted = editor.paste(picture, portrait, editor.edit(portrait, "cat", "black cat").image)
    assert pasted.size == (90, 70)
    # Outside of the square the photograph is unchanged.
    assert np.array_equal(np.asarray(pasted)[:, :9], np.asarray(picture)[:, :9])


def test_one_clip_serves_two_bundles(home: Path, hub: LocalHub) -> None:
    first = install("ffhq", accept_license=True)
    hub.asked.clear()
    before = needed(find_recipe("cat")).fetch
    second = install("cat", accept_license=True)
    assert before == source_file("generator", "cat").size
    assert not [request for request in hub.asked if "open_clip" in request.path]
    name = "clip/open_clip_model.safetensors"
    assert os.path.samefile(first.path(name), second.path(name))
    clear("ffhq")
    DeltaEditor.from_bundle("cat")


# What can go wrong -----------------------------------------------------------------------------------------------


def test_nothing_is_fetched_before_the_licence_is_accepted(home: Path, hub: LocalHub) -> None:
    with pytest.raises(BundleError, match=r"Nvidia Source Code License-NC.*nvlabs.*--accept-license"):
        install("ffhq")
    assert hub.asked == []


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (Fault(corrupt=True), "checksum"),
        (Fault(status=404, code="EntryNotFound"), LARGE),
        (Fault(status=404, code="RepoNotFound"), "StyleGene"),
        (Fault(status=403, code="GatedRepo"), "StyleGene"),
    ],
)
def test_what_the_hub_does_wrong_is_a_sentence_and_leaves_no_bundle(
    home: Path, hub: LocalHub, fault: Fault, message: str
) -> None:
    hub.faults[LARGE] = fault
    with pytest.raises(DownloadError, match=message) as error:
        install("ffhq", accept_license=True)
    assert str(error.value).endswith(".")
    assert not is_present("ffhq") and not (home / "checkpoints" / "ffhq").exists()
    with pytest.raises(BundleError, match="download ffhq"):
        DeltaEditor.from_bundle("ffhq")
    # Other bundles are not affected, and the installation works once the hub does.
    assert "avatars" in list_bundles()
    del hub.faults[LARGE]
    hub.asked.clear()
    install("ffhq", accept_license=True)
    # The generator was finished before, so it is not fetched again.
    assert not [request for request in hub.asked if "stylegan2-ffhq" in request.path]


def install_until(words: str) -> None:
    """An installation that is stopped at the first step with these words in its label."""
    seen: list[str] = []
    with pytest.raises(DownloadCancelled):
        install(
            "ffhq",
            accept_license=True,
            watch=lambda step: seen.append(step.label),
            should_stop=lambda: any(words in label for label in seen),
        )


def test_stopped_and_taken_up_again(home: Path, hub: LocalHub) -> None:
    install_until("(2 of")
    assert not is_present("ffhq")
    hub.asked.clear()
    install("ffhq", accept_license=True)
    assert not [request for request in hub.asked if "stylegan2-ffhq" in request.path]
    DeltaEditor.from_bundle("ffhq")


def test_a_finished_part_that_was_damaged_meanwhile_is_made_again(home: Path) -> None:
    install_until("(3 of")
    part = home / "checkpoints" / ".ffhq.partial" / "generator.safetensors"
    content = bytearray(part.read_bytes())
    content[-1] ^= 1
    part.write_bytes(content)
    install("ffhq", accept_license=True)
    DeltaEditor.from_bundle("ffhq")


def test_what_the_cache_holds_is_used_without_the_hub_and_stays(
    home: Path, hub: LocalHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = home / "checkpoints" / PINS
    paths = [bundle_hub.fetch(source, pins=pins) for source in find_recipe("ffhq").sources]
    assert needed(find_recipe("ffhq")).fetch == 0
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    install("ffhq", accept_license=True)
    assert all(path.is_file() for path in paths)


def test_originals_are_kept_on_request(home: Path) -> None:
    install("ffhq", accept_license=True, keep_originals=True)
    assert all(bundle_hub.cached(source) for source in find_recipe("ffhq").sources)
    # They stay when the bundle is removed, since other programs share the cache.
    assert clear("ffhq") > 0
    assert all(bundle_hub.cached(source) for source in find_recipe("ffhq").sources)


def test_a_killed_download_begins_again_and_leaves_nothing(home: Path, hub: LocalHub) -> None:
    install_until("(1 of")
    work = home / "checkpoints" / ".ffhq.partial"
    left = work / DOWNLOADS / "models--owner--name" / "blobs" / "abc.0123.incomplete"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x" * 1000)
    seen: list[bool] = []
    hub.faults[LARGE] = Fault(status=403)
    with pytest.raises(DownloadError, match="refused"):
        install("ffhq", accept_license=True, watch=lambda step: seen.append(left.exists()))
    assert seen and not any(seen)
    assert clear("ffhq") > 0 and not work.exists()


def add_a_mapper_of_ones_own(folder: Path) -> None:
    (folder / "mapper-mine.safetensors").write_bytes(b"an evening's work")


def name_a_trained_file(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["mapper.safetensors"]["origin"] = "trained by me"
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize("change", [add_a_mapper_of_ones_own, name_a_trained_file])
def test_what_was_not_fetched_is_never_cleared(home: Path, change: Callable[[Path], None]) -> None:
    folder = install("ffhq", accept_license=True).folder
    change(folder)
    before = files_of(folder)
    with pytest.raises(BundleError, match=r"not fetched.*mapper"):
        clear("ffhq")
    assert files_of(folder) == before


def test_a_converted_generator_under_a_published_name_is_not_cleared(home: Path) -> None:
    folder = home / "checkpoints" / "cat"
    folder.mkdir(parents=True)
    (folder / "generator.safetensors").write_bytes(b"mine")
    with pytest.raises(BundleError, match="not fetched"):
        clear("cat")
    assert (folder / "generator.safetensors").read_bytes() == b"mine"


def test_a_bundle_that_is_a_link_is_not_cleared(home: Path, tmp_path: Path) -> None:
    folder = install("ffhq", accept_license=True).folder
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BundleError, match="link"):
        clear("ffhq")
    assert (tmp_path / "elsewhere" / "manifest.json").is_file()


def test_a_bundle_that_cannot_be_removed_is_whole_or_gone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install("ffhq", accept_license=True)

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr("deltaedit.bundles.install.shutil.rmtree", fails)
    with pytest.raises(DownloadError, match="cannot be removed: Permission denied"):
        clear("ffhq")
    assert not is_present("ffhq")
    monkeypatch.undo()
    monkeypatch.setenv("DELTAEDIT_HOME", str(home))
    clear("ffhq")
    assert [path for path in (home / "checkpoints").iterdir() if path.is_dir()] == []


def test_a_clip_that_changed_since_it_was_first_seen_is_refused(home: Path, hub: LocalHub, published: Path) -> None:
    install("ffhq", accept_license=True)
    clear("ffhq")
    pins = json.loads((home / "checkpoints" / PINS).read_text())
    (key,) = pins
    assert "open_clip_model.safetensors" in key
    pins[key]["sha256"] = "0" * 64
    (home / "checkpoints" / PINS).write_text(json.dumps(pins))
    with pytest.raises(DownloadError):
        install("ffhq", accept_license=True)
    assert not is_present("ffhq")


def test_a_disk_too_small_is_said_before_anything_is_fetched(
    home: Path, hub: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("deltaedit.bundles.install.shutil.disk_usage", lambda path: usage(10, 9, 1))
    with pytest.raises(DownloadError, match=r"GB of disk.*DELTAEDIT_HOME"):
        install("ffhq", accept_license=True)
    assert hub.asked == []


def test_a_disk_that_fills_up_is_a_sentence(home: Path, hub: LocalHub, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("deltaedit.bundles.install.convert_mapper", full)
    with pytest.raises(DownloadError, match="No space left on device"):
        install("ffhq", accept_license=True)
    assert not is_present("ffhq")
    # Complete files are not fetched again.
    hub.asked.clear()
    monkeypatch.setattr("deltaedit.bundles.install.convert_mapper", convert_mapper)
    install("ffhq", accept_license=True)
    assert not [request for request in hub.asked if "delta_mapper" in request.path]


def test_a_disk_that_is_full_when_weights_are_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """safetensors reports a full disk by an error of its own."""

    def full(*args: object, **kwargs: object) -> None:
        raise SafetensorError("I/O error: No space left on device (os error 28)")

    monkeypatch.setattr("deltaedit.bundles.weights.save_file", full)
    with pytest.raises(DownloadError, match="No space left on device"):
        install("ffhq", accept_license=True)
    assert not is_present("ffhq")


def test_a_disk_that_is_full_at_the_last_step_costs_nothing_that_is_finished(
    home: Path, hub: LocalHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: object) -> None:
        if path.name == "manifest.json":
            raise OSError(28, "No space left on device")
        write_json(path, content)  # type: ignore[arg-type]

    monkeypatch.setattr("deltaedit.bundles.manifest.write_json", full)
    with pytest.raises(DownloadError, match="No space left"):
        install("ffhq", accept_license=True)
    # An unfinished bundle is not listed.
    assert list_bundles() == EMBEDDED
    monkeypatch.setattr("deltaedit.bundles.manifest.write_json", write_json)
    hub.asked.clear()
    install("ffhq", accept_license=True)
    assert hub.asked == []


def test_what_is_in_the_making_is_no_bundle(home: Path) -> None:
    folder = install("ffhq", accept_license=True).folder
    folder.rename(folder.with_name(".ffhq.partial"))
    assert list_bundles() == EMBEDDED
    install("ffhq", accept_license=True)
    assert list_bundles() == sorted([*EMBEDDED, "ffhq"])


def test_a_generator_without_a_mean_of_w_is_not_fetched_again_after_a_stop(home: Path, published: Path) -> None:
    """Its mean is computed when it is converted, so that its checksum holds from then on."""
    content = torch.load(published_path(published, "generator"), weights_only=True)
    torch.save({"g_ema": content["g_ema"]}, home / "bare.pt")
    (written,) = convert(home / "bare.pt", home / "out")
    first = load_generator(written).latent_avg
    assert first is not None and first.abs().max() > 0
    convert(home / "bare.pt", home / "again")
    assert files_of(home / "out") == files_of(home / "again")


def test_one_broken_bundle_does_not_hide_the_others(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "checkpoints" / "broken").mkdir(parents=True)
    (home / "checkpoints" / "broken" / "manifest.json").write_text("{")
    (home / "recipes" / "zebra.json").write_text("[]")
    assert main(["bundles"]) == 0
    out = capsys.readouterr().out
    assert "avatars: present" in out and "ffhq: not here" in out
    assert "broken: " in out and "zebra: " in out and "Traceback" not in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["convert", "{pt}", "--out", "{file}/x"], "Nothing can be written"),
        (["prepare", "{folder}", "--clip-from", "avatars", "--samples", "0"], "samples must be"),
        (["prepare", "{folder}", "--clip-from", "avatars", "--samples", "-3"], "samples must be"),
        (["prepare", "{folder}", "--clip-from", "avatars", "--samples", "7"], "too few"),
        (["prepare", "{folder}", "--clip-from", "nowhere", "--samples", "8"], "no bundle 'nowhere'"),
        (["download", "nowhere"], "'ffhq'"),
        (["bundles", "--clear", "avatars"], "not removed"),
    ],
)
def test_mistakes_on_the_command_line_are_sentences(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    torch.manual_seed(1)
    torch.save({"g_ema": small_generator().state_dict()}, home / "g.pt")
    convert(home / "g.pt", home / "mine")
    (home / "file").write_text("in the way")
    places = {"pt": home / "g.pt", "file": home / "file", "folder": home / "mine"}
    assert main([part.format(**places) for part in arguments]) == 2
    error = capsys.readouterr().err
    assert message in error and "Traceback" not in error


@pytest.mark.parametrize("content", ["[", "[]", "null"])
def test_a_manifest_that_is_none_is_not_completed(home: Path, content: str) -> None:
    torch.save({"g_ema": small_generator().state_dict()}, home / "g.pt")
    convert(home / "g.pt", home / "mine")
    (home / "mine" / "manifest.json").write_text(content)
    with pytest.raises(BundleError, match="manifest"):
        make_bundle(home / "mine", "avatars", neutral="x", samples=8)
    assert (home / "mine" / "manifest.json").read_text() == content


def test_a_folder_in_the_way_is_left_alone(home: Path, hub: LocalHub) -> None:
    (home / "checkpoints" / "ffhq").mkdir(parents=True)
    (home / "checkpoints" / "ffhq" / "thesis.txt").write_text("precious")
    with pytest.raises(BundleError, match="in the way"):
        install("ffhq", accept_license=True)
    # The error comes before gigabytes are fetched.
    assert hub.asked == []
    assert (home / "checkpoints" / "ffhq" / "thesis.txt").read_text() == "precious"


def test_a_second_installation_at_once_is_refused(home: Path) -> None:
    inner: list[str] = []

    def watch(step: Step) -> None:
        if not inner:
            with pytest.raises(DownloadError) as error:
                install("ffhq", accept_license=True)
            inner.append(str(error.value))

    install("ffhq", accept_license=True, watch=watch)
    assert "already" in inner[0]


@pytest.mark.parametrize("name", ["avatars", "mine", "nowhere", "../ffhq"])
def test_only_what_was_fetched_is_cleared(home: Path, name: str) -> None:
    with pytest.raises(BundleError, match="not removed"):
        clear(name)
    assert "avatars" in list_bundles()


@pytest.mark.parametrize("name", ["nowhere", "../ffhq", "", "ffhq.json"])
def test_unknown_recipes_list_those_there_are(home: Path, name: str) -> None:
    with pytest.raises(BundleError, match="'ffhq'"):
        install(name, accept_license=True)


# Recipes ---------------------------------------------------------------------------------------------------------


def test_the_published_recipes_say_what_the_hub_says() -> None:
    assert list_recipes() == ["cat", "church", "ffhq", "horse"]
    for name in list_recipes():
        recipe = find_recipe(name)
        assert [source.part for source in recipe.sources if source.sha256 is None] == ["clip"]
        assert "Nvidia" in " ".join(recipe.licenses) and recipe.manifest.limits
        # A mapper is published for faces only; the other bundles are prepared here.
        assert (recipe.manifest.mapper is None) == (recipe.samples > 0) == (name != "ffhq")
        assert any(example.target == recipe.manifest.default_target for example in recipe.manifest.examples)
    assert needed(find_recipe("ffhq")).fetch > 1.6e9


@pytest.mark.parametrize(
    "damage",
    [
        lambda r: r.pop("sources"),
        lambda r: r.update(sources=[]),
        lambda r: r.update(sources={"generator": 1}),
        lambda r: r["sources"].pop(0),
        lambda r: r["sources"][0].update(part="soul"),
        lambda r: r["sources"][0].update(colour="red"),
        lambda r: r["sources"][0].update(path="../../etc/passwd"),
        lambda r: r["sources"][0].update(repo="https://elsewhere/x"),
        lambda r: r["sources"][0].update(sha256="short"),
        lambda r: r.update(format=99),
        lambda r: r.update(prepare=3),
        lambda r: r.pop("neutral"),
        lambda r: r["sources"][0].update(part=["generator"]),
        lambda r: r["sources"][0].update(about_bytes="x"),
        lambda r: r["sources"][0].update(license=None),
        lambda r: r["sources"].append(r["sources"][0]),
        lambda r: r["sources"][1].update(part="samples"),
        lambda r: r.update(prepare={"samples": 1}),
        lambda r: r["clip"].update(model="elsewhere"),
        lambda r: r.update(threshold="0.1"),
        lambda r: r.update(strength_scale="1"),
        lambda r: r.update(strength_min=5),
        lambda r: r.update(threshold=float("nan")),
        lambda r: r.update(alignment="nose"),
        lambda r: r.update(resolution="large"),
        lambda r: r.update(title=7),
        lambda r: r.update(paste_back=1),
    ],
)
def test_damaged_recipes_are_a_sentence(tmp_path: Path, damage: object) -> None:
    recipe = json.loads((PUBLISHED / "ffhq.json").read_text())
    damage(recipe)  # type: ignore[operator]
    path = tmp_path / "ffhq.json"
    path.write_text(json.dumps(recipe))
    with pytest.raises(BundleError):
        read_recipe(path, tmp_path / "ffhq")


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_files_that_are_not_a_recipe(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(BundleError, match="recipe"):
        read_recipe(tmp_path / "x.json", tmp_path)


# Converting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(5, np.float32),
        np.zeros((2, 3, 4), np.float32),
        np.zeros((2, 3), np.float64),
        np.zeros((2, 3), np.int64),
        np.array([{"a": 1}], dtype=object),
    ],
)
def test_arrays_that_are_not_a_relevance_matrix(tmp_path: Path, array: np.ndarray) -> None:
    np.save(tmp_path / "fs3.npy", array, allow_pickle=True)
    with pytest.raises(CheckpointError, match=r"fs3\.npy"):
        convert(tmp_path / "fs3.npy", tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"hello", b"\x93NUMPY\x01\x00", b"\x80\x04."])
def test_damaged_arrays(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fs3.npy").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"fs3\.npy"):
        convert_relevance(tmp_path / "fs3.npy", tmp_path / "out")


def test_a_training_checkpoint_gives_encoder_and_generator(home: Path, published: Path, tmp_path: Path) -> None:
    written = convert(published_path(published, "encoder"), tmp_path / "out")
    assert [path.name for path in written] == ["encoder.safetensors", "generator.safetensors"]
    load_encoder(written[0])
    load_generator(written[1])


def test_a_clip_of_another_shape_is_refused(tmp_path: Path) -> None:
    model = open_clip.model.CLIP(**SMALL_CLIP)
    save_file({k: v.detach().clone() for k, v in model.state_dict().items()}, str(tmp_path / "clip.safetensors"))
    with pytest.raises(CheckpointError, match="does not fit"):
        convert_clip(tmp_path / "clip.safetensors", tmp_path / "out", {**SMALL_CLIP, "embed_dim": 8})
    with pytest.raises(CheckpointError, match="knows no model"):
        convert_clip(tmp_path / "clip.safetensors", tmp_path / "out", "ViT-Z-1")
    (tmp_path / "bad.safetensors").write_bytes(b"nothing")
    with pytest.raises(CheckpointError, match="damaged"):
        convert_clip(tmp_path / "bad.safetensors", tmp_path / "out", SMALL_CLIP)


def test_a_generator_of_ones_own_becomes_a_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.manual_seed(5)
    state = small_generator().state_dict()
    without_noise = {name: tensor for name, tensor in state.items() if not name.startswith("noises.")}
    torch.save({"g_ema": without_noise}, tmp_path / "model.pt")
    folder = tmp_path / "checkpoints" / "mine"
    monkeypatch.setenv("DELTAEDIT_HOME", str(tmp_path))
    assert main(["prepare", str(folder), "--clip-from", "avatars"]) == 2
    assert "convert" in capsys.readouterr().err
    assert main(["convert", str(tmp_path / "model.pt"), "--out", str(folder)]) == 0
    assert main(["prepare", str(folder), "--clip-from", "avatars", "--samples", "8", "--neutral", "face"]) == 0
    assert "mine" in list_bundles()
    manifest = find_bundle("mine")
    # The manifest notes that the file had no noise.
    assert "zeros" in manifest.files["generator.safetensors"].note
    editor = DeltaEditor.from_bundle("mine")
    assert editor.method == "StyleCLIP global directions" and editor.generator.latent_avg is not None
    editor.edit(editor.random(3), "face", "face with glasses")
    Image.new("RGB", (64, 64), "olive").save(tmp_path / "in.png")
    out = tmp_path / "out.png"
    command = ["edit", str(tmp_path / "in.png"), "--target", "bald face", "--bundle", "mine", "-o", str(out)]
    assert main([*command, "--sharpen", "1", "--centre", "--whole"]) == 0
    assert Image.open(out).size == (64, 64)


def test_drawing_w_is_the_same_every_time() -> None:
    torch.manual_seed(5)
    generator = small_generator()
    assert torch.equal(draw_w(generator, 5), draw_w(generator, 5))
    assert torch.equal(draw_w(generator, 7)[:5], draw_w(generator, 5))


# The command line ------------------------------------------------------------------------------------------------


def test_the_command_line_fetches_lists_and_clears(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        return main([*arguments]), *capsys.readouterr()

    code, _, error = run("download", "ffhq")
    assert code == 2 and "Nvidia" in error and "Traceback" not in error
    code, out, error = run("download", "ffhq", "--accept-license")
    assert code == 0 and "is ready" in out and "Fetching encoder" in error
    _, out, _ = run("bundles")
    assert "ffhq: present" in out and "cat: not here" in out and "avatars: present" in out
    code, out, _ = run("bundles", "--clear", "ffhq")
    assert code == 0 and "freed" in out
    assert not (home / "checkpoints" / "ffhq").exists()
