"""Words for hair, for the lack of it, and for what covers it."""

from __future__ import annotations

from deltaedit.training.drawn.captions import WordTable

#: Values that people name alike.
SHORT_STRAIGHT = "shortFlat|shortRound|theCaesar|theCaesarAndSidePart"
SHORT = f"{SHORT_STRAIGHT}|shortCurly|shortWaved|dreads01|frizzle"
CROPPED = "theCaesar|theCaesarAndSidePart"
AFRO = "fro|froBand"
CURLY = f"shortCurly|curly|{AFRO}|dreads01|frida"
BOB = "bob|miaWallace|longButNotTooLong"
LONG_STRAIGHT = "straight01|straight02|straightAndStrand"
LONG = f"{LONG_STRAIGHT}|curly|bigHair|curvy|dreads|shavedSides"
FRINGE = "bob|miaWallace|curvy|straightAndStrand"
QUIFF = "shortWaved|frizzle|shavedSides"
WAVY = "bigHair|curvy|shortWaved"
LOCS = "dreads|dreads02"
HAIR = (
    "shortFlat|shortCurly|shortWaved|sides|bob|straight01|curly|fro|bun|bigHair|curvy|dreads|dreads01|dreads02"
    "|frida|frizzle|froBand|longButNotTooLong|miaWallace|shaggy|shaggyMullet|shavedSides|shortRound|straight02"
    "|straightAndStrand|theCaesar|theCaesarAndSidePart"
)
HATS = "hat|winterHat02|winterHat03|winterHat04|winterHat1"
WINTER_HATS = "winterHat02|winterHat03|winterHat04|winterHat1"
EARFLAPS = "winterHat02|winterHat1"
COVERS = f"hijab|{HATS}|turban"
#: What is said of any of it; what lies below is baldness.
ANY_HAIR = (
    "hair|some hair|hair on the head|a head of hair|hair growing on the head"
    "|a full head of hair|head hair|hair of some sort|hairs on the head|hair on top"
)

#: attribute -> values (separated by |) -> forms (separated by |) -> wordings (separated by |).
WORDS: WordTable = {
    "top": {
        "none": {
            "before": "bald|bald headed|bald-headed|hairless|baldheaded|shaven headed|shaven-headed|shaved headed"
            "|completely bald|totally bald|entirely bald|fully bald|utterly bald|smooth headed|bald pated|hair free"
            "|skinhead|shiny headed|baldy|chrome domed|cue ball headed|follically challenged|naked headed"
            "|absolutely bald|bald scalped|slaphead|shorn to the skin|polished headed|wholly hairless"
            "|buzzed to the skin|deeply bald|clean shaven headed|razor headed|bald and shiny|full bald",
            "with": "no hair|a bald head|a shaved head|a hairless head|bald head|no hair at all|a shaven head"
            "|a smooth bald head|no hair whatsoever|no hair on the head|no hair on top or on the sides"
            "|not a single hair on the head|a bare scalp|not one hair left|an egg-like bald head"
            "|a head as smooth as an egg|a cue ball head|a completely bald head|a naked scalp|a clean shaven head"
            "|a cleanly shaved scalp|a totally hairless scalp|a bald skull|a head without hair|a skinhead"
            "|a head with nothing on it|no hairs|no hair anywhere on the head|not a strand of hair"
            "|a polished bald head|a hairless skull|a bald noggin|a bald scalp|a hairless scalp|a razor shaved head"
            "|a bald bonce|no locks left|nothing but skin on the skull|a mr clean head|a bowling ball head|a skin head"
            "|a head shaved to the skin|total baldness|complete hair loss|full baldness|complete baldness"
            "|a fully shaved head|no hair on his head|no hair on her head|a baldy head|the head completely shaved"
            "|a head like a billiard ball|a head like an egg|a melon without hair|baldness|a balded head"
            "|a hairless dome head|a head shaved clean|a vin diesel head|no hair left to comb|no visible hair"
            "|a head as bare as a stone|a buddhist monk's shaved head|a scalp without a single hair|a bald-shaven head",
            "is": "without hair|without any hair|who is bald|that is bald|that has no hair|gone bald|who has gone bald"
            "|who went bald|who lost all the hair|who lost all his hair|who lost all her hair|with all the hair gone"
            "|with zero hair|who shaved the head|who shaved all hair off|with the hair shaved off|with the head shaved"
            "|with all hair removed|who needs no comb|who needs no shampoo|who never needs a barber|bald as an egg"
            "|bald as a coot|bald as a cue ball|as bald as a baby|as bald as they come|whose head is bald"
            "|whose head is shaved|whose head is completely smooth|whose scalp is bare|lacking hair|lacking any hair"
            "|devoid of hair|without a hair on the head|without a single hair|being bald|turned bald"
            "|who is totally bald|with every hair gone|who doesn't have hair|who has not any hair"
            "|that doesn't have any hair|who hasn't got any hair|who ain't got no hair|having shaved off all hair"
            "|who shaves the head|whose hair is all gone|whose hair fell out|who has lost every hair|with hair removed"
            "|minus the hair|sans hair|who looks like a cue ball|after shaving the head|with head shaved clean"
            "|rocking a bald head|sporting a shaved head|who is hairless|without a trace of hair|made bald|shaved bald"
            "|who has no hair anymore|whose hair does not exist|who has zero hair on the head|free of hair"
            "|bald like kojak|bald like a baby|who is as bald as a baby|whose head shines like a mirror"
            "|who went for the bald look|whose last hair is gone|who saves money at the barber|that lost all hair"
            "|that is completely bald|with no locks at all|who got the head shaved|who became bald"
            "|who is bald by choice|bald and proud|whose head was shaved|who has shaved his head"
            "|who has shaved her head|who has no more hair|losing every single hair"
            "|with everything shaved off the head|bald from front to back",
        },
        "none|sides": {
            "with": "not much hair left|a shiny dome|a bald crown|a bald pate|a shiny pate|hardly any hair"
            "|almost no hair|a bald top|a bald spot on top|a gleaming dome|a chrome dome|barely any hair left"
            "|very little hair|next to no hair|hair loss",
            "before": "nearly hairless|almost bald",
            "is": "who is losing it all on top|with the top of the head bald|bald on top|whose top is bald"
            "|who is bald on top|with nothing growing on top|whose scalp shines",
        },
        "sides": {
            "with": "receding hair|a receding hairline|hair on the sides|hair only on the sides|thinning hair"
            "|side hair|male pattern baldness|a ring of hair around a bald top|tufts above the ears"
            "|hair only above the ears|a horseshoe of hair|a monk's tonsure|a bald top and hair on the sides"
            "|hair around the ears only|two tufts of hair|a half bald head|a hairline that recedes"
            "|hair just at the temples|patches of hair on the sides|a partly bald head|some hair left over the ears"
            "|a bald middle|a fringe of hair round a bald head|the last bits of hair on the sides"
            "|wisps of hair over the ears|a george costanza hairdo|a little hair beside the ears|a grandpa hairline"
            "|hair left only at the sides|a retreating hairline|a balding head|an old man's half bald head"
            "|sparse hair on the sides|side tufts|remaining hair on both sides|hair at the temples only"
            "|an old uncle's hair|an old man's hair|a little hair left|an accountant's bald top|half a head of hair"
            "|a bald centre|hair like a clown without the top|grandad hair|a thinning crown"
            "|no hair on top but on the sides|a hairless top with hair at the sides",
            "before": "balding|half bald|partly bald|partially bald|thin haired|half-bald|semi bald|tonsured"
            "|going bald|receding|half hairless",
            "is": "who is going bald|who is losing hair|who is losing his hair|going thin on top|who is balding"
            "|thinning on top|losing the hair on top|bald in the middle|bald except for the sides"
            "|with hair left on the sides only|whose hair only grows on the sides|whose hair is receding"
            "|whose hairline recedes|with the hairline receding|bald with hair on the sides"
            "|with some hair around the ears|whose hair is thinning|half way to bald|about to go bald"
            "|that is half bald|who has hair on the sides only|with just the sides left|who kept only the side hair"
            "|with hair over the ears but none on top|who still has a bit of hair|who is losing her hair",
        },
        "shortFlat": {
            "with": "short flat hair|flat short hair|a flat top|short spiky hair|little spikes at the front"
            "|a spiky front|gelled up front hair|short hair with a spiky front|a flattop|hair with a few spikes"
            "|a small spiky fringe|short hair gelled up|a spiked front|a flat-top haircut|short hair spiked in front"
            "|tiny spikes of hair|a short spiky cut|hair brushed up at the front|a short textured crop"
            "|a jagged little fringe|hair with a bit of gel|a teenager's gelled hair|a few gelled tips"
            "|short brushed up hair|a gelled front|a short haircut with a tuft in front|a spiky little tuft"
            "|a short back and spiky front|short hair pointing up in front|a neat cut with a spiky tip"
            "|short hair with spikes",
            "before": "flat haired|flat topped",
            "is": "whose hair is short and flat|with the front of the hair spiked up|with hair spiked at the front"
            "|with a touch of gel in the hair|who uses hair gel|with gel in the hair|with the front gelled up",
        },
        "shortFlat|dreads02": {
            "with": "spiky hair|spikey hair|spiked hair|hair in spikes|hair standing in spikes|pointy hair"
            "|prickly hair|a spiky hairdo|a spiky hairstyle|hedgehog hair|spikes of hair",
            "before": "spiky haired|spikey haired|spike haired",
        },
        SHORT_STRAIGHT: {
            "with": "short straight hair|straight short hair|a short neat haircut|neat short hair|tidy short hair"
            "|a tidy haircut|a businesslike haircut|a simple short cut|short smooth hair|short back and sides"
            "|a clean cut|a neat little haircut|a schoolboy haircut|a regular men's haircut"
            "|a conventional short haircut|hair cut short and neat|a plain short haircut|a standard barber cut"
            "|a gentleman's haircut|short hair lying flat|a well kept short cut|short uncurled hair"
            "|a respectable haircut|an office haircut|a classic short haircut|a no nonsense haircut"
            "|short and straight hair|short combed hair",
            "before": "neatly cropped|neat haired|tidy haired",
            "is": "whose hair is short and straight|whose hair is short and tidy|with hair neatly cut"
            "|with hair cut neat and short|with a fresh haircut from the barber",
        },
        CROPPED: {
            "with": "a buzz cut|a buzzcut|a buzzed head|a caesar cut|a caesar haircut|very short hair|super short hair"
            "|buzzed hair|extremely short hair|clipped hair|hair clipped very short|a close crop"
            "|hair close to the skull|a number three haircut|hair cut close to the head|a roman haircut"
            "|closely cropped hair|a tight crop|hair trimmed with clippers|hair shaved down short|a low fade"
            "|short hair cut straight across|a stubbly head of hair|a short roman fringe|a buzz",
            "before": "buzz cut|buzzcut|close cropped|very short haired",
            "is": "who used the clippers|whose hair is clipped short|whose hair was buzzed|with hair shorn short",
        },
        "shortRound|theCaesarAndSidePart": {
            "with": "a side parting|a side part|side parted hair|short hair with a side part|hair parted on the side"
            "|a parting on the side|short hair parted at the side|a sideways parting|a comb-over fringe",
            "before": "side parted",
        },
        "shortRound": {
            "with": "short rounded hair|a round short haircut|short hair swept to one side|a short side swept fringe"
            "|a rounded crop|a smooth rounded short cut|short hair brushed sideways",
        },
        "shortCurly": {
            "with": "short curly hair|short curls|curly short hair|a short curly haircut|small curls"
            "|a mop of short curls|a curly top|curls on top|short curly locks|cropped curls|a short mop of curls"
            "|tight short curls|curls only on top of the head|short ringlets|a curly crop|little curls on the head"
            "|hair short and curly|a curly quiff|curls piled on top|a curly mop on top|a curly short back and sides"
            "|a short poodle cut|a small mop of curls|short bouncy curls|curly hair cut short|short hair that curls"
            "|a curly boy cut|short loose curls|a curly short mop|short tousled curls|a curly bush on top"
            "|a boy's curly hair",
            "before": "short curly haired",
            "is": "whose hair is short and curly|with hair curling on top|with curls cut short|with short curls on top"
            "|who has short curls",
        },
        "shortWaved": {
            "with": "short wavy hair|wavy short hair|short waves|short waved hair|a short wavy haircut|a wavy crop"
            "|short hair with a wave|a wave at the front|hair in a short wave|a flick at the front|a soft wave on top"
            "|a rockabilly hairdo|a wave of hair in front|an elvis hairdo|a short wavy cut|short hair combed in a wave"
            "|a wave combed to the side|a surfer's short waves|a retro wave of hair|a fifties hairdo|a wavy front"
            "|a wave above the forehead|short hair with volume|a greaser haircut|a john travolta hairdo"
            "|wavy hair cut short|a wavy top and short sides|a james dean haircut|an ocean wave of short hair",
            "is": "whose hair is short and wavy|with the hair waved on top|with a wave in the short hair",
        },
        QUIFF: {
            "with": "a quiff|a pompadour|hair swept up at the front|a swept up fringe|hair combed up and back"
            "|a cowlick|a big quiff|an upswept fringe|a raised front of hair|front hair standing up|a stylish quiff"
            "|a brushed up front|a hair swoop on top|a swoosh of hair|hair swooping upwards|a slicked up quiff"
            "|a modern pompadour|volume at the front",
            "before": "quiffed|pompadoured|quiff haired",
            "is": "with the front brushed up|with the fringe swept upwards",
        },
        "shaggy|shaggyMullet|shortFlat|shortRound|shortCurly|shortWaved|theCaesar|theCaesarAndSidePart": {
            "with": "a boyish haircut|a man's haircut|a boy's haircut|a boyish hairstyle",
        },
        SHORT: {
            "with": "short hair|a short haircut|short cut hair|cropped hair|a short hairstyle|short hair style"
            "|a short crop|a short cut|short cropped hair|hair cut short|a short hairdo|short trimmed hair"
            "|hair that doesn't reach the ears|hair above the ears|a short do|shortish hair|hair that is short"
            "|shorn hair|a haircut above the ears|short locks|a low maintenance short cut|a really short haircut"
            "|hair not long at all|short head hair|freshly cut short hair|short hairs|a gentlemanly short cut"
            "|hair of short length|practical short hair|a sporty short cut|very little length in the hair"
            "|an easy to wash haircut|a summer haircut",
            "before": "short haired|short-haired|shorthaired|crop haired|short cropped",
            "is": "whose hair is short|who wears the hair short|who keeps the hair short|with hair cropped short"
            "|who cut the hair short|whose hair was cut short|who had a short haircut|who has cut his hair short"
            "|who has cut her hair short|who just had a haircut|with hair trimmed short|fresh from the barber"
            "|after a short haircut|who likes it short|who has short hair|that has short hair|with hair freshly cut"
            "|who got a haircut|whose hair doesn't touch the ears|who went to the barber"
            "|who is back from the hairdresser with short hair",
        },
        "frizzle": {
            "with": "a small quiff and shaved sides|hair only on top of the head|a tuft on top|a tuft of hair on top"
            "|a high and tight haircut|a faux hawk|a fauxhawk|a small mohawk|a strip of hair on top"
            "|a single flick of hair|a tintin quiff|a tintin haircut|a short mohawk|hair on top and none at the sides"
            "|a mini quiff|a skin fade with a quiff|a high fade",
            "before": "tuft headed|fauxhawked",
            "is": "who looks like tintin from the hair|with sides shaved bare and a tuft on top",
        },
        "frizzle|shavedSides": {
            "with": "shaved sides|an undercut|sides of the head shaved|a fade haircut|hair shaved at the sides"
            "|an under cut|an undercut hairstyle|hair buzzed at the sides|shaved temples|a hipster undercut"
            "|close shaved sides|the sides shaved|a punk undercut",
            "before": "undercut",
            "is": "with the sides shaved off|whose sides are shaved|who shaved the sides of the head",
        },
        "shavedSides": {
            "with": "long hair and shaved sides|long hair with an undercut|long hair shaved at the temples"
            "|a half shaved head of long hair|a swept back top and long hair behind|long hair at the back and a quiff"
            "|a viking hairstyle|long hair behind and an undercut",
        },
        "shaggy": {
            "with": "a side swept shag|a long side swept fringe|hair falling over one eyebrow|a heartthrob haircut"
            "|flicked short hair|floppy hair|a floppy fringe|a fringe swept over one eye|swooping side bangs"
            "|a skater haircut|a surfer cut|hair flopping over the forehead|an emo fringe|tousled floppy hair"
            "|boy band hair|a boyband haircut|a tousled crop",
            "before": "floppy haired",
            "is": "with hair falling in the face|whose hair flops to the side|with hair over one eyebrow",
        },
        "shaggyMullet": {
            "with": "a mullet|a shaggy mullet|mullet hair|hair short in front and long in back|a long neck mane"
            "|hair flicking out at the neck|an 80s mullet|an eighties mullet|business in front and party in the back"
            "|hair longer at the back|hair flipping out at the neck|a rocker mullet|a mullet haircut"
            "|a flippy hairstyle|hair with flipped out ends|flicked out ends",
            "before": "mullet haired|mulleted",
            "is": "whose hair is long at the back only|with a party in the back",
        },
        "shaggy|shaggyMullet": {
            "with": "shaggy hair|a shag|a shag haircut|a layered shag|layered choppy hair|shaggy layers"
            "|a shaggy hairdo|a mop top|a shaggy mop|tousled hair",
            "before": "shaggy haired|shaggy|mop headed",
        },
        "shaggy|shaggyMullet|dreads02": {
            "with": "messy hair|untidy hair|unkempt hair|uncombed hair|ruffled hair|scruffy hair|unruly hair|bed hair"
            "|bedhead|wild messy hair|hair that needs a comb|disheveled hair|dishevelled hair|hair all over the place"
            "|rumpled hair|an unkempt mop|a messy mop of hair|tangled hair|hair like a bird's nest|a bad hair day",
            "before": "messy haired|tousle haired|unkempt|scruffy haired|uncombed|dishevelled|disheveled",
            "is": "who forgot to comb|who hasn't combed the hair|who needs a comb|who just got out of bed by the hair"
            "|with hair in a mess|whose hair is a mess|whose hair is messy",
        },
        "bob|shaggy|shaggyMullet|straightAndStrand|longButNotTooLong": {
            "with": "a side swept fringe|side bangs|side swept bangs|sideswept bangs|a sideways fringe"
            "|a slanting fringe|bangs to the side|a fringe brushed to the side",
        },
        FRINGE: {
            "with": "a fringe|bangs|hair over the forehead|hair covering the forehead|a fringe of hair"
            "|bangs on the forehead|hair with bangs|hair with a fringe|hair falling on the forehead|fringe bangs"
            "|a forehead covered by hair|front bangs|a fringe cut",
            "before": "fringed",
            "is": "whose fringe covers the forehead|with the forehead hidden by hair|who has bangs",
        },
        "miaWallace|curvy": {
            "with": "blunt bangs|a blunt fringe|a straight fringe|straight cut bangs|straight bangs|a full fringe"
            "|thick bangs|a heavy fringe|hair straight across the forehead|a cleopatra fringe",
        },
        "miaWallace": {
            "with": "a bob with bangs|a bob with a fringe|a pulp fiction bob|a blunt bob|a flapper bob|a pageboy cut"
            "|a cleopatra haircut|a bowl cut|a pudding bowl haircut|a pageboy haircut|a mushroom cut"
            "|a mushroom haircut|a 1920s bob|a box bob|a lego hairstyle|egyptian hair|a helmet of hair with bangs",
            "before": "bowl cut",
        },
        "bob": {
            "with": "a rounded bob|a puffy bob|a voluminous bob|a bob with side bangs|a full bob with a side fringe"
            "|a bell shaped bob",
        },
        "longButNotTooLong": {
            "with": "a shoulder grazing bob|hair cut straight at the shoulders|a side parted bob|a square bob|a lob"
            "|a long bob|not too long hair|hair tucked over one ear|hair long but not too long",
        },
        BOB: {
            "with": "a bob|bob hair|a bob cut|a bob haircut|a bob hairstyle|chin length hair|a bobbed haircut"
            "|medium length hair|a medium bob|a chin length bob|chin-length hair|hair to the chin"
            "|hair down to the chin|jaw length hair|a short bob|a neat bob|a classic bob|a chic bob|a pageboy bob"
            "|mid length hair|medium-length hair|medium hair|hair of medium length|a french bob"
            "|neither long nor short hair|a bobbed hairdo|a bob style haircut|hair ending at the chin"
            "|hair covering the ears|hair cut at the chin|hair to the jaw|semi long hair|midi length hair"
            "|an in-between hair length|a straight bob|a bob hair cut|hair cut in a bob|hair styled as a bob"
            "|a haircut like velma|a chin skimming cut|hair halfway to the shoulders|a swingy bob|a sleek bob"
            "|a smooth bob|a bouncy bob|hair covering ears and neck|a helmet-like bob|a page boy haircut"
            "|hair cut around the face|hair that ends above the shoulders|not long not short hair",
            "before": "bobbed|bob haired|bob-haired|medium haired|chin length haired",
            "is": "whose hair is bobbed|whose hair ends at the chin|whose hair reaches the chin"
            "|with hair cut into a bob|whose hair is medium long|with her hair in a bob|who wears a bob|who has a bob"
            "|who had the hair bobbed|with hair covering the ears|that has a bob",
        },
        f"{BOB}|curly": {
            "with": "shoulder length hair|shoulder-length hair|hair to the shoulders|hair reaching the shoulders"
            "|hair that touches the shoulders|collar length hair|hair down to the neck|neck length hair",
        },
        LONG_STRAIGHT: {
            "with": "long straight hair|straight long hair|straight hair down the shoulders|long smooth hair"
            "|long sleek hair|straight hair|sleek hair|hair as straight as a ruler|hair long and straight"
            "|long ironed hair|poker straight hair|a long straight mane|flat ironed hair"
            "|straight hair over the shoulders|straightened hair|silky straight hair|a curtain of straight hair"
            "|long silky hair|hair hanging straight down|long hair without curls|long hair with no waves|rapunzel hair"
            "|smooth long locks|straight locks|long hair like silk|straightened long hair|sleek long hair"
            "|long hair like a waterfall|hair straight as a die|dead straight hair|a sheet of straight hair"
            "|cher's long straight hair|keratin straight hair|pocahontas hair|hair straight like spaghetti"
            "|long well combed hair|long straight hairs|combed long hair|smooth flowing hair",
            "before": "straight haired|long straight haired|straight-haired|sleek haired|silky haired",
            "is": "whose hair is long and straight|with hair hanging straight|whose hair has no curl at all"
            "|whose hair falls straight down|who straightens the hair|who ironed the hair straight"
            "|who has long straight hair|with hair like a waterfall",
        },
        "straight01": {
            "with": "long straight hair over one shoulder|long hair swept over one shoulder"
            "|long hair draped over the shoulder|long hair combed to one side|long hair with a side part",
        },
        "straight02": {
            "with": "long straight hair parted in the middle|long hair parted in the middle|a centre parting"
            "|a center part|a middle part",
        },
        "straightAndStrand": {
            "with": "long straight hair with a fringe|long hair with side bangs|long straight hair with bangs"
            "|long hair and a fringe|a loose strand over the forehead",
        },
        "curly": {
            "with": "long curly hair|curly long hair|long curls|curls down the shoulders|big curls|large curls"
            "|bouncy curls|big bouncy curls|fluffy curls|shoulder length curls|a cloud of curls|big round curls"
            "|curls down to the shoulders|long ringlets|thick curls|a perm|a permed hairdo|a big curly hairdo"
            "|curls framing the face|curls all around the face|puffy curls|voluminous curls|soft big curls"
            "|chubby curls|curly shoulder length hair|a curly mane|hair rolled in big curls|long and curly hair"
            "|shirley temple curls|a big mop of shoulder curls|hair full of big round curls|large round curls"
            "|curls like clouds|curls like a sheep|chunky curls|an eighties perm|hair like a cloud of curls"
            "|a lot of big curls|big bubble curls",
            "before": "long curly haired|permed|big curled",
            "is": "whose hair is long and curly|with curls falling to the shoulders|who had a perm"
            "|whose curls frame the face|with curls like clouds|who has long curly hair|with long curls",
        },
        "bigHair|curvy": {
            "with": "long wavy hair|wavy long hair|long waves|beach waves|mermaid hair|waves down the shoulders"
            "|long flowing waves|hair flowing in waves|loose long waves|long undulating hair|long hair with waves"
            "|waves of long hair|princess hair",
            "before": "long wavy haired",
            "is": "whose hair is long and wavy|whose hair flows in waves|with waves over both shoulders",
        },
        WAVY: {
            "with": "wavy hair|waves in the hair|hair with waves|hair in waves|soft waves|hair that is wavy"
            "|a wavy hairdo|slightly wavy hair|a wavy hairstyle|a head of waves|rippling hair|waved hair",
            "before": "wavy haired|wavy-haired|wavy",
            "is": "whose hair is wavy|whose hair is neither straight nor curly",
        },
        "curvy": {
            "with": "shiny long curls with bangs|glossy flowing hair|long wavy hair with bangs"
            "|long wavy hair and a fringe|glamorous long hair|hair with shiny streaks",
        },
        "bigHair": {
            "with": "big hair|voluminous hair|thick big hair|full hair|big voluminous hair|huge hair|much hair"
            "|a lot of hair|tons of hair|loads of hair|a mane of hair|a lion's mane|a lush head of hair|teased hair"
            "|a huge mane|a massive hairdo|a bouffant|puffy hair|thick full hair|hair with lots of volume"
            "|a great deal of hair|plenty of hair|thick hair|an abundance of hair|massive hair|so much hair"
            "|80s big hair|a volume hairstyle|a very thick mane|a high crown of hair|an enormous hairdo|bouffant hair"
            "|heaps of hair|luxuriant hair|a big hairdo|very thick hair|a big mane falling on the shoulders"
            "|hair like a lion|diva hair|a dolly parton hairdo|a lot of long hair|hair with body|rock star big hair"
            "|a beehive like crown of hair|farrah fawcett hair|hair that fills the picture|glam rock hair"
            "|tremendous hair|an impressive mane|a heavy head of hair|hair for a shampoo advert",
            "before": "big haired|thick haired|big-haired|bouffant haired",
            "is": "whose hair is huge|whose hair takes a lot of space|with hair teased up high"
            "|with lots and lots of hair|with hair like a lion|with an enormous amount of hair|who has a lot of hair"
            "|who has big hair|with hair like a shampoo model",
        },
        LONG: {
            "with": "long hair|long flowing hair|a long hairstyle|hair that is long|long locks|hair down the shoulders"
            "|long loose hair|hair hanging down|long tresses|flowing locks|flowing hair|a long mane|hair grown long"
            "|lengthy hair|long hair down|longer hair|hair over the shoulders|hair falling on the shoulders"
            "|long head hair|quite long hair|hair worn long|loose long hair|hair let down|hair worn loose"
            "|a long hairdo|longish hair|uncut hair|long hairs|a rockstar mane|hippie hair",
            "before": "long haired|long-haired|longhaired|long tressed",
            "is": "whose hair is long|who wears the hair long|with hair down|with hair let loose"
            "|whose hair falls over the shoulders|who grew the hair long|who let the hair grow"
            "|who hasn't cut the hair in years|with hair left open|with open hair|who never cuts the hair"
            "|with her hair down|with his hair grown out|that has long hair",
        },
        CURLY: {
            "with": "curly hair|curls|a lot of curls|curly locks|a curly hairdo|curly head hair|lots of curls"
            "|hair full of curls|curled hair|a curly hairstyle|a curly head|ringlets|natural curls|hair in curls"
            "|hair that is curly|a head of curls|frizzy curls|coily hair|very curly hair|hair with curls"
            "|a head full of curls|tight curls|curly curly hair|a curly mop|crinkly hair|coiled hair|corkscrew curls"
            "|kinky curls|springy curls|a tangle of curls|curls everywhere|super curly hair|curlicue hair|cherub curls"
            "|a curly mop of hair|corkscrew hair|curly hairs|curls on the head|hair like a lamb"
            "|locks that curl|twirly hair|a curl on every side|squiggly hair|curls like springs|unstraightened hair"
            "|hair in little coils|curly wurly hair|a curly crop of hair|naturally curly hair"
            "|hair like a pasta fusilli|lovely curls",
            "before": "curly haired|curly|curly-haired|curly headed|ringleted|curly topped|curlyhaired",
            "is": "whose hair is curly|whose hair curls|with hair in curls|with hair all curly"
            "|whose hair is full of curls|who curled the hair|with hair like a poodle|that has curls"
            "|with curls all around|who has curly hair|who has curls|with hair like a lamb"
            "|who never straightens the hair",
        },
        f"{CURLY}|dreads02": {
            "with": "frizzy hair|fuzzy hair|frizz|crimped hair|kinky hair|woolly hair on the head",
            "before": "frizzy haired|fuzzy haired|kinky haired",
        },
        AFRO: {
            "with": "an afro|afro hair|afro|a big afro|a round afro|an afro hairstyle|a fro|a huge afro"
            "|an afro haircut|a really big afro|a massive afro|an afro hairdo|a 70s afro|a seventies afro"
            "|an afro like a disco dancer|a giant afro|a natural afro|a full afro|a fluffy afro"
            "|a large round head of hair|an enormous afro|hair like a big ball|a big ball of hair|a puffy afro"
            "|a disco hairdo|a disco afro|a funky afro|a jackson 5 afro|a jimi hendrix hairdo|hair in an afro"
            "|a hendrix afro|a wide afro|a perfect afro|hair picked out into an afro|a huge round hairdo"
            "|hair like a microphone|a cloud of frizzy hair|big round hair|a soul era afro|a globe of curly hair"
            "|hair like a dandelion|afro textured hair in a big ball|afro curls|an afro style|big natural hair"
            "|round puffy hair|hair in a big sphere|an afro like a halo|an afro of the seventies|a puffball of hair"
            "|a mushroom cloud of curls|hair as wide as the shoulders|a black power afro|an afro wig look"
            "|a foxy cleopatra hairdo|big frizzy round hair|a motown hairdo|hair like cotton candy in a ball"
            "|a ball shaped hairdo|a soul singer's hair|an afro as big as a beach ball|hair like a huge bush"
            "|a bushy round afro",
            "before": "afro haired|afro|afro-haired|afroed|big afroed|round haired",
            "is": "whose hair is an afro|with hair in an afro|sporting an afro|rocking an afro|with hair like a globe"
            "|who wears an afro|whose hair is a huge ball|straight out of a disco by the hair|who grew an afro"
            "|who has an afro|who looks like a disco king|with a globe of frizzy hair",
        },
        "fro": {
            "with": "an afro without a band|an afro with nothing in it|an afro covering the top of the forehead",
        },
        "froBand": {
            "with": "an afro and a headband|an afro with a headband|an afro held by a band|a hairband in an afro"
            "|an afro and a blue hair band",
            "with|wearing": "a headband|a hairband|a hair band|a head band|an alice band|a blue headband|a band in the hair"
            "|a sweatband|a light blue hairband|an aerobics headband|an elastic hair band",
            "before": "headbanded",
            "is": "with a band round the hair|with a headband on",
        },
        "dreads": {
            "with": "long dreads|long dreadlocks|long locs|dreadlocks over the shoulders|rasta hair|rastafarian hair"
            "|a bob marley hairdo|bob marley hair|long matted locks|ropes of hair|long ropey hair"
            "|hair hanging in ropes|dreads down the shoulders|reggae singer hair",
            "before": "rasta haired|long dreaded",
        },
        "dreads01": {
            "with": "short twists|short coils|short tight coils|sponge twists|short kinky hair|short afro hair"
            "|short twisted hair|tiny twists|short frizzy hair|hair in short tight curls",
        },
        "dreads01|dreads02": {
            "with": "short dreads|short dreadlocks|short locs|twists|baby dreads|starter locs|hair in twists"
            "|little dreads",
            "before": "twist haired",
        },
        LOCS: {
            "with": "dreadlocks|dreads|locs|dread locks|dreadlocked hair|dreaded hair|rasta locks|a head of dreadlocks"
            "|hair in dreadlocks|hair in dreads|a dreadlock hairstyle|matted locks|dreadlock hair|hair in locs"
            "|jamaican dreads|dredlocks|dreadlocks like a reggae singer|a mop of dreads|locked hair|dready hair",
            "before": "dreadlocked|dreaded|dread headed|dreadlock wearing",
            "is": "whose hair is in dreads|with hair twisted into locs|who grows dreadlocks|who never combs the dreads"
            "|who has dreadlocks",
        },
        "dreads02": {
            "with": "wild spiky dreads|hair sticking out in all directions|hair standing on end|electrified hair"
            "|hair like a palm tree|hair like after an electric shock|hair like a mad scientist|hair like a porcupine"
            "|crazy hair|sticking out hair|hair that stands up everywhere|wild hair|hair like a sea urchin"
            "|wild hair in all directions|hair like a wild man",
            "before": "crazy haired|wild-haired|wild haired",
            "is": "who got an electric shock|who put a finger in the socket|whose hair stands on end",
        },
        "bun": {
            "with": "a bun|hair in a bun|a hair bun|a top knot|a topknot|a bun hairstyle|tied up hair|hair tied up"
            "|a man bun|a high bun|a bun on top|a knot of hair on top|a bun on top of the head|a ballerina bun"
            "|a hair knot|a top bun|a round bun|a small bun|a ballet bun|a dancer's bun|a tight bun|a bun on the crown"
            "|hair pulled up|hair pulled up in a knot|hair put up|a samurai bun|a samurai topknot|a bun of hair"
            "|a little ball of hair on top|hair tied on top of the head|a bun hairdo|a hair ball on top"
            "|hair tied in a knot|hair gathered on top|hair rolled into a bun|hair scraped back in a bun"
            "|a sumo topknot|a joora|a librarian bun|a teacher's bun|hair fastened up|a chignon on top|a knotted bun"
            "|a neat bun on top|a hairbun|a doughnut bun|hair swept up into a bun|hair tied back|tied hair"
            "|pulled back hair|hair pulled back|a knot on the head|a hairdo with a knot|an onion bun"
            "|a messy little bun|a yoga teacher's bun|hair wound up in a ball|a pulled up bun|a kitchen bun"
            "|hair in a top knot|a bun like grandma|a juda|a bun like a ballet dancer|a hairdo tied on top"
            "|hair fixed on top of the head|a bunned hairdo|hair up in a bun|a hipster's topknot",
            "before": "bun haired|bun wearing|topknotted|man bunned",
            "is": "with hair tied in a bun|whose hair is tied up|with her hair in a bun|who tied the hair up"
            "|with hair up in a knot|who put the hair up|with his hair in a man bun|whose hair is in a bun"
            "|whose hair is pulled back|with the hair up|with hair knotted on top|who wears a bun"
            "|with a bun on the head|with the hair scraped back|who wears the hair up|who has a bun"
            "|with her hair tied up|with his hair tied up|with hair gathered in a knot",
        },
        "frida": {
            "with": "flowers in the hair|a flower crown|a crown of flowers|a wreath of flowers|flowers on the head"
            "|a floral crown|blossoms in the hair|a garland of flowers|colourful flowers in the hair|a floral headband"
            "|a frida kahlo hairdo|a flowery hairdo|a flower garland|a floral wreath|roses in the hair"
            "|hair decorated with flowers|flowers on top|an earring like a lightning bolt|a lightning earring"
            "|an earring|a dangling earring|a frida hairstyle|a floral hairpiece|hibiscus flowers in the hair"
            "|flower power hair|a bouquet on the head|a summer flower wreath|a flower fairy's crown"
            "|a hippie flower crown|a hula girl's flowers|flowers braided into the hair",
            "with|wearing": "a flower wreath|flowers|a crown made of flowers|a headdress of flowers",
            "before": "flower crowned|flower haired|garlanded",
            "is": "with hair full of flowers|who put flowers in the hair|dressed up like frida kahlo"
            "|with flowers on the hair",
        },
        "bob|miaWallace|longButNotTooLong|straight01|straight02|straightAndStrand|curly|bigHair|curvy|bun|frida": {
            "with": "a woman's haircut|a girly hairstyle|feminine hair|a girl's hairstyle|a ladylike hairdo"
            "|a woman's hairstyle",
        },
        "hijab": {
            "with|wearing|in": "a hijab|hijab|a headscarf|a head scarf|a veil|a muslim headscarf|a head-scarf|a shayla"
            "|an islamic headscarf|an islamic veil|a muslim veil|a scarf over the hair|a scarf over the head|a hijaab"
            "|a scarf around the head|a head shawl|a scarf wrapped around the head|a dupatta over the head|a dupatta"
            "|a shawl over the head|a modest headscarf|a chador|a muslim head covering|a scarf covering the hair"
            "|a scarf round head and neck|a kerchief over the hair|a modesty scarf|a headscarf that hides the hair"
            "|a cloth around head and neck|a scarf on the head|a muslim scarf|a nun's veil|a wimple"
            "|a draped scarf on the head|a hejab|a covering scarf|a tudung|a religious headscarf|a hijab scarf"
            "|a hijab that covers the hair|a scarf like muslim women wear|a headcover of cloth|an al-amira"
            "|a cloth over hair and neck|a scarf tied around head and neck|a modest head cover|a muslim woman's scarf"
            "|a wrapped headscarf|a madonna's veil|a hijab around the face|a khimar|a veil over the hair",
            "before": "veiled|hijab wearing|hijabi|headscarved|scarf wearing|hijabed|head scarved|hijab clad",
            "is": "who wears the hijab|with the hair covered by a scarf|who covers the hair with a scarf"
            "|with the head wrapped in a scarf|whose hair is hidden under a scarf|who is veiled"
            "|with head and neck wrapped in cloth|dressed in a veil|who put on a hijab"
            "|with a scarf around head and neck|covered with a hijab|with a hijab on|that wears a hijab"
            "|with hair under a veil",
        },
        "turban": {
            "with|wearing|in": "a turban|a sikh turban|a pagri|a dastar|a punjabi turban|a wrapped turban|a pagdi"
            "|a wound cloth on the head|a turban on the head|a big turban|a sikh headdress|an indian turban|a safa"
            "|a cloth wound round the head|turban|a turbin|an arabian nights turban|a sultan's turban"
            "|a maharaja turban|a sikh's turban|a turban like a sikh man|a sardar's turban|a fortune teller's turban",
            "before": "turbaned|turbanned|turban wearing|turban clad",
            "is": "with the head wrapped in a turban|who tied a turban|who wears a turban|with a turban tied on",
        },
        # The plainest words mean the plainest hat.
        "hat": {
            "with|wearing|in": "a hat|hat|a hat on the head|a nice hat|a stylish hat|some hat|a hat on top|a lovely hat"
            "|a hat on his head|a hat on her head|a brimmed hat|a fedora|a sun hat|a wide hat|a wide brimmed hat|a wide-brimmed hat|a sunhat"
            "|a floppy hat|a summer hat|a beach hat|a big brimmed hat|a hat with a brim|a hat with a wide brim"
            "|a straw hat|a garden party hat|a gardening hat|a felt hat|a broad brimmed hat|a hat against the sun"
            "|a trilby|a hat with a big brim|a ladies' hat|an elegant hat|a gardener's hat|a cowboy hat|a panama hat"
            "|a panama|a stetson|a large sun hat|a sombrero|a brim hat|a fancy hat|a church hat|a hat for the garden"
            "|a detective hat|a holiday hat|a dress hat|a dressy hat|a slouch hat|a farmer's hat|a shady hat"
            "|a big round hat|a broad-brimmed sun hat|an australian hat|a safari hat|a mexican hat|a big hat"
            "|a large hat|a huge brimmed hat|a wide sun hat|an indiana jones hat|a hat for the beach|a gaucho hat"
            "|a gangster hat|a borsalino|a hat as wide as an umbrella|a hat fit for a picnic|a cloche with a brim"
            "|a preacher's hat|an outback hat|a hat with shade|a country hat|a boater|a hat like indiana jones"
            "|a wedding guest's hat|a derby day hat|a royal ascot hat|a hat with a big rim|a wide rimmed hat"
            "|a rimmed hat|a hat with a broad rim|a round brimmed hat|a hat to keep the sun off|a bush hat"
            "|a flying saucer of a hat|a hat with a wide rim",
            "before": "fedora wearing|wide brimmed",
            "is": "whose hat has a wide brim|who protects the head from the sun|under a wide brim|shaded by a big brim"
            "|under a brimmed hat|dressed for the races with a hat|with a hat like a cowboy|who wears a brimmed hat"
            "|with a broad brim over the head|dressed for the garden with a sun hat",
        },
        WINTER_HATS: {
            "with|wearing|in": "a winter hat|a beanie|a woolly hat|a knitted hat|a wool cap|a knit cap|a warm hat"
            "|a winter cap|a woollen hat|a knit hat|a wooly hat|a tuque|a toque|a knitted cap|a ski hat|a skiing hat"
            "|a beanie hat|a snow hat|a cosy hat|a cozy hat|a hat for the winter|a hat for cold days"
            "|a hat for the snow|a warm cap|a warm winter hat|a woolen cap|a wool hat|a fluffy hat"
            "|a snowboarder's beanie|a soft knitted hat|a crocheted hat|a hand knitted hat|a hat knitted by grandma"
            "|a winter beanie|a wool beanie|a woolly cap|a cold weather hat|a christmas market hat|a beany"
            "|a monkey cap|a warm woollen cap|a skullcap of wool|a knitted winter hat|a cap for winter"
            "|a hat made of wool|a yarn hat|a cuddly hat|a skier's hat|a chunky knit hat|a toasty hat"
            "|a thick winter cap|a knitted beanie|a hat against the cold|a hat for skiing|a stocking cap"
            "|a hat of thick wool|a knitted bonnet|a kid's winter hat|a hat with a warm lining|a furry winter hat"
            "|a snow cap|a mountain hat|a fleece hat|a december hat|an alpine hat|a sledging hat|a cap of wool"
            "|a polar hat|a north pole hat|a cap against the cold|a woolie hat|a winter head cover",
            "before": "beanie wearing|beanied|woolly hatted",
            "is": "dressed for the snow|ready for winter|with the head kept warm|who is cold at the head"
            "|whose head is warm|ready to go skiing|with a beanie on|who wraps up against the cold|ready for the cold"
            "|dressed warmly on the head|dressed for a snowball fight|who knits warm hats|who wears a beanie"
            "|dressed for the alps in a warm hat|who has a beanie on|who put on a woolly hat|with a warm hat on"
            "|that wears a winter hat|who is wearing a beanie",
        },
        "winterHat02|winterHat03": {
            "with": "a bobble on the hat|a pompom on the hat|a pom-pom on top",
            "with|wearing|in": "a bobble hat|a pom pom hat|a pompom hat|a hat with a bobble|a hat with a pompom"
            "|a hat with a pom-pom|a pom-pom hat|a bobble beanie|a beanie with a pompom|a hat with a fluffy ball",
        },
        EARFLAPS: {
            "with": "ear flaps|earflaps|flaps over the ears|ears covered by a hat|warm ears",
            "with|wearing|in": "a hat with ear flaps|a hat with earflaps|an earflap hat|a hat over the ears|a trapper hat"
            "|an ushanka|a russian hat|a hat that covers the ears|a hat with flaps|a hat with flaps over the ears"
            "|a flap hat|an aviator cap with flaps|a sherpa hat|a lumberjack hat with flaps|a siberian hat"
            "|a deerstalker",
            "is": "with the ears covered by flaps|whose ears are kept warm by flaps",
        },
        "winterHat02": {
            "with|wearing|in": "a patterned winter hat|a peruvian hat|a chullo|an andean hat|a zigzag patterned hat"
            "|a hat with a zigzag pattern|a hat with strings and bobbles|a hat with tassels|a nordic pattern hat"
            "|a norwegian hat|a hat with triangles on it|an inca hat|a hat with dangling pom poms",
        },
        "winterHat1": {
            "with|wearing|in": "a hat with a white fur front|a fur trimmed earflap hat|a trapper hat with white fur"
            "|a fur lined bomber hat",
        },
        "winterHat03": {
            "with|wearing|in": "a beanie with a white brim|a hat with a fluffy white rim|a hat with a white rim and bobble",
        },
        "winterHat04": {
            "with": "cat ears|cat ears on the head|animal ears|kitty ears|pointed ears on the hat",
            "with|wearing|in": "a hat with cat ears|a cat hat|a cat ear beanie|a cat beanie|a beanie with ears"
            "|a hat with little ears|a kitten hat|a hat with animal ears|a fox hat|a hat with pointy ears"
            "|a hat like a cat|an animal hat|a kitty hat|a cat-eared cap",
            "before": "cat eared",
            "is": "dressed up as a cat|with ears like a cat|who looks like a kitty",
        },
        HATS: {
            "with|wearing|in": "headwear of some kind|a hat of any kind|any hat",
            "before": "hatted|hat wearing|behatted",
            "with": "a hat on|a hat on the head covering the hair|the hat on|a hatted head",
            "is": "who wears a hat|who is wearing a hat|who has a hat on|whose head is under a hat"
            "|with a hat pulled on|who put a hat on|who put on a hat|who likes hats|with the hat on|with hat on head"
            "|that wears a hat|who has put a hat on|with a hat on top|that has a hat on|who keeps the hat on"
            "|who covers the hair with a hat",
        },
        COVERS: {
            "with|wearing": "headwear|headgear|a head covering|something on the head|a headpiece|head gear|head wear"
            "|something over the hair|a headcovering|something on top of the head|a head cover",
            "with": "headwear|headgear|a head covering|something on the head|a covered head|the hair covered"
            "|hidden hair|the head covered|a covering on the head|hair hidden from view|covered hair",
            "is": "whose hair can't be seen|whose hair is covered|whose hair is hidden|who covers the head"
            "|with the hair tucked away|whose head is covered|who wears something on the head"
            "|with something over the hair|with the hair out of sight|who hides the hair|with no hair showing",
        },
        f"{LONG_STRAIGHT}|bigHair|curvy|dreads": {
            "with": "very long hair|really long hair|waist length hair|hair down to the chest|hair down the back"
            "|long long hair|extremely long hair|hair all the way down|hair past the shoulders"
            "|hair below the shoulders|hair down to the waist|super long hair|extra long hair|chest length hair"
            "|a very long mane|hair far below the shoulders|hair long enough to sit on|endlessly long hair"
            "|waist-length hair|hair reaching the chest",
            "before": "very long haired|super long haired|extremely long haired",
            "is": "whose hair goes past the shoulders|whose hair reaches below the shoulders|whose hair is very long"
            "|whose hair reaches the chest|whose hair is super long|with hair way past the shoulders"
            "|who hasn't been to the hairdresser for years",
        },
        f"{CROPPED}|shortFlat": {
            "with": "a crew cut|a crewcut|a military haircut|an army haircut|a soldier's haircut|a gi haircut"
            "|a marine haircut|a sergeant's haircut|a recruit's haircut|a policeman's short haircut|a close barber cut"
            "|hair as short as in the army|a strict short cut",
            "before": "crew cut|crewcut wearing",
            "is": "with hair as short as a soldier's|with an army style haircut"
            "|who just joined the army by his haircut",
        },
    },
}
