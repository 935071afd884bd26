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
    """The word pieces of a domain, a small part of the vocabulary; all others are one stranger.

    Training works on their rows of the table alone, which is several times faster.

    Attributes:
        tokenizer: of the whole vocabulary.
        pieces: their tokens and, at the place of the stranger, one of the others; in order, so that the end mark stays
            the largest.
        place: of every token of the vocabulary, among them.
        stranger: the stranger's place.
        empty: words, as places of their pieces, that say nothing by themselves though their pieces are known.
    """

    tokenizer: Callable[[list[str]], Tensor]
    pieces: Tensor
    place: Tensor
    stranger: int
    empty: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, texts: list[str], tokenizer: Callable[[list[str]], Tensor], size: int) -> KnownWords:
        """Those of texts, of a vocabulary of ``size``."""
        strange = torch.ones(size, dtype=torch.bool)
        strange[tokenizer(texts)] = False
        other = int(strange.nonzero()[0])
        strange[other] = False
        pieces = (~strange).nonzero().flatten()
        stranger = int(torch.searchsorted(pieces, other))
        place = torch.full((size,), stranger)
        place[pieces] = torch.arange(len(pieces))
        words = [*supporting_words(texts), *nonsense()]
        rows = place[tokenizer(words)] if words else torch.zeros(0, 1, dtype=torch.long)
        # Without the marks of where a text begins and ends, and what lies behind.
        ends = rows.argmax(dim=1).tolist()
        empty = tuple(tuple(row[1:end]) for row, end in zip(rows.tolist(), ends) if set(row[1:end]) != {stranger})
        return cls(tokenizer, pieces, place, stranger, empty)

    def tokens(self, texts: list[str]) -> Tensor:
        """Texts as places among the pieces, [N, context]."""
        return self.place[self.tokenizer(texts)]

    def strange(self, rng: np.random.Generator) -> Sequence[int]:
        """A word that says nothing, as places of its pieces: half of the time one of which nothing is known."""
        if not self.empty or rng.random() < 0.5:
            return (self.stranger,)
        return self.empty[int(rng.integers(len(self.empty)))]

    def narrow(self, model: Any) -> None:
        """Leave only the pieces in the model's table."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.pieces].clone())

    def widen(self, model: Any) -> None:
        """Give the model the whole table again, of which most is the stranger."""
        model.token_embedding = nn.Embedding.from_pretrained(model.token_embedding.weight.detach()[self.place].clone())


def supporting_words(texts: Sequence[str]) -> list[str]:
    """Words that are only ever said beside a far more frequent one, in alphabetical order.

    They stand behind a preposition in every text that holds them, or in hardly any text at all. Alone they say nothing
    of a picture: a princess is none of the hairdos that are likened to one.
    """
    said = [re.findall(r"[^\W\d_]+", text.lower()) for text in set(texts)]
    frequent = Counter(word for words in said for word in set(words) - FUNCTION_WORDS)
    supporting = set(frequent)
    for words in said:
        most = max((frequent[word] for word in words), default=0)
        behind = next((place for place, word in enumerate(words) if word in PREPOSITIONS), len(words))
        supporting -= {word for word in words if frequent[word] * SUPPORTS > most}
        supporting -= {word for word in words[:behind] if frequent[word] > SELDOM}
    return sorted(word for word in supporting if len(word) > 2)


def nonsense() -> list[str]:
    """Words that nobody knows, always the same ones."""
    rng = np.random.default_rng(NONSENSE_SEED)
    return ["".join(rng.choice(list(LETTERS), int(rng.integers(3, 9)))) for _ in range(NONSENSE)]
