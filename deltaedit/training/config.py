"""One configuration of a whole training: frozen, a section a stage, from a YAML file and from the command line."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from deltaedit.bundles.recipes import FEWEST_SAMPLES
from deltaedit.errors import TrainingError, listed
from deltaedit.training.checks import positive, requirement, weighs
from deltaedit.training.encoder import EncoderTraining
from deltaedit.training.latents import LatentsConfig
from deltaedit.training.mapper.settings import MapperTraining

#: Ways to find the relevance matrix.
METHODS = ("jacobian", "perturbation", "regression")
#: What reading YAML raises: also ValueError, for a day that no month has, and RecursionError, for very many brackets.
UNREADABLE = (OSError, ValueError, RecursionError, yaml.YAMLError)


@dataclass(frozen=True)
class BundleConfig:
    """What a bundle begins with.

    Attributes:
        clip_from: name or folder of the bundle whose CLIP is taken; empty for the one that is there.
        neutral: the text that means "any picture of this domain"; empty for what the manifest says, or "picture".
        samples: random pictures that the bundle carries, to draw from and to start a search at.
        pictures: folder of real pictures of the domain, for latents and encoder; empty for none.
        fewest_pictures: below this many usable ones such a folder is refused.

    Raises:
        TrainingError: a value cannot be used.
    """

    clip_from: str = ""
    neutral: str = ""
    samples: int = 1000
    pictures: str = ""
    fewest_pictures: int = 50

    def __post_init__(self) -> None:
        need = requirement(self, "A bundle's")
        need(self.samples >= FEWEST_SAMPLES, "samples", f"{FEWEST_SAMPLES} or more")
        need(self.fewest_pictures >= 1, "fewest_pictures", "1 or more")


@dataclass(frozen=True)
class RelevanceTraining:
    """How the relevance matrix is found.

    Attributes:
        method: "regression" (on the stored latents, no picture is drawn: on the avatars the best mask, and the best
            global directions, at a thousandth of the cost, see ``benchmarks/relevance.py``), "jacobian" (slopes of CLIP
            by S, see :func:`deltaedit.relevance.measure_relevance`) or "perturbation" (the published way).
        pictures: how many it looks at; 0 is each method's own (16 for slopes, 6 for perturbations, all latents).
        directions: of CLIP space, for slopes.
        shift: how far from each code slopes are taken, in standard deviations of S.
        ridge: of the regression, as a share of the mean variance of a channel.

    Raises:
        TrainingError: a value cannot be used.
    """

    method: str = "regression"
    pictures: int = 0
    directions: int = 32
    shift: float = 2.0
    ridge: float = 1.0

    def __post_init__(self) -> None:
        need = requirement(self, "The relevance matrix's")
        need(self.method in METHODS, "method", f"one of {listed(METHODS)}")
        need(self.pictures >= 0, "pictures", "0 (as many as the method likes) or more")
        need(self.directions >= 1, "directions", "1 or more")
        need(weighs(self.shift), "shift", "a finite number, 0 or more")
        need(positive(self.ridge), "ridge", "a finite number above 0")


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides what a training makes; a section per stage.

    Attributes:
        bundle: what there is to begin with.
        latents, relevance, encoder, mapper: of the stages of these names.
    """

    bundle: BundleConfig = field(default_factory=BundleConfig)
    latents: LatentsConfig = field(default_factory=LatentsConfig)
    relevance: RelevanceTraining = field(default_factory=RelevanceTraining)
    encoder: EncoderTraining = field(default_factory=EncoderTraining)
    mapper: MapperTraining = field(default_factory=MapperTraining)


Config = TypeVar("Config")


def read_config(defaults: Config, path: Path | None = None, settings: Sequence[str] = ()) -> Config:
    """Defaults, changed by a YAML file and then by settings like ``mapper.batch=64``.

    Raises:
        TrainingError: the file cannot be read, a field does not exist, or a value is of the wrong kind; the message
            names it and lists the fields there are.
    """
    config = defaults
    if path is not None:
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except UNREADABLE as error:
            raise TrainingError(f"The configuration {path} cannot be read: {error}.") from error
        config = _changed(config, {} if content is None else content, str(path), "")
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or not name:
            raise TrainingError(f"'{setting}' sets nothing; write it like mapper.batch=64.")
        try:
            value = yaml.safe_load(text)
        except UNREADABLE as error:
            raise TrainingError(f"The value of '{setting}' cannot be read: {error}.") from error
        for part in reversed(name.split(".")):
            value = {part: value}
        config = _changed(config, value, f"the setting '{setting}'", "")
    return config


def _changed(config: Config, changes: object, origin: str, prefix: str) -> Config:
    """A configuration with some fields replaced; ``prefix`` is the way to it, for messages."""
    if not isinstance(changes, Mapping):
        raise TrainingError(f"In {origin}, '{prefix[:-1] or 'the whole'}' must be a table of fields, not {changes!r}.")
    known = [one.name for one in fields(config)]  # type: ignore[arg-type]
    kinds = get_type_hints(type(config))
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in known:
            raise TrainingError(f"In {origin}, there is no field '{prefix}{name}'; there are {listed(known)}.")
        before = getattr(config, name)
        if is_dataclass(before):
            values[name] = _changed(before, value, origin, f"{prefix}{name}.")
        else:
            values[name] = _fitting(value, kinds[name], f"{prefix}{name}", origin)
    return replace(config, **values)  # type: ignore[type-var]


def _fitting(value: Any, kind: Any, name: str, origin: str) -> Any:
    """A value as its field wants it."""
    wrong = TrainingError(f"In {origin}, '{name}' must be {_in_words(kind)}, not {value!r}.")
    if get_origin(kind) in (Union, types.UnionType):
        if value is None and type(None) in get_args(kind):
            return None
        try:
            return _fitting(value, next(one for one in get_args(kind) if one is not type(None)), name, origin)
        except TrainingError:
            raise wrong from None
    if get_origin(kind) is tuple:
        if not isinstance(value, (list, tuple)):
            raise wrong
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_fitting(one, inner[0], f"{name}[{k}]", origin) for k, one in enumerate(value))
        if len(inner) != len(value):
            raise wrong
        return tuple(_fitting(one, each, f"{name}[{k}]", origin) for k, (one, each) in enumerate(zip(value, inner)))
    if kind is float and isinstance(value, (int, float, str)) and not isinstance(value, bool):
        # YAML reads 1e-3, without a point, as words; and a whole number may be too large.
        try:
            return float(value)
        except (ValueError, OverflowError):
            raise wrong from None
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise wrong
    return value


def _in_words(kind: Any) -> str:
    names = {int: "a whole number", float: "a number", bool: "true or false", str: "words"}
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        return "a list" if inner[-1] is Ellipsis else f"a list of {len(inner)}"
    if get_origin(kind) in (Union, types.UnionType):
        return " or ".join("nothing" if one is type(None) else _in_words(one) for one in get_args(kind))
    return names.get(kind, str(kind))
