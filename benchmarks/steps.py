"""The steps that ``benchmarks/published.py`` measures, each in a process of its own: ``python -m benchmarks.steps``.

Weights are random and of the published shapes; time and memory do not depend on their values.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import open_clip
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from benchmarks import published_way
from deltaedit.bundles import weights as checkpoints
from deltaedit.clip_space import ClipConfig, ClipSpace
from deltaedit.models import DeltaMapper, Encoder, EncoderConfig, Generator, GeneratorConfig, MapperConfig
from deltaedit.relevance import RelevanceMatrix

CLIP_NAME = "ViT-B-32-quickgelu"
CLIP_CONFIG = ClipConfig(
    CLIP_NAME, 224, templates="openai_imagenet", without_templates=("a photo of many {}.",), same_text=0.0
)
CHANNELS = (512, 512, 512, 512, 512, 256, 128, 64, 32)
ENCODER = EncoderConfig(64, ((64, 3), (128, 4), (256, 14), (512, 3)), 18, 512, 512, 256)
THRESHOLD = 0.03
TEXTS = ("face", "face with round glasses")


@dataclass(frozen=True)
class Parts:
    """Everything that edits a picture."""

    generator: Generator
    encoder: Encoder
    mapper: DeltaMapper
    clip: ClipSpace
    relevance: RelevanceMatrix


def write_bundle(folder: Path, published: bool) -> None:
    """Random weights of the published shapes, in our format and, for loading them, in the published one."""
    torch.manual_seed(0)
    generator = Generator(GeneratorConfig(CHANNELS, 512, 8)).requires_grad_(False)
    for noise in generator.noises.buffers():
        noise.normal_()
    for layer in (generator.conv1, *generator.convs):
        layer.noise.weight.fill_(0.1)
    generator.latent_avg = torch.zeros(512)
    checkpoints.save_generator(folder / "generator.safetensors", generator)
    encoder = Encoder(ENCODER).requires_grad_(False)
    encoder.latent_avg = torch.zeros(18, 512)
    checkpoints.save_encoder(folder / "encoder.safetensors", encoder)
    mapper = DeltaMapper(MapperConfig.from_layout(generator.layout, 512)).requires_grad_(False)
    checkpoints.save_mapper(folder / "mapper.safetensors", mapper)
    relevance = 0.05 * torch.randn(generator.layout.total, 512)
    checkpoints.save_weights(folder / "relevance.safetensors", "relevance", {"relevance": relevance}, {})
    clip = open_clip.create_model(CLIP_NAME, pretrained=None)
    (folder / "clip").mkdir()
    save_file(
        {k: v.contiguous().clone() for k, v in clip.state_dict().items()},
        str(folder / "clip" / "open_clip_model.safetensors"),
        metadata={"format": "pt"},
    )
    config = {"model_cfg": open_clip.get_model_config(CLIP_NAME), "preprocess_cfg": {}}
    (folder / "clip" / "open_clip_config.json").write_text(json.dumps(config))
    if published:
        torch.save({"g_ema": generator.state_dict(), "latent_avg": generator.latent_avg}, folder / "generator.pt")
        state = {f"encoder.{k}": v for k, v in encoder.state_dict().items()}
        state |= {f"decoder.{k}": v for k, v in generator.state_dict().items()}
        torch.save({"state_dict": state, "latent_avg": encoder.latent_avg}, folder / "encoder.pt")
        torch.save(mapper.state_dict(), folder / "mapper.pt")
        torch.save(clip.state_dict(), folder / "clip.pt")


def load(folder: Path) -> Parts:
    """The bundle, by our loaders."""
    return Parts(
        checkpoints.load_generator(folder / "generator.safetensors"),
        checkpoints.load_encoder(folder / "encoder.safetensors"),
        checkpoints.load_mapper(folder / "mapper.safetensors"),
        ClipSpace.from_folder(folder / "clip", CLIP_CONFIG),
        RelevanceMatrix(load_file(folder / "relevance.safetensors")["relevance"]),
    )


def load_published(folder: Path) -> Parts:
    """The published files the usual way: build each network with fresh weights, read a pickle, copy it in."""

    def filled(network: nn.Module, state: dict[str, Tensor]) -> Any:
        network.load_state_dict(state)
        return network.eval().requires_grad_(False)

    def read(name: str) -> Any:
        return torch.load(folder / name, map_location="cpu", weights_only=True)

    generator = filled(Generator(GeneratorConfig(CHANNELS, 512, 8)), read("generator.pt")["g_ema"])
    content = read("encoder.pt")
    state = {k.removeprefix("encoder."): v for k, v in content["state_dict"].items() if k.startswith("encoder.")}
    encoder = filled(Encoder(ENCODER), state)
    encoder.latent_avg = content["latent_avg"]
    mapper = filled(DeltaMapper(MapperConfig.from_layout(generator.layout, 512)), read("mapper.pt"))
    clip = filled(open_clip.create_model(CLIP_NAME, pretrained=None), read("clip.pt"))
    tokenizer: Any = open_clip.get_tokenizer(CLIP_NAME)
    relevance = load_file(folder / "relevance.safetensors")["relevance"]
    return Parts(generator, encoder, mapper, ClipSpace(clip, tokenizer, CLIP_CONFIG), RelevanceMatrix(relevance))


def memory(which: str) -> float | None:
    """Megabytes of this process, ``VmRSS`` now or ``VmHWM`` at most; None where the system does not say."""
    try:
        found = re.search(rf"^{which}:\s*(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) / 1024 if found else None


def forget_peak() -> None:
    """Let ``VmHWM`` begin again at what is resident now, where the system can."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def measure(ways: dict[str, Callable[[], Tensor]], repeats: int) -> dict[str, Any]:
    """Least time and memory beyond what was resident, the ways by turns, and how far apart their results are."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    extra: dict[str, list[float]] = {name: [] for name in ways}
    results: dict[str, Tensor] = {}
    for _ in range(repeats):
        for name, way in ways.items():
            forget_peak()
            before, began = memory("VmRSS"), time.perf_counter()
            result = way()
            seconds[name].append(time.perf_counter() - began)
            peak = memory("VmHWM")
            if before is not None and peak is not None:
                extra[name].append(peak - before)
            results[name] = result.detach()
    report: dict[str, Any] = {
        name: {"seconds": min(seconds[name]), "extra": max(extra[name], default=None)} for name in ways
    }
    if len(results) > 1:
        first, second = list(results.values())[:2]
        report["difference"] = float((first - second).abs().max() / second.std())
    return report


def edit(parts: Parts, picture: Tensor, ours: bool) -> Tensor:
    """From a picture to the edited one, once."""
    w_plus = parts.encoder.encode(picture)
    s = parts.generator.w_to_s(w_plus)
    if ours:
        seen = parts.clip.embed_image(picture)
        raw = parts.clip.text_delta(*TEXTS).raw
        moved = parts.mapper(s, seen, (raw / raw.norm())[None])
    else:
        seen = published_way.clip_image(parts.clip, picture)
        raw = published_way.text_delta(parts.clip, *TEXTS)
        moved = published_way.delta_s(parts.mapper, s, seen, (raw / raw.norm())[None])
    edited = s + torch.where(parts.relevance.mask(raw, THRESHOLD), moved, torch.zeros(()))
    if ours:
        return parts.generator.synthesize(edited, w_plus)
    return published_way.synthesize(parts.generator, edited, w_plus)


def pipeline(folder: Path, way: str) -> dict[str, Any]:
    """Load everything and edit one picture: seconds, and memory of the whole process."""
    began = time.perf_counter()
    parts = load(folder) if way == "ours" else load_published(folder)
    loaded = time.perf_counter()
    report: dict[str, Any] = {"load": loaded - began, "resident": memory("VmRSS"), "load_peak": memory("VmHWM")}
    forget_peak()
    edit(parts, torch.rand(1, 3, parts.generator.config.size, parts.generator.config.size) * 2 - 1, way == "ours")
    return report | {"edit": time.perf_counter() - loaded, "edit_peak": memory("VmHWM")}


def step(name: str, folder: Path, repeats: int) -> dict[str, Any]:
    """One step of an edit, our way and the published one."""
    torch.manual_seed(1)
    if name == "encode":
        encoder, small = checkpoints.load_encoder(folder / "encoder.safetensors"), torch.randn(1, 3, 256, 256)
        return measure({"ours": lambda: encoder.encode(small)}, repeats)
    if name in ("clip_image", "text", "text_cached"):
        clip = ClipSpace.from_folder(folder / "clip", CLIP_CONFIG)
        if name == "clip_image":
            picture = torch.rand(1, 3, 1024, 1024) * 2 - 1
            return measure(
                {
                    "ours": lambda: clip.embed_image(picture),
                    "published": lambda: published_way.clip_image(clip, picture),
                },
                repeats,
            )
        if name == "text":
            # A wrapper of its own each time has nothing in its cache.
            def cold() -> Tensor:
                return ClipSpace(clip.model, clip.tokenizer, CLIP_CONFIG).text_delta(*TEXTS).raw

            # Seconds long, so once is enough.
            return measure({"ours": cold, "published": lambda: published_way.text_delta(clip, *TEXTS)}, 1)
        clip.text_delta(*TEXTS)
        return measure({"ours": lambda: clip.text_delta(*TEXTS).raw}, repeats)
    if name == "mapper":
        mapper = checkpoints.load_mapper(folder / "mapper.safetensors")
        matrix = RelevanceMatrix(load_file(folder / "relevance.safetensors")["relevance"])
        s, seen, raw = torch.randn(1, matrix.channels), torch.randn(1, 512), torch.randn(512) / 20
        unit = (raw / raw.norm())[None]

        def masked(moved: Tensor) -> Tensor:
            return torch.where(matrix.mask(raw, THRESHOLD), moved, torch.zeros(()))

        return measure(
            {
                "ours": lambda: masked(mapper(s, seen, unit)),
                "published": lambda: masked(published_way.delta_s(mapper, s, seen, unit)),
            },
            repeats,
        )
    generator = checkpoints.load_generator(folder / "generator.safetensors")
    w_plus = torch.randn(1, generator.n_latent, 512)
    s = generator.w_to_s(w_plus)
    draw: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
        "ours": generator.synthesize,
        "published": lambda s, w: published_way.synthesize(generator, s, w),
    }
    if name == "synthesis":
        return measure({way: partial(draw[way], s, w_plus) for way in draw}, repeats)

    def gradient(way: str) -> Tensor:
        with torch.enable_grad():
            code = w_plus.clone().requires_grad_(True)
            loss = draw[way](generator.w_to_s(code), code).square().mean()
            return torch.autograd.grad(loss, code)[0]

    return measure({way: partial(gradient, way) for way in draw}, max(1, repeats // 2))


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="write, pipeline-ours, pipeline-published, or a step")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--published", action="store_true", help="write the published files too")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.name == "write":
        write_bundle(arguments.folder, arguments.published)
        report: dict[str, Any] = {"torch": torch.__version__}
    elif arguments.name.startswith("pipeline-"):
        report = pipeline(arguments.folder, arguments.name.removeprefix("pipeline-"))
    else:
        report = step(arguments.name, arguments.folder, arguments.repeats)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
