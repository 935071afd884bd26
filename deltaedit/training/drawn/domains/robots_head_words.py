"""How people speak of a robot's head: its shape, what stands on top of it, and what sits at its sides."""

from __future__ import annotations

#: attribute -> values (separated by |) -> form -> wordings (separated by |).
HEAD_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "head": {
        "square01": {
            "with": "a square head|a square face|a boxy head|a box head|a box shaped head|a cube head"
            "|a rectangular head|a square shaped head|a blocky head|a cubic head|a head like a box|a square shape"
            "|a head shaped like a cube|a head shaped like a box|a head like a cube|a tv head|a tv shaped head"
            "|a television shaped head|a head like a tv set|a square noggin|a boxlike head|a box-like head"
            "|a head like a brick|a head like a block|a block shaped head|a block for a head|a box for a head"
            "|a box as a head|a cube for a head|a minecraft style head|a quadratic head|a quadrangular head"
            "|a four cornered head|a cuboid head|a rectangle head|a rectangle for a head|a squarish head"
            "|a square skull|a square outline|a head in the shape of a square|the shape of a box"
            "|a cardboard box shaped head|a head like a toaster|a toaster shaped head|a microwave shaped head"
            "|a head like an old monitor|a head like a dice|a dice shaped head|a chunky square head|a big square head"
            "|a simple square head|a classic square robot head"
            "|a square head with rounded corners|four straight sides|straight sides|a boxy face|a boxy shape"
            "|a blocky face|a face like a box|a rectangular face|a straight square head|a crate for a head"
            "|a head like a crate|a head like a suitcase|a tin box for a head|an ice cube head|a tofu shaped head"
            "|a head of square shape|a square form|a head in square form|a head with four corners"
            "|a cube on its shoulders|a big box for a head|a head like a parcel|a head like a washing machine"
            "|a head like a matchbox|a loaf of bread for a head|a square outlined head|a fridge shaped head"
            "|a boxy skull|a square robot head|a head like an old computer|a square block for a head",
            "before": "square headed|square|boxy|box headed|blocky|square faced|square-headed|cube shaped|box shaped"
            "|cubic|cubical|cuboid|squarish|rectangular|rectangle headed|cube headed|box-headed|cube-headed|boxlike"
            "|brick shaped|block shaped|tv headed|square-faced|quadratic|four cornered|square shaped|square-shaped"
            "|box-shaped|boxy headed|brick headed|toaster headed|rectangle shaped|blocky headed|rectangular headed"
            "|cubistic|foursquare|quad headed|squared off|cube like|box like|cube faced|block faced|brick like",
            "is": "whose head is square|shaped like a box|shaped like a cube|shaped like a square|that is square"
            "|that looks like a box|looking like a box|looking like a cube|whose head is a box|whose head is a cube"
            "|whose head is boxy|that is all square|whose face is square|built like a box|as square as a box"
            "|that resembles a box|whose head looks like a box|in the shape of a cube|in the shape of a square"
            "|in the shape of a box|cut square|shaped like a brick|shaped like a tv|whose head has four corners"
            "|that has a box on its shoulders|shaped like a toaster|whose head is rectangular|that is boxy"
            "|that looks like a square|made out of a box|that is a walking box|whose head could be a box"
            "|that looks like a cube|whose head is a square|made from a box|that is as boxy as they come"
            "|whose head is cube shaped|whose head is box shaped|that looks like a washing machine",
        },
        "round01|round02": {
            "with": "a round head|a round face|an oval head|a ball shaped head|a spherical head|a circular head"
            "|a ball head|an egg shaped head|a rounded head|a head like a ball|a round shape|a head shaped like a ball"
            "|a head as round as a ball|a globe shaped head|a head like a globe|a sphere for a head|a ball for a head"
            "|a ball as a head|a round noggin|a roundish head|a round skull|a dome shaped head|a domed head"
            "|a dome for a head|an egg head|an egg for a head|a head like an egg|an ovoid head|an elliptical head"
            "|an ellipse shaped head|a curvy head|a curved head|a smooth round head|a bubble shaped head|a bubble head"
            "|a balloon head|a balloon shaped head|a head like a balloon|a head like a potato|a potato shaped head"
            "|a pumpkin shaped head|a head like a pumpkin|a head like a melon|a melon shaped head|a moon face"
            "|a full moon face|a head like the moon|a soft rounded head|a chubby face|chubby cheeks|round cheeks"
            "|a plump face|a pudgy face|a fat round head|a big round head|no corners|a head with no corners"
            "|a head without corners|a head without edges|no edges|a circle for a head|a circle shaped head"
            "|an oval face|an oval shape|a head in the shape of a ball|a rounded shape|a rounded face"
            "|a round top and a round bottom|a round forehead|a rounded forehead|a curved forehead"
            "|a pebble shaped head|a head like a pebble|a bean shaped head|a round hed|a nice round head"
            "|a bowling ball head|soft round edges|a rounded off head|a cushion shaped head|a head like a cushion"
            "|a soft shape|an egg like face|a head with curves|a head of round shape|a round form|a head in round form"
            "|a head like a football|a head like a basketball|a football for a head|a head like an orange fruit"
            "|a head like a bun|a bun shaped head|a head like a bubble|a head like a dome|a soft round head"
            "|a roundish face|a head without any corner|a rounded skull|a ball on its shoulders|a dumpling face"
            "|a squishy round head|a head like an onion",
            "before": "round headed|round|round faced|oval|spherical|circular|round-headed|ball headed|ball shaped"
            "|roundish|rounded|egg headed|egg shaped|egg-shaped|oval headed|oval shaped|oval faced|dome headed|domed"
            "|dome shaped|globular|globe shaped|ovoid|elliptical|curvy|bubble headed|balloon headed|moon faced|chubby"
            "|chubby faced|plump|rotund|pudgy|ball-shaped|round shaped|chubby cheeked|cornerless|potato shaped"
            "|sphere shaped|round-faced|circle shaped|curved|potato headed|egg-headed|melon headed|round cheeked"
            "|roundheaded|roly poly|podgy|tubby|bulbous|roundy|ball like|egg like|football headed|basketball headed"
            "|onion headed|dumpling faced|cherubic|chubby-cheeked|well rounded",
            "is": "whose head is round|shaped like a ball|shaped like an egg|whose head is a ball|that is round"
            "|whose head is oval|whose head looks like an egg|as round as a ball|round as a ball|looking like an egg"
            "|looking like a ball|that looks like a ball|that looks like an egg|without corners|without edges"
            "|whose face is round|built like a ball|that is all round|in the shape of an egg|in the shape of a ball"
            "|whose head is shaped like a dome|whose head has no corners|whose head is curved all around"
            "|that is nice and round|resembling a ball|resembling a potato|shaped like a potato|shaped like a globe"
            "|shaped like a balloon|whose head is rounded on all sides|that is rather round|that looks like a potato"
            "|whose head is a sphere|that is a bit chubby|shaped like a circle|rounded all over"
            "|whose head is egg shaped|whose head is ball shaped|whose head is a circle|that could roll away"
            "|that is round like a ball|whose head is curvy|that looks like a bubble|round like the moon"
            "|with a face like a full moon",
        },
        "round01": {
            "with": "a pear shaped head|a head like a pear|a round head that widens at the bottom"
            "|a round head with a wide bottom|a gumdrop shaped head|a gumdrop head|full cheeks|heavy cheeks|jowls"
            "|a head like a steamed bun|a round head with a narrow top|a dome that gets wider below"
            "|a jelly shaped head|a head like a blob",
            "before": "pear shaped|pear headed|gumdrop shaped|jowly|pear-shaped|blob headed",
            "is": "shaped like a pear|shaped like a gumdrop|whose round head is wider at the bottom"
            "|that looks like a pear|shaped like a blob",
        },
        "round02": {
            "with": "a barrel shaped head|a head like a barrel|a round head with straight sides|a flattened round head"
            "|a squashed ball for a head|a head like a burger|a turnip shaped head|a head like a turnip"
            "|an acorn shaped head",
            "before": "barrel headed|barrel shaped|turnip headed|acorn shaped",
            "is": "shaped like a barrel|shaped like a turnip|that looks like a barrel",
        },
        "square02": {
            "with": "a round chin|a rounded chin|a rounded jaw|a round jaw|a round bottom|a u shaped head"
            "|a cup shaped head|a flat top and a round chin|a tub shaped head|a rounded bottom|a head like a cup"
            "|a flat top and a rounded bottom|a square top and a round bottom|a square forehead and a round chin"
            "|a mug shaped head|a head like a mug|a bowl shaped head|a head like a bowl|a bathtub head"
            "|a head like a bathtub|a cup for a head|a mug for a head|a pot shaped head|a head like a pot"
            "|a cooking pot head|a cauldron shaped head|a shield shaped head|a head like a shield|a pocket shaped head"
            "|a head like a pocket|a head rounded at the bottom|a head that is round at the bottom|a soft jaw"
            "|a soft chin|a curved chin|a curved jaw|a smooth jaw|a smooth chin|a round lower half|a round underside"
            "|a rounded lower half|a u shape|the shape of a u|the shape of a cup|a head like the letter u"
            "|a chin like half a ball|a chin without corners|a jaw without corners|a big round chin|a wide round chin"
            "|a square head with a round chin|a square head with a rounded bottom|a boxy top and a round jaw"
            "|a beaker shaped head|a round-bottomed head|a u-shaped face|a jaw like a bowl|a head like a soup bowl"
            "|a round lower face|a chin that is rounded off|a head like a sink|a head like a flower vase"
            "|a square head rounded below|a bottom like a bowl|a chin shaped like a bowl|a full round chin"
            "|a head like a kettle|a head of u shape|a horseshoe shaped jaw|a head like a tooth mug|a soup bowl jaw",
            "before": "round chinned|u shaped|cup headed|round jawed|u-shaped|cup shaped|cup-headed|mug headed"
            "|mug shaped|bowl headed|bowl shaped|pot headed|pot shaped|tub headed|tub shaped|round-chinned|round-jawed"
            "|soft jawed|soft chinned|round bottomed|round-bottomed|shield shaped|pocket shaped|smooth jawed"
            "|beaker shaped",
            "is": "whose chin is round|shaped like a cup|shaped like a mug|shaped like a bowl|shaped like a tub"
            "|shaped like a pot|shaped like the letter u|whose jaw is round|whose jaw is rounded|that looks like a cup"
            "|whose head looks like a cup|rounded at the bottom|rounded off at the chin"
            "|whose head is round at the bottom|that is square on top and round below|square above and round below"
            "|whose head is flat on top and round below|in the shape of a cup|in the shape of a u|looking like a mug"
            "|that is round at the bottom|shaped like a shield|shaped like a pocket|whose chin has no corners"
            "|whose chin is curved|whose jaw is soft|with a chin like a bowl|whose chin is rounded off"
            "|whose lower half is round|whose head is u shaped|whose head looks like a mug",
        },
        "square03": {
            "with": "a narrow chin|a pointed chin|a tapered chin|a narrow jaw|a pointy chin|a bucket shaped head"
            "|a bucket head|a head that narrows at the bottom|a slim chin|a thin jaw|a small chin|a head like a bucket"
            "|a v shaped head|a v shaped face|a v shaped chin|a v shaped jaw|a head that gets narrower below"
            "|a head that tapers to the chin|a head that tapers down|a head narrowing towards the chin|a wide forehead"
            "|a broad forehead|a big forehead|a wide forehead and a narrow chin|a wide top and a narrow chin"
            "|a wide brow|a large forehead|a wedge shaped head|a funnel shaped head|a funnel head|a head like a funnel"
            "|a head like a flower pot|a flower pot head|a flowerpot head|a plant pot head|a pail shaped head"
            "|a bucket for a head|a pail for a head|a head like a pail|a popcorn bucket head|a slender chin"
            "|a pinched chin|a tiny chin|a little chin|a delicate chin|a thin chin|a tapering chin|a tapering jaw"
            "|a tapered jaw|a slim jaw|a small jaw|a weak chin|a triangular chin|a triangular face"
            "|a face that gets thinner towards the bottom|an upside down trapezoid head|an inverted trapezoid head"
            "|a coffin shaped head|a coffin head|an insect shaped head|a mantis head|a narrow bottom"
            "|a narrow lower half|hollow cheeks|a chin smaller than the forehead|a head wider at the top"
            "|a head that is wide on top|a head broad at the top|a top heavy head|a pointed jaw|a pointy jaw"
            "|a slim lower face|a chin that comes to a point|a shovel shaped face|a head of v shape"
            "|a head like a wedge|a head like a shovel|a head like a coffin|a head like an ice cream cone"
            "|a head like a plant pot|a head like an upside down bell|a chin too small for its head|a sharp chin"
            "|a tapered lower face|a head slimmer at the bottom|an upside down bell for a head"
            "|a head like a paper basket|a lower jaw that is narrow",
            "before": "narrow chinned|bucket headed|pointy chinned|narrow jawed|bucket shaped|v shaped|v-shaped"
            "|wedge shaped|wedge headed|funnel headed|funnel shaped|pail headed|flower pot headed|slim chinned"
            "|thin chinned|small chinned|pointed chinned|narrow-chinned|broad browed|big foreheaded|wide browed"
            "|top heavy|coffin shaped|coffin headed|bucket-headed|bucket-shaped|slim jawed|thin jawed|weak chinned"
            "|mantis headed|top-heavy|sharp chinned|tiny chinned|small jawed|pointy-chinned|v faced",
            "is": "whose chin is narrow|shaped like a bucket|shaped like a funnel|shaped like a flower pot"
            "|shaped like a wedge|shaped like a v|shaped like a pail|shaped like a coffin|whose chin is small"
            "|whose chin is pointed|whose jaw is narrow|whose forehead is wide|whose forehead is wider than its chin"
            "|whose head narrows at the bottom|whose head gets narrower towards the chin|whose head tapers downwards"
            "|that gets narrower at the bottom|that is wide at the top and narrow at the bottom|narrow at the bottom"
            "|narrower at the bottom|tapering downwards|wider at the top|that looks like a bucket"
            "|looking like a bucket|whose head looks like a bucket|in the shape of a bucket"
            "|that wears a bucket for a head|whose face gets thin below|with a chin like a point|whose chin is tiny"
            "|whose chin is sharp|whose head is v shaped|whose head is wider at the top|whose head is slimmer below"
            "|whose head is bucket shaped|whose jaw is small",
        },
        "square04": {
            "with": "a narrow forehead|a bell shaped head|a helmet shaped head|a tapered forehead|a wide jaw"
            "|a head that narrows at the top|a wide chin|a broad jaw|a big jaw|a head like a bell"
            "|a head that widens at the bottom|a head that gets wider below|a head that gets wider at the bottom"
            "|a narrow top and a wide jaw|a narrow forehead and a wide chin|a small forehead|a slim forehead"
            "|a thin forehead|a little forehead|a tiny forehead|a sloping forehead|a slanted forehead|sloping temples"
            "|slanted sides at the top|a tapering forehead|a narrow skull|a narrow brow|a strong jaw|a heavy jaw"
            "|a massive jaw|a huge jaw|a large jaw|a powerful jaw|a strong chin|a big chin|a massive chin|a huge chin"
            "|a large chin|a broad chin|a heavy chin|a wide bottom|a broad bottom|a wide lower half"
            "|a bottom heavy head|a jaw wider than the forehead|a chin wider than the forehead|a caveman jaw"
            "|a gorilla jaw|a bulldog jaw|a lampshade head|a lampshade shaped head|a head like a lampshade"
            "|a cowbell shaped head|a head like a cowbell|a bell for a head|a head like a weight|a head like a helmet"
            "|a head like a volcano|a volcano shaped head|a tent shaped head|a mountain shaped head"
            "|a head like a mountain|cut off corners at the top|bevelled upper corners|sloped upper corners"
            "|a lantern jaw|a jutting jaw|a head broad at the bottom|a head wider at the bottom"
            "|a head that is narrow on top|a head like a thimble|a school bell head|a head of bell shape"
            "|a head like a tent|a head slimmer at the top|a head like a paperweight|a head like a hut"
            "|a hut shaped head|a helmet like head|an upside down bucket for a head|a head like an upside down bucket"
            "|an upside down bucket head|a head like an upside down flower pot|a broad lower jaw"
            "|a chin too big for its head|a big lower face|a head like a church bell",
            "before": "wide jawed|bell headed|broad jawed|bell shaped|wide chinned|big jawed|strong jawed|heavy jawed"
            "|wide-jawed|large jawed|lantern jawed|big chinned|strong chinned|broad chinned|heavy chinned|bell-shaped"
            "|bell-headed|lampshade headed|helmet headed|bottom heavy|bottom-heavy|narrow browed|bulldog jawed"
            "|volcano shaped|cowbell headed|gorilla jawed|helmet shaped|big-jawed|mountain shaped|small browed"
            "|tent shaped|huge jawed|massive jawed|wide bottomed|broad-jawed",
            "is": "whose forehead is narrow|shaped like a bell|shaped like a helmet|shaped like a lampshade"
            "|shaped like a cowbell|shaped like a volcano|shaped like a mountain|whose jaw is wide|whose jaw is big"
            "|whose jaw is wider than its forehead|whose chin is wide|whose chin is wider than its forehead"
            "|whose head widens at the bottom|whose head gets wider at the bottom|whose head narrows at the top"
            "|whose head tapers upwards|that gets wider at the bottom|that is narrow at the top and wide at the bottom"
            "|narrow at the top|narrower at the top|wider at the bottom|tapering upwards|that looks like a bell"
            "|looking like a bell|whose head looks like a bell|in the shape of a bell|whose forehead slopes"
            "|with a jaw like a gorilla|with a jaw like a bulldog|whose chin is huge|whose chin is big"
            "|whose chin is broad|whose head is bell shaped|whose head is wider at the bottom"
            "|whose head is slimmer on top|whose jaw is strong|that wears a bucket upside down",
        },
        "square03|square04": {
            "with": "a trapezoid head|a trapezoidal head|a trapezium shaped head|a trapezoid shaped head"
            "|a trapeze shaped head|slanted sides|sloping sides|a head with slanted sides|a head with sloping sides"
            "|a tapered head|slanted edges",
            "before": "trapezoid|trapezoidal|trapezium shaped|trapezoid headed|tapered|slant sided",
            "is": "shaped like a trapezoid|shaped like a trapezium|whose sides are slanted|whose head is a trapezoid"
            "|whose head is tapered",
        },
        "square01|square04": {
            "with": "a square jaw|a square chin|a flat chin|corners at the chin|a boxy jaw|an angular jaw",
            "before": "square jawed|square-jawed|square chinned|boxy jawed",
            "is": "whose jaw is square|whose chin is square",
        },
        "square01|square02|square03|square04": {
            "with": "an angular head|corners|a head with corners|an edged head|edges|straight edges|a head with edges"
            "|a head with straight lines|an angular face|an angular shape|a flat crown|a flat-topped head|a flat head"
            "|a head that is flat on top|an edgy shape|flat surfaces",
            "before": "angular|flat headed|flat topped|flat-topped|flat-headed|angular headed|angular faced",
            "is": "whose head has corners|whose head is flat on top|flat on top|that is angular|made of straight lines"
            "|whose head is not round|that is not round|whose head is flat",
        },
    },
    "top": {
        "none": {
            "with": "nothing on top|nothing on the head|a bare head|a plain top|an empty top|nothing on its head"
            "|a bare top|no headpiece|nothing above the head|nothing up top|nothing on its head at all"
            "|nothing up there|nothing growing out of its head|nothing sticking out of its head|nothing sticking up"
            "|nothing above its head|a naked head|a bald head|a bald top|a clean top|a smooth top|an undecorated head"
            "|an unadorned head|no headgear|no gadget on top|no device on top|no decoration on top|no ornament on top"
            "|no attachment on top|no accessory on top|no accessories on top|no thing on the head|no stuff on the head"
            "|no top part|no top piece|nothing on the top|nothing on top of it|nothing on top of its head"
            "|nothing at the top|no extras on top|a bare crown|just a bare head|only a bare head|nothing at all on top"
            "|no gadgets on its head|no equipment on its head|a naked top|a simple bare head|no headdress"
            "|no thing on its head|nothing at all on its head|not a thing on its head|nothing sticking out on top"
            "|a head that is bare|no toppings|no extra parts on top|only its head and nothing on it",
            "before": "bare headed|bareheaded|bare-headed|bald|bald headed|bald-headed|bare topped|unadorned"
            "|undecorated|baldheaded|bald topped",
            "is": "without anything on top|without anything on the head|without a headpiece"
            "|without anything on its head|without anything above its head|without a thing on its head"
            "|without headgear|without any headgear|without a gadget on its head|without decoration on top"
            "|whose head is bare|whose head is bald|whose top is bare|that wears nothing on its head"
            "|wearing nothing on its head|wearing nothing on top|that carries nothing on its head|bare on top"
            "|empty on top|bald on top|that is bald|without a top part|without any attachments on top"
            "|without stuff on its head|who is bald|without accessories on top|with its head bare"
            "|without anything sticking out on top|whose head has nothing on it|that has no gadget on its head",
        },
        "antenna|antennaCrooked|bulb01|glowingBulb01|glowingBulb02|horns|lights|pyramid|radar": {
            "with": "something on top|something on its head|a thing on its head|a thing on top of its head"
            "|something sticking out of its head|something on top of the head|a gadget on its head|a gadget on top"
            "|a device on its head|a device on top|a headpiece|a top piece|a top part|an ornament on top"
            "|a decoration on its head|something on the top|something above its head|an attachment on top"
            "|an accessory on top|headgear|some kind of thing on its head|a contraption on its head|a doohickey on top"
            "|an apparatus on its head|equipment on its head|stuff on its head|a thingy on top|a thingy on its head"
            "|some device on top|something growing out of its head|some headgear|something up top",
            "is": "that wears something on its head|wearing something on its head|carrying something on its head"
            "|whose head has something on it|whose head is decorated|topped with a gadget"
            "|that carries a gadget on its head",
        },
        "antenna|antennaCrooked": {
            "with": "an antenna|antenna|a yellow antenna|an aerial|an antenna on top|an antenna on its head"
            "|a radio antenna|a ball antenna|a single antenna|an antenna with a ball|a feeler|an aerial on top"
            "|a yellow ball on top|one antenna|a rod with a yellow ball|an antenna on the head|antennas|antennae"
            "|a radio aerial|an aerial on its head|a tv antenna|a robot antenna"
            "|a little antenna|a small antenna|a metal antenna|a thin antenna|a yellow tipped antenna"
            "|a yellow bobble on top|a yellow knob on top|a yellow light on a stick|a ball on a stick|a ball on top"
            "|a yellow ball on a stick|a stick with a ball|a stick with a yellow ball|a stick on its head"
            "|a stick on top|a rod on top|a rod on its head|a pole on top|a pole with a yellow ball|a wire with a ball"
            "|a pin on top|a pin with a yellow head|a mast|a mast on top|a transmitter|a transmitter on its head"
            "|a radio mast|a feeler on top|a feeler on its head|a bobble on a stick|a ball on its head"
            "|a lollipop on its head|a lollipop on top|a yellow lollipop|a wifi antenna|a wi-fi antenna"
            "|a signal antenna|an antenna sticking up|an antenna coming out of its head"
            "|an antenna sticking out of its head|an antenna on the top of its head|an antenna with a yellow tip"
            "|an antenna with a yellow light|an antenna with a yellow ball|a yellow antenna ball|a yellow globe on top"
            "|a yellow orb on a rod|a yellow dot on top|an ariel on top|an insect feeler|a yellow sphere on top"
            "|a knob on a stick|an alien antenna|a single feeler|a joystick on its head|a joystick on top"
            "|a yellow thing on a stick|a yellow ball above its head|a whip antenna|a matchstick on its head"
            "|a little yellow ball on a rod|a long thin thing with a ball on its head"
            "|a thin stick with a ball on the end|a bobbing ball on top|a ball shaped antenna|a yellow bulb on a stick"
            "|a yellow ball up top|a feeler with a yellow ball|a signal ball on top|a needle with a yellow head"
            "|an antenna like an ant|an antenna like a snail|a bug antenna|a radio pole|a yellow pinhead on top"
            "|a lightning rod|a flag pole on top|a yellow pea on a stick|an antenna with a knob",
            "wearing": "an antenna|a yellow antenna|an aerial|an antenna on its head|an antenna on top",
            "before": "antenna headed|antennaed|antenna bearing|antenna equipped|antenna-topped|antenna topped"
            "|antenna wearing",
            "is": "whose antenna is yellow|whose head has an antenna|equipped with an antenna|fitted with an antenna"
            "|topped with an antenna|topped by a yellow ball|that receives radio|carrying an antenna"
            "|that carries an antenna|whose antenna sticks up|that has a stick with a ball on its head"
            "|whose antenna ends in a yellow ball|whose antenna has a yellow tip|whose antenna is up"
            "|receiving radio waves|whose antenna has a ball|whose antenna sticks out of its head"
            "|with a yellow ball on its head|that looks like an ant|like an ant|that picks up the radio"
            "|with its antenna up",
        },
        "antenna": {
            "with": "a straight antenna|an upright antenna|a vertical antenna|a straight aerial"
            "|a straight rod with a ball|an unbent antenna|an antenna that stands straight up",
            "is": "whose antenna is straight|whose antenna stands straight up|whose antenna is upright",
        },
        "antennaCrooked": {
            "with": "a crooked antenna|a bent antenna|a zigzag antenna|a zig zag antenna|a broken antenna"
            "|a wonky antenna|a kinked antenna|a twisted antenna|a wobbly antenna|a bendy antenna|a wavy antenna"
            "|a curly antenna|a damaged antenna|a lightning shaped antenna|a crooked aerial|a bent aerial"
            "|a bent rod with a ball|a bent stick with a ball|a crooked stick on its head"
            "|an antenna like a lightning bolt|an antenna with a kink|an antenna with a bend|a jagged antenna"
            "|a squiggly antenna|a folded antenna|a buckled antenna|an antenna that is not straight|a snapped antenna"
            "|a wiggly antenna",
            "is": "whose antenna is bent|whose antenna is crooked|whose antenna is broken|whose antenna zigzags"
            "|that bent its antenna|whose antenna got bent|whose antenna has a kink|whose antenna is not straight",
        },
        "none|bulb01|glowingBulb01|glowingBulb02|horns|lights|pyramid": {
            "with": "no antenna|no antenna on top|no antennas|no aerial|no antennae|no antenna on its head|no feeler"
            "|no aerial on top|no antenna at all",
            "before": "antennaless|antenna free",
            "is": "without an antenna|without antenna|without any antenna|without an aerial|without antennas"
            "|missing its antenna|that lost its antenna|lacking an antenna|that lacks an antenna|whose antenna is gone"
            "|whose antenna is missing|that does not have an antenna|that doesn't have an antenna|without its antenna",
        },
        "bulb01|glowingBulb01|glowingBulb02": {
            "with": "a light bulb|a bulb|a lamp|a light bulb on top|a glass bulb|a lightbulb|a bulb on its head"
            "|a lamp on top|a light bulb on its head|a glass dome|an electric bulb|a big bulb|a lamp on its head"
            "|a bulb on top|a bulb for a hat|an idea bulb|a lightbulb on top|a light-bulb"
            "|a light globe|a lamp for a hat|a lamp on the head|a glass lamp|a glass lamp on top|a glass lantern"
            "|a lantern on its head|a lantern on top|a bulb on the head|a big light bulb|a large bulb|a round bulb"
            "|a glass cover on top|a glass dome on top|a glass dome on its head|a glass jar on its head|a jar on top"
            "|a jar on its head|a glass cap|a glass top|a glass capsule|a glass capsule on top|a see-through dome"
            "|a transparent dome|a clear dome|a bell jar|a bell jar on its head|a dome lamp|a dome light|a single lamp"
            "|one big lamp on top|a lite bulb|a light blub|a headlamp|a vacuum tube"
            "|a vacuum tube on its head|a radio valve|an electron tube|a filament|a bulb with a filament|a bright idea"
            "|an idea|a brilliant idea|an electric light|an electric lamp|an incandescent bulb|a light bulb hat"
            "|a light bulb growing out of its head|a bulb screwed into its head|an edison bulb|a glass bubble on top"
            "|a reading lamp on its head|a light bulb for a hat|a light bulb above its head|a bulb above its head"
            "|a bulb for a top|a lamp above its head|a bulb sitting on its head|a fish bowl on its head"
            "|a glass bell on its head|a dome of glass|a jar of glass on its head"
            "|a light bulb like when you have an idea|a glass thing on its head|a transparent cap|a see through top"
            "|a clear glass top|a brain jar|a glass helmet on top|a cartoon idea",
            "wearing": "a light bulb|a bulb|a lamp|a lightbulb|a glass dome|a lamp on its head|a headlamp"
            "|a light bulb on its head",
            "before": "bulb headed|bulb-headed|light bulb headed|lightbulb headed|lamp headed|bulb topped|light bulb"
            "|lamp-headed|glass domed|light-bulb-headed",
            "is": "topped with a light bulb|topped with a bulb|topped by a glass dome|carrying a light bulb"
            "|that carries a lamp|that carries a bulb on its head|whose head has a bulb|equipped with a lamp"
            "|fitted with a bulb|that looks like a lamp|that just had an idea|that had a brainwave"
            "|that has a light bulb moment|having a light bulb moment|who had a bright idea|that has a great idea"
            "|that carries a lamp on its head|whose head has a lamp|that wears a light bulb|that came up with an idea"
            "|struck by an idea|who has just had an idea|with an idea in its head|having a eureka moment"
            "|that cries eureka",
        },
        "bulb01": {
            "with": "an unlit bulb|an unlit lamp|a bulb that is switched off|a light bulb that is off"
            "|a lamp that is off|a tinted bulb|a bulb that does not glow",
            "is": "whose bulb is off|whose lamp is off|whose light bulb is not lit",
        },
        "glowingBulb01|glowingBulb02": {
            "with": "a glowing bulb|a glowing light bulb|a glowing lamp|a lit bulb|a lit lamp|a shining bulb"
            "|a shining lamp|a bulb that glows|a light bulb that is on|a lamp that is on|a bright bulb|a lit up bulb"
            "|a white bulb|a bulb on a black base|a bulb on a black plate|a lamp on a dark base"
            "|a bulb in a black socket|a black socket on top|a luminous bulb|a glowing dome|a glowing glass dome"
            "|a burning lamp|a glowing light on top|a radiant bulb|a dark plate on top",
            "is": "whose bulb glows|whose lamp glows|whose lamp is on|whose bulb is lit|whose light bulb is on"
            "|whose lamp shines|whose head glows on top",
        },
        "glowingBulb01": {
            "with": "a tall glowing bulb|a tall glass bulb on a black base|a glowing bulb with a filament"
            "|a narrow glowing bulb",
            "is": "whose glowing bulb is tall",
        },
        "glowingBulb02": {
            "with": "a half round lamp|a semicircular lamp|a wide dome lamp|a half dome on top|a dome shaped lamp"
            "|a rotating beacon|a cupola on top|a low glowing dome|a round glowing dome|a cockpit on its head",
            "is": "whose lamp is half round|topped by a half dome",
        },
        "glowingBulb02|lights": {
            "with": "a siren|a siren on its head|a siren on top|a police siren|an alarm lamp",
        },
        "bulb01|glowingBulb01|glowingBulb02|lights": {
            "with": "a light on top|a light on its head|a light on the head|lighting on top|something bright on top"
            "|a light source on its head|something that shines on its head|a beacon on its head|a kind of lamp on top",
            "is": "that carries a light on its head|that gives light|that lights up at the top|that lights the way"
            "|topped with a light|whose head lights up",
        },
        "none|antenna|antennaCrooked|horns|pyramid|radar": {
            "with": "no light bulb|no bulb|no lamp|no lights|no lights on top|no lamp on its head|no light on top"
            "|no lightbulb",
            "is": "without a light bulb|without a lamp|without lights|without a bulb|without any lights"
            "|without its light bulb|whose bulb is gone|without a light on top",
        },
        "horns": {
            "with": "horns|two horns|devil horns|a pair of horns|bull horns|horns on its head|viking horns|demon horns"
            "|metal horns|horns on top|curved horns|big horns|horns on the head|pointed horns|a horn on each side"
            "|goat horns|ram horns|cow horns|ox horns|buffalo horns|little horns|small horns|tiny horns|short horns"
            "|cute horns|sharp horns|pointy horns|two pointy horns|two small horns|two pointed horns|satan horns"
            "|devilish horns|demonic horns|imp horns|dragon horns|monster horns|animal horns|horns like a bull"
            "|horns like a devil|horns like a goat|horns like a viking|horns like a cow|horns of a bull"
            "|the horns of a devil|horns growing out of its head|horns sticking out of its head"
            "|horns on top of its head|horns above the head|horns sticking up|a pair of little horns|a horned helmet"
            "|a viking helmet|tusks on its head|claws on its head|two claws on top|two spikes on its head"
            "|two points on its head|two pointy things on its head|two curved spikes|two prongs on top|antlers"
            "|a set of horns|a couple of horns|twin horns|both horns|steel horns|robot horns|a devil's horns"
            "|a bull's horns|two curved horns|horns pointing up|two horns on its head|horns on both sides of the head"
            "|spikes sticking out of its head|horns like a ram|horns like a buffalo"
            "|horns like an ox|horns like an imp|the horns of a viking|the horns of a goat|the horns of a bull"
            "|little devil horns|pointy little horns|two sharp things on its head|two tips on its head"
            "|two points sticking up|two teeth on its head|a demon look|a bull look|two horns on top|ivory horns|horn"
            "|curvy horns|devils horns|a pair of devil horns",
            "wearing": "horns|devil horns|viking horns|a pair of horns|bull horns|a viking helmet|a horned helmet"
            "|a devil costume|demon horns|little horns|two horns|a viking hat|a demon costume|cow horns"
            "|a pair of devil horns",
            "in": "a devil costume|a viking helmet|a horned helmet|a viking hat",
            "before": "horned|devilish|devil|two horned|bull|demonic|demon|viking|satanic|diabolical|fiendish|hellish"
            "|two-horned|bull horned|goat horned|impish|infernal|bullish|minotaur|bull like|bull-like|devil like"
            "|devil-like|demon like|ram horned|big horned|sharp horned|antlered|goat like|devil horned|cow horned"
            "|small horned|devil-horned|bull-horned|ox like|goat-like|oxen|rhino like|demon-like|viking like"
            "|little horned",
            "is": "that looks like a devil|looking like a devil|that looks like a bull|looking like a bull"
            "|like a devil|like a bull|like a demon|like a viking|that looks like a demon|looking like a demon"
            "|looking like a viking|that looks like a viking|dressed as a devil|dressed as a viking"
            "|dressed up as a devil|that grew horns|growing horns|who grew horns|whose head has horns"
            "|whose horns stick up|straight from hell|from hell|that comes from hell|possessed by the devil"
            "|whose horns are sharp|topped with horns|who is a devil|that is a devil|that could gore you"
            "|disguised as the devil|that looks like a goat|with its horns up|whose horns are curved"
            "|with devil horns on|like a goat|like an ox|who is a little devil|that is a little devil"
            "|who looks like a devil|that sold its soul to the devil|dressed up for halloween as a devil"
            "|ready to charge like a bull",
        },
        "none|antenna|antennaCrooked|bulb01|glowingBulb01|glowingBulb02|lights|pyramid|radar": {
            "with": "no horns|no horns on its head|no devil horns|no horn",
            "before": "hornless",
            "is": "without horns|without any horns|whose horns are gone|that lost its horns|lacking horns"
            "|that does not have horns|that doesn't have horns|without its horns|without devil horns",
        },
        "lights": {
            "with": "lights|three lights|a row of lights|lights on top|three lamps|signal lights|lights on its head"
            "|three bulbs|warning lights|beacons|a light bar|a row of lamps|three small lights|emergency lights|lamps"
            "|lamps on top|three lights on top|three lights on its head|three lamps on top|three little lights"
            "|three little lamps|three lights in a row|lights in a row|a strip of lights|a light strip|a lightbar"
            "|a row of lights on top|a row of bulbs|several lights|some lights|little lights|small lights|tiny lights"
            "|indicator lights|indicator lamps|signal lamps|control lights|control lamps|status lights|flashing lights"
            "|blinking lights|flashing lights on top|blinking lights on its head|police lights|ambulance lights"
            "|traffic lights|alarm lights|blinkers|warning lamps|a police light bar|lamps on its head|lamps in a row"
            "|roof lights|three light bulbs|three little bulbs|light bulbs|bulbs|several bulbs|three candles"
            "|candles on its head|candles on top|candles|three beacons|spotlights|spot lights|three knobs on top"
            "|three buttons on top|three pegs on top|three little things on top|three small pillars on top"
            "|three vacuum tubes|vacuum tubes|a crown of lights|three leds|leds|led lights|a row of leds|led lamps"
            "|fairy lights|christmas lights|lights like a police car|lights like an ambulance"
            "|lights like a fire engine|a string of lights|lites on top|three warning lights|three stubs on top"
            "|three tiny lamps on its head|three things in a row on its head|a panel of lights on top"
            "|three lamps in a row|three light bulbs on its head|three lights above its head|a little row of lamps"
            "|a bar of lights|bright lights on its head|three glowing things on top|three little bulbs in a row"
            "|a bunch of lights|lights on the roof|a roof light bar|a rack of lights|disco lights|stage lights"
            "|runway lights|a candelabra on its head|a candle holder on its head|three flasks on top"
            "|three bottles on its head|three jars on its head|three tubes on top|light bulbs on top",
            "wearing": "lights|a row of lights|three lights|three lamps|a crown of lights|a light bar|candles",
            "before": "three lamped|flashing|light topped|candle topped|lights topped",
            "is": "that flashes|flashing its lights|topped with three lights|topped with a row of lights"
            "|equipped with lights|equipped with warning lights|like a police car|like an ambulance|like a fire engine"
            "|whose head has three lights|carrying three lamps|whose lights are flashing|decorated with lights"
            "|lit up like a christmas tree|that looks like an ambulance|like a birthday cake"
            "|that looks like a birthday cake|with three bulbs on its head|with its lights flashing"
            "|whose roof lights flash|ready for an emergency|on an emergency call|that blinks on top"
            "|with a light bar on its head",
        },
        "pyramid": {
            "with": "a pyramid|a pyramid on top|a pointed hat|a triangle on top|a cone on top|a spike on top"
            "|a pyramid hat|a pointy hat|a triangle hat|a spike|a pyramid on its head|a cone hat|a party hat"
            "|a triangular hat|a triangle on its head|a hat|a pointed top|a little pyramid|a small pyramid"
            "|a pyramid for a hat|a pyramid like hat|a pyramid shaped hat|a cone shaped hat|a triangle shaped hat"
            "|a cone|a cone for a hat|a triangle|a triangle as a hat|a tent on its head|a tent on top"
            "|a tepee on its head|a mountain on its head|a mountain on top|a peak on top|a peaked hat|a pointed cap"
            "|a pointy cap|a pointy top|a tip on top|a point on its head|a point on top|a pointed roof"
            "|a roof on its head|a roof on top|a gable roof|a house roof on top|a little roof|a spire|a spire on top"
            "|a steeple on top|a single spike|one spike|a big spike|a spike on its head|a spiked hat|a thorn on top"
            "|a wizard hat|a witch hat|a dunce cap|a dunce hat|a gnome hat|a clown hat|a birthday hat|a paper hat"
            "|a wizard's hat|a witch's hat|a glass pyramid|an egyptian pyramid|an arrow pointing up|a traffic cone"
            "|a traffic cone on its head|a road cone|a cap|a cap on its head|a hat on its head|a hat on top"
            "|a conical hat|a conical cap|a funny hat|a silly hat|a little hat|a small hat"
            "|a triangular thing on its head|a pointed thing on top|a pointy thing on its head|a piramid"
            "|a tetrahedron on top|a tin hat|a tinfoil hat|a prism on top|a pointed headpiece|a pointed peak"
            "|a magic hat|a hat like a pyramid|a hat like a triangle|a hat like a cone|a hat shaped like a pyramid"
            "|a hat shaped like a cone|a hat with a point|a hat that comes to a point|a triangle for a hat"
            "|a triangle above its head|a small triangle on top|a big triangle on its head|a shark fin on its head"
            "|a wedge on top|a tip on its head|a thing like a pyramid on its head|a newspaper hat|a folded paper hat"
            "|an elf hat|a jester hat|a pixie hat|a santa hat without the fur|a sharp point on top"
            "|a top like a pyramid|a church tower on its head|a three cornered thing on its head"
            "|an iceberg on its head|a fools cap",
            "wearing": "a pyramid|a pointed hat|a triangle hat|a pointy hat|a cone hat|a party hat|a hat|a pyramid hat"
            "|a cap|a conical hat|a cone|a wizard hat|a witch hat|a dunce cap|a gnome hat|a birthday hat|a paper hat"
            "|a traffic cone|a funny hat|a triangular hat|a little hat|a pointed cap|a triangle on its head"
            "|a pyramid on its head|a tinfoil hat|a clown hat|a small hat|an elf hat|a newspaper hat|a jester hat"
            "|a pointed paper hat|a silly hat|a pyramid shaped hat|a hat on its head|a cone on its head"
            "|a peaked cap on top",
            "in": "a pointed hat|a party hat|a hat|a triangular hat|a cone hat|a wizard hat|a pointy hat|a pyramid hat"
            "|a dunce cap|a funny hat|a cap|a witch hat|a birthday hat|a triangle hat|a gnome hat|a paper hat",
            "before": "pointy headed|pyramid headed|cone headed|coneheaded|pointed headed|hatted|hat wearing"
            "|pointy hatted|pyramid topped|pyramid-headed|cone-headed|hat-wearing|peaked|spike topped|conehead"
            "|pointy-headed|pyramid-topped|partying|party hatted|cone hatted|hat clad|triangle topped|cone topped"
            "|gnome like|wizard like",
            "is": "that wears a hat|that wears a pointed hat|that has a hat on|topped with a pyramid"
            "|topped by a pyramid|topped with a triangle|topped with a cone|pointed at the top|pointy at the top"
            "|ending in a point|whose head ends in a point|whose top is pointed|whose hat is a pyramid"
            "|whose hat is pointed|ready for a party|dressed for a party|that goes to a party|carrying a pyramid"
            "|like a wizard|like a gnome|that looks like a wizard|that looks like a gnome|celebrating its birthday"
            "|that celebrates its birthday|that has its hat on|with its hat on|that looks like a witch"
            "|with a pointed hat on|with a party hat on|whose hat is a triangle|whose hat is a cone|like an elf"
            "|that looks like an elf|that wears a party hat|that wears a triangle|ready for its birthday party",
        },
        "none|antenna|antennaCrooked|bulb01|glowingBulb01|glowingBulb02|horns|lights|radar": {
            "with": "no hat|no hat on its head|no pyramid|no party hat|no spike on top",
            "before": "hatless",
            "is": "without a hat|without any hat|not wearing a hat|that took off its hat|without its hat"
            "|that lost its hat|without a pyramid|that wears no hat",
        },
        "radar": {
            "with": "a radar|a radar dish|a satellite dish|a dish on top|a dish antenna|a radar on top"
            "|a satellite dish on its head|a dish|a parabolic dish|a radio dish|a receiver dish|a radar on its head"
            "|a satellite receiver|a dish on its head|a sat dish|a satellite antenna"
            "|a satellite aerial|a satellite tv dish|a parabolic antenna|a parabolic aerial|a parabola"
            "|a parabola on top|a parabolic mirror|a radio telescope|a radar antenna|a radar receiver|a radar device"
            "|a tv dish|a bowl on its head|a bowl on top|a plate on its head|a plate on top|a saucer on top"
            "|a saucer on its head|a dish on a stick|a dish on the head|a small dish|a big dish|a little dish"
            "|a little radar|a half ball on top|a hemisphere on top|a half circle on its head|a half moon on its head"
            "|a tilted dish|a listening dish|a sat receiver|a signal dish|a communication dish|a comms dish"
            "|a broadcast dish|a transmitter dish|a space dish|a scanner on its head|a scanner on top|a sensor dish"
            "|a radar scanner|radar|a radar sensor|a wok on its head|an antenna dish|a dish-shaped antenna"
            "|a bowl shaped antenna|a receiver on its head|a dish pointing at the sky|a dish that points up"
            "|a dish aerial|a satellite dish on top|a satellite on its head|a satellite on top|satellite tv"
            "|a tracking dish|a dish for signals|a radar thing on its head|a half bowl on a stick"
            "|a white satellite dish|a dish like for tv|a dish for tv|a tv satellite dish|a dish to receive signals"
            "|a round dish on top|a receiving dish|a thing like a satellite dish|a thing like a bowl on its head"
            "|an observatory on its head|a radar station|a sonar dish|a deep space dish|a nasa dish"
            "|a dish for space signals|a dish for the internet|a wifi dish|an internet dish|a soup plate on its head"
            "|a salad bowl on its head|a half shell on a stick",
            "wearing": "a radar|a satellite dish|a dish|a dish on its head|a radar dish|a radar on its head",
            "before": "radar|radar headed|dish headed|radar equipped|satellite|radar topped|dish topped|dish-headed"
            "|radar guided|satellite headed|radar-equipped|radar-topped|dish-topped|parabolic|radar carrying",
            "is": "topped with a dish|topped with a satellite dish|equipped with radar|equipped with a radar"
            "|equipped with a satellite dish|fitted with a radar|whose head has a dish|carrying a satellite dish"
            "|receiving satellite tv|that receives satellite tv|that watches satellite tv|that listens to space"
            "|listening to outer space|scanning the sky|that scans the sky|searching the sky|scanning for signals"
            "|searching for signals|that picks up signals from space|looking for aliens|whose dish points to the sky"
            "|searching for life in space|whose dish points up|whose radar scans the sky"
            "|that receives signals from space|that receives tv|that listens to aliens|listening to aliens"
            "|that searches for aliens|in contact with space|that phones home by dish|connected to a satellite"
            "|that looks like a radar station",
        },
        "none|antenna|antennaCrooked|bulb01|glowingBulb01|glowingBulb02|horns|lights|pyramid": {
            "with": "no radar|no satellite dish|no dish|no dish on its head|no radar dish",
            "is": "without a radar|without a satellite dish|without a dish|without its radar|whose dish is gone",
        },
    },
    "sides": {
        "none": {
            "with": "no ears|nothing on the sides|no side parts|bare sides|plain sides|no ears at all|empty sides"
            "|nothing on its sides|nothing at the sides|nothing left and right|nothing to the left and right"
            "|nothing at the side of its head|nothing beside its head|nothing where the ears should be|smooth sides"
            "|naked sides|clean sides|no ear caps|no earpieces|no ear|missing ears|no attachments on the sides"
            "|nothing sticking out at the sides|nothing on either side|no ears on its head|nothing for ears|no hearing"
            "|not a single ear|an earless head|no things on the sides|no ears on the sides|no things for ears"
            "|no ears left or right|no stuff on the sides|ears missing|both ears missing|no ear parts"
            "|nothing attached to the sides",
            "before": "earless|ear-less|ear less|deaf|unhearing|bare sided|stone deaf",
            "is": "without ears|without any ears|without side parts|without anything on the sides|that lost its ears"
            "|whose ears are missing|whose ears are gone|whose ears fell off|missing its ears|missing both ears"
            "|lacking ears|that lacks ears|that does not have ears|that doesn't have ears|that cannot hear"
            "|that can't hear|that can not hear you|who hears nothing|that hears nothing|minus the ears"
            "|whose ears were removed|bare on both sides|with its ears removed|deaf as a post|who is deaf|that is deaf"
            "|without anything beside its head|robbed of its ears|with no ears on it|who lost its ears"
            "|whose ears were cut off|whose ears have been taken off|whose ears were taken away"
            "|who is missing its ears|that has not got any ears|that hasn't got ears|whose sides are bare"
            "|whose sides are empty",
        },
        "round": {
            "with": "round ears|headphones|earphones|round ear caps|circular ears|round headphones|discs for ears"
            "|ear muffs|half round ears|semicircular ears|round sides|round things for ears|round earpieces|earmuffs"
            "|ear-muffs|a headset|a headset on|a set of headphones|a pair of headphones|big headphones|dj headphones"
            "|music headphones|ear phones|head phones|headphone|ear protectors|ear protection|ear defenders"
            "|hearing protection|half circles for ears|half moons for ears|half moon ears|half circle ears"
            "|semicircles for ears|rounded ears|curved ears|monkey ears|ears like a monkey|ears like headphones"
            "|round ear pads|ear pads|padded ears|ear cushions|round knobs on the sides|round caps on the sides"
            "|round bumps on the sides|discs on the sides|disks for ears|round discs on the sides|disc ears"
            "|disk shaped ears|disc shaped ears|bowl shaped ears|shell ears|round shells over the ears"
            "|speakers on its ears|loudspeakers for ears|oval ears|soft ears|rounded side parts|round side parts"
            "|round parts on the sides|round attachments on the sides|two round ears|big round ears|wheels for ears"
            "|half discs for ears|gamer headphones|a gaming headset|a pilot's headset|headfones|earbuds"
            "|wireless headphones|bulging ears|half balls for ears|half spheres on the sides|round things on the sides"
            "|round stuff on the sides|two half circles on the sides|ears like discs|ears like half moons"
            "|ears like earmuffs|ear shells|ears like buttons|button ears|big headphones on"
            "|a listening device on its ears|head phones on|stereo headphones|earpieces like headphones"
            "|studio headphones|bluetooth headphones|noise cancelling headphones|cans on its ears"
            "|a call centre headset|round ear protectors|winter earmuffs|fluffy earmuffs|knobs for ears|round lugs"
            "|rounded ear caps|rounded ears on the sides",
            "wearing": "headphones|earphones|ear muffs|round headphones|round earpieces|earmuffs|a headset"
            "|a pair of headphones|ear protectors|ear protection|big headphones|ear defenders|dj headphones|ear phones"
            "|head phones|a gaming headset|headphones on its ears|earbuds|noise cancelling headphones"
            "|stereo headphones|winter earmuffs|head phones on its ears|studio headphones|headphones over its ears"
            "|wireless headphones|bluetooth headphones",
            "in": "headphones|earmuffs|big headphones",
            "before": "round eared|round-eared|headphoned|headphone wearing|earmuffed|monkey eared|headset wearing"
            "|disc eared|half moon eared|music loving|music-loving|dj|headphone-wearing|button eared|big headphoned"
            "|earphoned|knob eared",
            "is": "whose ears are round|listening to music|that listens to music|who listens to music|hearing music"
            "|enjoying music|listening to a song|that has headphones on|that wears headphones"
            "|that has its headphones on|whose ears are covered by headphones|whose ears are discs"
            "|whose ears are half circles|whose ears look like headphones|whose ears are semicircles"
            "|whose ears are protected|with its headphones on|like a dj|that looks like a dj|jamming to music"
            "|grooving to music|listening to tunes|lost in its music|with earmuffs on|whose ears are round discs"
            "|whose ears are half moons|whose ears are rounded|that wears earmuffs|that wears a headset"
            "|whose headphones are on|that loves music|who loves music|that plays music|mixing music"
            "|working in a call centre|blasting music in its ears|whose ears are like half circles"
            "|whose ears are buttons|with music in its ears",
        },
        "none|square|squareAssymetric|antenna01|antenna02|cables01|cables02": {
            "with": "no headphones|no earphones|no earmuffs|no round ears|no headset",
            "is": "without headphones|without earphones|that took off its headphones|without earmuffs"
            "|not wearing headphones|without round ears|without a headset",
        },
        "square|squareAssymetric|antenna01|antenna02": {
            "with": "square ears|boxy ears|rectangular ears|square ear caps|blocks for ears|box ears|square sides"
            "|square shaped ears|blocky ears|boxes for ears|angular ears|square earpieces|rectangle ears"
            "|rectangle shaped ears|cube ears|cubes for ears|block ears|block shaped ears|brick ears|bricks for ears"
            "|box shaped ears|boxlike ears|boxes on the sides|blocks on the sides|cubes on the sides"
            "|square blocks on the sides|square boxes on the sides|square knobs on the sides"
            "|square attachments on the sides|square parts on the sides|square side parts|boxes instead of ears"
            "|blocks instead of ears|square pieces on the sides|squared ears|quadratic ears|cubic ears"
            "|ears with corners|ears like boxes|ears like blocks|ears like bricks|edged ears|angular side parts"
            "|angular blocks on the sides|squares for ears|rectangles for ears|rectangular side parts"
            "|rectangular ear pieces|two square ears|ears shaped like boxes|metal boxes on the sides"
            "|square lugs|lego ears|square things on the sides|square stuff on the sides|boxes left and right"
            "|blocks left and right|cubes left and right|ears like cubes|ears of square shape|ears in square form"
            "|square blocks for ears|little boxes for ears|ears like bricks of metal|edgy ears|ears with edges"
            "|rectangular things for ears|rectangular blocks on the sides|chunky ears|chunky square ears|ear boxes"
            "|ear blocks|cube shaped ears|metal blocks for ears|metal blocks on the sides",
            "wearing": "square earpieces|square ear caps",
            "before": "square eared|square-eared|box eared|block eared|boxy eared|brick eared|blocky eared|cube eared"
            "|rectangular eared|box-eared|block-eared|angular eared",
            "is": "whose ears are square|whose ears are boxes|whose ears are blocks|whose ears are rectangular"
            "|whose ears have corners|whose ears look like boxes|whose ears are boxy|whose ears are rectangles"
            "|whose ears are shaped like bricks|with square ears on|whose ears are cubes|whose ears are bricks"
            "|whose ears look like blocks|whose ears are angular|whose ears are square blocks"
            "|whose ears are little boxes|whose ears have edges",
        },
        "square": {
            "with": "plain square ears|simple square ears|matching square ears|identical square ears"
            "|square ears of the same size|two equal blocks for ears",
            "is": "whose square ears match|whose square ears are alike",
        },
        "square|squareAssymetric": {
            "with": "bolts on the sides|bolts for ears|a bolt on each side|bolts in its head|bolts left and right",
        },
        "squareAssymetric": {
            "with": "ears with bolts|rivets on its ear|buttons on its ear|two buttons on the side"
            "|two white dots on its ear|rivets on the side|screws on the side|bolts on its ear"
            "|a control panel on the side|a panel with two buttons|controls on the side of its head"
            "|two studs on its ear|two little lights on its ear|studded ears|knobs on its ear|switches on its ear",
            "is": "whose ear has two buttons",
        },
        "squareAssymetric|antenna01": {
            "with": "uneven ears|asymmetric ears|asymmetrical ears|lopsided ears|mismatched ears"
            "|ears of different sizes|unequal ears|one big ear and one small ear|ears that do not match|stepped ears"
            "|odd ears|a bigger ear on one side|irregular ears|two different ears|an ear bigger than the other",
            "before": "lopsided|asymmetric|asymmetrical|odd eared|uneven eared",
            "is": "whose ears do not match|whose ears are uneven|whose ears are different|whose ears differ in size",
        },
        "antenna01|antenna02": {
            "with": "an antenna on the side|a side antenna|an antenna on its ear|an ear antenna"
            "|a small antenna at the side|a little antenna on one side|an antenna sticking up from its ear"
            "|an antenna next to its head|a tiny antenna beside the head|an antenna at the ear|an aerial on the side"
            "|an antenna on one ear|a pin on its ear|a walkie talkie antenna|a phone antenna"
            "|a stick with a ball on its ear|a rod on its ear|a radio on its ear|an antenna beside its face"
            "|an aerial on its ear|an antenna on an ear|a mini antenna at the side|a lateral antenna"
            "|a ball on a stick at the side",
            "before": "side antennaed",
            "is": "whose ear has an antenna|whose antenna is on the side|whose antenna grows from its ear"
            "|whose antenna is on one ear",
        },
        "antenna01": {
            "with": "a yellow antenna on its ear|a yellow tipped antenna on the side|a yellow ball on its ear"
            "|a yellow light on its ear|a yellow ball at the side|a yellow side antenna",
            "is": "whose side antenna is yellow",
        },
        "antenna02": {
            "with": "a white antenna on its ear|a white tipped antenna on the side|a pale antenna on the side"
            "|a white ball on its ear|a white ball at the side|a white side antenna",
            "is": "whose side antenna is white",
        },
        "round|square|squareAssymetric|antenna01|antenna02": {
            "with": "ears|two ears|ear caps|ears on the sides|a pair of ears|robot ears|an ear on each side"
            "|ears left and right|ears at the sides|metal ears|mechanical ears|ear covers|ear pieces|earpieces"
            "|both ears|ear things|earcaps|something for ears|ears sticking out|protruding ears|jug ears"
            "|artificial ears|ears on its head|ears on both sides|electronic ears|good hearing"
            "|ears on the side of the head|some ears|an ear left and an ear right|ears on its sides|things for hearing"
            "|hearing devices|ears to listen|one ear on each side|two things for ears|ear parts|a left and a right ear"
            "|ear plates|ears made of metal|ears on the side",
            "before": "eared|jug eared|two eared|hearing",
            "is": "that can hear|that can hear you|that hears well|that hears everything|listening|that listens"
            "|that is listening|all ears|who is all ears|that pricks up its ears|whose ears stick out"
            "|listening closely|that can listen|able to hear|that has got ears|that hears you|who can hear you"
            "|who is listening|whose ears are made of metal|who listens to you|that hears everything you say",
        },
        "cables01|cables02": {
            "with": "cables|wires|tubes|cables on the sides|black cables|hoses|cables for ears|wires on the sides"
            "|black tubes|pipes|cords|black wires|black cords|curved cables|curved tubes|electric cables"
            "|electric wires|electrical wires|electrical cables|power cables|power cords|wiring on the sides|cabling"
            "|cable ears|wire ears|wires for ears|tubes for ears|hoses for ears|pipes for ears|pipes on the sides"
            "|tubes on the sides|hoses on the sides|black hoses|black pipes|tubing|rubber tubes|rubber hoses"
            "|visible cables|visible wires|exposed wires|exposed wiring|exposed cables|open wires|bare wires"
            "|wires showing|external cables|wires instead of ears|cables instead of ears|cables left and right"
            "|cables on both sides|wires on both sides|cables at the side of its head|cables on its ears|bent tubes"
            "|thick cables|wires coming out of its head|cables coming out of its head"
            "|cables running out of its head|plugs and cables|black curved things on the sides|cords on the sides"
            "|a bunch of cables|some wires|flexible tubes|cables attached to its head|cable things on the sides"
            "|black tubes for ears|wires left and right|hoses left and right|tubes left and right"
            "|cables instead of the ears|wiry things on the sides|electric cords|electrical cords|power leads"
            "|black hoses for ears|cables hanging at the sides|cables at its sides|bendy tubes on the sides"
            "|black bent pipes|pipes left and right|plumbing on the sides|cables for hair|rubber cables"
            "|cables and wires|wires at the sides of its head",
            "before": "wired|cabled|cable eared|wire eared|tube eared|wired up|wired-up|cable headed|cable-eared"
            "|hose eared|pipe eared|cable covered|wire-eared",
            "is": "whose cables show|whose wires show|with its wires exposed|connected by cables|hooked up to cables"
            "|hooked up with wires|connected to wires|fed by hoses|whose ears are cables|whose ears are wires"
            "|that is wired up|wired up on both sides|whose wires are exposed|connected with cables"
            "|whose ears are tubes|whose ears are hoses|whose cables are visible|whose wires are visible"
            "|whose wiring is visible|with its cables showing|that shows its cables|that shows its wires"
            "|connected by hoses|attached to cables",
        },
        "cables02": {
            "with": "loose wires|wires sticking out|curly cables|hanging cables|loose cables|wires hanging out"
            "|tangled wires|cables hanging out|curly wires|loose ends|loose cable ends|cut cables|torn cables"
            "|torn wires|ripped cables|broken cables|broken wires|dangling wires|dangling cables|frayed wires"
            "|messy cables|messy wires|tangled cables|a tangle of wires|a mess of cables|cables sticking out"
            "|unplugged cables|disconnected cables|cut wires|tentacles|tentacles on the sides|octopus arms"
            "|snake like cables|cables like tentacles|curls on the sides|curling tubes|wild wires|pulled out wires"
            "|protruding wires|squiggly cables|squiggly wires|twisted wires|twisted cables|cables with loose ends"
            "|wires that are loose|cable spaghetti|wires all over the place|wormlike cables|wriggly wires|four cables"
            "|snakes for ears|sprawling cables|loose cables left and right|wild cables|cables flying around"
            "|wires flying around|open cable ends|cables pulled out|loose curly wires|wires sticking out everywhere"
            "|wires poking out|cables poking out|cables that hang out|black curls on the sides|cable tails"
            "|spidery cables|spider legs on the sides|medusa cables|dreadlock cables|wire dreadlocks"
            "|cables that came loose",
            "before": "badly wired|tentacled",
            "is": "whose wires hang out|whose cables stick out|whose cables hang out|whose wires stick out"
            "|whose wires are loose|whose cables are loose|whose cables are cut|whose cables are torn"
            "|with its wires hanging out|with wires everywhere|whose cables are a mess|whose cables dangle"
            "|with its cables hanging loose|whose wires dangle|with its wires sticking out|whose cables came loose"
            "|whose wires came loose|whose wires are tangled|whose cables are tangled|whose cables are unplugged"
            "|whose wires poke out|whose cables fly around",
        },
        "cables01": {
            "with": "cable loops on the sides|loops on the sides|handles on the sides|cable handles|handles"
            "|a handle on each side|a loop on each side|closed cable loops|plugged in cables|neat cables"
            "|a black loop on each side|arcs on the sides|black arcs on the sides|handles for ears"
            "|handle shaped cables|loops for ears",
            "before": "loop eared",
            "is": "whose cables are plugged in|whose ears are handles|whose cables form loops|that looks like a teacup",
        },
        "none|round|square|squareAssymetric|antenna01|antenna02": {
            "with": "no cables|no wires|no loose wires|no tubes|no cables on the sides|no hoses|no wires hanging out"
            "|no visible cables|no cords",
            "before": "wireless|cable free|cordless|cableless",
            "is": "without cables|without wires|without any cables|without any wires|whose wires are gone"
            "|without tubes|whose cables are hidden|whose cables are gone|without loose wires|free of cables",
        },
    },
}
