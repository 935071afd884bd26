"""Fitting a mapper in closed form, in seconds: the best linear map, as a start for training.

A leaky ReLU can be undone by a pair of units with the inputs ``u`` and ``-u``:
``u = (lrelu(u) - lrelu(-u)) / (1 + slope)``. So a mapper of ``hidden`` units can represent any linear map of rank up to
``hidden / 2`` from the inputs of its branches (a normalised part of S, the embedding, the difference) to ``delta_s``.
The best one for the training's pairs is found by reduced-rank ridge regression (Izenman, "Reduced-rank regression for
the multivariate linear model", J. Multivariate Analysis 1975), from sums over the pairs.

At most half of the units represent that map. The others keep random weights, which makes them random nonlinear features
of the same inputs (Rahimi and Recht, NeurIPS 2007), and the last layer is then solved again over all units. The shape
of the mapper is the usual one, so training can continue from it.
"""

from __future__ import annotations

import torch
from torch import Tensor

from deltaedit.errors import TrainingError
from deltaedit.models import DeltaMapper, Generator, MapperConfig
from deltaedit.models.layers import LEAKY_GAIN, LEAKY_SLOPE, EqualLinear
from deltaedit.models.mapper import BRANCHES, BranchConfig, MappingNetwork
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.config import MapperTraining
from deltaedit.training.distributed import ALONE, World
from deltaedit.training.latents import Latents
from deltaedit.training.mapper.pairs import Batch, PairSource, held_out_groups

#: Pairs per batch.
BATCH = 1024
#: Ridge of the linear map and of the last layer, as shares of the inputs' mean square.
RIDGE, LAST_RIDGE = 0.1, 0.03
#: Share of the hidden units that may represent the linear map.
LINEAR_UNITS = 0.5
#: Lower bound on the length of a change in the weight of its pair, in standard deviations per channel.
MIN_CHANGE = 1.0
#: Factor on the difference of a pair of units that gives u.
UNDO = 1 / (LEAKY_GAIN * (1 + LEAKY_SLOPE))
#: Lower bound on the standard deviation of a channel, in units of S, so that constant channels do not dominate.
MIN_DEVIATION = 1e-3


def untrained_mapper(latents: Latents, layout: StyleSpaceLayout, training: MapperTraining) -> DeltaMapper:
    """A mapper of random weights, with the mean and scale of the codes and the mean of the embeddings.

    Raises:
        ShapeError: one token per layer was asked for and the layers of a branch differ in width.
        TrainingError: the codes are not of this layout.
    """
    torch.manual_seed(training.seed)
    config = MapperConfig.from_layout(
        layout,
        latents.clip.shape[1],
        hidden=training.hidden,
        one_token_per_layer=training.one_token_per_layer,
        standardized=True,
        centred=training.centred,
        linear_output=training.linear_output,
    )
    mapper = DeltaMapper(config)
    if latents.s.shape[1] != config.total:
        raise TrainingError(
            f"These latents have {latents.s.shape[1]} channels of S and the generator has {config.total}: "
            "make the latents with this generator."
        )
    moments = latents.moments
    mapper.s_mean.copy_(moments.s_mean)
    mapper.s_std.copy_(moments.s_std.clamp(min=MIN_DEVIATION))
    if training.centred:
        mapper.clip_mean.copy_(moments.clip_mean)
    return mapper


def quick_fit(
    latents: Latents,
    layout: StyleSpaceLayout,
    training: MapperTraining,
    generator: Generator | None = None,
    world: World = ALONE,
) -> DeltaMapper:
    """A mapper that is fitted in closed form, on the pairs that a training would draw.

    Args:
        latents: a few thousand are enough.
        layout: of the generator that the latents were made with.
        generator: that generator, for ``code_noise``; None for no such noise.
        world: processes that share the pairs; all get the same mapper up to rounding.

    Returns:
        The mapper, on the CPU, without gradients, and of the same shape as a trained one.

    Raises:
        TrainingError: there are too few latents, or they are not of this layout.
        ShapeError: one token per layer was asked for and the layers of a branch differ in width.
    """
    learned, _ = held_out_groups(latents, training)
    mapper = untrained_mapper(latents, layout, training)
    fit(mapper, PairSource(latents, learned, training, generator, "quick fit"), training, world)
    return mapper.eval().requires_grad_(False)


@torch.no_grad()
def fit(mapper: DeltaMapper, source: PairSource, training: MapperTraining, world: World = ALONE) -> None:
    """Set the weights of a mapper to the best linear map, and then its last layer to the best one over all units.

    Args:
        mapper: from :func:`untrained_mapper`, on the CPU. Branches of fewer than 4 units are left as they are.
        source: of the pairs.
        training: gives the number of pairs, over all processes.
    """
    branches: dict[str, BranchConfig] = {name: getattr(mapper.config, name) for name in BRANCHES}
    branches = {name: branch for name, branch in branches.items() if branch.channels and _rank(branch)}
    # A process without pairs of its own adds sums of the right shape with weight 0.
    steps = [(step, 1.0) for step in world.split(-(-training.quick_pairs // BATCH))] or [(0, 0.0)]
    linear = {name: _Sums() for name in branches}
    for step, step_weight in steps:
        for name, (inputs, wanted, weight) in _regression_rows(mapper, source.batch(step, BATCH), branches).items():
            linear[name].add(inputs, wanted, weight * step_weight)
    for name, branch in branches.items():
        _write_linear(mapper, name, branch, linear.pop(name).over(world))
    last = {name: _Sums() for name in branches}
    for step, step_weight in steps:
        for name, (inputs, wanted, weight) in _regression_rows(mapper, source.batch(step, BATCH), branches).items():
            last[name].add(_with_one(_hidden(mapper, name, inputs)), wanted, weight * step_weight)
    for name in branches:
        solution = last[name].over(world).solve(LAST_RIDGE)
        _write(_last_layer(mapper, name), slice(None), solution[:-1].T, solution[-1])


def _rank(branch: BranchConfig) -> int:
    """The rank of the linear map that a branch can represent."""
    return min(int(LINEAR_UNITS * branch.hidden) // 2, branch.width)


def _network(mapper: DeltaMapper, kind: str, branch: str) -> MappingNetwork:
    network = mapper.get_submodule(f"{kind}_{branch}")
    assert isinstance(network, MappingNetwork)
    return network


def _last_layer(mapper: DeltaMapper, branch: str) -> EqualLinear:
    layer = _network(mapper, "fm", branch).mapping[-1]
    assert isinstance(layer, EqualLinear)
    return layer


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones(len(x), 1)], dim=1)


def _regression_rows(
    mapper: DeltaMapper, batch: Batch, branches: dict[str, BranchConfig]
) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
    """(inputs, wanted outputs, weights) of each branch's linear map, with a row per token."""
    tokens, condition = mapper.branch_inputs(batch.s, batch.clip, batch.delta_clip)
    wanted = batch.delta_s / mapper.s_std if mapper.config.standardized else batch.delta_s
    channels = mapper.config.total
    # The loss |p - y|^2 / channels + 1 - cos(p, y) is about (1 / channels + 1 / 2|y|^2) |p - y|^2 for p near y.
    min_square = channels * MIN_CHANGE**2
    weight = 1 + channels / (2 * wanted.square().sum(dim=1).clamp(min=min_square))
    parts = dict(zip(BRANCHES, wanted.split([getattr(mapper.config, name).channels for name in BRANCHES], dim=1)))
    rows = {}
    for name, branch in branches.items():
        style = _network(mapper, "sm", name).mapping[0](tokens[name]).reshape(-1, branch.width)
        repeated = _network(mapper, "cm", name).mapping[0](condition).repeat_interleave(branch.tokens, dim=0)
        target = parts[name].reshape(-1, branch.width)
        if _last_layer(mapper, name).activate:
            target = torch.where(target < 0, target / LEAKY_SLOPE, target) / LEAKY_GAIN
        rows[name] = _with_one(torch.cat([style, repeated], dim=1)), target, weight.repeat_interleave(branch.tokens)
    return rows


class _Sums:
    """The weighted sums over pairs that determine a linear regression: inputs' @ inputs and inputs' @ wanted."""

    def __init__(self) -> None:
        self.inputs, self.wanted = torch.zeros(()), torch.zeros(())

    def add(self, inputs: Tensor, wanted: Tensor, weight: Tensor) -> None:
        weighted = (inputs * weight[:, None]).T
        self.inputs = self.inputs + weighted @ inputs
        self.wanted = self.wanted + weighted @ wanted

    def solve(self, ridge: float) -> Tensor:
        """The solution of the ridge regression, [inputs, wanted]."""
        amount = ridge * self.inputs.diagonal().mean()
        return torch.linalg.solve(self.inputs + amount * torch.eye(len(self.inputs)), self.wanted)

    def over(self, world: World) -> _Sums:
        """Add the sums of all processes."""
        self.inputs, self.wanted = (world.sum(sums).double() for sums in (self.inputs, self.wanted))
        return self


def _hidden(mapper: DeltaMapper, name: str, inputs: Tensor) -> Tensor:
    """The inputs of a branch's last layer, for inputs of the branch from :func:`_regression_rows`."""
    width = getattr(mapper.config, name).width
    style = _network(mapper, "sm", name).mapping[1:](inputs[:, :width])
    condition = _network(mapper, "cm", name).mapping[1:](inputs[:, width:-1])
    hidden: Tensor = _network(mapper, "fm", name).mapping[:-1](torch.cat([style, condition], dim=1))
    return hidden


def _write_linear(mapper: DeltaMapper, name: str, branch: BranchConfig, sums: _Sums) -> None:
    """Make the first units of every layer except the last represent u, the output of reduced rank, and -u."""
    solution = sums.solve(RIDGE)
    # u are the components of the outputs with the largest variance.
    variance, directions = torch.linalg.eigh(solution.T @ sums.inputs @ solution / sums.inputs[-1, -1])
    rank = _rank(branch)
    # Each u has unit mean square, like the random units.
    project = solution @ directions[:, -rank:] / variance[-rank:].clamp(min=1e-12).sqrt()
    pairs = slice(2 * rank)

    def paired(x: Tensor) -> Tensor:
        return torch.cat([x, -x])

    undo = torch.zeros(rank, branch.hidden, dtype=project.dtype)
    undo[:, :rank], undo[:, rank : 2 * rank] = UNDO * torch.eye(rank), -UNDO * torch.eye(rank)
    style, condition, bias = project[: branch.width].T, project[branch.width : -1].T, project[-1]
    for kind, first in (("sm", style), ("cm", condition), ("fm", torch.cat([undo, undo], dim=1))):
        layers = [layer for layer in _network(mapper, kind, name).mapping if isinstance(layer, EqualLinear)]
        _write(layers[0], pairs, paired(first), paired(bias) if kind == "fm" else 0 * paired(bias))
        for layer in layers[1:-1] if kind == "fm" else layers[1:]:
            _write(layer, pairs, paired(undo), 0 * paired(bias))


def _write(layer: EqualLinear, units: slice, weight: Tensor, bias: Tensor) -> None:
    """Make some units of a layer compute ``weight @ x + bias``."""
    layer.weight[units] = (weight / layer.weight_scale).to(layer.weight)
    layer.bias[units] = (bias / layer.bias_scale).to(layer.bias)
