"""How people speak of a robot's eyes."""

from __future__ import annotations

#: attribute -> values (separated by |) -> form -> wordings (separated by |).
EYES_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "eyes": {
        "round": {
            "with": "simple eyes|plain eyes|normal eyes|ordinary eyes|basic eyes|standard eyes|regular eyes|usual eyes"
            "|minimal eyes|unadorned eyes|white dots for eyes|two plain white dots|eyes like white buttons"
            "|simple white eyes|neutral eyes|eyes like milk drops|plain white dots for eyes|classic robot eyes"
            "|eyes as simple as can be|eyes without pupils|no pupils|white pearls for eyes|white beads for eyes"
            "|white button eyes|eyes like mints|eyes of the simplest kind|the simplest eyes|clean white dots for eyes"
            "|undecorated eyes|default eyes|white pea eyes|eyes like peas of white|white polka dot eyes"
            "|nothing special for eyes|unremarkable eyes",
            "before": "plain eyed|simple eyed|bead eyed",
            "is": "whose eyes are white dots|whose eyes are simple|whose eyes are plain|whose eyes are just dots"
            "|whose eyes have no pupils|whose eyes are ordinary|whose eyes are normal|whose eyes are nothing special"
            "|with plain white eyes|whose eyes are two white dots",
        },
        "round|glow": {
            "with": "small eyes|dot eyes|dots for eyes|tiny eyes|small round eyes|little eyes|round white eyes"
            "|two white dots|beady eyes|eyes like dots|two dots for eyes|pinpoint eyes|eyes like pinpricks|point eyes"
            "|points for eyes|dotted eyes|small white eyes|little white eyes|small circles for eyes"
            "|white circles for eyes|teeny eyes|eyes like little dots|two small eyes|wee eyes|dots as eyes"
            "|dots instead of eyes|circular white eyes|tiny white circles for eyes|minute eyes"
            "|narrow little eyes|two tiny dots for eyes|eyes like pins|eyes as small as peas|eyes like needle heads"
            "|eyes no bigger than dots|eyes as small as dots|mini eyes|eyes that are small|very small eyes"
            "|eyes like tiny lights|pea sized eyes|small dots for eyes",
            "before": "dot eyed|small eyed|tiny eyed|dot-eyed|small-eyed|beady eyed|beady-eyed|little eyed|pin eyed"
            "|pea eyed|very small eyed|dotty eyed",
            "is": "whose eyes are small|whose eyes are dots|whose eyes are tiny|whose eyes are little circles"
            "|whose eyes are just two dots|looking at you with tiny eyes|whose eyes are little"
            "|whose eyes are little dots|whose eyes are white circles|whose eyes are very small",
        },
        "round|glow|roundFrame01": {
            "with": "white eyes|two white eyes|eyes that are white|snow white eyes|whitish eyes|white coloured eyes",
            "before": "white eyed|white-eyed",
            "is": "whose eyes are white",
        },
        "round|glow|bulging|roundFrame02": {
            "with": "round eyes|circular eyes|circles for eyes|eyes like circles|ball shaped eyes|two round eyes"
            "|roundish eyes|eyes as round as coins",
            "before": "round eyed|round-eyed|circle eyed",
            "is": "whose eyes are round|whose eyes are circles",
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
            "|laughing closed eyes|eyes like smiles|smiles for eyes|eyes like arches|eyes like two rainbows"
            "|eyes that smile|eyes that are happy|eyes that are closed|eyes closed in happiness|happily closed eyes"
            "|eyes like a happy emoji|happy emoji eyes|kawaii eyes|laughing emoji eyes|black arches for eyes"
            "|little arcs with brows|eyes squeezed together|eyes pinched shut|eyes shut from laughing"
            "|upside down smiles for eyes|eyebrows over its eyes",
            "before": "happy eyed|squinting|squinty|squinty eyed|happy-eyed|closed eyed|browed|smiling eyed|merry eyed"
            "|arch eyed|eyebrowed|smile eyed|kawaii eyed|shut eyed|laughing eyed",
            "is": "whose eyes smile|smiling with its eyes|whose eyes are happy|that smiles with its eyes"
            "|whose eyes are closed|whose eyes are shut|with its eyes closed|with its eyes shut|closing its eyes"
            "|that closes its eyes|that shuts its eyes|closing its eyes with joy|squinting with joy|that squints"
            "|whose eyes are squinting|who squints|whose eyes are laughing|whose eyes look happy|raising its eyebrows"
            "|that raises its eyebrows|whose eyes are arcs|whose eyes are curved|whose eyes are screwed up|smizing"
            "|that squeezes its eyes shut|shutting its eyes|with closed eyes that smile|that laughs with its eyes"
            "|laughing with its eyes|whose eyes are squeezed shut|whose eyes are black arcs|whose eyes are arches"
            "|whose eyes curve upwards|that has its eyes closed|who has closed its eyes|keeping its eyes shut"
            "|who smiles with its eyes|whose eyebrows are raised",
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
            "|infatuated eyes|enamored eyes|hart eyes|heart eye|pinkish red hearts|in-love eyes"
            "|passionate eyes|hearts popping from its eyes|a valentine's look|a loving look|a look of love"
            "|love struck eyes|eyes made of hearts|eyes of hearts|two love hearts|loving heart eyes"
            "|red love hearts for eyes|little red hearts|a heart for each eye|a heart in each eye|heart-shaped pupils"
            "|lovestruck eyes|crushing eyes|an infatuated look|an adoring look|an enamoured look"
            "|the eyes of someone in love|emoji heart eyes|love written all over its face|butterflies in its stomach"
            "|romance in its eyes|love at first sight",
            "before": "in love|heart eyed|loving|lovestruck|love struck|enamoured|amorous|adoring|heart-eyed"
            "|love-struck|lovesick|love sick|enamored|smitten|infatuated|besotted|romantic|loved up|lovey dovey"
            "|lovey-dovey|love|valentine|valentine's|lovelorn|affectionate|passionate|love drunk|love crazy"
            "|love filled|swooning|flirty|flirtatious|devoted|loving eyed|twitterpated|enchanted|adoring looking"
            "|lovesick looking|heart struck|love stricken|love-stricken|doting",
            "is": "who is in love|that is in love|that loves you|falling in love|whose eyes are hearts|who loves you"
            "|that loves someone|that fell in love|who fell in love|that has fallen in love|in love with you"
            "|in love with someone|that adores you|who adores you|that is smitten|that is head over heels"
            "|head over heels|deeply in love|so in love|very much in love|looking in love|looking lovestruck"
            "|that looks in love|that looks at you with love|looking at you lovingly|hit by cupid's arrow"
            "|struck by cupid|crazy about you|mad about you|that is crazy about you|whose eyes are heart shaped"
            "|whose eyes turned into hearts|whose eyes show love|seeing its true love|that found true love"
            "|celebrating valentine's day|who feels love|that feels love|falling for you|sending love|that is swooning"
            "|blinded by love|with hearts in its eyes|whose eyes are red hearts|whose eyes are full of love"
            "|whose eyes look like hearts|who adores someone|who is smitten|who is crazy about you"
            "|that has hearts in its eyes|that has got a crush|who likes you very much|that likes you a lot"
            "|that sees someone it loves|that sees the love of its life|that met its sweetheart"
            "|who met the love of its life|who wants to marry you|on its first date|on a date|ready for a date"
            "|writing love letters|dreaming of its beloved|that dreams of love|who is besotted|that fancies you"
            "|who fancies someone|that feels butterflies|that loves everybody|madly in love|head over heels in love",
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
            "|whose eyes are x shaped|whose eyes look like an x|in need of repair|that needs repair"
            "|that needs a mechanic|beyond repair|with no life left in it|spun around too much|whose lights are out"
            "|whose power is off|dead as a dodo|resting in peace|out cold|done for|dead as a doornail|out of order",
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
            "|staring at you|whose eyes are large|whose eyes are enormous|whose eyes have pupils"
            "|whose eyes are as big as saucers|who stares|that looks like an owl|like an owl",
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
            "|who looks surprised|that gets a surprise|lost for words|in awe|taken aback|freaked out",
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
            "|blue eggs for eyes|blu eyes|an astronaut's visor|a black oval face|a black oval face screen"
            "|a dark oval mask|a dark oval|a dark mask with blue eyes|a dark mask|a rounded dark mask"
            "|a black glass face|a dark glass face|a dark glass face plate|blue ovals|two blue ovals|two blue eggs"
            "|two blue ellipses|blue oval lights|lying blue eggs for eyes|blue eyes in a dark oval"
            "|blue eyes behind dark glass|bright blue oval eyes|eyes like blue jelly beans|big blue oval eyes"
            "|a big black eye mask with blue eyes|a helmet with blue eyes|an alien look|insect like blue eyes"
            "|eyes like the robot eve|elliptical eyes|a face like an astronaut|a biker helmet face|ellipses for eyes"
            "|eyes of oval shape|cobalt eyes",
            "before": "oval eyed|almond eyed|alien eyed|black faced|dark faced|almond-eyed|sapphire eyed|alien"
            "|alien looking|alien like|eve like|astronaut like|alien faced|egg eyed|oval-eyed",
            "is": "whose eyes are oval|whose eyes are blue ovals|whose eyes are tilted|whose face is a black mask"
            "|that looks like an alien|looking like an alien|like an alien|whose eyes are blue and oval"
            "|whose face plate is black|behind a black face plate|that looks like an astronaut|whose eyes are ovals"
            "|whose eyes are egg shaped|whose face is black with blue eyes|whose blue eyes are oval"
            "|whose blue eyes sit in a black oval|that looks like eve|like eve from the movie"
            "|who comes from outer space|from another planet|wearing an astronaut's visor|whose face is dark glass",
        },
        "eva|frame1": {
            "with": "blue eyes|glowing blue eyes|blue glowing eyes|bright blue eyes|shiny blue eyes"
            "|eyes that glow blue|eyes glowing blue|luminous blue eyes|two blue eyes|shining blue eyes"
            "|blue lights for eyes|blue led eyes|blue leds for eyes|bluish eyes|blue coloured eyes|blue colored eyes"
            "|neon blue eyes|electric blue eyes|beautiful blue eyes|blue lit eyes|pretty blue eyes|blue shining eyes"
            "|eyes that are blue|eyes of blue|two glowing blue eyes|eyes like blue lights|eyes with blue light"
            "|blue light in its eyes|eyes lit in blue|blu coloured eyes|big beautiful blue eyes|fluorescent blue eyes",
            "before": "blue eyed|blue-eyed",
            "is": "whose eyes are blue|whose eyes glow blue|whose eyes shine blue|with eyes as blue as the sky"
            "|whose eyes light up blue|that looks at you with blue eyes|with blue eyes that glow"
            "|whose eyes are glowing blue|whose eyes are lit blue|whose eyes are bright blue|whose eye colour is blue"
            "|whose eye color is blue",
        },
        "frame1": {
            "with": "light blue eyes|light blue square eyes|square blue eyes|blue square eyes|blue pixel eyes"
            "|a black screen with blue eyes|a screen with blue eyes|blue eyes on a screen|a display with blue eyes"
            "|pale blue eyes|ice blue eyes|icy blue eyes|sky blue eyes|cyan eyes|baby blue eyes|blue squares for eyes"
            "|a big black screen|a large black screen|a wide screen with blue eyes"
            "|a big black screen with small blue eyes|small blue eyes|little blue square eyes|a big rectangular screen"
            "|a wide black screen|little blue squares for eyes|two blue squares|two light blue squares"
            "|blue squares on a black screen|blue pixels for eyes|eyes like blue pixels|turquoise eyes|aqua eyes"
            "|icy eyes|a large screen with two little blue eyes|a huge visor with two blue squares|blue window eyes"
            "|tiny blue squares for eyes",
            "before": "ice eyed|cyan eyed|pale blue eyed|light blue eyed|turquoise eyed",
            "is": "whose eyes are light blue|whose eyes are blue squares|whose eyes are small blue squares"
            "|whose eyes are cyan|whose eyes are pale blue|whose eyes are blue pixels|whose eyes are ice blue",
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
            "|green eyes behind glass|eyes that are green|eyes of green|two glowing green eyes|eyes like green lights"
            "|eyes with green light|green light in its eyes|eyes lit in green|two green rectangles|two green squares"
            "|two green bars|green blocks|a black rectangle with green eyes|a black frame with green eyes"
            "|green pixels for eyes|green windows for eyes|fluorescent green eyes|jade eyes|cat green eyes"
            "|apple green eyes|spring green eyes|eyes like green traffic lights|green light eyes|a green eyed screen"
            "|a black bar with green eyes",
            "before": "green eyed|green-eyed|emerald eyed|neon eyed|jade eyed|lime eyed|mint eyed",
            "is": "whose eyes are green|whose eyes glow green|whose eyes shine green|whose eyes are green squares"
            "|whose eyes are green rectangles|whose eyes light up green|that looks at you with green eyes"
            "|whose screen shows green eyes|that is green in the eyes|with green eyes that glow"
            "|whose eyes are glowing green|whose eyes are bright green|whose eyes are lit green"
            "|whose eye colour is green|whose eye color is green|whose eyes are green bars|whose eyes are green pixels"
            "|whose green eyes are on a screen",
        },
        "frame1|frame2": {
            "with": "a screen for eyes|digital eyes|a monitor for eyes|a display for eyes|a screen for its eyes"
            "|eyes on a screen|a black screen for eyes|screen eyes|display eyes|lcd eyes|a tv screen for eyes"
            "|a tv for eyes|a computer screen for eyes|eyes shown on a display|eyes on a display"
            "|a screen instead of eyes|a tablet for eyes|a phone screen for eyes|computer eyes|electronic eyes"
            "|video game eyes|8 bit eyes|eyes like pixels|a black rectangle with two eyes|a black box over the eyes"
            "|eyes in a black rectangle|vr goggles|a vr headset|virtual reality goggles|a head up display"
            "|eyes on a black rectangle|eyes behind a screen|eyes inside a screen|a display instead of eyes"
            "|a monitor instead of eyes|an eye display|an eye screen|an eye monitor|eyes made of pixels on a screen"
            "|eyes from an old video game|game boy eyes|arcade eyes|eyes like on a computer|a box with lights for eyes"
            "|a rectangular display for eyes|eyes on a tv|eyes on a monitor|lit squares for eyes|a vr helmet"
            "|an lcd for eyes|eyes on a dark display|electric eyes|eyes behind black glass"
            "|a windscreen with two lights",
            "wearing": "vr goggles|a vr headset|virtual reality goggles|a vr helmet|a virtual reality headset",
            "before": "screen eyed|screen-eyed|digital eyed|monitor eyed|display eyed|vr wearing",
            "is": "whose eyes are on a screen|whose eyes are a screen|whose eyes are displayed on a screen"
            "|whose eyes are digital|that looks through a screen|whose eyes are behind a screen|in virtual reality"
            "|whose eyes appear on a display|whose eyes are on a display|whose eyes are on a monitor"
            "|that plays vr games|playing in virtual reality|whose eyes are shown on a screen|that wears vr goggles",
        },
        "frame1|frame2|roundFrame01": {
            "with": "square eyes|pixel eyes|squares for eyes|rectangular eyes|pixelated eyes|pixels for eyes"
            "|rectangles for eyes|blocky eyes|boxy eyes|cube eyes|quadratic eyes|square shaped eyes|block eyes"
            "|angular eyes",
            "before": "square eyed|square-eyed|pixel eyed",
            "is": "whose eyes are square|whose eyes are rectangles|whose eyes are squares|whose eyes are pixels",
        },
        "glow": {
            "with": "glowing white eyes|white glowing eyes|shining white eyes|eyes like headlights|headlights for eyes"
            "|headlight eyes|eyes with a halo|halos around the eyes|halo eyes|ghostly eyes|lamps for eyes"
            "|eyes like lamps|torches for eyes|flashlight eyes|flashlights for eyes|eyes like flashlights"
            "|eyes with a soft glow|softly glowing eyes|rings around the eyes|glowing dots for eyes|radiant eyes"
            "|gleaming eyes|beaming eyes|starry eyes|eyes like stars|twinkling eyes|lights for eyes"
            "|white lights for eyes|glowing circles for eyes|white eyes with a glow|an aura around the eyes"
            "|hypnotic eyes|hypnotized eyes|a glow around the eyes|eyes like ripples|eyes with rings"
            "|light beams for eyes|white eyes with halos|white light eyes|white led eyes|shimmering eyes"
            "|glittering eyes|pulsing eyes|eyes with a white glow|eyes like spotlights|spotlight eyes|searchlight eyes"
            "|searchlights for eyes|eyes like the moon|eyes with light rings|eyes surrounded by a glow"
            "|eyes like car lights|car headlights for eyes|candle eyes|spooky white eyes|enlightened eyes"
            "|eyes like two little suns",
            "before": "starry eyed|starry-eyed|bright eyed|bright-eyed|headlight eyed|lamp eyed|hypnotized|mesmerized"
            "|ghostly|white glowing eyed|halo eyed|shimmering eyed|spotlight eyed",
            "is": "whose eyes glow white|whose eyes shine|whose eyes are lamps|whose eyes are headlights"
            "|whose eyes have a halo|whose eyes gleam|whose eyes shine like stars|under hypnosis|in a trance"
            "|whose eyes shimmer|whose eyes sparkle|whose eyes twinkle|whose eyes are glowing white"
            "|whose eyes are lit like lamps|whose eyes send out light|whose eyes are like car lights"
            "|with a twinkle in its eyes",
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
            "|a horizontal bar for eyes|a slit instead of eyes|a bar instead of eyes|a black bar instead of eyes"
            "|one thin black bar|a narrow black band for eyes|a small black window for eyes|a horizontal black bar"
            "|a dark glass bar|a strip of black glass|a striped black bar|a black bar with stripes"
            "|a black bar with reflections|a shiny black bar for eyes|a thin window|a narrow window for eyes"
            "|an arrow slit for eyes|a visor like robocop|a helmet slit|a helmet with a slit|a look like a knight"
            "|a narrow strip for eyes|a slit in its helmet|a sight slit|a viewing slit|a black tape over the eyes"
            "|black tape over its eyes|a narrow dark glass|a thin dark visor",
            "wearing": "a narrow visor|a thin visor|a police visor|a blindfold|a black blindfold|a slim visor"
            "|a censor bar",
            "before": "blindfolded|robocop|slit eyed|slit-eyed|censored|knight like|bar eyed|blindfold wearing"
            "|cop like|slit visored|narrow visored|bar faced|thin visored|robocop like",
            "is": "that looks through a slit|whose eyes are behind a black visor|who looks through a slit"
            "|looking through a slit|that peers through a slit|peering through a slit|whose eyes are a slit"
            "|that sees through a slit|whose eyes are a black bar|whose eyes are censored|whose eyes are blacked out"
            "|that is blindfolded|who is blindfolded|that looks like robocop|looking like robocop|like robocop"
            "|like a knight|that looks like a knight|whose visor is narrow|whose visor is thin"
            "|whose visor has gray stripes|that looks like a police officer|with a bar across its eyes"
            "|whose face has a slot|with a bar over its eyes|whose eyes are a thin black bar"
            "|whose eyes are hidden behind a slit|whose eyes are taped over|who sees through a slit"
            "|like a police robot|like a robot cop|with a blindfold on|that wears a blindfold"
            "|who is wearing a blindfold|whose visor is a thin strip|looking through a narrow window"
            "|ready to arrest you|that enforces the law",
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
            "is": "that wears a visor|that looks through a visor|whose visor is down|behind a visor",
        },
        "robocop|shade01": {
            "with": "covered eyes|hidden eyes|no visible eyes|no eyes|eyes you cannot see|eyes that are hidden"
            "|invisible eyes|concealed eyes|masked eyes",
            "before": "eyeless",
            "is": "whose eyes are hidden|whose eyes are behind a visor|whose eyes are covered|without eyes"
            "|without visible eyes|whose eyes cannot be seen|whose eyes can't be seen|whose eyes are not visible"
            "|hiding its eyes|that hides its eyes|whose eyes are concealed",
        },
        "shade01": {
            "with": "a red visor|red shades|red sunglasses|sunglasses|shades|a visor with red light|glowing red eyes"
            "|red eyes|dark glasses|cool sunglasses|a red light for eyes|glasses|red glasses|evil red eyes"
            "|a black and red visor|red goggles|spectacles|specs|eyeglasses|sunnies|cool shades|cool glasses"
            "|dark sunglasses|dark shades|black glasses|tinted glasses|red tinted glasses|red lenses|a red lens"
            "|a pair of sunglasses|a pair of shades|a pair of glasses|sun glasses|sunglass"
            "|a red glowing visor|a glowing red visor|a glowing visor|a red screen for eyes|a red band for eyes"
            "|a red bar for eyes|a red stripe for eyes|a red strip|a red light|a red glow|a red scanner|a red laser"
            "|laser eyes|red laser eyes|eyes like a laser|a laser visor|laser goggles|ski goggles|snow goggles"
            "|motorbike goggles|a snorkel mask|a cyclops visor like a superhero|a superhero visor|a cylon visor"
            "|cylon eyes|terminator eyes|eyes like the terminator|evil eyes|wicked eyes|demonic eyes|sinister eyes"
            "|villain eyes|burning eyes|burning red eyes|fiery eyes|blood red eyes|ruby eyes|crimson eyes|scarlet eyes"
            "|bloodshot eyes|infrared eyes|infrared goggles|night vision goggles|eyes glowing red|eyes that glow red"
            "|red lights for eyes|red led eyes|an evil look|an evil stare|a cool look|a sinister look|a red windshield"
            "|a black mask with a red window|a black frame with red glass|aviator sunglasses|aviators"
            "|wraparound sunglasses|wraparound shades|oakley style shades|red in its eyes|a red eye band|glasses on"
            "|sunglasses on|shades on|cool glasses on its face|glasses on its nose|dark glasses on its face"
            "|glasses with red lenses|sunglasses with red lenses|red lensed sunglasses|red lensed glasses"
            "|eyes that are red|eyes of red|two glowing red eyes|red light in its eyes|eyes with red light"
            "|eyes lit in red|devilish red eyes|a red eye visor|a bright red visor|a black visor with a red light"
            "|a black visor with red glass|a visor that glows red|a red t shape for eyes|a red glass window for eyes"
            "|mean red eyes|a red glare|a red stare|gangster sunglasses|rapper sunglasses|mafia sunglasses"
            "|elvis glasses|matrix glasses|matrix sunglasses|heat vision|laser vision|stylish sunglasses"
            "|fancy sunglasses|big sunglasses|big glasses|thick black glasses|a scuba mask",
            "wearing": "sunglasses|shades|a red visor|red sunglasses|dark glasses|red goggles|glasses|spectacles|specs"
            "|cool shades|cool sunglasses|ski goggles|a pair of sunglasses|sun glasses|eyeglasses|aviators|sunnies"
            "|a glowing visor|tinted glasses|night vision goggles|a scuba mask|dark shades|red glasses|red shades"
            "|red tinted glasses|cool glasses|eyewear|gangster sunglasses|stylish sunglasses|big sunglasses"
            "|black sunglasses|laser goggles|a black and red visor|thick black glasses|matrix glasses"
            "|dark glasses on its face",
            "in": "sunglasses|shades|dark glasses|glasses|cool shades|ski goggles|red sunglasses|spectacles"
            "|dark shades|red shades|cool glasses|dark sunglasses|red glasses|cool sunglasses|black sunglasses",
            "before": "red eyed|evil|evil eyed|cool|red-eyed|sinister|villainous|wicked|malevolent|malicious"
            "|laser eyed|laser-eyed|badass|bad ass|red visored|sunglassed|bespectacled|spectacled|sunglasses wearing"
            "|glasses wearing|goggled|evil-eyed|nefarious|terminator|cylon|chill|too cool|stylish|cool looking"
            "|evil looking|evil-looking|red glowing eyed|incognito|supervillain|villain|cyclops visored|laser visored"
            "|red lensed|glasses-wearing|shades wearing|sunglass wearing|evil genius|super cool|ultra cool|mega cool",
            "is": "whose eyes are red|whose eyes glow red|looking evil|looking cool|that looks cool|who looks cool"
            "|that is cool|who is cool|that looks evil|that is evil|who is evil|that wears sunglasses"
            "|that wears glasses|that wears shades|that wears goggles|whose visor is red|whose visor glows red"
            "|whose glasses are red|whose eyes shine red|whose eyes burn red|whose eyes are burning"
            "|like the terminator|that looks like the terminator|too cool for school|cool as a cucumber|acting cool"
            "|ready for the sun|protected from the sun|going skiing|that goes skiing|that wants to destroy humanity"
            "|taking over the world|that wants to take over the world|that wants to kill all humans|that turned evil"
            "|gone bad|gone rogue|up to no good|that is up to no good|from the dark side|on the dark side"
            "|that shoots lasers|shooting lasers from its eyes|scanning with red light|who looks evil"
            "|with its shades on|with cool sunglasses on|with its sunglasses on|with red eyes that glow"
            "|with a red visor on|whose eyes are glowing red|whose eyes are lit red|whose eyes are bright red"
            "|whose eye colour is red|whose eye color is red|whose sunglasses are cool|that is wearing sunglasses"
            "|that is wearing glasses|who is wearing sunglasses|like a gangster|like a movie star|like a rapper"
            "|like a secret agent|like a supervillain|like a villain|that looks like a villain|looking like a villain"
            "|looking like a supervillain|looking sinister|that looks sinister|whose visor has a red light"
            "|who is out to get you|plotting world domination|that plans to rule the world|that joined the dark side"
            "|that is so cool",
        },
        "shade01|roundFrame02": {
            "with": "goggles|a pair of goggles|swimming goggles|safety goggles|goggles on|eye protection|swim goggles"
            "|diving goggles|a diving mask",
            "wearing": "goggles|a pair of goggles|swimming goggles|safety goggles|diving goggles|a diving mask",
            "in": "goggles|swimming goggles",
            "before": "goggle wearing",
            "is": "whose eyes are behind goggles",
        },
        "roundFrame01": {
            "with": "a black mask with white eyes|white square eyes|square white eyes|white squares for eyes"
            "|white eyes on a black band|a black visor with white eyes|a rounded black visor|a pill shaped black visor"
            "|a black strip with two white squares|two white squares for eyes|white pixel eyes"
            "|a black oval band with white eyes|white rectangular eyes|white windows for eyes"
            "|a black capsule with white eyes|white eyes in a black bar|a dark band with two white squares"
            "|two white squares on black|white square lights for eyes|a black band with white square eyes"
            "|a long black oval with two white eyes|a black pill with white squares"
            "|a black visor with two white windows|white blocks for eyes",
            "is": "whose eyes are white squares|whose eyes are white rectangles|whose eyes are two white squares"
            "|whose eyes are white windows",
            "before": "white square eyed",
        },
        "roundFrame01|roundFrame02": {
            "with": "a black mask|a bandit mask|a ninja mask|a burglar mask|a robber mask|a zorro mask|a raccoon mask"
            "|a mask over the eyes|an eye mask|a black band around the eyes|eyes in a black frame|black framed eyes"
            "|a rounded black frame|raccoon eyes|panda eyes|a thief mask|a mask|a superhero mask|a hero mask"
            "|a black band across the eyes|a black frame around the eyes|a black rounded band"
            "|a dark band around the eyes|a masked face|a carnival mask|a robber's mask|a ninja's mask"
            "|a black goggle frame|a bandit look|a black eye band",
            "wearing": "a black mask|a bandit mask|a ninja mask|a burglar mask|a zorro mask|an eye mask|a mask"
            "|a superhero mask|a carnival mask|a robber's mask|a black eye mask",
            "in": "a mask|a black mask",
            "before": "masked|ninja|bandit|raccoon like|burglar|ninja like|bandit like|robber like|zorro like",
            "is": "that wears a mask|like a bandit|like a burglar|like a raccoon|like a ninja|that looks like a ninja"
            "|that looks like a bandit|that looks like a thief|like zorro|that looks like zorro"
            "|with a mask over its eyes|ready to rob a bank|that robs a bank|dressed as a ninja|dressed as a burglar"
            "|that looks like a raccoon",
        },
        "roundFrame02": {
            "with": "goggles with round lenses|round goggles|round glasses|aviator goggles|binoculars for eyes"
            "|binoculars|round eyes in a black frame|big round eyes in a black mask"
            "|white eyes with square pupils in a black band|black rimmed round eyes|pilot goggles|steampunk goggles"
            "|eyes like a minion|a diver's mask|big eyes in a black frame|diver goggles|glasses with round lenses"
            "|welding goggles|motorcycle goggles|biplane pilot goggles|two round lenses|eyes like a pilot"
            "|eyes in round windows|two portholes for eyes|minion goggles|big eyes behind goggles|lab goggles",
            "wearing": "round goggles|round glasses|aviator goggles|pilot goggles|steampunk goggles|welding goggles"
            "|motorcycle goggles|glasses with round lenses|lab goggles",
            "is": "that looks through binoculars|looking through binoculars|whose goggles are round|like a minion"
            "|that looks like a minion|like an aviator|like a pilot|that looks like a pilot|ready to dive|going diving"
            "|whose eyes are behind round goggles",
            "before": "aviator like|minion like",
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
            "|a fish eye lens|a cyclop eye|a big camera lens|one single eye|one only eye|an eye on one side only"
            "|one eye and a small sensor|one big round eye|an eye like a webcam|an eye like a security camera"
            "|a phone camera for an eye|an eye like a ball|one big camera|a big camera eye|a fisheye lens"
            "|a telephoto lens|a zoom lens|an eye that films|an eye that records|just a lens|just one lens"
            "|only one lens|a mono eye|one big pupil|a black ball for an eye|a sensor lens|a sensor on one side"
            "|a robotic eye|a mechanical eye|a bionic eye|a cyborg eye|an artificial eye|a microscope eye|a photo lens"
            "|a projector eye",
            "before": "one eyed|one-eyed|cyclops|single eyed|camera eyed|single-eyed|1 eyed|cyclopean|monocular"
            "|monocled|lens eyed|camera-eyed|half blind|cyclop|spy|surveillance|lone eyed|camera faced|oneeyed"
            "|cyclopic|mono eyed|cyborg eyed|bionic eyed|single-lens|lens-eyed|webcam eyed|asymmetrically eyed",
            "is": "whose eye is a camera|that lost an eye|that has lost an eye|who lost one eye|missing an eye"
            "|that is missing an eye|that sees with one eye|looking with one eye|whose eye is a lens"
            "|whose only eye is big|like a cyclops|that looks like a cyclops|looking like a cyclops|that films you"
            "|filming you|that is filming|recording you|recording a video|that takes pictures|taking a picture"
            "|taking photos|watching you with one eye|that spies on you|spying on you|keeping an eye on you"
            "|whose second eye is missing|whose eyes are not the same|who sees with one eye|whose eye is a webcam"
            "|whose eye is big and round|whose one eye is a lens|who looks through a lens|looking through a lens"
            "|looking through a telescope|that looks through a camera|whose eye is a sensor|that monitors you"
            "|monitoring everything|that records everything|that keeps you under surveillance|that sees with a camera"
            "|like a security camera|like a surveillance camera|like a cctv camera|who is one eyed|blind in one eye"
            "|watching through a camera",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2|frame1|glow|roundFrame01|roundFrame02": {
            "with": "two eyes|a pair of eyes|both eyes|2 eyes|eyes on both sides|two separate eyes",
            "before": "two eyed|two-eyed",
            "is": "with both its eyes",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2|robocop|shade01|frame1|glow|roundFrame01|roundFrame02": {
            "with": "no camera eye|no lens|no monocle|no camera",
            "is": "without a camera eye|without a monocle|without a lens",
        },
        "round|happy|hearts|dizzy|bulging|eva|frame2|sensor|frame1|glow|roundFrame02": {
            "with": "no visor|no visor over its eyes",
            "is": "without a visor|without any visor|that took off its visor",
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
}
