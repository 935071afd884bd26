"""Every bundle that the repository holds: it opens, its examples invert, and what it suggests moves a picture there."""

from __future__ import annotations

from functools import cache

import pytest
from PIL import Image
from torch.nn import functional as F

from deltaedit import DeltaEditor, Inversion, PromptError
from deltaedit.images import to_tensor
from deltaedit.training.drawn.domains import DOMAINS

pytestmark = pytest.mark.slow

EVERY_BUNDLE = pytest.mark.parametrize("name", DOMAINS)


@cache
def opened(name: str) -> tuple[DeltaEditor, tuple[Inversion, ...]]:
    """The editor, and its example pictures as the page would invert them."""
    editor = DeltaEditor.from_bundle(name)
    pictures = [Image.open(one.file) for one in editor.manifest.pictures]
    return editor, tuple(editor.invert(picture) for picture in pictures)


@EVERY_BUNDLE
def test_examples_come_back_as_they_are(name: str) -> None:
    editor, inversions = opened(name)
    assert len(inversions) == 6
    for example, inversion in zip(editor.manifest.pictures, inversions):
        assert inversion.psnr is not None and inversion.psnr >= editor.manifest.likeness_min, example.label


@EVERY_BUNDLE
def test_suggestions_lead_where_they_say(name: str) -> None:
    """CLIP finds the change of every suggestion in one picture at least; some show it already and cannot."""
    editor, inversions = opened(name)
    for suggestion in editor.manifest.examples:
        delta = editor.clip.text_delta(suggestion.source, suggestion.target)
        along = []
        for inversion in inversions:
            edit = editor.edit(inversion, suggestion.source, suggestion.target)
            seen = editor.clip.embed_image(to_tensor(edit.image).to(editor.device))
            along.append(F.cosine_similarity(seen - inversion.clip_image, delta.unit).item())
        assert max(along) > 0.3, suggestion.target


def test_no_beard_takes_the_beard_off() -> None:
    editor, inversions = opened("avatars")
    bearded = inversions[5]
    with_beard, without = (editor.clip.embed_text(f"face {words}") for words in ("with a beard", "without a beard"))
    assert (bearded.clip_image[0] @ with_beard) > (bearded.clip_image[0] @ without)
    for words in ("no beard", "Remove his beard, please!", "face without a beard"):
        edit = editor.edit(bearded, target=words)
        seen = editor.clip.embed_image(to_tensor(edit.image).to(editor.device))[0]
        assert seen @ without > seen @ with_beard, words


@pytest.mark.parametrize("words", ["pirate", "zombie", "quantum physics", "asdfgh", "turn her into a vampire"])
def test_what_is_of_nothing_here_is_refused(words: str) -> None:
    editor, _ = opened("avatars")
    with pytest.raises(PromptError):
        editor.understand(None, words)
