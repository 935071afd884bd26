"""How people speak of robots: every wording of every fact, and the words that say nothing."""

from __future__ import annotations

from deltaedit.training.drawn.captions import Phrase, phrases_of, with_absences
from deltaedit.training.drawn.domains.backgrounds import background_phrases

#: Words that say nothing: all of them must mean "any robot".
SUBJECTS = (
    "robot", "bot", "machine", "android", "droid", "robot face", "robot head", "automaton", "mech", "cartoon robot",
    "toy robot", "little robot", "humanoid robot", "mechanical man", "mechanical head", "robot avatar", "tin man",
    "robot character", "robot portrait", "artificial being", "character", "figure", "toy", "cartoon", "picture",
    "image", "drawing", "illustration", "portrait", "avatar", "face", "head",
)  # fmt: skip

#: attribute -> values (separated by |) -> form -> wordings (separated by |).
_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "head": {
        "square01": {
            "with": "a square head|a square face|a boxy head|a box head|a box shaped head|a cube head|a rectangular head"
            "|a square shaped head|a blocky head|a cubic head|a head like a box|a square shape",
            "before": "square headed|square|boxy|box headed|blocky|square faced|square-headed|cube shaped|box shaped",
            "is": "whose head is square|that has a square head|shaped like a box",
        },
        "round02": {
            "with": "a round head|a round face|an oval head|a ball shaped head|a spherical head|a circular head"
            "|a ball head|an egg shaped head|a rounded head|a head like a ball|a round shape",
            "before": "round headed|round|round faced|oval|spherical|circular|round-headed|ball headed|ball shaped",
            "is": "whose head is round|that has a round head|shaped like a ball",
        },
        "square02": {
            "with": "a round chin|a rounded chin|a rounded jaw|a round jaw|a round bottom|a u shaped head"
            "|a cup shaped head|a flat top and a round chin|a tub shaped head|a rounded bottom|a head like a cup",
            "before": "round chinned|u shaped|cup headed|round jawed",
            "is": "whose chin is round|shaped like a cup",
        },
        "square03": {
            "with": "a narrow chin|a pointed chin|a tapered chin|a narrow jaw|a pointy chin|a bucket shaped head"
            "|a bucket head|a head that narrows at the bottom|a slim chin|a thin jaw|a small chin|a head like a bucket",
            "before": "narrow chinned|bucket headed|pointy chinned|narrow jawed|bucket shaped",
            "is": "whose chin is narrow|shaped like a bucket",
        },
        "square04": {
            "with": "a narrow forehead|a bell shaped head|a helmet shaped head|a tapered forehead|a wide jaw"
            "|a head that narrows at the top|a wide chin|a broad jaw|a trapezoid head|a big jaw|a head like a bell",
            "before": "wide jawed|bell headed|broad jawed|bell shaped|wide chinned",
            "is": "whose forehead is narrow|shaped like a bell",
        },
        "square01|square02|square03|square04": {
            "with": "an angular head|corners|a head with corners|an edged head",
            "before": "angular",
        },
    },
    "top": {
        "none": {
            "with": "nothing on top|nothing on the head|a bare head|a plain top|an empty top|nothing on its head"
            "|a bare top|no headpiece|nothing above the head",
            "before": "bare headed|bareheaded",
            "is": "without anything on top|without anything on the head|without a headpiece|without anything on its head",
        },
        "antenna": {
            "with": "an antenna|antenna|a yellow antenna|an aerial|an antenna on top|an antenna on its head"
            "|a radio antenna|a ball antenna|a single antenna|an antenna with a ball|a feeler|an aerial on top"
            "|a yellow ball on top|one antenna|a rod with a yellow ball|an antenna on the head",
            "wearing": "an antenna|a yellow antenna",
            "is": "that has an antenna|whose antenna is yellow",
        },
        "none|bulb01|horns|lights|pyramid": {
            "with": "no antenna|no antenna on top",
            "is": "without an antenna|without antenna|without any antenna|that has no antenna",
        },
        "bulb01": {
            "with": "a light bulb|a bulb|a lamp|a light bulb on top|a glass bulb|a lightbulb|a bulb on its head"
            "|a lamp on top|a light bulb on its head|a glass dome|an electric bulb|a big bulb|a lamp on its head",
            "wearing": "a light bulb|a bulb|a lamp",
            "before": "bulb headed",
            "is": "that has a light bulb|that has a lamp on its head",
        },
        "horns": {
            "with": "horns|two horns|devil horns|a pair of horns|bull horns|horns on its head|viking horns|demon horns"
            "|metal horns|horns on top|curved horns|big horns|horns on the head|pointed horns",
            "wearing": "horns|devil horns|viking horns|a pair of horns",
            "before": "horned|devilish|devil|two horned|bull",
            "is": "that has horns|who has horns",
        },
        "none|antenna|bulb01|lights|pyramid|radar": {
            "with": "no horns",
            "is": "without horns|without any horns|that has no horns",
        },
        "lights": {
            "with": "lights|three lights|a row of lights|lights on top|three lamps|signal lights|lights on its head"
            "|three bulbs|warning lights|beacons|a light bar|a row of lamps|three small lights|emergency lights|lamps",
            "wearing": "lights|a row of lights|three lights",
            "is": "that has lights on top|that has three lights",
        },
        "pyramid": {
            "with": "a pyramid|a pyramid on top|a pointed hat|a triangle on top|a cone on top|a spike on top"
            "|a pyramid hat|a pointy hat|a triangle hat|a spike|a pyramid on its head|a cone hat|a party hat"
            "|a triangular hat|a triangle on its head|a hat|a pointed top",
            "wearing": "a pyramid|a pointed hat|a triangle hat|a pointy hat|a cone hat|a party hat|a hat|a pyramid hat",
            "in": "a pointed hat|a party hat|a hat",
        },
        "radar": {
            "with": "a radar|a radar dish|a satellite dish|a dish on top|a dish antenna|a radar on top"
            "|a satellite dish on its head|a dish|a parabolic dish|a radio dish|a receiver dish|a radar on its head"
            "|a satellite receiver|a dish on its head",
            "wearing": "a radar|a satellite dish",
            "is": "that has a radar|that has a satellite dish",
        },
    },
    "eyes": {
        "round": {
            "with": "small eyes|white eyes|round eyes|dot eyes|simple eyes|plain eyes|normal eyes|white dots for eyes"
            "|round white eyes|dots for eyes|tiny eyes|two white eyes|small round eyes|ordinary eyes|little eyes",
            "before": "dot eyed|white eyed|small eyed|tiny eyed",
            "is": "whose eyes are white dots|whose eyes are small",
        },
        "happy": {
            "with": "happy eyes|smiling eyes|joyful eyes|cheerful eyes|laughing eyes|closed happy eyes|merry eyes"
            "|eyes closed with joy|squinting eyes|friendly eyes|closed eyes|curved eyes",
            "before": "happy eyed|squinting",
            "is": "whose eyes smile|smiling with its eyes|whose eyes are happy",
        },
        "hearts": {
            "with": "heart eyes|hearts in the eyes|heart shaped eyes|hearts for eyes|love eyes|hearts as eyes"
            "|red heart eyes|pink hearts for eyes|hearts instead of eyes|loving eyes|red hearts for eyes",
            "before": "in love|heart eyed|loving|lovestruck|love struck|enamoured|amorous|adoring",
            "is": "who is in love|that is in love|that loves you|falling in love|madly in love|whose eyes are hearts",
        },
        "dizzy": {
            "with": "crossed eyes|x eyes|dizzy eyes|crosses for eyes|dead eyes|x shaped eyes|crossed out eyes"
            "|x's for eyes|eyes like crosses|knocked out eyes|broken eyes|black crosses for eyes|x marks for eyes",
            "before": "dizzy|dead|knocked out|broken|unconscious|switched off|x eyed|defeated|fainted",
            "is": "who is dizzy|that is dead|that is broken|that is switched off|out of order|that is knocked out"
            "|whose eyes are crosses",
        },
        "bulging": {
            "with": "bulging eyes|big eyes|huge eyes|googly eyes|large eyes|wide eyes|goggling eyes|wide open eyes"
            "|rolling eyes|big round eyes|cartoon eyes|popping eyes|bug eyes|eyes wide open|big white eyes",
            "before": "big eyed|googly eyed|wide eyed|bug eyed|surprised|astonished|bulging eyed|goggle eyed|amazed",
            "is": "looking surprised|whose eyes are huge|whose eyes are big|that stares",
        },
        "eva": {
            "with": "blue eyes|glowing blue eyes|blue oval eyes|a black mask with blue eyes|a dark face plate"
            "|blue eyes on a black plate|oval blue eyes|blue glowing eyes|a black face with blue eyes|bright blue eyes"
            "|shiny blue eyes|a black face plate|a black oval mask",
            "before": "blue eyed|blue-eyed",
            "is": "whose eyes are blue|whose eyes glow blue",
        },
        "frame2": {
            "with": "green eyes|a screen with green eyes|green eyes on a screen|green glowing eyes|a screen for eyes"
            "|digital eyes|a display with green eyes|a monitor for eyes|square green eyes|pixel eyes|bright green eyes"
            "|glowing green eyes|a black screen with green eyes|a display for eyes|a screen for its eyes",
            "before": "green eyed|screen eyed|green-eyed",
            "is": "whose eyes are green|whose eyes are on a screen|whose eyes glow green",
        },
        "robocop": {
            "with": "a black visor|a slit for eyes|a narrow visor|a striped visor|a dark visor|a thin visor"
            "|a police visor|a visor slit|a black bar over the eyes|a black slit for eyes|a slit visor|a gray visor",
            "wearing": "a black visor|a narrow visor|a dark visor|a thin visor",
            "is": "that looks through a slit|whose eyes are behind a black visor",
        },
        "robocop|shade01": {
            "with": "a visor|visor|a visor over the eyes|covered eyes|hidden eyes|no visible eyes",
            "wearing": "a visor|visor",
            "before": "visored",
            "is": "whose eyes are hidden|whose eyes are behind a visor",
        },
        "sensor": {
            "with": "one eye|a single eye|a cyclops eye|a camera eye|one big eye|a lens for an eye|a camera lens"
            "|only one eye|a sensor eye|a lens|a monocle|one black eye|a camera for an eye|one round eye|a sensor"
            "|a single camera eye",
            "before": "one eyed|one-eyed|cyclops|single eyed|camera eyed",
            "is": "that has one eye|that has only one eye|whose eye is a camera",
        },
        "shade01": {
            "with": "a red visor|red shades|red sunglasses|sunglasses|shades|red goggles|a visor with red light"
            "|glowing red eyes|red eyes|dark glasses|cool sunglasses|a red light for eyes|glasses|red glasses"
            "|evil red eyes|goggles|a black and red visor",
            "wearing": "sunglasses|shades|a red visor|red sunglasses|goggles|dark glasses|red goggles|glasses",
            "in": "sunglasses|shades|dark glasses",
            "before": "red eyed|evil|evil eyed|cool|red-eyed|sinister",
            "is": "whose eyes are red|whose eyes glow red|looking evil|looking cool",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2": {
            "with": "two eyes|a pair of eyes",
            "before": "two eyed",
        },
    },
    "mouth": {
        "smile01": {
            "with": "a small smile|a gentle smile|a slight smile|a little smile|a curved mouth|a simple smile"
            "|a closed smile|a friendly smile|a soft smile|a thin smile|a tiny smile",
            "before": "slightly smiling|gently smiling",
            "is": "smiling gently|smiling a little|that smiles a little",
        },
        "smile02": {
            "with": "a big smile|an open smile|an open mouth|a laughing mouth|a wide smile|a tooth|one tooth|a big laugh"
            "|an open laughing mouth|a mouth wide open|a silly smile|a goofy smile|a wide open smile|a broad smile"
            "|a happy open mouth|a single tooth|mouth open",
            "before": "laughing|open mouthed|goofy|silly|delighted|one toothed",
            "is": "who laughs|that is laughing|that laughs|laughing out loud|whose mouth is open",
        },
        "smile01|smile02": {
            "with": "a smile|smile|a happy mouth|a smiling mouth|a happy smile|a smile on its face|a happy look",
            "before": "smiling|happy|cheerful|friendly|joyful|smiley|glad|pleased|kind",
            "is": "who smiles|that is smiling|who is happy|that smiles|that looks happy|looking happy|that is happy",
        },
        "bite": {
            "with": "sharp teeth|pointed teeth|a biting mouth|fangs|shark teeth|jagged teeth|pointy teeth|monster teeth"
            "|sharp fangs|a dangerous mouth|zigzag teeth|spiky teeth|vampire teeth|triangular teeth|a shark mouth",
            "before": "biting|dangerous|sharp toothed|fanged|scary|monstrous|fierce|aggressive|hungry|ferocious",
            "is": "that bites|showing sharp teeth|who bites|whose teeth are sharp|looking dangerous",
        },
        "bite|grill03": {
            "with": "teeth|a lot of teeth|many teeth|a mouth with teeth|bared teeth",
            "is": "showing its teeth|baring its teeth|showing teeth",
        },
        "grill03": {
            "with": "white teeth|a grin|a row of teeth|a toothy grin|clenched teeth|a wide grin|a white grill|square teeth"
            "|big white teeth|gritted teeth|a set of white teeth|straight teeth|a row of white teeth|a white mouth",
            "before": "grinning|toothy",
            "is": "showing white teeth|clenching its teeth|gritting its teeth|who grins|that is grinning",
        },
        "diagram": {
            "with": "a screen mouth|a wave mouth|a waveform mouth|a green wave on its mouth|a heartbeat line"
            "|an oscilloscope mouth|a display for a mouth|a screen for a mouth|a sound wave for a mouth|a pulse line"
            "|a green line on the mouth|a digital mouth|a voice display|a mouth screen|a green zigzag mouth|a green mouth",
            "before": "talking|speaking|singing|screen mouthed",
            "is": "that talks|that is speaking|that is talking|whose mouth is a screen",
        },
        "square02": {
            "with": "a straight mouth|a flat mouth|a serious mouth|a line for a mouth|a thin mouth|a closed mouth"
            "|a neutral mouth|a straight line mouth|a plain mouth|a black line for a mouth|a serious look"
            "|a serious expression|a mouth like a line|a neutral expression",
            "before": "serious|stern|neutral|earnest|expressionless|bored|emotionless|grumpy|poker faced",
            "is": "looking serious|who is serious|looking bored|whose mouth is a line|that is serious",
        },
        "bite|grill03|diagram|square02|grill02": {
            "with": "no smile",
            "before": "unsmiling",
            "is": "without a smile|that does not smile|who does not smile|not smiling",
        },
        "grill02": {
            "with": "a grill|a grille|a speaker mouth|a vent|vertical slots|a grill for a mouth|a loudspeaker"
            "|slots for a mouth|a speaker for a mouth|a radiator mouth|bars for a mouth|vertical bars for a mouth"
            "|a vent for a mouth|a speaker grille|black bars for a mouth|slits for a mouth|a grill mouth|a speaker",
            "before": "grill mouthed",
            "is": "whose mouth is a grill|whose mouth is a speaker",
        },
    },
    "sides": {
        "none": {
            "with": "no ears|nothing on the sides|no side parts|bare sides|plain sides|no ears at all|empty sides",
            "before": "earless",
            "is": "without ears|without any ears|that has no ears|without side parts|without anything on the sides",
        },
        "round": {
            "with": "round ears|headphones|earphones|round ear caps|circular ears|round headphones|discs for ears"
            "|ear muffs|half round ears|semicircular ears|round sides|round things for ears|round earpieces",
            "wearing": "headphones|earphones|ear muffs|round headphones|round earpieces",
            "before": "round eared",
            "is": "whose ears are round",
        },
        "square": {
            "with": "square ears|boxy ears|rectangular ears|square ear caps|blocks for ears|box ears|square sides"
            "|square shaped ears|blocky ears|boxes for ears|angular ears|square earpieces",
            "wearing": "square earpieces",
            "before": "square eared",
            "is": "whose ears are square",
        },
        "round|square": {
            "with": "ears|two ears|ear caps|ears on the sides|a pair of ears|robot ears",
            "before": "eared",
            "is": "that has ears|that has two ears",
        },
        "cables02": {
            "with": "cables|wires|tubes|cables on the sides|loose wires|black cables|hoses|wires sticking out"
            "|curly cables|hanging cables|loose cables|cables for ears|wires on the sides|black tubes|pipes|cords"
            "|wires hanging out|black wires|tangled wires|cables hanging out|curly wires",
            "before": "wired",
            "is": "that has cables|whose wires hang out|whose cables stick out",
        },
        "none|round|square": {
            "with": "no cables|no wires",
            "is": "without cables|without wires|without any cables|that has no cables",
        },
    },
    "texture": {
        "none": {
            "with": "no pattern|a plain body|a smooth surface|a plain surface|a clean surface|a smooth body|no texture"
            "|a clean face|a plain face|no markings|a uniform surface|a solid colour|a spotless surface|a clean body",
            "before": "plain|clean|smooth|spotless|shiny|polished|brand new|new|unpatterned",
            "is": "without a pattern|without any pattern|without markings|without spots|without stains|freshly cleaned",
        },
        "camo01": {
            "with": "camouflage|a camouflage pattern|camo|an army pattern|a military pattern|a camo pattern"
            "|camouflage paint|military paint|army camouflage|camouflage patches|a camouflaged body|military camouflage",
            "before": "camouflaged|military|army|camo|soldier|camouflage",
            "in": "camouflage|camo|army colours|military camouflage",
            "wearing": "camouflage|camo|military camouflage",
            "is": "painted in camouflage|covered in camouflage",
        },
        "dots": {
            "with": "dots|a dotted pattern|small dots|polka dots|a dot pattern|spots|dotted corners|a pattern of dots"
            "|speckles|a spotted body|dark dots|many small dots|dots on its face|dots on the body|a dotted body",
            "before": "dotted|spotted|speckled|spotty",
            "is": "covered in dots|covered with spots",
        },
        "circuits": {
            "with": "circuits|a circuit pattern|circuit lines|circuit board lines|electronic circuits|printed circuits"
            "|a circuit board pattern|lines on its face|wiring lines|electric lines|a circuit board|circuitry"
            "|circuits on its face|electronics on its face|circuits on the body|lines on the body",
            "before": "circuit patterned|electronic|high tech",
            "is": "covered in circuits|marked with circuit lines",
        },
        "dirty02": {
            "with": "dirt|stains|mud|dirty patches|rust|oil stains|dark stains|grime|a dirty face|a dirty body"
            "|a dirty surface|mud on its face|oil on its face|a stained body|dripping oil|dirt on its face|smears"
            "|rusty patches",
            "before": "dirty|rusty|muddy|stained|grimy|old|oily|filthy|unwashed|soiled",
            "is": "covered in dirt|covered in mud|covered with oil|that needs a wash|in need of cleaning|that is dirty",
        },
        "camo01|dots|circuits|dirty02": {
            "with": "a pattern|a textured body|markings|a texture|a patterned body|a patterned surface",
            "before": "patterned|textured",
        },
    },
}

#: attribute -> what can be taken away -> what is there without it (both separated by |).
_ABSENCES = {
    "top": {"antenna|bulb01|horns|lights|pyramid|radar": "none"},
    "sides": {"round|square|cables02": "none"},
    "texture": {"camo01|dots|circuits|dirty02": "none"},
}

_NAMES = {
    "red": "red|bright red|scarlet|crimson",
    "orange": "orange|bright orange|tangerine",
    "yellow": "yellow|golden|gold|bright yellow",
    "green": "green|bright green|emerald|grass green",
    "teal": "teal|turquoise|cyan|aqua|blue green",
    "blue": "blue|bright blue|azure|royal blue",
    "purple": "purple|violet|deep purple",
    "pink": "pink|rose|hot pink|bright pink",
    "brown": "brown|bronze|copper|chocolate brown",
    "gray": "gray|grey|silver|steel|iron|metallic gray|silvery",
}
#: Form -> wordings (separated by |) of the colour of a body.
_COLOURED = {
    "before": "{}|{}|{} coloured|{} colored|{} painted",
    "with": "a {} body|a {} head|a {} face|{} paint|{} metal|{} plating|a {} shell|a {} colour|a body that is {}"
    "|a {} surface|a {} coat of paint",
    "in": "{}|{} paint|{} colour",
    "is": "painted {}|that is {}|coloured {}|made of {} metal|whose body is {}|whose colour is {}|that is painted {}",
}
#: Form -> wordings (separated by |) -> what else they say.
_COLOURED_PARTS: dict[str, dict[str, tuple[str, str]]] = {
    "before": {
        "{} round headed|round {}|{} round": ("head", "round02"),
        "{} square headed|square {}|{} square": ("head", "square01"),
        "{} horned|horned {}": ("top", "horns"),
    },
    "with": {
        "a {} round head|a round {} head": ("head", "round02"),
        "a {} square head|a square {} head": ("head", "square01"),
        "{} ears": ("sides", "round|square"),
        "{} camouflage": ("texture", "camo01"),
    },
}


def all_phrases() -> list[Phrase]:
    """Every wording of every fact about a robot."""
    phrases = phrases_of(_WORDS)
    for value, names in _NAMES.items():
        one = frozenset({value})
        for name in names.split("|"):
            for form, wordings in _COLOURED.items():
                phrases += [Phrase("baseColour", one, form, words.format(name)) for words in wordings.split("|")]
            for form, by_wording in _COLOURED_PARTS.items():
                phrases += [
                    Phrase("baseColour", one, form, words.format(name), (part, frozenset(values.split("|"))))
                    for wordings, (part, values) in by_wording.items()
                    for words in wordings.split("|")
                ]
    return with_absences(phrases + background_phrases(), _ABSENCES)
