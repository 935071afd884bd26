"""How people speak of the colour of a robot's body: names, shades, things of that colour, and sayings."""

from __future__ import annotations

from deltaedit.training.drawn.captions import Phrase, phrases_with_names

#: Value -> its plain names (separated by |), said in every way there is.
_NAMES = {
    "red": "red|bright red",
    "orange": "orange|bright orange",
    "yellow": "yellow|golden",
    "green": "green|bright green",
    "teal": "teal|turquoise",
    "blue": "blue|bright blue",
    "purple": "purple|violet",
    "pink": "pink|bright pink",
    "brown": "brown|bronze",
    "gray": "gray|grey|silver",
    "black": "black|pitch black",
    "white": "white|bright white",
}
#: Value -> its shades (separated by |), said in few ways, so that the plain names stay the most frequent.
_SHADES = {
    "red": "scarlet|crimson|dark red|deep red|light red|ruby|ruby red|cherry red|blood red|fire engine red|vermilion"
    "|fiery red|tomato red|burgundy|wine red|brick red|candy apple red|ferrari red|cardinal red|poppy red|signal red"
    "|strawberry red|lipstick red|reddish|metallic red|shiny red|glossy red|vivid red|intense red|pure red|neon red"
    "|chili red|ketchup red|matte red|traffic light red|cherry|carmine|red metallic",
    "orange": "tangerine|dark orange|light orange|deep orange|pumpkin orange|carrot orange|neon orange|burnt orange"
    "|vivid orange|fiery orange|mandarin orange|sunset orange|traffic cone orange|safety orange|tiger orange"
    "|fox orange|orangey|orangish|metallic orange|shiny orange|tangerine orange|basketball orange|mango orange"
    "|flame orange|intense orange|matte orange|clementine|glossy orange|orange metallic|warm orange",
    "yellow": "gold|bright yellow|light yellow|dark yellow|pale yellow|deep yellow|lemon yellow|lemon|canary yellow"
    "|sunny yellow|canary|sunshine yellow|sun yellow|mustard|mustard yellow|banana yellow|corn yellow|taxi yellow"
    "|school bus yellow|golden yellow|dandelion yellow|buttercup yellow|butter yellow|neon yellow|sunflower yellow"
    "|duck yellow|daffodil yellow|yellowish|yellowy|brass|saffron|saffron yellow|metallic yellow|metallic gold"
    "|shiny gold|shiny yellow|lightning yellow|cheese yellow|vivid yellow|intense yellow|honey yellow|yellow metallic"
    "|pure gold",
    "green": "emerald|grass green|dark green|light green|deep green|pale green|emerald green|lime green|lime"
    "|forest green|olive green|olive|army green|moss green|apple green|leaf green|fern green|jade|jade green"
    "|kelly green|neon green|greenish|bottle green|pine green|frog green|pea green|avocado green|shamrock green"
    "|pickle green|clover green|cactus green|racing green|hunter green|vivid green|leprechaun green|spring green"
    "|parrot green|metallic green|shiny green|slime green|toxic green|meadow green|jungle green|dinosaur green"
    "|crocodile green|cucumber green",
    "teal": "cyan|aqua|blue green|aquamarine|blue-green|bluish green|greenish blue|green blue|teal blue|teal green"
    "|turquoise blue|aqua blue|aqua green|tiffany blue|dark turquoise|light turquoise|bright turquoise|dark teal"
    "|light teal|bright teal|dark cyan|bright cyan|robin's egg blue|metallic teal"
    "|metallic turquoise|shiny turquoise|lagoon blue|vivid turquoise|greeny blue|green-blue|deep teal|verdigris"
    "|caribbean turquoise",
    "blue": "azure|royal blue|dark blue|light blue|deep blue|sky blue|navy|navy blue|baby blue|cobalt|cobalt blue"
    "|sapphire|sapphire blue|electric blue|ocean blue|marine blue|ultramarine|cornflower blue|denim blue|powder blue"
    "|pale blue|bluish|midnight blue|cerulean|cerulean blue|neon blue|smurf blue|jeans blue|lapis blue|cool blue"
    "|blueish|metallic blue|shiny blue|vivid blue|blueberry blue|police blue|intense blue|pure blue|medium blue"
    "|azure blue|glossy blue|blue metallic|bluebell blue|matte blue",
    "purple": "deep purple|dark purple|light purple|bright purple|pale purple|lavender|lilac|plum|plum purple"
    "|grape purple|grape|royal purple|amethyst|eggplant|eggplant purple|aubergine|aubergine purple|mauve|orchid purple"
    "|purplish|purply|neon purple|ultraviolet|iris purple|wisteria purple|metallic purple|shiny purple|vivid purple"
    "|imperial purple|electric purple|dark violet|light violet|bright violet|metallic violet|purple metallic"
    "|intense purple|lavender purple",
    "pink": "rose|hot pink|light pink|dark pink|pale pink|deep pink|rosy|rose pink|fuchsia|fuchsia pink"
    "|bubblegum pink|bubble gum pink|candy pink|candyfloss pink|cotton candy pink|baby pink|neon pink|barbie pink"
    "|flamingo pink|flamingo|salmon pink|shocking pink|pastel pink|peony pink|piglet pink|pig pink|pinkish|blush pink"
    "|carnation pink|cherry blossom pink|raspberry pink|strawberry pink|princess pink|powder pink|metallic pink"
    "|shiny pink|vivid pink|millennial pink|marshmallow pink|glossy pink|girly pink|soft pink|pink metallic",
    "brown": "copper|chocolate brown|dark brown|light brown|deep brown|chocolate|coffee brown|chestnut|chestnut brown"
    "|walnut brown|wood brown|mahogany|mocha|mocha brown|cocoa brown|cinnamon|cinnamon brown|caramel brown|tan"
    "|nut brown|toffee brown|earth brown|earthy brown|mud brown|leather brown|bear brown|russet|rust brown|sepia|umber"
    "|sienna|brownish|oak brown|teddy bear brown|reddish brown|metallic brown|metallic bronze|metallic copper|coppery"
    "|hazelnut brown|cardboard brown|tree bark brown|shiny copper|shiny bronze|shiny brown|warm brown|wooden brown",
    "gray": "steel|iron|metallic gray|metallic grey|silvery|steel gray|steel grey|silver gray|silver grey|dark gray"
    "|dark grey|light gray|light grey|slate|slate gray|slate grey|charcoal gray|ash gray|ash grey|ashen|stone gray"
    "|stone grey|lead gray|gunmetal|gunmetal gray|gunmetal grey|chrome|aluminium|aluminum|pewter|titanium|platinum"
    "|nickel|zinc|concrete gray|cement gray|elephant gray|elephant grey|mouse gray|mouse grey|dove gray"
    "|battleship gray|graphite|graphite gray|grayish|greyish|cool gray|bluish gray|medium gray|neutral gray|smoke gray"
    "|smoky gray|storm gray|metallic silver|shiny silver|stainless steel|brushed steel|metal gray|iron gray|shiny gray"
    "|dull gray",
    "black": "jet black|ebony|coal black|charcoal black|midnight black|ink black|onyx|deep black|matte black|shiny black"
    "|glossy black|metallic black|blackish|raven black|stealth black|tar black|obsidian|soot black",
    "white": "snow white|pure white|ivory|milk white|chalk white|pearl white|shiny white|glossy white|metallic white"
    "|off white|whitish|porcelain white|matte white|eggshell white|bone white|arctic white",
}
#: Value -> things of that colour (separated by |), which name it only with "coloured".
_THINGS = {
    "red": "tomato|cherry|strawberry|blood|brick|ruby|lobster|ladybug|ketchup|fire engine|chili|poppy",
    "orange": "carrot|pumpkin|tangerine|orange juice|traffic cone|fox|mango|tiger|goldfish|flame|clementine",
    "yellow": "banana|lemon|sun|sunflower|canary|corn|mustard|butter|duckling|cheese|gold|taxi|honey|sunshine|brass",
    "green": "grass|frog|leaf|lime|pea|cucumber|moss|pickle|emerald|olive|broccoli|spinach|avocado|cactus|crocodile"
    "|kiwi|lettuce|clover|fern|cabbage",
    "teal": "lagoon|turquoise|aquamarine|aqua",
    "blue": "sky|ocean|sapphire|blueberry|denim|jeans|smurf|cornflower|bluebell|ink|navy",
    "purple": "grape|plum|eggplant|aubergine|lavender|violet|amethyst|lilac|orchid",
    "pink": "bubblegum|flamingo|pig|piglet|cotton candy|candyfloss|rose|marshmallow|peony|cherry blossom|fuchsia",
    "brown": "rust|mud|chocolate|coffee|wood|copper|bronze|chestnut|bark|earth|cinnamon|cocoa|bear|leather|cardboard"
    "|walnut|hazelnut|penny|caramel|toast|clay|acorn",
    "gray": "steel|iron|silver|lead|concrete|cement|stone|ash|slate|elephant|mouse|aluminium|smoke|metal|zinc|tin"
    "|pebble|rhino|dolphin|chrome|shark|titanium",
}
_FORMS = {
    # Said twice where it is how most people say it.
    "before": "{}|{}|{}|{} coloured|{} colored|{} painted|{} bodied|all {}|{}-coloured|{} metal",
    "with": "a {} body|a {} head|a {} face|{} paint|{} metal|{} plating|a {} shell|a {} colour|a body that is {}"
    "|a {} surface|a {} coat of paint|a {} color|a {} finish|{} skin|a {} casing|{} armour|{} armor|a {} exterior"
    "|a {} paint job|a {} hull|a head painted {}|{} panels|a {} chassis|a coat of {} paint|{} all over|a {} coating"
    "|a {} housing|{} lacquer",
    "in": "{}|{} paint|{} colour|{} color|all {}|shiny {}|{} armour",
    "is": "painted {}|that is {}|coloured {}|made of {} metal|whose body is {}|whose colour is {}|that is painted {}"
    "|colored {}|{} all over|{} in colour|{} in color|whose color is {}|whose paint is {}|whose head is {}"
    "|whose face is {}|whose metal is {}|whose shell is {}|whose skin is {}|sprayed {}|spray painted {}|painted in {}"
    "|coated in {}|lacquered in {}|repainted in {}|that turned {}|that has been painted {}|that comes in {}"
    "|made out of {} metal|dyed {}|{} from top to bottom|that should be {}|whose surface is {}|completely {}",
}
_SHADE_FORMS = {
    "before": "{}",
    "with": "a {} body|a {} head|{} paint|a {} shell",
    "is": "painted {}|that is {}|whose body is {}",
}
_THING_FORMS = {
    "before": "{} coloured|{} colored|{}-coloured",
    "with": "a {} coloured body|{} coloured paint|a {} colored shell",
    "is": "that is {} coloured|that is {} colored",
}
#: Form -> wordings (separated by |) -> what else they say.
_WITH_PARTS: dict[str, dict[str, tuple[str, str]]] = {
    "before": {
        "{} round headed|round {}|{} round": ("head", "round01|round02"),
        "{} square headed|square {}|{} square|boxy {}": ("head", "square01"),
        "{} horned|horned {}": ("top", "horns"),
        "{} camouflaged|{} camo": ("texture", "camo01|camo02"),
        "{} dotted|{} polka dotted": ("texture", "dots"),
        "dirty {}": ("texture", "dirty01|dirty02"),
        "rusty {}|old {}": ("texture", "dirty01|dirty02|grunge01"),
        "clean {}|plain {}": ("texture", "none|grunge02"),
        "happy {}|smiling {}": ("mouth", "smile01|smile02"),
    },
    "with": {
        "a {} round head|a round {} head": ("head", "round01|round02"),
        "a {} square head|a square {} head": ("head", "square01"),
        "{} ears": ("sides", "round|square|antenna01|antenna02|squareAssymetric"),
        "{} camouflage|a {} camouflage pattern": ("texture", "camo01|camo02"),
        "a dirty {} body": ("texture", "dirty01|dirty02"),
    },
}
#: value -> form -> wordings (separated by |), of one colour only.
_SAYINGS = {
    "red": {
        "with": "the colour of blood|the colour of a tomato|the colour of a fire engine|the colour of love|red lacquer",
        "is": "as red as a tomato|red as a tomato|as red as blood|red as a lobster|red as a fire engine"
        "|red as a cherry|red as fire|red like a ferrari|red like a strawberry|red like a fire truck|red as a beetroot"
        "|as red as an apple|red like a stop sign",
    },
    "orange": {
        "before": "carroty",
        "with": "the colour of an orange|the colour of a carrot|the colour of a pumpkin|the colour of a traffic cone",
        "is": "as orange as a carrot|orange as a pumpkin|orange like a tiger|orange like a fox|orange like a carrot"
        "|orange like a goldfish|orange like a basketball|orange as a sunset",
    },
    "yellow": {
        "before": "gilded|gold plated|gold-plated|gilt",
        "with": "the colour of the sun|the colour of a lemon|the colour of a banana|gold plating all over"
        "|golden armour|the colour of gold|a gold coating",
        "is": "made of gold|made of brass|made out of gold|plated with gold|covered in gold|dipped in gold"
        "|as yellow as the sun|yellow as a lemon|yellow as a banana|yellow like a duck|yellow like a taxi"
        "|yellow like a school bus|yellow like a canary|yellow like butter|yellow like cheese|that shines like gold"
        "|like c-3po",
    },
    "green": {
        "before": "grassy green|leafy green|froggy green",
        "with": "the colour of grass|the colour of a frog|the colour of leaves|the colour of a lime",
        "is": "as green as grass|green as a frog|green like a frog|green like grass|green like a leaf|green as a pea"
        "|green like an apple|green like the hulk|green as a cucumber|green like a crocodile|green like a martian",
    },
    "teal": {
        "before": "greenish-blue|bluish-green",
        "with": "a colour between blue and green|a mix of blue and green|the colour of a lagoon",
        "is": "between blue and green|in a mix of green and blue|turquoise like a lagoon|half blue and half green",
    },
    "blue": {
        "before": "smurfy blue",
        "with": "the colour of the sky|the colour of the ocean|the colour of blueberries|the colour of jeans",
        "is": "as blue as the sky|blue as the sky|blue like the sky|blue like a smurf|blue as the ocean"
        "|blue like jeans|blue like a blueberry|blue like a sapphire|blue as a bluebell",
    },
    "purple": {
        "before": "grapey purple",
        "with": "the colour of grapes|the colour of plums|the colour of lavender|the colour of an eggplant",
        "is": "as purple as a plum|purple like a plum|purple like grapes|purple as an eggplant|purple like lavender"
        "|purple like an aubergine|purple like a violet",
    },
    "pink": {
        "before": "piggy pink|pinky",
        "with": "the colour of bubblegum|the colour of a flamingo|the colour of a pig|the colour of candyfloss",
        "is": "as pink as a pig|pink as a flamingo|pink like a flamingo|pink like a pig|pink like bubblegum"
        "|pink like candyfloss|pink like cotton candy|pink like barbie",
    },
    "brown": {
        "before": "bronzed|copper plated|copper-plated|chocolatey brown|woody brown",
        "with": "the colour of chocolate|the colour of wood|the colour of coffee|the colour of rust"
        "|copper plating all over|the colour of a penny",
        "is": "made of copper|made of bronze|made out of copper|made of wood|made of chocolate|as brown as a bear"
        "|brown like a bear|brown as a nut|brown like chocolate|brown like coffee|brown like wood|cast in bronze"
        "|plated with copper",
    },
    "gray": {
        "before": "chrome plated|chromed|chrome-plated|silver plated|galvanized|steely|metal coloured|metal colored"
        "|unpainted|stainless-steel",
        "with": "the colour of steel|the colour of metal|the colour of an elephant|the colour of ash|chrome plating"
        "|no paint|a bare metal body|bare metal|the colour of concrete|silver plating all over|a chrome finish",
        "is": "made of steel|made of iron|made of silver|made of chrome|made of stainless steel|made of aluminium"
        "|made of titanium|made of tin|made out of steel|cast in iron|plated with chrome|covered in chrome"
        "|without paint|as gray as a mouse|grey as a mouse|gray like an elephant|grey like an elephant|gray like ash"
        "|gray like concrete|that is not painted|without colour|without color|that shines like silver|grey like stone",
    },
}


def colour_phrases() -> list[Phrase]:
    """Every wording of every colour of a body, alone and together with another fact."""
    said = ((_NAMES, _FORMS), (_SHADES, _SHADE_FORMS), (_THINGS, _THING_FORMS))
    with_parts = [
        Phrase("baseColour", frozenset({value}), form, wording.format(name), (part, frozenset(values.split("|"))))
        for value, names in _NAMES.items()
        for name in names.split("|")
        for form, by_wording in _WITH_PARTS.items()
        for wordings, (part, values) in by_wording.items()
        for wording in wordings.split("|")
    ]
    return phrases_with_names("baseColour", said, _SAYINGS) + with_parts
