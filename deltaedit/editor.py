"""DeltaEditor: invert a picture once, edit it many times.

``image -> Inversion -> TextDelta -> mapper -> delta_s -> relevance mask -> s + strength * delta_s -> picture``
(Lyu et al., "DeltaEdit", CVPR 2023, fig. 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from deltaedit import remarks
from deltaedit.bundles.find import find_bundle, verify_bundle
from deltaedit.bundles.manifest import BundleManifest
from deltaedit.bundles.weights import load_encoder, load_generator, load_mapper, read_weights
from deltaedit.clip_space import ClipSpace, TextDelta
from deltaedit.crop import Crop, centre_crop, cut, paste_back
from deltaedit.errors import BundleError, CheckpointError, ImageError, ShapeError, finite_number
from deltaedit.faces import choose_crop
from deltaedit.images import clean_image, square, to_pil, to_tensor
from deltaedit.inversion import Inversion, RefineConfig, Samples, best_start, encode, invert_from_code, refine
from deltaedit.models import DeltaMapper, Encoder, Generator
from deltaedit.relevance import RelevanceMatrix, usable_threshold
from deltaedit.steps import EditStep
from deltaedit.sweep import CHUNK, Sweep, checked_strengths, to_frames
from deltaedit.understanding import Interpreter, Understanding


@dataclass(frozen=True)
class Direction:
    """What a pair of texts changes in one picture, at strength 1.

    Attributes:
        delta_s: [1, S], zero in the channels that the mask keeps out.
        kept: number of channels that are edited.
        threshold: of the relevance mask, as it was applied.
        asked_threshold: as it was asked for; higher than the one applied where no channel would have reached it.
        present: the picture has what the texts add already, by the bundle's ``present_min``.
        source, target: the texts of the first edit.
        understood: what was read, a sentence for people.
        unknown: words, or parts of what was said, that mean nothing to the bundle.
        hint: what else there is to know of the words, in sentences; empty where there is nothing.
        suggestions: where the words will change little, texts that change more.
    """

    delta_s: Tensor
    kept: int
    threshold: float
    asked_threshold: float
    present: bool
    source: str
    target: str
    understood: str = ""
    unknown: tuple[str, ...] = ()
    hint: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What edits change in the StyleSpace codes of several pictures, at strength 1.

    Attributes:
        delta_s: the sum of each picture's edits [B, S], zero in the channels that no mask lets through.
        edited: the channels that one does, bool [B, S].
        thresholds: of the mask, as they were applied, one per edit.
    """

    delta_s: Tensor
    edited: Tensor
    thresholds: tuple[float, ...]


@dataclass(frozen=True)
class Edit:
    """An edited picture.

    Attributes:
        image: the picture.
        delta_s: what was added at strength 1 [1, S].
        strength: how much of it was added.
        kept: number of channels that were edited.
        understood: what was read, a sentence for people: "understood as: face with glasses → face".
        unknown: words, or parts of what was said, that mean nothing to the bundle; empty where all was understood.
        hint: what else there is to know of the words, of the numbers and of a poor likeness; empty where all is well.
    """

    image: Image.Image
    delta_s: Tensor
    strength: float
    kept: int
    understood: str = ""
    unknown: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Stack:
    """A picture with several edits on top of each other, ``s + sum of strength * delta_s``.

    Attributes:
        inversion: the picture that they start from.
        steps: the edits, in order.
        directions: of each step; None where it was left out and nothing is known of it.
        s: the code that they lead to, added one after the other [1, S].
        delta_s: what all of them add, at their strengths [1, S].
        image: the picture.
    """

    inversion: Inversion
    steps: tuple[EditStep, ...]
    directions: tuple[Direction | None, ...]
    s: Tensor
    delta_s: Tensor
    image: Image.Image

    @property
    def at_work(self) -> tuple[tuple[EditStep, Direction], ...]:
        """The steps that count, each with its direction."""
        pairs = zip(self.steps, self.directions)
        return tuple((step, direction) for step, direction in pairs if step.enabled and direction is not None)


def _ways(steps: Sequence[EditStep]) -> Iterator[tuple[EditStep, ...]]:
    """For each step what its direction follows from: the steps before it that count, and its own words."""
    before: tuple[EditStep, ...] = ()
    for step in steps:
        yield (*before, replace(step, strength=1.0, enabled=True))
        if step.enabled and step.strength != 0:
            before = (*before, step)


def load_samples(path: Path, device: torch.device) -> Samples:
    """A bundle's table of samples.

    Raises:
        CheckpointError: missing, damaged, or not such a table.
    """
    tensors, _ = read_weights(path, "samples")
    return Samples(tensors["w"].to(device), tensors["clip"].to(device))


def load_relevance(path: Path, device: torch.device) -> RelevanceMatrix:
    """A bundle's relevance matrix, with the spread of S where the file has it.

    Raises:
        CheckpointError: missing, damaged, or not such a matrix.
    """
    tensors, _ = read_weights(path, "relevance")
    if "matrix" not in tensors:
        raise CheckpointError(f"{path} holds no tensor 'matrix'.")
    s_std = tensors.get("s_std")
    return RelevanceMatrix(tensors["matrix"].to(device), None if s_std is None else s_std.to(device))


class DeltaEditor:
    """A bundle's networks, ready to edit. Holds only weights, so one instance serves every visitor.

    Where a bundle has no mapper, StyleCLIP's global directions take its place: the same change for every picture, from
    the relevance matrix alone (:attr:`method` says which is at work).
    """

    def __init__(
        self,
        generator: Generator,
        mapper: DeltaMapper | None,
        clip: ClipSpace,
        relevance: RelevanceMatrix,
        manifest: BundleManifest,
        *,
        encoder: Encoder | None = None,
        samples: Samples | None = None,
    ) -> None:
        """Put the parts together.

        Raises:
            BundleError: the parts do not belong together.
        """
        total = generator.layout.total
        mapped = total if mapper is None else mapper.config.total
        if mapped != total or relevance.channels != total:
            raise BundleError(
                f"The parts of bundle '{manifest.name}' do not belong together: the generator has {total} StyleSpace "
                f"channels, the mapper {mapped} and the relevance matrix {relevance.channels}."
            )
        if mapper is None and relevance.s_std is None:
            raise BundleError(
                f"Bundle '{manifest.name}' has neither a mapper nor the spread of S beside its relevance matrix, so "
                "nothing can be edited with it; run python -m deltaedit prepare on its folder."
            )
        if generator.config.size != manifest.resolution:
            raise BundleError(
                f"The manifest of bundle '{manifest.name}' says {manifest.resolution} pixels, and its generator draws "
                f"{generator.config.size}."
            )
        if encoder is not None and encoder.config.n_styles != generator.n_latent:
            raise BundleError(
                f"The encoder of bundle '{manifest.name}' gives {encoder.config.n_styles} rows of W+, "
                f"but its generator takes {generator.n_latent}."
            )
        self.generator = generator
        self.mapper = mapper
        self.clip = clip
        self.relevance = relevance
        self.manifest = manifest
        self.encoder = encoder
        self.samples = samples

    @classmethod
    def from_bundle(cls, name_or_folder: str | Path, device: str | torch.device | None = None) -> DeltaEditor:
        """Load a bundle by name, or from a folder that holds a manifest, after checking every checksum.

        Args:
            device: where to compute; the CPU by default.

        Raises:
            BundleError: there is no such bundle, or its parts do not belong together.
            CheckpointError: a file is missing or damaged.
        """
        manifest = find_bundle(name_or_folder)
        verify_bundle(manifest)
        target = torch.device(device or "cpu")
        generator = load_generator(manifest.path(manifest.generator)).to(target)
        encoder = None if manifest.encoder is None else load_encoder(manifest.path(manifest.encoder)).to(target)
        mapper = None if manifest.mapper is None else load_mapper(manifest.path(manifest.mapper)).to(target)
        relevance = load_relevance(manifest.path(manifest.relevance), target)
        samples = None if manifest.samples is None else load_samples(manifest.path(manifest.samples), target)
        clip = ClipSpace.from_folder(manifest.path(manifest.clip.model), manifest.clip, target)
        return cls(generator, mapper, clip, relevance, manifest, encoder=encoder, samples=samples)

    @property
    def device(self) -> torch.device:
        return self.generator.device

    @property
    def method(self) -> str:
        """What turns words into a change of S, in words."""
        return "Delta Mapper" if self.mapper is not None else "StyleCLIP global directions"

    def invert(
        self,
        image: Image.Image,
        refinement: RefineConfig | None = None,
        *,
        index: int = 0,
        alignment: str | None = None,
        crop: Crop | None = None,
        progress: Callable[[int, int, float], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Inversion:
        """Find the code of a picture.

        The best start among the encoder's code, the bundle's samples that are nearest in CLIP space and the mean of w
        is then optimised.

        Args:
            image: any Pillow picture; the bundle's kind of square is cut out of it.
            refinement: how; the bundle's number of steps by default, ``RefineConfig(steps=0)`` for none.
            index: of several that the alignment finds, as faces in a photograph; 0 is the largest.
            alignment: "face" or "centre"; the bundle's own by default.
            crop: the very square to take, in place of ``index`` and ``alignment``.
            progress: called with (step, steps, loss) after every step of the optimisation.
            should_stop: asked before every step; True ends the optimisation with the best code until then.

        Raises:
            ImageError: not a usable picture.
            NoFaceError: a face is needed and none was found.
        """
        photo, size = clean_image(image), self.generator.config.size
        alignment = alignment or self.manifest.alignment
        if index != 0 and alignment == "centre":
            raise ImageError(f"There is one centre to a picture, so number {index} cannot be taken; leave it at 0.")
        if crop is None:
            crop = choose_crop(photo, alignment, index)
        # The centre square is resized as every upload is; only a turned or moved one needs more.
        picture = square(photo, size) if crop == centre_crop(photo) else cut(photo, crop, size)
        pixels = to_tensor(picture).to(self.device)
        refinement = refinement or RefineConfig(steps=self.manifest.refine_steps)
        start = best_start(self.generator, pixels, self._starts(pixels))
        found = self._search(pixels, start, refinement, progress, should_stop)
        return replace(found, crop=crop, photo_size=photo.size)

    def sharpen(
        self,
        inversion: Inversion,
        refinement: RefineConfig,
        *,
        progress: Callable[[int, int, float], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Inversion:
        """A sharper likeness: optimise the code of a picture further.

        Args:
            inversion: from :meth:`invert`.
            refinement, progress, should_stop: see :meth:`invert`.

        Raises:
            ImageError: the inversion is of no picture, but made up.
        """
        if inversion.picture is None:
            raise ImageError("This picture was made up by the generator, which knows it exactly already.")
        pixels = to_tensor(inversion.picture).to(self.device)
        found = self._search(pixels, inversion.w_plus, refinement, progress, should_stop)
        steps = None if inversion.steps is None or found.steps is None else inversion.steps + found.steps
        return replace(found, crop=inversion.crop, photo_size=inversion.photo_size, steps=steps)

    def _search(
        self,
        pixels: Tensor,
        start: Tensor,
        refinement: RefineConfig,
        progress: Callable[[int, int, float], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> Inversion:
        """The picture [1, 3, size, size] as found from a code [1, L, D]; where it was cut from is not known here."""
        w_plus, stopped = start, False

        def stop() -> bool:
            nonlocal stopped
            stopped = stopped or (should_stop is not None and should_stop())
            return stopped

        if refinement.steps > 0:
            w_plus = refine(
                self.generator, pixels, start, refinement, clip=self.clip, progress=progress, should_stop=stop
            )
        repeatable = refinement == RefineConfig(steps=refinement.steps) and not stopped
        found = invert_from_code(self.generator, self.clip, w_plus, pixels)
        return replace(found, steps=(refinement.steps,) if repeatable else None)

    def paste(self, photo: Image.Image, inversion: Inversion, edited: Image.Image) -> Image.Image:
        """The whole photograph with an edited picture in the place that it was cut from, at its own resolution.

        Args:
            photo: what was given to :meth:`invert`.
            inversion: what came of it.
            edited: a picture from :meth:`edit` or :meth:`render`.

        Raises:
            ImageError: the inversion is of no photograph, or of one of another size.
        """
        if inversion.crop is None:
            raise ImageError(
                "This picture was made up by the generator, so there is no photograph to put it back into."
            )
        photo = clean_image(photo)
        if inversion.photo_size not in (None, photo.size):
            raise ImageError(
                f"This photograph has {photo.width} x {photo.height} pixels, and the one that was inverted had "
                f"{inversion.photo_size[0]} x {inversion.photo_size[1]}: give the same one."
            )
        return paste_back(photo, edited, inversion.crop)

    @torch.no_grad()
    def _starts(self, pixels: Tensor) -> Tensor:
        """Codes to begin an inversion from, [K, L, D].

        Raises:
            BundleError: the bundle has no encoder, no samples and no mean of w.
        """
        starts = []
        if self.encoder is not None:
            starts.append(encode(self.generator, self.encoder, pixels))
        if self.samples is not None:
            starts.append(self.generator.broadcast(self.samples.nearest(self.clip.embed_image(pixels))))
        if not starts and self.generator.latent_avg is not None:
            starts.append(self.generator.broadcast(self.generator.latent_avg[None]))
        if not starts:
            raise BundleError(
                f"Bundle '{self.manifest.name}' has no encoder, no samples and no mean of w to start an inversion from."
            )
        return torch.cat(starts)

    def random(self, seed: int) -> Inversion:
        """A made-up picture, the same one for the same seed: from the bundle's table of w, or from a Gaussian z."""
        rng = torch.Generator().manual_seed(int(seed) % 2**63)
        if self.samples is not None:
            row = int(torch.randint(len(self.samples.w), (1,), generator=rng))
            w = self.samples.w[row : row + 1]
        else:
            z = torch.randn(1, self.generator.z_dim, generator=rng).to(self.device)
            psi = self.manifest.truncation_psi if self.generator.latent_avg is not None else 1.0
            w = self.generator.mapping(z, psi)
        found = invert_from_code(self.generator, self.clip, self.generator.broadcast(w), None)
        return replace(found, seed=int(seed) % 2**63)

    def understand(self, source: str | None, target: str) -> Understanding:
        """What the bundle makes of words; cheap, so that words can be checked before anything slow.

        Args:
            source: what the picture is; None, or the bundle's neutral text, where it is any picture.
            target: what should be done ("remove the glasses", which says itself what was there), or else what the
                picture should become. With a source, a description is taken as it is.

        Raises:
            NotUnderstoodError: nothing of it means anything to the bundle; names what does.
            PromptError: a text is empty, too long, or both mean the same.
        """
        return Interpreter(self.clip, self.relevance, self.manifest).understand(source, target)

    def direction(
        self,
        inversion: Inversion,
        source: str | None,
        target: str,
        threshold: float | None = None,
    ) -> Direction:
        """What the texts change in a picture; the expensive part of an edit, done once for every strength.

        Args:
            source, target: see :meth:`understand`.
            threshold: of the relevance mask; None is the bundle's own. Where no channel reaches it, it is lowered until
                the most relevant ones do.

        Raises:
            NotUnderstoodError: the words mean nothing to the bundle.
            PromptError: a text is empty, too long, or both mean the same.
        """
        words = self.understand(source, target)
        return self._directions(inversion.s, inversion.clip_image, [words], [threshold])[0]

    def _directions(
        self, s: Tensor, clip_image: Tensor, words: Sequence[Understanding], thresholds: Sequence[float | None]
    ) -> list[Direction]:
        """The directions of different words in the pictures of codes [B, S]; see :meth:`change`."""
        change = self.change(s, clip_image, [each.deltas for each in words], thresholds)
        applied, present_min, directions = iter(change.thresholds), self.manifest.present_min, []
        for row, each in enumerate(words):
            present = present_min is not None and all(
                float(clip_image[row] @ delta.unit) >= present_min for delta in each.deltas
            )
            directions.append(
                Direction(
                    change.delta_s[row : row + 1],
                    int(change.edited[row].sum()),
                    min(islice(applied, len(each.deltas))),
                    self._threshold(thresholds[row]),
                    present,
                    each.deltas[0].source,
                    each.deltas[0].target,
                    each.reading.sentence,
                    each.unknown,
                    each.hint,
                    each.suggestions,
                )
            )
        return directions

    @torch.no_grad()
    def render(self, inversion: Inversion, delta_s: Tensor, strength: float) -> Image.Image:
        """The picture of ``s + strength * delta_s``; all that a new strength costs.

        Raises:
            PromptError: the strength is not a number.
        """
        s = inversion.s + finite_number(strength, "strength") * delta_s
        return to_pil(self.generator.synthesize(s, inversion.w_plus))

    @torch.no_grad()
    def sweep(
        self, inversion: Inversion, delta_s: Tensor, strengths: Sequence[float], size: int | None = None
    ) -> Sweep:
        """The pictures of ``s + strength * delta_s`` at many strengths, drawn together.

        Each is what :meth:`render` draws, or within 1 of 255 of it where a batch is summed in another order.

        Args:
            delta_s: what is added at strength 1 [1, S].
            strengths: in any order; the sweep has them ascending, each once.
            size: pixels along an edge, one of the generator's resolutions; fewer than it has are a preview.

        Raises:
            PromptError: there is no strength, or far too many, or one is no number or so large that nothing is drawn.
            ShapeError: the generator has no such size.
        """
        asked = checked_strengths(strengths)
        s = inversion.s + torch.tensor(asked, device=inversion.s.device, dtype=inversion.s.dtype)[:, None] * delta_s
        frames = [
            to_frames(self.generator.synthesize(s[k : k + CHUNK], inversion.w_plus, size), asked[k : k + CHUNK])
            for k in range(0, len(asked), CHUNK)
        ]
        return Sweep(asked, np.concatenate(frames))

    def edit(
        self,
        inversion: Inversion,
        source: str | None = None,
        target: str = "",
        strength: float = 1.0,
        threshold: float | None = None,
    ) -> Edit:
        """Edit a picture by words.

        Args:
            inversion: from :meth:`invert` or :meth:`random`.
            source: what the picture is ("face"); None reads the target as an instruction.
            target: what it should become ("face with glasses"), or what should be done ("remove her glasses").
            strength: 0 gives the reconstruction bit for bit, 1 the full edit; may be negative.
            threshold: of the relevance mask; None is the bundle's own, 0 edits every channel.

        Raises:
            NotUnderstoodError: the words mean nothing to the bundle.
            PromptError: a text or number cannot be used.
        """
        direction = self.direction(inversion, source, target, threshold)
        return self._edit(inversion, direction, strength, self.render(inversion, direction.delta_s, strength))

    def _edit(self, inversion: Inversion, direction: Direction, strength: float, image: Image.Image) -> Edit:
        hint = remarks.of_edit(self.manifest, direction, float(strength))
        if not remarks.is_like(self.manifest, inversion):
            hint = f"{hint} {remarks.of_likeness(self.manifest, inversion)}".strip()
        return Edit(
            image,
            direction.delta_s,
            float(strength),
            direction.kept,
            direction.understood,
            direction.unknown,
            hint,
        )

    @torch.no_grad()
    def stack(self, inversion: Inversion, steps: Sequence[EditStep], before: Stack | None = None) -> Stack:
        """Edit a picture several times: ``s + sum of strength * delta_s``. One step is what :meth:`edit` gives.

        The mapper of a later step sees the code and the picture that the earlier ones left, so that a later word wins:
        red hair and then blue hair is blue. (How that was measured against a plain sum: docs/method.md.) A new strength
        of the last step costs one synthesis, one of an earlier step also the directions of those behind it.

        Args:
            inversion: from :meth:`invert` or :meth:`random`.
            steps: in order; those that are not enabled, or of strength 0, count for nothing.
            before: an earlier stack of the same picture. What it found that still holds is not looked for again.

        Raises:
            NotUnderstoodError: the words of a step mean nothing to the bundle.
            PromptError: a text or number cannot be used.
        """
        known: dict[tuple[EditStep, ...], Direction | None] = {}
        if before is not None and before.inversion is inversion:
            known = dict(zip(_ways(before.steps), before.directions))
        directions: list[Direction | None] = []
        s, delta_s = inversion.s, torch.zeros_like(inversion.s)
        for step, way in zip(steps, _ways(steps)):
            direction = known.get(way)
            if step.enabled and direction is None:
                words = self.understand(step.source, step.target)
                seen = self._seen(inversion, s) if len(way) > 1 else inversion.clip_image
                direction = self._directions(s, seen, [words], [step.threshold])[0]
            if step.enabled and direction is not None:
                s, delta_s = s + step.strength * direction.delta_s, delta_s + step.strength * direction.delta_s
            directions.append(direction)
        image = to_pil(self.generator.synthesize(s, inversion.w_plus))
        return Stack(inversion, tuple(steps), tuple(directions), s, delta_s, image)

    @torch.no_grad()
    def after(self, stack: Stack) -> Inversion:
        """The picture that edits left, to be edited further: an edit of it is that of a later step of the stack."""
        if not any(step.enabled and step.strength != 0 for step in stack.steps):
            return stack.inversion
        return replace(stack.inversion, s=stack.s, clip_image=self._seen(stack.inversion, stack.s), image=stack.image)

    def _seen(self, inversion: Inversion, s: Tensor) -> Tensor:
        """The CLIP embedding [1, C] of the picture of a code [1, S]."""
        return self.clip.embed_image(self.generator.synthesize(s, inversion.w_plus).clamp(-1, 1))

    @torch.no_grad()
    def edit_batch(
        self,
        inversions: Sequence[Inversion],
        sources: Sequence[str | None],
        targets: Sequence[str],
        strengths: Sequence[float],
        thresholds: Sequence[float | None] | None = None,
    ) -> list[Edit]:
        """Different edits of different pictures at once; each is what :meth:`edit` gives for it alone.

        Raises:
            ShapeError: the lists differ in length.
            PromptError: a text or number cannot be used.
        """
        count = len(inversions)
        given = thresholds if thresholds is not None else [None] * count
        if not all(len(values) == count for values in (sources, targets, strengths, given)):
            raise ShapeError("a batch of edits needs one source, target, strength and threshold per picture.")
        if count == 0:
            return []
        words = [self.understand(a, b) for a, b in zip(sources, targets)]
        s = torch.cat([inversion.s for inversion in inversions])
        w_plus = torch.cat([inversion.w_plus for inversion in inversions])
        clip_image = torch.cat([inversion.clip_image for inversion in inversions])
        directions = self._directions(s, clip_image, words, given)
        delta_s = torch.cat([direction.delta_s for direction in directions])
        amounts = torch.tensor([finite_number(value, "strength") for value in strengths], device=s.device)
        pictures = self.generator.synthesize(s + amounts[:, None] * delta_s, w_plus)
        drawn = map(to_pil, pictures)
        return [self._edit(*each) for each in zip(inversions, directions, strengths, drawn)]

    @torch.no_grad()
    def change(
        self,
        s: Tensor,
        clip_image: Tensor,
        deltas: Sequence[Sequence[TextDelta]],
        thresholds: Sequence[float | None] | None = None,
    ) -> Change:
        """What an edit is, at the level of tensors: ``strength_scale * mapper(s, clip_image, delta) * mask``.

        Args:
            s: codes [B, S].
            clip_image: unit embeddings of the pictures [B, C].
            deltas: per picture, the text deltas that it is edited by; their changes add up.
            thresholds: of the relevance mask, per picture; None is the bundle's own. One that no channel reaches is
                lowered until the most relevant ones do.

        Raises:
            PromptError: a threshold is no number of at least 0.
        """
        requested = [self._threshold(value) for value in thresholds or [None] * len(deltas)]
        edits = [(row, delta) for row, each in enumerate(deltas) for delta in each]
        rows = torch.tensor([row for row, _ in edits], device=s.device)
        raw, unit = (torch.stack([getattr(delta, name) for _, delta in edits]).to(s) for name in ("raw", "unit"))
        scores = self.relevance.scores(raw)
        applied = [usable_threshold(each, requested[row]) for each, (row, _) in zip(scores, edits)]
        mask = scores >= torch.tensor(applied, device=s.device, dtype=s.dtype)[:, None]
        if self.mapper is None:
            moved = self.relevance.global_direction(unit)
        else:
            moved = self.mapper(s[rows], clip_image[rows], unit)
        moved = moved * self.manifest.strength_scale * mask
        edited = torch.zeros(s.shape, dtype=torch.long, device=s.device).index_add(0, rows, mask.long()) > 0
        return Change(torch.zeros_like(s).index_add(0, rows, moved), edited, tuple(applied))

    def _threshold(self, threshold: float | None) -> float:
        return self.manifest.threshold if threshold is None else finite_number(threshold, "threshold", minimum=0.0)


__all__ = [
    "Change",
    "DeltaEditor",
    "Direction",
    "Edit",
    "EditStep",
    "Inversion",
    "Stack",
    "Sweep",
    "Understanding",
]
