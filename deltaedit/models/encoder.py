"""Encoders from picture to W+: e4e, pSp and ReStyle, which are one network with a few switches.

A residual network (IR-SE, as in ArcFace, or ResNet-34) and one small convolutional head per row of W+.

- pSp (Richardson et al., "Encoding in Style", CVPR 2021): a feature pyramid over the last three stages feeds the heads.
- e4e (Tov et al., "Designing an Encoder for StyleGAN Image Manipulation", SIGGRAPH 2021): the same, but every row after
  the first is predicted as an offset on the first.
- ReStyle (Alaluf et al., "ReStyle: A Residual-Based StyleGAN Encoder via Iterative Refinement", ICCV 2021): sees the
  picture together with the reconstruction from its last code and predicts what to add to that code, several times over
  (:func:`deltaedit.inversion.encode` has the loop); all heads read the last feature map.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.errors import CheckpointError, ShapeError, listed
from deltaedit.models.layers import EqualLinear

COARSE_STYLES = 3
MEDIUM_STYLES_END = 7
SQUEEZE = 16
#: Input channels: a picture alone, or a picture and its last reconstruction (ReStyle).
ONE_PASS, ITERATIVE = 3, 6
#: The default of the published ReStyle code, and the most that a file may ask for.
ITERATIONS, MAX_ITERATIONS = 5, 20
#: Residual blocks, rows of W+ and pixels along an edge: above those of any real encoder, and low enough that a file
#: which claims them cannot exhaust memory.
MAX_BLOCKS, MAX_STYLES, MAX_SIZE = 500, 64, 4096

_NOT_PUBLISHED = "this is not an e4e, pSp or ReStyle encoder to W+ in the published layout"


class Variant(NamedTuple):
    """What the type of a published encoder implies; see :class:`EncoderConfig`."""

    body: str
    pyramid: bool
    offsets: bool


#: By ``opts.encoder_type`` in a training checkpoint: e4e; pSp; ReStyle over pSp; ReStyle over e4e.
VARIANTS: Mapping[str, Variant] = {
    "Encoder4Editing": Variant("ir_se", pyramid=True, offsets=True),
    "GradualStyleEncoder": Variant("ir_se", pyramid=True, offsets=False),
    "ResNetGradualStyleEncoder": Variant("resnet", pyramid=True, offsets=False),
    "BackboneEncoder": Variant("ir_se", pyramid=False, offsets=False),
    "ResNetBackboneEncoder": Variant("resnet", pyramid=False, offsets=False),
    "ProgressiveBackboneEncoder": Variant("ir_se", pyramid=False, offsets=True),
    "ResNetProgressiveBackboneEncoder": Variant("resnet", pyramid=False, offsets=True),
}


@dataclass(frozen=True)
class EncoderConfig:
    """Shape of an encoder.

    Attributes:
        stem: channels of the first convolution.
        stages: (channels, residual blocks) of each stage; at least three. Each stage halves the resolution, except that
            in ResNet the stem does it in place of the first stage.
        n_styles: rows of W+.
        style_dim: width of a row.
        style_width: channels inside the heads (``style_dim`` in the published ones).
        size: pixels along an edge of the input.
        in_channels: 3, or 6 where the last reconstruction is an input too (ReStyle).
        pyramid: whether the heads of the finer rows read finer feature maps (e4e, pSp), or all heads read the last one
            (ReStyle).
        offsets: whether every row after the first is an offset from the first (the e4e family).
        iterations: forward passes per picture (ReStyle); 1 for the others.
        body: kind of the residual blocks, ``ir_se`` or ``resnet``.
        letterbox: whether only the middle three quarters of a picture's height are used (the published encoders of
            cars, whose generator draws 4:3 pictures on a square).

    Raises:
        CheckpointError: no encoder has this combination.
    """

    stem: int
    stages: tuple[tuple[int, int], ...]
    n_styles: int
    style_dim: int
    style_width: int
    size: int
    in_channels: int = ONE_PASS
    pyramid: bool = True
    offsets: bool = True
    iterations: int = 1
    body: str = "ir_se"
    letterbox: bool = False

    def __post_init__(self) -> None:
        if self.in_channels not in (ONE_PASS, ITERATIVE):
            raise CheckpointError(
                f"this encoder takes {self.in_channels} channels (a sketch or a segmentation, perhaps); only encoders "
                f"of a picture ({ONE_PASS}) or of a picture and its last reconstruction ({ITERATIVE}) can be used."
            )
        if self.body not in BODIES:
            raise CheckpointError(f"an encoder's body is one of {listed(BODIES)}, not '{self.body}'.")
        if len(self.stages) < 3 or any(blocks < 1 for _, blocks in self.stages):
            raise CheckpointError(
                f"an encoder has at least three stages of at least one residual block; this one has {self.stages[:9]}."
            )
        for name, count, largest in (
            ("residual blocks", sum(blocks for _, blocks in self.stages), MAX_BLOCKS),
            ("rows of W+", self.n_styles, MAX_STYLES),
            ("pixels along an edge", self.size, MAX_SIZE),
        ):
            if not 1 <= count <= largest:
                raise CheckpointError(f"an encoder has 1 to {largest} {name}; this one has {count}.")
        most = MAX_ITERATIONS if self.iterative else 1
        if type(self.iterations) is not int or not 1 <= self.iterations <= most:
            raise CheckpointError(
                f"this encoder's file asks for {self.iterations!r} iterations, where 1 to {most} can be run."
            )

    @property
    def iterative(self) -> bool:
        """Whether its last reconstruction is an input, too (ReStyle)."""
        return self.in_channels == ITERATIVE

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the network's input."""
        return self.in_channels, self.size * 3 // 4 if self.letterbox else self.size, self.size

    @property
    def taps(self) -> tuple[int, int, int]:
        """0-based indices of the last residual blocks of the last three stages (6, 20 and 23 in IR-SE50)."""
        ends = [sum(blocks for _, blocks in self.stages[: i + 1]) - 1 for i in range(len(self.stages))]
        return ends[-3], ends[-2], ends[-1]

    @classmethod
    def from_state_dict(cls, state: Mapping[str, Tensor], options: Mapping[str, Any] | None = None) -> EncoderConfig:
        """Read the dimensions from the shapes of a state dict in the published layout.

        A stage begins at the first block and wherever the channels change, which holds for every published network.
        Shapes do not show whether rows are offsets from the first: the options say so; without them, the e4e family is
        assumed.

        Args:
            state: of the encoder alone.
            options: the checkpoint's ``opts``, of which ``encoder_type``, ReStyle's ``n_iters_per_batch`` and
                ``dataset_type`` (which identifies the encoders of cars) are used.

        Raises:
            CheckpointError: it is not the state dict of an e4e, pSp or ReStyle encoder.
        """
        options = options or {}
        try:
            body = "resnet" if "body.0.conv1.weight" in state else "ir_se"
            first = state["conv1.weight" if body == "resnet" else "input_layer.0.weight"]
            stem, in_channels = (int(n) for n in first.shape[:2])
            block = "body.{}.conv1.weight" if body == "resnet" else "body.{}.res_layer.1.weight"
            blocks = itertools.takewhile(state.__contains__, map(block.format, range(MAX_BLOCKS + 1)))
            depths = itertools.groupby(int(state[name].shape[0]) for name in blocks)
            stages = tuple((depth, len(list(equal))) for depth, equal in depths)
            heads = [key for key in state if key.startswith("styles.") and key.endswith(".linear.weight")]
            style_dim, style_width = (int(n) for n in state["styles.0.linear.weight"].shape)
            halvings = sum(key.startswith("styles.0.convs.") and key.endswith(".weight") for key in state)
        except KeyError as missing:
            raise CheckpointError(f"{_NOT_PUBLISHED}: its tensor {missing} is missing.") from missing
        except (IndexError, ValueError) as error:
            raise CheckpointError(f"{_NOT_PUBLISHED}: a tensor has too many or too few dimensions.") from error
        pyramid = "latlayer1.weight" in state
        return cls(
            stem=stem,
            stages=stages,
            n_styles=len(heads),
            style_dim=style_dim,
            style_width=style_width,
            size=2 ** min(halvings + len(stages), MAX_SIZE),
            in_channels=in_channels,
            pyramid=pyramid,
            offsets=_offsets(options.get("encoder_type"), body, pyramid=pyramid),
            iterations=options.get("n_iters_per_batch", ITERATIONS) if in_channels == ITERATIVE else 1,
            body=body,
            letterbox="cars" in str(options.get("dataset_type", "")),
        )


def _offsets(encoder_type: object, body: str, *, pyramid: bool) -> bool:
    """Whether an encoder of this type predicts offsets; refuses a type that its tensors contradict."""
    if encoder_type is None:
        return True
    variant = VARIANTS.get(str(encoder_type))
    if variant is None:
        raise CheckpointError(
            f"this file holds an encoder of type '{encoder_type}', which cannot be read; {listed(VARIANTS)} can."
        )
    if (variant.body, variant.pyramid) != (body, pyramid):
        raise CheckpointError(
            f"this file claims to hold a {encoder_type}, but its tensors are those of a {body} network "
            f"{'with' if pyramid else 'without'} a feature pyramid; fetch it again."
        )
    return variant.offsets


class SqueezeExcite(nn.Module):
    """Channel attention (Hu et al., CVPR 2018)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        hidden = max(1, channels // SQUEEZE)
        self.fc1 = nn.Conv2d(channels, hidden, 1, bias=False)
        self.fc2 = nn.Conv2d(hidden, channels, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        weight = x.mean(dim=(2, 3), keepdim=True)
        return x * torch.sigmoid(self.fc2(F.relu(self.fc1(weight))))


class ResidualBlock(nn.Module):
    """The IR-SE unit: BN, 3x3, PReLU, 3x3 with the stride, BN, squeeze-excite; plus a shortcut."""

    def __init__(self, in_channels: int, channels: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.shortcut_layer: nn.Module | None = None
        if in_channels != channels:
            self.shortcut_layer = nn.Sequential(
                nn.Conv2d(in_channels, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )
        self.res_layer = nn.Sequential(
            nn.BatchNorm2d(in_channels),
            nn.Conv2d(in_channels, channels, 3, 1, 1, bias=False),
            nn.PReLU(channels),
            nn.Conv2d(channels, channels, 3, stride, 1, bias=False),
            nn.BatchNorm2d(channels),
            SqueezeExcite(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        layer = self.shortcut_layer
        shortcut = x[:, :, :: self.stride, :: self.stride] if layer is None else layer(x)
        y: Tensor = self.res_layer(x) + shortcut
        return y


class BasicBlock(nn.Module):
    """ResNet-34's unit (He et al., CVPR 2016), in torchvision's key layout; published encoders of other domains use it.

    3x3 with the stride, BN, ReLU, 3x3, BN; plus a shortcut; ReLU.
    """

    def __init__(self, in_channels: int, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.downsample: nn.Module | None = None
        if stride != 1 or in_channels != channels:
            self.downsample = nn.Sequential(
                nn.Conv2d(in_channels, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )

    def forward(self, x: Tensor) -> Tensor:
        shortcut = x if self.downsample is None else self.downsample(x)
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return F.relu(y + shortcut)


#: Residual blocks by the configuration's ``body``.
BODIES: Mapping[str, type[ResidualBlock] | type[BasicBlock]] = {"ir_se": ResidualBlock, "resnet": BasicBlock}


class StyleHead(nn.Module):
    """Reduces a feature map to one pixel by strided convolutions, and maps that to one row of W+."""

    def __init__(self, in_channels: int, width: int, style_dim: int, halvings: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for i in range(halvings):
            layers += [nn.Conv2d(in_channels if i == 0 else width, width, 3, 2, 1), nn.LeakyReLU()]
        self.convs = nn.Sequential(*layers)
        self.linear = EqualLinear(width, style_dim)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.linear(self.convs(x).flatten(1))
        return y


class Encoder(nn.Module):
    """Pictures in [-1, 1] to W+.

    Attributes:
        config: the dimensions.
        latent_avg: mean of w that the encoder's output is an offset from, and that ReStyle starts at, [style_dim] or
            [n_styles, style_dim].
    """

    latent_avg: Tensor | None

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        resnet = config.body == "resnet"
        # In ResNet the first convolution halves the resolution; in IR-SE the first stage does.
        convolution = nn.Conv2d(config.in_channels, config.stem, *((7, 2, 3) if resnet else (3, 1, 1)), bias=False)
        stem = [convolution, nn.BatchNorm2d(config.stem), nn.PReLU(config.stem)]
        if resnet:
            self.conv1, self.bn1, self.relu = stem
        else:
            self.input_layer = nn.Sequential(*stem)
        blocks: list[nn.Module] = []
        channels = config.stem
        for stage, (depth, count) in enumerate(config.stages):
            stride = 1 if resnet and stage == 0 else 2
            for i in range(count):
                blocks.append(BODIES[config.body](channels if i == 0 else depth, depth, stride if i == 0 else 1))
            channels = depth
        self.body = nn.ModuleList(blocks)
        halvings = int(math.log2(config.size)) - len(config.stages)
        self.styles = nn.ModuleList()
        for row in range(config.n_styles):
            finer = 0 if not config.pyramid or row < COARSE_STYLES else 1 if row < MEDIUM_STYLES_END else 2
            self.styles.append(StyleHead(channels, config.style_width, config.style_dim, halvings + finer))
        if config.pyramid:
            self.latlayer1 = nn.Conv2d(config.stages[-2][0], channels, 1)
            self.latlayer2 = nn.Conv2d(config.stages[-3][0], channels, 1)
        self.register_buffer("latent_avg", None, persistent=False)

    @property
    def mean_code(self) -> Tensor:
        """W+ that the output is an offset from, [1, n_styles, style_dim].

        Raises:
            CheckpointError: the encoder has no ``latent_avg``.
        """
        if self.latent_avg is None:
            raise CheckpointError(
                "this encoder's file holds no latent_avg, which its output is an offset from; "
                "set encoder.latent_avg to the generator's mean of w."
            )
        return self.latent_avg.expand(1, self.config.n_styles, -1)

    def forward(self, image: Tensor) -> Tensor:
        """Offsets of W+ from the mean of w, or from the last code (ReStyle).

        Args:
            image: [B, *config.shape] in [-1, 1]; for ReStyle see :meth:`with_reconstruction`.

        Returns:
            [B, n_styles, style_dim]; W+ is this plus ``mean_code`` (as in :meth:`encode`), or plus the last code
            (ReStyle).

        Raises:
            ShapeError: the pictures have another shape.
        """
        if image.ndim != 4 or image.shape[1:] != self.config.shape:
            wanted = ", ".join(str(n) for n in self.config.shape)
            raise ShapeError(f"the encoder needs pictures [batch, {wanted}], not {list(image.shape)}.")
        resnet = self.config.body == "resnet"
        x = self.relu(self.bn1(self.conv1(image))) if resnet else self.input_layer(image)
        taps = []
        for index, block in enumerate(self.body):
            x = block(x)
            if index in self.config.taps:
                taps.append(x)
        fine, medium, features = taps

        rows: list[Tensor] = []
        for row, head in enumerate(self.styles):
            if self.config.pyramid and row == COARSE_STYLES:
                features = self._add_lateral(features, self.latlayer1(medium))
            elif self.config.pyramid and row == MEDIUM_STYLES_END:
                features = self._add_lateral(features, self.latlayer2(fine))
            rows.append(rows[0] + head(features) if self.config.offsets and rows else head(features))
        return torch.stack(rows, dim=1)

    def preprocess(self, image: Tensor, *, drawn: bool = False) -> Tensor:
        """Resize square pictures to the network's input: [B, 3, H, W] to [B, 3, *config.shape[1:]].

        Args:
            drawn: whether the generator drew them: the published ReStyle code shrinks these by plain averaging, and
                photographs by anti-aliased bilinear resampling.
        """
        size = self.config.size
        if drawn:
            image = F.adaptive_avg_pool2d(image, (size, size))
        elif image.shape[-2:] != (size, size):
            image = F.interpolate(image, (size, size), mode="bilinear", align_corners=False, antialias=True)
        margin = (size - self.config.shape[1]) // 2
        return image[:, :, margin : size - margin]

    def with_reconstruction(self, seen: Tensor, drawn: Tensor) -> Tensor:
        """A ReStyle encoder's input: the pictures and their last reconstructions, joined along the channels.

        Args:
            seen: pictures from :meth:`preprocess`, [B, 3, *config.shape[1:]].
            drawn: the reconstructions [B, 3, H, W], or a single one for all, [1, 3, H, W].

        Returns:
            [B, *config.shape].
        """
        return torch.cat([seen, self.preprocess(drawn, drawn=True).expand(len(seen), -1, -1, -1)], dim=1)

    def encode(self, image: Tensor) -> Tensor:
        """W+ of pictures of any size: [B, 3, H, W] in [-1, 1] to [B, n_styles, style_dim].

        Raises:
            CheckpointError: the encoder has no ``latent_avg``.
            ShapeError: it is a ReStyle encoder, which needs the generator; see :func:`deltaedit.inversion.encode`.
        """
        if self.config.iterative:
            raise ShapeError(
                "a ReStyle encoder needs the generator, for its reconstructions; "
                "use deltaedit.inversion.encode(generator, encoder, image)."
            )
        mean = self.mean_code
        offsets: Tensor = self(self.preprocess(image))
        return offsets + mean

    @staticmethod
    def _add_lateral(below: Tensor, lateral: Tensor) -> Tensor:
        return F.interpolate(below, lateral.shape[-2:], mode="bilinear", align_corners=True) + lateral
