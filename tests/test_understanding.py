"""What a published CLIP, which knows every word, makes of words that reach little over the relevance matrix."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import open_clip
import pytest
import torch
from PIL import Image
from torch.nn import functional as F

from deltaedit import DeltaEditor, cli, understanding
from deltaedit.bundles.recipes import find_recipe
from deltaedit.clip_space import ClipConfig, ClipSpace
from deltaedit.models import DeltaMapper, MapperConfig
from deltaedit.pool import EditorPool
from deltaedit.relevance import RelevanceMatrix
from deltaedit.understanding import FAINT_SHARE
from tests.published_files import SMALL_CLIP, SMALL_CLIP_DIM, small_generator

FAINT, CLEAR = "face with a monocle", "face with eyeglasses"


@pytest.fixture(scope="module")
def published() -> DeltaEditor:
    """A tiny bundle in the published style, whose channels have nothing to do with monocles."""
    torch.manual_seed(3)
    clip = ClipSpace(
        open_clip.model.CLIP(**SMALL_CLIP), open_clip.get_tokenizer("ViT-B-32"), ClipConfig("clip", 32, same_text=1e-7)
    )
    # Pieces of text are embedded at random, but near each other; moved apart, they are texts that differ.
    clip.model.token_embedding.weight.mul_(50)
    clip.tokenizer = lambda texts: open_clip.get_tokenizer("ViT-B-32")(texts, context_length=32)
    generator = small_generator()
    generator.latent_avg = torch.zeros(generator.config.style_dim)
    monocle = clip.text_delta("face", FAINT).unit
    rows = torch.randn(generator.layout.total, SMALL_CLIP_DIM)
    relevance = RelevanceMatrix(F.normalize(rows - (rows @ monocle)[:, None] * monocle, dim=1))
    mapper = DeltaMapper(MapperConfig.from_layout(generator.layout, SMALL_CLIP_DIM))
    manifest = replace(find_recipe("ffhq").manifest, resolution=64, refine_steps=0)
    return DeltaEditor(generator, mapper, clip, relevance, manifest)


def test_words_that_change_little_are_edited_and_said_to(published: DeltaEditor) -> None:
    edit = published.edit(published.random(1), target=FAINT, threshold=0.0)
    assert edit.delta_s.abs().sum() > 0 and edit.unknown == ()
    assert edit.hint.startswith(f"These words change little here: '{FAINT}'. Try 'face with")
    words = published.understand(None, FAINT)
    assert words.hint == edit.hint and len(words.suggestions) == 3
    assert set(words.suggestions) <= {example.target for example in published.manifest.examples}


def test_of_several_things_only_those_that_change_little_are_named(
    published: DeltaEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # To a text tower with random weights all texts say nearly the same.
    monkeypatch.setattr(understanding, "SAME_DELTA", 2.0)
    words = published.understand(None, "add eyeglasses and a monocle")
    assert len(words.deltas) == 2
    assert words.hint.startswith(f"These words change little here: '{FAINT}'. Try")


@pytest.mark.parametrize("text", [CLEAR, "add a hat", "remove the beard"])
def test_what_reaches_as_far_as_the_examples_is_not_doubted(published: DeltaEditor, text: str) -> None:
    assert (published.understand(None, text).hint, published.understand(None, text).suggestions) == ("", ())


def test_the_calibration_is_the_bundles_own(published: DeltaEditor) -> None:
    """The same words are as clear as any other where no example reaches further."""
    example = replace(published.manifest.examples[0], target=FAINT)
    alone = DeltaEditor(
        published.generator,
        published.mapper,
        published.clip,
        RelevanceMatrix(torch.ones(published.relevance.channels, SMALL_CLIP_DIM)),
        replace(published.manifest, examples=(example,), threshold=0.0),
    )
    assert alone.understand(None, FAINT).hint == ""
    delta = published.clip.text_delta("face", CLEAR).raw
    assert published.relevance.reach(FAINT_SHARE * delta, 0.0) == pytest.approx(
        FAINT_SHARE * published.relevance.reach(delta, 0.0), rel=1e-4
    )


def test_a_bundle_that_refuses_what_means_nothing_needs_no_hint(published: DeltaEditor) -> None:
    config = published.clip.config
    published.clip.config = replace(config, understood=1e-6)
    try:
        assert published.understand(None, FAINT).hint == ""
    finally:
        published.clip.config = config


def test_command_line_page_and_api_say_the_same(
    published: DeltaEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import gradio as gr

    from deltaedit.ui.cache import Cache
    from deltaedit.ui.endpoints import Endpoints
    from deltaedit.ui.handlers import Handlers
    from deltaedit.ui.layout import SIDE_BY_SIDE, Layout
    from deltaedit.ui.sentences import short_of
    from deltaedit.ui.session import Session

    words = published.understand(None, FAINT)
    monkeypatch.setattr(DeltaEditor, "from_bundle", lambda *_: published)
    Image.new("RGB", (64, 64), "gray").save(tmp_path / "me.png")
    arguments = [str(tmp_path / "me.png"), "--target", FAINT, "--centre", "--out", str(tmp_path / "out.png")]
    cli.run(["edit", *arguments])
    assert words.hint in capsys.readouterr().err

    class Pool:
        def get(self, bundle: str) -> DeltaEditor:
            return published

    pool, cache = cast(EditorPool, Pool()), Cache(tmp_path)
    assert Endpoints(pool, cache, ["ffhq"]).understand("ffhq", "", FAINT).endswith(words.hint)
    with gr.Blocks():
        layout = Layout({"ffhq": published.manifest}, "ffhq", [("Faces", "ffhq")], "ffhq", cache)
    session = Session("ffhq", published.random(1))
    shown = Handlers(layout, pool, cache).apply_words(session, "face", FAINT, 0.0, 1.0, SIDE_BY_SIDE)
    assert "These words change little here" in shown[layout.status]
    assert shown[layout.hints]["sample_labels"] == [short_of(text, "face") for text in words.suggestions]
