"""What drawings stand before: pale colours, so that everything is seen on each of them, and their names."""

from __future__ import annotations

from deltaedit.training.drawn.captions import Phrase, with_name
from deltaedit.training.drawn.domain import RGB, palette

BACKGROUNDS: dict[str, RGB] = palette(
    {
        "white": "ffffff",
        "gray": "b4b8bc",
        "blue": "a9cdf5",
        "green": "b4e3b9",
        "yellow": "f8ecae",
        "pink": "f7c6d6",
        "purple": "d2c2f0",
        "orange": "f9cfa0",
    }
)

#: Colour -> its common names, said in every way there is.
_NAMES = {
    "white": "white|plain white|blank|pure white",
    "gray": "gray|grey|light gray|light grey",
    "blue": "blue|light blue|sky blue|pale blue|baby blue",
    "green": "green|light green|pale green|mint|mint green",
    "yellow": "yellow|light yellow|cream|pale yellow",
    "pink": "pink|light pink|pale pink|rose",
    "purple": "purple|light purple|violet|lavender|lilac",
    "orange": "orange|light orange|peach|pale orange",
}
#: Colour -> its rarer names, said in the plainest ways.
_RARE_NAMES = {
    "white": "snow white|clean white|bright white|completely white",
    "gray": "silver|pale grey|stone grey|ash grey|cloudy grey|soft grey|foggy grey|pale gray|greyish|concrete grey",
    "blue": "powder blue|ice blue|pastel blue|sky coloured|soft blue|bluish|icy blue|clear blue|cornflower blue"
    "|airy blue",
    "green": "pastel green|pistachio|soft green|spring green|tea green|apple green|greenish|minty green"
    "|pistachio green",
    "yellow": "pastel yellow|lemon yellow|vanilla|butter yellow|soft yellow|sunny yellow|custard yellow|banana yellow"
    "|yellowish|vanilla yellow|creamy yellow|primrose yellow",
    "pink": "baby pink|pastel pink|rose pink|soft pink|candy pink|blush pink|rosy|cotton candy pink|pinkish"
    "|candyfloss pink|powder pink|strawberry milk pink",
    "purple": "pale purple|pastel purple|mauve|light violet|soft purple|lavender purple|purplish|pale violet|orchid"
    "|wisteria",
    "orange": "apricot|pastel orange|soft orange|peachy|melon orange|tangerine|orangey|cantaloupe orange|salmon orange"
    "|peach orange|mandarin orange",
}
_WORDINGS = {
    "with": "a {} background|{} background|a {} backdrop|the background in {}|a {} wall behind|a background that is {}"
    "|a {} wall in the back|a background of {}|a background coloured {}|a {} backcloth|a {} background colour"
    "|a {} screen behind|everything behind in {}",
    "is": "on a {} background|in front of a {} background|on {}|against a {} background|in front of {}"
    "|on {} background|before a {} wall|whose background is {}|against a {} wall|standing in front of a {} wall"
    "|against a {} backdrop|photographed against a {} screen|surrounded by {}|set against {}"
    "|with the background painted {}|in a {} room|on a {} canvas|with everything behind in {}",
}
_RARE_WORDINGS = {
    "with": "a {} background|{} background|a {} backdrop|the background in {}",
    "is": "on a {} background|against a {} wall|whose background is {}",
}


def background_phrases() -> list[Phrase]:
    """Every wording of every background."""
    return [
        Phrase("backgroundColour", frozenset({value}), form, with_name(wording, name))
        for names_of, wordings_of in ((_NAMES, _WORDINGS), (_RARE_NAMES, _RARE_WORDINGS))
        for value, names in names_of.items()
        for name in names.split("|")
        for form, wordings in wordings_of.items()
        for wording in wordings.split("|")
    ]
