"""The mapper that a training begins with, and a usable one in seconds: the best linear answer, in closed form.

Between its layers' activations a mapper is linear, and a leaky ReLU can be undone by a pair of units that see ``u`` and
``-u``: ``u = (lrelu(u) - lrelu(-u)) / (1 + slope)``. So a mapper of ``hidden`` units holds any linear map of rank up to
``hidden / 2`` of what its branches see (a normalised part of S, the embedding, the difference) to ``delta_s``. The best
one for the training's own pairs is reduced-rank ridge regression (Izenman, "Reduced-rank regression for the
multivariate linear model", J. Multivariate Analysis 1975), solved from sums over pairs that are never held at once.

Half of the units or less carry that map. The others keep random weights, so they see random bent combinations of the
same input (random features: Rahimi and Recht, NeurIPS 2007), and the last layer is then solved once more over all of
them. No shape changes: training goes on from there as from anywhere.
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
from deltaedit.training.latents import Latents, Moments
from deltaedit.training.mapper.pairs import Batch, PairSource, held_out_groups

#: Pairs that are looked at together.
AT_ONCE = 1024
#: Ridge of the linear map and of the last layer, as shares of the inputs' mean square.
RIDGE, LAST_RIDGE = 0.1, 0.03
#: Part of the hidden units that may carry the linear map.
LINEAR_UNITS = 0.5
#: Length, in standard deviations per channel, below which a change counts as one of that length: it has no direction.
MIN_CHANGE = 1.0
#: u from its pair of units.
UNDO = 1 / (LEAKY_GAIN * (1 + LEAKY_SLOPE))
#: Of a channel, in units of S; one that hardly varies would otherwise count without bound.
MIN_DEVIATION = 1e-3


def untrained_mapper(
    latents: Latents, moments: Moments, layout: StyleSpaceLayout, training: MapperTraining
) -> DeltaMapper:
    """A mapper of random weights that knows the scale of the codes and the mean of the embeddings.

    Raises:
        ShapeError: one token per layer was asked for and the layers of a branch differ in width.
        TrainingError: the codes do not belong to this layout.
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
            "compute the latents with this generator."
        )
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
    """A mapper without a step of training, from the pairs that a training would draw.

    Args:
        latents: a few thousand are enough.
        layout: of the generator that they were made with.
        generator: the one that the codes belong to, for ``code_noise``; without it there is none.
        world: processes that share the pairs; each ends with the same mapper up to rounding.

    Returns:
        On the CPU, without gradients, and of the shape that the training's mapper has.

    Raises:
        TrainingError: there are too few latents, or they are not of this layout.
        ShapeError: one token per layer was asked for and the layers of a branch differ in width.
    """
    moments = latents.moments()
    learned, _ = held_out_groups(latents, training)
    mapper = untrained_mapper(latents, moments, layout, training)
    fit(mapper, PairSource(latents, learned, training, generator, moments.w_std, "quick fit"), training, world)
    return mapper.eval().requires_grad_(False)


@torch.no_grad()
def fit(mapper: DeltaMapper, source: PairSource, training: MapperTraining, world: World = ALONE) -> None:
    """Give a mapper the weights of its best linear answer, and a last layer that fits all that it then computes.

    Args:
        mapper: of random weights, with the scale of the codes; on the CPU. Branches of fewer than 4 units stay as they
            are.
        source: where pairs come from.
        training: says how many are looked at, by all processes together.
    """
    branches: dict[str, BranchConfig] = {name: getattr(mapper.config, name) for name in BRANCHES}
    branches = {name: branch for name, branch in branches.items() if branch.channels and _rank(branch)}
    # A process that has no pairs of its own adds nothing, but of the size that the others add.
    steps = [(step, 1.0) for step in world.split(-(-training.quick_pairs // AT_ONCE))] or [(0, 0.0)]
    linear = {name: _Sums() for name in branches}
    for step, counts in steps:
        for name, (inputs, wanted, weight) in _seen(mapper, source.batch(step, AT_ONCE), branches).items():
            linear[name].add(inputs, wanted, weight * counts)
    for name, branch in branches.items():
        _write_linear(mapper, name, branch, linear.pop(name).over(world))
    last = {name: _Sums() for name in branches}
    for step, counts in steps:
        for name, (inputs, wanted, weight) in _seen(mapper, source.batch(step, AT_ONCE), branches).items():
            last[name].add(_with_one(_hidden(mapper, name, inputs)), wanted, weight * counts)
    for name in branches:
        solution = last[name].over(world).solve(LAST_RIDGE)
        _write(_last(mapper, name), slice(None), solution[:-1].T, solution[-1])


def _rank(branch: BranchConfig) -> int:
    """Of the linear map that a branch can carry."""
    return min(int(LINEAR_UNITS * branch.hidden) // 2, branch.width)


def _network(mapper: DeltaMapper, kind: str, branch: str) -> MappingNetwork:
    network = mapper.get_submodule(f"{kind}_{branch}")
    assert isinstance(network, MappingNetwork)
    return network


def _last(mapper: DeltaMapper, branch: str) -> EqualLinear:
    layer = _network(mapper, "fm", branch).mapping[-1]
    assert isinstance(layer, EqualLinear)
    return layer


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones(len(x), 1)], dim=1)


def _seen(
    mapper: DeltaMapper, batch: Batch, branches: dict[str, BranchConfig]
) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
    """What the linear map of each branch sees and should answer, one row per token, and how much the row counts."""
    tokens, condition = mapper.branch_inputs(batch.s, batch.clip, batch.delta_clip)
    wanted = batch.delta_s / mapper.s_std if mapper.config.standardized else batch.delta_s
    channels = mapper.config.total
    # |p - y|^2 / channels + 1 - cos(p, y), the loss, is (1 / channels + 1 / 2|y|^2) |p - y|^2 where p is near y.
    least = channels * MIN_CHANGE**2
    weight = 1 + channels / (2 * wanted.square().sum(dim=1).clamp(min=least))
    parts = dict(zip(BRANCHES, wanted.split([getattr(mapper.config, name).channels for name in BRANCHES], dim=1)))
    seen = {}
    for name, branch in branches.items():
        style = _network(mapper, "sm", name).mapping[0](tokens[name]).reshape(-1, branch.width)
        given = _network(mapper, "cm", name).mapping[0](condition).repeat_interleave(branch.tokens, dim=0)
        target = parts[name].reshape(-1, branch.width)
        if _last(mapper, name).activate:
            target = torch.where(target < 0, target / LEAKY_SLOPE, target) / LEAKY_GAIN
        seen[name] = _with_one(torch.cat([style, given], dim=1)), target, weight.repeat_interleave(branch.tokens)
    return seen


class _Sums:
    """Weighted sums over pairs that decide a linear regression: inputs by inputs, inputs by what is wanted."""

    def __init__(self) -> None:
        self.inputs, self.wanted = torch.zeros(()), torch.zeros(())

    def add(self, inputs: Tensor, wanted: Tensor, weight: Tensor) -> None:
        weighted = (inputs * weight[:, None]).T
        self.inputs = self.inputs + weighted @ inputs
        self.wanted = self.wanted + weighted @ wanted

    def solve(self, ridge: float) -> Tensor:
        """[inputs, wanted]: the map of least squared error, kept small."""
        amount = ridge * self.inputs.diagonal().mean()
        return torch.linalg.solve(self.inputs + amount * torch.eye(len(self.inputs)), self.wanted)

    def over(self, world: World) -> _Sums:
        """The same of all processes."""
        self.inputs, self.wanted = (world.sum(sums).double() for sums in (self.inputs, self.wanted))
        return self


def _hidden(mapper: DeltaMapper, name: str, inputs: Tensor) -> Tensor:
    """What the last layer of a branch is given, where the branch is given these rows of :func:`_seen`."""
    width = getattr(mapper.config, name).width
    style = _network(mapper, "sm", name).mapping[1:](inputs[:, :width])
    given = _network(mapper, "cm", name).mapping[1:](inputs[:, width:-1])
    hidden: Tensor = _network(mapper, "fm", name).mapping[:-1](torch.cat([style, given], dim=1))
    return hidden


def _write_linear(mapper: DeltaMapper, name: str, branch: BranchConfig, sums: _Sums) -> None:
    """Let the first units of every layer but the last carry u, the rank-reduced answer, and -u."""
    answer = sums.solve(RIDGE)
    # The directions in which the answers vary most; the rest of them is left out.
    variance, directions = torch.linalg.eigh(answer.T @ sums.inputs @ answer / sums.inputs[-1, -1])
    rank = _rank(branch)
    # Each u at unit mean square, as large as what the random units give.
    project = answer @ directions[:, -rank:] / variance[-rank:].clamp(min=1e-12).sqrt()
    pairs = slice(2 * rank)
    twice = lambda one: torch.cat([one, -one])  # noqa: E731
    undo = torch.zeros(rank, branch.hidden, dtype=project.dtype)
    undo[:, :rank], undo[:, rank : 2 * rank] = UNDO * torch.eye(rank), -UNDO * torch.eye(rank)
    style, given, bias = project[: branch.width].T, project[branch.width : -1].T, project[-1]
    for kind, first in (("sm", style), ("cm", given), ("fm", torch.cat([undo, undo], dim=1))):
        layers = [layer for layer in _network(mapper, kind, name).mapping if isinstance(layer, EqualLinear)]
        _write(layers[0], pairs, twice(first), twice(bias) if kind == "fm" else 0 * twice(bias))
        for layer in layers[1:-1] if kind == "fm" else layers[1:]:
            _write(layer, pairs, twice(undo), 0 * twice(bias))


def _write(layer: EqualLinear, units: slice, weight: Tensor, bias: Tensor) -> None:
    """Let some units of a layer compute ``weight @ x + bias``."""
    layer.weight[units] = (weight / layer.weight_scale).to(layer.weight)
    layer.bias[units] = (bias / layer.bias_scale).to(layer.bias)
