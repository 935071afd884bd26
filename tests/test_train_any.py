"""From a folder that holds only a generator to a bundle that edits: one command, killed twice on the way."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from filelock import FileLock
from PIL import Image

from deltaedit.__main__ import main
from deltaedit.bundles.find import list_bundles
from deltaedit.bundles.weights import save_generator, sha256
from deltaedit.editor import DeltaEditor
from deltaedit.models import Generator, GeneratorConfig
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import TrainingConfig, read_config
from deltaedit.training.latents import open_latents
from tests.programs import kill_when, run

pytestmark = pytest.mark.slow

SMALL = [
    "bundle.samples=16",
    "latents.count=600",
    "latents.shard=128",
    "latents.group=4",
    "encoder.steps=6",
    "encoder.image_from=0.5",
    "relevance.pictures=2",
    "relevance.directions=4",
    "mapper.steps=60",
    "mapper.hidden=32",
    "mapper.batch=32",
    "mapper.quick_pairs=200",
]


def give_generator(folder: Path) -> None:
    """A random StyleGAN2 of 64 pixels that was never part of any bundle."""
    torch.manual_seed(5)
    network = Generator(GeneratorConfig(channels=(16, 16, 16, 16, 8), style_dim=24, n_mlp=2)).eval()
    folder.mkdir(parents=True)
    save_generator(folder / "generator.safetensors", network)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DELTAEDIT_HOME", str(tmp_path))
    return tmp_path


def command(*more: str) -> list[str]:
    return [sys.executable, "-m", "deltaedit", "train", "mine", "--clip-from", "avatars", "--set", *SMALL, *more]


def test_one_command_killed_twice_makes_a_bundle(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bundle, runs = home / "checkpoints" / "mine", home / "runs" / "mine"
    give_generator(bundle)
    kill_when(lambda: any(runs.glob("latents/shard-*")), *command()[1:])
    assert (runs / "done" / "samples.json").is_file() and not (runs / "done" / "latents.json").exists()
    kill_when(lambda: (runs / "mapper.jsonl").is_file(), *command()[1:])
    assert (runs / "done" / "latents.json").is_file() and not (bundle / "mapper.safetensors").exists()
    assert "mine" not in list_bundles()
    done = run(*command()[1:])
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert "samples: done before" in said and "latents: done before" in said and "mapper: done before" not in said

    assert "mine" in list_bundles()
    editor = DeltaEditor.from_bundle("mine")
    assert editor.method == "Delta Mapper" and editor.encoder is not None
    portrait = editor.invert(Image.new("RGB", (70, 50), "orange"))
    edited = editor.edit(portrait, "picture", "a blue picture", strength=2.0, threshold=0.0)
    assert edited.delta_s.abs().max() > 0 and edited.image.size == (64, 64)
    assert editor.random(3).image.size == (64, 64)
    manifest = json.loads((bundle / "manifest.json").read_text())
    assert manifest["neutral"] == "picture" and manifest["evaluation"]["mapper"]["steps"] == 60
    assert manifest["files"]["clip/open_clip_model.safetensors"]["license"] == "Apache-2.0"
    # When all stages are done, the same command changes no file.
    before = {path: path.stat().st_mtime_ns for path in bundle.rglob("*") if path.is_file()}
    assert main(command()[3:]) == 0
    assert before == {path: path.stat().st_mtime_ns for path in bundle.rglob("*") if path.is_file()}
    # Another configuration is refused, naming the field.
    capfd.readouterr()
    assert main(command("latents.seed=9")[3:]) == 2
    assert "'samples' was done with latents.seed = 0, not 9" in capfd.readouterr().err


def test_two_processes_make_the_latents_that_one_makes(home: Path) -> None:
    """The whole command also runs under torchrun, with the distributed stages in all processes."""
    bundle, runs = home / "checkpoints" / "mine", home / "runs" / "mine"
    give_generator(bundle)
    done = run("-m", "torch.distributed.run", "--nproc-per-node", "2", *command()[1:])
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("mine is ready") == 1
    assert json.loads((runs / "done" / "mapper.json").read_text())["processes"] == 2
    sums = {path.name: sha256(path) for path in sorted(runs.glob("latents/shard-*"))}
    assert len(sums) == 5
    alone = run(*command("--stage", "latents", "--fresh")[1:])
    assert alone.returncode == 0, alone.stderr
    assert sums == {path.name: sha256(path) for path in sorted(runs.glob("latents/shard-*"))}


def test_a_dry_run_tells_what_would_run_and_writes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    give_generator(home / "checkpoints" / "mine")
    assert main([*command()[3:], "--dry-run"]) == 0
    said = capsys.readouterr().out
    for stage in ("begin", "samples", "encoder", "latents", "relevance", "mapper", "manifest"):
        assert re.search(rf"^{stage} +would run", said, re.MULTILINE)
    assert [path.name for path in (home / "checkpoints" / "mine").iterdir()] == ["generator.safetensors"]
    assert not (home / "runs").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "no folder"),
        ([""], "not a name for a bundle"),
        ([".."], "not a name for a bundle"),
        (["mine"], "to copy it from with --clip-from"),
        (["mine", "--clip-from", "nowhere"], "no bundle 'nowhere'"),
        (["mine", "--stage", "cake"], "no stage 'cake'; there are 'begin'"),
        (["mine", "--stage", "data"], "no stage 'data'"),
        (["mine", "--stage", "latents"], "run --stage begin first"),
        (["mine", "--set", "mapper.bach=1"], "no field 'mapper.bach'"),
        (["mine", "--config", "none.yaml"], "no readable file"),
        (["mine", "--device", "cuda:77"], "no device"),
        (["mine", "--count", "0"], "from 1 to"),
        (["mine", "--minutes", "-1"], "minutes"),
    ],
)
def test_mistakes_end_with_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    give_generator(home / "checkpoints" / "mine")
    assert main(["train", *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said and "Traceback" not in said


def test_a_folder_of_pictures_is_checked_first(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    give_generator(home / "checkpoints" / "mine")
    photos = home / "photos"
    photos.mkdir()
    Image.effect_noise((80, 80), 60).convert("RGB").save(photos / "one.png")
    (photos / "two.png").write_bytes(b"no picture")
    arguments = ["train", "mine", "--clip-from", "avatars", "--pictures", str(photos), "--set", *SMALL]
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert "1" in said and "50" in said


def test_real_pictures_take_part(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    give_generator(home / "checkpoints" / "mine")
    photos = home / "photos"
    photos.mkdir()
    rng = np.random.default_rng(0)
    for number in range(9):
        coarse = Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8))
        coarse.resize((96, 80), Image.Resampling.BICUBIC).save(photos / f"{number}.png")
    (photos / "twin.png").write_bytes((photos / "3.png").read_bytes())
    (photos / "broken.png").write_bytes(b"no picture")
    small = [*SMALL, "latents.count=40", "latents.group=1", "mapper.steps=3", "bundle.fewest_pictures=8"]
    arguments = ["train", "mine", "--clip-from", "avatars", "--pictures", str(photos), "--set", *small]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "9" in said and "twin.png (repeats 3.png)" in said and "broken.png" in said
    latents = open_latents(home / "runs" / "mine" / "latents")
    assert len(latents.s) == 49 and latents.w[0:1].ndim == 3
    # With another picture in the folder, the old latents are refused, not overwritten.
    coarse.rotate(90).resize((99, 80)).save(photos / "new.png")
    assert main([*arguments[:2], "--stage", "latents", *arguments[2:]]) == 2
    assert "--fresh" in capsys.readouterr().err


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DELTAEDIT_HOME in which all stages are done."""
    folder = tmp_path_factory.mktemp("trained")
    give_generator(folder / "checkpoints" / "mine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DELTAEDIT_HOME", str(folder))
        assert main(command()[3:]) == 0
    return folder


@pytest.fixture
def finished(home: Path, trained: Path) -> Path:
    """A copy of it, for tests that change it."""
    shutil.copytree(trained, home, dirs_exist_ok=True)
    return home


def holds(path: Path, words: str) -> bool:
    try:
        return words in path.read_text()
    except FileNotFoundError:
        return False


def said_by(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int = 0) -> str:
    capsys.readouterr()
    assert main(arguments) == code
    output = capsys.readouterr()
    return output.out + output.err


def test_another_neutral_text_costs_no_latents(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = said_by(capsys, [*command("--neutral", "a cat")[3:]], 2)
    assert "'begin' was done with bundle.neutral = '', not 'a cat'" in said
    said_by(capsys, [*command("--neutral", "a cat")[3:], "--stage", "begin", "--fresh"])
    said = said_by(capsys, [*command("--neutral", "a cat")[3:]])
    assert "latents: done before" in said and "mapper: done before" in said and "manifest: done before" not in said
    content = json.loads((finished / "checkpoints" / "mine" / "manifest.json").read_text())
    assert content["neutral"] == "a cat"
    # Without the flags, the earlier values are used.
    assert "manifest: done before" in said_by(capsys, ["train", "mine", "--set", *SMALL])


def test_what_somebody_wrote_into_the_manifest_stays(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = finished / "checkpoints" / "mine" / "manifest.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "title": "My cats", "threshold": 0.07}))
    assert "manifest: done before" not in said_by(capsys, command()[3:])
    again = json.loads(path.read_text())
    assert again["title"] == "My cats" and again["threshold"] == 0.07


def test_a_shard_that_was_lost_or_damaged_is_made_again(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shards = finished / "runs" / "mine" / "latents"
    before = {path.name: sha256(path) for path in shards.glob("shard-*")}
    (shards / "shard-00002.safetensors").unlink()
    said = said_by(capsys, command()[3:])
    assert "latents: done before" not in said and "mapper: done before" in said
    assert before == {path.name: sha256(path) for path in shards.glob("shard-*")}


def test_another_generator_is_noticed(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = finished / "checkpoints" / "mine"
    (bundle / "generator.safetensors").unlink()
    torch.manual_seed(6)
    network = Generator(GeneratorConfig(channels=(8, 8, 8, 8), style_dim=12, n_mlp=2)).eval()
    save_generator(bundle / "generator.safetensors", network)
    assert "were made with made_from.generator" in said_by(capsys, command()[3:], 2)
    assert "mine is ready" in said_by(capsys, command("--fresh")[3:])
    assert DeltaEditor.from_bundle("mine").generator.config.size == 32


def test_a_checkpoint_of_other_latents_is_not_taken_up(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = finished / "runs" / "mine"
    # The checkpoint that a killed training on other latents would leave.
    training = read_config(TrainingConfig(), None, SMALL).mapper
    old = Checkpoint(runs / "mapper.checkpoint", training, resume=False, made_from={"runs/latents/latents.json": "a"})
    old.save({"step": 3})
    assert "starts again" in said_by(capsys, [*command()[3:], "--stage", "mapper"])
    assert not (runs / "mapper.checkpoint").exists()


def test_a_stage_that_is_being_made_anew_is_not_done(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When it is killed and resumed with the new settings, it is not refused because of the old ones."""
    other = command("latents.count=640")
    runs = finished / "runs" / "mine"
    begun = runs / "latents" / "latents.json"
    kill_when(lambda: holds(begun, '"count": 640'), *other[1:], "--stage", "latents", "--fresh")
    assert "'latents' was done" not in said_by(capsys, other[3:])
    assert len(open_latents(runs / "latents").s) == 640


def test_two_trainings_of_one_bundle_are_refused(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FileLock(finished / "runs" / "mine" / "lock"):
        assert "Another training is running" in said_by(capsys, command()[3:], 2)
    assert "manifest: done before" in said_by(capsys, command()[3:])


@pytest.mark.parametrize("content", ["{", "[]", ""])
@pytest.mark.parametrize(("name", "stage"), [("manifest.json", "latents"), ("mapper-report.json", "manifest")])
def test_a_damaged_note_names_the_stage_that_makes_it(
    finished: Path, capsys: pytest.CaptureFixture[str], name: str, stage: str, content: str
) -> None:
    (finished / "runs" / "mine" / name).write_text(content)
    said = said_by(capsys, [*command()[3:], "--stage", stage], 2)
    assert name in said and ("again" in said) and "--stage" in said
