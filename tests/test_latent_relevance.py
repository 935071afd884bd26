"""The relevance matrix by regression: a linear map is recovered from codes and embeddings."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional as F

from deltaedit.training import latent_relevance
from deltaedit.training.latent_relevance import regress_relevance
from deltaedit.training.latents import Latents

WIDTH, CLIP = 12, 7


def linear_world(count: int, seed: int, still: int = 2) -> tuple[Latents, Tensor]:
    """Independent channels of very different scales, the first ``still`` of which never vary; and the true map."""
    rng = torch.Generator().manual_seed(seed)
    scale = torch.logspace(-2, 2, WIDTH)
    scale[:still] = 0
    true = torch.randn(WIDTH, CLIP, generator=rng) / torch.logspace(-2, 2, WIDTH)[:, None]
    s = 3 + torch.randn(count, WIDTH, generator=rng) * scale
    return Latents(s, s, 0.5 + s @ true, 1), true


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_a_linear_world_is_found(seed: int) -> None:
    latents, true = linear_world(800, seed)
    found = regress_relevance(latents, ridge=1e-3)
    assert found.shape == (WIDTH, CLIP) and found.dtype == torch.float32
    assert (found[:2] == 0).all()
    assert (found[2:] * F.normalize(true, dim=1)[2:]).sum(dim=1).min() > 0.97
    assert torch.allclose(found[2:].norm(dim=1), torch.ones(WIDTH - 2), atol=1e-5)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    latents, _ = linear_world(500, 3)
    whole = regress_relevance(latents)
    monkeypatch.setattr(latent_relevance, "BLOCK", 37)
    assert torch.allclose(whole, regress_relevance(latents), atol=1e-5)


def test_the_first_rows_alone_can_be_used() -> None:
    latents, _ = linear_world(500, 3)
    some = regress_relevance(latents, rows=100)
    assert not torch.allclose(some, regress_relevance(latents), atol=1e-3)
    assert torch.equal(regress_relevance(latents, rows=10_000), regress_relevance(latents))


def test_channels_that_go_together_share_what_they_do() -> None:
    """The regression cannot distinguish two equal channels, so they get the same row."""
    rng = torch.Generator().manual_seed(0)
    base = torch.randn(400, 3, generator=rng)
    s = torch.cat([base, base[:, :1]], dim=1)
    clip = base @ torch.eye(3)
    found = regress_relevance(Latents(s, s, clip, 1), ridge=1e-4)
    assert torch.allclose(found[0], found[3], atol=1e-4)
