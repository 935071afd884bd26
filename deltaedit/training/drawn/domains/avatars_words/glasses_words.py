"""Words for what stands before the eyes."""

from __future__ import annotations

from deltaedit.training.drawn.captions import WordTable

#: Values that people name alike.
CLEAR = "prescription01|prescription02|round"
ANGULAR = "prescription01|prescription02"
DARK = "sunglasses|wayfarers|kurt"

#: attribute -> values (separated by |) -> forms (separated by |) -> wordings (separated by |).
WORDS: WordTable = {
    "accessories": {
        "none": {
            "with": "no glasses|no eyewear|no spectacles|no glasses on|no specs|no eyeglasses|no lenses|no frames"
            "|no glasses whatsoever|no shades or spectacles|nothing on the nose|nothing in front of the eyes"
            "|nothing over the eyes|no glasses of any kind|not any glasses|no glasses on the nose"
            "|no glasses before the eyes|no sort of glasses|no eye glasses|no glasses at all|eyes free of glasses"
            "|perfect eyesight|no frames on the face|a face free of glasses|uncovered eyes|no glasses on the face"
            "|perfect vision|twenty twenty vision|20/20 vision|no sunglasses or glasses|a naked nose bridge|no goggles"
            "|no glass over the eyes",
            "is": "without glasses|without any glasses|without eyewear|without spectacles|not wearing glasses"
            "|with the glasses off|who took the glasses off|who doesn't wear glasses|who does not wear glasses"
            "|who needs no glasses|with glasses removed|who does not need glasses|who took off his glasses"
            "|who took off her glasses|who sees well without glasses|glasses off|not wearing any eyewear"
            "|who has no need of glasses|sans glasses|who lost the glasses|who left the glasses at home"
            "|with his glasses taken off|with her glasses taken off|minus the glasses|that has no glasses"
            "|wearing nothing on the eyes|without specs|without any specs on|without a pair of glasses"
            "|whose eyes are free|who sees without help|who prefers contacts|wearing contact lenses instead of glasses"
            "|who switched to contact lenses|with contacts instead of glasses|having taken off the glasses"
            "|without frames|with zero eyewear|devoid of glasses|who forgot the glasses|without shades or glasses"
            "|free of glasses|who never wears glasses|who had laser eye surgery|without goggles|who has good eyes"
            "|with perfect eyesight|who put the glasses away|with no need for lenses|who sees perfectly well"
            "|who can see without glasses|who got rid of the glasses|having no glasses|who broke the glasses"
            "|whose glasses are gone|whose nose is free of glasses|who has no glasses|who has no glasses on"
            "|with eyes uncovered|that wears no glasses|minus any glasses|whose glasses fell off"
            "|who isn't wearing glasses|who is not wearing glasses|whose face has no glasses|without any frames"
            "|spectacle free",
            "before": "glasses free|unspectacled|glassesless|glasses-free|contact lens wearing",
        },
        CLEAR: {
            "with|wearing|in": "glasses|eyeglasses|spectacles|specs|a pair of glasses|reading glasses|eye glasses"
            "|a pair of spectacles|a pair of specs|clear glasses|prescription glasses|glasses with clear lenses"
            "|see-through glasses|transparent glasses|corrective glasses|optical glasses|some glasses"
            "|glasses on the nose|reading spectacles|seeing glasses|glasses for reading|everyday glasses"
            "|corrective lenses|normal glasses|ordinary glasses|regular glasses|glasses to see better|clear spectacles"
            "|bifocals|clear lens glasses|a nice pair of glasses|glassess|goggles for reading|varifocals"
            "|vision glasses|medical glasses|eye-glasses|frames with clear lenses|glasses with see-through lenses"
            "|a pair of eyeglasses|power glasses|eyesight glasses|ophthalmic glasses|glasses for the short sighted"
            "|untinted glasses|specs on the nose|glasses you can look through|chashma|glasses against short sight"
            "|glasses with strong lenses|a student's glasses|doctor prescribed glasses|a librarian's glasses"
            "|a grandpa's reading glasses|a pair of frames|computer glasses|glasses for the computer"
            "|glasses for the eyes|eye wear for reading|eye correction glasses|optician's glasses"
            "|a pair of reading glasses|study glasses|glasses like a teacher|lenses for reading"
            "|normal see-through glasses|glasses without tint|a pair of clear lenses|spects",
            "with": "glasses|eyeglasses|spectacles|specs|a pair of glasses|glasses on|eye glasses|clear glasses"
            "|prescription glasses|specs on|spectacles on|lenses in front of the eyes|glasses in front of the eyes"
            "|poor eyesight|weak eyes|bad eyesight|glasses perched on the nose|eyes behind glasses"
            "|frames around the eyes|his glasses on|her glasses on|eyes behind clear lenses|glasses over the eyes"
            "|glasses before the eyes|four eyes",
            "before": "bespectacled|spectacled|glasses wearing|four eyed|four-eyed|short sighted|nearsighted"
            "|near-sighted|shortsighted|glasses-wearing|spectacle wearing|far sighted|myopic|specky|spectacles wearing"
            "|specs wearing|eyeglassed|eyeglass wearing|bespectacled looking|glass wearing",
            "is": "who wears glasses|who needs glasses|who is wearing glasses|who has glasses on"
            "|looking through glasses|with glasses on|that wears spectacles|who wears specs"
            "|who can't see without glasses|who put the glasses on|peering through spectacles|who needs help to see"
            "|who reads with glasses|whose eyesight is poor|who got glasses from the optician"
            "|whose eyes are behind glasses|fitted with glasses|that has glasses on the nose|who went to the optician"
            "|who put on glasses|sporting clear glasses|who is shortsighted|whose specs are on"
            "|who reads a lot with glasses|that has glasses|that wears glasses|who has spectacles|who got new glasses"
            "|who looks through glasses|who cannot see well|who always wears glasses|who started wearing glasses"
            "|whose eyes need help|seen with glasses on the nose|with spectacles on the nose"
            "|with eyes behind clear lenses|who has specs on the nose|who would be blind without the glasses",
        },
        f"{CLEAR}|{DARK}": {
            "with|wearing|in": "eyewear|glasses of some kind|any kind of glasses|something over the eyes"
            "|some kind of eyewear|glasses or shades|a pair of lenses",
            "with": "eyewear on|something on the nose|two lenses before the eyes|frames on the face"
            "|glasses of any kind",
        },
        ANGULAR: {
            "with|wearing|in": "square glasses|thick glasses|rectangular glasses|nerdy glasses|thick framed glasses"
            "|nerd glasses|geek glasses|thick rimmed glasses|hipster glasses|geeky glasses|horn rimmed glasses"
            "|horn-rimmed glasses|square spectacles|boxy glasses|thick-rimmed spectacles|big framed glasses"
            "|bold framed glasses|chunky glasses|chunky framed glasses|heavy framed glasses|square framed glasses"
            "|square frames|thick frames|angular glasses|thick specs|rectangular spectacles|glasses with thick rims"
            "|glasses with corners|square eyeglasses|chunky spectacles|rectangle glasses|glasses with heavy frames"
            "|office glasses|wide framed glasses|squarish glasses|oblong glasses|library glasses"
            "|glasses of a computer programmer|glasses of a nerd|accountant glasses|glasses that are square"
            "|dorky glasses|broad rimmed glasses|square rimmed glasses|bold frames|heavy rimmed spectacles"
            "|plastic framed glasses|square shaped glasses|nerd specs|glasses like a nerd|hipster frames"
            "|glasses with a bold frame|square nerd spectacles|a nerd's spectacles|geeky square specs"
            "|solid framed glasses|sturdy glasses|strong framed glasses|glasses with a wide frame|retro square glasses"
            "|fifties glasses|architect's glasses|woody allen glasses|dad's square glasses|big square glasses"
            "|glasses with square lenses",
            "before": "square spectacled",
            "is": "whose glasses are square|whose glasses have thick frames|who looks like a nerd with those glasses"
            "|whose frames are chunky|whose glasses have corners|whose spectacles are thick framed",
        },
        "prescription02": {
            "with|wearing|in": "clark kent glasses|browline glasses|buddy holly glasses"
            "|glasses with thick frames all around|wayfarer style clear glasses|glasses with a heavy top bar",
        },
        "prescription01": {
            "with|wearing|in": "glasses with thin lower rims|half rim glasses|cat eye glasses|slim framed glasses"
            "|glasses slightly pointed at the sides|semi rimless glasses",
        },
        "round": {
            "with|wearing|in": "round glasses|circular glasses|round spectacles|round eyeglasses|round framed glasses"
            "|round frames|harry potter glasses|john lennon glasses|circle glasses|round rimmed glasses|round lenses"
            "|circular lenses|circular frames|round rims|round specs|perfectly round glasses|circle shaped glasses"
            "|round shaped glasses|glasses with round lenses|wire rimmed round glasses|glasses like two circles"
            "|circular spectacles|glasses that are round|lennon specs|wizard boy glasses|round wire glasses"
            "|round reading glasses|gandhi glasses|owl glasses|thin round glasses|rounded glasses|big round glasses"
            "|small round glasses|glasses with circular frames|grandma's round glasses|professor's round glasses"
            "|round thin framed glasses|hoop shaped glasses|ring shaped glasses|vintage round glasses"
            "|round wire rimmed spectacles|o shaped glasses|coin shaped glasses|a round pair of glasses"
            "|glasses round like coins|glasses round as the moon|glasses as round as an owl's eyes"
            "|glasses made of two rings|a hippie's round glasses|a bookworm's round glasses|glasses with round rims"
            "|perfect circle glasses|roundish glasses|round specs like harry|a wizard student's glasses"
            "|trelawney glasses|hoop glasses|round hipster glasses|round granny glasses|round nerd glasses"
            "|thin rimmed round glasses|circular specs|circular rimmed glasses|round-rimmed glasses"
            "|round-framed spectacles|a circular pair of spectacles",
            "before": "round spectacled",
            "with": "two circles around the eyes|circles of wire around the eyes",
            "is": "whose glasses are round|who looks like harry potter with those glasses"
            "|whose lenses are perfect circles|whose frames are circles|with glasses as round as coins"
            "|whose spectacles are round",
        },
        DARK: {
            "with|wearing|in": "sunglasses|shades|dark glasses|sun glasses|tinted glasses|a pair of sunglasses"
            "|a pair of shades|cool sunglasses|sunnies|dark lenses|tinted lenses|sun shades|dark sunglasses"
            "|glasses against the sun|sun-glasses|summer glasses|cool shades|glasses with dark lenses|tinted shades"
            "|tinted spectacles|dark spectacles|shaded glasses|blacked out glasses|darkened glasses"
            "|glasses for the sun|sunnys|beach sunglasses|opaque glasses|sun specs|uv glasses|dark shades|fly shades"
            "|mirrored glasses|glasses with tinted lenses|goggles against the sun|smoked glasses|smoky lenses"
            "|polarised glasses|polarized sunglasses|stylish sunglasses|fashionable shades|glasses that hide the eyes"
            "|a cool pair of shades|a bodyguard's shades|rock star shades|a spy's dark glasses"
            "|designer sunglasses|summer shades|film star sunglasses|movie star shades|sunglass|matrix glasses"
            "|dark goggles|beach glasses|lenses dark as night|protective sunglasses|incognito glasses"
            "|men in black glasses|a blind man's glasses|shady glasses|dark tinted glasses|big sunglasses|sleek shades"
            "|a pair of cool shades|a blues brother's shades|secret agent glasses|a celebrity's sunglasses"
            "|glasses dark like coal|glasses you can't see the eyes through|sunglasses like a movie star"
            "|anti glare glasses|a pair of dark glasses|sporty sunglasses|sunglasses for the beach"
            "|sunglasses against bright light|gangster shades|mafia sunglasses|black out glasses|cooling glasses"
            "|cool dark glasses|poker player sunglasses|terminator glasses|dark eyewear|tinted eyewear|shaded lenses"
            "|sun goggles|hip sunglasses|a rapper's shades|glares|sun protection glasses|glasses with darkened lenses",
            "with": "sunglasses on|shades on|dark glasses on|the eyes behind dark glasses|eyes hidden by sunglasses"
            "|sun protection for the eyes|his shades on|her shades on|hidden eyes|eyes covered by sunglasses"
            "|eyes shaded from the sun|darkened lenses|blacked out lenses|eyes concealed by dark lenses"
            "|eyes that can't be seen behind lenses|the sunnies on|black lenses|eyes hidden behind shades",
            "before": "sunglassed|sunglasses wearing|shades wearing|sunglasses-wearing|shaded eyed"
            "|dark glasses wearing|dark spectacled",
            "is": "who wears sunglasses|who wears shades|whose eyes are hidden behind sunglasses"
            "|dressed for the beach with shades|hiding the eyes behind shades|protected from the sun by glasses"
            "|looking cool in shades|rocking sunglasses|rocking shades|sporting sunglasses"
            "|who hides behind dark glasses|who put the shades on|who put on sunglasses"
            "|shielding the eyes from the sun|whose eyes are behind dark lenses|hidden behind sunglasses"
            "|with the shades on|who keeps the sun out of the eyes|like a celebrity in sunglasses|dressed in shades"
            "|whose glasses are dark|with sunglasses over the eyes|who hides the eyes|whose glasses are tinted"
            "|whose eyes can't be seen behind dark lenses|who wears dark glasses|who likes to be incognito in shades"
            "|dressed like a secret agent in shades|who blocks the sun with glasses"
            "|who is blinded by the sun and wears shades|on holiday in sunglasses|who has sunglasses on"
            "|who has shades on|with eyes behind shades|who wears cool sunglasses|that wears sunglasses"
            "|with sunglasses like a star|too cool to show the eyes",
        },
        "sunglasses": {
            "with|wearing|in": "aviators|aviator sunglasses|aviator shades|aviator glasses|pilot sunglasses|pilot glasses"
            "|ray ban aviators|fighter pilot shades|top gun sunglasses|police officer sunglasses",
        },
        "wayfarers": {
            "with|wearing|in": "wayfarers|wayfarer sunglasses|square sunglasses|rectangular sunglasses"
            "|thick framed sunglasses|ray ban wayfarers|blues brothers sunglasses|square shades|boxy sunglasses"
            "|chunky sunglasses",
        },
        "kurt": {
            "with|wearing|in": "kurt cobain sunglasses|oversized sunglasses|huge dark sunglasses|cat eye sunglasses"
            "|big bug eyed sunglasses|diva shades|big round sunglasses|fully opaque sunglasses|diva sunglasses"
            "|glamorous oversized shades|retro cat eye sunglasses|hollywood diva sunglasses|clout goggles"
            "|audrey hepburn sunglasses|grunge sunglasses",
        },
        "eyepatch": {
            "with|wearing|in": "an eyepatch|an eye patch|a pirate patch|a patch over one eye|a patch on the eye"
            "|an eye-patch|a pirate's eye patch|a patch covering one eye|an eye cover|eyepatch|a pirate eye patch"
            "|a flap over one eye|a medical eye patch|an eye bandage on a string",
            "with": "one eye covered|only one eye visible|one covered eye|one hidden eye|one missing eye"
            "|an injured eye|a hidden eye|a covered eye|just one eye showing|an eye under a patch",
            "before": "one eyed|one-eyed|eyepatched|eye patched|eyepatch wearing|pirate",
            "is": "who looks like a pirate|who lost an eye|dressed as a pirate|with a patch over the eye"
            "|whose eye is covered|who can see with one eye only|like captain hook|like a pirate|blind in one eye"
            "|who covers one eye|with an eye patched up|with one eye hidden under a patch|who plays pirate"
            "|who wears an eyepatch|who is ready to board a ship as a pirate|with an eyepatch on"
            "|arr like a pirate captain",
        },
    },
}
