"""NVIDIA's pickled networks: good ones draw the same pictures here, hostile ones are refused."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import pickle
import shutil
import struct
import subprocess
import types
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from nvidia_pickle import Generator as NvidiaGenerator
from nvidia_pickle import Persistent, dump, snapshot
from safetensors.torch import save_file

from deltaedit.bundles import load_generator, unpickle
from deltaedit.bundles.foreign import LEGACY, PICKLE, SAFETENSORS, ZIP, format_of, read_foreign
from deltaedit.bundles.unpickle import DTYPES, ForeignModule
from deltaedit.bundles.weights import read_weights, save_generator, save_weights
from deltaedit.errors import CheckpointError, ShapeError
from deltaedit.models import Generator, GeneratorConfig

pytestmark = pytest.mark.slow

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "one resolution": {"channels": (6,)},
    "label": {"c_dim": 5},
    "label of another width": {"c_dim": 3, "mapping_kwargs": {"embed_features": 4}},
    "two layers": {"mapping_kwargs": {"num_layers": 2}},
    "wide mapping": {"mapping_kwargs": {"num_layers": 3, "layer_features": 17}},
    "one layer, other z": {"z_dim": 7, "mapping_kwargs": {"num_layers": 1}},
    "other z, label, two layers": {"z_dim": 7, "c_dim": 5, "mapping_kwargs": {"num_layers": 2}},
    "other learning rate": {"mapping_kwargs": {"num_layers": 4, "lr_multiplier": 1.0}},
    "clamp": {"conv_clamp": 0.8},
    "clamp that touches nothing": {"conv_clamp": 256},
    "half precision": {"conv_clamp": 0.8, "num_fp16_res": 2},
    "no noise": {"use_noise": False},
    "other w": {"w_dim": 24, "z_dim": 24},
    "falling channels": {"channels": (16, 12, 8, 4, 2)},
}


def draw(**options: Any) -> NvidiaGenerator:
    torch.manual_seed(5)
    return NvidiaGenerator(**options)


def largest(ours: torch.Tensor, reference: torch.Tensor) -> float:
    return float((ours - reference).abs().max() / reference.std())


# The same pictures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VARIANTS)
def test_pictures_are_theirs(name: str, tmp_path: Path) -> None:
    theirs = draw(**VARIANTS[name])
    ours = load_generator(dump(tmp_path / "g.pkl", snapshot(theirs)))
    z, c = torch.randn(3, theirs.z_dim), torch.randn(3, theirs.c_dim)
    for psi in (1.0, 0.6):
        label = c if theirs.c_dim else None
        assert largest(ours(z, psi, label), theirs(z, c, psi)) < 1e-5
    assert torch.equal(ours.latent_avg, theirs.mapping.w_avg)
    assert not any(tensor.requires_grad for tensor in ours.parameters())
    save_generator(tmp_path / "ours.safetensors", ours)
    again = load_generator(tmp_path / "ours.safetensors")
    assert again.config == ours.config
    assert torch.equal(again(z, 0.6), ours(z, 0.6))


def test_the_clamp_of_these_tests_clamps(tmp_path: Path) -> None:
    clamped = load_generator(dump(tmp_path / "g.pkl", draw(conv_clamp=0.8)))
    assert clamped.config.conv_clamp == 0.8
    free = Generator.from_tensors(
        replace(clamped.config, conv_clamp=None), clamped.state_dict(), clamped.latent_avg, "the same weights"
    )
    z = torch.randn(2, 10)
    assert largest(free(z), clamped(z)) > 0.1


def test_up_sampling_weights_are_not_flipped(tmp_path: Path) -> None:
    theirs = draw()
    ours = load_generator(dump(tmp_path / "g.pkl", theirs))
    conv = theirs.synthesis.b8.conv0.weight
    expected = (conv.double() * np.sqrt(conv[0].numel())).float()
    assert torch.equal(ours.convs[0].conv.weight[0], expected)
    assert torch.equal(ours.to_rgbs[0].conv.weight[0], theirs.synthesis.b8.torgb.weight)
    assert torch.equal(ours.noises.noise_1[0, 0], theirs.synthesis.b8.conv0.noise_const)
    assert torch.equal(ours.style[1].weight, theirs.mapping.fc0.weight)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("content", ["snapshot", "bare", "only the average"])
def test_every_way_to_pickle_it(protocol: int, content: str, tmp_path: Path) -> None:
    theirs = draw(c_dim=2)
    made = {"snapshot": snapshot(theirs), "bare": theirs, "only the average": {"G_ema": theirs}}[content]
    ours = load_generator(dump(tmp_path / "network", made, protocol))
    z = torch.randn(1, 10)
    assert largest(ours(z), theirs(z, torch.zeros(1, 2))) < 1e-5


def test_networks_that_were_saved_on_a_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = draw()
    monkeypatch.setattr(torch.serialization, "location_tag", lambda _storage: "cuda:1")
    path = dump(tmp_path / "g.pkl", theirs)
    monkeypatch.undo()
    assert b"cuda:1" in path.read_bytes()
    z = torch.randn(1, 10)
    assert largest(load_generator(path)(z), theirs(z, torch.zeros(1, 0))) < 1e-5


def test_projects_that_moved_nvidias_modules(tmp_path: Path) -> None:
    path = dump(tmp_path / "g.pkl", {"G_ema": draw()}, protocol=3)
    content = path.read_bytes()
    for home in (b"ctorch_utils.persistence", b"cdnnlib.util"):
        assert home in content
        content = content.replace(home, b"cthird_party." + home[1:])
    path.write_bytes(content)
    assert load_generator(path).config.size == 32


def test_without_a_mean_of_w(tmp_path: Path) -> None:
    generator = load_generator(dump(tmp_path / "g.pkl", draw(mapping_kwargs={"w_avg_beta": None})))
    assert generator.latent_avg is None
    with pytest.raises(CheckpointError, match="no mean of w"):
        generator.mapping(torch.randn(1, 10), 0.5)


def test_labels(tmp_path: Path) -> None:
    labelled = load_generator(dump(tmp_path / "g.pkl", draw(c_dim=3)))
    z, one = torch.randn(4, 10), torch.eye(3)[:1]
    assert labelled.config.label_dim == 3
    assert torch.equal(labelled.mapping(z), labelled.mapping(z, label=torch.zeros(4, 3)))
    assert torch.equal(labelled.mapping(z, label=one), labelled.mapping(z, label=one.expand(4, -1)))
    assert not torch.allclose(labelled.mapping(z), labelled.mapping(z, label=one))
    assert torch.equal(labelled.mean_w(z, one), labelled.mapping(z, label=one).mean(dim=0))
    for wrong in (torch.zeros(4, 2), torch.zeros(3), torch.zeros(2, 3)):
        with pytest.raises(ShapeError, match="label"):
            labelled.mapping(z, label=wrong)
    plain = load_generator(dump(tmp_path / "p.pkl", draw()))
    with pytest.raises(ShapeError, match="takes no label"):
        plain.mapping(z, label=one)
    with pytest.raises(ShapeError, match=r"\[batch, 7\]"):
        load_generator(dump(tmp_path / "z.pkl", draw(z_dim=7))).mapping(z)


# Networks that are refused -------------------------------------------------------------------------------------------


class TriPlaneGenerator(Persistent):
    pass


def change(generator: NvidiaGenerator, do: Callable[[NvidiaGenerator], object]) -> NvidiaGenerator:
    do(generator)
    return generator


def renamed(generator: NvidiaGenerator) -> TriPlaneGenerator:
    other = TriPlaneGenerator()
    other.__dict__.update(generator.__dict__)
    return other


def set_weight(generator: NvidiaGenerator, value: object) -> None:
    generator.synthesis.b8.conv0._parameters["weight"] = value  # type: ignore[assignment]


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "resnet": (lambda: draw(architecture="resnet"), "architecture is 'resnet'"),
    "orig": (lambda: draw(architecture="orig"), "architecture is 'orig'"),
    "gray": (lambda: draw(img_channels=1), "1 channels"),
    "with alpha": (lambda: draw(img_channels=4), "4 channels"),
    "relu": (lambda: draw(activation="relu"), "activation is 'relu'"),
    "mapping of another kind": (lambda: draw(mapping_kwargs={"activation": "tanh"}), "activation is 'tanh'"),
    "filter": (lambda: draw(taps=[1, 2, 2, 1]), "resampling filter"),
    "longer filter": (lambda: draw(taps=[1, 5, 10, 10, 5, 1]), "resampling filter"),
    "class": (lambda: renamed(draw()), "TriPlaneGenerator"),
    "stylegan3": (lambda: change(draw(), lambda g: g.synthesis.add_module("input", Persistent())), "StyleGAN3"),
    "surplus network": (lambda: change(draw(), lambda g: g.add_module("superresolution", Persistent())), "superres"),
    "surplus layer": (lambda: change(draw(), lambda g: g.synthesis.b8.add_module("skip", Persistent())), "'skip'"),
    "surplus tensor": (lambda: change(draw(), lambda g: g.register_buffer("extra", torch.zeros(1))), "'extra'"),
    "surplus resolution": (lambda: change(draw(), lambda g: g.synthesis.add_module("b128", Persistent())), r"128\]"),
    "no synthesis": (lambda: change(draw(), lambda g: delattr(g, "synthesis")), "its synthesis is missing"),
    "no mapping": (lambda: change(draw(), lambda g: delattr(g, "mapping")), "its mapping is missing"),
    "no layers": (lambda: change(draw(mapping_kwargs={"num_layers": 1}), lambda g: delattr(g.mapping, "fc0")), "no la"),
    "no weight": (lambda: change(draw(), lambda g: set_weight(g, None)), "its weight is missing"),
    "text for weight": (lambda: change(draw(), lambda g: set_weight(g, "w")), "its weight is missing"),
    "flat weight": (lambda: change(draw(), lambda g: set_weight(g, torch.zeros(3))), r"size \[3\]"),
    "other weight": (lambda: change(draw(), lambda g: set_weight(g, torch.zeros(1, 1, 3, 3))), "does not fit"),
    "whole numbers": (lambda: change(draw(), lambda g: set_weight(g, torch.ones(12, 12, 3, 3).int())), "int32"),
    "enlarges by 4": (lambda: change(draw(), lambda g: setattr(g.synthesis.b8.conv0, "up", 4)), "enlarges by 4"),
    "gain": (lambda: change(draw(), lambda g: setattr(g.synthesis.b8.conv0, "act_gain", 1.0)), "gain of 1.0"),
    "odd gain": (lambda: change(draw(), lambda g: setattr(g.mapping.fc0, "weight_gain", [1])), "weight_gain is a list"),
    "no number": (
        lambda: change(draw(), lambda g: setattr(g.mapping.fc0, "weight_gain", np.nan)),
        "not a usable number",
    ),
    "clamps": (lambda: change(draw(), lambda g: setattr(g.synthesis.b8.torgb, "conv_clamp", 1.0)), "different bounds"),
    "clamp": (lambda: draw(conv_clamp=-1.0), "must be positive"),
    "no z": (lambda: change(draw(), lambda g: setattr(g.mapping, "z_dim", 0)), "takes no z"),
    "large": (lambda: change(draw(), lambda g: setattr(g.synthesis.b4, "const", oversized())), "does not fit"),
}


def oversized() -> torch.nn.Parameter:
    # A network with this many channels would exceed the memory; the file holds only this tensor of it.
    return torch.nn.Parameter(torch.zeros(200_000, 4, 4))


@pytest.mark.parametrize("name", REFUSED)
def test_other_networks_are_refused(name: str, tmp_path: Path) -> None:
    make, message = REFUSED[name]
    path = dump(tmp_path / "g.pkl", {"G_ema": make()})
    with pytest.raises(CheckpointError, match=message):
        load_generator(path)


@pytest.mark.parametrize("content", [{"G": 1, "D": 2}, {}, {"G_ema": None}, {"G_ema": {"a": 1}}, [1], "G_ema", None])
def test_other_content_is_refused(content: object, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"g\.pkl is not a StyleGAN2 generator: (it holds a|none of its tensors)"):
        load_generator(dump(tmp_path / "g.pkl", content))


# Reading a pickle ----------------------------------------------------------------------------------------------------

KEYS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
PLAIN = st.recursive(
    KEYS | st.sets(KEYS, max_size=3) | st.frozensets(KEYS, max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=3).map(OrderedDict)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(value=PLAIN, protocol=st.integers(2, 5))
def test_plain_values_arrive_as_they_were(value: object, protocol: int, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "plain.pkl"
    path.write_bytes(pickle.dumps(value, protocol=protocol))
    found = read_foreign(path)
    assert found == value
    assert type(found) is type(value)


@settings(max_examples=40, deadline=None)
@given(
    shape=st.lists(st.integers(0, 4), max_size=4),
    dtype=st.sampled_from(sorted(DTYPES)),
    transposed=st.booleans(),
    parameter=st.booleans(),
)
def test_tensors_arrive_as_they_were(
    shape: list[int], dtype: str, transposed: bool, parameter: bool, tmp_path_factory: Any
) -> None:
    tensor = (torch.randn(shape) * 9).to(DTYPES[dtype])
    if transposed and tensor.ndim > 1:
        tensor = tensor.transpose(0, -1)
    if parameter and tensor.is_floating_point():
        tensor = torch.nn.Parameter(tensor)
    path = tmp_path_factory.getbasetemp() / "tensor.pkl"
    path.write_bytes(pickle.dumps([tensor, tensor]))
    first, second = read_foreign(path)
    assert first is second
    assert first.dtype == tensor.dtype
    assert torch.equal(first, tensor.detach())


def test_views_share_what_they_shared(tmp_path: Path) -> None:
    whole = torch.arange(12.0)
    dump(tmp_path / "t.pkl", {"part": whole[4:8], "every third": whole[::3]})
    found = read_foreign(tmp_path / "t.pkl")
    assert found["part"].tolist() == [4, 5, 6, 7]
    assert found["every third"].tolist() == [0, 3, 6, 9]


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize(
    "value",
    [
        np.float64(0.1),
        np.float32(-3),
        np.int64(7),
        np.bool_(True),
        np.arange(6, dtype=">f4").reshape(2, 3),
        np.asfortranarray(np.arange(6, dtype=np.int16).reshape(2, 3)),
        np.zeros((0, 3), dtype=np.float16),
    ],
    ids=lambda value: f"{value.dtype}{value.shape}",
)
def test_numpy_values_arrive_as_they_were(value: Any, protocol: int, tmp_path: Path) -> None:
    found = read_foreign(dump(tmp_path / "n.pkl", value, protocol))
    assert type(found) is type(value)
    # Whether numpy converts foreign byte orders depends on the protocol.
    assert found.dtype == pickle.loads(pickle.dumps(value, protocol=protocol)).dtype
    assert found.shape == value.shape
    assert np.array_equal(found, value)


@pytest.mark.parametrize("protocol", [2, 4, 5])
def test_harmless_records_of_forks(protocol: int, tmp_path: Path) -> None:
    kept = defaultdict(list, {"a": [1], 2: []})
    tagged = torch.arange(3.0)
    tagged.origin = "a fork"  # type: ignore[attr-defined]
    content = {
        "options": argparse.Namespace(size=32, names=["a"], nested=argparse.Namespace(b=None)),
        "paths": [Path("/data/images"), PurePosixPath("a", "b"), PureWindowsPath("c:/data", "x")],
        "kept": kept,
        "tagged": tagged,
        "buffer": torch.nn.Buffer(torch.ones(2)),
    }
    found = read_foreign(dump(tmp_path / "f.pkl", content, protocol))
    assert found["options"] == {"size": 32, "names": ["a"], "nested": {"b": None}}
    assert found["paths"] == ["/data/images", "a/b", "c:\\data\\x"]
    assert type(found["kept"]) is dict and found["kept"] == kept
    assert found["tagged"].tolist() == [0, 1, 2] and not hasattr(found["tagged"], "origin")
    assert found["buffer"].tolist() == [1, 1]


@pytest.mark.parametrize("protocol", [4, 5])
def test_memory_formats_are_text(protocol: int, tmp_path: Path) -> None:
    formats = [torch.channels_last, torch.contiguous_format]
    assert read_foreign(dump(tmp_path / "f.pkl", formats, protocol)) == ["channels_last", "contiguous_format"]
    (tmp_path / "g.pkl").write_bytes(b"\x80\x02ctorch\nchannels_last_3d\n.")
    assert read_foreign(tmp_path / "g.pkl") == "channels_last_3d"


@pytest.mark.parametrize("protocol", [2, 4, 5])
@pytest.mark.parametrize(
    "value",
    [
        np.array(["text"]),
        np.array([{"a": 1}, None], dtype=object),
        np.zeros(2, dtype=[("a", "f4"), ("b", "i8")]),
        np.array([b"bytes"]),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.datetime64("2020-01-01"),
    ],
    ids=lambda value: str(value.dtype),
)
def test_other_numpy_values_are_left_out(value: Any, protocol: int, tmp_path: Path) -> None:
    found = read_foreign(dump(tmp_path / "n.pkl", {"value": value, "after": 7}, protocol))
    assert found["after"] == 7
    assert isinstance(found["value"], np.ndarray) and found["value"].nbytes == 0


def test_text_of_numpy_is_text(tmp_path: Path) -> None:
    assert read_foreign(dump(tmp_path / "n.pkl", {"type": np.str_("Encoder")}, 4)) == {"type": "Encoder"}


def test_keys_and_names_in_messages(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"it holds '\[2J', 'int' and 'b'\.$"):
        load_generator(dump(tmp_path / "g.pkl", {"\x1b[2J": 1, 10**5000: 2, "b": 3}))
    theirs = draw()
    theirs.synthesis._modules[10**5000] = Persistent()  # type: ignore[index]
    with pytest.raises(CheckpointError, match="it has 'int' besides"):
        load_generator(dump(tmp_path / "g.pkl", theirs))


def test_networks_arrive_as_records(tmp_path: Path) -> None:
    found = read_foreign(dump(tmp_path / "g.pkl", snapshot(draw())))
    assert set(found) == {"G", "D", "G_ema", "augment_pipe", "training_set_kwargs"}
    assert found["G"] is found["G_ema"]
    assert found["training_set_kwargs"] == {
        "class_name": "training.dataset.ImageFolderDataset",
        "path": "d.zip",
        "use_labels": False,
    }
    other = found["D"]
    assert isinstance(other, ForeignModule)
    assert other.class_name == "Discriminator"
    assert other.state["_non_persistent_buffers_set"] == {"once"}
    assert other.state["_parameters"]["weight"].shape == (4, 3)
    assert other.state["table"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert (other.state["device"], other.state["kind"], other.state["size"]) == ("cuda:0", torch.float16, (2, 3))


def test_the_format_shows_in_the_first_bytes(tmp_path: Path, tiny_generator: Generator) -> None:
    path = tmp_path / "x"
    for protocol in (2, 3, 4, 5):
        assert format_of(dump(path, {"G_ema": 1}, protocol)) == PICKLE
        for new, expected in ((True, ZIP), (False, LEGACY)):
            state = {"g_ema": tiny_generator.state_dict()}
            torch.save(state, path, pickle_protocol=protocol, _use_new_zipfile_serialization=new)
            assert format_of(path) == expected
            # A file of torch.save is recognised whatever its name.
            path.replace(tmp_path / "x.pkl")
            assert load_generator(tmp_path / "x.pkl").config == tiny_generator.config


def test_a_safetensors_file_is_no_pickle_by_chance(tmp_path: Path) -> None:
    for length in range(0x0200, 0x0580):
        if length & 0xFF == 0x80:
            header = b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'.ljust(length)
            (tmp_path / "x").write_bytes(struct.pack("<Q", length) + header + bytes(4))
            assert format_of(tmp_path / "x") == SAFETENSORS
    save_file({"a": torch.zeros(1)}, str(tmp_path / "y"))
    assert format_of(tmp_path / "y") == SAFETENSORS


# Hostile pickles -----------------------------------------------------------------------------------------------------


class Call:
    """Pickles to a function call."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


def code(mark: Path) -> str:
    return f"open({str(mark)!r}, 'w').close()"


HOSTILE: dict[str, Callable[[Path], object]] = {
    "posix.system": lambda mark: Call(os.system, f"touch {mark}"),
    "posix.mkdir": lambda mark: Call(os.mkdir, str(mark)),
    "posix.open": lambda mark: Call(os.open, str(mark), os.O_CREAT),
    "subprocess.check_call": lambda mark: Call(subprocess.check_call, ["touch", str(mark)]),
    "subprocess.Popen": lambda mark: Call(subprocess.Popen, ["touch", str(mark)]),
    "builtins.eval": lambda mark: Call(eval, code(mark)),
    "builtins.exec": lambda mark: Call(exec, code(mark)),
    "builtins.compile": lambda mark: Call(compile, code(mark), "x", "exec"),
    "builtins.getattr": lambda mark: Call(getattr, "", "upper"),
    "builtins.setattr": lambda mark: Call(setattr, OrderedDict, "x", 1),
    "builtins.__import__": lambda mark: Call(__import__, "os"),
    "builtins.map": lambda mark: Call(map, len, [""]),
    "builtins.globals": lambda mark: Call(globals),
    "io.open": lambda mark: Call(open, str(mark), "w"),
    "importlib.import_module": lambda mark: Call(importlib.import_module, "os"),
    "torch.serialization.load": lambda mark: Call(torch.load, str(mark)),
    "torch.hub.load": lambda mark: Call(torch.hub.load, "a/b", "c"),
    "torch.serialization.save": lambda mark: Call(torch.save, 1, str(mark)),
    "shutil.rmtree": lambda mark: Call(shutil.rmtree, str(mark)),
    "_pickle.loads": lambda mark: Call(pickle.loads, pickle.dumps(Call(os.system, f"touch {mark}"))),
    "_pickle.Unpickler": lambda mark: Call(pickle.Unpickler, b""),
    "torch.nn.modules.linear.Linear": lambda mark: torch.nn.Linear(1, 1),
    "decimal.Decimal": lambda mark: __import__("decimal").Decimal(1),
    "types.SimpleNamespace": lambda mark: types.SimpleNamespace(a=1),
}


@pytest.mark.parametrize("protocol", [3, 4])
@pytest.mark.parametrize("asked", HOSTILE)
def test_what_is_asked_for_is_named_and_not_given(asked: str, protocol: int, tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    made = HOSTILE[asked](mark)
    for content in (made, {"G_ema": made}, [draw(channels=(2,), mapping_kwargs={"num_layers": 1}), made]):
        path = dump(tmp_path / "evil.pkl", content, protocol)
        with pytest.raises(CheckpointError, match=r"evil\.pkl was refused: it asks for ") as refusal:
            load_generator(path)
        assert asked in str(refusal.value)
        assert "only G_ema. Nothing in it was executed." in str(refusal.value)
    assert not mark.exists()


def text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def blob(value: bytes) -> bytes:
    return b"B" + struct.pack("<I", len(value)) + value


def legacy(content: object) -> bytes:
    buffer = io.BytesIO()
    torch.save(content, buffer, _use_new_zipfile_serialization=False)
    return buffer.getvalue()


def zipped(content: object) -> bytes:
    buffer = io.BytesIO()
    torch.save(content, buffer)
    return buffer.getvalue()


LOAD = b"ctorch.storage\n_load_from_bytes\n"
FLOATS = legacy(torch.arange(4.0).storage())
CLAIM = b"cpuq\x03K\x04"
MANY = FLOATS.replace(CLAIM, b"cpuq\x03J\xff\xff\xff\x0f")
# Storages that are not in the list of keys are never read, and would expose uninitialised memory.
UNREAD = MANY[: MANY.rindex(b"\x80\x02]")] + b"\x80\x02]."
STORAGE = LOAD + blob(FLOATS) + b"\x85R"


def tensor(offset: bytes, size: bytes, stride: bytes, storage: bytes = STORAGE) -> bytes:
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + offset + size + stride + b"\x89)tR"


def numbers(*values: int) -> bytes:
    return b"(" + b"".join(b"\x8a\x09" + value.to_bytes(9, "little", signed=True) for value in values) + b"t"


HUGE = 1 << 61
REBUILD = b"ctorch._tensor\n_rebuild_from_type_v2\n("
TENSOR_CLASS = b"ctorch\nTensor\n"
#: A deeply nested tuple whose members are pairs of the same tuple: its text would be endless.
NESTED = b")" + b"2\x86" * 60
CRAFTED: dict[str, tuple[bytes, str]] = {
    "INST": (b"(X\x01\x00\x00\x00xios\nsystem\n", "INST"),
    "OBJ": (b"(ccollections\nOrderedDict\no", "OBJ"),
    "PERSID": (b"Pname\n", "PERSID"),
    "BINPERSID": (b"K\x01Q", "BINPERSID"),
    "EXT1": (b"\x82\x01", "EXT1"),
    "EXT2": (b"\x83\x01\x00", "EXT2"),
    "EXT4": (b"\x84\x01\x00\x00\x00", "EXT4"),
    "NEXT_BUFFER": (b"\x97", "NEXT_BUFFER"),
    "attributes of a class": (b"ccollections\nOrderedDict\n}" + text("x") + b"K\x01sb", "attributes of collections"),
    "attributes of a function": (
        b"ctorch._utils\n_rebuild_tensor_v2\nN}" + text("__defaults__") + b")s\x86b",
        "attributes of torch._utils._rebuild_tensor_v2",
    ),
    "attributes of a list": (b"]}b", "attributes of a list"),
    "attributes of text": (text("a") + b"}b", "attributes of a str"),
    "state of a dictionary that is none": (b"}K\x01b", "attributes of a dict"),
    "dotted name": (text("collections") + text("OrderedDict.__init__") + b"\x93", "collections.OrderedDict.__init__"),
    "module by name": (text("torch._utils") + text("sys.modules") + b"\x93", "torch._utils.sys.modules"),
    "name that is no text": (b"K\x01K\x02\x93", "damaged"),
    "other of an allowed module": (b"ctorch.storage\nTypedStorage\n", "torch.storage.TypedStorage"),
    "other of a moved module": (b"cdnnlib.util\ncall_func_by_name\n", "dnnlib.util.call_func_by_name"),
    "prefix that is none": (b"cevildnnlib.util\nEasyDict\n", "evildnnlib.util.EasyDict"),
    "torch.load by another way": (b"ctorch\nload\n", "torch.load"),
    "call of a number": (b"K\x01)R", "calls a int"),
    "call of a class without instance": (b"cnumpy\nndarray\n)R", "calls numpy.ndarray"),
    "call without a tuple": (b"ccollections\nOrderedDict\n]R", "with a list"),
    "keywords": (b"ccollections\nOrderedDict\n)}" + text("a") + b"K\x01s\x92", "NEWOBJ_EX"),
    "tuple as a key": (b"})K\x01s", "uses a tuple as the key"),
    "deep tuple as a key": (b"})" + b"\x85" * 100_000 + b"K\x01s", "uses a tuple as the key"),
    "deep tuple in a set": (b"\x8f()" + b"\x85" * 100_000 + b"\x90", "uses a tuple as the key"),
    "list as a key": (b"}]K\x01s", "uses a list as the key"),
    "key without a value": (b"}(K\x01u", "key without a value"),
    "items into text": (text("a") + b"(K\x01e", "damaged"),
    "items into a function": (b"ccollections\nOrderedDict\n(K\x01K\x01u", "puts items into collections.OrderedDict"),
    "mark as a value": (b"]((a", "damaged"),
    "no mark": (b"K\x01t", "damaged"),
    "empty stack": (b"R", "damaged"),
    "unknown memo": (b"h\x07", "damaged"),
    "unknown instruction": (b"\xff", "damaged"),
    "false length": (b"\x8e" + struct.pack("<Q", 1 << 62), "damaged"),
    "false length of text": (b"\x8d" + struct.pack("<Q", 1 << 60), "damaged"),
    "false length of a number": (b"\x8b\xff\xff\xff\x7f", "damaged"),
    "endless number": (b"L" + b"9" * 10_000 + b"L\n", "damaged"),
    "bytes out of nothing": (
        b"c__builtin__\nbytes\n\x8a\x08\x00\x00\x00\x00\x00\x00\x00\x10\x85R",
        "makes bytes of a int",
    ),
    "other encoding": (b"c_codecs\nencode\n" + text("a") + text("zlib") + b"\x86R", "bytes of a str as zlib"),
    "copied time and again": (
        b"c_codecs\nencode\nq\x000" + text("a" * 10_000) + b"q\x010" + b"h\x00h\x01\x85R" * 100,
        "expands to (far )?more",
    ),
    "hostile tensor": (LOAD + blob(legacy(Call(os.system, "touch executed"))) + b"\x85R", "more than data.*system"),
    "hostile zip": (LOAD + blob(zipped(Call(os.system, "touch executed"))) + b"\x85R", "before the zip format"),
    "hostile pickle as a tensor": (
        LOAD + blob(pickle.dumps(Call(os.system, "touch executed"))) + b"\x85R",
        "before the",
    ),
    "object as a tensor": (LOAD + blob(legacy({"a": 1})) + b"\x85R", "holds a dict"),
    "garbage as a tensor": (LOAD + blob(b"garbage") + b"\x85R", "before the zip format"),
    "tensor cut off": (LOAD + blob(FLOATS[:-4]) + b"\x85R", "refused"),
    "tensor cut early": (LOAD + blob(FLOATS[:60]) + b"\x85R", "refused"),
    "tensor of false length": (LOAD + blob(MANY) + b"\x85R", "refused"),
    "tensor that is never read": (LOAD + blob(UNREAD) + b"\x85R", "claims 1,073,741,820 bytes, but fewer"),
    "tensor out of text": (LOAD + text("a") + b"\x85R", "before the zip format"),
    "no storage": (tensor(b"K\x00", b"K\x04\x85", b"K\x01\x85", storage=b"N"), "without data"),
    "too large": (tensor(b"K\x00", b"K\x05\x85", b"K\x01\x85"), r"\[5\] that does not fit its 4"),
    "beyond the end": (tensor(b"K\x01", b"K\x04\x85", b"K\x01\x85"), "does not fit its 4"),
    "before the start": (tensor(numbers(-1)[1:-1], b"K\x04\x85", b"K\x01\x85"), "not whole numbers"),
    "wide steps": (tensor(b"K\x00", b"K\x03\x85", b"K\x02\x85"), "does not fit its 4"),
    "back steps": (tensor(b"K\x03", b"K\x02\x85", numbers(-1)), "not whole numbers"),
    "steps of nothing": (tensor(b"K\x00", numbers(1 << 40), b"K\x00\x85"), "expands to (far )?more"),
    "no steps at all": (tensor(b"K\x00", numbers(HUGE, HUGE, HUGE), numbers(0, 0, 0)), "expands to (far )?more"),
    "expanded time and again": (
        b"("
        + tensor(b"K\x00", numbers(50), b"K\x00\x85").replace(STORAGE, STORAGE + b"q\x01")
        + b"0"
        + tensor(b"K\x00", numbers(50), b"K\x00\x85", storage=b"h\x01") * 30
        + b"l",
        "expands to (far )?more",
    ),
    "conjugated later": (
        tensor(b"K\x00", b"K\x04\x85", b"K\x01\x85")[:-2] + b"}" + text("conj") + b"\x88stR",
        "negated or conjugated",
    ),
    "tensor of another function": (REBUILD + text("torch._utils._rebuild_tensor_v2") + TENSOR_CLASS + b"))tR", "a str"),
    "tensor by a load": (REBUILD + LOAD + TENSOR_CLASS + blob(FLOATS) + b"\x85NtR", "makes a tensor by calling"),
    "tensor of itself": (REBUILD + REBUILD[:-1] + TENSOR_CLASS + b")NtR", "makes a tensor by calling"),
    "tensor of a storage": (
        REBUILD + b"ctorch._utils\n_rebuild_tensor_v2\n" + LOAD + b")NtR",
        "makes a tensor by calling",
    ),
    "tensor of a list": (REBUILD + b"ctorch._utils\n_rebuild_tensor_v2\n" + TENSOR_CLASS + b"]NtR", "of a list"),
    "path of numbers": (b"cpathlib\nPosixPath\nK\x01\x85R", "damaged"),
    "path of one part time and again": (
        b"cpathlib\nPosixPath\n(" + text("a" * 1000) + b"q\x01" + b"h\x01" * 100 + b"tR",
        "expands to (far )?more",
    ),
    "call of a factory": (b"cbuiltins\nint\nK\x01\x85R", "calls builtins.int"),
    "call of a tensor class": (b"ctorch\nTensor\nK\x01\x85R", "calls torch.Tensor"),
    "namespace of a list": (b"cargparse\nNamespace\n)\x81]b", "attributes of a"),
    "namespace with a deep name": (b"cargparse\nNamespace\n)\x81})K\x01sb", "uses a tuple as the key"),
    "dunder of a memory format": (text("torch") + text("channels_last.__class__") + b"\x93", "channels_last.__class__"),
    "escape codes": (text("evil") + text("\x1b[31mred\r\n") + b"\x93", r"asks for evil\. \[31mred, which"),
    "nested without end as a type": (b"cnumpy\ndtype\n" + NESTED + b"\x85R", "the numpy type tuple"),
    "nested without end as a device": (b"ctorch\ndevice\n" + NESTED + b"K\x00\x86RK\x01K\x01R", "calls a int"),
    "nested without end as a class": (
        b"ctorch_utils.persistence\n_reconstruct_persistent_obj\n}("
        + text("type")
        + text("class")
        + text("state")
        + b"}"
        + text("class_name")
        + NESTED
        + b"u\x85RK\x01K\x01R",
        "calls a int",
    ),
    "overflow": (tensor(b"K\x00", numbers(HUGE, HUGE), numbers(HUGE, HUGE)), "does not fit its 4"),
    "beyond 64 bits": (tensor(b"K\x00", numbers(1 << 70), b"K\x01\x85"), "not whole numbers"),
    "sizes and steps": (tensor(b"K\x00", b"K\x02K\x02\x86", b"K\x01\x85"), "does not fit its 4"),
    "sizes that are text": (tensor(b"K\x00", text("a"), b"K\x01\x85"), "not a short list"),
    "many dimensions": (tensor(b"K\x00", b"(" + b"K\x01" * 60 + b"t", b"(" + b"K\x01" * 60 + b"t"), "not a short list"),
    "parameter of text": (b"ctorch._utils\n_rebuild_parameter\n" + text("a") + b"\x85R", "parameter of a str"),
    "too few arguments": (b"ctorch._utils\n_rebuild_tensor_v2\n)R", "damaged"),
    "unknown numpy type": (b"cnumpy\ndtype\n" + text("f16") + b"\x89\x88\x87R", "numpy type f16"),
    "short scalar": (
        b"cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n" + text("f8") + b"\x85R" + blob(b"abc") + b"\x86R",
        "does not fit its 3 bytes",
    ),
    "network that is none": (b"ctorch_utils.persistence\n_reconstruct_persistent_obj\n}\x85R", "not written as NVIDIA"),
}


@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_pickles(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = (torch._utils._rebuild_tensor_v2.__defaults__, dict(vars(OrderedDict)))
    instructions, message = CRAFTED[name]
    (tmp_path / "evil.pkl").write_bytes(b"\x80\x04" + instructions + b".")
    with pytest.raises(CheckpointError, match=rf"evil\.pkl was refused: it .*{message}|evil\.pkl was {message}"):
        load_generator(tmp_path / "evil.pkl")
    assert [path.name for path in tmp_path.iterdir()] == ["evil.pkl"]
    assert before == (torch._utils._rebuild_tensor_v2.__defaults__, dict(vars(OrderedDict)))


@pytest.mark.filterwarnings("error")
def test_the_crafted_tensor_is_good_where_it_fits(tmp_path: Path) -> None:
    assert FLOATS.count(CLAIM) == 1
    (tmp_path / "t.pkl").write_bytes(b"\x80\x04" + tensor(b"K\x01", b"K\x03\x85", b"K\x01\x85") + b".")
    assert read_foreign(tmp_path / "t.pkl").tolist() == [1, 2, 3]


def test_groups_within_groups(tmp_path: Path) -> None:
    """Instructions that Python's pickle no longer writes, and nested marks."""
    (tmp_path / "t.pkl").write_bytes(b"\x80\x04((K\x01(K\x02(K\x03ltd(K\x04K\x05\x91(K\x06l\x8f(K\x07\x90(K\x081t.")
    assert read_foreign(tmp_path / "t.pkl") == ({1: (2, [3])}, frozenset({4, 5}), [6], {7})


def test_a_moved_easy_dict_is_only_a_dictionary(tmp_path: Path) -> None:
    (tmp_path / "t.pkl").write_bytes(b"\x80\x04cos.dnnlib.util\nEasyDict\n)\x81" + text("a") + b"K\x01s.")
    assert read_foreign(tmp_path / "t.pkl") == {"a": 1}


def test_endless_instructions_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpickle, "MAX_READS", 100)
    (tmp_path / "t.pkl").write_bytes(b"\x80\x04" + b"}" * 200 + b".")
    with pytest.raises(CheckpointError, match="100 instructions"):
        read_foreign(tmp_path / "t.pkl")


def test_deep_nesting_is_no_recursion(tmp_path: Path) -> None:
    (tmp_path / "t.pkl").write_bytes(b"\x80\x04" + b"]" * 100_000 + b"a" * 99_999 + b".")
    assert len(read_foreign(tmp_path / "t.pkl")) == 1


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_file_cut_off_or_bent_is_refused_or_read(data: st.DataObject, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "bent.pkl"
    torch.manual_seed(0)
    whole = dump(path, {"G_ema": NvidiaGenerator(channels=(2,), mapping_kwargs={"num_layers": 1})}).read_bytes()
    place = data.draw(st.integers(2, len(whole) - 1))
    if data.draw(st.booleans()):
        path.write_bytes(whole[:place])
        with pytest.raises(CheckpointError, match="bent"):
            load_generator(path)
        return
    path.write_bytes(whole[:place] + bytes([data.draw(st.integers(0, 255))]) + whole[place + 1 :])
    try:
        assert load_generator(path).config.size == 4
    except CheckpointError as error:
        assert str(error).endswith(".")


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=200))
def test_garbage_is_refused_or_read(content: bytes, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "garbage.pkl"
    path.write_bytes(b"\x80\x04" + content)
    try:
        read_foreign(path)
    except CheckpointError as error:
        assert "garbage" in str(error)


# Other people's generators, and our own files ------------------------------------------------------------------------


@pytest.mark.parametrize("rows", ["[D]", "[1, D]", "[L, D]"])
def test_training_checkpoints_of_encoders_hold_a_generator(
    rows: str, tiny_generator: Generator, tmp_path: Path
) -> None:
    state = {f"decoder.{name}": tensor for name, tensor in tiny_generator.state_dict().items()}
    state["encoder.input_layer.0.weight"] = torch.zeros(1)
    mean = torch.arange(10.0)
    shaped = {"[D]": mean, "[1, D]": mean[None], "[L, D]": mean.repeat(tiny_generator.n_latent, 1)}[rows]
    torch.save({"state_dict": state, "latent_avg": shaped, "opts": {"stylegan_size": 32}}, tmp_path / "e4e.pt")
    generator = load_generator(tmp_path / "e4e.pt")
    assert torch.equal(generator.latent_avg, mean)
    assert all(torch.equal(value, tiny_generator.state_dict()[name]) for name, value in generator.state_dict().items())


def test_a_mean_of_w_plus_is_no_mean_of_w(tiny_generator: Generator, tmp_path: Path) -> None:
    rows = torch.randn(tiny_generator.n_latent, 10)
    torch.save({"g_ema": tiny_generator.state_dict(), "latent_avg": rows}, tmp_path / "g.pt")
    assert load_generator(tmp_path / "g.pt").latent_avg is None


@pytest.mark.parametrize(
    "content",
    [
        {"latent_avg": "mean"},
        {"latent_avg": torch.zeros(4)},
        {"latent_avg": torch.zeros(1, 1, 10)},
        {"latent_avg": torch.zeros(0)},
        {"g_ema": torch.zeros(1)},
        {"state_dict": [1]},
    ],
)
def test_wrong_content_beside_the_weights(content: dict[str, Any], tiny_generator: Generator, tmp_path: Path) -> None:
    beside = {} if "state_dict" in content else {"g_ema": tiny_generator.state_dict()}
    torch.save({**beside, **content}, tmp_path / "x.pt")
    with pytest.raises(CheckpointError, match=r"x\.pt"):
        load_generator(tmp_path / "x.pt")


def test_missing_noise_is_remembered(tiny_generator: Generator, tmp_path: Path) -> None:
    state = {name: tensor for name, tensor in tiny_generator.state_dict().items() if not name.startswith("noises.")}
    torch.save({"g_ema": state}, tmp_path / "old.pt")
    old = load_generator(tmp_path / "old.pt")
    assert tiny_generator.config.stored_noise
    assert not old.config.stored_noise
    assert all(not noise.any() for noise in old.noises.buffers())
    save_generator(tmp_path / "old.safetensors", old)
    assert not load_generator(tmp_path / "old.safetensors").config.stored_noise
    some = {**state, "noises.noise_0": torch.zeros(1, 1, 4, 4)}
    torch.save({"g_ema": some}, tmp_path / "some.pt")
    with pytest.raises(CheckpointError, match=r"lacks 'noises\.noise_1'"):
        load_generator(tmp_path / "some.pt")


def test_our_files_of_before_still_load(tiny_generator: Generator, tmp_path: Path) -> None:
    config = {"channels": [12, 12, 12, 8], "style_dim": 10, "n_mlp": 2}
    save_weights(tmp_path / "g.safetensors", "generator", tiny_generator.state_dict(), config)
    assert load_generator(tmp_path / "g.safetensors").config == GeneratorConfig((12, 12, 12, 8), 10, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"channels": [12, 12, 12]},
        {"channels": 12},
        {"style_dim": 12},
        {"z_dim": 4},
        {"label_dim": 2},
        {"conv_clamp": "much"},
        {"conv_clamp": -1},
        {"path_length": 1},
    ],
)
def test_a_configuration_that_is_not_the_weights_own(
    wrong: dict[str, Any], tiny_generator: Generator, tmp_path: Path
) -> None:
    config = {"channels": [12, 12, 12, 8], "style_dim": 10, "n_mlp": 2, **wrong}
    save_weights(tmp_path / "g.safetensors", "generator", tiny_generator.state_dict(), config)
    with pytest.raises(CheckpointError):
        load_generator(tmp_path / "g.safetensors")


def test_the_bound_is_in_the_file(tmp_path: Path) -> None:
    save_generator(tmp_path / "g.safetensors", load_generator(dump(tmp_path / "g.pkl", draw(conv_clamp=256))))
    _, config = read_weights(tmp_path / "g.safetensors", "generator")
    assert config["conv_clamp"] == 256.0


def test_one_configuration_has_one_spelling() -> None:
    plain = GeneratorConfig((4, 4), 8, 2)
    assert GeneratorConfig((4, 4), 8, 2, z_dim=8, hidden_dim=8, label_features=5) == plain
    assert plain.mapping_widths == (8, 8, 8)
    assert GeneratorConfig((4, 4), 8, 3, z_dim=4, hidden_dim=9, label_dim=2).mapping_widths == (12, 9, 9, 8)


def test_a_generator_of_absurd_size_is_refused(tiny_generator: Generator, tmp_path: Path) -> None:
    state = dict(tiny_generator.state_dict())
    state.update({f"convs.{2 * k}.conv.weight": torch.zeros(1, 1, 1, 3, 3) for k in range(3, 40)})
    torch.save({"g_ema": state}, tmp_path / "g.pt")
    with pytest.raises(CheckpointError, match="this one has 41"):
        load_generator(tmp_path / "g.pt")
