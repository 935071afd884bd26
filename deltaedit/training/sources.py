"""Sources of a bundle's codes and pictures: the protocol that the stages use, and the source for any StyleGAN2."""

from __future__ import annotations

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
from deltaedit.files import read_json, write_json
from deltaedit.images import clean_image, open_image, to_tensor
from deltaedit.inversion import encode
from deltaedit.models import Encoder, Generator
from deltaedit.training.config import TrainingConfig
from deltaedit.training.e4e import PictureSource, RealSource, from_generator
from deltaedit.training.latents import LatentPart, Sampler
from deltaedit.training.pictures import check_pictures
from deltaedit.training.run import RUNS, Run, Stage
from deltaedit.training.samplers import GaussianSampler, Invert, PictureSampler, folder_sum

GENERATOR, ENCODER, SAMPLES = PART_FILES["generator"], PART_FILES["encoder"], PART_FILES["samples"]
CLIP_WEIGHTS = PART_FILES["clip"]
#: The draft of the manifest, while the bundle is being made.
DRAFT = f"{RUNS}manifest.json"
#: Fields of the manifest that users may change; their values are kept when it is written again.
USER_OWNED_FIELDS = (
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
    "gain_min",
    "present_min",
    "alignment",
    "paste_back",
    "truncation_psi",
    "examples",
    "pictures",
)


class Source(Protocol):
    """Provides what is specific to one kind of bundle: codes, pictures, texts and the manifest."""

    def default_config(self) -> TrainingConfig:
        """The default configuration."""

    def first_stages(self) -> dict[str, Stage]:
        """The stages that make or take a generator and a CLIP, by name, in order."""

    def clip(self, run: Run[Any]) -> ClipSpace:
        """The bundle's CLIP, on the device of the run."""

    def parts(self, run: Run[Any], generator: Generator) -> Sequence[LatentPart]:
        """The parts of the latents that the mapper learns from."""

    def random(self, run: Run[Any], generator: Generator) -> Sampler:
        """A sampler for the random pictures in the bundle, whose rows of W+ are the same."""

    def pictures(self, run: Run[Any], generator: Generator) -> PictureSource:
        """Pictures with known codes, for the encoder."""

    def real(self, run: Run[Any], size: int) -> RealSource | None:
        """Pictures without codes, for the encoder; None where there are none."""

    def texts(self, run: Run[Any]) -> Sequence[tuple[str, str]]:
        """(source, target) of edits that are measured while the mapper is trained."""

    def fingerprints(self, run: Run[Any]) -> Mapping[str, str]:
        """Checksums, by name, of files outside of the bundle and the runs that the codes depend on."""

    def write_manifest(self, run: Run[Any], measured: dict[str, Any]) -> BundleManifest:
        """Complete the bundle; ``measured`` are entries of the manifest that training found."""


def read_output(path: Path, stage: str) -> dict[str, Any]:
    """A JSON file that a stage wrote.

    Raises:
        TrainingError: it is missing or damaged.
    """
    try:
        return read_json(path)
    except FileNotFoundError as error:
        raise TrainingError(f"There is no {path.name} in {path.parent} yet: run --stage {stage} first.") from error
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path} cannot be read ({error}): run --stage {stage} again.") from error


class GeneratorSource:
    """Any StyleGAN2 as a source: its own samples, and real pictures of its domain where there are any."""

    def default_config(self) -> TrainingConfig:
        return TrainingConfig()

    def first_stages(self) -> dict[str, Stage]:
        begin = Stage(
            self._begin,
            "CLIP, mean of w, draft of the manifest",
            settings=("bundle.clip_from", "bundle.neutral"),
            outputs=(GENERATOR, CLIP_WEIGHTS, DRAFT),
        )
        return {"begin": begin}

    def _begin(self, run: Run[Any]) -> None:
        """Copy a CLIP into the folder, compute the generator's mean of w where it lacks it, and draft the manifest."""
        section = run.config.bundle
        content = begin_bundle(run.bundle, section.clip_from, section.neutral)
        generator = load_generator(run.bundle / GENERATOR)
        if generator.latent_avg is None:
            generator.latent_avg = draw_w(generator, DRAWS).mean(dim=0)
            save_generator(run.bundle / GENERATOR, generator)
        run.runs.mkdir(parents=True, exist_ok=True)
        write_json(run.path(DRAFT), content)

    def clip(self, run: Run[Any]) -> ClipSpace:
        return ClipSpace.from_folder(run.bundle / CLIP_FOLDER, self._draft(run).clip, run.device)

    def parts(self, run: Run[Any], generator: Generator) -> Sequence[LatentPart]:
        latents, section = run.config.latents, run.config.bundle
        parts = [LatentPart("samples", GaussianSampler.from_config(generator, latents), latents.rows)]
        if section.pictures:
            encoder = load_encoder(run.bundle / ENCODER).to(run.device)
            invert = _inverter(generator, encoder, self._draft(run).alignment)
            sampler = PictureSampler(self._usable_pictures(run), invert, generator, latents)
            parts.append(sampler.part(inverted_by=sha256(run.bundle / ENCODER)))
        return parts

    def random(self, run: Run[Any], generator: Generator) -> Sampler:
        psi = self._draft(run).truncation_psi
        return GaussianSampler(generator, run.config.latents.seed + 1, truncation_psi=psi)

    def pictures(self, run: Run[Any], generator: Generator) -> PictureSource:
        return from_generator(generator, run.config.latents.truncation_psi)

    def real(self, run: Run[Any], size: int) -> RealSource | None:
        if not run.config.bundle.pictures:
            return None
        paths, alignment = self._usable_pictures(run), self._draft(run).alignment

        def draw(count: int, rng: torch.Generator) -> Tensor:
            rows = torch.randint(0, len(paths), (count,), generator=rng).tolist()
            return torch.cat([to_tensor(_cropped(open_image(paths[row]), alignment, size)) for row in rows])

        return draw

    def texts(self, run: Run[Any]) -> Sequence[tuple[str, str]]:
        draft = self._draft(run)
        return [(e.source, e.target) for e in draft.examples] or [(draft.neutral, draft.default_target)]

    def fingerprints(self, run: Run[Any]) -> Mapping[str, str]:
        folder = run.config.bundle.pictures
        return {"pictures": folder_sum(Path(folder))} if folder else {}

    def write_manifest(self, run: Run[Any], measured: dict[str, Any]) -> BundleManifest:
        content = read_output(run.path(DRAFT), "begin")
        path = run.bundle / MANIFEST_NAME
        if path.is_file() and run.resume:
            # Values that a user may have changed are kept.
            now = read_output(path, "manifest")
            content |= {name: now[name] for name in USER_OWNED_FIELDS if name in now}
            if now.get("evaluation", {}).get("mapper") == measured.get("evaluation", {}).get("mapper"):
                measured = {name: value for name, value in measured.items() if name == "evaluation"}
                content |= {name: now[name] for name in ("threshold", "strength_scale") if name in now}
        for part in ("encoder", "mapper", "relevance", "samples"):
            file = PART_FILES[part]
            content[part] = file if (run.bundle / file).is_file() else None
        return finish_bundle(run.bundle, {**content, **measured})

    def _draft(self, run: Run[Any]) -> BundleManifest:
        path = run.path(DRAFT)
        return parse_manifest(read_output(path, "begin"), run.bundle, path)

    def _usable_pictures(self, run: Run[Any]) -> Sequence[Path]:
        section = run.config.bundle
        return check_pictures(Path(section.pictures), at_least=section.fewest_pictures).usable


def _cropped(picture: Image.Image, alignment: str, size: int) -> Image.Image:
    """The square of a picture that a bundle with this alignment edits."""
    photo = clean_image(picture)
    return cut(photo, choose_crop(photo, alignment), size)


def _inverter(generator: Generator, encoder: Encoder, alignment: str) -> Invert:
    """A function from a picture to W+ by an encoder, as for an upload."""

    @torch.no_grad()
    def invert(picture: Image.Image) -> Tensor:
        image = to_tensor(_cropped(picture, alignment, generator.config.size))
        return encode(generator, encoder, image.to(generator.device))

    return invert
