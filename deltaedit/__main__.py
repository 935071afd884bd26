"""The command line: ``python -m deltaedit COMMAND``; ``--help`` lists them. Mistakes end with a sentence and code 2."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from deltaedit.errors import BundleError, CheckpointError, DeltaEditError, TrainingError


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
    edit.add_argument("--face", type=int, default=0, help="which face, where there are several; 0 is the largest")
    edit.add_argument("--centre", action="store_true", help="take the centre square, whatever the bundle looks for")
    edit.add_argument("--sharpen", type=float, metavar="SECONDS", help="optimise the likeness for so long")
    edit.add_argument("--whole", action="store_true", help="put the edit back into the whole photograph")
    edit.add_argument("-o", "--out", type=Path, required=True)

    bundles = commands.add_parser("bundles", help="list the bundles, present and to be had")
    bundles.add_argument("--clear", metavar="NAME", help="remove a fetched bundle and what the hub cache holds for it")

    download = commands.add_parser("download", help="fetch, verify and convert a published bundle")
    download.add_argument("bundle")
    download.add_argument("--accept-license", action="store_true", help="you have read the licences and agree")
    download.add_argument("--keep-originals", action="store_true", help="leave the published files in the hub cache")

    convert = commands.add_parser("convert", help="convert a published .pt, .pkl or .npy file to safetensors")
    convert.add_argument("file", type=Path)
    convert.add_argument("--out", type=Path, required=True, help="folder of the bundle")

    ready = commands.add_parser("prepare", help="make a bundle of a folder that holds a generator")
    ready.add_argument("folder", type=Path)
    ready.add_argument("--clip-from", required=True, metavar="BUNDLE", help="whose CLIP to use")
    ready.add_argument("--neutral", default="", help='the text that means "any picture of this domain"; or "picture"')
    ready.add_argument("--samples", type=int, default=1000, help="pictures to sample")

    train = commands.add_parser(
        "train",
        help="train a bundle: a domain of this project, or a folder below checkpoints/ that holds a generator",
        description="The same command goes on after an interruption. Several GPUs or processes: "
        "torchrun --nproc-per-node N -m deltaedit train ...",
    )
    train.add_argument("bundle", help="name of a bundle, or its folder")
    train.add_argument("--stage", nargs="+", default=["all"], help="which stages, in order; all by default")
    train.add_argument("--clip-from", metavar="BUNDLE", help="whose CLIP to take, for a bundle that has none")
    train.add_argument("--neutral", help='the text that means "any picture of this domain"')
    train.add_argument("--pictures", metavar="FOLDER", help="real pictures of the domain, for latents and encoder")
    train.add_argument(
        "--config", type=Path, metavar="YAML", help="settings of the stages; runs/NAME/config.yaml is one"
    )
    train.add_argument("--set", nargs="+", default=[], metavar="FIELD=VALUE", help="single settings: mapper.batch=64")
    train.add_argument("--minutes", type=float, help="budget of each stage that stops by the clock")
    train.add_argument("--count", type=int, help="latents to sample, or pictures to draw")
    train.add_argument("--fresh", action="store_true", help="begin anew instead of going on")
    train.add_argument("--device", default="cpu", help="what to compute on: cpu, cuda, cuda:1 ...")
    train.add_argument("--tensorboard", action="store_true", help="log to runs/NAME/tensorboard too (pip install it)")
    train.add_argument("--dry-run", action="store_true", help="only tell what it would take: time, memory, disk")

    evaluate = commands.add_parser("evaluate", help="measure the bundle of a drawn domain on fresh renders")
    evaluate.add_argument("bundle", help="its name")
    evaluate.add_argument("--count", type=int, default=64, help="drawings to edit")
    evaluate.add_argument(
        "--calibrate", action="store_true", help="choose threshold and strength scale, and keep them in the manifest"
    )
    return parser


def run_edit(arguments: argparse.Namespace) -> None:
    """Edit one picture file."""
    from deltaedit.editor import DeltaEditor
    from deltaedit.errors import ImageError
    from deltaedit.images import SAVED_QUALITY, open_image
    from deltaedit.inversion import RefineConfig

    picture = open_image(arguments.picture)
    editor = DeltaEditor.from_bundle(arguments.bundle)
    source = editor.manifest.neutral if arguments.source is None else arguments.source
    # The texts are checked before the slow part.
    editor.clip.text_delta(source, arguments.target)
    alignment = "centre" if arguments.centre else None
    inversion = editor.invert(picture, which=arguments.face, alignment=alignment)
    if arguments.sharpen is not None:
        inversion = editor.sharpen(inversion, RefineConfig(steps=10_000, seconds=arguments.sharpen))
    edited = editor.edit(inversion, source, arguments.target, arguments.strength, arguments.threshold).image
    try:
        result = editor.paste(picture, inversion, edited) if arguments.whole else edited
        result.save(arguments.out, quality=SAVED_QUALITY)
    except (OSError, ValueError) as error:
        raise ImageError(f"The picture cannot be written to '{arguments.out}': {error}.") from error


def run_bundles(arguments: argparse.Namespace) -> None:
    """List what is present and what can be fetched, or remove a fetched one."""
    from deltaedit.zoo.bundles import find_bundle, list_bundles, list_recipes
    from deltaedit.zoo.install import clear, needed
    from deltaedit.zoo.recipes import find_recipe

    if arguments.clear is not None:
        print(f"{arguments.clear}: {clear(arguments.clear) / 1e6:.1f} MB freed")
        return
    present = list_bundles()
    for name in [*present, *(name for name in list_recipes() if name not in present)]:
        try:
            if name in present:
                manifest = find_bundle(name)
                size = sum(entry.size for entry in manifest.files.values()) / 1e6
                state = f"present, {size:.1f} MB"
            else:
                recipe = find_recipe(name)
                manifest = recipe.manifest
                state = f"not here, {needed(recipe).fetch / 1e6:.1f} MB to fetch"
        except DeltaEditError as error:
            # One that is broken must not hide the others.
            print(f"{name}: {error}")
            continue
        editing = "mapper" if manifest.mapper else "global directions"
        finding = "encoder" if manifest.encoder else "search"
        print(
            f"{name}: {state}. {manifest.title}, {manifest.resolution} px; edits by {editing}, finds pictures by "
            f"{finding}. {manifest.description}"
        )


def run_download(arguments: argparse.Namespace) -> None:
    """Fetch a published bundle."""
    from deltaedit.terminal import StepBar
    from deltaedit.zoo.bundles import is_present
    from deltaedit.zoo.install import install, license_notice, needed, preparation_notice
    from deltaedit.zoo.recipes import find_recipe

    recipe = find_recipe(arguments.bundle)
    if is_present(arguments.bundle):
        print(f"{arguments.bundle} is here already")
        return
    needs = needed(recipe)
    print(license_notice(recipe), file=sys.stderr)
    print(
        f"{needs.fetch / 1e6:.1f} MB to fetch, about {needs.disk / 1e6:.0f} MB of disk. {preparation_notice(recipe)}",
        file=sys.stderr,
    )
    manifest = install(
        arguments.bundle,
        accept_license=arguments.accept_license or _agreed(),
        keep_originals=arguments.keep_originals,
        watch=StepBar(),
    )
    print(f"{manifest.name} is ready in {manifest.folder}")


def _agreed() -> bool:
    """Asks the person at the terminal, where there is one."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print("Do you agree? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def run_prepare(arguments: argparse.Namespace) -> None:
    """Make a bundle of a generator."""
    from deltaedit.terminal import StepBar
    from deltaedit.zoo.install import Step
    from deltaedit.zoo.prepare import make_bundle

    bar = StepBar()
    try:
        manifest = make_bundle(
            arguments.folder,
            arguments.clip_from,
            neutral=arguments.neutral,
            samples=arguments.samples,
            progress=lambda label, done, total: bar(Step(label, done, total, "pictures")),
        )
    except OSError as error:
        raise BundleError(f"Nothing can be written to '{arguments.folder}': {error.strerror or error}.") from error
    print(f"{manifest.name} is ready in {manifest.folder}")


def run_convert(arguments: argparse.Namespace) -> None:
    """Convert a published file."""
    from deltaedit.zoo.convert import convert

    try:
        for path in convert(arguments.file, arguments.out):
            print(path)
    except OSError as error:
        raise CheckpointError(f"Nothing can be written to '{arguments.out}': {error.strerror or error}.") from error


def run_train(arguments: argparse.Namespace) -> None:
    """Run training stages."""
    from deltaedit.training.command import TrainOptions, train

    given = {"clip_from": arguments.clip_from, "neutral": arguments.neutral, "pictures": arguments.pictures}
    settings = [f"bundle.{name}={json.dumps(value)}" for name, value in given.items() if value is not None]
    try:
        train(
            TrainOptions(
                bundle=arguments.bundle,
                stages=arguments.stage,
                config=arguments.config,
                settings=[*settings, *arguments.set],
                minutes=arguments.minutes,
                count=arguments.count,
                fresh=arguments.fresh,
                device=arguments.device,
                dry_run=arguments.dry_run,
                tensorboard=arguments.tensorboard,
            )
        )
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise TrainingError(f"Training stopped: {error.strerror or error}{where}.") from error


def run_evaluate(arguments: argparse.Namespace) -> None:
    """Measure a bundle."""
    from deltaedit.evaluation.drawn import evaluate
    from deltaedit.training.drawn.domains import find_domain

    evaluate(find_domain(arguments.bundle), arguments.count, calibrated=arguments.calibrate)


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        0, or 2 where what was asked for cannot be done; a sentence on standard error says why.
    """
    arguments = _parser().parse_args(argv)
    commands = {
        "edit": run_edit,
        "bundles": run_bundles,
        "download": run_download,
        "convert": run_convert,
        "prepare": run_prepare,
        "train": run_train,
        "evaluate": run_evaluate,
    }
    try:
        commands[arguments.command](arguments)
    except DeltaEditError as error:
        print(f"deltaedit: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("deltaedit: stopped; what is finished is kept", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
