"""Words for eyebrows, eyes and mouths, and for the moods that each of them shows."""

from __future__ import annotations

from deltaedit.training.drawn.captions import WordTable

#: Values that people name alike.
ANGRY = "angry|angryNatural"
RAISED = "raisedExcited|raisedExcitedNatural"
WORRIED = "sadConcerned|sadConcernedNatural|frownNatural"
PLAIN_BROWS = "default|defaultNatural"
UNEVEN = "upDown|upDownNatural"
WINKS = "wink|winkWacky"

#: attribute -> values (separated by |) -> forms (separated by |) -> wordings (separated by |).
WORDS: WordTable = {
    "eyebrows": {
        ANGRY: {
            "with": "angry eyebrows|angry brows|an angry look|frowning eyebrows|furrowed brows|an angry expression"
            "|a furrowed brow|a scowl|furrowed eyebrows|knitted brows|brows drawn together|eyebrows drawn down"
            "|slanted eyebrows|eyebrows in a v|v-shaped eyebrows|a glare|an angry face|mad eyebrows|furious brows"
            "|evil eyebrows|a threatening look|a dark look|a fierce look|villain eyebrows"
            "|eyebrows pointing down to the nose|a stormy face|a face like thunder|lowered brows|eyebrows pulled down"
            "|a bad temper|grumpy brows|a hostile look|an aggressive look|an irritated look|an enraged look|hot temper"
            "|rage in the face|eyebrows slanting inwards|a mean look|cross eyebrows|a wrathful look"
            "|eyebrows that meet in anger|scowling eyebrows|stern eyebrows|a mad look|a knitted brow"
            "|a frown of the brows|anger in the face|diabolic eyebrows|wrinkled angry brows|a glowering look"
            "|a menacing look",
            "before": "angry|mad|furious|grumpy|annoyed|cross|enraged|irate|raging|scowling|glowering|hostile"
            "|bad tempered|irritated|outraged|aggressive|wrathful|fuming|livid|angry looking|very angry|ill tempered"
            "|infuriated|pissed off|hot headed|seething|mean looking|angered|glaring|fierce looking|aggrieved"
            "|ticked off|bad-tempered|hacked off|incensed|grouchy|evil looking|hot tempered|raging mad|short tempered"
            "|so angry|cranky|furious looking|menacing|indignant|exasperated|angry browed|hopping mad|peeved|riled up"
            "|crabby",
            "is": "who is angry|looking angry|that looks angry|who got angry|who is mad|with brows drawn together"
            "|with eyebrows pulled down|who is in a bad mood|in a bad mood|who looks angry|full of rage|who is furious"
            "|about to explode|who got out of bed on the wrong side|with a temper|seeing red|losing the temper"
            "|who is cross|who is fuming|looking daggers|who is annoyed|fit to be tied|who wants to punch somebody"
            "|with a face like thunder|knitting the brows|furrowing the brows|steaming with anger"
            "|beside himself with rage|who had enough of it|looking mad|looking furious|looking cross|looking annoyed"
            "|looking mean|who lost the temper|who is pissed off|in a rage|whose eyebrows form a v"
            "|whose eyebrows are angry|whose brows point down|made angry|boiling with anger|getting angry|being angry"
            "|who is ready for a fight|who looks mad at me|lowering the eyebrows|angry as a bull|who looks grumpy"
            "|looking ready to fight",
        },
        RAISED: {
            "with": "raised eyebrows|excited eyebrows|raised brows|high eyebrows|an excited look|lifted eyebrows"
            "|eyebrows raised high|arched eyebrows|high brows|eyebrows up|eyebrows way up|brows up|upraised eyebrows"
            "|lifted brows|eyebrows pulled up|eyebrows high on the forehead|high arched brows|both eyebrows raised"
            "|eyebrows up in the air|brows arched high|eyebrows near the hairline|excited brows|curved high eyebrows"
            "|an excited face|an excited expression|both brows lifted|eager eyebrows|an enthusiastic look|arched brows"
            "|eyebrows shooting up|an eager look|highly arched eyebrows|rounded high brows|a thrilled look"
            "|enthusiastic brows|elevated eyebrows|elevated brows|eyebrows that go up|up-lifted eyebrows",
            "before": "excited|thrilled|eager|enthusiastic|exited looking|very excited|super excited|so excited"
            "|excited looking|hyped|hyped up|pumped up|keen|all excited|stoked|fired up|psyched",
            "is": "raising the eyebrows|looking excited|raising both eyebrows|who raised the eyebrows"
            "|with eyebrows lifted|who is excited|who can't wait|who lifts the eyebrows|whose eyebrows are raised"
            "|whose eyebrows are up|lifting the brows|arching the eyebrows|full of excitement|who is thrilled"
            "|looking eager|looking enthusiastic|who is all excited|whose eyebrows shot up|with the eyebrows up"
            "|who cannot wait for it|with both brows up|full of anticipation|on tenterhooks"
            "|looking forward to something|who is very excited|excited like a child before christmas|looking thrilled"
            "|being excited",
        },
        WORRIED: {
            "with": "concerned eyebrows|worried eyebrows|sad eyebrows|a worried look|worried brows|sad brows"
            "|a worried expression|eyebrows slanting down at the sides|anxious eyebrows|anxious brows|a concerned look"
            "|a concerned expression|troubled brows|puppy eyebrows|eyebrows raised in the middle"
            "|eyebrows tilted up in the middle|pleading eyebrows|upturned inner eyebrows|an anxious look"
            "|a troubled look|a worried face|a concerned face|nervous eyebrows|drooping eyebrows|droopy eyebrows"
            "|a nervous look|slanted sad eyebrows|eyebrows showing concern|doubtful brows|eyebrows like a sad puppy"
            "|worry on the face|concern on the face|eyebrows of sorrow|sorrowful brows|a pleading look|an uneasy look"
            "|an anxious face|a fretful look|an apologetic look|brows drawn up in the middle|a begging look"
            "|worried wrinkled brows|concerned brows|eyebrows of a worrier|pitiful eyebrows",
            "before": "worried|concerned|anxious|nervous|troubled|worried looking|uneasy|apprehensive|worrying|fretful"
            "|distressed|worried-looking|very worried|deeply concerned|stressed|stressed out|on edge|fretting"
            "|anxious looking|nervous looking|pleading|apologetic|timid|insecure|tense with worry|guilty looking"
            "|worrisome|concerned looking|ill at ease|a bit worried",
            "is": "looking worried|looking concerned|who is worried|who worries|who is concerned"
            "|worrying about something|with brows full of worry|looking anxious|who looks anxious|worried sick"
            "|who has worries|who is nervous|who worries a lot|looking nervous|begging for help|who is anxious"
            "|full of worry|full of concern|who fears the worst|looking troubled|biting the nails with worry"
            "|whose brows show worry|who can't stop worrying|with a lot of worries|looking sorry"
            "|looking like a beaten dog|asking for forgiveness|feeling anxious|feeling nervous"
            "|before an important exam|who waits for bad news|whose eyebrows look sad|whose eyebrows are worried"
            "|looking uneasy|in deep concern|with sadness in the eyebrows|looking guilty|with a worried mind"
            "|sick with worry|being worried|whose eyebrows droop at the sides",
        },
        PLAIN_BROWS: {
            "with": "normal eyebrows|plain eyebrows|neutral eyebrows|relaxed eyebrows|calm eyebrows|ordinary eyebrows"
            "|regular eyebrows|unremarkable eyebrows|relaxed brows|neutral brows|resting eyebrows|eyebrows at rest"
            "|normal brows|gently curved eyebrows|eyebrows without expression|standard eyebrows|natural relaxed brows"
            "|plain brows|calm brows|gently arched relaxed eyebrows|ordinary brows|usual eyebrows|simple eyebrows"
            "|default eyebrows|softly curved brows|eyebrows neither up nor down|untroubled brows|typical eyebrows"
            "|unraised eyebrows|peaceful brows|an unworried brow",
            "is": "whose eyebrows are relaxed|whose eyebrows are normal|with the eyebrows relaxed|with brows at rest"
            "|whose brows are neutral",
        },
        "flatNatural": {
            "with": "flat eyebrows|straight eyebrows|straight thick eyebrows|flat brows|level eyebrows"
            "|horizontal eyebrows|thick straight brows|straight brows|eyebrows like two lines|heavy flat brows"
            "|eyebrows like two dashes|bushy straight eyebrows|eyebrows in a straight line|bert's eyebrows"
            "|low straight eyebrows|heavy straight brows|eyebrows like bars|eyebrows drawn straight",
            "before": "flat browed|straight browed",
            "is": "whose eyebrows are flat|whose eyebrows are straight|whose brows form two straight lines",
        },
        "unibrowNatural": {
            "with": "a unibrow|a monobrow|one long eyebrow|joined eyebrows|connected eyebrows|eyebrows grown together"
            "|a mono brow|a uni-brow|eyebrows that meet|eyebrows meeting in the middle|a single eyebrow"
            "|one continuous eyebrow|one eyebrow across both eyes|eyebrows that join above the nose"
            "|hair between the eyebrows|unplucked joined brows|a frida kahlo eyebrow|a uni brow|just one big eyebrow"
            "|merged eyebrows|brows joined together|an unbroken brow line",
            "before": "unibrowed|monobrowed",
            "is": "whose eyebrows meet|whose eyebrows have grown together|whose brows meet above the nose"
            "|with no gap between the eyebrows",
        },
        UNEVEN: {
            "with": "one raised eyebrow|a raised eyebrow|one eyebrow up|a sceptical look|a skeptical look"
            "|a quizzical look|one eyebrow higher|one lifted eyebrow|uneven eyebrows|a cocked eyebrow"
            "|an arched eyebrow|one eyebrow raised|a questioning look|crooked eyebrows|a doubting look"
            "|asymmetrical eyebrows|one brow up and one down|one brow raised|a doubtful look"
            "|an eyebrow raised in doubt|one eyebrow up and one down|a skeptical eyebrow|a sceptical eyebrow"
            "|an ironic eyebrow|a spock eyebrow|the rock's eyebrow|an eyebrow cocked in disbelief|mismatched eyebrows"
            "|unequal brows|a dubious look|a people's eyebrow",
            "before": "sceptical|skeptical|quizzical|doubtful|doubting|questioning|dubious|unconvinced",
            "is": "raising one eyebrow|looking sceptical|looking skeptical|who raises an eyebrow|who doubts it"
            "|cocking an eyebrow|lifting one brow|who doesn't believe it|who is not convinced|with one brow up"
            "|looking doubtful|like spock|who raised one eyebrow|whose one eyebrow is up|who questions everything"
            "|who is not so sure about it|having doubts|looking dubious",
        },
    },
    "eyes": {
        "default": {
            "with": "open eyes|normal eyes|eyes open|plain eyes|neutral eyes|ordinary eyes|regular eyes|dot eyes"
            "|simple eyes|round dot eyes|eyes looking straight ahead|simple dots for eyes|eyes like dots|usual eyes"
            "|both eyes open|two open eyes|small round eyes|standard eyes|button eyes|eyes that are just dots"
            "|two dots as eyes|relaxed open eyes|eyes opened|little dark eyes|dotted eyes|default eyes|calm eyes"
            "|eyes looking at the camera|a straight gaze|typical eyes|bead eyes|beady eyes|opened eyes"
            "|eyes that look at you|a direct gaze|plain dot eyes|eyes without expression|unremarkable eyes"
            "|eyes like buttons|tiny dot eyes|a calm gaze|dots for eyes|common eyes",
            "before": "open eyed|awake|open-eyed|beady eyed|dot eyed|button eyed|wide awake and calm",
            "is": "looking straight ahead|with the eyes open|with eyes open|looking at the camera"
            "|who looks straight at you|who is awake|looking at you|whose eyes are open|looking into the camera"
            "|looking at the viewer|whose eyes are simple dots|facing the camera|who opened the eyes"
            "|looking right at us|who woke up|opening the eyes",
        },
        "happy": {
            "with": "happy eyes|smiling eyes|joyful eyes|laughing eyes|cheerful eyes|eyes curved with joy"
            "|arched happy eyes|merry eyes|eyes closed in a smile|eyes like little rainbows|upside down u eyes"
            "|eyes smiling|eyes squeezed with joy|crescent eyes|eyes closed with laughter|anime happy eyes|cheery eyes"
            "|delighted eyes|eyes full of joy|crescent moon eyes|eyes like crescents|arc shaped eyes|beaming eyes"
            "|eyes that smile|curved smiling eyes|eyes laughing|eyes curved upwards|eyes creased from laughing"
            "|jolly eyes|eyes bent into arches|kawaii happy eyes|content eyes|glad eyes|eyes shaped like arches"
            "|blissful happy eyes|eyes shut with joy|eyes shut from laughing|smizing eyes|arches for eyes"
            "|eyes like two hills|eyes like an upside down smile|inverted u eyes|eyes like two arcs",
            "before": "happy eyed|smiling eyed|smizing|merry eyed",
            "is": "smiling with the eyes|whose eyes smile|whose eyes are smiling|with joy in the eyes"
            "|laughing with the eyes|smizing at the camera|whose eyes are happy|with eyes squeezed by laughter"
            "|whose eyes laugh|with a smile in the eyes|whose eyes form happy arches",
        },
        "closed": {
            "with": "closed eyes|eyes closed|shut eyes|eyes shut|sleeping eyes|its eyes closed|both eyes closed"
            "|eyelids shut|closed eyelids|lowered eyelids|both eyes shut|eyelids closed|his eyes closed"
            "|her eyes closed|their eyes closed|shut eyelids|peacefully closed eyes|eyes closed in sleep|lids down"
            "|the eyes firmly closed|fully closed eyes|lowered lids|eyes gently closed|dreaming eyes"
            "|eyes closed like a buddha|eyes that are closed|eyes closed in prayer|eyes closed tight|resting eyes"
            "|unopened eyes|the eyes shut|meditating eyes|downward curved closed eyes|eyelids down"
            "|eyes in a peaceful sleep|two closed eyes|eyes lowered in meditation",
            "before": "sleeping|asleep|meditating|dozing|napping|snoozing|slumbering|closed eyed|shut eyed|fast asleep"
            "|eyes closed|dreaming|praying|sound asleep|dormant|snoring|meditative|dozed off|shuteyed",
            "is": "closing the eyes|who is sleeping|with the eyes closed|who is asleep|taking a nap|deep in meditation"
            "|who fell asleep|who is meditating|who can't see because the eyes are closed|whose eyes are closed"
            "|whose eyes are shut|who is taking a nap|with lids lowered|who keeps the eyes shut|who closes the eyes"
            "|sleeping soundly|having a nap|dreaming away|shutting the eyes|in deep sleep"
            "|catching forty winks of sleep|doing yoga meditation|resting the eyes|who nodded off|in the land of nod"
            "|who dozed off|having a snooze|who is dreaming|falling asleep|who sleeps|in a deep sleep"
            "|who closed both eyes|sleeping like a baby|with both eyes shut|who shut the eyes|who does not look"
            "|lost in prayer|having a kip|blinking|in meditation|saying a prayer|caught blinking in the photo"
            "|sleeping like a log|catching some z's|at rest with eyes shut|who blinked|whose eyelids are down",
        },
        "closed|squint": {
            "with": "sleepy eyes|drowsy eyes|tired eyes|heavy lids|heavy eyelids|sleepy lids",
            "before": "sleepy|drowsy|tired|sleepy eyed|tired looking|heavy lidded",
            "is": "half asleep|who needs some sleep|who is tired|looking sleepy|who needs a coffee|looking tired"
            "|up too late|ready for bed|who is sleepy|who had a long day|who can hardly keep the eyes open",
        },
        WINKS: {
            "with": "a wink|a winking eye|one eye closed|winking eyes|one closed eye|one eye shut"
            "|one eye open and one closed|a cheeky wink|a flirty wink|one open eye|a winky face|one shut eye"
            "|a playful wink|one eye winking|only one eye open|a friendly wink|a knowing wink|an eye closed in a wink"
            "|a wink in the eye|a winky eye|a winking face|a mischievous wink|a naughty wink|just one eye open"
            "|one eyelid shut",
            "before": "winking|winky|one eye closing|flirty winking|winking-eyed",
            "is": "who winks|that is winking|giving a wink|who is winking|winking at you|who closes one eye"
            "|winking with one eye|closing one eye|with one eye shut|flirting with a wink|who gives a wink"
            "|winking at the camera|who shuts one eye|who winks at you|tipping the wink|winking at somebody|who winked"
            "|doing a wink|winking playfully|who is giving a sly wink|who knows a secret and winks"
            "|blinking with one eye",
        },
        "winkWacky": {
            "with": "a wacky wink|a crazy wink|one eye wide open and the other shut|a goofy wink"
            "|one huge eye and a closed one|a mad wink|a wink with one wide eye|a zany wink|a kooky wink"
            "|a wink with one bulging eye",
            "before": "wacky|zany|goofy eyed|crazy winking",
            "is": "winking like crazy|with one eye popping and one shut",
        },
        "surprised": {
            "with": "surprised eyes|wide eyes|wide open eyes|big eyes|shocked eyes|round eyes|eyes wide open|huge eyes"
            "|eyes as big as saucers|large round eyes|eyes popping out|bulging eyes|startled eyes|astonished eyes"
            "|goggling eyes|eyes like saucers|eyes open wide|really big eyes|wide round eyes|a look of surprise"
            "|a surprised look|a look of shock|a shocked look|big round eyes|popped eyes|eyes opened wide"
            "|enormous eyes|staring eyes|giant eyes|bug eyes|goggle eyes|an astonished look|an amazed look|amazed eyes"
            "|an expression of surprise|eyes big as plates|googly eyes|white ringed eyes|eyes wide with surprise"
            "|a stunned look|owl eyes|popping eyes|a startled look|a surprised face|a deer in the headlights look"
            "|the whites of the eyes showing|wide-open eyes|eyes wide with shock|great big eyes|fully opened eyes"
            "|wide staring eyes|a surprised expression|eyes full of surprise",
            "before": "surprised|wide eyed|shocked|astonished|amazed|startled|stunned|wide-eyed|astounded|big eyed"
            "|flabbergasted|goggle eyed|dumbfounded|bug eyed|saucer eyed|gobsmacked|staring|surprised looking"
            "|totally surprised|taken aback|thunderstruck|pop eyed|round eyed|awestruck|very surprised|suprised"
            "|dumbstruck|bulgy eyed|starry wide eyed|gob-smacked|bowled over|shook|agog|surprized",
            "is": "looking surprised|who is surprised|who is shocked|who got a surprise|staring in surprise"
            "|who can't believe the eyes|looking shocked|with eyes popping out|who has just seen a ghost"
            "|looking amazed|looking astonished|with eyes like saucers|taken by surprise|who is amazed|in shock"
            "|who is stunned|who didn't expect that|whose eyes are wide|whose eyes are huge|staring wide eyed"
            "|caught by surprise|looking startled|who is in shock|who saw something incredible"
            "|like a rabbit in headlights|with the eyes wide open|who was taken by surprise|opening the eyes wide"
            "|who sees the surprise party|whose eyes pop out|who cannot believe it|like a deer in the headlights"
            "|looking stunned|who looks surprised|who is astonished|that looks shocked|who got a fright"
            "|with his eyes popping out of his head|with eyes big as plates|goggling at something|having a shock",
        },
        "hearts": {
            "with": "heart eyes|hearts in the eyes|heart shaped eyes|hearts for eyes|love eyes|hearts as eyes"
            "|red heart eyes|heart-shaped eyes|lovestruck eyes|eyes shaped like hearts|eyes full of love"
            "|love hearts in the eyes|eyes like hearts|hearts instead of eyes|red hearts as eyes|adoring eyes"
            "|heart emoji eyes|two hearts on the face|lovey dovey eyes|a loving look|emoji heart eyes|enamoured eyes"
            "|eyes that are hearts|valentine eyes|pink hearts as eyes|eyes made of hearts|romantic eyes"
            "|hearty eyes of love|a crush|a look of love|heart symbols for eyes|valentine hearts for eyes"
            "|love heart eyes|infatuated eyes|hearts where the eyes should be",
            "before": "in love|heart eyed|loving|lovestruck|love struck|smitten|infatuated|enamoured|heart-eyed"
            "|adoring|lovesick|besotted|enamored|head over heels in love|lovey dovey|love-struck|loved up|amorous"
            "|romantic|madly in love|love sick|love drunk",
            "is": "who is in love|that is in love|head over heels|who fell in love|who loves somebody|falling in love"
            "|madly in love with somebody|whose eyes are hearts|with hearts popping out of the eyes"
            "|who is madly in love|who adores you|with love in the eyes|who has a crush|who saw the love of their life"
            "|hit by cupid's arrow|struck by cupid|who is smitten|who is lovestruck|crazy about somebody|who loves you"
            "|making heart eyes|on valentine's day|who is in love with you|whose eyes show love|in love with the world"
            "|whose eyes turned into hearts|with eyes of love|hit by love at first sight|looking with love"
            "|who has fallen in love|blinded by love",
        },
        "cry": {
            "with": "a tear|tears|teary eyes|crying eyes|a tear on the cheek|tears in the eyes|a teardrop|wet eyes"
            "|a tear running down|a tear drop|watery eyes|a tear in the eye|a single tear|weeping eyes|a falling tear"
            "|tearful eyes|tears on the face|one tear|a blue tear|a drop under the eye|a tear rolling down the cheek"
            "|eyes full of tears|tears running down|a wet cheek",
            "before": "crying|weeping|tearful|teary|sobbing|teary eyed|blubbering|teary-eyed|tear stained|bawling"
            "|weepy|in tears",
            "is": "who cries|shedding a tear|who is crying|bursting into tears|weeping bitterly"
            "|with tears running down|that is crying|who had a good cry|moved to tears|crying a river"
            "|crying like a baby|with a tear in one eye|shedding tears|who weeps|close to tears|who sheds a tear"
            "|having a cry|who peeled onions|cutting onions|whose eyes are wet|who can't stop crying",
        },
        "eyeRoll": {
            "with": "rolling eyes|eyes rolled up|rolled eyes|eyes rolled upwards|an eye roll|eyes looking up"
            "|eyes turned to the ceiling|eyes turned upwards|the eyes rolled back|eyes rolled to heaven|eyes rolling"
            "|upturned eyes|eyes looking to the sky|eyes up|an upward look|eyes looking at the ceiling|an upward gaze",
            "before": "eye rolling|eye-rolling|upward looking",
            "is": "rolling the eyes|who rolls the eyes|looking up|looking at the ceiling|looking upwards"
            "|looking to the sky|who looks up|rolling his eyes|rolling her eyes|who rolls their eyes"
            "|looking up to heaven|whose eyes are rolled up|gazing upwards|who is so done with this|looking above"
            "|who thinks you are ridiculous",
        },
        "side": {
            "with": "side eyes|eyes looking sideways|a sideways glance|a side glance|a sidelong look|shifty eyes"
            "|the eyes turned to the side|a side eye|eyes to the side|a sideways look|eyes looking to one side"
            "|a sidelong glance|averted eyes|eyes looking away|an averted gaze|a furtive look|eyes shifted sideways"
            "|sneaky eyes|the side-eye|eyes turned sideways|sly eyes|sideward eyes",
            "before": "side eyeing|shifty eyed|sideways looking|sneaky looking|shifty",
            "is": "looking sideways|looking to the side|who looks away|glancing sideways|giving the side eye"
            "|looking away|who looks to the side|glancing to one side|who averts the eyes|peeking to the side"
            "|avoiding eye contact|looking askance|checking who is beside|with eyes turned to the side"
            "|looking out of the corner of the eye|who looks sideways|peeping sideways|looking over to the side",
        },
        "squint": {
            "with": "squinting eyes|half closed eyes|narrowed eyes|narrow eyes|half shut eyes|half open eyes"
            "|half-closed eyes|a squint|droopy eyelids|half lidded eyes|slitted eyes|bored eyes|eyes half closed"
            "|half opened eyes|eyes squinted|bleary eyes|droopy eyes|hooded eyes|eyes half open|almost closed eyes"
            "|unimpressed eyes|lazy eyes",
            "before": "squinting|narrow eyed|half lidded|squinty|squinty eyed|bleary eyed|droopy eyed",
            "is": "squinting at something|with the eyes half closed|narrowing the eyes|who squints|with eyes half shut"
            "|who narrows the eyes|whose eyes are half open|whose lids are half down|whose eyes are narrow"
            "|looking through narrowed eyes",
        },
        "xDizzy": {
            "with": "x eyes|crosses for eyes|eyes like x|crossed out eyes|dead eyes|x-shaped eyes|dizzy eyes"
            "|eyes crossed out|crosses as eyes|xs for eyes|x x eyes|x marks for eyes|eyes shaped like an x"
            "|two crosses instead of eyes|knocked out eyes|x's over the eyes|eyes like crosses|x-ed out eyes"
            "|cartoon dead eyes|crosses in place of the eyes",
            "before": "dead|dizzy|knocked out|unconscious|ko|passed out|dead looking|x eyed|out cold|fainted"
            "|knocked-out|lifeless",
            "is": "who is dead|who fainted|knocked out cold|looking dead|who passed out|who is unconscious"
            "|who was knocked out|who feels dizzy|down for the count|who has died|dead as a doornail"
            "|who lost consciousness|whose eyes are crosses|who dropped dead|looking dizzy|seeing stars"
            "|who kicked the bucket",
        },
    },
    "mouth": {
        "smile": {
            "with": "a big smile|a happy mouth|a grin|a happy smile|a wide smile|a broad smile|a broad grin"
            "|a toothy smile|a beaming smile|a huge smile|a laughing mouth|a big grin|an open smile|a laugh"
            "|a cheerful smile|a joyful smile|a big happy smile|an ear to ear grin|a wide grin|a smile with teeth"
            "|an open mouthed smile|a happy grin|a happy face|a bright smile|a radiant smile|a delighted smile"
            "|a joyous mouth|a big laugh|a smile from ear to ear|a sunny smile|a dazzling smile|a toothpaste smile"
            "|a smile showing the teeth|an enormous smile|a giant smile|a cheesy smile|a hearty laugh"
            "|a hollywood smile|a massive grin|a merry smile|a cheerful face|a joyful face|a laughing face"
            "|a happy expression|a cheerful expression|a cheery grin|a great big smile|a winning smile|a jolly smile"
            "|a good mood|a happy look|a smile that shows teeth|an upbeat look|a million dollar smile"
            "|a face full of joy|a joyful expression|happiness in the face|joy in the face|a wide open smile",
            "before": "happy|grinning|cheerful|laughing|joyful|beaming|delighted|merry|jolly|glad|joyous"
            "|broadly smiling|very happy|super happy|jovial|gleeful|cheery|happy looking|laughing out loud|elated"
            "|good humoured|overjoyed|chuckling|happy faced|chirpy|upbeat|smily faced|good humored|happy-go-lucky"
            "|giggling|over the moon|jubilant|happily smiling|extremely happy|grining|so happy|chipper|radiant"
            "|bright faced|exuberant|on cloud nine|happpy|widely smiling|blissful|buoyant|tickled pink|good natured"
            "|wreathed in smiles|ear to ear grinning|rejoicing",
            "is": "who is happy|who laughs|laughing out loud|who is laughing|grinning from ear to ear|beaming with joy"
            "|who beams|looking happy|full of joy|in a good mood|laughing at a joke|who looks happy|having fun"
            "|who is having a good time|who is over the moon|having a good laugh|happy as a clam|who grins"
            "|with joy in the face|who just won the lottery|who heard good news|being happy|full of happiness"
            "|who is glad|who is in a good mood|as happy as can be|happy as larry|who is so happy|that looks happy"
            "|who got good news|jumping for joy|glad to see you|who is cheerful|who is overjoyed"
            "|showing teeth in a big smile|made happy|looking cheerful|who heard a joke|who enjoys life"
            "|who is full of joy|looking pleased|happy as a lark|laughing his head off|laughing her head off"
            "|cracking up|who is delighted|having a blast|that laughs|grinning like a cheshire cat|feeling happy",
        },
        "smile|twinkle": {
            "with": "a smile|a smiling mouth|smile|a smiling face|lips curved into a smile|the corners of the mouth up"
            "|a smile on the face|a smily face|an upturned mouth|a curved up mouth|a nice smile|a friendly smile"
            "|a pretty smile|a smile on the lips|a warm smile|a kind smile|a lovely smile|mouth corners turned up"
            "|a welcoming smile|a sweet smile|a pleasant smile|a friendly face|a friendly look|a friendly expression"
            "|smiling lips|a smiley face|a smiling expression|a mouth turned up|a positive expression",
            "before": "smiling|smiley|smily|friendly|smilling|pleased|amiable|friendly looking|smiling-faced|affable"
            "|smiley faced|smiling faced|kindly smiling|warmly smiling|sweetly smiling",
            "is": "who smiles|that is smiling|who is smiling|smiling at the camera|smiling at you|giving a smile"
            "|wearing a smile|smiling for the photo|with a smile on the lips|who said cheese|who gives a smile"
            "|smiling nicely|looking friendly|putting on a smile|saying cheese|that smiles|smiling kindly"
            "|who can't help smiling|who started to smile|who shows a smile|who is friendly|made to smile"
            "|whose mouth smiles|flashing a smile",
        },
        "twinkle": {
            "with": "a closed mouth smile|a closed-lip smile|a thin curved smile|lips closed in a smile"
            "|a smile without teeth|a smirk|a mona lisa smile|a curved line for a mouth|a line smile"
            "|a simple curved smile|a smile like a u|a closed smile|a smug smile|a toothless smile"
            "|a smile with closed lips|a u-shaped mouth|a dimpled smile",
            "before": "smirking|smug|quietly smiling",
            "is": "smiling with the mouth closed|smiling with closed lips|who smirks|smirking a little",
        },
        "default|twinkle": {
            "with": "a small smile|a slight smile|a little smile|a gentle smile|a faint smile|a hint of a smile"
            "|a tiny smile|a soft smile|a mild smile|a subtle smile|a half smile|a light smile|a discreet smile"
            "|a modest smile|a polite smile|a bit of a smile|a quiet smile|a calm smile|a content smile"
            "|a reserved smile|a restrained smile|a timid smile|a shy smile|a contented mouth|a weak smile"
            "|a smile that is not too big|a small happy mouth|a decent little smile",
            "before": "slightly smiling|gently smiling|faintly smiling|mildly smiling|softly smiling|contented",
            "is": "smiling a little|smiling slightly|smiling just a bit|who smiles a little|barely smiling"
            "|smiling gently|who almost smiles|who smiles only a bit|smiling faintly|smiling shyly|smiling politely",
        },
        "default": {
            "with": "a small open smile|a half moon mouth|a mouth like a half circle|a small open mouth smile"
            "|a semicircle mouth|a mouth like a bowl|a small rounded mouth|a mouth like a slice of melon"
            "|a dark half round mouth|a little half moon smile|a mouth like a half disc|a d-shaped mouth on its side"
            "|a default mouth|a mouth slightly open in a smile",
        },
        "default|serious": {
            "with": "a neutral mouth|a normal mouth|a plain mouth|a calm mouth|an ordinary mouth|a small mouth"
            "|a little mouth|a relaxed mouth|an unexcited mouth|a regular mouth|a usual mouth|a simple mouth"
            "|a tiny mouth",
        },
        "serious": {
            "with": "a serious mouth|a straight mouth|a serious expression|a flat mouth|a serious look|a poker face"
            "|a straight face|a neutral expression|a mouth like a line|a mouth as a straight line"
            "|lips pressed together|tight lips|pressed lips|a blank expression|a deadpan expression"
            "|a flat line for a mouth|a stone face|a deadpan face|a stern mouth|a stern look|a neutral face"
            "|an expressionless face|an earnest look|a straight line mouth|a line for a mouth|a passport photo face"
            "|a level mouth|a grave expression|a serious face|a blank face|a horizontal mouth|no emotion on the face"
            "|an emotionless mouth|a stony expression|a firm mouth|thin straight lips|a solemn look"
            "|a passport photo expression|an indifferent mouth|no expression|an unmoved face|a strict look"
            "|a businesslike expression|a dead serious look|an impassive look|a mouth that neither smiles nor frowns"
            "|a dash for a mouth|a minus sign for a mouth",
            "before": "serious|stern|earnest|unsmiling|expressionless|stone faced|straight faced|poker faced|deadpan"
            "|solemn|tight lipped|strict|serious looking|grave|unemotional|emotionless|stony faced|stoic|humourless"
            "|humorless|dead serious|no-nonsense|neutral looking|very serious|stone-faced|impassive|straight-faced"
            "|poker-faced|serious faced|blank faced|indifferent|unamused|sober|tight-lipped|unmoved|strict looking"
            "|mirthless|sober faced|neutral|matter of fact|serios|unexpressive",
            "is": "looking serious|who is serious|keeping a straight face|without any emotion|who shows no emotion"
            "|looking neutral|with a poker face|looking stern|whose mouth is a straight line|who takes it seriously"
            "|not amused|who is not amused|who looks serious|looking strict|with no expression"
            "|like in a passport photo|without expression|as serious as a judge|playing poker"
            "|who doesn't find it funny|who is dead serious|looking unimpressed|who keeps silent"
            "|who doesn't say a word|with a straight face",
        },
        "sad": {
            "with": "a sad mouth|a sad expression|a sad look|a pout|a sad face|an unhappy mouth|an unhappy face"
            "|a gloomy face|a long face|a mournful mouth|a glum mouth|a depressed look|an unhappy expression"
            "|a miserable look|the blues|a sorrowful mouth|a sulky mouth|a dejected look|a face full of sorrow"
            "|sadness in the face|a melancholy look|a gloomy expression|a sorrowful face|a pouting mouth"
            "|a disappointed look|a disappointed mouth|a sullen mouth|a grieving face|a heartbroken look"
            "|a miserable face|a sad emoji mouth|a small sad mouth|an upset face|a bad day|a downcast look|a glum face"
            "|a dismal look|a sour mouth|a broken heart",
            "before": "sad|unhappy|gloomy|depressed|upset|miserable|sad looking|sorrowful|disappointed|heartbroken"
            "|glum|down in the dumps|dejected|mournful|melancholy|downcast|low spirited|sulking|blue feeling"
            "|melancholic|unhappy looking|very sad|so sad|sullen|crestfallen|down hearted|downhearted|sad faced|woeful"
            "|feeling down|pouting|broken hearted|heavy hearted|despondent|joyless|sorrowing|bummed out|sadly looking"
            "|grieving|deeply sad|cheerless|forlorn|disheartened|morose|long faced|grief stricken|lonely and sad"
            "|gutted|let down|dispirited|bereaved|mopey|moping|disconsolate|extremely sad",
            "is": "who is sad|looking sad|that is sad|who looks sad|feeling blue|who feels down|who is unhappy"
            "|down in the mouth|in low spirits|having a bad day|who had a bad day|full of sorrow|who is depressed"
            "|who is upset|with a heavy heart|who got bad news|in the dumps|in a sad mood|looking unhappy"
            "|looking gloomy|looking miserable|who lost a friend|feeling sad|feeling low|whose mouth is sad"
            "|who is heartbroken|with a broken heart|mourning somebody|who feels sad|who feels blue|in mourning"
            "|looking depressed|who is feeling low|down on their luck|who is disappointed|who has the blues"
            "|looking disappointed|sad as can be|looking glum|being sad|made sad|who pouts|whose team just lost"
            "|who is miserable|looking upset|missing somebody|whose heart is broken|who misses home|who sulks"
            "|feeling down in the dumps",
        },
        "serious|sad|twinkle|eating": {
            "with": "closed lips|a closed mouth|a shut mouth|sealed lips|a mouth that is closed|lips closed"
            "|the mouth closed|the lips together",
            "before": "close mouthed|closed mouthed",
            "is": "with the mouth closed|who keeps the mouth shut|whose lips are sealed|with lips sealed"
            "|whose mouth is closed|who closed the mouth|who keeps the lips together|with closed lips"
            "|who shut the mouth",
        },
        "serious|sad|disbelief|concerned": {
            "with": "no smile|no smile on the face|no trace of a smile|no hint of a smile|nothing to laugh about",
            "before": "never smiling|smileless",
            "is": "who is not smiling|who never smiles|who doesn't smile|without a smile|not smiling"
            "|who stopped smiling|with the smile gone|not laughing|who does not laugh|who refuses to smile"
            "|who isn't smiling|without any smile|who lost the smile|not happy at all|who is not happy|who isn't happy",
        },
        "sad|disbelief|concerned": {
            "with": "a downturned mouth|a mouth turned down|mouth corners turned down|an upside down smile"
            "|a drooping mouth|a mouth curved down|the corners of the mouth down|a frowning mouth|an upside-down smile"
            "|a downward mouth|a mouth like an upside down u|a reversed smile|a turned down mouth|an inverted smile"
            "|a downward curved mouth|a mouth bent down",
            "is": "with the mouth turned down|whose mouth points down|whose smile is upside down"
            "|with the corners of the mouth pulled down",
        },
        "disbelief": {
            "with": "a small dismayed mouth|a mouth open in dismay|a mouth like a small dome|a small open frown"
            "|an open sad mouth|a dismayed mouth|a dark half round frown|a mouth like a half circle upside down"
            "|an open downturned mouth",
            "before": "dismayed",
            "is": "gasping in dismay",
        },
        "concerned": {
            "with": "a concerned mouth|a worried mouth|an open mouth turned down|an anxious mouth|a troubled mouth"
            "|a nervous mouth|an uneasy mouth|a half open worried mouth"
            "|a slightly open mouth showing teeth and tongue turned down",
        },
        "screamOpen": {
            "with": "a screaming mouth|mouth wide open|a wide open mouth|a scream|a shouting mouth|a yelling mouth"
            "|a huge open mouth|a mouth agape|a gaping mouth|a big open mouth|the mouth opened wide|a roaring mouth"
            "|a mouth like a cave|a loud voice|a yell|a fully open mouth|the mouth open in a scream|a loud shout"
            "|a jaw that drops|a dropped jaw|a mouth opened to scream|a shrieking mouth|a bellowing mouth"
            "|a gaping scream|a wide mouth screaming|a loud scream|jaw dropped|a mouth stretched open|a shriek"
            "|a mouth wide enough for the dentist|a horror movie scream|an open screaming mouth|a holler|mouth agape",
            "before": "screaming|shouting|yelling|shrieking|hollering|roaring|howling|screeching|bellowing|agape"
            "|jaw dropped|gaping|slack jawed|loudly shouting|screeming|loud mouthed|loud|loudly screaming|squealing"
            "|vociferous",
            "is": "who is screaming|who screams|that is shouting|who shouts|yelling at somebody|screaming out loud"
            "|with the mouth wide open|crying out|who is shouting|letting out a scream|at the top of the lungs"
            "|who yells|opening the mouth wide|screaming for help|who is yelling|with the jaw dropped"
            "|roaring like a lion|who raised the voice|making a lot of noise|who opens the mouth wide"
            "|shouting something|calling out loud|whose mouth is wide open|screaming like in a horror film"
            "|shouting from the rooftops|screaming the house down|who shouts very loud"
            "|cheering at the top of the voice|who is roaring|yelling something|who lets out a yell|whose jaw dropped"
            "|screaming blue murder|who is screaming out loud|shouting at the top of his lungs|who sits at the dentist"
            "|on a rollercoaster",
        },
        "screamOpen|disbelief|concerned": {
            "with": "an open mouth|mouth open|the mouth open|an opened mouth|a mouth that is open|lips apart",
            "before": "open mouthed|open-mouthed",
            "is": "with the mouth open|whose mouth is open|with an open mouth|opening the mouth|with his mouth open"
            "|with her mouth open",
        },
        "tongue": {
            "with": "the tongue out|a tongue sticking out|tongue out|a tongue|its tongue out|his tongue out"
            "|her tongue out|a stuck out tongue|a tongue poking out|a hanging tongue|a pink tongue showing"
            "|the tongue hanging out|a cheeky tongue|the tongue stuck out|the tongue showing|a tongue hanging out"
            "|a rude tongue|a silly face|a funny face|a protruding tongue|the tongue outside the mouth|a long tongue"
            "|an outstretched tongue|a silly grimace with the tongue|their tongue out|a tounge|a tongue like a dog"
            "|a cheeky face|an einstein face|a rolling stones tongue|a playful tongue|a tongue that pokes out"
            "|a raspberry blowing mouth|a tongue sticking out of the mouth",
            "before": "silly|cheeky|tongue wagging|playful|goofy|tongue showing|tongue out|naughty|clowning|larking"
            "|raspberry blowing|jesting|cheeky looking|foolish looking|fooling|bratty|tongue-out",
            "is": "sticking out the tongue|sticking its tongue out|showing the tongue|sticking the tongue out"
            "|making a face|pulling a silly face|who sticks the tongue out|poking out the tongue"
            "|sticking his tongue out|sticking her tongue out|making a silly face|panting|blowing a raspberry"
            "|who shows the tongue|with the tongue hanging out|licking something|teasing somebody|acting silly"
            "|being silly|being cheeky|pulling a funny face|who pokes out the tongue|showing us the tongue"
            "|making fun of you|who teases you|fooling around|who is silly|goofing around|pulling a face"
            "|like einstein in the famous photo|clowning around|who stuck the tongue out|panting like a dog"
            "|saying aah at the doctor's|mocking you|whose tongue is out|tongue sticking out|who is being cheeky"
            "|monkeying around|poking his tongue out|poking her tongue out|with its tongue showing"
            "|putting the tongue out|horsing around",
        },
        "eating": {
            "with": "a full mouth|stuffed cheeks|puffed cheeks|chubby cheeks|rosy cheeks|a chewing mouth"
            "|blushing cheeks|red cheeks|full cheeks|puffy cheeks|pink cheeks|food in the mouth|a mouth full of food"
            "|bulging cheeks|hamster cheeks|round cheeks|a blush|flushed cheeks|blush on the cheeks|chipmunk cheeks"
            "|a chewing face|a blushing face",
            "before": "eating|chewing|munching|blushing|rosy cheeked|rosy-cheeked|red cheeked|chubby cheeked|blushed"
            "|flushed|pink cheeked|chomping|nibbling|embarrassed looking",
            "is": "who is eating|who chews|with the mouth full|having a snack|eating something|chewing something"
            "|stuffing the face|who blushes|enjoying a meal|who has something in the mouth|having lunch"
            "|who is blushing|with the cheeks stuffed|munching on something|chewing gum|tasting something yummy"
            "|having a bite|enjoying the food",
        },
        "grimace": {
            "with": "gritted teeth|clenched teeth|bared teeth|a grimace|all teeth showing|a toothy grimace"
            "|an awkward grin|a row of teeth|teeth on show|teeth clenched together|a mouth full of teeth"
            "|a gritted smile|teeth pressed together|a forced grin|tense teeth|big white teeth|two rows of teeth"
            "|visible clenched teeth|a cringe|a fake grin|a clenched jaw|grit teeth|a teeth baring mouth"
            "|grinding teeth|an awkward grimace|braces on the teeth",
            "before": "grimacing|cringing|awkward|teeth clenching|teeth baring|awkwardly grinning|teeth gritting"
            "|wincing",
            "is": "gritting the teeth|baring the teeth|clenching the teeth|who grits the teeth|grinding the teeth"
            "|cringing at something|who cringes|showing all the teeth|who bares the teeth|feeling awkward"
            "|in an awkward situation|with teeth clenched|who grimaces|who grinds the teeth|showing two rows of teeth"
            "|pulling a grimace",
        },
        "vomit": {
            "with": "vomit|green vomit|green slime from the mouth|vomit coming out of the mouth|puke"
            "|sick coming out of the mouth|green puke|a vomiting mouth|slime running from the mouth"
            "|something green coming out of the mouth|an upset stomach|green sick|nausea|green stuff in the mouth"
            "|a puking mouth|barf",
            "before": "vomiting|puking|throwing up|barfing|nauseous|nauseated|disgusted|sick|retching|spewing|seasick"
            "|queasy|carsick|ill|grossed out|gagging|disgusted looking",
            "is": "who is throwing up|who vomits|being sick|who is vomiting|who pukes|who ate something bad"
            "|feeling sick|who throws up|about to be sick|who is disgusted|sick to the stomach|who is seasick"
            "|losing their lunch|who has food poisoning|who barfs|spewing green slime|chucking up|who feels sick"
            "|with vomit running down|tossing their cookies|who had too much to drink",
        },
    },
}
