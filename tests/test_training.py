"""Training in miniature: every part learns something, survives a kill, and refuses another configuration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from deltaedit.errors import TrainingError
from deltaedit.models import Generator, GeneratorConfig
from deltaedit.training.avatars.domain import (
    CODE_SIZE,
    COLOURS,
    PARTS,
    encode_all,
    sample_family,
    sample_portraits,
)
from deltaedit.training.avatars.render import render_array
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.generator import GeneratorTraining, distillation_loss, grow, train_generator
from deltaedit.training.latents import Latents
from deltaedit.training.mapper import MapperTraining, Pairs, draw_pairs, pair_tensors, train_mapper

TINY = GeneratorTraining(steps=40, channels=(8, 8, 8, 4), style_dim=12, n_mlp=2, growth=(0.5, 0.5))


def test_domain() -> None:
    portraits = sample_portraits(40, 3)
    assert [p.parts for p in portraits] == [p.parts for p in sample_portraits(40, 3)]
    codes = encode_all(portraits)
    parts = sum(len(values) for values in PARTS.values())
    assert codes.shape == (40, CODE_SIZE) == (40, parts + 3 * len(COLOURS))
    assert (codes[:, :parts].sum(axis=1) == len(PARTS)).all()


def test_a_family_differs_in_one_attribute_that_can_be_seen() -> None:
    rng = np.random.default_rng(0)
    for _ in range(60):
        name, members = sample_family(rng, 4)
        seen = [member.attributes() for member in members]
        assert all(name in attributes for attributes in seen)
        assert len({attributes[name] for attributes in seen}) == 4
        for attribute in PARTS:
            if attribute not in (name, "eyes"):
                assert len({member.parts[attribute] for member in members}) == 1


def test_hidden_attributes_are_not_seen() -> None:
    portrait = sample_portraits(1, 0)[0].with_part("top", "hijab").with_part("accessories", "sunglasses")
    seen = portrait.attributes()
    assert "hairColour" not in seen and "eyes" not in seen and "hatColour" in seen


def test_renders_show_what_was_asked() -> None:
    portrait = sample_portraits(1, 1)[0].with_part("accessories", "none").with_colour("background", "blue")
    plain = render_array(portrait, 64).astype(int)
    assert tuple(plain[1, 1]) == portrait.rgb["background"]
    glasses = render_array(portrait.with_part("accessories", "sunglasses"), 64).astype(int)
    changed = np.argwhere(np.abs(plain - glasses).sum(axis=2) > 30)
    assert len(changed) > 20 and (changed.min(axis=0) > 16).all() and (changed.max(axis=0) < 48).all()


def pictures(count: int, size: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.broadcast_to(rng.integers(0, 256, (count, 1, 1, 3), dtype=np.uint8), (count, size, size, 3)).copy()


def test_a_generator_from_nothing_grows_and_learns(tmp_path: Path) -> None:
    z = torch.randn(16, 12)
    images = pictures(16, 32)
    training = replace(TINY, steps=240)
    checkpoint = Checkpoint(tmp_path / "g", training, resume=False)
    generator = train_generator(None, z, images, training, checkpoint)
    assert generator.config.channels == training.channels
    wanted = torch.from_numpy(images).permute(0, 3, 1, 2) / 127.5 - 1
    w_plus = generator.broadcast(generator.mapping(z))
    with torch.no_grad():
        drawn = generator.synthesize(generator.w_to_s(w_plus), w_plus)
        # ToRGB's styles do not depend on w, so S of one code draws the same on the W+ of another.
        other = generator.synthesize(generator.w_to_s(w_plus), w_plus.flip(0))
    assert (drawn - wanted).square().mean() < 0.7 * wanted.square().mean()
    assert torch.equal(drawn, other)


def test_growing_keeps_what_was_learned() -> None:
    small = Generator(GeneratorConfig((8, 8), 12, 2)).requires_grad_(False)
    large = grow(small, (8, 8, 4))
    large.requires_grad_(False)
    for to_rgb in large.to_rgbs[1:]:
        to_rgb.conv.weight.zero_()  # type: ignore[union-attr,operator]
    z = torch.randn(2, 12)
    shrunk = torch.nn.functional.avg_pool2d(large(z), 2)
    assert (shrunk - small(z)).abs().mean() < 0.3 * small(z).abs().mean()


def test_loss_counts_the_focus_more() -> None:
    wanted = torch.zeros(1, 3, 32, 32)
    inside, outside = wanted.clone(), wanted.clone()
    inside[:, :, 15, 15], outside[:, :, 2, 2] = 1.0, 1.0
    assert distillation_loss(inside, wanted, TINY) > distillation_loss(outside, wanted, TINY) > 0
    assert distillation_loss(wanted, wanted, TINY) == 0


def test_a_killed_training_goes_on(tmp_path: Path) -> None:
    z, images = torch.randn(8, 12), pictures(8, 32)
    path = tmp_path / "g.checkpoint"

    class KilledError(Exception):
        pass

    class Fragile(Checkpoint):
        saves = 0

        def save(self, state: dict[str, object]) -> None:
            super().save(state)
            self.saves += 1
            if self.saves == 3:
                raise KilledError

    with pytest.raises(KilledError):
        train_generator(None, z, images, TINY, Fragile(path, TINY, resume=False, every=0.0))
    again = Checkpoint(path, TINY, resume=True)
    assert again.state is not None and again.state["step"] == 3
    train_generator(None, z, images, TINY, again)
    assert not path.exists()


def test_another_configuration_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "g.checkpoint"
    Checkpoint(path, TINY, resume=False).save({"step": 1})
    with pytest.raises(TrainingError, match=r"batch = 4, not 8"):
        Checkpoint(path, replace(TINY, batch=8), resume=True)
    assert Checkpoint(path, replace(TINY, batch=8), resume=False).state is None
    path.write_bytes(b"damaged")
    with pytest.raises(TrainingError, match="cannot be read"):
        Checkpoint(path, TINY, resume=True)


def test_pairs() -> None:
    rng = torch.Generator().manual_seed(0)
    pairs = draw_pairs(range(2, 10), 3, 500, 1.0, 0.0, rng)
    assert (pairs.first // 3 == pairs.second // 3).all() and (pairs.first != pairs.second).all()
    assert pairs.first.min() >= 6 and pairs.first.max() < 30 and not pairs.neutral.any()
    pairs = draw_pairs(range(2, 10), 3, 500, 0.0, 0.0, rng)
    assert (pairs.first // 3 == pairs.second // 3).float().mean() < 0.4
    pairs = draw_pairs(range(2, 10), 3, 900, 0.0, 1.0, rng)
    assert (pairs.first // 3 == pairs.second // 3).all() and pairs.neutral.all()
    assert 0.2 < (pairs.first == pairs.second).float().mean() < 0.5


def test_a_neutral_difference_starts_at_the_mean_of_the_group() -> None:
    latents = Latents(torch.zeros(6, 2), torch.arange(12.0).reshape(6, 2), torch.eye(6), 3)
    pairs = Pairs(torch.tensor([0, 0]), torch.tensor([1, 1]), torch.tensor([True, False]))
    s, _, delta_i, delta_s = pair_tensors(latents, pairs)
    assert torch.allclose(delta_i[0], torch.nn.functional.normalize(torch.tensor([-1.0, 2, -1, 0, 0, 0]), dim=0))
    assert torch.allclose(delta_i[1], torch.nn.functional.normalize(torch.tensor([-1.0, 1, 0, 0, 0, 0]), dim=0))
    assert s.tolist() == [[0, 1]] * 2 and delta_s.tolist() == [[2, 2]] * 2


def test_the_mapper_learns_a_linear_world(tiny_generator: Generator) -> None:
    torch.manual_seed(0)
    total = tiny_generator.layout.total
    s = torch.randn(300, 4) @ torch.randn(4, total)
    clip = torch.nn.functional.normalize(s @ torch.randn(total, 16), dim=1)
    training = MapperTraining(steps=400, hidden=32)
    mapper, report = train_mapper(Latents(s[:, :10], s, clip, 3), tiny_generator.layout, training)
    assert report.cosine_random > 0.5
    assert mapper.config.total == total
