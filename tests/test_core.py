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
    Discriminator,
    DiscriminatorConfig,
    Encoder,
    EncoderConfig,
    Generator,
    GeneratorConfig,
    MapperConfig,
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
    groups = [layout.group_slice(name) for name in layout.groups]
    assert torch.equal(torch.cat([s[:, g] for g in groups], dim=1), s)


def test_layout_of_the_published_generator() -> None:
    layout = StyleSpaceLayout.from_resolution_channels([512, 512, 512, 512, 512, 256, 128, 64, 32])
    assert (layout.n_layers, layout.total, layout.n_latent) == (17, 6048, 18)
    assert [layout.group_slice(g).stop - layout.group_slice(g).start for g in layout.groups] == [1536, 2048, 2464]
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


def test_discriminator() -> None:
    network = Discriminator(DiscriminatorConfig((12, 10, 8)))
    state = network.state_dict()
    for key in (
        "convs.0.0.weight",
        "convs.0.1.bias",
        "convs.1.conv1.0.weight",
        "convs.1.conv2.1.weight",
        "convs.1.conv2.2.bias",
        "convs.1.skip.1.weight",
        "final_conv.0.weight",
        "final_linear.1.bias",
    ):
        assert key in state
    assert DiscriminatorConfig.from_state_dict(state) == network.config
    image = torch.randn(4, 3, 16, 16, requires_grad=True)
    network(image).sum().backward()
    assert image.grad is not None and image.grad.abs().sum() > 0
    with pytest.raises(ShapeError):
        network(torch.randn(6, 3, 16, 16))


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
CORE += [f"models/{path.name}" for path in sorted((PACKAGE / "models").glob("*.py"))]


@pytest.mark.parametrize("name", CORE)
def test_no_domain_in_the_core(name: str) -> None:
    for word in code_words(PACKAGE / name):
        assert word not in ("6048", "6_048", "17", "1024", "1_024")
        assert "face" not in word.lower()


def test_no_gradio_in_the_core() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "ui" not in path.relative_to(PACKAGE).parts:
            assert "import gradio" not in path.read_text(encoding="utf-8")
