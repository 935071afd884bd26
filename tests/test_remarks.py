"""What is said of a likeness: the same sentence for page, Python, command line and API."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deltaedit import DeltaEditor, remarks


@pytest.mark.parametrize(
    ("psnr", "paste_back", "alike", "part"),
    [
        (None, False, True, ""),
        (30.0, False, True, "Likeness of the reconstruction to your picture: 30.0 dB, 0.90 in CLIP's eyes."),
        (12.0, False, False, "The avatars bundle cannot draw this picture"),
        (12.0, True, False, "'Sharper likeness' (sharpen, in Python and on the command line) brings it nearer"),
    ],
)
def test_a_poor_likeness_is_said(
    editor: DeltaEditor, psnr: float | None, paste_back: bool, alike: bool, part: str
) -> None:
    manifest = replace(editor.manifest, paste_back=paste_back)
    inversion = replace(editor.random(1), psnr=psnr, clip_similarity=0.9)
    assert remarks.is_like(manifest, inversion) is alike
    said = remarks.of_likeness(manifest, inversion)
    assert part in said and bool(said) == bool(part)


def test_a_plain_picture_is_none_of_the_domain_however_near_it_comes(editor: DeltaEditor) -> None:
    manifest = replace(editor.manifest, likeness_min=0.0, gain_min=6.0)
    inversion = replace(editor.random(1), psnr=29.0, gain=2.0)
    assert not remarks.is_like(manifest, inversion) and remarks.is_like(manifest, replace(inversion, gain=7.0))
    # Of a bundle that knows no such bound, nothing is said.
    assert remarks.is_like(replace(manifest, gain_min=0.0), replace(inversion, gain=-3.0))


def test_the_useful_range_has_its_ends_in_it(editor: DeltaEditor) -> None:
    manifest = replace(editor.manifest, strength_min=-1.0, strength_max=1.5)
    assert [bool(remarks.of_strength(manifest, strength)) for strength in (-1.01, -1, 0, 1.5, 1.51)] == [1, 0, 0, 0, 1]
