"""Training in miniature: every network learns something, and a killed training resumes."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import open_clip
import pytest
import torch
from torch import nn

from deltaedit.bundles.weights import save_weights
from deltaedit.clip_space import encode_tokens
from deltaedit.inversion import encode
from deltaedit.models import Encoder, Generator, GeneratorConfig
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.clip import Changes, Teacher, train_clip, with_unknown_words
from deltaedit.training.config import ClipTraining, DrawnConfig, EncoderTraining, GeneratorTraining
from deltaedit.training.distillation import distillation_loss, reshaped, train_generator
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.source import DrawnSource
from deltaedit.training.drawn.stages import CODES, FAMILIES, PICTURES, drawn_stages
from deltaedit.training.drawn.words import KnownWords, nonsense, supporting_words
from deltaedit.training.e4e import from_renders, train_encoder, turn
from deltaedit.training.run import Run
from tests.programs import Fragile, KilledError, same_weights

TINY = GeneratorTraining(steps=40, channels=(8, 8, 8, 4), style_dim=12, n_mlp=2, growth=(0.5, 0.5))


#: A small CLIP, and a token that no caption has.
SMALL: dict[str, Any] = {
    "embed_dim": 32,
    "vision_cfg": {"layers": [1, 1, 1, 1], "width": 4, "head_width": 32, "image_size": 32},
    "text_cfg": {"context_length": 32, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
}
UNKNOWN = 1000


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
        drawn = generator.draw(w_plus)
        # ToRGB's styles do not depend on w, so S of one code draws the same on the W+ of another.
        other = generator.synthesize(generator.w_to_s(w_plus), w_plus.flip(0))
    assert (drawn - wanted).square().mean() < 0.7 * wanted.square().mean()
    assert torch.equal(drawn, other)


def test_growing_keeps_what_was_learned() -> None:
    small = Generator(GeneratorConfig((8, 8), 12, 2)).requires_grad_(False)
    large = reshaped(small, replace(small.config, channels=(8, 8, 4)))
    large.requires_grad_(False)
    for to_rgb in large.to_rgbs[1:]:
        to_rgb.conv.weight.zero_()  # type: ignore[union-attr,operator]
    z = torch.randn(2, 12)
    shrunk = torch.nn.functional.avg_pool2d(large(z), 2)
    assert (shrunk - small(z)).abs().mean() < 0.3 * small(z).abs().mean()


@pytest.mark.parametrize("channels", [(12, 16), (8, 8, 4), (8,)])
def test_a_generator_of_another_shape_draws_nearly_the_same(channels: tuple[int, ...]) -> None:
    torch.manual_seed(3)
    one = Generator(GeneratorConfig((8, 8), 12, 2)).requires_grad_(False)
    other = reshaped(one, GeneratorConfig(channels, 12, 1)).requires_grad_(False)
    assert other.config.channels == channels and other.config.n_mlp == 1
    w = torch.randn(6, 12)
    pictures = [g.synthesize(g.w_to_s(w_plus), w_plus) for g in (one, other) for w_plus in [g.broadcast(w)]]
    size = min(picture.shape[-1] for picture in pictures)
    first, second = (torch.nn.functional.adaptive_avg_pool2d(picture, size).flatten() for picture in pictures)
    assert torch.corrcoef(torch.stack([first, second]))[0, 1] > 0.8


def test_loss_counts_the_focus_more() -> None:
    wanted = torch.zeros(1, 3, 32, 32)
    inside, outside = wanted.clone(), wanted.clone()
    inside[:, :, 15, 15], outside[:, :, 2, 2] = 1.0, 1.0
    assert distillation_loss(inside, wanted, TINY) > distillation_loss(outside, wanted, TINY) > 0
    assert distillation_loss(wanted, wanted, TINY) == 0


Network = TypeVar("Network", bound=nn.Module)


def killed_then_resumed(path: Path, training: Any, train: Callable[[Checkpoint], Network]) -> Network:
    """The result of ``train`` when it is killed after three steps and then resumes."""
    with pytest.raises(KilledError):
        train(Fragile(path, training, resume=False, interval=0.0))
    again = Checkpoint(path, training, resume=True)
    assert again.state is not None and again.state["step"] == 3
    result = train(again)
    # The checkpoint holds the whole result until the caller has written it.
    before = path.read_bytes()
    assert same_weights(train(Checkpoint(path, training, resume=True, interval=0.0)), result)
    assert path.read_bytes() == before
    return result


def test_a_killed_training_goes_on(tmp_path: Path) -> None:
    z, images = torch.randn(8, 12), pictures(8, 32)
    train = lambda checkpoint: train_generator(None, z, images, TINY, checkpoint)  # noqa: E731
    resumed = killed_then_resumed(tmp_path / "g", TINY, train)
    assert same_weights(resumed, train(Checkpoint(tmp_path / "whole", TINY, resume=False)))
    # As after a kill between writing the generator and deleting the checkpoint: the stage starts from the generator.
    again = Checkpoint(tmp_path / "g", TINY, resume=True)
    assert same_weights(resumed, train_generator(deepcopy(resumed), z, images, TINY, again))


GROWING = replace(TINY, steps=12)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[torch.Tensor, np.ndarray, Generator]:
    """Codes, drawings, and the generator of an uninterrupted training on them."""
    z, images = torch.randn(8, 12, generator=torch.Generator().manual_seed(0)), pictures(8, 32)
    checkpoint = Checkpoint(tmp_path_factory.mktemp("whole") / "g", GROWING, resume=False)
    return z, images, train_generator(None, z, images, GROWING, checkpoint)


@pytest.mark.parametrize("lives", [5, 6, 7, 11, 12])
def test_a_generator_killed_where_it_grows_goes_on_alike(
    lives: int, grown: tuple[torch.Tensor, np.ndarray, Generator], tmp_path: Path
) -> None:
    """The checkpoint is saved after each of the 2 x 6 steps."""
    z, images, whole = grown
    with pytest.raises(KilledError):
        train_generator(
            None, z, images, GROWING, Fragile(tmp_path / "g", GROWING, resume=False, interval=0.0, lives=lives)
        )
    resumed = train_generator(None, z, images, GROWING, Checkpoint(tmp_path / "g", GROWING, resume=True))
    assert same_weights(resumed, whole)


@pytest.fixture
def teacher() -> Teacher:
    """The labels of 8 portraits and of 4 families of 3."""
    rng = np.random.default_rng(0)
    portraits, families = AVATARS.sample(8, 0), [AVATARS.sample_family(rng, 3) for _ in range(4)]
    return Teacher(
        attributes=[portrait.attributes() for portrait in portraits],
        values=dict(AVATARS.parts),
        family_attributes=[[member.attributes() for member in members] for _, members in families],
        varied=[name for name, _ in families],
        draw_caption=AVATARS.language.draw_caption,
        draw_change=AVATARS.language.draw_change,
        draw_difference=AVATARS.language.draw_difference,
        neutral_values=AVATARS.language.neutral_values,
        neutral=AVATARS.language.neutral_text,
        unknown_word=lambda rng: (UNKNOWN,),
    )


def train_small_clip(model: nn.Module, teacher: Teacher, training: ClipTraining, checkpoint: Checkpoint) -> nn.Module:
    """A trained copy of a model, by a teacher's labels on random pictures."""
    trained = deepcopy(model)
    tokenizer = open_clip.SimpleTokenizer(context_length=32)
    families = np.random.default_rng(1).integers(0, 256, (4, 3, 32, 32, 3), dtype=np.uint8)
    train_clip(trained, tokenizer, pictures(8, 32), families, teacher, training, checkpoint)
    return trained


def test_clip_learns_and_goes_on_after_a_kill(teacher: Teacher, tmp_path: Path) -> None:
    model = open_clip.model.CLIP(**SMALL)
    training = ClipTraining(steps=6, singles=4, families=2)
    before = model.visual.conv1.weight.detach().clone()

    def train(checkpoint: Checkpoint) -> nn.Module:
        return train_small_clip(model, teacher, training, checkpoint)

    trained = killed_then_resumed(tmp_path / "clip", training, train)
    assert not trained.training
    assert not torch.equal(trained.visual.conv1.weight, before)  # type: ignore[union-attr]
    assert all(torch.isfinite(value).all() for value in trained.state_dict().values())


def test_training_the_text_tower_leaves_the_picture_tower_unchanged(teacher: Teacher, tmp_path: Path) -> None:
    model = open_clip.model.CLIP(**SMALL)
    before = model.state_dict()
    training = ClipTraining(train="text", steps=4, singles=4, families=2)
    checkpoint = Checkpoint(tmp_path / "clip", training, resume=False)
    after = train_small_clip(model, teacher, training, checkpoint).state_dict()
    assert {name for name in after if not torch.equal(after[name], before[name])} >= {
        "text_projection",
        "token_embedding.weight",
    }
    for name, tensor in after.items():
        assert not name.startswith("visual.") or torch.equal(tensor, before[name]), name


def test_unknown_words_stand_inside_a_text() -> None:
    tokens = open_clip.SimpleTokenizer(context_length=12)(["a face"] * 60 + ["face " * 20] * 4)
    mixed = with_unknown_words(tokens, lambda rng: (UNKNOWN,), torch.full((64,), 0.25), np.random.default_rng(0))
    assert (mixed[-4:] == tokens[-4:]).all()
    changed = [row.tolist() for row, plain in zip(mixed, tokens) if not torch.equal(row, plain)]
    assert 5 < len(changed) < 40
    for row in changed:
        left = [token for token in row if token not in (0, UNKNOWN)]
        assert left == [token for token in tokens[0].tolist() if token] and row[0] != UNKNOWN
        assert 1 <= row.count(UNKNOWN) <= 4


def test_a_text_with_probability_0_of_unknown_words_does_not_change() -> None:
    tokens = open_clip.SimpleTokenizer(context_length=12)(["a face"] * 40)
    shares = torch.tensor([0.0, 1.0] * 20)
    mixed = with_unknown_words(tokens, lambda rng: (UNKNOWN, UNKNOWN + 1), shares, np.random.default_rng(1))
    same = (mixed == tokens).all(dim=1)
    assert same[shares == 0].all() and not same[shares == 1].any()
    # The tokens of a word stay together.
    together = (mixed[:, :-1] == UNKNOWN) & (mixed[:, 1:] == UNKNOWN + 1)
    assert 20 <= together.sum() <= (mixed == UNKNOWN).sum()


def test_words_that_only_support_others_mean_nothing_alone() -> None:
    texts = [
        f"{much} {length} hair" for much in ("very", "so", "quite") for length in ("long", "short", "curly", "wavy")
    ]
    texts += ["hair", "curly", "a braid", *(f"{length} hair like sunshine" for length in ("long", "short", "curly"))]
    texts += ["hair as long as the braid of a princess", "gala hair"]
    assert supporting_words(texts) == ["gala", "princess", "sunshine"]
    words = KnownWords.of(texts, open_clip.SimpleTokenizer(context_length=12), 49408)
    rng = np.random.default_rng(0)
    drawn = {tuple(words.draw_meaningless(rng)) for _ in range(2000)}
    pieces = {word: tuple(words.tokens([word])[0, 1:-1].tolist()) for word in ("sunshine", "curly")}
    assert (words.unknown,) in drawn and len(drawn) > 2
    assert any(word == pieces["sunshine"][: len(word)] for word in drawn)
    assert not any(word == pieces["curly"][: len(word)] for word in drawn)
    assert nonsense() == nonsense()


def test_the_mean_of_changes() -> None:
    delta = torch.eye(3)[[0, 1, 2]]
    kinds = [("eyes", "a", "b"), ("eyes", "b", "a"), ("eyes", "a", "b")]
    means = Changes(kinds, delta).means()
    assert means.kinds == [("eyes", "a", "b"), ("eyes", "b", "a")]
    assert torch.allclose(means.delta, torch.tensor([[0.5**0.5, 0, 0.5**0.5], [0, 1.0, 0]]))


@pytest.mark.parametrize("passes", [1, 3])
def test_an_encoder_learns_codes_and_goes_on_after_a_kill(
    passes: int, tiny_generator: Generator, tmp_path: Path
) -> None:
    stages = ((8, 1), (8, 1), (16, 1), (16, 1))
    training = EncoderTraining(
        steps=10,
        batch=4,
        image_batch=2,
        image_from=0.7,
        stages=stages,
        size=64 if passes == 1 else 0,
        passes=passes,
        turned=0.5,
    )
    images, w = pictures(8, 32), torch.randn(8, 10)
    generator = deepcopy(tiny_generator)
    generator.latent_avg = w.mean(dim=0)
    encoder = killed_then_resumed(
        tmp_path / "e",
        training,
        lambda checkpoint: train_encoder(None, from_renders(images, w), generator, training, checkpoint),
    )
    assert isinstance(encoder, Encoder) and encoder.config.iterations == passes
    assert encode(generator, encoder, torch.zeros(2, 3, 32, 32)).shape == (2, tiny_generator.n_latent, 10)


def test_the_rows_of_a_new_encoder_are_equal(tiny_generator: Generator, tmp_path: Path) -> None:
    """Offsets between the rows of W+ must be learned, and not be random at first."""
    generator = deepcopy(tiny_generator)
    generator.latent_avg = torch.zeros(10)
    stages = ((8, 1), (8, 1), (16, 1))
    training = EncoderTraining(steps=2, batch=4, image_from=1.0, stages=stages, ema=0.0)
    checkpoint = Checkpoint(tmp_path / "e", training, resume=False)
    encoder = train_encoder(None, from_renders(pictures(8, 32), torch.randn(8, 10)), generator, training, checkpoint)
    rows = encoder.encode(torch.rand(2, 3, 32, 32))
    assert torch.equal(rows, rows[:, :1].expand_as(rows)) and rows.abs().max() > 0


def test_turning_a_picture_moves_its_content() -> None:
    image = torch.zeros(64, 1, 33, 33)
    image[:, :, 14:19, 14:19] = 1
    turned = turn(image, torch.Generator().manual_seed(3))
    assert turned.shape == image.shape and not torch.equal(turned, image)
    assert turned.mean() == pytest.approx(float(image.mean()), rel=0.1)
    assert turn(torch.full((2, 3, 9, 9), 0.5), torch.Generator()).allclose(torch.tensor(0.5))


@pytest.fixture
def drawn_run(tmp_path: Path) -> Run[DrawnConfig]:
    """A run with the files of the data stage for a few drawings, and a configuration for a short training."""
    config = DrawnSource(AVATARS).default_config()
    config = replace(
        config,
        data=replace(config.data, count=8, family_every=4, family=3, size=32),
        generator=TINY,
        clip=ClipTraining(steps=1, singles=2, families=1),
    )
    run = Run(tmp_path / "bundle", tmp_path / "runs", config)
    run.bundle.mkdir()
    run.runs.mkdir()
    codes = torch.from_numpy(AVATARS.encode_all(AVATARS.sample(8, config.data.seed)))
    config = replace(config, generator=replace(TINY, style_dim=codes.shape[1]))
    save_weights(run.path(CODES), "codes", {"codes": codes}, {})
    np.save(run.path(PICTURES), pictures(8, 32))
    np.save(run.path(FAMILIES), pictures(6, 32).reshape(2, 3, 32, 32, 3))
    return replace(run, config=config)


@pytest.mark.parametrize(("stage", "writer"), [("generator", "save_generator"), ("clip", "write_tensors")])
def test_a_full_disk_costs_no_training(
    drawn_run: Run[DrawnConfig], stage: str, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, checkpoint = drawn_stages(AVATARS)[stage].run, drawn_run.runs / f"{stage}.checkpoint"

    def full(*args: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(f"deltaedit.training.drawn.stages.{writer}", full)
        with pytest.raises(OSError, match="No space left"):
            run(drawn_run)
    assert checkpoint.is_file()
    # It continues from the checkpoint without another step.
    with monkeypatch.context() as patched:
        patched.setattr(torch.optim.Adam, "step", full)
        run(drawn_run)
    assert not checkpoint.exists()
    assert all(drawn_run.path(name).is_file() for name in drawn_stages(AVATARS)[stage].outputs)


def test_known_words_have_a_small_table_and_all_others_share_a_row() -> None:
    tokenizer = open_clip.SimpleTokenizer(context_length=12)
    model = open_clip.model.CLIP(**SMALL).eval()
    words = KnownWords.of(["a face with glasses"], tokenizer, 49408)
    texts = ["a face with glasses", "face", "glasses with a face"]
    plain = encode_tokens(model, tokenizer(texts))
    table = model.token_embedding.weight.detach().clone()
    words.narrow(model)
    assert model.token_embedding.num_embeddings == len(words.pieces) == 8
    assert torch.allclose(encode_tokens(model, words.tokens(texts)), plain, atol=1e-5)
    assert words.tokens(["zombie face"])[0, 1] == words.unknown
    words.widen(model)
    assert torch.allclose(encode_tokens(model, tokenizer(texts)), plain, atol=1e-5)
    assert torch.equal(*model.token_embedding.weight[tokenizer(["zombie pirate"])[0, 1:3]])
    assert model.token_embedding.weight.shape == table.shape
