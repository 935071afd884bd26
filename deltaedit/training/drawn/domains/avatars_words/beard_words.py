"""Words for beards and moustaches."""

from __future__ import annotations

from deltaedit.training.drawn.captions import WordTable

#: Values that people name alike.
SHORT_BEARDS = "beardMedium|beardLight"
BEARDS = "beardMedium|beardMajestic|beardLight"
MOUSTACHES = "moustacheFancy|moustacheMagnum"

#: attribute -> values (separated by |) -> forms (separated by |) -> wordings (separated by |).
WORDS: WordTable = {
    "facialHair": {
        "none": {
            "with": "no beard|no facial hair|no moustache|a shaved face|a smooth chin|no mustache|a clean shaven face"
            "|a shaven chin|a clean chin|a hairless chin|a bare chin|a hairless face|no beard or moustache|no whiskers"
            "|a smooth face|a freshly shaved face|a baby smooth chin|no stubble|a face bare of any beard"
            "|no hair on the face|no hair on the chin|a beardless chin|a baby face|a naked chin|a closely shaved chin"
            "|no beard whatsoever|no beard at all|cleanly shaved cheeks|smooth cheeks|a face without beard"
            "|a face free of hair|a beardless face|a clean shave|no facial hair whatsoever|no hair on the cheeks"
            "|a shaven face|hairless cheeks|no fuzz on the face|no hair above the lip|a bare upper lip"
            "|a smooth upper lip|a naked face|a smooth shaved face|not a whisker|no beard of any kind|shaven cheeks"
            "|a boyish hairless chin|a razor smooth chin|nothing growing on the face|a bare face"
            "|a chin as smooth as a baby's|a shaved chin|a well shaved face|a hair free face|no hair around the mouth"
            "|a tidy shaven face|a smoothly shaven jaw|a bare jaw|a close shave",
            "is": "without a beard|without facial hair|without a moustache|without beard|without a mustache"
            "|who is clean shaven|who has just shaved|who shaves every day|freshly shaved|who shaved off the beard"
            "|with the beard shaved off|who shaved the beard|who shaved off the moustache"
            "|who just came from the barber's razor|having no beard|lacking a beard|free of facial hair"
            "|who can't grow a beard|too young for a beard|who uses a razor every morning|who is not bearded"
            "|devoid of facial hair|who has shaved|whose face is shaved|whose chin is smooth|whose chin is bare"
            "|without any beard|without whiskers|sans beard|without stubble|without any facial hair"
            "|with the moustache shaved off|after a shave|after shaving|fresh after a shave|who doesn't have a beard"
            "|who doesn't have a moustache|who has no beard|whose beard is gone|beard removed|with beard removed"
            "|with zero facial hair|minus the beard|who got rid of the beard|who got rid of his beard"
            "|who lost the beard|having shaved|whose cheeks are shaved|with a razor clean face|who never had a beard"
            "|shaved clean|with not a hair on the chin|smooth like a baby's bottom in the face|with facial hair gone",
            "before": "clean shaven|beardless|clean-shaven|shaven|freshly shaven|smooth faced|smooth chinned|barefaced"
            "|smooth-faced|cleanshaven|clean faced|baby faced|well shaven|close shaven|hairless faced|unbearded"
            "|whiskerless|moustacheless|beard free|smooth cheeked|baby-faced|clean shaved|smoothly shaved"
            "|freshly shaved|beard-free|unwhiskered",
        },
        BEARDS: {
            "with": "a beard|beard|a full beard|a beard on the chin|facial hair and a beard|beard on the face"
            "|a hairy chin|a lumberjack beard|a bearded chin|a bearded face|hair on the chin|a manly beard"
            "|a thick beard|hair on cheeks and chin|a dad beard|a hipster beard|a beard and moustache"
            "|a beard and a mustache|a beard grown|a proper beard|a nice beard|chin hair|a beard all around the mouth"
            "|a grown beard|some beard|a masculine beard|cheeks covered with hair|a rugged beard|a hairy jaw"
            "|hair growing on the chin|an unshaven face|an unshaved chin|beardy cheeks|unshaven cheeks"
            "|a beard covering the jaw|a jaw covered in hair|a beared face|a hairy face|a face full of hair"
            "|a face covered in hair|beard and moustache|a handsome beard|a jaw full of hair",
            "wearing": "a beard|a full beard|a bushy chin",
            "before": "bearded|unshaven|hairy faced|beardy|hairy chinned|bewhiskered|unshaved|hairy-faced|full bearded"
            "|hirsute faced|hairy jawed|fully bearded|beared",
            "is": "who has grown a beard|who hasn't shaved in weeks|who forgot to shave|who grew a beard"
            "|sporting a beard|who doesn't shave|who did not shave|whose chin is hairy|who has a beard"
            "|who let the beard grow|growing a beard|whose face is hairy|who needs a shave|who threw away the razor"
            "|with the beard grown out|in need of a shave|that has a beard|who is bearded|who looks like a lumberjack"
            "|who looks like a hipster with that beard|rocking a beard|whose jaw is covered by a beard"
            "|with hair all over the cheeks|who stopped shaving|who is not shaven|who hates shaving|who wears a beard"
            "|whose cheeks are hairy|who has been on holiday from shaving|with the lower half of the face hairy"
            "|whose face is covered with a beard|whose razor broke",
        },
        SHORT_BEARDS: {
            "with": "a short beard|a trimmed beard|stubble|a small beard|short beard|a neat beard|a well trimmed beard"
            "|a well groomed beard|a close beard|a tidy beard|a short boxed beard|designer stubble|a stubbly beard"
            "|some stubble|a bit of stubble|a cropped beard|a clipped beard|a short trimmed beard|a bit of a beard"
            "|a little beard|a close cropped beard|a corporate beard|scruff|a few days' growth|a five o'clock shadow"
            "|a three day beard|short facial hair|a neatly trimmed beard|a not too long beard|a beard trimmed short"
            "|a maintained beard|light scruff|a shaped beard|a groomed beard|a kept beard|a modest beard"
            "|a shortish beard|a 3 day beard|a beard kept short",
            "before": "stubbly|stubbled|short bearded|neatly bearded|scruffy chinned|stubble faced",
            "is": "who trims the beard|who hasn't shaved in days|whose beard is short|whose beard is trimmed"
            "|who keeps the beard short|who skipped shaving for a few days|with the beard kept short"
            "|who did not shave this week|with beard neatly trimmed|whose beard is neat",
        },
        "beardMedium": {
            "with": "a medium beard|a medium length beard|a beard of medium length|a mid length beard"
            "|a beard that is neither short nor long|an average beard|a normal beard|a moderate beard"
            "|an ordinary beard",
        },
        "beardLight": {
            "with": "a light beard|a thin beard|a chinstrap beard|a sparse beard|a narrow beard"
            "|a thin beard along the jaw|a chinstrap|a wispy beard|a slim beard|a fine beard|a thin line of beard"
            "|a jawline beard|a beard along the jawline|a beard that frames the face|a circle beard with sideburns",
            "before": "thinly bearded|lightly bearded",
        },
        "beardMajestic": {
            "with": "a long beard|a big beard|a majestic beard|a huge beard|a bushy beard|long beard|a wizard beard"
            "|a massive beard|a giant beard|a beard like santa|a viking beard|a santa claus beard|a gandalf beard"
            "|a long thick beard|an enormous beard|a really long beard|a very long beard|a flowing beard"
            "|a beard down to the chest|a wild beard|a patriarch's beard|a dwarf's beard|a mighty beard"
            "|an impressive beard|a luxuriant beard|a magnificent beard|a beard covering the neck|a prophet's beard"
            "|a bushy full beard|a thick long beard|a father christmas beard|a beard hiding the neck"
            "|a dumbledore beard|a great big beard|a heavy beard|an overgrown beard|a lush beard|a dense beard"
            "|a zz top beard|a hermit's beard|a caveman beard|a biblical beard|an untrimmed beard|a biker beard"
            "|a philosopher's beard|a guru beard|a beard like a bush|a castaway's beard|a hagrid beard|a lot of beard"
            "|a beard to be proud of|months of beard growth|a karl marx beard|a royal beard|a generous beard"
            "|a beard like a viking|a beard like a wizard|a sage's long beard|a large beard|a fluffy beard"
            "|a robinson crusoe beard",
            "before": "long bearded|heavily bearded|thickly bearded|big bearded|long-bearded|bushy bearded",
            "is": "who hasn't shaved in months|who has not shaved in years|whose beard is long"
            "|whose beard hides the neck|whose beard is huge|who looks like a viking|who let the beard grow for years"
            "|who looks like a wizard with that beard|with a beard like moses|who hasn't seen a razor in years"
            "|whose beard is bushy|whose beard covers the neck|who looks like santa from the beard"
            "|who grew the beard really long|with the beard grown long|lost behind a big beard"
            "|whose beard reaches the chest|who never trims the beard",
        },
        "moustacheFancy": {
            "with": "a fancy moustache|a curly moustache|a curled mustache|a handlebar moustache|a twirled moustache"
            "|a handlebar mustache|a moustache with curled ends|a curled moustache|a twirly mustache|a dali moustache"
            "|a moustache with pointed ends|a waxed moustache|a poirot moustache|a dandy's moustache"
            "|a musketeer moustache|a gentleman's moustache|a villain's moustache|a twirled mustache"
            "|a salvador dali mustache|a mustache twisted up at the ends|a swirly moustache|a wavy moustache"
            "|a french moustache|a hipster moustache|a ringmaster's moustache|a circus moustache|a victorian moustache"
            "|an elegant moustache|a pringles moustache|a moustache like hercule poirot|a stylish mustache"
            "|an aristocratic moustache|a moustache turned up at the ends|a rajasthani moustache"
            "|a moustache twirled upwards|a barbershop moustache|an imperial moustache|a mister pringles mustache"
            "|a rollie fingers mustache|a pointy moustache|a colonel's moustache",
            "before": "handlebar moustached|handlebarred",
            "is": "who twirls the moustache|whose moustache is curled at the ends|who waxes the moustache"
            "|whose moustache is twirled",
        },
        "moustacheMagnum": {
            "with": "a thick moustache|a bushy moustache|a magnum moustache|a tom selleck moustache|a walrus moustache"
            "|a bushy mustache|a thick mustache|a chevron moustache|a big bushy moustache|a broad moustache"
            "|a pornstar moustache|a super mario moustache|a ron swanson mustache|a cop mustache|a seventies moustache"
            "|a policeman's moustache|a chevron mustache|a brush moustache|a push broom moustache|a mario mustache"
            "|a heavy moustache|a mustache like magnum|a dense moustache|a luigi mustache|a ned flanders moustache"
            "|a fireman's mustache",
            "before": "thickly moustached",
        },
        MOUSTACHES: {
            "with": "a moustache|a mustache|moustache|mustache|a tache|a stache|a mo|hair above the lip"
            "|hair on the upper lip|a mustache only|a 'stache|hair under the nose|a moustache under the nose"
            "|a hairy upper lip|a moustache but no beard|only a moustache|a mustache without a beard"
            "|a little moustache|a nice moustache|a grown moustache|a dashing moustache|a mustachio|moustaches"
            "|a moustache and a shaved chin|hair between nose and mouth|a big moustache|a big mustache"
            "|a movember moustache|a moustasche|a mustach|a moustach|a long moustache|a moustache on the lip"
            "|a proud moustache|just a mustache|a hairy lip|an impressive moustache|a tash|a moustache above the mouth"
            "|lip hair",
            "wearing": "a moustache|a mustache|a 'tache",
            "before": "moustached|mustached|mustachioed|moustachioed|moustache wearing|mustache wearing|moustachoed",
            "is": "sporting a moustache|who grew a moustache|growing a moustache|who has a moustache"
            "|who wears a moustache|who is growing a mustache|who has grown a moustache|for movember"
            "|with a moustache grown|who took part in movember|whose lip is hairy|that has a mustache"
            "|rocking a mustache|whose upper lip has hair|who shaved all but the moustache|who kept the moustache",
        },
        f"{BEARDS}|{MOUSTACHES}": {
            "with": "facial hair|hair on the face|some facial hair|face hair|whiskers|hair in the face area"
            "|facial hair growing|hair growing on the face|some hair on the face|hair around the mouth|facial fuzz"
            "|face fuzz|a beard or moustache|facial hairs",
            "before": "whiskered|facially hairy",
            "is": "whose face is not shaved|with hair growing in the face|who has facial hair|who grew facial hair"
            "|with hair on his face|not clean shaven",
        },
    },
}
