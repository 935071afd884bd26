"""One configuration of a whole training: frozen, a section per stage, from a YAML file and from the command line."""

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
#: A decay of a running mean.
Decay = Annotated[float, Field(ge=0, lt=1)]
#: The smallest picture that the losses of drawings look at.
MIN_DRAWING_SIZE = 8


class Budget(Protocol):
    """How long a training lasts: so many steps, or so many minutes where ``steps`` is 0."""

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
    """What a bundle begins with.

    Attributes:
        clip_from: name or folder of the bundle whose CLIP is taken; empty for the one that is there.
        neutral: the text that means "any picture of this domain"; empty for what the manifest says, or "picture".
        samples: random pictures that the bundle carries, to draw from and to start a search at.
        pictures: folder of real pictures of the domain, for latents and encoder; empty for none.
        fewest_pictures: below this many usable ones such a folder is refused.
    """

    clip_from: str = ""
    neutral: str = ""
    samples: Annotated[int, Field(ge=MIN_SAMPLES)] = 1000
    pictures: str = ""
    fewest_pictures: Positive = 50


@checked_dataclass(TrainingError)
class DrawingConfig:
    """What is drawn.

    Attributes:
        count: single drawings, for generator, CLIP and encoder.
        family_every: there is one family, for CLIP, per this many of them.
        family: drawings per family.
        size: pixels along an edge; the generator's, as its ``channels`` say.
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
        """Families in all."""
        return max(1, self.count // self.family_every)


@checked_dataclass(TrainingError)
class GeneratorTraining:
    """How a generator is distilled.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, in place of time; 0 is none.
        batch: pictures per step; small ones learn more per minute on a CPU.
        learning_rate: of Adam, falling to a hundredth along a cosine.
        betas: of Adam.
        mapping_gain: factor on the mapping network's learning rate, most of which its layers' multiplier of 0.01 takes
            away again. At 1 colours and small parts hardly reach w: the robots came to 20.8 dB in 42 minutes of one
            core, to 24.1 in 27 more at 20, and to 26.9 in 23 more at 60.
        focus: (from, to) as shares of the edge, of the square that counts more; a face is small and matters.
        focus_weight: how much more.
        square_weight: of the mean squared error beside the mean absolute one.
        gradient_weight: of the mean absolute error of the picture's gradients, at two scales. Without it eyes, mouths
            and glasses never appear.
        edge_weight: how much more pixels count where the wanted picture has an edge, as do those next to it. Lines of
            half a pixel are a thousandth of a picture, and are the last thing that is learned without it.
        colour_weight: of the squared error of the picture shrunk to an eighth, where only colours are left.
        ema: decay of the running mean of the weights, which is what is kept.
        channels: by resolution from 4 x 4, and style_dim, n_mlp: of a generator from nothing.
        bfloat16: compute the network's step, but not its loss, in bfloat16 where a layer allows it.
        compile_from: budget in minutes from which on the step is compiled, which takes most of a minute and then saves
            a quarter of the time on a CPU.
        begin_with: name or folder of a bundle whose generator one from nothing takes its first weights from: its shapes
            are those of the same style, whatever it was told to draw.
        growth: shares of the budget at the last resolutions, smallest first, for a generator from nothing.
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
        # The loss looks at pictures of 8 pixels at least, so the first two resolutions come together.
        if len(self.growth) >= len(self.channels):
            raise ValueError(f"'growth' must be shorter than 'channels', which has {len(self.channels)} entries")


@checked_dataclass(TrainingError)
class ClipTraining:
    """How a CLIP is trained.

    Attributes:
        train: "both" towers, or "text": against the picture tower that is there, which stays as it is.
        minutes: budget of time.
        steps: budget in steps, in place of time; 0 is none.
        singles: unrelated pictures per step.
        families: families per step.
        captions: true captions drawn for each picture of a step.
        image_rate, text_rate: learning rates of Adam, falling along a cosine.
        head_weight: of the attribute heads.
        delta_weight: of the contrast of differences.
        delta_scale: factor on the cosines in that contrast.
        align_weight: of one minus the cosine of matching differences. Small: alone it collapses the space.
        change_weight: of the contrast of changes, each the difference of two texts about members of a family.
        changes: of them drawn for each family.
        bias: of the sigmoid at the start, the log-odds of a caption holding for a picture.
        ema: decay of the running mean of the weights, which is what is kept.
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
    seed: Natural = 0

    def __post_init__(self) -> None:
        _check_budget(self)


@checked_dataclass(TrainingError)
class LatentsConfig:
    """How many codes there are, and how they are made and kept.

    Attributes:
        count: sampled codes; rounded up to whole groups, see :attr:`rows`.
        group: this many codes in a row share most of what they are; 1 is none.
        shard: codes per shard at most; rounded down to whole groups, see :attr:`rows_per_shard`.
        truncation_psi: how near sampled w are to the mean of w: 1 is w itself, 0 the mean.
        half: keep tables in float16, which costs the mapper's loss less than a thousandth.
        seed: of the codes.
        batch: pictures at once; None is 8 on a CPU and 64 on an accelerator.
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
        """``count`` in whole groups."""
        return math.ceil(self.count / self.group) * self.group

    @property
    def rows_per_shard(self) -> int:
        """``shard`` in whole groups."""
        return max(1, self.shard // self.group) * self.group


@checked_dataclass(TrainingError)
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
        steps: budget in steps, in place of time; 0 is none.
        batch: pictures per step while w alone is learned; 2 or more, since it is normalised over its pictures.
        image_batch: pictures per step once the generator takes part.
        image_from: share of the budget after which it does.
        learning_rate: of Adam.
        offset_weight: of the penalty on the offsets between the rows of W+.
        real_share: how often a step of the second phase is one on real pictures, where there are some.
        turned: how often a picture is slightly turned, scaled and shifted; its own upright one is to be drawn then.
        bfloat16: compute the networks' step, but not its losses, in bfloat16 where a layer allows it.
        stem, stages, style_width, body, pyramid: shape of a new network, see EncoderConfig; stages are pairs of
            channels and blocks.
        size: pixels along an edge that a new one looks at; 0 for the generator's own, 256 at most.
        passes: how often a new one looks: 1 is e4e; more often it sees what its last code draws beside the picture and
            corrects itself (ReStyle, Alaluf et al., ICCV 2021).
        ema: decay of the running mean of the weights, which is what is kept.
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
        steps: budget in steps, in place of time; 0 is none.
        batch: pairs per step, of all processes together.
        learning_rate, betas: of Adam. The layers' multiplier of 0.01 makes the published 0.5 sane; with branches half
            as wide and batches four times as large, 5 learns several times faster (measured).
        related: share of pairs from one group (they differ in a few things).
        neutral: share of pairs from one group whose CLIP difference is the second picture's minus the *mean of the
            group's*. That is the picture's counterpart of "face with red hair" minus "face", which says what to become
            and not what was there before. With related and neutral 0, all pairs are random: the published sampling,
            and the only one where latents have no groups.
        clip_noise: length of the random vector added to the unit difference, at most. Texts point a little out of the
            space that differences of pictures span, and without noise those directions are never trained.
        code_noise: standard deviation of noise on the rows of W+ that s1 comes from, in those of w; inverted codes are
            not as clean as sampled ones.
        hidden: width inside the branches; None is the published choice.
        one_token_per_layer: the published view of the coarse and medium branches.
        centred, linear_output: see :class:`deltaedit.models.MapperConfig`; the published choice is False for both.
        held_out: share of the groups that is only measured on.
        seed: of weights and pairs.
        ema: decay of the running mean of the weights, which is what is measured and kept; 0 for the weights themselves.
        measure_every: steps between two measurements on the held-out groups; 0 for twenty in a training.
        precision: "bfloat16", "float32", or "auto" for bfloat16 where an accelerator computes with it.
        quick_start: begin with :func:`deltaedit.training.mapper.quick_fit.quick_fit` in place of random weights.
        quick_pairs: how many pairs that looks at.
        workers: threads that read pairs ahead; 0 is none on a CPU, which has nothing to spare, and 2 elsewhere.
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
            raise ValueError(f"'related' and 'neutral' must be 1 or less together, not {self.related + self.neutral:g}")

    @classmethod
    def published(cls, **budget: Any) -> MapperTraining:
        """What the authors' code does, as read from it: random pairs without noise, batches of 64, a rate of 0.5.

        The recipe says nothing of a budget (theirs are 50 passes over 258,000 pairs), and what is measured beside it
        does not change the weights. Only standardised codes are kept from here: they let one recipe serve generators
        whose codes are of any scale.

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


@checked_dataclass(TrainingError)
class DrawnConfig(TrainingConfig):
    """Everything that decides what the training of a drawn domain makes.

    Attributes:
        data, generator, clip: of the stages of these names.
    """

    data: DrawingConfig = field(default_factory=DrawingConfig)
    generator: GeneratorTraining = field(default_factory=GeneratorTraining)
    clip: ClipTraining = field(default_factory=ClipTraining)


Config = TypeVar("Config", bound=TrainingConfig)


class _Loader(yaml.SafeLoader):
    """Reads 1e-3 as a number, as JSON and YAML 1.2 do; PyYAML asks for a point in it."""


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?\d+(\.\d*)?[eE][-+]?\d+$"), list("-+0123456789")
)


def read_config(defaults: Config, path: Path | None = None, settings: Sequence[str] = ()) -> Config:
    """Defaults, changed by a YAML file and then by settings like ``mapper.batch=64``.

    Raises:
        TrainingError: the file cannot be read, a field does not exist, or a value is of the wrong kind; the message
            names it and lists the fields there are.
    """
    config = defaults
    if path is not None:
        config = _changed(config, _yaml(f"The configuration {path}", path), str(path))
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or not name:
            raise TrainingError(f"'{setting}' sets nothing; write it like mapper.batch=64.")
        changes = _yaml(f"The value of '{setting}'", text)
        for part in reversed(name.split(".")):
            changes = {part: changes}
        config = _changed(config, changes, f"the setting '{setting}'")
    return config


def with_budgets(config: Config, *, minutes: float | None, count: int | None) -> Config:
    """The same with one budget for all sections that have ``minutes``, and one ``count`` for all that have one."""
    content = plain(config)
    for section in content.values():
        section.update({k: v for k, v in (("minutes", minutes), ("count", count)) if k in section and v is not None})
    return checked(type(config), content, "--minutes or --count", TrainingError)


def _yaml(name: str, source: Path | str) -> Any:
    """The value that YAML has in a file or a text."""
    try:
        text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
        return yaml.load(text, _Loader)
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        # ValueError: a day that no month has; RecursionError: very many brackets.
        raise TrainingError(f"{name} cannot be read: {error}.") from error


def _changed(config: Config, changes: object, origin: str) -> Config:
    """A configuration with what ``changes`` hold in place of what was there."""
    if changes is None:
        return config
    return checked(type(config), _merged(plain(config), changes), origin, TrainingError)


def _merged(before: object, changes: object) -> Any:
    if not isinstance(before, Mapping) or not isinstance(changes, Mapping):
        return changes
    return {**before, **{name: _merged(before.get(name), value) for name, value in changes.items()}}


def plain(config: DataclassInstance) -> dict[str, Any]:
    """A configuration as the JSON value that is stored with what it made."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(config)))
    return content


def published_view(config: TrainingConfig) -> dict[str, Any]:
    """A configuration as a bundle tells of it, without where its maker keeps things."""
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
