"""The vocabulary of a small CLIP during training, and words that must have no effect on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from deltaedit.clip_space import FUNCTION_WORDS

#: A word is only supporting if another word in each of its texts is this many times as frequent, and a preposition
#: precedes it ("sunshine" in "hair like sunshine") or it occurs in no more than this many texts ("princess hair").
DOMINANCE, RARE = 5, 2
PREPOSITIONS = frozenset({"like", "as", "than", "for", "from", "of", "at", "on", "in", "to", "by", "into"})
#: Made-up words, and the letters that they are made of.
NONSENSE, LETTERS, NONSENSE_SEED = 300, "bcdfghjklmnpqrstvwxzaeiou", 7


@dataclass(frozen=True)
class KnownWords:
    """The tokens that a domain uses, a small part of the vocabulary; all others are one unknown token.

    Training uses only their rows of the embedding table, which is several times faster.

    Attributes:
        tokenizer: of the whole vocabulary.
        pieces: the used tokens, and one unused token that represents all others; sorted, so that the end mark remains
            the largest.
        index: for every token of the vocabulary, its row among the pieces.
        unknown: the row of the unknown token.
        meaningless: words, as rows of their tokens, that mean nothing alone although their tokens are known.
    """

    tokenizer: Callable[[list[str]], Tensor]
    pieces: Tensor
    index: Tensor
    unknown: int
    meaningless: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, texts: list[str], tokenizer: Callable[[list[str]], Tensor], size: int) -> KnownWords:
        """The tokens of some texts, from a vocabulary of ``size`` tokens."""
        unused = torch.ones(size, dtype=torch.bool)
        unused[tokenizer(texts)] = False
        stand_in = int(unused.nonzero()[0])
        unused[stand_in] = False
        pieces = (~unused).nonzero().flatten()
        unknown = int(torch.searchsorted(pieces, stand_in))
        index = torch.full((size,), unknown)
        index[pieces] = torch.arange(len(pieces))
        words = [*supporting_words(texts), *nonsense()]
        rows = index[tokenizer(words)] if words else torch.zeros(0, 1, dtype=torch.long)
        # Without the start mark, the end mark and the padding.
        ends = rows.argmax(dim=1).tolist()
        spelled = [tuple(row[1:end]) for row, end in zip(rows.tolist(), ends)]
        return cls(tokenizer, pieces, index, unknown, tuple(word for word in spelled if set(word) != {unknown}))

    def tokens(self, texts: list[str]) -> Tensor:
        """Texts as rows among the pieces, [N, context]."""
        return self.index[self.tokenizer(texts)]

    def draw_meaningless(self, rng: np.random.Generator) -> Sequence[int]:
        """A word without meaning, as rows of its tokens: half of the time the unknown token."""
        if not self.meaningless or rng.random() < 0.5:
            return (self.unknown,)
        return self.meaningless[int(rng.integers(len(self.meaningless)))]

    def narrow(self, model: Any) -> None:
        """Reduce the model's embedding table to the pieces."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.pieces].clone())

    def widen(self, model: Any) -> None:
        """Expand the model's embedding table to the whole vocabulary, most of which is the unknown token."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.index].clone())


def supporting_words(texts: Sequence[str]) -> list[str]:
    """Words that occur only together with a far more frequent one, in alphabetical order.

    In every text they follow a preposition, or they occur in hardly any text. Alone they do not describe a picture:
    "princess" is not a hairstyle, though some are compared to hers.
    """
    split_texts = [re.findall(r"[^\W\d_]+", text.lower()) for text in set(texts)]
    frequency = Counter(word for words in split_texts for word in set(words) - FUNCTION_WORDS)
    supporting = set(frequency)
    for words in split_texts:
        highest = max((frequency[word] for word in words), default=0)
        preposition = next((index for index, word in enumerate(words) if word in PREPOSITIONS), len(words))
        supporting -= {word for word in words if frequency[word] * DOMINANCE > highest}
        supporting -= {word for word in words[:preposition] if frequency[word] > RARE}
    return sorted(word for word in supporting if len(word) > 2)


def nonsense() -> list[str]:
    """Made-up words, always the same ones."""
    rng = np.random.default_rng(NONSENSE_SEED)
    return ["".join(rng.choice(list(LETTERS), int(rng.integers(3, 9)))) for _ in range(NONSENSE)]
