"""Training in miniature: every part learns something, survives a kill, and refuses another configuration."""

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
from deltaedit.errors import TrainingError
from deltaedit.models import Encoder, Generator, GeneratorConfig
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.clip import Changes, ClipTraining, Teacher, train_clip, with_strange_words
from deltaedit.training.drawn.config import DrawnConfig
from deltaedit.training.drawn.domain import Drawing
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.stages import CODES, FAMILIES, PICTURES, drawn_stages
from deltaedit.training.drawn.words import KnownWords, nonsense, supporting_words
from deltaedit.training.encoder import EncoderTraining, from_renders, train_encoder
from deltaedit.training.generator import GeneratorTraining, distillation_loss, reshaped, train_generator
from deltaedit.training.progress import Progress
from deltaedit.training.stages import Workplace
from tests.programs import Fragile, KilledError, same_weights

TINY = GeneratorTraining(steps=40, channels=(8, 8, 8, 4), style_dim=12, n_mlp=2, growth=(0.5, 0.5))


#: A CLIP that is quickly made, and a token that no caption has.
SMALL: dict[str, Any] = {
    "embed_dim": 32,
    "vision_cfg": {"layers": [1, 1, 1, 1], "width": 4, "head_width": 32, "image_size": 32},
    "text_cfg": {"context_length": 32, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
}
STRANGER = 1000


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
    """What ``train`` gives when it is killed after three steps and then goes on from what was saved."""
    with pytest.raises(KilledError):
        train(Fragile(path, training, resume=False, every=0.0))
    again = Checkpoint(path, training, resume=True)
    assert again.state is not None and again.state["step"] == 3
    result = train(again)
    # Nothing is lost where the result could not be written: all of it is in the checkpoint, until the caller is done.
    before = path.read_bytes()
    assert same_weights(train(Checkpoint(path, training, resume=True, every=0.0)), result)
    assert path.read_bytes() == before
    return result


def test_a_killed_training_goes_on(tmp_path: Path) -> None:
    z, images = torch.randn(8, 12), pictures(8, 32)
    train = lambda checkpoint: train_generator(None, z, images, TINY, checkpoint)  # noqa: E731
    resumed = killed_then_resumed(tmp_path / "g", TINY, train)
    assert same_weights(resumed, train(Checkpoint(tmp_path / "whole", TINY, resume=False)))
    # The stage that trains it finds the file of the finished one where only the checkpoint was not deleted in time.
    again = Checkpoint(tmp_path / "g", TINY, resume=True)
    assert same_weights(resumed, train_generator(deepcopy(resumed), z, images, TINY, again))


GROWING = replace(TINY, steps=12)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[torch.Tensor, np.ndarray, Generator]:
    """Codes and drawings, and the generator of a training on them that nothing disturbed."""
    z, images = torch.randn(8, 12, generator=torch.Generator().manual_seed(0)), pictures(8, 32)
    checkpoint = Checkpoint(tmp_path_factory.mktemp("whole") / "g", GROWING, resume=False)
    return z, images, train_generator(None, z, images, GROWING, checkpoint)


@pytest.mark.parametrize("lives", [5, 6, 7, 8, 12, 13, 14])
def test_a_generator_killed_where_it_grows_goes_on_alike(
    lives: int, grown: tuple[torch.Tensor, np.ndarray, Generator], tmp_path: Path
) -> None:
    """It is saved after each of its 2 x 6 steps and once more at the end of either span."""
    z, images, whole = grown
    with pytest.raises(KilledError):
        train_generator(
            None, z, images, GROWING, Fragile(tmp_path / "g", GROWING, resume=False, every=0.0, lives=lives)
        )
    resumed = train_generator(None, z, images, GROWING, Checkpoint(tmp_path / "g", GROWING, resume=True))
    assert same_weights(resumed, whole)


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
        values=dict(AVATARS.parts),
        family_attributes=[[member.attributes() for member in members] for _, members in families],
        varied=[name for name, _ in families],
        draw_caption=AVATARS.language.draw_caption,
        draw_change=AVATARS.language.draw_change,
        draw_difference=AVATARS.language.draw_difference,
        neutral_values=AVATARS.language.neutral_values,
        neutral=AVATARS.language.neutral_text,
        strange=lambda rng: (STRANGER,),
    )


def test_clip_learns_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    portraits, families = AVATARS.sample(8, 0), [AVATARS.sample_family(rng, 3) for _ in range(4)]
    model = open_clip.model.CLIP(**SMALL)
    tokenizer = open_clip.SimpleTokenizer(context_length=32)
    images = pictures(8, 32)
    related = np.random.default_rng(1).integers(0, 256, (4, 3, 32, 32, 3), dtype=np.uint8)
    training = ClipTraining(steps=6, singles=4, families=2)
    before = model.visual.conv1.weight.detach().clone()
    teacher = teacher_of(portraits, families)

    def train(checkpoint: Checkpoint) -> nn.Module:
        trained = deepcopy(model)
        train_clip(trained, tokenizer, images, related, teacher, training, checkpoint)
        return trained

    trained = killed_then_resumed(tmp_path / "clip", training, train)
    assert not trained.training
    assert not torch.equal(trained.visual.conv1.weight, before)  # type: ignore[union-attr]
    assert all(torch.isfinite(value).all() for value in trained.state_dict().values())


def test_a_text_tower_alone_leaves_the_picture_tower_as_it_is(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    portraits, families = AVATARS.sample(8, 0), [AVATARS.sample_family(rng, 3) for _ in range(4)]
    torch.manual_seed(0)
    model = open_clip.model.CLIP(**SMALL)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    related = np.random.default_rng(1).integers(0, 256, (4, 3, 32, 32, 3), dtype=np.uint8)
    training = ClipTraining(train="text", steps=4, singles=4, families=2)
    checkpoint = Checkpoint(tmp_path / "clip", training, resume=False)
    teacher = teacher_of(portraits, families)
    train_clip(
        model, open_clip.SimpleTokenizer(context_length=32), pictures(8, 32), related, teacher, training, checkpoint
    )
    after = model.state_dict()
    assert {name for name in after if not torch.equal(after[name], before[name])} >= {
        "text_projection",
        "token_embedding.weight",
    }
    for name, tensor in after.items():
        assert not name.startswith("visual.") or torch.equal(tensor, before[name]), name


def test_what_is_trained_is_one_of_two() -> None:
    with pytest.raises(TrainingError, match="'both' and 'text'"):
        ClipTraining(train="pictures")


def test_strange_words_stand_inside_of_a_text() -> None:
    tokens = open_clip.SimpleTokenizer(context_length=12)(["a face"] * 60 + ["face " * 20] * 4)
    mixed = with_strange_words(tokens, lambda rng: (STRANGER,), torch.full((64,), 0.25), np.random.default_rng(0))
    assert (mixed[-4:] == tokens[-4:]).all()
    changed = [row.tolist() for row, plain in zip(mixed, tokens) if not torch.equal(row, plain)]
    assert 5 < len(changed) < 40
    for row in changed:
        left = [token for token in row if token not in (0, STRANGER)]
        assert left == [token for token in tokens[0].tolist() if token] and row[0] != STRANGER
        assert 1 <= row.count(STRANGER) <= 4


def test_a_text_with_no_share_of_strange_words_stays() -> None:
    tokens = open_clip.SimpleTokenizer(context_length=12)(["a face"] * 40)
    shares = torch.tensor([0.0, 1.0] * 20)
    mixed = with_strange_words(tokens, lambda rng: (STRANGER, STRANGER + 1), shares, np.random.default_rng(1))
    same = (mixed == tokens).all(dim=1)
    assert same[shares == 0].all() and not same[shares == 1].any()
    # A word of several pieces stays together.
    together = (mixed[:, :-1] == STRANGER) & (mixed[:, 1:] == STRANGER + 1)
    assert 20 <= together.sum() <= (mixed == STRANGER).sum()


def test_words_that_only_support_others_mean_nothing_alone() -> None:
    told = [
        f"{much} {length} hair" for much in ("very", "so", "quite") for length in ("long", "short", "curly", "wavy")
    ]
    told += ["hair", "curly", "a braid", *(f"{length} hair like sunshine" for length in ("long", "short", "curly"))]
    told += ["hair as long as the braid of a princess", "gala hair"]
    assert supporting_words(told) == ["gala", "princess", "sunshine"]
    words = KnownWords.of(told, open_clip.SimpleTokenizer(context_length=12), 49408)
    rng = np.random.default_rng(0)
    drawn = {tuple(words.draw_meaningless(rng)) for _ in range(2000)}
    pieces = {word: tuple(words.tokens([word])[0, 1:-1].tolist()) for word in ("sunshine", "curly")}
    assert (words.unknown,) in drawn and len(drawn) > 2
    assert any(word == pieces["sunshine"][: len(word)] for word in drawn)
    assert not any(word == pieces["curly"][: len(word)] for word in drawn)
    assert nonsense() == nonsense()


def test_the_mean_of_changes() -> None:
    delta = torch.eye(3)[[0, 1, 2]]
    told = [("eyes", "a", "b"), ("eyes", "b", "a"), ("eyes", "a", "b")]
    means = Changes(told, delta).means()
    assert means.told == [("eyes", "a", "b"), ("eyes", "b", "a")]
    assert torch.allclose(means.delta, torch.tensor([[0.5**0.5, 0, 0.5**0.5], [0, 1.0, 0]]))


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


NAN, INF = float("nan"), float("inf")
WRONG: dict[type, list[tuple[str, Any]]] = {
    EncoderTraining: [
        ("steps", -1),
        ("minutes", 0.0),
        ("minutes", -1.0),
        ("minutes", NAN),
        ("minutes", INF),
        ("batch", 1),
        ("image_batch", 0),
        ("image_from", 1.5),
        ("image_from", NAN),
        ("learning_rate", 0.0),
        ("learning_rate", INF),
        ("offset_weight", -1.0),
        ("offset_weight", NAN),
        ("real_share", -0.1),
        ("real_share", 2.0),
        ("stem", 0),
        ("stages", ()),
        ("stages", ((8, 1), (8, 1))),
        ("stages", ((8, 1), (8, 0), (8, 1))),
        ("style_width", 0),
        ("seed", -1),
    ],
    GeneratorTraining: [
        ("steps", -1),
        ("minutes", 0.0),
        ("minutes", NAN),
        ("batch", 0),
        ("learning_rate", NAN),
        ("betas", (0.9, 1.0)),
        ("mapping_gain", -1.0),
        ("focus", (0.6, 0.3)),
        ("focus", (0.6, 1.3)),
        ("focus_weight", 0.0),
        ("square_weight", INF),
        ("gradient_weight", -0.5),
        ("colour_weight", NAN),
        ("ema", 1.0),
        ("channels", ()),
        ("channels", (8,)),
        ("channels", (8, 8, 8, 0)),
        ("style_dim", 0),
        ("n_mlp", 0),
        ("compile_from", NAN),
        ("growth", ()),
        ("growth", (0.5, 0.0)),
        ("growth", (0.5, INF)),
        ("growth", (1.0,) * 6),
        ("seed", -1),
    ],
    ClipTraining: [
        ("steps", -1),
        ("minutes", 0.0),
        ("minutes", INF),
        ("singles", 0),
        ("families", 0),
        ("captions", 0),
        ("image_rate", 0.0),
        ("text_rate", NAN),
        ("head_weight", -1.0),
        ("delta_weight", INF),
        ("delta_scale", 0.0),
        ("align_weight", NAN),
        ("bias", INF),
        ("seed", -1),
    ],
}


@pytest.mark.parametrize(("kind", "field", "value"), [(kind, *one) for kind, wrong in WRONG.items() for one in wrong])
def test_values_that_cannot_be_used_are_refused_by_name(kind: type, field: str, value: Any) -> None:
    with pytest.raises(
        TrainingError, match=rf"^(An encoder's|A generator's|CLIP's) {field} must be .*, not "
    ) as raised:
        kind(**{field: value})
    assert str(raised.value).endswith(f", not {value!r}.")


@pytest.mark.parametrize("kind", WRONG)
def test_steps_stand_for_minutes(kind: type) -> None:
    assert kind(minutes=0.0, steps=1).steps == 1


def test_a_budget_that_is_none_is_spent() -> None:
    assert Progress("nothing").fraction == 1.0 and Progress("less", -1.0, steps=-1).fraction == 1.0
    progress = Progress("steps", 1e-9, steps=4)
    progress.done = 3
    assert progress.fraction == 0.75
    assert 0 <= Progress("minutes", 1000.0).fraction < 0.01


def test_the_first_of_many_items_count_for_the_rate(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("deltaedit.training.progress.time.monotonic", lambda: now)
    progress = Progress("data", every=0.0)
    progress.begin_at(100)
    now = 110.0
    progress.show(600, 1600)
    assert "600 at 50.0/s, 0.3 min left" in capsys.readouterr().err


def test_progress_of_a_total_needs_no_budget(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress("pictures", every=0.0)
    for done, part in ((1, " 25%"), (4, "100%"), (9, "100%")):
        progress.show(done, 4)
        assert part in capsys.readouterr().err


@pytest.fixture
def drawn_place(tmp_path: Path) -> Workplace:
    """Few drawings, as the data stage leaves them, and a configuration to learn a little from them."""
    config = DrawnConfig.of(AVATARS)
    config = replace(
        config,
        data=replace(config.data, count=8, family_every=4, family=3, size=32),
        generator=TINY,
        clip=ClipTraining(steps=1, singles=2, families=1),
    )
    place = Workplace(tmp_path / "bundle", tmp_path / "runs", config)
    place.bundle.mkdir()
    place.runs.mkdir()
    codes = torch.from_numpy(AVATARS.encode_all(AVATARS.sample(8, config.data.seed)))
    config = replace(config, generator=replace(TINY, style_dim=codes.shape[1]))
    save_weights(place.path(CODES), "codes", {"codes": codes}, {})
    np.save(place.path(PICTURES), pictures(8, 32))
    np.save(place.path(FAMILIES), pictures(6, 32).reshape(2, 3, 32, 32, 3))
    return replace(place, config=config)


@pytest.mark.parametrize(("stage", "writer"), [("generator", "save_generator"), ("clip", "write_tensors")])
def test_a_full_disk_costs_no_training(
    drawn_place: Workplace, stage: str, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, checkpoint = drawn_stages(AVATARS)[stage].run, drawn_place.runs / f"{stage}.checkpoint"

    def full(*args: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(f"deltaedit.training.drawn.stages.{writer}", full)
        with pytest.raises(OSError, match="No space left"):
            run(drawn_place)
    assert checkpoint.is_file()
    # What is there needs no step more.
    with monkeypatch.context() as patched:
        patched.setattr(torch.optim.Adam, "step", full)
        run(drawn_place)
    assert not checkpoint.exists()
    assert all(drawn_place.path(name).is_file() for name in drawn_stages(AVATARS)[stage].leaves)


def test_the_known_words_are_a_small_table_and_strangers_are_one() -> None:
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
