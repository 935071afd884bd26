"""The command line, as a user types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from deltaedit import cli, files
from deltaedit.__main__ import main
from deltaedit.editor import DeltaEditor, EditStep
from deltaedit.sweep import STRIP_FRAMES
from tests.programs import ROOT, STOPPED, run

NINES, GOOGOLS = "9" * 5000, "1" + "0" * 400
#: What is said of each is known without any work; all of it is said where torch cannot even be imported.
KNOWN_BEFORE = [
    ("edit none.png --target x -o out.png", "no readable file 'none.png'"),
    ("edit /dev/zero --target x -o out.png", "'/dev/zero' is a folder, a device or a pipe"),
    ("edit pipe.png --target x -o out.png", "'pipe.png' is a folder, a device or a pipe"),
    ("edit folder --target x -o out.png", "so what is written must be one too"),
    ("edit folder --target x -o new", "There is no picture in 'folder'"),
    ("edit good.png -o out.png", "Say what to change with --target"),
    ("edit --target x -o out.png", "Give either a picture"),
    (
        "edit good.png --target x --target y --strength 1 --strength 2 --strength 3 -o out.png",
        "3 strengths for 2 targets",
    ),
    ("edit good.png --recipe none.json -o out.png", "no readable file 'none.json'"),
    ("edit good.png --recipe wrong.json -o out.png", "'version' must be 1, not 7"),
    ("edit good.png --target x --sharpen 1 --save-recipe r.json -o out.png", "add --save-code"),
    ("edit folder --target x --save-code c.safetensors -o new", "a folder was given"),
    ("edit folder --target x --strip s.png -o new", "a folder was given"),
    ("edit good.png --target x --strip o.png -o o.png", "'o.png' would be written twice"),
    ("edit good.png --target x --strength 0 --strip s.png -o out.png", "its strength is 0"),
    ("edit good.png" + " --target x" * 51 + " -o out.png", "at most 50 edits"),
    ("edit good.png --target x --strip s.pdf -o out.png", "'s.pdf' cannot be written"),
    ("edit good.png --target x --animation a.png -o out.png", "its suffix must be .webp or .gif"),
    ("edit good.png --target x --animation no/a.gif -o out.png", "there is no folder 'no'"),
    ("edit good.png --target x --code none.pt -o out.png", "Give either a picture"),
    ("edit --target x --code none.pt -o out.png", "no readable file 'none.pt'"),
    ("edit good.png --target x --save-recipe no/r.json -o out.png", "there is no folder 'no'"),
    ("edit good.png --target x --save-code good.png -o out.png", "--overwrite"),
    ("edit large.png --target x -o out.png", "more than 30 MB"),
    ("edit good.png --target x -o no/out.png", "there is no folder 'no'"),
    ("edit good.png --target x -o folder", "it is a folder"),
    ("edit good.png --target x -o pipe.png", "it is a folder, a device or a pipe"),
    ("edit good.png --target x -o /proc/out.png", "cannot be written"),
    ("edit good.png --target x -o out.pdf", "suffix must be one of '.png'"),
    ("edit good.png --target x -o out", "suffix must be one of '.png'"),
    ("edit good.png --target x -o good.png", "--overwrite"),
    ("edit good.png --target x -o link.png", "--overwrite"),
    ("edit good.png --target x -o other-name.png", "--overwrite"),
    (f"edit good.png --target x -o out.png --strength {GOOGOLS}", "strength must be a number"),
    ("edit good.png --target x -o out.png --strength strong", "strength must be a number"),
    ("edit good.png --target x -o out.png --strength=-inf", "strength must be a number"),
    (f"edit good.png --target x -o out.png --threshold {GOOGOLS}", "threshold must be a number of at least 0"),
    ("edit good.png --target x -o out.png --threshold -1", "threshold must be a number of at least 0"),
    (f"edit good.png --target x -o out.png --face {NINES}", "face must be a whole number from 0"),
    ("edit good.png --target x -o out.png --face 0.5", "face must be a whole number from 0"),
    ("edit good.png --target x -o out.png --sharpen nan", "sharper likeness must be a number of at least 0"),
    ("convert none.pt --out new", "no readable file 'none.pt'"),
    ("convert /dev/zero --out new", "'/dev/zero' is a folder, a device or a pipe"),
    ("convert good.png --out good.png/new", "'good.png' is not a folder"),
    ("prepare good.png --clip-from avatars", "'good.png' is not a folder"),
    (f"prepare folder --clip-from avatars --samples {NINES}", "samples must be a whole number"),
    ("train avatars --config none.yaml", "no readable file 'none.yaml'"),
    ("train avatars --config pipe.png", "'pipe.png' is a folder, a device or a pipe"),
    (f"train avatars --minutes {GOOGOLS}", "minutes must be a number"),
    (f"train avatars --count {GOOGOLS}", "count must be a whole number"),
    ("evaluate avatars --count 0", "count must be a whole number"),
]
EDIT = ("-m", "deltaedit", *["edit", "good.png", "--target", "x", "-o", "out.png"])
APP = (str(ROOT / "app.py"),)
#: Somebody presses Ctrl-C in a moment, each as Python that runs in a program of its own; PRESS is the press.
MOMENTS = {
    "in the work": "cli.check_readable = lambda path: PRESS",
    "and something else comes of it": """
def broken(path):
    try:
        PRESS
    except BaseException:
        raise ValueError('a library made this of it')
cli.check_readable = broken""",
    "twice, the first one swallowed": """
def stubborn(path):
    for _ in range(2):
        try:
            PRESS
        except BaseException:
            pass
    print('went on')
cli.check_readable = stubborn""",
}


def test_sunglasses_from_another_folder(editor: DeltaEditor, tmp_path: Path) -> None:
    Image.open(editor.manifest.pictures[1].file).save(tmp_path / "in.png")
    words = ["--source", "face", "--target", "face with sunglasses", "--strength", "1"]
    # Sums of another number of threads are rounded another way.
    threads = {"OMP_NUM_THREADS": str(torch.get_num_threads())}
    done = run("-m", "deltaedit", "edit", "in.png", *words, "-o", "out.png", cwd=tmp_path, env=threads)
    assert done.returncode == 0, done.stderr
    out = Image.open(tmp_path / "out.png")
    assert out.size == (editor.manifest.resolution,) * 2
    # Where the glasses sit, the picture is darker than it was.
    box = tuple(round(part * out.width) for part in (0.36, 0.38, 0.64, 0.48))
    before = np.asarray(Image.open(tmp_path / "in.png").convert("L").crop(box)).mean()
    assert np.asarray(out.convert("L").crop(box)).mean() < before - 20
    # Another process, the same pixels: what a restart of the app means.
    here = editor.edit(editor.invert(Image.open(tmp_path / "in.png")), "face", "face with sunglasses").image
    assert np.array_equal(np.asarray(here), np.asarray(out))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.png", "--target", "bald face"], "no readable file"),
        (["text.png", "--target", "bald face"], "not a picture that can be read"),
        (["empty.png", "--target", "bald face"], "empty"),
        (["good.png", "--target", ""], "target text is empty"),
        (["good.png", "--source", " ", "--target", "bald face"], "source text is empty"),
        (["good.png", "--source", "bald face", "--target", "bald face"], "nothing to change"),
        (["good.png", "--target", "bald face", "--bundle", "nowhere"], "Present: 'avatars' and 'robots'"),
        (["good.png", "--target", "bald face", "--threshold", "-1"], "threshold must be"),
        (["good.png", "--target", "bald face", "--strength", "nan"], "strength must be"),
        (["good.png", "--target", "bald face", "-o", "no/such/folder/out.png"], "cannot be written"),
        (["good.png", "--target", "bald face", "-o", "out.nonsense"], "cannot be written"),
    ],
)
def test_mistakes_are_a_sentence_and_code_2(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.png").write_bytes(b"")
    Image.new("RGB", (64, 64), "gray").save(tmp_path / "good.png")
    if "-o" not in arguments:
        arguments = [*arguments, "-o", "out.png"]
    assert main(["edit", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error and "Traceback" not in error and len(error.strip().splitlines()) == 1
    assert not (tmp_path / "out.png").exists()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of every kind."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "folder").mkdir()
    (folder / "wrong.json").write_text('{"version": 7}')
    os.mkfifo(folder / "pipe.png")
    Image.new("RGB", (64, 64), "gray").save(folder / "good.png")
    (folder / "link.png").symlink_to("good.png")
    (folder / "other-name.png").hardlink_to(folder / "good.png")
    with (folder / "large.png").open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)
    return folder


#: Runs commands one after the other in one program that cannot import torch; prints code, output, errors and folder.
WITHOUT_TORCH = """
import contextlib, io, json, os, sys
sys.modules["torch"] = None
from deltaedit.__main__ import main
results = []
for command in json.loads(sys.argv[1]):
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            code = main(command.split())
        except SystemExit as asked:
            code = asked.code
    results.append([code, out.getvalue(), errors.getvalue(), sorted(os.listdir())])
print(json.dumps(results))
"""


@pytest.fixture(scope="module")
def said_before(desk: Path) -> dict[str, list[Any]]:
    """What came of each command without torch."""
    commands = [command for command, _ in KNOWN_BEFORE]
    done = run("-c", WITHOUT_TORCH, json.dumps(commands), cwd=desk)
    return dict(zip(commands, json.loads(done.stdout), strict=True))


@pytest.mark.skipif(os.name != "posix", reason="devices and pipes as files")
@pytest.mark.parametrize(("command", "message"), KNOWN_BEFORE)
def test_what_can_be_known_is_said_before_torch_is_imported(
    command: str, message: str, desk: Path, said_before: dict[str, list[Any]]
) -> None:
    code, out, error, left = said_before[command]
    assert code == 2 and message in error
    assert out == "" and len(error.splitlines()) == 1 and len(error) < 400
    assert left == sorted(path.name for path in desk.iterdir())


def run_program(code: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, after ``code`` that may use ``cli``."""
    program = f"import sys, os, signal, deltaedit.__main__ as entry\n{code}\nentry.program()"
    return run("-c", program, *arguments, cwd=folder)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_is_one_sentence_and_130(moment: str, desk: Path) -> None:
    code = MOMENTS[moment].replace("PRESS", "os.kill(os.getpid(), signal.SIGINT)")
    done = run_program("from deltaedit import cli\n" + code, "convert", "x", "--out", "y", folder=desk)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", STOPPED)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(
    ("program", "module"),
    [(EDIT, "argparse"), (EDIT, "PIL"), (EDIT, "torch"), (APP, "argparse"), (APP, "torch"), (APP, "gradio")],
)
def test_ctrl_c_while_a_module_is_imported_is_one_sentence_and_130(
    program: Sequence[str], module: str, desk: Path, tmp_path: Path
) -> None:
    # As a compiled module does: it swallows the exception, and goes on as if nothing had been.
    code = "import os, signal\ntry:\n    os.kill(os.getpid(), signal.SIGINT)\nexcept BaseException:\n    pass\n"
    (tmp_path / f"{module}.py").write_text(code)
    done = run(*program, cwd=desk, shadow=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", STOPPED)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_after_the_work_changes_nothing(desk: Path) -> None:
    code = "import atexit\natexit.register(os.kill, os.getpid(), signal.SIGINT)\n"
    done = run_program(code, "edit", "none.png", "--target", "x", "-o", "out.png", folder=desk)
    assert done.returncode == 2 and done.stderr.startswith("deltaedit: There is no readable file")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk as a device")
@pytest.mark.parametrize(("reader", "code"), [("gone", 141), ("full", 2)])
def test_output_that_nobody_takes_is_no_traceback(reader: str, code: int, desk: Path) -> None:
    ends = os.pipe()
    os.close(ends[0])
    program = "from deltaedit.terminal import exit_with\nexit_with(lambda: print('x' * 1_000_000) or 0)"
    with os.fdopen(ends[1], "w") as gone, open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=gone if reader == "gone" else full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert done.returncode == code
    assert done.stderr == ("" if reader == "gone" else "deltaedit: The work cannot go on: No space left on device.\n")


@pytest.fixture
def quick_editor(editor: DeltaEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line's editor is loaded already, and takes a made-up picture for every one."""
    monkeypatch.setattr(DeltaEditor, "from_bundle", lambda name: editor)
    monkeypatch.setattr(editor, "invert", lambda picture, **how: editor.random(1))


@pytest.mark.parametrize(
    ("answer", "option", "code"), [("y", [], 0), ("", [], 2), ("no", [], 2), (None, [], 2), (None, ["--overwrite"], 0)]
)
def test_the_picture_itself_is_overwritten_only_when_that_is_meant(
    answer: str | None,
    option: list[str],
    code: int,
    quick_editor: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stderr.isatty", lambda: answer is not None, raising=False)
    path = tmp_path / "me.png"
    Image.new("RGB", (64, 64), "gray").save(path)
    before = path.read_bytes()
    assert main(["edit", str(path), "--target", "bald face", "-o", str(path), *option]) == code
    assert (path.read_bytes() != before) == (code == 0)
    assert list(tmp_path.iterdir()) == [path]
    said = capsys.readouterr().err
    assert ("Overwrite it? [y/N]" in said) == (answer is not None)
    assert ("--overwrite" in said) == (answer is None and not option)


class Terminal:
    """Stands in for a person at a terminal; None for nobody."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        return self.answer is not None

    def readline(self) -> str:
        assert self.answer is not None
        return self.answer + "\n"


def test_a_full_disk_leaves_the_older_picture(
    quick_editor: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    Image.new("RGB", (64, 64), "gray").save(tmp_path / "in.png")
    (tmp_path / "out.png").write_bytes(b"older")
    command = ["edit", str(tmp_path / "in.png"), "--target", "bald face", "-o", str(tmp_path / "out.png")]
    assert main(command) == 2
    assert capsys.readouterr().err.endswith("out.png' cannot be written: No space left on device.\n")
    assert (tmp_path / "out.png").read_bytes() == b"older"
    assert {path.name for path in tmp_path.iterdir()} == {"in.png", "out.png"}


@pytest.mark.parametrize(("suffix", "writable"), [(".webp", False), (".png", True), (".jpg", True)])
def test_a_format_that_cannot_hold_the_picture_is_said_before_the_work(
    suffix: str,
    writable: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work(name: str) -> DeltaEditor:
        raise cli.DeltaEditError("the work began")

    monkeypatch.setattr(DeltaEditor, "from_bundle", work)
    Image.new("RGB", (20_000, 16)).save(tmp_path / "wide.png")
    command = ["edit", str(tmp_path / "wide.png"), "--target", "x", "--whole", "-o", str(tmp_path / f"out{suffix}")]
    assert main(command) == 2
    assert ("the work began" if writable else "20000 x 64 pixels does not go into a .webp") in capsys.readouterr().err


def test_broken_checksum_is_a_sentence(editor: DeltaEditor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    folder = tmp_path / "mine"
    shutil.copytree(editor.manifest.folder, folder)
    (folder / "relevance.safetensors").write_bytes(b"broken")
    Image.new("RGB", (64, 64)).save(tmp_path / "good.png")
    picture, out = str(tmp_path / "good.png"), str(tmp_path / "out.png")
    assert main(["edit", picture, "--target", "bald face", "--bundle", str(folder), "-o", out]) == 2
    assert "relevance.safetensors" in capsys.readouterr().err


def test_bundles_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bundles"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("avatars: ") and second.startswith("robots: ")


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["edit"], ["edit", "a.png"], ["train"]])
def test_usage_ends_with_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_unknown_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "avatars", "--stage", "nonsense"]) == 2
    assert "'mapper'" in capsys.readouterr().err


def test_a_dry_run_tells_stages_settings_and_disk_and_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DELTAEDIT_HOME", str(tmp_path))
    assert main(["train", "avatars", "--dry-run", "--minutes", "3"]) == 0
    stages, settings = capsys.readouterr().out.split("\n\nSettings:\n")
    assert [line.split()[0] for line in stages.splitlines()][:3] == ["data", "generator", "clip"]
    assert "minutes: 3.0" in settings and "MB of disk are free" in settings
    assert list(tmp_path.iterdir()) == []


def test_unknown_device(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "avatars", "--stage", "manifest", "--device", "warp"]) == 2
    assert "'cpu'" in capsys.readouterr().err


def test_an_option_of_several_values_can_be_given_again() -> None:
    """Whoever repeats it means all of them; the last one alone would train something else without a word."""
    given = ["train", "avatars", "--stage", "data", "--set", "data.size=64", "--set", "data.count=9", "--stage", "clip"]
    arguments = cli._parser().parse_args(given)
    assert arguments.set == ["data.size=64", "data.count=9"] and arguments.stage == ["data", "clip"]


@pytest.mark.parametrize(
    ("typed", "strengths"),
    [("", [1, 1]), ("--strength 0.5", [0.5, 0.5]), ("--strength 0.5 --strength=-1", [0.5, -1])],
)
def test_targets_stand_on_top_of_each_other(
    typed: str, strengths: list[float], editor: DeltaEditor, quick_editor: None, tmp_path: Path
) -> None:
    Image.new("RGB", (64, 64), "gray").save(tmp_path / "in.png")
    words = f"--target face+with+glasses --target sad+face {typed}".split()
    command = [word.replace("+", " ") for word in words]
    assert main(["edit", str(tmp_path / "in.png"), *command, "-o", str(tmp_path / "out.png")]) == 0
    steps = [EditStep(target, strength=amount) for target, amount in zip(("face with glasses", "sad face"), strengths)]
    assert Image.open(tmp_path / "out.png").tobytes() == editor.stack(editor.random(1), steps).image.tobytes()


def test_a_recipe_is_written_and_replayed_from_its_file_and_from_its_picture(
    quick_editor: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (64, 64), "gray").save("in.png")
    words = ["--target", "face with glasses", "--target", "make her hair blue", "--strength", "0.7"]
    assert main(["edit", "in.png", *words, "--save-recipe", "r.json", "-o", "made.png"]) == 0
    # The editor of this test takes every picture for the random picture 1, and so does the recipe.
    assert json.loads(Path("r.json").read_text())["picture"] == {"seed": 1}
    for source in ("r.json", "made.png"):
        assert main(["edit", "--recipe", source, "-o", "again.png"]) == 0
        assert Path("again.png").read_bytes() == Path("made.png").read_bytes()
    assert main(["edit", "--recipe", "r.json", "--no-recipe", "-o", "plain.png"]) == 0
    assert Image.open("plain.png").tobytes() == Image.open("made.png").tobytes()
    assert main(["edit", "--recipe", "plain.png", "-o", "again.png"]) == 2
    capsys.readouterr()
    for wrong, message in (
        (["in.png", "--recipe", "r.json"], "names its picture itself"),
        (["--recipe", "r.json", "--target", "bald face"], "own texts and numbers"),
        (["--recipe", "r.json", "--face", "1"], "how its picture was found"),
        (["--recipe", "r.json", "--bundle", "robots"], "for the bundle 'avatars' and not for 'robots'"),
    ):
        assert main(["edit", *wrong, "-o", "again.png"]) == 2
        assert message in capsys.readouterr().err


def test_the_last_edit_is_shown_at_several_strengths(
    quick_editor: None, editor: DeltaEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (64, 64), "gray").save("in.png")
    words = ["--target", "face with glasses", "--target", "make her hair blue", "--strength", "0.7"]
    assert main(["edit", "in.png", *words, "--strip", "s.png", "--animation", "a.gif", "-o", "out.png"]) == 0
    shown, size = np.asarray(Image.open("s.png"), int), editor.manifest.resolution
    assert shown.shape == (size, STRIP_FRAMES * size, 3)
    glasses = editor.stack(editor.random(1), [EditStep("face with glasses", strength=0.7)]).image
    # From the picture that the first edit left to what is written, but for the rounding of a batch.
    assert np.abs(shown[:, :size] - np.asarray(glasses, int)).max() <= 1
    assert np.abs(shown[:, -size:] - np.asarray(Image.open("out.png"), int)).max() <= 1
    with Image.open("a.gif") as animation:
        assert animation.is_animated and animation.size == (size, size)
    assert main(["edit", "in.png", "--target", "sad face", "--strength", "0", "--strip", "s.png", "-o", "o.png"]) == 2


def test_a_code_is_written_and_edited(quick_editor: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (64, 64), "gray").save("in.png")
    words = ["--target", "face with glasses"]
    assert main(["edit", "in.png", *words, "--save-code", "c.safetensors", "-o", "made.png"]) == 0
    saved = ["--save-recipe", "r.json", "-o", "again.png"]
    assert main(["edit", "--code", "c.safetensors", *words, *saved]) == 0
    assert Image.open("again.png").tobytes() == Image.open("made.png").tobytes()
    assert main(["edit", "--code", "c.safetensors", "--recipe", "r.json", "-o", "third.png"]) == 0
    assert Path("third.png").read_bytes() == Path("again.png").read_bytes()


def test_a_folder_of_pictures_is_edited_and_failures_are_told_at_the_end(
    quick_editor: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name in ("a.png", "c.jpg"):
        Image.new("RGB", (64, 64), "gray").save(f"in/{name}")
    Path("in/b.png").write_text("no picture")
    Path("in/notes.txt").write_text("no picture either")
    command = ["edit", "in", "--target", "bald face", "-o", "out"]
    assert main(command) == 1
    *_, failure, count = capsys.readouterr().err.splitlines()
    assert failure.startswith("deltaedit: 'b.png': This file is not a picture")
    assert count == "deltaedit: 2 of 3 pictures are done."
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.png", "c.jpg"]
    assert main(["edit", "in", "--target", "zxqv", "-o", "none"]) == 2 and not Path("none").exists()
    assert main(["edit", "in", "--target", "bald face", "-o", "in"]) == 2
    assert "--overwrite" in capsys.readouterr().err
    Path("in/b.png").unlink()
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["out"] for one in told["pictures"]] == ["out/a.png", "out/c.jpg"] and told["failed"] == {}


def test_what_was_done_is_told_in_a_line_and_as_json(
    quick_editor: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (64, 64), "gray").save("in.png")
    command = ["edit", "in.png", "--target", "add sunglasses and a zxqv", "--threshold", "9", "--strength", "5"]
    assert main([*command, "-o", "out.png"]) == 0
    said = capsys.readouterr()
    for part in ("understood as: face", "Left out", "No channel reaches the threshold 9", "Strength 5 is outside"):
        assert said.err.count(part) == 1
    assert said.out == "" and said.err.splitlines()[-1].startswith("deltaedit: wrote 'out.png': 1 edit, ")
    assert main([*command, "-o", "out.png", "--json"]) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    (edit,) = told["pictures"][0]["edits"]
    assert said.err == "" and told["bundle"] == "avatars" and edit["unknown"] == ["face with a zxqv"]
    assert edit["strength"] == 5 and 0 < edit["channels"] < 100 and 0 < edit["threshold"] < 9
    for part in ("Left out", "No channel reaches the threshold 9", "Strength 5 is outside"):
        assert edit["hint"].count(part) == 1


def test_every_argument_of_every_command_is_explained() -> None:
    (commands,) = (one for one in cli._parser()._actions if one.dest == "command")
    for name, parser in commands.choices.items():  # type: ignore[union-attr]
        for action in parser._actions:
            assert action.help, f"{name}: {action.dest}"
