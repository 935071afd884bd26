"""What there is to know of a likeness and of an edit, in sentences that page, Python, command line and API share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deltaedit.bundles.manifest import BundleManifest
    from deltaedit.editor import Direction
    from deltaedit.inversion import Inversion
    from deltaedit.stylespace import StyleSpaceLayout


def is_like(manifest: BundleManifest, inversion: Inversion) -> bool:
    """Whether a reconstruction is near enough to its picture to be it; a made-up picture always is."""
    near = inversion.psnr is None or inversion.psnr >= manifest.likeness_min
    return near and (inversion.gain is None or manifest.gain_min == 0 or inversion.gain >= manifest.gain_min)


def of_likeness(manifest: BundleManifest, inversion: Inversion) -> str:
    """How like a reconstruction is to its picture; empty for a made-up one."""
    if inversion.psnr is None:
        return ""
    if is_like(manifest, inversion):
        similarity = inversion.clip_similarity
        similar = "" if similarity is None else f", {similarity:.2f} in CLIP's eyes"
        return f"Likeness of the reconstruction to your picture: {inversion.psnr:.1f} dB{similar}."
    if manifest.paste_back:
        return (
            f"The reconstruction is far from your picture (likeness {inversion.psnr:.1f} dB); 'Sharper likeness' "
            "(sharpen, in Python and on the command line) brings it nearer."
        )
    return (
        f"The {manifest.name} bundle cannot draw this picture, so you see the nearest that it can (likeness "
        f"{inversion.psnr:.1f} dB). {manifest.description} Photographs need a bundle made for them: choose another one."
    )


def of_threshold(direction: Direction) -> str:
    """That no channel reaches the threshold that was asked for; empty where one does."""
    if direction.threshold >= direction.asked_threshold:
        return ""
    return (
        f"No channel reaches the threshold {direction.asked_threshold:g} for these words, so the most relevant are "
        f"edited (threshold {direction.threshold:.3f})."
    )


def of_presence(direction: Direction) -> str:
    """That the picture has what is asked for already; empty where it has not."""
    if not direction.present:
        return ""
    return f"This picture is '{direction.target}' already, as far as CLIP sees: little will change."


def of_strength(manifest: BundleManifest, strength: float) -> str:
    """That a strength is outside of what the bundle was made for; empty within."""
    if manifest.strength_min <= strength <= manifest.strength_max:
        return ""
    return (
        f"Strength {strength:g} is outside of the useful range of the {manifest.name} bundle, from "
        f"{manifest.strength_min:g} to {manifest.strength_max:g}: the picture may break."
    )


def of_figures(direction: Direction, layout: StyleSpaceLayout, method: str) -> list[str]:
    """An edit along the formula that makes it: how many channels, how much, and in which resolutions.

    Args:
        layout: of the StyleSpace that it is in.
        method: what the direction came from, in words.
    """
    squares: dict[int, float] = {}
    for layer, part in enumerate(direction.delta_s[0].split(layout.channels)):
        resolution = 4 * 2 ** ((layer + 1) // 2)
        squares[resolution] = squares.get(resolution, 0.0) + float(part.square().sum())
    shares = ", ".join(f"{resolution} px: {square**0.5:.2g}" for resolution, square in squares.items())
    return [
        f"s' = s + strength * Δs', with Δs' from the {method}: {direction.kept} of {layout.total} style channels are "
        f"edited, those whose relevance is {direction.threshold:.3g} or more. The length of Δs' is "
        f"{float(direction.delta_s.norm()):.3g}; by resolution, from coarse to fine: {shares}.",
    ]


def of_edit(manifest: BundleManifest, direction: Direction, strength: float) -> str:
    """All that there is to know of an edit but what was understood; mostly nothing."""
    sentences = (direction.hint, of_presence(direction), of_threshold(direction), of_strength(manifest, strength))
    return " ".join(filter(None, sentences))
