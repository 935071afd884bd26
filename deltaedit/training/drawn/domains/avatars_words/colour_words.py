"""Words for the colours of hair, beards, skin, clothes, hats and glasses."""

from __future__ import annotations

from collections.abc import Mapping

from deltaedit.training.drawn.captions import Phrase, WordTable, phrases_of, with_name
from deltaedit.training.drawn.domains.avatars_words import beard_words, clothes_words, glasses_words, hair_words

#: What is said with the name of a colour, and only where a second attribute has one of these values.
Combined = tuple[str, str]

#: Colour -> its common names, said in every way there is.
_HAIR: Mapping[str, str] = {
    "black": "black|jet black|raven black",
    "brown": "brown|dark brown|chestnut|brunette",
    "auburn": "auburn|reddish brown|copper",
    "golden": "golden|honey blond|dark blond",
    "blond": "blond|blonde|yellow",
    "platinum": "platinum|white|platinum blond",
    "red": "red|ginger|orange",
    "pink": "pink|rose|light pink",
    "gray": "gray|grey|silver",
    "blue": "blue|bright blue",
    "green": "green|bright green",
    "purple": "purple|violet",
}
#: Colour -> its rarer names, said in the plainest ways.
_HAIR_RARE: Mapping[str, str] = {
    "black": "raven|ebony|coal black|pitch black|midnight black|inky black|onyx|deep black|ink black|shiny black"
    "|soot black|blackish|obsidian|jet|charcoal black|glossy black",
    "brown": "chocolate|chocolate brown|coffee brown|chestnut brown|walnut|mocha|dark chocolate|medium brown"
    "|deep brown|cocoa|umber|natural brown|nut brown|espresso brown|oak brown|rich brown|plain brown|bear brown"
    "|mousy brown",
    "auburn": "rust|rusty brown|russet|mahogany|red-brown|red brown|coppery|copper brown|cinnamon|henna|henna red"
    "|ginger brown|rust coloured|rusty|bronze|reddish-brown|brownish red|fox brown|autumn brown|rust red|chestnut red",
    "golden": "honey|gold|golden blond|golden brown|caramel|caramel blond|dirty blond|dirty blonde|dark blonde|amber"
    "|butterscotch|bronde|toffee|honey brown|golden blonde|honey blonde|honey coloured|dark golden|golden coloured"
    "|brownish blond|antique gold|darkish blond|bronze blond",
    "blond": "flaxen|straw|straw blond|sandy|sandy blond|light blond|corn yellow|butter blond|wheat blond"
    "|straw coloured|california blond|sun bleached|bright yellow|light blonde|banana yellow|wheat coloured|lemon"
    "|sunny blond|sandy blonde|blondish|sun kissed blond|yellowish|medium blond|flaxen blonde|barbie blonde"
    "|sand coloured|yellow blond",
    "platinum": "white blond|snow white|silver blond|very light blond|bleached|bleach blond|peroxide blond|ice blond"
    "|icy blond|almost white|ivory|pearl|milky white|whitish|platinum blonde|bleached blond|champagne"
    "|very light blonde|cotton white|pure white|snowy|snowy white|bleach blonde|very light|cream coloured|pale blond"
    "|white blonde|ash white",
    "red": "bright red|fiery red|carrot red|carrot orange|flaming red|fire red|tomato red|orange red|scarlet|flame red"
    "|gingery|vivid red|cherry red|blood red|crimson|ruby red|fire engine red|reddish orange|burning red|lava red"
    "|vermilion|fox red|bright orange|titian red|carrot coloured|irish red|orangey red|strong red|red hot"
    "|flaming orange",
    "pink": "rose pink|bubblegum pink|candy pink|pastel pink|baby pink|salmon pink|flamingo pink|rosy|barbie pink"
    "|candyfloss pink|hot pink|bright pink|neon pink|strawberry pink|pinkish|rose coloured|bubblegum|cotton candy pink"
    "|unicorn pink|soft pink|pale pink|cherry blossom pink|peachy pink",
    "gray": "silver grey|silver gray|ash grey|ash gray|ashen|steel gray|steel grey|salt and pepper|pepper and salt"
    "|greying|graying|iron grey|silvery|slate grey|smoky grey|dull grey|stone grey|mouse grey|grayish|greyish|pewter"
    "|grizzled|granny grey|medium grey|cloudy grey|salt-and-pepper|wolf grey|ash coloured",
    "blue": "cobalt blue|royal blue|electric blue|sapphire blue|deep blue|ocean blue|smurf blue|azure|ultramarine"
    "|vivid blue|blueberry blue|cobalt|denim blue|mermaid blue|cornflower blue|bluish|strong blue|dark blue|sapphire"
    "|sea blue|ink blue|neon blue|sonic blue",
    "green": "emerald|emerald green|grass green|forest green|moss green|leaf green|jade|jade green|dark green"
    "|fern green|clover green|shamrock green|apple green|frog green|parrot green|kelly green|slime green|seaweed green"
    "|mermaid green|joker green|greenish|poison green|sea green|neon green|grassy green|deep green",
    "purple": "lilac|lavender|plum|plum coloured|grape|grape purple|amethyst|deep purple|dark purple|bright purple"
    "|royal purple|aubergine|eggplant|mauve|violet purple|blackcurrant|electric purple|orchid purple|deep violet"
    "|vivid violet|purplish|neon purple|berry purple|light purple",
}
_HAIR_SAID: Mapping[str, str] = {
    "with": "{} hair|{} hair|{} coloured hair|{} colored hair|hair that is {}|{} locks|a head of {} hair|{} tresses"
    "|a {} hairdo|a mop of {} hair|hair dyed {}|hair in {}|hair coloured {}|{} head hair|{} hairs|{} dyed hair",
    "before": "{} haired|{}-haired",
    "is": "whose hair is {}|who dyed the hair {}|with hair painted {}|who has {} hair|with the hair dyed {}|{} of hair",
}
_HAIR_RARELY_SAID: Mapping[str, str] = {
    "with": "{} hair|hair dyed {}|hair that is {}|{} locks",
    "before": "{} haired",
    "is": "whose hair is {}",
}
#: What is said of hair of one shape, and the shapes.
_HAIR_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "with": (
        ("a {} afro", hair_words.AFRO),
        ("a big {} afro", hair_words.AFRO),
        ("a {} bun", "bun"),
        ("{} hair in a bun", "bun"),
        ("a {} bob", hair_words.BOB),
        ("long {} hair", hair_words.LONG),
        ("{} long hair", hair_words.LONG),
        ("short {} hair", hair_words.SHORT),
        ("{} short hair", hair_words.SHORT),
        ("curly {} hair", hair_words.CURLY),
        ("{} curls", hair_words.CURLY),
        ("{} curly hair", hair_words.CURLY),
        ("straight {} hair", hair_words.LONG_STRAIGHT),
        ("wavy {} hair", hair_words.WAVY),
        ("a {} fringe", hair_words.FRINGE),
        ("{} bangs", hair_words.FRINGE),
        ("{} dreadlocks", hair_words.LOCS),
        ("a {} mullet", "shaggyMullet"),
        ("a {} quiff", hair_words.QUIFF),
    ),
}

#: Colours of hair that are said in ways of their own, and colours that people would name alike.
_HAIR_ALONE: WordTable = {
    "hairColour": {
        "black": {
            "with": "hair as black as night|hair as black as coal|hair black as ink|hair like a raven"
            "|hair as dark as the night|hair black as ebony|hair like ink|hair black as a raven's wing"
            "|hair the colour of coal|hair dyed goth black",
            "is": "with hair black as coal|with hair black as a crow|whose hair is black as night",
        },
        "brown": {
            "before": "brunette|chestnut headed",
            "with": "hair the colour of chocolate|hair the colour of chestnuts|hair like dark coffee"
            "|hair brown as a nut|hair brown like a bear|hair the colour of wood|hair like a chestnut",
            "is": "who is a brunette|who is brunette|with hair as brown as chocolate",
        },
        "auburn": {
            "with": "hair the colour of rust|hair like autumn leaves|hair the colour of copper|hair like a squirrel"
            "|hair dyed with henna",
            "is": "with hair like copper",
        },
        "golden": {
            "with": "hair like honey|hair like gold|hair of gold|hair the colour of honey|hair the colour of caramel",
            "is": "with hair like gold|with hair as golden as honey",
        },
        "blond": {
            "before": "blond|blonde|blond headed|flaxen headed|blondie|sandy headed",
            "with": "hair like straw|hair the colour of straw|hair yellow as corn|hair the colour of wheat"
            "|sunny yellow hair|hair like a barbie doll|hair yellow like the sun|swedish looking blond hair"
            "|hair the color of corn|hair like sunshine|hair yellow as a canary|blond highlights all over",
            "is": "who is blond|who is blonde|who is a blonde|with hair like straw|who went blond|who dyed it blond",
        },
        "platinum": {
            "before": "white headed|snowy haired|towheaded",
            "with": "hair as white as snow|hair like snow|hair like cotton wool|a white head of hair|hair gone white"
            "|hair turned white|hair bleached almost white|hair like a snow queen|hair white as milk"
            "|hair white as a sheet|bleached out hair|hair the colour of ivory|marilyn monroe platinum hair"
            "|targaryen hair",
            "is": "whose hair has turned white|with hair white as snow|who bleached the hair|whose hair went all white",
        },
        "red": {
            "before": "redhead|ginger|redheaded|red headed|flame haired|carrot topped|carrot headed|ginger headed"
            "|red-headed",
            "with": "hair like fire|hair the colour of carrots|a ginger mop|hair like flames|ron weasley hair"
            "|a ginger head|hair red as fire|hair red like a tomato|hair orange like a carrot"
            "|pippi longstocking hair colour|a red head of hair|hair the colour of fire|hair like a carrot",
            "is": "who is ginger|who is a redhead|with hair red as fire|who is a ginger|whose hair is red like fire",
        },
        "pink": {
            "with": "hair like bubblegum|hair like candyfloss|hair like cotton candy|hair the colour of flamingos"
            "|hair like a flamingo|hair pink as a pig",
            "is": "with hair pink as bubblegum|with hair like candy floss",
        },
        "gray": {
            "before": "grey headed|gray headed|silver headed|silver topped|grizzle haired|going grey|going gray",
            "with": "hair gone grey|hair turned grey|grey old people's hair|hair the colour of ash"
            "|hair the colour of steel|hair that has gone gray|hair grey like a wolf|grey streaks all over"
            "|hair grey as a mouse|a silver mane",
            "is": "who has gone grey|who went gray|who is going grey|whose hair has gone grey"
            "|whose hair is turning grey|whose hair turned grey|with hair grey as ash|who is greying",
        },
        "blue": {
            "with": "hair like a blueberry|hair blue as the sea|hair the colour of the ocean|marge simpson blue hair"
            "|hair blue like a smurf",
            "is": "with hair blue as the sea",
        },
        "green": {
            "with": "hair like grass|hair like seaweed|hair green as grass|hair like the joker|hair the colour of moss"
            "|hair green like a frog",
            "is": "with hair green as grass",
        },
        "purple": {
            "with": "hair like lavender|hair the colour of plums|hair the colour of violets|hair the colour of grapes"
            "|hair purple like an aubergine",
            "is": "with hair the colour of lavender",
        },
        "black|brown": {
            "with": "dark hair|dark locks|dark tresses|dark coloured hair|hair of a dark colour|very dark hair"
            "|deep dark hair|dark colored hair|hair that is dark|a dark head of hair|darkish hair",
            "before": "dark haired|dark-haired|dark headed",
            "is": "whose hair is dark",
        },
        "blond|platinum": {
            "with": "light hair|fair hair|pale hair|light coloured hair|fair locks|light colored hair"
            "|hair that is light|fair coloured hair|hair of a light colour",
            "before": "light haired|fair haired|fair-haired|fair headed|pale haired|light-haired",
            "is": "whose hair is fair|whose hair is light",
        },
        "blond|golden": {
            "with": "golden yellow hair|blond-ish hair|golden blondish hair|goldilocks hair|warm blond hair",
        },
        "auburn|golden": {
            "with": "light brown hair|light brown locks|lighter brown hair|brown hair of a light shade|hazelnut hair",
            "before": "light brown haired",
        },
        "brown|auburn": {
            "with": "brownish hair|warm brown hair|brown-ish hair|hair in some shade of brown",
            "before": "brownish haired",
        },
        "auburn|red": {
            "with": "reddish hair|red-ish hair|gingerish hair|titian hair|hair with a red tint|foxy red hair"
            "|hair like a fox|hair in some shade of red",
            "before": "reddish haired|titian haired",
            "is": "whose hair is reddish",
        },
        "gray|platinum": {
            "with": "an old person's hair colour|hair that lost its colour|colourless hair|grandmother's hair colour"
            "|aged hair|hair whitened by age|the hair colour of old age|grandpa's hair colour",
            "before": "hoary haired|silver white haired",
            "is": "whose hair has lost its colour|whose hair shows old age",
        },
        "pink|blue|green|purple": {
            "with": "colourful hair|brightly dyed hair|hair in an unnatural colour|punk coloured hair"
            "|an unusual hair colour|crazy coloured hair|fantasy coloured hair|hair dyed in a crazy colour"
            "|colorful hair|a weird hair colour|unnatural hair|hair of an anime character's colour"
            "|artificially coloured hair|hair dyed in a bright colour|cosplay hair colour",
            "before": "colourful haired|colorful haired|wildly dyed",
            "is": "who dyed the hair in a crazy colour|whose hair colour is not natural"
            "|with the hair dyed in a bright colour",
        },
    },
}

_BEARD_SAID: Mapping[str, str] = {
    "with": "{} facial hair|facial hair that is {}",
    "is": "whose facial hair is {}",
}
_BEARD_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "with": (
        ("a {} beard", beard_words.BEARDS),
        ("a full {} beard", beard_words.BEARDS),
        ("a beard that is {}", beard_words.BEARDS),
        ("a long {} beard", "beardMajestic"),
        ("a short {} beard", beard_words.SHORT_BEARDS),
        ("{} stubble", beard_words.SHORT_BEARDS),
        ("a {} moustache", beard_words.MOUSTACHES),
        ("a {} mustache", beard_words.MOUSTACHES),
    ),
    "before": (("{} bearded", beard_words.BEARDS), ("{} moustached", beard_words.MOUSTACHES)),
    "is": (("whose beard is {}", beard_words.BEARDS), ("whose moustache is {}", beard_words.MOUSTACHES)),
}
_BEARD_RARELY_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "with": (("a {} beard", beard_words.BEARDS), ("a {} moustache", beard_words.MOUSTACHES)),
}

_SKIN: Mapping[str, str] = {
    "dark": "dark|black|very dark|dark brown|deep brown|ebony|chocolate",
    "brown": "brown|medium brown|tan brown|warm brown|chestnut|cinnamon",
    "tanned": "tanned|tan|bronze|olive|sun tanned|suntanned|bronzed|wheatish",
    "light": "light|beige|light beige|peach|peachy",
    "pale": "pale|very light|very pale|very fair|porcelain|ivory|snow white",
    "yellow": "yellow|simpson yellow|bright yellow|emoji yellow|lemon yellow",
    "light|pale": "fair|white",
    "brown|tanned": "light brown|caramel|brownish",
    "dark|brown": "dusky",
}
_SKIN_RARE: Mapping[str, str] = {
    "dark": "deep dark|dark chocolate|rich dark|espresso|cocoa|dark ebony|very dark brown|deep|jet black|melanin rich"
    "|extremely dark|blackish|rich dark brown|chocolate brown|dark coffee|really dark",
    "brown": "copper|coppery|nut brown|russet|reddish brown|rich brown|toffee|terracotta|copper brown|chestnut brown"
    "|maple|cinnamon brown|rust brown|medium dark",
    "tanned": "sun kissed|golden brown|wheat coloured|honey|mediterranean|golden tan|amber|latte|tawny|sun browned"
    "|almond|beach tanned|well tanned|sunkissed|deeply tanned|olive coloured|bronze coloured|honey coloured"
    "|latte coloured|wheaten|olive toned|sun bronzed",
    "light": "apricot|rosy beige|sand coloured|warm beige|lightly coloured|peach coloured|light peach|warm light",
    "pale": "milky|alabaster|creamy|pale white|lily white|ghostly pale|pasty|extremely pale|deathly pale|vampire pale"
    "|milk white|marble|chalky|pallid|bloodless|really pale|porcelain white|chalk white|ghost white|palest|ashen pale"
    "|extremely fair|paper white|snowy|super pale",
    "yellow": "lego yellow|banana yellow|mustard yellow|cartoon yellow|canary yellow|simpsons yellow|yellowish"
    "|sunny yellow|minion yellow|smiley yellow|vivid yellow|egg yolk yellow|strange yellow|custard yellow",
    "light|pale": "caucasian|european|lightish",
    "dark|brown": "african|melanated|darkish",
}
_SKIN_SAID: Mapping[str, str] = {
    "with": "{} skin|{} skin|a {} complexion|{} skin tone|skin that is {}|{} coloured skin|{} colored skin"
    "|a {} skin colour|a {} skin|a {} skin color|a {} skin tone|a skin tone that is {}|skin of a {} colour",
    "before": "{} skinned|{}-skinned|{} complexioned",
    "is": "whose skin is {}|who has {} skin|whose complexion is {}|whose skin tone is {}",
}
_SKIN_RARELY_SAID: Mapping[str, str] = {
    "with": "{} skin|a {} complexion|skin that is {}",
    "before": "{} skinned",
    "is": "whose skin is {}",
}
_SKIN_ALONE: WordTable = {
    "skinColour": {
        "dark": {
            "with": "skin like ebony|skin like dark chocolate|skin as dark as night|skin the colour of dark chocolate"
            "|a dark face|skin dark as coffee|the darkest skin|skin dark as ebony|a lot of melanin|skin black as ebony",
            "is": "with skin dark as ebony|who has a very dark skin|with dark chocolate skin",
        },
        "brown": {
            "with": "a brown face|skin like cinnamon|skin the colour of chestnuts|skin the colour of copper",
            "is": "with skin brown as a chestnut",
        },
        "tanned": {
            "with": "a tan|a suntan|a sun tan|a nice tan|a deep tan|a beach tan|a tanned face|a holiday tan"
            "|a healthy tan|a bronzed face|a good tan|a summer tan|skin kissed by the sun|skin bronzed by the sun"
            "|skin the colour of honey|a surfer's tan",
            "before": "bronzed|sun-kissed|tanned",
            "is": "who spent weeks at the beach|back from the beach|who sunbathes a lot|with a good tan"
            "|bronzed by the sun|just back from a beach holiday|who got a tan|who is tanned"
            "|who lies in the sun all day|browned by the sun|who caught the sun|who got brown in the sun"
            "|fresh from the tanning salon",
        },
        "light": {
            "with": "skin like a peach|skin the colour of sand|skin the colour of peaches|light but not pale skin",
            "is": "with skin like peaches",
        },
        "pale": {
            "with": "skin like porcelain|skin white as snow|a pale face|skin as pale as snow|skin like milk"
            "|skin like ivory|a ghostly pallor|skin that never saw the sun|skin like snow white|no tan at all"
            "|skin like marble|a pallid face|an english rose complexion|skin like alabaster|skin pale as the moon"
            "|pale cheeks",
            "before": "pale|pallid|pasty faced|pale faced|pale-faced|pale looking|white as snow|pale as snow"
            "|ghostly pale",
            "is": "pale as a ghost|white as a sheet|as pale as a vampire|who needs some sun"
            "|who never goes out in the sun|white as chalk|who avoids the sun|who never gets any sun"
            "|who gets sunburnt easily|pale like a vampire|as pale as snow|whose face is pale"
            "|who sits in the cellar all summer|who looks pale|pale like milk",
        },
        "yellow": {
            "with": "a yellow face|skin like homer simpson|skin like a lego figure|skin like an emoji"
            "|skin yellow as a lemon|skin like the simpsons|skin the colour of a banana|skin like a smiley"
            "|a simpsons skin colour|skin like bart simpson",
            "before": "yellow faced|simpson coloured|yellow like a simpson|lego coloured",
            "is": "yellow as a simpson|who looks like a simpson|like a simpsons character|yellow like a lego figure"
            "|yellow like an emoji|yellow as a lemon|who could live in springfield|yellow in the face"
            "|yellow like a smiley",
        },
        "dark|brown": {
            "is": "of african descent|whose skin is dark or brown",
        },
    },
}

_CLOTHES: Mapping[str, str] = {
    "black": "black|jet black",
    "blue": "blue|light blue|sky blue",
    "navy": "navy|navy blue|dark blue",
    "white": "white|bright white|snow white",
    "gray": "gray|grey|light grey",
    "green": "green|bright green|light green",
    "yellow": "yellow|bright yellow|lemon yellow",
    "pink": "pink|bright pink|rose pink",
    "red": "red|bright red|scarlet|crimson",
    "purple": "purple|violet|lilac",
    "orange": "orange|bright orange|tangerine",
    "brown": "brown|dark brown|chocolate brown",
}
_CLOTHES_RARE: Mapping[str, str] = {
    "black": "pitch black|charcoal black|coal black|ebony|all black|deep black|goth black|onyx|raven black"
    "|midnight black|ink black|soot black|plain black|blackish|pure black",
    "blue": "bright blue|azure|cornflower blue|baby blue|powder blue|pale blue|cerulean|medium blue|ocean blue"
    "|clear blue|sky coloured|summer blue|smurf blue|royal blue|electric blue|lighter blue|light-blue|cobalt blue"
    "|forget-me-not blue",
    "navy": "midnight blue|deep blue|marine blue|naval blue|prussian blue|petrol blue|ink blue|french navy"
    "|dark denim blue|oxford blue|sailor blue|navy coloured|darker blue|navy-blue|very dark blue|dark-blue"
    "|school uniform blue",
    "white": "off white|ivory|pure white|milk white|chalk white|all white|plain white|clean white|pearl white|whitish"
    "|eggshell|bone white|off-white|snowy white|white as snow|whiter than white",
    "gray": "light gray|silver|ash grey|ash gray|stone grey|slate grey|slate gray|steel grey|medium grey|mouse grey"
    "|silver grey|concrete grey|smoke grey|heather grey|heather gray|pewter|grayish|greyish|neutral grey|elephant grey"
    "|steel gray|stone gray|medium gray|marl grey",
    "green": "emerald|emerald green|mint green|grass green|leaf green|apple green|jade|jade green|sea green"
    "|spring green|kelly green|parrot green|pea green|shamrock green|frog green|fresh green|clover green|pistachio"
    "|fern green|grassy green|lime green|avocado green|cactus green|irish green",
    "yellow": "canary yellow|sunny yellow|banana yellow|sunflower yellow|lemon|butter yellow|mustard|mustard yellow"
    "|pale yellow|light yellow|corn yellow|golden yellow|taxi yellow|daffodil yellow|vivid yellow|custard yellow"
    "|yellowish|pikachu yellow|buttercup yellow|neon yellow|lemony|pastel yellow|mellow yellow|gold coloured",
    "pink": "light pink|rose|hot pink|candy pink|bubblegum pink|baby pink|flamingo pink|barbie pink|salmon pink"
    "|pastel pink|rosy pink|neon pink|carnation pink|cherry blossom pink|shocking pink|piggy pink|candyfloss pink"
    "|pinkish|girly pink|rose coloured|strawberry pink|pale pink|soft pink",
    "red": "cherry red|tomato red|fire engine red|ruby red|ruby|blood red|strawberry red|vermilion|poppy red"
    "|lipstick red|vivid red|fiery red|santa red|ferrari red|coral red|signal red|postbox red|ketchup red|brick red"
    "|lobster red|candy apple red|cherry coloured|reddish|rose red|chilli red|deep red|dark red|pillar box red",
    "purple": "lavender|amethyst|plum|grape|deep purple|bright purple|royal purple|mauve|aubergine|eggplant purple"
    "|purplish|lavender purple|heather purple|wisteria|orchid|blackcurrant|grape purple|medium purple|plum coloured"
    "|light purple|violet coloured|cadbury purple|wine gum purple",
    "orange": "pumpkin orange|pumpkin|carrot orange|mandarin orange|amber|apricot|neon orange|safety orange"
    "|burnt orange|dutch orange|sunset orange|saffron|clementine|marigold|carrot coloured|papaya|traffic cone orange"
    "|deep orange|fanta orange|orangey|dark orange|light orange|hi-vis orange|saffron coloured",
    "brown": "light brown|coffee brown|chestnut brown|nut brown|earth brown|mud brown|leather brown|wood brown|cinnamon"
    "|mocha|cocoa brown|tan|camel coloured|caramel|rust brown|bear brown|brownish|plain brown|walnut brown|khaki brown",
}
#: Colours that people name alike, said of one garment or hat.
_DARK: Mapping[str, str] = {"black|navy": "dark|very dark"}
_CLOTHES_SAID: Mapping[str, str] = {
    "in": "{} clothes|{} clothing|{} colored clothes|{}|{} coloured clothes|a {} outfit|a {} top|a {} shirt|{} attire"
    "|all {}",
    "wearing": "{} clothes|{} clothing|{} coloured clothes|a {} outfit|a {} top|a {} shirt|something {}|{} garments"
    "|{} apparel|a {} upper garment|{} dress|{} things|a piece of clothing in {}",
    "before": "{} clad|{} clothed|{} dressed|{}-clad",
    "is": "dressed in {}|dressed all in {}|clad in {}|who wears {}|whose clothes are {}|who is dressed in {}"
    "|whose top is {}|dressed {}|clothed in {}|whose shirt is {}|wearing {}|who is wearing {}|in an outfit of {}",
}
_CLOTHES_RARELY_SAID: Mapping[str, str] = {
    "in": "{} clothes|a {} top|a {} outfit",
    "wearing": "a {} shirt|{} clothing",
    "is": "dressed in {}|whose clothes are {}",
}
#: What a coloured piece of clothing is called.
_GARMENTS: tuple[Combined, ...] = (
    ("a {} suit", clothes_words.SUIT),
    ("a {} blazer", clothes_words.SUIT),
    ("a {} jacket", clothes_words.SUIT),
    ("a {} sweater", "collarAndSweater"),
    ("a {} jumper", "collarAndSweater"),
    ("a {} pullover", "collarAndSweater"),
    ("a {} hoodie", "hoodie"),
    ("a {} sweatshirt", "hoodie"),
    ("a {} hooded sweatshirt", "hoodie"),
    ("{} overalls", "overall"),
    ("{} dungarees", "overall"),
    ("a {} overall", "overall"),
    ("a {} t-shirt", clothes_words.TEES),
    ("a {} tee", clothes_words.TEES),
    ("a {} tshirt", clothes_words.TEES),
    ("a plain {} t-shirt", clothes_words.PLAIN_TEES),
    ("a {} v-neck", "shirtVNeck"),
    ("a {} graphic tee", "graphicShirt"),
)
_CLOTHES_COMBINED: Mapping[str, tuple[Combined, ...]] = {"in": _GARMENTS, "wearing": _GARMENTS}
_CLOTHES_ALONE: WordTable = {
    "clothesColour": {
        "black": {
            "is": "dressed all in black|dressed for a funeral|dressed like a goth|head to toe in black"
            "|who only wears black|dressed like a ninja|in mourning clothes|dressed like johnny cash"
            "|black as night from the neck down",
        },
        "white": {"is": "head to toe in white|dressed like a doctor in white|who only wears white"},
        "red": {"is": "head to toe in red|dressed in the colour of fire|in clothes as red as a tomato"},
        "green": {"is": "head to toe in green|dressed in the colour of grass|in clothes as green as grass"},
        "yellow": {"is": "head to toe in yellow|dressed like a canary|in clothes as yellow as the sun"},
        "pink": {"is": "head to toe in pink|dressed like barbie in pink|in clothes as pink as a flamingo"},
        "orange": {
            "is": "head to toe in orange|dressed like a pumpkin|dressed for the dutch team|in clothes like a carrot"
        },
        "purple": {"is": "head to toe in purple|dressed in the colour of lavender|in clothes like a plum"},
        "blue": {"is": "head to toe in blue|dressed in the colour of the sky|in clothes as blue as the summer sky"},
        "navy": {"is": "head to toe in navy|dressed in the colour of the night sky"},
        "gray": {"is": "head to toe in grey|dressed in the colour of an elephant|dressed like a grey mouse"},
        "black|navy": {
            "wearing|in": "dark clothes|dark clothing|dark garments|dark coloured clothes|clothes of a dark colour"
            "|a dark top|a dark outfit|a dark shirt|dark colors|very dark clothes",
            "is": "dressed in dark colours|darkly dressed|dressed in dark clothes|whose clothes are dark",
        },
        "black|white|gray": {
            "wearing|in": "colourless clothes|clothes without colour|neutral coloured clothes|monochrome clothes"
            "|colorless clothes",
            "is": "dressed without any colour|dressed in neutral colours",
        },
        "blue|green|yellow|pink|red|purple|orange": {
            "wearing|in": "colourful clothes|brightly coloured clothes|bright clothes|vivid clothes|a colourful top"
            "|vivid colours|bright colours|a bright outfit|colorful clothes|a brightly coloured top"
            "|clothes in a bright colour|a bright top",
            "is": "dressed in bright colours|brightly dressed|dressed colourfully|dressed in bright clothes"
            "|who likes colourful clothes",
        },
    },
}

_HATS: tuple[Combined, ...] = (
    ("a {} hijab", "hijab"),
    ("a {} headscarf", "hijab"),
    ("a {} veil", "hijab"),
    ("a {} hat", hair_words.HATS),
    ("a {} fedora", "hat"),
    ("a {} sun hat", "hat"),
    ("a wide {} hat", "hat"),
    ("a {} beanie", hair_words.WINTER_HATS),
    ("a {} winter hat", hair_words.WINTER_HATS),
    ("a {} knit cap", hair_words.WINTER_HATS),
    ("a {} woolly hat", hair_words.WINTER_HATS),
    ("a {} turban", "turban"),
)
_HAT_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "wearing": (*_HATS, ("something {} on the head", hair_words.COVERS), ("{} headwear", hair_words.COVERS)),
    "in": _HATS,
    "is": (("whose hat is {}", hair_words.HATS), ("whose headscarf is {}", "hijab")),
}
_HAT_RARELY_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "wearing": (("a {} hat", hair_words.HATS), ("a {} headscarf", "hijab"), ("a {} beanie", hair_words.WINTER_HATS)),
}

_GLASSES: Mapping[str, str] = {
    "black": "black|jet black|deep black|ebony",
    "blue": "blue|navy|dark blue|navy blue|deep blue",
    "gray": "gray|grey|silver|silvery|steel grey|metal|metallic|steel",
    "red": "red|scarlet|bright red|cherry red|crimson|tomato red",
}
_GLASSES_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "wearing": (
        ("{} framed glasses", glasses_words.CLEAR),
        ("{} rimmed glasses", glasses_words.CLEAR),
        ("{} spectacles", glasses_words.CLEAR),
        ("{} framed spectacles", glasses_words.CLEAR),
        ("glasses with {} frames", glasses_words.CLEAR),
        ("glasses with a {} rim", glasses_words.CLEAR),
        ("{} eyeglasses", glasses_words.CLEAR),
        ("round {} framed glasses", "round"),
        ("square {} framed glasses", glasses_words.ANGULAR),
        ("{} framed sunglasses", glasses_words.DARK),
        ("sunglasses with {} frames", glasses_words.DARK),
        ("{} rimmed sunglasses", glasses_words.DARK),
        ("shades with {} frames", glasses_words.DARK),
    ),
    "with": (("{} frames", glasses_words.CLEAR), ("frames in {}", glasses_words.CLEAR)),
    "is": (("whose glasses are {} framed", glasses_words.CLEAR), ("whose frames are {}", glasses_words.CLEAR)),
}
_EYEPATCH: Mapping[str, str] = {"black": "black", "blue": "blue|navy", "gray": "gray|grey", "red": "red"}
_EYEPATCH_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "wearing": (("a {} eyepatch", "eyepatch"), ("a {} eye patch", "eyepatch"), ("a {} patch over one eye", "eyepatch")),
}
#: "Black glasses" are as often dark ones, so the names of the other colours only.
_PLAIN_GLASSES: Mapping[str, str] = {"blue": "blue", "gray": "grey|gray|silver", "red": "red|bright red"}
_PLAIN_GLASSES_COMBINED: Mapping[str, tuple[Combined, ...]] = {
    "wearing": (("{} glasses", glasses_words.CLEAR), ("{} specs", glasses_words.CLEAR), ("round {} glasses", "round")),
}


def _named(
    attribute: str,
    names: Mapping[str, str],
    said: Mapping[str, str],
    second: str = "",
    combined: Mapping[str, tuple[Combined, ...]] | None = None,
) -> list[Phrase]:
    """Each name of each colour in everything that is said with a name, alone and beside a second attribute."""
    lines: list[tuple[str, str, tuple[str, frozenset[str]] | None]] = [
        (form, words, None) for form, wordings in said.items() for words in wordings.split("|")
    ]
    lines += [
        (form, words, (second, frozenset(values.split("|"))))
        for form, pairs in (combined or {}).items()
        for words, values in pairs
    ]
    return [
        Phrase(attribute, frozenset(values.split("|")), form, with_name(words, name), condition)
        for values, of_one in names.items()
        for name in of_one.split("|")
        for form, words, condition in lines
    ]


def colour_phrases() -> list[Phrase]:
    """Every wording of every colour, but for those of the background."""
    return [
        *_named("hairColour", _HAIR, _HAIR_SAID, "top", _HAIR_COMBINED),
        *_named("hairColour", _HAIR_RARE, _HAIR_RARELY_SAID),
        *_named("facialHairColour", _HAIR, _BEARD_SAID, "facialHair", _BEARD_COMBINED),
        *_named("facialHairColour", _HAIR_RARE, {}, "facialHair", _BEARD_RARELY_COMBINED),
        *_named("skinColour", _SKIN, _SKIN_SAID),
        *_named("skinColour", _SKIN_RARE, _SKIN_RARELY_SAID),
        *_named("clothesColour", _CLOTHES, _CLOTHES_SAID, "clothes", _CLOTHES_COMBINED),
        *_named("clothesColour", _CLOTHES_RARE, _CLOTHES_RARELY_SAID),
        *_named("clothesColour", _DARK, {}, "clothes", _CLOTHES_COMBINED),
        *_named("hatColour", _DARK, {}, "top", _HAT_COMBINED),
        *_named("hatColour", _CLOTHES, {}, "top", _HAT_COMBINED),
        *_named("hatColour", _CLOTHES_RARE, {}, "top", _HAT_RARELY_COMBINED),
        *_named("glassesColour", _GLASSES, {}, "accessories", _GLASSES_COMBINED),
        *_named("glassesColour", _EYEPATCH, {}, "accessories", _EYEPATCH_COMBINED),
        *_named("glassesColour", _PLAIN_GLASSES, {}, "accessories", _PLAIN_GLASSES_COMBINED),
        *phrases_of(_HAIR_ALONE),
        *phrases_of(_SKIN_ALONE),
        *phrases_of(_CLOTHES_ALONE),
    ]
