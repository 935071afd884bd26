"""The relevance matrix from slopes, against numerical derivatives and against perturbing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional as F

from deltaedit.errors import DeltaEditError
from deltaedit.models import Generator
from deltaedit.relevance import RelevanceSums, estimate_relevance, measure_relevance

WIDTH = 7


class FakeClip:
    """A small smooth map from pictures to unit vectors."""

    def __init__(self, size: int) -> None:
        rng = torch.Generator().manual_seed(11)
        self.first = torch.randn(3 * size * size, 16, generator=rng, dtype=torch.float64) / size
        self.second = torch.randn(16, WIDTH, generator=rng, dtype=torch.float64)

    def embed_image(self, image: Tensor) -> Tensor:
        hidden = torch.tanh(0.3 * image.flatten(1) @ self.first.to(image))
        return F.normalize(hidden @ self.second.to(image), dim=1)


class LinearWorld:
    """A generator and a CLIP whose composition is one matrix, the same for every picture; every third channel dead."""

    def __init__(self, channels: int, seed: int) -> None:
        rng = torch.Generator().manual_seed(seed)
        self.layout = SimpleNamespace(total=channels)
        self.map = torch.randn(channels, WIDTH, generator=rng)
        self.map[::3] = 0

    def w_to_s(self, w_plus: Tensor) -> Tensor:
        return w_plus.flatten(1)

    def synthesize(self, s: Tensor, w_plus: Tensor) -> Tensor:
        return (s @ self.map)[:, :, None, None]

    def draw(self, w_plus: Tensor) -> Tensor:
        return self.synthesize(self.w_to_s(w_plus), w_plus)

    def embed_image(self, image: Tensor) -> Tensor:
        return image[:, :, 0, 0]


def codes(generator: Generator, count: int, seed: int = 0) -> Tensor:
    rng = torch.Generator().manual_seed(seed)
    return generator.broadcast(generator.mapping(torch.randn(count, generator.config.style_dim, generator=rng)))


def spread(generator: Generator) -> Tensor:
    return torch.linspace(0.01, 0.1, generator.layout.total)


def numerical(generator: Generator, clip: FakeClip, w_plus: Tensor, s_std: Tensor, channels: range) -> Tensor:
    """Central differences of every picture by some channels, in double precision [channels, N, C]."""
    precise = generator.double()
    w_plus, step = w_plus.double(), 1e-5
    s = precise.w_to_s(w_plus)
    rows = []
    for channel in channels:
        up, down = s.clone(), s.clone()
        up[:, channel] += step
        down[:, channel] -= step
        change = clip.embed_image(precise.synthesize(up, w_plus)) - clip.embed_image(precise.synthesize(down, w_plus))
        rows.append(change / (2 * step) * s_std[channel].double())
    return torch.stack(rows)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), pictures=st.integers(WIDTH + 1, 30), directions=st.integers(WIDTH, 3 * WIDTH))
def test_a_linear_world_is_found_exactly(seed: int, pictures: int, directions: int) -> None:
    world = LinearWorld(13, seed)
    w_plus = torch.randn(pictures, 1, 13, generator=torch.Generator().manual_seed(seed + 1))
    s_std = torch.linspace(0.5, 2.0, 13)
    found = measure_relevance(world, world, w_plus, s_std, directions=directions)  # type: ignore
    assert torch.allclose(found.matrix, F.normalize(world.map, dim=1), atol=1e-4)
    assert torch.allclose(found.strength, world.map.norm(dim=1) * s_std, atol=1e-3)


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10_000))
def test_a_linear_world_is_what_perturbing_finds(seed: int) -> None:
    world = LinearWorld(9, seed)
    w_plus = torch.randn(10, 1, 9, generator=torch.Generator().manual_seed(seed + 1))
    perturbed = estimate_relevance(world, world, w_plus, torch.ones(9))  # type: ignore[arg-type]
    found = measure_relevance(world, world, w_plus, torch.ones(9)).matrix  # type: ignore[arg-type]
    assert (found * perturbed).sum(dim=1)[1::3].min() > 0.98
    # Perturbing may leave a rounding error, blown up to a unit row, in the dead channels; differentiating does not.
    assert (found[::3] == 0).all()


def test_every_direction_gives_the_numerical_derivative(tiny_generator: Generator) -> None:
    clip = FakeClip(tiny_generator.config.size)
    w_plus, s_std = codes(tiny_generator, 8), spread(tiny_generator)
    found = measure_relevance(tiny_generator, clip, w_plus, s_std, directions=WIDTH, shift=0)  # type: ignore
    channels = range(0, len(s_std), 7)
    slopes = numerical(tiny_generator, clip, w_plus, s_std, channels)
    rows = F.normalize(F.normalize(slopes, dim=2).mean(dim=1), dim=1).float()
    lengths = slopes.norm(dim=2).mean(dim=1).float()
    assert lengths.min() > 1e-4
    assert (found.matrix[:: channels.step] * rows).sum(dim=1).min() > 0.999
    assert torch.allclose(found.strength[:: channels.step], lengths, rtol=1e-2)


def test_few_directions_leave_the_rows_in_their_span(tiny_generator: Generator) -> None:
    clip = FakeClip(tiny_generator.config.size)
    w_plus, s_std = codes(tiny_generator, 8), spread(tiny_generator)
    full, part = (
        measure_relevance(tiny_generator, clip, w_plus, s_std, directions=count, shift=0)  # type: ignore
        for count in (WIDTH, 2)
    )
    assert torch.linalg.matrix_rank(part.matrix, rtol=1e-4) == 2
    assert torch.linalg.matrix_rank(full.matrix, rtol=1e-4) > 2
    assert (part.strength <= full.strength * (1 + 1e-5)).all()


def test_embeddings_of_other_pictures_set_the_directions(tiny_generator: Generator) -> None:
    clip = FakeClip(tiny_generator.config.size)
    w_plus, s_std = codes(tiny_generator, 3), spread(tiny_generator)
    embeddings = F.normalize(torch.randn(40, WIDTH, generator=torch.Generator().manual_seed(2)), dim=1)
    alone = measure_relevance(tiny_generator, clip, w_plus, s_std)  # type: ignore
    helped = measure_relevance(tiny_generator, clip, w_plus, s_std, embeddings=embeddings)  # type: ignore
    assert torch.linalg.matrix_rank(alone.matrix, rtol=1e-4) == 2
    assert torch.linalg.matrix_rank(helped.matrix, rtol=1e-4) > 2


def test_small_steps_of_perturbation_find_the_same_rows(tiny_generator: Generator) -> None:
    clip = FakeClip(tiny_generator.config.size)
    w_plus = codes(tiny_generator, 8)
    s_std = torch.full((tiny_generator.layout.total,), 5e-3)
    found = measure_relevance(tiny_generator, clip, w_plus, s_std, shift=0).matrix  # type: ignore
    perturbed = estimate_relevance(tiny_generator, clip, w_plus, s_std)  # type: ignore[arg-type]
    cosine = F.cosine_similarity(found, perturbed, dim=1)
    assert cosine.median() > 0.98 and cosine.quantile(0.1) > 0.9


def test_rows_are_unit_or_zero_and_dead_channels_are_zero(tiny_generator: Generator) -> None:
    dead = slice(3, 9)
    tiny_generator.conv1.conv.weight.data[:, :, dead] = 0
    clip = FakeClip(tiny_generator.config.size)
    found = measure_relevance(tiny_generator, clip, codes(tiny_generator, 9), spread(tiny_generator))  # type: ignore
    matrix = found.matrix
    assert matrix.shape == (tiny_generator.layout.total, WIDTH) and matrix.dtype == torch.float32
    lengths = matrix.norm(dim=1)
    alive = torch.ones(len(matrix), dtype=torch.bool)
    alive[dead] = False
    assert (lengths[dead] == 0).all()
    assert torch.allclose(lengths[alive], torch.ones(int(alive.sum())), atol=1e-5)
    assert (found.strength[dead] == 0).all() and (found.strength[alive] > 0).all()


def test_a_channel_that_never_varies_has_a_zero_row(tiny_generator: Generator) -> None:
    s_std = spread(tiny_generator)
    s_std[5] = 0
    clip = FakeClip(tiny_generator.config.size)
    found = measure_relevance(tiny_generator, clip, codes(tiny_generator, 9), s_std)  # type: ignore
    assert found.matrix[5].abs().max() == 0 and found.strength[5] == 0
    assert found.matrix[4].norm() > 0.99


@settings(deadline=None, max_examples=10)
@given(batch=st.integers(1, 13), seed=st.integers(0, 99))
def test_the_result_does_not_depend_on_the_batch(batch: int, seed: int) -> None:
    world = LinearWorld(6, seed)
    world.synthesize = lambda s, w_plus: torch.sin(s @ world.map)[:, :, None, None]  # type: ignore[method-assign]
    w_plus = torch.randn(11, 1, 6, generator=torch.Generator().manual_seed(seed + 1))
    alone = measure_relevance(world, world, w_plus, torch.ones(6), batch=1)  # type: ignore
    together = measure_relevance(world, world, w_plus, torch.ones(6), batch=batch)  # type: ignore
    assert torch.allclose(alone.matrix, together.matrix, atol=1e-4)
    assert torch.allclose(alone.strength, together.strength, atol=1e-4)


def test_the_seed_alone_decides(tiny_generator: Generator) -> None:
    clip = FakeClip(tiny_generator.config.size)
    w_plus, s_std = codes(tiny_generator, 6), spread(tiny_generator)

    def run(seed: int, shift: float) -> Tensor:
        torch.rand(1)
        return measure_relevance(tiny_generator, clip, w_plus, s_std, seed=seed, shift=shift).matrix  # type: ignore

    assert torch.equal(run(3, 1.0), run(3, 1.0))
    assert not torch.equal(run(3, 1.0), run(4, 1.0))
    assert torch.equal(run(3, 0.0), run(4, 0.0))


def test_slopes_are_taken_where_the_codes_were_moved_to() -> None:
    world = LinearWorld(6, 3)
    # All of one picture's slopes share the factor cos(s . map), which is 1 at s = 0 and less elsewhere.
    world.synthesize = lambda s, w_plus: torch.sin(s @ world.map)[:, :, None, None]  # type: ignore[method-assign]
    w_plus, s_std = torch.zeros(200, 1, 6), torch.full((6,), 0.3)
    embeddings = torch.eye(WIDTH + 1)[:, :WIDTH]
    strength = [
        measure_relevance(
            world,  # type: ignore[arg-type]
            world,  # type: ignore[arg-type]
            w_plus,
            s_std,
            batch=50,
            embeddings=embeddings,
            shift=shift,
        ).strength
        for shift in (0.0, 1.0, 2.0)
    ]
    alive = strength[0] > 0
    assert torch.allclose(strength[0], world.map.norm(dim=1) * s_std, rtol=1e-4)
    assert (strength[1] < strength[0])[alive].all() and (strength[2] < strength[1])[alive].all()


def test_works_where_gradients_are_off_and_leaves_none_behind(tiny_generator: Generator) -> None:
    clip = FakeClip(tiny_generator.config.size)
    w_plus, s_std = codes(tiny_generator, 6), spread(tiny_generator)
    with torch.no_grad():
        found = measure_relevance(tiny_generator, clip, w_plus, s_std)  # type: ignore
    assert torch.equal(found.matrix, measure_relevance(tiny_generator, clip, w_plus, s_std).matrix)  # type: ignore
    assert not found.matrix.requires_grad and not found.strength.requires_grad
    assert all(parameter.grad is None for parameter in tiny_generator.parameters())


def test_an_interrupted_measurement_goes_on_to_the_same_result(tiny_generator: Generator) -> None:
    clip, w_plus, s_std = FakeClip(tiny_generator.config.size), codes(tiny_generator, 7), spread(tiny_generator)
    kept: list[RelevanceSums] = []
    whole = measure_relevance(tiny_generator, clip, w_plus, s_std, keep=kept.append)  # type: ignore[arg-type]
    assert [sums.pictures for sums in kept] == [2, 4, 6, 7]
    for sums in kept:
        again = measure_relevance(tiny_generator, clip, w_plus, s_std, begun=sums)  # type: ignore[arg-type]
        assert torch.equal(again.matrix, whole.matrix) and torch.equal(again.strength, whole.strength)


def test_progress_counts_every_picture(tiny_generator: Generator) -> None:
    seen: list[tuple[int, int]] = []
    measure_relevance(
        tiny_generator,
        FakeClip(tiny_generator.config.size),  # type: ignore[arg-type]
        codes(tiny_generator, 7),
        spread(tiny_generator),
        batch=3,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(3, 7), (6, 7), (7, 7)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pictures": 0}, "no code of one was given"),
        ({"pictures": 1}, "need at least 2 embeddings"),
        ({"embeddings": torch.ones(1, WIDTH)}, "need at least 2 embeddings, not \\[1, 7\\]"),
        ({"embeddings": torch.ones(0, WIDTH)}, "need at least 2 embeddings, not \\[0, 7\\]"),
        ({"embeddings": torch.ones(WIDTH)}, "need at least 2 embeddings, not \\[7\\]"),
        ({"spread": 5}, "80 StyleSpace channels, but a spread \\[5\\]"),
        ({"spread": (3, 3)}, "80 StyleSpace channels, but a spread \\[3, 3\\]"),
        ({"spread": (80, 1)}, "80 StyleSpace channels, but a spread \\[80, 1\\]"),
        ({"batch": 0}, "number of pictures in a batch must be at least 1, not 0"),
        ({"batch": -2}, "at least 1, not -2"),
        ({"directions": 0}, "number of directions"),
        ({"directions": -1}, "number of directions"),
        ({"shift": -0.5}, "shift of the codes must be a number of at least 0, not -0.5"),
        ({"shift": float("nan")}, "not nan"),
        ({"shift": float("inf")}, "not inf"),
    ],
)
def test_bad_input_is_refused(tiny_generator: Generator, changes: dict[str, Any], words: str) -> None:
    changes = dict(changes)
    w_plus = codes(tiny_generator, changes.pop("pictures", 9))
    shape = changes.pop("spread", None)
    s_std = spread(tiny_generator) if shape is None else torch.ones(shape)
    with pytest.raises(DeltaEditError, match=words):
        measure_relevance(tiny_generator, FakeClip(32), w_plus, s_std, **changes)  # type: ignore
