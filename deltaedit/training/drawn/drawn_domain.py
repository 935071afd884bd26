"""Everything that the stages and the measuring must be told about a drawn domain, in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deltaedit.training.drawn.captions import Language
from deltaedit.training.drawn.domain import BACKGROUND, COLOUR, Domain, Drawing

#: The attribute that must change, and the values that fulfil a wish; the oracle takes the first.
Wish = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class BundleTexts:
    """What the manifest of a domain's bundle says.

    Attributes:
        title, description, limits: for people.
        style_license, style_origin: of the drawings.
        neutral: the text that means "any drawing".
        default_target: the edit that is offered first.
        picture_label: what an example picture is called, with its number behind it.
        suggestions: edits by group; the words are among those that the bundle's CLIP was trained on.
        same_text: wordings of "any drawing" lie nearer to one another than this, those of anything else farther.
        threshold, threshold_max, strength_scale, strength_min, strength_max, refine_steps, likeness_min, present_min:
            see the manifest.
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
    likeness_min: float = 22.0
    present_min: float = 0.05


@dataclass(frozen=True)
class DrawnDomain:
    """A domain, how people speak of it, and how its bundle is presented and measured.

    Attributes:
        domain: what can be drawn.
        language: the words.
        texts: of the manifest.
        plain: of the example pictures, the values of the parts of which nothing is said.
        pictures: the example pictures: the parts that are not plain, and the colours.
        wishes: edits that are measured, by their text.
        hides: attributes that an edit of an attribute hides or remakes, so that nobody can say whether they were kept.
        judged_colours: coloured parts that are large enough to be judged.
        focus: (from, to) in parts of the edge, of the square that holds what is small and matters.
    """

    domain: Domain
    language: Language
    texts: BundleTexts
    plain: Mapping[str, str]
    pictures: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...]
    wishes: Mapping[str, Wish]
    hides: Mapping[str, frozenset[str]] = field(default_factory=dict)
    judged_colours: tuple[str, ...] = (BACKGROUND,)
    focus: tuple[float, float] = (0.0, 1.0)

    @property
    def name(self) -> str:
        """Of the domain, and of its bundle."""
        return self.domain.name

    @property
    def judged_values(self) -> dict[str, tuple[str, ...]]:
        """Every attribute that can be judged, with its values: all parts, and the colours that are large enough."""
        attributes = (*self.domain.parts, *(f"{part}{COLOUR}" for part in self.judged_colours))
        return {name: self.domain.values[name] for name in attributes}

    def example_drawings(self) -> list[Drawing]:
        """The example pictures, in exactly the colours named."""
        return [self.domain.exact({**self.plain, **parts}, colours) for parts, colours in self.pictures]
