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
            "|a tidy shaven face|a smoothly shaven jaw|a bare jaw|a close shave|cheeks like a baby"
            "|a chin like a baby's bottom|a freshly razored face|a jaw without whiskers|no goatee or moustache"
            "|smooth shaven cheeks|no hair growing on the chin|no hair under the nose|a soldier's clean shave"
            "|a teenager's smooth chin|no facial fuzz",
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
            "|shaved clean|with not a hair on the chin|smooth like a baby's bottom in the face|with facial hair gone"
            "|who is shaven|who is freshly shaven|who shaved this morning|who shaved everything off"
            "|with all facial hair shaved off|that has no beard|with his beard shaved|who uses a good razor"
            "|who has no moustache|who does not have a beard|who hasn't got a beard|who removed the beard"
            "|who doesn't have facial hair|whose moustache is gone|whose beard was shaved off|who lost the moustache"
            "|shaved smooth|straight from shaving|who shaved|who got a shave|who gets shaved at the barber's"
            "|without fuzz on the chin|without hair on the face|without a hair on the chin",
            "before": "clean shaven|beardless|clean-shaven|shaven|freshly shaven|smooth faced|smooth chinned|barefaced"
            "|smooth-faced|cleanshaven|clean faced|baby faced|well shaven|close shaven|hairless faced|unbearded"
            "|whiskerless|moustacheless|beard free|smooth cheeked|baby-faced|clean shaved|smoothly shaved"
            "|freshly shaved|beard-free|unwhiskered|beardfree|razor smooth|cleanly shaven|neatly shaven"
            "|smoothly shaven|new shaven|unmoustached",
        },
        BEARDS: {
            "with": "a beard|beard|a full beard|a beard on the chin|facial hair and a beard|beard on the face"
            "|a hairy chin|a lumberjack beard|a bearded chin|a bearded face|hair on the chin|a manly beard"
            "|a thick beard|hair on cheeks and chin|a dad beard|a hipster beard|a beard and moustache"
            "|a beard and a mustache|a beard grown|a proper beard|a nice beard|chin hair|a beard all around the mouth"
            "|a grown beard|some beard|a masculine beard|cheeks covered with hair|a rugged beard|a hairy jaw"
            "|hair growing on the chin|an unshaven face|an unshaved chin|beardy cheeks|unshaven cheeks"
            "|a beard covering the jaw|a jaw covered in hair|a hairy face|a face full of hair"
            "|a face covered in hair|beard and moustache|a handsome beard|a jaw full of hair|a beard like a lumberjack"
            "|a warm winter beard|a man's beard|a beard on the cheeks|fully grown facial hair on chin and cheeks"
            "|a face framed by a beard|a beard below the mouth|hair from ear to ear under the chin|a hairy lower face"
            "|a beard like a bear|a hairy bearded face|a beard like a sailor|a sea captain's beard|a furry face"
            "|a furry chin|a woodsman's beard|beards|a strong beard|beard growth|a real beard|a good beard"
            "|facial hair all over the chin|a sikh's beard",
            "with|wearing": "a beard|a full beard|a bushy chin",
            "before": "bearded|unshaven|hairy faced|beardy|hairy chinned|bewhiskered|unshaved|hairy-faced|full bearded"
            "|hirsute faced|hairy jawed|fully bearded|beard wearing|bearded and manly|furry faced|furry chinned"
            "|whisker chinned|hairy cheeked|beard-wearing",
            "is": "who has grown a beard|who hasn't shaved in weeks|who forgot to shave|who grew a beard"
            "|sporting a beard|who doesn't shave|who did not shave|whose chin is hairy|who has a beard"
            "|who let the beard grow|growing a beard|whose face is hairy|who needs a shave|who threw away the razor"
            "|with the beard grown out|in need of a shave|that has a beard|who is bearded|who looks like a lumberjack"
            "|who looks like a hipster with that beard|rocking a beard|whose jaw is covered by a beard"
            "|with hair all over the cheeks|who stopped shaving|who is not shaven|who hates shaving|who wears a beard"
            "|whose cheeks are hairy|who has been on holiday from shaving|with the lower half of the face hairy"
            "|whose face is covered with a beard|whose razor broke|who looks like a sea captain with that beard"
            "|with a beard|who likes his beard|who is proud of the beard|who has hair on the chin"
            "|who is growing a beard|with a beard on the face|who has stopped shaving|who didn't shave|that is bearded"
            "|who lives in the woods unshaven|who lost the razor|who decided to grow a beard"
            "|with a beard from ear to ear",
        },
        SHORT_BEARDS: {
            "with": "a short beard|a trimmed beard|stubble|a small beard|short beard|a neat beard|a well trimmed beard"
            "|a well groomed beard|a close beard|a tidy beard|a short boxed beard|designer stubble|a stubbly beard"
            "|some stubble|a bit of stubble|a cropped beard|a clipped beard|a short trimmed beard|a bit of a beard"
            "|a little beard|a close cropped beard|a corporate beard|scruff|a few days' growth|a five o'clock shadow"
            "|a three day beard|short facial hair|a neatly trimmed beard|a not too long beard|a beard trimmed short"
            "|a maintained beard|light scruff|a shaped beard|a groomed beard|a kept beard|a modest beard"
            "|a shortish beard|a 3 day beard|a beard kept short|a beard only a few days old"
            "|a beard of a few millimetres|a short neat beard|a short stubbly beard|a tidily trimmed beard|a low beard"
            "|a smart short beard|a business beard|a beard cut short|a barbered beard|a beard with clean edges"
            "|a beard like a footballer|cropped facial hair|a short groomed beard|a well kept beard"
            "|a beard freshly trimmed",
            "before": "stubbly|stubbled|short bearded|neatly bearded|scruffy chinned|stubble faced",
            "is": "who trims the beard|who hasn't shaved in days|whose beard is short|whose beard is trimmed"
            "|who keeps the beard short|who skipped shaving for a few days|with the beard kept short"
            "|who did not shave this week|with beard neatly trimmed|whose beard is neat|who has a short beard"
            "|who had the beard trimmed|unshaven for three days|who last shaved a few days ago"
            "|with a freshly trimmed beard",
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
            "|a robinson crusoe beard|a beard that reaches the chest|a beard as big as a bush|a lion's mane of a beard"
            "|a beard birds could nest in|a huge hairy beard|a big bushy beard|a beard like a dwarf king"
            "|a beard like zeus|a darwin beard|a leonardo da vinci beard|a tolstoy beard|a sadhu's beard"
            "|a rabbi's long beard|a long full beard|a voluminous beard|a long flowing beard|an epic beard"
            "|a heavy metal beard|a mountain man beard|a very big beard|a beard like an old sailor"
            "|a beard you could hide things in|a beard as long as moses had",
            "before": "long bearded|heavily bearded|thickly bearded|big bearded|long-bearded|bushy bearded"
            "|majestically bearded|hugely bearded|massively bearded|wizard bearded|viking bearded",
            "is": "who hasn't shaved in months|who has not shaved in years|whose beard is long"
            "|whose beard hides the neck|whose beard is huge|who looks like a viking|who let the beard grow for years"
            "|who looks like a wizard with that beard|with a beard like moses|who hasn't seen a razor in years"
            "|whose beard is bushy|whose beard covers the neck|who looks like santa from the beard"
            "|who grew the beard really long|with the beard grown long|lost behind a big beard"
            "|whose beard reaches the chest|who never trims the beard|who has a very long beard|who has a huge beard"
            "|who spent years on a desert island unshaven|with a beard like a hermit|who has grown the beard for ages"
            "|whose beard is massive|whose beard is enormous|who has a beard like a wizard"
            "|with a beard as big as a bush",
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
            "|a rollie fingers mustache|a pointy moustache|a colonel's moustache|a moustache curled upwards"
            "|a moustache like a bicycle handlebar|a moustache like dali|a detective's curled moustache"
            "|a moustache waxed into points|a noble moustache|an old fashioned twirled moustache|a hungarian moustache"
            "|a snidely whiplash moustache|a strongman's moustache|a swirled moustache|a moustache with a swing"
            "|a moustache shaped like a w|a mustache with curly ends|a hussar's moustache|an upturned moustache"
            "|a flamboyant moustache|a baron's moustache",
            "before": "handlebar moustached|handlebarred",
            "is": "who twirls the moustache|whose moustache is curled at the ends|who waxes the moustache"
            "|whose moustache is twirled|with a moustache waxed to points|whose moustache turns up"
            "|whose moustache looks like a handlebar",
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
            "|a movember moustache|a long moustache|a moustache on the lip"
            "|a proud moustache|just a mustache|a hairy lip|an impressive moustache|a tash|a moustache above the mouth"
            "|lip hair|facial hair on the lip only|a strip of hair over the mouth|a hairy strip under the nose"
            "|a moustache over the lips|a manly moustache|a stylish moustache|a mustache over the mouth"
            "|a mustache on the upper lip|a dad moustache|an indian uncle's moustache|an upper lip full of hair"
            "|a moustache for movember|an old school moustache|a nose broom"
            "|a mustache like in the seventies|a soup strainer",
            "with|wearing": "a moustache|a mustache|a 'tache",
            "before": "moustached|mustached|mustachioed|moustachioed|moustache wearing|mustache wearing|moustachoed"
            "|tached|moustache proud|mustache-wearing|moustache-wearing",
            "is": "sporting a moustache|who grew a moustache|growing a moustache|who has a moustache"
            "|who wears a moustache|who is growing a mustache|who has grown a moustache|for movember"
            "|with a moustache grown|who took part in movember|whose lip is hairy|that has a mustache"
            "|rocking a mustache|whose upper lip has hair|who shaved all but the moustache|who kept the moustache"
            "|with a moustache over the lip|who shows off a moustache|with hair above the lip"
            "|with a mustache under the nose|who lets the moustache grow|that has a moustache|who has a mustache"
            "|who is growing a moustache|that grew a mustache|who didn't shave above the lip|with just a moustache",
        },
        f"{BEARDS}|{MOUSTACHES}": {
            "with": "facial hair|hair on the face|some facial hair|face hair|whiskers|hair in the face area"
            "|facial hair growing|hair growing on the face|some hair on the face|hair around the mouth|facial fuzz"
            "|face fuzz|a beard or moustache|facial hairs|whiskers on the face|hairs on the face"
            "|hair growing around the mouth|hair above or below the mouth",
            "before": "whiskered|facially hairy",
            "is": "whose face is not shaved|with hair growing in the face|who has facial hair|who grew facial hair"
            "|with hair on his face|not clean shaven|who has whiskers|who has hair on the face|who is not clean shaven"
            "|who lets facial hair grow",
        },
    },
}
