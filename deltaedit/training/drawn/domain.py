"""A drawn domain: every part and colour of a drawing as data, its sampler, and the code that the generator is given.

Nothing here draws; :mod:`deltaedit.training.drawn.render` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from deltaedit.errors import TrainingError, listed

RGB = tuple[int, int, int]
#: A part, and the values of it with which something else cannot be seen.
Hidden = tuple[str, frozenset[str]]
#: The value of a part that is not drawn.
NONE = "none"
#: The colour that fills what the style leaves free.
BACKGROUND = "background"
#: Ends the name of an attribute that is a colour.
COLOUR = "Colour"


def palette(hexes: Mapping[str, str]) -> dict[str, RGB]:
    """Named colours from six hexadecimal digits each."""
    return {name: (int(h[0:2], 16), int(h[2:4], 16), int(h[4:6], 16)) for name, h in hexes.items()}


@dataclass(frozen=True)
class Domain:
    """What can be drawn in one style of the renderer.

    Attributes:
        name: of the domain, and of its bundle.
        style: DiceBear's name of the style.
        parts: values of each part, in the order of the code; "none" draws nothing.
        colours: named colours of each coloured part, in the order of the code.
        weights: how often the sampler draws each value, for the parts that are not drawn evenly.
        options: DiceBear's name of a coloured part where it is not ours.
        colour_hidden: where a coloured part cannot be seen.
        part_hidden: where another part covers a part.
        copies: a colour that is often the same as another one: (the other, how often).
        jitter: how far colours are drawn off their names, of 255 per channel.
        any_colour: share of the colours that are drawn from all there are, each under the name of the nearest one.

    Raises:
        TrainingError: entries do not fit together; names the one that does not.
    """

    name: str
    style: str
    parts: Mapping[str, tuple[str, ...]]
    colours: Mapping[str, Mapping[str, RGB]]
    weights: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    colour_hidden: Mapping[str, Hidden] = field(default_factory=dict)
    part_hidden: Mapping[str, Hidden] = field(default_factory=dict)
    copies: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    jitter: int = 8
    any_colour: float = 0.0

    def __post_init__(self) -> None:
        if BACKGROUND not in self.colours:
            raise TrainingError(f"The domain '{self.name}' has no colour '{BACKGROUND}'; every drawing needs one.")
        self._known("weights", self.weights, self.parts)
        self._known("part_hidden", self.part_hidden, self.parts)
        for name, table in (("options", self.options), ("colour_hidden", self.colour_hidden), ("copies", self.copies)):
            self._known(name, table, self.colours)
        self._known("copies", [source for source, _ in self.copies.values()], self.colours)
        for part, weights in self.weights.items():
            if len(weights) != len(self.parts[part]) or abs(sum(weights) - 1) > 1e-6 or min(weights) < 0:
                raise TrainingError(
                    f"The weights of '{part}' in the domain '{self.name}' must be {len(self.parts[part])} shares that "
                    f"add up to 1, not {weights}."
                )
        for part, values in (*self.colour_hidden.values(), *self.part_hidden.values()):
            self._known("hidden", [part], self.parts)
            self._known(f"hidden by {part}", values, self.parts[part])

    def _known(self, what: str, names: Mapping[str, object] | Sequence[str] | frozenset[str], known: object) -> None:
        choices = list(known)  # type: ignore[call-overload]
        for name in names:
            if name not in choices:
                raise TrainingError(
                    f"The domain '{self.name}' has no '{name}', which its {what} name; there are {listed(choices)}."
                )

    @property
    def code_size(self) -> int:
        """Numbers in a code."""
        return sum(len(values) for values in self.parts.values()) + 3 * len(self.colours)

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Every attribute with its values: parts by name, colours as ``<part>Colour``."""
        return {**self.parts, **{f"{part}{COLOUR}": tuple(names) for part, names in self.colours.items()}}

    def sample_drawing(self, rng: np.random.Generator) -> Drawing:
        """Draw one at random: parts by their weights, colours evenly, off their names by the jitter."""
        parts = {
            part: values[int(rng.choice(len(values), p=self.weights.get(part)))] for part, values in self.parts.items()
        }
        colours = {part: list(names)[int(rng.integers(len(names)))] for part, names in self.colours.items()}
        rgb = {part: self._jittered(part, name, rng) for part, name in colours.items()}
        for part in self.colours:
            # Nothing is drawn where no colour is free, so that the drawings of such a domain stay what they were.
            if self.any_colour and rng.random() < self.any_colour:
                r, g, b = (int(channel) for channel in rng.integers(0, 256, 3))
                colours[part], rgb[part] = self.nearest_colour(part, (r, g, b)), (r, g, b)
        for part, (source, share) in self.copies.items():
            if rng.random() < share:
                colours[part], rgb[part] = colours[source], rgb[source]
        return Drawing(self, parts, colours, rgb)

    def nearest_colour(self, part: str, rgb: RGB) -> str:
        """The name of the colour of a part that lies nearest to ``rgb``, by the distance in RGB."""
        names = self.colours[part]
        return min(names, key=lambda name: sum((a - b) ** 2 for a, b in zip(names[name], rgb)))

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
        values = self.values[name]
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
        """A drawing in exactly the colours named; a coloured part of which nothing is said takes its first one."""
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
        colours: name of the colour of every coloured part, whether it shows or not.
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
        exact = self.domain.colours[part][name] if rgb is None else rgb
        return replace(self, colours={**self.colours, part: name}, rgb={**self.rgb, part: exact})

    def with_attribute(self, attribute: str, value: str) -> Drawing:
        """The same with one attribute changed, by its name among :attr:`Domain.values`."""
        if attribute in self.domain.parts:
            return self.with_part(attribute, value)
        return self.with_colour(attribute.removesuffix(COLOUR), value)

    def attributes(self) -> dict[str, str]:
        """Every attribute that can be seen: parts by name, colours as ``<part>Colour``."""
        seen = {part: value for part, value in self.parts.items() if not self.covered(part)}
        seen.update({f"{part}{COLOUR}": name for part, name in self.colours.items() if self.shows(part)})
        return seen
