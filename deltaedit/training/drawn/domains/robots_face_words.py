"""How people speak of a robot's face: its eyes and its mouth."""

from __future__ import annotations

#: attribute -> values (separated by |) -> form -> wordings (separated by |).
FACE_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "eyes": {
        "round": {
            "with": "simple eyes|plain eyes|normal eyes|ordinary eyes|basic eyes|standard eyes|regular eyes|usual eyes"
            "|minimal eyes|unadorned eyes|white dots for eyes|two plain white dots|eyes like white buttons"
            "|simple white eyes|neutral eyes|eyes like milk drops|plain white dots for eyes|classic robot eyes"
            "|eyes as simple as can be|eyes without pupils|no pupils|white pearls for eyes|white beads for eyes"
            "|white button eyes|eyes like mints",
            "before": "plain eyed|simple eyed|bead eyed",
            "is": "whose eyes are white dots|whose eyes are simple|whose eyes are plain|whose eyes are just dots"
            "|that has ordinary eyes|that has normal eyes|whose eyes have no pupils",
        },
        "round|glow": {
            "with": "small eyes|dot eyes|dots for eyes|tiny eyes|small round eyes|little eyes|round white eyes"
            "|two white dots|beady eyes|eyes like dots|two dots for eyes|pinpoint eyes|eyes like pinpricks|point eyes"
            "|points for eyes|dotted eyes|small white eyes|little white eyes|small circles for eyes"
            "|white circles for eyes|teeny eyes|eyes like little dots|two small eyes|wee eyes|dots as eyes"
            "|dots instead of eyes|circular white eyes|tiny white circles for eyes|minute eyes|smal eyes"
            "|narrow little eyes|two tiny dots for eyes",
            "before": "dot eyed|small eyed|tiny eyed|dot-eyed|small-eyed|beady eyed|beady-eyed|little eyed",
            "is": "whose eyes are small|whose eyes are dots|whose eyes are tiny|that has small eyes|that has tiny eyes"
            "|that has dots for eyes|whose eyes are little circles|whose eyes are just two dots"
            "|looking at you with tiny eyes",
        },
        "round|glow|roundFrame01": {
            "with": "white eyes|two white eyes|eyes that are white|snow white eyes|whitish eyes|white coloured eyes",
            "before": "white eyed|white-eyed",
            "is": "whose eyes are white|that has white eyes",
        },
        "round|glow|bulging|roundFrame02": {
            "with": "round eyes|circular eyes|circles for eyes|eyes like circles|ball shaped eyes|two round eyes"
            "|roundish eyes|eyes as round as coins",
            "before": "round eyed|round-eyed|circle eyed",
            "is": "whose eyes are round|that has round eyes|whose eyes are circles",
        },
        "happy": {
            "with": "happy eyes|smiling eyes|joyful eyes|cheerful eyes|laughing eyes|closed happy eyes|merry eyes"
            "|eyes closed with joy|squinting eyes|friendly eyes|closed eyes|curved eyes|eyebrows|brows|two eyebrows"
            "|raised eyebrows|black eyebrows|arched eyes|arcs for eyes|eyes like arcs|arches for eyes"
            "|eyes like rainbows|eyes curved up|eyes shut|shut eyes|eyes squeezed shut|eyes shut tight"
            "|tightly closed eyes|eyes shut with happiness|happy closed eyes|happy curved eyes|anime eyes"
            "|happy anime eyes|manga eyes|emoji smile eyes|crescent eyes|crescents for eyes|half moon eyes"
            "|moon shaped eyes|eyes like upside down u's|grinning eyes|glad eyes|gleeful eyes|blissful eyes"
            "|content eyes|jolly eyes|delighted eyes|kind eyes|scrunched up eyes|crinkled eyes|squinty eyes"
            "|squinted eyes|screwed up eyes|upturned eyes|eyes like little hills|smiley eyes|smizing eyes"
            "|bent lines for eyes|curved lines for eyes|little bridges for eyes|expressive brows|eyes full of joy"
            "|laughing closed eyes",
            "before": "happy eyed|squinting|squinty|squinty eyed|happy-eyed|closed eyed|browed|smiling eyed|merry eyed"
            "|arch eyed|eyebrowed",
            "is": "whose eyes smile|smiling with its eyes|whose eyes are happy|that smiles with its eyes"
            "|whose eyes are closed|whose eyes are shut|with its eyes closed|with its eyes shut|closing its eyes"
            "|that closes its eyes|that shuts its eyes|closing its eyes with joy|squinting with joy|that squints"
            "|whose eyes are squinting|who squints|whose eyes are laughing|whose eyes look happy|that has eyebrows"
            "|raising its eyebrows|that raises its eyebrows|whose eyes are arcs|whose eyes are curved"
            "|whose eyes are screwed up|smizing|that squeezes its eyes shut|shutting its eyes",
        },
        "happy|dizzy": {
            "with": "black eyes|eyes made of lines|eyes like black lines|line eyes|black lines for eyes|drawn on eyes",
            "before": "black eyed|black-eyed",
            "is": "whose eyes are black|whose eyes are black lines",
        },
        "hearts": {
            "with": "heart eyes|hearts in the eyes|heart shaped eyes|hearts for eyes|love eyes|hearts as eyes"
            "|red heart eyes|pink hearts for eyes|hearts instead of eyes|loving eyes|red hearts for eyes"
            "|heart-shaped eyes|heart-eyes|lovey eyes|lovey dovey eyes|eyes like hearts|eyes in the shape of hearts"
            "|eyes shaped like hearts|eyes full of love|eyes of love|love in its eyes|love hearts for eyes"
            "|lovehearts for eyes|two hearts|two red hearts|a pair of hearts for eyes|adoring eyes|amorous eyes"
            "|romantic eyes|lovesick eyes|valentine eyes|valentines for eyes|hearts where the eyes should be"
            "|hearts on its face|hearts in place of eyes|little hearts for eyes|big heart eyes|love heart eyes"
            "|heart emoji eyes|a crush|a crush on someone|a crush on you|eyes that are hearts|loved up eyes"
            "|infatuated eyes|enamored eyes|hart eyes|harts for eyes|heart eye|pinkish red hearts|in-love eyes"
            "|passionate eyes|hearts popping from its eyes|a valentine's look|a loving look|a look of love"
            "|love struck eyes",
            "before": "in love|heart eyed|loving|lovestruck|love struck|enamoured|amorous|adoring|heart-eyed"
            "|love-struck|lovesick|love sick|enamored|smitten|infatuated|besotted|romantic|loved up|lovey dovey"
            "|lovey-dovey|love|valentine|valentine's|lovelorn|affectionate|passionate|love drunk|love crazy"
            "|love filled|swooning|flirty|flirtatious|devoted|loving eyed|twitterpated|enchanted",
            "is": "who is in love|that is in love|that loves you|falling in love|whose eyes are hearts|who loves you"
            "|that loves someone|that fell in love|who fell in love|that has fallen in love|in love with you"
            "|in love with someone|that has a crush|that has a crush on you|who has a crush|having a crush"
            "|that adores you|who adores you|that is smitten|that is head over heels|head over heels|deeply in love"
            "|so in love|very much in love|looking in love|looking lovestruck|that looks in love"
            "|that looks at you with love|looking at you lovingly|hit by cupid's arrow|struck by cupid|crazy about you"
            "|mad about you|that is crazy about you|whose eyes are heart shaped|whose eyes turned into hearts"
            "|whose eyes show love|that has hearts for eyes|seeing its true love|that found true love"
            "|celebrating valentine's day|who feels love|that feels love|falling for you|sending love|that is swooning"
            "|blinded by love|with hearts in its eyes|madly in love|head over heels in love",
        },
        "dizzy": {
            "with": "crossed eyes|x eyes|dizzy eyes|crosses for eyes|dead eyes|x shaped eyes|crossed out eyes"
            "|x's for eyes|eyes like crosses|knocked out eyes|broken eyes|black crosses for eyes|x marks for eyes"
            "|x-eyes|x-shaped eyes|xs for eyes|xx eyes|two x's|two crosses|two black crosses|crosses instead of eyes"
            "|crosses as eyes|cross shaped eyes|cross eyes|eyes shaped like an x|eyes like the letter x"
            "|the letter x for eyes|an x for each eye|exes for eyes|cartoon dead eyes|ko eyes|k.o. eyes"
            "|eyes crossed out|crossed-out eyes|drunk eyes|lifeless eyes|switched off eyes|eyes that are crosses"
            "|eyes marked with an x|x x eyes|little crosses for eyes|black x's for eyes|stitched eyes|stitched up eyes"
            "|button thread eyes|eyes of a dead robot|eyes in x form|extinguished eyes|plus signs for eyes"
            "|a knocked out look|a blackout|a concussion|a hangover|a system failure|a system error|a fatal error",
            "before": "dizzy|dead|knocked out|broken|unconscious|switched off|x eyed|defeated|fainted|x-eyed"
            "|cross eyed|cross-eyed|knocked-out|deceased|lifeless|drunk|drunken|intoxicated|tipsy|wasted|hammered"
            "|dazed|woozy|concussed|comatose|ko|k.o.|turned off|powered off|shut down|deactivated|killed|perished"
            "|crashed|defunct|kaput|busted|bust|malfunctioning|nonfunctional|faulty|inoperative|dead eyed|giddy"
            "|blacked out|passed out|fried|short circuited|short-circuited|hung over|hungover|bricked|cross marked"
            "|out-of-order|lightheaded",
            "is": "who is dizzy|that is dead|that is broken|that is switched off|that is knocked out"
            "|whose eyes are crosses|who is dead|who died|that died|that has died|that is out of order"
            "|that does not work|that doesn't work|that doesn't work anymore|that no longer works|that stopped working"
            "|not working|that is drunk|who is drunk|who drank too much|that had too much oil|that had one too many"
            "|that passed out|that has passed out|passing out|that fainted|who fainted|that blacked out"
            "|that lost consciousness|that is unconscious|that was knocked out|that got knocked out|knocked out cold"
            "|out for the count|out like a light|that kicked the bucket|pushing up daisies|that bit the dust"
            "|that lost the fight|that has been defeated|that crashed|that has crashed|that has shut down"
            "|that broke down|that ran out of battery|whose battery is dead|whose battery is empty|out of battery"
            "|with a dead battery|that hit its head|that got hit on the head|seeing stars|that sees stars"
            "|feeling dizzy|who feels dizzy|that is dizzy|looking dead|looking dizzy|that looks dead|that looks dizzy"
            "|that looks drunk|looking knocked out|that is kaput|whose eyes are x's|whose eyes are crossed out"
            "|whose eyes are x shaped|that has crosses for eyes|that has x's for eyes|whose eyes look like an x"
            "|in need of repair|that needs repair|that needs a mechanic|beyond repair|with no life left in it"
            "|spun around too much|whose lights are out|whose power is off|dead as a dodo|resting in peace|out cold"
            "|done for|dead as a doornail|out of order",
        },
        "bulging|roundFrame02": {
            "with": "big eyes|huge eyes|large eyes|big round eyes|large round eyes|giant eyes|enormous eyes"
            "|great big eyes|two big eyes|two large round eyes|oversized eyes|saucer eyes|eyes like saucers"
            "|eyes as big as saucers|owl eyes|eyes like an owl|owlish eyes|eyes with pupils|pupils|black pupils"
            "|square pupils|eyes with black pupils|staring eyes|very big eyes|big wide eyes|huge round eyes"
            "|gigantic eyes|massive eyes|cream coloured eyes|eyeballs|two eyeballs|big eyeballs|real eyes|human eyes"
            "|eyes with square pupils|big ol eyes|bigg eyes",
            "before": "big eyed|big-eyed|large eyed|huge eyed|saucer eyed|owl eyed|owlish|owl like|staring|large-eyed",
            "is": "whose eyes are huge|whose eyes are big|that stares|that is staring|that stares at you"
            "|staring at you|whose eyes are large|that has big eyes|that has huge eyes|whose eyes are enormous"
            "|whose eyes have pupils|whose eyes are as big as saucers|who stares|that looks like an owl|like an owl"
            "|that has pupils",
        },
        "bulging": {
            "with": "bulging eyes|googly eyes|wide eyes|goggling eyes|wide open eyes|rolling eyes|cartoon eyes"
            "|popping eyes|bug eyes|eyes wide open|big white eyes|bugged out eyes|bulgy eyes|goggle eyes|googley eyes"
            "|googly eye|google eyes|eyes popping out|eyes popping out of its head|popped out eyes|pop eyes"
            "|protruding eyes|eyes that stick out|crazy eyes|mad eyes|wild eyes|frog eyes|eyes like a frog|fish eyes"
            "|fishy eyes|shocked eyes|surprised eyes|astonished eyes|startled eyes|scared eyes|frightened eyes"
            "|amazed eyes|terrified eyes|eyes looking up|eyes looking sideways|eyes turned up|raised eyes"
            "|upward looking eyes|sideways eyes|eyes rolled up|rolled eyes|wandering eyes|shifty eyes|muppet eyes"
            "|wiggle eyes|wiggly eyes|ping pong ball eyes|ping pong balls for eyes|golf ball eyes"
            "|eyes like ping pong balls|big googly eyes|eggs for eyes|comic eyes|a surprised look"
            "|a surprised expression|a shocked look|a shocked expression|a startled look|a stare|a look of surprise"
            "|an amazed look|an astonished look|surprise in its eyes|eyes wide with surprise|eyes wide with fear"
            "|eyes glancing aside|ringed eyes|wide awake eyes",
            "before": "googly eyed|wide eyed|bug eyed|surprised|astonished|bulging eyed|goggle eyed|amazed|googly-eyed"
            "|wide-eyed|bug-eyed|goggle-eyed|pop eyed|pop-eyed|bulgy eyed|shocked|startled|astounded|stupefied"
            "|flabbergasted|gobsmacked|dumbfounded|bewildered|perplexed|puzzled|baffled|thunderstruck|speechless"
            "|awestruck|frightened|scared|terrified|afraid|alarmed|panicked|panicky|spooked|fearful|wide awake"
            "|frog eyed|fish eyed|crazy eyed|wild eyed|bulge eyed|awake|astonished looking|surprised looking|wowed"
            "|stumped",
            "is": "looking surprised|that is surprised|who is surprised|that looks surprised|that looks shocked"
            "|looking shocked|looking scared|that looks scared|that is scared|who is scared|that is afraid"
            "|that is shocked|looking startled|looking amazed|that is amazed|that looks astonished|looking astonished"
            "|that can't believe its eyes|that cannot believe its eyes|that saw a ghost|that has seen a ghost"
            "|as if it saw a ghost|that just got a fright|caught by surprise|taken by surprise"
            "|like a deer in headlights|wide awake|that is wide awake|that can't sleep|looking up|that looks up"
            "|looking upwards|glancing up|looking to the side|looking sideways|that looks aside|that looks to the side"
            "|looking away|that rolls its eyes|rolling its eyes|who rolls its eyes|whose eyes bulge|whose eyes pop out"
            "|whose eyes stick out|whose eyes are wide open|whose eyes are bulging|whose eyes are googly"
            "|with its eyes wide open|opening its eyes wide|that opens its eyes wide|scared out of its wits"
            "|scared stiff|scared to death|in shock|in panic|panicking|gaping at you|gawking|goggling"
            "|that goggles at you|that had too much coffee|staring in surprise|looking puzzled|that looks crazy"
            "|who looks surprised|that gets a surprise|lost for words|with raised eyes|in awe|taken aback|freaked out",
        },
        "eva": {
            "with": "blue oval eyes|a black mask with blue eyes|a dark face plate|blue eyes on a black plate"
            "|oval blue eyes|a black face with blue eyes|a black face plate|a black oval mask|oval eyes|almond eyes"
            "|almond shaped eyes|blue almond eyes|slanted blue eyes|tilted blue eyes|tilted eyes|egg shaped blue eyes"
            "|alien eyes|blue alien eyes|eve eyes|blue beans for eyes|a big black mask|a big dark visor with blue eyes"
            "|a black faceplate|a faceplate|a dark faceplate with blue eyes|a black dome with blue eyes"
            "|a black helmet glass|a black oval screen|a curved black screen with blue eyes|a rounded black screen"
            "|an oval screen|a black oval with blue eyes|a black half oval face|a bean shaped black screen"
            "|cute blue eyes|big blue eyes|deep blue eyes|sapphire eyes|sapphire blue eyes|azure eyes|ocean blue eyes"
            "|eyes as blue as the sea|royal blue eyes|bright blue ovals for eyes|blue ellipses for eyes"
            "|an astronaut visor|a space helmet visor|a motorcycle helmet visor|an alien face|ovals for eyes"
            "|blue eggs for eyes|blu eyes|an astronaut's visor",
            "before": "oval eyed|almond eyed|alien eyed|black faced|dark faced|almond-eyed|sapphire eyed|alien",
            "is": "whose eyes are oval|whose eyes are blue ovals|whose eyes are tilted|whose face is a black mask"
            "|that looks like an alien|looking like an alien|like an alien|whose eyes are blue and oval"
            "|whose face plate is black|that has a black face plate|behind a black face plate"
            "|that looks like an astronaut",
        },
        "eva|frame1": {
            "with": "blue eyes|glowing blue eyes|blue glowing eyes|bright blue eyes|shiny blue eyes"
            "|eyes that glow blue|eyes glowing blue|luminous blue eyes|two blue eyes|shining blue eyes"
            "|blue lights for eyes|blue led eyes|blue leds for eyes|bluish eyes|blue coloured eyes|blue colored eyes"
            "|neon blue eyes|electric blue eyes|beautiful blue eyes|blue lit eyes|pretty blue eyes|blue shining eyes",
            "before": "blue eyed|blue-eyed",
            "is": "whose eyes are blue|whose eyes glow blue|that has blue eyes|whose eyes shine blue"
            "|with eyes as blue as the sky|who has blue eyes|whose eyes light up blue|that looks at you with blue eyes",
        },
        "frame1": {
            "with": "light blue eyes|light blue square eyes|square blue eyes|blue square eyes|blue pixel eyes"
            "|a black screen with blue eyes|a screen with blue eyes|blue eyes on a screen|a display with blue eyes"
            "|pale blue eyes|ice blue eyes|icy blue eyes|sky blue eyes|cyan eyes|baby blue eyes|blue squares for eyes"
            "|a big black screen|a large black screen|a wide screen with blue eyes"
            "|a big black screen with small blue eyes|small blue eyes|little blue square eyes",
            "before": "ice eyed|cyan eyed",
            "is": "whose eyes are light blue|whose eyes are blue squares|whose eyes are small blue squares"
            "|whose eyes are cyan",
        },
        "frame2": {
            "with": "green eyes|a screen with green eyes|green eyes on a screen|green glowing eyes"
            "|a display with green eyes|square green eyes|bright green eyes|glowing green eyes"
            "|a black screen with green eyes|green square eyes|green rectangles for eyes|rectangular green eyes"
            "|green rectangular eyes|green squares for eyes|green blocks for eyes|green bars for eyes"
            "|eyes that glow green|eyes glowing green|green lights for eyes|green led eyes|green leds for eyes"
            "|green pixel eyes|green digital eyes|light green eyes|mint green eyes|mint eyes|neon green eyes|lime eyes"
            "|emerald eyes|emerald green eyes|eyes as green as grass|two green eyes|luminous green eyes"
            "|shining green eyes|greenish eyes|green coloured eyes|green colored eyes|matrix eyes|terminal green eyes"
            "|old computer eyes|a black display with green eyes|a monitor with green eyes|two green lights"
            "|two green windows for eyes|gren eyes|beautiful green eyes|an eye screen with green lights"
            "|green eyes behind glass",
            "before": "green eyed|green-eyed|emerald eyed|neon eyed",
            "is": "whose eyes are green|whose eyes glow green|that has green eyes|whose eyes shine green"
            "|whose eyes are green squares|whose eyes are green rectangles|who has green eyes"
            "|whose eyes light up green|that looks at you with green eyes|whose screen shows green eyes"
            "|that is green in the eyes",
        },
        "frame1|frame2": {
            "with": "a screen for eyes|digital eyes|a monitor for eyes|a display for eyes|a screen for its eyes"
            "|eyes on a screen|a black screen for eyes|screen eyes|display eyes|lcd eyes|a tv screen for eyes"
            "|a tv for eyes|a computer screen for eyes|eyes shown on a display|eyes on a display"
            "|a screen instead of eyes|a tablet for eyes|a phone screen for eyes|computer eyes|electronic eyes"
            "|video game eyes|8 bit eyes|eyes like pixels|a black rectangle with two eyes|a black box over the eyes"
            "|eyes in a black rectangle|a window for eyes|vr goggles|a vr headset|virtual reality goggles"
            "|a head up display|eyes on a black rectangle|eyes behind a screen|eyes inside a screen",
            "wearing": "vr goggles|a vr headset|virtual reality goggles",
            "before": "screen eyed|screen-eyed|digital eyed",
            "is": "whose eyes are on a screen|whose eyes are a screen|whose eyes are displayed on a screen"
            "|that has a screen for eyes|whose eyes are digital|that looks through a screen"
            "|whose eyes are behind a screen|in virtual reality|whose eyes appear on a display",
        },
        "frame1|frame2|roundFrame01": {
            "with": "square eyes|pixel eyes|squares for eyes|rectangular eyes|pixelated eyes|pixels for eyes"
            "|rectangles for eyes|blocky eyes|boxy eyes|cube eyes|quadratic eyes|square shaped eyes|block eyes"
            "|angular eyes",
            "before": "square eyed|square-eyed|pixel eyed",
            "is": "whose eyes are square|whose eyes are rectangles|whose eyes are squares|whose eyes are pixels"
            "|that has square eyes",
        },
        "glow": {
            "with": "glowing white eyes|white glowing eyes|shining white eyes|eyes like headlights|headlights for eyes"
            "|headlight eyes|eyes with a halo|halos around the eyes|halo eyes|ghostly eyes|lamps for eyes"
            "|eyes like lamps|torches for eyes|flashlight eyes|flashlights for eyes|eyes like flashlights"
            "|eyes with a soft glow|softly glowing eyes|rings around the eyes|glowing dots for eyes|radiant eyes"
            "|gleaming eyes|beaming eyes|starry eyes|eyes like stars|twinkling eyes|lights for eyes"
            "|white lights for eyes|glowing circles for eyes|white eyes with a glow|an aura around the eyes"
            "|hypnotic eyes|hypnotized eyes|a glow around the eyes|eyes like ripples|eyes with rings"
            "|light beams for eyes",
            "before": "starry eyed|starry-eyed|bright eyed|bright-eyed|headlight eyed|lamp eyed|hypnotized|mesmerized"
            "|ghostly",
            "is": "whose eyes glow white|whose eyes shine|whose eyes are lamps|whose eyes are headlights"
            "|whose eyes have a halo|whose eyes gleam|whose eyes shine like stars|under hypnosis|in a trance",
        },
        "glow|eva|frame1|frame2": {
            "with": "glowing eyes|eyes that glow|luminous eyes|lit up eyes|eyes that light up|eyes that shine|led eyes"
            "|leds for eyes|neon eyes|illuminated eyes|shining eyes|bright eyes|glowy eyes|eyes glowing in the dark"
            "|shiny eyes|brightly lit eyes",
            "before": "glowing eyed|led eyed|shiny eyed",
            "is": "whose eyes glow|whose eyes light up|whose eyes are lit|with its eyes aglow|whose eyes are glowing"
            "|whose eyes glow in the dark",
        },
        "robocop": {
            "with": "a slit for eyes|a narrow visor|a striped visor|a thin visor|a police visor|a visor slit"
            "|a black bar over the eyes|a black slit for eyes|a slit visor|a gray visor|an eye slit|a horizontal slit"
            "|a slot for eyes|an eye slot|a mail slot for eyes|a letterbox for eyes|a bar for eyes"
            "|a black bar for eyes|a black bar|a bar across the eyes|a bar across its face"
            "|a black stripe over the eyes|a black stripe for eyes|a stripe across the eyes|a black band over the eyes"
            "|a band over its eyes|a strip of glass|a strip of dark glass|a glass strip for eyes|a black strip"
            "|a black rectangle over the eyes|a thin black rectangle for eyes|a censor bar|a censored face|a blindfold"
            "|a black blindfold|a knight visor|a knight's visor|a tank slit|a robocop visor|a robocop look"
            "|robocop eyes|a tinted window|a windscreen for eyes|a windshield for eyes|a windscreen|a reflecting visor"
            "|a shiny black visor|a mirrored visor|reflections on its visor|two gray stripes on the visor"
            "|a black visor with gray stripes|a visor like a slit|a small visor|a slim visor|a horizontal visor"
            "|a welding slit|a thin strip over the eyes|narrow black shades|a thin black screen"
            "|a horizontal bar for eyes",
            "wearing": "a narrow visor|a thin visor|a police visor|a blindfold|a black blindfold|a slim visor"
            "|a censor bar",
            "before": "blindfolded|robocop|slit eyed|slit-eyed|censored|knight like|bar eyed|blindfold wearing"
            "|cop like",
            "is": "that looks through a slit|whose eyes are behind a black visor|who looks through a slit"
            "|looking through a slit|that peers through a slit|peering through a slit|whose eyes are a slit"
            "|that sees through a slit|whose eyes are a black bar|whose eyes are censored|whose eyes are blacked out"
            "|that is blindfolded|who is blindfolded|that looks like robocop|looking like robocop|like robocop"
            "|like a knight|that looks like a knight|whose visor is narrow|whose visor is thin"
            "|whose visor has gray stripes|that looks like a police officer|with a bar across its eyes"
            "|whose face has a slot",
        },
        "robocop|roundFrame01": {
            "with": "a black visor|a dark visor|a black band for eyes",
            "wearing": "a black visor|a dark visor",
            "before": "black visored|dark visored",
            "is": "whose visor is black|that wears a black visor",
        },
        "robocop|shade01|roundFrame01": {
            "with": "a visor|visor|a visor over the eyes|a visor on its face|a visor for eyes|a robot visor"
            "|a visor in front of the eyes|a futuristic visor|a vizor|a visier",
            "wearing": "a visor|visor|a visor over its eyes",
            "before": "visored|visor wearing|visor-wearing",
            "is": "that wears a visor|that has a visor|that looks through a visor|whose visor is down|behind a visor",
        },
        "robocop|shade01": {
            "with": "covered eyes|hidden eyes|no visible eyes|no eyes|eyes you cannot see|eyes that are hidden"
            "|invisible eyes|concealed eyes|masked eyes",
            "before": "eyeless",
            "is": "whose eyes are hidden|whose eyes are behind a visor|whose eyes are covered|without eyes"
            "|without visible eyes|that has no eyes|whose eyes cannot be seen|whose eyes can't be seen"
            "|whose eyes are not visible|hiding its eyes|that hides its eyes|whose eyes are concealed",
        },
        "shade01": {
            "with": "a red visor|red shades|red sunglasses|sunglasses|shades|a visor with red light|glowing red eyes"
            "|red eyes|dark glasses|cool sunglasses|a red light for eyes|glasses|red glasses|evil red eyes"
            "|a black and red visor|red goggles|spectacles|specs|eyeglasses|sunnies|cool shades|cool glasses"
            "|dark sunglasses|dark shades|black glasses|tinted glasses|red tinted glasses|red lenses|a red lens"
            "|a pair of sunglasses|a pair of shades|a pair of glasses|sun glasses|sunglases|sunglass"
            "|a red glowing visor|a glowing red visor|a glowing visor|a red screen for eyes|a red band for eyes"
            "|a red bar for eyes|a red stripe for eyes|a red strip|a red light|a red glow|a red scanner|a red laser"
            "|laser eyes|red laser eyes|eyes like a laser|a laser visor|laser goggles|ski goggles|snow goggles"
            "|motorbike goggles|a snorkel mask|a cyclops visor like a superhero|a superhero visor|a cylon visor"
            "|cylon eyes|terminator eyes|eyes like the terminator|evil eyes|wicked eyes|demonic eyes|sinister eyes"
            "|villain eyes|burning eyes|burning red eyes|fiery eyes|blood red eyes|ruby eyes|crimson eyes|scarlet eyes"
            "|bloodshot eyes|infrared eyes|infrared goggles|night vision goggles|eyes glowing red|eyes that glow red"
            "|red lights for eyes|red led eyes|an evil look|an evil stare|a cool look|a sinister look|a red windshield"
            "|a black mask with a red window|a black frame with red glass|aviator sunglasses|aviators"
            "|wraparound sunglasses|wraparound shades|oakley style shades|red in its eyes|a red eye band|a scuba mask",
            "wearing": "sunglasses|shades|a red visor|red sunglasses|dark glasses|red goggles|glasses|spectacles|specs"
            "|cool shades|cool sunglasses|ski goggles|a pair of sunglasses|sun glasses|eyeglasses|aviators|sunnies"
            "|a glowing visor|tinted glasses|night vision goggles|a scuba mask|dark shades|red glasses|red shades",
            "in": "sunglasses|shades|dark glasses|glasses|cool shades|ski goggles|red sunglasses|spectacles"
            "|dark shades",
            "before": "red eyed|evil|evil eyed|cool|red-eyed|sinister|villainous|wicked|malevolent|malicious"
            "|laser eyed|laser-eyed|badass|bad ass|red visored|sunglassed|bespectacled|spectacled|sunglasses wearing"
            "|glasses wearing|goggled|evil-eyed|nefarious|terminator|cylon|chill|too cool|stylish|cool looking"
            "|evil looking|evil-looking|red glowing eyed|incognito|supervillain|villain",
            "is": "whose eyes are red|whose eyes glow red|looking evil|looking cool|that looks cool|who looks cool"
            "|that is cool|who is cool|that looks evil|that is evil|who is evil|who wears sunglasses"
            "|that wears sunglasses|that wears glasses|who wears glasses|that wears shades|that wears goggles"
            "|that has sunglasses on|that has glasses on|that has red eyes|that has a red visor|whose visor is red"
            "|whose visor glows red|whose glasses are red|whose eyes shine red|whose eyes burn red"
            "|whose eyes are burning|like the terminator|that looks like the terminator|too cool for school"
            "|cool as a cucumber|acting cool|ready for the sun|protected from the sun|going skiing|that goes skiing"
            "|that wants to destroy humanity|taking over the world|that wants to take over the world"
            "|that wants to kill all humans|that turned evil|gone bad|gone rogue|up to no good|that is up to no good"
            "|from the dark side|on the dark side|that shoots lasers|shooting lasers from its eyes"
            "|scanning with red light|who looks evil|with its shades on",
        },
        "shade01|roundFrame02": {
            "with": "goggles|a pair of goggles|swimming goggles|safety goggles|goggles on|eye protection|swim goggles"
            "|diving goggles|a diving mask",
            "wearing": "goggles|a pair of goggles|swimming goggles|safety goggles|diving goggles|a diving mask",
            "in": "goggles|swimming goggles",
            "before": "goggle wearing",
            "is": "that has goggles on|whose eyes are behind goggles|who wears goggles",
        },
        "roundFrame01": {
            "with": "a black mask with white eyes|white square eyes|square white eyes|white squares for eyes"
            "|white eyes on a black band|a black visor with white eyes|a rounded black visor|a pill shaped black visor"
            "|a black strip with two white squares|two white squares for eyes|white pixel eyes"
            "|a black oval band with white eyes|white rectangular eyes|white windows for eyes"
            "|a black capsule with white eyes|white eyes in a black bar",
            "is": "whose eyes are white squares|whose eyes are white rectangles",
        },
        "roundFrame01|roundFrame02": {
            "with": "a black mask|a bandit mask|a ninja mask|a burglar mask|a robber mask|a zorro mask|a raccoon mask"
            "|a mask over the eyes|an eye mask|a black band around the eyes|eyes in a black frame|black framed eyes"
            "|a rounded black frame|raccoon eyes|panda eyes|a thief mask|a mask|a superhero mask|a hero mask",
            "wearing": "a black mask|a bandit mask|a ninja mask|a burglar mask|a zorro mask|an eye mask|a mask"
            "|a superhero mask",
            "in": "a mask|a black mask",
            "before": "masked|ninja|bandit|raccoon like|burglar",
            "is": "that wears a mask|like a bandit|like a burglar|like a raccoon|like a ninja|that looks like a ninja"
            "|that looks like a bandit|that looks like a thief",
        },
        "roundFrame02": {
            "with": "goggles with round lenses|round goggles|round glasses|aviator goggles|binoculars for eyes"
            "|binoculars|round eyes in a black frame|big round eyes in a black mask"
            "|white eyes with square pupils in a black band|black rimmed round eyes|pilot goggles|steampunk goggles"
            "|eyes like a minion|a diver's mask|big eyes in a black frame",
            "wearing": "round goggles|round glasses|aviator goggles|pilot goggles|steampunk goggles",
            "is": "that looks through binoculars|looking through binoculars|whose goggles are round",
        },
        "sensor": {
            "with": "one eye|a single eye|a cyclops eye|a camera eye|one big eye|a lens for an eye|a camera lens"
            "|only one eye|a sensor eye|a lens|a monocle|one black eye|a camera for an eye|one round eye|a sensor"
            "|a single camera eye|just one eye|1 eye|one large eye|a single big eye|a single lens|a big lens|one lens"
            "|a round lens|a black lens|a dark lens|a lens instead of eyes|a camera|a camera on its face"
            "|a camera instead of eyes|a webcam|a webcam for an eye|a security camera eye|a surveillance camera"
            "|a cctv camera|a cctv eye|a spy camera|a video camera for an eye|an electronic eye|a big black eye"
            "|a dark round eye|one dark eye|one giant eye|one huge eye|an eye like a camera|an eye like a lens"
            "|an eye like a telescope|a telescope eye|a telescope|a periscope|a scope|a peephole|a porthole"
            "|a monitoring eye|a sensor for an eye|an optical sensor|a sensor and a small dot"
            "|one big eye and one small dot|a big eye on one side|a big dot and a small dot|a missing eye"
            "|one eye missing|an eye missing|a round camera|a glass eye|a scanner eye|an eye with a cable"
            "|a lens with a line|a black marble for an eye|a bullseye eye|a lone eye|a solitary eye|one eye only"
            "|a black button eye|eyes of different sizes|two different eyes|an objective lens|a magnifying lens"
            "|a fish eye lens|a cyclop eye|a big camera lens",
            "before": "one eyed|one-eyed|cyclops|single eyed|camera eyed|single-eyed|1 eyed|cyclopean|monocular"
            "|monocled|lens eyed|camera-eyed|half blind|cyclop|spy|surveillance|lone eyed|camera faced|oneeyed"
            "|cyclopic",
            "is": "that has one eye|that has only one eye|whose eye is a camera|who has one eye|who has only one eye"
            "|that has a single eye|that has just one eye|having one eye|that lost an eye|that has lost an eye"
            "|who lost one eye|missing an eye|that is missing an eye|that sees with one eye|looking with one eye"
            "|whose eye is a lens|whose only eye is big|like a cyclops|that looks like a cyclops"
            "|looking like a cyclops|that films you|filming you|that is filming|recording you|recording a video"
            "|that takes pictures|taking a picture|taking photos|watching you with one eye|that spies on you"
            "|spying on you|that has a camera|that has a camera for an eye|that has a lens for an eye"
            "|keeping an eye on you|whose second eye is missing|whose eyes are not the same|that has one big eye"
            "|with one eye only",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2|frame1|glow|roundFrame01|roundFrame02": {
            "with": "two eyes|a pair of eyes|both eyes|2 eyes|eyes on both sides|two separate eyes",
            "before": "two eyed|two-eyed",
            "is": "that has two eyes|with both its eyes|who has two eyes",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2|robocop|shade01|frame1|glow|roundFrame01|roundFrame02": {
            "with": "no camera eye|no lens|no monocle|no camera",
            "is": "without a camera eye|without a monocle|without a lens",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2|sensor|frame1|glow|roundFrame02": {
            "with": "no visor|no visor over its eyes",
            "is": "without a visor|without any visor|that has no visor|that took off its visor",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2|robocop|sensor|frame1|glow|roundFrame01": {
            "with": "no sunglasses|no glasses|no goggles|no shades",
            "is": "without sunglasses|without glasses|without goggles|that took off its glasses"
            "|that took off its sunglasses|not wearing glasses",
        },
        "round|happy|dizzy|bulging|eva|frame2|robocop|shade01|sensor|frame1|glow|roundFrame01|roundFrame02": {
            "with": "no heart eyes|no hearts|no hearts in its eyes",
            "is": "without heart eyes|who is not in love|that is not in love|without hearts in its eyes",
        },
    },
    "mouth": {
        "smile01": {
            "with": "a small smile|a gentle smile|a slight smile|a little smile|a curved mouth|a simple smile"
            "|a closed smile|a friendly smile|a soft smile|a thin smile|a tiny smile|a faint smile|a shy smile"
            "|a modest smile|a subtle smile|a sweet smile|a sweet little smile|a hint of a smile|a half smile"
            "|a mild smile|a warm smile|a calm smile|a polite smile|a quiet smile|a mini smile|a short smile"
            "|a cute smile|a cute little smile|a discreet smile|a restrained smile|a closed mouth smile"
            "|a tight lipped smile|a smile with closed lips|a smile without teeth|a u shaped mouth|a mouth like a u"
            "|a curved line for a mouth|a line curved upwards|a bent line for a mouth|a mouth curved upwards"
            "|a mouth turned up|upturned corners of the mouth|a smirk|a little smirk|a small curved mouth"
            "|a little curved line for a mouth|a mona lisa smile|a cheerful little mouth|a smile like a hook"
            "|an upturned mouth|a small happy mouth|a crescent mouth|a smile like a crescent|a banana shaped mouth"
            "|an arc for a mouth|a pleasant smile|a little bit of a smile|a contented smile|a smal smile|a kind smile"
            "|a baby smile|a shy little smile",
            "before": "slightly smiling|gently smiling|softly smiling|shyly smiling|smirking|faintly smiling"
            "|quietly smiling|smirky|mildly amused|half smiling|shy|bashful|gentle|sweetly smiling",
            "is": "smiling gently|smiling a little|that smiles a little|that smiles gently|smiling slightly"
            "|smiling softly|smiling shyly|smiling faintly|smiling politely|smiling a bit|smiling just a little"
            "|smiling with its mouth closed|that smiles slightly|that smiles softly|that smirks|smirking at you"
            "|who smiles a little|who smiles shyly|barely smiling|that barely smiles|smiling to itself"
            "|giving a little smile|giving you a small smile|that has a small smile|whose smile is small"
            "|whose smile is gentle|whose mouth curves up|whose mouth is a small curve|whose mouth is curved"
            "|smiling without showing its teeth|smiling quietly",
        },
        "smile02": {
            "with": "a big smile|an open smile|an open mouth|a laughing mouth|a wide smile|a tooth|one tooth"
            "|a big laugh|an open laughing mouth|a mouth wide open|a silly smile|a goofy smile|a wide open smile"
            "|a broad smile|a happy open mouth|a single tooth|mouth open|a huge smile|an enormous smile|a giant smile"
            "|a great big smile|a beaming smile|a bright smile|a radiant smile|a hearty laugh|a loud laugh|a laugh"
            "|a laugh on its face|a belly laugh|a guffaw|a chuckle|a giggle|an open mouthed smile"
            "|an open-mouthed smile|a smile with one tooth|a smile with a tooth|a gap toothed smile|a buck tooth"
            "|a big tooth|a white tooth|one white tooth|one front tooth|a front tooth|a big front tooth|buck teeth"
            "|front teeth|rabbit teeth|bunny teeth|beaver teeth|a beaver tooth|teeth like a rabbit|a baby tooth"
            "|a goofy mouth|a silly mouth|a dopey smile|a derpy smile|a dorky smile|a foolish smile|a stupid smile"
            "|a dumb smile|a crazy smile|a child's smile|a childish smile|a mouth opened wide|a wide open mouth"
            "|an opened mouth|a gaping mouth|a half circle mouth|a half moon mouth|a d shaped mouth"
            "|a bowl shaped mouth|a mouth like a half moon|a big open mouth|a big black mouth with a tooth"
            "|a black open mouth|a big mouth|a large mouth|a huge mouth|laughter|an excited smile|an ecstatic smile"
            "|an overjoyed face|a lol face|a haha face|a joyful laugh|an amused mouth|a spongebob smile"
            "|a big happy grin with one tooth|a missing tooth|a gap in its teeth",
            "before": "laughing|open mouthed|goofy|silly|delighted|one toothed|giggling|chuckling|giggly|guffawing"
            "|open-mouthed|one-toothed|buck toothed|buck-toothed|bucktoothed|rabbit toothed|gap toothed|gap-toothed"
            "|big mouthed|big-mouthed|amused|overjoyed|ecstatic|elated|thrilled|excited|exhilarated|euphoric|jolly"
            "|jovial|dopey|derpy|dorky|foolish|nutty|clownish|comical|wacky|zany|enthusiastic|super happy|very happy"
            "|extremely happy|overexcited|wide mouthed|broadly smiling|beaming|exuberant|hysterical|childlike"
            "|snaggletoothed|exultant|jubilant|lol",
            "is": "who laughs|that is laughing|that laughs|laughing out loud|whose mouth is open|laughing its head off"
            "|that laughs its head off|laughing hard|laughing loudly|laughing heartily|laughing happily"
            "|bursting with laughter|bursting out laughing|that bursts out laughing|roaring with laughter|cracking up"
            "|that cracks up|in stitches|splitting its sides|that heard a joke|that just heard a good joke"
            "|telling a joke|who tells jokes|cracking jokes|having fun|that has fun|having a good time|having a laugh"
            "|having a blast|that is very happy|who is very happy|that is super happy|jumping for joy|over the moon"
            "|on cloud nine|as happy as larry|happy as a clam|in high spirits|with its mouth open"
            "|with its mouth wide open|opening its mouth|that opens its mouth|whose mouth is wide open"
            "|that has an open mouth|that has one tooth|whose tooth shows|showing one tooth|that shows its tooth"
            "|smiling broadly|smiling widely|smiling from ear to ear|that smiles from ear to ear"
            "|smiling from side to side|that smiles broadly|beaming with joy|that beams|giggling like a child"
            "|that giggles|who giggles|that chuckles|that finds it funny|whose mouth is a half circle|saying ha ha"
            "|going ha ha ha|that goes haha|that is missing a tooth|that yells with joy|that lost a tooth|cheering"
            "|that cheers|shouting hooray|who is laughing|rolling on the floor laughing",
        },
        "smile01|smile02": {
            "with": "a smile|smile|a happy mouth|a smiling mouth|a happy smile|a smile on its face|a happy look"
            "|a happy expression|a smiley face|a smiling face|a smiley|a smiley mouth|a happy face|a cheerful face"
            "|a cheerful mouth|a cheerful smile|a joyful mouth|a friendly face|a friendly mouth|a friendly look"
            "|a friendly expression|a good mood|a lovely smile|a nice smile|a beautiful smile|a pretty smile"
            "|a sunny smile|a glad face|a pleasant face|a kind face|a good humour|a smile on the lips"
            "|a positive expression|a joyful expression|a joyful smile|a pleased expression|a pleased look"
            "|a warm expression|a smil|a smyle|a welcoming smile|an inviting smile|a happy mood|a sunny disposition"
            "|a positive attitude|a cheery smile|a merry face|a smile for you|some happiness|joy in its face",
            "wearing": "a smile|a happy smile|a happy expression",
            "before": "smiling|happy|cheerful|friendly|joyful|smiley|glad|pleased|kind|cheery|joyous|merry|gleeful"
            "|good humoured|good-humoured|good humored|good natured|good-natured|good tempered|optimistic|positive"
            "|upbeat|sunny|satisfied|blissful|kindly|amiable|amicable|likeable|affable|welcoming|warm hearted"
            "|benevolent|well-meaning|smily|lighthearted|light-hearted|carefree|blithe|chipper|chirpy|perky"
            "|happy looking|friendly looking|happy faced|smiley faced|smiling faced|happy-looking|happy go lucky"
            "|happy-go-lucky|buoyant|good hearted|genial|sociable|contented|content|serene",
            "is": "who smiles|that is smiling|who is happy|that smiles|that looks happy|looking happy|that is happy"
            "|who is smiling|who looks happy|looking friendly|that looks friendly|that is friendly|who is friendly"
            "|looking cheerful|that looks cheerful|that is cheerful|looking glad|looking pleased|that looks pleased"
            "|looking satisfied|looking joyful|looking content|smiling at you|that smiles at you|smiling at the camera"
            "|smiling for the camera|smiling for a photo|who smiles at you|that says cheese|saying cheese|that is glad"
            "|that is pleased|that is glad to see you|happy to see you|who is glad to see you|in a good mood"
            "|that is in a good mood|who is in a good mood|full of joy|full of happiness|filled with joy|feeling happy"
            "|feeling good|feeling great|that feels good|who feels happy|having a good day|that has a good day"
            "|enjoying life|that enjoys life|enjoying itself|that is enjoying itself|that likes you|who likes you"
            "|that wants to be friends|that wants to be your friend|that means well|that comes in peace"
            "|with a smile on its face|putting on a smile|that puts on a smile|wearing a smile|that wears a smile"
            "|that has a smile|that has a happy face|whose mouth smiles|whose mouth is smiling|whose mouth is happy"
            "|whose face is happy|whose face smiles|whose smile is friendly|looking nice|that looks nice|that is nice"
            "|who is kind|that is kind|welcoming you|that greets you with a smile|looking on the bright side"
            "|not sad at all|that cheers you up|happy as can be|full of beans|that is not sad|in good spirits",
        },
        "bite": {
            "with": "sharp teeth|pointed teeth|a biting mouth|fangs|shark teeth|jagged teeth|pointy teeth"
            "|monster teeth|sharp fangs|a dangerous mouth|zigzag teeth|spiky teeth|vampire teeth|triangular teeth"
            "|a shark mouth|razor sharp teeth|razor teeth|teeth like razors|saw teeth|teeth like a saw"
            "|a saw for a mouth|a sawtooth mouth|needle teeth|teeth like needles|teeth like knives|teeth like daggers"
            "|dagger teeth|knife teeth|teeth like spikes|spike teeth|spikes for teeth|spikes in its mouth"
            "|triangle teeth|triangles for teeth|teeth like triangles|zig zag teeth|a zigzag mouth|a jagged mouth"
            "|a toothed mouth|a spiky mouth|piranha teeth|crocodile teeth|alligator teeth|a crocodile mouth"
            "|teeth like a shark|teeth like a crocodile|teeth like a wolf|wolf teeth|wolf fangs|tiger teeth"
            "|dinosaur teeth|t-rex teeth|dragon teeth|beast teeth|animal teeth|predator teeth|vampire fangs"
            "|fangs like a vampire|dracula teeth|a monster mouth|a monstrous mouth|a beast's mouth|a scary mouth"
            "|a scary smile|an evil mouth|an evil grin|an angry mouth|a vicious mouth|a fierce mouth"
            "|an aggressive mouth|a savage mouth|a hungry mouth|a bite|a nasty bite|a dangerous bite|a snarl"
            "|a snarling mouth|a growling mouth|a growl|canines|canine teeth|big fangs|long fangs|pointy fangs"
            "|a bear trap mouth|a mouth like a trap|a black mouth with white spikes|upper fangs|four sharp teeth"
            "|four fangs|four pointed teeth|jaws|a jaws mouth|teeth that bite|teeth to bite with|sharp white teeth"
            "|dangerous teeth|scary teeth|jaggy teeth|sharp tooth|a wicked grin|halloween teeth|pumpkin teeth"
            "|jack o lantern teeth|sharpened teeth|icicle teeth|sharp teef|a threatening mouth|a scary expression"
            "|a scary face|an aggressive look|a fierce expression|fang teeth",
            "before": "biting|dangerous|sharp toothed|fanged|scary|monstrous|fierce|aggressive|hungry|ferocious"
            "|sharp-toothed|sharp fanged|snarling|growling|roaring|vicious|savage|bloodthirsty|predatory|frightening"
            "|terrifying|horrifying|creepy|spooky|fearsome|threatening|brutal|violent|beastly|feral|rabid|monster"
            "|monster like|shark like|shark-like|shark toothed|vampire|vampiric|vampire like|crocodile mouthed"
            "|carnivorous|man eating|flesh eating|ravenous|starving|zigzag toothed|spiky toothed|pointy toothed"
            "|saw toothed|sawtoothed|jagged toothed|piranha toothed|wolfish|wolf like|angry|furious|raging|enraged"
            "|angry looking|scary looking|dangerous looking|mean looking|mean|nasty|bitey|bity|snappy|lethal|deadly"
            "|ghoulish|gruesome|nightmarish|toothed like a shark|combative|threatening looking|halloween",
            "is": "that bites|showing sharp teeth|who bites|whose teeth are sharp|looking dangerous"
            "|that looks dangerous|that is dangerous|who is dangerous|looking scary|that looks scary|that is scary"
            "|looking fierce|that looks fierce|looking aggressive|that looks aggressive|looking angry|that looks angry"
            "|that is angry|who is angry|that looks mean|looking mean|that looks hungry|looking hungry|that is hungry"
            "|who is hungry|that wants to eat you|that wants to eat|that wants to bite you|about to bite"
            "|about to bite you|ready to bite|ready to attack|about to attack|that might bite|that bites hard"
            "|that will bite you|biting you|that snarls|that growls|growling at you|snarling at you|that roars"
            "|showing its fangs|that shows its fangs|baring its fangs|that bares its fangs|that has fangs"
            "|that has sharp teeth|who has sharp teeth|who has fangs|whose teeth are pointed|whose teeth are jagged"
            "|whose teeth are like a saw|whose teeth look like a saw|whose teeth are triangles"
            "|whose mouth is full of sharp teeth|whose bite is dangerous|like a shark|that looks like a shark"
            "|looking like a shark|like a vampire|that looks like a vampire|like a monster|that looks like a monster"
            "|looking like a monster|like a piranha|like a crocodile|like a wolf|like a beast|hungry as a wolf"
            "|out for blood|that scares people|that scares children|that frightens children|that frightens you"
            "|that gives you nightmares|you should be afraid of|not to be messed with|that eats people|that eats metal"
            "|armed to the teeth|licking its chops|who wants to bite|that chomps|that you do not want to meet at night"
            "|in attack mode|in a bad temper|in a rage",
        },
        "bite|grill03": {
            "with": "teeth|a lot of teeth|many teeth|a mouth with teeth|bared teeth|a mouth full of teeth"
            "|visible teeth|several teeth|teeth showing|its teeth showing|lots of teeth|teeth in its mouth|tooths"
            "|teeths|teeth in the mouth|a full set of teeth|a set of teeth",
            "before": "toothed|teeth baring|teeth showing",
            "is": "showing its teeth|baring its teeth|showing teeth|that shows its teeth|that shows teeth"
            "|that bares its teeth|with its teeth bared|that has teeth|that has many teeth|whose teeth show"
            "|whose teeth are visible|whose teeth are bared|who shows its teeth|whose mouth is full of teeth",
        },
        "grill03": {
            "with": "white teeth|a grin|a row of teeth|a toothy grin|clenched teeth|a wide grin|a white grill"
            "|square teeth|big white teeth|gritted teeth|a set of white teeth|straight teeth|a row of white teeth"
            "|a white mouth|a toothy smile|a smile with teeth|a smile full of teeth|a big grin|a broad grin"
            "|a huge grin|a cheesy grin|a cheesy smile|a cheeky grin|a cheshire cat grin|a grinning mouth"
            "|a hollywood smile|a toothpaste smile|a perfect smile|a dazzling smile|a white smile|pearly whites"
            "|pearly white teeth|pearly teeth|perfect teeth|perfect white teeth|clean teeth|brushed teeth"
            "|healthy teeth|shiny teeth|shiny white teeth|bright white teeth|even teeth|flat teeth|blunt teeth"
            "|big teeth|large teeth|big square teeth|big flat teeth|blocky teeth|box teeth|boxy teeth|human teeth"
            "|horse teeth|teeth like a horse|teeth like piano keys|piano teeth|piano keys for a mouth"
            "|a piano keyboard mouth|a keyboard mouth|false teeth|fake teeth|dentures|a denture|teeth pressed together"
            "|teeth clenched|teeth gritted|clamped teeth|grinding teeth|gnashing teeth|closed teeth|a grimace"
            "|a nervous grin|a forced smile|an awkward smile|a nervous smile|a stiff grin|a frozen grin|a fixed grin"
            "|a strained smile|a skeleton mouth|skeleton teeth|skull teeth|teeth like a skeleton|a skull mouth"
            "|a wall of teeth|a white row of teeth|a rectangular grin|a rectangular mouth with white teeth"
            "|white squares for teeth|white blocks for teeth|a white rectangle for a mouth|a white radiator mouth"
            "|a corn cob mouth|teeth like tiles|tiles for teeth|teeth like a wall|a picket fence mouth|a grinn"
            "|a dentist's smile|braces|teeth with gaps|a show of teeth|a white-toothed grin|a cartoon grin"
            "|a happy grin",
            "before": "grinning|toothy|white toothed|white-toothed|grimacing|grinny|teeth clenching|teeth gritting"
            "|teeth grinding|big toothed|big-toothed|square toothed|straight toothed|horse toothed|clench toothed"
            "|strained|cheesy|skeletal|cringing|cheeky",
            "is": "showing white teeth|clenching its teeth|gritting its teeth|who grins|that is grinning|that grins"
            "|who is grinning|grinning broadly|grinning widely|grinning from ear to ear|that grins from ear to ear"
            "|grinning at you|that grins at you|grinning like a cheshire cat|grinning like an idiot"
            "|grinning and showing its teeth|grinding its teeth|that grinds its teeth|gnashing its teeth"
            "|that grits its teeth|that clenches its teeth|who clenches its teeth|with its teeth clenched"
            "|with clenched teeth showing|smiling with its teeth|smiling with all its teeth|that smiles with teeth"
            "|that shows its white teeth|that shows off its white teeth|showing off its teeth|that brushed its teeth"
            "|that brushes its teeth|who brushes its teeth|just back from the dentist|that came from the dentist"
            "|in a toothpaste commercial|whose teeth are white|whose teeth are big|whose teeth are square"
            "|whose teeth are straight|whose teeth are clenched|whose teeth are gritted|whose grin is wide"
            "|whose teeth gleam|whose teeth look like piano keys|that has white teeth|that has big white teeth"
            "|that has a grin|whose mouth is a row of teeth|forcing a smile|that grimaces|making a grimace"
            "|that has a toothy grin|biting its teeth together",
        },
        "diagram": {
            "with": "a screen mouth|a wave mouth|a waveform mouth|a green wave on its mouth|a heartbeat line"
            "|an oscilloscope mouth|a display for a mouth|a screen for a mouth|a sound wave for a mouth|a pulse line"
            "|a green line on the mouth|a digital mouth|a voice display|a mouth screen|a green zigzag mouth"
            "|a green mouth|a heartbeat|a heart beat|a heartbeat mouth|a heartbeat monitor|a heart monitor"
            "|a heart rate monitor|a heart rate line|an ecg|an ekg|an ecg line|an ekg line|an ecg mouth|an ekg mouth"
            "|a cardiogram|a cardiogram mouth|a pulse|a pulse mouth|a pulse monitor|an oscilloscope"
            "|an oscilloscope screen|a sound wave|sound waves|a sound wave mouth|a soundwave|an audio wave"
            "|an audio waveform|an audio wave mouth|an audio display|a waveform|a wave line|a wave|a wavy mouth"
            "|a wavy green line|a wavy line for a mouth|a green wave|a green wave for a mouth|a green line"
            "|a green line for a mouth|a green zigzag|a green zigzag line|a zigzag line for a mouth"
            "|a zig zag line for a mouth|a jagged green line|a squiggly green line|a green squiggle"
            "|a green squiggle for a mouth|a green graph|a graph for a mouth|a graph|a chart for a mouth"
            "|a diagram for a mouth|a diagram|a curve on a screen|a line graph|a curve on its mouth"
            "|a black screen for a mouth|a black mouth screen|a small screen for a mouth|a little screen for a mouth"
            "|a display mouth|a display on its mouth|a monitor for a mouth|a monitor mouth|an lcd mouth|a led mouth"
            "|an led mouth|an electronic mouth|a computer mouth|a speech display|a speech wave|a voice wave"
            "|a voice waveform|a voice|a robot voice|a voice monitor|a voice line|a voice meter|a volume meter"
            "|an equalizer|an equalizer mouth|an equaliser|a frequency line|a frequency display|a signal line"
            "|a signal on its mouth|a vital signs monitor|a hospital monitor|a lie detector|a lie detector line"
            "|a seismograph|a seismograph mouth|an earthquake line|a stock chart mouth|a neon green mouth"
            "|a glowing green line|a glowing green mouth|green lips|a talking mouth|a speaking mouth"
            "|a speaking display|an electric mouth|a mouth that shows a wave|a mouth on a screen"
            "|a screen with a green line|a screen with a wave|a talking screen",
            "before": "talking|speaking|singing|screen mouthed|screen-mouthed|chatting|chatty|talkative|chattering"
            "|babbling|gabby|vocal|voiced|loquacious|green mouthed|green-mouthed|wave mouthed|display mouthed"
            "|heartbeat mouthed|oscilloscope mouthed|garrulous|communicative|rapping|mumbling|humming|gossiping"
            "|speeching|narrating|blabbering|eloquent",
            "is": "that talks|that is speaking|that is talking|whose mouth is a screen|that speaks|who speaks"
            "|who talks|who is talking|who is speaking|that can talk|that can speak|that talks a lot"
            "|that talks too much|talking to you|speaking to you|that talks to you|that speaks to you"
            "|that says something|saying something|saying hello|that says hello|telling a story|giving a speech"
            "|that sings|who sings|that is singing|singing a song|singing along|that sings a song|chatting with you"
            "|that chats|having a chat|that will not stop talking|that won't shut up|whose heart beats"
            "|whose heart is beating|whose pulse shows on its mouth|that is alive|whose mouth shows a wave"
            "|whose mouth shows a heartbeat|whose mouth shows a green line|whose mouth is a wave"
            "|whose mouth is a green line|whose mouth is green|whose mouth glows green|whose mouth is a display"
            "|whose mouth is an oscilloscope|whose mouth is a graph|whose mouth is an ecg"
            "|whose voice shows on a screen|whose voice is shown as a wave|that has a screen for a mouth"
            "|that has a heartbeat line|that has a green mouth|measuring a pulse|with its voice on display"
            "|that makes sounds|making sounds|that gabs|that chatters",
        },
        "square02|square01": {
            "with": "a straight mouth|a flat mouth|a serious mouth|a line for a mouth|a closed mouth|a neutral mouth"
            "|a straight line mouth|a plain mouth|a black line for a mouth|a serious look|a serious expression"
            "|a mouth like a line|a neutral expression|a straight face|a poker face|a blank face|a blank expression"
            "|a blank look|a deadpan face|a deadpan expression|a stone face|a stony face|a serious face|a stern face"
            "|a stern look|a stern mouth|a stern expression|a grave expression|a neutral face|a bored face"
            "|a bored look|a bored mouth|a bored expression|an expressionless mouth|an expressionless face"
            "|an emotionless face|an emotionless mouth|an indifferent face|an indifferent mouth|an indifferent look"
            "|a meh face|a cold expression|a cold face|an unimpressed look|an unimpressed face|a grumpy mouth"
            "|a grumpy face|a grumpy look|a sullen mouth|a sour face|a sulky mouth|a strict mouth|a strict look"
            "|sealed lips|closed lips|pressed lips|tight lips|pursed lips|a shut mouth|a mouth that is closed"
            "|a level mouth|a horizontal mouth|a horizontal line for a mouth|a black bar for a mouth|a bar for a mouth"
            "|a dash for a mouth|a straight line for a mouth|a straight black line for a mouth"
            "|a minus sign for a mouth|a hyphen mouth|a simple line mouth|a line mouth|a line as mouth"
            "|a black line mouth|a stroke for a mouth|a stripe for a mouth|no expression|no emotion|no emotions"
            "|no expression on its face|a lack of emotion|a lack of expression|a robotic expression|a dull expression"
            "|a bad mood|a no nonsense look|a mouth without expression|a serius face|a fed up look|a sceptical mouth"
            "|a skeptical look",
            "before": "serious|stern|neutral|earnest|expressionless|bored|emotionless|grumpy|poker faced|poker-faced"
            "|straight faced|straight-faced|stone faced|stone-faced|stony faced|deadpan|blank faced|indifferent"
            "|apathetic|impassive|unemotional|unfeeling|unimpressed|uninterested|disinterested|unamused|cold hearted"
            "|grave|solemn|strict|severe|austere|dour|sullen|sulky|grouchy|moody|grumbling|cranky|crabby|surly|morose"
            "|glum|gloomy|humourless|humorless|joyless|unmoved|unfazed|stoic|stoical|reserved|silent|mute|tight lipped"
            "|tight-lipped|taciturn|close mouthed|straight mouthed|flat mouthed|line mouthed|meh|blase|annoyed"
            "|irritated|displeased|dissatisfied|unenthusiastic|businesslike|matter of fact|sceptical|skeptical"
            "|unexcited|listless|fed up|aloof|monosyllabic|thin lipped|passive|no nonsense|no-nonsense|earnest looking"
            "|serious looking|bored looking|emotionless looking|bad tempered|bad-tempered",
            "is": "looking serious|who is serious|looking bored|whose mouth is a line|that is serious"
            "|that looks serious|who looks serious|that looks bored|that is bored|who is bored|looking stern"
            "|that looks stern|looking strict|looking neutral|that looks neutral|looking grumpy|that looks grumpy"
            "|that is grumpy|who is grumpy|looking indifferent|looking unimpressed|that is not impressed|not impressed"
            "|not amused|that is not amused|who is not amused|keeping a straight face|that keeps a straight face"
            "|with a straight face|putting on a poker face|showing no emotion|showing no emotions"
            "|that shows no emotion|that shows no emotions|without emotion|without emotions|without any emotion"
            "|without expression|without an expression|without feelings|that has no feelings|that feels nothing"
            "|devoid of emotion|who feels nothing|whose mouth is straight|whose mouth is flat|whose mouth is closed"
            "|whose mouth is shut|whose mouth is a straight line|whose mouth is a bar|whose lips are sealed"
            "|with its mouth shut|with its mouth closed|keeping its mouth shut|that keeps its mouth shut"
            "|that says nothing|saying nothing|that is silent|who is silent|that remains silent|that keeps silent"
            "|keeping quiet|that keeps quiet|that doesn't say a word|that does not talk|who doesn't talk"
            "|giving you the silent treatment|in a bad mood|that is in a bad mood|who is in a bad mood"
            "|that got up on the wrong side of bed|that means business|who means business|all business"
            "|that couldn't care less|that could not care less|that doesn't care|who does not care"
            "|that has no sense of humour|that can't take a joke|that never laughs|who never laughs|bored to death"
            "|bored to tears|cold as ice|looking emotionless|whose face is serious|whose face shows nothing"
            "|whose expression is neutral|whose face is expressionless|looking fed up",
        },
        "square02": {
            "with": "a thin mouth|a long thin mouth|a thin line for a mouth|a wide flat mouth|a long line for a mouth"
            "|a wide straight mouth|a slit mouth|a mouth like a slit|a thin black line for a mouth"
            "|a narrow slit for a mouth|a thin straight mouth|thin lips",
            "is": "whose mouth is a thin line|whose mouth is a long line",
        },
        "square01": {
            "with": "a small flat mouth|a short black bar for a mouth|a small straight mouth|a pill shaped mouth"
            "|a small black mouth|a little black mouth|a short mouth|a small black bar for a mouth"
            "|a thick short line for a mouth|a little bar for a mouth|a capsule shaped mouth|a black pill for a mouth"
            "|a moustache like mouth",
            "is": "whose mouth is a short bar|whose mouth is a small black bar",
        },
        "smile01|square01": {
            "with": "a small mouth|a little mouth|a tiny mouth|a short mouth line|a mini mouth|a wee mouth"
            "|a mouth that is small",
            "before": "small mouthed|tiny mouthed|small-mouthed|little mouthed",
            "is": "whose mouth is small|whose mouth is tiny|that has a small mouth|that has a tiny mouth",
        },
        "bite|grill03|diagram": {
            "with": "a rectangular mouth|a rectangle for a mouth|a framed mouth|a boxy mouth|a square mouth"
            "|a mouth in a frame|a box for a mouth|a window for a mouth|a mouth with a frame around it"
            "|a wide rectangular mouth",
            "before": "square mouthed|box mouthed",
            "is": "whose mouth is a rectangle|whose mouth is rectangular|whose mouth has a frame|whose mouth is square"
            "|whose mouth is framed",
        },
        "bite|diagram|square02|square01|grill01|grill02": {
            "with": "no smile|no smile on its face|no smiling mouth|no happy mouth",
            "before": "unsmiling|smileless",
            "is": "without a smile|that does not smile|who does not smile|not smiling|that doesn't smile"
            "|who doesn't smile|that is not smiling|that isn't smiling|who is not smiling|that never smiles"
            "|who never smiles|that stopped smiling|that refuses to smile|that lost its smile"
            "|without a smile on its face|whose smile is gone|that forgot how to smile",
        },
        "smile01|diagram|square02|square01|grill01|grill02": {
            "with": "no teeth|no teeth at all|no fangs|no tooth",
            "before": "toothless",
            "is": "without teeth|without any teeth|that has no teeth|who has no teeth|that lost its teeth"
            "|that lost all its teeth|whose teeth fell out|without fangs",
        },
        "grill01|grill02": {
            "with": "a grill|a grille|a speaker mouth|a vent|vertical slots|a grill for a mouth|a loudspeaker"
            "|slots for a mouth|a speaker for a mouth|bars for a mouth|vertical bars for a mouth|a vent for a mouth"
            "|a speaker grille|black bars for a mouth|slits for a mouth|a grill mouth|a speaker|a grille for a mouth"
            "|a grille mouth|a mouth grille|a mouth grill|a mouth like a grill|a mouth like a grille|a vent mouth"
            "|vents|vents for a mouth|an air vent|air vents|a ventilation grille|a ventilation grill|ventilation slots"
            "|ventilation slits|cooling vents|cooling slots|air slots|air slits|a loudspeaker mouth"
            "|a loudspeaker for a mouth|a mouth like a loudspeaker|a mouth like a speaker|a voice speaker"
            "|a speaker slot|speaker slots|speaker slits|a sound grille|an intercom mouth|an intercom"
            "|a mouth with slots|a mouth with slits|a mouth with bars|a mouth with vertical lines"
            "|a mouth made of lines|a mouth made of bars|a mouth of vertical lines|a mouth of slots"
            "|vertical lines for a mouth|vertical stripes for a mouth|vertical slits for a mouth|vertical slits"
            "|vertical bars|vertical stripes on the mouth|short vertical lines for a mouth|a row of slots"
            "|a row of slits|a row of bars|a row of bars for a mouth|a row of vertical lines|black slots for a mouth"
            "|black slits for a mouth|stripes for a mouth|a striped mouth|little lines for a mouth"
            "|openings for a mouth|gaps for a mouth|holes for a mouth|air holes|breathing holes|breathing slits|gills"
            "|gills for a mouth|gill slits|a car grille|a car grill|a grate|a grate for a mouth"
            "|a metal grate for a mouth|a grating|a grating for a mouth|a barred mouth|a slotted mouth|a slatted mouth"
            "|a comb mouth|a radio speaker|a telephone speaker|a stitched mouth|stitches on its mouth"
            "|a mouth stitched shut|a sewn mouth|a sewn up mouth|a sewn shut mouth|a bbq grill mouth"
            "|a ventilator mouth|a gril|a grating instead of a mouth|a mask grille|a darth vader mouth"
            "|darth vader style mouth grille|an electric shaver mouth|a mechanical mouth|slots instead of a mouth"
            "|bars instead of a mouth|a grill instead of a mouth|a speaker instead of a mouth",
            "before": "grill mouthed|grille mouthed|grill-mouthed|vent mouthed|speaker mouthed|slot mouthed"
            "|slit mouthed|vented|ventilated|slotted|loudspeaker mouthed|gilled|stitch mouthed|bar mouthed",
            "is": "whose mouth is a grill|whose mouth is a speaker|whose mouth is a grille|whose mouth is a vent"
            "|whose mouth is a loudspeaker|whose mouth is a row of slots|whose mouth is a row of bars"
            "|whose mouth is barred|whose mouth has bars|whose mouth has slots|whose mouth is made of bars"
            "|whose mouth is made of slits|whose mouth is made of vertical lines|whose mouth looks like a grill"
            "|whose mouth looks like a speaker|whose mouth looks like a vent|whose mouth is a set of slits"
            "|whose mouth is slotted|whose mouth is stitched|whose mouth is sewn shut|that has a grill for a mouth"
            "|that has a grille for a mouth|that has a speaker for a mouth|that has slots for a mouth|that has a vent"
            "|that has bars for a mouth|that breathes through slits|that breathes through vents"
            "|that speaks through a grille|talking through a loudspeaker|that talks through a speaker"
            "|that speaks through a loudspeaker|speaking through a speaker|breathing through slits|like darth vader"
            "|that looks like darth vader|that needs ventilation|fitted with a grille",
        },
        "grill02": {
            "with": "a radiator mouth|four bars for a mouth|four slots for a mouth|four vertical bars|four black bars"
            "|big slots for a mouth|long slots for a mouth|thick bars for a mouth|large vents for a mouth"
            "|prison bars for a mouth|a radiator|a radiator for a mouth|a radiator grille"
            "|four vertical lines for a mouth|four slits for a mouth|a heater grille|a fence for a mouth"
            "|a mouth like a radiator|a mouth like prison bars|a jail bar mouth",
            "before": "radiator mouthed",
            "is": "whose mouth is a radiator|whose mouth is four bars|whose mouth has four bars"
            "|whose mouth looks like a radiator",
        },
        "grill01": {
            "with": "small slots for a mouth|tiny slits for a mouth|five slots for a mouth|little vents for a mouth"
            "|five little bars for a mouth|tiny vents|five tiny lines for a mouth|small slits for a mouth"
            "|a tiny grille|a small grille|little dashes for a mouth|a row of tiny slots|tiny holes for a mouth"
            "|small air holes|five small holes for a mouth|a fine grille",
            "is": "whose mouth is five tiny slots|whose mouth is a row of tiny slits|whose grille is small",
        },
        "smile01|smile02|bite|grill03|diagram|square02|square01": {
            "with": "no grill|no grille|no speaker mouth|no vents",
            "is": "without a grill|without a grille|without vents|without a speaker|that has no grill",
        },
        "smile01|smile02|bite|grill03|square02|grill01|grill02|square01": {
            "with": "no screen mouth|no heartbeat line|no screen for a mouth",
            "is": "without a screen mouth|without a heartbeat line|without a display for a mouth",
        },
    },
}
