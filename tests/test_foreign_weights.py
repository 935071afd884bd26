"""Foreign weights files: the common ones are opened, false claims of size are refused, other files are named."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import pickle
import random
import re
import struct
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from test_bundles import tiny_encoder, tiny_mapper
from test_encoders import checkpoint
from test_nvidia import draw
from torch import Tensor

from deltaedit.bundles import load_encoder, load_generator, load_mapper
from deltaedit.bundles.convert import convert, convert_relevance
from deltaedit.bundles.foreign import read_foreign
from deltaedit.bundles.weights import read_weights, save_generator, save_mapper, save_weights
from deltaedit.errors import CheckpointError
from deltaedit.models import DeltaMapper, EncoderConfig, Generator, GeneratorConfig, MapperConfig
from deltaedit.models.mapper import BranchConfig
from deltaedit.stylespace import StyleSpaceLayout
from tests.programs import same_weights

LOADERS = [load_generator, load_encoder, load_mapper]
MEAN = torch.arange(10.0)
# More memory than any machine has: a test that ends in an error message shows that it was not reserved.
HUGE = 1 << 40


def state_of(network: torch.nn.Module, prefix: str = "") -> dict[str, Tensor]:
    return {prefix + name: tensor.clone() for name, tensor in network.state_dict().items()}


def torch_file(content: object, *, legacy: bool = False) -> bytes:
    buffer = io.BytesIO()
    torch.save(content, buffer, _use_new_zipfile_serialization=not legacy)
    return buffer.getvalue()


def repacked(path: Path, change: Callable[[str, bytes], bytes] = lambda _, data: data, **options: Any) -> Path:
    """Pack a zip file of torch.save again, with other options or changed content."""
    with zipfile.ZipFile(path) as source:
        members = {name: change(name, source.read(name)) for name in source.namelist()}
    with zipfile.ZipFile(path, "w", **options) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return path


def program_of(packed: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read("archive/data.pkl")


# What people have ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["g", "G", "g_ema", "G_ema", "params_ema", "ema", "generator", "model", "state_dict", "params", "netG", "a.b.c"],
)
def test_a_generator_under_any_name(name: str, tiny_generator: Generator, tmp_path: Path) -> None:
    content: Any = state_of(tiny_generator)
    for part in reversed(name.split(".")):
        content = {part: content, "iteration": 7}
    torch.save(content, tmp_path / "x.pt")
    assert same_weights(load_generator(tmp_path / "x.pt"), tiny_generator)
    assert [path.name for path in convert(tmp_path / "x.pt", tmp_path / "out")] == ["generator.safetensors"]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ((), "module."),
        (("g_ema",), "module."),
        (("state_dict",), "module.decoder."),
        (("state_dict",), "decoder.module."),
        (("model",), "module.g_ema."),
        ((), "generator."),
    ],
)
def test_a_generator_behind_any_prefix(
    outer: tuple[str, ...], inner: str, tiny_generator: Generator, tmp_path: Path
) -> None:
    content: Any = state_of(tiny_generator, inner)
    for name in outer:
        content = {name: content}
    torch.save(content, tmp_path / "x.pt")
    assert same_weights(load_generator(tmp_path / "x.pt"), tiny_generator)


def test_wrapped_in_the_middle_of_a_name(tiny_generator: Generator, tmp_path: Path) -> None:
    state = {name.replace("convs.", "convs.module."): tensor for name, tensor in state_of(tiny_generator).items()}
    torch.save({"g": state}, tmp_path / "x.pt")
    assert same_weights(load_generator(tmp_path / "x.pt"), tiny_generator)
    averaged = torch.optim.swa_utils.AveragedModel(tiny_generator)
    torch.save(averaged.state_dict(), tmp_path / "x.pt")
    assert same_weights(load_generator(tmp_path / "x.pt"), tiny_generator)
    torch.save({**state, "input.input": torch.zeros(1), "module.input.input": torch.zeros(1)}, tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match=r"tensors twice, with 'module\.'"):
        load_generator(tmp_path / "x.pt")


@pytest.mark.parametrize("averaged", ["g_ema", "ema", "params_ema", "G_EMA", "generator_ema", "model.ema_model"])
def test_the_averaged_generator_is_taken(averaged: str, tiny_generator: Generator, tmp_path: Path) -> None:
    other = {name: tensor + 1 for name, tensor in state_of(tiny_generator).items()}
    good: Any = state_of(tiny_generator)
    for part in reversed(averaged.split(".")):
        good = {part: good}
    for content in ({"g": other, "a": other.copy(), **good}, {**good, "g": other, "z": other.copy()}):
        torch.save(content, tmp_path / "x.pt")
        assert same_weights(load_generator(tmp_path / "x.pt"), tiny_generator)


def test_several_generators_with_nothing_to_choose_by(tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"first": state_of(tiny_generator), "second": state_of(tiny_generator)}, tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match=r"more than one StyleGAN2 generator, under '(first|second)' and"):
        load_generator(tmp_path / "x.pt")


def published_mapper() -> DeltaMapper:
    """A mapper with one token per layer, which is assumed for files without a configuration."""
    layout = StyleSpaceLayout.from_resolution_channels((12,) * 7)
    return DeltaMapper(MapperConfig.from_layout(layout, 16)).eval().requires_grad_(False)


def test_an_encoder_and_a_mapper_under_any_name(tmp_path: Path) -> None:
    whole = torch.load(checkpoint(tmp_path / "x.pt"), weights_only=True)
    expected = load_encoder(tmp_path / "x.pt")
    wrapped = {name.replace("encoder.", "module.encoder.module."): t for name, t in whole["state_dict"].items()}
    torch.save({**whole, "state_dict": wrapped}, tmp_path / "x.pt")
    assert same_weights(load_encoder(tmp_path / "x.pt"), expected)
    mapper = published_mapper()
    for content in (
        {"mapper": state_of(mapper, "module.")},
        state_of(mapper, "net.module."),
        {"ema": state_of(mapper)},
    ):
        torch.save(content, tmp_path / "m.pt")
        assert same_weights(load_mapper(tmp_path / "m.pt"), mapper)


@pytest.mark.parametrize("prefix", ["", "g_ema.", "module."])
def test_published_names_in_safetensors(prefix: str, tiny_generator: Generator, tmp_path: Path) -> None:
    state = {**state_of(tiny_generator, prefix), prefix + "latent_avg": MEAN}
    save_file(state, str(tmp_path / "g.safetensors"), metadata={"format": "pt"})
    generator = load_generator(tmp_path / "g.safetensors")
    assert same_weights(generator, tiny_generator)
    assert torch.equal(generator.latent_avg, MEAN)
    mapper = published_mapper()
    save_file(state_of(mapper, prefix), str(tmp_path / "m.bin"))
    assert same_weights(load_mapper(tmp_path / "m.bin"), mapper)
    # Our own files are recognised by their content, too.
    save_mapper(tmp_path / "ours.pt", mapper)
    assert same_weights(load_mapper(tmp_path / "ours.pt"), mapper)


@pytest.mark.parametrize("legacy", [True, False])
@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_every_pickle_protocol(protocol: int, legacy: bool, tiny_generator: Generator, tmp_path: Path) -> None:
    content = {"g_ema": tiny_generator.state_dict(), "latent_avg": MEAN, "path": Path("a/b"), "half": MEAN.bfloat16()}
    torch.save(content, tmp_path / "x.pt", pickle_protocol=protocol, _use_new_zipfile_serialization=not legacy)
    generator = load_generator(tmp_path / "x.pt")
    assert same_weights(generator, tiny_generator)
    assert torch.equal(generator.latent_avg, MEAN)
    found = read_foreign(tmp_path / "x.pt")
    assert found["path"] == "a/b" and torch.equal(found["half"], content["half"])


@pytest.mark.parametrize("legacy", [True, False])
def test_parts_of_one_storage(legacy: bool, tmp_path: Path) -> None:
    whole = torch.arange(12.0)
    parts = {"part": whole[4:8], "every third": whole[::3], "columns": whole.view(3, 4).t(), "none": whole[:0]}
    (tmp_path / "x.pt").write_bytes(torch_file(parts, legacy=legacy))
    found = read_foreign(tmp_path / "x.pt")
    assert all(torch.equal(found[name], part) for name, part in parts.items())


@pytest.mark.parametrize("as_namespace", [True, False])
def test_options_of_every_kind(as_namespace: bool, tmp_path: Path) -> None:
    options: dict[str, Any] = {
        "exp_dir": Path("runs/1"),
        "n_iters_per_batch": np.int64(3),
        "dataset_type": np.str_("cars_encode"),
        "learning_rate": np.float32(1e-4),
        "weights": {"nested": [Path("a"), np.zeros(2)]},
        "device": torch.device("cuda", 0),
    }
    path = checkpoint(tmp_path / "x.pt", "BackboneEncoder", in_channels=6, options=options, namespace=as_namespace)
    config = load_encoder(path).config
    assert (config.iterations, config.letterbox, config.offsets) == (3, True, False)
    path = checkpoint(tmp_path / "y.pt", options={"start_from_latent_avg": np.bool_(False)}, latent_avg=False)
    assert not load_encoder(path).mean_code.any()


MEANS: dict[str, Callable[[Tensor], object]] = {
    "tensor": lambda mean: mean,
    "parameter": lambda mean: torch.nn.Parameter(mean.clone()),
    "double": lambda mean: mean.double(),
    "numpy": lambda mean: mean.numpy(),
    "numpy of another order of bytes": lambda mean: mean.numpy().astype(">f8"),
}


@pytest.mark.parametrize("form", MEANS)
def test_a_mean_of_w_of_every_kind(form: str, tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"g_ema": state_of(tiny_generator), "latent_avg": MEANS[form](MEAN)}, tmp_path / "g.pt")
    assert torch.equal(load_generator(tmp_path / "g.pt").latent_avg, MEAN)
    network = load_encoder(checkpoint(tmp_path / "e.pt", latent_avg=MEANS[form](MEAN)))
    assert network.latent_avg is not None and torch.equal(network.latent_avg, MEAN)


@pytest.mark.parametrize("place", ["g_ema", "decoder.", "state_dict", "beside the wrapper", "the file"])
def test_a_mean_of_w_wherever_it_lies(place: str, tiny_generator: Generator, tmp_path: Path) -> None:
    state = state_of(tiny_generator)
    content: dict[str, Any] = {
        "g_ema": {"g_ema": {**state, "latent_avg": MEAN}},
        "decoder.": {"state_dict": {**state_of(tiny_generator, "decoder."), "decoder.latent_avg": MEAN}},
        "state_dict": {"state_dict": {**state_of(tiny_generator, "decoder."), "latent_avg": MEAN}},
        "beside the wrapper": {"model": {"g_ema": state, "latent_avg": MEAN}},
        "the file": {"model": {"g_ema": state}, "latent_avg": MEAN},
    }[place]
    torch.save(content, tmp_path / "x.pt")
    assert torch.equal(load_generator(tmp_path / "x.pt").latent_avg, MEAN)
    (written,) = convert(tmp_path / "x.pt", tmp_path / "out")
    assert torch.equal(load_generator(written).latent_avg, MEAN)


def test_an_encoders_mean_of_w_in_its_state(tmp_path: Path) -> None:
    content = torch.load(checkpoint(tmp_path / "x.pt", latent_avg=False), weights_only=True)
    content["state_dict"]["latent_avg"] = MEAN
    torch.save(content, tmp_path / "x.pt")
    network = load_encoder(tmp_path / "x.pt")
    assert network.latent_avg is not None and torch.equal(network.latent_avg, MEAN)


@pytest.mark.parametrize("mean", [[1.0, "2"], [], [[1.0], [1.0, 2.0]], [10**400] * 10, [float("nan")] * 10, {"a": 1}])
def test_a_mean_of_w_that_is_none(mean: object, tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"g_ema": state_of(tiny_generator), "latent_avg": mean}, tmp_path / "g.pt")
    with pytest.raises(CheckpointError, match=r"latent_avg in .*g\.pt is not a mean of w"):
        load_generator(tmp_path / "g.pt")
    with pytest.raises(CheckpointError, match=r"latent_avg in .*e\.pt is a \w+, where"):
        load_encoder(checkpoint(tmp_path / "e.pt", latent_avg=mean))


def test_numpy_weights(tiny_generator: Generator, tmp_path: Path) -> None:
    state = {name: tensor.numpy() for name, tensor in state_of(tiny_generator).items()}
    torch.save({"g_ema": state}, tmp_path / "x.pt")
    assert same_weights(load_generator(tmp_path / "x.pt"), tiny_generator)
    (tmp_path / "x.pkl").write_bytes(pickle.dumps({"g_ema": state}))
    assert same_weights(load_generator(tmp_path / "x.pkl"), tiny_generator)


def test_weights_do_not_depend_on_their_file(tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"g_ema": tiny_generator.state_dict(), "latent_avg": MEAN}, tmp_path / "g.pt")
    generator = load_generator(tmp_path / "g.pt")
    with (tmp_path / "g.pt").open("r+b") as file:
        file.write(bytes((tmp_path / "g.pt").stat().st_size))
    assert same_weights(generator, tiny_generator)
    assert torch.equal(generator.latent_avg, MEAN)


# What they claim -----------------------------------------------------------------------------------------------------

UNFOLDED: dict[str, Callable[[], Tensor]] = {
    "one number": lambda: torch.zeros((), dtype=torch.float16).expand(1 << 20, 1 << 20),
    "one row": lambda: torch.arange(4.0).expand(5, 4),
    "one column": lambda: torch.arange(4.0)[:, None].expand(4, 3),
    "overlapping": lambda: torch.arange(9.0).as_strided((3, 3), (1, 1)),
    "sliding": lambda: torch.arange(100.0).unfold(0, 50, 1),
}


@pytest.mark.parametrize("form", ["zip", "legacy", "pickle"])
@pytest.mark.parametrize("name", UNFOLDED)
def test_a_tensor_larger_than_its_numbers(name: str, form: str, tmp_path: Path) -> None:
    content = {"g_ema": {"input.input": UNFOLDED[name]()}}
    made = pickle.dumps(content) if form == "pickle" else torch_file(content, legacy=form == "legacy")
    (tmp_path / "x.pt").write_bytes(made)
    for load in LOADERS:
        with pytest.raises(CheckpointError, match=r"x\.pt was refused: it has a tensor .* expands to more than"):
            load(tmp_path / "x.pt")


@pytest.mark.parametrize("form", ["zip", "legacy", "pickle"])
def test_networks_of_stride_0(form: str, tiny_generator: Generator, tmp_path: Path) -> None:
    mapper = tiny_mapper(tiny_generator)
    for network, load in ((tiny_generator, load_generator), (mapper, load_mapper)):
        content = {name: torch.zeros(()).expand(tensor.shape) for name, tensor in network.state_dict().items()}
        made = pickle.dumps(content) if form == "pickle" else torch_file(content, legacy=form == "legacy")
        (tmp_path / "x.pt").write_bytes(made)
        with pytest.raises(CheckpointError, match="expands to more than"):
            load(tmp_path / "x.pt")


@pytest.mark.parametrize("legacy", [True, False])
def test_the_same_numbers_in_a_thousand_tensors(legacy: bool, tmp_path: Path) -> None:
    numbers = torch.zeros(1000)
    content = {str(i): numbers[:999] for i in range(1000)}
    (tmp_path / "x.pt").write_bytes(torch_file(content, legacy=legacy))
    with pytest.raises(CheckpointError, match="expands to far more than its own size"):
        read_foreign(tmp_path / "x.pt")


@pytest.mark.parametrize("legacy", [True, False])
def test_numbers_that_are_claimed_and_not_brought(legacy: bool, tmp_path: Path) -> None:
    made = torch_file({"a": torch.arange(7.0)}, legacy=legacy)
    (claim,) = re.findall(rb"cpuq.K\x07", made if legacy else program_of(made))
    larger = claim[:-2] + b"J\xff\xff\xff\x7f"
    if legacy:
        (tmp_path / "x.pt").write_bytes(made.replace(claim, larger))
    else:
        (tmp_path / "x.pt").write_bytes(made)
        repacked(tmp_path / "x.pt", lambda name, data: data.replace(claim, larger) if "data.pkl" in name else data)
    with pytest.raises(CheckpointError, match="claims 8,589,934,588 bytes, but"):
        read_foreign(tmp_path / "x.pt")


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_STORED])
def test_repacked_files(compression: int, tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"g_ema": tiny_generator.state_dict()}, tmp_path / "x.pt")
    assert same_weights(load_generator(repacked(tmp_path / "x.pt", compression=compression)), tiny_generator)


def test_a_zip_file_that_unpacks_to_more_than_weights_do(tmp_path: Path) -> None:
    torch.save({"g_ema": {"input.input": torch.zeros(6_000_000)}}, tmp_path / "x.pt")
    repacked(tmp_path / "x.pt", compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(CheckpointError, match=r"x\.pt was refused: it has [\d,]+ bytes and unpacks to 24,\d"):
        load_generator(tmp_path / "x.pt")


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: b"" if name.endswith("data.pkl") else data,
        lambda name, data: b"" if name.endswith("/data/0") else data,
        lambda name, data: data + b"\0" if name.endswith("/data/0") else data,
        lambda name, data: b"big" if name.endswith("byteorder") else data,
        lambda name, data: data.replace(b"FloatStorage", b"OtherStorage"),
        lambda name, data: data.replace(b"storage", b"storing"),
    ],
)
def test_a_zip_file_that_is_wrong_inside(change: Any, tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"g_ema": tiny_generator.state_dict()}, tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match=r"x\.pt was refused"):
        load_generator(repacked(tmp_path / "x.pt", change))


def npy(shape: str, data: bytes = b"", kind: str = "'<f4'") -> bytes:
    header = f"{{'descr': {kind}, 'fortran_order': False, 'shape': {shape}}}".encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


@pytest.mark.parametrize(
    "content",
    [
        npy("(1000000000000, 512)"),
        npy("(4611686018427387904, 512)", bytes(64)),
        npy("(1" + "0" * 90 + ", 512)", bytes(64)),
        npy("(-1, 4)", bytes(64)),
        npy("(4, 4)", bytes(60)),
        npy("(0, 4)"),
        npy("(" * 60),
        npy("4", bytes(16)),
        npy("('a', 4)", bytes(64)),
        npy("(4, True)", bytes(64), "'O'"),
        npy("(4, 4)", bytes(64), "[('a', '<f4')]"),
        npy("(4, 4)", bytes(64), "'nonsense'"),
    ],
)
def test_arrays_that_claim_what_they_do_not_hold(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "r.npy").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"r\.npy (cannot be read as|is not a relevance matrix)"):
        convert(tmp_path / "r.npy", tmp_path / "out")


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_relevance_matrix(order: Any, tmp_path: Path) -> None:
    matrix = np.arange(6, dtype=np.float32).reshape(3, 2)
    np.save(tmp_path / "r.npy", np.asarray(matrix, order=order))
    tensors, _ = read_weights(convert_relevance(tmp_path / "r.npy", tmp_path / "out"), "relevance")
    assert torch.equal(tensors["matrix"], torch.from_numpy(matrix))


# What the metadata of a file of ours says ----------------------------------------------------------------------------


def written(path: Path, metadata: str) -> Path:
    save_file({"a": torch.zeros(1)}, str(path), metadata={"deltaedit": metadata})
    return path


@pytest.mark.parametrize(
    "metadata",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"kind": "mapper", "config": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"kind": "mapper", "config": "text"}',
        '{"kind": "mapper", "config": [1]}',
        '{"kind": "mapper", "config": null}',
        '{"kind": ["mapper"], "config": {}}',
        '{"kind": "mapper"}',
        '{"kind": "\\u001b[2J", "config": {}}',
        "null",
        "",
        "1" * 5000,
    ],
)
@pytest.mark.parametrize("load", LOADERS)
def test_metadata_of_any_form(load: Any, metadata: str, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError) as refusal:
        load(written(tmp_path / "x.safetensors", metadata))
    said = str(refusal.value)
    assert said.startswith(str(tmp_path / "x.safetensors")) and said.endswith(".") and said.isprintable()


GENERATOR = GeneratorConfig(channels=(12, 12, 12, 8), style_dim=10, n_mlp=2, conv_clamp=256.0)
ENCODER = EncoderConfig(4, ((4, 1), (6, 1), (8, 2), (8, 2)), 6, 10, 8, 64)
MAPPER = MapperConfig(BranchConfig(3, 4, 4), BranchConfig(4, 4, 4), BranchConfig(1, 8, 8), 16)
WRONG: list[Any] = ["12", "\x1b[2J", None, True, 0.5, -1, 10**9, 10**400, float("nan"), [], [12], [[12]] * 4, {}]
#: Values that leave no trace in the tensors may be anything of the right type.
FREE = {"conv_clamp", "stored_noise", "letterbox", "offsets", "linear_output"}


def places(config: Any) -> list[tuple[str, ...]]:
    """The keys of every value in a nested configuration."""
    if isinstance(config, dict):
        return [(name, *rest) for name, value in config.items() for rest in places(value)]
    return [()]


@pytest.mark.parametrize(
    ("kind", "load", "config"),
    [("generator", load_generator, GENERATOR), ("encoder", load_encoder, ENCODER), ("mapper", load_mapper, MAPPER)],
)
def test_values_of_another_type(kind: str, load: Any, config: Any, tiny_generator: Generator, tmp_path: Path) -> None:
    plain = json.loads(json.dumps(asdict(config)))
    network = {"generator": lambda: tiny_generator, "encoder": tiny_encoder, "mapper": lambda: DeltaMapper(MAPPER)}
    state = network[kind]().state_dict()
    path = tmp_path / "x.safetensors"
    for way in [*places(plain), *((name,) for name, value in plain.items() if isinstance(value, dict))]:
        for value in WRONG:
            changed = json.loads(json.dumps(plain))
            within = changed
            for name in way[:-1]:
                within = within[name]
            within[way[-1]] = value
            save_weights(path, kind, state, changed)
            try:
                found = load(path)
            except CheckpointError as error:
                assert str(error).startswith(str(path)) and str(error).endswith(".") and str(error).isprintable()
            else:
                assert found.config == config or way[-1] in FREE


def test_what_is_wrong_with_a_value_is_said(tmp_path: Path) -> None:
    for change, said in (
        ({"clip_dim": "16"}, "in its configuration, 'clip_dim' must be a whole number, not '16'"),
        ({"centred": 1}, "'centred' must be true or false, not 1"),
        ({"coarse": {**asdict(MAPPER)["coarse"], "width": [4]}}, r"'coarse\.width' must be a whole number, not \[4\]"),
        ({"coarse": {"tokens": 3, "width": 4}}, r"'coarse\.hidden' is missing.* another version"),
        ({"attention": True}, "no field 'attention'; there are 'coarse', .* another version"),
    ):
        save_weights(
            tmp_path / "x.safetensors", "mapper", DeltaMapper(MAPPER).state_dict(), {**asdict(MAPPER), **change}
        )
        with pytest.raises(CheckpointError, match=said):
            load_mapper(tmp_path / "x.safetensors")


def test_sizes_that_no_tensor_has(tmp_path: Path) -> None:
    """Networks of these sizes would take terabytes, so they must not be built."""
    wide = BranchConfig(1, 1 << 20, 1 << 20)
    claims: list[tuple[str, Any, Any]] = [
        ("mapper", load_mapper, MapperConfig(wide, wide, wide, 1 << 20)),
        ("encoder", load_encoder, EncoderConfig(1 << 20, ((1 << 20, 1),) * 4, 64, 1 << 20, 1 << 20, 4096)),
    ]
    for kind, load, config in claims:
        save_weights(tmp_path / "x.safetensors", kind, {"a": torch.zeros(1)}, config)
        with pytest.raises(CheckpointError, match=r"x\.safetensors does not fit an? \w+: it lacks"):
            load(tmp_path / "x.safetensors")
    # The same by the shapes of empty tensors.
    empty = {name: torch.empty(0, HUGE) for name in ("cm_coarse.mapping.1.weight", "sm_coarse.mapping.1.weight")}
    torch.save(empty, tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match=r"x\.pt"):
        load_mapper(tmp_path / "x.pt")


def test_names_that_would_steer_a_terminal(tiny_generator: Generator, tmp_path: Path) -> None:
    for content in (
        {"g": {**state_of(tiny_generator), "\x1b[2J": torch.zeros(1)}},
        {"\x1b[2J": 1},
        {"\x1b[2J": {"a": 1}},
    ):
        torch.save(content, tmp_path / "x.pt")
        for load in LOADERS:
            with pytest.raises(CheckpointError) as refusal:
                load(tmp_path / "x.pt")
            assert str(refusal.value).isprintable()


# What a file is instead ----------------------------------------------------------------------------------------------


def script() -> bytes:
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(torch.nn.Linear(1, 1)), buffer)
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as file:
        file.addfile(tarfile.TarInfo("g.pt"))
    return buffer.getvalue()


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


PAGE = b"<!DOCTYPE html><html><head><title>Google Drive - Virus scan warning</title></head></html>"
INSTEAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "page": (lambda: PAGE, "is a web page, not weights: .*Google Drive.* open its address in a browser"),
    "page that begins with empty lines": (lambda: b"\xef\xbb\xbf\r\n\r\n <html>", "is a web page"),
    "answer of a server": (lambda: b'{"error": "Repository not found"}', "text that was saved instead of weights"),
    "pointer": (
        lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 132717355\n",
        "is a Git LFS pointer, .* run 'git lfs pull'",
    ),
    "gzip": (lambda: gzip.compress(torch_file({"a": torch.zeros(1)})), "is compressed by gzip, .* unpack it"),
    "tar": (archive, "is a tar file, an archive; unpack it"),
    "zip of files": (
        lambda: zipped(g__pt=b"1", d__pt=b"2"),
        r"zip file that torch.save did not write .*'g.pt'.*Unpack",
    ),
    "empty zip": (lambda: zipped(), "a zip file that torch.save did not write"),
    "arrays": (lambda: zipped(a__npy=npy("(1,)", bytes(4))), "archive of NumPy arrays"),
    "array": (lambda: npy("(1,)", bytes(4)), "is a NumPy array, not the weights"),
    "program": (script, r"is a TorchScript program.* state_dict\(\)"),
    "HDF5": (lambda: b"\x89HDF\r\n\x1a\n" + bytes(100), "is an HDF5 file"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "is a PNG picture"),
    "nothing": (lambda: b"", "is empty: nothing was downloaded"),
    "noise": (lambda: bytes(range(255, 0, -1)), "is damaged, or of a format that cannot be read"),
}


@pytest.mark.filterwarnings("ignore:.torch.jit")
@pytest.mark.parametrize("suffix", ["pt", "pkl", "safetensors"])
@pytest.mark.parametrize("name", INSTEAD)
def test_other_files_are_named_for_what_they_are(name: str, suffix: str, tmp_path: Path) -> None:
    make, said = INSTEAD[name]
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(make())
    for load in [*LOADERS, lambda path: convert(path, tmp_path / "out")]:
        if name == "array" and load not in LOADERS:
            continue
        with pytest.raises(CheckpointError, match=said) as refusal:
            load(path)
        message = str(refusal.value)
        assert message.startswith(f"{path} is ") and message.endswith(".") and message.isprintable()
        assert "weights_only" not in message and "issue" not in message and "pytorch.org" not in message


@pytest.mark.parametrize("name", ["page", "pointer", "gzip", "nothing"])
def test_what_is_no_array_is_named_too(name: str, tmp_path: Path) -> None:
    make, said = INSTEAD[name]
    (tmp_path / "x.npy").write_bytes(make())
    for read in (convert, convert_relevance):
        with pytest.raises(CheckpointError, match=said):
            read(tmp_path / "x.npy", tmp_path / "out")
    with pytest.raises(CheckpointError, match=said):
        read_weights(tmp_path / "x.npy", "relevance")


@pytest.mark.parametrize("home", ["tfutil", "dnnlib.tflib.network", "stylegan2.dnnlib.tflib.network", "a.tfutil"])
@pytest.mark.parametrize("suffix", ["pkl", "pt"])
def test_tensorflow_networks_are_told_how_to_be_converted(home: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"g.{suffix}"
    path.write_bytes(b"\x80\x03c" + home.encode() + b"\nNetwork\n)\x81}b.")
    with pytest.raises(CheckpointError, match=r"TensorFlow.*legacy\.py.*--source"):
        load_generator(path)


@pytest.mark.parametrize("wrap", [lambda state: state, lambda state: {"G_ema": state}, lambda state: {"model": state}])
@pytest.mark.parametrize("prefix", ["", "module."])
def test_the_state_dict_of_nvidias_network_is_named(wrap: Any, prefix: str, tmp_path: Path) -> None:
    torch.save(wrap({prefix + name: tensor for name, tensor in draw().state_dict().items()}), tmp_path / "x.pt")
    for load in [*LOADERS, lambda path: convert(path, tmp_path / "out")]:
        with pytest.raises(CheckpointError, match=r"x\.pt .* the state_dict\(\) of one of NVIDIA's .* their \.pkl"):
            load(tmp_path / "x.pt")


def test_one_network_is_not_another(tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"g_ema": state_of(tiny_generator)}, tmp_path / "g.pt")
    with pytest.raises(CheckpointError, match=r"g\.pt is not a Delta Mapper: it holds a StyleGAN2 generator\."):
        load_mapper(tmp_path / "g.pt")
    save_generator(tmp_path / "g.safetensors", tiny_generator)
    with pytest.raises(CheckpointError, match="holds a generator, where an encoder is needed"):
        load_encoder(tmp_path / "g.safetensors")


def test_a_whole_network_of_somebodys_code_is_not_built(tmp_path: Path) -> None:
    torch.save({"g_ema": torch.nn.Linear(1, 1)}, tmp_path / "x.pt", pickle_protocol=5)
    with pytest.raises(CheckpointError, match=r"asks for torch\.nn\.modules\.linear\.Linear.*state_dict\(\)"):
        load_generator(tmp_path / "x.pt")


# Random damage behind the checksums of the formats -------------------------------------------------------------------


def bent(data: bytes, rng: random.Random) -> bytes:
    """The data with some bytes changed, removed or inserted."""
    content = bytearray(data)
    for _ in range(rng.choice((1, 2, 4))):
        place = rng.randrange(len(content))
        length = rng.randrange(3)
        content[place : place + length] = rng.randbytes(rng.randrange(3))
    return bytes(content)


@pytest.mark.parametrize("form", ["program of a zip file", "metadata", "header"])
def test_random_damage_ends_in_a_network_or_in_a_sentence(form: str, tmp_path: Path) -> None:
    rng = random.Random(form)
    generator = Generator(GeneratorConfig(channels=(2, 2), style_dim=3, n_mlp=1))
    whole = {"g_ema": generator.state_dict(), "latent_avg": [1.0, 2.0, 3.0], "opts": argparse.Namespace(a=Path("b"))}
    save_generator(tmp_path / "ours", generator)
    ours = (tmp_path / "ours").read_bytes()
    (length,) = struct.unpack("<Q", ours[:8])
    header, numbers = json.loads(ours[8 : 8 + length]), ours[8 + length :]
    for _ in range(80):
        if form == "program of a zip file":
            torch.save(whole, tmp_path / "x", pickle_protocol=rng.choice((2, 4)))
            repacked(tmp_path / "x", lambda name, data: bent(data, rng) if name.endswith("data.pkl") else data)
        else:
            text = json.dumps(header)
            if form == "header":
                text = bent(text.encode(), rng).decode("latin-1")
            else:
                changed = bent(header["__metadata__"]["deltaedit"].encode(), rng).decode("latin-1")
                text = json.dumps({**header, "__metadata__": {"deltaedit": changed}})
            encoded = text.encode("latin-1")
            (tmp_path / "x").write_bytes(struct.pack("<Q", len(encoded)) + encoded + numbers)
        try:
            assert load_generator(tmp_path / "x").config.size == 8
        except CheckpointError as error:
            said = str(error)
            assert str(tmp_path / "x") in said and said.endswith(".") and said.isprintable()
