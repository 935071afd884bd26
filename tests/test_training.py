"""Training in miniature: every part learns something, survives a kill, and refuses another configuration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import pytest
import torch

from deltaedit.errors import TrainingError
from deltaedit.models import Encoder, Generator, GeneratorConfig
from deltaedit.training.avatars.captions import PHRASES, draw_caption, draw_change, is_held_out, neutral_text
from deltaedit.training.avatars.domain import (
    CODE_SIZE,
    COLOURS,
    PARTS,
    Portrait,
    encode_all,
    sample_family,
    sample_portraits,
)
from deltaedit.training.avatars.render import render_array
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.clip import ClipTraining, Teacher, train_clip
from deltaedit.training.encoder import EncoderTraining, train_encoder
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


class KilledError(Exception):
    """Stands for kill -9."""


class Fragile(Checkpoint):
    """Saves after every step, and dies after the third."""

    saves = 0

    def save(self, state: dict[str, object]) -> None:
        super().save(state)
        self.saves += 1
        if self.saves == 3:
            raise KilledError


def killed_then_resumed(path: Path, training: Any, train: Callable[[Checkpoint], object]) -> object:
    """What ``train`` gives when it is killed after three steps and then goes on from what was saved."""
    with pytest.raises(KilledError):
        train(Fragile(path, training, resume=False, every=0.0))
    again = Checkpoint(path, training, resume=True)
    assert again.state is not None and again.state["step"] == 3
    result = train(again)
    assert not path.exists()
    return result


def test_a_killed_training_goes_on(tmp_path: Path) -> None:
    z, images = torch.randn(8, 12), pictures(8, 32)
    killed_then_resumed(tmp_path / "g", TINY, lambda checkpoint: train_generator(None, z, images, TINY, checkpoint))


def test_another_configuration_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "g.checkpoint"
    Checkpoint(path, TINY, resume=False).save({"step": 1})
    with pytest.raises(TrainingError, match=r"batch = 4, not 8"):
        Checkpoint(path, replace(TINY, batch=8), resume=True)
    assert Checkpoint(path, replace(TINY, batch=8), resume=False).state is None
    path.write_bytes(b"damaged")
    with pytest.raises(TrainingError, match="cannot be read"):
        Checkpoint(path, TINY, resume=True)


def teacher_of(portraits: list[Portrait], families: list[tuple[str, list[Portrait]]]) -> Teacher:
    return Teacher(
        attributes=[portrait.attributes() for portrait in portraits],
        values=dict(PARTS),
        family_attributes=[[member.attributes() for member in members] for _, members in families],
        varied=[name for name, _ in families],
        draw_caption=draw_caption,
        draw_change=draw_change,
        neutral=neutral_text,
    )


def test_clip_learns_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    portraits, families = sample_portraits(8, 0), [sample_family(rng, 3) for _ in range(4)]
    model = open_clip.model.CLIP(
        32,
        {"layers": [1, 1, 1, 1], "width": 4, "head_width": 32, "image_size": 32},
        {"context_length": 32, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
    )
    tokenizer = open_clip.SimpleTokenizer(context_length=32)
    images = pictures(8, 32)
    related = np.random.default_rng(1).integers(0, 256, (4, 3, 32, 32, 3), dtype=np.uint8)
    training = ClipTraining(steps=6, singles=4, families=2)
    before = model.visual.conv1.weight.detach().clone()
    teacher = teacher_of(portraits, families)
    killed_then_resumed(
        tmp_path / "clip",
        training,
        lambda checkpoint: train_clip(
            model.requires_grad_(True), tokenizer, images, related, teacher, training, checkpoint
        ),
    )
    assert not model.training
    assert not torch.equal(model.visual.conv1.weight, before)
    assert all(torch.isfinite(value).all() for value in model.state_dict().values())


def test_captions_are_true() -> None:
    rng = np.random.default_rng(0)
    for portrait in sample_portraits(300, 9):
        attributes = portrait.attributes()
        caption = draw_caption(attributes, rng)
        assert caption.text.strip() and caption.holds(attributes)
        assert not any(is_held_out(fact) for fact in caption.facts)
    bald = portrait.with_part("top", "none").attributes()
    change = draw_change("top", bald, rng)
    assert change is not None and change.holds(bald) and not change.holds({**bald, "top": "fro"})
    assert len(PHRASES) > 1000


def test_an_encoder_learns_codes_and_goes_on_after_a_kill(tiny_generator: Generator, tmp_path: Path) -> None:
    stages = ((8, 1), (8, 1), (16, 1), (16, 1))
    training = EncoderTraining(steps=10, batch=4, image_batch=2, image_from=0.7, stages=stages)
    images, w = pictures(8, 32), torch.randn(8, 10)
    encoder = killed_then_resumed(
        tmp_path / "e",
        training,
        lambda checkpoint: train_encoder(None, images, w, tiny_generator, training, checkpoint),
    )
    assert isinstance(encoder, Encoder)
    assert encoder.encode(torch.zeros(2, 3, 32, 32)).shape == (2, tiny_generator.n_latent, 10)


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
