"""Weights files: our own and published ones, good, damaged and hostile."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from deltaedit.bundles import load_encoder, load_generator, load_mapper
from deltaedit.bundles.convert import convert
from deltaedit.bundles.foreign import read_foreign
from deltaedit.bundles.weights import (
    read_weights,
    save_encoder,
    save_generator,
    save_mapper,
    save_weights,
    verify,
)
from deltaedit.errors import CheckpointError
from deltaedit.models import DeltaMapper, Encoder, EncoderConfig, Generator, MapperConfig
from tests.programs import same_weights


def tiny_encoder() -> Encoder:
    encoder = Encoder(EncoderConfig(4, ((4, 1), (6, 1), (8, 2), (8, 2)), 6, 10, 8, 64))
    encoder.latent_avg = torch.arange(10.0)
    return encoder.eval().requires_grad_(False)


def tiny_mapper(generator: Generator) -> DeltaMapper:
    return (
        DeltaMapper(MapperConfig.from_layout(generator.layout, 16, one_token_per_layer=False))
        .eval()
        .requires_grad_(False)
    )


def test_round_trips(tiny_generator: Generator, tmp_path: Path) -> None:
    tiny_generator.latent_avg = torch.randn(10)
    save_generator(tmp_path / "g.safetensors", tiny_generator)
    generator = load_generator(tmp_path / "g.safetensors")
    assert same_weights(generator, tiny_generator)
    assert torch.equal(generator.latent_avg, tiny_generator.latent_avg)
    encoder, mapper = tiny_encoder(), tiny_mapper(tiny_generator)
    save_encoder(tmp_path / "e.safetensors", encoder)
    loaded = load_encoder(tmp_path / "e.safetensors")
    assert same_weights(loaded, encoder)
    assert torch.equal(loaded.latent_avg, encoder.latent_avg)
    save_mapper(tmp_path / "m.safetensors", mapper)
    assert same_weights(load_mapper(tmp_path / "m.safetensors"), mapper)


def test_a_mapper_of_our_own_shape_keeps_its_configuration(tiny_generator: Generator, tmp_path: Path) -> None:
    config = MapperConfig.from_layout(
        tiny_generator.layout,
        16,
        hidden=12,
        one_token_per_layer=False,
        standardized=True,
        centred=True,
        linear_output=True,
    )
    save_mapper(tmp_path / "m.safetensors", DeltaMapper(config))
    assert load_mapper(tmp_path / "m.safetensors").config == config


def test_a_configuration_of_another_version_is_said(tiny_generator: Generator, tmp_path: Path) -> None:
    mapper = tiny_mapper(tiny_generator)
    config = {**asdict(mapper.config), "attention": True}
    save_weights(tmp_path / "m.safetensors", "mapper", mapper.state_dict(), config)
    with pytest.raises(CheckpointError, match=r"attention.*another version"):
        load_mapper(tmp_path / "m.safetensors")


def test_rosinality_files(tiny_generator: Generator, tmp_path: Path) -> None:
    state = {k: v.clone() for k, v in tiny_generator.state_dict().items()}
    torch.save({"g_ema": state, "latent_avg": torch.ones(10)}, tmp_path / "a.pt")
    generator = load_generator(tmp_path / "a.pt")
    assert same_weights(generator, tiny_generator)
    assert generator.latent_avg is not None and generator.latent_avg.tolist() == [1.0] * 10
    torch.save(state, tmp_path / "bare.pth")
    assert load_generator(tmp_path / "bare.pth").latent_avg is None
    without = {k: v for k, v in state.items() if not k.startswith("noises.")}
    torch.save({"g_ema": without}, tmp_path / "old.pt")
    assert all(noise.abs().max() == 0 for noise in load_generator(tmp_path / "old.pt").noises.buffers())


@pytest.mark.parametrize("change", ["missing", "extra", "shape"])
def test_loading_is_strict(tiny_generator: Generator, tmp_path: Path, change: str) -> None:
    state = {k: v.clone() for k, v in tiny_generator.state_dict().items()}
    if change == "missing":
        del state["convs.0.activate.bias"]
    elif change == "extra":
        state["surplus"] = torch.zeros(1)
    else:
        state["to_rgb1.bias"] = torch.zeros(1, 4, 1, 1)
    torch.save({"g_ema": state}, tmp_path / "g.pt")
    with pytest.raises(CheckpointError, match=r"g\.pt"):
        load_generator(tmp_path / "g.pt")


def test_a_generator_with_another_filter_is_refused(tiny_generator: Generator, tmp_path: Path) -> None:
    state = {k: v.clone() for k, v in tiny_generator.state_dict().items()}
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0])
    right = torch.outer(taps, taps) / 64 * 4
    torch.save({**state, "to_rgbs.0.upsample.kernel": right}, tmp_path / "right.pt")
    load_generator(tmp_path / "right.pt")
    torch.save({**state, "to_rgbs.0.upsample.kernel": right.flip(0) * 2}, tmp_path / "wrong.pt")
    with pytest.raises(CheckpointError, match="filter"):
        load_generator(tmp_path / "wrong.pt")


class Hostile:
    """Pickles to a call that would create a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch {self.mark}",)


@pytest.mark.parametrize("load", [load_generator, load_encoder, load_mapper])
def test_nothing_in_a_pickle_is_executed(load: object, tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    torch.save({"g_ema": Hostile(mark)}, tmp_path / "evil.pt")
    (tmp_path / "plain.pt").write_bytes(pickle.dumps(Hostile(mark)))
    for name in ("evil.pt", "plain.pt"):
        with pytest.raises(CheckpointError, match="refused"):
            load(tmp_path / name)  # type: ignore[operator]
    assert not mark.exists()


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (torch.nn.Linear(1, 1), "torch.nn.modules.linear.Linear"),
        ({"g_ema": torch.nn.Conv2d(1, 1, 1)}, "torch.nn.modules.conv.Conv2d"),
        ({"a": Hostile(Path("x"))}, "posix.system"),
    ],
)
def test_what_a_file_asked_for_is_named(content: object, name: str, zipped: bool, tmp_path: Path) -> None:
    torch.save(content, tmp_path / "whole.pt", _use_new_zipfile_serialization=zipped)
    with pytest.raises(CheckpointError) as refusal:
        read_foreign(tmp_path / "whole.pt")
    said = str(refusal.value)
    assert f"whole.pt was refused: it asks for {name}, which" in said
    assert "only the network's state_dict()" in said and "weights_only" not in said and said.isprintable()


def test_no_advice_of_torch_is_passed_on(tmp_path: Path) -> None:
    for content in (b"\x80\x02\x95garbage.", b"\x80\x02\x82\x01.", b"\x80\x02)R."):
        (tmp_path / "x.pt").write_bytes(content)
        with pytest.raises(CheckpointError, match="refused") as refusal:
            read_foreign(tmp_path / "x.pt")
        assert "can still be loaded" not in str(refusal.value) and str(refusal.value).isprintable()


ODD: dict[str, dict[object, object]] = {
    "a tensor": {"g_ema": torch.zeros(3)},
    "a list": {"g_ema": [torch.zeros(1)]},
    "nothing": {"g_ema": None},
    "no state": {"state_dict": None},
    "a state that is a tensor": {"state_dict": torch.zeros(3)},
    "numbered": {1: torch.zeros(1), (2, 3): torch.zeros(1)},
    "numbered state": {"state_dict": {1: torch.zeros(1)}},
    "mean as a list": {"g_ema": {"a": torch.zeros(1)}, "latent_avg": [1.0]},
    "options that are none": {"state_dict": {"encoder.input_layer.0.weight": torch.zeros(4, 3, 3, 3)}, "opts": 5},
    "flat weights": {"input.input": torch.zeros(1), "cm_coarse.mapping.1.weight": torch.zeros(3)},
    "flat branch": {"cm_coarse.mapping.1.weight": torch.zeros(3, 4), "sm_coarse.mapping.1.weight": torch.zeros(3)},
    "sparse": {"input.input": torch.eye(4).to_sparse()},
    "on no device": {"input.input": torch.zeros(1, 4, 4, 4, device="meta")},
    "complex": {"input.input": torch.zeros(1, 4, 4, 4, dtype=torch.complex64)},
    "empty": {},
}


@pytest.mark.filterwarnings("ignore:Validating sparse")
@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("load", [load_generator, load_encoder, load_mapper])
def test_odd_content_is_answered_in_a_sentence(name: str, load: object, tmp_path: Path) -> None:
    torch.save(ODD[name], tmp_path / "x.pt")
    with pytest.raises(CheckpointError) as refusal:
        load(tmp_path / "x.pt")  # type: ignore[operator]
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x80\x04", bytes(100), b"\xff\xff\xff\xff\xff\xff\xff\x7f{}", b"PK\x03\x04garbage"]
)
@pytest.mark.parametrize("name", ["x.pt", "x.safetensors"])
def test_damaged_files(content: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CheckpointError, match=rf"/{name} "):
        load_generator(tmp_path / name)


def test_missing_files(tmp_path: Path) -> None:
    for name in ("x.pt", "x.safetensors"):
        with pytest.raises(CheckpointError, match="missing"):
            load_mapper(tmp_path / name)


def test_one_kind_is_not_another(tiny_generator: Generator, tmp_path: Path) -> None:
    save_generator(tmp_path / "g.safetensors", tiny_generator)
    with pytest.raises(CheckpointError, match="holds a generator, where a mapper is needed"):
        load_mapper(tmp_path / "g.safetensors")
    save_file({"a": torch.zeros(1)}, str(tmp_path / "foreign.safetensors"))
    with pytest.raises(CheckpointError, match="foreign"):
        load_mapper(tmp_path / "foreign.safetensors")
    save_file({"a": torch.zeros(1)}, str(tmp_path / "odd.safetensors"), metadata={"deltaedit": "{"})
    with pytest.raises(CheckpointError, match="foreign"):
        read_weights(tmp_path / "odd.safetensors", "samples")


def test_convert(tiny_generator: Generator, tmp_path: Path) -> None:
    torch.save({"g_ema": tiny_generator.state_dict(), "latent_avg": torch.ones(10)}, tmp_path / "g.pt")
    (written,) = convert(tmp_path / "g.pt", tmp_path / "out")
    first = written.read_bytes()
    assert same_weights(load_generator(written), tiny_generator)
    convert(tmp_path / "g.pt", tmp_path / "out")
    assert written.read_bytes() == first
    torch.save({"weights": torch.zeros(3)}, tmp_path / "other.pt")
    with pytest.raises(CheckpointError, match="cannot be converted"):
        convert(tmp_path / "other.pt", tmp_path / "out")


def test_verify(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    verify(path, 3, right)
    for size, digest in ((4, right), (3, "0" * 64)):
        with pytest.raises(CheckpointError, match="file"):
            verify(path, size, digest)


LIMITED = """
import resource, sys
from pathlib import Path
import torch
from deltaedit.bundles.weights import save_weights
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    save_weights(Path(sys.argv[1]), "samples", {"w": torch.zeros(100_000)}, {})
except OSError as error:
    raise SystemExit(f"OSError: {error}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_full_disk_is_an_os_error_and_leaves_nothing(tmp_path: Path) -> None:
    before = b"what was there"
    (tmp_path / "w.safetensors").write_bytes(before)
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "w.safetensors")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.splitlines()[-1].startswith("OSError: ")
    assert [path.name for path in tmp_path.iterdir()] == ["w.safetensors"]
    assert (tmp_path / "w.safetensors").read_bytes() == before
