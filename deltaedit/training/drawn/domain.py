"""A drawn domain: the drawings of a style, the language about them, and how the bundle is presented and measured.

The data of each domain is in a module in :mod:`deltaedit.training.drawn.domains`; rendering is in
:mod:`deltaedit.training.drawn.render`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deltaedit.errors import TrainingError, listed
from deltaedit.training.drawn.captions import Language, Phrase, say
from deltaedit.training.drawn.colours import EXAMPLES, RGB, common_name, nearest

#: Values of each attribute.
Values = Mapping[str, tuple[str, ...]]
#: A part, and its values that hide something else.
Hidden = tuple[str, frozenset[str]]
#: A requested edit: the attribute that must change, and the values that fulfil it; the oracle uses the first one.
Wish = tuple[str, tuple[str, ...]]
#: The value of a part that is not drawn.
NONE = "none"
#: The colour behind the drawing.
BACKGROUND = "background"
#: Suffix of the names of attributes that are colours.
COLOUR = "Colour"
#: The name of a colour that has none of the part's names.
UNNAMED = ""
#: A random colour of a part without ``colour_names`` gets the name of the nearest named one up to this distance.
ALIKE = 0.1


@dataclass(frozen=True)
class BundleTexts:
    """Texts and numbers for the manifest of a domain's bundle.

    Attributes:
        title, description, limits: for people.
        style_license, style_origin: of the drawings.
        neutral: the text that means "any drawing".
        default_target: the edit that is offered first.
        picture_label: label of the example pictures, which is followed by a number.
        suggestions: edits by group, in words that the bundle's CLIP was trained on.
        same_text: wordings of "any drawing" are closer to each other than this, and all others are farther apart.
        threshold, threshold_max, strength_scale, strength_min, strength_max, refine_steps, likeness_min, gain_min,
            present_min: see the manifest.
    """

    title: str
    description: str
    limits: str
    style_license: str
    style_origin: str
    neutral: str
    default_target: str
    picture_label: str
    suggestions: Mapping[str, tuple[str, ...]]
    same_text: float = 0.05
    threshold: float = 0.0
    threshold_max: float = 0.3
    strength_scale: float = 1.0
    strength_min: float = -2.0
    strength_max: float = 2.0
    refine_steps: int = 40
    likeness_min: float = 0.0
    gain_min: float = 6.0
    present_min: float = 0.05


@dataclass(frozen=True)
class Domain:
    """The drawings of one style of the renderer, the language about them, and what is measured of the bundle.

    Attributes:
        name: of the domain and of its bundle.
        style: DiceBear's name of the style.
        parts: values of each part, in the order of the code; "none" draws nothing.
        colours: named colours of each coloured part, in the order of the code.
        phrases: makes every wording of every fact from the domain's :attr:`values`.
        subjects: neutral words, see :class:`~deltaedit.training.drawn.captions.Language`.
        texts: for the manifest.
        weights: probabilities of a part's values, for parts whose values are not equally probable.
        options: DiceBear's names of coloured parts, where they differ from ours.
        colour_hidden: for each coloured part, what hides it.
        part_hidden: for each part, what hides it.
        copies: for a colour that is often the same as another one: (that colour, how often).
        jitter: maximal deviation of colours from the named ones, of 255 per channel.
        any_colour: share of the colours that are random RGB values.
        free_colours: further named colours of a part, which occur only as random RGB values.
        colour_names: per part, a common name of colours (see :func:`~deltaedit.training.drawn.colours.common_name`) and
            the names that such a colour may have here, of which it gets the nearest. Colours of other common names
            have no name: captions do not mention them, and they are not judged.
        caption_weights: relative frequencies of the attributes in captions; 1 by default.
        plain: values of the parts that example pictures do not specify.
        pictures: the example pictures: (parts, colours).
        wishes: the edits that are measured, in words of the domain.
        hides: attributes that an edit of an attribute hides or changes, so that they cannot count as kept.
        judged_colours: coloured parts that are large enough to be judged.
        judged_alike: per attribute, values that look like another one, each with that one.
        fulfilled_by: wishes that are also fulfilled by other values than those of their words, each with the words for
            all of these values.
        focus: (from, to) as shares of the edge, of the centred square with the small, important details.

    Raises:
        TrainingError: entries are inconsistent; the message names one.
    """

    name: str
    style: str
    parts: Values
    colours: Mapping[str, Mapping[str, RGB]]
    phrases: Callable[[Values], tuple[Phrase, ...]]
    subjects: tuple[str, ...]
    texts: BundleTexts
    weights: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    colour_hidden: Mapping[str, Hidden] = field(default_factory=dict)
    part_hidden: Mapping[str, Hidden] = field(default_factory=dict)
    copies: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    jitter: int = 8
    any_colour: float = 0.0
    free_colours: Mapping[str, Mapping[str, RGB]] = field(default_factory=dict)
    colour_names: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    caption_weights: Mapping[str, float] = field(default_factory=dict)
    plain: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = ()
    wishes: tuple[str, ...] = ()
    hides: Mapping[str, frozenset[str]] = field(default_factory=dict)
    judged_colours: tuple[str, ...] = (BACKGROUND,)
    judged_alike: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fulfilled_by: Mapping[str, str] = field(default_factory=dict)
    focus: tuple[float, float] = (0.0, 1.0)

    def __post_init__(self) -> None:
        if BACKGROUND not in self.colours:
            raise TrainingError(f"The domain '{self.name}' has no colour '{BACKGROUND}'; every drawing needs one.")
        self._check_names("weights", self.weights, self.parts)
        self._check_names("part_hidden", self.part_hidden, self.parts)
        for name in ("options", "colour_hidden", "copies", "free_colours", "colour_names", "judged_colours"):
            self._check_names(name, getattr(self, name), self.colours)
        for part, named in self.colour_names.items():
            self._check_names("colour_names", named, EXAMPLES)
            for names in named.values():
                self._check_names("colour_names", names, self.named_colours(part))
        self._check_names("copies", [source for source, _ in self.copies.values()], self.colours)
        for part, weights in self.weights.items():
            if len(weights) != len(self.parts[part]) or abs(sum(weights) - 1) > 1e-6 or min(weights) < 0:
                raise TrainingError(
                    f"The weights of '{part}' in the domain '{self.name}' must be {len(self.parts[part])} shares that "
                    f"add up to 1, not {weights}."
                )
        for attribute, alike in self.judged_alike.items():
            self._check_names("judged_alike", [attribute], self.values)
            self._check_names(f"judged_alike of {attribute}", [*alike, *alike.values()], self.values[attribute])
        for part, values in (*self.colour_hidden.values(), *self.part_hidden.values()):
            self._check_names("hidden", [part], self.parts)
            self._check_names(f"hidden by {part}", values, self.parts[part])

    def _check_names(
        self, what: str, names: Mapping[str, object] | Sequence[str] | frozenset[str], known: object
    ) -> None:
        choices = list(known)  # type: ignore[call-overload]
        for name in names:
            if name not in choices:
                raise TrainingError(
                    f"The domain '{self.name}' has no '{name}', which is in its {what}; there are {listed(choices)}."
                )

    @property
    def code_size(self) -> int:
        """The length of a code."""
        return sum(len(values) for values in self.parts.values()) + 3 * len(self.colours)

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """All attributes with their values: parts by name, colours as ``<part>Colour``."""
        return {**self.parts, **{f"{part}{COLOUR}": tuple(self.named_colours(part)) for part in self.colours}}

    def named_colours(self, part: str) -> dict[str, RGB]:
        """All named colours of a part."""
        return {**self.colours[part], **self.free_colours.get(part, {})}

    @cached_property
    def language(self) -> Language:
        """The language about the drawings; built at first use, since it has tens of thousands of phrases."""
        values = self.values
        return Language(self.phrases(values), self.subjects, values, self.caption_weights)

    def __getstate__(self) -> dict[str, Any]:
        """Without the language, so that drawings can be sent to other processes cheaply."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}

    @cached_property
    def _meanings(self) -> dict[str, Phrase]:
        """Phrases of a single fact, by the plainest text that states it."""
        facts = (phrase for phrase in self.language.phrases if phrase.condition is None)
        return {say(phrase, self.texts.neutral): phrase for phrase in facts}

    def wish(self, text: str) -> Wish:
        """The edit that a text requests; the text must be the plainest one of a phrase of the domain.

        Raises:
            TrainingError: it is not.
        """
        if (phrase := self._meanings.get(self.fulfilled_by.get(text, text))) is None:
            raise TrainingError(f"'{text}' is not a phrase of the domain '{self.name}'; use one from its tables.")
        return phrase.attribute, self.in_order(phrase.attribute, phrase.values)

    def in_order(self, attribute: str, values: frozenset[str]) -> tuple[str, ...]:
        """Values of an attribute, in the domain's order."""
        return tuple(value for value in self.values[attribute] if value in values)

    @cached_property
    def judged_values(self) -> dict[str, tuple[str, ...]]:
        """The attributes that can be judged, with the values that can be distinguished."""
        attributes = (*self.parts, *(f"{part}{COLOUR}" for part in self.judged_colours))
        return {
            name: tuple(value for value in self.values[name] if value not in self.judged_alike.get(name, ()))
            for name in attributes
        }

    def judged_as(self, attribute: str, values: Sequence[str]) -> tuple[str, ...]:
        """Values of an attribute, with those that look alike merged."""
        alike = self.judged_alike.get(attribute, {})
        return tuple(dict.fromkeys(alike.get(value, value) for value in values))

    def example_drawings(self) -> list[Drawing]:
        """The example pictures, in exactly the colours named."""
        return [self.exact({**self.plain, **parts}, colours) for parts, colours in self.pictures]

    def sample_drawing(self, rng: np.random.Generator) -> Drawing:
        """A random drawing: parts by their weights, colours uniformly, with jitter."""
        parts = {
            part: values[int(rng.choice(len(values), p=self.weights.get(part)))] for part, values in self.parts.items()
        }
        colours = {part: list(names)[int(rng.integers(len(names)))] for part, names in self.colours.items()}
        rgb = {part: self._jittered(part, name, rng) for part, name in colours.items()}
        for part in self.colours:
            # Without any_colour no random number is drawn, so that the drawings of older domains stay the same.
            if self.any_colour and rng.random() < self.any_colour:
                r, g, b = (int(channel) for channel in rng.integers(0, 256, 3))
                colours[part], rgb[part] = self.name_of_colour(part, (r, g, b)), (r, g, b)
        for part, (source, share) in self.copies.items():
            if rng.random() < share:
                colours[part], rgb[part] = colours[source], rgb[source]
        return Drawing(self, parts, colours, rgb)

    def name_of_colour(self, part: str, rgb: RGB) -> str:
        """The name of a colour of a part; :data:`UNNAMED` where none of the part's names fits."""
        named = self.named_colours(part)
        if part not in self.colour_names:
            name, distance = nearest(rgb, named)
            return name if distance < ALIKE else UNNAMED
        names = self.colour_names[part].get(common_name(rgb), ())
        return nearest(rgb, {name: named[name] for name in names})[0] if names else UNNAMED

    def any_colour_named(self, part: str, name: str, rng: np.random.Generator) -> RGB:
        """A random RGB value with a given name of a part's colours."""
        while True:
            r, g, b = (int(channel) for channel in rng.integers(0, 256, 3))
            if self.name_of_colour(part, (r, g, b)) == name:
                return r, g, b

    def sample(self, count: int, seed: int) -> list[Drawing]:
        """``count`` drawings, the same ones for the same seed."""
        rng = np.random.default_rng(seed)
        return [self.sample_drawing(rng) for _ in range(count)]

    def sample_family(self, rng: np.random.Generator, size: int) -> tuple[str, list[Drawing]]:
        """One drawing ``size`` times, with different values of one attribute that can be seen, and its name."""
        base = self.sample_drawing(rng)
        names = [part for part in self.parts if not base.covered(part)]
        names += [f"{colour}{COLOUR}" for colour in self.colours if base.shows(colour)]
        name = names[int(rng.integers(len(names)))]
        values = self.parts.get(name) or tuple(self.colours[name.removesuffix(COLOUR)])
        order = [values[int(i)] for i in rng.permutation(len(values))]
        chosen = [order[k % len(order)] for k in range(size)]
        if name in self.parts:
            return name, [base.with_part(name, value) for value in chosen]
        colour = name.removesuffix(COLOUR)
        return name, [base.with_colour(colour, value, self._jittered(colour, value, rng)) for value in chosen]

    def sample_families(self, count: int, size: int, seed: int) -> list[tuple[str, list[Drawing]]]:
        """``count`` families, the same ones for the same seed."""
        rng = np.random.default_rng(seed)
        return [self.sample_family(rng, size) for _ in range(count)]

    def _jittered(self, part: str, name: str, rng: np.random.Generator) -> RGB:
        moved = np.asarray(self.colours[part][name]) + rng.integers(-self.jitter, self.jitter + 1, 3)
        r, g, b = np.clip(moved, 0, 255)
        return int(r), int(g), int(b)

    def exact(self, parts: Mapping[str, str], colours: Mapping[str, str]) -> Drawing:
        """A drawing in exactly the named colours; coloured parts that are not given have their first colour."""
        named = {part: colours.get(part, next(iter(names))) for part, names in self.colours.items()}
        return Drawing(self, dict(parts), named, {part: self.colours[part][name] for part, name in named.items()})

    def encode(self, drawing: Drawing) -> NDArray[np.float32]:
        """The code, [code_size] float32: one-hots of the parts, then colours in [-1, 1], 0 where they are hidden."""
        pieces: list[NDArray[np.float32]] = []
        for part, values in self.parts.items():
            pieces.append(np.eye(len(values), dtype=np.float32)[values.index(drawing.parts[part])])
        for colour in self.colours:
            if drawing.shows(colour):
                pieces.append(np.asarray(drawing.rgb[colour], np.float32) / 127.5 - 1.0)
            else:
                pieces.append(np.zeros(3, np.float32))
        return np.concatenate(pieces)

    def encode_all(self, drawings: Sequence[Drawing]) -> NDArray[np.float32]:
        """Codes of many drawings, [N, code_size]."""
        return np.stack([self.encode(drawing) for drawing in drawings])


@dataclass(frozen=True)
class Drawing:
    """One drawing, described completely.

    Attributes:
        domain: what it is one of.
        parts: value of every part.
        colours: name of the colour of every coloured part, whether it shows or not; :data:`UNNAMED` where it has none.
        rgb: the colours as drawn, 0-255, a little off their names.
    """

    domain: Domain = field(repr=False, compare=False)
    parts: Mapping[str, str]
    colours: Mapping[str, str]
    rgb: Mapping[str, RGB]

    def shows(self, colour: str) -> bool:
        """Whether a coloured part can be seen at all."""
        return not self._hidden(self.domain.colour_hidden.get(colour))

    def covered(self, part: str) -> bool:
        """Whether another part covers a part."""
        return self._hidden(self.domain.part_hidden.get(part))

    def _hidden(self, by: Hidden | None) -> bool:
        return by is not None and self.parts[by[0]] in by[1]

    def with_part(self, part: str, value: str) -> Drawing:
        """The same with one part changed."""
        return replace(self, parts={**self.parts, part: value})

    def with_colour(self, part: str, name: str, rgb: RGB | None = None) -> Drawing:
        """The same with one colour changed, exactly to the named one unless ``rgb`` is given."""
        exact = self.domain.named_colours(part)[name] if rgb is None else rgb
        return replace(self, colours={**self.colours, part: name}, rgb={**self.rgb, part: exact})

    def with_attribute(self, attribute: str, value: str) -> Drawing:
        """The same with one attribute changed, by its name among :attr:`Domain.values`."""
        if attribute in self.domain.parts:
            return self.with_part(attribute, value)
        return self.with_colour(attribute.removesuffix(COLOUR), value)

    def attributes(self) -> dict[str, str]:
        """Every attribute that can be seen and named: parts by name, colours as ``<part>Colour``."""
        seen = {part: value for part, value in self.parts.items() if not self.covered(part)}
        named = {part: name for part, name in self.colours.items() if self.shows(part) and name != UNNAMED}
        return {**seen, **{f"{part}{COLOUR}": name for part, name in named.items()}}

    def judged(self) -> dict[str, str]:
        """The same as far as they can be judged, each value as it is judged."""
        seen = self.attributes()
        alike = self.domain.judged_alike
        return {
            name: alike.get(name, {}).get(seen[name], seen[name]) for name in self.domain.judged_values if name in seen
        }
