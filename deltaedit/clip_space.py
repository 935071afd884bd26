"""CLIP's joint space: pictures and texts to unit vectors, and the difference of two texts.

The model is any that open_clip can build; which one, how pictures are prepared for it and which prompt templates
surround a text is the bundle's business (:class:`ClipConfig`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated, Any

import torch
from pydantic import Field
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.errors import BundleError, CheckpointError, PromptError, ShapeError, listed

MAX_PROMPT_CHARACTERS = 200
NAMED_TEMPLATES = ("openai_imagenet",)
TEXT_CACHE_SIZE = 512
#: A shorter word is near to too many others.
SHORTEST_CORRECTED = 4
VOCABULARY_FILE = "words.txt"
#: Words of English that say nothing of a picture; nobody misses them.
FUNCTION_WORDS = frozenset({
    "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "both", "but", "by",
    "can", "could", "did", "do", "does", "each", "either", "else", "ever", "every", "for", "from", "get", "gets",
    "give", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "just", "like", "look", "looking", "looks", "make", "makes", "me", "more", "most",
    "much", "my", "no", "nor", "not", "now", "of", "off", "on", "one", "onto", "or", "other", "our", "out", "over",
    "own", "please", "quite", "really", "she", "should", "show", "shows", "so", "some", "somebody", "someone",
    "something", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "too", "up", "upon", "us", "very", "was", "we", "wear", "wearing", "wears", "were", "what", "which", "while",
    "who", "whose", "will", "with", "without", "you", "your",
})  # fmt: skip


@dataclass(frozen=True)
class ClipConfig:
    """Which CLIP a bundle speaks.

    Attributes:
        model: an open_clip model name, or ``local-dir:<folder>`` with open_clip's own configuration file in it.
        size: pixels along an edge of the model's input.
        mean, std: per channel, subtracted and divided by, on pictures in [-1, 1]. The published way is 0 and 1.
        templates: prompts that surround a text, each with one ``{}``, or the name of a published set.
        without_templates: members of a published set that are left out, as they render.
        same_text: length of a text delta below which two texts mean the same to the model.
        understood: length of a text delta from the neutral text below which a text says nothing that the model knows; 0
            where that was never calibrated.
        denies: the model was trained on denials, so that "face without a hat" is one to it; CLIP in general does not
            understand "no".
    """

    model: str
    size: Annotated[int, Field(ge=1, le=4096)]
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    std: tuple[float, float, float] = (1.0, 1.0, 1.0)
    templates: tuple[str, ...] | str = ("{}",)
    without_templates: tuple[str, ...] = ()
    same_text: float = 1e-4
    understood: float = 0.0
    denies: bool = False


@dataclass(frozen=True)
class TextDelta:
    """The difference of two texts in CLIP space.

    Attributes:
        raw: target minus source, each the unit mean of its prompts, [C]. The relevance mask uses this one.
        unit: ``raw`` scaled to length one, [C]. The mapper uses this one.
        source, target: the texts.
    """

    raw: Tensor
    unit: Tensor
    source: str
    target: str


@lru_cache(maxsize=64)
def _box_weights(size_in: int, size_out: int) -> Tensor:
    """[size_out, size_in]: how much of each input pixel an output pixel covers, rows summing to one."""
    edges_in = torch.arange(size_in + 1, dtype=torch.float64)
    edges_out = torch.arange(size_out + 1, dtype=torch.float64) * (size_in / size_out)
    left = torch.maximum(edges_out[:-1, None], edges_in[None, :-1])
    right = torch.minimum(edges_out[1:, None], edges_in[None, 1:])
    return ((right - left).clamp(min=0) * (size_out / size_in)).float()


def box_resample(image: Tensor, size: int) -> Tensor:
    """Exact area resampling to a square, [B, C, H, W] to [B, C, size, size].

    Every output pixel is the mean of the rectangle that it covers. It equals the authors' nearest up-sampling by 7
    followed by average pooling, at a hundredth of the memory.
    """
    height, width = image.shape[-2:]
    if (height, width) == (size, size):
        return image
    rows = _box_weights(height, size).to(image)
    columns = _box_weights(width, size).to(image)
    return torch.einsum("oh,bchw,pw->bcop", rows, image, columns)


def prompt_templates(config: ClipConfig) -> list[Callable[[str], str]]:
    """The bundle's prompt templates as functions from a text to a prompt.

    Raises:
        BundleError: an unknown set, or a template without ``{}``.
    """
    if isinstance(config.templates, str):
        if config.templates not in NAMED_TEMPLATES:
            raise BundleError(
                f"there is no set of prompt templates '{config.templates}'; there is {listed(NAMED_TEMPLATES)}."
            )
        import open_clip

        left_out = set(config.without_templates)
        return [t for t in open_clip.OPENAI_IMAGENET_TEMPLATES if t("{}") not in left_out]
    for template in config.templates:
        if template.count("{}") != 1:
            raise BundleError(f"the prompt template '{template}' must hold exactly one {{}} for the text.")
    return [partial(str.replace, template, "{}") for template in config.templates]


def clean_text(text: str, role: str = "text") -> str:
    """A visitor's text without control characters and doubled spaces.

    Raises:
        PromptError: nothing is left of it, or it is too long.
    """
    if not isinstance(text, str):
        raise PromptError(f"The {role} must be words; describe the picture, for example in three or four of them.")
    cleaned = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in text)).strip()
    if not cleaned:
        raise PromptError(f"The {role} is empty: say in a few words what the picture shows.")
    if len(cleaned) > MAX_PROMPT_CHARACTERS:
        raise PromptError(
            f"The {role} has {len(cleaned)} characters; at most {MAX_PROMPT_CHARACTERS} are understood. Say it shorter."
        )
    return cleaned


def encode_tokens(model: Any, tokens: Tensor) -> Tensor:
    """open_clip's ``encode_text`` of tokens [N, context] to [N, C], without the empty places behind the texts.

    Attention looks only back and the embedding is read off the end mark, so what stands behind it changes nothing;
    of CLIP's 77 places a prompt needs a dozen.
    """
    import open_clip

    if not (
        isinstance(model, open_clip.CLIP)
        and model.text_pool_type == "argmax"
        and model.attn_mask is not None
        and isinstance(model.text_projection, Tensor)
    ):
        embedded: Tensor = model.encode_text(tokens)
        return embedded
    length = int((tokens != 0).sum(dim=1).max())
    tokens = tokens[:, :length]
    x = model.token_embedding(tokens) + model.positional_embedding[:length]
    x = model.ln_final(model.transformer(x, attn_mask=model.attn_mask[:length, :length]))
    ends = x[torch.arange(len(x), device=x.device), tokens.argmax(dim=1)]
    features: Tensor = ends @ model.text_projection
    return features


class ClipSpace:
    """An open_clip model together with the bundle's way of using it.

    Raises:
        CheckpointError: open_clip cannot build the model or its weights do not fit.
    """

    def __init__(
        self,
        model: nn.Module,
        tokenizer: Callable[[list[str]], Tensor],
        config: ClipConfig,
        vocabulary: frozenset[str] = frozenset(),
    ) -> None:
        """Wrap a model.

        Args:
            vocabulary: the words that the model was trained on; empty where it is not known, or is all of them.
        """
        self.vocabulary = vocabulary
        self.model = model.eval().requires_grad_(False)
        self.tokenizer = tokenizer
        self.config = config
        self._templates = prompt_templates(config)
        self._mean = torch.tensor(config.mean).view(1, 3, 1, 1)
        self._std = torch.tensor(config.std).view(1, 3, 1, 1)
        self._embed_cached = lru_cache(maxsize=TEXT_CACHE_SIZE)(self._embed_text)

    @classmethod
    def from_folder(cls, folder: Path, config: ClipConfig, device: torch.device | str = "cpu") -> ClipSpace:
        """A model in open_clip's own folder layout; nothing is fetched from a network."""
        # It takes longer to import than torch, and whoever reads a manifest needs nothing of it.
        import open_clip

        name = f"local-dir:{folder}"
        try:
            model: Any = open_clip.create_model(name, precision="fp32", device=device)
            tokenizer: Any = open_clip.get_tokenizer(name)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise CheckpointError(f"open_clip cannot load the CLIP model in {folder}: {error}") from error
        words = folder / VOCABULARY_FILE
        vocabulary = frozenset(words.read_text(encoding="utf-8").split()) if words.is_file() else frozenset()
        return cls(model, tokenizer, config, vocabulary)

    def unknown_words(self, text: str) -> list[str]:
        """The content words of a text that the model was never trained on."""
        if not self.vocabulary:
            return []
        return [word for word in self.content_words(text) if word not in self.vocabulary]

    def content_words(self, text: str) -> list[str]:
        """The words of a text that say something of a picture, each once; all but function words."""
        words = dict.fromkeys(re.findall(r"[^\W\d_]+", text.lower()))
        return [word for word in words if word not in FUNCTION_WORDS and len(word) > 1]

    def misspelled(self, text: str) -> dict[str, str]:
        """The words of a text that are no words at all and nearly one that the model was trained on, with that one.

        A word of English is one piece to CLIP's tokenizer, which saw the web; a slip of the keyboard is several. So
        "older" is never taken for "soldier", nor "crown" for "brown".
        """
        found = {}
        for word in self.unknown_words(text):
            pieces = int((self.tokenizer([word])[0] != 0).sum()) - 2
            known = self._nearest_word(word) if pieces > 1 and len(word) >= SHORTEST_CORRECTED else None
            # "unsmiling" is no slip of "smiling".
            if known is not None and not word.endswith(known):
                found[word] = known
        return found

    def _nearest_word(self, word: str) -> str | None:
        """The word of the vocabulary with two neighbouring letters swapped, or else one that is a letter away."""
        swaps = (f"{word[:k]}{word[k + 1]}{word[k]}{word[k + 2 :]}" for k in range(len(word) - 1))
        similar = difflib.get_close_matches(word, sorted(self.vocabulary), 1, 1 - 1 / len(word))
        return next((swap for swap in swaps if swap in self.vocabulary), next(iter(similar), None))

    @property
    def device(self) -> torch.device:
        return next(self.model.parameters()).device

    @property
    def dim(self) -> int:
        """Width C of the space."""
        return int(self.embed_text("a").shape[0])

    def preprocess(self, image: Tensor) -> Tensor:
        """Pictures [B, 3, H, W] in [-1, 1] as the model wants them, [B, 3, size, size]."""
        if image.ndim != 4 or image.shape[1] != 3:
            raise ShapeError(f"CLIP needs pictures [batch, 3, height, width], not {list(image.shape)}.")
        image = box_resample(image, self.config.size)
        return (image - self._mean.to(image)) / self._std.to(image)

    def embed_image(self, image: Tensor) -> Tensor:
        """Pictures [B, 3, H, W] in [-1, 1] to unit vectors [B, C]. Gradients flow through the picture."""
        features: Tensor = self.model.encode_image(self.preprocess(image))  # type: ignore[operator]
        return F.normalize(features, dim=1)

    def embed_text(self, text: str) -> Tensor:
        """A text to a unit vector [C]: the mean of the unit vectors of its prompts.

        Raises:
            PromptError: the text is empty, or longer than the model reads.
        """
        cached: Tensor = self._embed_cached(clean_text(text))
        return cached

    @torch.no_grad()
    def _embed_text(self, text: str) -> Tensor:
        tokens = self.tokenizer([template(text) for template in self._templates])
        context = tokens.shape[1]
        # The tokenizer cuts a text that is too long and puts the end mark in the last place.
        if int((tokens[0] != 0).sum()) >= context:
            raise PromptError(f"The text '{text}' is longer than the {context} word pieces this model reads.")
        features = encode_tokens(self.model, tokens.to(self.device))
        return F.normalize(F.normalize(features, dim=1).mean(dim=0), dim=0)

    def text_delta(self, source: str, target: str) -> TextDelta:
        """Target minus source.

        Raises:
            PromptError: a text is empty or too long, or both mean the same to the model.
        """
        source, target = clean_text(source, "source text"), clean_text(target, "target text")
        raw = self.embed_text(target) - self.embed_text(source)
        length = raw.norm()
        if float(length) < self.config.same_text:
            raise PromptError(
                f"'{source}' and '{target}' mean the same to this model, so there is nothing to change: "
                "describe in the target what should be different."
            )
        return TextDelta(raw=raw, unit=raw / length, source=source, target=target)
