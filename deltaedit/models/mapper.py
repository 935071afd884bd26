"""The Delta Mapper (Lyu et al., "DeltaEdit", CVPR 2023, sec. 3.3): ``delta_s = M(s, i, delta_i)``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.errors import CheckpointError, ShapeError
from deltaedit.models.layers import EqualLinear, PixelNorm
from deltaedit.stylespace import COARSE_LAYERS, MEDIUM_LAYERS, StyleSpaceLayout

LR_MULTIPLIER = 0.01
DEPTH = 4
BRANCHES = ("coarse", "medium", "fine")
#: Per branch: above that of any real mapper.
MAX_TOKENS = 64


@dataclass(frozen=True)
class BranchConfig:
    """One of the mapper's three branches.

    Attributes:
        tokens: its part of S is viewed as [B, tokens, width]: one token per layer in the published coarse and medium
            branches, a single token in the fine one.
        width: channels of a token.
        hidden: width of the layers inside; the published mapper has ``hidden == width``.

    Raises:
        CheckpointError: there are more tokens than any mapper has.
    """

    tokens: int
    width: int
    hidden: int

    def __post_init__(self) -> None:
        if not 0 <= self.tokens <= MAX_TOKENS:
            raise CheckpointError(f"a branch of a mapper has 0 to {MAX_TOKENS} tokens; this one has {self.tokens}.")

    @property
    def channels(self) -> int:
        return self.tokens * self.width


@dataclass(frozen=True)
class MapperConfig:
    """Shape of a mapper.

    Attributes:
        coarse, medium, fine: the branches; ``tokens == 0`` for one that a small generator lacks.
        clip_dim: width of a CLIP embedding.
        standardized: the weights include mean and standard deviation of every channel of S; the network then works on
            standardised codes, and its output is scaled back. The published mapper does not.
        centred: the weights include the mean CLIP embedding of the domain's pictures; the network's input is then the
            difference of a picture's embedding from it, at unit length, since all pictures of a narrow domain have
            similar embeddings. The published mapper does not.
        linear_output: the last layer of each fusion network has no activation. In the published mapper it has.
    """

    coarse: BranchConfig
    medium: BranchConfig
    fine: BranchConfig
    clip_dim: int
    standardized: bool = False
    centred: bool = False
    linear_output: bool = False

    @property
    def total(self) -> int:
        """Width of S."""
        return self.coarse.channels + self.medium.channels + self.fine.channels

    @classmethod
    def from_layout(
        cls,
        layout: StyleSpaceLayout,
        clip_dim: int,
        *,
        hidden: int | None = None,
        one_token_per_layer: bool = True,
        standardized: bool = False,
        centred: bool = False,
        linear_output: bool = False,
    ) -> MapperConfig:
        """The mapper for a generator's StyleSpace.

        Args:
            hidden: width inside the branches; None is the published choice, the width of the branch's tokens.
            one_token_per_layer: as published, the layers of the coarse and of the medium branch share one network each;
                False joins the layers of a branch into one token.
            standardized, centred, linear_output: see :class:`MapperConfig`; the published choice is False for each.

        Raises:
            ShapeError: one token per layer was asked for and the layers of a branch differ in width.
        """
        branches: dict[str, BranchConfig] = {}
        for name, layers in layout.groups.items():
            widths = [layout.channels[i] for i in layers]
            if name == "fine" or not one_token_per_layer:
                tokens, width = min(1, len(widths)), sum(widths)
            elif len(set(widths)) > 1:
                raise ShapeError(
                    f"the layers of the {name} branch have {widths} channels; one token per layer needs equal widths "
                    "(use one_token_per_layer=False)."
                )
            else:
                tokens, width = len(widths), sum(widths[:1])
            branches[name] = BranchConfig(tokens, width, hidden or width)
        return cls(
            clip_dim=clip_dim,
            standardized=standardized,
            centred=centred,
            linear_output=linear_output,
            **branches,
        )

    @classmethod
    def from_state_dict(cls, state: Mapping[str, Tensor]) -> MapperConfig:
        """Read the dimensions of a mapper in the published layout: 3, 4 and 1 tokens.

        Raises:
            CheckpointError: it is not the state dict of a mapper.
        """

        def branch(name: str, tokens: int) -> BranchConfig:
            weight = state.get(f"sm_{name}.mapping.1.weight")
            return BranchConfig(0, 0, 0) if weight is None else BranchConfig(tokens, weight.shape[1], weight.shape[0])

        try:
            clip_dim = int(state["cm_coarse.mapping.1.weight"].shape[1]) // 2
            coarse, medium, fine = branch("coarse", COARSE_LAYERS), branch("medium", MEDIUM_LAYERS), branch("fine", 1)
        except KeyError as missing:
            raise CheckpointError(f"this is not a Delta Mapper: its tensor {missing} is missing.") from missing
        except IndexError as error:
            raise CheckpointError("this is not a Delta Mapper: a tensor has too few dimensions.") from error
        return cls(coarse, medium, fine, clip_dim, standardized="s_mean" in state)


class MappingNetwork(nn.Module):
    """Four equalised linear layers, each with the scaled leaky ReLU, after an optional PixelNorm.

    Args:
        in_features, hidden, out_features: widths.
        normalize: begin with a PixelNorm.
        linear_output: leave out the last activation.
    """

    def __init__(
        self, in_features: int, hidden: int, out_features: int, *, normalize: bool, linear_output: bool = False
    ) -> None:
        super().__init__()
        widths = [in_features] + [hidden] * (DEPTH - 1) + [out_features]
        activate = [True] * (DEPTH - 1) + [not linear_output]
        layers: list[nn.Module] = [PixelNorm()] if normalize else []
        layers += [
            EqualLinear(i, o, lr_multiplier=LR_MULTIPLIER, activate=a) for i, o, a in zip(widths, widths[1:], activate)
        ]
        self.mapping = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.mapping(x)
        return y


class DeltaMapper(nn.Module):
    """Coarse, medium and fine branches, each with a style, a condition and a fusion network.

    It is trained on differences of image embeddings and used with differences of text embeddings, which is the point of
    the paper.
    """

    s_mean: Tensor
    s_std: Tensor
    clip_mean: Tensor

    def __init__(self, config: MapperConfig) -> None:
        super().__init__()
        self.config = config
        for name in BRANCHES:
            branch: BranchConfig = getattr(config, name)
            if branch.tokens == 0:
                continue
            width, hidden = branch.width, branch.hidden
            self.add_module(f"sm_{name}", MappingNetwork(width, hidden, hidden, normalize=True))
            self.add_module(f"cm_{name}", MappingNetwork(2 * config.clip_dim, hidden, hidden, normalize=True))
            fusion = MappingNetwork(2 * hidden, hidden, width, normalize=False, linear_output=config.linear_output)
            self.add_module(f"fm_{name}", fusion)
        if config.standardized:
            self.register_buffer("s_mean", torch.zeros(config.total))
            self.register_buffer("s_std", torch.ones(config.total))
        if config.centred:
            self.register_buffer("clip_mean", torch.zeros(config.clip_dim))

    def forward(self, s: Tensor, clip_image: Tensor, delta: Tensor) -> Tensor:
        """Predict the change of S for a change of the CLIP embedding.

        Args:
            s: StyleSpace codes [B, total].
            clip_image: unit CLIP embeddings of the pictures [B, clip_dim].
            delta: unit differences of CLIP embeddings [B, clip_dim]: of two pictures in training, of two texts at
                inference.

        Returns:
            delta_s [B, total] for strength 1.

        Raises:
            ShapeError: an input has another shape.
        """
        config = self.config
        if s.ndim != 2 or s.shape[1] != config.total:
            raise ShapeError(f"the mapper needs StyleSpace codes [batch, {config.total}], not {list(s.shape)}.")
        for name, value in (("CLIP image embedding", clip_image), ("CLIP delta", delta)):
            if value.shape != (s.shape[0], config.clip_dim):
                raise ShapeError(f"the {name} must be [{s.shape[0]}, {config.clip_dim}], not {list(value.shape)}.")
        tokens, condition = self.branch_inputs(s, clip_image, delta)
        outputs = [self._branch(name, tokens[name], condition) for name in BRANCHES]
        delta_s = torch.cat(outputs, dim=1)
        return delta_s * self.s_std if config.standardized else delta_s

    def branch_inputs(self, s: Tensor, clip_image: Tensor, delta: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """The inputs of the branches, from those of :meth:`forward`.

        Returns:
            Each branch's part of S, [B, tokens, width] (or [B, width] for a single token), by name; and the condition
            for all branches, [B, 2 * clip_dim].
        """
        config = self.config
        if config.standardized:
            s = (s - self.s_mean) / self.s_std
        if config.centred:
            clip_image = F.normalize(clip_image - self.clip_mean, dim=1)
        parts = s.split([config.coarse.channels, config.medium.channels, config.fine.channels], dim=1)
        tokens = {}
        for name, part in zip(BRANCHES, parts):
            branch: BranchConfig = getattr(config, name)
            # PixelNorm acts on dim 1: it must be the features of the fine branch, but the layers of the others.
            single = name == "fine" or branch.tokens <= 1
            tokens[name] = part if single else part.reshape(-1, branch.tokens, branch.width)
        return tokens, torch.cat([clip_image, delta], dim=1)

    def _branch(self, name: str, tokens: Tensor, condition: Tensor) -> Tensor:
        branch: BranchConfig = getattr(self.config, name)
        if branch.tokens == 0:
            return tokens
        style = self.get_submodule(f"sm_{name}")(tokens)
        mapped = self.get_submodule(f"cm_{name}")(condition)
        if tokens.ndim == 3:
            mapped = mapped[:, None].expand(-1, branch.tokens, -1)
        fused: Tensor = self.get_submodule(f"fm_{name}")(torch.cat([style, mapped], dim=-1))
        return fused.flatten(1)
