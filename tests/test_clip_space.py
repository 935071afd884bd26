"""What ClipSpace does otherwise than open_clip, and must give the same."""

from __future__ import annotations

import open_clip
import pytest
import torch

from deltaedit.clip_space import ClipConfig, ClipSpace, encode_tokens
from deltaedit.editor import DeltaEditor
from tests.published_files import SMALL_CLIP

TEXTS = [
    "a",
    "face with round glasses",
    "x " * 25,
    "face, and a very long beard that ends in a knot, on a green ground",
]


@torch.no_grad()
def test_texts_without_their_empty_places(editor: DeltaEditor) -> None:
    """The bundle's own CLIP, and one of another width: each text alone and all at once, as open_clip embeds them."""
    torch.manual_seed(0)
    model = open_clip.model.CLIP(**SMALL_CLIP).eval()
    small = ClipSpace(model, open_clip.get_tokenizer("ViT-B-32", context_length=32), ClipConfig("x", 32))
    for clip in (editor.clip, small):
        wanted = clip.model.encode_text(clip.tokenizer(TEXTS))  # type: ignore[operator]
        assert wanted.std(dim=0).max() > 1e-3
        assert torch.allclose(encode_tokens(clip.model, clip.tokenizer(TEXTS)), wanted, atol=1e-5)
        for text, row in zip(TEXTS, wanted):
            assert torch.allclose(encode_tokens(clip.model, clip.tokenizer([text]))[0], row, atol=1e-5)


def test_another_kind_of_text_tower_is_left_to_open_clip() -> None:
    class Other(torch.nn.Module):
        def encode_text(self, tokens: torch.Tensor) -> torch.Tensor:
            return tokens[:, :4].float()

    clip = ClipSpace(Other(), open_clip.get_tokenizer("ViT-B-32"), ClipConfig("x", 32))
    tokens = clip.tokenizer(["face"])
    assert torch.equal(encode_tokens(clip.model, tokens), tokens[:, :4].float())


@pytest.mark.parametrize("count", [1, 3])
def test_published_templates(count: int) -> None:
    config = ClipConfig("x", 32, templates="openai_imagenet", without_templates=("a photo of many {}.",))
    clip = ClipSpace(
        open_clip.model.CLIP(**{**SMALL_CLIP, "text_cfg": {**SMALL_CLIP["text_cfg"], "context_length": 77}}).eval(),
        open_clip.get_tokenizer("ViT-B-32"),
        config,
    )
    # The mean of the unit vectors of 79 prompts, embedded by open_clip one by one.
    text = "face " * count
    prompts = [t(text.strip()) for t in open_clip.OPENAI_IMAGENET_TEMPLATES]
    prompts = [prompt for prompt in prompts if not prompt.startswith("a photo of many")]
    assert len(prompts) == 79
    with torch.no_grad():
        each = [clip.model.encode_text(clip.tokenizer([prompt]), normalize=True) for prompt in prompts]  # type: ignore[operator]
        mean = torch.nn.functional.normalize(torch.cat(each).mean(dim=0), dim=0)
    assert torch.allclose(clip.embed_text(text), mean, atol=1e-5)
