"""Training of a small CLIP on pictures whose attributes are known, so that every label is exact.

The losses: a pairwise sigmoid (does this caption hold for this picture?, after SigLIP, Zhai et al., ICCV 2023); one
linear head per attribute on the picture's embedding, dropped afterwards; and, on families of pictures that differ in
one attribute only, a contrast of differences: which text minus the neutral one belongs to this picture minus its
family's mean? That difference is all that an edit ever uses. A fourth loss contrasts the differences of any two texts
about a family with those of its pictures, in both directions, removals included.

The text tower can be trained alone, against a picture tower that stays as it is, bit for bit. Then the changes of
pictures are known beforehand, as means over all families.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.clip_space import encode_tokens
from deltaedit.images import batch_to_tensor
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import ClipTraining
from deltaedit.training.e4e import augment
from deltaedit.training.loop import Loop, Schedule, Step
from deltaedit.training.progress import Progress

#: How often unknown words stand in a text, in one that says nothing, and how many at most.
UNKNOWN_SHARE, UNKNOWN_NEUTRAL_SHARE, MAX_UNKNOWN_WORDS = 0.25, 0.75, 4
#: Texts per step that say nothing.
NEUTRAL_TEXTS = 16
EMBEDDED_AT_ONCE = 32
#: Single pictures that a text tower is trained against: more of them would say no more of any attribute.
MAX_SINGLES = 6000
SCHEDULE = Schedule(warm_up=100, floor=0.02)
BETAS = (0.9, 0.99)
MAX_GRADIENT_NORM = 1.0
#: Of the factor on cosines, as in CLIP's own training, where it is 100.
MAX_LOGIT_SCALE = 60.0


@dataclass(frozen=True)
class Teacher:
    """What a domain knows about its pictures.

    Attributes:
        attributes: of every single picture.
        values: every attribute that a head learns to read, with its values.
        family_attributes: of every member of every family, in order.
        varied: the attribute in which each family differs.
        draw_caption: (attributes, random numbers) -> a caption with ``text`` and ``holds(attributes)``.
        draw_change: (attribute, attributes, random numbers) -> a caption of just that attribute's value, or None.
        draw_difference: (attribute, attributes before, after, random numbers) -> two texts with ``source``, ``target``
            and ``fits(attribute, value before, after)``, or None.
        neutral_values: (attribute, value) -> the values that a neutral text stands for beside it; empty for all.
        neutral: random numbers -> a text that is true of all.
        unknown_word: random numbers -> a word that must mean nothing, as tokens.
    """

    attributes: list[dict[str, str]]
    values: dict[str, tuple[str, ...]]
    family_attributes: list[list[dict[str, str]]]
    varied: list[str]
    draw_caption: Callable[[dict[str, str], np.random.Generator], Any]
    draw_change: Callable[[str, dict[str, str], np.random.Generator], Any]
    draw_difference: Callable[[str, dict[str, str], dict[str, str], np.random.Generator], Any]
    neutral_values: Callable[[str, str], frozenset[str]]
    neutral: Callable[[np.random.Generator], str]
    unknown_word: Callable[[np.random.Generator], Sequence[int]]


def _labels(values: dict[str, tuple[str, ...]], attributes: list[dict[str, str]]) -> dict[str, Tensor]:
    """Index of every value, -100 (ignored) where it cannot be seen."""
    return {
        name: torch.tensor([choices.index(a[name]) if name in a else -100 for a in attributes])
        for name, choices in values.items()
    }


@dataclass(frozen=True)
class Texts:
    """The texts of a step, in the order in which they are embedded.

    Attributes:
        statements: captions, and after them the changes; each has ``text`` and ``holds(attributes)``.
        captions: how many of the statements are captions.
        owners: of every change, the index of its family in the step.
        differences: pairs of texts about members of a family.
        neutral: texts that say nothing.
    """

    statements: list[Any]
    captions: int
    owners: list[int]
    differences: list[Any]
    neutral: list[str]

    @classmethod
    def draw(
        cls,
        teacher: Teacher,
        seen: list[dict[str, str]],
        chosen: NDArray[np.int64],
        training: ClipTraining,
        rng: np.random.Generator,
    ) -> Texts:
        """Texts about pictures with the attributes ``seen`` and about the families ``chosen``."""
        captions = [teacher.draw_caption(a, rng) for a in seen for _ in range(training.captions)]
        changes, owners, differences = [], [], []
        for index, f in enumerate(chosen):
            members, varied = teacher.family_attributes[f], teacher.varied[f]
            for member in members:
                change = teacher.draw_change(varied, member, rng)
                if change is not None:
                    changes.append(change)
                    owners.append(index)
            for _ in range(training.changes):
                a, b = rng.choice(len(members), 2, replace=False)
                differences.append(teacher.draw_difference(varied, members[a], members[b], rng))
        neutral = [teacher.neutral(rng) for _ in range(NEUTRAL_TEXTS)]
        return cls([*captions, *changes], len(captions), owners, [d for d in differences if d is not None], neutral)

    def all(self) -> list[str]:
        """Every text."""
        pairs = [text for difference in self.differences for text in (difference.source, difference.target)]
        return [*(one.text for one in self.statements), *pairs, *self.neutral]

    def unknown_shares(self) -> Tensor:
        """How often unknown words stand in each of them, [N]: most of all where nothing else is said."""
        meaningful = len(self.statements) + 2 * len(self.differences)
        return torch.tensor([UNKNOWN_SHARE] * meaningful + [UNKNOWN_NEUTRAL_SHARE] * len(self.neutral))

    def split(self, embedded: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Embeddings of all texts [N, C] as those of statements [S, C], differences [D, 2, C], and neutral texts."""
        statements, pairs, neutral = embedded.split(
            [len(self.statements), 2 * len(self.differences), len(self.neutral)]
        )
        return statements, pairs.unflatten(0, (-1, 2)), neutral


def with_unknown_words(
    tokens: Tensor, draw: Callable[[np.random.Generator], Sequence[int]], shares: Tensor, rng: np.random.Generator
) -> Tensor:
    """Tokens [N, context] with words that must mean nothing, where there is room, in a share of each text [N]."""
    tokens = tokens.clone()
    for row in np.flatnonzero(rng.random(len(tokens)) < shares.numpy()):
        text = [int(token) for token in tokens[row] if token]
        for _ in range(int(rng.integers(1, MAX_UNKNOWN_WORDS + 1))):
            word = draw(rng)
            if len(text) + len(word) <= tokens.shape[1]:
                position = int(rng.integers(1, len(text)))
                text[position:position] = word
        tokens[row, : len(text)] = torch.tensor(text)
    return tokens


def _caption_loss(i: Tensor, t: Tensor, holds: Tensor, scale: Tensor, bias: Tensor) -> Tensor:
    """Does this caption hold for this picture? A true pair weighs more than a false one, of which there are more."""
    return F.binary_cross_entropy_with_logits(i @ t.t() * scale + bias, holds, weight=1 + 2 * holds)


def _contrast(cosines: Tensor, fits: Tensor, scale: float) -> Tensor:
    """Mean over the rows that anything fits; several columns may fit: the whole of their probability counts."""
    matched = fits.any(dim=1)
    logs = F.log_softmax(cosines * scale, dim=1)
    return -torch.logsumexp(logs.masked_fill(~fits, -1e4), dim=1)[matched].mean()


def _minus_neutral(teacher: Teacher, chosen: NDArray[np.int64], member_i: Tensor) -> Tensor:
    """Unit differences of pictures [F, K, C] to what the neutral text stands for in their families, [F * K, C]."""
    rows = []
    for f, embedded in zip(chosen, member_i):
        varied = teacher.varied[f]
        values = [member[varied] for member in teacher.family_attributes[f]]
        for k, value in enumerate(values):
            stands_for = teacher.neutral_values(varied, value)
            others = [n for n, other in enumerate(values) if other in stands_for]
            rows.append(embedded[k] - embedded[others or slice(None)].mean(dim=0))
    return F.normalize(torch.stack(rows), dim=1)


@dataclass(frozen=True)
class Changes:
    """Changes of pictures, each of one attribute.

    Attributes:
        kinds: attribute, value before and after, of each.
        delta: unit differences of their embeddings [M, C], in the same order.
    """

    kinds: list[tuple[str, str, str]]
    delta: Tensor

    @classmethod
    def of(cls, teacher: Teacher, chosen: NDArray[np.int64], member_i: Tensor) -> Changes:
        """Every change from one picture to another in families of unit embeddings [F, K, C]."""
        count = member_i.shape[1]
        pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
        before, after = ([pair[side] for pair in pairs] for side in (0, 1))
        kinds = []
        for f in chosen:
            varied, members = teacher.varied[f], teacher.family_attributes[f]
            kinds += [(varied, members[a][varied], members[b][varied]) for a, b in pairs]
        return cls(kinds, F.normalize((member_i[:, after] - member_i[:, before]).flatten(0, 1), dim=1))

    def means(self) -> Changes:
        """One of each kind: the mean over all pictures, which says what they have in common."""
        kinds = sorted(set(self.kinds))
        index = torch.tensor([kinds.index(kind) for kind in self.kinds], device=self.delta.device)
        total = torch.zeros(len(kinds), self.delta.shape[1], device=self.delta.device).index_add(0, index, self.delta)
        return Changes(kinds, F.normalize(total, dim=1))

    def fits(self, differences: list[Any]) -> Tensor:
        """Which of them two texts say, [differences, M]."""
        rows = [[kind[0] == one.attribute and bool(one.fits(*kind)) for kind in self.kinds] for one in differences]
        return torch.tensor(rows, dtype=torch.bool, device=self.delta.device)


class ClipLosses(nn.Module):
    """The losses of a step, and all that is trained by them: the model, and what is dropped afterwards.

    Args:
        model: an open_clip model, on the device to train on.
        tokenizer: texts to tokens [N, context].
        pictures: [N, size, size, 3] uint8.
        families: [F, K, size, size, 3] uint8.
        teacher: what is known of both.
    """

    def __init__(
        self,
        model: nn.Module,
        tokenizer: Callable[[list[str]], Tensor],
        pictures: NDArray[np.uint8],
        families: NDArray[np.uint8],
        teacher: Teacher,
        training: ClipTraining,
    ) -> None:
        super().__init__()
        both = training.train == "both"
        # Convolutions of the picture tower take two thirds of the time in this layout on a CPU.
        model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.model: Any = model.requires_grad_(True).train()
        self.tokenizer, self.teacher, self.config = tokenizer, teacher, training
        self.pictures, self.families = pictures if both else pictures[:MAX_SINGLES], families
        self.device = next(model.parameters()).device
        dim = int(model.text_projection.shape[1])  # type: ignore[union-attr,index]
        self.heads = nn.ModuleDict({name: nn.Linear(dim, len(choices)) for name, choices in teacher.values.items()})
        self.norm = nn.BatchNorm1d(dim)
        self.bias = nn.Parameter(torch.tensor(training.bias))
        self.to(self.device)
        #: Embeddings of all pictures, and the mean changes of families, where the picture tower does not change.
        self._known: tuple[Tensor, Tensor] | None = None
        self._known_changes: Changes | None = None
        if not both:
            model.visual.requires_grad_(False).eval()  # type: ignore[union-attr,operator]
            self._known = self._embed_all(self.pictures), self._embed_all(families.reshape(-1, *families.shape[2:]))
            members = F.normalize(self._known[1], dim=1).view(*families.shape[:2], -1)
            self._known_changes = Changes.of(teacher, np.arange(len(families)), members).means()

    @torch.no_grad()
    def _embed_all(self, pictures: NDArray[np.uint8]) -> Tensor:
        """Embeddings of pictures [N, size, size, 3], not yet of unit length, [N, C]."""
        progress, rows = Progress("embedding"), []
        for start in range(0, len(pictures), EMBEDDED_AT_ONCE):
            batch = batch_to_tensor(np.array(pictures[start : start + EMBEDDED_AT_ONCE]))
            rows.append(self.model.encode_image(batch.to(self.device)))
            progress.show(start + len(batch), len(pictures))
        return torch.cat(rows)

    def _embed(self, rows: NDArray[np.int64], chosen: NDArray[np.int64], rng: torch.Generator) -> Tensor:
        """Embeddings, not yet of unit length, of single pictures and then of families, [rows + chosen * K, C].

        While the picture tower is trained, pictures are augmented.
        """
        if self._known is not None:
            singles, members = self._known
            return torch.cat([singles[rows], members.unflatten(0, self.families.shape[:2])[chosen].flatten(0, 1)])
        drawn = self.families[chosen].reshape(-1, *self.families.shape[2:])
        stacked = np.concatenate([self.pictures[rows], drawn])
        batch = augment(batch_to_tensor(stacked), rng).to(self.device, memory_format=torch.channels_last)
        embedded: Tensor = self.model.encode_image(batch)
        return embedded

    def forward(self, step: Step) -> dict[str, Tensor]:
        """The losses of a step by name, and their weighted sum."""
        training, teacher, rng = self.config, self.teacher, step.numpy_rng
        rows = rng.integers(len(self.pictures), size=training.singles)
        chosen = rng.integers(len(self.families), size=training.families)
        seen = [teacher.attributes[row] for row in rows]
        seen += [member for f in chosen for member in teacher.family_attributes[f]]
        texts = Texts.draw(teacher, seen, chosen, training, rng)
        tokens = with_unknown_words(self.tokenizer(texts.all()), teacher.unknown_word, texts.unknown_shares(), rng)
        raw = self._embed(rows, chosen, step.torch_rng)
        i, t = F.normalize(raw, dim=1), F.normalize(encode_tokens(self.model, tokens.to(self.device)), dim=1)
        statements, pairs, neutral = texts.split(t)
        holds = torch.tensor([[one.holds(a) for one in texts.statements] for a in seen], dtype=torch.float32)
        holds = holds.to(self.device)
        with torch.no_grad():
            self.model.logit_scale.clamp_(max=math.log(MAX_LOGIT_SCALE))
        scale = self.model.logit_scale.exp()
        losses = {"pair": _caption_loss(i, statements, holds, scale, self.bias)}
        if self._known is None:
            losses["head"] = self._head_loss(raw, seen)

        member_i = i[training.singles :].unflatten(0, (training.families, -1))
        members = member_i.shape[1]
        # Which picture of which family is each of these texts about?
        delta_t = F.normalize(statements[texts.captions :] - neutral.mean(dim=0), dim=1)
        cosines = _minus_neutral(teacher, chosen, member_i) @ delta_t.t()
        family_of = torch.arange(training.families).repeat_interleave(members)
        fits = (family_of[:, None] == torch.tensor(texts.owners)[None, :]).to(self.device)
        fits = fits & (holds[training.singles :, texts.captions :] > 0)
        losses["delta"] = _contrast(cosines, fits, training.delta_scale)
        losses["align"] = (1 - cosines[fits]).mean()
        losses["same"] = (1 - neutral @ F.normalize(neutral.mean(dim=0), dim=0).detach()).mean()
        if training.change_weight and texts.differences:
            # Which change of two pictures of one family do these two texts say?
            changes = self._known_changes or Changes.of(teacher, chosen, member_i)
            cosines = F.normalize(pairs[:, 1] - pairs[:, 0], dim=1) @ changes.delta.t()
            fits = changes.fits(texts.differences)
            losses["change"] = _contrast(cosines, fits, training.delta_scale)
            losses["off"] = (1 - cosines[fits]).mean()
        weights = {
            "head": training.head_weight,
            "delta": training.delta_weight,
            "align": training.align_weight,
            "change": training.change_weight,
            "off": training.change_weight / 2,
        }
        loss = torch.stack([weights.get(name, 1.0) * value for name, value in losses.items()]).sum()
        return {"loss": loss, **losses}

    def _head_loss(self, raw: Tensor, seen: list[dict[str, str]]) -> Tensor:
        """Mean over the attributes of how wrong their heads are, from embeddings [N, C]."""
        standing = self.norm(raw)
        labels = {name: label.to(self.device) for name, label in _labels(self.teacher.values, seen).items()}
        shown = [name for name in labels if (labels[name] >= 0).any()]
        return torch.stack([F.cross_entropy(self.heads[name](standing), labels[name]) for name in shown]).mean()


def train_clip(
    model: nn.Module,
    tokenizer: Callable[[list[str]], Tensor],
    pictures: NDArray[np.uint8],
    families: NDArray[np.uint8],
    teacher: Teacher,
    training: ClipTraining,
    checkpoint: Checkpoint,
) -> None:
    """Train an open_clip model in place; leave it averaged and in evaluation mode.

    Args:
        model, tokenizer, pictures, families, teacher: see :class:`ClipLosses`.
        checkpoint: see :class:`deltaedit.training.loop.Loop`.
    """
    torch.manual_seed(training.seed)
    losses = ClipLosses(model, tokenizer, pictures, families, teacher, training)
    sides: dict[bool, list[nn.Parameter]] = {True: [], False: []}
    for name, parameter in model.named_parameters():
        sides[name.startswith("visual.")].append(parameter)
    dropped = [*losses.heads.parameters(), *losses.norm.parameters(), losses.bias]
    groups = [
        {"params": [*sides[False], *dropped], "lr": training.text_rate},
        {"params": sides[True], "lr": training.image_rate},
    ]
    optimizer = torch.optim.Adam(groups, betas=BETAS)
    loop = Loop("clip", training, checkpoint)
    averaged = loop.run(
        losses,
        losses,
        optimizer,
        kept=model,
        ema=training.ema,
        schedule=SCHEDULE,
        clip_gradients=MAX_GRADIENT_NORM,
    )
    model.load_state_dict(averaged.state_dict())
    model.eval().requires_grad_(False)
