"""The command line: ``python -m deltaedit COMMAND``; ``--help`` lists them.

Every command first checks all that can be known without its work: numbers, files, folders. Only then is torch imported,
so a mistake is said at once, and code 2 goes with it.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from deltaedit.errors import DeltaEditError, finite_number, whole_number
from deltaedit.files import check_folder, check_readable
from deltaedit.terminal import StepBar, ask, may_overwrite, say

#: More pictures than these are asked for by mistake.
MOST_SAMPLES, MOST_PICTURES = 1_000_000, 1_000_000_000


def _number(name: str, minimum: float = -math.inf) -> Callable[[str], float]:
    return partial(finite_number, name=name, minimum=minimum)


def _whole(name: str, minimum: int, maximum: int) -> Callable[[str], int]:
    return partial(whole_number, name=name, minimum=minimum, maximum=maximum)


def _add_edit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    edit = commands.add_parser(
        "edit",
        help="edit a picture, or a folder of pictures",
        description="Several --target stand on top of each other, in order; a later one sees what the earlier ones "
        "made. A picture that is written as PNG, JPEG or WebP carries the recipe of its edits.",
    )
    edit.add_argument(
        "picture", type=Path, nargs="?", help="a picture, or a folder of them; none where a recipe or --code is enough"
    )
    edit.add_argument("--source", help="what the picture is; without it a target may be an instruction")
    edit.add_argument(
        "--target", action="append", default=[], help="what it should become, or what to do; once per edit"
    )
    edit.add_argument(
        "--strength",
        type=_number("strength"),
        action="append",
        default=[],
        help="0 changes nothing, 1 is the full edit; one for each target, or one for all",
    )
    edit.add_argument(
        "--threshold", type=_number("threshold", 0.0), help="of the relevance mask; the bundle's own by default"
    )
    edit.add_argument("--bundle", help="name of a bundle, or a folder that holds one; avatars by default")
    edit.add_argument(
        "--face",
        type=_whole("number of the face", 0, 9999),
        default=0,
        help="which face, where there are several; 0 is the largest",
    )
    edit.add_argument("--centre", action="store_true", help="take the centre square, whatever the bundle looks for")
    edit.add_argument(
        "--sharpen",
        type=_number("number of seconds for a sharper likeness", 0.0),
        metavar="SECONDS",
        help="optimise the likeness for so long",
    )
    edit.add_argument("--whole", action="store_true", help="put the edit back into the whole photograph")
    edit.add_argument(
        "--recipe", type=Path, metavar="FILE", help="replay the edits of a recipe, or of a picture that carries one"
    )
    edit.add_argument(
        "--strip", type=Path, metavar="FILE", help="also write five strengths of the last edit side by side"
    )
    edit.add_argument(
        "--animation", type=Path, metavar="FILE", help="also write the last edit growing and going back: .webp or .gif"
    )
    edit.add_argument("--save-recipe", type=Path, metavar="FILE", help="write the recipe of this edit as JSON")
    edit.add_argument("--no-recipe", action="store_true", help="let the picture that is written carry no recipe")
    edit.add_argument(
        "--code", type=Path, metavar="FILE", help="edit the picture of a code: of --save-code, or a latents.pt of e4e"
    )
    edit.add_argument(
        "--number", type=_whole("number of the code", 0, MOST_SAMPLES), default=0, help="which of several codes; from 0"
    )
    edit.add_argument(
        "--save-code", type=Path, metavar="FILE", help="write the picture's code; as private as the picture itself"
    )
    edit.add_argument("--json", action="store_true", help="print what was done as one JSON object")
    edit.add_argument(
        "-o", "--out", type=Path, required=True, help="what to write: its suffix says in which format; or a folder"
    )
    edit.add_argument("--overwrite", action="store_true", help="what is read may be overwritten")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deltaedit", description="Edit a picture by saying what it should become.")
    commands = parser.add_subparsers(dest="command", required=True)

    _add_edit(commands)

    bundles = commands.add_parser("bundles", help="list the bundles, present and to be had")
    bundles.add_argument("--clear", metavar="NAME", help="remove a fetched bundle and what the hub cache holds for it")

    download = commands.add_parser("download", help="fetch, verify and convert a published bundle")
    download.add_argument("bundle", help="its name; deltaedit bundles lists them")
    download.add_argument("--accept-license", action="store_true", help="you have read the licences and agree")
    download.add_argument("--keep-originals", action="store_true", help="leave the published files in the hub cache")

    convert = commands.add_parser("convert", help="convert a published .pt, .pkl or .npy file to safetensors")
    convert.add_argument("file", type=Path, help="the published file")
    convert.add_argument("--out", type=Path, required=True, help="folder of the bundle")
    convert.add_argument("--overwrite", action="store_true", help="the file itself may be overwritten")

    ready = commands.add_parser("prepare", help="make a bundle of a folder that holds a generator")
    ready.add_argument("folder", type=Path, help="holds generator.safetensors; the rest is made beside it")
    ready.add_argument("--clip-from", required=True, metavar="BUNDLE", help="whose CLIP to use")
    ready.add_argument("--neutral", default="", help='the text that means "any picture of this domain"; or "picture"')
    ready.add_argument(
        "--samples", type=_whole("number of samples", 1, MOST_SAMPLES), default=1000, help="pictures to sample"
    )

    train = commands.add_parser(
        "train",
        help="train a bundle: a domain of this project, or a folder below checkpoints/ that holds a generator",
        description="The same command goes on after an interruption. Several GPUs or processes: "
        "torchrun --nproc-per-node N -m deltaedit train ...",
    )
    train.add_argument("bundle", help="name of a bundle, or its folder")
    train.add_argument("--stage", nargs="+", action="extend", help="which stages, in order; all by default")
    train.add_argument("--clip-from", metavar="BUNDLE", help="whose CLIP to take, for a bundle that has none")
    train.add_argument("--neutral", help='the text that means "any picture of this domain"')
    train.add_argument("--pictures", metavar="FOLDER", help="real pictures of the domain, for latents and encoder")
    train.add_argument(
        "--config", type=Path, metavar="YAML", help="settings of the stages; runs/NAME/config.yaml is one"
    )
    train.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="FIELD=VALUE", help="single settings: mapper.batch=64"
    )
    train.add_argument(
        "--minutes", type=_number("number of minutes", 0.0), help="budget of each stage that stops by the clock"
    )
    train.add_argument("--count", type=_whole("count", 1, MOST_PICTURES), help="latents to sample, or pictures to draw")
    train.add_argument("--fresh", action="store_true", help="begin anew instead of going on")
    train.add_argument("--device", default="cpu", help="what to compute on: cpu, cuda, cuda:1 ...")
    train.add_argument("--dry-run", action="store_true", help="only tell what would run, with which settings")

    evaluate = commands.add_parser("evaluate", help="measure the bundle of a drawn domain on fresh renders")
    evaluate.add_argument("bundle", help="its name")
    evaluate.add_argument("--count", type=_whole("count", 1, MOST_SAMPLES), default=64, help="drawings to edit")
    evaluate.add_argument(
        "--calibrate", action="store_true", help="choose threshold and strength scale, and keep them in the manifest"
    )
    return parser


def run_edit(arguments: argparse.Namespace) -> int:
    """Edit a picture, or a folder of them."""
    from deltaedit.edit_command import EditOptions, edit

    given = {name: value for name, value in vars(arguments).items() if name != "command"}
    lists = {name: tuple(given[name]) for name in ("target", "strength")}
    return edit(EditOptions(**{**given, **lists}))


def run_bundles(arguments: argparse.Namespace) -> None:
    """List what is present and what can be fetched, or remove a fetched one."""
    from deltaedit.bundles.find import find_bundle, list_bundles, list_recipes, what_is_present
    from deltaedit.bundles.install import clear, needed
    from deltaedit.bundles.recipes import find_recipe

    if arguments.clear is not None:
        print(f"{arguments.clear}: {clear(arguments.clear) / 1e6:.1f} MB freed")
        return
    present = list_bundles()
    if not present:
        say(f"{what_is_present()}.")
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
    from deltaedit.proxies import pass_by_proxies

    pass_by_proxies()

    from deltaedit.bundles.find import is_present
    from deltaedit.bundles.install import install, license_notice, needed, preparation_notice
    from deltaedit.bundles.recipes import find_recipe

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
        accept_license=arguments.accept_license or bool(ask("Do you agree?")),
        keep_originals=arguments.keep_originals,
        watch=StepBar(),
    )
    print(f"{manifest.name} is ready in {manifest.folder}")


def run_prepare(arguments: argparse.Namespace) -> None:
    """Make a bundle of a generator."""
    check_folder(arguments.folder)

    from deltaedit.bundles.install import Step
    from deltaedit.bundles.prepare import make_bundle

    bar = StepBar()
    manifest = make_bundle(
        arguments.folder,
        arguments.clip_from,
        neutral=arguments.neutral,
        samples=arguments.samples,
        progress=lambda label, done, total: bar(Step(label, done, total, "pictures")),
    )
    print(f"{manifest.name} is ready in {manifest.folder}")


def run_convert(arguments: argparse.Namespace) -> None:
    """Convert a published file."""
    check_readable(arguments.file)
    check_folder(arguments.out)

    from deltaedit.bundles.convert import convert
    from deltaedit.bundles.recipes import PART_FILES

    for name in PART_FILES.values():
        may_overwrite(arguments.file, arguments.out / name, arguments.overwrite)
    for path in convert(arguments.file, arguments.out):
        print(path)


def run_train(arguments: argparse.Namespace) -> None:
    """Run training stages."""
    if arguments.config is not None:
        check_readable(arguments.config)

    from deltaedit.training.command import train

    given = {"clip_from": arguments.clip_from, "neutral": arguments.neutral, "pictures": arguments.pictures}
    settings = [f"bundle.{name}={json.dumps(value)}" for name, value in given.items() if value is not None]
    train(
        arguments.bundle,
        arguments.stage or ["all"],
        config_file=arguments.config,
        settings=[*settings, *arguments.set],
        minutes=arguments.minutes,
        count=arguments.count,
        fresh=arguments.fresh,
        device=arguments.device,
        dry_run=arguments.dry_run,
    )


def run_evaluate(arguments: argparse.Namespace) -> None:
    """Measure a bundle."""
    from deltaedit.evaluation.evaluate import check_writable, evaluate
    from deltaedit.training.drawn.domains import find_domain

    domain = find_domain(arguments.bundle)
    check_writable(domain.name, calibrated=arguments.calibrate)
    evaluate(domain, arguments.count, calibrated=arguments.calibrate)


def run(argv: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        Exit code: 0, or 1 where some of several pictures failed.

    Raises:
        DeltaEditError: what was asked for cannot be done.
        SystemExit: the arguments are none of a command; their usage is on standard error.
    """
    arguments = _parser().parse_args(argv)
    commands: dict[str, Callable[[argparse.Namespace], int | None]] = {
        "edit": run_edit,
        "bundles": run_bundles,
        "download": run_download,
        "convert": run_convert,
        "prepare": run_prepare,
        "train": run_train,
        "evaluate": run_evaluate,
    }
    return commands[arguments.command](arguments) or 0
