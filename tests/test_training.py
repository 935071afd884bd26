"""Training in miniature: every part learns something, survives a kill, and refuses another configuration."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import pytest
import torch

from deltaedit.errors import TrainingError
from deltaedit.models import Encoder, Generator, GeneratorConfig
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.clip import ClipTraining, Teacher, train_clip
from deltaedit.training.drawn.domain import Drawing
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.encoder import EncoderTraining, from_renders, train_encoder
from deltaedit.training.generator import GeneratorTraining, distillation_loss, grow, train_generator

TINY = GeneratorTraining(steps=40, channels=(8, 8, 8, 4), style_dim=12, n_mlp=2, growth=(0.5, 0.5))


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


def teacher_of(portraits: list[Drawing], families: list[tuple[str, list[Drawing]]]) -> Teacher:
    return Teacher(
        attributes=[portrait.attributes() for portrait in portraits],
        values=dict(AVATARS.domain.parts),
        family_attributes=[[member.attributes() for member in members] for _, members in families],
        varied=[name for name, _ in families],
        draw_caption=AVATARS.language.draw_caption,
        draw_change=AVATARS.language.draw_change,
        neutral=AVATARS.language.neutral_text,
    )


def test_clip_learns_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    portraits, families = AVATARS.domain.sample(8, 0), [AVATARS.domain.sample_family(rng, 3) for _ in range(4)]
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


def test_an_encoder_learns_codes_and_goes_on_after_a_kill(tiny_generator: Generator, tmp_path: Path) -> None:
    stages = ((8, 1), (8, 1), (16, 1), (16, 1))
    training = EncoderTraining(steps=10, batch=4, image_batch=2, image_from=0.7, stages=stages)
    images, w = pictures(8, 32), torch.randn(8, 10)
    generator = deepcopy(tiny_generator)
    generator.latent_avg = w.mean(dim=0)
    encoder = killed_then_resumed(
        tmp_path / "e",
        training,
        lambda checkpoint: train_encoder(None, from_renders(images, w), generator, training, checkpoint),
    )
    assert isinstance(encoder, Encoder)
    assert encoder.encode(torch.zeros(2, 3, 32, 32)).shape == (2, tiny_generator.n_latent, 10)
