"""Every published encoder, compared with its forward pass written out in miniature; and files that hold no encoder."""

from __future__ import annotations

import argparse
import json
import zipfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from deltaedit.bundles.weights import load_encoder, save_encoder
from deltaedit.errors import CheckpointError, ShapeError
from deltaedit.inversion import encode
from deltaedit.models import Encoder, EncoderConfig, Generator, GeneratorConfig
from deltaedit.models.encoder import VARIANTS
from tests.published import golden, relative, state_dict

pytestmark = pytest.mark.slow

STEM, STAGES, ROWS, DIM, SIZE = 4, ((6, 1), (8, 2), (10, 2), (16, 1)), 12, 10, 64
#: Name, body, pyramid, offsets, as read from the published code; independent of the table under test.
PUBLISHED = [
    ("Encoder4Editing", "ir_se", True, True),
    ("GradualStyleEncoder", "ir_se", True, False),
    ("ResNetGradualStyleEncoder", "resnet", True, False),
    ("BackboneEncoder", "ir_se", False, False),
    ("ResNetBackboneEncoder", "resnet", False, False),
    ("ProgressiveBackboneEncoder", "ir_se", False, True),
    ("ResNetProgressiveBackboneEncoder", "resnet", False, True),
]


def blocks() -> list[tuple[int, int, int]]:
    """(channels before, after, stage) of every residual block."""
    found, before = [], STEM
    for stage, (channels, count) in enumerate(STAGES):
        for _ in range(count):
            found.append((before, channels, stage))
            before = channels
    return found


def published_state(body: str, pyramid: bool, in_channels: int) -> dict[str, Tensor]:
    """Random weights in the key layout of the published networks."""
    shapes: dict[str, tuple[int, ...]] = {}

    def batch_norm(name: str, channels: int) -> None:
        for part in ("weight", "bias", "running_mean", "running_var"):
            shapes[f"{name}.{part}"] = (channels,)

    if body == "resnet":
        shapes.update({"conv1.weight": (STEM, in_channels, 7, 7), "relu.weight": (STEM,)})
        batch_norm("bn1", STEM)
    else:
        shapes.update({"input_layer.0.weight": (STEM, in_channels, 3, 3), "input_layer.2.weight": (STEM,)})
        batch_norm("input_layer.1", STEM)
    for i, (before, channels, _) in enumerate(blocks()):
        name = f"body.{i}"
        if body == "resnet":
            shapes[f"{name}.conv1.weight"] = (channels, before, 3, 3)
            shapes[f"{name}.conv2.weight"] = (channels, channels, 3, 3)
            batch_norm(f"{name}.bn1", channels)
            batch_norm(f"{name}.bn2", channels)
            shortcut = f"{name}.downsample"
        else:
            shapes[f"{name}.res_layer.1.weight"] = (channels, before, 3, 3)
            shapes[f"{name}.res_layer.2.weight"] = (channels,)
            shapes[f"{name}.res_layer.3.weight"] = (channels, channels, 3, 3)
            shapes[f"{name}.res_layer.5.fc1.weight"] = (max(1, channels // 16), channels, 1, 1)
            shapes[f"{name}.res_layer.5.fc2.weight"] = (channels, max(1, channels // 16), 1, 1)
            batch_norm(f"{name}.res_layer.0", before)
            batch_norm(f"{name}.res_layer.4", channels)
            shortcut = f"{name}.shortcut_layer"
        if before != channels:
            shapes[f"{shortcut}.0.weight"] = (channels, before, 1, 1)
            batch_norm(f"{shortcut}.1", channels)
    for row in range(ROWS):
        finer = (0 if row < 3 else 1 if row < 7 else 2) if pyramid else 0
        for i in range(2 + finer):
            shapes[f"styles.{row}.convs.{2 * i}.weight"] = (DIM, STAGES[-1][0] if i == 0 else DIM, 3, 3)
            shapes[f"styles.{row}.convs.{2 * i}.bias"] = (DIM,)
        shapes[f"styles.{row}.linear.weight"] = (DIM, DIM)
        shapes[f"styles.{row}.linear.bias"] = (DIM,)
    if pyramid:
        for name, before in (("latlayer1", STAGES[2][0]), ("latlayer2", STAGES[1][0])):
            shapes.update({f"{name}.weight": (STAGES[-1][0], before, 1, 1), f"{name}.bias": (STAGES[-1][0],)})
    draw = torch.Generator().manual_seed(5)
    state = {}
    for name, shape in shapes.items():
        x = torch.randn(shape, generator=draw)
        if len(shape) == 4:
            x = x / (shape[1] * shape[2] * shape[3]) ** 0.5
        state[name] = 1 + 0.2 * x.tanh() if name.endswith(("running_var", "relu.weight")) else x
    state |= {name.replace("running_mean", "num_batches_tracked"): torch.tensor(7) for name in state if "mean" in name}
    return state


def miniature(state: dict[str, Tensor], x: Tensor, body: str, pyramid: bool, offsets: bool) -> Tensor:
    """The forward pass of a published encoder, on the tensors themselves."""

    def norm(name: str, x: Tensor) -> Tensor:
        mean, variance = state[f"{name}.running_mean"], state[f"{name}.running_var"]
        return F.batch_norm(x, mean, variance, state[f"{name}.weight"], state[f"{name}.bias"])

    if body == "resnet":
        x = F.prelu(norm("bn1", F.conv2d(x, state["conv1.weight"], stride=2, padding=3)), state["relu.weight"])
    else:
        x = norm("input_layer.1", F.conv2d(x, state["input_layer.0.weight"], padding=1))
        x = F.prelu(x, state["input_layer.2.weight"])
    ends: dict[int, Tensor] = {}
    last_stage = -1
    for i, (before, channels, stage) in enumerate(blocks()):
        stride = 1 if stage == last_stage or (body == "resnet" and stage == 0) else 2
        last_stage, name = stage, f"body.{i}"
        if body == "resnet":
            y = norm(f"{name}.bn1", F.conv2d(x, state[f"{name}.conv1.weight"], stride=stride, padding=1)).relu()
            y = norm(f"{name}.bn2", F.conv2d(y, state[f"{name}.conv2.weight"], padding=1))
            shortcut = f"{name}.downsample"
        else:
            layers = f"{name}.res_layer"
            y = F.conv2d(norm(f"{layers}.0", x), state[f"{layers}.1.weight"], padding=1)
            y = F.conv2d(F.prelu(y, state[f"{layers}.2.weight"]), state[f"{layers}.3.weight"], stride=stride, padding=1)
            y = norm(f"{layers}.4", y)
            squeezed = F.conv2d(F.adaptive_avg_pool2d(y, 1), state[f"{layers}.5.fc1.weight"]).relu()
            y = y * F.conv2d(squeezed, state[f"{layers}.5.fc2.weight"]).sigmoid()
            shortcut = f"{name}.shortcut_layer"
        if before != channels:
            x = norm(f"{shortcut}.1", F.conv2d(x, state[f"{shortcut}.0.weight"], stride=stride))
        x = (x + y).relu() if body == "resnet" else x + y
        ends[stage] = x
    maps = [ends[3]] * 3
    if pyramid:
        for level, lateral, stage in ((1, "latlayer1", 2), (2, "latlayer2", 1)):
            side = F.conv2d(ends[stage], state[f"{lateral}.weight"], state[f"{lateral}.bias"])
            below = F.interpolate(maps[level - 1], side.shape[2:], mode="bilinear", align_corners=True)
            maps[level] = below + side
    rows: list[Tensor] = []
    for row in range(ROWS):
        y = maps[0 if row < 3 else 1 if row < 7 else 2]
        i = 0
        while (key := f"styles.{row}.convs.{2 * i}.weight") in state:
            y = F.leaky_relu(F.conv2d(y, state[key], state[key.replace("weight", "bias")], stride=2, padding=1), 0.01)
            i += 1
        weight = state[f"styles.{row}.linear.weight"] / DIM**0.5
        code = F.linear(y.flatten(1), weight, state[f"styles.{row}.linear.bias"])
        rows.append(rows[0] + code if offsets and row else code)
    return torch.stack(rows, dim=1)


def checkpoint(
    path: Path,
    kind: str | None = "Encoder4Editing",
    *,
    in_channels: int = 3,
    options: dict[str, Any] | None = None,
    namespace: bool = False,
    latent_avg: object = None,
    **changes: object,
) -> Path:
    """A training checkpoint: encoder and decoder under one state dict, its options beside them."""
    body, pyramid = next(((b, p) for name, b, p, _ in PUBLISHED if name == kind), ("ir_se", True))
    state = {f"encoder.{name}": tensor for name, tensor in published_state(body, pyramid, in_channels).items()}
    for name, value in changes.items():
        state["encoder." + name.replace("__", ".")] = value  # type: ignore[assignment]
    state = {name: tensor for name, tensor in state.items() if tensor is not None}
    state["decoder.conv1.conv.weight"] = torch.zeros(1, 2, 2, 3, 3)
    opts: dict[str, Any] = {"device": "cuda:0", "lr": 1e-4, **(options or {})}
    if kind is not None:
        opts["encoder_type"] = kind
    content = {"state_dict": state, "opts": argparse.Namespace(**opts) if namespace else opts}
    if latent_avg is not False:
        content["latent_avg"] = torch.linspace(-1, 1, DIM).repeat(ROWS, 1) if latent_avg is None else latent_avg
    torch.save(content, path)
    return path


def pictures(count: int = 2, size: int = SIZE) -> Tensor:
    return torch.rand(count, 3, size, size, generator=torch.Generator().manual_seed(1)) * 2 - 1


@pytest.fixture(scope="module")
def generator() -> Generator:
    """A generator of 128 pixels, which the encoders must shrink to 64."""
    torch.manual_seed(3)
    network = Generator(GeneratorConfig(channels=(12, 12, 12, 12, 8, 8), style_dim=DIM, n_mlp=1))
    return network.eval().requires_grad_(False)


def test_the_published_names_are_those_known() -> None:
    assert {(name, v.body, v.pyramid, v.offsets) for name, v in VARIANTS.items()} == set(PUBLISHED)


@pytest.mark.parametrize("in_channels", [3, 6])
@pytest.mark.parametrize(("kind", "body", "pyramid", "offsets"), PUBLISHED)
def test_every_variant(kind: str, body: str, pyramid: bool, offsets: bool, in_channels: int, tmp_path: Path) -> None:
    network = load_encoder(checkpoint(tmp_path / "x.pt", kind, in_channels=in_channels, namespace=in_channels == 6))
    expected = EncoderConfig(
        STEM,
        STAGES,
        ROWS,
        DIM,
        DIM,
        SIZE,
        in_channels=in_channels,
        pyramid=pyramid,
        offsets=offsets,
        iterations=5 if in_channels == 6 else 1,
        body=body,
    )
    assert network.config == expected
    image = torch.cat([pictures(), pictures().flip(0)], dim=1)[:, :in_channels]
    reference = miniature(published_state(body, pyramid, in_channels), image, body, pyramid, offsets)
    assert relative(network(image), reference) < 1e-4
    if in_channels == 3:
        code = reference + torch.linspace(-1, 1, DIM)
        assert relative(network.encode(image), code) < 1e-4
        plain = torch.full((1, 3, SIZE, SIZE), 0.3)
        assert relative(network.encode(torch.full((1, 3, 90, 150), 0.3)), network.encode(plain)) < 1e-4

    save_encoder(tmp_path / "x.safetensors", network)
    again = load_encoder(tmp_path / "x.safetensors")
    assert again.config == expected
    assert torch.equal(again(image), network(image))


@pytest.mark.parametrize(("in_channels", "offsets"), [(3, True), (6, True)])
def test_a_file_that_names_no_type_is_of_the_e4e_family(in_channels: int, offsets: bool, tmp_path: Path) -> None:
    config = load_encoder(checkpoint(tmp_path / "x.pt", None, in_channels=in_channels)).config
    assert (config.offsets, config.iterative, config.pyramid) == (offsets, in_channels == 6, True)
    torch.save(published_state("resnet", False, in_channels), tmp_path / "bare.pt")
    config = load_encoder(tmp_path / "bare.pt").config
    assert (config.offsets, config.body, config.pyramid) == (offsets, "resnet", False)


@pytest.mark.parametrize("form", ["[D]", "[1, D]", "[L, D]"])
@pytest.mark.parametrize("iterations", [1, 3])
@pytest.mark.parametrize("kind", ["BackboneEncoder", "ResNetProgressiveBackboneEncoder", "GradualStyleEncoder"])
def test_restyle(kind: str, iterations: int, form: str, generator: Generator, tmp_path: Path) -> None:
    mean = torch.linspace(-1, 1, DIM)
    path = checkpoint(
        tmp_path / "x.pt",
        kind,
        in_channels=6,
        options={"n_iters_per_batch": iterations},
        latent_avg={"[D]": mean, "[1, D]": mean[None], "[L, D]": mean.repeat(ROWS, 1)}[form],
    )
    network = load_encoder(path)
    _, body, pyramid, offsets = next(row for row in PUBLISHED if row[0] == kind)
    state = published_state(body, pyramid, 6)
    image = pictures()
    code = mean.repeat(len(image), ROWS, 1)
    for _ in range(iterations):
        shrunk = F.avg_pool2d(generator.draw(code), 2)
        code = code + miniature(state, torch.cat([image, shrunk], dim=1), body, pyramid, offsets)
    found = encode(generator, network, image)
    assert found.shape == (2, ROWS, DIM)
    assert relative(found, code) < 1e-3
    assert not found.requires_grad
    # A batch of one gives the same code.
    assert relative(encode(generator, network, image[1:]), code[1:]) < 1e-3


def test_one_pass_encoders_work_with_the_same_function(generator: Generator, tmp_path: Path) -> None:
    network = load_encoder(checkpoint(tmp_path / "x.pt", "GradualStyleEncoder"))
    assert torch.equal(encode(generator, network, pictures(1, 128)), network.encode(pictures(1, 128)))


def test_encoders_of_cars_see_the_middle_rows(generator: Generator, tmp_path: Path) -> None:
    network = load_encoder(checkpoint(tmp_path / "x.pt", options={"dataset_type": "cars_encode"}))
    assert network.config.shape == (3, 48, 64)
    image = pictures()
    reference = miniature(published_state("ir_se", True, 3), image[:, :, 8:56], "ir_se", True, True)
    assert relative(network(network.preprocess(image)), reference) < 1e-4
    barred = image.clone()
    barred[:, :, :8], barred[:, :, 56:] = -1, -1
    assert torch.equal(network.encode(barred), network.encode(image))
    restyle = checkpoint(tmp_path / "y.pt", "BackboneEncoder", in_channels=6, options={"dataset_type": "cars_encode"})
    assert encode(generator, load_encoder(restyle), image).isfinite().all()


def test_without_start_from_latent_avg_the_output_is_the_code(generator: Generator, tmp_path: Path) -> None:
    options = {"start_from_latent_avg": False}
    for latent_avg in (False, None):
        network = load_encoder(checkpoint(tmp_path / "x.pt", options=options, latent_avg=latent_avg))
        assert torch.equal(network.encode(pictures()), network(pictures()))
    # ReStyle's code starts at the mean whatever the option says.
    path = checkpoint(tmp_path / "x.pt", "BackboneEncoder", in_channels=6, options=options)
    assert load_encoder(path).mean_code.abs().max() == 1


@pytest.mark.parametrize("in_channels", [3, 6])
def test_a_missing_mean_is_said(in_channels: int, generator: Generator, tmp_path: Path) -> None:
    network = load_encoder(checkpoint(tmp_path / "x.pt", in_channels=in_channels, latent_avg=False))
    with pytest.raises(CheckpointError, match="holds no latent_avg"):
        encode(generator, network, pictures())


@pytest.mark.parametrize(
    "kind",
    [
        "BackboneEncoderUsingLastLayerIntoW",
        "BackboneEncoderUsingLastLayerIntoWPlus",
        "SingleStyleCodeEncoder",
        "SharedWeightsHyperNetResNet",
        "encoder4editing",
        "",
    ],
)
def test_other_types_are_refused_with_a_list(kind: str, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=rf"type '{kind}'.*'Encoder4Editing', .*ProgressiveBackboneEncoder"):
        load_encoder(checkpoint(tmp_path / "x.pt", kind))


@pytest.mark.parametrize("kind", [3, None, ["BackboneEncoder"], True])
def test_a_type_that_is_no_name(kind: object, tmp_path: Path) -> None:
    path = checkpoint(tmp_path / "x.pt", None, options={"encoder_type": kind})
    if kind is None:
        assert load_encoder(path).config.offsets
    else:
        with pytest.raises(CheckpointError, match="cannot be read"):
            load_encoder(path)


@pytest.mark.parametrize("kind", ["BackboneEncoder", "ResNetGradualStyleEncoder", "ResNetBackboneEncoder"])
def test_a_type_that_the_tensors_contradict(kind: str, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=f"{kind}.*ir_se network with a feature pyramid"):
        load_encoder(checkpoint(tmp_path / "x.pt", None, options={"encoder_type": kind}))


@pytest.mark.parametrize("opts", [None, 5, "Encoder4Editing", [1, 2]])
def test_options_that_are_none(opts: object, tmp_path: Path) -> None:
    state = published_state("ir_se", True, 3)
    torch.save({"state_dict": state, "opts": opts, "latent_avg": torch.zeros(DIM)}, tmp_path / "x.pt")
    assert load_encoder(tmp_path / "x.pt").config.offsets


@pytest.mark.parametrize("iterations", [0, -1, 21, 10**9, 2.0, "5", True, None])
def test_iterations_out_of_range(iterations: object, tmp_path: Path) -> None:
    path = checkpoint(tmp_path / "x.pt", in_channels=6, options={"n_iters_per_batch": iterations})
    with pytest.raises(CheckpointError, match="iterations, where 1 to 20 can be run"):
        load_encoder(path)


@pytest.mark.parametrize("in_channels", [1, 4, 19])
def test_encoders_of_sketches_and_segmentations(in_channels: int, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=f"takes {in_channels} channels"):
        load_encoder(checkpoint(tmp_path / "x.pt", in_channels=in_channels))


@pytest.mark.parametrize(
    "latent_avg",
    [
        torch.zeros(DIM + 1),
        torch.zeros(ROWS - 1, DIM),
        torch.zeros(1, ROWS, DIM),
        torch.zeros(()),
        [0.0] * (DIM + 1),
        "mean",
    ],
)
def test_a_mean_of_another_shape(latent_avg: object, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"latent_avg in .*x\.pt is .*where \[10\] or \[12, 10\] fits"):
        load_encoder(checkpoint(tmp_path / "x.pt", latent_avg=latent_avg))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"latlayer2__weight": None}, "latlayer2.weight"),
        ({"body__3__res_layer__5__fc1__weight": None}, "fc1"),
        ({"styles__11__convs__8__weight": torch.zeros(DIM, DIM, 3, 3)}, "convs.8"),
        ({"styles__4__linear__bias": torch.zeros(DIM + 1)}, r"bias' is \[11\], not \[10\]"),
        ({"surplus": torch.zeros(1)}, "surplus"),
        ({"styles__0__linear__weight": None}, "styles.0.linear.weight"),
        ({"styles__0__linear__weight": torch.zeros(DIM)}, "dimensions"),
        ({"input_layer__0__weight": None}, "input_layer"),
        ({"input_layer__0__weight": torch.zeros(())}, "dimensions"),
        ({"body__0__res_layer__1__weight": None}, "three stages"),
        ({"body__2__res_layer__1__weight": torch.zeros(8, 8, 1, 1)}, r"not \[8, 8, 3, 3\]"),
        ({"input_layer__2__weight": torch.zeros(STEM, dtype=torch.int32)}, "does not fit"),
    ],
)
def test_tensors_that_do_not_fit(changes: dict[str, Tensor | None], said: str, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=said):
        load_encoder(checkpoint(tmp_path / "x.pt", **changes))


@pytest.mark.parametrize("content", [{}, {"state_dict": 5}, {"state_dict": {}}, {1: torch.zeros(1)}, {"opts": {}}, [1]])
def test_files_that_hold_no_encoder(content: object, tmp_path: Path) -> None:
    torch.save(content, tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match="not a"):
        load_encoder(tmp_path / "x.pt")


def test_pictures_that_do_not_fit(generator: Generator, tmp_path: Path) -> None:
    network = load_encoder(checkpoint(tmp_path / "x.pt", in_channels=6))
    for shape in ((1, 3, SIZE, SIZE), (1, 6, SIZE, SIZE + 1), (6, SIZE, SIZE)):
        with pytest.raises(ShapeError, match=r"\[batch, 6, 64, 64\]"):
            network(torch.zeros(shape))
    with pytest.raises(ShapeError, match=r"inversion\.encode"):
        network.encode(pictures())
    smaller = Generator(GeneratorConfig(channels=(12, 12, 12), style_dim=DIM, n_mlp=1))
    for in_channels in (3, 6):
        network = load_encoder(checkpoint(tmp_path / "x.pt", in_channels=in_channels))
        with pytest.raises(ShapeError, match="W\\+ must be"):
            encode(smaller, network, pictures())


def tiny() -> Encoder:
    network = Encoder(EncoderConfig(STEM, STAGES, ROWS, DIM, DIM, SIZE))
    network.latent_avg = torch.linspace(-1, 1, DIM)
    return network.eval().requires_grad_(False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"in_channels": 5}, "5 channels"),
        ({"body": "vgg"}, "'ir_se' and 'resnet', not 'vgg'"),
        ({"iterations": 2}, "1 to 1"),
        ({"stages": ((4, 1), (6, 1))}, "three stages"),
    ],
)
def test_configurations_that_no_encoder_has(change: dict[str, Any], said: str) -> None:
    with pytest.raises(CheckpointError, match=said):
        replace(tiny().config, **change)


def test_files_written_before_there_were_variants(tmp_path: Path) -> None:
    network = tiny()
    save_encoder(tmp_path / "x.safetensors", network)
    old = ("stem", "stages", "n_styles", "style_dim", "style_width", "size")
    config = {name: value for name, value in asdict(network.config).items() if name in old}
    metadata = {"deltaedit": json.dumps({"kind": "encoder", "config": config})}
    save_file(load_file(tmp_path / "x.safetensors"), str(tmp_path / "old.safetensors"), metadata=metadata)
    assert load_encoder(tmp_path / "old.safetensors").config == network.config


def test_half_precision_keeps_vectors_in_full(tmp_path: Path) -> None:
    network = tiny()
    variance = network.input_layer[1].running_var
    assert isinstance(variance, Tensor)
    variance.fill_(1.3e-8)
    save_encoder(tmp_path / "x.safetensors", network, half=True)
    with safe_open(str(tmp_path / "x.safetensors"), framework="pt") as file:
        for name in file.keys():  # noqa: SIM118
            tensor = file.get_tensor(name)
            assert tensor.dtype == (torch.float16 if tensor.ndim > 1 else torch.float32), name
    again = load_encoder(tmp_path / "x.safetensors").input_layer[1].running_var
    assert isinstance(again, Tensor)
    assert torch.equal(again, variance)


def test_half_precision_on_the_full_network(tmp_path: Path) -> None:
    state = state_dict("e4e_encoder")
    network = Encoder(EncoderConfig.from_state_dict(state)).eval().requires_grad_(False)
    network.load_state_dict(state, strict=True, assign=True)
    path = tmp_path / "x.safetensors"
    save_encoder(path, network, half=True)
    del state, network
    reference = golden("e4e_encoder")
    again = load_encoder(path)
    path.unlink()
    image = F.interpolate(reference["image16"], (again.config.size, again.config.size), mode="nearest")
    assert relative(again(image), reference["w_plus_offset"]) < 1e-2


def test_weights_do_not_depend_on_their_file(tmp_path: Path) -> None:
    path = tmp_path / "x.safetensors"
    save_encoder(path, tiny())
    network = load_encoder(path)
    before = network.encode(pictures())
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
    assert torch.equal(network.encode(pictures()), before)
    # Each tensor has its own memory, so no file stays mapped because of one tensor.
    assert network.latent_avg is not None
    for tensor in (*network.parameters(), network.latent_avg):
        assert tensor.untyped_storage().nbytes() == tensor.nbytes


def test_old_and_compressed_files(tmp_path: Path) -> None:
    path = checkpoint(tmp_path / "x.pt")
    expected = load_encoder(path).encode(pictures())
    torch.save(torch.load(path, weights_only=True), tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "small.pt", "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    assert (tmp_path / "small.pt").stat().st_size < path.stat().st_size
    for name in ("old.pt", "small.pt"):
        assert torch.equal(load_encoder(tmp_path / name).encode(pictures()), expected)


@pytest.mark.parametrize("name", ["x.pt", "old.pt", "x.safetensors"])
def test_damage_is_said_or_does_no_harm(name: str, tmp_path: Path) -> None:
    path = checkpoint(tmp_path / "x.pt")
    torch.save(torch.load(path, weights_only=True), tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    save_encoder(tmp_path / "x.safetensors", load_encoder(path))
    whole = (tmp_path / name).read_bytes()
    damaged = tmp_path / f"damaged-{name}"

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(
        places=st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(1, 255)), max_size=4),
        near_an_end=st.lists(st.tuples(st.integers(-3000, 3000), st.integers(1, 255)), max_size=4),
        length=st.one_of(st.just(len(whole)), st.integers(0, len(whole))),
    )
    def check(places: list[tuple[int, int]], near_an_end: list[tuple[int, int]], length: int) -> None:
        content = bytearray(whole)
        for place, change in places + near_an_end:
            content[place] ^= change
        damaged.write_bytes(content[:length])
        try:
            network = load_encoder(damaged)
        except CheckpointError as error:
            assert len(str(error)) > 20
        else:
            assert network(network.preprocess(pictures())).shape == (2, ROWS, DIM)
            assert network.latent_avg is None or network.latent_avg.shape in ((DIM,), (ROWS, DIM))

    check()
