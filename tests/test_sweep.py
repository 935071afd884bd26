"""Sweeps: the frames of an edit at many strengths, and what is learnt from and made of them."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from deltaedit.clip_space import ClipSpace
from deltaedit.editor import DeltaEditor
from deltaedit.errors import PromptError, ShapeError
from deltaedit.images import psnr
from deltaedit.inversion import Samples
from deltaedit.models import Generator, GeneratorConfig
from deltaedit.sweep import CHUNK, FRAMES, MOST_FRAMES, Sweep, animation, corrected, explore, sprite_sheet, strip


def test_frames_are_what_each_strength_is_drawn_as_alone(editor: DeltaEditor) -> None:
    portrait = editor.random(3)
    delta_s = editor.direction(portrait, "face", "face with sunglasses").delta_s
    strengths = [1.0, -0.5, 0.0, 0.45, 1.0, *np.linspace(0.1, 0.9, CHUNK)]
    sweep = editor.sweep(portrait, delta_s, strengths)
    assert sweep.strengths == tuple(sorted(set(strengths)))
    for k, strength in enumerate(sweep.strengths):
        alone = np.asarray(editor.render(portrait, delta_s, strength))
        # A batch is summed in another order, which the last rounding shows.
        assert np.abs(sweep.frames[k].astype(int) - alone).max() <= 1, strength
        assert np.array_equal(sweep.image(k), sweep.frames[k])


def test_a_preview_is_what_a_generator_without_the_later_layers_draws(tiny_generator: Generator) -> None:
    config = tiny_generator.config
    small = Generator(GeneratorConfig(config.channels[:-1], config.style_dim, config.n_mlp))
    small.load_state_dict({name: tiny_generator.state_dict()[name] for name in small.state_dict()})
    w_plus = tiny_generator.broadcast(torch.randn(2, config.style_dim))
    s = tiny_generator.w_to_s(w_plus)
    with torch.no_grad():
        preview = tiny_generator.synthesize(s, w_plus, small.config.size)
        assert torch.equal(preview, small.synthesize(s[:, : small.layout.total], w_plus[:, : small.n_latent]))
        assert torch.equal(tiny_generator.synthesize(s, w_plus, config.size), tiny_generator.synthesize(s, w_plus))
    with pytest.raises(ShapeError, match=r"'4', '8', '16' and '32' pixels along an edge, not 24"):
        tiny_generator.synthesize(s, w_plus, 24)


def test_a_preview_is_corrected_by_what_the_later_layers_add_to_the_original(editor: DeltaEditor) -> None:
    portrait, half = editor.random(5), editor.manifest.resolution // 2
    delta_s = editor.direction(portrait, "face", "face with a blue background").delta_s
    preview = editor.sweep(portrait, delta_s, [0.0, 0.4], half)
    reduced = [editor.render(portrait, delta_s, a).resize((half, half), Image.Resampling.BOX) for a in (0.0, 0.4)]
    better = corrected(preview, portrait.image)
    assert better.image(0) == reduced[0] and better.strengths == preview.strengths
    assert psnr(better.image(1), reduced[1]) > psnr(preview.image(1), reduced[1]) + 6


@pytest.mark.parametrize(
    ("strengths", "said"),
    [
        ([], f"1 to {MOST_FRAMES} strengths, not 0"),
        ([0.0] * (MOST_FRAMES + 1), f"not {MOST_FRAMES + 1}"),
        ([0.5, math.nan], "strength must be a number, not 'nan'"),
        ([0.5, 1e39], r"At strength 1e\+39 the generator draws nothing any more; choose one nearer to 0"),
    ],
)
def test_strengths_that_cannot_be_drawn_are_refused(editor: DeltaEditor, strengths: list[float], said: str) -> None:
    portrait = editor.random(3)
    with pytest.raises(PromptError, match=said):
        editor.sweep(portrait, torch.ones_like(portrait.s), strengths)


def greys(level: Callable[[float], float]) -> Callable[[Sequence[float]], Sweep]:
    """Draws pictures of one grey each, as bright as a strength makes them."""

    def draw(strengths: Sequence[float]) -> Sweep:
        frames = [np.full((8, 8, 3), round(255 * level(strength)), np.uint8) for strength in strengths]
        return Sweep(tuple(strengths), np.stack(frames))

    return draw


LEVELS = st.lists(st.integers(0, 255), min_size=2, max_size=20)


@given(LEVELS, st.integers(2, 15), st.floats(-3, 3), st.floats(0.01, 3))
def test_even_strengths_divide_the_way_of_the_picture(levels: list[int], count: int, low: float, length: float) -> None:
    strengths = tuple(np.linspace(low, low + length, len(levels)).tolist())
    sweep = Sweep(strengths, np.stack([np.full((2, 2, 3), level, np.uint8) for level in levels]))
    even = sweep.even(count)
    assert len(even) == count and list(even) == sorted(even)
    assert even[0] == strengths[0] and even[-1] == pytest.approx(strengths[-1])
    # Measured along the frames, each step is as long as the others.
    way = np.interp(even, strengths, sweep.way) if sweep.way[-1] else np.asarray(even)
    assert np.diff(way) == pytest.approx((way[-1] - way[0]) / (count - 1), rel=1e-3, abs=1e-3)


@pytest.mark.parametrize("target", ["face with sunglasses", "face with a beard", "face with long hair"])
def test_even_steps_look_equal(editor: DeltaEditor, target: str) -> None:
    portrait = editor.random(13)
    delta_s = editor.direction(portrait, "face", target).delta_s
    course = explore(lambda a: editor.sweep(portrait, delta_s, a), editor.clip, editor.samples, -2, 2)
    assert len(course.sweep.strengths) == FRAMES and {0.0, 1.0} <= set(course.sweep.strengths)
    assert -2 <= course.low < 0 <= course.begins < course.saturates <= course.high <= 2 and course.high >= 1
    steps = np.diff(editor.sweep(portrait, delta_s, course.sweep.within(0, course.high).even(11)).way)
    assert steps.max() <= 2 * steps.mean()
    frames = np.diff(course.sweep.way)
    assert frames.max() <= 3 * frames.mean(), "frames are where the picture changes"


#: Samples that are all dark, seen by eyes for which a picture is the angle of its brightness.
def eyes(pictures: torch.Tensor) -> torch.Tensor:
    angle = (pictures.mean((1, 2, 3)) + 1) * math.pi / 4
    return torch.stack([angle.cos(), angle.sin()], 1)


DARK = Samples(torch.zeros(64, 2), eyes(torch.linspace(-1, 0, 64).view(-1, 1, 1, 1).expand(-1, 3, 8, 8)))
CLIP = cast(ClipSpace, cast(Any, SimpleNamespace(embed_image=eyes)))


def test_the_useful_range_ends_where_nothing_changes_any_more() -> None:
    course = explore(greys(lambda a: min(max(a - 0.5, 0) * 0.8, 0.4)), CLIP, DARK, -2, 3)
    assert course.low == 0 and course.high == 1.0 and course.breaks == (None, None)
    assert course.begins == pytest.approx(0.5, abs=0.26) and course.saturates == pytest.approx(0.98, abs=0.1)
    still = explore(greys(lambda a: 0.2), CLIP, None, 0, 2)
    assert (still.low, still.high, still.begins, still.saturates) == (0, 1, 0, 0)
    assert len(still.sweep.strengths) == FRAMES and still.sweep.even(5) == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_the_useful_range_ends_before_the_picture_leaves_what_the_samples_look_like() -> None:
    bright = greys(lambda a: min(0.3 + 0.1 * abs(a) + 0.2 * max(abs(a) - 1.2, 0), 1))
    whole, seen = explore(bright, CLIP, None, -3, 3), explore(bright, CLIP, DARK, -3, 3)
    assert whole.breaks == (None, None) and whole.high > 2.5 and whole.low < -2.5
    below, above = seen.breaks
    assert below is not None and above is not None and below < seen.low < 0 and 1 <= seen.high < above < 3


def test_a_sheet_holds_every_frame(editor: DeltaEditor) -> None:
    portrait = editor.random(5)
    delta_s = editor.direction(portrait, "face", "bald face").delta_s
    sweep = editor.sweep(portrait, delta_s, np.linspace(0, 1, 7).tolist())
    file, columns = sprite_sheet(sweep)
    sheet, size = np.asarray(Image.open(io.BytesIO(file))).astype(float), sweep.frames.shape[1]
    for k, frame in enumerate(sweep.frames):
        row, column = divmod(k, columns)
        cell = sheet[row * size : (row + 1) * size, column * size : (column + 1) * size]
        errors = [np.abs(cell - other).mean() for other in sweep.frames]
        assert np.abs(cell - frame).mean() < 6 and int(np.argmin(errors)) == k
    with pytest.raises(ShapeError, match="do not fit into one WebP"):
        sprite_sheet(Sweep(tuple(range(9)), np.broadcast_to(np.uint8(0), (9, 6000, 6000, 3))))


def test_a_strip_and_an_animation_go_from_the_first_frame_to_the_last() -> None:
    sweep = greys(lambda a: a**3)(np.linspace(0, 1, 40).tolist())
    shown = np.asarray(strip(sweep, 5))[0, 4::8, 0].astype(int)
    assert shown == pytest.approx([0, 64, 128, 191, 255], abs=10)
    for kind in ("webp", "gif"):
        film: Any = Image.open(io.BytesIO(animation(sweep, kind, count=6)))
        levels = []
        for k in range(film.n_frames):
            film.seek(k)
            levels.append(film.convert("RGB").getpixel((4, 4))[0])
        assert (
            levels == pytest.approx([0, 51, 102, 153, 204, 255, 204, 153, 102, 51], abs=20) and film.info["loop"] == 0
        )
    with pytest.raises(PromptError, match="a webp or a gif, not 'mp4'"):
        animation(sweep, "mp4")


def test_a_sweep_must_fit_together() -> None:
    frames = np.zeros((2, 4, 4, 3), np.uint8)
    with pytest.raises(ShapeError, match="3 strengths"):
        Sweep((0, 1, 2), frames)
    with pytest.raises(ShapeError, match="ascend"):
        Sweep((1, 0), frames)
