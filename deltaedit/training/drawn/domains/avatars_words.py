"""How people speak of avatars: every wording of every fact, and the words that say nothing."""

from __future__ import annotations

from deltaedit.training.drawn.captions import Phrase, phrases_of, with_absences, with_article
from deltaedit.training.drawn.domains.backgrounds import background_phrases

#: Words that say nothing: all of them must mean "any portrait".
SUBJECTS = (
    "face", "person", "portrait", "avatar", "head", "man", "woman", "guy", "girl", "boy", "lady", "human", "someone",
    "character", "cartoon face", "cartoon", "picture", "image", "drawing", "photo", "figure", "individual", "people",
    "cartoon character", "cartoon person", "profile picture", "illustration", "human face", "somebody", "adult",
)  # fmt: skip

#: attribute -> values (separated by |) -> form -> wordings (separated by |).
_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "top": {
        "none": {
            "before": "bald|bald headed|hairless|shaven headed|baldheaded|shaved",
            "with": "no hair|a bald head|a shaved head|a hairless head|bald head|no hair at all|a shaven head",
            "is": "without hair|without any hair|who is bald|that is bald|that has no hair",
        },
        "shortFlat": {
            "with": "short flat hair|flat short hair|a flat top|short straight hair|a quiff|a short neat haircut",
            "before": "flat haired",
        },
        "shortCurly": {
            "with": "short curly hair|short curls|curly short hair|a short curly haircut|small curls",
        },
        "shortWaved": {
            "with": "short wavy hair|wavy short hair|short waves|short waved hair|a short wavy haircut",
        },
        "shortFlat|shortCurly|shortWaved": {
            "with": "short hair|a short haircut|short cut hair|cropped hair|a short hairstyle|short hair style",
            "before": "short haired",
        },
        "sides": {
            "with": "receding hair|a receding hairline|hair on the sides|hair only on the sides|thinning hair|side hair",
            "before": "balding|half bald",
        },
        "bob": {"with": "a bob|bob hair|a bob cut|a bob haircut|medium length hair|chin length hair|a bob hairstyle"},
        "straight01": {
            "with": "long straight hair|straight long hair|straight hair down the shoulders|long smooth hair",
        },
        "curly": {"with": "long curly hair|curly long hair|long curls|long wavy hair|curls down the shoulders"},
        "straight01|curly": {
            "with": "long hair|very long hair|long flowing hair|shoulder length hair|a long hairstyle|hair that is long",
            "before": "long haired",
        },
        "shortCurly|curly|fro": {"with": "curly hair|curls|a lot of curls", "before": "curly haired|curly"},
        "fro": {
            "with": "an afro|afro hair|afro|a big afro|a round afro|an afro hairstyle|a fro|a huge afro|an afro haircut",
            "before": "afro haired|afro",
        },
        "bun": {
            "with": "a bun|hair in a bun|a hair bun|a top knot|a topknot|a bun hairstyle|tied up hair|hair tied up",
        },
        "bigHair": {
            "with": "big hair|voluminous hair|thick big hair|full hair|big voluminous hair|huge hair|much hair"
        },
        "hijab": {
            "with": "a hijab|hijab|a headscarf|a head scarf|a veil|a muslim scarf",
            "wearing": "a hijab|hijab|a headscarf|a head scarf|a veil|a muslim headscarf",
            "in": "a hijab|hijab|a headscarf|a veil",
            "before": "veiled",
        },
        "hat": {
            "with": "a hat|hat|a brimmed hat|a fedora|a sun hat|a wide hat|a hat on",
            "wearing": "a hat|hat|a brimmed hat|a fedora|a sun hat|a wide hat",
            "in": "a hat|a brimmed hat",
        },
        "winterHat02": {
            "with": "a winter hat|a beanie|a woolly hat|a knitted hat|a wool cap|a knit cap|a warm hat|a bobble hat",
            "wearing": "a winter hat|a beanie|a woolly hat|a knitted hat|a wool cap|a knit cap|a warm hat|a winter cap",
            "in": "a winter hat|a beanie",
        },
    },
    "accessories": {
        "none": {
            "with": "no glasses|no eyewear|no spectacles",
            "is": "without glasses|without any glasses|without eyewear|without spectacles|not wearing glasses",
        },
        "prescription02|round": {
            "with": "glasses|eyeglasses|spectacles|specs|eyewear|a pair of glasses|reading glasses|eye glasses|clear glasses"
            "|glasses on|a pair of spectacles|prescription glasses",
            "wearing": "glasses|eyeglasses|spectacles|specs|eyewear|a pair of glasses|reading glasses|eye glasses",
            "in": "glasses|spectacles",
            "before": "bespectacled|spectacled|glasses wearing",
        },
        "prescription02": {
            "with": "square glasses|thick glasses|rectangular glasses|nerdy glasses|thick framed glasses|nerd glasses",
            "wearing": "square glasses|thick glasses|rectangular glasses|thick framed glasses|nerd glasses",
        },
        "round": {
            "with": "round glasses|circular glasses|round spectacles|round eyeglasses|round framed glasses|round frames",
            "wearing": "round glasses|circular glasses|round spectacles|round eyeglasses|round framed glasses",
            "in": "round glasses",
        },
        "sunglasses": {
            "with": "sunglasses|shades|dark glasses|sun glasses|black glasses|tinted glasses|a pair of sunglasses"
            "|sunglasses on|cool sunglasses|a pair of shades",
            "wearing": "sunglasses|shades|dark glasses|sun glasses|black glasses|tinted glasses|a pair of sunglasses",
            "in": "sunglasses|shades|dark glasses",
        },
    },
    "facialHair": {
        "none": {
            "with": "no beard|no facial hair|no moustache|a shaved face|a smooth chin|no mustache",
            "is": "without a beard|without facial hair|without a moustache|without beard|without a mustache",
            "before": "clean shaven|beardless|clean-shaven|shaven",
        },
        "beardMedium|beardMajestic": {
            "with": "a beard|beard|a thick beard|facial hair and a beard|a full beard|a beard on the chin",
            "wearing": "a beard",
            "before": "bearded",
        },
        "beardMedium": {
            "with": "a short beard|a trimmed beard|a medium beard|stubble|a neat beard|a small beard|short beard",
        },
        "beardMajestic": {
            "with": "a long beard|a big beard|a majestic beard|a huge beard|a bushy beard|long beard|a wizard beard",
            "before": "long bearded",
        },
        "moustacheFancy": {
            "with": "a moustache|a mustache|moustache|mustache|a fancy moustache|a curly moustache|a curled mustache"
            "|a handlebar moustache|whiskers",
            "wearing": "a moustache|a mustache",
            "before": "moustached|mustached|mustachioed",
        },
        "beardMedium|beardMajestic|moustacheFancy": {
            "with": "facial hair|hair on the face",
            "before": "unshaven|hairy",
        },
    },
    "clothes": {
        "blazerAndShirt": {
            "wearing": "a suit|a blazer|a jacket|a blazer and a shirt|a business suit|suit|a suit jacket|formal clothes",
            "in": "a suit|a blazer|a jacket|a business suit|formal clothes|a formal suit|business clothes|a suit jacket",
            "with": "a suit|a blazer|a jacket",
            "before": "formal|business",
        },
        "collarAndSweater": {
            "wearing": "a sweater|a jumper|a pullover|a collar and a sweater|a collared sweater|a knitted sweater|sweater",
            "in": "a sweater|a jumper|a pullover|a collared sweater",
            "with": "a sweater|a jumper|a pullover",
        },
        "hoodie": {
            "wearing": "a hoodie|a hooded sweatshirt|a sweatshirt|hoodie|a hooded sweater|a hoody",
            "in": "a hoodie|a hooded sweatshirt|a sweatshirt|a hoody",
            "with": "a hoodie|a hood|a sweatshirt|hoodie",
        },
        "overall": {
            "wearing": "overalls|dungarees|an overall|bib overalls|overall|work overalls",
            "in": "overalls|dungarees|an overall|bib overalls|work overalls",
            "with": "overalls|dungarees|straps over the shoulders",
        },
        "shirtCrewNeck": {
            "wearing": "a t-shirt|a tshirt|a tee|a crew neck shirt|a plain shirt|a t shirt|a simple shirt",
            "in": "a t-shirt|a tshirt|a tee|a t shirt|a plain shirt|a crew neck",
            "with": "a t-shirt|a tee|a plain shirt",
        },
    },
    "eyebrows": {
        "angry": {
            "with": "angry eyebrows|angry brows|an angry look|frowning eyebrows|furrowed brows|a frown|an angry expression",
            "before": "angry|mad|furious|frowning|grumpy|annoyed|cross",
            "is": "who is angry|looking angry|that looks angry",
        },
        "raisedExcited": {
            "with": "raised eyebrows|excited eyebrows|raised brows|high eyebrows|an excited look|lifted eyebrows",
            "before": "excited|thrilled",
            "is": "raising the eyebrows|looking excited",
        },
        "sadConcerned": {
            "with": "concerned eyebrows|worried eyebrows|sad eyebrows|a worried look|worried brows|sad brows",
            "before": "worried|concerned|anxious",
            "is": "looking worried|looking concerned",
        },
        "default": {"with": "normal eyebrows|plain eyebrows|neutral eyebrows|relaxed eyebrows|calm eyebrows"},
    },
    "eyes": {
        "default": {"with": "open eyes|normal eyes|eyes open|plain eyes|neutral eyes", "before": "open eyed"},
        "happy": {"with": "happy eyes|smiling eyes|joyful eyes|laughing eyes|cheerful eyes"},
        "closed": {
            "with": "closed eyes|eyes closed|shut eyes|eyes shut|sleeping eyes|its eyes closed|both eyes closed",
            "before": "sleeping|asleep|sleepy",
            "is": "closing the eyes|who is sleeping",
        },
        "wink": {
            "with": "a wink|a winking eye|one eye closed|winking eyes|one closed eye",
            "before": "winking",
            "is": "who winks|that is winking",
        },
        "surprised": {
            "with": "surprised eyes|wide eyes|wide open eyes|big eyes|shocked eyes|round eyes|eyes wide open|huge eyes",
            "before": "surprised|wide eyed|shocked|astonished|amazed",
            "is": "looking surprised",
        },
        "hearts": {
            "with": "heart eyes|hearts in the eyes|heart shaped eyes|hearts for eyes|love eyes|hearts as eyes|red heart eyes",
            "before": "in love|heart eyed|loving",
            "is": "who is in love|that is in love",
        },
    },
    "mouth": {
        "smile": {
            "with": "a smile|a big smile|a happy mouth|a smiling mouth|a grin|a happy smile|a wide smile|smile",
            "before": "smiling|happy|grinning|cheerful|laughing|joyful|smiley",
            "is": "who smiles|that is smiling|who is happy",
        },
        "default": {"with": "a neutral mouth|a normal mouth|a plain mouth|a small smile|a slight smile|a calm mouth"},
        "serious": {
            "with": "a serious mouth|a straight mouth|a serious expression|a flat mouth|closed lips|a serious look",
            "before": "serious|stern|earnest|unsmiling",
            "is": "looking serious",
        },
        "sad": {
            "with": "a sad mouth|a sad expression|a sad look|a downturned mouth|a pout",
            "before": "sad|unhappy|gloomy|depressed|upset|miserable",
            "is": "who is sad|looking sad|that is sad",
        },
        "screamOpen": {
            "with": "an open mouth|a screaming mouth|mouth wide open|a wide open mouth|a scream|mouth open",
            "before": "screaming|shouting|yelling|open mouthed",
            "is": "who is screaming|who screams|that is shouting",
        },
        "tongue": {
            "with": "the tongue out|a tongue sticking out|tongue out|a tongue|its tongue out|his tongue out|her tongue out",
            "before": "silly|cheeky",
            "is": "sticking out the tongue|sticking its tongue out|showing the tongue",
        },
    },
}

_HAIR = "shortFlat|shortCurly|shortWaved|sides|bob|straight01|curly|fro|bun|bigHair"
#: attribute -> what can be taken away -> what is there without it (both separated by |).
_ABSENCES = {
    "accessories": {"prescription02|round|sunglasses": "none"},
    "facialHair": {"beardMedium|beardMajestic|moustacheFancy": "none"},
    "top": {"hijab|hat|winterHat02": _HAIR},
}

_HAIR_NAMES = {
    "black": "black|jet black|raven",
    "brown": "brown|dark brown|brunette|chestnut",
    "auburn": "auburn|reddish brown|copper",
    "golden": "golden|honey|gold|dark blond",
    "blond": "blond|blonde|yellow|fair|light",
    "platinum": "platinum|white|platinum blond|very light|silver blond",
    "red": "red|ginger|orange|bright red",
    "pink": "pink|rose|light pink",
    "gray": "gray|grey|silver",
    "blue": "blue|dyed blue|bright blue",
    "green": "green|dyed green|bright green",
    "purple": "purple|violet|dyed purple|lilac",
}
_CLOTHES_NAMES = {
    "black": "black|dark",
    "blue": "blue|light blue|sky blue",
    "navy": "navy|navy blue|dark blue",
    "white": "white|bright white",
    "gray": "gray|grey",
    "green": "green|bright green",
    "yellow": "yellow|bright yellow",
    "pink": "pink|bright pink",
    "red": "red|bright red|scarlet|crimson",
    "purple": "purple|violet",
    "orange": "orange|bright orange",
}
_SKIN_NAMES = {
    "dark": "dark|black|very dark|dark brown|deep brown",
    "brown": "brown|medium brown|tan brown",
    "tanned": "tanned|tan|bronze|olive|sun tanned",
    "light": "light|fair|white|caucasian",
    "pale": "pale|very light|very pale|very fair",
    "yellow": "yellow|golden|simpson yellow",
}
_GLASSES_NAMES = {"black": "black", "blue": "blue", "gray": "gray|grey", "red": "red"}
#: What a coloured piece of clothing is called.
_GARMENTS = {
    "blazerAndShirt": "suit|blazer|jacket",
    "collarAndSweater": "sweater|jumper|pullover",
    "hoodie": "hoodie|sweatshirt|hooded sweatshirt",
    "overall": "overall|overalls|dungarees",
    "shirtCrewNeck": "t-shirt|tee|tshirt",
}
_HATS = {"hijab": "hijab|headscarf|veil", "hat": "hat|fedora", "winterHat02": "beanie|winter hat|knit cap"}
_BEARDS = frozenset({"beardMedium", "beardMajestic"})


def all_phrases() -> list[Phrase]:
    """Every wording of every fact about a portrait."""
    phrases = phrases_of(_WORDS)
    for value, names in _HAIR_NAMES.items():
        one = frozenset({value})
        for name in names.split("|"):
            phrases += [
                Phrase("hairColour", one, "with", words.format(name))
                for words in (
                    "{} hair",
                    "{} hair",
                    "{} coloured hair",
                    "{} colored hair",
                    "hair that is {}",
                    "{} locks",
                )
            ]
            phrases.append(Phrase("hairColour", one, "before", f"{name} haired"))
            phrases.append(Phrase("facialHairColour", one, "with", f"a {name} beard", ("facialHair", _BEARDS)))
            phrases.append(Phrase("facialHairColour", one, "with", f"{name} facial hair"))
            for top, words in (("fro", "afro"), ("bun", "bun"), ("bob", "bob")):
                phrases.append(
                    Phrase("hairColour", one, "with", with_article(f"{name} {words}"), ("top", frozenset({top})))
                )
            long_tops = frozenset({"straight01", "curly"})
            phrases.append(Phrase("hairColour", one, "with", f"long {name} hair", ("top", long_tops)))
            short_tops = frozenset({"shortFlat", "shortCurly", "shortWaved"})
            phrases.append(Phrase("hairColour", one, "with", f"short {name} hair", ("top", short_tops)))
    phrases += [
        Phrase("hairColour", frozenset({value}), "before", word)
        for value, word in (("blond", "blond"), ("blond", "blonde"), ("red", "redhead"), ("red", "ginger"),
                            ("brown", "brunette"), ("gray", "gray"), ("gray", "grey"))
    ]  # fmt: skip
    phrases += [
        Phrase("hairColour", frozenset({"black", "brown"}), "with", "dark hair"),
        Phrase("hairColour", frozenset({"black", "brown"}), "before", "dark haired"),
    ]
    for value, names in _SKIN_NAMES.items():
        one = frozenset({value})
        for name in names.split("|"):
            phrases += [
                Phrase("skinColour", one, "with", words.format(name))
                for words in (
                    "{} skin",
                    "{} skin",
                    "a {} complexion",
                    "{} skin tone",
                    "skin that is {}",
                    "{} colored skin",
                )
            ]
            phrases.append(Phrase("skinColour", one, "before", f"{name} skinned"))
            phrases.append(Phrase("skinColour", one, "is", f"whose skin is {name}"))
    for value, names in _CLOTHES_NAMES.items():
        one = frozenset({value})
        for name in names.split("|"):
            for form in ("in", "wearing"):
                phrases += [
                    Phrase("clothesColour", one, form, words.format(name))
                    for words in ("{} clothes", "{} clothing", "{} colored clothes", "{}")
                    if not (form == "wearing" and words == "{}")
                ]
                phrases += [
                    Phrase(
                        "clothesColour", one, form, with_article(f"{name} {garment}"), ("clothes", frozenset({part}))
                    )
                    for part, garments in _GARMENTS.items()
                    for garment in garments.split("|")
                ]
                phrases.append(Phrase("clothesColour", one, form, with_article(f"{name} outfit")))
                phrases.append(Phrase("clothesColour", one, form, with_article(f"{name} top")))
                phrases.append(Phrase("clothesColour", one, form, with_article(f"{name} shirt")))
            phrases.append(Phrase("clothesColour", one, "with", f"{name} clothes"))
            phrases.append(Phrase("clothesColour", one, "is", f"dressed in {name}"))
            for part, hats in _HATS.items():
                for hat in hats.split("|"):
                    for form in ("with", "wearing", "in"):
                        words = with_article(f"{name} {hat}")
                        phrases.append(Phrase("hatColour", one, form, words, ("top", frozenset({part}))))
    phrases += background_phrases()
    for value, names in _GLASSES_NAMES.items():
        one = frozenset({value})
        clear = frozenset({"prescription02", "round"})
        phrases += [
            Phrase("glassesColour", one, form, f"{name} framed glasses", ("accessories", clear))
            for name in names.split("|")
            for form in ("with", "wearing")
        ]
    phrases += [
        Phrase("top", frozenset(_HAIR.split("|")), "with", words, absent=frozenset({"none"}))
        for words in ("hair", "some hair", "hair on the head")
    ]
    phrases += [
        Phrase("top", frozenset({"hijab", "hat", "winterHat02"}), form, words)
        for form in ("with", "wearing")
        for words in ("headwear", "headgear", "a head covering", "something on the head")
    ]
    return with_absences(phrases, _ABSENCES)
