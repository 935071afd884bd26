"""What the stages ask of a kind of bundle, and the kind of any generator: a StyleGAN2 with a Gaussian z."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import torch
from PIL import Image
from torch import Tensor

from deltaedit.bundles.convert import DRAWS
from deltaedit.bundles.manifest import MANIFEST_NAME, BundleManifest, parse_manifest
from deltaedit.bundles.prepare import begin_bundle, draw_w, finish_bundle
from deltaedit.bundles.recipes import CLIP_FOLDER, PART_FILES
from deltaedit.bundles.weights import load_encoder, load_generator, save_generator, sha256
from deltaedit.clip_space import ClipSpace
from deltaedit.crop import cut
from deltaedit.errors import TrainingError
from deltaedit.faces import choose_crop
from deltaedit.files import write_json
from deltaedit.images import clean_image, open_image, to_tensor
from deltaedit.inversion import encode
from deltaedit.models import Encoder, Generator
from deltaedit.training.encoder import PictureSource, RealSource, from_generator
from deltaedit.training.latents import LatentPart
from deltaedit.training.pictures import check_pictures
from deltaedit.training.samplers import GaussianSampler, PictureSampler, Sampler, folder_sum
from deltaedit.training.stages import RUNS, Workplace

GENERATOR, ENCODER, SAMPLES = PART_FILES["generator"], PART_FILES["encoder"], PART_FILES["samples"]
#: The manifest while the bundle is in the making.
DRAFT = f"{RUNS}manifest.json"
#: What a manifest says that is a matter of taste.
THEIRS = (
    "title",
    "description",
    "limits",
    "license",
    "default_target",
    "threshold_max",
    "strength_min",
    "strength_max",
    "refine_steps",
    "likeness_min",
    "present_min",
    "alignment",
    "paste_back",
    "truncation_psi",
    "examples",
    "pictures",
)


class Kind(Protocol):
    """Where the codes and pictures of a bundle come from, and what its manifest says."""

    def clip(self, place: Workplace) -> ClipSpace:
        """The bundle's CLIP, on the device of the workplace."""

    def parts(self, place: Workplace, generator: Generator) -> Sequence[LatentPart]:
        """Where the codes come from that the mapper learns from."""

    def random(self, place: Workplace, generator: Generator) -> Sampler:
        """Random pictures that the bundle carries, one row of W+ each."""

    def pictures(self, place: Workplace, generator: Generator) -> PictureSource:
        """Pictures with known codes, for the encoder."""

    def real(self, place: Workplace, size: int) -> RealSource | None:
        """Pictures without codes, for the encoder; None where there are none."""

    def texts(self, place: Workplace) -> Sequence[tuple[str, str]]:
        """Source and target of edits to watch while the mapper is trained."""

    def outside(self, place: Workplace) -> Mapping[str, str]:
        """Checksums, by name, of what is neither in the bundle nor in the folder of runs and yet decides codes."""

    def write_manifest(self, place: Workplace, measured: dict[str, Any]) -> BundleManifest:
        """Complete the bundle; ``measured`` are entries found by training."""


def read_made(path: Path, stage: str) -> dict[str, Any]:
    """A JSON file that a stage left.

    Raises:
        TrainingError: it is not there, or damaged.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TrainingError(f"There is no {path.name} in {path.parent} yet: run --stage {stage} first.") from error
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path} cannot be read ({error}): run --stage {stage} again.") from error
    if not isinstance(content, dict):
        raise TrainingError(f"{path} is not what --stage {stage} leaves: run it again.")
    return content


class AnyGenerator:
    """The kind of a bundle of which nothing is known but its generator and whose CLIP to take."""

    def begin(self, place: Workplace) -> None:
        """Give the folder a CLIP and its generator a mean of w, and draft the manifest."""
        section = place.config.bundle
        content = begin_bundle(place.bundle, section.clip_from, section.neutral)
        generator = load_generator(place.bundle / GENERATOR)
        if generator.latent_avg is None:
            generator.latent_avg = draw_w(generator, DRAWS).mean(dim=0)
            save_generator(place.bundle / GENERATOR, generator)
        place.runs.mkdir(parents=True, exist_ok=True)
        write_json(place.path(DRAFT), content)

    def clip(self, place: Workplace) -> ClipSpace:
        return ClipSpace.from_folder(place.bundle / CLIP_FOLDER, self._draft(place).clip, place.device)

    def parts(self, place: Workplace, generator: Generator) -> Sequence[LatentPart]:
        latents, section = place.config.latents, place.config.bundle
        parts = [LatentPart("samples", GaussianSampler.from_config(generator, latents), latents.rows)]
        if section.pictures:
            found = self._folder(place)
            encoder = load_encoder(place.bundle / ENCODER).to(place.device)
            invert = _Inversion(generator, encoder, self._draft(place).alignment)
            encoder_sum = sha256(place.bundle / ENCODER)
            parts.append(PictureSampler(found, invert, generator, latents).part(inverted_by=encoder_sum))
        return parts

    def random(self, place: Workplace, generator: Generator) -> Sampler:
        psi = self._draft(place).truncation_psi
        return GaussianSampler(generator, place.config.latents.seed + 1, truncation_psi=psi)

    def pictures(self, place: Workplace, generator: Generator) -> PictureSource:
        return from_generator(generator, place.config.latents.truncation_psi)

    def real(self, place: Workplace, size: int) -> RealSource | None:
        if not place.config.bundle.pictures:
            return None
        found, alignment = self._folder(place), self._draft(place).alignment

        def draw(count: int, rng: torch.Generator) -> Tensor:
            rows = torch.randint(0, len(found), (count,), generator=rng).tolist()
            return torch.cat([to_tensor(_square(open_image(found[row]), alignment, size)) for row in rows])

        return draw

    def texts(self, place: Workplace) -> Sequence[tuple[str, str]]:
        draft = self._draft(place)
        return [(e.source, e.target) for e in draft.examples] or [(draft.neutral, draft.default_target)]

    def outside(self, place: Workplace) -> Mapping[str, str]:
        folder = place.config.bundle.pictures
        return {"pictures": folder_sum(Path(folder))} if folder else {}

    def write_manifest(self, place: Workplace, measured: dict[str, Any]) -> BundleManifest:
        content = read_made(place.path(DRAFT), "begin")
        path = place.bundle / MANIFEST_NAME
        if path.is_file() and place.resume:
            # Words and numbers that somebody has changed since are theirs to decide.
            now = read_made(path, "manifest")
            content |= {name: now[name] for name in THEIRS if name in now}
            if now.get("evaluation", {}).get("mapper") == measured.get("evaluation", {}).get("mapper"):
                measured = {name: value for name, value in measured.items() if name == "evaluation"}
                content |= {name: now[name] for name in ("threshold", "strength_scale") if name in now}
        for part in ("encoder", "mapper", "relevance", "samples"):
            file = PART_FILES[part]
            content[part] = file if (place.bundle / file).is_file() else None
        return finish_bundle(place.bundle, {**content, **measured})

    def _draft(self, place: Workplace) -> BundleManifest:
        path = place.path(DRAFT)
        return parse_manifest(read_made(path, "begin"), place.bundle, path)

    def _folder(self, place: Workplace) -> Sequence[Path]:
        section = place.config.bundle
        return check_pictures(Path(section.pictures), at_least=section.fewest_pictures).usable


def _square(picture: Image.Image, alignment: str, size: int) -> Image.Image:
    """The part of a picture that a bundle looks at."""
    photo = clean_image(picture)
    crop = choose_crop(photo, alignment)
    return cut(photo, crop, size)


class _Inversion:
    """Picture to W+ by an encoder, as an upload is read."""

    def __init__(self, generator: Generator, encoder: Encoder, alignment: str) -> None:
        self.generator, self.encoder, self.alignment = generator, encoder, alignment

    @torch.no_grad()
    def __call__(self, picture: Image.Image) -> Tensor:
        image = to_tensor(_square(picture, self.alignment, self.generator.config.size))
        return encode(self.generator, self.encoder, image.to(self.generator.device))
