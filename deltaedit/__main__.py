"""The command line: ``python -m deltaedit {edit, bundles, convert, train, evaluate}``. Mistakes end with code 2."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from deltaedit.errors import DeltaEditError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deltaedit", description="Edit a picture by saying what it should become.")
    commands = parser.add_subparsers(dest="command", required=True)

    edit = commands.add_parser("edit", help="edit one picture")
    edit.add_argument("picture", type=Path)
    edit.add_argument("--source", help="what the picture is; the bundle's neutral text by default")
    edit.add_argument("--target", required=True, help="what it should become")
    edit.add_argument("--strength", type=float, default=1.0, help="0 changes nothing, 1 is the full edit")
    edit.add_argument("--threshold", type=float, help="of the relevance mask; the bundle's own by default")
    edit.add_argument("--bundle", default="avatars", help="name of a bundle, or a folder that holds one")
    edit.add_argument("-o", "--out", type=Path, required=True)

    commands.add_parser("bundles", help="list the bundles that are present")

    convert = commands.add_parser("convert", help="convert a published .pt file to safetensors")
    convert.add_argument("file", type=Path)
    convert.add_argument("--out", type=Path, required=True, help="folder of the bundle")

    train = commands.add_parser("train", help="train a bundle")
    train.add_argument("bundle", choices=["avatars"])
    train.add_argument("--stage", nargs="+", default=["all"], help="which stages, in order; all by default")
    train.add_argument("--minutes", type=float, help="budget of a stage that stops by the clock")
    train.add_argument("--resume", action="store_true", help="go on where a killed stage was last saved")
    train.add_argument("--device", default="cpu", help="what to compute on: cpu, cuda, cuda:1 ...")
    train.add_argument("--dry-run", action="store_true", help="only tell what it would take")
    train.add_argument("--count", type=int, help="pictures or codes of a stage that makes them")

    evaluate = commands.add_parser("evaluate", help="measure a bundle on fresh renders")
    evaluate.add_argument("bundle", choices=["avatars"])
    evaluate.add_argument("--count", type=int, default=64, help="portraits a phrase")
    evaluate.add_argument(
        "--calibrate", action="store_true", help="choose threshold and strength scale, and keep them in the manifest"
    )
    return parser


def run_edit(arguments: argparse.Namespace) -> None:
    """Edit one picture file."""
    from deltaedit.editor import DeltaEditor
    from deltaedit.errors import ImageError
    from deltaedit.images import open_image

    picture = open_image(arguments.picture)
    editor = DeltaEditor.from_bundle(arguments.bundle)
    source = editor.manifest.neutral if arguments.source is None else arguments.source
    # The texts are checked before the slow part.
    editor.clip.text_delta(source, arguments.target)
    edit = editor.edit(editor.invert(picture), source, arguments.target, arguments.strength, arguments.threshold)
    try:
        edit.image.save(arguments.out)
    except (OSError, ValueError) as error:
        raise ImageError(f"The picture cannot be written to '{arguments.out}': {error}.") from error


def run_bundles(arguments: argparse.Namespace) -> None:
    """List what is present."""
    from deltaedit.zoo.bundles import find_bundle, list_bundles

    for name in list_bundles():
        manifest = find_bundle(name)
        megabytes = sum(entry.size for entry in manifest.files.values()) / 1e6
        print(f"{name}: {manifest.title}, {manifest.resolution} px, {megabytes:.1f} MB. {manifest.description}")


def run_convert(arguments: argparse.Namespace) -> None:
    """Convert a published file."""
    from deltaedit.zoo.convert import convert

    for path in convert(arguments.file, arguments.out):
        print(path)


def run_train(arguments: argparse.Namespace) -> None:
    """Run training stages."""
    from deltaedit.training.avatars.stages import STAGES
    from deltaedit.training.stages import Workplace, device_named, run_stages
    from deltaedit.zoo.bundles import checkpoint_folders, project_root

    place = Workplace(
        bundle=checkpoint_folders()[0] / arguments.bundle,
        runs=project_root() / "runs" / arguments.bundle,
        minutes=arguments.minutes,
        count=arguments.count,
        resume=arguments.resume,
        device=device_named(arguments.device),
    )
    run_stages(STAGES, arguments.stage, place, dry_run=arguments.dry_run)


def run_evaluate(arguments: argparse.Namespace) -> None:
    """Measure a bundle."""
    from deltaedit.evaluation.avatars import evaluate_avatars
    from deltaedit.zoo.bundles import project_root

    evaluate_avatars(
        arguments.bundle, project_root() / "runs" / arguments.bundle, arguments.count, calibrated=arguments.calibrate
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        0, or 2 where what was asked for cannot be done; a sentence on standard error says why.
    """
    arguments = _parser().parse_args(argv)
    commands = {
        "edit": run_edit,
        "bundles": run_bundles,
        "convert": run_convert,
        "train": run_train,
        "evaluate": run_evaluate,
    }
    try:
        commands[arguments.command](arguments)
    except DeltaEditError as error:
        print(f"deltaedit: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
