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
            "|a menacing look|anger|rage|fury|an angry frown|a cross look|a cross face|a grim frown of the brows"
            "|an evil look|eyebrows like a villain|angry bird eyebrows|eyebrows tilted down in the middle"
            "|steep angry brows|brows like an angry bird|a furious face|a furious expression|a grumpy face"
            "|a grumpy expression|a mad face|wrath|an annoyed face|an annoyed expression|a grouchy look"
            "|steam coming out of the ears|frowny eyebrows|contracted brows|a vexed look|a scowl on the face"
            "|pulled together eyebrows",
            "before": "angry|mad|furious|grumpy|annoyed|cross|enraged|irate|raging|scowling|glowering|hostile"
            "|bad tempered|irritated|outraged|aggressive|wrathful|fuming|livid|angry looking|very angry|ill tempered"
            "|infuriated|pissed off|hot headed|seething|mean looking|angered|glaring|fierce looking|aggrieved"
            "|ticked off|bad-tempered|hacked off|incensed|grouchy|evil looking|hot tempered|raging mad|short tempered"
            "|so angry|cranky|furious looking|menacing|indignant|exasperated|angry browed|hopping mad|peeved|riled up"
            "|crabby|irascible|enraged looking|bristling|sour tempered|spiteful looking|hotheaded|wound up|cheesed off"
            "|angry faced|cross looking|grumpy looking|boiling|hangry|vexed|choleric|in a huff|raging with anger"
            "|fuming mad|testy|miffed|narky|stroppy",
            "is": "who is angry|looking angry|that looks angry|who got angry|who is mad|with brows drawn together"
            "|with eyebrows pulled down|who is in a bad mood|in a bad mood|who looks angry|full of rage|who is furious"
            "|about to explode|who got out of bed on the wrong side|with a temper|seeing red|losing the temper"
            "|who is cross|who is fuming|looking daggers|who is annoyed|fit to be tied|who wants to punch somebody"
            "|with a face like thunder|knitting the brows|furrowing the brows|steaming with anger"
            "|beside himself with rage|who had enough of it|looking mad|looking furious|looking cross|looking annoyed"
            "|looking mean|who lost the temper|who is pissed off|in a rage|whose eyebrows form a v"
            "|whose eyebrows are angry|whose brows point down|made angry|boiling with anger|getting angry|being angry"
            "|who is ready for a fight|who looks mad at me|lowering the eyebrows|angry as a bull|who looks grumpy"
            "|looking ready to fight|about to blow a fuse|who sees red|who hit the roof"
            "|with steam coming out of the ears|who looks furious|having a tantrum|fuming with rage"
            "|who is out for revenge|who is boiling|who just got a parking ticket|full of anger|full of fury"
            "|full of wrath|looking grumpy|going ballistic|mad as hell|mad as a hornet|who is very angry"
            "|who is so angry|who gets angry|scowling at you|glaring at you|frowning with anger|whose blood is boiling"
            "|hot under the collar|up in arms|throwing a tantrum|with anger in the face|who lost patience"
            "|feeling angry|who blew a gasket|with angry brows",
        },
        RAISED: {
            "with": "raised eyebrows|excited eyebrows|raised brows|high eyebrows|an excited look|lifted eyebrows"
            "|eyebrows raised high|arched eyebrows|high brows|eyebrows up|eyebrows way up|brows up|upraised eyebrows"
            "|lifted brows|eyebrows pulled up|eyebrows high on the forehead|high arched brows|both eyebrows raised"
            "|eyebrows up in the air|brows arched high|eyebrows near the hairline|excited brows|curved high eyebrows"
            "|an excited face|an excited expression|both brows lifted|eager eyebrows|an enthusiastic look|arched brows"
            "|eyebrows shooting up|an eager look|highly arched eyebrows|rounded high brows|a thrilled look"
            "|enthusiastic brows|elevated eyebrows|elevated brows|eyebrows that go up|up-lifted eyebrows|excitement"
            "|enthusiasm|eagerness|eyebrows raised to the hairline|high raised brows|lifted up eyebrows|a keen look"
            "|upward eyebrows|eyebrows like two arches|eyebrows like bridges|eyebrows lifted in excitement"
            "|a look of excitement|raised up eyebrows|upturned excited brows|sky high eyebrows|eyebrows drawn high"
            "|brows raised in excitement|eyebrows going up",
            "before": "excited|thrilled|eager|enthusiastic|exited looking|very excited|super excited|so excited"
            "|excited looking|hyped|hyped up|pumped up|keen|all excited|stoked|fired up|psyched|raring to go|buzzing"
            "|exhilarated|excitable|eager looking|full of beans|giddy with excitement",
            "is": "raising the eyebrows|looking excited|raising both eyebrows|who raised the eyebrows"
            "|with eyebrows lifted|who is excited|who can't wait|who lifts the eyebrows|whose eyebrows are raised"
            "|whose eyebrows are up|lifting the brows|arching the eyebrows|full of excitement|who is thrilled"
            "|looking eager|looking enthusiastic|who is all excited|whose eyebrows shot up|with the eyebrows up"
            "|who cannot wait for it|with both brows up|full of anticipation|on tenterhooks"
            "|looking forward to something|who is very excited|excited like a child before christmas|looking thrilled"
            "|being excited|who is eager to start|buzzing with excitement|with eyebrows up to the hairline"
            "|with eyebrows raised|with raised brows|who is hyped|who is fired up|shaking with excitement"
            "|who is enthusiastic|who looks excited|looking super excited|who got concert tickets|who cannot sit still"
            "|feeling excited|with the brows lifted|with both eyebrows up|full of enthusiasm",
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
            "|worried wrinkled brows|concerned brows|eyebrows of a worrier|pitiful eyebrows|worry|concern|anxiety"
            "|worries|a worrier's face|eyebrows like a roof|roof shaped eyebrows|a frightfully worried look"
            "|a sorry look|a help-me look|begging eyebrows|eyebrows like a sad clown|eyebrows of a worried mother"
            "|a stressed look|a stressed face|stage fright|brows bent in worry|brows of distress|a distressed look"
            "|brows slanting outwards|outward sloping eyebrows|sloping eyebrows|tilted worried brows"
            "|eyebrows with raised inner ends|compassionate eyebrows|a caring worried look|a look of concern"
            "|a look of worry",
            "before": "worried|concerned|anxious|nervous|troubled|worried looking|uneasy|apprehensive|worrying|fretful"
            "|distressed|worried-looking|very worried|deeply concerned|stressed|stressed out|on edge|fretting"
            "|anxious looking|nervous looking|pleading|apologetic|timid|insecure|guilty looking|worrisome"
            "|concerned looking|ill at ease|a bit worried|fretting and worried|jittery|apprehensive looking|fidgety"
            "|sorry looking|stressed looking|anxiety ridden|worry stricken|burdened|fearful of the future|perturbed"
            "|unsettled|edgy",
            "is": "looking worried|looking concerned|who is worried|who worries|who is concerned"
            "|worrying about something|with brows full of worry|looking anxious|who looks anxious|worried sick"
            "|who has worries|who is nervous|who worries a lot|looking nervous|begging for help|who is anxious"
            "|full of worry|full of concern|who fears the worst|looking troubled|biting the nails with worry"
            "|whose brows show worry|who can't stop worrying|with a lot of worries|looking sorry"
            "|looking like a beaten dog|asking for forgiveness|feeling anxious|feeling nervous"
            "|before an important exam|who waits for bad news|whose eyebrows look sad|whose eyebrows are worried"
            "|looking uneasy|in deep concern|with sadness in the eyebrows|looking guilty|with a worried mind"
            "|sick with worry|being worried|whose eyebrows droop at the sides|who lost the passport|who is stressed"
            "|with an exam tomorrow|with butterflies in the stomach|who looks worried|who looks concerned"
            "|who looks nervous|who feels anxious|on pins and needles|having sleepless worries"
            "|with the weight of the world on the shoulders|with a frown of worry|who is troubled|in distress"
            "|who is scared of the exam|looking stressed|feeling worried|who is full of worry"
            "|who waits at the hospital|hoping for the best but fearing the worst|whose brows slant down at the sides",
        },
        PLAIN_BROWS: {
            "with": "normal eyebrows|plain eyebrows|neutral eyebrows|relaxed eyebrows|calm eyebrows|ordinary eyebrows"
            "|regular eyebrows|unremarkable eyebrows|relaxed brows|neutral brows|resting eyebrows|eyebrows at rest"
            "|normal brows|gently curved eyebrows|eyebrows without expression|standard eyebrows|natural relaxed brows"
            "|plain brows|calm brows|gently arched relaxed eyebrows|ordinary brows|usual eyebrows|simple eyebrows"
            "|default eyebrows|softly curved brows|eyebrows neither up nor down|untroubled brows|typical eyebrows"
            "|unraised eyebrows|peaceful brows|an unworried brow|brows in their normal place|brows without any tension"
            "|soft relaxed eyebrows|everyday eyebrows|unfurrowed brows|a smooth brow|slightly curved eyebrows"
            "|unexcited eyebrows|a relaxed brow|a calm brow",
            "is": "whose eyebrows are relaxed|whose eyebrows are normal|with the eyebrows relaxed|with brows at rest"
            "|whose brows are neutral|whose eyebrows show nothing|whose eyebrows are neither raised nor lowered"
            "|whose brows are relaxed",
        },
        "flatNatural": {
            "with": "flat eyebrows|straight eyebrows|straight thick eyebrows|flat brows|level eyebrows"
            "|horizontal eyebrows|thick straight brows|straight brows|eyebrows like two lines|heavy flat brows"
            "|eyebrows like two dashes|bushy straight eyebrows|eyebrows in a straight line|bert's eyebrows"
            "|low straight eyebrows|heavy straight brows|eyebrows like bars|eyebrows drawn straight|strict flat brows"
            "|eyebrows without any curve|uncurved eyebrows|angular flat eyebrows",
            "before": "flat browed|straight browed",
            "is": "whose eyebrows are flat|whose eyebrows are straight|whose brows form two straight lines",
        },
        "unibrowNatural": {
            "with": "a unibrow|a monobrow|one long eyebrow|joined eyebrows|connected eyebrows|eyebrows grown together"
            "|a mono brow|a uni-brow|eyebrows that meet|eyebrows meeting in the middle|a single eyebrow"
            "|one continuous eyebrow|one eyebrow across both eyes|eyebrows that join above the nose"
            "|hair between the eyebrows|unplucked joined brows|a frida kahlo eyebrow|a uni brow|just one big eyebrow"
            "|merged eyebrows|brows joined together|an unbroken brow line|a bushy unibrow|a caterpillar above the eyes"
            "|eyebrows that touch each other|a joined up eyebrow",
            "before": "unibrowed|monobrowed",
            "is": "whose eyebrows meet|whose eyebrows have grown together|whose brows meet above the nose"
            "|with no gap between the eyebrows|who never plucks between the brows|who has a unibrow|who has a monobrow",
        },
        UNEVEN: {
            "with": "one raised eyebrow|a raised eyebrow|one eyebrow up|a sceptical look|a skeptical look"
            "|a quizzical look|one eyebrow higher|one lifted eyebrow|uneven eyebrows|a cocked eyebrow"
            "|an arched eyebrow|one eyebrow raised|a questioning look|crooked eyebrows|a doubting look"
            "|asymmetrical eyebrows|one brow up and one down|one brow raised|a doubtful look"
            "|an eyebrow raised in doubt|one eyebrow up and one down|a skeptical eyebrow|a sceptical eyebrow"
            "|an ironic eyebrow|a spock eyebrow|the rock's eyebrow|an eyebrow cocked in disbelief|mismatched eyebrows"
            "|unequal brows|a dubious look|a people's eyebrow|a raised brow|one eyebrow cocked|a suspicious eyebrow"
            "|an eyebrow that goes up|lopsided eyebrows|a villainous single raised brow",
            "before": "sceptical|skeptical|quizzical|doubtful|doubting|questioning|dubious|unconvinced",
            "is": "raising one eyebrow|looking sceptical|looking skeptical|who raises an eyebrow|who doubts it"
            "|cocking an eyebrow|lifting one brow|who doesn't believe it|who is not convinced|with one brow up"
            "|looking doubtful|like spock|who raised one eyebrow|whose one eyebrow is up|who questions everything"
            "|who is not so sure about it|having doubts|looking dubious|with an eyebrow raised|raising an eyebrow"
            "|who raises one brow|with one eyebrow up",
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
            "|eyes like buttons|tiny dot eyes|a calm gaze|dots for eyes|common eyes|eyes wide awake but calm"
            "|two small dots for eyes|round little eyes|brown dot eyes|eyes like a teddy|eyes like peppercorns"
            "|normal open eyes|eyes like a lego figure|clear open eyes|eyes not closed|an ordinary look in the eyes"
            "|eyes that are open|pinpoint eyes",
            "before": "open eyed|awake|open-eyed|beady eyed|dot eyed|button eyed",
            "is": "looking straight ahead|with the eyes open|with eyes open|looking at the camera"
            "|who looks straight at you|who is awake|looking at you|whose eyes are open|looking into the camera"
            "|looking at the viewer|whose eyes are simple dots|facing the camera|who opened the eyes"
            "|looking right at us|who woke up|opening the eyes|who keeps the eyes open|whose eyes look normal"
            "|gazing straight at you|who looks into the camera|whose eyes are dots|who is not asleep"
            "|with both eyes open",
        },
        "happy": {
            "with": "happy eyes|smiling eyes|joyful eyes|laughing eyes|cheerful eyes|eyes curved with joy"
            "|arched happy eyes|merry eyes|eyes closed in a smile|eyes like little rainbows|upside down u eyes"
            "|eyes smiling|eyes squeezed with joy|crescent eyes|eyes closed with laughter|anime happy eyes|cheery eyes"
            "|delighted eyes|eyes full of joy|crescent moon eyes|eyes like crescents|arc shaped eyes|beaming eyes"
            "|eyes that smile|curved smiling eyes|eyes laughing|eyes curved upwards|eyes creased from laughing"
            "|jolly eyes|eyes bent into arches|kawaii happy eyes|content eyes|glad eyes|eyes shaped like arches"
            "|blissful happy eyes|eyes shut with joy|eyes shut from laughing|smizing eyes|arches for eyes"
            "|eyes like two hills|eyes like an upside down smile|inverted u eyes|eyes like two arcs"
            "|rainbow shaped eyes|eyes narrowed by laughing|eyes scrunched up in joy|eyes like upside down smiles"
            "|squinty happy eyes|bent happy eyes|eyes of joy|eyes that laugh|eyes turned into arches"
            "|arched closed eyes|eyes curved like bananas|grinning eyes|^^ eyes",
            "before": "happy eyed|smiling eyed|smizing|merry eyed",
            "is": "smiling with the eyes|whose eyes smile|whose eyes are smiling|with joy in the eyes"
            "|laughing with the eyes|smizing at the camera|whose eyes are happy|with eyes squeezed by laughter"
            "|whose eyes laugh|with a smile in the eyes|whose eyes form happy arches|whose eyes are arches of joy"
            "|laughing so hard the eyes close|beaming with the eyes|with eyes curved in laughter",
        },
        "closed": {
            "with": "closed eyes|eyes closed|shut eyes|eyes shut|sleeping eyes|its eyes closed|both eyes closed"
            "|eyelids shut|closed eyelids|lowered eyelids|both eyes shut|eyelids closed|his eyes closed"
            "|her eyes closed|their eyes closed|shut eyelids|peacefully closed eyes|eyes closed in sleep|lids down"
            "|the eyes firmly closed|fully closed eyes|lowered lids|eyes gently closed|dreaming eyes"
            "|eyes closed like a buddha|eyes that are closed|eyes closed in prayer|eyes closed tight|resting eyes"
            "|unopened eyes|the eyes shut|meditating eyes|downward curved closed eyes|eyelids down"
            "|eyes in a peaceful sleep|two closed eyes|eyes lowered in meditation|sleep|closed eye lids"
            "|eyes like a sleeping baby|eyes closed for a kiss|the eyes closed peacefully|eyelids lowered"
            "|eyes not open|a sleeping face|eyes shut like in sleep|lidded closed eyes|no open eyes"
            "|peacefully sleeping eyes",
            "before": "sleeping|asleep|meditating|dozing|napping|snoozing|slumbering|closed eyed|shut eyed|fast asleep"
            "|eyes closed|dreaming|praying|sound asleep|snoring|meditative|dozed off|shuteyed|sleeping peacefully"
            "|resting|hibernating|comatose|zonked|zen|nodding off|kipping|closed-eyed|deep asleep",
            "is": "closing the eyes|who is sleeping|with the eyes closed|who is asleep|taking a nap|deep in meditation"
            "|who fell asleep|who is meditating|who can't see because the eyes are closed|whose eyes are closed"
            "|whose eyes are shut|who is taking a nap|with lids lowered|who keeps the eyes shut|who closes the eyes"
            "|sleeping soundly|having a nap|dreaming away|shutting the eyes|in deep sleep"
            "|catching forty winks of sleep|doing yoga meditation|resting the eyes|who nodded off|in the land of nod"
            "|who dozed off|having a snooze|who is dreaming|falling asleep|who sleeps|in a deep sleep"
            "|who closed both eyes|sleeping like a baby|with both eyes shut|who shut the eyes|who does not look"
            "|lost in prayer|having a kip|blinking|in meditation|saying a prayer|caught blinking in the photo"
            "|sleeping like a log|catching some z's|at rest with eyes shut|who blinked|whose eyelids are down"
            "|sawing logs|who is snoring|counting sheep in a dream|who is in dreamland|who keeps both eyes closed"
            "|making a wish with eyes shut|in slumber|who sees nothing with eyes shut|praying with eyes closed"
            "|listening with closed eyes|enjoying music with closed eyes|who is resting|with closed eyes"
            "|having closed the eyes|gone to sleep|having a siesta|who does yoga with eyes shut|who is praying"
            "|out like a light|hitting the hay|who is fast asleep|with eyes closed|with shut eyes|that is asleep"
            "|that sleeps",
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
            "|one eyelid shut|a wink of one eye|an eye that winks|a saucy wink|a cheeky winking eye|a flirtatious wink"
            "|one eye squeezed shut|an emoji wink|a secret wink|one eye open|an eye closed for fun|a quick wink",
            "before": "winking|winky|one eye closing|winking-eyed|winking and flirting|flirtatiously winking"
            "|cheekily winking|wink giving",
            "is": "who winks|that is winking|giving a wink|who is winking|winking at you|who closes one eye"
            "|winking with one eye|closing one eye|with one eye shut|flirting with a wink|who gives a wink"
            "|winking at the camera|who shuts one eye|who winks at you|tipping the wink|winking at somebody|who winked"
            "|doing a wink|winking playfully|who is giving a sly wink|who knows a secret and winks"
            "|blinking with one eye|winking an eye|who is flirting with a wink|whose one eye is closed"
            "|giving you a wink|with one eye closed|with one eye winking|who just winked|that winks|who closed one eye"
            "|with only one eye open|hinting with a wink|who winks cheekily|winking mischievously",
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
            "|wide staring eyes|a surprised expression|eyes full of surprise|surprise|astonishment|amazement|shock"
            "|a look of astonishment|a look of amazement|eyes like dinner plates|eyes like golf balls|big staring eyes"
            "|wide awake staring eyes|eyes on stalks|eyes big with wonder|eyes of wonder|huge round eyes"
            "|white eyes with a dot|eyes bulging out|eyes popping out of the head|startled big eyes|big white eyes"
            "|eyes like a frog|eyes as wide as they go|a goggling stare|ping pong ball eyes|frightened rabbit eyes"
            "|kermit eyes|oversized eyes|a wide eyed stare|a wide-eyed look|eyes opened very wide",
            "before": "surprised|wide eyed|shocked|astonished|amazed|startled|stunned|wide-eyed|astounded|big eyed"
            "|flabbergasted|goggle eyed|dumbfounded|bug eyed|saucer eyed|gobsmacked|staring|surprised looking"
            "|totally surprised|taken aback|thunderstruck|pop eyed|round eyed|awestruck|very surprised"
            "|dumbstruck|bulgy eyed|gob-smacked|bowled over|shook|agog|gawping|goggling|wonderstruck"
            "|wide eyed and shocked|boggle eyed|goggle-eyed|in awe|blown away|floored|surprised by something"
            "|amazed looking|shocked looking|astonished looking|googly eyed|stupefied|dazed with surprise|bug-eyed",
            "is": "looking surprised|who is surprised|who is shocked|who got a surprise|staring in surprise"
            "|who can't believe the eyes|looking shocked|with eyes popping out|who has just seen a ghost"
            "|looking amazed|looking astonished|with eyes like saucers|taken by surprise|who is amazed|in shock"
            "|who is stunned|who didn't expect that|whose eyes are wide|whose eyes are huge|staring wide eyed"
            "|caught by surprise|looking startled|who is in shock|who saw something incredible"
            "|like a rabbit in headlights|with the eyes wide open|who was taken by surprise|opening the eyes wide"
            "|who sees the surprise party|whose eyes pop out|who cannot believe it|like a deer in the headlights"
            "|looking stunned|who looks surprised|who is astonished|that looks shocked|who got a fright"
            "|with his eyes popping out of his head|with eyes big as plates|goggling at something|having a shock"
            "|who got an unexpected visit|who opens the eyes wide|whose eyes are popping"
            "|whose eyes are as big as saucers|who just saw the bill|having a surprise|rubbing the eyes in wonder"
            "|who can't believe what happened|surprised by a birthday party|full of surprise|full of astonishment"
            "|feeling surprised|getting a surprise|who is staring|with wide eyes|with big eyes|with wide open eyes"
            "|made to jump|with eyes out on stalks|who got startled|caught off guard|who is flabbergasted"
            "|who is astounded|wondering with big eyes|in amazement",
        },
        "hearts": {
            "with": "heart eyes|hearts in the eyes|heart shaped eyes|hearts for eyes|love eyes|hearts as eyes"
            "|red heart eyes|heart-shaped eyes|lovestruck eyes|eyes shaped like hearts|eyes full of love"
            "|love hearts in the eyes|eyes like hearts|hearts instead of eyes|red hearts as eyes|adoring eyes"
            "|heart emoji eyes|two hearts on the face|lovey dovey eyes|a loving look|emoji heart eyes|enamoured eyes"
            "|eyes that are hearts|valentine eyes|pink hearts as eyes|eyes made of hearts|romantic eyes"
            "|hearty eyes of love|a crush|a look of love|heart symbols for eyes|valentine hearts for eyes"
            "|love heart eyes|infatuated eyes|hearts where the eyes should be|love|passion|affection|adoration"
            "|a heart in each eye|a heart for each eye|eyes turned to hearts|heart pupils|the eyes of a lover"
            "|love in the eyes|love struck eyes|eyes that show love|hearts popping from the eyes|two red hearts"
            "|hearts over the eyes|heart like eyes|love shaped eyes|a heart eyed look|emoji love eyes",
            "before": "in love|heart eyed|loving|lovestruck|love struck|smitten|infatuated|enamoured|heart-eyed"
            "|adoring|lovesick|besotted|enamored|head over heels in love|lovey dovey|love-struck|loved up|amorous"
            "|romantic|madly in love|love sick|love drunk|heart-struck|lovey-dovey|devoted|passionate"
            "|enchanted by love|totally in love|deeply in love|so in love|moonstruck|hearts for eyes|twitterpated",
            "is": "who is in love|that is in love|head over heels|who fell in love|who loves somebody|falling in love"
            "|madly in love with somebody|whose eyes are hearts|with hearts popping out of the eyes"
            "|who is madly in love|who adores you|with love in the eyes|who has a crush|who saw the love of their life"
            "|hit by cupid's arrow|struck by cupid|who is smitten|who is lovestruck|crazy about somebody|who loves you"
            "|making heart eyes|on valentine's day|who is in love with you|whose eyes show love|in love with the world"
            "|whose eyes turned into hearts|with eyes of love|hit by love at first sight|looking with love"
            "|who has fallen in love|blinded by love|who found true love|with hearts in both eyes|with heart eyes"
            "|with eyes shaped like hearts|who just got married|who has a sweetheart|writing love letters"
            "|feeling the love|who is newly in love|full of love|feeling in love|adoring somebody|in love with you"
            "|with love hearts for eyes|who saw their crush|who is head over heels|who has butterflies from love"
            "|who adores somebody",
        },
        "cry": {
            "with": "a tear|tears|teary eyes|crying eyes|a tear on the cheek|tears in the eyes|a teardrop|wet eyes"
            "|a tear running down|a tear drop|watery eyes|a tear in the eye|a single tear|weeping eyes|a falling tear"
            "|tearful eyes|tears on the face|one tear|a blue tear|a drop under the eye|a tear rolling down the cheek"
            "|eyes full of tears|tears running down|a wet cheek|one falling teardrop|a droplet under the eye"
            "|tears of sorrow|eyes that are crying|weepy eyes",
            "before": "crying|weeping|tearful|teary|sobbing|teary eyed|blubbering|teary-eyed|tear stained|bawling"
            "|weepy|in tears|tear shedding|wet eyed|tearing up|sobby",
            "is": "who cries|shedding a tear|who is crying|bursting into tears|weeping bitterly"
            "|with tears running down|that is crying|who had a good cry|moved to tears|crying a river"
            "|crying like a baby|with a tear in one eye|shedding tears|who weeps|close to tears|who sheds a tear"
            "|having a cry|who peeled onions|cutting onions|whose eyes are wet|who can't stop crying|with a tear"
            "|with tears|who is weeping|with watery eyes|watching a sad film in tears|crying one tear|sobbing quietly"
            "|who is in tears",
        },
        "eyeRoll": {
            "with": "rolling eyes|eyes rolled up|rolled eyes|eyes rolled upwards|an eye roll|eyes looking up"
            "|eyes turned to the ceiling|eyes turned upwards|the eyes rolled back|eyes rolled to heaven|eyes rolling"
            "|upturned eyes|eyes looking to the sky|eyes up|an upward look|eyes looking at the ceiling|an upward gaze"
            "|eyes rolled in annoyance|pupils at the top of the eyes|eyes gazing up",
            "before": "eye rolling|eye-rolling|upward looking",
            "is": "rolling the eyes|who rolls the eyes|looking up|looking at the ceiling|looking upwards"
            "|looking to the sky|who looks up|rolling his eyes|rolling her eyes|who rolls their eyes"
            "|looking up to heaven|whose eyes are rolled up|gazing upwards|who is so done with this|looking above"
            "|who thinks you are ridiculous|giving an eye roll|with eyes turned up|rolling their eyes at you"
            "|with the eyes rolled|with eyes rolled up",
        },
        "side": {
            "with": "side eyes|eyes looking sideways|a sideways glance|a side glance|a sidelong look|shifty eyes"
            "|the eyes turned to the side|a side eye|eyes to the side|a sideways look|eyes looking to one side"
            "|a sidelong glance|averted eyes|eyes looking away|an averted gaze|a furtive look|eyes shifted sideways"
            "|sneaky eyes|the side-eye|eyes turned sideways|sly eyes|sideward eyes|eyes looking left or right"
            "|eyes glancing aside|a look to the side|pupils to the side",
            "before": "side eyeing|shifty eyed|sideways looking|sneaky looking|shifty",
            "is": "looking sideways|looking to the side|who looks away|glancing sideways|giving the side eye"
            "|looking away|who looks to the side|glancing to one side|who averts the eyes|peeking to the side"
            "|avoiding eye contact|looking askance|checking who is beside|with eyes turned to the side"
            "|looking out of the corner of the eye|who looks sideways|peeping sideways|looking over to the side"
            "|with a side glance|spying to the side|who gives a side eye|side-eyeing somebody|looking to one side"
            "|with shifty eyes",
        },
        "squint": {
            "with": "squinting eyes|half closed eyes|narrowed eyes|narrow eyes|half shut eyes|half open eyes"
            "|half-closed eyes|a squint|droopy eyelids|half lidded eyes|slitted eyes|bored eyes|eyes half closed"
            "|half opened eyes|eyes squinted|bleary eyes|droopy eyes|hooded eyes|eyes half open|almost closed eyes"
            "|unimpressed eyes|lazy eyes|eyes open only a crack|small slits for eyes|eyes narrowed to slits"
            "|half-open eyes|eyes nearly shut|lids half down",
            "before": "squinting|narrow eyed|half lidded|squinty|squinty eyed|bleary eyed|droopy eyed",
            "is": "squinting at something|with the eyes half closed|narrowing the eyes|who squints|with eyes half shut"
            "|who narrows the eyes|whose eyes are half open|whose lids are half down|whose eyes are narrow"
            "|looking through narrowed eyes|with half closed eyes|who can't see clearly and squints"
            "|squinting into the sun|with narrowed eyes|trying to read small print",
        },
        "xDizzy": {
            "with": "x eyes|crosses for eyes|eyes like x|crossed out eyes|dead eyes|x-shaped eyes|dizzy eyes"
            "|eyes crossed out|crosses as eyes|xs for eyes|x x eyes|x marks for eyes|eyes shaped like an x"
            "|two crosses instead of eyes|knocked out eyes|x's over the eyes|eyes like crosses|x-ed out eyes"
            "|cartoon dead eyes|crosses in place of the eyes|two x's for eyes|eyes like a dead cartoon"
            "|eyes marked with crosses|knockout eyes|eyes like x x",
            "before": "dead|dizzy|knocked out|unconscious|ko|passed out|dead looking|x eyed|out cold|fainted"
            "|knocked-out|lifeless",
            "is": "who is dead|who fainted|knocked out cold|looking dead|who passed out|who is unconscious"
            "|who was knocked out|who feels dizzy|down for the count|who has died|dead as a doornail"
            "|who lost consciousness|whose eyes are crosses|who dropped dead|looking dizzy|seeing stars"
            "|who kicked the bucket|with x eyes|with crosses for eyes|who lost the boxing match"
            "|lying dead in a cartoon|who is knocked out",
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
            "|a face full of joy|a joyful expression|happiness in the face|joy in the face|a wide open smile|joy"
            "|happiness|delight|glee|laughter|an infectious laugh|a beaming face|a smile as bright as the sun"
            "|a huge grin|a great smile|a wide happy mouth|a smile that lights up the room|a winner's smile"
            "|a dentist advert smile|an open laughing mouth|white teeth in a smile|an open mouth smile"
            "|a birthday smile|a happy open mouth|good spirits|a grin from ear to ear|a jubilant face|a jolly face"
            "|a merry face|a laugh on the lips|a sparkling smile|cheerfulness|an open happy mouth",
            "before": "happy|grinning|cheerful|laughing|joyful|beaming|delighted|merry|jolly|glad|joyous"
            "|broadly smiling|very happy|super happy|jovial|gleeful|cheery|happy looking|laughing out loud|elated"
            "|good humoured|overjoyed|chuckling|happy faced|chirpy|upbeat|good humored|happy-go-lucky|giggling"
            "|over the moon|jubilant|happily smiling|extremely happy|so happy|chipper|radiant|bright faced"
            "|exuberant|on cloud nine|widely smiling|blissful|buoyant|tickled pink|wreathed in smiles"
            "|ear to ear grinning|rejoicing|happy as a lark|ecstatic|euphoric|thrilled to bits and smiling|mirthful"
            "|chuffed|rapturous|cheerily smiling|jocund|full of joy|fun loving|happy-faced|laughing happily"
            "|beaming with joy|positive minded|smiling from ear to ear|in high spirits|sunny tempered|pleased as punch"
            "|delighted looking|joyful looking|cheerful looking|tickled|merry faced|big smiling|grinning happily",
            "is": "who is happy|who laughs|laughing out loud|who is laughing|beaming with joy"
            "|who beams|looking happy|full of joy|in a good mood|laughing at a joke|who looks happy|having fun"
            "|who is having a good time|who is over the moon|having a good laugh|happy as a clam|who grins"
            "|with joy in the face|who just won the lottery|who heard good news|being happy|full of happiness"
            "|who is glad|who is in a good mood|as happy as can be|happy as larry|who is so happy|that looks happy"
            "|who got good news|jumping for joy|glad to see you|who is cheerful|who is overjoyed"
            "|showing teeth in a big smile|made happy|looking cheerful|who heard a joke|who enjoys life"
            "|who is full of joy|happy as a lark|laughing his head off|laughing her head off|cracking up"
            "|who is delighted|having a blast|that laughs|grinning like a cheshire cat|feeling happy"
            "|who is having a laugh|who passed the exam with a smile|laughing like a drain"
            "|who is rolling with laughter|laughing heartily|rejoicing with you|with a big smile|with a wide grin"
            "|with a happy smile|who wears a big grin|pleased as punch|who is all smiles|all smiles|in high spirits"
            "|celebrating a birthday|who won first prize|in seventh heaven|on cloud nine|full of the joys of spring"
            "|full of laughter|tickled pink|who shines with happiness|with happiness in the face|who feels happy"
            "|who feels great|who is feeling good|in a happy mood|in a jolly mood|who can't stop laughing"
            "|laughing merrily|splitting their sides|doubled up with laughter|grinning like an idiot|smiling broadly"
            "|smiling widely|who smiles from ear to ear|smiling from ear to ear|who gives a big smile"
            "|giving a broad grin|who is laughing out loud|laughing at something|showing a bright smile"
            "|who is on holiday and happy|who is chuffed|who is joyful|that grins|that is happy|that laughs a lot",
        },
        "smile|twinkle": {
            "with": "a smile|a smiling mouth|smile|a smiling face|lips curved into a smile|the corners of the mouth up"
            "|a smile on the face|a smily face|an upturned mouth|a curved up mouth|a nice smile|a friendly smile"
            "|a pretty smile|a smile on the lips|a warm smile|a kind smile|a lovely smile|mouth corners turned up"
            "|a welcoming smile|a sweet smile|a pleasant smile|a friendly face|a friendly look|a friendly expression"
            "|smiling lips|a smiley face|a smiling expression|a mouth turned up|a positive expression|a smiley mouth"
            "|a good natured smile|a mouth that smiles|a smile for the camera|a charming smile|a cute smile|smiles"
            "|lips that smile|an encouraging smile|the mouth in a smile|a mouth curved upwards|a mouth curved up"
            "|a u shaped smile",
            "before": "smiling|smiley|smily|friendly|pleased|amiable|friendly looking|smiling-faced|affable"
            "|smiley faced|smiling faced|kindly smiling|warmly smiling|sweetly smiling|smiling-mouthed|nicely smiling"
            "|kind looking|smiling kindly|good-natured looking",
            "is": "who smiles|that is smiling|who is smiling|smiling at the camera|smiling at you|giving a smile"
            "|wearing a smile|smiling for the photo|with a smile on the lips|who said cheese|who gives a smile"
            "|smiling nicely|looking friendly|putting on a smile|saying cheese|that smiles|smiling kindly"
            "|who can't help smiling|who started to smile|who shows a smile|who is friendly|made to smile"
            "|whose mouth smiles|flashing a smile|with a smile|with a smile on the face|who has a smile"
            "|who puts on a smile|that gives a smile|posing with a smile|with a kind smile|who smiles at you"
            "|who smiles kindly|who starts to smile|smiling happily into the camera|who keeps smiling"
            "|smiling at the photographer|with a friendly face|making a smile|that is friendly"
            "|curling the lips into a smile|with smiling lips",
        },
        "twinkle": {
            "with": "a closed mouth smile|a closed-lip smile|a thin curved smile|lips closed in a smile"
            "|a smile without teeth|a smirk|a mona lisa smile|a curved line for a mouth|a line smile"
            "|a simple curved smile|a smile like a u|a closed smile|a smug smile|a toothless smile"
            "|a smile with closed lips|a u-shaped mouth|a dimpled smile|a mouth like a banana|a simple line smile"
            "|a thin line smile|a quiet closed smile|lips smiling without opening",
            "before": "smirking|smug|quietly smiling",
            "is": "smiling with the mouth closed|smiling with closed lips|who smirks|smirking a little"
            "|with a closed smile|with a mona lisa smile|smiling without teeth|smiling without showing the teeth",
        },
        "default|twinkle": {
            "with": "a small smile|a slight smile|a little smile|a gentle smile|a faint smile|a hint of a smile"
            "|a tiny smile|a soft smile|a mild smile|a subtle smile|a half smile|a light smile|a discreet smile"
            "|a modest smile|a polite smile|a bit of a smile|a quiet smile|a calm smile|a content smile"
            "|a reserved smile|a restrained smile|a timid smile|a shy smile|a contented mouth|a weak smile"
            "|a smile that is not too big|a small happy mouth|a decent little smile|just a little smile"
            "|a thin little smile|a barely there smile|a smile that is small|a touch of a smile"
            "|the beginning of a smile|a trace of a smile|an understated smile|a minimal smile|a calm little smile"
            "|the shadow of a smile",
            "before": "slightly smiling|gently smiling|faintly smiling|mildly smiling|softly smiling|contented",
            "is": "smiling a little|smiling slightly|smiling just a bit|who smiles a little|barely smiling"
            "|smiling gently|who almost smiles|who smiles only a bit|smiling faintly|smiling shyly|smiling politely"
            "|with a small smile|with a slight smile|with a faint smile|with a gentle smile|with a tiny smile"
            "|smiling lightly|smiling softly|who only just smiles|smiling mildly|smiling discreetly",
        },
        "default": {
            "with": "a small open smile|a half moon mouth|a mouth like a half circle|a small open mouth smile"
            "|a semicircle mouth|a mouth like a bowl|a small rounded mouth|a mouth like a slice of melon"
            "|a dark half round mouth|a little half moon smile|a mouth like a half disc|a d-shaped mouth on its side"
            "|a default mouth|a mouth slightly open in a smile",
        },
        "default|serious": {
            "with": "a neutral mouth|a normal mouth|a plain mouth|a calm mouth|an ordinary mouth|a relaxed mouth"
            "|an unexcited mouth|a regular mouth|a usual mouth|a simple mouth",
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
            "|a dash for a mouth|a minus sign for a mouth|seriousness|gravity|a lack of emotion"
            "|a mouth drawn as a line|a robot-like expression|a chess player's face|a teacher's strict look"
            "|a no nonsense look|a soldier's serious face|a mouth that shows nothing|a level mouth line"
            "|a mouth like a ruler|an austere look|a plain straight mouth|a judge's face|a mouth like a hyphen"
            "|a mugshot expression|a mugshot face|a poker player's face|a sober expression|a mouth without expression"
            "|an unreadable face|an unemotional face|a matter of fact look|a dry look|a wooden expression"
            "|a motionless mouth",
            "before": "serious|stern|earnest|unsmiling|expressionless|stone faced|straight faced|poker faced|deadpan"
            "|solemn|tight lipped|strict|serious looking|grave|unemotional|emotionless|stony faced|stoic|humourless"
            "|humorless|dead serious|no-nonsense|neutral looking|very serious|stone-faced|impassive|straight-faced"
            "|poker-faced|serious faced|blank faced|indifferent|unamused|sober|tight-lipped|unmoved|strict looking"
            "|mirthless|sober faced|neutral|matter of fact|unexpressive|unsmiling and stern|stonyfaced"
            "|unreadable|businesslike|grim faced|austere|unaffected|ernest|inexpressive|flat mouthed|strict faced"
            "|solemn faced|straight mouthed|formal faced|severe|severe looking|detached|unfazed|unimpressed|po faced"
            "|grave looking",
            "is": "looking serious|who is serious|keeping a straight face|without any emotion|who shows no emotion"
            "|looking neutral|with a poker face|looking stern|whose mouth is a straight line|who takes it seriously"
            "|not amused|who is not amused|who looks serious|looking strict|with no expression"
            "|like in a passport photo|without expression|as serious as a judge|playing poker"
            "|who doesn't find it funny|who is dead serious|looking unimpressed|who keeps silent"
            "|who doesn't say a word|with a straight face|with a serious face|with a straight mouth"
            "|with a neutral face|with a stern look|with a blank face|posing for a passport photo"
            "|whose face shows nothing|who is in a serious mood|in a serious mood|who is stern|showing no feelings"
            "|without feelings in the face|who hides all feelings|waiting at the passport office|that looks serious"
            "|that is serious|whose face is blank|who keeps cool and serious|with pressed lips"
            "|pressing the lips together|who means business|with the lips in a line|looking blank|looking emotionless"
            "|looking expressionless|with a stony face|like a statue|like a robot without emotion"
            "|neither happy nor sad|neither smiling nor frowning|neither happy nor unhappy|being serious|made serious"
            "|feeling nothing",
        },
        "sad": {
            "with": "a sad mouth|a sad expression|a sad look|a pout|a sad face|an unhappy mouth|an unhappy face"
            "|a gloomy face|a long face|a mournful mouth|a glum mouth|a depressed look|an unhappy expression"
            "|a miserable look|the blues|a sorrowful mouth|a sulky mouth|a dejected look|a face full of sorrow"
            "|sadness in the face|a melancholy look|a gloomy expression|a sorrowful face|a pouting mouth"
            "|a disappointed look|a disappointed mouth|a sullen mouth|a grieving face|a heartbroken look"
            "|a miserable face|a sad emoji mouth|a small sad mouth|an upset face|a bad day|a downcast look|a glum face"
            "|a dismal look|a sour mouth|a broken heart|sadness|sorrow|grief|melancholy|a sad little mouth"
            "|a mouth like a sad emoji|a sad mood|low spirits|a woeful face|a mournful face|a pitiful mouth"
            "|a downhearted look|a grieving look|a hangdog mouth|a monday morning face|a sob story|a mouth of sorrow"
            "|a sad clown's mouth|a wistful mouth|a dismal mouth|a sulk|a look of sadness|an expression of sadness"
            "|a forlorn look|a look of sorrow|unhappiness",
            "before": "sad|unhappy|gloomy|depressed|upset|miserable|sad looking|sorrowful|disappointed|heartbroken"
            "|glum|down in the dumps|dejected|mournful|melancholy|downcast|low spirited|sulking|blue feeling"
            "|melancholic|unhappy looking|very sad|so sad|sullen|crestfallen|down hearted|downhearted|sad faced|woeful"
            "|feeling down|pouting|broken hearted|heavy hearted|despondent|joyless|bummed out|sadly looking|grieving"
            "|deeply sad|cheerless|forlorn|disheartened|morose|long faced|grief stricken|lonely and sad|gutted"
            "|let down|dispirited|bereaved|mopey|moping|disconsolate|extremely sad|unhappy faced|in low spirits"
            "|wretched|dismal|blue and sad|dejected looking|miserable looking|sad and lonely|sorry and sad"
            "|gloomy looking|depressed looking|heart broken|heart-broken|sorrow filled|saddened"
            "|disappointed looking|sorrow stricken|rueful|dolorous|weighed down by sorrow|sulky|crushed by sorrow"
            "|sad-looking|glum looking|unhappily looking",
            "is": "who is sad|looking sad|that is sad|who looks sad|feeling blue|who feels down|who is unhappy"
            "|down in the mouth|in low spirits|having a bad day|who had a bad day|full of sorrow|who is depressed"
            "|who is upset|with a heavy heart|who got bad news|in the dumps|in a sad mood|looking unhappy"
            "|looking gloomy|looking miserable|who lost a friend|feeling sad|feeling low|whose mouth is sad"
            "|who is heartbroken|with a broken heart|mourning somebody|who feels sad|who feels blue|in mourning"
            "|looking depressed|who is feeling low|down on their luck|who is disappointed|who has the blues"
            "|looking disappointed|sad as can be|looking glum|being sad|made sad|who pouts|whose team just lost"
            "|who is miserable|looking upset|missing somebody|whose heart is broken|who misses home|who sulks"
            "|feeling down in the dumps|who misses somebody|with a sad face|with a sad look|with a sad mouth"
            "|who lost the game|whose ice cream fell down|who got dumped|at a funeral|full of sadness|full of grief"
            "|in deep sorrow|in grief|with sadness in the face|who is feeling blue|who lost hope|who is down"
            "|who is feeling down|who is in low spirits|whose dog ran away|who feels unhappy|who feels lonely"
            "|feeling unhappy|feeling miserable|who needs cheering up|in need of cheering up|who needs a hug"
            "|who is in the dumps|after a breakup|having the blues|who is mourning|who is grieving|who is so sad"
            "|that looks unhappy|that is unhappy|that feels sad|looking heartbroken|looking sorrowful"
            "|on a rainy sad day|getting sad|with a sulky mouth|looking dejected|with a pout|pouting a little"
            "|sulking in the corner",
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
            "|who isn't smiling|without any smile|who lost the smile|not happy at all|who is not happy|who isn't happy"
            "|without the smile|with no smile|that doesn't smile|that is not smiling|who does not smile"
            "|who forgot how to smile|in no mood to smile|who lost the good mood|with the smile wiped off",
        },
        "sad|disbelief|concerned": {
            "with": "a downturned mouth|a mouth turned down|mouth corners turned down|an upside down smile"
            "|a drooping mouth|a mouth curved down|the corners of the mouth down|a frowning mouth|an upside-down smile"
            "|a downward mouth|a mouth like an upside down u|a reversed smile|a turned down mouth|an inverted smile"
            "|a downward curved mouth|a mouth bent down|a mouth turned upside down|a rainbow shaped mouth"
            "|a mouth like an arch|a mouth curving downwards|lips turned down|a mouth bent downwards"
            "|a drooping lip line",
            "is": "with the mouth turned down|whose mouth points down|whose smile is upside down"
            "|with the corners of the mouth pulled down|with a downturned mouth|with lips turned down"
            "|with the corners of the mouth down",
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
            "|a mouth wide enough for the dentist|a horror movie scream|an open screaming mouth|a holler|mouth agape"
            "|a roar|a battle cry|a mouth like an opera singer|an opera singer's open mouth|a mouth open for a scream"
            "|a scream on the lips|an ear splitting scream|a tarzan yell|a crying out mouth"
            "|a mouth opened as wide as possible|a mouth like the scream painting|a football fan's roar|a big shout"
            "|a wide open jaw|a mouth screaming for help|an oval screaming mouth|a mouth wide open for the dentist",
            "before": "screaming|shouting|yelling|shrieking|hollering|roaring|howling|screeching|bellowing|agape"
            "|jaw dropped|gaping|slack jawed|loudly shouting|loud mouthed|loud|loudly screaming|squealing"
            "|vociferous|bellowing loudly|crying out|wide mouthed|hooting|whooping|exclaiming|howling loudly|yodelling"
            "|screaming out loud|widely open mouthed|yawning wide|thundering|roaring loud",
            "is": "who is screaming|who screams|that is shouting|who shouts|yelling at somebody|screaming out loud"
            "|with the mouth wide open|crying out|who is shouting|letting out a scream|at the top of the lungs"
            "|who yells|opening the mouth wide|screaming for help|who is yelling|with the jaw dropped"
            "|roaring like a lion|who raised the voice|making a lot of noise|who opens the mouth wide"
            "|shouting something|calling out loud|whose mouth is wide open|screaming like in a horror film"
            "|shouting from the rooftops|screaming the house down|who shouts very loud"
            "|cheering at the top of the voice|who is roaring|yelling something|who lets out a yell|whose jaw dropped"
            "|screaming blue murder|who is screaming out loud|shouting at the top of his lungs|who sits at the dentist"
            "|on a rollercoaster|roaring out loud|with a screaming mouth|who screams very loud|shouting for joy"
            "|screaming with all force|screaming at a concert|hollering at somebody|shouting across the street"
            "|who saw a spider and screams|who screams for help|who lets out a scream|giving a scream"
            "|shouting out loud|with a wide open mouth|screaming loudly|that is screaming|that screams|that is yelling"
            "|that yells|that shouts|with the mouth opened wide|singing opera|shrieking loudly|howling like a wolf"
            "|yelling out loud|calling for help|like in the scream by munch|who cries out"
            "|who opens the mouth as wide as possible|making a loud noise|bawling somebody out|showing the tonsils",
        },
        "screamOpen|disbelief|concerned": {
            "with": "an open mouth|mouth open|the mouth open|an opened mouth|a mouth that is open|lips apart"
            "|an open gaping mouth|lips parted wide",
            "before": "open mouthed|open-mouthed",
            "is": "with the mouth open|whose mouth is open|with an open mouth|opening the mouth|with his mouth open"
            "|with her mouth open|who opened the mouth|who opens the mouth|with mouth open|that has an open mouth"
            "|having the mouth open",
        },
        "tongue": {
            "with": "the tongue out|a tongue sticking out|tongue out|a tongue|its tongue out|his tongue out"
            "|her tongue out|a stuck out tongue|a tongue poking out|a hanging tongue|a pink tongue showing"
            "|the tongue hanging out|a cheeky tongue|the tongue stuck out|the tongue showing|a tongue hanging out"
            "|a rude tongue|a silly face|a funny face|a protruding tongue|the tongue outside the mouth|a long tongue"
            "|an outstretched tongue|a silly grimace with the tongue|their tongue out|a tongue like a dog"
            "|a cheeky face|an einstein face|a rolling stones tongue|a playful tongue|a tongue that pokes out"
            "|a raspberry blowing mouth|a tongue sticking out of the mouth|a tongue stuck out|the tongue hanging down"
            "|a tongue dangling out|a tongue out of the mouth|the tongue out of the mouth|a stretched out tongue"
            "|a tongue out like gene simmons|a mick jagger tongue|a tongue licking the air|the tongue in the air"
            "|a naughty tongue|a joker's face|a thirsty dog's tongue|a playful face|a teasing face|a clown's face"
            "|a goofy face|a stuck-out tongue|a tongue pointing at you",
            "before": "silly|cheeky|tongue wagging|playful|goofy|tongue showing|tongue out|naughty|raspberry blowing"
            "|jesting|cheeky looking|foolish looking|fooling|bratty|tongue-out|mischievous|prankish|tongue poking"
            "|rascally|kidding|joking|teasing|puckish|cheeky faced|silly faced|goofball|clownish",
            "is": "sticking out the tongue|sticking its tongue out|showing the tongue|sticking the tongue out"
            "|making a face|pulling a silly face|who sticks the tongue out|poking out the tongue"
            "|sticking his tongue out|sticking her tongue out|making a silly face|panting|blowing a raspberry"
            "|who shows the tongue|with the tongue hanging out|licking something|teasing somebody|acting silly"
            "|being silly|being cheeky|pulling a funny face|who pokes out the tongue|showing us the tongue"
            "|making fun of you|who teases you|fooling around|who is silly|goofing around|pulling a face"
            "|like einstein in the famous photo|clowning around|who stuck the tongue out|panting like a dog"
            "|saying aah at the doctor's|mocking you|whose tongue is out|tongue sticking out|who is being cheeky"
            "|monkeying around|poking his tongue out|poking her tongue out|with its tongue showing"
            "|putting the tongue out|horsing around|with the tongue out|with a tongue out|with the tongue sticking out"
            "|who pulls a silly face|who makes a silly face|who makes faces|like a cheeky child"
            "|who sticks out their tongue|sticking out their tongue|who is teasing you|who is fooling around"
            "|saying na na na na na|with the tongue stuck out|who licks an ice cream|that sticks out the tongue"
            "|that sticks its tongue out|thirsty like a dog|catching snowflakes with the tongue|having the tongue out"
            "|sticking tongue out|poking their tongue out|making funny faces|who is just kidding|lolling the tongue"
            "|letting the tongue hang out|who shows off the tongue|with tongue out|with a funny face|with a silly face",
        },
        "eating": {
            "with": "a full mouth|stuffed cheeks|puffed cheeks|chubby cheeks|rosy cheeks|a chewing mouth"
            "|blushing cheeks|red cheeks|full cheeks|puffy cheeks|pink cheeks|food in the mouth|a mouth full of food"
            "|bulging cheeks|hamster cheeks|round cheeks|a blush|flushed cheeks|blush on the cheeks|chipmunk cheeks"
            "|a chewing face|a blushing face|cheeks full of food|a bite in the mouth|cheeks puffed out|a rosy face"
            "|a munching mouth|apple cheeks|a red blush",
            "before": "eating|chewing|munching|blushing|rosy cheeked|rosy-cheeked|red cheeked|chubby cheeked|blushed"
            "|flushed|pink cheeked|chomping|nibbling|embarrassed looking",
            "is": "who is eating|who chews|with the mouth full|having a snack|eating something|chewing something"
            "|stuffing the face|who blushes|enjoying a meal|who has something in the mouth|having lunch"
            "|who is blushing|with the cheeks stuffed|munching on something|chewing gum|tasting something yummy"
            "|having a bite|enjoying the food|with rosy cheeks|with red cheeks|with full cheeks|with chubby cheeks"
            "|who munches|who had a bite|with food in the mouth|who is chewing",
        },
        "grimace": {
            "with": "gritted teeth|clenched teeth|bared teeth|a grimace|all teeth showing|a toothy grimace"
            "|an awkward grin|a row of teeth|teeth on show|teeth clenched together|a mouth full of teeth"
            "|a gritted smile|teeth pressed together|a forced grin|tense teeth|big white teeth|two rows of teeth"
            "|visible clenched teeth|a cringe|a fake grin|a clenched jaw|grit teeth|a teeth baring mouth"
            "|grinding teeth|an awkward grimace|braces on the teeth|a set of gritted teeth|a skeleton grin"
            "|a grid of teeth|teeth like a piano|the emoji grimace|teeth shown to the dentist",
            "before": "grimacing|cringing|awkward|teeth clenching|teeth baring|awkwardly grinning|teeth gritting"
            "|wincing",
            "is": "gritting the teeth|baring the teeth|clenching the teeth|who grits the teeth|grinding the teeth"
            "|cringing at something|who cringes|showing all the teeth|who bares the teeth|feeling awkward"
            "|in an awkward situation|with teeth clenched|who grimaces|who grinds the teeth|showing two rows of teeth"
            "|pulling a grimace|with gritted teeth|with clenched teeth|with bared teeth|with all teeth showing"
            "|biting the teeth together|saying eek",
        },
        "vomit": {
            "with": "vomit|green vomit|green slime from the mouth|vomit coming out of the mouth|puke"
            "|sick coming out of the mouth|green puke|a vomiting mouth|slime running from the mouth"
            "|something green coming out of the mouth|an upset stomach|green sick|nausea|green stuff in the mouth"
            "|a puking mouth|barf|green goo coming out|a mouth spewing green|green liquid from the mouth",
            "before": "vomiting|puking|throwing up|barfing|nauseous|nauseated|disgusted|sick|retching|spewing|seasick"
            "|queasy|carsick|ill|grossed out|gagging|disgusted looking",
            "is": "who is throwing up|who vomits|being sick|who is vomiting|who pukes|who ate something bad"
            "|feeling sick|who throws up|about to be sick|who is disgusted|sick to the stomach|who is seasick"
            "|losing their lunch|who has food poisoning|who barfs|spewing green slime|chucking up|who feels sick"
            "|with vomit running down|tossing their cookies|who had too much to drink|with vomit in the mouth"
            "|with green vomit|who can't keep the food down|after too many rollercoaster rides|who got sick"
            "|who needs a bucket",
        },
    },
}
