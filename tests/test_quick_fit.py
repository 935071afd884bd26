"""The closed-form mapper: exact for linear data, useful for other data, and a start for training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from deltaedit.bundles.weights import load_mapper, save_mapper
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import MapperTraining
from deltaedit.training.mapper import quick_fit as module
from deltaedit.training.mapper.fitting import train_mapper
from deltaedit.training.mapper.loss import batch_losses
from deltaedit.training.mapper.pairs import PairSource
from deltaedit.training.mapper.quick_fit import quick_fit, untrained_mapper
from tests.test_mapper_training import LAYOUT, latents_of

TRAINING = MapperTraining(steps=20, batch=64, hidden=32, quick_pairs=4096)


def loss_of(mapper: torch.nn.Module, training: MapperTraining = TRAINING) -> tuple[float, float]:
    """Loss and cosine on groups that no fit has seen."""
    batch = PairSource(latents_of(group=1 if training.related == 0 else 3), range(95, 100), training).batch(0, 400)
    with torch.no_grad():
        squared, cosine = batch_losses(mapper, batch).tolist()  # type: ignore[arg-type]
    return squared + 1 - cosine, cosine


def test_a_quick_fit_is_far_better_than_random_weights() -> None:
    latents = latents_of()
    untrained = untrained_mapper(latents, LAYOUT, TRAINING)
    fitted = quick_fit(latents, LAYOUT, TRAINING)
    assert not any(p.requires_grad for p in fitted.parameters())
    assert loss_of(fitted)[0] < 0.6 * loss_of(untrained)[0]
    assert loss_of(fitted)[1] > 0.6 > 0.3 > loss_of(untrained)[1]
    # The same again, to the last bit.
    again = quick_fit(latents, LAYOUT, TRAINING).state_dict()
    assert all(torch.equal(value, again[name]) for name, value in fitted.state_dict().items())


@given(rank=st.integers(1, 8), hidden=st.integers(16, 40), seed=st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_the_network_computes_the_linear_map_exactly(rank: int, hidden: int, seed: int) -> None:
    """u in the last hidden layer is the regression's u, which was written into the weights."""
    torch.manual_seed(seed)
    training = replace(TRAINING, hidden=hidden)
    latents = latents_of()
    mapper = untrained_mapper(latents, LAYOUT, training).requires_grad_(False)
    branch = mapper.config.medium
    rank = min(module._rank(branch), branch.width)
    batch = PairSource(latents, range(90), training).batch(seed, 300)
    inputs, wanted, weight = module._regression_rows(mapper, batch, {"medium": branch})["medium"]
    sums = module._Sums()
    sums.add(inputs, wanted, weight)
    sums.inputs, sums.wanted = sums.inputs.double(), sums.wanted.double()
    module._write_linear(mapper, "medium", branch, sums)
    hidden_units = module._hidden(mapper, "medium", inputs)
    u = module.UNDO * (hidden_units[:, :rank] - hidden_units[:, rank : 2 * rank])
    answer = (inputs.double() @ sums.solve(module.RIDGE)).float()
    # The solution is a linear function of u, up to its rank.
    best = torch.linalg.lstsq(u, answer).solution
    singular = torch.linalg.svdvals(answer.double())
    lost = (u @ best - answer).norm() / answer.norm()
    assert lost <= 1.3 * (singular[rank:].norm() / singular.norm()).float() + 2e-2


@pytest.mark.parametrize(
    "changes",
    [
        {"linear_output": False},
        {"centred": False},
        {"one_token_per_layer": True, "hidden": None},
        {"one_token_per_layer": True, "linear_output": False, "centred": False, "hidden": None},
        {"related": 0.0, "neutral": 0.0},
        {"hidden": 5},
    ],
)
def test_every_shape_of_mapper_can_be_fitted(changes: dict[str, object]) -> None:
    training = replace(TRAINING, **changes)  # type: ignore[arg-type]
    latents = latents_of(group=1 if training.related == 0 else 3)
    before = loss_of(untrained_mapper(latents, LAYOUT, training), training)[0]
    assert loss_of(quick_fit(latents, LAYOUT, training), training)[0] < before


def test_branches_too_narrow_for_any_map_stay_random() -> None:
    latents, training = latents_of(), replace(TRAINING, hidden=3)
    random = untrained_mapper(latents, LAYOUT, training).state_dict()
    fitted = quick_fit(latents, LAYOUT, training).state_dict()
    assert all(torch.equal(value, random[name]) for name, value in fitted.items())


def test_a_generator_without_fine_layers() -> None:
    layout = StyleSpaceLayout((8, 8, 8))
    latents = latents_of(layout.total)
    mapper = quick_fit(latents, layout, TRAINING)
    assert mapper(latents.s[:2], latents.clip[:2], latents.clip[2:4]).shape == (2, 24)


def test_training_goes_on_from_it(tmp_path: Path) -> None:
    latents = latents_of()
    start = loss_of(quick_fit(latents, LAYOUT, TRAINING))[0]
    _, quick = train_mapper(latents, LAYOUT, TRAINING, Checkpoint(tmp_path / "quick", TRAINING, resume=False))
    from_nothing = replace(TRAINING, quick_start=False)
    _, slow = train_mapper(latents, LAYOUT, from_nothing, Checkpoint(tmp_path / "slow", from_nothing, resume=False))
    assert quick.loss < slow.loss and quick.loss < start + 0.02


def test_its_file_is_as_large_as_any(tmp_path: Path) -> None:
    latents = latents_of()
    mapper = quick_fit(latents, LAYOUT, TRAINING)
    save_mapper(tmp_path / "a.safetensors", mapper, half=True)
    random = untrained_mapper(latents, LAYOUT, TRAINING).requires_grad_(False)
    save_mapper(tmp_path / "b.safetensors", random, half=True)
    assert (tmp_path / "a.safetensors").stat().st_size == (tmp_path / "b.safetensors").stat().st_size
    # Half precision does not hurt it.
    assert abs(loss_of(load_mapper(tmp_path / "a.safetensors"))[0] - loss_of(mapper)[0]) < 0.01
