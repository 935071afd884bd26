"""Words -> what a bundle makes of them: the edits that were read, as text deltas, and what to know about them.

What words mean is asked of the bundle's CLIP, and what they change of its relevance matrix. Where a bundle was
calibrated for it (``ClipConfig.understood``), words that mean nothing are refused. A published CLIP knows every word,
so there it is only said gently that words will change little: where they reach far less over the relevance matrix than
the bundle's own example prompts do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from torch.nn import functional as F

from deltaedit.bundles.manifest import BundleManifest, ExampleEdit
from deltaedit.clip_space import ClipSpace, TextDelta, clean_text
from deltaedit.errors import NotUnderstoodError, PromptError, listed
from deltaedit.instructions import Reading, TextEdit, denial, read_instruction
from deltaedit.relevance import RelevanceMatrix

#: Cosine of two deltas from which on the second says the first again.
SAME_DELTA = 0.7
#: How many texts that work are named where one does not.
MOST_SUGGESTIONS = 3
#: Words that reach less than this share of what the median of the bundle's examples does will change little.
FAINT_SHARE = 0.1


@dataclass(frozen=True)
class Understanding:
    """What a bundle makes of words.

    Attributes:
        reading: the edits that were read.
        deltas: of those edits that mean something to the bundle and say nothing twice; one at least.
        unknown: words, or whole edits, that mean nothing to it.
        hint: what to know before editing, in sentences: how slips of the keyboard were read, what is left out, and what
            will change little; or empty.
        suggestions: where words will change little, texts that change more.
    """

    reading: Reading
    deltas: tuple[TextDelta, ...]
    unknown: tuple[str, ...] = ()
    hint: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interpreter:
    """Understands words for one bundle."""

    clip: ClipSpace
    relevance: RelevanceMatrix
    manifest: BundleManifest

    def understand(self, source: str | None, target: str) -> Understanding:
        """See :meth:`deltaedit.editor.DeltaEditor.understand`."""
        target, slips = self._spelled(target, "target text")
        if source is not None:
            source, more = self._spelled(source, "source text")
            slips |= more
        reading = self._read(source, target)
        deltas: list[TextDelta] = []
        unknown: list[str] = []
        faint: list[str] = []
        problem: PromptError | None = None
        for edit in reading.edits:
            phrase = self._phrase(edit)
            try:
                delta = self._delta(edit)
            except PromptError as error:
                problem = error
                unknown.append(phrase)
                continue
            if self._means_nothing(edit) or self._all_unknown(phrase):
                unknown.append(phrase)
                continue
            unknown += self.clip.unknown_words(f"{edit.source} {edit.target}")
            if all(float(delta.unit @ other.unit) < SAME_DELTA for other in deltas):
                deltas.append(delta)
                faint += [phrase] if self._is_faint(delta) else []
        if not deltas:
            if problem is not None and not self.clip.unknown_words(f"{source or ''} {target}"):
                raise problem
            raise self._not_understood(reading)
        left_out = tuple(dict.fromkeys(unknown))
        works = self.nearest(faint[0], self._one_per_group()) if faint else ()
        return Understanding(reading, tuple(deltas), left_out, self._hint(slips, left_out, faint, works), works)

    def _spelled(self, text: str, role: str) -> tuple[str, dict[str, str]]:
        """A text with its slips of the keyboard mended, and these by word."""
        text = clean_text(text, role)
        slips = self.clip.misspelled(text)
        for word, meant in slips.items():
            text = re.sub(rf"\b{word}\b", meant, text, flags=re.IGNORECASE)
        return text, slips

    def nearest(self, text: str, examples: Iterable[ExampleEdit] | None = None) -> tuple[str, ...]:
        """The bundle's examples that are nearest to a text by meaning; one of each group where it means nothing.

        Args:
            examples: which of the bundle's to choose from; all by default.

        Raises:
            PromptError: the text is empty or too long.
        """
        neutral = self.clip.embed_text(self.manifest.neutral)
        meant = self.clip.embed_text(text) - neutral
        if float(meant.norm()) < self.clip.config.same_text:
            return tuple(example.target for example in self._one_per_group())[:MOST_SUGGESTIONS]
        targets = dict.fromkeys(one.target for one in (self.manifest.examples if examples is None else examples))
        away = {target: self.clip.embed_text(target) - neutral for target in targets}
        nearness = {target: float(F.cosine_similarity(meant, delta, dim=0)) for target, delta in away.items()}
        return tuple(sorted(nearness, key=lambda target: -nearness[target])[:MOST_SUGGESTIONS])

    def _read(self, source: str | None, target: str) -> Reading:
        """The target as an instruction, unless it describes a picture beside a source of its own."""
        neutral = self.manifest.neutral
        reading = read_instruction(target, neutral)
        described = source is not None and clean_text(source, "source text").lower() != neutral.lower()
        if source is not None and described and not reading.instructs:
            return Reading(target, (TextEdit(source, target),), plain=True)
        return reading

    def _delta(self, edit: TextEdit) -> TextDelta:
        """The delta of an edit. To a model that understands denials, what goes is best said by one."""
        neutral = self.manifest.neutral
        if self.clip.config.denies and edit.target == neutral and (denied := denial(edit.source, neutral)) is not None:
            return self.clip.text_delta(neutral, denied)
        return self.clip.text_delta(edit.source, edit.target)

    def _phrase(self, edit: TextEdit) -> str:
        """The side of an edit that is not the neutral text; of two such sides the target."""
        return edit.source if edit.target == self.manifest.neutral else edit.target

    def _all_unknown(self, phrase: str) -> bool:
        """Whether the model was trained on no word of a phrase, but for those of the neutral text."""
        neutral = self.manifest.neutral.lower().split()
        words = {word for word in self.clip.content_words(phrase) if word not in neutral}
        return bool(words) and words <= set(self.clip.unknown_words(phrase))

    def _means_nothing(self, edit: TextEdit) -> bool:
        """Whether what is asked for is too faint to be about anything that the bundle knows."""
        neutral = self.clip.embed_text(self.manifest.neutral)
        away = [float((self.clip.embed_text(text) - neutral).norm()) for text in (edit.source, edit.target)]
        return min(away) < self.clip.config.same_text and max(away) < self.clip.config.understood

    def _is_faint(self, delta: TextDelta) -> bool:
        """Whether a delta reaches far less over the relevance matrix than the bundle's examples.

        Calibrated on one example per group when words are first understood; their embeddings stay cached. A bundle that
        was calibrated to refuse what means nothing needs no such guess.
        """
        if self.clip.config.understood > 0 or not self.manifest.examples:
            return False
        embed, threshold = self.clip.embed_text, self.manifest.threshold
        examples = [embed(one.target) - embed(one.source) for one in self._one_per_group()]
        usual = median(self.relevance.reach(raw, threshold) for raw in examples)
        return self.relevance.reach(delta.raw, threshold) < FAINT_SHARE * usual

    def _one_per_group(self) -> tuple[ExampleEdit, ...]:
        """The first example of each group."""
        return tuple({example.group: example for example in reversed(self.manifest.examples)}.values())[::-1]

    @staticmethod
    def _hint(slips: Mapping[str, str], unknown: Sequence[str], faint: Sequence[str], works: Sequence[str]) -> str:
        sentences = [f"'{word}' was read as '{meant}'." for word, meant in slips.items()]
        if unknown:
            sentences.append(f"Left out, since it means nothing to this bundle: {listed(unknown)}.")
        if faint:
            sentences.append(f"These words change little here: {listed(faint)}. Try {listed(works)}.")
        return " ".join(sentences)

    def _not_understood(self, reading: Reading) -> NotUnderstoodError:
        """The error that says so, with examples of the bundle that work."""
        nearest = self.nearest(self._phrase(reading.edits[0]))
        works = f" What works, for example: {listed(nearest)}." if nearest else ""
        return NotUnderstoodError(
            f"'{reading.text}' says nothing that the {self.manifest.name} bundle knows, so nothing is changed.{works}",
            nearest,
        )
