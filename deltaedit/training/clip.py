"""Training a small CLIP on pictures whose attributes are known, so that every label is exact.

There are four kinds of losses:

- a pairwise sigmoid loss: does this caption hold for this picture? (after SigLIP, Zhai et al., ICCV 2023);
- a linear classifier per attribute on the picture's embedding, which is dropped afterwards;
- on families of pictures that differ in one attribute only, a contrastive loss of differences: which text minus the
  neutral one matches this picture minus its family's mean? Edits use only such differences;
- a contrastive loss of changes: which difference of two pictures of a family matches the difference of two texts about
  it? This includes removals.

The text tower can be trained alone against a frozen picture tower. Then the changes of pictures are computed once, as
means over all families.
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

#: Share of the texts, and of the neutral texts, that unknown words are inserted into, and how many words at most.
UNKNOWN_SHARE, UNKNOWN_NEUTRAL_SHARE, MAX_UNKNOWN_WORDS = 0.25, 0.75, 4
#: Neutral texts per step.
NEUTRAL_TEXTS = 16
EMBEDDING_BATCH = 32
#: Single pictures that a text tower is trained against; more would add nothing about any attribute.
MAX_SINGLES = 6000
SCHEDULE = Schedule(warm_up=100, floor=0.02)
BETAS = (0.9, 0.99)
MAX_GRADIENT_NORM = 1.0
#: Bound on the logit scale; it is 100 in the training of OpenAI's CLIP.
MAX_LOGIT_SCALE = 60.0


@dataclass(frozen=True)
class Teacher:
    """The labels of a domain's pictures, and functions that draw texts about them.

    Attributes:
        attributes: of each single picture.
        values: every attribute that a classifier learns, with its values.
        family_attributes: of each member of each family, in order.
        varied: the attribute in which each family differs.
        draw_caption: (attributes, random numbers) -> a caption with ``text`` and ``holds(attributes)``.
        draw_change: (attribute, attributes, random numbers) -> a caption of this attribute's value only, or None.
        draw_difference: (attribute, attributes before, after, random numbers) -> two texts with ``source``, ``target``
            and ``fits(attribute, value before, after)``, or None.
        neutral_values: (attribute, value) -> the values that a neutral text implies when contrasted with it; empty for
            all values.
        neutral: random numbers -> a text that is true of every picture.
        unknown_word: random numbers -> the tokens of a word that must have no effect.
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
    """Index of the value of each attribute, -100 (ignored by the loss) where it is not visible."""
    return {
        name: torch.tensor([choices.index(a[name]) if name in a else -100 for a in attributes])
        for name, choices in values.items()
    }


@dataclass(frozen=True)
class Texts:
    """The texts of a step, in the order in which they are embedded.

    Attributes:
        statements: captions, followed by changes; each has ``text`` and ``holds(attributes)``.
        captions: how many of the statements are captions.
        owners: the index within the step of each change's family.
        differences: pairs of texts about members of a family.
        neutral: texts that are true of every picture.
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
        """All texts, in order."""
        pairs = [text for difference in self.differences for text in (difference.source, difference.target)]
        return [*(statement.text for statement in self.statements), *pairs, *self.neutral]

    def unknown_shares(self) -> Tensor:
        """The probability of unknown words in each text, [N]; it is highest in neutral ones."""
        meaningful = len(self.statements) + 2 * len(self.differences)
        return torch.tensor([UNKNOWN_SHARE] * meaningful + [UNKNOWN_NEUTRAL_SHARE] * len(self.neutral))

    def split(self, embedded: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Split embeddings of all texts [N, C] into statements [S, C], differences [D, 2, C] and neutral texts."""
        statements, pairs, neutral = embedded.split(
            [len(self.statements), 2 * len(self.differences), len(self.neutral)]
        )
        return statements, pairs.unflatten(0, (-1, 2)), neutral


def with_unknown_words(
    tokens: Tensor, draw: Callable[[np.random.Generator], Sequence[int]], shares: Tensor, rng: np.random.Generator
) -> Tensor:
    """Insert words without meaning into tokens [N, context], where there is room, with the probabilities [N]."""
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
    """Does this caption hold for this picture? True pairs have a larger weight, since there are fewer of them."""
    return F.binary_cross_entropy_with_logits(i @ t.t() * scale + bias, holds, weight=1 + 2 * holds)


def _contrast(cosines: Tensor, fits: Tensor, scale: float) -> Tensor:
    """Contrastive loss of cosines [N, M]: the mean over the rows with a match of -log of all matches' probability."""
    matched = fits.any(dim=1)
    logs = F.log_softmax(cosines * scale, dim=1)
    return -torch.logsumexp(logs.masked_fill(~fits, -1e4), dim=1)[matched].mean()


def _minus_neutral(teacher: Teacher, chosen: NDArray[np.int64], member_i: Tensor) -> Tensor:
    """Unit differences of pictures [F, K, C] from the mean of what a neutral text implies in a family, [F * K, C]."""
    rows = []
    for f, embedded in zip(chosen, member_i):
        varied = teacher.varied[f]
        values = [member[varied] for member in teacher.family_attributes[f]]
        for k, value in enumerate(values):
            implied = teacher.neutral_values(varied, value)
            others = [n for n, other in enumerate(values) if other in implied]
            rows.append(embedded[k] - embedded[others or slice(None)].mean(dim=0))
    return F.normalize(torch.stack(rows), dim=1)


@dataclass(frozen=True)
class Changes:
    """Changes of pictures, each in one attribute.

    Attributes:
        kinds: (attribute, value before, value after) of each.
        delta: unit differences of the embeddings [M, C], in the same order.
    """

    kinds: list[tuple[str, str, str]]
    delta: Tensor

    @classmethod
    def of(cls, teacher: Teacher, chosen: NDArray[np.int64], member_i: Tensor) -> Changes:
        """Every change from one picture to another within families of unit embeddings [F, K, C]."""
        count = member_i.shape[1]
        pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
        before, after = ([pair[side] for pair in pairs] for side in (0, 1))
        kinds = []
        for f in chosen:
            varied, members = teacher.varied[f], teacher.family_attributes[f]
            kinds += [(varied, members[a][varied], members[b][varied]) for a, b in pairs]
        return cls(kinds, F.normalize((member_i[:, after] - member_i[:, before]).flatten(0, 1), dim=1))

    def means(self) -> Changes:
        """The mean change of each kind."""
        kinds = sorted(set(self.kinds))
        index = torch.tensor([kinds.index(kind) for kind in self.kinds], device=self.delta.device)
        total = torch.zeros(len(kinds), self.delta.shape[1], device=self.delta.device).index_add(0, index, self.delta)
        return Changes(kinds, F.normalize(total, dim=1))

    def fits(self, differences: list[Any]) -> Tensor:
        """Which changes each difference of two texts describes, [differences, M]."""
        rows = [[text.attribute == kind[0] and bool(text.fits(*kind)) for kind in self.kinds] for text in differences]
        return torch.tensor(rows, dtype=torch.bool, device=self.delta.device)


class ClipLosses(nn.Module):
    """The losses of a step, with all parameters that they train: the model's, and others that are dropped afterwards.

    Args:
        model: an open_clip model, on the device to train on.
        tokenizer: texts to tokens [N, context].
        pictures: [N, size, size, 3] uint8.
        families: [F, K, size, size, 3] uint8.
        teacher: the labels of both.
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
        # In this layout the picture tower's convolutions take a third less time on a CPU.
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
        #: Embeddings of all pictures, and the mean changes of families, where the picture tower is frozen.
        self._frozen: tuple[Tensor, Tensor] | None = None
        self._frozen_changes: Changes | None = None
        if not both:
            model.visual.requires_grad_(False).eval()  # type: ignore[union-attr,operator]
            self._frozen = self._embed_all(self.pictures), self._embed_all(families.reshape(-1, *families.shape[2:]))
            members = F.normalize(self._frozen[1], dim=1).view(*families.shape[:2], -1)
            self._frozen_changes = Changes.of(teacher, np.arange(len(families)), members).means()

    @torch.no_grad()
    def _embed_all(self, pictures: NDArray[np.uint8]) -> Tensor:
        """Embeddings of pictures [N, size, size, 3], not normalised, [N, C]."""
        progress, rows = Progress("embedding"), []
        for start in range(0, len(pictures), EMBEDDING_BATCH):
            batch = batch_to_tensor(np.array(pictures[start : start + EMBEDDING_BATCH]))
            rows.append(self.model.encode_image(batch.to(self.device)))
            progress.show(start + len(batch), len(pictures))
        return torch.cat(rows)

    def _embed(self, rows: NDArray[np.int64], chosen: NDArray[np.int64], rng: torch.Generator) -> Tensor:
        """Embeddings of single pictures, followed by families, not normalised, [rows + chosen * K, C].

        Pictures are augmented while the picture tower is trained.
        """
        if self._frozen is not None:
            singles, members = self._frozen
            return torch.cat([singles[rows], members.unflatten(0, self.families.shape[:2])[chosen].flatten(0, 1)])
        drawn = self.families[chosen].reshape(-1, *self.families.shape[2:])
        stacked = np.concatenate([self.pictures[rows], drawn])
        batch = augment(batch_to_tensor(stacked), rng).to(self.device, memory_format=torch.channels_last)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.config.bfloat16):
            embedded: Tensor = self.model.encode_image(batch)
        return embedded.float()

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
        holds = torch.tensor([[text.holds(a) for text in texts.statements] for a in seen], dtype=torch.float32)
        holds = holds.to(self.device)
        with torch.no_grad():
            self.model.logit_scale.clamp_(max=math.log(MAX_LOGIT_SCALE))
        scale = self.model.logit_scale.exp()
        losses = {"pair": _caption_loss(i, statements, holds, scale, self.bias)}
        if self._frozen is None:
            losses["head"] = self._head_loss(raw, seen)

        member_i = i[training.singles :].unflatten(0, (training.families, -1))
        members = member_i.shape[1]
        # Which picture of which family does each of these texts describe?
        delta_t = F.normalize(statements[texts.captions :] - neutral.mean(dim=0), dim=1)
        cosines = _minus_neutral(teacher, chosen, member_i) @ delta_t.t()
        family_of = torch.arange(training.families).repeat_interleave(members)
        fits = (family_of[:, None] == torch.tensor(texts.owners)[None, :]).to(self.device)
        fits = fits & (holds[training.singles :, texts.captions :] > 0)
        losses["delta"] = _contrast(cosines, fits, training.delta_scale)
        losses["align"] = (1 - cosines[fits]).mean()
        losses["same"] = (1 - neutral @ F.normalize(neutral.mean(dim=0), dim=0).detach()).mean()
        if training.change_weight and texts.differences:
            # Which change between two pictures of a family does each pair of texts describe?
            changes = self._frozen_changes or Changes.of(teacher, chosen, member_i)
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
        """Mean cross-entropy of the attributes' classifiers, from embeddings [N, C]."""
        normalized = self.norm(raw)
        labels = {name: label.to(self.device) for name, label in _labels(self.teacher.values, seen).items()}
        visible = [name for name in labels if (labels[name] >= 0).any()]
        return torch.stack([F.cross_entropy(self.heads[name](normalized), labels[name]) for name in visible]).mean()


def train_clip(
    model: nn.Module,
    tokenizer: Callable[[list[str]], Tensor],
    pictures: NDArray[np.uint8],
    families: NDArray[np.uint8],
    teacher: Teacher,
    training: ClipTraining,
    checkpoint: Checkpoint,
) -> None:
    """Train an open_clip model in place; it ends with averaged weights and in evaluation mode.

    Args:
        model, tokenizer, pictures, families, teacher: see :class:`ClipLosses`.
        checkpoint: see :class:`deltaedit.training.loop.Loop`.
    """
    torch.manual_seed(training.seed)
    losses = ClipLosses(model, tokenizer, pictures, families, teacher, training)
    visual = [parameter for name, parameter in model.named_parameters() if name.startswith("visual.")]
    others = [parameter for name, parameter in model.named_parameters() if not name.startswith("visual.")]
    dropped = [*losses.heads.parameters(), *losses.norm.parameters(), losses.bias]
    groups = [
        {"params": [*others, *dropped], "lr": training.text_rate},
        {"params": visual, "lr": training.image_rate},
    ]
    optimizer = torch.optim.Adam(groups, betas=BETAS)
    averaged = Loop("clip", training, checkpoint).run(
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
