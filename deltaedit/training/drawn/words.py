"""The table of word pieces of a small CLIP while it is trained, and words that must mean nothing to it."""

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

#: A word only supports another where that one is so many times as frequent, and one of these stands between them
#: ("sunshine" in "hair like sunshine"), or where it is said so seldom ("princess" in "princess hair").
SUPPORTS, SELDOM = 5, 2
PREPOSITIONS = frozenset({"like", "as", "than", "for", "from", "of", "at", "on", "in", "to", "by", "into"})
#: Made-up words, and the letters that they are made of.
NONSENSE, LETTERS, NONSENSE_SEED = 300, "bcdfghjklmnpqrstvwxzaeiou", 7


@dataclass(frozen=True)
class KnownWords:
    """The word pieces that a domain uses, a small part of the vocabulary; all others are one unknown piece.

    Training works on their rows of the table alone, which is several times faster.

    Attributes:
        tokenizer: of the whole vocabulary.
        pieces: their tokens, and one of the others that stands for all of those; in order, so that the end mark stays
            the largest.
        index: of every token of the vocabulary, its row among the pieces.
        unknown: the row of the unknown piece.
        meaningless: words, as rows of their pieces, that say nothing by themselves though their pieces are known.
    """

    tokenizer: Callable[[list[str]], Tensor]
    pieces: Tensor
    index: Tensor
    unknown: int
    meaningless: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, texts: list[str], tokenizer: Callable[[list[str]], Tensor], size: int) -> KnownWords:
        """Those of texts, of a vocabulary of ``size``."""
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
        # Without the marks of where a text begins and ends, and what lies behind.
        ends = rows.argmax(dim=1).tolist()
        spelled = [tuple(row[1:end]) for row, end in zip(rows.tolist(), ends)]
        return cls(tokenizer, pieces, index, unknown, tuple(word for word in spelled if set(word) != {unknown}))

    def tokens(self, texts: list[str]) -> Tensor:
        """Texts as rows of the pieces, [N, context]."""
        return self.index[self.tokenizer(texts)]

    def draw_meaningless(self, rng: np.random.Generator) -> Sequence[int]:
        """A word that says nothing, as rows of its pieces: half of the time one of which nothing is known."""
        if not self.meaningless or rng.random() < 0.5:
            return (self.unknown,)
        return self.meaningless[int(rng.integers(len(self.meaningless)))]

    def narrow(self, model: Any) -> None:
        """Leave only the pieces in the model's table."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.pieces].clone())

    def widen(self, model: Any) -> None:
        """Give the model the whole table again, of which most is the unknown piece."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.index].clone())


def supporting_words(texts: Sequence[str]) -> list[str]:
    """Words that are only ever said beside a far more frequent one, in alphabetical order.

    They stand behind a preposition in every text that holds them, or in hardly any text at all. Alone they say nothing
    of a picture: a princess is none of the hairdos that are likened to one.
    """
    spoken = [re.findall(r"[^\W\d_]+", text.lower()) for text in set(texts)]
    frequent = Counter(word for words in spoken for word in set(words) - FUNCTION_WORDS)
    supporting = set(frequent)
    for words in spoken:
        most = max((frequent[word] for word in words), default=0)
        behind = next((place for place, word in enumerate(words) if word in PREPOSITIONS), len(words))
        supporting -= {word for word in words if frequent[word] * SUPPORTS > most}
        supporting -= {word for word in words[:behind] if frequent[word] > SELDOM}
    return sorted(word for word in supporting if len(word) > 2)


def nonsense() -> list[str]:
    """Words that nobody knows, always the same ones."""
    rng = np.random.default_rng(NONSENSE_SEED)
    return ["".join(rng.choice(list(LETTERS), int(rng.integers(3, 9)))) for _ in range(NONSENSE)]
