"""Backgrounds of drawings: pale colours, on which everything is visible, and their names."""

from __future__ import annotations

from deltaedit.training.drawn.captions import Phrase, phrases_with_names
from deltaedit.training.drawn.colours import RGB, palette

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

#: Value -> its plain names (separated by |), which are used with all wordings.
_NAMES = {
    "white": "white|pure white",
    "gray": "gray|grey",
    "blue": "blue|light blue",
    "green": "green|light green",
    "yellow": "yellow|light yellow",
    "pink": "pink|light pink",
    "purple": "purple|light purple",
    "orange": "orange|light orange",
    "red": "red|bright red",
    "brown": "brown|dark brown",
    "black": "black|pure black",
}
#: Value -> names of its shades (separated by |), used with few wordings, so that plain names are the most frequent.
_SHADES = {
    "white": "plain white|snow white|bright white|clean white|simple white|solid white|paper white|clear white"
    "|chalk white|studio white|snowy|whitish|all white|completely white",
    "gray": "light gray|light grey|silver|ash gray|ash grey|stone gray|stone grey|concrete gray|concrete|cool gray"
    "|pale gray|pale grey|neutral gray|neutral grey|dull gray|cloudy gray|foggy gray|silvery|grayish|greyish"
    "|medium gray|dove gray|mouse gray|cement gray|plain gray|plain grey|gloomy gray|rainy gray|silver gray",
    "blue": "sky blue|pale blue|baby blue|soft blue|pastel blue|powder blue|ice blue|icy blue|bright blue|azure"
    "|light sky blue|cornflower blue|bluish|clear blue|cool blue|plain blue|solid blue|summer sky blue|gentle blue"
    "|ocean blue|sky coloured|sky colored|baby-blue|light-blue|faint blue|very light blue",
    "green": "pale green|mint|mint green|minty|pastel green|soft green|apple green|spring green|pistachio|grass green"
    "|pistachio green|bright green|meadow green|greenish|tea green|lime green|fresh green|plain green|solid green"
    "|celadon|faint green|very light green|light-green|pale mint|leaf green|gentle green|melon green|peppermint green",
    "yellow": "pale yellow|cream|creamy|cream coloured|pastel yellow|soft yellow|vanilla|lemon|lemon yellow"
    "|sunny yellow|butter yellow|buttery|bright yellow|custard yellow|custard|straw yellow|yellowish|canary yellow"
    "|banana yellow|sandy yellow|plain yellow|solid yellow|warm yellow|faint yellow|very light yellow|light-yellow"
    "|vanilla yellow|creamy yellow|sunshine yellow|golden|champagne",
    "pink": "pale pink|rose|rosy|pastel pink|soft pink|baby pink|blush pink|bright pink|cotton candy pink|candy pink"
    "|rose pink|cherry blossom pink|hot pink|pinkish|powder pink|bubblegum pink|candyfloss pink|plain pink|solid pink"
    "|marshmallow pink|rose coloured|faint pink|very light pink|light-pink|girly pink|piglet pink|pinky|rose colored",
    "purple": "violet|lavender|lilac|pale purple|pastel purple|soft purple|light violet|mauve|bright purple"
    "|pale violet|purplish|lavender purple|wisteria|pale lilac|light lilac|light lavender|pastel violet|plain purple"
    "|solid purple|faint purple|very light purple|light-purple|lilac coloured|lavender coloured|orchid|soft lavender"
    "|violet coloured",
    "orange": "pale orange|peach|apricot|pastel orange|soft orange|peachy|bright orange|light apricot|peach orange"
    "|cantaloupe|orangish|tangerine|melon orange|papaya|peach coloured|apricot coloured|plain orange|solid orange"
    "|warm orange|faint orange|very light orange|light-orange|light peach|pale peach|sunset orange|mango|peach colored",
    "red": "dark red|deep red|scarlet|crimson|ruby red|cherry red|blood red|tomato red|fire engine red|brick red"
    "|wine red|burgundy|maroon|reddish|plain red|solid red|vivid red|poppy red|strawberry red|fiery red|signal red",
    "brown": "light brown|chocolate|chocolate brown|coffee brown|chestnut|chestnut brown|wood brown|wooden brown|tan"
    "|cinnamon|cocoa brown|earth brown|mud brown|brownish|plain brown|solid brown|leather brown|walnut brown|caramel",
    "black": "pitch black|jet black|coal black|ebony|midnight black|ink black|deep black|all black|completely black"
    "|plain black|solid black|blackish|charcoal black|very dark|dark",
}
#: Form -> wordings (separated by |).
_FORMS = {
    "with": "a {} background|{} background|a {} backdrop|the background in {}|a {} wall behind|{} in the background"
    "|{} behind|a background in {}|a background that is {}|a {} coloured background|a {} colored background|a {} wall"
    "|a {} wall in the background|a {} back|a {} scene|{} surroundings|{} all around|a {} screen behind|a {} bg|{} bg"
    "|a {} backround|{} backdrop|a {} setting|a {} canvas|a {} curtain behind|a {} sheet behind|{} walls"
    "|a {} space behind|the background painted {}|everything behind in {}|the background coloured {}|a {} page behind"
    "|the background {}|the wall behind in {}|a {} surface behind|a {} back wall|a {} studio background",
    "in": "a {} room|{} surroundings|a {} setting|a {} studio|a {} scene|a {} world",
    "is": "on a {} background|in front of a {} background|on {}|against a {} background|in front of {}"
    "|on {} background|before a {} wall|with {} behind|against {}|on a {} backdrop|against a {} wall"
    "|before a {} background|before {}|surrounded by {}|whose background is {}|where the background is {}"
    "|set against {}|standing before a {} wall|in front of a {} wall|in front of a {} backdrop|on a {} wall"
    "|with the background in {}|placed on {}|photographed against {}|on {} paper|on a {} canvas|on a {} page"
    "|set on a {} background|shown on {}|shown against {}|over a {} background|standing in front of {}"
    "|posing before a {} wall|against a {} backdrop|before a {} screen|in front of a {} curtain|on a sheet of {} paper",
}
_SHADE_FORMS = {
    "with": "a {} background|{} background|a {} backdrop|a {} wall behind|a {} bg",
    "is": "on a {} background|against a {} background|in front of a {} wall|against a {} backdrop",
}
#: Value -> form -> wordings (separated by |) for one colour only.
_SAYINGS = {
    "white": {
        "with": "a blank background|an empty background|a background like snow|a background like paper"
        "|a colourless background|a colorless background|a blank page behind|a blank backdrop|nothing behind but white",
        "is": "on a blank page|on a blank background|on an empty page|on snow|in the snow|on a blank sheet of paper"
        "|against a blank wall|on an empty background|before a blank wall",
    },
    "gray": {
        "with": "a concrete wall behind|a cloudy background|a foggy background|fog behind|clouds behind"
        "|a rainy sky behind",
        "is": "before a concrete wall|in the fog|against a cloudy sky|in front of a concrete wall|on concrete",
    },
    "blue": {
        "with": "the sky behind|a sky background|a sky behind|the sky in the background|a clear sky behind"
        "|blue sky behind|a background like the sky|water behind|a background the colour of the sky",
        "is": "against the sky|in front of the sky|up in the sky|before the sky|against a clear sky|under a blue sky",
    },
    "green": {
        "with": "a meadow behind|a background like grass|a lawn behind|a background the colour of mint|grass behind",
        "is": "in front of a meadow|before a lawn",
    },
    "yellow": {
        "with": "a background the colour of cream|a background like vanilla|a background like butter"
        "|a background the colour of lemons",
        "is": "on cream paper|on cream",
    },
    "pink": {
        "with": "a background like candyfloss|a background the colour of roses|a background like bubblegum",
        "is": "on rose",
    },
    "purple": {
        "with": "a background like lavender|a background the colour of lilac|a field of lavender behind",
        "is": "in front of a lavender field|on lavender|on lilac|on violet",
    },
    "orange": {
        "with": "a background the colour of peaches|a background like a peach|a sunset behind"
        "|a background like a sunset",
        "is": "at sunset|against the sunset|in front of a sunset|on peach|on apricot",
    },
    "red": {
        "with": "a brick wall behind|a background like blood|a background the colour of tomatoes|red velvet behind",
        "is": "before a red curtain|in front of a brick wall",
    },
    "brown": {
        "with": "a wooden wall behind|a background like chocolate|a background the colour of wood|planks behind",
        "is": "in front of a wooden wall|on cardboard|on wood",
    },
    "black": {
        "with": "the night behind|a night sky behind|darkness behind|a background black as night|a blackboard behind",
        "is": "in the dark|at night|against the night sky|in front of a blackboard|in darkness",
    },
}


def background_phrases() -> list[Phrase]:
    """Every wording of every background."""
    return phrases_with_names("backgroundColour", ((_NAMES, _FORMS), (_SHADES, _SHADE_FORMS)), _SAYINGS)
