"""Properties of the core that hold for every network and every bundle."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F

import deltaedit
from deltaedit.clip_space import ClipConfig, box_resample, clean_text, prompt_templates
from deltaedit.errors import BundleError, PromptError, ShapeError
from deltaedit.models import (
    DeltaMapper,
    Encoder,
    EncoderConfig,
    Generator,
    GeneratorConfig,
    MapperConfig,
    layers,
)
from deltaedit.stylespace import StyleSpaceLayout

PACKAGE = Path(deltaedit.__file__).parent


def random_codes(generator: Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    w_plus = torch.randn(count, generator.n_latent, generator.config.style_dim)
    return generator.w_to_s(w_plus), w_plus


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.integers(1, 4))
def test_split_and_join_are_inverse(resolution_channels: list[int], batch: int) -> None:
    layout = StyleSpaceLayout.from_resolution_channels(resolution_channels)
    s = torch.randn(batch, layout.total)
    parts = layout.split(s)
    assert [p.shape[1] for p in parts] == list(layout.channels)
    assert torch.equal(layout.join(parts), s)
    assert [layer for layers in layout.groups.values() for layer in layers] == list(range(layout.n_layers))


def test_layout_of_the_published_generator() -> None:
    layout = StyleSpaceLayout.from_resolution_channels([512, 512, 512, 512, 512, 256, 128, 64, 32])
    assert (layout.n_layers, layout.total, layout.n_latent) == (17, 6048, 18)
    widths = [sum(layout.channels[layer] for layer in layers) for layers in layout.groups.values()]
    assert widths == [1536, 2048, 2464]
    with pytest.raises(ShapeError, match="6048"):
        layout.split(torch.zeros(1, 7))


@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(2, 12), min_size=1, max_size=5), st.integers(4, 12), st.integers(1, 4))
def test_generator_dimensions_are_read_from_shapes(channels: list[int], style_dim: int, n_mlp: int) -> None:
    config = GeneratorConfig(tuple(channels), style_dim, n_mlp)
    network = Generator(config)
    state = network.state_dict()
    # Published files carry the filters too; the very same one is accepted, another is refused.
    kernel = torch.outer(torch.tensor([1.0, 3, 3, 1]), torch.tensor([1.0, 3, 3, 1])) / 64 * 4
    for k in range(len(channels) - 1):
        state[f"convs.{2 * k}.conv.blur.kernel"] = kernel
        state[f"to_rgbs.{k}.upsample.kernel"] = kernel
    assert GeneratorConfig.from_state_dict(state) == config
    network.load_state_dict(dict(state), strict=True)
    assert network(torch.randn(2, style_dim)).shape == (2, 3, config.size, config.size)
    if len(channels) > 1:
        with pytest.raises(RuntimeError, match="filter"):
            network.load_state_dict({**state, "to_rgbs.0.upsample.kernel": kernel * 2}, strict=True)


@torch.no_grad()
def test_batch_equals_one_by_one(tiny_generator: Generator) -> None:
    s, w_plus = random_codes(tiny_generator, 5)
    together = tiny_generator.synthesize(s, w_plus)
    alone = torch.cat([tiny_generator.synthesize(s[i : i + 1], w_plus[i : i + 1]) for i in range(5)])
    assert (together - alone).abs().max() < 1e-5


@torch.no_grad()
@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (1.0, -0.3), (-2.0, 1.25)])
def test_strengths_add_up(tiny_generator: Generator, a: float, b: float) -> None:
    s, w_plus = random_codes(tiny_generator, 2)
    delta_s = 0.3 * torch.randn_like(s)
    at_once = tiny_generator.synthesize(s + (a + b) * delta_s, w_plus)
    in_steps = tiny_generator.synthesize((s + a * delta_s) + b * delta_s, w_plus)
    assert (at_once - in_steps).abs().max() < 1e-5


@torch.no_grad()
def test_synthesis_reads_only_the_to_rgb_rows(tiny_generator: Generator) -> None:
    s, w_plus = random_codes(tiny_generator, 1)
    other = torch.randn_like(w_plus)
    rows = list(tiny_generator.layout.to_rgb_w_plus_index)
    mixed = other.clone()
    mixed[:, rows] = w_plus[:, rows]
    assert torch.equal(tiny_generator.synthesize(s, mixed), tiny_generator.synthesize(s, w_plus))
    assert not torch.equal(tiny_generator.synthesize(s, other), tiny_generator.synthesize(s, w_plus))


@torch.no_grad()
def test_truncation(tiny_generator: Generator) -> None:
    z = torch.randn(3, 10)
    tiny_generator.latent_avg = tiny_generator.mean_w(torch.randn(64, 10))
    assert torch.allclose(tiny_generator.mapping(z, 0.0), tiny_generator.latent_avg.expand(3, -1))
    assert torch.equal(tiny_generator.mapping(z, 1.0), tiny_generator.mapping(z))


@pytest.mark.parametrize("one_token", [True, False])
@pytest.mark.parametrize("published", [True, False])
@torch.no_grad()
def test_mapper_dimensions_come_from_the_layout(one_token: bool, published: bool) -> None:
    layout = StyleSpaceLayout.from_resolution_channels([8, 8, 8, 8, 6])
    config = MapperConfig.from_layout(
        layout,
        16,
        hidden=12,
        one_token_per_layer=one_token,
        standardized=not published,
        centred=not published,
        linear_output=not published,
    )
    mapper = DeltaMapper(config).eval()
    s, i, d = torch.randn(3, layout.total), torch.randn(3, 16), torch.randn(3, 16)
    together = mapper(s, i, d)
    assert together.shape == s.shape
    alone = torch.cat([mapper(s[k : k + 1], i[k : k + 1], d[k : k + 1]) for k in range(3)])
    assert (together - alone).abs().max() < 1e-5
    with pytest.raises(ShapeError):
        mapper(s[:, :-1], i, d)


@torch.no_grad()
def test_a_centred_mapper_sees_what_a_picture_has_beyond_the_mean() -> None:
    layout = StyleSpaceLayout.from_resolution_channels([8, 8, 8, 8, 6])
    mapper = DeltaMapper(MapperConfig.from_layout(layout, 16, hidden=12, centred=True)).eval()
    s, i, d = torch.randn(3, layout.total), torch.randn(3, 16), torch.randn(3, 16)
    mapper.clip_mean.copy_(torch.randn(16))
    beyond = i - mapper.clip_mean
    assert torch.allclose(mapper(s, mapper.clip_mean + 7 * beyond, d), mapper(s, i, d), atol=1e-4)
    assert not torch.allclose(mapper(s, i + 1, d), mapper(s, i, d), atol=1e-2)


@torch.no_grad()
def test_small_encoder() -> None:
    config = EncoderConfig(4, ((6, 1), (8, 2), (10, 1), (12, 1)), 8, 9, 7, 64)
    encoder = Encoder(config).eval()
    assert EncoderConfig.from_state_dict(encoder.state_dict()) == config
    assert encoder(torch.randn(2, 3, 64, 64)).shape == (2, 8, 9)
    with pytest.raises(ShapeError):
        encoder(torch.randn(1, 3, 32, 32))


def filtered_slowly(x: torch.Tensor, padding: tuple[int, int], up: int, gain: float) -> torch.Tensor:
    """The [1, 3, 3, 1] filter as StyleGAN2 writes it: insert zeros, pad, convolve with one 4x4 kernel."""
    batch, channels, height, width = x.shape
    spread = x.new_zeros(batch, channels, height * up, width * up)
    spread[:, :, ::up, ::up] = x
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0], dtype=x.dtype)
    kernel = torch.outer(taps, taps) / 64 * gain * up**2
    spread = F.pad(spread, (padding[0], padding[1]) * 2).reshape(
        batch * channels, 1, *(n * up + sum(padding) for n in x.shape[2:])
    )
    y = F.conv2d(spread, kernel[None, None])
    return y.reshape(batch, channels, *y.shape[2:])


FILTERS = ((layers.LowPass, (1, 1), 1), (layers.Upsample, (2, 1), 2))


@settings(max_examples=30, deadline=None)
@given(
    st.tuples(st.integers(1, 2), st.integers(1, 5), st.integers(3, 9), st.integers(3, 9)),
    st.sampled_from(FILTERS),
    st.sampled_from([torch.contiguous_format, torch.channels_last]),
)
def test_the_filter_is_zero_insertion_and_convolution(
    shape: tuple[int, ...], how: tuple[type[layers.LowPass], tuple[int, int], int], layout: torch.memory_format
) -> None:
    kind, padding, up = how
    x = torch.randn(shape, dtype=torch.float64).contiguous(memory_format=layout).requires_grad_(True)
    ours, slowly = kind().double()(x), filtered_slowly(x, padding, up, 4 / up**2)
    assert ours.shape == slowly.shape
    assert torch.allclose(ours, slowly, atol=1e-12)
    weights = torch.randn_like(slowly)
    (mine,) = torch.autograd.grad((ours * weights).sum(), x)
    (theirs,) = torch.autograd.grad((slowly * weights).sum(), x)
    assert torch.allclose(mine, theirs, atol=1e-12)


@pytest.mark.parametrize("kind", [layers.LowPass, layers.Upsample])
def test_the_filter_can_be_differentiated_twice(kind: type[layers.LowPass]) -> None:
    filter_ = kind().double()
    x = torch.randn(2, 2, 5, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(filter_, (x,))
    # The filter is linear, so a square makes its second derivative one that is not zero.
    assert torch.autograd.gradgradcheck(lambda x: filter_(x.square()), (x,))


@pytest.mark.parametrize("channels_last_gradients", [True, False])
@pytest.mark.parametrize("size", [2, 9])
@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize(("kernel", "demodulate", "upsample"), [(3, True, True), (3, True, False), (1, False, False)])
def test_modulated_convolution_is_one_with_modulated_weights(
    kernel: int,
    demodulate: bool,
    upsample: bool,
    batch: int,
    size: int,
    channels_last_gradients: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beside StyleGAN2's eq. 1 and 3 written out, a sample at a time; maps smaller and larger than the weights."""
    monkeypatch.setattr(layers, "CHANNELS_LAST_GRADIENTS", channels_last_gradients)
    conv = layers.ModulatedConv2d(4, 5, kernel, 7, demodulate=demodulate, upsample=upsample).double()
    x = torch.randn(batch, 4, size, size, dtype=torch.float64, requires_grad=True)
    style = torch.randn(batch, 4, dtype=torch.float64, requires_grad=True)
    outputs = []
    for picture, scale in zip(x, style):
        weight = conv.weight[0] * scale[:, None, None] / (4 * kernel**2) ** 0.5
        if demodulate:
            weight = weight / (weight.square().sum(dim=(1, 2, 3), keepdim=True) + 1e-8).sqrt()
        if upsample:
            spread = F.conv_transpose2d(picture[None], weight.transpose(0, 1), stride=2)
            outputs.append(filtered_slowly(spread, (1, 1), 1, 4.0))
        else:
            outputs.append(F.conv2d(picture[None], weight, padding=kernel // 2))
    expected = torch.cat(outputs)
    ours = conv(x, style)
    assert torch.allclose(ours, expected, atol=1e-10)
    with torch.no_grad():
        assert torch.allclose(conv(x, style), expected, atol=1e-10)
    wanted = (x, style, conv.weight)
    weights = torch.randn_like(expected)
    for mine, theirs in zip(
        torch.autograd.grad((ours * weights).sum(), wanted), torch.autograd.grad((expected * weights).sum(), wanted)
    ):
        assert torch.allclose(mine, theirs, atol=1e-10)


def test_noise_bias_and_activation() -> None:
    noise, activate = layers.NoiseInjection().double(), layers.BiasLeakyReLU(3).double()
    noise.weight.data.fill_(0.7)
    activate.bias.data.normal_()
    x, map_ = torch.randn(2, 3, 4, 4, dtype=torch.float64), torch.randn(1, 1, 4, 4, dtype=torch.float64)
    expected = F.leaky_relu(x + 0.7 * map_ + activate.bias.view(1, 3, 1, 1), 0.2) * 2**0.5
    # They work in the memory of what they are given.
    assert torch.allclose(activate(noise(x.clone(), map_)), expected, atol=1e-12)
    assert torch.allclose(activate(x[:, :, 0, 0].clone()), F.leaky_relu(x[:, :, 0, 0] + activate.bias, 0.2) * 2**0.5)
    x.requires_grad_(True)
    assert torch.autograd.gradcheck(lambda x: activate(noise(x * 1, map_)), (x,))
    assert torch.autograd.gradgradcheck(lambda x: activate(noise(x.square(), map_)), (x,))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.floats(0.01, 1.0), st.booleans())
def test_equalised_linear_layer(width: int, out: int, multiplier: float, activate: bool) -> None:
    layer = layers.EqualLinear(width, out, lr_multiplier=multiplier, bias_init=1.0, activate=activate).double()
    x = torch.randn(3, width, dtype=torch.float64)
    y = F.linear(x, layer.weight * multiplier / width**0.5, torch.ones(out, dtype=torch.float64))
    expected = F.leaky_relu(y, 0.2) * 2**0.5 if activate else y
    assert torch.allclose(layer(x), expected, atol=1e-5)


@torch.no_grad()
def test_the_same_code_gives_the_same_picture_bit_by_bit(tiny_generator: Generator) -> None:
    s, w_plus = random_codes(tiny_generator, 2)
    kept = s.clone(), w_plus.clone(), {k: v.clone() for k, v in tiny_generator.state_dict().items()}
    picture = tiny_generator.synthesize(s, w_plus)
    assert torch.equal(tiny_generator.synthesize(s, w_plus), picture)
    assert picture.is_contiguous()
    # Layers that work in place touch nothing that is the caller's or the network's.
    assert torch.equal(s, kept[0]) and torch.equal(w_plus, kept[1])
    assert all(torch.equal(v, kept[2][k]) for k, v in tiny_generator.state_dict().items())


@pytest.mark.parametrize("channels_last_gradients", [True, False])
def test_the_gradient_of_a_picture(
    tiny_generator: Generator, channels_last_gradients: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Along a random direction it is what a small step measures, in either layout."""
    monkeypatch.setattr(layers, "CHANNELS_LAST_GRADIENTS", channels_last_gradients)
    network = tiny_generator.double()
    w_plus = torch.randn(1, network.n_latent, 10, dtype=torch.float64, requires_grad=True)

    def loss(code: torch.Tensor) -> torch.Tensor:
        return network.draw(code).square().mean()

    (gradient,) = torch.autograd.grad(loss(w_plus), w_plus)
    direction = torch.randn_like(w_plus)
    with torch.no_grad():
        measured = (loss(w_plus + 1e-6 * direction) - loss(w_plus - 1e-6 * direction)) / 2e-6
    assert torch.allclose((gradient * direction).sum(), measured, rtol=1e-4)


@pytest.mark.parametrize("size", [64, 256, 1024])
def test_box_resampling_equals_the_published_way(size: int) -> None:
    image = torch.randn(1, 3, size, size)
    published = F.avg_pool2d(F.interpolate(image, scale_factor=7, mode="nearest"), size // 32)
    assert torch.allclose(box_resample(image, 224), published, atol=1e-5)
    constant = torch.full((1, 3, 37, 91), 0.4)
    assert torch.allclose(box_resample(constant, 24), torch.full((1, 3, 24, 24), 0.4), atol=1e-6)


def test_published_prompt_templates() -> None:
    config = ClipConfig("x", 224, templates="openai_imagenet", without_templates=("a photo of many {}.",))
    prompts = [template("face") for template in prompt_templates(config)]
    assert len(prompts) == 79 and "a photo of many face." not in prompts
    with pytest.raises(BundleError, match="openai_imagenet"):
        prompt_templates(ClipConfig("x", 224, templates="nonsense"))


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01", "x" * 201, None, 7])
def test_unusable_texts(text: str) -> None:
    with pytest.raises(PromptError):
        clean_text(text)


def code_words(path: Path) -> list[str]:
    """Names, numbers and strings of a module, docstrings left out."""
    source = path.read_text(encoding="utf-8")
    docstrings = set()
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            # A string that is a statement by itself documents something.
            docstrings |= {
                (n.lineno, n.col_offset)
                for n in body
                if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) and isinstance(n.value.value, str)
            }
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    wanted = (tokenize.NAME, tokenize.NUMBER, tokenize.STRING)
    return [t.string for t in tokens if t.type in wanted and t.start not in docstrings]


CORE = ["stylespace.py", "clip_space.py", "relevance.py", "inversion.py", "editor.py"]
# The finder of faces is about faces; every other network is about none.
CORE += [f"models/{path.name}" for path in sorted((PACKAGE / "models").glob("*.py")) if path.name != "mtcnn.py"]


@pytest.mark.parametrize("name", CORE)
def test_no_domain_in_the_core(name: str) -> None:
    for word in code_words(PACKAGE / name):
        assert word not in ("6048", "6_048", "17", "1024", "1_024")
        # The module that the editor asks for the square to cut.
        assert word == "faces" or "face" not in word.lower()


def test_no_gradio_in_the_core() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "ui" not in path.relative_to(PACKAGE).parts:
            assert "import gradio" not in path.read_text(encoding="utf-8")
