"""The configuration of a training: frozen, with a section per stage, from a YAML file and the command line."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol, TypeVar

import yaml
from pydantic import Field

from deltaedit.bundles.recipes import MIN_SAMPLES
from deltaedit.errors import TrainingError
from deltaedit.models.encoder import MAX_ITERATIONS
from deltaedit.schema import checked, checked_dataclass

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Natural = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]
NonNegativeFloat = Annotated[float, Field(ge=0)]
PositiveFloat = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
#: The decay of a running mean.
Decay = Annotated[float, Field(ge=0, lt=1)]
#: The smallest pictures that the generator's loss can be computed for.
MIN_DRAWING_SIZE = 8


class Budget(Protocol):
    """How long a training lasts: a number of steps, or of minutes where ``steps`` is 0."""

    @property
    def minutes(self) -> float: ...

    @property
    def steps(self) -> int: ...

    @property
    def seed(self) -> int: ...


def _check_budget(budget: Budget) -> None:
    if not budget.minutes and not budget.steps:
        raise ValueError("'minutes' must be more than 0 where 'steps' is 0, since the training would never end")


@checked_dataclass(TrainingError)
class BundleConfig:
    """What a bundle is made from.

    Attributes:
        clip_from: name or folder of the bundle whose CLIP is copied; empty for the one in the bundle's own folder.
        neutral: the text that means "any picture of this domain"; empty for the manifest's own, or "picture".
        samples: random pictures in the bundle, to draw from and as starting points of inversion.
        pictures: folder of real pictures of the domain, for latents and encoder; empty for none.
        fewest_pictures: a folder with fewer usable pictures is refused.
    """

    clip_from: str = ""
    neutral: str = ""
    samples: Annotated[int, Field(ge=MIN_SAMPLES)] = 1000
    pictures: str = ""
    fewest_pictures: Positive = 50


@checked_dataclass(TrainingError)
class DrawingConfig:
    """Which drawings are made.

    Attributes:
        count: single drawings, for generator, CLIP and encoder.
        family_every: single drawings per family; families are for CLIP.
        family: drawings per family.
        size: pixels along an edge; it must be the generator's size.
        seed, family_seed: of single drawings and of families.
    """

    count: Positive = 24_000
    family_every: Positive = 10
    family: Annotated[int, Field(ge=2)] = 4
    size: Annotated[int, Field(ge=MIN_DRAWING_SIZE)] = 128
    seed: Natural = 11
    family_seed: Natural = 44

    @property
    def families(self) -> int:
        """Number of families."""
        return max(1, self.count // self.family_every)


@checked_dataclass(TrainingError)
class GeneratorTraining:
    """How a generator is distilled.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, instead of time; 0 for none.
        batch: pictures per step; on a CPU, small batches learn more per minute.
        learning_rate: of Adam, decaying to a hundredth along a cosine.
        betas: of Adam.
        mapping_gain: factor on the mapping network's learning rate, to compensate for its layers' multiplier of 0.01.
            At 1, colours and small parts hardly reach w: the robots came to 20.8 dB in 42 minutes of one core, to 24.1
            in 27 more at 20, and to 26.9 in 23 more at 60.
        focus: (from, to) as shares of the edge, of the centred square that has a larger weight.
        focus_weight: weight of that square.
        square_weight: of the mean squared error, which is added to the mean absolute error.
        gradient_weight: of the mean absolute error of the picture's gradients, at two scales. Without it, eyes, mouths
            and glasses never appear.
        edge_weight: additional weight of pixels at edges of the target, and of their neighbours. Lines half a pixel
            wide cover a thousandth of a picture, and are learned last without it.
        colour_weight: of the squared error of the picture shrunk to an eighth, where only colours are left.
        ema: decay of the running mean of the weights, which is the result.
        channels: by resolution from 4 x 4 on; with style_dim and n_mlp the shape of a new generator.
        bfloat16: compute the network, but not the loss, in bfloat16 where a layer allows it.
        compile_from: the step is compiled if the budget has at least this many minutes; that takes almost a minute and
            then saves a quarter of the time on a CPU.
        begin_with: name or folder of a bundle whose generator gives a new one its first weights, of any shape.
        growth: shares of the budget at the last resolutions, smallest first, for a new generator.
        seed: of weights and order.
    """

    minutes: NonNegativeFloat = 60.0
    steps: Natural = 0
    batch: Positive = 4
    learning_rate: PositiveFloat = 3e-3
    betas: tuple[Decay, Decay] = (0.9, 0.99)
    mapping_gain: NonNegativeFloat = 60.0
    focus: tuple[Share, Share] = (0.3125, 0.6875)
    focus_weight: PositiveFloat = 2.0
    square_weight: NonNegativeFloat = 2.0
    gradient_weight: NonNegativeFloat = 0.5
    edge_weight: NonNegativeFloat = 0.0
    colour_weight: NonNegativeFloat = 2.0
    ema: Decay = 0.999
    channels: Annotated[tuple[Positive, ...], Field(min_length=2)] = (96, 96, 96, 96, 48, 24)
    style_dim: Positive = 128
    n_mlp: Positive = 4
    bfloat16: bool = False
    compile_from: NonNegativeFloat = 10.0
    begin_with: str = ""
    growth: Annotated[tuple[PositiveFloat, ...], Field(min_length=1)] = (0.25, 0.25, 0.5)
    seed: Natural = 0

    def __post_init__(self) -> None:
        _check_budget(self)
        if self.focus[0] >= self.focus[1]:
            raise ValueError(f"'focus' must be two rising numbers, not {list(self.focus)}")
        # The loss needs pictures of at least 8 pixels, so the first two resolutions are trained together.
        if len(self.growth) >= len(self.channels):
            raise ValueError(f"'growth' must be shorter than 'channels', which has {len(self.channels)} entries")


@checked_dataclass(TrainingError)
class ClipTraining:
    """How a CLIP is trained.

    Attributes:
        train: "both" towers, or "text" alone, with the existing picture tower frozen.
        minutes: budget of time.
        steps: budget in steps, instead of time; 0 for none.
        singles: unrelated pictures per step.
        families: families per step.
        captions: true captions drawn for each picture of a step.
        image_rate, text_rate: learning rates of Adam, decaying along a cosine.
        head_weight: of the attribute classifiers.
        delta_weight: of the contrastive loss of differences.
        delta_scale: factor on the cosines in both contrastive losses.
        align_weight: of one minus the cosine of matching differences. It is small, since this loss alone collapses the
            space.
        change_weight: of the contrastive loss of changes, each the difference of two texts about members of a family.
        changes: such pairs of texts per family.
        bias: initial bias of the sigmoid loss, the log-odds that a caption holds for a picture.
        ema: decay of the running mean of the weights, which is the result.
        bfloat16: compute the picture tower's step, but not the losses, in bfloat16 where a layer allows it.
        seed: of order and captions.
    """

    train: Literal["both", "text"] = "both"
    minutes: NonNegativeFloat = 35.0
    steps: Natural = 0
    singles: Positive = 24
    families: Positive = 4
    captions: Positive = 2
    image_rate: PositiveFloat = 7e-4
    text_rate: PositiveFloat = 2e-3
    head_weight: NonNegativeFloat = 0.3
    delta_weight: NonNegativeFloat = 0.5
    delta_scale: PositiveFloat = 16.0
    align_weight: NonNegativeFloat = 0.3
    change_weight: NonNegativeFloat = 0.7
    changes: Positive = 6
    bias: float = -1.7
    ema: Decay = 0.998
    bfloat16: bool = False
    seed: Natural = 0

    def __post_init__(self) -> None:
        _check_budget(self)


@checked_dataclass(TrainingError)
class LatentsConfig:
    """How many latents there are, and how they are made and stored.

    Attributes:
        count: sampled codes; rounded up to whole groups, see :attr:`rows`.
        group: codes per group, whose members share most of their code; 1 for no groups.
        shard: codes per shard at most; rounded down to whole groups, see :attr:`rows_per_shard`.
        truncation_psi: truncation of sampled w: 1 for w itself, 0 for the mean of w.
        half: store tables in float16, which changes the mapper's loss by less than a thousandth.
        seed: of the codes.
        batch: pictures per batch; None for 8 on a CPU and 64 on an accelerator.
    """

    count: Positive = 60_000
    group: Positive = 1
    shard: Positive = 1024
    truncation_psi: float = 1.0
    half: bool = True
    seed: Natural = 0
    batch: Positive | None = None

    @property
    def rows(self) -> int:
        """``count``, rounded up to whole groups."""
        return math.ceil(self.count / self.group) * self.group

    @property
    def rows_per_shard(self) -> int:
        """``shard``, rounded down to whole groups, but at least one."""
        return max(1, self.shard // self.group) * self.group


@checked_dataclass(TrainingError)
class RelevanceTraining:
    """How the relevance matrix is estimated.

    Attributes:
        method: "regression" (on the stored latents, without drawing any picture; on the avatars it gives the best mask
            and the best global directions at a thousandth of the cost, see ``benchmarks/relevance.py``), "jacobian"
            (derivatives of CLIP by S, see :func:`deltaedit.relevance.measure_relevance`) or "perturbation" (as
            published).
        pictures: how many are used; 0 for the method's own (regression: all latents, jacobian: 16, perturbation: 6).
        directions: of CLIP space, for "jacobian".
        shift: distance from each code at which derivatives are taken, in standard deviations of S.
        ridge: of the regression, as a share of the mean variance of a channel.
    """

    method: Literal["jacobian", "perturbation", "regression"] = "regression"
    pictures: Natural = 0
    directions: Positive = 32
    shift: NonNegativeFloat = 2.0
    ridge: PositiveFloat = 1.0


@checked_dataclass(TrainingError)
class EncoderTraining:
    """How an encoder is trained.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, instead of time; 0 for none.
        batch: pictures per step in the first phase, in which only w is learned; at least 2, for batch normalisation.
        image_batch: pictures per step in the second phase, in which the generator takes part.
        image_from: share of the budget after which the second phase begins.
        learning_rate: of Adam.
        offset_weight: of the penalty on the offsets between the rows of W+.
        real_share: share of the second phase's steps that use real pictures, where there are any.
        turned: share of the steps whose pictures are slightly rotated, scaled and shifted; the upright ones are then
            the target.
        bfloat16: compute the networks, but not the losses, in bfloat16 where a layer allows it.
        stem, stages, style_width, body, pyramid: shape of a new network, see EncoderConfig; stages are pairs of
            channels and blocks.
        size: pixels along an edge of a new network's input; 0 for the generator's size, up to 256.
        passes: forward passes of a new network per picture: 1 for e4e; otherwise its last reconstruction is an input,
            too, and it corrects the code (ReStyle, Alaluf et al., ICCV 2021).
        ema: decay of the running mean of the weights, which is the result.
        seed: of weights, order and augmentation.
    """

    minutes: NonNegativeFloat = 12.0
    steps: Natural = 0
    batch: Annotated[int, Field(ge=2)] = 16
    image_batch: Positive = 4
    image_from: Share = 0.7
    learning_rate: PositiveFloat = 2e-3
    offset_weight: NonNegativeFloat = 2e-3
    real_share: Share = 0.5
    turned: Share = 0.0
    bfloat16: bool = False
    stem: Positive = 12
    stages: Annotated[tuple[tuple[Positive, Positive], ...], Field(min_length=3)] = ((16, 1), (32, 1), (64, 2), (96, 2))
    style_width: Positive = 48
    body: Literal["ir_se", "resnet"] = "ir_se"
    pyramid: bool = True
    size: Natural = 0
    passes: Annotated[int, Field(ge=1, le=MAX_ITERATIONS)] = 1
    ema: Decay = 0.998
    seed: Natural = 0

    def __post_init__(self) -> None:
        _check_budget(self)


@checked_dataclass(TrainingError)
class MapperTraining:
    """How a mapper is trained.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, instead of time; 0 for none.
        batch: pairs per step, over all processes.
        learning_rate, betas: of Adam. The published rate of 0.5 suits layers with a multiplier of 0.01; with branches
            half as wide and batches four times as large, 5 learns several times faster (measured).
        related: share of the pairs that are from one group, and so differ in a few things only.
        neutral: share of the pairs from one group whose CLIP difference is the second picture's embedding minus the
            *mean of the group's*. It corresponds to "face with red hair" minus "face", which describes only the result.
            If related and neutral are 0, all pairs are random, as published and as always without groups.
        clip_noise: maximal length of the random vector that is added to the unit difference. Differences of texts are
            not entirely in the span of differences of pictures, and without noise the other directions are never
            trained.
        code_noise: standard deviation of the noise on the rows of W+ behind s1, relative to that of w, since inverted
            codes are noisier than sampled ones.
        hidden: width inside the branches; None for the published one.
        one_token_per_layer: the published form of the coarse and medium branches.
        centred, linear_output: see :class:`deltaedit.models.MapperConfig`; False in the published mapper.
        held_out: share of the groups that are only used for measuring.
        seed: of weights and pairs.
        ema: decay of the running mean of the weights, which is measured and is the result; 0 for the weights
            themselves.
        measure_every: steps between two measurements on the held-out groups; 0 for twenty measurements in all.
        precision: "bfloat16", "float32", or "auto" for bfloat16 on accelerators that support it.
        quick_start: start with :func:`deltaedit.training.mapper.quick_fit.quick_fit` instead of random weights.
        quick_pairs: pairs for the quick start.
        workers: threads that read pairs ahead; 0 for none on a CPU and 2 elsewhere.
    """

    minutes: NonNegativeFloat = 20.0
    steps: Natural = 0
    batch: Positive = 256
    learning_rate: PositiveFloat = 5.0
    related: Share = 0.15
    neutral: Share = 0.7
    clip_noise: NonNegativeFloat = 0.6
    code_noise: NonNegativeFloat = 0.1
    hidden: Positive | None = 320
    one_token_per_layer: bool = False
    centred: bool = True
    linear_output: bool = True
    betas: tuple[Decay, Decay] = (0.9, 0.99)
    held_out: Annotated[float, Field(gt=0, lt=1)] = 0.05
    seed: Natural = 0
    ema: Decay = 0.999
    measure_every: Natural = 0
    precision: Literal["auto", "float32", "bfloat16"] = "auto"
    quick_start: bool = True
    quick_pairs: Positive = 20000
    workers: Natural = 0

    def __post_init__(self) -> None:
        _check_budget(self)
        if self.related + self.neutral > 1:
            raise ValueError(f"'related' plus 'neutral' must be 1 or less, not {self.related + self.neutral:g}")

    @classmethod
    def published(cls, **budget: Any) -> MapperTraining:
        """The recipe of the authors' code: random pairs without noise, batches of 64, a learning rate of 0.5.

        It leaves the budget open (theirs is 50 passes over 258,000 pairs). One thing differs: codes are standardised,
        so that one recipe suits generators whose codes have any scale.

        Args:
            budget: ``minutes``, ``steps`` and ``seed``.
        """
        return cls(
            **budget,
            batch=64,
            learning_rate=0.5,
            related=0.0,
            neutral=0.0,
            clip_noise=0.0,
            code_noise=0.0,
            hidden=None,
            one_token_per_layer=True,
            centred=False,
            linear_output=False,
            betas=(0.9, 0.999),
            ema=0.0,
            quick_start=False,
        )


@checked_dataclass(TrainingError)
class TrainingConfig:
    """The configuration of a training, with a section per stage.

    Attributes:
        bundle: what the bundle is made from.
        latents, relevance, encoder, mapper: of the stages of these names.
    """

    bundle: BundleConfig = field(default_factory=BundleConfig)
    latents: LatentsConfig = field(default_factory=LatentsConfig)
    relevance: RelevanceTraining = field(default_factory=RelevanceTraining)
    encoder: EncoderTraining = field(default_factory=EncoderTraining)
    mapper: MapperTraining = field(default_factory=MapperTraining)


@checked_dataclass(TrainingError)
class DrawnConfig(TrainingConfig):
    """The configuration of a drawn domain's training.

    Attributes:
        data, generator, clip: of the stages of these names.
    """

    data: DrawingConfig = field(default_factory=DrawingConfig)
    generator: GeneratorTraining = field(default_factory=GeneratorTraining)
    clip: ClipTraining = field(default_factory=ClipTraining)


Config = TypeVar("Config", bound=TrainingConfig)


class _Loader(yaml.SafeLoader):
    """Reads 1e-3 as a number, as in JSON and YAML 1.2; PyYAML requires a decimal point."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+$"), list("-+0123456789")
)


def read_config(defaults: Config, path: Path | None = None, settings: Sequence[str] = ()) -> Config:
    """The defaults, overridden by a YAML file and then by settings like ``mapper.batch=64``.

    Raises:
        TrainingError: the file cannot be read, a field does not exist, or a value is invalid; the message names the
            field and the valid choices.
    """
    config = defaults
    if path is not None:
        config = _changed(config, _yaml(f"The configuration {path}", path), str(path))
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or not name:
            raise TrainingError(f"'{setting}' is not a setting; write one like mapper.batch=64.")
        changes = _yaml(f"The value of '{setting}'", text)
        for part in reversed(name.split(".")):
            changes = {part: changes}
        config = _changed(config, changes, f"the setting '{setting}'")
    return config


def with_budgets(config: Config, *, minutes: float | None, count: int | None) -> Config:
    """A configuration with these ``minutes`` in all sections that have them, and the same for ``count``."""
    content = plain(config)
    for section in content.values():
        section.update({k: v for k, v in (("minutes", minutes), ("count", count)) if k in section and v is not None})
    return checked(type(config), content, "--minutes or --count", TrainingError)


def _yaml(name: str, source: Path | str) -> Any:
    """The value of YAML in a file or a text."""
    try:
        text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
        return yaml.load(text, _Loader)
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        # ValueError: an impossible date; RecursionError: very many brackets.
        raise TrainingError(f"{name} cannot be read: {error}.") from error


def _changed(config: Config, changes: object, origin: str) -> Config:
    """A configuration with the values in ``changes`` replaced."""
    if changes is None:
        return config
    return checked(type(config), _merged(plain(config), changes), origin, TrainingError)


def _merged(before: object, changes: object) -> Any:
    if not isinstance(before, Mapping) or not isinstance(changes, Mapping):
        return changes
    return {**before, **{name: _merged(before.get(name), value) for name, value in changes.items()}}


def plain(config: DataclassInstance) -> dict[str, Any]:
    """A configuration as JSON, in which form it is stored."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(config)))
    return content


def published_view(config: TrainingConfig) -> dict[str, Any]:
    """A configuration as it is published in a manifest, without the paths of folders."""
    content = plain(config)
    for name in ("clip_from", "pictures"):
        content["bundle"][name] = Path(content["bundle"][name]).name
    return content


def first_difference(
    before: Mapping[str, Any], now: Mapping[str, Any], prefix: str = ""
) -> tuple[str, Any, Any] | None:
    """The first field in which two stored configurations differ: its dotted name, the old value and the new one."""
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name), now.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            if (found := first_difference(old, new, f"{prefix}{name}.")) is not None:
                return found
        elif old != new:
            return f"{prefix}{name}", old, new
    return None
