"""The robots domain: heads of robots in the Bottts style by Pablo Stanley (free for personal and commercial use)."""

from __future__ import annotations

from deltaedit.training.drawn.colours import RGB, palette
from deltaedit.training.drawn.domain import BundleTexts, Domain
from deltaedit.training.drawn.domains.backgrounds import BACKGROUNDS
from deltaedit.training.drawn.domains.robots_words import SUBJECTS, phrases

#: The order of parts, values and colours determines the code, on which trained weights depend. Values that hardly
#: differ are left out, and so are colours on which dark or white features are not visible.
PARTS: dict[str, tuple[str, ...]] = {
    "head": ("square01", "round02", "square02", "square03", "square04"),
    "top": ("none", "antenna", "bulb01", "horns", "lights", "pyramid", "radar"),
    "eyes": ("round", "happy", "hearts", "dizzy", "bulging", "eva", "frame2", "robocop", "sensor", "shade01"),
    "mouth": ("smile01", "smile02", "bite", "grill03", "diagram", "square02", "grill02"),
    "sides": ("none", "round", "square", "cables02"),
    "texture": ("none", "camo01", "dots", "circuits", "dirty02"),
}
COLOURS: dict[str, dict[str, RGB]] = {
    "base": palette(
        {
            "red": "e5484d",
            "orange": "f28a2e",
            "yellow": "f6cf3a",
            "green": "43aa57",
            "teal": "35b8b0",
            "blue": "4285f0",
            "purple": "8f5bd0",
            "pink": "f57fb3",
            "brown": "9c683c",
            "gray": "8e979f",
        }
    ),
    "background": BACKGROUNDS,
}

#: The parts of a robot for which nothing else is specified.
PLAIN = {"head": "square01", "top": "none", "eyes": "round", "mouth": "smile01", "sides": "round", "texture": "none"}
#: The example pictures, without parts that the generator cannot draw (see ``limits`` below).
PICTURES: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    ({"top": "horns"}, {"base": "blue", "background": "yellow"}),
    ({"head": "round02", "eyes": "bulging", "mouth": "smile02"}, {"base": "orange", "background": "blue"}),
    ({"head": "square04", "eyes": "robocop", "mouth": "square02", "sides": "square"}, {"base": "gray"}),
    ({"head": "square02", "eyes": "happy", "sides": "none"}, {"base": "pink", "background": "purple"}),
    (
        {"head": "square03", "top": "radar", "eyes": "eva", "mouth": "diagram", "sides": "cables02"},
        {"base": "teal", "background": "orange"},
    ),
    (
        {"head": "round02", "top": "bulb01", "eyes": "sensor", "mouth": "grill02"},
        {"base": "purple", "background": "green"},
    ),
)

#: Suggested edits by group.
SUGGESTIONS: dict[str, tuple[str, ...]] = {
    "Head": ("robot with horns", "robot with a light bulb", "round headed robot", "square headed robot"),
    "Face": ("robot with heart eyes", "one eyed robot", "robot with a red visor", "smiling robot", "robot with fangs"),
    "Sides": ("robot with cables", "robot without ears"),
    "Body": ("red robot", "green robot", "yellow robot", "camouflaged robot"),
    "Scene": ("robot with a blue background", "robot with a yellow background"),
}

#: Edits that are measured, in words of the domain.
WISHES = (
    "square headed robot",
    "round headed robot",
    "robot with an antenna",
    "robot with a light bulb",
    "robot with horns",
    "robot with lights on top",
    "robot with a satellite dish",
    "robot with heart eyes",
    "dizzy robot",
    "robot with big eyes",
    "robot with blue eyes",
    "one eyed robot",
    "robot with a red visor",
    "smiling robot",
    "laughing robot",
    "robot with sharp teeth",
    "serious robot",
    "robot without ears",
    "robot with round ears",
    "robot with cables",
    "camouflaged robot",
    "dirty robot",
    "red robot",
    "green robot",
    "robot with a blue background",
    "robot with a yellow background",
)

WEIGHTS = {"baseColour": 1.6, "eyes": 1.5, "top": 1.4, "mouth": 1.2}

ROBOTS = Domain(
    name="robots",
    style="bottts",
    parts=PARTS,
    colours=COLOURS,
    weights={"texture": (0.48, 0.13, 0.13, 0.13, 0.13)},
    phrases=phrases,
    subjects=SUBJECTS,
    caption_weights=WEIGHTS,
    texts=BundleTexts(
        title="Robots",
        description="Heads of robots in the Bottts style, drawn by a small StyleGAN2 that this project trained itself.",
        limits=(
            "Draws 128-pixel robots of one style and understands several thousand simple English phrases; photographs "
            "come out as the nearest robot. Antennas, dots, circuits and dirt it cannot draw, lights on top seldom "
            "come, and some wordings do nothing."
        ),
        style_license="Bottts by Pablo Stanley (https://bottts.com/): free for personal and commercial use",
        style_origin="dicebear-styles 10.6",
        neutral="robot",
        default_target="robot with heart eyes",
        picture_label="Robot",
        suggestions=SUGGESTIONS,
    ),
    plain=PLAIN,
    pictures=PICTURES,
    wishes=WISHES,
    judged_colours=("base", "background"),
    focus=(0.2, 0.85),
)
